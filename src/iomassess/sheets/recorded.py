"""Sheets on what is recorded of each site besides its levels: who takes part, what is done, who says so."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from iomassess.documents import Sheet
from iomassess.particulars import (
    Agency,
    Background,
    Barrier,
    Benefit,
    Cited,
    Declaration,
    Disagreement,
    Driver,
    Funding,
    Group,
    Line,
    Link,
    Practice,
    Said,
    Seat,
    Tally,
)
from iomassess.results import AssessedSite, Assessment
from iomassess.sheets import notes
from iomassess.sheets.tabling import Field, Table, figure, flag, given, listed, where, words

T = TypeVar("T")


class SeatAt(NamedTuple):
    """A seat, and the group that it is on."""

    group: Group
    seat: Seat


class ClaimOf(NamedTuple):
    """One side of a conflict, and the conflict."""

    conflict: Disagreement
    claim: Said


def identified(assessments: Sequence[Assessment]) -> Iterator[Sheet]:
    """The sites and their projects."""
    yield SITES.by_site(assessments, lambda one: [one.site])
    yield PROJECTS.by_site(assessments, _each(lambda one: one.project))
    yield FIELDWORK.by_site(assessments, _each(_fieldwork))


def recorded(assessments: Sequence[Assessment]) -> Iterator[Sheet]:
    """Everything recorded of the sites themselves, in the order of the site file."""
    yield AGENCIES.by_site(assessments, _each(lambda one: one.agencies))
    yield GROUPS.by_site(assessments, _each(lambda one: one.groups))
    yield SEATS.by_site(assessments, _each(_seats))
    yield LINKS.by_site(assessments, _each(lambda one: one.links))
    yield PRACTICES.by_site(assessments, _each(lambda one: one.practices))
    yield BARRIERS.by_site(assessments, _each(lambda one: one.barriers))
    yield BENEFITS.by_site(assessments, _each(lambda one: one.benefits))
    yield DRIVERS.by_site(assessments, _each(lambda one: one.drivers))
    yield FUNDING.by_site(assessments, _each(lambda one: one.funding))
    yield COUNTS.by_site(assessments, _each(lambda one: one.tallies))


def attested(assessments: Sequence[Assessment]) -> Iterator[Sheet]:
    """Where sources disagree, what is said of whole lists, and the sources."""
    yield CONFLICTS.by_site(assessments, _each(_claims))
    yield STATEMENTS.by_site(assessments, _each(lambda one: one.declared))
    yield SOURCES.by_site(assessments, _each(lambda one: one.sources))
    yield ACRONYMS.filled(sorted({one for each in assessments for one in _acronyms(each)}))


def _each(rows: Callable[[Background], Iterable[T]]) -> Callable[[Assessment], Iterable[T]]:
    """The rows of a site's background, where it has one."""
    return lambda one: rows(one.background) if one.background else ()


def _fieldwork(background: Background) -> Iterator[tuple[str, str | int]]:
    if background.period:
        yield "period", background.period
    for role, number in background.interviews:
        yield f"interviews: {role}", number
    if background.interviews_total:
        yield "interviews: in all, as a source states it", background.interviews_total
    for limit in background.limits:
        yield "limit", limit


def _seats(background: Background) -> Iterator[SeatAt]:
    return (SeatAt(group, seat) for group in background.groups for seat in group.seats)


def _claims(background: Background) -> Iterator[ClaimOf]:
    return (ClaimOf(conflict, claim) for conflict in background.conflicts for claim in conflict.claims)


def _acronyms(assessment: Assessment) -> Iterator[tuple[str, str]]:
    for framework in assessment.frameworks:
        yield from framework.acronyms
    yield from assessment.background.acronyms if assessment.background else ()


def _state(status: str) -> str | None:
    return None if status == "state not known" else status


# -- the sites

SITES: Table[AssessedSite] = Table(
    "sites",
    "Sites and the files that were assessed",
    "Each row is one site.",
    (),
    (
        Field("Name", "The name of the site.", lambda one: one.name),
        Field(
            "As of",
            "The time that the facts describe: a year, year-month or full date.",
            lambda one: one.as_of,
        ),
        Field("File", "The site file.", lambda one: one.file),
        Field(
            "SHA-256", "The sum of the file's text, by which it can be recognised.", lambda one: one.sha256
        ),
    ),
)

PROJECTS: Table[Line] = Table(
    "projects",
    "Projects at the sites",
    "Each row is one thing known of the project at one site.",
    (notes.SOURCES,),
    (
        Field("What", "What is known of.", lambda one: one.label),
        Field("Value", "What is known.", lambda one: figure(one.text)),
        Field("Sources", "Who says so.", lambda one: listed(one.evidence)),
    ),
)

FIELDWORK: Table[tuple[str, str | int]] = Table(
    "fieldwork",
    "Fieldwork at the sites",
    "Each row is one thing known of how the facts of one site were gathered.",
    (),
    (
        Field("What", "The period, how many interviews in which role, or a limit.", lambda one: one[0]),
        Field("Value", "What is known.", lambda one: figure(one[1]) if isinstance(one[1], str) else one[1]),
    ),
)

# -- who takes part

AGENCIES: Table[Agency] = Table(
    "agencies",
    "Agencies at each site",
    "Each row is one agency at one site, or several that the sources do not name.",
    (notes.ROLES, notes.LISTS, notes.SOURCES),
    (
        Field("Agency", "The agency, by its id in the site file.", lambda one: one.id),
        Field("Name", "Its name, or how the site file speaks of it.", lambda one: one.name),
        Field(
            "One or more of",
            "The agencies among which one without a name must be, where the sources say so.",
            lambda one: given(listed(one.among)),
        ),
        Field("Sector", "Third, statutory or private.", lambda one: one.sector),
        Field("Kind", "What the agency is.", lambda one: words(one.kind)),
        Field("Size", "How large it is.", lambda one: one.size),
        Field("Turnover in pounds", "Turnover a year, in pounds sterling.", lambda one: figure(one.turnover)),
        Field("Role", "What it is to the project, or may be.", lambda one: one.role),
        Field("Pathways", "Pathways that its services belong to.", lambda one: listed(one.pathways)),
        Field(
            "Offender groups",
            "Specific groups of offenders that it has something for.",
            lambda one: listed(one.offender_groups),
        ),
        Field("Seats in place", "Groups on which it has a seat for certain.", lambda one: listed(one.seats)),
        Field("Sources", "Who says so.", lambda one: listed(one.evidence)),
    ),
)

GROUPS: Table[Group] = Table(
    "groups",
    "Teams, boards and forums at each site",
    "Each row is one group at one site.",
    (notes.STATES, notes.LISTS, notes.SOURCES),
    (
        Field("Group", "The group, by its id in the site file.", lambda one: one.id),
        Field("Name", "Its name.", lambda one: one.name),
        Field("Level", "The level at which it works.", lambda one: words(one.level)),
        Field(
            "Tier",
            "The tier of strategic oversight; other levels have no tiers.",
            lambda one: where(one.level in (None, "strategic-oversight"), words(one.tier)),
        ),
        Field(
            "Standing", "Whether it is the main group of its level or beside it.", lambda one: one.standing
        ),
        Field("Scope", "Which work it belongs to.", lambda one: words(one.scope)),
        Field("State", "Whether it is there.", lambda one: _state(one.status)),
        Field("In place", "Whether it counts as in place.", lambda one: flag(one.in_place)),
        Field("Commissions", "Whether it decides what is bought.", lambda one: flag(one.commissions)),
        Field("Reports to", "The groups above it, by id.", lambda one: listed(one.reports_to)),
        Field(
            "All members listed",
            "Whether the site file says of this group that every member in place is listed.",
            lambda one: "yes" if one.complete else "not stated",
        ),
        Field("Sources", "Who says so.", lambda one: listed(one.evidence)),
    ),
)

SEATS: Table[SeatAt] = Table(
    "seats",
    "Seats on each group",
    "Each row is one agency's seat on one group at one site.",
    (notes.STATES, notes.ROLES, notes.LISTS, notes.SOURCES),
    (
        Field("Group", "The group, by its id.", lambda one: one.group.id),
        Field("Group name", "The group's name.", lambda one: one.group.name),
        Field("Level", "The level at which the group works.", lambda one: words(one.group.level)),
        Field(
            "Tier",
            "The tier of strategic oversight; other levels have no tiers.",
            lambda one: where(one.group.level in (None, "strategic-oversight"), words(one.group.tier)),
        ),
        Field("Agency", "The agency, by its id.", lambda one: one.seat.agency),
        Field("Agency name", "The agency's name.", lambda one: one.seat.name),
        Field("Sector", "The agency's sector.", lambda one: one.seat.sector),
        Field("Role", "What the agency is to the project, or may be.", lambda one: one.seat.role),
        Field("State", "Whether the agency is there.", lambda one: _state(one.seat.status)),
        Field("In place", "Whether the seat counts as in place.", lambda one: flag(one.seat.in_place)),
        Field("Staff", "Staff deployed to the group now.", lambda one: figure(one.seat.staff)),
        Field("Staff due", "Further staff who are due.", lambda one: figure(one.seat.staff_planned)),
        Field("Shares office", "Whether they share the office.", lambda one: flag(one.seat.co_located)),
        Field("Works together", "Whether they work on cases together.", lambda one: flag(one.seat.co_works)),
        Field(
            "Shares information",
            "Whether information on clients is exchanged.",
            lambda one: flag(one.seat.shares_information),
        ),
        Field("Attends", "Whether the agency comes to the meetings.", lambda one: flag(one.seat.attends)),
        Field(
            "Hears from project",
            "Whether the project's Third Sector agencies can inform what it says there.",
            lambda one: flag(one.seat.hears_from_project),
        ),
        Field(
            "Reports back", "Whether it tells them what happened.", lambda one: flag(one.seat.reports_back)
        ),
        Field("Mandate", "Whether the sector chose it to speak for it.", lambda one: flag(one.seat.mandate)),
        Field("Sources", "Who says so.", lambda one: listed(one.seat.evidence)),
    ),
)

LINKS: Table[Link] = Table(
    "links",
    "Links between agencies and groups",
    "Each row is one link at one site: a referral, contract, grant, agreement or the like.",
    (notes.STATES, notes.LISTS, notes.SOURCES),
    (
        Field("Kind", "What ties them.", lambda one: one.kind),
        Field(
            "From",
            "The one that refers, pays or lends, by its id; where neither is first, one party.",
            lambda one: one.source,
        ),
        Field("From name", "Its name.", lambda one: one.source_name),
        Field(
            "To",
            "The one that receives, by its id; where neither is first, another party.",
            lambda one: one.target,
        ),
        Field("To name", "Its name.", lambda one: one.target_name),
        Field(
            "Between",
            "The names of all parties, where neither is first.",
            lambda one: given(listed(one.between)),
        ),
        Field("Scope", "Which work it belongs to.", lambda one: words(one.scope)),
        Field("State", "Whether it is there.", lambda one: _state(one.status)),
        Field("In place", "Whether it counts as in place.", lambda one: flag(one.in_place)),
        Field("Written down", "Whether it is written down and agreed.", lambda one: flag(one.formal)),
        Field("In regular touch", "Whether the parties are, both ways.", lambda one: flag(one.active)),
        Field("Pathways", "Pathways that it serves.", lambda one: listed(one.pathways)),
        Field("Sources", "Who says so.", lambda one: listed(one.evidence)),
    ),
)

# -- what is done, stands in the way and is gained

PRACTICES: Table[Practice] = Table(
    "practices",
    "Practices at each site",
    "Each row is one thing that is done at one site, and is not a seat or a link.",
    (notes.STATES, notes.LISTS, notes.SOURCES),
    (
        Field("Kind", "What is done.", lambda one: words(one.kind)),
        Field("Practice", "The practice in words.", lambda one: one.says),
        Field("Of", "What it is of or about.", lambda one: one.of),
        Field("Form", "The form that it takes.", lambda one: one.form),
        Field("Scope", "Which work it belongs to.", lambda one: words(one.scope)),
        Field("State", "Whether it is done.", lambda one: _state(one.status)),
        Field("In place", "Whether it counts as in place.", lambda one: flag(one.in_place)),
        Field("Written down", "Whether it is written down or organised.", lambda one: flag(one.formal)),
        Field("Extent", "How much of what could be is done.", lambda one: one.extent),
        Field("By", "Who does it.", lambda one: listed(one.by)),
        Field("With or for", "Those with whom or for whom it is done.", lambda one: listed(one.partners)),
        Field("Pathways", "Pathways that it serves.", lambda one: listed(one.pathways)),
        Field("Sources", "Who says so.", lambda one: listed(one.evidence)),
    ),
)

BARRIERS: Table[Barrier] = Table(
    "barriers",
    "Barriers at each site",
    "Each row is one barrier at one site.",
    (notes.LISTS, notes.SOURCES),
    (
        Field("Kind", "The kind of barrier.", lambda one: one.title),
        Field("Barrier", "What stands in the way.", lambda one: one.what),
        Field("State", "What became of it: unresolved, easing or resolved.", lambda one: one.status),
        Field("Strategy", "How it was or is to be met.", lambda one: one.strategy),
        Field("Sources", "Who says so.", lambda one: listed(one.evidence)),
    ),
)

BENEFITS: Table[Benefit] = Table(
    "benefits",
    "Benefits of Third Sector engagement at each site",
    "Each row is one benefit at one site.",
    (notes.LISTS, notes.SOURCES),
    (
        Field("For", "Who gains.", lambda one: one.to),
        Field("Benefit", "What they gain.", lambda one: one.what),
        Field("Sources", "Who says so.", lambda one: listed(one.evidence)),
    ),
)

DRIVERS: Table[Driver] = Table(
    "drivers",
    "What draws each sector in",
    "Each row is one thing that draws a sector into engagement at one site.",
    (notes.LISTS, notes.SOURCES),
    (
        Field("Sector", "The sector that is drawn in.", lambda one: one.sector),
        Field("Driver", "What draws it.", lambda one: one.kind),
        Field("More", "What the sources tell of it.", lambda one: one.what),
        Field("Sources", "Who says so.", lambda one: listed(one.evidence)),
    ),
)

FUNDING: Table[Funding] = Table(
    "funding",
    "Funding of each project",
    "Each row is one sum that pays for the project at one site.",
    (notes.LISTS, notes.SOURCES),
    (
        Field("Funder", "The agency that pays.", lambda one: one.by),
        Field("Pounds in all", "Pounds sterling over the whole period.", lambda one: figure(one.amount)),
        Field("Pounds a year", "Pounds sterling a year.", lambda one: figure(one.per_year)),
        Field(
            "From outside",
            "Whether the money is new from outside the partners' own budgets.",
            lambda one: flag(one.external),
        ),
        Field("Sources", "Who says so.", lambda one: listed(one.evidence)),
    ),
)

COUNTS: Table[Tally] = Table(
    "counts",
    "Who takes part, counted",
    "Each row is one thing counted at one site.",
    (notes.COUNTS, notes.LISTS),
    (
        Field("Table", "What is counted.", lambda one: one.table),
        Field(
            "Group",
            "Which of them, where they are counted by groups.",
            lambda one: given(one.group or None),
        ),
        Field("Label", "Which one is counted in this row.", lambda one: one.label),
        Field("Least", "The number that the facts show.", lambda one: one.least),
        Field("Most", "The largest number that they leave open.", lambda one: one.most),
        Field(
            "Shown by",
            "The records that count for certain, where there are any.",
            lambda one: given(listed(one.shown)),
        ),
    ),
)

# -- who says so

CONFLICTS: Table[ClaimOf] = Table(
    "conflicts",
    "Where the sources disagree",
    "Each row is one side of a conflict between sources on one site.",
    (notes.SOURCES,),
    (
        Field("About", "What they disagree on.", lambda one: one.conflict.about),
        Field("Claim", "What this side says.", lambda one: one.claim.value),
        Field("Sources", "Where it says so.", lambda one: listed(one.claim.evidence)),
        Field(
            "Used",
            "What the site file follows.",
            lambda one: "left open" if one.conflict.used is None else one.conflict.used,
        ),
        Field("Because", "Why.", lambda one: one.conflict.because),
    ),
)

STATEMENTS: Table[Declaration] = Table(
    "statements",
    "What the site files say of whole lists",
    "Each row is one statement that a list is complete, or that there is nothing of a kind.",
    (notes.SOURCES,),
    (
        Field("Statement", "The statement in words.", lambda one: one.says),
        Field("Because", "What in the source says so.", lambda one: one.because),
        Field("Sources", "Where.", lambda one: listed(one.evidence)),
    ),
)

SOURCES: Table[Cited] = Table(
    "sources",
    "Sources that the facts cite",
    "Each row is one source of one site file.",
    (),
    (
        Field("Source", "The id by which it is cited.", lambda one: one.id),
        Field("Title", "Its title.", lambda one: one.title),
        Field("Date", "When it was published or held.", lambda one: one.date),
        Field("Authors", "Who wrote it.", lambda one: listed(one.authors)),
        Field("Publisher", "Who published it.", lambda one: one.publisher),
        Field("Address", "Where it can be read.", lambda one: one.url),
    ),
)

ACRONYMS: Table[tuple[str, str]] = Table(
    "acronyms",
    "Acronyms",
    "Each row is one acronym that the sources of the sites or of the frameworks explain.",
    (),
    (
        Field("Acronym", "The acronym.", lambda one: one[0]),
        Field("Stands for", "What it stands for.", lambda one: one[1]),
    ),
)
