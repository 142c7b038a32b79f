"""The network of a site: agencies, groups, what ties them, and the ways from delivery upwards."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from iomassess.counting import any_value
from iomassess.facts import Facts
from iomassess.fields import ANY_STATUS, FLAG, IN_PLACE, STATUS, shape
from iomassess.network.bridges import find_bridges
from iomassess.network.ground import Ground, lay_out
from iomassess.network.ways import find_ways
from iomassess.records import End, Row
from iomassess.regions import capped
from iomassess.results import AssessedSite, Network, NetworkAgency, NetworkGroup, Tie
from iomassess.site import Group, Link, Record
from iomassess.source import Loc
from iomassess.vocabulary import Status
from iomassess.wording import either, title

SEAT, REPORTS_TO = "seat", "reports-to"

_TOLD = {
    "members": ("status", "attends", "hears_from_project", "reports_back"),
    "links": ("status", "active"),
}
"""The fields that a tie tells."""


def network(facts: Facts) -> Network:
    """Draw up the network of a site."""
    site = facts.site
    ties = tuple(_ties(facts))
    ground = lay_out(facts, ties)
    return Network(
        AssessedSite(site.id, site.name, site.wave, site.as_of, facts.source.name if facts.source else ""),
        tuple(_agency(ground, end) for end in facts.agencies.values()),
        tuple(_group(facts, end) for end in facts.groups.values()),
        ties,
        tuple(find_ways(ground)),
        tuple(find_bridges(ground)),
    )


def _agency(ground: Ground, end: End) -> NetworkAgency:
    key = str(end.id)
    sector, role = (_settled("agencies", name, end.cells) for name in ("sector", "role"))
    return NetworkAgency(key, ground.name(key), sector, role, _line(ground.facts, ("agencies", key)))


def _group(facts: Facts, end: End) -> NetworkGroup:
    level, tier, standing, scope = (
        _settled("groups", name, end.cells) for name in ("level", "tier", "standing", "scope")
    )
    status = _status(end.cells["status"])
    line = _line(facts, ("groups", str(end.id)))
    return NetworkGroup(str(end.id), title(end), level, tier, standing, scope, status, line)


def _settled(kind: str, name: str, cells: Mapping[str, Any]) -> str | None:
    """The one value that a field can have, or None."""
    field, cell = shape(kind).own[name], cells[name]
    values = field.named(cell)
    return values[0] if len(values) == 1 and not cell & field.nothing else None


def _status(mask: int) -> str:
    if mask in (ANY_STATUS, STATUS.full):
        return Status.UNKNOWN.value
    return either(STATUS.named(mask))


# -- ties


def _ties(facts: Facts) -> Iterator[Tie]:
    """Every tie once: seats, then reporting lines, then links."""
    for row in facts.rows("members"):
        yield _tie(facts, row, SEAT)
    yield from _reports(facts)
    seen = set[tuple[Loc, frozenset[str]]]()
    for row in facts.rows("links"):
        link = row.record
        if not isinstance(link, Link):
            continue
        pair = (row.loc, frozenset(str(end.id) for end in row.ends if end is not None))
        if not link.between or pair not in seen:
            seen.add(pair)
            yield _tie(facts, row, link.kind.value)


def _tie(facts: Facts, row: Row, kind: str) -> Tie:
    own = row.parts[0]
    source, target = (str(end.id) for end in row.ends if end is not None)
    return Tie(
        kind=kind,
        source=source,
        target=target,
        status=_status(own["status"]),
        in_place=_in_place(own["status"]),
        attends=_flag(own, "attends"),
        hears_from_project=_flag(own, "hears_from_project"),
        reports_back=_flag(own, "reports_back"),
        active=_flag(own, "active"),
        record=".".join(map(str, row.loc)),
        line=_line(facts, row.loc),
        evidence=_cited(row.record),
        disputed=facts.disputed(row, [any_value(row.kind, name) for name in _TOLD[row.kind]]),
    )


def _reports(facts: Facts) -> Iterator[Tie]:
    for end in facts.groups.values():
        above = end.record.reports_to if isinstance(end.record, Group) else ()
        for index, one in enumerate(above):
            status = IN_PLACE
            for group in (end, facts.groups[one]):
                status = capped(status, group.cells["status"])
            loc = ("groups", str(end.id), "reports_to", index)
            yield Tie(
                kind=REPORTS_TO,
                source=str(end.id),
                target=one,
                status=_status(status),
                in_place=_in_place(status),
                attends=None,
                hears_from_project=None,
                reports_back=None,
                active=None,
                record=".".join(map(str, loc)),
                line=_line(facts, loc),
                evidence=_cited(end.record, "reports_to"),
            )


def _in_place(mask: int) -> bool | None:
    return True if mask == IN_PLACE else None if mask & IN_PLACE else False


def _flag(cells: Mapping[str, Any], name: str) -> bool | None:
    cell = cells.get(name)
    return {1 << FLAG.index("true"): True, 1 << FLAG.index("false"): False}.get(cell or 0)


def _cited(record: Record | None, field: str | None = None) -> tuple[str, ...]:
    """The sources of a record, or of one field of it where they are given apart."""
    evidence = record.evidence if record is not None else ()
    if not isinstance(evidence, dict):
        return evidence
    chosen: Iterable[tuple[str, ...]] = [evidence[field]] if field in evidence else evidence.values()
    return tuple(dict.fromkeys(one for some in chosen for one in some))


def _line(facts: Facts, loc: Loc) -> int:
    return facts.source.place(loc)[0] if facts.source else 0
