"""The facts of a site, indexed once: whatever a selector describes can be counted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from iomassess.engine.asking import Answer, Answers, match
from iomassess.engine.counting import Count
from iomassess.engine.derived import DERIVED_FLAGS, NO, YES, definition, role_of
from iomassess.engine.identity import find_same, tie_candidates
from iomassess.engine.matching import meets
from iomassess.engine.openings import Openings
from iomassess.engine.records import End, Row, Statement, read_agencies, read_groups, read_statements
from iomassess.engine.regions import TIED
from iomassess.engine.rows import Rows
from iomassess.engine.statements import Spared, Statements
from iomassess.engine.table import Table
from iomassess.fields import ID
from iomassess.paths import find_path
from iomassess.selectors import Selector, Test
from iomassess.site import Site
from iomassess.source import Loc, Source


def facts(site: Site, source: Source | None = None) -> "Facts":
    """Index a site that `load_site` has passed; with its source, facts know their lines."""
    return Facts(site, source)


class Facts:
    """What a site says, indexed once: ask `count` for whatever a selector describes."""

    openings: type[Openings] = Openings
    """How it is found what could be added to the file."""

    def __init__(
        self,
        site: Site,
        source: Source | None = None,
        without: frozenset[Loc] = frozenset(),
        spared: Spared = frozenset(),
    ) -> None:
        """Read the ends first, then the statements, then what is derived from both.

        Statements whose places are in `without` are left out; those in `spared` do not speak of a record.
        """
        self.site = site
        self.source = source
        self.agencies = read_agencies(site)
        self.groups = read_groups(site)
        tie_candidates(self.agencies, derived=False)
        find_same(self.agencies)
        self.statements = tuple(read_statements(site, without))
        self._rows = Rows(site, self.agencies, self.groups, Statements(self.statements, spared))
        self._answers = Answers(self._rows, self.openings(self._rows))
        self._concerned: dict[Table, list[Row]] = {}
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
        found = self._disputes_of(row)
        if not found:
            return ()
        asked = {(test.part, test.name) for test in tests}
        told = {one.nth: one.about for part, one in found if one.name is None or (part, one.name) in asked}
        return tuple(dict.fromkeys(told[nth] for nth in sorted(told)))

    def disputed_among(self, asked: Selector, distinct: str | None = None) -> Iterator[str]:
        """The same of all recorded rows that match, or may."""
        table = self._rows.table(asked, distinct)
        concerned = self._concerned.get(table)
        if concerned is None:
            concerned = self._concerned[table] = [row for row in table.rows if self._disputes_of(row)]
        if any(self.disputed(row, asked.tests) for row in concerned):  # hardly ever so, and quickly found
            for row in chain(*self.matches(asked, distinct)):
                if row.sure:
                    yield from self.disputed(row, asked.tests)

    def _disputes_of(self, row: Row) -> list[tuple[int, "_Dispute"]]:
        """What is disputed of a record (part 0) and of its ends."""
        found = [(0, one) for one in self._disputed.get(row.loc, ())]
        for part, end in enumerate(row.ends, start=1):
            if end is not None and (here := self._disputed.get((end.kind, end.id))):
                found += [(part, one) for one in here]
        return found

    # -- questions

    def match(self, row: Row, asked: Selector) -> bool | None:
        """Whether a recorded row meets a selector: yes, no, or not known.

        What statements rule out is no longer possible: a member of unknown sector is none of
        the third sector where the file says there is no such member.
        """
        return match(row, asked, self._rows.statements)

    def answer(self, asked: Selector, distinct: str | None = None) -> Answer:
        """The answer to how many records match, or how many different values of `distinct` they have."""
        return self._answers.to(asked, distinct)

    def count(self, asked: Selector, distinct: str | None = None) -> Count:
        """Count the records that match, or the different values of `distinct` among them."""
        return self._answers.to(asked, distinct).count()

    def matches(self, asked: Selector, distinct: str | None = None) -> tuple[list[Row], list[Row]]:
        """The recorded rows that match surely, and those that may."""
        answer = self._answers.to(asked, distinct)
        return answer.certain(), answer.possible()

    def opening(self, asked: Selector) -> Row | None:
        """An unrecorded record that could match and that no statement rules out, or None."""
        return self._answers.openings.first(asked)

    # -- statements

    def near(self, row: Row) -> list[Statement]:
        """The statements that may hold of a recorded row."""
        return self._rows.statements.near(row, recorded=True)

    def bearing(self, row: Row) -> tuple[Statement, ...]:
        """The `absent` statements that bear on a recorded row."""
        return self._rows.statements.on(row, recorded=True)

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
        spoken_of = {one for test in tests if test.form is ID for one in test.allowed}
        seated = self._rows.seated(asked)
        known: dict[Any, bool] = {}

        def open_to(agency: End) -> bool:
            key = (
                agency.id if agency.id is None or agency.id in spoken_of else "",
                agency.unnamed,
                self._rows.statements.sparing(agency),
                *[agency.id in some for some in seated],
                *[agency.cells.get(name) for name in names],
            )
            if key not in known:
                known[key] = self._answers.openings.first(asked, (part, agency), soonest=True) is not None
            return known[key]

        return open_to


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
