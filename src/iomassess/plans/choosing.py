"""The plan of a site: the best steps found, which of them are necessary, and what could be done instead."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from iomassess.plans.planner import Numbers, Planner
from iomassess.plans.rationing import Rationing
from iomassess.plans.searching import Found


class Planned(NamedTuple):
    """Steps that raise a site, and what is known of them; steps are given by their numbers."""

    steps: Numbers
    found: Found
    necessary: Numbers
    """Those without which no other steps reach as much."""
    instead: Mapping[int, tuple[int, ...]]
    """For each of the others the steps any one of which would do as well in its place."""
    alternatives: tuple[Numbers, ...]
    """Other sets as small, each with an action that none of those before it has."""
    all_alternatives: bool
    """Whether there are no more such sets."""
    most: int
    """How many levels a plan within the limit could raise at most."""
    most_actions: int | None
    bound: int
    """How many actions, or how much effort, any such plan takes at least."""
    certain: bool
    """Whether the search could show that none within the limit raises more."""

    @property
    def proven(self) -> bool:
        """Whether no plan that raises as much is smaller, and none within the limit raises more."""
        return self.found.proven and self.certain


def choose(planner: Planner, most_actions: int | None = None) -> Planned:
    """The best plan: all that can be reached, or as many levels as so many actions can raise."""
    levels = [aim.reachable for aim in planner.aims]
    found = planner.reaching(levels)
    gained = sum(level - aim.evidenced for level, aim in zip(levels, planner.aims, strict=True))
    most = gained
    if most_actions is not None and planner.times(found.steps) > most_actions:
        levels, found, most = Rationing(planner, most_actions).plan()
    goals = planner.goals(levels)
    steps = found.steps
    everything = frozenset(range(len(planner.steps)))
    without = {one: _takeable(planner, everything - {one}) for one in steps}
    necessary = frozenset(
        one for one in steps if not all(planner.search.meets(goal, without[one]) for goal in goals)
    )
    instead = {one: tuple(_instead(planner, one, steps, goals)) for one in steps - necessary}
    alternatives, all_of_them = _alternatives(planner, found, goals)
    raised = sum(level - aim.evidenced for level, aim in zip(levels, planner.aims, strict=True))
    return Planned(
        steps,
        found,
        necessary,
        instead,
        alternatives,
        all_of_them,
        most,
        most_actions,
        planner.size(found.bound),
        certain=planner.grows and raised >= most,
    )


def _takeable(planner: Planner, steps: Numbers) -> Numbers:
    """Those of some steps for which all that must come first is among them too."""
    while stuck := {one for one in steps if any(each.isdisjoint(steps) for each in planner.needs[one])}:
        steps -= stuck
    return steps


def _instead(planner: Planner, step: int, steps: Numbers, goals: Sequence[int]) -> Iterator[int]:
    """The steps any one of which would do in the place of one, at no more than it takes."""
    rest = steps - {step}
    for other in range(len(planner.steps)):
        if other in steps or planner.size(planner.search.weights[other]) > planner.size(
            planner.search.weights[step]
        ):
            continue
        others = rest | {other}
        sound = all(each & others for one in others for each in planner.needs[one])
        if sound and all(planner.search.meets(goal, others) for goal in goals):
            yield other


def _alternatives(planner: Planner, found: Found, goals: Sequence[int]) -> tuple[tuple[Numbers, ...], bool]:
    """Other plans as small, each with an action that those before it do without."""
    others: list[Numbers] = []
    used = {planner.steps[one].action.id for one in found.steps}
    while len(others) < _ALTERNATIVES:
        fresh = frozenset(nth for nth, one in enumerate(planner.steps) if one.action.id not in used)
        other = planner.search.lightest(goals, beside=[fresh]) if fresh else None
        if other is None or planner.size(other.weight) > planner.size(found.weight):
            return tuple(others), True
        others.append(other.steps)
        used |= {planner.steps[one].action.id for one in other.steps}
    return tuple(others), False


_ALTERNATIVES = 4
"""Others that are looked for."""
