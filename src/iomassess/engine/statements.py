"""Which statements of a site may hold of a record, and which records no statement or question tells apart."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from iomassess.engine.matching import meets
from iomassess.engine.records import End, Row, Statement
from iomassess.engine.regions import TIED
from iomassess.fields import shape
from iomassess.selectors import Selector
from iomassess.source import Loc

Spared = frozenset[tuple[Loc, Loc]]
"""Statements, by their places, each with the place of a record of which it does not speak."""


class Statements:
    """The statements of a site by the records that they bear on."""

    def __init__(self, statements: Sequence[Statement], spared: Spared = frozenset()) -> None:
        self.all = statements
        self.spared = spared
        self._on: dict[Any, tuple[Statement, ...]] = {}

    def near(self, row: Row, *, recorded: bool) -> list[Statement]:
        """The statements that may hold of a row."""
        return [box for box in self.on(row, recorded=recorded) if meets(row.parts, box.tests) is not False]

    def on(self, row: Row, *, recorded: bool) -> tuple[Statement, ...]:
        """The statements that bear on a row: on its kind, and on the kinds that it joins."""
        ends = tuple((end.kind, end.id is None) if end is not None else None for end in row.ends)
        key = (row.kind, recorded, ends)
        found = self._on.get(key)
        if found is None:
            found = self._on[key] = tuple(self._bearing(row.kind, recorded, ends))
        return self._not_sparing(row, found) if self.spared else found

    def _not_sparing(self, row: Row, boxes: Iterable[Statement]) -> tuple[Statement, ...]:
        locs = {row.loc}.union(*(_entries(end) for end in row.ends if end is not None))
        return tuple(box for box in boxes if not any((box.loc, loc) in self.spared for loc in locs))

    def sparing(self, end: End) -> frozenset[Loc]:
        """The statements, by their places, that do not speak of an agency or a group."""
        if not self.spared:
            return frozenset()
        locs = _entries(end)
        return frozenset(box for box, loc in self.spared if loc in locs)

    @property
    def spares_ends(self) -> bool:
        """Whether a statement does not speak of some agency or group; so it does not hold of any at all."""
        return any(record[0] in ("agencies", "groups") and len(record) < _SEAT for _, record in self.spared)

    def _bearing(
        self, kind: str, recorded: bool, ends: Sequence[tuple[str, bool] | None]
    ) -> Iterator[Statement]:
        for statement in self.all:
            if statement.kind == kind and not (statement.closes and recorded):
                yield statement
        if kind in ("agencies", "groups"):
            return
        for part, end in enumerate(ends, start=1):
            if end is None:
                continue
            joined, new = end
            for statement in self.all:
                if statement.kind == joined and (new or not statement.closes):
                    tests = tuple(test._replace(part=part) for test in statement.tests)
                    yield statement._replace(tests=tests)


_SEAT = 4
"""How many segments lead to a seat; an agency or a group takes two."""


class Alike:
    """What has been found of rows to one question; rows that are alike in all that matters need one look."""

    def __init__(self, asked: Selector) -> None:
        self.asked = asked
        self.truths: dict[Any, bool | None] = {}
        self._cells: dict[tuple[int, ...], list[tuple[int, str]]] = {}

    def key(self, row: Row, near: Sequence[Statement]) -> Any:
        """Equal for rows that are alike: in the statements that are near and in the cells that can matter."""
        ids = tuple(map(id, near))
        if ids not in self._cells:
            self._cells[ids] = self._mattering(near)
        return ids, row.sure, *[row.parts[part].get(name) for part, name in self._cells[ids]]

    def _mattering(self, near: Sequence[Statement]) -> list[tuple[int, str]]:
        """The cells that can matter beside statements; an id matters where the question itself names it."""
        own, stated = self.asked.tests, (test for box in near for test in box.tests)
        cells = {(test.part, test.name) for test in own}
        cells |= {(test.part, test.name) for test in stated if test.name != "id"}
        tied = {(part, other) for part, name in cells for other in TIED.get(name, ())}
        states = {(part, "status") for part in range(3)} if (0, "status") in cells else set()
        parts = len(shape(self.asked.kind).joins) + 1
        return sorted(one for one in cells | tied | states if one[0] < parts)


def _entries(end: End) -> set[Loc]:
    """An agency or a group by its place; an agency also by those of the entries that it may be."""
    return {(end.kind, one) for one in end.same_as or (str(end.id),)}
