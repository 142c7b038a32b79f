"""The level of one criterion: what the evidence shows, and the most that it does not rule out."""

from collections.abc import Iterable, Sequence

from iomassess.engine.conditions import Outcome, counts_in, holds, judge, may_hold
from iomassess.engine.facts import Facts
from iomassess.framework.reading import Criterion, Rung


def climb(criterion: Criterion, facts: Facts) -> tuple[Outcome, ...]:
    """Judge each rung of a criterion, from the lowest."""
    return tuple(judge(rung.condition, facts) for rung in criterion.rungs)


def reach(criterion: Criterion, facts: Facts) -> tuple[int, int]:
    """The levels evidenced and possible, found without judging rungs above one that is ruled out."""
    rungs = criterion.rungs
    evidenced = next((n for n, one in enumerate(rungs) if not holds(one.condition, facts)), len(rungs))
    above = range(evidenced, len(rungs))
    return evidenced, next((n for n in above if not may_hold(rungs[n].condition, facts)), len(rungs))


def disputed(rungs: Iterable[Rung], facts: Facts) -> tuple[str, ...]:
    """What sources disagree on among the records that rungs rest on."""
    if not facts.site.conflicts:
        return ()
    found = (
        about
        for rung in rungs
        for one in counts_in(rung.condition)
        for about in facts.disputed_among(one.selector, one.distinct)
    )
    return tuple(dict.fromkeys(found))


def reached(truths: Sequence[bool | None]) -> tuple[int, int]:
    """The levels evidenced and possible: all true up to the first, none false up to the second."""
    evidenced = next((n for n, one in enumerate(truths) if one is not True), len(truths))
    possible = next((n for n, one in enumerate(truths) if one is False), len(truths))
    return evidenced, possible


def lower_median(levels: Iterable[int]) -> int:
    """The middle of ordinal levels; of two middles the lower, since levels cannot be averaged."""
    ordered = sorted(levels)
    return ordered[(len(ordered) - 1) // 2]
