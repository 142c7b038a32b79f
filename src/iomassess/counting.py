"""How many records match, or how many different values they have, at least and at most."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from iomassess.fields import Form, field_of
from iomassess.identity import candidates_of
from iomassess.records import NUMBERED, OPEN_LISTS, End, Row, Statement
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


def count_records(certain: Sequence[Row], possible: Sequence[Row]) -> tuple[int, int | None]:
    """Count records; those that may be one record under two names count once at least."""
    classes: dict[Any, list[Row]] = {}
    for row in {row.loc: row for row in certain}.values():
        classes.setdefault(_record_class(row), []).append(row)
    least = sum(_least_of(rows) for rows in classes.values())
    return least, _total({row.loc: row for row in (*certain, *possible)}.values())


def _record_class(row: Row) -> Any:
    """What two records share that may turn out to be the same one."""
    ends = [end for end in row.ends if end is not None]
    kind = row.record.kind if isinstance(row.record, Link) else row.kind
    if row.kind in NUMBERED and any(end.unnamed or len(end.same_as) > 1 for end in ends):
        return kind, frozenset(frozenset(end.same_as or {end.id}) for end in ends)
    return row.loc


def _least_of(rows: Sequence[Row]) -> int:
    named = sum(not any(end is not None and end.unnamed for end in row.ends) for row in rows)
    return max(named, *(row.least for row in rows))


def _total(rows: Iterable[Row]) -> int | None:
    total = 0
    for row in rows:
        if row.most is None:
            return None
        total += row.most
    return total


def count_ends(certain: Sequence[Row], possible: Sequence[Row], part: int) -> tuple[int, int | None]:
    """Count the different agencies or groups at one join (1 or 2)."""
    sure = {end.id: end for row in certain if (end := row.ends[part - 1]) is not None}
    classes: dict[frozenset[str], list[End]] = {}
    for end in sure.values():
        classes.setdefault(end.same_as or frozenset({str(end.id)}), []).append(end)
    least = sum(
        max(sum(not end.unnamed for end in ends), *(end.least for end in ends)) for ends in classes.values()
    )
    reach = {end.id: end for row in (*certain, *possible) if (end := row.ends[part - 1]) is not None}
    counted = [end for end in reach.values() if not _among(end, reach)]
    if None in reach or any(end.most is None for end in counted):
        return least, None
    return least, sum(end.most or 0 for end in counted)


def _among(end: End, others: Mapping[str | None, End]) -> bool:
    """Whether an entry must be one of others that are counted already."""
    return bool(candidates_of(end)) and others.keys() >= set(candidates_of(end))


def least_values(certain: Sequence[Row], asked: Test) -> int:
    """How many different values of a field over a closed vocabulary there are at least."""
    sure, some = 0, False
    for row in certain:
        cell: Any = row.parts[asked.part].get(asked.name)
        if asked.form is Form.SET:
            sure |= cell[0]
        else:
            some |= not cell & asked.field.nothing
            sure |= cell & asked.field.full if cell & (cell - 1) == 0 else 0
    return max(sure.bit_count(), int(some))


def most_holders(rows: Iterable[Row], asked: Test) -> int | None:
    """How many things may hold one value each of a field; None where there is no bound."""
    total = 0
    for row in rows:
        if asked.form is Form.SET or (asked.part and row.kind in OPEN_LISTS):
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
    if field is None:
        raise ValueError(f"{kind} have no field {name}")
    part, own = part_of(kind, name)
    return Test(part, own, field.form, field.full, name, field)
