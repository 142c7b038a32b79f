"""Sheets on levels: domains, criteria, the rungs of each, and the records that each rung stands on."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from iomassess.documents import Sheet
from iomassess.results import (
    Assessment,
    CriterionResult,
    Declared,
    DomainResult,
    Fact,
    FrameworkResult,
    NotApplicable,
    RungResult,
)
from iomassess.sheets import notes
from iomassess.sheets.tabling import Field, Table, flag, given, listed, where, words


class CriterionAt(NamedTuple):
    """A criterion in its place."""

    framework: FrameworkResult
    domain: DomainResult
    criterion: CriterionResult

    @property
    def applies(self) -> bool:
        """Whether the criterion applies to the site, so that it has a level."""
        return self.criterion.not_applicable is None


class RungAt(NamedTuple):
    """A rung in its place."""

    at: CriterionAt
    rung: RungResult


class FactAt(NamedTuple):
    """A record or a statement, and what it is to a rung."""

    of: RungAt
    bearing: str
    fact: Fact | Declared


def criteria(assessment: Assessment) -> Iterator[CriterionAt]:
    """Every criterion that a site was assessed on."""
    for framework in assessment.frameworks:
        for domain in framework.domains:
            for criterion in domain.criteria:
                yield CriterionAt(framework, domain, criterion)


def assessed(assessments: Sequence[Assessment]) -> Iterator[Sheet]:
    """Levels, summaries, rungs and facts."""
    yield LEVELS.by_site(assessments, criteria)
    yield SUMMARIES.by_site(assessments, _domains)
    yield RUNGS.by_site(assessments, _rungs)
    yield FACTS.by_site(assessments, _facts)


def _domains(assessment: Assessment) -> Iterator[tuple[FrameworkResult, DomainResult]]:
    for framework in assessment.frameworks:
        for domain in framework.domains:
            yield framework, domain


def _rungs(assessment: Assessment) -> Iterator[RungAt]:
    for at in criteria(assessment):
        for rung in at.criterion.rungs:
            yield RungAt(at, rung)


def _facts(assessment: Assessment) -> Iterator[FactAt]:
    for of in (one for one in _rungs(assessment) if one.at.applies):
        verdict, reason = of.rung.verdict, of.rung.reason
        shown = "shows that the rung is met" if verdict == "met" else "counts towards the rung"
        told: set[str] = set()
        for bearing, facts in (
            (shown, reason.facts()),
            ("too little is known of it", reason.doubts() if verdict == "unknown" else ()),
            ("falls short of the rung", reason.short() if verdict != "met" else ()),
            ("would count once in place", of.rung.planned),
        ):
            for fact in facts:
                if fact.record not in told:
                    told.add(fact.record)
                    yield FactAt(of, bearing, fact)
        for declared in reason.against() if verdict == "not met" else ():
            yield FactAt(of, "rules the rung out", declared)


def _excuse(one: NotApplicable | None) -> str | None:
    return f"{one.reason} Decided by: {one.decided_by}" if one else None


LEVELS: Table[CriterionAt] = Table(
    "levels",
    "Levels of each site on each criterion",
    "Each row is one criterion at one site.",
    (notes.LEVELS, notes.INTERVALS, notes.NAMES),
    (
        Field("Criterion", "The criterion, by its id.", lambda one: one.criterion.id),
        Field("Criterion title", "The criterion in words.", lambda one: one.criterion.title),
        Field(
            "Evidenced",
            "The highest level that the evidence shows, 0 to 4.",
            lambda one: where(one.applies, one.criterion.evidenced),
        ),
        Field(
            "Possible",
            "The highest level that the evidence does not rule out, 0 to 4.",
            lambda one: where(one.applies, one.criterion.possible),
        ),
        Field(
            "Level name",
            "The name of the evidenced level, or not established.",
            lambda one: where(one.applies, one.criterion.name),
        ),
        Field(
            "Settled",
            "Whether the evidence leaves no other level open.",
            lambda one: where(one.applies, flag(one.criterion.settled)),
        ),
        Field(
            "Target",
            "The level that the framework itself aims at, where it has a target.",
            lambda one: given(one.criterion.target.level if one.criterion.target else None),
        ),
        Field("Why", "Why the level is what it is.", lambda one: one.criterion.why),
        Field(
            "Sources disagree on",
            "Facts behind the level on which sources disagree, where they do.",
            lambda one: given(listed(dict.fromkeys(one.criterion.disputed))),
        ),
        Field(
            "Does not apply because",
            "Why the criterion does not apply here, and who decided that.",
            lambda one: given(_excuse(one.criterion.not_applicable)),
        ),
        Field("Framework", "The framework, by its id.", lambda one: one.framework.id),
        Field("Version", "The version of the framework.", lambda one: one.framework.version),
        Field("Domain", "The part of the framework.", lambda one: one.domain.title),
        Field(
            "Theme",
            "The theme within the domain, where the framework has themes.",
            lambda one: given(one.criterion.theme),
        ),
    ),
)

SUMMARIES: Table[tuple[FrameworkResult, DomainResult]] = Table(
    "summaries",
    "Summaries of each site on each domain",
    "Each row is one domain at one site.",
    (notes.LEVELS, notes.INTERVALS),
    (
        Field("Framework", "The framework, by its id.", lambda one: one[0].id),
        Field("Version", "The version of the framework.", lambda one: one[0].version),
        Field("Domain", "The part of the framework.", lambda one: one[1].title),
        Field("Summary rule", "How the levels are summed up.", lambda one: words(one[0].summary)),
        Field(
            "Evidenced",
            "The summary of the evidenced levels, 0 to 4.",
            lambda one: given(one[1].evidenced),
        ),
        Field(
            "Possible",
            "The summary of the possible levels, 0 to 4.",
            lambda one: given(one[1].possible),
        ),
        Field("Level name", "The summary in words.", lambda one: one[1].name),
        Field("Criteria", "How many criteria apply to the site.", lambda one: one[1].applicable),
        Field("Settled", "On how many of them the level is settled.", lambda one: one[1].settled),
    ),
)

RUNGS: Table[RungAt] = Table(
    "rungs",
    "Rungs of each criterion at each site",
    "Each row is one level of one criterion at one site: whether it is met, and what would meet it.",
    (notes.RUNGS, notes.SOURCES),
    (
        Field("Criterion", "The criterion, by its id.", lambda one: one.at.criterion.id),
        Field("Criterion title", "The criterion in words.", lambda one: one.at.criterion.title),
        Field("Level", "The level of the rung, 1 to 4.", lambda one: one.rung.level),
        Field("Level name", "The level in words.", lambda one: one.rung.name),
        Field("Rung", "The rung in a few words.", lambda one: one.rung.label),
        Field("Means", "What is true of a site that meets the rung.", lambda one: one.rung.means),
        Field(
            "Verdict",
            "Met, not met or unknown; where the criterion does not apply, none.",
            lambda one: where(one.at.applies, one.rung.verdict),
        ),
        Field("Remedy", "What to do where the rung is not met.", lambda one: one.rung.remedy),
        Field(
            "Recommended in",
            "Where the framework's source recommends it, where it does.",
            lambda one: given(listed(each.source for each in one.rung.recommendation)),
        ),
        Field(
            "Recommendation",
            "What the framework's source recommends.",
            lambda one: where(
                bool(one.rung.recommendation),
                listed(each.says for each in one.rung.recommendation if each.says),
            ),
        ),
        Field("Sources", "What the rung itself rests on.", lambda one: listed(one.rung.source)),
    ),
)

FACTS: Table[FactAt] = Table(
    "facts",
    "Facts and statements behind each rung",
    "Each row is one record or statement of a site file, and what it is to one rung at that site.",
    (notes.RUNGS, notes.STATES, notes.LINES, notes.SOURCES),
    (
        Field("Criterion", "The criterion, by its id.", lambda one: one.of.at.criterion.id),
        Field("Level", "The level of the rung, 1 to 4.", lambda one: one.of.rung.level),
        Field(
            "Verdict", "What became of the rung: met, not met or unknown.", lambda one: one.of.rung.verdict
        ),
        Field("Bearing", "What the record or statement is to the rung.", lambda one: one.bearing),
        Field(
            "Record",
            "Where the record stands in the site file; a statement is none.",
            lambda one: given(one.fact.record if isinstance(one.fact, Fact) else None),
        ),
        Field(
            "Fact",
            "The record or the statement in words.",
            lambda one: one.fact.label if isinstance(one.fact, Fact) else one.fact.says,
        ),
        Field(
            "Details",
            "What the record says that the rung asks about.",
            lambda one: given(listed(one.fact.says) if isinstance(one.fact, Fact) else None),
        ),
        Field("Line", "The line of the site file.", lambda one: one.fact.line),
        Field("Sources", "Who says so.", lambda one: listed(one.fact.evidence)),
        Field(
            "Inferred",
            "Why, where it was inferred and not read; of a statement, what in the source says so.",
            lambda one: given(one.fact.inferred if isinstance(one.fact, Fact) else one.fact.because),
        ),
        Field(
            "Sources disagree on",
            "What sources disagree on in the record, where they do.",
            lambda one: given(listed(one.fact.disputed) if isinstance(one.fact, Fact) else None),
        ),
    ),
)
