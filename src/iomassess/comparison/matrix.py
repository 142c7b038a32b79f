"""A comparison as a terminal shows it: criteria by sites, and what follows from them."""

import textwrap
from collections.abc import Iterator
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from iomassess.comparison.contrasts import certain, dominating, more_evidenced, names_of
from iomassess.phrases import TOP, bar, interval
from iomassess.results import (
    ComparedCriterion,
    ComparedFramework,
    Comparison,
    CompositionRow,
    CompositionTable,
    SiteLevel,
)

_TITLES = 24
"""Width of the titles in a terminal; the sites share the rest."""
_NARROWEST = 7
"""The least width of a site's column; where there is less room, the sites go into several blocks."""
_WITH_BAR = 10
_WIDEST = 16

_THROUGHOUT = "At least as high on every criterion, on the evidence"
_EVIDENCE = (
    "Nowhere is less evidenced at the one than at the other, which may be because the sources tell more of "
    "it. It is certainly higher where more is evidenced than is possible at the other."
)
_COUNTED = (
    "A number has an upper bound only where the site file closes the list. Entries that may be one agency "
    "count once. A row for one value or another takes in the rows of either."
)
_NO_RANK = (
    "Levels have an order and no distances; there is no total, and intervals that overlap are not ranked."
)


def print_comparison(console: Console, compared: Comparison) -> None:
    """Print the matrix of levels, what tells the sites apart, and who takes part."""
    console.print(Group(*_printed(compared, names_of(compared), console.width)))


# -- in a terminal


def _printed(compared: Comparison, names: dict[str, str], width: int) -> Iterator[RenderableType]:
    for site in compared.sites:
        yield Text(names[site.key], style="bold").append(
            f", {site.wave}, as of {site.as_of}  {site.file}", style="not bold dim"
        )
    for framework in compared.frameworks:
        yield Text(f"\n{framework.title} ({framework.id} {framework.version})", style="bold")
        for block in _blocks(names, width):
            yield Text()
            yield _levels(framework, block, width)
        yield from _apart(framework, names)
    yield Text(
        "\n█ evidenced  ░ not ruled out  · ruled out; ? neither shown nor ruled out, 0-4; n/a not "
        f"applicable. {_NO_RANK}",
        style="dim",
    )
    for table in compared.composition:
        for block in _blocks(names, width):
            yield Text(f"\n{table.title}", style="bold")
            yield _composition(table, block, width)
    if compared.composition:
        yield Text(f"\n3+ three or more  ? not known. {_COUNTED}", style="dim")


def _blocks(names: dict[str, str], width: int) -> Iterator[dict[str, str]]:
    """The sites in as many blocks as it takes to give each column some room."""
    most = max(1, (width - _TITLES) // _NARROWEST)
    keys = list(names)
    for start in range(0, len(keys), most):
        yield {key: names[key] for key in keys[start : start + most]}


def _table(names: dict[str, str], width: int) -> tuple[Table, int]:
    """An empty table with a column for each site, and how wide that is."""
    room = max(_NARROWEST - 1, min(_WIDEST, (width - _TITLES) // len(names) - 1))
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column(width=_TITLES - 1)
    for name in names.values():
        table.add_column(Text(name, overflow="fold"), width=room, overflow="fold", vertical="top")
    return table, room


def _levels(framework: ComparedFramework, names: dict[str, str], width: int) -> Table:
    table, room = _table(names, width)
    for domain in framework.domains:
        title = "In summary" if domain.id == framework.id else domain.title
        summed = [one for one in domain.summaries if one.site in names]
        marks = (Text(_mark(one.evidenced, one.possible), style="cyan") for one in summed)
        table.add_row(Text(title, style="bold cyan"), *marks)
        settled = (Text(f"{one.settled} of {one.applicable}", style="cyan") for one in summed)
        table.add_row(Text("  criteria settled", style="cyan"), *settled)
        for criterion in domain.criteria:
            levels = [one for one in criterion.levels if one.site in names]
            table.add_row(_indented(criterion.title), *(_level(one, room) for one in levels))
    return table


def _level(one: SiteLevel, room: int) -> Text:
    if one.not_applicable is not None:
        return Text("n/a")
    mark = _mark(one.evidenced, one.possible)
    return Text(f"{bar(one.evidenced, one.possible)} {mark}" if room >= _WITH_BAR else mark)


def _mark(evidenced: int | None, possible: int | None) -> str:
    return "?" if (evidenced, possible) == (0, TOP) else interval(evidenced, possible)


def _indented(title: str) -> Text:
    return Text("\n".join(f"  {line}" for line in textwrap.wrap(title, _TITLES - 3)))


def _apart(framework: ComparedFramework, names: dict[str, str]) -> Iterator[RenderableType]:
    yield Text("\nWhat tells the sites apart for certain", style="bold")
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column()
    table.add_column("criteria", no_wrap=True)
    table.add_column("pairs of sites", no_wrap=True)
    for domain in framework.domains:
        for one in domain.separations:
            title = Text(one.title, style="cyan") if one.theme is None else Text(f"  {one.theme}")
            table.add_row(title, f"{one.separating} of {one.criteria}", f"{one.apart} of {one.pairs}")
    yield table
    yield Text()
    for domain in framework.domains:
        for criterion in domain.criteria:
            yield from _told(criterion, names)
    yield Text("\nSite by site: on how many criteria", style="bold")
    yield _pairs(framework, names)
    if framework.dominance:
        yield Text(f"\n{_THROUGHOUT}", style="bold")
        yield from (_hung(Text(dominating(one, names))) for one in framework.dominance)
        yield Text(_EVIDENCE, style="dim")


def _told(criterion: ComparedCriterion, names: dict[str, str]) -> Iterator[RenderableType]:
    settled, shown = certain(criterion, names), more_evidenced(criterion, names)
    if settled or shown:
        said = Text(f"{criterion.title}: ", style="bold").append(settled, style="not bold")
        if shown:
            said.append("; " if settled else "").append("more is evidenced ", style="dim not bold")
            said.append(shown, style="dim not bold")
        yield _hung(said.append("."))


def _hung(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2))


def _pairs(framework: ComparedFramework, names: dict[str, str]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column()
    for head in ("above", "below", "same", "not settled", "more here", "there"):
        table.add_column(head, no_wrap=True)
    for one in framework.pairs:
        table.add_row(f"{names[one.site]} to {names[one.other]}", *map(str, one[2:]))
    return table


def _composition(composed: CompositionTable, names: dict[str, str], width: int) -> Table:
    table, _ = _table(names, width)
    for group, rows in groupby(composed.rows, key=lambda row: row.group):
        listed = list(rows)
        known = [row for row in listed if _any_known(row)]
        if group:
            table.add_row(Text(group, style="cyan"), *([] if known else ["?"] * len(names)))
        for row in known:
            cells = [cell for cell in row.cells if cell.site in names]
            table.add_row(_indented(row.label), *(_short(cell.text) for cell in cells))
        if len(known) < len(listed) and known:
            rest = f"  ({len(listed) - len(known)} more unknown)"
            table.add_row(Text(rest, style="dim"), *(["?"] * len(names)))
    return table


def _any_known(row: CompositionRow) -> bool:
    return any(cell.least or cell.most is not None for cell in row.cells)


def _short(text: str) -> str:
    return {"not known": "?"}.get(text, text.replace(" or more", "+").replace(" to ", "-"))
