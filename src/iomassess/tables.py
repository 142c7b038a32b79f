"""Assessments as lines of text with styles, and as CSV."""

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
)

Line: TypeAlias = Sequence[tuple[str, str]]
"""One line: pieces of text, each with a style by rich's names, or none."""


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


def csv_rows(assessments: Iterable[Assessment]) -> Iterator[tuple[object, ...]]:
    """One row for each site and criterion, in the order of COLUMNS; no levels where not applicable."""
    for one in assessments:
        for framework in one.frameworks:
            for domain in framework.domains:
                for criterion in domain.criteria:
                    yield (
                        one.site.id,
                        one.site.wave,
                        one.site.as_of,
                        framework.id,
                        framework.version,
                        domain.id,
                        criterion.id,
                        criterion.title,
                        "" if criterion.not_applicable else criterion.evidenced,
                        "" if criterion.not_applicable else criterion.possible,
                        criterion.name,
                        criterion.not_applicable.reason if criterion.not_applicable else "",
                        criterion.why,
                        "; ".join(criterion.disputed),
                    )


def to_csv(assessments: Iterable[Assessment]) -> str:
    """Assessments as CSV with a header."""
    import csv

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(csv_rows(assessments))
    return text.getvalue()
