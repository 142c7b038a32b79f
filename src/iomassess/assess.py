"""Assess a site against frameworks: levels, summaries, and why."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from iomassess.engine.conditions import Outcome, Some, counts_in, judge
from iomassess.engine.facts import Facts
from iomassess.framework.reading import Criterion, Domain, Framework, Rung
from iomassess.levels import climb, disputed, lower_median, reach, reached
from iomassess.open_questions import OpenQuestion
from iomassess.problems import Problem, suggest
from iomassess.results import (
    AssessedSite,
    Assessment,
    CriterionResult,
    DomainResult,
    FrameworkResult,
    Hindrance,
    NotApplicable,
    Question,
    Recommended,
    RungResult,
    Target,
)

if TYPE_CHECKING:
    from iomassess.prospects import Prospects
    from iomassess.unknowns.following import Key


def assess(facts: Facts, frameworks: Iterable[Framework], *, reasons: bool = True) -> Assessment:
    """Assess a site under each framework, in order.

    Without `reasons` the result has levels and no rungs, which takes a fraction of the time.
    """
    site = facts.site
    name = facts.source.name if facts.source else ""
    head = AssessedSite(site.id, site.name, site.wave, site.as_of, name)
    if not reasons:
        return Assessment(head, tuple(_framework(facts, framework, None) for framework in frameworks))
    from iomassess.background import background  # not needed where only levels are wanted
    from iomassess.prospects import prospects

    frameworks = tuple(frameworks)
    unknown = _unknown_counts(facts, frameworks)
    told = _Reasons(prospects(facts), {one: number for number, one in enumerate(unknown, start=1)})
    return Assessment(
        head._replace(sha256=facts.source.sha256 if facts.source else None),
        tuple(_framework(facts, framework, told) for framework in frameworks),
        background(facts),
        _open_questions(tuple(unknown.values())),
    )


class _Reasons(NamedTuple):
    """What it takes to give reasons: the facts as planned, if anything is, and open questions' numbers."""

    planned: "Prospects | None"
    questions: "Mapping[Key, int]"


def _unknown_counts(facts: Facts, frameworks: Iterable[Framework]) -> "dict[Key, Some]":
    """The counts of all rungs that the facts leave unknown, each once."""
    from iomassess.unknowns.following import key

    counts = {
        key(one): one
        for framework in frameworks
        for criterion in framework.criteria
        for rung in criterion.rungs
        for one in counts_in(rung.condition)
    }
    return {name: one for name, one in counts.items() if judge(one, facts).truth is None}


def _open_questions(unknown: Sequence[Some]) -> tuple[OpenQuestion, ...]:
    from iomassess.unknowns.following import following
    from iomassess.wording import describe_condition

    return tuple(
        OpenQuestion(number, describe_condition(one), tuple(place + 1 for place in settled))
        for number, (one, settled) in enumerate(zip(unknown, following(unknown), strict=True), start=1)
    )


def unknown_criteria(facts: Facts, frameworks: Sequence[Framework]) -> list[Problem]:
    """The criteria that a site calls not applicable and that its framework does not have."""
    known = [one.id for framework in frameworks for one in framework.criteria]
    loaded = {framework.id for framework in frameworks}
    problems = []
    for index, one in enumerate(facts.site.not_applicable):
        before = [other.criterion for other in facts.site.not_applicable[:index]]
        what, rule = "", "reference/unknown-criterion"
        if one.criterion.split("/", 1)[0] in loaded and one.criterion not in known:
            what = f"there is no criterion `{one.criterion}`{suggest(one.criterion, known)}"
        elif one.criterion in before:
            what, rule = f"`{one.criterion}` is here twice: keep one", "contradiction/repeated"
        if what and facts.source:
            loc = ("not_applicable", index, "criterion")
            problems.append(facts.source.problem(loc, what, rule=rule, value=True))
    return problems


def level_name(evidenced: int, possible: int, scale: Sequence[str]) -> str:
    """Name a level; nothing shown and more possible is *not established*, which is not *none*."""
    if evidenced == 0 and possible > 0:
        return "not established"
    return scale[evidenced]


def _framework(facts: Facts, framework: Framework, reasons: _Reasons | None) -> FrameworkResult:
    return FrameworkResult(
        framework.id,
        framework.title,
        framework.version,
        framework.scale,
        framework.summary,
        tuple(_domain(facts, framework, domain, reasons) for domain in framework.domains),
        framework.sha256,
        tuple(pair for source in framework.sources for pair in source.acronyms.items()),
    )


def _domain(facts: Facts, framework: Framework, domain: Domain, reasons: _Reasons | None) -> DomainResult:
    criteria = tuple(_criterion(facts, framework, one, reasons) for one in domain.criteria)
    counted = [one for one in criteria if one.not_applicable is None]
    evidenced = _summary(framework.summary, [one.evidenced for one in counted])
    possible = _summary(framework.summary, [one.possible for one in counted])
    name = "not summed up"
    if evidenced is not None and possible is not None:
        name = level_name(evidenced, possible, framework.scale)
    settled = sum(one.evidenced == one.possible for one in counted)
    return DomainResult(domain.id, domain.title, evidenced, possible, name, len(counted), settled, criteria)


def _summary(rule: str, levels: Sequence[int]) -> int | None:
    if not levels or rule == "none":
        return None
    return min(levels) if rule == "minimum" else lower_median(levels)


def _criterion(
    facts: Facts, framework: Framework, criterion: Criterion, reasons: _Reasons | None
) -> CriterionResult:
    outcomes = climb(criterion, facts) if reasons else ()
    evidenced, possible = (
        reached([outcome.truth for outcome in outcomes]) if reasons else reach(criterion, facts)
    )
    excused = next((one for one in facts.site.not_applicable if one.criterion == criterion.id), None)
    name = level_name(evidenced, possible, framework.scale)
    return CriterionResult(
        id=criterion.id,
        title=criterion.title,
        question=criterion.question,
        theme=criterion.theme,
        evidenced=evidenced,
        possible=possible,
        name="not applicable" if excused else name,
        why=excused.reason if excused else _why(criterion.rungs, evidenced, possible),
        not_applicable=NotApplicable(excused.reason, excused.decided_by) if excused else None,
        disputed=() if excused else disputed(criterion.rungs[: evidenced + 1], facts),
        rungs=tuple(
            _rung(facts, framework, rung, outcome, reasons)
            for rung, outcome in zip(criterion.rungs, outcomes, strict=True)
        )
        if reasons
        else (),
        target=_target(framework, criterion),
        held_back_by=tuple(
            Hindrance(kind.value, kind.description, source) for kind, source in criterion.held_back_by.items()
        ),
    )


def _target(framework: Framework, criterion: Criterion) -> Target | None:
    if criterion.target is None:
        return None
    level, because, source = criterion.target
    return Target(level, framework.scale[level], because, source)


def _why(rungs: Sequence[Rung], evidenced: int, possible: int) -> str:
    """One line: the highest rung shown to be met, and what became of the next."""
    shown = [rungs[evidenced - 1].label] if evidenced else []
    if evidenced < len(rungs):
        fate = "ruled out" if possible == evidenced else "not established"
        shown.append(f"{fate}: {rungs[evidenced].label}")
    return "; ".join(shown)


def _rung(facts: Facts, framework: Framework, rung: Rung, outcome: Outcome, told: _Reasons) -> RungResult:
    from iomassess.prospects import would_meet
    from iomassess.reasons import VERDICTS, explain

    return RungResult(
        rung.level,
        framework.scale[rung.level],
        rung.label,
        rung.means,
        VERDICTS[outcome.truth],
        rung.remedy,
        tuple(Recommended(source, framework.says(source)) for source in rung.recommendation),
        rung.source,
        explain(facts, outcome, told.questions),
        tuple(Question(tuple(one.of), one.question, one.source) for one in rung.ask),
        would_meet(outcome, facts, told.planned) if told.planned else (),
    )
