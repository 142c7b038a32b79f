"""What draws each sector into engagement: its own on either side, what draws both in the middle."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from iomassess.documents import Picture
from iomassess.particulars import Background
from iomassess.phrases import whole
from iomassess.pictures.rendering import render
from iomassess.pictures.scene import (
    HEAD,
    ROOM,
    SMALL,
    Block,
    Box,
    Line,
    Scene,
    Shape,
    arrow_head,
    centred,
    framed,
    scene,
    slug,
    stacked,
    written,
)
from iomassess.results import Assessment

_SIDES = {
    "statutory": "Statutory agencies",
    "private": "Private agencies",
    "third": "Third Sector agencies",
}
_GAP, _PADDING, _BETWEEN = 26.0, 8.0, 8.0
_COLUMN = (ROOM - 2 * _GAP) / 3
_INSIDE = _COLUMN - 2 * _PADDING


class Pull(NamedTuple):
    """A kind of driver: what is said of it, by sector and words, with the sites at which it is."""

    kind: str
    said: tuple[tuple[str, str | None, tuple[str, ...]], ...]

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sectors that it draws."""
        return tuple(dict.fromkeys(sector for sector, _, _ in self.said))


def drivers(assessments: Sequence[Assessment]) -> Picture:
    """Draw what draws the sectors in, at one site or several (study 3.2 figure 3.2)."""
    return render(place_drivers(assessments))


def place_drivers(assessments: Sequence[Assessment]) -> Scene:
    """The drivers before they are drawn."""
    backgrounds = _by_name(assessments)
    pulls = list(_pulls(backgrounds))
    one_site = next(iter(backgrounds)) if len(backgrounds) == 1 else None
    of = f": {one_site}" if one_site else ""
    title = f"What draws each sector into engagement{of}"
    name = f"drivers-{slug(one_site)}" if one_site else "drivers"
    if not pulls:
        nothing = "No driver is recorded."
        return scene(name, title, nothing, written(nothing, ROOM))
    return scene(name, title, " ".join(_told(pulls)), _columns(pulls, len(backgrounds)))


def _by_name(assessments: Sequence[Assessment]) -> dict[str, Background]:
    """What is known of each site, by its name, with its wave where a site is there twice."""
    names = [one.site.name for one in assessments]
    known: dict[str, Background] = {}
    for one in assessments:
        name = one.site.name if names.count(one.site.name) == 1 else f"{one.site.name}, {one.site.wave}"
        if one.background is not None:
            known[name] = one.background
    return known


def _pulls(backgrounds: Mapping[str, Background]) -> Iterator[Pull]:
    """Each kind once, in the order in which the sites have them."""
    sites: dict[str, dict[tuple[str, str | None], list[str]]] = {}  # by kind, then by sector and words
    for site, known in backgrounds.items():
        for one in known.drivers:
            where = sites.setdefault(one.kind, {}).setdefault((one.sector, one.what), [])
            if site not in where:
                where.append(site)
    for kind, found in sites.items():
        said = [(sector, what, tuple(at)) for (sector, what), at in found.items()]
        yield Pull(kind, tuple(sorted(said, key=lambda one: _rank(one[0]))))


def _rank(sector: str) -> int:
    return [*_SIDES, sector].index(sector)


def _told(pulls: Sequence[Pull]) -> Iterator[str]:
    for title, some in _sorted(pulls):
        yield f"{title}: {', '.join(pull.kind for pull in some) or 'none recorded'}."


def _sorted(pulls: Sequence[Pull]) -> Iterator[tuple[str, list[Pull]]]:
    """The three columns: what draws the public side, what draws both, what draws the Third Sector."""
    third = [pull for pull in pulls if pull.sectors == ("third",)]
    both = [pull for pull in pulls if "third" in pull.sectors and len(pull.sectors) > 1]
    rest = [pull for pull in pulls if "third" not in pull.sectors]
    private = any("private" in pull.sectors for pull in pulls)
    yield "Statutory and private agencies" if private else "Statutory agencies", rest
    yield "Both sides", both
    yield "Third Sector agencies", third


# -- in place


def _columns(pulls: Sequence[Pull], sites: int) -> Block:
    heads: list[Block] = []
    bodies: list[Block] = []
    for title, some in _sorted(pulls):
        heads.append(centred(title, _INSIDE, HEAD, bold=True))
        boxes = [_box(pull, sites, named=title) for pull in some]
        none = written("none recorded", _INSIDE, SMALL, italic=True, ink="quiet")
        bodies.append(stacked(boxes, _BETWEEN) if boxes else none)
    top = max(head.height for head in heads) + 2 * _PADDING
    shapes: list[Shape] = []
    for nth, (head, body) in enumerate(zip(heads, bodies, strict=True)):
        x = nth * (_COLUMN + _GAP)
        shapes += (Box(x, 0, _COLUMN, top, "header"), *head.at(x + _PADDING, (top - head.height) / 2))
        shapes += body.at(x, top + _BETWEEN)
    shapes += _inward(_COLUMN, _GAP, top / 2) + _inward(ROOM - _COLUMN, -_GAP, top / 2)
    return Block(tuple(shapes), ROOM, top + _BETWEEN + max(body.height for body in bodies))


def _inward(x: float, run: float, y: float) -> tuple[Shape, ...]:
    """An arrow from a side's column to the middle one."""
    toward = 1 if run > 0 else -1
    tip = (x + run - 2 * toward, y)
    return Line(((x + 3 * toward, y), (tip[0] - 5 * toward, y)), "reports"), arrow_head(
        tip, (toward, 0), "head"
    )


def _box(pull: Pull, sites: int, named: str) -> Block:
    """A kind, then what is said of it; who is drawn and at which sites, where that is not plain."""
    parts = [written(whole(pull.kind), _INSIDE, bold=True)]
    several = len(pull.sectors) > 1 or "private" in named
    told = None
    for sector, what, where in pull.said:
        if several and sector != told:
            parts.append(written(_SIDES.get(sector, sector), _INSIDE, SMALL, bold=True, ink="quiet"))
        told = sector
        if what:
            parts.append(written(what, _INSIDE, SMALL, most=12))
        if sites > 1:
            at = "all sites" if len(where) == sites else ", ".join(where)
            parts.append(written(at, _INSIDE, SMALL, italic=True, ink="quiet"))
    return framed(stacked(parts, 3), "panel", _COLUMN, _PADDING)
