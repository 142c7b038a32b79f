"""What is concluded of a site, or between two, each with the way to conclude it again from other levels."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import permutations
from operator import eq
from typing import Any, NamedTuple

from iomassess.phrases import interval, joined
from iomassess.results import CriterionResult, FrameworkResult
from iomassess.robustness.firmness import Interval, Kind, Levels, Ranks
from iomassess.robustness.summing import Standing, by_shares, standing, summed


class State(NamedTuple):
    """Levels of one site or two, and how they are summed up."""

    levels: tuple[Levels, ...]
    rule: str | None = None
    """None for the framework's own."""
    weights: Mapping[str, int] = {}
    """How often a criterion counts, where that is not once."""


class Conclusion(NamedTuple):
    """Something concluded, how to conclude it again, and what else may then be said."""

    kind: Kind
    framework: str
    about: str
    says: str
    criteria: Mapping[str, str]
    """The criteria on which it rests, by id, with their titles."""
    conclude: Callable[[State], Any]
    holds: Callable[[Any], bool]
    told: Callable[[Any], str]
    rules: tuple[str, ...] = ()
    """The other rules by which it can be concluded."""
    weighed: bool = False
    """Whether it matters how often a criterion counts; to the lowest level it does not."""
    may_lack: bool = False
    """Whether it can be concluded without one of the criteria."""
    other: str | None = None
    ranks: Ranks | None = None


Pair = tuple[str, str]
"""What to call the two of whom something is concluded."""


# -- one site


def at_one(framework: FrameworkResult, levels: Levels) -> Iterator[Conclusion]:
    """What each domain comes to, the level of each criterion, and which levels stand above which."""
    base = State((levels,))
    yield from _summaries(framework, base)
    yield from _each_level(framework, base)
    if len(framework.domains) == 1 and framework.domains[0].id == framework.id:
        yield from _above_each_other(framework, base)  # without domains it is one scale of places


def _summaries(framework: FrameworkResult, base: State) -> Iterator[Conclusion]:
    for domain in framework.domains:
        criteria = _titles(domain.criteria, base)
        if framework.summary == "none" or not criteria:
            continue
        conclude = partial(_summed, 0, tuple(criteria), framework.summary)
        was = conclude(base)
        if was == _open(framework):
            continue
        yield Conclusion(
            "summary",
            framework.id,
            domain.id,
            f"{domain.title} is summed up as {_level(was)}",
            criteria,
            conclude,
            partial(eq, was),
            _level,
            _other_rules(framework.summary, "upper-median", "minimum"),
            weighed=framework.summary != "minimum",
            may_lack=True,
        )


def _each_level(framework: FrameworkResult, base: State) -> Iterator[Conclusion]:
    for criterion in framework.criteria:
        was = base.levels[0].get(criterion.id)
        if was is None or was == _open(framework):
            continue
        yield Conclusion(
            "level",
            framework.id,
            criterion.id,
            f"{criterion.title} stands at {_level(was)}",
            {criterion.id: criterion.title},
            partial(_level_of, criterion.id),
            partial(eq, was),
            _level,
        )


def _above_each_other(framework: FrameworkResult, base: State) -> Iterator[Conclusion]:
    for (one, title), (other, lower) in permutations(_titles(framework.criteria, base).items(), 2):
        conclude = partial(_apart, (one, other))
        was = conclude(base)
        if was.more == 0:
            yield Conclusion(
                "levels",
                framework.id,
                one,
                _ranked((title, lower), "of", was),
                {one: title, other: lower},
                conclude,
                partial(_as_concluded, was),
                partial(_instead, (title, lower), "of"),
                other=other,
                ranks=_ranks(was),
            )


# -- two sites


def between(framework: FrameworkResult, names: Pair, levels: tuple[Levels, Levels]) -> Iterator[Conclusion]:
    """How two sites stand to each other: on each domain, on each criterion, and on all of them."""
    base = State(levels)
    yield from _domains(framework, names, base)
    yield from _each_criterion(framework, names, base)
    yield from _throughout(framework, names, base)


def _domains(framework: FrameworkResult, names: Pair, base: State) -> Iterator[Conclusion]:
    for domain in framework.domains:
        criteria = _titles(domain.criteria, base)
        conclude = partial(_summaries_apart, tuple(criteria), framework.summary)
        if framework.summary == "none" or (was := conclude(base)).order == "not applicable":
            continue
        yield Conclusion(
            "domain",
            framework.id,
            domain.id,
            f"{domain.title}, summed up: {_ranked(names, 'at', was)}",
            criteria,
            conclude,
            partial(_as_concluded, was),
            partial(_instead, names, "at"),
            _other_rules(framework.summary, "upper-median", "minimum", "shares"),
            weighed=framework.summary != "minimum",
            may_lack=True,
            ranks=_ranks(was),
        )


def _each_criterion(framework: FrameworkResult, names: Pair, base: State) -> Iterator[Conclusion]:
    for criterion in framework.criteria:
        if not all(criterion.id in each for each in base.levels):
            continue
        conclude = partial(_sites_apart, criterion.id)
        was = conclude(base)
        yield Conclusion(
            "criterion",
            framework.id,
            criterion.id,
            f"{criterion.title}: {_ranked(names, 'at', was)}",
            {criterion.id: criterion.title},
            conclude,
            partial(_as_concluded, was),
            partial(_instead, names, "at"),
            ranks=_ranks(was),
        )


def _throughout(framework: FrameworkResult, names: Pair, base: State) -> Iterator[Conclusion]:
    both = {one.id: one.title for one in framework.criteria if all(one.id in each for each in base.levels)}
    for high, low in ((0, 1), (1, 0)):
        conclude = partial(_compared_throughout, both, high, low)
        if conclude(base) != _THROUGHOUT:
            continue
        says = f"nowhere is less evidenced at {names[high]} than at {names[low]}, and somewhere more"
        yield Conclusion(
            "throughout",
            framework.id,
            framework.id,
            f"{framework.title}: {says}",
            both,
            conclude,
            partial(eq, _THROUGHOUT),
            partial(_where_less, names[high]),
            may_lack=True,
        )


# -- concluding


def _open(framework: FrameworkResult) -> Interval:
    """A level that is open from end to end, of which nothing is concluded."""
    return 0, len(framework.scale) - 1


def _titles(criteria: Iterable[CriterionResult], base: State) -> dict[str, str]:
    """The criteria that apply to a site, or to one of two."""
    return {one.id: one.title for one in criteria if any(one.id in each for each in base.levels)}


def _other_rules(own: str, *rules: str) -> tuple[str, ...]:
    return tuple(one for one in ("lower-median", *rules) if one != own)


def _summed(side: int, criteria: Iterable[str], own: str, state: State) -> Interval | None:
    return summed(state.rule or own, _weighted(side, criteria, state))


def _weighted(side: int, criteria: Iterable[str], state: State) -> list[tuple[Interval, int]]:
    levels = state.levels[side]
    return [(levels[one], state.weights.get(one, 1)) for one in criteria if one in levels]


def _level_of(criterion: str, state: State) -> Interval:
    return state.levels[0][criterion]


def _apart(criteria: Pair, state: State) -> Standing:
    return standing(*(state.levels[0][one] for one in criteria))


def _sites_apart(criterion: str, state: State) -> Standing:
    return standing(*(each[criterion] for each in state.levels))


def _summaries_apart(criteria: Iterable[str], own: str, state: State) -> Standing:
    one, other = (_weighted(side, criteria, state) for side in (0, 1))
    if state.rule == "shares":
        return by_shares([level for level, _ in one], [level for level, _ in other])
    rule = state.rule or own
    first, second = summed(rule, one), summed(rule, other)
    return standing(first, second) if first and second else Standing("not applicable", None)


_THROUGHOUT = (True, ())


def _compared_throughout(
    titles: Mapping[str, str], high: int, low: int, state: State
) -> tuple[bool, tuple[str, ...]]:
    """Whether more is evidenced at one site somewhere, and where less is."""
    kept = [one for one in titles if state.weights.get(one, 1)]
    shown = [(one, state.levels[high][one][0], state.levels[low][one][0]) for one in kept]
    less = tuple(titles[one] for one, here, there in shown if here < there)
    return any(here > there for _, here, there in shown), less


def _as_concluded(was: Standing, found: Standing) -> bool:
    """Whether what was concluded of two is still so.

    That more is evidenced for one stays true where that one comes to be certainly above.
    """
    if was.order == "not settled" and was.more is not None:
        return found.more == was.more
    return found.order == was.order


def _ranks(found: Standing) -> Ranks:
    if found.order in ("above", "below"):
        return "above"
    if found.order == "same":
        return "same"
    return "not ranked" if found.more is None else "more evidenced"


# -- in words


def _level(found: Interval | None) -> str:
    return interval(*found) if found else "nothing"


def _ranked(names: Pair, at: str, found: Standing) -> str:
    if found.order in ("above", "below"):
        one, other = names if found.order == "above" else names[::-1]
        return f"{one} stands above {other}"
    if found.more is not None:
        return f"more is evidenced {at} {names[found.more]} than {at} {names[1 - found.more]}"
    if found.order == "same":
        return f"{names[0]} and {names[1]} stand at the same level"
    return f"{names[0]} and {names[1]} are not ranked"


def _instead(names: Pair, at: str, found: Standing) -> str:
    """What may be said where something else no longer can."""
    if found.order == "not applicable":
        return "nothing is left to compare"
    if found.order == "not settled" and found.more is None:
        return "neither is ranked, and neither has more evidenced"
    return _ranked(names, at, found)


def _where_less(name: str, found: tuple[bool, tuple[str, ...]]) -> str:
    return f"less is evidenced at {name} on {joined(found[1])}" if found[1] else "nowhere is more evidenced"
