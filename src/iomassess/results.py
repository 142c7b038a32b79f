"""What an assessment is: a frozen result that explains itself, down to facts, sources and lines."""

from typing import Literal, NamedTuple, TypedDict

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

    def facts(self) -> tuple[Fact, ...]:
        """The records on which a condition that is met stands, from all parts that are met."""
        own = [fact for part in self.parts if part.verdict == "met" for fact in part.facts()]
        return tuple({fact.record: fact for fact in (*self.matched, *own)}.values())


class RungResult(NamedTuple):
    """One rung of a ladder, judged."""

    level: int
    name: str
    label: str
    means: str
    verdict: Verdict
    remedy: str
    recommendation: tuple[str, ...]
    source: tuple[str, ...]
    reason: Reason


class NotApplicable(NamedTuple):
    """Why a criterion does not apply, and who decided that."""

    reason: str
    decided_by: str


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


class Party(NamedTuple):
    """An agency: what it is, and what it is to the project; None where that is not known."""

    name: str
    sector: str | None
    kind: str | None
    size: str | None
    role: str | None
    groups: tuple[str, ...]
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


class Background(NamedTuple):
    """Everything about a site that a report tells besides its levels."""

    project: tuple[Line, ...]
    parties: tuple[Party, ...]
    sources: tuple[Cited, ...]
    period: str | None
    interviews: tuple[tuple[str, int], ...]
    limits: tuple[str, ...]
    conflicts: tuple[Disagreement, ...]


class Assessment(NamedTuple):
    """One site under one or more frameworks."""

    site: AssessedSite
    frameworks: tuple[FrameworkResult, ...]
    background: Background | None = None
    """What reports tell besides levels; left out with the reasons."""


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
    dispute: str | None = None
    """Where the source contradicts itself on it, and what the facts follow."""


class Findings(NamedTuple):
    """What `findings --format json` prints."""

    format: Literal["iomassess/findings/1"]
    findings: tuple[Finding, ...]
