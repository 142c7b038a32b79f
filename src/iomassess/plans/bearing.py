"""Which steps can bear on whether a record is counted."""

from collections.abc import Iterable, Iterator, Sequence

from iomassess.engine.conditions import Some
from iomassess.engine.derived import DERIVED_FLAGS, definition
from iomassess.engine.facts import Facts
from iomassess.engine.identity import candidates_of
from iomassess.engine.records import End, Row
from iomassess.plans.steps import Step
from iomassess.source import Loc

Numbers = frozenset[int]


class Bearing:
    """The steps that bear on each record, once all of them are taken.

    What a record is depends on its own fields, on those of the agencies and groups that it joins, and, where
    it is asked what an agency is to the project, on the seats and referrals that make it so; on nothing else.
    """

    def __init__(self, steps: Sequence[Step], before: Facts, saturated: Facts) -> None:
        """Take the steps, by number, the facts as they are, and those with all steps taken in that order."""
        self.saturated = saturated
        self.by_loc: dict[Loc, set[int]] = {}
        self.by_seat: dict[tuple[str, str], set[int]] = {}
        fresh: dict[str, list[object]] = {"links": [], "practices": []}
        for number, step in enumerate(steps):
            for change in step.changes:
                if change.kind == "members" and isinstance(change.key, tuple):
                    self.by_seat.setdefault(change.key, set()).add(number)
                    continue
                if change.kind in fresh and change.key is None:
                    if change.fields not in fresh[change.kind]:
                        fresh[change.kind].append(change.fields)
                    there = len(getattr(before.site, change.kind))
                    loc: Loc = (change.kind, there + fresh[change.kind].index(change.fields))
                else:
                    loc = (change.kind, change.key if isinstance(change.key, int) else str(change.key))
                self.by_loc.setdefault(loc, set()).add(number)
        self.doings: dict[str, set[int]] = {}
        for which in DERIVED_FLAGS:
            asked, part = definition(which)
            for row in saturated.matches(asked)[0]:
                end = row.ends[part - 1]
                if end is not None:
                    self.doings.setdefault(str(end.id), set()).update(self._own(row))

    def on(self, count: Some) -> dict[Row, Numbers]:
        """The records that a count would have in the end, each with the steps that bear on it."""
        derived = {test.part for test in count.selector.tests if test.name in (*DERIVED_FLAGS, "role")}
        rows = self.saturated.matches(count.selector, count.distinct)[0]
        return {row: frozenset((*self._own(row), *self._derived(row, derived))) for row in rows}

    def _own(self, row: Row) -> Iterator[int]:
        yield from self.by_loc.get(row.loc, ())
        if row.kind == "members":
            agency, group = row.ends
            if agency is not None and group is not None:
                yield from self.by_seat.get((str(group.id), str(agency.id)), ())
        for end in row.ends:
            for one in self._of(end):
                yield from self.by_loc.get((one.kind, str(one.id)), ())

    def _of(self, end: End | None) -> Iterator[End]:
        """An agency or a group, and of one that must be among others all of these."""
        ahead = [end] if end is not None else []
        seen: set[str | None] = set()
        while ahead:
            one = ahead.pop()
            if one.id not in seen:
                seen.add(one.id)
                yield one
                ahead += [self.saturated.agencies[each] for each in candidates_of(one)]

    def _derived(self, row: Row, parts: Iterable[int]) -> Iterator[int]:
        for part in parts:
            for one in self._of(row.ends[part - 1] if row.kind != "agencies" else row.ends[0]):
                yield from self.doings.get(str(one.id), ())
