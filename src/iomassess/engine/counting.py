"""How many records match, or how many different values they have, at least and at most."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from iomassess.engine.identity import candidates_of, least_apart, may_coincide
from iomassess.engine.records import NUMBERED, OPEN_LISTS, End, Row, Statement
from iomassess.fields import SET, field_of
from iomassess.selectors import Test, part_of
from iomassess.site import Link


class Count(NamedTuple):
    """How many records match: at least, at most (None: no bound), which, and what keeps it open."""

    least: int
    most: int | None
    certain: tuple[Row, ...]
    possible: tuple[Row, ...]
    opening: Row | None
    """A record that the file does not have and does not rule out; None when the list is closed."""
    closed_by: tuple[Statement, ...]

    def reaches(self, number: int) -> bool | None:
        """Whether the count comes to a number: surely, surely not, or not known."""
        if self.least >= number:
            return True
        return False if self.most is not None and self.most < number else None


def least_records(certain: Sequence[Row]) -> int:
    """Count records at least; those that may be one record under two names count once."""
    sure = list({row.loc: row for row in certain}.values())
    if any(map(_has_unnamed, sure)):
        return least_apart(sure, lambda row: row.least, _may_be_one)
    return len(sure)


def most_records(rows: Iterable[Row]) -> int | None:
    """Count records at most; None where there is no bound."""
    return _total({row.loc: row for row in rows}.values())


def least_of_agencies(numbers: Iterable[tuple[Row, int]]) -> int:
    """What the agencies of some rows have at least, such as staff.

    An agency's in two groups, or under two names, may be the same people, and count once.
    """
    ends: dict[str | None, tuple[End, int]] = {}
    for row, number in numbers:
        end = row.ends[0]
        if end is not None:
            ends[end.id] = (end, max(number, ends.get(end.id, (end, 0))[1]))
    return least_apart(
        list(ends.values()), lambda one: one[1], lambda one, other: may_coincide(one[0], other[0])
    )


def _may_be_one(row: Row, other: Row) -> bool:
    """Whether two records may be one: the same thing of ends that may be the same."""
    if row is other:
        return True
    if row.kind not in NUMBERED or not (_has_unnamed(row) or _has_unnamed(other)):
        return False
    if isinstance(row.record, Link) and isinstance(other.record, Link):
        if row.record.kind is not other.record.kind:
            return False
        if row.record.between and _all_coincide(row.ends, other.ends[::-1]):
            return True
    return _all_coincide(row.ends, other.ends)


def _has_unnamed(row: Row) -> bool:
    return any(end is not None and end.unnamed for end in row.ends)


def _all_coincide(ends: Sequence[End | None], others: Sequence[End | None]) -> bool:
    return all(may_coincide(one, other) for one, other in zip(ends, others, strict=True))


def _total(rows: Iterable[Row]) -> int | None:
    total = 0
    for row in rows:
        if row.most is None:
            return None
        total += row.most
    return total


def least_ends(certain: Iterable[Row], part: int) -> int:
    """Count the different agencies or groups at one join (1 or 2), at least."""
    sure = {end.id: end for row in certain if (end := row.ends[part - 1]) is not None}
    if any(end.unnamed for end in sure.values()):
        return least_apart(list(sure.values()), lambda end: end.least, may_coincide)
    return len(sure)


def most_ends(rows: Iterable[Row], part: int) -> int | None:
    """Count the same at most; None where there is no bound."""
    reach = {end.id: end for row in rows if (end := row.ends[part - 1]) is not None}
    counted = [end for end in reach.values() if not _among(end, reach)]
    if None in reach or any(end.most is None for end in counted):
        return None
    return sum(end.most or 0 for end in counted)


def _among(end: End, others: Mapping[str | None, End]) -> bool:
    """Whether an entry must be one of others that are counted already."""
    return bool(candidates_of(end)) and others.keys() >= set(candidates_of(end))


def least_values(certain: Sequence[Row], asked: Test) -> int:
    """How many different values of a field over a closed vocabulary there are at least."""
    sure, some = 0, False
    for row in certain:
        cell: Any = row.parts[asked.part].get(asked.name)
        if asked.form is SET:
            sure |= cell[0]
        else:
            some |= not cell & asked.field.nothing
            sure |= cell & asked.field.full if cell & (cell - 1) == 0 else 0
    return max(sure.bit_count(), int(some))


def most_holders(rows: Iterable[Row], asked: Test) -> int | None:
    """How many things may hold one value each of a field; None where there is no bound."""
    total = 0
    for row in rows:
        if asked.form is SET or (asked.part and row.kind in OPEN_LISTS):
            return None
        end = row.ends[asked.part - 1] if asked.part else None
        holders = end.most if end is not None else row.most
        if holders is None:
            return None
        total += holders
    return total


def any_value(kind: str, name: str) -> Test:
    """A constraint on a field that every value of it meets."""
    field = field_of(kind, name)
    if field is None:  # pragma: no cover  whoever reads a condition refuses such a name
        raise ValueError(f"{kind} have no field {name}")
    part, own = part_of(kind, name)
    return Test(part, own, field.form, field.full, name, field)
