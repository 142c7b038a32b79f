"""Agreement between coders as figures: Krippendorff's alpha and weighted kappa, with bootstrap intervals.

A unit is what coders rate, such as one criterion at one site; its ratings are whole numbers, one a coder,
None where a coder gives none. Sources:

- Krippendorff, K. (2011) Computing Krippendorff's Alpha-Reliability, University of Pennsylvania,
  https://repository.upenn.edu/asc_papers/43
- Cohen, J. (1968) Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial
  credit, Psychological Bulletin 70(4), 213-220
- Efron, B. and Tibshirani, R. (1993) An Introduction to the Bootstrap, chapter 13 (percentile intervals)
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from math import floor
from random import Random
from typing import NamedTuple, TypeAlias

Unit: TypeAlias = tuple[int | None, ...]
"""The ratings of one unit, one a coder in a fixed order."""

Counted: TypeAlias = Mapping[Unit, int]
"""Units by their ratings, and how often each occurs."""

Statistic: TypeAlias = Callable[[Counted], float | None]
"""Gives a figure for units, or None where it is not defined."""

Distance: TypeAlias = Callable[[int, int, Mapping[int, float]], float]
"""The squared difference of two ratings, given how often each rating occurs."""


class Estimate(NamedTuple):
    """A figure with its interval."""

    value: float | None
    """1 for full agreement, 0 for what chance alone would give; None where it is not defined."""
    undefined: str | None
    """Why there is no figure, or no interval."""
    units: int
    """Units that at least two coders rated; no others count."""
    low: float | None
    high: float | None
    """The 2.5 and 97.5 percentiles over resamples of the units."""
    resamples: int
    degenerate: int
    """Resamples in which the figure is not defined, and which the interval leaves out."""


# -- figures


def exact(units: Counted) -> float | None:
    """The share of units on which all who rated them agree; None where no unit has two ratings."""
    rated = {unit: many for unit, many in units.items() if len(_ratings(unit)) > 1}
    total = sum(rated.values())
    alike = sum(many for unit, many in rated.items() if len(set(_ratings(unit))) == 1)
    return alike / total if total else None


def alpha(units: Counted, distance: Distance | None = None) -> float | None:
    """Krippendorff's alpha: 1 - (n - 1) * sum of o_ck d_ck / sum of n_c n_k d_ck, over ratings c < k.

    o_ck is how often c and k were given to one unit, each unit's pairs divided by its ratings less one; n_c
    is how often c was given at all; n is the sum of n_c; d_ck is the squared distance, by default the
    ordinal one (Krippendorff 2011, parts C and D). Any number of coders, and ratings may be missing. None
    where only one rating was ever given, so that nothing could have disagreed.
    """
    apart = distance or ordinal
    together: dict[tuple[int, int], float] = {}
    for unit, many in units.items():
        ratings = _ratings(unit)
        for nth, one in enumerate(ratings):
            for other in (*ratings[:nth], *ratings[nth + 1 :]):
                together[one, other] = together.get((one, other), 0) + many / (len(ratings) - 1)
    given: dict[int, float] = {}
    for (one, _), share in together.items():
        given[one] = given.get(one, 0) + share
    pairs = [(one, other) for one in sorted(given) for other in sorted(given) if one < other]
    squares = {pair: apart(*pair, given) for pair in pairs}
    expected = sum(given[one] * given[other] * squares[one, other] for one, other in pairs)
    observed = sum(together.get(pair, 0) * square for pair, square in squares.items())
    return 1 - (sum(given.values()) - 1) * observed / expected if expected else None


def nominal(one: int, other: int, _: Mapping[int, float]) -> float:
    """Ratings are the same or not."""
    return float(one != other)


def ordinal(one: int, other: int, given: Mapping[int, float]) -> float:
    """The square of how many ratings lie between two, counting half of those on each (Krippendorff 2011)."""
    low, high = sorted((one, other))
    between = sum(many for rating, many in given.items() if low <= rating <= high)
    return (between - (given[low] + given[high]) / 2) ** 2


def interval(one: int, other: int, _: Mapping[int, float]) -> float:
    """The square of the difference, as on a scale of equal steps."""
    return float((one - other) ** 2)


def linear_kappa(units: Counted) -> float | None:
    """Weighted kappa of two coders, in which being two levels apart weighs twice as much as one."""
    return _kappa(units, 1)


def quadratic_kappa(units: Counted) -> float | None:
    """Weighted kappa of two coders, in which being two levels apart weighs four times as much as one."""
    return _kappa(units, 2)


def _kappa(units: Counted, power: int) -> float | None:
    """Cohen's weighted kappa: 1 - sum of v_ij p_ij / sum of v_ij p_i. p_.j (Cohen 1968).

    p_ij is the share of units that the first coder rates i and the second j, p_i. and p_.j are the shares
    of each by themselves, and v_ij, the weight of a disagreement, is a power of the distance from i to j.
    None where both give one and the same rating throughout.
    """
    rated = {unit: many for unit, many in units.items() if len(_ratings(unit)) == 2}
    total = sum(rated.values())
    first, second = Counter[int | None](), Counter[int | None]()
    observed = 0
    for (one, other), many in rated.items():
        first[one] += many
        second[other] += many
        observed += many * _weight(one, other, power)
    expected = sum(
        many * others * _weight(one, other, power)
        for one, many in first.items()
        for other, others in second.items()
    )
    return 1 - observed * total / expected if expected else None


def _weight(one: int | None, other: int | None, power: int) -> int:
    return 0 if one is None or other is None else int(abs(one - other) ** power)


def _ratings(unit: Unit) -> list[int]:
    return [one for one in unit if one is not None]


# -- intervals


def estimate(
    units: Sequence[Unit], statistics: Collection[Statistic], seed: int, resamples: int
) -> list[Estimate]:
    """Figures with percentile intervals, all from the same resamples of the units that two coders rated.

    Each resample draws as many units as there are, with replacement. Ratings by chance alike leave a
    resample without a figure; such resamples are counted and left out.
    """
    rated = [unit for unit in units if len(_ratings(unit)) > 1]
    values = [one(Counter(rated)) if len(rated) > 1 else None for one in statistics]
    drawn: list[list[float | None]] = [[] for _ in statistics]
    if any(value is not None for value in values):
        random = Random(seed)  # noqa: S311  nothing secret hangs on it
        for _ in range(resamples):
            sample = Counter(random.choices(rated, k=len(rated)))
            for found, statistic in zip(drawn, statistics, strict=True):
                found.append(statistic(sample))
    return [
        _estimate(value, found, len(rated), resamples) for value, found in zip(values, drawn, strict=True)
    ]


def _estimate(value: float | None, drawn: Sequence[float | None], units: int, resamples: int) -> Estimate:
    if value is None:
        return Estimate(None, _FEW if units < 2 else _ALIKE, units, None, None, 0, 0)
    sound = sorted(one for one in drawn if one is not None)
    missing = len(drawn) - len(sound)
    rounded = round(value, _DIGITS)
    if not sound:
        return Estimate(rounded, _NO_INTERVAL, units, None, None, resamples, missing)
    low, high = (round(percentile(sound, share), _DIGITS) for share in (0.025, 0.975))
    return Estimate(rounded, None, units, low, high, resamples, missing)


_FEW = "fewer than two units were rated by two coders"
_ALIKE = "all ratings are the same, so that nothing tells agreement from habit"
_NO_INTERVAL = "no resample has a figure"
_DIGITS = 9
"""Decimals kept, so that the order of a sum does not show."""


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of sorted values lies, on the line between the two nearest."""
    at = share * (len(values) - 1)
    below = floor(at)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (at - below)
