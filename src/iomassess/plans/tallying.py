"""What is known of a count while steps are tried: which records it has, given what bears on each."""

from collections.abc import Mapping, Sequence

from iomassess.engine.conditions import Some
from iomassess.engine.counting import least_ends, least_records
from iomassess.engine.records import Row
from iomassess.fields import shape
from iomassess.site import Link, Practice

Numbers = frozenset[int]


class Tally:
    """What is known of one count: whether each record is counted, given the steps that bear on it."""

    def __init__(self, count: Some, reached: bool, rows: Mapping[Row, Numbers]) -> None:
        self.count = count
        self.reached = reached
        self.rows = rows
        self.relevant: Numbers = frozenset().union(*rows.values())
        self.by_record = count.distinct is None or count.distinct in shape(count.selector.kind).joins
        self.known: dict[tuple[Row, Numbers], bool] = dict.fromkeys(rows.items(), True)
        self.judged: dict[Numbers, bool] = {}

    def enough(self, certain: Sequence[Row]) -> bool:
        """Whether records come to the number asked for."""
        if self.count.at_least <= 1:
            return bool(certain)
        kind, distinct = self.count.selector.kind, self.count.distinct
        if distinct is None and kind != "agencies":
            return least_records(certain) >= self.count.at_least
        part = list(shape(kind).joins).index(distinct) + 1 if distinct is not None else 1
        return least_ends(certain, part) >= self.count.at_least


def key(row: Row, recorded: Mapping[str, int]) -> tuple[object, ...]:
    """What is the same of a record in all variants of the facts, and of no two records.

    `recorded` says how many of a list stand in the site file; these keep their places.
    """
    ids = tuple(end.id if end is not None else None for end in row.ends)
    one = row.record
    added = row.kind in recorded and int(row.loc[1]) >= recorded[row.kind]
    if added and isinstance(one, Link):
        return (*ids, one.kind, one.scope)
    if added and isinstance(one, Practice):
        return (*ids, one.kind, one.of, one.form, one.scope, one.by, one.with_)
    return (*ids, row.loc[1] if row.kind in recorded else 0)
