"""Assessments as lines of text with styles, and as rows: CSV and lines of JSON."""

import io
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple, TypeAlias

from iomassess.phrases import TOP, bar, interval
from iomassess.results import Assessment, CriterionResult, DomainResult, FrameworkResult

COLUMNS = (
    "site",
    "wave",
    "as_of",
    "framework",
    "version",
    "domain",
    "criterion",
    "title",
    "evidenced",
    "possible",
    "name",
    "not_applicable",
    "why",
    "disputed",
    "file",
)

Line: TypeAlias = Sequence[tuple[str, str]]
"""One line: pieces of text, each with a style by rich's names, or none."""


def hanging(
    text: str, width: int, indent: str, style: str, further: str = "", *, hyphens: bool = True
) -> Iterator[Line]:
    """A text as lines, those after the first set in further; it may part words at their hyphens."""
    further = further or (f"{indent}  " if indent else "")
    for line in textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=further, break_on_hyphens=hyphens
    ):
        yield [(line, style)]


def profile(assessment: Assessment, width: int) -> Iterator[Line]:
    """One site's profile in lines of a width: domains, criteria, levels and why."""
    site = assessment.site
    yield [(f"{site.name}, {site.wave}, as of {site.as_of}", "bold")]
    yield [(site.file, "dim")]
    for framework in assessment.frameworks:
        yield []
        yield [(f"{framework.title} ({framework.id} {framework.version})", "bold")]
        for domain in framework.domains:
            yield []
            yield from _domain(framework, domain, width)
    yield []
    legend = (
        "█ evidenced  ░ not ruled out  · ruled out. Levels run from 0 to 4; 1-3 reads: 1 is shown, "
        "3 is not ruled out. * sources disagree on a fact behind it. Why: iomassess explain SITE CRITERION"
    )
    for line in textwrap.wrap(legend, width):
        yield [(line, "dim")]


def _titles(width: int) -> int:
    """Width of the titles, so that the reasons keep room in 80 columns, and in fewer."""
    return 28 if width >= 72 else max(12, width // 3)


_LEVELS = 4
"""Width of the levels: `1-3`, and a mark where sources disagree."""


class _Row(NamedTuple):
    """One row of a profile: four cells, the style of each but the third, and words to be bold."""

    title: str
    drawn: str
    levels: str
    said: str
    styles: tuple[str, str, str] = ("", "bold", "")
    bold: str = ""


def _domain(framework: FrameworkResult, domain: DomainResult, width: int) -> Iterator[Line]:
    title = domain.title if domain.id != framework.id else "In summary"
    cells = bar(domain.evidenced or 0, domain.possible or 0) if domain.evidenced is not None else ""
    said = f"{domain.name}; {domain.settled} of {domain.applicable} settled"
    levels = interval(domain.evidenced, domain.possible)
    yield from _lines(_Row(title, cells, levels, said, ("bold cyan", "bold", "cyan")), width)
    for criterion in domain.criteria:
        yield from _lines(_row(criterion), width)


def _row(criterion: CriterionResult) -> _Row:
    title = f"  {criterion.title}"
    if criterion.not_applicable:
        return _Row(title, "", "n/a", f"not applicable: {criterion.why}")
    cells = bar(criterion.evidenced, criterion.possible)
    levels = interval(criterion.evidenced, criterion.possible) + ("*" if criterion.disputed else "")
    if criterion.evidenced == 0 and criterion.possible > 0:  # why begins with the name
        return _Row(title, cells, levels, criterion.why, bold=criterion.name)
    mark = ":" if criterion.evidenced else ";"
    said = f"{criterion.name}{mark} {criterion.why}"
    return _Row(title, cells, levels, said, bold=criterion.name)


def _lines(row: _Row, width: int) -> Iterator[Line]:
    """Lay out a row; each cell takes as many lines as it needs."""
    wide = _titles(width)
    indent = " " * (len(row.title) - len(row.title.lstrip()))
    titles = textwrap.wrap(row.title.strip(), wide, initial_indent=indent, subsequent_indent=indent)
    said = textwrap.wrap(row.said, width - wide - TOP - _LEVELS - 3)
    title_style, bar_style, said_style = row.styles
    columns = zip_longest(titles, [row.drawn], [row.levels], said, fillvalue="")
    for nth, (title, drawn, levels, line) in enumerate(columns):
        style = bar_style if drawn.startswith("█") else ""
        head = [
            (f"{title:<{wide}} ", title_style),
            (f"{drawn:<{TOP}} ", style),
            (f"{levels:<{_LEVELS}} ", ""),
        ]
        start = row.bold if nth == 0 and line.startswith(row.bold) else ""
        yield [*head, (start, "bold"), (line[len(start) :], said_style)]


def rows(assessment: Assessment) -> Iterator[tuple[object, ...]]:
    """One row for each criterion, in the order of COLUMNS; None for what it does not have."""
    site = assessment.site
    for framework in assessment.frameworks:
        for domain in framework.domains:
            for criterion in domain.criteria:
                excused = criterion.not_applicable
                yield (
                    site.id,
                    site.wave,
                    site.as_of,
                    framework.id,
                    framework.version,
                    domain.id,
                    criterion.id,
                    criterion.title,
                    None if excused else criterion.evidenced,
                    None if excused else criterion.possible,
                    criterion.name,
                    excused.reason if excused else None,
                    criterion.why,
                    criterion.disputed,
                    site.file,
                )


def csv_header() -> str:
    """The first line of CSV."""
    return f"{','.join(COLUMNS)}\n"


def to_csv(assessments: Iterable[Assessment]) -> str:
    """Assessments as CSV with a header."""
    return csv_header() + "".join(map(csv_lines, assessments))


def csv_lines(assessment: Assessment) -> str:
    """The rows of one site as CSV; nothing stands for what a row does not have."""
    import csv

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows(assessment):
        writer.writerow("; ".join(one) if isinstance(one, tuple) else one for one in row)
    return text.getvalue()


def json_lines(assessment: Assessment) -> str:
    """The rows of one site as JSON, an object to a line, all with the same fields."""
    import json

    objects = (dict(zip(COLUMNS, row, strict=True)) for row in rows(assessment))
    return "".join(f"{json.dumps(one)}\n" for one in objects)
