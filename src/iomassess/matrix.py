"""A comparison as a terminal shows it, and as Markdown: criteria by sites, and what follows from them."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from iomassess.markdown import escape
from iomassess.results import (
    ComparedCriterion,
    ComparedFramework,
    Comparison,
    CompositionRow,
    CompositionTable,
    Dominance,
    SiteLevel,
)
from iomassess.tables import TOP, bar, interval

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
    console.print(Group(*_printed(compared, _names(compared), console.width)))


def _names(compared: Comparison) -> dict[str, str]:
    """What to call each site: its name, with its wave where two share it, or with its key."""
    names = [one.name for one in compared.sites]
    waves = [(one.name, one.wave) for one in compared.sites]
    said = {}
    for one in compared.sites:
        further = one.wave if waves.count((one.name, one.wave)) == 1 else one.key
        said[one.key] = one.name if names.count(one.name) == 1 else f"{one.name}, {further}"
    return said


# -- in words


def certain(criterion: ComparedCriterion, names: dict[str, str]) -> str:
    """Which sites are certainly above which, and which are certainly at one level."""
    alike: dict[int, list[str]] = {}
    for level in criterion.levels:
        if level.not_applicable is None and level.evidenced == level.possible:
            alike.setdefault(level.evidenced, []).append(names[level.site])
    same = [f"the same at {_joined(sites)}" for sites in alike.values() if len(sites) > 1]
    return "; ".join(filter(None, (_above(criterion, names), *same)))


def _above(criterion: ComparedCriterion, names: dict[str, str]) -> str:
    pairs = [
        (one.site, one.other) if one.order == "above" else (one.other, one.site)
        for one in criterion.relations
        if one.order in ("above", "below")
    ]
    return _each_over(pairs, names, "", " above ")


def more_evidenced(criterion: ComparedCriterion, names: dict[str, str]) -> str:
    """Where more is evidenced among pairs of which it is not settled which is higher."""
    pairs = [
        (one.more_evidenced, one.other if one.more_evidenced == one.site else one.site)
        for one in criterion.relations
        if one.order == "not settled" and one.more_evidenced is not None
    ]
    return _each_over(pairs, names, "at ", " than at ")


def _each_over(pairs: Sequence[tuple[str, str]], names: dict[str, str], first: str, word: str) -> str:
    over = {site: tuple(low for low in names if (site, low) in pairs) for site in names}
    sets = dict.fromkeys(low for low in over.values() if low)
    return "; ".join(
        f"{first}{_joined(names[site] for site in names if over[site] == low)}{word}"
        f"{_joined(names[site] for site in low)}"
        for low in sets
    )


def dominating(one: Dominance, names: dict[str, str]) -> str:
    """Say over which site another is at least as high throughout, and on how much that is certain."""
    certain = ", whatever is still unknown" if one.certain else ""
    return (
        f"{names[one.site]} over {names[one.over]}{certain}: "
        f"certainly higher on {len(one.above)} of {one.criteria}"
    )


def _joined(values: Iterable[str]) -> str:
    listed = list(values)
    return " and ".join(filter(None, (", ".join(listed[:-1]), *listed[-1:])))


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


# -- as Markdown


def to_markdown(compared: Comparison) -> str:
    """Write a comparison as Markdown; whatever comes from a site file is escaped."""
    return "\n".join(_lines(compared, _names(compared))) + "\n"


def _lines(compared: Comparison, names: dict[str, str]) -> Iterator[str]:
    yield f"# Comparison: {escape(_joined(names.values()))}\n"
    for site in compared.sites:
        yield f"- **{escape(names[site.key])}**: {escape(f'{site.wave}, as of {site.as_of}, {site.file}')}"
    yield f"\n{_NO_RANK}"
    for framework in compared.frameworks:
        yield f"\n## {escape(framework.title)}\n"
        scale = ", ".join(f"{level} {name}" for level, name in enumerate(framework.scale))
        yield f"Framework {escape(f'{framework.id}, version {framework.version}. Levels: {scale}.')}\n"
        yield from _matrix_lines(framework, names)
        yield from _apart_lines(framework, names)
    if compared.composition:
        yield f"\n## Who takes part\n\n{_COUNTED}"
    for table in compared.composition:
        yield f"\n### {escape(table.title)}\n"
        yield from _heads("", *names.values())
        for row in table.rows:
            label = f"{row.group}: {row.label}" if row.group else row.label
            yield _row(label, *(cell.text for cell in row.cells))


def _matrix_lines(framework: ComparedFramework, names: dict[str, str]) -> Iterator[str]:
    yield from _heads("Criterion", *names.values())
    for domain in framework.domains:
        summed = (
            f"{_words(one.evidenced, one.possible, one.name)}; {one.settled} of {one.applicable} settled"
            for one in domain.summaries
        )
        rule = framework.summary.replace("-", " ")
        yield _row(f"In summary ({rule}): {domain.title}", *summed)
        for criterion in domain.criteria:
            yield _row(criterion.title, *map(_level_words, criterion.levels))


def _level_words(one: SiteLevel) -> str:
    if one.not_applicable is not None:
        return f"not applicable: {one.not_applicable}"
    return _words(one.evidenced, one.possible, one.name)


def _words(evidenced: int | None, possible: int | None, name: str) -> str:
    if evidenced is None:
        return name
    levels = str(evidenced) if evidenced == possible else f"{evidenced} to {possible}"
    return f"{levels} {name}"


def _apart_lines(framework: ComparedFramework, names: dict[str, str]) -> Iterator[str]:
    yield "\n### What tells the sites apart\n"
    yield from _heads("Domain or theme", "Criteria that do", "Pairs of sites told apart")
    for domain in framework.domains:
        for one in domain.separations:
            title = one.title if one.theme is None else f"{one.title}: {one.theme}"
            yield _row(title, f"{one.separating} of {one.criteria}", f"{one.apart} of {one.pairs}")
    yield ""
    yield from _heads("Criterion", "Certain", "Not settled, but more is evidenced")
    for domain in framework.domains:
        for criterion in domain.criteria:
            settled, shown = certain(criterion, names), more_evidenced(criterion, names)
            yield _row(criterion.title, settled or "-", shown or "-")
    yield "\n### Site by site\n"
    heads = ("Above", "Below", "Same", "Not settled", "of these, more evidenced here", "there")
    yield from _heads("On how many criteria", *heads)
    for pair in framework.pairs:
        yield _row(f"{names[pair.site]} to {names[pair.other]}", *map(str, pair[2:]))
    if framework.dominance:
        yield f"\n### {_THROUGHOUT}\n\n{_EVIDENCE}\n"
        yield from (f"- {escape(dominating(one, names))}" for one in framework.dominance)


def _heads(*cells: str) -> Iterator[str]:
    yield _row(*cells)
    yield "|" + "---|" * len(cells)


def _row(*cells: str) -> str:
    return f"| {' | '.join(map(escape, cells))} |"
