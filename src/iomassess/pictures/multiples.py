"""Small multiples: for each criterion a little profile of all sites."""

from collections.abc import Iterator, Mapping, Sequence

from iomassess.documents import Picture
from iomassess.pictures.matrix import keys
from iomassess.pictures.rendering import render
from iomassess.pictures.scene import HEAD, ROOM, SMALL, Block, Box, Scene, Shape, scene, stacked, written
from iomassess.pictures.tracks import track, track_legend, value
from iomassess.results import ComparedCriterion, ComparedFramework, SiteLevel

_ACROSS = 3
_GAP, _PADDING = 8.0, 8.0
_PANEL = (ROOM - _GAP * (_ACROSS - 1)) / _ACROSS
_INSIDE = _PANEL - 2 * _PADDING
_NAMES, _TRACK, _HIGH = 90.0, 76.0, 10.0
_VALUES = _INSIDE - _NAMES - _TRACK - 12


def multiples(compared: ComparedFramework, named: Mapping[str, str] | None = None) -> Picture:
    """Draw every criterion at all sites; `named` says what to call the sites' keys."""
    return render(place_multiples(compared, named))


def place_multiples(compared: ComparedFramework, named: Mapping[str, str] | None = None) -> Scene:
    """The small multiples before they are drawn."""
    names = {key: (named or {}).get(key, key) for key in keys(compared)}
    parts = []
    for domain in compared.domains:
        if domain.id != compared.id:
            parts.append(written(domain.title, ROOM, HEAD, bold=True))
        across = range(0, len(domain.criteria), _ACROSS)
        parts += [_panels(domain.criteria[at : at + _ACROSS], names) for at in across]
    parts.append(track_legend(target=False))
    title = f"Levels site by site: {compared.title}"
    told = " ".join(_told([one for domain in compared.domains for one in domain.criteria], names))
    return scene(f"multiples-{compared.id}", title, told, stacked(parts, _GAP))


def _told(criteria: Sequence[ComparedCriterion], names: dict[str, str]) -> Iterator[str]:
    """The criteria that tell sites apart for certain, with their levels there, and how many do not."""
    apart = [one for one in criteria if one.apart]
    for one in apart:
        yield f"{one.title}: {', '.join(f'{names[level.site]} {_value(level)}' for level in one.levels)}."
    if rest := len(criteria) - len(apart):
        yield f"On {rest} of {len(criteria)} criteria no site is certainly above another."


def _value(level: SiteLevel) -> str:
    return "n/a" if level.not_applicable is not None else value(level.evidenced, level.possible)


def _panels(criteria: Sequence[ComparedCriterion], names: dict[str, str]) -> Block:
    """Panels side by side, all as high as the highest."""
    inner = [
        stacked([written(one.title, _INSIDE, SMALL, bold=True), *_rows(one, names)], 4) for one in criteria
    ]
    high = max(block.height for block in inner) + 2 * _PADDING
    shapes: list[Shape] = []
    for nth, block in enumerate(inner):
        x = nth * (_PANEL + _GAP)
        shapes += (Box(x, 0, _PANEL, high, "panel"), *block.at(x + _PADDING, _PADDING))
    return Block(tuple(shapes), ROOM, high)


def _rows(one: ComparedCriterion, names: dict[str, str]) -> Iterator[Block]:
    for level in one.levels:
        name = written(names[level.site], _NAMES, SMALL)
        shapes = [*name.shapes]
        if level.not_applicable is None:
            shapes += track(level.evidenced, level.possible, _TRACK, _HIGH).at(_NAMES + 6, 2)
        figures = written(_value(level), _VALUES, SMALL, bold=True)
        shapes += figures.at(_INSIDE - _VALUES, 0)
        yield Block(tuple(shapes), _INSIDE, max(name.height, figures.height))
