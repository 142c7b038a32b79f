"""The search for the shortest paths over steps, with one step missing or none."""

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from iomassess.network.ground import Ground, Hindrance
from iomassess.network.steps import Move, group_moves
from iomassess.results import Step

Onward = Mapping[str, tuple[Move, ...]]
"""Each station to the moves from it, hindered ones among them."""
Allowed = Callable[[Hindrance], bool]


class Path(NamedTuple):
    """The steps to a group, and which of them is missing, if one is."""

    steps: tuple[Step, ...]
    rank: int = 0
    hindrance: Hindrance | None = None
    missing: Step | None = None

    def onward(self, move: Move) -> "Path":
        """The path with a move added; of two hindrances only the first is kept."""
        return Path(
            (*self.steps, *move.steps),
            self.rank + move.rank,
            self.hindrance or move.hindrance,
            self.missing or move.hindered if move.hindrance or self.hindrance else None,
        )


def all_moves(ground: Ground) -> Onward:
    """The moves from every station."""
    return {group: tuple(group_moves(ground, group)) for group in ground.seats if group in ground.stations}


def search(starts: Iterable[Move], onward: Onward, allowed: Allowed) -> dict[tuple[str, bool], Path]:
    """The best path to each group with no hindered step, and with one of those that are allowed."""
    empty = Path(())
    queue: list[tuple[int, int, int, str, Path]] = []
    found: dict[tuple[str, bool], Path] = {}

    def push(path: Path, moves: Iterable[Move]) -> None:
        for move in moves:
            hindrance = move.hindrance
            if hindrance is None or (path.hindrance is None and allowed(hindrance)):
                longer = path.onward(move)
                if (move.target, longer.hindrance is not None) not in found:
                    entry = (len(longer.steps), longer.rank, next(order), move.target, longer)
                    heapq.heappush(queue, entry)

    order = count()
    push(empty, starts)
    while queue:
        *_, group, path = heapq.heappop(queue)
        key = (group, path.hindrance is not None)
        if key not in found:
            found[key] = path
            push(path, onward.get(group, ()))
    return found


def nearest(found: Mapping[tuple[str, bool], Path], groups: Sequence[str]) -> Path | None:
    """The best path to any of some groups: one without a hindrance if there is one."""
    for hindered in (False, True):
        paths = [found[group, hindered] for group in groups if (group, hindered) in found]
        if paths:
            return min(paths, key=lambda one: (len(one.steps), one.rank))
    return None


def never(_: Hindrance) -> bool:
    """No step may be missing."""
    return False
