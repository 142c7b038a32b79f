"""Reporting lines between boxes in rows: straight up where nothing stands between, else round the side."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from iomassess.pictures.scene import Box, Line, Patch, Point, Shape, arrow_head

SLOT = 8.0
"""Between two lines that run side by side."""
_STEM = 7.0
"""What the head of an arrow needs more."""


class Spot(NamedTuple):
    """Where a group stands among the rows: its row and its column, of so many."""

    row: int
    column: int
    columns: int
    open_below: bool
    """Whether a line may come in from below."""


class Edge(NamedTuple):
    """One group reports to another."""

    source: str
    target: str
    look: str


class Plan(NamedTuple):
    """Which lines go straight up, which go round, and the room that rows leave for these."""

    spots: Mapping[str, Spot]
    straight: tuple[Edge, ...]
    round: tuple[Edge, ...]
    lanes: tuple[str, ...]
    """The groups that lines reach by the side, one lane each."""

    def above(self, row: int) -> tuple[str, ...]:
        """The groups to which lines lead through the gap above a row."""
        through = {
            edge.target
            for edge in self.round
            if self.spots[edge.source].row == row
            or (self.spots[edge.target].row == row and self.from_top(edge))
        }
        return tuple(name for name in self.lanes if name in through)

    def below(self, row: int) -> tuple[str, ...]:
        """The groups that lines enter through the gap below a row."""
        through = {
            edge.target
            for edge in self.round
            if self.spots[edge.target].row == row and not self.from_top(edge)
        }
        return tuple(name for name in self.lanes if name in through)

    def from_top(self, edge: Edge) -> bool:
        """Whether a line comes in from above: it does not come from below, or cannot come in there."""
        source, target = self.spots[edge.source], self.spots[edge.target]
        return not target.open_below or source.row <= target.row


def plan(spots: Mapping[str, Spot], edges: Sequence[Edge]) -> Plan:
    """Sort the lines into those that go straight and those that go round."""
    straight = tuple(edge for edge in edges if _straight(spots[edge.source], spots[edge.target]))
    others = tuple(edge for edge in edges if edge not in straight)
    return Plan(spots, straight, others, tuple(dict.fromkeys(edge.target for edge in others)))


def by_side(planned: Plan) -> int:
    """How many lanes the lines that go round need at the side; between neighbours in a row, none."""
    spots = planned.spots
    far = [edge.target for edge in planned.round if spots[edge.source].row != spots[edge.target].row]
    return max((planned.lanes.index(one) + 1 for one in far), default=0)


def _straight(source: Spot, target: Spot) -> bool:
    facing = 1 in (source.columns, target.columns) or source.column == target.column
    return target.row == source.row - 1 and target.open_below and facing


def room_for(lines: Sequence[str]) -> float:
    """The height that lines through a gap between rows need."""
    return _STEM + SLOT * (len(lines) + 1) if lines else 0.0


class Row(NamedTuple):
    """Where a row has come to stand: the top of its boxes and the lowest of their ends."""

    top: float
    bottom: float


def drawn(planned: Plan, frames: Mapping[str, Box], rows: Sequence[Row], side: float) -> Iterator[Shape]:
    """Every line with its head; `side` is where the lanes begin."""
    for nth, edge in enumerate(planned.straight):
        yield from _upward(edge, frames[edge.source], frames[edge.target], nth)
    for edge in planned.round:
        yield from _around(planned, edge, frames, rows, side)


def _upward(edge: Edge, source: Box, target: Box, nth: int) -> tuple[Line, Patch]:
    left = max(source.x, target.x)
    right = min(source.x + source.width, target.x + target.width)
    x = max(left + 4, right - 24 - SLOT * (nth % 6))
    tip = (x, target.y + target.height)
    return Line(((x, source.y), tip), edge.look), arrow_head(tip, (0, -1), "head")


def _around(
    planned: Plan, edge: Edge, frames: Mapping[str, Box], rows: Sequence[Row], side: float
) -> tuple[Line, Patch]:
    source, target = frames[edge.source], frames[edge.target]
    start, end = planned.spots[edge.source].row, planned.spots[edge.target].row
    lane = planned.lanes.index(edge.target)
    out = rows[start].top - _STEM - SLOT * (1 + planned.above(start).index(edge.target))
    x = source.x + source.width / 2 + 10 + SLOT * (lane % 6)
    from_top = planned.from_top(edge)
    if from_top:
        into = rows[end].top - _STEM - SLOT * (1 + planned.above(end).index(edge.target))
        tip = (target.x + target.width / 2 - 10, target.y)
    else:
        into = rows[end].bottom + _STEM + SLOT * (1 + planned.below(end).index(edge.target))
        tip = (target.x + target.width / 2, target.y + target.height)
    by_side: tuple[Point, ...] = ()
    if start != end:
        by_side = ((side + SLOT * (lane + 1), out), (side + SLOT * (lane + 1), into))
    points = ((x, source.y), (x, out), *by_side, (tip[0], into), tip)
    return Line(points, edge.look), arrow_head(tip, (0, 1 if from_top else -1), "head")
