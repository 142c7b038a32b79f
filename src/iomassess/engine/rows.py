"""Which rows there are and which there could be: recorded, spread over open lists, unrecorded."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, permutations, product
from typing import Any

from iomassess.engine.cells import cells_of
from iomassess.engine.derived import DERIVED_FLAGS
from iomassess.engine.matching import meets
from iomassess.engine.records import (
    NOBODY,
    OPEN_LISTS,
    End,
    Row,
    blank,
    capped_by,
    cells,
    end_cells,
)
from iomassess.engine.statements import Statements
from iomassess.engine.table import Table
from iomassess.fields import shape
from iomassess.selectors import Selector, part_of
from iomassess.site import Group, Site
from iomassess.vocabulary import LinkKind

Only = tuple[int, End] | None
"""One join of a question kept fixed: its part and its end."""


class Rows:
    """The rows of one site. Ends whose id is None are new; those whose id is `*` may be any."""

    def __init__(
        self,
        site: Site,
        agencies: dict[str, End],
        groups: dict[str, End],
        statements: Statements,
    ) -> None:
        self.site = site
        self.agencies = agencies
        self.groups = groups
        self.statements = statements
        self.new_agency = End("agencies", None, end_cells("agencies", None, None))
        self.new_group = End("groups", None, end_cells("groups", None, None))
        self.any_agency = End("agencies", "*", self.new_agency.cells)
        self.any_group = End("groups", "*", self.new_group.cells)
        self._tables: dict[Any, Table] = {}
        self._asked_about: dict[str, list[str]] = {}
        self.new_is: tuple[int, ...] = ()
        """What is derived of a new agency, once it is."""
        self._all_new: dict[Any, tuple[Row, ...]] = {}

    def settle(self) -> None:
        """Take over what has been derived of each agency into what any agency may be."""
        self.any_agency.cells = dict(self.new_agency.cells)
        for name in (*DERIVED_FLAGS, "role"):
            for end in self.agencies.values():
                self.any_agency.cells[name] |= end.cells[name]
        self.new_is = tuple([self.new_agency.cells[name] for name in (*DERIVED_FLAGS, "role")])

    # -- recorded

    def asked_for(self, asked: Selector, distinct: str | None = None) -> tuple[Row, ...]:
        """The recorded rows of a kind; open lists are spread only where the question needs it."""
        spread = self.spread(asked, distinct)
        return self.recorded(asked.kind) if spread is None else spread

    def spread(self, asked: Selector, distinct: str | None = None) -> tuple[Row, ...] | None:
        """The recorded rows with open lists spread; None where the question needs no such thing."""
        parts = _open_parts(asked, distinct)
        return tuple(self._spread(asked, parts, distinct)) if parts else None

    def recorded(self, kind: str) -> tuple[Row, ...]:
        """The recorded rows of a kind, with no open list spread."""
        return self._table(kind, frozenset()).rows

    def table(self, asked: Selector, distinct: str | None = None) -> Table:
        """The recorded rows of a kind; of open lists that the question is about, those recorded in them."""
        return self._table(asked.kind, _open_parts(asked, distinct))

    def _table(self, kind: str, parts: frozenset[int]) -> Table:
        found = self._tables.get((kind, parts))
        if found is None:
            rows = getattr(self, f"_{kind}")() if not parts else self._listed(kind, parts)
            found = self._tables[kind, parts] = Table(tuple(rows), self.statements)
        return found

    def _listed(self, kind: str, parts: frozenset[int]) -> Iterator[Row]:
        """A row for each agency that is recorded in an open list."""
        names = OPEN_LISTS[kind]
        for row in self.recorded(kind):
            joined = [
                [self.agencies[one] for one in getattr(row.record, name, ())] if part in parts else [None]
                for part, name in enumerate(names, start=1)
            ]
            for ends in product(*joined):
                yield Row(kind, (row.parts[0], *map(cells, ends)), ends, row.record, row.loc)

    def _agencies(self) -> Iterator[Row]:
        for end in self.agencies.values():
            loc = ("agencies", str(end.id))
            yield Row("agencies", (end.cells,), (end,), end.record, loc)

    def _groups(self) -> Iterator[Row]:
        for end in self.groups.values():
            yield Row("groups", (end.cells,), (end,), end.record, ("groups", str(end.id)))

    def _members(self) -> Iterator[Row]:
        for group in self.groups.values():
            members = group.record.members if isinstance(group.record, Group) else ()
            for index, member in enumerate(members):
                agency = self.agencies[member.agency]
                own = capped_by(cells_of("members", member), group)
                loc = ("groups", str(group.id), "members", index)
                parts = (own, agency.cells, group.cells)
                yield Row("members", parts, (agency, group), member, loc)

    def _links(self) -> Iterator[Row]:
        for index, link in enumerate(self.site.links):
            own = cells_of("links", link)
            ends = [(link.from_, link.to)] if link.from_ else permutations(link.between, 2)
            for one, other in ends:
                source, target = self._end(str(one)), self._end(str(other))
                cells = capped_by(capped_by(own, source), target)
                parts = (cells, source.cells, target.cells)
                yield Row("links", parts, (source, target), link, ("links", index))

    def _practices(self) -> Iterator[Row]:
        for index, practice in enumerate(self.site.practices):
            parts = (cells_of("practices", practice), NOBODY, NOBODY)
            yield Row("practices", parts, (None, None), practice, ("practices", index))

    def _barriers(self) -> Iterator[Row]:
        for index, barrier in enumerate(self.site.barriers):
            cells = cells_of("barriers", barrier)
            yield Row("barriers", (cells,), (), barrier, ("barriers", index))

    def _project(self) -> Iterator[Row]:
        project = self.site.project
        parts = (cells_of("project", project), NOBODY)
        yield Row("project", parts, (None,), project, ("project",))

    def _spread(self, asked: Selector, spread: frozenset[int], distinct: str | None) -> Iterator[Row]:
        """A row for each agency that is in an open list, and for each that might be."""
        own = [test for test in asked.tests if test.part == 0]
        names = OPEN_LISTS[asked.kind]
        rows = [row for row in self.recorded(asked.kind) if meets(row.parts, own) is not False]
        sorts = {part: self._sorts(asked, part, distinct) for part in spread} if rows else {}
        for row in rows:
            joined = [
                self._joined(getattr(row.record, name, ()), sorts[part]) if part in spread else [(None, True)]
                for part, name in enumerate(names, start=1)
            ]
            for ends in product(*joined):
                parts = (row.parts[0], *(cells(end) for end, _ in ends))
                sure = all(sure for _, sure in ends)
                yield Row(row.kind, parts, tuple(end for end, _ in ends), row.record, row.loc, sure)

    def _joined(self, ids: Sequence[str], sorts: Sequence[tuple[Any, End]]) -> list[tuple[End | None, bool]]:
        """The ends of an open list: those recorded, then one of each sort that might be in it."""
        others: dict[Any, End] = {}
        for sort, end in sorts:
            if end.id not in ids:
                others.setdefault(sort, end)
        return [
            *((self.agencies[one], True) for one in ids),
            *((end, False) for end in others.values()),
        ]

    def _sorts(self, asked: Selector, part: int, distinct: str | None) -> list[tuple[Any, End]]:
        """The agencies that could be that part of a match, each with what tells its sort from others."""
        tests = [test for test in asked.tests if test.part == part]
        stated = self._stated(asked.kind)
        names = [*stated, *(test.name for test in tests)] if stated else []
        if distinct is not None:
            names.append(part_of(asked.kind, distinct)[1])
        return [
            ((end.id is None, self.statements.sparing(end), *map(end.cells.get, names)), end)
            for end in self._new_first()
            if meets({part: end.cells}, tests) is not False
        ]

    def _stated(self, kind: str) -> list[str]:
        """The fields that statements on a kind or on agencies ask about."""
        if kind not in self._asked_about:
            bearing = [one for one in self.statements.all if one.kind in (kind, "agencies")]
            self._asked_about[kind] = sorted({test.name for one in bearing for test in one.tests})
        return self._asked_about[kind]

    def _end(self, key: str) -> End:
        return self.agencies.get(key) or self.groups[key]

    # -- unrecorded

    def unrecorded(self, asked: Selector, only: Only, *, soonest: bool = False) -> Iterator[Row]:
        """Every kind of row that could be added to the file: with new ends first, then recorded.

        Where it is enough to know of one, `soonest` tries a new agency in every group before others in any.
        """
        if only is None:  # tried first, since most open questions are open to them
            yield from self.all_new(asked)
        if asked.kind == "members":
            yield from self._unrecorded_members(asked, only, soonest=soonest)
        elif asked.kind == "links":
            yield from self._unrecorded_links(asked, only)
        elif asked.kind == "practices" and asked.joined:
            doers = self._new_first() if asked.joins(1) else [None]
            others = self._new_first() if asked.joins(2) else [None]
            tried = int(only is None)  # the first, which is all new
            for doer, other in islice(product(doers, others), tried, None):
                parts = (blank("practices"), cells(doer), cells(other))
                yield Row("practices", parts, (doer, other))

    def all_new(self, asked: Selector) -> tuple[Row, ...]:
        """The rows that could be added to the file whose ends are all new."""
        kind = asked.kind
        key = kind, asked.joined
        found = self._all_new.get(key)
        if found is None:
            found = self._all_new[key] = tuple(self._new(kind, asked.joined))
        return found

    def _new(self, kind: str, joined: frozenset[int]) -> Iterator[Row]:
        agency, group, own = self.new_agency, self.new_group, blank(kind)
        if kind == "agencies":
            yield Row(kind, (agency.cells,), (agency,))
        elif kind == "groups":
            yield Row(kind, (group.cells,), (group,))
        elif kind == "members":
            yield Row(kind, (own, agency.cells, group.cells), (agency, group))
        elif kind == "links":
            for kinds, new in ((_FROM_GROUP, group), (_FROM_AGENCY, agency)):
                yield Row(kind, ({**own, "kind": kinds}, new.cells, agency.cells), (new, agency))
        elif kind == "practices":
            ends = tuple(agency if part in joined else None for part in (1, 2))
            yield Row(kind, (own, *map(cells, ends)), ends)
        elif kind == "barriers":
            yield Row(kind, (own,))

    def anything(self, asked: Selector, only: Only) -> Iterator[Row]:
        """Unrecorded rows, of a kind with ends, whose ends may be any agency or group, new or recorded."""
        kind = asked.kind
        listed = [self.any_agency if asked.joins(part) else None for part in (1, 2)]
        ends: dict[str, list[tuple[End | None, ...]]] = {
            "members": [(self.any_agency, self.any_group)],
            "links": [(self.any_group, self.any_agency), (self.any_agency, self.any_agency)],
            "practices": [tuple(listed)],
        }
        for some in ends[kind]:
            chosen = list(some)
            if only is not None:
                chosen[only[0] - 1] = only[1]
            yield Row(kind, (blank(kind), *map(cells, chosen)), tuple(chosen))

    def _unrecorded_members(self, asked: Selector, only: Only, *, soonest: bool) -> Iterator[Row]:
        agencies = self._fitting(self._new_first(), asked, 1, only)
        groups = self._fitting([self.new_group, *self.groups.values()], asked, 2, only)
        split = 1 if soonest else len(agencies)
        for some in (agencies[:split], agencies[split:]):
            for group in groups if some else ():
                own = capped_by(blank("members"), group)
                seated = self._seated.get(group.id, frozenset())
                for agency in some:
                    if agency.id not in seated:
                        parts = (own, agency.cells, group.cells)
                        yield Row("members", parts, (agency, group))

    def _unrecorded_links(self, asked: Selector, only: Only) -> Iterator[Row]:
        groups = [self.new_group, *self.groups.values()]
        agencies = self._new_first()
        asked_kinds = [test.allowed for test in asked.tests if test.part == 0 and test.name == "kind"]
        for names, from_groups in ((_FROM_GROUP, True), (_FROM_AGENCY, False)):
            if any(not names & allowed for allowed in asked_kinds):
                continue
            sources = self._fitting(groups if from_groups else agencies, asked, 1, only)
            targets = self._fitting(agencies, asked, 2, only)
            link = {**blank("links"), "kind": names}
            for source, target in product(sources, targets):
                if source is target and source.id is not None and not source.unnamed:
                    continue
                own = capped_by(link, source)
                yield Row("links", (own, source.cells, target.cells), (source, target))

    def _new_first(self) -> list[End]:
        return [self.new_agency, *self.agencies.values()]

    def _fitting(self, ends: Iterable[End], asked: Selector, part: int, only: Only) -> list[End]:
        """The ends that could be that part of a match."""
        tests = [test for test in asked.tests if test.part == part]
        if only is not None and only[0] == part:
            ends = [only[1]]
        return [end for end in ends if meets({part: end.cells}, tests) is not False]

    def seated(self, asked: Selector) -> list[frozenset[str]]:
        """The named agencies that already have a seat, in each group whose seats a question may be about."""
        if asked.kind != "members":
            return []
        return [self._seated[group.id] for group in self._fitting(self.groups.values(), asked, 2, None)]

    @cached_property
    def _seated(self) -> dict[str | None, frozenset[str]]:
        """The named agencies that already have a seat, by group."""
        return {
            key: frozenset(
                member.agency for member in group.members if not self.agencies[member.agency].unnamed
            )
            for key, group in self.site.groups.items()
        }


def _open_parts(asked: Selector, distinct: str | None) -> frozenset[int]:
    """The joins that a question is about and that are lists which may be longer than recorded."""
    if asked.kind not in OPEN_LISTS:
        return frozenset()
    return asked.joined if distinct is None else (asked.joined | {part_of(asked.kind, distinct)[0]}) - {0}


_KIND = shape("links").own["kind"]
_FROM_GROUP = _KIND.mask((LinkKind.REFERS_TO.value,))
_FROM_AGENCY = _KIND.full & ~_FROM_GROUP
