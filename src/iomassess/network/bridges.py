"""The agencies that alone join two levels or tiers."""

from collections.abc import Iterator
from itertools import combinations

from iomassess.network.ground import PLACES, Ground
from iomassess.network.routes import Onward, Path, all_moves, nearest, never, search
from iomassess.network.steps import Move
from iomassess.results import Bridge, Place


def find_bridges(ground: Ground) -> Iterator[Bridge]:
    """The agencies without which nothing recorded leads from one level or tier to a higher one."""
    onward = all_moves(ground)
    between: dict[str, list[tuple[Place, Place]]] = {}
    lines: dict[str, dict[int, None]] = {}
    for low, high in combinations(PLACES, 2):
        path = _between(ground, onward, low, high)
        for step in path.steps if path is not None else ():
            if step.by is not None and _between(ground, _less(onward, step.by), low, high) is None:
                between.setdefault(step.by, []).append((low, high))
                lines.setdefault(step.by, {}).update(dict.fromkeys(step.lines))
    for agency in ground.facts.agencies:
        if agency in between:
            yield Bridge(agency, tuple(dict.fromkeys(between[agency])), tuple(lines[agency]))


def _between(ground: Ground, onward: Onward, low: Place, high: Place) -> Path | None:
    starts = [Move(group, (), 0) for group in ground.in_place(low)]
    return nearest(search(starts, onward, never), ground.in_place(high))


def _less(onward: Onward, agency: str) -> Onward:
    """The moves that are left without one agency."""
    return {
        group: tuple(move for move in moves if all(step.by != agency for step in move.steps))
        for group, moves in onward.items()
    }
