"""What coders say differently and how far they agree, as lines of text with styles."""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from iomassess.agreement.comparing import (
    Agreement,
    CoderLevel,
    CriterionAgreement,
    Disagreement,
    Figure,
    Figures,
    Pair,
    Reading,
    SiteAgreement,
)
from iomassess.agreement.discrepancies import Kind, Tally
from iomassess.phrases import citations, counted, interval, joined
from iomassess.tables import Line, hanging

HEADINGS: Mapping[Kind, str] = {
    "apart": "Both cannot be right",
    "overlapping": "Not the same, and both may be right",
    "one only": "Said by one, left open by the other",
    "worded otherwise": "The same field in other words",
}
"""The kinds of disagreement, in the order in which they are told."""

KINDS = {
    "agencies": "agencies",
    "groups": "groups",
    "seats": "seats on groups",
    "links": "links",
    "practices": "practices",
    "barriers": "barriers",
    "project": "the project",
    "funding": "sums of funding",
    "fieldwork": "the fieldwork",
    "benefits": "benefits",
    "drivers": "drivers",
    "conflicts": "conflicts of sources",
    "not_applicable": "criteria that do not apply",
    "statements": "what is complete or absent",
}
"""What to call the lists of a file."""

_FEW = 30
"""Units below which figures say little by themselves."""


def coders(found: Agreement, width: int) -> Iterator[Line]:
    """Every disagreement with both readings, then the levels that differ, then figures."""
    yield [(f"Agreement of {joined(found.coders)}", "bold")]
    for note in found.notes:
        yield from hanging(f"Note: {note}", width, "", "yellow")
    for site in found.sites:
        yield []
        yield [(site.name, "bold")]
        for one in site.files:
            yield [(f"{one.coder}: {one.file.file} ({one.file.wave}, {one.file.as_of})", "dim")]
        for pair in site.pairs:
            yield from _pair(pair, width, named=len(site.pairs) > 1)
        yield from _levels(site, width)
    yield []
    yield [("Figures on levels", "bold")]
    yield from hanging(caution(found), width, "", "")
    for figures in found.figures:
        yield []
        yield from _figures(figures, width)
    yield []
    yield from hanging(legend(found), width, "", "dim")


# -- disagreements


def _pair(pair: Pair, width: int, *, named: bool) -> Iterator[Line]:
    if named:
        yield []
        yield [(joined(pair.coders), "bold cyan")]
    told = [one for one in pair.disagreements if one.kind != "worded otherwise"]
    for kind, some in groupby(told, lambda one: one.kind):
        listed = list(some)
        yield []
        yield [(f"{HEADINGS[kind]} ({len(listed)})", "bold cyan")]
        for each in listed:
            yield from _disagreement(each, width)
    worded = len(pair.disagreements) - len(told)
    if worded:
        yield []
        said = f"{counted(worded, 'text')} in other words; --format md and --format json list them."
        yield from hanging(said, width, "", "")
    if not pair.disagreements:
        yield []
        yield [("Both say the same in every field.", "")]
    if pair.perhaps_the_same:
        yield []
        yield [(f"Perhaps the same ({len(pair.perhaps_the_same)})", "bold cyan")]
        yield from hanging(
            "Give both the same id where they are one, and another where not.", width, "", "dim"
        )
        for near in pair.perhaps_the_same:
            both = joined(f"{one.says} ({one.coder}, line {one.line})" for one in near.readings)
            yield from hanging(f"{both}: {near.why}", width, "  ", "")
    yield []
    yield from _records(pair, width)


def _disagreement(one: Disagreement, width: int) -> Iterator[Line]:
    field = f": {one.field.replace('_', ' ')}" if one.field else ""
    style = "bold" if one.bears_on else ""
    yield from hanging(f"{one.number}. {one.label}{field}", width, "", style, further="    ")
    for reading in one.readings:
        yield from hanging(f"{reading.coder}: {said(reading)}", width, "     ", "")
    for coder in one.left_open_by:
        yield from hanging(f"{coder}: {left_open(one)}", width, "     ", "dim")
    if one.perhaps_the_same_as is not None:
        yield from hanging(f"perhaps the same as {one.perhaps_the_same_as}", width, "     ", "yellow")
    if one.bears_on:
        yield from hanging(f"behind {bears(one)}", width, "     ", "cyan")


def left_open(one: Disagreement) -> str:
    """What a coder does who says nothing of something."""
    return "does not say" if one.field is not None or one.about == "statements" else "does not have it"


def said(reading: Reading) -> str:
    """What a coder says, with sources and place."""
    sources = f" [{citations(reading.evidence)}]" if reading.evidence else ""
    return f"{reading.says}{sources} {reading.file}:{reading.line}"


def bears(one: Disagreement) -> str:
    """The criteria behind whose different levels a disagreement stands."""
    return "; ".join(
        f"{each.title} ({'level' if len(each.rungs) == 1 else 'levels'} {joined(map(str, each.rungs))})"
        if each.rungs
        else each.title
        for each in one.bears_on
    )


def _records(pair: Pair, width: int) -> Iterator[Line]:
    """How many records and fields there are of each kind, and how they compare."""
    yield [("Records and their fields", "bold cyan")]
    yield from hanging(RECORDS.format(*pair.coders), width, "", "dim")
    rows = [(KINDS[tally.about], row(tally)) for tally in pair.records if any(row(tally))]
    first = max(12, min(27, width - 8 * 7))
    heads = "".join(f"{head:>7}" for head in COLUMNS)
    yield [(f"{'':<{first}}{heads}", "dim")]
    for name, each in rows:
        numbers = "".join(f"{many or '.':>7}" for many in each)
        for nth, part in enumerate(textwrap.wrap(name, first)):
            yield [(f"{part:<{first}}{'' if nth else numbers}".rstrip(), "")]


RECORDS = (
    "A is {}, B is {}. Records: in both files, only in A, only in B. Fields of the records in both: "
    "the same; not the same, and both may be right; both cannot be right; said by A alone; by B alone."
)
COLUMNS = ("both", "only A", "only B", "same", "may", "cannot", "A says", "B says")


def row(tally: Tally) -> list[int]:
    """Records matched, of each coder alone; then fields: same, both may be right, cannot, said by one."""
    return [
        tally.matched,
        *tally.unmatched,
        tally.same,
        tally.overlapping,
        tally.apart,
        *tally.one_only,
    ]


# -- levels


def _levels(site: SiteAgreement, width: int) -> Iterator[Line]:
    apart = [one for one in site.criteria if not one.same]
    yield []
    yield [
        (
            f"Levels that differ ({len(apart)} of {counted(len(site.criteria), 'criterion', 'criteria')})",
            "bold cyan",
        )
    ]
    names = [one.coder for one in site.files]
    most = 16 if len(names) < 3 else 12
    wide = [max(5, min(most, len(name))) for name in names]
    first = max(20, min(40, width - sum(wide) - len(wide) - 12))
    heads = [textwrap.wrap(name, size) for name, size in zip(names, wide, strict=True)] if apart else []
    lines = max(map(len, heads), default=0)
    for nth in range(lines):
        parts = (one[nth] if nth < len(one) else "" for one in heads)
        cells = " ".join(f"{part:>{size}}" for part, size in zip(parts, wide, strict=True))
        yield [(f"{'':<{first}} {cells}{'  behind it' if nth == lines - 1 else ''}", "dim")]
    for one in apart:
        yield from _level(one, wide, first, width)


def _level(one: CriterionAgreement, wide: Sequence[int], first: int, width: int) -> Iterator[Line]:
    cells = " ".join(f"{level(each):>{size}}" for each, size in zip(one.levels, wide, strict=True))
    behind = ", ".join(map(str, one.behind)) or "no single record"
    titles = textwrap.wrap(one.title, first)
    told = textwrap.wrap(behind, max(12, width - first - len(cells) - 3))
    for nth in range(max(len(titles), len(told))):
        title = titles[nth] if nth < len(titles) else ""
        numbers = told[nth] if nth < len(told) else ""
        yield [(f"{title:<{first}} {cells if nth == 0 else '':<{len(cells)}}  {numbers}".rstrip(), "")]


def level(one: CoderLevel) -> str:
    """A coder's level as a table has room for."""
    return "n/a" if one.not_applicable is not None else interval(one.evidenced, one.possible)


# -- figures


def caution(found: Agreement) -> str:
    """What the figures rest on, said plainly."""
    most = max(found.figures, key=lambda one: one.units)
    units = (
        f"{counted(most.criteria, 'criterion', 'criteria')} at {counted(most.sites, 'site')} make "
        f"{counted(most.units, 'unit')}"
    )
    few = " That is few: one criterion more or less moves every figure." if most.units < _FEW else ""
    return (
        f"{units}.{few} Criteria do not stand by themselves either: one fact may stand behind several, so "
        "that one slip counts more than once, and the intervals, which take units as independent, are "
        "likely to be too narrow. The list of disagreements says more."
    )


def legend(found: Agreement) -> str:
    """How to read the figures."""
    return (
        "alpha and kappa: 1 is full agreement, 0 what chance would give, below 0 less than that. In brackets "
        f"the middle 95% of {found.resamples} resamples of the units (seed {found.seed}); a figure of 1 has "
        "nothing to vary, so that its interval says nothing. Evidenced is the level shown, possible the "
        "highest not ruled out, both the two at once. More: docs/agreement.md"
    )


_SHORT = {
    "exact agreement": "exact agreement",
    "Krippendorff's alpha, ordinal": "alpha, ordinal",
    "weighted kappa, linear": "kappa, linear",
    "weighted kappa, quadratic": "kappa, quadratic",
}


def _figures(figures: Figures, width: int) -> Iterator[Line]:
    yield [(f"{figures.title} ({counted(figures.units, 'unit')})", "bold cyan")]
    if figures.applicability_differs:
        said = (
            f"On {counted(figures.applicability_differs, 'unit')} only some say that the criterion applies."
        )
        yield from hanging(said, width, "", "")
    several = len({one.coders for one in figures.figures}) > 1
    rows = together(figures.figures)
    yield [(f"{'':<18} {'evidenced':<19} {'possible':<19} {'both':<19}".rstrip(), "dim")]
    last: tuple[str, ...] = ()
    for some in rows:
        if several and some[0].coders != last:
            yield [(joined(some[0].coders), "")]
        last = some[0].coders
        cells = " ".join(f"{value(one):<19}" for one in some)
        yield [(f"{_SHORT[some[0].measure]:<18} {cells}".rstrip(), "")]
    for note in notes(figures.figures):
        yield from hanging(note, width, "", "dim")


def together(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Figures of one measure and the same coders, for each bound in turn."""
    rows: dict[tuple[object, ...], list[Figure]] = {}
    for one in figures:
        rows.setdefault((one.coders, one.measure), []).append(one)
    return list(rows.values())


def value(one: Figure) -> str:
    """A figure with its interval, or that there is none."""
    if one.value is None:
        return "undefined"
    shown: Callable[[float], str] = _percent if one.measure == "exact agreement" else "{:.2f}".format
    if one.low is None or one.high is None:
        return shown(one.value)
    return f"{shown(one.value)} [{shown(one.low)}, {shown(one.high)}]"


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%"


def notes(figures: Sequence[Figure]) -> Iterator[str]:
    """Why figures are undefined, and in how many resamples at the most others are."""
    undefined: dict[str, list[str]] = {}
    for one in figures:
        if one.undefined is not None:
            why = f"undefined: {one.undefined}" if one.value is None else one.undefined
            undefined.setdefault(why, []).append(f"{_SHORT[one.measure]} ({one.of}{_of(one, figures)})")
    for why, names in undefined.items():
        yield f"{joined(names)}: {why}"
    for of, several in groupby(sorted(figures, key=lambda one: one.of), lambda one: one.of):
        left_out = {one.degenerate for one in several if one.measure != "exact agreement"}
        if any(left_out):
            many = f"{'up to ' if len(left_out) > 1 else ''}{max(left_out)}"
            yield f"Resamples in which what is {of} does not vary, and has no alpha or kappa: {many}."


def _of(one: Figure, figures: Sequence[Figure]) -> str:
    several = len({each.coders for each in figures}) > 1
    return f", {joined(one.coders)}" if several else ""


def terms() -> dict[str, Any]:
    """What the Markdown of an agreement draws on."""
    return {
        "headings": HEADINGS,
        "kinds": KINDS,
        "row": row,
        "records": RECORDS,
        "columns": COLUMNS,
        "level": level,
        "bears": bears,
        "left_open": left_open,
        "caution": caution,
        "legend": legend,
        "together": together,
        "value": value,
        "notes": notes,
    }
