"""The records of a site as selectors see them: ends, rows with their joins, and statements."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from iomassess.engine.cells import bounds, cells_of, not_applicable
from iomassess.engine.regions import capped
from iomassess.fields import KINDS, STATUS
from iomassess.selectors import Test, read_selector, refuse
from iomassess.site import Link, Record, Site
from iomassess.source import Loc
from iomassess.vocabulary import Status


@dataclass(slots=True, eq=False)
class End:
    """An agency or a group, or one of either that the file does not record (`id` None)."""

    kind: str
    id: str | None
    cells: dict[str, Any]
    record: Record | None = None
    least: int = 1
    most: int | None = 1
    unnamed: bool = False
    same_as: frozenset[str] = frozenset()
    """The entries, itself included, that may be the same agency as this one."""


@dataclass(slots=True, eq=False)
class Row:
    """A record with its joins, as selectors see it; a record with many joins has many rows."""

    kind: str
    parts: tuple[Mapping[str, Any], ...]
    ends: tuple[End | None, ...] = ()
    record: Record | None = None
    loc: Loc = ()
    sure: bool = True
    """Whether this join is recorded, and not merely possible because a list is open."""

    @property
    def least(self) -> int:
        """How many records it stands for at least."""
        total = 1
        for end in self._numbered:
            total *= end.least
        return total

    @property
    def most(self) -> int | None:
        """How many records it may stand for; None where there is no bound."""
        total = 1
        for end in self._numbered:
            if end.most is None:
                return None
            total *= end.most
        return total

    @property
    def _numbered(self) -> Iterator[End]:
        """The ends that, standing for several agencies, make one entry several records.

        A seat or a referral is each agency's own; a practice, or a link `between`, is one for all.
        """
        if self.kind in NUMBERED and not (isinstance(self.record, Link) and self.record.between):
            yield from (end for end in self.ends if end is not None)


OPEN_LISTS = {"practices": ("by", "with_"), "project": ("lead",)}
"""Kinds whose joins are lists that may be longer than recorded, and the fields that hold them."""
NUMBERED = ("agencies", "members", "links")
"""Kinds of which an entry for several unnamed agencies makes several records."""


class Statement(NamedTuple):
    """What the file declares of a whole list, ready to be compared with questions."""

    kind: str
    tests: tuple[Test, ...]
    loc: Loc
    record: Record
    closes: bool
    """True for `complete`: it speaks of unrecorded things only. False for `absent`."""


def read_agencies(site: Site) -> dict[str, End]:
    """The agencies of a site, by id."""
    ends: dict[str, End] = {}
    for key, agency in site.agencies.items():
        least, most = bounds(agency.number) if agency.unnamed else (1, 1)
        if agency.unnamed:
            least = max(1, least)
        if agency.is_among:
            most = min(len(agency.is_among), len(agency.is_among) if most is None else most)
        cells = end_cells("agencies", agency, key)
        ends[key] = End("agencies", key, cells, agency, least, most, bool(agency.unnamed))
    return ends


def read_groups(site: Site) -> dict[str, End]:
    """The groups of a site, by id."""
    return {
        key: End("groups", key, end_cells("groups", group, key), group) for key, group in site.groups.items()
    }


def read_statements(site: Site, without: Collection[Loc] = ()) -> Iterator[Statement]:
    """Read the site's statements but those at some places.

    A group's `complete: true` is short for one on its members.
    """
    for name, closes in (("complete", True), ("absent", False)):
        for index, statement in enumerate(getattr(site, name)):
            if (name, index) in without:
                continue
            kind, values = chosen(statement)
            tests = read_selector(kind, values, refuse([]), naming=True).tests
            yield Statement(kind, tests, (name, index), statement, closes)
    for key, group in site.groups.items():
        loc = ("groups", key, "complete")
        if group.complete and loc not in without:
            tests = read_selector("members", {"group": key}, refuse([]), naming=True).tests
            yield Statement("members", tests, loc, group, closes=True)


def chosen(statement: Record) -> tuple[str, Mapping[str, Any]]:
    """The one kind of record that a statement speaks of, and its selector."""
    return next((kind, values) for kind in KINDS if (values := getattr(statement, kind)) is not None)


def end_cells(kind: str, record: Record | None, key: str | None) -> dict[str, Any]:
    """The cells of an agency or a group, and *not applicable* for what only the other can have."""
    other = "groups" if kind == "agencies" else "agencies"
    return {**not_applicable(other), **cells_of(kind, record), "id": key}


@cache
def blank(kind: str) -> Mapping[str, Any]:
    """The cells of a record of which nothing is known."""
    return cells_of(kind, None)


NOBODY: Mapping[str, Any] = {**not_applicable("groups"), **not_applicable("agencies")}


def cells(end: End | None) -> Mapping[str, Any]:
    """An end's cells; where there is no end, cells that meet nothing."""
    return NOBODY if end is None else end.cells


def capped_by(own: Mapping[str, Any], end: End) -> Mapping[str, Any]:
    """The cells of a record with its status capped by that of a group it belongs to."""
    if end.kind != "groups" or end.cells["status"] == _IN_PLACE_ONLY:
        return own
    return {**own, "status": capped(own["status"], end.cells["status"])}


_IN_PLACE_ONLY = STATUS.mask((Status.IN_PLACE.value,))
