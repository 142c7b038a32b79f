"""The network of a site: agencies, groups, what ties them, and the ways from delivery upwards."""

from collections.abc import Iterator

from iomassess.engine.counting import any_value
from iomassess.engine.facts import Facts
from iomassess.engine.records import End, Row
from iomassess.engine.regions import capped
from iomassess.fields import IN_PLACE
from iomassess.network.bridges import find_bridges
from iomassess.network.ground import Ground, lay_out
from iomassess.network.ways import find_ways
from iomassess.readings import cited, flag, in_place, line_of, links_once, settled, state
from iomassess.results import AssessedSite, Network, NetworkAgency, NetworkGroup, Tie
from iomassess.site import Group
from iomassess.wording import title

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
        "iomassess/network/1",
        AssessedSite(site.id, site.name, site.wave, site.as_of, facts.source.name if facts.source else ""),
        tuple(_agency(ground, end) for end in facts.agencies.values()),
        tuple(_group(facts, end) for end in facts.groups.values()),
        ties,
        tuple(find_ways(ground)),
        tuple(find_bridges(ground)),
    )


def _agency(ground: Ground, end: End) -> NetworkAgency:
    key = str(end.id)
    sector, role = (settled("agencies", name, end.cells) for name in ("sector", "role"))
    return NetworkAgency(key, ground.name(key), sector, role, line_of(ground.facts, ("agencies", key)))


def _group(facts: Facts, end: End) -> NetworkGroup:
    level, tier, standing, scope = (
        settled("groups", name, end.cells) for name in ("level", "tier", "standing", "scope")
    )
    status = state(end.cells["status"])
    line = line_of(facts, ("groups", str(end.id)))
    return NetworkGroup(str(end.id), title(end), level, tier, standing, scope, status, line)


# -- ties


def _ties(facts: Facts) -> Iterator[Tie]:
    """Every tie once: seats, then reporting lines, then links."""
    for row in facts.rows("members"):
        yield _tie(facts, row, SEAT)
    yield from _reports(facts)
    for row, link in links_once(facts):
        yield _tie(facts, row, link.kind.value)


def _tie(facts: Facts, row: Row, kind: str) -> Tie:
    own = row.parts[0]
    source, target = (str(end.id) for end in row.ends if end is not None)
    return Tie(
        kind=kind,
        source=source,
        target=target,
        status=state(own["status"]),
        in_place=in_place(own["status"]),
        attends=flag(own, "attends"),
        hears_from_project=flag(own, "hears_from_project"),
        reports_back=flag(own, "reports_back"),
        active=flag(own, "active"),
        record=".".join(map(str, row.loc)),
        line=line_of(facts, row.loc),
        evidence=cited(row.record),
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
                status=state(status),
                in_place=in_place(status),
                attends=None,
                hears_from_project=None,
                reports_back=None,
                active=None,
                record=".".join(map(str, loc)),
                line=line_of(facts, loc),
                evidence=cited(end.record, "reports_to"),
            )
