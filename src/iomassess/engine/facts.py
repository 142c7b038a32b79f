"""The facts of a site, indexed once: whatever a selector describes can be counted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from iomassess.engine.counting import (
    Count,
    any_value,
    count_ends,
    count_records,
    least_values,
    most_holders,
)
from iomassess.engine.derived import DERIVED_FLAGS, NO, YES, definition, role_of
from iomassess.engine.identity import find_same, tie_candidates
from iomassess.engine.matching import columns, meets
from iomassess.engine.records import End, Row, Statement, read_agencies, read_groups, read_statements
from iomassess.engine.regions import TIED, Region, covered, within
from iomassess.engine.rows import Only, Rows
from iomassess.fields import Form, shape
from iomassess.paths import find_path
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
        self._columns: dict[Any, tuple[int, int]] = {}
        self._near_new: dict[Any, list[Statement]] = {}
        self._open: dict[Any, bool] = {}
        self._bounds: dict[Any, tuple[int, int | None]] = {}
        self._disputed = _disputed(site, source) if source is not None else {}
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
        if not self._disputed:
            return ()
        found = [(0, one) for one in self._disputed.get(row.loc, ())]
        for part, end in enumerate(row.ends, start=1):
            if end is not None and (here := self._disputed.get((end.kind, end.id))):
                found += [(part, one) for one in here]
        if not found:
            return ()
        asked = {(test.part, test.name) for test in tests}
        told = {one.nth: one.about for part, one in found if one.name is None or (part, one.name) in asked}
        return tuple(dict.fromkeys(told[nth] for nth in sorted(told)))

    # -- questions

    def match(self, row: Row, asked: Selector) -> bool | None:
        """Whether a recorded row meets a selector: yes, no, or not known.

        What statements rule out is no longer possible: a member of unknown sector is none of
        the third sector where the file says there is no such member.
        """
        truth = meets(row.parts, asked.tests)
        if truth is False or (truth and row.sure):
            return truth
        return self._left_open(row, asked, self._near(row, recorded=True))

    def _left_open(self, row: Row, asked: Selector, near: Sequence[Statement]) -> bool | None:
        """The same where the record's own fields do not settle it, given statements that may bear on it."""
        region = Region(row.parts, {})
        inside = within(region, asked.tests)
        if inside is None:
            return False
        if near:
            if covered(inside, near):
                return False
            if row.sure and covered(region, [*near, asked]):
                return True
        return None

    def count(self, asked: Selector, distinct: str | None = None) -> Count:
        """Count the records that match, or the different values of `distinct` among them."""
        key = (asked.key, distinct)
        if key not in self._counts:
            self._counts[key] = self._count(asked, distinct)
        return self._counts[key]

    def reaches(self, number: int, asked: Selector, distinct: str | None = None) -> bool | None:
        """Whether a count comes to a number, found with no more work than that takes."""
        if _over_vocabulary(asked.kind, distinct):
            return self.count(asked, distinct).reaches(number)
        least, most = self._recorded(asked, distinct)
        if least >= number:
            return True
        if most is None or most >= number:
            return None
        if asked.key not in self._open:
            self._open[asked.key] = self.opening(asked, soonest=True) is not None
        return None if self._open[asked.key] else False

    def _recorded(self, asked: Selector, distinct: str | None) -> tuple[int, int | None]:
        """The least and most of a count of records or ends, among recorded rows only."""
        key = (asked.key, distinct)
        found = self._bounds.get(key)
        if found is None:
            certain, possible = self.matches(asked, distinct)
            if distinct is not None:
                found = count_ends(certain, possible, list(shape(asked.kind).joins).index(distinct) + 1)
            elif asked.kind == "agencies":
                found = count_ends(certain, possible, 1)
            else:
                found = count_records(certain, possible)
            self._bounds[key] = found
        return found

    def matches(self, asked: Selector, distinct: str | None = None) -> tuple[list[Row], list[Row]]:
        """The recorded rows that match surely, and those that may."""
        key = (asked.key, distinct)
        found = self._matched.get(key)
        if found is None:
            found = self._matched[key] = ([], [])
            spread = self._rows.spread(asked, distinct)
            judged = (
                self._judged(asked)
                if spread is None
                else ((row, meets(row.parts, asked.tests)) for row in spread)
            )
            alike = _Alike(asked)
            for row, truth in judged:
                if truth and row.sure:
                    found[0].append(row)
                elif truth is not False:
                    near = self._near(row, recorded=True)
                    key = alike.key(row, near)
                    if near and key not in alike.truths:
                        alike.truths[key] = self._left_open(row, asked, near)
                    elif not near and ("recorded", key) not in asked.known:
                        asked.remember(("recorded", key), self._left_open(row, asked, near))
                    settled = alike.truths[key] if near else asked.known["recorded", key]
                    if settled is not False:
                        found[0 if settled else 1].append(row)
        return found

    def _judged(self, asked: Selector) -> Iterator[tuple[Row, bool | None]]:
        """The recorded rows of a kind, but for those that surely do not match, with what their fields say."""
        rows = self._rows.recorded(asked.kind)
        surely, never = -1, 0
        for test in asked.tests:
            key = (asked.kind, test.part, test.name, test.allowed)
            column = self._columns.get(key)
            if column is None:
                column = self._columns[key] = columns([row.parts for row in rows], test)
            surely &= column[0]
            never |= column[1]
        for nth, row in enumerate(rows):
            if not never >> nth & 1:
                yield row, True if surely >> nth & 1 else None

    def _count(self, asked: Selector, distinct: str | None) -> Count:
        certain, possible = self.matches(asked, distinct)
        closed_by: list[Statement] = []
        opening = self.opening(asked, used=closed_by)
        if distinct is not None and _over_vocabulary(asked.kind, distinct):
            any_of = any_value(asked.kind, distinct)
            least = least_values(certain, any_of)
            most: int | None = self._values(asked, any_of, (*certain, *possible), opening)
        else:
            least, most = self._recorded(asked, distinct)
            most = None if opening is not None else most
        return Count(least, most, tuple(certain), tuple(possible), opening, tuple(closed_by))

    def _values(self, asked: Selector, field: Test, rows: Sequence[Row], opening: Row | None) -> int:
        """How many values of a field over a closed vocabulary there may be among the matches."""
        found = 0
        for bit in range(len(field.field.values)):
            narrowed = asked.narrowed(field._replace(allowed=1 << bit))
            held = any(self.match(row, narrowed) is not False for row in rows)
            found += held or (opening is not None and self.opening(narrowed) is not None)
        holders = most_holders(rows, field) if opening is None else None
        return found if holders is None else min(found, holders)

    def opening(
        self,
        asked: Selector,
        only: Only = None,
        used: list[Statement] | None = None,
        *,
        soonest: bool = False,
    ) -> Row | None:
        """An unrecorded record that could match and that no statement rules out, or None.

        `only` keeps one join (its part and end) fixed. With `soonest` it is whichever is found with least
        work, for those who ask whether there is one.
        """
        alike = _Alike(asked)
        for nth, row in enumerate(self._rows.unrecorded(asked, only, soonest=soonest)):
            if nth == 1 and self._closed_outright(asked, only, used):
                return None
            if all(end is None or end.id is None for end in row.ends):
                region, near = self._of_new(row, asked)
                if region is not None and not covered(region, near, used):
                    return row
                continue
            if meets(row.parts, asked.tests) is False:
                continue
            near = self._near(row, recorded=False)
            if alike.truths and alike.key(row, near) in alike.truths:
                continue
            region = within(Region(row.parts, {}), asked.tests)
            if region is not None and not covered(region, near, used):
                return row
            alike.truths[alike.key(row, near)] = False
        return None

    def _of_new(self, row: Row, asked: Selector) -> tuple[Region | None, Sequence[Statement]]:
        """What could match of a record whose ends are all new, and the statements that may hold of it.

        Sites differ here in no more than what is derived of an agency that is not recorded.
        """
        ends = tuple(end.kind if end is not None else "" for end in row.ends)
        near = self._near_new.get((row.kind, ends))
        if near is None:
            near = self._near_new[row.kind, ends] = self._near(row, recorded=False)
        key = ("new", ends, *[self._rows.new_agency.cells.get(name) for name in (*DERIVED_FLAGS, "role")])
        if key not in asked.known:
            asked.remember(key, within(Region(row.parts, {}), asked.tests))
        return asked.known[key], near

    def _closed_outright(self, asked: Selector, only: Only, used: list[Statement] | None) -> bool:
        """Whether statements cover the question for any ends at all, which spares trying each."""
        if any(test.form is Form.ID for test in asked.tests):
            return False  # any end at all has no id to ask for
        closing: list[Statement] = []
        for row in self._rows.anything(asked, only):
            region = within(Region(row.parts, {}), asked.tests)
            if region is None:
                continue
            near = self._near(row, recorded=False)
            if not near or not covered(region, near, closing):
                return False
        if used is not None:
            used += [one for one in closing if all(one is not other for other in used)]
        return True

    # -- statements

    def bearing(self, row: Row) -> tuple[Statement, ...]:
        """The `absent` statements that bear on a recorded row."""
        return self._boxes_for(row, recorded=True)

    def _near(self, row: Row, *, recorded: bool) -> list[Statement]:
        """The statements that may hold of a row."""
        boxes = self._boxes_for(row, recorded=recorded)
        return [box for box in boxes if meets(row.parts, box.tests) is not False]

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
            asked, part = definition(which)
            truths: dict[str | None, list[bool | None]] = {}
            for row in self.rows_for(asked):
                if (end := row.ends[part - 1]) is not None:
                    truths.setdefault(end.id, []).append(self.match(row, asked))
            open_to = self._open_to(asked, part)
            found = [self._derived(asked, part, end, truths, open_to) for end in ends]
            for end, truth in zip(ends, found, strict=True):
                end.cells[which] = {True: YES, False: NO, None: YES | NO}[truth]
        for end in ends:
            end.cells["role"] = role_of(end.cells["delivers"], end.cells["takes_referrals"])
        tie_candidates(self.agencies, derived=True)
        self._rows.settle()

    def _derived(
        self,
        asked: Selector,
        part: int,
        agency: End,
        truths: Mapping[str | None, Sequence[bool | None]],
        open_to: Callable[[End], bool],
    ) -> bool | None:
        """Whether an agency is in a match, given of each agency whether its rows are matches."""
        itself = [test for test in asked.tests if test.part == part]
        if meets({part: agency.cells}, itself) is False:
            return False
        own = truths.get(agency.id, ())
        if True in own:
            return True
        if None in own:
            return None
        for one in agency.same_as:
            if one != agency.id and any(truth is not False for truth in truths.get(one, ())):
                return None
        return None if open_to(agency) else False

    def _open_to(self, asked: Selector, part: int) -> Callable[[End], bool]:
        """Whether an unrecorded record of an agency may match; agencies alike in what bears on it, once."""
        stated = [
            test for one in self.statements for test in one.tests if test.part or one.kind == "agencies"
        ]
        tests = [*stated, *(test for test in asked.tests if test.part)]
        names = {test.name for test in tests} - {"id"}
        names |= {"status", *(other for name in names for other in TIED.get(name, ()))}
        spoken_of = {one for test in tests if test.form is Form.ID for one in test.allowed}
        seated = self._rows.seated(asked)
        known: dict[Any, bool] = {}

        def open_to(agency: End) -> bool:
            key = (
                agency.id if agency.id is None or agency.id in spoken_of else "",
                agency.unnamed,
                *[agency.id in some for some in seated],
                *[agency.cells.get(name) for name in names],
            )
            if key not in known:
                known[key] = self.opening(asked, (part, agency), soonest=True) is not None
            return known[key]

        return open_to


class _Alike:
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


class _Dispute(NamedTuple):
    """What a conflict disputes of a record: the record itself (no name), or a field of it."""

    nth: int
    name: str | int | None
    about: str


def _disputed(site: Site, source: Source) -> Mapping[tuple[Any, ...], Sequence[_Dispute]]:
    """What the conflicts of a site dispute, by the place of each record that is concerned."""
    found: dict[Loc, list[_Dispute]] = {}
    told = ((conflict.about, path) for conflict in site.conflicts for path in conflict.records)
    for nth, (about, path) in enumerate(told):
        loc = find_path(source.values, path) or ()
        for length in range(1, len(loc) + 1):
            name = loc[length] if length < len(loc) else None
            found.setdefault(loc[:length], []).append(_Dispute(nth, name, about))
    return found


def _over_vocabulary(kind: str, distinct: str | None) -> bool:
    """Whether what is counted are values of a closed vocabulary, and not records or ends."""
    return distinct is not None and distinct not in shape(kind).joins
