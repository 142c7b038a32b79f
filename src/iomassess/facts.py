"""The facts of a site, indexed once: whatever a selector describes can be counted."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from iomassess.counting import (
    Count,
    any_value,
    count_ends,
    count_records,
    least_values,
    most_holders,
)
from iomassess.derived import DERIVED_FLAGS, NO, YES, definition, role_of
from iomassess.fields import Form, shape
from iomassess.identity import find_same, tie_candidates
from iomassess.matching import meets
from iomassess.paths import find_path
from iomassess.records import End, Row, Statement, read_agencies, read_groups, read_statements
from iomassess.regions import TIED, Region, covered, within
from iomassess.rows import Only, Rows
from iomassess.selectors import Selector, Test
from iomassess.site import Site
from iomassess.source import Loc, Source


def facts(site: Site, source: Source | None = None) -> "Facts":
    """Index a site that `load_site` has passed; with its source, facts know their lines."""
    return Facts(site, source)


class Facts:
    """What a site says, indexed once: ask `count` for whatever a selector describes."""

    def __init__(
        self, site: Site, source: Source | None = None, without: frozenset[Loc] = frozenset()
    ) -> None:
        """Read the ends first, then the statements, then what is derived from both.

        Statements whose places are in `without` are left out.
        """
        self.site = site
        self.source = source
        self.agencies = read_agencies(site)
        self.groups = read_groups(site)
        tie_candidates(self.agencies, derived=False)
        find_same(self.agencies)
        self.statements = tuple(read_statements(site, without))
        self._rows = Rows(site, self.agencies, self.groups, self.statements)
        self._boxes: dict[Any, tuple[Statement, ...]] = {}
        self._counts: dict[Any, Count] = {}
        self._matched: dict[Any, tuple[list[Row], list[Row]]] = {}
        self._disputed = (
            [
                (find_path(source.values, path) or (), conflict.about)
                for conflict in site.conflicts
                for path in (conflict.records if source else ())
            ]
            if source
            else []
        )
        self._derive()

    def without(self, statement: Statement) -> "Facts":
        """The same facts, had the file not made a statement."""
        return Facts(self.site, self.source, frozenset({statement.loc}))

    def rows(self, kind: str) -> tuple[Row, ...]:
        """The recorded rows of a kind, without joins that may be many."""
        return self._rows.recorded(kind)

    def rows_for(self, asked: Selector) -> tuple[Row, ...]:
        """The recorded rows that a selector looks at."""
        return self._rows.asked_for(asked)

    def disputed(self, row: Row, tests: Iterable[Test]) -> tuple[str, ...]:
        """What recorded conflicts dispute of a record, of its ends, or of the fields asked about."""
        own = [row.loc, *((end.kind, str(end.id)) if end is not None else () for end in row.ends)]
        asked = {(test.part, test.name) for test in tests}
        return tuple(
            dict.fromkeys(
                about
                for loc, about in self._disputed
                for part, one in enumerate(own)
                if one and loc[: len(one)] == one
                if len(loc) == len(one) or (part, loc[len(one)]) in asked
            )
        )

    # -- questions

    def match(self, row: Row, asked: Selector) -> bool | None:
        """Whether a recorded row meets a selector: yes, no, or not known.

        What statements rule out is no longer possible: a member of unknown sector is none of
        the third sector where the file says there is no such member.
        """
        truth = meets(row.parts, asked.tests)
        if truth is False or (truth and row.sure):
            return truth
        region = Region(row.parts, {})
        inside = within(region, asked.tests)
        if inside is None:
            return False
        boxes = [
            box for box in self._boxes_for(row, recorded=True) if meets(row.parts, box.tests) is not False
        ]
        if boxes:
            if covered(inside, boxes):
                return False
            if row.sure and covered(region, [*boxes, asked]):
                return True
        return None

    def count(self, asked: Selector, distinct: str | None = None) -> Count:
        """Count the records that match, or the different values of `distinct` among them."""
        key = (asked.kind, asked.key, distinct)
        if key not in self._counts:
            self._counts[key] = self._count(asked, distinct)
        return self._counts[key]

    def reaches(self, number: int, asked: Selector, distinct: str | None = None) -> bool | None:
        """Whether a count comes to a number, found with no more work than that takes."""
        if _over_vocabulary(asked.kind, distinct):
            return self.count(asked, distinct).reaches(number)
        certain, possible = self.matches(asked, distinct)
        least, most = _recorded(asked.kind, distinct, certain, possible)
        if least >= number:
            return True
        if most is None or most >= number:
            return None
        return None if self.opening(asked) is not None else False

    def matches(self, asked: Selector, distinct: str | None = None) -> tuple[list[Row], list[Row]]:
        """The recorded rows that match surely, and those that may."""
        key = (asked.kind, asked.key, distinct)
        found = self._matched.get(key)
        if found is None:
            found = self._matched[key] = ([], [])
            for row in self._rows.asked_for(asked, distinct):
                truth = self.match(row, asked)
                if truth is not False:
                    found[0 if truth else 1].append(row)
        return found

    def _count(self, asked: Selector, distinct: str | None) -> Count:
        certain, possible = self.matches(asked, distinct)
        closed_by: list[Statement] = []
        opening = self.opening(asked, used=closed_by)
        if distinct is not None and _over_vocabulary(asked.kind, distinct):
            any_of = any_value(asked.kind, distinct)
            least = least_values(certain, any_of)
            most: int | None = self._values(asked, any_of, (*certain, *possible), opening)
        else:
            least, most = _recorded(asked.kind, distinct, certain, possible)
            most = None if opening is not None else most
        return Count(least, most, tuple(certain), tuple(possible), opening, tuple(closed_by))

    def _values(self, asked: Selector, field: Test, rows: Sequence[Row], opening: Row | None) -> int:
        """How many values of a field over a closed vocabulary there may be among the matches."""
        found = 0
        for bit in range(len(field.field.values)):
            narrowed = Selector(asked.kind, (*asked.tests, field._replace(allowed=1 << bit)))
            held = any(self.match(row, narrowed) is not False for row in rows)
            found += held or (opening is not None and self.opening(narrowed) is not None)
        holders = most_holders(rows, field) if opening is None else None
        return found if holders is None else min(found, holders)

    def opening(
        self,
        asked: Selector,
        only: Only = None,
        used: list[Statement] | None = None,
    ) -> Row | None:
        """An unrecorded record that could match and that no statement rules out, or None.

        `only` keeps one join (its part and end) fixed.
        """
        alike = set[Any]()
        for nth, row in enumerate(self._rows.unrecorded(asked, only)):
            if nth == 1 and self._closed_outright(asked, only, used):
                return None
            parts = row.parts
            if meets(parts, asked.tests) is False:
                continue
            boxes = self._boxes_for(row, recorded=False)
            near = [box for box in boxes if meets(parts, box.tests) is not False]
            key = (
                tuple(map(id, near)),
                *[parts[part].get(name) for part, name in self._asked(asked, near)],
            )
            if key in alike:
                continue
            alike.add(key)
            region = within(Region(parts, {}), asked.tests)
            if region is not None and not covered(region, near, used):
                return row
        return None

    def _closed_outright(self, asked: Selector, only: Only, used: list[Statement] | None) -> bool:
        """Whether statements cover the question for any ends at all, which spares trying each."""
        if any(test.form is Form.ID for test in asked.tests):
            return False  # any end at all has no id to ask for
        closing: list[Statement] = []
        for row in self._rows.anything(asked, only):
            region = within(Region(row.parts, {}), asked.tests)
            if region is None:
                continue
            boxes = self._boxes_for(row, recorded=False)
            near = [box for box in boxes if meets(row.parts, box.tests) is not False]
            if not near or not covered(region, near, closing):
                return False
        if used is not None:
            used += [one for one in closing if all(one is not other for other in used)]
        return True

    def _asked(self, asked: Selector, near: Sequence[Statement]) -> list[tuple[int, str]]:
        """The cells that can matter to a question beside statements; alike in these, rows are alike."""
        tests = [*asked.tests, *(test for box in near for test in box.tests)]
        cells = {(test.part, test.name) for test in tests if test.name != "id"}
        tied = {(part, other) for part, name in cells for other in TIED.get(name, ())}
        states = {(part, "status") for part in range(3)} if (0, "status") in cells else set()
        parts = len(shape(asked.kind).joins) + 1
        return [one for one in cells | tied | states if one[0] < parts]

    # -- statements

    def bearing(self, row: Row) -> tuple[Statement, ...]:
        """The `absent` statements that bear on a recorded row."""
        return self._boxes_for(row, recorded=True)

    def _boxes_for(self, row: Row, *, recorded: bool) -> tuple[Statement, ...]:
        """The statements that bear on a row: on its kind, and on the kinds that it joins."""
        ends = tuple((end.kind, end.id is None) if end is not None else None for end in row.ends)
        key = (row.kind, recorded, ends)
        found = self._boxes.get(key)
        if found is None:
            found = self._boxes[key] = tuple(self._bearing(row.kind, recorded, ends))
        return found

    def _bearing(
        self, kind: str, recorded: bool, ends: Sequence[tuple[str, bool] | None]
    ) -> Iterator[Statement]:
        for statement in self.statements:
            if statement.kind == kind and not (statement.closes and recorded):
                yield statement
        if kind in ("agencies", "groups"):
            return
        for part, end in enumerate(ends, start=1):
            if end is None:
                continue
            joined, new = end
            for statement in self.statements:
                if statement.kind == joined and (new or not statement.closes):
                    tests = tuple(test._replace(part=part) for test in statement.tests)
                    yield statement._replace(tests=tests)

    # -- derived values

    def _derive(self) -> None:
        """Work out whether each agency delivers and takes referrals, and so its role."""
        ends = (*self.agencies.values(), self._rows.new_agency)
        for which in DERIVED_FLAGS:
            found = [self._derived(which, end) for end in ends]
            for end, truth in zip(ends, found, strict=True):
                end.cells[which] = {True: YES, False: NO, None: YES | NO}[truth]
        for end in ends:
            end.cells["role"] = role_of(end.cells["delivers"], end.cells["takes_referrals"])
        tie_candidates(self.agencies, derived=True)
        self._rows.settle()

    def _derived(self, which: str, agency: End) -> bool | None:
        asked, part = definition(which)
        itself = [test for test in asked.tests if test.part == part]
        if meets({part: agency.cells}, itself) is False:
            return False
        own: list[bool | None] = []
        others: list[bool | None] = []
        for row in self.rows_for(asked):
            end = row.ends[part - 1]
            if end is agency:
                own.append(self.match(row, asked))
            elif end is not None and end.id in agency.same_as:
                others.append(self.match(row, asked))
        if True in own:
            return True
        if None in own or any(truth is not False for truth in others):
            return None
        return None if self.opening(asked, (part, agency)) is not None else False


def _over_vocabulary(kind: str, distinct: str | None) -> bool:
    """Whether what is counted are values of a closed vocabulary, and not records or ends."""
    return distinct is not None and distinct not in shape(kind).joins


def _recorded(
    kind: str, distinct: str | None, certain: Sequence[Row], possible: Sequence[Row]
) -> tuple[int, int | None]:
    """The least and most of a count of records or ends, among recorded rows only."""
    if distinct is not None:
        return count_ends(certain, possible, list(shape(kind).joins).index(distinct) + 1)
    if kind == "agencies":
        return count_ends(certain, possible, 1)
    return count_records(certain, possible)
