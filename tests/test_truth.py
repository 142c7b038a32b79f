"""The engine's promises, compared with plain truth in the worlds that random sites allow.

Never tighter than the truth: what is settled holds in every completion, and with scenarios carried out in
every one of what the site would then be. Forgetting never settles anything. How much looser the engine is
than the truth, `benchmarks/looseness.py` counts.
"""

from collections.abc import Iterator

from hypothesis import HealthCheck, Phase, assume, event, given, settings

from completions import completions, dice
from iomassess.checks import contradictions
from iomassess.engine.conditions import Outcome, judge, read_condition, truth
from iomassess.engine.facts import Facts, facts
from iomassess.problems import InvalidSource
from iomassess.scenario.supposing import Supposition, suppose
from oracle import Json, Spared, World, count, holds, plain
from profiles import PROFILE, QUICK
from random_scenarios import Supposed, scenarios
from strategies import Case, cases, counting_cases, engagement_cases, forgettings
from universe import Universe, counts

EXAMPLES, WORLDS = {"thorough": (5000, 600), "quick": (30, 20)}.get(PROFILE or "", (200, 150))
"""How many cases are tried, and how many worlds of each; all of them where there are no more."""

promise = settings(
    max_examples=EXAMPLES,
    phases=(Phase.generate,) if QUICK else tuple(Phase),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
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


@settings(promise, max_examples=EXAMPLES // 2)
@given(scenarios())
def test_what_scenarios_settle_is_so_in_every_world_where_the_statements_hold_of_all_else(
    supposed: Supposed,
) -> None:
    found = carried_out(supposed).facts
    assert not contradictions(found)
    assert told(plain(found.site)) == told(plain(supposed.after.site))
    condition = supposed.after.condition
    settled = truth(read_condition(condition), found)
    event(f"settled: {settled}, statements that give way: {min(len(found.spared), 2)}")
    bounds = [(one, judge(read_condition(one), found)) for one in counts(condition)]
    bounds = [(one, outcome) for one, outcome in bounds if (outcome.least, outcome.most) != (0, None)]
    if settled is None and not bounds:
        return
    for world in worlds(supposed.after, WORLDS // 3, found.spared):
        assert settled in {None, holds(condition, world)}, world
        for some, outcome in bounds:
            assert_within(outcome, count(some, world), world)


def carried_out(supposed: Supposed) -> Supposition:
    """What comes of scenarios by the program; not of those that contradict themselves."""
    found: Facts | Supposition = supposed.before
    for scenario in supposed.scenarios:
        try:
            found = suppose(found, scenario)
        except InvalidSource as error:
            event(f"refused: {sorted({problem.rule for problem in error.problems})}")
            assume(False)
    assert isinstance(found, Supposition)
    return found


def told(values: Json) -> Json:
    """The values of a site without where they are from."""
    if isinstance(values, dict):
        return {name: told(one) for name, one in values.items() if name not in {"evidence", "sources"}}
    return [told(one) for one in values] if isinstance(values, list) else values


def outcome(case: Case) -> Outcome:
    return judge(read_condition(case.condition), facts(case.site))


def worlds(case: Case, limit: int = WORLDS, spared: Spared = ()) -> Iterator[World]:
    """Worlds of the recorded things alone, where counts are least, then worlds with others."""
    around = Universe.around(case.site, case.condition, most=2)
    for universe in (Universe(around.values, {}, around.spare), around):
        yield from completions(case.site, universe, limit=limit, rng=dice(0), spared=spared)[0]


def assert_within_bounds(case: Case) -> None:
    found = outcome(case)
    event(f"bounds: {found.least} to {found.most}")
    for world in worlds(case):
        assert_within(found, count(case.condition, world), world)


def assert_within(found: Outcome, number: int, world: World) -> None:
    assert found.least <= number, world
    assert found.most is None or number <= found.most, world
