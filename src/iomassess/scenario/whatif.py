"""What scenarios would change at a site: which levels move and why, and which do not and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from iomassess.results import (
    AssessedSite,
    Assessment,
    CriterionResult,
    DomainResult,
    Fact,
    Reason,
    Recommended,
    RungResult,
    Verdict,
)


class Standing(NamedTuple):
    """A level at one time, as an interval (0-4) and by name; None where nothing is summed up."""

    evidenced: int | None
    possible: int | None
    name: str


class Ground(NamedTuple):
    """A record behind a rung: found by a source, assumed by scenarios, or some of each."""

    label: str
    says: tuple[str, ...]
    assumed_by: tuple[str, ...]
    """The ids of the scenarios that say something of it that the rung asks about."""
    evidence: tuple[str, ...]
    file: str
    line: int


class RungMoved(NamedTuple):
    """A rung that is judged otherwise than before."""

    level: int
    name: str
    label: str
    means: str
    before: Verdict
    after: Verdict
    grounds: tuple[Ground, ...]
    """What meets it, or what leaves it open or falls short."""
    because: tuple[str, ...]
    """What leaves it open, or closes it, other than a record."""


class Moved(NamedTuple):
    """A criterion whose level is not what it was."""

    id: str
    title: str
    before: Standing
    after: Standing
    rungs: tuple[RungMoved, ...]
    next: str
    """What became of the first rung that is not met."""


class Unmoved(NamedTuple):
    """A criterion whose level stays as it was."""

    id: str
    title: str
    standing: Standing
    why: str
    nearer: tuple[str, ...]
    """What is nearer to being met than before, though no level moves."""


class Assumed(NamedTuple):
    """Something that a scenario says, and where."""

    label: str
    says: tuple[str, ...]
    """The fields that it gives, as it gives them."""
    file: str
    line: int


class NoLonger(NamedTuple):
    """Something that the site says, and no longer says of these records."""

    says: str
    of: tuple[str, ...]
    file: str
    line: int


class Head(NamedTuple):
    """A scenario, and what carrying it out comes to."""

    id: str
    name: str
    about: str
    file: str
    implements: tuple[Recommended, ...]
    assumed: tuple[Assumed, ...]
    no_longer_said: tuple[NoLonger, ...]


class Step(NamedTuple):
    """What one scenario moves, beside what stood before it."""

    scenario: Head
    moved: tuple[Moved, ...]
    unmoved: tuple[Unmoved, ...]


class Course(NamedTuple):
    """A criterion, or a domain's summary, from before the first scenario to after the last."""

    id: str
    title: str
    standings: tuple[Standing, ...]


class DomainCourse(NamedTuple):
    """A domain's summary and its criteria."""

    framework: str
    summary: Course
    criteria: tuple[Course, ...]


class WhatIf(NamedTuple):
    """What `whatif --format json` prints."""

    format: Literal["iomassess/whatif/1"]
    site: AssessedSite
    steps: tuple[Step, ...]
    domains: tuple[DomainCourse, ...]


Places = Mapping[str, tuple[str, int]]
"""File and line of each record that a scenario adds or changes, by its place in the site."""


def what_if(before: Assessment, after: Sequence[tuple[Head, Assessment, Places]]) -> WhatIf:
    """Set a site beside itself with each scenario, in order, carried out on top of those before it."""
    waves = [before, *(one for _, one, _ in after)]
    steps = []
    for (earlier, later), (head, _, places) in zip(pairwise(waves), after, strict=True):
        pairs = list(zip(_criteria(earlier), _criteria(later), strict=True))
        placing = _Placing(before.site.file, places)
        steps.append(
            Step(
                head,
                tuple(_moved(*pair, placing) for pair in pairs if _levels(pair[0]) != _levels(pair[1])),
                tuple(_unmoved(*pair) for pair in pairs if _levels(pair[0]) == _levels(pair[1])),
            )
        )
    return WhatIf("iomassess/whatif/1", before.site, tuple(steps), tuple(_domains(waves)))


def _criteria(assessment: Assessment) -> Iterator[CriterionResult]:
    return (one for framework in assessment.frameworks for one in framework.criteria)


def _levels(one: CriterionResult) -> tuple[int, int]:
    return (0, 0) if one.not_applicable else (one.evidenced, one.possible)


def _standing(one: CriterionResult | DomainResult) -> Standing:
    if isinstance(one, CriterionResult) and one.not_applicable:
        return Standing(None, None, one.name)
    return Standing(one.evidenced, one.possible, one.name)


def _domains(waves: Sequence[Assessment]) -> Iterator[DomainCourse]:
    for frameworks in zip(*(one.frameworks for one in waves), strict=True):
        for domains in zip(*(one.domains for one in frameworks), strict=True):
            criteria = zip(*(one.criteria for one in domains), strict=True)
            first = domains[0]
            yield DomainCourse(
                frameworks[0].title,
                Course(first.id, first.title, tuple(map(_standing, domains))),
                tuple(Course(one[0].id, one[0].title, tuple(map(_standing, one))) for one in criteria),
            )


class _Placing(NamedTuple):
    """Tells where records stand: in the site's file, or in that of a scenario."""

    file: str
    places: Places

    def ground(self, fact: Fact) -> Ground:
        """A record with its place, and with who assumes it."""
        cited = [one.split(" ", maxsplit=1) for one in fact.evidence]
        assumed = tuple(place for source, *rest in cited if source == "scenario" for place in rest)
        file, line = self.places.get(fact.record, (self.file, fact.line))
        return Ground(fact.label, fact.says, assumed, fact.evidence, file, line)

    def grounds(self, facts: Iterable[Fact]) -> tuple[Ground, ...]:
        """Records, with those that are assumed first."""
        return tuple(sorted(map(self.ground, facts), key=lambda one: not one.assumed_by))


def _moved(before: CriterionResult, after: CriterionResult, placing: _Placing) -> Moved:
    rungs = tuple(
        _rung(was, now, placing)
        for was, now in zip(before.rungs, after.rungs, strict=True)
        if was.verdict != now.verdict
    )
    return Moved(after.id, after.title, _standing(before), _standing(after), rungs, _next(after))


def _rung(was: RungResult, now: RungResult, placing: _Placing) -> RungMoved:
    reason = now.reason
    because: tuple[str, ...] = ()
    if now.verdict == "met":
        facts = reason.facts()
    elif now.verdict == "unknown":
        facts = reason.doubts()
        because = tuple(f"nothing rules out {one}" for one in dict.fromkeys(_openings(reason)))
    else:
        facts = reason.short()
        because = tuple(one.says for one in reason.against())
    return RungMoved(
        now.level, now.name, now.label, now.means, was.verdict, now.verdict, placing.grounds(facts), because
    )


def _openings(reason: Reason) -> Iterator[str]:
    """What could be there, unrecorded, for all that is said."""
    if reason.verdict == "unknown" and reason.opening:
        yield reason.opening
    for part in reason.parts:
        if part.verdict == "unknown":
            yield from _openings(part)


def _unmoved(before: CriterionResult, after: CriterionResult) -> Unmoved:
    pairs = list(zip(before.rungs, after.rungs, strict=True))
    turned = [now for was, now in pairs if was.verdict != now.verdict]
    nearer = tuple(
        f"level {now.level}: {said}"
        for was, now in pairs
        if now.verdict == was.verdict != "met"
        for said in _nearer(was.reason, now.reason)
    )
    if after.not_applicable:
        why = f"It does not apply: {after.not_applicable.reason}"
    elif after.settled and after.evidenced == len(after.rungs):
        why = "It is at the top already."
    elif turned:
        said = "; ".join(f"level {one.level}, {one.label}, is now {_SAID[one.verdict]}" for one in turned)
        why = f"{said[0].upper()}{said[1:]}. It counts once the levels below are met. {_next(after)}"
    elif nearer:
        why = f"Something comes nearer, and no level is reached by it. {_next(after)}"
    else:
        why = f"None of what it asks for is changed. {_next(after)}"
    return Unmoved(after.id, after.title, _standing(after), why, nearer)


_SAID = {"met": "met", "not met": "ruled out", "unknown": "not known"}


def _next(one: CriterionResult) -> str:
    """What stands before the next level."""
    rung = next((rung for rung in one.rungs if rung.verdict != "met"), None)
    if rung is None:
        return ""
    fate = "ruled out" if rung.verdict == "not met" else "not established"
    closed = next((one.says for one in rung.reason.against()), "") if rung.verdict == "not met" else ""
    return " ".join(filter(None, (f"Level {rung.level} is {fate}: {rung.label}.", closed)))


def _nearer(was: Reason, now: Reason) -> Iterator[str]:
    """The parts of a condition that are met now, or of which more is counted."""
    for before, after in zip(was.parts, now.parts, strict=False):
        yield from _nearer(before, after)
    if now.form != "some":
        return
    if now.verdict == "met" != was.verdict:
        yield f"{now.asks}: now met"
    elif now.verdict != "met" and (now.least or 0) > (was.least or 0):
        yield f"{now.asks}: found {now.least}, before {was.least}"
