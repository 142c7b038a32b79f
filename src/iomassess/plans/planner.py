"""Which steps would raise a site to its targets: the fewest, or those of least effort, found and proved."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from iomassess.engine.conditions import AllOf, AnyOf, Condition, Not, Some, counts_in, holds, truth
from iomassess.engine.derived import DERIVED_FLAGS
from iomassess.engine.facts import Facts
from iomassess.engine.openings import Openings
from iomassess.engine.records import Row, Statement
from iomassess.engine.rows import Only
from iomassess.framework.reading import Criterion, Framework
from iomassess.levels import reach
from iomassess.plans.actions import Actions
from iomassess.plans.bearing import Bearing
from iomassess.plans.searching import Found, Search
from iomassess.plans.steps import Step, carried_out, steps_at
from iomassess.plans.tallying import Tally, key
from iomassess.selectors import Selector

Numbers = frozenset[int]


class Aim(NamedTuple):
    """A criterion with a level to reach, and what that asks beyond what is evidenced."""

    criterion: Criterion
    evidenced: int
    target: int
    asks: tuple[Numbers, ...]
    """For each level above the evidenced one the conditions that it adds, by their numbers."""
    reachable: int
    """The highest of these levels that some steps reach."""

    def wanted(self, level: int) -> Numbers:
        """The conditions of all levels up to one."""
        return frozenset().union(*self.asks[: max(0, level - self.evidenced)])


class Planner:
    """Plans for one site: what could be done there, what is asked, and which steps meet it."""

    def __init__(
        self,
        facts: Facts,
        frameworks: Sequence[Framework],
        actions: Actions,
        target: Callable[[Criterion], int | None],
        *,
        by_effort: bool = False,
        tell: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Take the site, the levels to reach (None: not aimed at), and whom to tell of each set tried."""
        self.facts = facts
        self.tell = tell
        self.tried = 0
        self._conditions: list[Condition] = []
        self._built: dict[Numbers, Facts] = {}
        self._recorded = {kind: len(getattr(facts.site, kind)) for kind in ("links", "practices")}
        wanted = tuple(_wanted(facts, frameworks, target))
        lacking = (one for each in wanted for level in each.lacks for one in level)
        numbers = {one: nth for nth, one in enumerate(dict.fromkeys(lacking))}
        self._conditions = list(numbers)
        self.grows = all(map(_grows, self._conditions))
        self.steps, self.needs, self.adopted = steps_at(facts, actions)
        everything = frozenset(range(len(self.steps)))
        saturated = self._with(everything)
        met = [holds(one, saturated) for one in self._conditions]
        self.aims = tuple(one.aim(numbers, met) for one in wanted)
        bearing = Bearing(self.steps, facts, saturated)
        counts = dict.fromkeys(count for condition in self._conditions for count in counts_in(condition))
        tallies = {count: Tally(count, holds(count, facts), bearing.on(count)) for count in counts}
        self._tallies = {
            id(count): tallies[count] for condition in self._conditions for count in counts_in(condition)
        }
        """By the identity of each count: it is asked for far too often to compare them."""
        self.search = Search(
            [_weight(one, by_effort=by_effort) for one in self.steps],
            self.needs,
            [self._relevant(one) if self.grows else everything for one in self._conditions],
            self._meets,
        )
        self.by_effort = by_effort

    @property
    def in_play(self) -> Numbers:
        """The steps that bear on something asked, among which a plan is sought."""
        return frozenset().union(*self.search.relevant)

    # -- whether steps meet a condition

    def _meets(self, condition: int, steps: Numbers) -> bool:
        return self._holds(self._conditions[condition], steps)

    def _holds(self, condition: Condition, steps: Numbers) -> bool:
        """Whether a condition surely holds once steps are taken; from its counts, where they only grow."""
        match condition:
            case AllOf(parts):
                return all(self._holds(part, steps) for part in parts)
            case AnyOf(parts):
                return any(self._holds(part, steps) for part in parts)
            case Some() if self.grows:
                return self._reached(self._tallies[id(condition)], steps)
        return holds(condition, self._with(steps))

    def _reached(self, tally: "Tally", steps: Numbers) -> bool:
        """Whether enough is counted: each record is there or not by the steps that bear on it alone."""
        if tally.reached:
            return True
        steps &= tally.relevant
        if not tally.by_record:
            if steps not in tally.judged:
                tally.judged[steps] = holds(tally.count, self._with(steps))
            return tally.judged[steps]
        parts = [(row, steps & bearing) for row, bearing in tally.rows.items()]
        if any((row, part) not in tally.known for row, part in parts):
            if tally.count.at_least <= 1 and any(tally.known.get(one) for one in parts):
                return True
            certain = self._with(steps).matches(tally.count.selector, tally.count.distinct)[0]
            found = {key(row, self._recorded) for row in certain}
            tally.known.update({(row, part): key(row, self._recorded) in found for row, part in parts})
        return tally.enough([row for row, part in parts if tally.known[row, part]])

    def _relevant(self, condition: Condition) -> Numbers:
        return frozenset().union(*(self._tallies[id(count)].relevant for count in counts_in(condition)))

    def _with(self, steps: Numbers) -> Facts:
        found = self._built.get(steps)
        if found is None:
            self.tried += 1
            self.tell(self.tried)
            if len(self._built) >= _KEPT:
                self._built.clear()
            site = carried_out(self.facts.site, (self.steps[one] for one in sorted(steps)))
            kind = _Shown if self.grows else Facts
            found = self._built[steps] = kind(site, self.facts.source)
        return found

    def before(self, condition: int) -> bool | None:
        """The truth of a condition as things are."""
        return truth(self._conditions[condition], self.facts)

    # -- what steps come to

    def times(self, steps: Iterable[int]) -> int:
        """How many actions steps are: one that is done for several agencies counts for each."""
        return sum(self.steps[one].times for one in steps)

    def size(self, weight: int) -> int:
        """What a plan of some weight is measured by: its actions, or its effort."""
        return int(weight // _DIGIT**_LESSER)

    def goals(self, levels: Iterable[int]) -> list[int]:
        """What must hold for each aim to stand at a level."""
        wanted = (aim.wanted(level) for level, aim in zip(levels, self.aims, strict=True))
        return sorted(frozenset().union(*wanted))

    def reaching(self, levels: Iterable[int]) -> Found:
        """The lightest steps that bring each aim to a level. Raises ValueError where none do."""
        found = self.search.lightest(self.goals(levels))
        if found is None:
            raise ValueError("levels that no steps reach")
        return found

    def levels(self, steps: Numbers) -> tuple[int, ...]:
        """The level of each aim that is evidenced once steps are taken, up to its target."""
        return tuple(self._level(aim, steps) for aim in self.aims)

    def _level(self, aim: Aim, steps: Numbers) -> int:
        level = aim.evidenced
        for asked in aim.asks:
            if not all(self.search.meets(one, steps) for one in asked):
                break
            level += 1
        return level

    def served(self, step: int, steps: Numbers) -> tuple[int, ...]:
        """The conditions of all aims that would not be met without one of the steps taken."""
        wanted = sorted(frozenset().union(*(aim.wanted(aim.reachable) for aim in self.aims)))
        return tuple(
            one
            for one in wanted
            if self.search.meets(one, steps) and not self.search.meets(one, steps - {step})
        )

    def in_order(self, steps: Numbers) -> list[int]:
        """The steps in an order that what must come first allows, and of these what raises most first.

        A step counts together with those that must come before it and have not come yet.
        """
        order: list[int] = []
        while left := steps - set(order):
            done = frozenset(order)
            now = sum(self.levels(done))
            offers = {one: self.with_what_comes_first(one, steps) - done for one in left}
            gains = {one: sum(self.levels(done | fresh)) - now for one, fresh in offers.items()}
            best = min(left, key=lambda one: (-gains[one] / len(offers[one]), self._effort(one), one))
            order += self._first_things_first(offers[best], steps)
        return order

    def _first_things_first(self, some: Numbers, steps: Numbers) -> list[int]:
        """Some steps, each after those of them that must come before it."""
        order: list[int] = []
        while left := some - set(order):
            waiting = {
                one for one in left for each in self.needs[one] if each & steps and each & left - {one}
            }
            order.append(min(left - waiting))
        return order

    def _effort(self, step: int) -> int:
        return self.steps[step].action.effort

    def with_what_comes_first(self, step: int, steps: Numbers) -> Numbers:
        """A step with those of the others that must come before it."""
        chosen = {step}
        ahead = [step]
        while ahead:
            for each in self.needs[ahead.pop()]:
                for one in sorted(each & steps)[:1] if not each & chosen else ():
                    chosen.add(one)
                    ahead.append(one)
        return frozenset(chosen)


MOST_STEPS = 1_000
"""Steps in play beyond which no plan is sought: what is known of sets of them grows with their square."""

_NOTHING: Numbers = frozenset()
_KEPT = 64
"""How many variants of the facts are kept at a time."""


class _AnythingMayBe(Openings):
    """Where only what is certain matters: anything unrecorded may be there, for all that is said."""

    def first(
        self,
        asked: Selector,  # noqa: ARG002  whatever is asked, something may be there
        only: Only = None,  # noqa: ARG002  likewise
        used: list[Statement] | None = None,  # noqa: ARG002  likewise
        *,
        soonest: bool = False,  # noqa: ARG002  likewise
    ) -> Row | None:
        """Something that might be there; which, is not asked."""
        return _ANYTHING


class _Shown(Facts):
    """Facts of which only what is certain is asked."""

    openings = _AnythingMayBe


_ANYTHING = Row("anything", ())


# -- what is asked


class _Wanted(NamedTuple):
    """A criterion that is evidenced below the level to reach, and what each level between lacks."""

    criterion: Criterion
    evidenced: int
    target: int
    lacks: tuple[tuple[Condition, ...], ...]

    def aim(self, numbers: Mapping[Condition, int], met: Sequence[bool]) -> Aim:
        """The same by the conditions' numbers, with the highest level of which all are met in the end."""
        asks = tuple(frozenset(numbers[one] for one in level) for level in self.lacks)
        reached = takewhile(lambda asked: all(met[one] for one in asked), asks)
        return Aim(self.criterion, self.evidenced, self.target, asks, self.evidenced + len(list(reached)))


def _wanted(
    facts: Facts, frameworks: Iterable[Framework], target: Callable[[Criterion], int | None]
) -> Iterator[_Wanted]:
    """The criteria that are evidenced below the level to reach."""
    excused = {one.criterion for one in facts.site.not_applicable}
    for framework in frameworks:
        for criterion in framework.criteria:
            level = target(criterion)
            if level is None or criterion.id in excused:
                continue
            evidenced, _ = reach(criterion, facts)
            if evidenced < level:
                rungs = criterion.rungs[evidenced:level]
                lacks = tuple(tuple(_lacking(rung.condition, facts)) for rung in rungs)
                yield _Wanted(criterion, evidenced, level, lacks)


def _lacking(condition: Condition, facts: Facts) -> Iterator[Condition]:
    """The parts of a condition, all of which must hold, that do not surely hold yet."""
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _lacking(part, facts)
    elif not holds(condition, facts):
        yield condition


def _grows(condition: Condition) -> bool:
    """Whether more steps can never undo a condition, nor anything but certain records meet it."""
    match condition:
        case Not():
            return False
        case AllOf(parts) | AnyOf(parts):
            return all(map(_grows, parts))
        case Some(asked, _, at_most, _):
            return at_most is None and not any(
                _shrinks(test.name, test.field.values, test.allowed) for test in asked.tests
            )


def _shrinks(name: str, values: Sequence[str], allowed: int) -> bool:
    """Whether a test on what is derived may fail of an agency that comes to do more."""
    if name in DERIVED_FLAGS:
        return bool(allowed & 1 << values.index("false"))
    if name == "role":
        named = {value for nth, value in enumerate(values) if allowed & 1 << nth}
        return not (named == set(values) or ("referral-partner" in named and _FALLS_BACK.isdisjoint(named)))
    return False


_FALLS_BACK = frozenset({"none"})


# -- how heavy steps are

_DIGIT = 1_000
_MANY = 4
"""Things to come that a step carries out; no more are told apart."""


def _weight(step: Step, *, by_effort: bool) -> int:
    """What a step takes, as one number: what comes first in it outweighs all that follows."""
    effort = step.action.effort * step.times
    first = (effort, step.times) if by_effort else (step.times, 0)
    rest = (
        step.groups,
        step.strangers,
        _MANY - min(_MANY, len(step.carries_out)),
        step.seats * step.times,
        0 if by_effort else effort,
        step.unnamed,
        int(not step.preferred),
    )
    weight = 0
    for digit in (*first, *rest):
        weight = weight * _DIGIT + digit
    return weight


_LESSER = 8
"""How many digits follow the first."""
