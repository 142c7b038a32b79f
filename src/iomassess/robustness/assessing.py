"""How firm summaries and conclusions are: in how many variants each holds, and which overturn it.

A variant changes one thing: the rule of a summary, the weight of one criterion, a passage that is left
out, or a conflict that is read otherwise.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple

from iomassess.comparison.comparing import compare
from iomassess.comparison.contrasts import names_of
from iomassess.phrases import joined
from iomassess.results import Assessment, ComparedSite
from iomassess.robustness.concluding import Conclusion, State, at_one, between
from iomassess.robustness.firmness import (
    Bearing,
    Family,
    FirmPair,
    FirmSite,
    Levels,
    Overturned,
    Robustness,
    Sited,
    Spot,
    Statement,
    Tried,
    Used,
    Varied,
    Weighing,
)
from iomassess.robustness.summing import RULES


def robustness(sited: Sequence[Sited]) -> Robustness:
    """How firm the levels of each site are, and what is concluded between each two.

    Raises InvalidSource where the sites cannot be compared.
    """
    assessments = [one.assessment for one in sited]
    if len(assessments) > 1:
        compared = compare(assessments)
        keys, names = [one.key for one in compared.sites], names_of(compared)
    else:
        keys = [one.site.id for one in assessments]
        names = {one.site.id: one.site.name for one in assessments}
    sides = [_side(key, names[key], one) for key, one in zip(keys, sited, strict=True)]
    return Robustness(
        "iomassess/robustness/1",
        tuple(Used(one.id, one.title, one.version, one.sha256) for one in assessments[0].frameworks),
        tuple(_firm_site(side) for side in sides),
        tuple(_firm_pair(one, other) for one, other in combinations(sides, 2)),
    )


# -- sides and variants


class _Side(NamedTuple):
    key: str
    name: str
    sited: Sited
    levels: Levels
    places: Mapping[Any, Varied]


class _Variant(NamedTuple):
    family: Family
    says: str
    state: State
    varied: tuple[Varied | None, ...] = ()
    within: tuple[str, ...] = ()
    grain: str | None = None


def _side(key: str, name: str, sited: Sited) -> _Side:
    places = {one.key: one for one in sited.varied if one.family == "place"}
    return _Side(key, name, sited, levels_of(sited.assessment), places)


def levels_of(assessment: Assessment) -> Levels:
    """The levels of the criteria that apply."""
    return {
        one.id: (one.evidenced, one.possible)
        for framework in assessment.frameworks
        for one in framework.criteria
        if one.not_applicable is None
    }


def _factual(sides: Sequence[_Side]) -> list[_Variant]:
    """The variants that change facts: a place left out of every side that cites it, then conflicts."""
    keys = dict.fromkeys(key for side in sides for key in side.places)
    says = [next(side.places[key].says for side in sides if key in side.places) for key in keys]
    found = []
    for key, said in zip(keys, says, strict=True):
        varied = tuple(side.places.get(key) for side in sides)
        of = [side.name for side, one in zip(sides, varied, strict=True) if one is not None]
        whose = f" of {joined(of)}" if says.count(said) > 1 else ""  # two sources with one id
        first = next(one for one in varied if one is not None)
        state = State(_levels(sides, varied))
        within = tuple(f"{wide}{whose}" for wide in first.within)
        found.append(_Variant("place", f"without {said}{whose}", state, varied, within, first.grain))
    for nth, side in enumerate(sides):
        for one in side.sited.varied:
            if one.family == "conflict":
                varied = tuple(one if place == nth else None for place in range(len(sides)))
                found.append(_Variant("conflict", one.says, State(_levels(sides, varied)), varied))
    return found


def _levels(sides: Sequence[_Side], varied: Sequence[Varied | None]) -> tuple[Levels, ...]:
    return tuple(one.levels if one else side.levels for side, one in zip(sides, varied, strict=True))


_TIMES = {2: "twice", 3: "three times"}


def _summing(conclusion: Conclusion, base: State) -> Iterator[_Variant]:
    """The variants that conclude from the same levels in another way."""
    for rule in conclusion.rules:
        yield _Variant("rule", RULES[rule], base._replace(rule=rule))
    if len(conclusion.criteria) == 1:
        return
    for criterion, title in conclusion.criteria.items() if conclusion.weighed else ():
        for weight, times in _TIMES.items():
            yield _Variant(
                "weight", f"with {title} counted {times}", base._replace(weights={criterion: weight})
            )
    for criterion, title in conclusion.criteria.items() if conclusion.may_lack else ():
        yield _Variant("criterion", f"leaving out {title}", base._replace(weights={criterion: 0}))


# -- conclusions


def _stated(conclusion: Conclusion, sides: Sequence[_Side], factual: Sequence[_Variant]) -> Statement:
    base = State(tuple(side.levels for side in sides))
    overturned, moved = [], 0
    variants = [*_summing(conclusion, base), *factual]
    for variant in variants:
        moved += variant.family in ("place", "conflict") and _moves(conclusion, base, variant.state)
        found = conclusion.conclude(variant.state)
        if not conclusion.holds(found):
            spots = tuple(_spots(conclusion, sides, variant))
            overturned.append(
                Overturned(variant.family, variant.says, conclusion.told(found), spots, variant.within)
            )
    return Statement(
        conclusion.kind,
        conclusion.framework,
        conclusion.about,
        conclusion.other,
        conclusion.says,
        conclusion.ranks,
        len(variants),
        moved,
        len(variants) - len(overturned),
        tuple(overturned),
        tuple(_weighings(conclusion, base)) if conclusion.weighed else (),
    )


def _moves(conclusion: Conclusion, base: State, state: State) -> bool:
    return any(
        was.get(one) != then.get(one)
        for was, then in zip(base.levels, state.levels, strict=True)
        for one in conclusion.criteria
    )


def _spots(conclusion: Conclusion, sides: Sequence[_Side], variant: _Variant) -> Iterator[Spot]:
    """Where what a variant changes stands, as far as it bears on a conclusion."""
    for side, varied in zip(sides, variant.varied, strict=False):
        if varied is None:
            continue
        lines = {line for one in conclusion.criteria for line in varied.lines.get(one, ())}
        if varied.line is not None:
            lines.add(varied.line)
        if lines:
            yield Spot(side.sited.assessment.site.file, tuple(sorted(lines)))


def _weighings(conclusion: Conclusion, base: State) -> Iterator[Weighing]:
    """The smallest weight of each criterion that turns a summary.

    Counted as often as there are criteria, one outweighs the others in any median: more changes nothing.
    """
    for criterion, title in conclusion.criteria.items():
        least, then = None, None
        for weight in range(2, len(conclusion.criteria) + 1):
            found = conclusion.conclude(base._replace(weights={criterion: weight}))
            if not conclusion.holds(found):
                least, then = weight, conclusion.told(found)
                break
        yield Weighing(criterion, title, least, then)


def _statements(
    conclusions: Iterable[Conclusion], sides: Sequence[_Side], factual: Sequence[_Variant]
) -> tuple[Statement, ...]:
    found = [_stated(one, sides, factual) for one in conclusions]
    return tuple(sorted(found, key=lambda one: Fraction(one.holds, max(one.tried, 1))))


# -- sites and pairs


def _firm_site(side: _Side) -> FirmSite:
    factual = _factual([side])
    frameworks = side.sited.assessment.frameworks
    conclusions = [one for framework in frameworks for one in at_one(framework, side.levels)]
    return FirmSite(
        ComparedSite(side.key, *side.sited.assessment.site),
        side.sited.sources,
        len(side.levels),
        _tried(factual),
        tuple(_bearing(side)),
        side.sited.untried,
        _statements(conclusions, [side], factual),
    )


def _tried(factual: Sequence[_Variant]) -> Tried:
    grains = [one.grain for one in factual]
    idle = sum(
        one.family == "place" and not any(each.forgotten for each in one.varied if each) for one in factual
    )
    return Tried(
        grains.count("source"), grains.count("section"), grains.count("passage"), idle, grains.count(None)
    )


def _bearing(side: _Side) -> Iterator[Bearing]:
    """The places without which levels move, those that move most of them first."""
    found = [
        Bearing(one.says, one.forgotten, sum(one.levels[key] != was for key, was in side.levels.items()))
        for one in side.places.values()
    ]
    yield from sorted((one for one in found if one.moved), key=lambda one: -one.moved)


def _firm_pair(one: _Side, other: _Side) -> FirmPair:
    sides, names = (one, other), (one.name, other.name)
    factual = _factual(sides)
    frameworks, levels = one.sited.assessment.frameworks, (one.levels, other.levels)
    conclusions = [found for framework in frameworks for found in between(framework, names, levels)]
    return FirmPair(one.key, other.key, names, _tried(factual), _statements(conclusions, sides, factual))
