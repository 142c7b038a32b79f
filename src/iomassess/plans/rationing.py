"""The steps that raise most levels where no more than so many actions may be taken."""

from collections.abc import Sequence

from iomassess.plans.planner import Numbers, Planner
from iomassess.plans.searching import Found

_NOTHING: Numbers = frozenset()


class Rationing:
    """Looks for the steps, no more than so many, that raise most levels.

    A rise of an aim that takes k actions more gives each action that can bear on it, or must come before
    one that can, at most the k-th part of the rise; so no steps raise more than the sum of their parts, by
    which branches are cut short.
    """

    def __init__(self, planner: Planner, most_actions: int) -> None:
        self.planner = planner
        self.most_actions = most_actions
        self.room = _ROOM
        self.start = tuple(aim.evidenced for aim in planner.aims)
        self.bundles: list[tuple[int, int, Found]] = []
        for nth, aim in enumerate(planner.aims):
            for level in range(aim.evidenced + 1, aim.reachable + 1):
                found = planner.search.lightest(sorted(aim.wanted(level)))
                if found is not None and self.planner.times(found.steps) <= most_actions:
                    self.bundles.append((nth, level, found))
        relevant = planner.search.relevant
        self.bearing = [
            self._with_needs(frozenset().union(*(relevant[one] for one in aim.wanted(aim.reachable))))
            for aim in planner.aims
        ]
        self.most = sum(aim.reachable for aim in planner.aims)
        self.best: Numbers = _NOTHING
        self.best_levels = self.start
        self.bound = 0

    def plan(self) -> tuple[list[int], Found, int]:
        """The levels reached, the lightest steps that reach them, and the most that any could raise."""
        self._step_by_step()
        self._search(_NOTHING, _NOTHING)
        levels = list(self.best_levels)
        found = self.planner.reaching(levels)
        gained = sum(levels) - sum(self.start)
        return levels, found, gained if self.room > 0 else max(gained, self.bound)

    def _with_needs(self, steps: Numbers) -> Numbers:
        """Steps with all that could have to come before any of them."""
        found = set(steps)
        ahead = list(steps)
        while ahead:
            for listed in self.planner.needs[ahead.pop()]:
                ahead += listed - found
                found |= listed
        return frozenset(found)

    def _levels(self, steps: Numbers) -> tuple[int, ...]:
        """The levels that steps reach, none higher than all steps together do.

        Where a step undoes what another does, some may reach more, for which nothing looks any further.
        """
        levels = self.planner.levels(steps)
        return tuple(min(level, aim.reachable) for level, aim in zip(levels, self.planner.aims, strict=True))

    def _note(self, steps: Numbers) -> tuple[int, ...]:
        levels = self._levels(steps)
        rank = (sum(levels), -sum(self.planner.search.weights[one] for one in steps))
        best = (sum(self.best_levels), -sum(self.planner.search.weights[one] for one in self.best))
        if rank > best:
            self.best, self.best_levels = steps, levels
        return levels

    def _step_by_step(self) -> None:
        """Take again and again what raises most for what it takes."""
        taken = _NOTHING
        while True:
            levels = self._note(taken)
            now = sum(levels)
            left = self.most_actions - self.planner.times(taken)
            shares = self._shares(taken, _NOTHING, levels, left)
            single = sorted(shares, key=lambda one: (-shares[one], self.planner.search.weights[one], one))
            offers = []
            for found in (
                *(found.steps for _, _, found in self.bundles),
                *(frozenset((one,)) for one in single[:_TRIED] if self._possible(one, taken)),
            ):
                more = taken | found
                cost = self.planner.times(more - taken)
                if cost and self.planner.times(more) <= self.most_actions:
                    gain = sum(self._levels(more)) - now
                    offers.append((gain / cost, gain, [-one for one in sorted(more)]))
            if not offers or max(offers)[1] <= 0:
                return
            taken = frozenset(-one for one in max(offers)[2])

    def _possible(self, step: int, taken: Numbers) -> bool:
        return all(each & taken for each in self.planner.needs[step])

    def _search(self, taken: Numbers, barred: Numbers) -> None:
        left = self.most_actions - self.planner.times(taken)
        open_needs = [each for one in taken for each in self.planner.needs[one] if not each & taken]
        levels = self._levels(taken) if open_needs else self._note(taken)
        shares = self._shares(taken, barred, levels, left)
        ranked = sorted(shares, key=lambda one: (-shares[one], self.planner.search.weights[one], one))
        most = sum(levels) + int(sum(shares[one] for one in ranked[:left]) + 1e-9)
        most = min(most, self.most)
        self.room -= 1
        if self.room <= 0:
            self.bound = max(self.bound, most - sum(self.start))
            return
        if left <= 0 or most <= sum(self.best_levels):
            return
        if open_needs:
            ranked = sorted(
                min(open_needs, key=len) - barred, key=lambda one: self.planner.search.weights[one]
            )
        for nth, one in enumerate(ranked):
            if (
                not open_needs
                and sum(levels) + sum(shares[each] for each in ranked[nth : nth + left])
                < 1 + sum(self.best_levels) - 1e-9
            ):
                break
            if self.planner.steps[one].times <= left:
                self._search(taken | {one}, barred)
            barred |= {one}

    def _shares(self, taken: Numbers, barred: Numbers, levels: Sequence[int], left: int) -> dict[int, float]:
        """The most that each step could add to the levels, taken as one of so many more."""
        each: dict[int, float] = {}
        for nth, level, found in self.bundles:
            bearing = self.bearing[nth]
            more = max(1, self.planner.times(found.steps) - self.planner.times(taken))
            if level > levels[nth] and more <= left and bearing - taken - barred:
                each[nth] = max(each.get(nth, 0.0), (level - levels[nth]) / more)
        shares: dict[int, float] = {}
        for nth, share in each.items():
            for one in self.bearing[nth] - taken - barred:
                shares[one] = shares.get(one, 0.0) + share * self.planner.steps[one].times
        return shares


_TRIED = 80
"""Single steps that are tried at a time, those with the largest shares."""
_ROOM = 2_000
"""Branches that are tried before the best found so far must do."""
