"""What lies between a site and its targets: practice to change, and evidence to find."""

from collections.abc import Iterable
from typing import NamedTuple

from iomassess.particulars import Background, Barrier
from iomassess.results import Assessment, CriterionResult, DomainResult, FrameworkResult, RungResult


class Gap(NamedTuple):
    """A criterion that is evidenced below its target; levels run from 0 to 4."""

    framework: str
    domain: str
    scale: tuple[str, ...]
    criterion: CriterionResult
    target: int
    ruled_out: int
    """How many levels of the target the evidence rules out."""
    not_shown: int
    """How many levels of the target the evidence neither shows nor rules out."""
    not_met: tuple[RungResult, ...]
    """The rungs up to the target that are shown not to be met."""
    unknown: tuple[RungResult, ...]
    """The rungs up to the target that are neither shown nor ruled out."""
    barriers: tuple[Barrier, ...]
    """The site's barriers, not recorded as resolved, of the kinds that hold the criterion back."""


class Gaps(NamedTuple):
    """A site's gaps: where the evidence rules the target out, and where it only does not show it.

    Each list begins with the widest gap; gaps as wide as each other keep the framework's order.
    """

    practice: tuple[Gap, ...]
    evidence: tuple[Gap, ...]
    reached: tuple[CriterionResult, ...]
    """The criteria that are evidenced at their target or above."""
    without_target: tuple[CriterionResult, ...]
    not_applicable: tuple[CriterionResult, ...]
    barriers_elsewhere: tuple[Barrier, ...]
    """Barriers, not recorded as resolved, that no gap is tied to."""


def gaps(assessment: Assessment, target: int | None = None) -> Gaps:
    """Find a site's gaps to a level, or to the frameworks' own targets."""
    found: list[Gap] = []
    reached: list[CriterionResult] = []
    without: list[CriterionResult] = []
    excused: list[CriterionResult] = []
    for framework in assessment.frameworks:
        for domain in framework.domains:
            for criterion in domain.criteria:
                aimed = _aimed(criterion, target)
                if criterion.not_applicable is not None:
                    excused.append(criterion)
                elif aimed is None:
                    without.append(criterion)
                elif criterion.evidenced >= aimed:
                    reached.append(criterion)
                else:
                    held = _held_back(criterion, assessment.background)
                    found.append(_gap(framework, domain, criterion, aimed, held))
    tied = {barrier for gap in found for barrier in gap.barriers}
    return Gaps(
        practice=tuple(sorted((one for one in found if one.ruled_out), key=_widest_first)),
        evidence=tuple(sorted((one for one in found if not one.ruled_out), key=_widest_first)),
        reached=tuple(reached),
        without_target=tuple(without),
        not_applicable=tuple(excused),
        barriers_elsewhere=tuple(one for one in _standing(assessment.background) if one not in tied),
    )


def _aimed(criterion: CriterionResult, target: int | None) -> int | None:
    if target is not None:
        return target
    return criterion.target.level if criterion.target else None


def _gap(
    framework: FrameworkResult,
    domain: DomainResult,
    criterion: CriterionResult,
    aimed: int,
    barriers: Iterable[Barrier],
) -> Gap:
    rungs = [one for one in criterion.rungs if one.level <= aimed]
    return Gap(
        framework.title,
        domain.title,
        framework.scale,
        criterion,
        aimed,
        ruled_out=max(0, aimed - criterion.possible),
        not_shown=min(aimed, criterion.possible) - criterion.evidenced,
        not_met=tuple(one for one in rungs if one.verdict == "not met"),
        unknown=tuple(one for one in rungs if one.verdict == "unknown"),
        barriers=tuple(barriers),
    )


def _widest_first(gap: Gap) -> tuple[int, int]:
    return -gap.ruled_out, -gap.not_shown


def _held_back(criterion: CriterionResult, background: Background | None) -> Iterable[Barrier]:
    kinds = {one.kind for one in criterion.held_back_by}
    return (one for one in _standing(background) if one.kind in kinds)


def _standing(background: Background | None) -> tuple[Barrier, ...]:
    """The barriers that are not recorded as resolved."""
    barriers = background.barriers if background else ()
    return tuple(one for one in barriers if one.status != "resolved")
