"""The recorded rows of a kind, with what has been found of each."""

from collections.abc import Iterator, Sequence
from typing import Any

from iomassess.engine.matching import columns
from iomassess.engine.records import Row, Statement
from iomassess.engine.statements import Statements
from iomassess.selectors import Test


class Table:
    """Rows, which of them meet each constraint that is asked of them, and the statements near each."""

    def __init__(self, rows: tuple[Row, ...], statements: Statements) -> None:
        self.rows = rows
        self._statements = statements
        self._parts = [row.parts for row in rows]
        self._columns: dict[Any, tuple[int, int]] = {}
        self._all = (1 << len(rows)) - 1
        self._near: dict[int, list[Statement]] = {}

    def fitting(self, tests: Sequence[Test]) -> Iterator[tuple[int, bool]]:
        """The rows that may meet constraints, by number, and whether each surely does."""
        surely, never = -1, 0
        for test in tests:
            part, name, _, allowed, _, _ = test
            key = part, name, allowed
            column = self._columns.get(key)
            if column is None:
                column = self._columns[key] = columns(self._parts, test)
            surely &= column[0]
            never |= column[1]
        left = self._all & ~never
        while left:
            bit = left & -left
            yield bit.bit_length() - 1, bool(surely & bit)
            left ^= bit

    def near(self, nth: int) -> list[Statement]:
        """The statements that may hold of a row."""
        found = self._near.get(nth)
        if found is None:
            found = self._near[nth] = self._statements.near(self.rows[nth], recorded=True)
        return found
