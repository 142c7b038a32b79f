"""Sheets of one kind of report each: gaps and questions, relations between sites, findings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from iomassess.documents import Cell, Sheet
from iomassess.gaps import Gap, Gaps
from iomassess.results import (
    Assessment,
    ComparedCriterion,
    ComparedDomain,
    ComparedFramework,
    ComparedSite,
    Comparison,
    CriterionResult,
    Finding,
    Pair,
    Question,
    Relation,
    RungResult,
    Separation,
)
from iomassess.sheets import notes
from iomassess.sheets.tabling import Field, Table, given, listed, where


class Aim(NamedTuple):
    """What became of a criterion's target; the gap, where there is one."""

    criterion: CriterionResult
    kind: str
    gap: Gap | None
    target: int | None


class Asked(NamedTuple):
    """A question, and the rung that its answer bears on."""

    gap: Gap
    rung: RungResult
    question: Question


class Between(NamedTuple):
    """How two sites stand to each other on a criterion."""

    framework: ComparedFramework
    criterion: ComparedCriterion
    sites: tuple[ComparedSite, ComparedSite]
    relation: Relation


class Over(NamedTuple):
    """How two sites stand to each other under a framework."""

    framework: ComparedFramework
    sites: tuple[ComparedSite, ComparedSite]
    pair: Pair


class Apart(NamedTuple):
    """How far a domain or a theme tells sites apart."""

    framework: ComparedFramework
    domain: ComparedDomain
    separation: Separation


class Tested(NamedTuple):
    """What became of a finding at a site."""

    finding: Finding
    result: str


# -- gaps


def gap_sheets(assessment: Assessment, gaps: Gaps, target: int | None) -> Iterator[Sheet]:
    """What lies between a site and its targets, and what to ask to find out."""
    yield GAPS.by_site([assessment], lambda _: _aims(gaps, target))
    yield QUESTIONS.by_site([assessment], lambda _: _questions(gaps))


def _aims(gaps: Gaps, target: int | None) -> Iterator[Aim]:
    for gap in gaps.practice:
        kind = "practice and evidence" if gap.not_shown else "practice"
        yield Aim(gap.criterion, kind, gap, gap.target)
    for gap in gaps.evidence:
        yield Aim(gap.criterion, "evidence", gap, gap.target)
    for one in gaps.reached:
        aimed = target if target is not None else one.target.level if one.target else None
        yield Aim(one, "none: the target is reached", None, aimed)
    for one in gaps.without_target:
        yield Aim(one, "none: there is no target", None, None)
    for one in gaps.not_applicable:
        yield Aim(one, "none: the criterion does not apply", None, None)


def _questions(gaps: Gaps) -> Iterator[Asked]:
    for gap in (*gaps.practice, *gaps.evidence):
        for rung in gap.unknown:
            for question in rung.ask:
                yield Asked(gap, rung, question)


def _levels(rungs: Iterable[RungResult]) -> str | None:
    return listed(str(one.level) for one in rungs)


GAPS: Table[Aim] = Table(
    "gaps",
    "Gaps between the site and its targets",
    "Each row is one criterion; the widest gaps come first.",
    (notes.GAPS, notes.LEVELS, notes.INTERVALS),
    (
        Field("Criterion", "The criterion, by its id.", lambda one: one.criterion.id),
        Field("Criterion title", "The criterion in words.", lambda one: one.criterion.title),
        Field("Kind of gap", "Practice, evidence, both or none.", lambda one: one.kind),
        Field(
            "Evidenced",
            "The highest level that the evidence shows, 0 to 4.",
            lambda one: where(one.criterion.not_applicable is None, one.criterion.evidenced),
        ),
        Field(
            "Possible",
            "The highest level that the evidence does not rule out, 0 to 4.",
            lambda one: where(one.criterion.not_applicable is None, one.criterion.possible),
        ),
        Field("Target", "The level aimed at, 0 to 4.", lambda one: given(one.target)),
        Field(
            "Levels ruled out",
            "How many levels of the target the evidence rules out.",
            lambda one: given(one.gap.ruled_out if one.gap else None),
        ),
        Field(
            "Levels not shown",
            "How many levels of the target it neither shows nor rules out.",
            lambda one: given(one.gap.not_shown if one.gap else None),
        ),
        Field(
            "Rungs not met",
            "The levels up to the target whose own rung is not met, where there are any.",
            lambda one: given(_levels(one.gap.not_met) if one.gap else None),
        ),
        Field(
            "Rungs unknown",
            "The levels up to the target whose own rung is unknown, where there are any.",
            lambda one: given(_levels(one.gap.unknown) if one.gap else None),
        ),
        Field(
            "What to do",
            "The remedies for the rungs not met, in order.",
            lambda one: given(listed(each.remedy for each in one.gap.not_met) if one.gap else None),
        ),
        Field(
            "Barriers",
            "Recorded barriers, not resolved, of the kinds that hold the criterion back.",
            lambda one: given(listed(each.what for each in one.gap.barriers) if one.gap else None),
        ),
    ),
)

QUESTIONS: Table[Asked] = Table(
    "questions",
    "Questions that would close gaps in the evidence",
    "Each row is one question about one rung that is unknown.",
    (notes.RUNGS,),
    (
        Field("Criterion", "The criterion, by its id.", lambda one: one.gap.criterion.id),
        Field("Level", "The level of the rung, 1 to 4.", lambda one: one.rung.level),
        Field("Means", "What is true of a site that meets the rung.", lambda one: one.rung.means),
        Field("Ask", "Whom to ask: interviewees by their role.", lambda one: listed(one.question.of)),
        Field("Question", "What to ask.", lambda one: one.question.question),
        Field("Sources", "What the question is taken from.", lambda one: listed(one.question.source)),
    ),
)


# -- sites side by side


def comparison_sheets(comparison: Comparison) -> Iterator[Sheet]:
    """What is certain of each pair of sites, and what tells sites apart."""
    sites = {one.key: one for one in comparison.sites}
    frameworks = comparison.frameworks
    yield RELATIONS.filled(
        Between(framework, criterion, (sites[one.site], sites[one.other]), one)
        for framework in frameworks
        for domain in framework.domains
        for criterion in domain.criteria
        for one in criterion.relations
    )
    yield PAIRS.filled(
        Over(framework, (sites[one.site], sites[one.other]), one)
        for framework in frameworks
        for one in framework.pairs
    )
    yield SEPARATIONS.filled(
        Apart(framework, domain, one)
        for framework in frameworks
        for domain in framework.domains
        for one in domain.separations
    )


def _more(one: Between) -> Cell:
    """The site at which more is evidenced, by its id, and by its wave where that tells the two apart."""
    if one.relation.more_evidenced is None:
        return where(one.relation.order != "not applicable", "neither")
    here, there = one.sites
    more = here if one.relation.more_evidenced == here.key else there
    return f"{more.id}, {more.wave}" if here.id == there.id else more.id


RELATIONS: Table[Between] = Table(
    "relations",
    "How the sites stand to each other on each criterion",
    "Each row is two sites on one criterion.",
    (notes.RANKING, notes.LEVELS),
    (
        Field("Site", "The first site, by its id.", lambda one: one.sites[0].id),
        Field("Wave", "Which assessment of the first site.", lambda one: one.sites[0].wave),
        Field("Other site", "The second site, by its id.", lambda one: one.sites[1].id),
        Field("Other wave", "Which assessment of the second site.", lambda one: one.sites[1].wave),
        Field("Framework", "The framework, by its id.", lambda one: one.framework.id),
        Field("Criterion", "The criterion, by its id.", lambda one: one.criterion.id),
        Field("Criterion title", "The criterion in words.", lambda one: one.criterion.title),
        Field(
            "Order",
            "Where the first site stands: above, below, same, not settled or not applicable.",
            lambda one: one.relation.order,
        ),
        Field("More is evidenced at", "The site at which more is shown, or neither.", _more),
    ),
)

PAIRS: Table[Over] = Table(
    "pairs",
    "How the sites stand to each other on all criteria",
    "Each row is two sites under one framework, with the number of criteria on which each relation holds.",
    (notes.RANKING,),
    (
        Field("Site", "The first site, by its id.", lambda one: one.sites[0].id),
        Field("Wave", "Which assessment of the first site.", lambda one: one.sites[0].wave),
        Field("Other site", "The second site, by its id.", lambda one: one.sites[1].id),
        Field("Other wave", "Which assessment of the second site.", lambda one: one.sites[1].wave),
        Field("Framework", "The framework, by its id.", lambda one: one.framework.id),
        Field("Above", "Criteria on which the first is certainly above.", lambda one: one.pair.above),
        Field("Below", "Criteria on which the first is certainly below.", lambda one: one.pair.below),
        Field("Same", "Criteria on which both are certainly at one level.", lambda one: one.pair.same),
        Field("Not settled", "Criteria on which the order is open.", lambda one: one.pair.not_settled),
        Field(
            "More evidenced at first",
            "Of those not settled, criteria with more evidenced at the first.",
            lambda one: one.pair.more_here,
        ),
        Field(
            "More evidenced at second",
            "Of those not settled, criteria with more evidenced at the second.",
            lambda one: one.pair.more_there,
        ),
    ),
)

SEPARATIONS: Table[Apart] = Table(
    "separations",
    "What tells the sites apart",
    "Each row is one domain, or one theme of it.",
    (notes.RANKING,),
    (
        Field("Framework", "The framework, by its id.", lambda one: one.framework.id),
        Field("Domain", "The domain.", lambda one: one.domain.title),
        Field(
            "Theme",
            "The theme; the row on a whole domain has none.",
            lambda one: given(one.separation.theme),
        ),
        Field("Criteria", "How many criteria there are.", lambda one: one.separation.criteria),
        Field("Criteria apart", "How many tell any two sites apart.", lambda one: one.separation.separating),
        Field("Pairs", "Pairs of sites, over all criteria.", lambda one: one.separation.pairs),
        Field("Pairs apart", "Pairs that are certainly not the same.", lambda one: one.separation.apart),
    ),
)

# -- findings


def finding_sheets(assessments: Sequence[Assessment], found: Sequence[Finding]) -> Iterator[Sheet]:
    """What the source says across sites, tested."""
    yield FINDINGS.filled(found)
    yield TESTED.by_site(assessments, lambda one: _tested(one, found))


def _tested(assessment: Assessment, found: Iterable[Finding]) -> Iterator[Tested]:
    for one in found:
        results: Mapping[str, tuple[str, ...]] = {
            "holds": one.holds,
            "fails": one.fails,
            "not known": one.unknown,
        }
        for result, sites in results.items():
            if assessment.site.id in sites:
                yield Tested(one, result)


FINDINGS: Table[Finding] = Table(
    "findings",
    "What the source says across sites",
    "Each row is one statement of the source, tested at each site on facts from other passages.",
    (notes.VERDICTS,),
    (
        Field("Finding", "The finding, by its id.", lambda one: one.id),
        Field("Statement", "The statement in our words.", lambda one: one.statement),
        Field("Verdict", "What the test gave.", lambda one: one.verdict.replace("-", " ")),
        Field(
            "Sites stated",
            "At how many sites the source says it holds.",
            lambda one: given(one.stated["count"] if one.stated else None),
        ),
        Field(
            "Of sites",
            "Of how many sites the source speaks.",
            lambda one: given(one.stated["of"] if one.stated else None),
        ),
        Field("Holds", "At how many sites it holds.", lambda one: len(one.holds)),
        Field("Fails", "At how many sites it fails.", lambda one: len(one.fails)),
        Field("Not known", "At how many sites it is not known.", lambda one: len(one.unknown)),
        Field(
            "Reading",
            "How a word of the source is read, where the verdict turns on it.",
            lambda one: given(one.reading),
        ),
        Field(
            "Passages against each other",
            "What passages say against each other, where the source contradicts itself.",
            lambda one: given(listed(f"{each.value} ({', '.join(each.evidence)})" for each in one.claims)),
        ),
        Field("What the facts follow", "Which passage, and why.", lambda one: given(one.dispute)),
        Field("Note", "A remark, where there is one.", lambda one: given(one.note)),
        Field("Sources", "Where the source says it.", lambda one: listed(one.source)),
    ),
)

TESTED: Table[Tested] = Table(
    "findings at sites",
    "Findings at each site",
    "Each row is one finding at one site.",
    (notes.VERDICTS,),
    (
        Field("Finding", "The finding, by its id.", lambda one: one.finding.id),
        Field("Statement", "The statement in our words.", lambda one: one.finding.statement),
        Field("Result", "Whether it holds at the site, fails, or is not known.", lambda one: one.result),
    ),
)
