"""The engine's promises, compared with plain truth in the worlds that random sites allow.

Never tighter than the truth: what is settled holds in every completion. Forgetting never settles
anything. How much looser the engine is than the truth, `benchmarks/looseness.py` counts.
"""

from collections.abc import Iterator

from hypothesis import HealthCheck, Phase, event, given, settings

from completions import completions, dice
from iomassess.checks import contradictions
from iomassess.engine.conditions import Outcome, judge, read_condition, truth
from iomassess.engine.facts import facts
from oracle import World, count, holds
from profiles import PROFILE, QUICK
from strategies import Case, cases, counting_cases, engagement_cases, forgettings
from universe import Universe

EXAMPLES, WORLDS = {"thorough": (5000, 600), "quick": (30, 20)}.get(PROFILE or "", (200, 150))
"""How many cases are tried, and how many worlds of each; all of them where there are no more."""

promise = settings(
    max_examples=EXAMPLES,
    phases=(Phase.generate,) if QUICK else tuple(Phase),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@promise
@given(cases())
def test_what_is_settled_is_so_in_every_world(case: Case) -> None:
    settled = outcome(case).truth
    event(f"settled: {settled}")
    if settled is not None:
        for world in worlds(case):
            assert holds(case.condition, world) is settled, world


@promise
@given(cases())
def test_truth_found_the_short_way_is_the_truth_that_is_judged(case: Case) -> None:
    assert truth(read_condition(case.condition), facts(case.site)) is outcome(case).truth


@promise
@given(counting_cases())
def test_a_count_is_within_its_bounds_in_every_world(case: Case) -> None:
    assert_within_bounds(case)


@promise
@given(engagement_cases())
def test_an_engagement_type_that_occurs_in_a_world_is_not_ruled_out(case: Case) -> None:
    assert_within_bounds(case)


@promise
@given(cases())
def test_a_site_that_some_world_obeys_does_not_contradict_itself(case: Case) -> None:
    found = contradictions(facts(case.site))
    if found:
        assert not list(worlds(case)), found


@promise
@given(forgettings())
def test_forgetting_part_of_a_site_settles_nothing(before_and_after: tuple[Case, Case]) -> None:
    before, after = (outcome(case).truth for case in before_and_after)
    event(f"{before} to {after}")
    assert after in {before, None}


def outcome(case: Case) -> Outcome:
    return judge(read_condition(case.condition), facts(case.site))


def worlds(case: Case) -> Iterator[World]:
    """Worlds of the recorded things alone, where counts are least, then worlds with others."""
    around = Universe.around(case.site, case.condition, most=2)
    for universe in (Universe(around.values, {}, around.spare), around):
        yield from completions(case.site, universe, limit=WORLDS, rng=dice(0))[0]


def assert_within_bounds(case: Case) -> None:
    found = outcome(case)
    event(f"bounds: {found.least} to {found.most}")
    for world in worlds(case):
        number = count(case.condition, world)
        assert found.least <= number, world
        assert found.most is None or number <= found.most, world
