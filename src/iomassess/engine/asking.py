"""Questions put to the recorded facts of a site: which records match a selector, and how many they are."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from iomassess.engine.counting import (
    Count,
    any_value,
    least_ends,
    least_records,
    least_values,
    most_ends,
    most_holders,
    most_records,
)
from iomassess.engine.matching import meets
from iomassess.engine.openings import Openings
from iomassess.engine.records import Row, Statement
from iomassess.engine.regions import Region, covered, within
from iomassess.engine.rows import Rows
from iomassess.engine.statements import Alike, Statements
from iomassess.fields import shape
from iomassess.selectors import Selector


class Answers:
    """The answers to all questions that have been put to the facts of one site."""

    def __init__(self, rows: Rows, openings: Openings) -> None:
        self.rows = rows
        self.openings = openings
        self._known: dict[Any, Answer] = {}

    def to(self, asked: Selector, distinct: str | None = None) -> "Answer":
        """The answer to a question, of which each part is found once, when it is wanted."""
        key = (asked.key, distinct)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Answer(self.rows, self.openings, asked, distinct)
        return found


class Answer:
    """How many records match a selector, or how many different values of a field they have, and which."""

    def __init__(self, rows: Rows, openings: Openings, asked: Selector, distinct: str | None) -> None:
        self._rows = rows
        self._openings = openings
        self._asked = asked
        self._distinct = distinct
        joins = tuple(shape(asked.kind).joins)
        self._join = 1 if asked.kind == "agencies" and distinct is None else 0
        """The join whose different ends are counted; 0 where it is records, or values of a vocabulary."""
        if distinct in joins:
            self._join = joins.index(distinct) + 1
        self._vocabulary = distinct is not None and not self._join
        self._alike = Alike(asked)
        self._certain: list[Row] | None = None
        self._possible: list[Row] | None = None
        self._least: int | None = None
        self._count: Count | None = None

    def certain(self) -> list[Row]:
        """The recorded rows that match surely."""
        if self._certain is None:
            table = self._rows.table(self._asked, self._distinct)
            self._certain = [
                table.rows[nth]
                for nth, surely in table.fitting(self._asked.tests)
                if surely or ((near := table.near(nth)) and self._settled(table.rows[nth], near))
            ]
        return self._certain

    def possible(self) -> list[Row]:
        """The recorded rows that may match or not."""
        if self._possible is None:
            self._possible = [row for row, near in self._undecided() if self._settled(row, near) is None]
        return self._possible

    def _undecided(self) -> Iterator[tuple[Row, list[Statement]]]:
        """The recorded rows whose own fields do not settle whether they match."""
        asked, rows = self._asked, self._rows
        spread = rows.spread(asked, self._distinct)
        if spread is None:
            table = rows.table(asked, self._distinct)
            yield from (
                (table.rows[nth], table.near(nth)) for nth, surely in table.fitting(asked.tests) if not surely
            )
            return
        for row in spread:
            truth = meets(row.parts, asked.tests)
            if truth is None or (truth and not row.sure):
                yield row, rows.statements.near(row, recorded=True)

    def _settled(self, row: Row, near: list[Statement]) -> bool | None:
        """What becomes of a row whose own fields do not settle it; rows that are alike need one look."""
        key = self._alike.key(row, near)
        if near:
            if key not in self._alike.truths:
                self._alike.truths[key] = _left_open(row, self._asked, near)
            return self._alike.truths[key]
        if ("recorded", key) not in self._asked.known:
            self._asked.remember(("recorded", key), _left_open(row, self._asked, near))
        found: bool | None = self._asked.known["recorded", key]
        return found

    def least(self) -> int:
        """The least that the count comes to."""
        if self._least is None:
            certain = self.certain()
            if self._vocabulary:
                self._least = least_values(certain, any_value(self._asked.kind, str(self._distinct)))
            elif self._join:
                self._least = least_ends(certain, self._join)
            else:
                self._least = least_records(certain)
        return self._least

    def may_reach(self, number: int) -> bool:
        """Whether the count may come to a number, found with no more work than that takes.

        What it surely comes to it may come to, even in a file that contradicts itself over who is who.
        """
        if self._vocabulary:
            return self._most_values(number) >= number
        openings = self._openings
        if openings.open_to_new(self._asked):
            return True
        most = self._most_recorded()
        return most is None or max(most, self.least()) >= number or openings.open(self._asked)

    def _most_recorded(self) -> int | None:
        """The most that the count comes to among recorded records."""
        rows = [*self.certain(), *self.possible()]
        return most_ends(rows, self._join) if self._join else most_records(rows)

    def _most_values(self, enough: int | None = None) -> int:
        """How many values over a closed vocabulary there may be; it may stop where there are enough."""
        field = any_value(self._asked.kind, str(self._distinct))
        rows = [*self.certain(), *self.possible()]
        openings = self._openings
        is_open = openings.open(self._asked)
        holders = None if is_open else most_holders(rows, field)
        bound = min(one for one in (holders, enough, len(field.field.values)) if one is not None)
        singles = (
            self._asked.narrowed(field._replace(allowed=1 << bit)) for bit in range(len(field.field.values))
        )
        held = (
            one
            for one in singles
            if (is_open and openings.open(one))
            or any(match(row, one, self._rows.statements) is not False for row in rows)
        )
        return sum(1 for _ in islice(held, bound))

    def count(self) -> Count:
        """The whole count, with all that it rests on."""
        if self._count is None:
            certain, possible = self.certain(), self.possible()
            closed_by: list[Statement] = []
            opening = self._openings.first(self._asked, used=closed_by)
            most = self._most_recorded() if opening is None and not self._vocabulary else None
            if self._vocabulary:
                most = self._most_values()
            self._count = Count(
                self.least(), most, tuple(certain), tuple(possible), opening, tuple(closed_by)
            )
        return self._count


def match(row: Row, asked: Selector, statements: Statements) -> bool | None:
    """Whether a recorded row meets a selector: yes, no, or not known."""
    truth = meets(row.parts, asked.tests)
    if truth is False or (truth and row.sure):
        return truth
    return _left_open(row, asked, statements.near(row, recorded=True))


def _left_open(row: Row, asked: Selector, near: list[Statement]) -> bool | None:
    """Whether a row matches whose own fields do not settle it, given statements that may bear on it.

    What statements rule out is no longer possible: a member of unknown sector is none of
    the third sector where the file says there is no such member.
    """
    region = Region(row.parts)
    inside = within(region, asked.tests)
    if inside is None:
        return False
    if near:
        if covered(inside, near):
            return False
        if row.sure and covered(region, [*near, asked]):
            return True
    return None
