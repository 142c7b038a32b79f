"""Plans: the fewest actions that reach a site's targets, held against trying every set of them."""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import Phase, assume, example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from iomassess import places
from iomassess.authoring.writing import block
from iomassess.cli import program
from iomassess.cli.loading import load_frameworks, load_sites
from iomassess.engine.conditions import truth
from iomassess.engine.facts import Facts
from iomassess.framework.reading import Criterion, Framework
from iomassess.loading import load_facts
from iomassess.plans.actions import Actions, load_actions
from iomassess.plans.choosing import choose
from iomassess.plans.lines import lines
from iomassess.plans.planner import Planner
from iomassess.plans.proposals import Alternative, Plan, Raised, Served, ToCome
from iomassess.plans.proposing import Proposal, propose
from iomassess.plans.searching import Found, Search
from iomassess.plans.steps import carried_out
from iomassess.problems import InvalidSource
from iomassess.source import parse
from profiles import QUICK

SITES = ("lancashire", "london", "nottinghamshire", "west-midlands", "west-yorkshire")
Numbers = frozenset[int]

trial = settings(
    max_examples=5 if QUICK else 25,
    phases=(Phase.explicit, Phase.generate) if QUICK else tuple(Phase),
)


@cache
def frameworks() -> list[Framework]:
    return load_frameworks(None)


@cache
def actions() -> Actions:
    return load_actions(places.frameworks())


def recommended(criterion: Criterion) -> int | None:
    return criterion.target.level if criterion.target else None


@cache
def planner(site: str) -> Planner:
    (facts,) = load_sites([site])
    return Planner(facts, frameworks(), actions(), recommended)


@cache
def proposal(site: str) -> Proposal:
    return propose(planner(site), choose(planner(site)), frameworks(), actions())


def plan(site: str) -> Plan:
    return proposal(site).plan


# -- the search by itself


def subsets(many: int) -> Iterator[Numbers]:
    return (frozenset(one) for size in range(many + 1) for one in combinations(range(many), size))


class Puzzle:
    """Goals that some ways meet, steps with weights, and what must come with them; and its best answer."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311  not a secret
        self.many = chance.randint(2, 9)
        self.weights = [chance.randint(1, 4) for _ in range(self.many)]
        self.ways = [
            [_some(chance, self.many, 3) for _ in range(chance.randint(1, 3))]
            for _ in range(chance.randint(1, 3))
        ]
        needs = [
            [_some(chance, self.many, 2) - {one}] if chance.random() < 0.3 else [] for one in range(self.many)
        ]
        self.needs = [[each for each in listed if each] for listed in needs]
        weights = (self.weigh(steps) for steps in subsets(self.many) if self.sound(steps))
        self.lightest = min(weights, default=None)

    def meets(self, goal: int, steps: Numbers) -> bool:
        """Whether steps meet a goal."""
        return any(way <= steps for way in self.ways[goal])

    def sound(self, steps: Numbers) -> bool:
        """Whether they meet all goals, and what must come with each is there."""
        goals = all(self.meets(goal, steps) for goal in range(len(self.ways)))
        return goals and all(each & steps for one in steps for each in self.needs[one])

    def weigh(self, steps: Numbers) -> int:
        """What they weigh."""
        return sum(self.weights[one] for one in steps)

    def found(self, room: int = 20_000) -> Found | None:
        """What the search finds."""
        relevant = [frozenset().union(*way) for way in self.ways]
        search = Search(self.weights, self.needs, relevant, self.meets, room)
        return search.lightest(range(len(self.ways)))


@settings(trial, max_examples=100)
@given(st.integers(0, 2**32))
def test_the_lightest_set_found_is_the_lightest_of_all_sets(seed: int) -> None:
    puzzle = Puzzle(seed)
    found = puzzle.found()
    assert (found.weight if found else None) == puzzle.lightest
    assert found is None or (puzzle.sound(found.steps) and found.proven)


def lightest_cover(
    weights: Sequence[int], lists: Sequence[int], needs: Sequence[Sequence[int]]
) -> int | None:
    """The least that a set weighs which has one of each list, and what its steps need; sets are bits here."""
    found = None
    for steps in range(1 << len(weights)):
        chosen = [one for one in range(len(weights)) if steps >> one & 1]
        if all(steps & one for one in lists) and all(steps & each for one in chosen for each in needs[one]):
            weight = sum(weights[one] for one in chosen)
            found = weight if found is None else min(found, weight)
    return found


def _touching(lists: Sequence[Numbers]) -> Callable[[int, Numbers], bool]:
    return lambda goal, steps: bool(lists[goal] & steps)


def bits(steps: Numbers) -> int:
    return sum(1 << one for one in steps)


def covering(seed: int, many: int, room: int = 20_000) -> tuple[Found | None, int | None]:
    """What the search finds in lists of which one each must be taken, and what the lightest set weighs."""
    chance = random.Random(seed)  # noqa: S311  not a secret
    weights = [chance.randint(1, 3) for _ in range(many)]
    lists = [
        frozenset(chance.sample(range(many), chance.randint(2, 3)))
        for _ in range(chance.randint(many // 2, many))
    ]
    needs = [[_some(chance, many, 2) - {one}] if chance.random() < 0.25 else [] for one in range(many)]
    needs = [[each for each in listed if each] for listed in needs]
    search = Search(weights, needs, lists, _touching(lists), room)
    least = lightest_cover(
        weights, [bits(one) for one in lists], [[bits(one) for one in each] for each in needs]
    )
    return search.lightest(range(len(lists))), least


@pytest.mark.parametrize("many", [6, 8, 10])
def test_of_many_lists_that_overlap_the_lightest_cover_is_found(many: int) -> None:
    for seed in range(40):
        found, least = covering(seed, many)
        assert (found.weight if found else None) == least
        assert found is None or found.proven


def test_of_many_lists_some_cover_is_found_with_little_room_and_its_bound_holds() -> None:
    for seed in range(40):
        found, least = covering(seed, 8, room=1 + seed % 7)
        assert (found is None) == (least is None)
        assert found is None or least is None or found.bound <= least <= found.weight


def test_parts_that_have_nothing_to_do_with_each_other_are_each_solved() -> None:
    """Rings of steps, of which one of each two neighbours must be taken; of five that takes three."""
    for seed in range(30):
        chance = random.Random(seed)  # noqa: S311  not a secret
        weights: list[int] = []
        lists: list[Numbers] = []
        least = 0
        for size in (5, 7, 5)[: chance.randint(2, 3)]:
            first = len(weights)
            own = [chance.randint(2, 4) for _ in range(size)]
            ring = [frozenset((one, (one + 1) % size)) for one in range(size)]
            least += lightest_cover(own, [bits(one) for one in ring], [[]] * size) or 0
            weights += own
            lists += [frozenset(first + one for one in pair) for pair in ring]
        search = Search(weights, [[]] * len(weights), lists, _touching(lists))
        found = search.lightest(range(len(lists)))
        assert found is not None
        assert all(one & found.steps for one in lists)
        assert (found.weight, found.proven) == (least, True)


@settings(trial, max_examples=100)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_a_search_with_little_room_finds_some_set_if_there_is_one_and_says_how_light_any_is(
    seed: int, room: int
) -> None:
    puzzle = Puzzle(seed)
    found = puzzle.found(room)
    assert (found is None) == (puzzle.lightest is None)
    if found is not None and puzzle.lightest is not None:
        assert puzzle.sound(found.steps)
        assert found.bound <= puzzle.lightest <= found.weight == puzzle.weigh(found.steps)
        assert found.proven == (found.bound == found.weight)


def _some(chance: random.Random, many: int, most: int) -> Numbers:
    return frozenset(chance.sample(range(many), chance.randint(1, min(most, many))))


def test_nothing_is_found_where_a_goal_is_out_of_reach_or_all_that_would_do_is_barred() -> None:
    search = Search(
        [1, 2], [[], []], [frozenset((0, 1)), frozenset()], lambda goal, steps: goal == 0 < len(steps)
    )
    assert search.lightest([0]) == Found(frozenset((0,)), 1, 1)
    assert search.lightest([0], without=frozenset((0,))) == Found(frozenset((1,)), 2, 2)
    assert search.lightest([0], without=frozenset((0, 1))) is None
    assert search.lightest([0, 1]) is None


def test_a_search_that_runs_out_of_room_says_what_any_set_weighs_at_least() -> None:
    lists = [frozenset(pair) for pair in combinations(range(12), 2)]  # all but one are needed: 11

    def meets(goal: int, steps: Numbers) -> bool:
        return bool(lists[goal] & steps)

    search = Search([1] * 12, [[]] * 12, lists, meets, room=2)
    found = search.lightest(range(len(lists)))
    assert found is not None
    assert not found.proven
    assert found.bound <= 11 <= found.weight


# -- plans beside all sets of steps, on small sites


def small_site(chance: random.Random) -> Facts:
    """A site of a few agencies and groups, of which little is known."""

    def now_and_then(**fields: object) -> dict[str, object]:
        return {name: value for name, value in fields.items() if chance.random() < 0.6}

    def standing(*values: str) -> dict[str, str]:
        status = chance.choice(("in-place", *values))
        return {} if status == "in-place" else {"status": status}

    agencies = {
        f"agency-{nth}": {
            "name": f"Agency {nth}",
            "sector": "third",
            **now_and_then(
                size=chance.choice(("small", "large")),
                works_with_offenders=True,
                rooted_in=[chance.choice(("faith", "bme"))],
            ),
        }
        for nth in range(chance.randint(1, 2))
    }
    groups: dict[str, dict[str, object]] = {
        "team": {"name": "Team", "level": "service-delivery", "scope": "iom", "standing": "main"},
        "steering": {
            "name": "Steering",
            "level": "operational-management",
            "scope": "iom",
            "standing": "main",
        },
        "board": {"name": "Board", "level": "strategic-oversight", "tier": "pioneer-site", "scope": "iom"},
    }
    kept = chance.sample(sorted(groups), chance.randint(1, 3))
    for key in kept:
        groups[key] |= standing("planned", "emerging")
        seated = [one for one in agencies if chance.random() < 0.4]
        flags = ("co_located", "co_works", "shares_information", "attends", "hears_from_project")
        groups[key]["members"] = [
            {"agency": one, **now_and_then(**dict.fromkeys(flags, True)), **standing("invited", "planned")}
            for one in seated
        ]
    values = {
        "format": "iomassess/site/1",
        "id": "small",
        "name": "Small",
        "wave": "baseline",
        "as_of": 2009,
        "agencies": {"police": {"name": "Police", "sector": "statutory", "kind": "police"}, **agencies},
        "groups": {key: groups[key] for key in kept},
        "links": [
            {"kind": "refers-to", "from": "team", "to": one, **now_and_then(scope="iom", active=True)}
            for one in agencies
            if "team" in kept and chance.random() < 0.4
        ],
        "practices": [
            {"kind": kind, **now_and_then(scope="iom"), **standing("planned", "ended")}
            for kind in ("volunteering", "mentoring", "grant-funding", "strategy")
            if chance.random() < 0.3
        ],
    }
    return load_facts(parse("\n".join(block(values, 0)), "small.yaml"))


def small_planner(seed: int, most_steps: int, *, by_effort: bool = False) -> Planner:
    """A planner for a small site with some of the actions and of the criteria."""
    chance = random.Random(seed)  # noqa: S311  not a secret
    facts = small_site(chance)
    aimed = {
        one.id: chance.randint(1, 4)
        for framework in frameworks()
        for one in framework.criteria
        if chance.random() < 0.25
    }
    some = list(actions().actions)
    chance.shuffle(some)
    known: list[str] = []
    found = None
    for size in range(1, len(some) + 1):
        chosen = tuple(one for one in actions().actions if one in some[:size])
        known = [one.id for one in chosen]
        chosen = tuple(
            one._replace(after=tuple(each for each in one.after if each.action in known)) for one in chosen
        )
        tried = Planner(
            facts,
            frameworks(),
            actions()._replace(actions=chosen),
            lambda criterion: aimed.get(criterion.id),
            by_effort=by_effort,
        )
        if len(tried.steps) > most_steps:
            break
        found = tried
    assume(found is not None and found.steps)
    assert found is not None
    return found


class ByHand:
    """What sets of steps come to, judged by the engine itself for each set."""

    def __init__(self, small: Planner) -> None:
        self.small = small
        self.known: dict[Numbers, tuple[int, ...]] = {}

    def levels(self, steps: Numbers) -> tuple[int, ...]:
        """The level of each aim with steps taken, no higher than its target."""
        if steps not in self.known:
            site = carried_out(self.small.facts.site, (self.small.steps[one] for one in sorted(steps)))
            facts = Facts(site, self.small.facts.source)
            self.known[steps] = tuple(
                min(aim.target, _evidenced(aim.criterion, facts)) for aim in self.small.aims
            )
        return self.known[steps]

    def sound(self, steps: Numbers) -> bool:
        """Whether what must come first is there."""
        return all(each & steps for one in steps for each in self.small.needs[one])

    def all_sets(self) -> list[Numbers]:
        """All sets of steps that can be taken."""
        return [steps for steps in subsets(len(self.small.steps)) if self.sound(steps)]


def _evidenced(criterion: Criterion, facts: Facts) -> int:
    level = 0
    for rung in criterion.rungs:
        if truth(rung.condition, facts) is not True:
            break
        level = rung.level
    return level


def times(small: Planner, steps: Numbers) -> int:
    return sum(small.steps[one].times for one in steps)


@trial
@given(st.integers(0, 2**32))
def test_a_plan_reaches_what_all_steps_reach_with_the_fewest_of_all_sets(seed: int) -> None:
    small = small_planner(seed, 8)
    hand = ByHand(small)
    everything = hand.levels(frozenset(range(len(small.steps))))
    assert tuple(aim.reachable for aim in small.aims) == everything
    reaching = [steps for steps in hand.all_sets() if hand.levels(steps) == everything]
    planned = choose(small)
    assert planned.steps in reaching
    assert planned.proven
    assert times(small, planned.steps) == min(times(small, steps) for steps in reaching)


@trial
@given(st.integers(0, 2**32))
def test_a_plan_by_effort_takes_the_least_effort_of_all_sets(seed: int) -> None:
    small = small_planner(seed, 8, by_effort=True)
    hand = ByHand(small)
    everything = hand.levels(frozenset(range(len(small.steps))))

    def effort(steps: Numbers) -> int:
        return sum(small.steps[one].times * small.steps[one].action.effort for one in steps)

    reaching = [steps for steps in hand.all_sets() if hand.levels(steps) == everything]
    assert effort(choose(small).steps) == min(map(effort, reaching))


@example(200111, 4)  # what must come first is the most of it
@trial
@given(st.integers(0, 2**32), st.integers(1, 4))
def test_a_plan_of_so_many_actions_raises_the_most_of_all_sets_as_small(seed: int, most: int) -> None:
    small = small_planner(seed, 9)
    hand = ByHand(small)
    planned = choose(small, most)
    best = max(sum(hand.levels(steps)) for steps in hand.all_sets() if times(small, steps) <= most)
    assert times(small, planned.steps) <= most
    assert sum(hand.levels(planned.steps)) == best
    assert planned.most == best - sum(aim.evidenced for aim in small.aims)


@trial
@given(st.integers(0, 2**32))
def test_a_step_called_necessary_is_in_every_set_that_reaches_as_much(seed: int) -> None:
    small = small_planner(seed, 8)
    hand = ByHand(small)
    planned = choose(small)
    everything = hand.levels(planned.steps)
    reaching = [steps for steps in hand.all_sets() if hand.levels(steps) == everything]
    assert planned.necessary == planned.steps & frozenset.intersection(*reaching)


@trial
@given(st.integers(0, 2**32))
def test_what_would_do_instead_of_a_step_does(seed: int) -> None:
    small = small_planner(seed, 8)
    hand = ByHand(small)
    planned = choose(small)
    for step, others in planned.instead.items():
        for other in others:
            steps = planned.steps - {step} | {other}
            assert hand.sound(steps)
            assert hand.levels(steps) == hand.levels(planned.steps)


@trial
@given(st.integers(0, 2**32))
def test_what_a_planner_knows_of_a_set_of_steps_is_what_the_engine_says(seed: int) -> None:
    small = small_planner(seed, 12)
    hand = ByHand(small)
    chance = random.Random(seed)  # noqa: S311  not a secret
    for _ in range(8):
        steps = frozenset(one for one in range(len(small.steps)) if chance.random() < 0.5)
        assert small.levels(steps) == hand.levels(steps)


# -- plans for the sites of the study


@pytest.mark.parametrize("site", SITES)
def test_a_plan_to_the_recommended_model_scores_what_it_claims(site: str) -> None:
    found = plan(site)
    assert found.verified
    assert found.proven
    assert not found.out_of_reach
    assert found.levels == found.levels_wanted
    for one in found.standings:
        assert one.target is None or one.after.evidenced >= one.target


@pytest.mark.parametrize("site", SITES)
def test_no_step_of_a_plan_can_be_left_out(site: str) -> None:
    small = planner(site)
    steps = choose(small).steps
    levels = small.levels(steps)
    for one in steps:
        needed = any(
            one in each and not (each & steps) - {one}
            for other in steps - {one}
            for each in small.needs[other]
        )
        assert needed or small.levels(steps - {one}) != levels


@pytest.mark.parametrize("site", SITES)
def test_a_plan_takes_up_only_what_is_not_in_place(site: str) -> None:
    before = planner(site).facts.site
    for one in choose(planner(site)).steps:
        step = planner(site).steps[one]
        assert carried_out(before, [step]) != before
    for told in plan(site).steps:
        assert told.serves or any(told.number in other.after for other in plan(site).steps)


@pytest.mark.parametrize("site", SITES)
def test_steps_come_after_what_must_come_first_and_rise_to_what_the_plan_claims(site: str) -> None:
    found = plan(site)
    assert all(each < step.number for step in found.steps for each in step.after)
    risen = sum(one.after - one.before for step in found.steps for one in step.raises)
    assert risen == found.levels


def carried(site: str) -> set[str]:
    return {one.source for step in plan(site).steps for one in step.implements}


def in_place(site: str) -> set[str]:
    return {one.source for one in plan(site).advice if one.fate == "in place"}


def test_the_plan_for_the_west_midlands_has_the_advice_of_appendix_6() -> None:
    """All twelve but the last, which is to go on asking: that is what `unknowns` and `interview` are for."""
    advice = {f"study app.6 rec {nth}" for nth in range(1, 12)}
    assert advice <= carried("west-midlands")


@pytest.mark.parametrize(
    ("site", "applying", "adopted"),
    [
        # Delivery partners share the team's office (rec 8); a service was bought (13) and terms agreed (17).
        ("lancashire", (7, 11, 12, 14, 15, 16, 18, 22, 23, 24), (8, 17)),
        # The same, and the sector's speakers have support (rec 12).
        ("west-yorkshire", (7, 11, 13, 14, 15, 16, 18, 22, 23, 24), (8, 12, 17)),
        ("london", (7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24), ()),
        ("nottinghamshire", (7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24), ()),
    ],
)
def test_a_plan_has_the_recommendations_of_section_6_that_apply_and_none_that_is_adopted(
    site: str, applying: Sequence[int], adopted: Sequence[int]
) -> None:
    has = {f"study 6.0 rec {nth}" for nth in range(7, 25)} & carried(site)
    assert has == {f"study 6.0 rec {nth}" for nth in applying}
    assert not has & {f"study 6.0 rec {nth}" for nth in adopted}
    assert not carried(site) & in_place(site)


def test_where_the_sites_share_an_office_already_no_step_asks_for_it() -> None:
    for site in ("lancashire", "west-yorkshire"):
        assert "delivery-partner" not in {step.action for step in plan(site).steps}
    for site in ("london", "nottinghamshire", "west-midlands"):
        assert "delivery-partner" in {step.action for step in plan(site).steps}


# -- the command


def run(*arguments: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(program(), arguments)
    return found.exit_code, found.stdout, found.stderr


def test_a_plan_written_as_a_scenario_is_what_whatif_carries_out(tmp_path: Path) -> None:
    written = tmp_path / "plan.yaml"
    _, planned, _ = run("plan", "nottinghamshire", "--format", "json", "--scenario", str(written))
    _, supposed, _ = run("whatif", "nottinghamshire", str(written), "--format", "json")
    after = {
        one["id"]: [one["standings"][-1]["evidenced"], one["standings"][-1]["possible"]]
        for domain in json.loads(supposed)["domains"]
        for one in domain["criteria"]
    }
    said = {
        one["id"]: [one["after"]["evidenced"], one["after"]["possible"]]
        for one in json.loads(planned)["standings"]
    }
    assert after == said


def test_a_plan_may_aim_at_one_criterion() -> None:
    _, out, _ = run("plan", "lancashire", "--target", "engagement/connections=3", "--format", "json")
    found = json.loads(out)
    assert [one["id"] for one in found["standings"] if one["target"] is not None] == [
        "engagement/connections"
    ]
    assert len(found["steps"]) == 1


def test_a_site_too_large_to_plan_for_is_refused_in_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    head = (
        "format: iomassess/site/1\nid: large\nname: Large\nwave: baseline\nas_of: 2009-02\n"
        "sources: {study: {title: Study, kind: report, date: 2009-03}}\nagencies:\n"
    )
    agency = "  a%d: {name: A %d, sector: third, size: small, evidence: [study 4]}\n"
    group = "groups: {team: {name: Team, level: service-delivery, evidence: [study 4]}}\n"
    agencies = "".join(agency % (nth, nth) for nth in range(80))
    (tmp_path / "large.yaml").write_text(head + agencies + group)
    found = CliRunner().invoke(program(), ["plan", str(tmp_path / "large.yaml")])
    assert isinstance(found.exception, InvalidSource)
    assert re.search(
        r"large.yaml: is too large to plan for whole: [\d,]+ steps bear on the levels aimed at, and a plan is"
        r" sought among 1,000 at most; aim at fewer of them with --framework ID or --target CRITERION=LEVEL$",
        str(found.exception),
    )
    code, out, _ = run("plan", str(tmp_path / "large.yaml"), "--target", "engagement/strategic-local=1")
    assert code == 0
    assert "No fewer actions would do" in out


def test_a_site_at_its_targets_needs_no_plan() -> None:
    code, out, _ = run("plan", "lancashire", "--target", "engagement/service-delivery=4")
    assert code == 0
    assert "there is nothing to plan" in " ".join(out.split())


def test_a_level_that_no_action_reaches_is_told() -> None:
    _, out, _ = run("plan", "lancashire", "--target", "engagement/strategic-local=4")
    assert "Out of reach" in out
    assert "chosen by the sector" in out


@pytest.mark.parametrize("form", ["table", "md"])
def test_a_plan_says_how_many_seats_and_groups_it_adds(form: str) -> None:
    _, out, _ = run("plan", "lancashire", "--max-actions", "1", "--format", form)
    says = " ".join(out.split())
    assert "no group to set up, 1 more seat for managers" in says
    assert "No other action raises more." in says


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("engagement/conections=3", "did you mean `engagement/connections`"),
        ("5", "is a level from 0 to 4"),
        ("engagement/connections=9", "is a level from 0 to 4"),
    ],
)
def test_a_wrong_target_is_told(target: str, says: str) -> None:
    found = CliRunner().invoke(program(), ["plan", "lancashire", "--target", target])
    assert says in str(found.exception)


def test_the_site_file_stays_as_it_was() -> None:
    path = places.find_site("lancashire")
    before = path.read_bytes()
    run("plan", "lancashire", "--max-actions", "2")
    assert path.read_bytes() == before


# -- what a terminal shows, where these plans do not need it


def page(changed: Plan) -> str:
    return " ".join("".join(text for line in lines(changed, 200) for text, _ in (*line, ("\n", ""))).split())


def test_what_could_be_done_instead_is_told_for_a_step_and_for_several() -> None:
    found = plan("lancashire")
    other = Alternative(("Set up a forum",), ("Invite a network", "Share the minutes"), 3, 0, 1)
    assert "Others as small" not in page(found._replace(alternatives=()))
    said = page(found._replace(alternatives=(other,)))
    assert "Others as small Instead of: Set up a forum Invite a network; Share the minutes" in said


def test_a_plan_without_steps_says_why() -> None:
    found = plan("lancashire")
    none = page(found._replace(steps=()))
    assert "No action of the frameworks raises any level aimed at." in none
    done = page(found._replace(levels_wanted=0))
    assert "Every criterion is evidenced at its target, or above it: there is nothing to plan." in done


def test_a_search_that_stopped_short_says_how_much_it_shows() -> None:
    found = plan("lancashire")._replace(proven=False, bound=3)
    assert "there may be a plan with less, of no less than 3 actions." in page(found)
    assert "of no less than 3 effort." in page(found._replace(least="effort"))
    few = found._replace(most_actions=2, levels=4, levels_at_most=6)
    assert "2 actions may raise more, and no more than 6 levels." in page(few)


def test_a_step_tells_what_it_does_alone_how_often_after_what_and_what_is_planned_already() -> None:
    found = plan("lancashire")
    step = found.steps[0]._replace(
        raises=(Raised("x/y", "Mentoring", 1, 3),),
        alone=(Raised("x/y", "Mentoring", 1, 2),),
        times=3,
        after=(2, 5),
        carries_out=(ToCome("A forum is planned", 12),),
        serves=(Served("x/y", "Mentoring", 2, "mentoring", "unknown"),),
    )
    said = page(found._replace(steps=(step,)))
    assert "raises: Mentoring 1 → 3 alone: Mentoring 1 → 2" in said
    assert "; done 3 times, once for each agency after: 2 and 5 A forum is planned already (line 12)" in said
    assert "Of 1 of the steps it is not known whether they are needed" in said
    alike = found._replace(steps=(step._replace(alone=step.raises, times=1, after=(), carries_out=()),))
    assert not any(one in page(alike) for one in ("alone: ", "times, once", "after: ", "already (line"))
