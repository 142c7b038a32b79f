"""Whether a saved assessment holds together, as far as the types of its values cannot say."""

from collections.abc import Iterator

from iomassess.phrases import TOP
from iomassess.results import Assessment, CriterionResult, Reason


def incoherence(found: Assessment) -> str | None:
    """The first thing that no assessment can be, or None."""
    return next(_incoherences(found), None)


def _incoherences(found: Assessment) -> Iterator[str]:
    if found.background is None:
        yield "background: is missing"
    known = {one.number for one in found.open_questions}
    for framework in found.frameworks:
        if len(framework.scale) <= TOP:
            yield f"{framework.id}: the scale should name the levels 0 to {TOP}"
        for domain in framework.domains:
            if (domain.evidenced is None) != (domain.possible is None) or not _levels(
                domain.evidenced or 0, domain.possible or 0
            ):
                yield f"{domain.id}: {_LEVELS}"
            for criterion in domain.criteria:
                yield from _of_criterion(criterion, known)


def _of_criterion(criterion: CriterionResult, known: set[int]) -> Iterator[str]:
    if not _levels(criterion.evidenced, criterion.possible):
        yield f"{criterion.id}: {_LEVELS}"
    if criterion.target is not None and not 0 <= criterion.target.level <= TOP:
        yield f"{criterion.id}: the target should be a level from 0 to {TOP}"
    if [rung.level for rung in criterion.rungs] != list(range(1, TOP + 1)):
        yield f"{criterion.id}: should have the rungs 1 to {TOP}, in order"
    for rung in criterion.rungs:
        if not _asked(rung.reason) <= known:
            yield f"{criterion.id}: level {rung.level} has a question that is not among the open ones"


_LEVELS = f"the levels should run from 0 to {TOP}, `possible` no lower than `evidenced`"


def _levels(evidenced: int, possible: int) -> bool:
    return 0 <= evidenced <= possible <= TOP


def _asked(reason: Reason) -> set[int]:
    """The numbers of the questions of a reason and its parts."""
    own = set() if reason.question is None else {reason.question}
    return own.union(*map(_asked, reason.parts))
