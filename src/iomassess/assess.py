"""Assess a site against a framework: a frozen result that explains itself, in and out of JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from iomassess.background import Background, background
from iomassess.conditions import Outcome
from iomassess.facts import Facts
from iomassess.framework import Criterion, Domain, Framework, Rung
from iomassess.levels import climb, lower_median, reached
from iomassess.reasons import VERDICTS, Reason, Verdict, explain


@dataclass(frozen=True)
class RungResult:
    """One rung of a ladder, judged."""

    level: int
    name: str
    label: str
    means: str
    verdict: Verdict
    remedy: str
    recommendation: tuple[str, ...]
    source: tuple[str, ...]
    reason: Reason | None


@dataclass(frozen=True)
class NotApplicable:
    """Why a criterion does not apply, and who decided that."""

    reason: str
    decided_by: str


@dataclass(frozen=True)
class CriterionResult:
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


@dataclass(frozen=True)
class DomainResult:
    """A domain's criteria and their summary; the levels are None where nothing can be summed up."""

    id: str
    title: str
    evidenced: int | None
    possible: int | None
    name: str
    applicable: int
    settled: int
    criteria: tuple[CriterionResult, ...]


@dataclass(frozen=True)
class FrameworkResult:
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


@dataclass(frozen=True)
class AssessedSite:
    """Which site was assessed, and from which file."""

    id: str
    name: str
    wave: str
    as_of: str
    file: str


@dataclass(frozen=True)
class Assessment:
    """One site under one or more frameworks."""

    site: AssessedSite
    frameworks: tuple[FrameworkResult, ...]
    background: Background | None = None
    """What reports tell besides levels; left out with the reasons."""


@dataclass(frozen=True)
class Assessments:
    """What `score --format json` prints."""

    format: Literal["iomassess/assessments/1"]
    assessments: tuple[Assessment, ...]


def assess(facts: Facts, frameworks: Iterable[Framework], *, reasons: bool = True) -> Assessment:
    """Assess a site under each framework, in order.

    Without `reasons` the rungs do not carry theirs, which takes a third of the time.
    """
    site = facts.site
    name = facts.source.name if facts.source else ""
    return Assessment(
        AssessedSite(site.id, site.name, site.wave, site.as_of, name),
        tuple(_framework(facts, framework, reasons) for framework in frameworks),
        background(facts) if reasons else None,
    )


def level_name(evidenced: int, possible: int, scale: Sequence[str]) -> str:
    """Name a level; nothing shown and more possible is *not established*, which is not *none*."""
    if evidenced == 0 and possible > 0:
        return "not established"
    return scale[evidenced]


def _framework(facts: Facts, framework: Framework, reasons: bool) -> FrameworkResult:
    return FrameworkResult(
        framework.id,
        framework.title,
        framework.version,
        framework.scale,
        framework.summary,
        tuple(_domain(facts, framework, domain, reasons) for domain in framework.domains),
    )


def _domain(facts: Facts, framework: Framework, domain: Domain, reasons: bool) -> DomainResult:
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


def _criterion(facts: Facts, framework: Framework, criterion: Criterion, reasons: bool) -> CriterionResult:
    outcomes = climb(criterion, facts)
    evidenced, possible = reached([outcome.truth for outcome in outcomes])
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
        rungs=tuple(
            _rung(framework, rung, outcome, explain(facts, outcome) if reasons else None)
            for rung, outcome in zip(criterion.rungs, outcomes, strict=True)
        ),
    )


def _why(rungs: Sequence[Rung], evidenced: int, possible: int) -> str:
    """One line: the highest rung shown to be met, and what became of the next."""
    shown = [rungs[evidenced - 1].label] if evidenced else []
    if evidenced < len(rungs):
        fate = "ruled out" if possible == evidenced else "not established"
        shown.append(f"{fate}: {rungs[evidenced].label}")
    return "; ".join(shown)


def _rung(framework: Framework, rung: Rung, outcome: Outcome, reason: Reason | None) -> RungResult:
    return RungResult(
        rung.level,
        framework.scale[rung.level],
        rung.label,
        rung.means,
        VERDICTS[outcome.truth],
        rung.remedy,
        rung.recommendation,
        rung.source,
        reason,
    )
