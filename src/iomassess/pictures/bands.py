"""Bands of groups under one another, each group with those to whom it refers, and lines over them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from iomassess.particulars import Background, Group
from iomassess.pictures.routes import SLOT, Edge, Plan, Row, Spot, by_side, drawn, plan, room_for
from iomassess.pictures.scene import HEAD, ROOM, SMALL, Block, Box, Line, Shape, arrow_head, stacked, written
from iomassess.pictures.seats import group_box, referral_box, referred_to

_PADDING = 10.0
_TIER = 76.0
"""Width of the column with the tiers."""
_GAP = 8.0
_STEM = 16.0
"""Least length of a line that goes straight up."""
_ARROW = 20.0
"""Length of the arrow from a team to those who take its referrals."""


class Tier(NamedTuple):
    """The groups of a tier, or of a level that has no tiers."""

    title: str | None
    groups: tuple[Group, ...]


class Band(NamedTuple):
    """A level."""

    look: str
    title: str
    tiers: tuple[Tier, ...]


class Shelf(NamedTuple):
    """Groups side by side: one, two, or none where a level or tier has none."""

    band: int
    tier: str | None
    """The title that stands before it; None after the first shelf of a tier."""
    indented: bool
    groups: tuple[Group, ...]


def _shelves(bands: Sequence[Band]) -> Iterator[Shelf]:
    for nth, band in enumerate(bands):
        for tier in band.tiers:
            pairs = [tier.groups[at : at + 2] for at in range(0, len(tier.groups), 2)] or [()]
            for first, groups in enumerate(pairs):
                yield Shelf(nth, None if first else tier.title, tier.title is not None, groups)


def _plan(known: Background, shelves: Sequence[Shelf]) -> Plan:
    spots = {
        group.id: Spot(row, column, len(shelf.groups), not referral_box(known, group, ROOM))
        for row, shelf in enumerate(shelves)
        for column, group in enumerate(shelf.groups)
    }
    by_id = {group.id: group for group in known.groups}
    edges = [
        Edge(group.id, above, f"reports{'' if group.in_place and by_id[above].in_place else '-not-in-place'}")
        for group in known.groups
        for above in dict.fromkeys(group.reports_to)
        if above in by_id and above != group.id
    ]
    return plan(spots, edges)


def diagram(known: Background, bands: Sequence[Band]) -> Block:
    """The bands from the top, the lines over them."""
    shelves = list(_shelves(bands))
    planned = _plan(known, shelves)
    straight = {planned.spots[edge.source].row for edge in planned.straight}
    lanes = SLOT * (by_side(planned) + 1) if by_side(planned) else 0.0
    right = ROOM - _PADDING - lanes
    shapes: list[Shape] = []
    frames: dict[str, Box] = {}
    rows: list[Row] = []
    y = 0.0
    for nth, band in enumerate(bands):
        top = y
        on_band: list[Shape] = []
        heading = written(band.title, right - _PADDING, HEAD, bold=True)
        on_band += heading.at(_PADDING, y + _PADDING - 2)
        y += _PADDING + heading.height - 2
        for row, shelf in enumerate(shelves):
            if shelf.band == nth:
                first = row == 0 or shelves[row - 1].band != nth  # the heading leaves room enough
                stem = _STEM if row in straight and not first else 0.75 * _GAP
                y += max(room_for(planned.above(row)), stem)
                placed, held = _shelf(known, shelf, right, y)
                on_band += placed.shapes
                frames |= held
                rows.append(Row(y, y + placed.height))
                y += placed.height + room_for(planned.below(row))
        y += _PADDING
        shapes += (Box(0, top, ROOM, y - top, band.look), *on_band)
        y += _GAP
    return Block((*shapes, *drawn(planned, frames, rows, right)), ROOM, y - _GAP)


def _shelf(known: Background, shelf: Shelf, right: float, y: float) -> tuple[Block, Mapping[str, Box]]:
    """A shelf at its height, and the frame of each group on it."""
    left = _PADDING + (_TIER if shelf.indented else 0)
    shapes: list[Shape] = []
    high = 0.0
    if shelf.tier:
        title = written(shelf.tier, _TIER - _GAP, SMALL, bold=True)
        shapes += title.at(_PADDING, y + 4)
        high = title.height + 4
    if not shelf.groups:
        none = written("no group recorded", right - left, SMALL, italic=True, ink="quiet")
        return Block((*shapes, *none.at(left, y + 4)), ROOM, max(high, none.height + 4)), {}
    frames: dict[str, Box] = {}
    x = left
    for group, share in zip(shelf.groups, _shares(known, shelf.groups), strict=True):
        wide = (right - left - _GAP * (len(shelf.groups) - 1)) * share
        unit, frame = _unit(known, group, wide)
        shapes += unit.at(x, y)
        frames[group.id] = frame.moved(x, y)
        x, high = x + wide + _GAP, max(high, unit.height)
    return Block(tuple(shapes), ROOM, high), frames


def _shares(known: Background, groups: Sequence[Group]) -> tuple[float, ...]:
    """Of the width of a shelf, what each group is given: more to one that has more to show."""
    if len(groups) == 1:
        return (1.0,)
    one, other = (_weight(known, group) for group in groups)
    share = min(max(one / (one + other), 1 - _MOST), _MOST)
    return (share, 1 - share)


_MOST = 0.58


def _unit(known: Background, group: Group, room: float) -> tuple[Block, Box]:
    """A group with, below it, those to whom it refers; and the frame of the group alone."""
    box = group_box(group, room, referred_to(known, group))
    frame = Box(0, 0, room, box.height, "group")
    referrals = referral_box(known, group, room)
    if referrals is None:
        return box, frame
    return stacked([box, _arrow(room), referrals]), frame


def _arrow(room: float) -> Block:
    middle = room / 2
    line = Line(((middle, 0), (middle, _ARROW - 5)), "refers")
    word = written("refers clients to", room / 2 - 16, SMALL)
    head = arrow_head((middle, _ARROW), (0, 1), "head-refers", 8)
    return Block((line, head, *word.at(middle + 10, 3)), room, _ARROW)


def _weight(known: Background, group: Group) -> int:
    """How much a group has to show."""
    return 3 + len(group.seats) + len(referred_to(known, group))
