"""A heat map of levels: criteria down, sites across, the value printed in every cell."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from iomassess.documents import Picture
from iomassess.phrases import TOP
from iomassess.pictures.legend import legend, swatch
from iomassess.pictures.lettering import width
from iomassess.pictures.palette import LETTERS, PAPER
from iomassess.pictures.rendering import render
from iomassess.pictures.scene import (
    HEAD,
    ROOM,
    SMALL,
    TEXT,
    Block,
    Box,
    Scene,
    Shape,
    below,
    centred,
    scene,
    stacked,
    written,
)
from iomassess.pictures.tracks import value
from iomassess.results import AssessedSite, ComparedFramework, CriterionResult, FrameworkResult, SiteLevel

_TITLES = 206.0
_GAP = 10.0
_HIGH = 30.0
_INDENT = 10.0
_OVER = 6.0
"""Space above the title of a domain."""
_STEP, _PIP = 7.0, 4.0
_PIPS = 4 * _STEP + 3 * 2
"""Width of the four little steps under the figures."""
_WIDEST = 110.0
_ACROSS = 8
"""Sites side by side; more go into further blocks."""


class Cell(NamedTuple):
    """A level, or None for both bounds where the criterion does not apply."""

    evidenced: int | None
    possible: int | None


class Entry(NamedTuple):
    """A row: a criterion, its theme, and its cells."""

    title: str
    theme: str | None
    cells: tuple[Cell, ...]


class Part(NamedTuple):
    """A domain; without a title where the framework has none."""

    title: str | None
    rows: tuple[Entry, ...]


class Heat(NamedTuple):
    """All that is drawn: the sites' names, the domains, and what the levels are called."""

    names: tuple[str, ...]
    parts: tuple[Part, ...]
    scale: tuple[str, ...]


def matrix(compared: ComparedFramework, named: Mapping[str, str] | None = None) -> Picture:
    """Draw all levels at all sites; `named` says what to call the sites' keys."""
    return render(place_matrix(compared, named))


def themes(result: FrameworkResult, site: AssessedSite) -> Picture:
    """Draw one site's levels in the same manner."""
    return render(place_themes(result, site))


def place_matrix(compared: ComparedFramework, named: Mapping[str, str] | None = None) -> Scene:
    """The heat map before it is drawn."""
    parts = [
        Part(
            domain.title if domain.id != compared.id else None,
            tuple(Entry(one.title, one.theme, tuple(map(_level, one.levels))) for one in domain.criteria),
        )
        for domain in compared.domains
    ]
    names = tuple((named or {}).get(key, key) for key in keys(compared))
    title = f"Levels by criterion and site: {compared.title}"
    return _placed(f"matrix-{compared.id}", title, Heat(names, tuple(parts), compared.scale))


def place_themes(result: FrameworkResult, site: AssessedSite) -> Scene:
    """One site's heat map before it is drawn."""
    parts = [
        Part(
            domain.title if domain.id != result.id else None,
            tuple(Entry(one.title, one.theme, (_level(one),)) for one in domain.criteria),
        )
        for domain in result.domains
    ]
    name = f"themes-{site.id}-{site.wave}-{result.id}"
    title = f"Levels by criterion: {result.title}, {site.name}"
    return _placed(name, title, Heat((site.name,), tuple(parts), result.scale))


def keys(compared: ComparedFramework) -> tuple[str, ...]:
    """The keys of the sites compared, in their order."""
    every = (level.site for domain in compared.domains for one in domain.criteria for level in one.levels)
    return tuple(dict.fromkeys(every))


def _level(one: CriterionResult | SiteLevel) -> Cell:
    return Cell(one.evidenced, one.possible) if one.not_applicable is None else Cell(None, None)


def _placed(name: str, title: str, heat: Heat) -> Scene:
    names, parts = heat.names, heat.parts
    starts = range(0, len(names), _ACROSS)
    blocks = [_block(parts, names[at : at + _ACROSS], slice(at, at + _ACROSS)) for at in starts]
    content = stacked([*blocks, _legend(heat.scale)], 2 * _GAP)
    return scene(name, title, " ".join(_told(parts, names)), content)


def _told(parts: Sequence[Part], names: tuple[str, ...]) -> Iterator[str]:
    """Each site in a sentence: how much is evidenced on how many criteria, and how many are settled."""
    rows = [entry for part in parts for entry in part.rows]
    for nth, name in enumerate(names):
        yield f"{name}: {summed_up([(row.title, row.cells[nth]) for row in rows])}."


def summed_up(cells: Sequence[tuple[str, Cell]]) -> str:
    """Criteria by the levels evidenced: named from 3 up, counted below."""
    known = [(title, cell) for title, cell in cells if cell.evidenced is not None]
    settled = sum(cell.evidenced == cell.possible for _, cell in known)
    high = [f"{title} {figures(cell)}" for title, cell in known if (cell.evidenced or 0) >= _HIGH_LEVEL]
    told = f"{settled} of {len(known)} criteria settled; evidenced at 3 or more: {', '.join(high) or 'none'}"
    bare = sum(not cell.evidenced for _, cell in known)
    return f"{told}; at 0: {bare}"


_HIGH_LEVEL = 3


def figures(cell: Cell) -> str:
    """What is printed in a cell."""
    return value(cell.evidenced, cell.possible)


def _block(parts: Sequence[Part], names: tuple[str, ...], which: slice) -> Block:
    """The heat map of as many sites as go side by side."""
    wide = min(_WIDEST, (ROOM - _TITLES - _GAP) / len(names))
    rows = [_names(names, wide)]
    for part in parts:
        if part.title is not None:
            rows.append(below(written(part.title, ROOM, HEAD, bold=True), _OVER))
        for theme, shared in groupby(part.rows, key=lambda entry: entry.theme):
            entries = list(shared)
            several = theme is not None and len(entries) > 1
            if several:
                rows.append(written(theme or "", ROOM, SMALL, italic=True, ink="quiet"))
            rows += [_row(entry, entry.cells[which], wide, _INDENT if several else 0) for entry in entries]
    return stacked(rows, 4)


def _names(names: tuple[str, ...], wide: float) -> Block:
    heads = [centred(name, wide - 4, SMALL, bold=True) for name in names]
    high = max(head.height for head in heads)
    shapes: list[Shape] = []
    for nth, head in enumerate(heads):
        shapes += head.at(_TITLES + _GAP + nth * wide + 2, high - head.height)
    return Block(tuple(shapes), ROOM, high)


def _row(entry: Entry, cells: Sequence[Cell], wide: float, indent: float) -> Block:
    """A criterion's title and cells; indented where it shares a theme with its neighbours."""
    title = written(entry.title, _TITLES - indent)
    high = max(title.height, _HIGH)
    shapes: list[Shape] = [*title.at(indent, (high - title.height) / 2)]
    for nth, cell in enumerate(cells):
        shapes += _cell(cell, wide - 4, high).at(_TITLES + _GAP + nth * wide + 2, 0)
    return Block(tuple(shapes), ROOM, high)


def _cell(cell: Cell, wide: float, high: float) -> Block:
    """A level's ground, hatched where it is not settled, with its figures on a plain plate."""
    text = figures(cell)
    if cell.evidenced is None or cell.possible is None:
        printed = centred(text, wide, SMALL, ink="quiet")
        frame = Box(0, 0, wide, high, "not-applicable")
        return Block((frame, *printed.at(0, (high - printed.height) / 2)), wide, high)
    ink = "paper" if LETTERS[cell.evidenced] == PAPER else "ink"
    settled = cell.evidenced == cell.possible
    look = f"{'level' if settled else 'open'}-{cell.evidenced}"
    shapes: list[Shape] = [Box(0, 0, wide, high, look)]
    printed = centred(text, wide, TEXT, bold=True, ink=ink)
    top = (high - printed.height - _PIP - 2) / 2
    if not settled:
        across = max(width(text, TEXT, bold=True) + 8, _PIPS + 8)
        shapes.append(Box((wide - across) / 2, 0.5, across, high - 1, f"plate-{cell.evidenced}"))
    shapes += printed.at(0, top)
    shapes += _pips(cell.evidenced, cell.possible, ink, (wide - _PIPS) / 2, top + printed.height + 1)
    return Block(tuple(shapes), wide, high)


def _pips(evidenced: int, possible: int, ink: str, x: float, y: float) -> Iterator[Box]:
    """Four little steps: full as far as evidenced, open as far as possible, flat beyond."""
    for nth in range(TOP):
        kind = "pip" if nth < evidenced or nth >= possible else "pip-open"
        flat = _PIP - 0.5 if nth >= possible else 0.0
        yield Box(x + nth * (_STEP + 2), y + flat, _STEP, _PIP - flat, f"{kind}-{ink}")


def _legend(scale: tuple[str, ...]) -> Block:
    entries = [(swatch(f"level-{level}"), f"{level} {scale[level]}") for level in range(TOP + 1)]
    entries += [
        (swatch("open-0"), "hatched: not settled; 1–3 reads: 1 is shown, 3 is possible; ? nothing is known"),
        (_steps(), "full: evidenced; open: possible; flat: ruled out"),
    ]
    return legend(entries)


def _steps() -> Block:
    return Block(tuple(_pips(2, 3, "ink", 0, 5)), _PIPS, 14)
