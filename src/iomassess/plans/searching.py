"""The lightest sets of steps that meet all goals, found exactly where the room for search allows.

Nothing is known of a goal but whether a set of steps meets it, and that more steps never undo it. A set that
falls short of a goal is widened as far as it still falls short; of all that is then left out, any set that
meets the goal has at least one step. So every failure gives one more list of which one step must be taken,
and the lightest set that takes one of each list either meets all goals, and then none is lighter, or fails
and gives the next list. (Implicit hitting sets: Reiter 1987 for the duality; Moreno-Centeno and Karp 2013.)
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

Steps = frozenset[int]
NOTHING: Steps = frozenset()


class Found(NamedTuple):
    """The lightest set found; where `proven` is false there may be one as light as `bound`."""

    steps: Steps
    weight: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether no set is lighter."""
        return self.bound >= self.weight


class Search:
    """Looks for sets of steps, numbered from 0, that meet goals, numbered likewise."""

    def __init__(
        self,
        weights: Sequence[int],
        needs: Sequence[Sequence[Steps]],
        relevant: Sequence[Steps],
        meets: Callable[[int, Steps], bool],
        room: int = 20_000,
    ) -> None:
        """Take each step's weight, and for each the lists of which one step must come with it.

        `relevant` gives for each goal the steps that can bear on it, and `meets` whether a set of these
        meets it. `room` is how many branches a search may try before it settles for what it has.
        """
        self.weights = weights
        self.needs = needs
        self.relevant = relevant
        self.room = room
        self._meets = meets
        self._known: dict[tuple[int, Steps], bool] = {}
        self._lists: dict[int, list[Steps]] = {}

    def meets(self, goal: int, steps: Steps) -> bool:
        """Whether a set of steps meets a goal."""
        key = (goal, steps & self.relevant[goal])
        if key not in self._known:
            self._known[key] = self._meets(*key)
        return self._known[key]

    def lightest(
        self, goals: Iterable[int], beside: Sequence[Steps] = (), without: Steps = NOTHING
    ) -> Found | None:
        """The lightest set that meets all goals; None where there is none.

        It has a step of each list in `beside`, and no step that is in `without`.
        """
        goals = tuple(goals)
        for goal in goals:
            if goal not in self._lists:
                self._lists[goal] = self._indispensable(goal)
        bound = 0
        while True:
            lists = [*beside, *(one for goal in goals for one in self._lists.get(goal, ()))]
            found = _Hitting(self.weights, self.needs, self.room).lightest(lists, without)
            if found is None:
                return None
            bound = max(bound, found.bound)
            failed = [goal for goal in goals if not self.meets(goal, found.steps)]
            if not failed:
                return found._replace(bound=min(bound, found.weight))
            for goal in failed:
                if not self._learn(goal, found.steps):
                    return None

    def _indispensable(self, goal: int) -> list[Steps]:
        """The steps without which no others meet a goal."""
        everything = self.relevant[goal]
        if not self.meets(goal, everything):
            return []
        return [frozenset((one,)) for one in sorted(everything) if not self.meets(goal, everything - {one})]

    def _learn(self, goal: int, steps: Steps) -> bool:
        """Note lists, apart from each other, of which one step each is lacking; false if none would do."""
        while not self.meets(goal, steps):
            rest = self.relevant[goal] - steps
            if not self.meets(goal, steps | rest):
                return False
            lacking = self._lacking(goal, sorted(rest))
            self._lists.setdefault(goal, []).append(lacking)
            steps |= lacking
        return True

    def _lacking(self, goal: int, rest: Sequence[int]) -> Steps:
        """A smallest part of some steps without which all the others fall short of a goal.

        Halves are tried before single steps (QuickXplain, Junker 2004).
        """
        everything = self.relevant[goal]

        def falls_short(left_out: Iterable[int]) -> bool:
            return not self.meets(goal, everything - frozenset(left_out))

        def least(given: tuple[int, ...], fresh: Sequence[int], among: Sequence[int]) -> tuple[int, ...]:
            if fresh and falls_short(given):
                return ()
            if len(among) == 1:
                return tuple(among)
            half = len(among) // 2
            first, second = among[:half], among[half:]
            later = least((*given, *first), first, second)
            earlier = least((*given, *later), later, first)
            return (*earlier, *later)

        return frozenset(least((), (), rest))


class _Hitting:
    """One search for the lightest set with a step of each list, and with what its steps need."""

    def __init__(self, weights: Sequence[int], needs: Sequence[Sequence[Steps]], room: int) -> None:
        self.weights = weights
        self.needs = needs
        self.room = room
        self.wanted: dict[int, set[Steps]] = {}
        for listed in needs:
            for one in listed:
                for step in one:
                    self.wanted.setdefault(step, set()).add(one)

    def lightest(self, lists: Iterable[Steps], without: Steps) -> Found | None:
        """Search branch by branch, the most promising first."""
        lists = frozenset(lists)
        found = self._best(lists, NOTHING, without, None)
        if found is None:
            return None
        weight = self._weigh(found)
        bound = weight if self.room > 0 else self._apart(self._open(lists, NOTHING, without))
        return Found(found, weight, bound)

    def _weigh(self, steps: Iterable[int]) -> int:
        return sum(self.weights[one] for one in steps)

    def _best(self, lists: frozenset[Steps], chosen: Steps, barred: Steps, limit: int | None) -> Steps | None:
        """The lightest steps to add, if they are lighter than a limit; the first found once room is out."""
        self.room -= 1
        before = chosen
        while True:  # what there is no choice about, then what is outdone by something else
            open_lists = self._open(lists, chosen, barred)
            if not all(open_lists):
                return None
            if limit is not None and self._weigh(chosen - before) + self._apart(open_lists) >= limit:
                return None
            forced = frozenset().union(*(one for one in open_lists if len(one) == 1))
            outdone = NOTHING if forced else self._outdone(open_lists, chosen)
            if not forced and not outdone:
                break
            lists |= {each for one in forced for each in self.needs[one]}
            chosen |= forced
            barred |= outdone
        taken = chosen - before
        left = None if limit is None else limit - self._weigh(taken)
        parts = self._apart_from_each_other(open_lists, chosen)
        if len(parts) == 1:
            more = self._branch(parts[0], chosen, barred, left)
            return None if more is None else taken | more
        for part in parts:
            more = self._best(part, chosen, barred, left)
            if more is None:
                return None
            taken |= more
            left = None if left is None else left - self._weigh(more)
        return taken

    def _branch(
        self, lists: frozenset[Steps], chosen: Steps, barred: Steps, limit: int | None
    ) -> Steps | None:
        shortest = min(lists, key=lambda one: (len(one), min(one)))
        often = {step: sum(step in one for one in lists) for step in shortest}
        best: Steps | None = None
        for step in sorted(shortest, key=lambda one: (self.weights[one], -often[one], one)):
            if best is not None and self.room < 0:
                break
            own = self.weights[step]
            left = None if limit is None else limit - own
            if left is None or left > 0:
                more = self._best(lists | set(self.needs[step]), chosen | {step}, barred, left)
                if more is not None:
                    best = more | {step}
                    limit = self._weigh(best)
            barred |= {step}
        return best

    def _open(self, lists: Iterable[Steps], chosen: Steps, barred: Steps) -> list[Steps]:
        """The lists of which no step is chosen yet, without the steps that are out of the question.

        What all steps of a list need is needed. One list that has all of another is left out: whatever is
        taken of that one is in it.
        """
        found = {one - barred for one in lists if one.isdisjoint(chosen)}
        ahead = [one for one in found if one]
        while ahead:
            shared = frozenset.intersection(*(frozenset(self.needs[step]) for step in ahead.pop()))
            for each in shared:
                if each.isdisjoint(chosen) and each - barred not in found:
                    found.add(each - barred)
                    ahead += [each - barred] if each - barred else []
        kept: list[Steps] = []
        for one in sorted(found, key=lambda each: (len(each), sorted(each))):
            if not any(other <= one for other in kept):
                kept.append(one)
        return kept

    def _outdone(self, open_lists: Sequence[Steps], chosen: Steps) -> Steps:
        """The steps in place of which another is in all the same lists, is no heavier and needs no more."""
        serves: dict[int, set[Steps]] = {}
        for one in open_lists:
            for step in one:
                serves.setdefault(step, set()).add(one)
        for step in serves:
            serves[step] |= self.wanted.get(step, set())
        needs = {step: {one for one in self.needs[step] if one.isdisjoint(chosen)} for step in serves}
        kept: list[int] = []
        for step in sorted(
            serves, key=lambda one: (-len(serves[one]), self.weights[one], len(needs[one]), one)
        ):
            if not any(
                serves[step] <= serves[other]
                and self.weights[other] <= self.weights[step]
                and needs[other] <= needs[step]
                for other in kept
            ):
                kept.append(step)
        return frozenset(serves) - frozenset(kept)

    def _apart_from_each_other(self, lists: Iterable[Steps], chosen: Steps) -> list[frozenset[Steps]]:
        """The lists in parts that have no step in common, nor any step that theirs need."""
        parts: list[tuple[set[int], set[Steps]]] = []
        for one in lists:
            reach = set(one)
            ahead = list(one)
            while ahead:
                for each in self.needs[ahead.pop()]:
                    if each.isdisjoint(chosen):
                        ahead += each - reach
                        reach |= each
            own = {one}
            for part in [part for part in parts if not reach.isdisjoint(part[0])]:
                parts.remove(part)
                reach |= part[0]
                own |= part[1]
            parts.append((reach, own))
        return [frozenset(own) for _, own in sorted(parts, key=lambda part: (len(part[0]), min(part[0])))]

    def _apart(self, lists: Iterable[Steps]) -> int:
        """The least that lists with no step in common must add."""
        taken: set[int] = set()
        least = 0
        for one in lists:
            if one and taken.isdisjoint(one):
                taken |= one
                least += min(self.weights[step] for step in one)
        return least
