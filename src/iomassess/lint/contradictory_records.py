"""Records that cannot both be so.

Each record is sound by itself, and together they say two things of one matter. A seat whose holder never
comes to the meetings and chairs them, or that has no staff there and shares the office. A member in place of
a group that is not. A member that shares the office with the others where none of the others does. A public
body by its kind that is called a Third Sector agency. An agency that does nothing for offenders and has them
referred to it. Two referrals of the same clients to one agency, one in regular touch and one not.

To mend it, look up both in the source and correct the one that it does not bear out. Where sources differ,
write one value, or `one_of` the two, and record a conflict.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from iomassess.engine.cells import bounds
from iomassess.lint._rule import Coding, Found
from iomassess.site import Agency, Group, Link, Member, Site
from iomassess.source import Loc
from iomassess.vocabulary import AgencyKind, LinkKind, Scope, Sector, Status

SEVERITY = "warning"
GOOD = """\
agencies:
  police: {name: Police, sector: statutory, kind: police}
  clinic: {name: Clinic, sector: third, works_with_offenders: true}
  hostel: {name: Hostel, sector: third}
groups:
  team:
    name: Team
    complete: true
    members:
      - {agency: police, staff: 4, co_located: true}
      - {agency: clinic, staff: 1, co_located: true}
      - {agency: hostel, staff: 0, co_located: false, attends: false}
  board: {name: Board, status: planned, members: [{agency: clinic}]}
links:
  - {kind: refers-to, from: team, to: clinic, scope: iom, active: true, pathways: [health]}
  - {kind: refers-to, from: team, to: clinic, scope: iom, active: false, pathways: [accommodation]}
"""
BAD = """\
agencies:
  police: {name: Police, sector: third, kind: police}
  clinic: {name: Clinic, sector: third, works_with_offenders: false}
  hostel: {name: Hostel, sector: third}
groups:
  team:
    name: Team
    complete: true
    members:
      - {agency: police, staff: 0, co_works: true, co_located: true}
      - {agency: clinic, staff: 1, co_located: false}
      - {agency: hostel, attends: false, chairs: true, co_located: false}
  board: {name: Board, status: planned, members: [{agency: clinic, status: in-place}]}
links:
  - {kind: refers-to, from: team, to: clinic, scope: iom, active: true, pathways: [health]}
  - {kind: refers-to, from: team, to: clinic, scope: iom, active: false}
"""
PLACES = (
    "2:26: agencies.police.sector",
    "3:41: agencies.clinic.works_with_offenders",
    "10:26: groups.team.members.0.staff",
    "10:52: groups.team.members.0.co_located",
    "12:42: groups.team.members.2.chairs",
    "13:68: groups.board.members.0.status",
    "16:59: links.1.active",
)


def find(coding: Coding) -> Iterator[Found]:
    """Contradictions within agencies, within groups, and between links."""
    site = coding.site
    for key, agency in site.agencies.items():
        yield from _agency(site, key, agency)
    for key, group in site.groups.items():
        yield from _group(coding, key, group)
    yield from _links(site.links)


_PUBLIC = frozenset(
    {AgencyKind.POLICE, AgencyKind.PROBATION, AgencyKind.YOUTH_OFFENDING, AgencyKind.PROSECUTION}
    | {AgencyKind.LOCAL_AUTHORITY, AgencyKind.DRUG_AND_ALCOHOL_TEAM, AgencyKind.GOVERNMENT_OFFICE}
)
"""Kinds that are public bodies by what they mean; a prison or a health body need not be."""


def _agency(site: Site, key: str, agency: Agency) -> Iterator[Found]:
    if agency.kind in _PUBLIC and agency.sector in (Sector.THIRD, Sector.PRIVATE):
        what = f"is {agency.sector}, and the kind {agency.kind} is a public body: correct one of them"
        yield Found(("agencies", key, "sector"), what)
    if agency.works_with_offenders is False:
        against = ""
        if agency.offender_groups:
            against = f"it has something for offender groups ({', '.join(agency.offender_groups)})"
        elif any(_refers(link, key) for link in site.links):
            against = "the project refers offenders to it"
        if against:
            yield Found(("agencies", key, "works_with_offenders"), f"is false, and {against}: correct one")


def _refers(link: Link, key: str) -> bool:
    here = link.to == key and link.kind is LinkKind.REFERS_TO and link.scope is Scope.IOM
    return here and link.status in (None, Status.IN_PLACE)


def _group(coding: Coding, key: str, group: Group) -> Iterator[Found]:
    gone = group.status in (Status.PLANNED, Status.ENDED, Status.INVITED, Status.ABSENT)
    for index, member in enumerate(group.members):
        loc = ("groups", key, "members", index)
        if gone and member.status is Status.IN_PLACE:  # left out, it goes by the group's
            what = f"is in place, and its group is {group.status}: correct one of them"
            yield Found((*loc, "status"), what)
        yield from _seat(loc, member)
        if group.complete and coding.facts.agencies[member.agency].most == 1:
            others = [one for one in group.members if one is not member]
            yield from _alone(loc, member, others)


def _seat(loc: Loc, member: Member) -> Iterator[Found]:
    if member.attends is False and member.chairs is True:
        yield Found((*loc, "chairs"), "chairs the group, and does not attend it (`attends`): correct one")
    doing = next((name for name in ("co_located", "co_works") if getattr(member, name) is True), None)
    if member.staff is not None and bounds(member.staff)[1] == 0 and doing:
        yield Found((*loc, "staff"), f"is none, and `{doing}` speaks of its staff there: correct one")


def _alone(loc: Loc, member: Member, others: Sequence[Member]) -> Iterator[Found]:
    """What a member can do only with others, where all the others are said not to."""
    for name, doing in (
        ("co_located", "shares an office"),
        ("co_works", "works on cases"),
        ("shares_information", "exchanges information"),
    ):
        if getattr(member, name) is True and all(getattr(one, name) is False for one in others):
            what = f"{doing} with other members, and of these, all listed, none does: correct one of them"
            yield Found((*loc, name), what)


_ONCE = (LinkKind.REFERS_TO, LinkKind.JOINT_WORKING, LinkKind.INFORMATION_SHARING_AGREEMENT)
"""Links of which there is one between the same parties; contracts and grants there may be several."""


def _links(links: Sequence[Link]) -> Iterator[Found]:
    earlier: dict[Any, list[int]] = {}
    for index, link in enumerate(links):
        of_these_ends = earlier.setdefault((link.kind, link.from_, link.to, frozenset(link.between)), [])
        for before in of_these_ends:
            other = links[before]
            if not _same(link, other):
                continue
            for name in ("formal", "active"):
                said = {getattr(link, name), getattr(other, name)}
                if said == {True, False}:
                    what = f"is {str(getattr(link, name)).lower()} here, and the opposite in link {before}"
                    yield Found(("links", index, name), f"{what}, the same tie: correct one of them")
        of_these_ends.append(index)


def _same(link: Link, other: Link) -> bool:
    """Whether two links are surely one tie, in place."""
    ends = (link.kind, link.from_, link.to, set(link.between), link.scope)
    alike = link.kind in _ONCE and ends == (
        *(other.kind, other.from_, other.to, set(other.between), other.scope),
    )
    here = all(one.status in (None, Status.IN_PLACE) for one in (link, other))
    overlap = not link.pathways or not other.pathways or set(link.pathways) & set(other.pathways)
    return alike and here and bool(overlap)
