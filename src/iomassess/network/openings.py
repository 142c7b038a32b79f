"""Seats that nobody recorded: whether the file leaves them open, and what it says if not."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from iomassess.engine.facts import Facts
from iomassess.engine.matching import meets
from iomassess.engine.records import End, Row, Statement, blank, capped_by, end_cells
from iomassess.engine.regions import Region, covered, within
from iomassess.results import Place
from iomassess.selectors import Selector, selector
from iomassess.site import Group

_AT: Mapping[Place, Mapping[str, Any]] = {
    "service-delivery": {"group.level": "service-delivery", "group.scope": "iom"},
    "operational-management": {
        "group.level": "operational-management",
        "group.scope": "iom",
        "group.standing": "main",
    },
    "local": {"group.tier": "local"},
    "pioneer-site": {"group.tier": "pioneer-site"},
    "countywide": {"group.tier": "countywide"},
}


class Opening(NamedTuple):
    """A seat that could be there, or the statements by which there is none."""

    row: Row | None
    closed_by: tuple[Statement, ...]


@cache
def _seats_at(place: Place | None) -> Selector:
    """What a seat in place at a level or tier is, or anywhere."""
    return selector("members", {} if place is None else dict(_AT[place]))


def seat_on(facts: Facts, agencies: Sequence[str], groups: Sequence[str]) -> Opening:
    """A seat of one of some agencies on one of some groups, beyond those recorded."""
    ends = [facts.groups[one] for one in groups]
    return _first_open(facts, _pairs(facts, agencies, ends), _seats_at(None))


def seat_at(facts: Facts, agencies: Sequence[str], place: Place) -> Opening:
    """A seat of one of some agencies on a group of a level or tier that nobody recorded."""
    new = End("groups", None, end_cells("groups", None, None))
    return _first_open(facts, _pairs(facts, agencies, [new]), _seats_at(place))


def may_be_one(facts: Facts, agency: str, other: str) -> bool:
    """Whether two different entries may be one agency, as far as the file says.

    They may not where what is recorded of one is denied of the other.
    """
    one, two = facts.agencies[agency], facts.agencies[other]
    if agency == other or other not in one.same_as:
        return False
    return not (_denies(facts, one, two) or _denies(facts, two, one))


def _denies(facts: Facts, one: End, other: End) -> bool:
    """Whether some seat or link of an agency would contradict the file if it were another's."""
    for row in (row for kind in ("members", "links") for row in facts.rows(kind)):
        if one in row.ends:
            ends = tuple(other if end is one else end for end in row.ends)
            parts = (row.parts[0], *(end.cells if end is not None else {} for end in ends))
            boxes = facts.bearing(Row(row.kind, parts, ends))
            if boxes and covered(Region(parts), boxes):
                return True
    return False


def _pairs(facts: Facts, agencies: Iterable[str], groups: Iterable[End]) -> Iterable[Row]:
    """A seat that may be there for each agency and group without one, or for which it is one of several."""
    for agency, group in product([facts.agencies[one] for one in agencies], groups):
        members = group.record.members if isinstance(group.record, Group) else ()
        if agency.most != 1 or all(member.agency != agency.id for member in members):
            yield _row(agency, group)


def _row(agency: End, group: End) -> Row:
    own = capped_by(blank("members"), group)
    return Row("members", (own, agency.cells, group.cells), (agency, group))


def _first_open(facts: Facts, rows: Iterable[Row], asked: Selector) -> Opening:
    used: list[Statement] = []
    listed = [one for one in facts.statements if one.kind == "members" and one.closes]
    for row in rows:
        closing = _closing(row, [*facts.bearing(row), *listed], asked)
        if closing is None:
            return Opening(row, ())
        used += [one for one in closing if all(one is not other for other in used)]
    return Opening(None, tuple(used))


def _closing(row: Row, boxes: Sequence[Statement], asked: Selector) -> list[Statement] | None:
    """No more statements than it takes to rule out the seats that a row stands for; None if they do not."""
    region = within(Region(row.parts), asked.tests)
    if region is None:
        return []
    near = [box for box in boxes if meets(row.parts, box.tests) is not False]
    if not covered(region, near):
        return None
    for box in reversed(near):
        others = [one for one in near if one is not box]
        if covered(region, others):
            near = others
    return near
