"""How firm conclusions are, in sentences, and as a terminal shows them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from iomassess.phrases import counted, joined, whole
from iomassess.robustness.firmness import (
    FirmPair,
    FirmSite,
    Overturned,
    Robustness,
    Spot,
    Statement,
    Tried,
    Untried,
    Weighing,
    Why,
)
from iomassess.tables import Line, hanging

NARROWEST = 40
"""Characters that a line has at least, however narrow the terminal."""
_LINES = 3
"""Lines of a file named behind a variant; more are counted."""
_CARRYING = 3
"""Places named that carry most."""


# -- sentences


def statement(one: Statement) -> str:
    """A conclusion, in how many variants it holds, and how many of them put it to the test by facts."""
    held = f"in {one.holds or 'none'} of {counted(one.tried, 'variant')}"
    behind = "it" if one.kind == "level" else "a level behind it"
    moves = "moves" if one.moved == 1 else "move"
    return f"{whole(one.says)}: {held} ({one.moved} of them {moves} {behind})"


def otherwise(one: Statement) -> Iterator[str]:
    """What is so instead, and in which variants; weights are told by the smallest that turns it."""
    overturning = [each for each in one.overturned if each.family != "weight"]
    named = {wide for each in overturning for wide in each.within}
    instead: dict[str, list[str]] = {}
    wider: list[str] = []
    for each in overturning:
        if (place := each.says.removeprefix("without ")) in named and each.family == "place":
            wider.append(place)
        else:
            instead.setdefault(each.then, []).append(_by(each))
    for then, variants in instead.items():
        yield f"{then}: {'; '.join(variants)}"
    if wider:
        yield f"nor does it hold without the whole of {joined(wider, 'or')}"
    if one.weighings:
        yield weights(one.weighings)


def _by(one: Overturned) -> str:
    return f"{one.says} ({joined(map(_spot, one.spots))})" if one.spots else one.says


def _spot(one: Spot) -> str:
    shown = ", ".join(map(str, one.lines[:_LINES]))
    more = len(one.lines) - _LINES
    return f"{one.file}:{shown}" + (f" and {counted(more, 'more line')}" if more > 0 else "")


def weights(weighings: Sequence[Weighing]) -> str:
    """How often each criterion would have to count to turn a summary."""
    turning = sorted((one for one in weighings if one.least), key=lambda one: one.least or 0)
    if not turning:
        return "however often any one criterion is counted, it stays so"
    said = [f"{one.title} turns it if counted {_times(one.least or 0)} ({one.then})" for one in turning]
    rest = len(weighings) - len(turning)
    still = (
        f"; none of the other {rest} does, however often"
        if rest > 1
        else "; the other does not"
        if rest
        else ""
    )
    return "; ".join(said) + still


def _times(many: int) -> str:
    return {2: "twice", 3: "three times"}.get(many, f"{many} times")


def tried(of: Tried, untried: Sequence[Untried] = ()) -> str:
    """What was varied about the facts, and what could not be."""
    grains = [
        counted(many, one)
        for many, one in ((of.sources, "source"), (of.sections, "section"), (of.passages, "passage"))
        if many
    ]
    said = [f"Left out in turn: {joined(grains) or 'nothing, as nothing is cited'}"]
    if of.idle:
        said.append(f" (on {of.idle} of them nothing rests alone)")
    said.append(f". {counted(of.readings, 'other reading')} of conflicts")
    if untried:
        why = Counter(one.why for one in untried)
        reasons = [f"{why[one]} {_WHY[one][why[one] > 1]}" for one in _WHY if why[one]]
        said.append(f"; {len(untried)} more could not be carried out: {joined(reasons)}")
    return "".join(said) + "."


_WHY: dict[Why, tuple[str, str]] = {
    "no record": ("names no record", "name no record"),
    "in words": ("is put in words", "are put in words"),
    "whole record": ("is about a whole list or record", "are about whole lists or records"),
    "several fields": ("is about several values at once", "are about several values at once"),
    "no level reads it": ("is about what no level reads", "are about what no level reads"),
    "contradiction": ("goes against other statements", "go against other statements"),
}


def why_not(one: Untried) -> str:
    """Why a reading was not carried out."""
    lines = f" (line {', '.join(map(str, one.against))})" if one.against else ""
    return _WHY[one.why][0] + lines


def resting(site: FirmSite) -> str:
    """What carries most of a site's levels, whether it is all from one source, and how many are open."""
    said = []
    if len(site.sources) == 1:
        said.append(
            f"All that is cited is one source, {site.sources[0]}: whether it can be relied on is not tested."
        )
    elif not site.sources:
        said.append("Nothing is cited.")
    if site.bearing:
        first, *rest = site.bearing[:_CARRYING]
        moved = f"{first.moved} of {counted(site.levels, 'level')} {'moves' if first.moved == 1 else 'move'}"
        told = [f"{first.says} (without it {moved})", *(f"{one.says} ({one.moved})" for one in rest)]
        said.append(f"Most is carried by {joined(told)}.")
    elif site.sources:
        said.append("Without any one place, every level stays as it is.")
    if undecided := site.levels - sum(one.kind == "level" for one in site.statements):
        are = "is" if undecided == 1 else "are"
        said.append(f"{undecided} of {site.levels} {are} open from end to end: there is nothing to overturn.")
    return " ".join(said)


def above(statements: Sequence[Statement]) -> list[Statement]:
    """Of the conclusions that hold in every variant, those that one of two is certainly above the other."""
    return [one for one in statements if one.holds == one.tried and one.ranks == "above"]


def always(statements: Sequence[Statement]) -> str:
    """How many conclusions hold in every variant, of which sort, and how many were not put to the test."""
    firm = [one for one in statements if one.holds == one.tried]
    if not statements:
        return "Nothing is concluded that could be overturned."
    if not firm:
        return "None of these conclusions holds in every variant."
    sorts = Counter(str(one.ranks or one.kind) for one in firm)
    told = [f"{sorts[one]} {said[sorts[one] > 1]}" for one, said in _SORTS.items() if sorts[one]]
    idle = sum(not one.moved and not one.weighings for one in firm)
    of = "any" if idle == len(firm) else idle
    moves = f" No variant moves a level behind {of} of them." if idle else ""
    every = "1 conclusion holds" if len(firm) == 1 else f"{len(firm)} conclusions hold"
    return f"{every} in every variant: {joined(told)}.{moves}"


_SORTS: dict[str, tuple[str, str]] = {
    "above": ("that one stands above another", "that one stands above another"),
    "same": ("that both stand at the same level", "that both stand at the same level"),
    "more evidenced": ("that more is evidenced of one", "that more is evidenced of one"),
    "not ranked": ("that two are not ranked", "that two are not ranked"),
    "throughout": ("on all criteria together", "on all criteria together"),
    "summary": ("summary", "summaries"),
    "level": ("level of a criterion", "levels of criteria"),
}


def shaken(statements: Sequence[Statement]) -> list[Statement]:
    """The conclusions that some variant overturns, the least firm first."""
    return [one for one in statements if one.holds < one.tried]


# -- lines


def steadiness(found: Robustness, most: int, width: int) -> Iterator[Line]:
    """Each site, then each two: the least firm conclusions, at most so many, or all where that is 0."""
    width = max(width, NARROWEST)
    for firm in found.sites:
        site = firm.site
        yield [(f"{site.name}, {site.wave}, as of {site.as_of}", "bold")]
        yield [(site.file, "dim")]
        yield from _wrapped(tried(firm.tried, firm.untried), 0, width, "dim")
        yield from _wrapped(resting(firm), 0, width, "")
        yield from _listed(firm.statements, most, width)
        yield []
    for pair in found.pairs:
        yield from _pair(pair, most, width)
        yield []
    yield from _wrapped(_LEGEND, 0, width, "dim")


_LEGEND = (
    "Each variant changes one thing. Without a place means: without the facts that cite nothing else. 1-3 "
    "reads: 1 is shown, 3 is not ruled out. A count says how many variants were tried, not how likely any of "
    "them is. --top 0 shows all; docs/robustness.md says what is tried and why."
)


def _pair(pair: FirmPair, most: int, width: int) -> Iterator[Line]:
    yield [(f"{pair.names[0]} and {pair.names[1]}", "bold")]
    yield from _wrapped(tried(pair.tried), 0, width, "dim")
    yield from _listed(pair.statements, most, width)


def _listed(statements: Sequence[Statement], most: int, width: int) -> Iterator[Line]:
    found = shaken(statements)
    shown = found[:most] if most else found
    for one in shown:
        yield []
        yield from _wrapped(statement(one), 2, width, "bold")
        for said in otherwise(one):
            yield from _wrapped(f"  {said}", 4, width, "")
    yield []
    if more := len(found) - len(shown):
        holds = "holds" if more == 1 else "hold"
        yield from _wrapped(f"{more} more {holds} in some variants and not in others.", 0, width, "")
    yield from _wrapped(always(statements), 0, width, "")
    for one in above(statements):
        yield from _wrapped(f"  {one.says}", 4, width, "")


def _wrapped(text: str, indent: int, width: int, style: str) -> Iterator[Line]:
    own = " " * (len(text) - len(text.lstrip()))
    return hanging(text.strip(), width, own, style, " " * indent, hyphens=False)
