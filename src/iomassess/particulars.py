"""What a report tells of a site besides its levels: who takes part, what is done, and who says so."""

from typing import NamedTuple


class Line(NamedTuple):
    """One thing known of the project, in words, with its sources."""

    label: str
    text: str
    evidence: tuple[str, ...]


class Cited(NamedTuple):
    """A source that the facts cite."""

    id: str
    title: str
    date: str | None
    authors: tuple[str, ...]
    publisher: str | None
    url: str | None


class Agency(NamedTuple):
    """An agency: what it is, and what it is to the project; None where that is not known."""

    id: str
    name: str
    among: tuple[str, ...]
    """The agencies of which an unnamed one must be one or more, by name; it adds none to their number."""
    sector: str | None
    kind: str | None
    size: str | None
    turnover: str | None
    """Pounds sterling a year, in words."""
    role: str | None
    pathways: tuple[str, ...]
    offender_groups: tuple[str, ...]
    seats: tuple[str, ...]
    """The groups on which it surely has a seat, by name."""
    evidence: tuple[str, ...]


class Seat(NamedTuple):
    """An agency's place on a group; None for what is not recorded or not settled."""

    agency: str
    name: str
    sector: str | None
    role: str | None
    status: str
    in_place: bool | None
    staff: str | None
    staff_planned: str | None
    co_located: bool | None
    co_works: bool | None
    shares_information: bool | None
    attends: bool | None
    hears_from_project: bool | None
    reports_back: bool | None
    mandate: bool | None
    evidence: tuple[str, ...]


class Group(NamedTuple):
    """A team, board or forum, with those who sit on it; None for what is not settled."""

    id: str
    name: str
    level: str | None
    tier: str | None
    standing: str | None
    scope: str | None
    status: str
    in_place: bool | None
    commissions: bool | None
    reports_to: tuple[str, ...]
    """The ids of the groups above it; at least these."""
    complete: bool
    """Whether the file says that every member is listed."""
    seats: tuple[Seat, ...]
    evidence: tuple[str, ...]


class Link(NamedTuple):
    """A link between two agencies, by id and by name."""

    kind: str
    source: str
    source_name: str
    target: str
    target_name: str
    between: tuple[str, ...]
    """The names of all parties, two or more, where none comes first; source and target are two of them."""
    scope: str | None
    status: str
    in_place: bool | None
    formal: bool | None
    active: bool | None
    pathways: tuple[str, ...]
    evidence: tuple[str, ...]


class Practice(NamedTuple):
    """Something that is done, that is not a seat or a link."""

    kind: str
    says: str
    """The practice in words, as a noun phrase."""
    of: str | None
    form: str | None
    scope: str | None
    status: str
    in_place: bool | None
    formal: bool | None
    extent: str | None
    by: tuple[str, ...]
    partners: tuple[str, ...]
    pathways: tuple[str, ...]
    evidence: tuple[str, ...]


class Barrier(NamedTuple):
    """A barrier, what became of it, and how it was or is to be overcome."""

    kind: str
    title: str
    """The kind in words."""
    what: str
    status: str | None
    strategy: str | None
    evidence: tuple[str, ...]


class Benefit(NamedTuple):
    """What someone benefits from Third Sector engagement."""

    to: str
    what: str
    evidence: tuple[str, ...]


class Driver(NamedTuple):
    """What draws a sector into engagement."""

    sector: str
    kind: str
    what: str | None
    evidence: tuple[str, ...]


class Funding(NamedTuple):
    """Money that pays for the project, in pounds sterling."""

    by: str | None
    amount: str | None
    per_year: str | None
    external: bool | None
    evidence: tuple[str, ...]


class Said(NamedTuple):
    """One side of a conflict."""

    value: str
    evidence: tuple[str, ...]


class Disagreement(NamedTuple):
    """A conflict between sources, and what the site file uses."""

    about: str
    claims: tuple[Said, ...]
    used: str | None
    because: str


class Tally(NamedTuple):
    """How many of something a site's facts show, and how many they leave open; most None: no bound."""

    table: str
    group: str
    label: str
    least: int
    most: int | None
    shown: tuple[str, ...]
    """The records that count for certain; some may be one agency under two names."""


class Declaration(NamedTuple):
    """What the site file says of a whole list, in a sentence."""

    says: str
    because: str | None
    evidence: tuple[str, ...]


class Background(NamedTuple):
    """Everything about a site that a report tells besides its levels."""

    project: tuple[Line, ...]
    funding: tuple[Funding, ...]
    agencies: tuple[Agency, ...]
    groups: tuple[Group, ...]
    links: tuple[Link, ...]
    practices: tuple[Practice, ...]
    barriers: tuple[Barrier, ...]
    benefits: tuple[Benefit, ...]
    drivers: tuple[Driver, ...]
    declared: tuple[Declaration, ...]
    sources: tuple[Cited, ...]
    period: str | None
    interviews: tuple[tuple[str, int], ...]
    interviews_total: str | None
    """As a source states it; not the sum."""
    limits: tuple[str, ...]
    conflicts: tuple[Disagreement, ...]
    acronyms: tuple[tuple[str, str], ...] = ()
    """What the site file's own acronyms stand for."""
    tallies: tuple[Tally, ...] = ()
    """Who takes part, counted; what comparisons set side by side."""
