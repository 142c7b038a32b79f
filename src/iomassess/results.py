"""What an assessment is: a frozen result that explains itself, down to facts, sources and lines."""

from typing import Literal, NamedTuple, TypedDict

from iomassess.open_questions import OpenQuestion
from iomassess.particulars import Background, Said

Verdict = Literal["met", "not met", "unknown"]


class Fact(NamedTuple):
    """A record that a rung stands on, with its place in the site file and its sources."""

    label: str
    says: tuple[str, ...]
    record: str
    line: int
    evidence: tuple[str, ...]
    inferred: str | None = None
    disputed: tuple[str, ...] = ()
    """What sources disagree on, in this record or in those that it joins."""


class Declared(NamedTuple):
    """A statement of the site file that closes a question."""

    says: str
    because: str | None
    line: int
    evidence: tuple[str, ...]


class Reason(NamedTuple):
    """Why a condition is met, not met or unknown: its parts, or the records behind its count."""

    form: Literal["all", "any", "not", "some"]
    asks: str
    verdict: Verdict
    parts: tuple["Reason", ...] = ()
    least: int | None = None
    most: int | None = None
    matched: tuple[Fact, ...] = ()
    undecided: tuple[Fact, ...] = ()
    in_the_way: tuple[Fact, ...] = ()
    closed_by: tuple[Declared, ...] = ()
    opening: str | None = None
    question: int | None = None
    """Of a count that is unknown: the assessment's open question that would settle it."""

    def facts(self) -> tuple[Fact, ...]:
        """The records on which a condition that is met stands, from all parts that are met."""
        own = [fact for part in self.parts if part.verdict == "met" for fact in part.facts()]
        return tuple({fact.record: fact for fact in (*self.matched, *own)}.values())

    def against(self) -> tuple[Declared, ...]:
        """The statements that close a condition that is not met, from all parts that are not met."""
        parts = [one for part in self.parts if part.verdict == "not met" for one in part.against()]
        own = self.closed_by if self.verdict == "not met" else ()
        return tuple({one.says: one for one in (*own, *parts)}.values())

    def short(self) -> tuple[Fact, ...]:
        """The records that are what was asked for and fall short of it, from all parts not met."""
        parts = [fact for part in self.parts if part.verdict != "met" for fact in part.short()]
        return tuple({fact.record: fact for fact in (*self.in_the_way, *parts)}.values())

    def doubts(self) -> tuple[Fact, ...]:
        """The records of which too little is known, from all parts that are unknown."""
        parts = [fact for part in self.parts if part.verdict == "unknown" for fact in part.doubts()]
        own = self.undecided if self.verdict == "unknown" else ()
        return tuple({fact.record: fact for fact in (*own, *parts)}.values())


class Recommended(NamedTuple):
    """A recommendation: where it stands, and what it says where the framework's source has a file."""

    source: str
    says: str | None


class Question(NamedTuple):
    """What to ask, of whom, to learn whether a rung is met."""

    of: tuple[str, ...]
    """Roles of interviewees: strategic, operational, delivery, referral."""
    question: str
    source: tuple[str, ...]


class RungResult(NamedTuple):
    """One rung of a ladder, judged."""

    level: int
    name: str
    label: str
    means: str
    verdict: Verdict
    remedy: str
    recommendation: tuple[Recommended, ...]
    source: tuple[str, ...]
    reason: Reason
    ask: tuple[Question, ...] = ()
    planned: tuple[Fact, ...] = ()
    """What is planned, invited or emerging and would meet the rung once it is in place."""


class NotApplicable(NamedTuple):
    """Why a criterion does not apply, and who decided that."""

    reason: str
    decided_by: str


class Target(NamedTuple):
    """The level that the framework's source asks for (0-4), and why that one."""

    level: int
    name: str
    because: str
    source: tuple[str, ...]


class Hindrance(NamedTuple):
    """A kind of barrier that holds a criterion back, by the framework's source."""

    kind: str
    means: str
    source: tuple[str, ...]


class CriterionResult(NamedTuple):
    """A criterion's level: what the evidence shows and the most that it does not rule out (0-4)."""

    id: str
    title: str
    question: str
    theme: str | None
    evidenced: int
    possible: int
    name: str
    why: str
    not_applicable: NotApplicable | None
    rungs: tuple[RungResult, ...]
    disputed: tuple[str, ...] = ()
    """What sources disagree on among the facts behind the level, and behind the next rung."""
    target: Target | None = None
    held_back_by: tuple[Hindrance, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether the evidence leaves no other level open."""
        return self.evidenced == self.possible


class DomainResult(NamedTuple):
    """A domain's criteria and their summary; the levels are None where nothing can be summed up."""

    id: str
    title: str
    evidenced: int | None
    possible: int | None
    name: str
    applicable: int
    settled: int
    criteria: tuple[CriterionResult, ...]


class FrameworkResult(NamedTuple):
    """A site under one framework."""

    id: str
    title: str
    version: str
    scale: tuple[str, ...]
    summary: str
    domains: tuple[DomainResult, ...]
    sha256: str | None = None
    """Of the framework's files, so that it can be seen whether two assessments used the same text."""
    acronyms: tuple[tuple[str, str], ...] = ()
    """What the acronyms of the framework's sources stand for."""

    @property
    def criteria(self) -> tuple[CriterionResult, ...]:
        """All criteria, in order."""
        return tuple(criterion for domain in self.domains for criterion in domain.criteria)


class AssessedSite(NamedTuple):
    """Which site was assessed, and from which file."""

    id: str
    name: str
    wave: str
    as_of: str
    file: str
    sha256: str | None = None
    """Of the site file's text."""


class Assessment(NamedTuple):
    """One site under one or more frameworks."""

    site: AssessedSite
    frameworks: tuple[FrameworkResult, ...]
    background: Background | None = None
    """What reports tell besides levels; left out with the reasons."""
    open_questions: tuple[OpenQuestion, ...] = ()
    """The counts that reasons leave unknown, and which of them answer others; left out with the reasons."""


class Assessments(NamedTuple):
    """What `score --format json` prints."""

    format: Literal["iomassess/assessments/1"]
    assessments: tuple[Assessment, ...]


class Stated(TypedDict):
    """The count that a source states: at how many of how many sites."""

    count: int
    of: int


class Finding(NamedTuple):
    """A statement across sites, tested: the sites where it holds, fails or is not known."""

    id: str
    statement: str
    source: tuple[str, ...]
    stated: Stated | None
    holds: tuple[str, ...]
    fails: tuple[str, ...]
    unknown: tuple[str, ...]
    verdict: Literal["confirmed", "contradicted", "not-ruled-out", "no-claim"]
    reading: str | None = None
    """How a word of the source is read, where the verdict turns on it."""
    claims: tuple[Said, ...] = ()
    """What passages say against each other, where the source contradicts itself."""
    dispute: str | None = None
    """What the facts follow there, and why."""
    note: str | None = None


class Findings(NamedTuple):
    """What `findings --format json` prints."""

    format: Literal["iomassess/findings/1"]
    findings: tuple[Finding, ...]


# -- comparison

Order = Literal["above", "below", "same", "not settled", "not applicable"]
"""What is certain of two levels: `above` when one is evidenced above all that the other may be."""


class ComparedSite(NamedTuple):
    """A site that is compared, under the name by which the comparison speaks of it."""

    key: str
    id: str
    name: str
    wave: str
    as_of: str
    file: str
    sha256: str | None


class SiteLevel(NamedTuple):
    """One site's level on one criterion."""

    site: str
    evidenced: int
    possible: int
    name: str
    why: str
    not_applicable: str | None


class Relation(NamedTuple):
    """What is certain of two sites on one criterion, and beside it where more is evidenced."""

    site: str
    other: str
    order: Order
    more_evidenced: str | None
    """The site at which more is evidenced, whether or not that settles which one is higher."""


class ComparedCriterion(NamedTuple):
    """A criterion at all sites; `apart` counts the pairs of sites that are certainly not the same."""

    id: str
    title: str
    theme: str | None
    levels: tuple[SiteLevel, ...]
    relations: tuple[Relation, ...]
    apart: int
    pairs: int


class SiteSummary(NamedTuple):
    """One site's summary of a domain, with how many of its criteria are settled."""

    site: str
    evidenced: int | None
    possible: int | None
    name: str
    applicable: int
    settled: int


class Separation(NamedTuple):
    """How far a domain, or a theme of it, tells sites apart: criteria, and pairs of sites on each."""

    title: str
    theme: str | None
    """None for the whole domain."""
    criteria: int
    separating: int
    pairs: int
    apart: int


class ComparedDomain(NamedTuple):
    """A domain at all sites."""

    id: str
    title: str
    summaries: tuple[SiteSummary, ...]
    criteria: tuple[ComparedCriterion, ...]
    separations: tuple[Separation, ...]


class Pair(NamedTuple):
    """Two sites over all criteria of a framework: on how many each relation holds."""

    site: str
    other: str
    above: int
    below: int
    same: int
    not_settled: int
    more_here: int
    """Of those not settled: more is evidenced at `site`."""
    more_there: int
    """Of those not settled: more is evidenced at `other`."""


class Dominance(NamedTuple):
    """One site at least as high as another on every criterion of a framework that applies to both."""

    site: str
    over: str
    criteria: int
    on_evidence: bool
    """Nowhere is less evidenced, and somewhere more."""
    certain: bool
    """Everywhere as much is evidenced as is possible at the other."""
    above: tuple[str, ...]
    """The criteria on which it is certainly higher."""


class ComparedFramework(NamedTuple):
    """The sites under one framework; there is no total."""

    id: str
    title: str
    version: str
    scale: tuple[str, ...]
    summary: str
    domains: tuple[ComparedDomain, ...]
    pairs: tuple[Pair, ...]
    dominance: tuple[Dominance, ...]


class CompositionCell(NamedTuple):
    """One site's number, in words too, and the records that show it."""

    site: str
    least: int
    most: int | None
    text: str
    shown: tuple[str, ...]


class CompositionRow(NamedTuple):
    """One thing counted at each site."""

    group: str
    label: str
    cells: tuple[CompositionCell, ...]


class CompositionTable(NamedTuple):
    """Who takes part, side by side."""

    title: str
    rows: tuple[CompositionRow, ...]


class Comparison(NamedTuple):
    """What `compare --format json` prints."""

    format: Literal["iomassess/comparison/1"]
    sites: tuple[ComparedSite, ...]
    frameworks: tuple[ComparedFramework, ...]
    composition: tuple[CompositionTable, ...]


Place = Literal["service-delivery", "operational-management", "local", "pioneer-site", "countywide"]
"""A level at which groups work; for strategic oversight, a tier."""


class NetworkAgency(NamedTuple):
    """An agency in the network; None for what is not settled."""

    id: str
    name: str
    sector: str | None
    role: str | None
    line: int


class NetworkGroup(NamedTuple):
    """A group in the network; None for what is not settled."""

    id: str
    name: str
    level: str | None
    tier: str | None
    standing: str | None
    scope: str | None
    status: str
    line: int


class Tie(NamedTuple):
    """What ties two agencies or groups: a seat, a link or a reporting line; None for what is not known."""

    kind: str
    source: str
    target: str
    status: str
    in_place: bool | None
    attends: bool | None
    hears_from_project: bool | None
    reports_back: bool | None
    active: bool | None
    record: str
    line: int
    evidence: tuple[str, ...]
    disputed: tuple[str, ...] = ()


class Step(NamedTuple):
    """One step of a way. `by` is the agency that carries word, where one does."""

    kind: Literal["seat in the team", "referral", "own seat", "carried", "heard", "reports", "works with"]
    source: str
    target: str
    by: str | None
    says: str
    lines: tuple[int, ...]
    carries: bool | None
    """Whether word is recorded to pass here; None where nobody says."""


class Missing(NamedTuple):
    """The one step that would complete a way: how it stands, and whether it may be there already."""

    state: str
    step: Step
    open: bool
    length: int


class OwnSeat(NamedTuple):
    """Whether an agency has a seat of its own at a level or tier."""

    state: str
    says: str
    lines: tuple[int, ...]


class Way(NamedTuple):
    """The shortest way from the delivery team, through one agency, to a level or tier.

    Where there is none, `missing` has the steps any one of which would complete it, and
    `closed_by` the lines that rule out the rest. `tie` is the first step of any way.
    """

    agency: str
    to: Place
    tie: Step
    verdict: Literal["in place", "not known", "ruled out"]
    own: OwnSeat
    steps: tuple[Step, ...]
    missing: tuple[Missing, ...]
    closed_by: tuple[int, ...]


class Bridge(NamedTuple):
    """An agency without which no recorded way is left from one level or tier to another."""

    agency: str
    between: tuple[tuple[Place, Place], ...]
    lines: tuple[int, ...]


class Network(NamedTuple):
    """Who is tied to whom at a site, and how far that reaches."""

    format: Literal["iomassess/network/1"]
    site: AssessedSite
    agencies: tuple[NetworkAgency, ...]
    groups: tuple[NetworkGroup, ...]
    ties: tuple[Tie, ...]
    ways: tuple[Way, ...]
    bridges: tuple[Bridge, ...]

    @property
    def nodes(self) -> "tuple[NetworkAgency | NetworkGroup, ...]":
        """Everything that ties may join."""
        return (*self.agencies, *self.groups)
