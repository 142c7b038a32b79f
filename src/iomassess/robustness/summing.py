"""Levels summed up and set against each other, by rules that need their order and nothing more."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from iomassess.comparison.comparing import order
from iomassess.levels import lower_median
from iomassess.phrases import TOP
from iomassess.results import Order
from iomassess.robustness.firmness import Interval

RULES: Mapping[str, str] = {
    "lower-median": "by the lower median",
    "upper-median": "by the upper median",
    "minimum": "by the lowest level",
    "shares": "by the shares of criteria at each level or above",
}
"""The rules tried, and how to say that one was used; `shares` compares and does not sum up."""


def summed(rule: str, levels: Iterable[tuple[Interval, int]]) -> Interval | None:
    """Levels summed up by a rule, each counted as often as it weighs; None where there are none."""
    repeated = [level for level, weight in levels for _ in range(weight)]
    if not repeated:
        return None
    by = _BY[rule]
    return by([evidenced for evidenced, _ in repeated]), by([possible for _, possible in repeated])


def upper_median(levels: Iterable[int]) -> int:
    """The middle of ordinal levels; of two middles the upper."""
    ordered = sorted(levels)
    return ordered[len(ordered) // 2]


_BY: Mapping[str, Callable[[list[int]], int]] = {
    "lower-median": lower_median,
    "upper-median": upper_median,
    "minimum": min,
}


class Standing(NamedTuple):
    """What is certain of two, and for which of them (0 or 1) more is evidenced, if for one."""

    order: Order
    more: int | None


def standing(one: Interval, other: Interval) -> Standing:
    """What is certain of two levels, and for which more is evidenced."""
    more = None if one[0] == other[0] else int(one[0] < other[0])
    return Standing(order(one, other), more)


def by_shares(one: Sequence[Interval], other: Sequence[Interval]) -> Standing:
    """Two lists of levels by their shares at each level or above: one is higher where no share is less."""
    if not one or not other:
        return Standing("not applicable", None)
    (shown, may), (shown_there, may_there) = (_shares(each) for each in (one, other))
    ranked: Order = "not settled"
    if _beyond(shown, may_there):
        ranked = "above"
    elif _beyond(shown_there, may):
        ranked = "below"
    elif shown == may == shown_there == may_there:
        ranked = "same"
    more = 0 if _beyond(shown, shown_there) else 1 if _beyond(shown_there, shown) else None
    return Standing(ranked, more)


def _shares(levels: Sequence[Interval]) -> tuple[list[Fraction], ...]:
    """The share at each level or above, as evidenced and as possible."""
    return tuple(
        [Fraction(sum(one[bound] >= level for one in levels), len(levels)) for level in range(1, TOP + 1)]
        for bound in (0, 1)
    )


def _beyond(one: Sequence[Fraction], other: Sequence[Fraction]) -> bool:
    return one != other and all(mine >= theirs for mine, theirs in zip(one, other, strict=True))
