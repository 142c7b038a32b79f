"""Figures of agreement, held against published examples and libraries; and one-to-one assignment."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations, permutations
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from iomassess.agreement.assignment import assign
from iomassess.agreement.coefficients import (
    Unit,
    alpha,
    estimate,
    exact,
    interval,
    linear_kappa,
    nominal,
    ordinal,
    percentile,
    quadratic_kappa,
)

_: None = None
KRIPPENDORFF: Counter[Unit] = Counter(
    zip(
        (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
        (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
        (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
        (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
        strict=True,
    )
)
"""Twelve units by four observers, with missing ratings (Krippendorff 2011, part C)."""

ANXIETY: Counter[Unit] = Counter(
    zip(
        (2, 4, 3, 4, 1, 3, 1, 3, 2, 2, 1, 2, 2, 2, 1, 1, 0, 2, 2, 3),
        (1, 0, 3, 3, 2, 1, 0, 4, 0, 0, 0, 1, 2, 2, 0, 0, 2, 2, 1, 1),
        strict=True,
    )
)
"""Two raters on the anxiety of 20 people, raters 2 and 3 of R's `irr::anxiety`; 1, 2, 3, 4, 6 are 0 to 4."""

PRINTED: dict[Unit, int] = {(0, 1): 4, (0, 2): 1, (1, 1): 8, (2, 1): 1, (2, 2): 5}
"""A table of 19 units, of which the tests of statsmodels have what SAS prints."""

FIRST = (0, 1, 2, 3, 4, 4, 3, 2, 1, 0, 2, 2, 1, 3, 4, 0, 0, 1, 4, 2, 3, 3, 1)
SECOND = (0, 1, 3, 3, 4, 2, 3, 2, 0, 0, 2, 1, 1, 3, 3, 1, 0, 2, 4, 2, 4, 1, 1)
INVENTED: Counter[Unit] = Counter(zip(FIRST, SECOND, strict=True))

ratings = st.one_of(st.none(), st.integers(0, 4))
tables = st.integers(2, 4).flatmap(
    lambda coders: st.lists(st.tuples(*[ratings] * coders), min_size=1, max_size=12)
)
pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=25)


# -- published examples


def test_alpha_is_what_krippendorff_works_out() -> None:
    assert round(alpha(KRIPPENDORFF, nominal) or 0, 3) == 0.743
    assert round(alpha(KRIPPENDORFF, ordinal) or 0, 3) == 0.815
    assert round(alpha(KRIPPENDORFF, interval) or 0, 3) == 0.849


def test_weighted_kappa_is_what_irr_and_sas_print() -> None:
    """As statsmodels records them, `statsmodels/stats/tests/test_inter_rater.py` at commit 039c320d."""
    assert round(linear_kappa(ANXIETY) or 0, 7) == 0.1459075
    assert round(quadratic_kappa(ANXIETY) or 0, 7) == 0.2520325
    assert round(linear_kappa(PRINTED) or 0, 4) == 0.4701


def test_figures_are_those_of_scikit_learn_and_irrcac() -> None:
    """`cohen_kappa_score` of scikit-learn 1.9.1, and `CAC.krippendorff` of irrCAC 0.4.4, run once by hand."""
    assert isclose(linear_kappa(INVENTED) or 0, 0.6809583858764187)
    assert isclose(quadratic_kappa(INVENTED) or 0, 0.8148148148148149)
    assert round(alpha(INVENTED, nominal) or 0, 5) == 0.51843
    assert round(alpha(INVENTED, interval) or 0, 5) == 0.8184


# -- a published library, on whatever ratings


def by_nltk(units: Sequence[Unit], distance: Callable[[int, int], float]) -> AnnotationTask:
    told = [
        (coder, nth, rating)
        for nth, unit in enumerate(units)
        if sum(one is not None for one in unit) > 1
        for coder, rating in enumerate(unit)
        if rating is not None
    ]
    return AnnotationTask(told, distance=distance)


def between(units: Sequence[Unit], one: int, other: int) -> float:
    """The ordinal distance by its definition, rating by rating."""
    paired = [unit for unit in units if sum(rating is not None for rating in unit) > 1]
    given = [rating for unit in paired for rating in unit if rating is not None]
    low, high = sorted((one, other))
    steps = sum(given.count(rating) for rating in range(low, high + 1))
    return (steps - (given.count(low) + given.count(high)) / 2) ** 2


@given(tables)
def test_alpha_is_what_nltk_gives(units: list[Unit]) -> None:
    mine = alpha(Counter(units))
    paired = [unit for unit in units if sum(one is not None for one in unit) > 1]
    if len({one for unit in paired for one in unit if one is not None}) < 2:
        assert mine is None
    else:
        theirs = by_nltk(units, lambda one, other: between(units, one, other)).alpha()
        assert mine is not None
        assert isclose(mine, theirs, abs_tol=1e-9)


@given(pairs)
def test_weighted_kappa_is_what_nltk_gives(units: list[Unit]) -> None:
    for figure, power in ((linear_kappa, 1), (quadratic_kappa, 2)):
        mine = figure(Counter(units))
        if mine is None:
            assert len({one for unit in units for one in unit}) == 1
        else:
            theirs = by_nltk(units, lambda one, other, power=power: abs(one - other) ** power)  # type: ignore[misc]
            assert isclose(mine, theirs.weighted_kappa(), abs_tol=1e-9)


@given(tables)
def test_figures_do_not_turn_on_who_is_named_first(units: list[Unit]) -> None:
    turned = [tuple(reversed(unit)) for unit in units]
    one, other = alpha(Counter(units)), alpha(Counter(turned))
    assert (one is None) == (other is None)
    assert isclose(one or 0, other or 0, abs_tol=1e-9)
    assert exact(Counter(units)) == exact(Counter(turned))


@given(pairs)
def test_full_agreement_is_1_and_nothing_else_is(units: list[Unit]) -> None:
    for figure in (alpha, linear_kappa, quadratic_kappa):
        value = figure(Counter(units))
        if value is not None:
            assert value <= 1
            assert isclose(value, 1) == all(one == other for one, other in units)


# -- what is not defined, and intervals


def test_a_figure_that_is_not_defined_says_why() -> None:
    (one,) = estimate([(1, 2)], [alpha], 1, 100)
    assert (one.value, one.undefined) == (None, "fewer than two units were rated by two coders")
    (one,) = estimate([(3, 3), (3, 3), (3, None)], [alpha], 1, 100)
    assert (one.value, one.units) == (None, 2)
    assert one.undefined == "all ratings are the same, so that nothing tells agreement from habit"


def test_a_coder_who_always_rates_the_same_does_no_better_than_chance() -> None:
    assert linear_kappa(Counter([(3, 1), (3, 3), (3, 4)])) == 0


def test_an_interval_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    units: list[Unit] = list(zip(FIRST, SECOND, strict=True))
    assert estimate(units, [alpha], 7, 200) == estimate(units, [alpha], 7, 200)
    assert estimate(units, [alpha], 7, 200) != estimate(units, [alpha], 8, 200)


def test_an_interval_holds_the_figure_and_counts_what_it_leaves_out() -> None:
    (one,) = estimate([(0, 0), (1, 1), (1, 0)], [alpha], 1, 1000)
    assert one.value is not None
    assert one.low is not None
    assert one.high is not None
    assert one.low <= one.value <= one.high
    # a resample has no variation where it draws the first unit only, or the second only: 2 in 27
    assert 40 < one.degenerate < 110
    assert one.resamples == 1000


def test_a_unit_that_one_coder_alone_rated_moves_nothing() -> None:
    units: list[Unit] = list(zip(FIRST, SECOND, strict=True))
    assert estimate(units, [alpha, exact], 1, 50) == estimate([*units, (4, None)], [alpha, exact], 1, 50)


def test_a_percentile_lies_on_the_line_between_the_nearest_values() -> None:
    assert percentile([1, 2, 3, 4], 0.025) == pytest.approx(1.075)  # as numpy.percentile has it
    assert percentile([1, 2, 3, 4], 0.5) == 2.5
    assert percentile([5], 0.975) == 5


# -- one to one


@given(st.lists(st.lists(st.integers(-2, 6), min_size=4, max_size=4), max_size=4))
def test_an_assignment_gains_as_much_as_any(gains: list[list[int]]) -> None:
    found = assign(range(len(gains)), range(4), lambda one, other: gains[one][other])
    rows, columns = [one for one, _ in found], [other for _, other in found]
    assert len({*rows}) == len(rows)
    assert len({*columns}) == len(columns)
    assert all(gains[one][other] > 0 for one, other in found)
    best = max(
        sum(max(0, gains[one][other]) for one, other in enumerate(order))
        for order in permutations(range(4), len(gains))
    )
    assert sum(gains[one][other] for one, other in found) == best
    turned = assign(range(4), range(len(gains)), lambda one, other: gains[other][one])
    assert sum(gains[one][other] for other, one in turned) == best


def test_of_many_alike_each_goes_with_one() -> None:
    found = assign(range(60), range(60), lambda *_: 1)
    assert len(found) == 60
    assert not any(one == other for one, other in combinations([column for _, column in found], 2))
