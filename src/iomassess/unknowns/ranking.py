"""What to find out next: the questions that a site leaves open, by how far an answer would narrow levels.

A question is a count that some rung rests on and that the facts leave unknown. Both of its answers are
tried: yes answers every wider question with yes, no every narrower one with no, the rungs are judged
again by three-valued logic and the levels read again. All of it comes from an assessment alone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from iomassess.levels import reached
from iomassess.particulars import Background
from iomassess.results import AssessedSite, Assessment, CriterionResult, Question, Reason, RungResult


class Levels(NamedTuple):
    """The levels evidenced and possible (0-4)."""

    evidenced: int
    possible: int


class Effect(NamedTuple):
    """What the answers to a question make of one criterion."""

    criterion: str
    title: str
    target: int | None
    now: Levels
    if_yes: Levels
    if_no: Levels


class Standing(NamedTuple):
    """A rung that is unknown and in which a question stands."""

    criterion: str
    title: str
    level: int
    label: str


class Unknown(NamedTuple):
    """An open question: what it asks, where it stands, whom to ask, and what its answers would do."""

    rank: int
    asks: str
    roles: tuple[str, ...]
    """Who may know: the roles whom the questions are for."""
    ask: tuple[Question, ...]
    """What its rungs ask in interviews, each once; what is most surely about it comes first."""
    rungs: tuple[Standing, ...]
    effects: tuple[Effect, ...]
    """The criteria that either answer narrows."""
    least: int
    """How many levels are no longer open whatever the answer is: the lesser of the next two."""
    if_yes: int
    """How many levels, over all criteria, are no longer open where the answer is yes."""
    if_no: int
    to_target: int | None
    """How far the nearest of those criteria is evidenced below its target; None where none is.

    Where no criterion is narrowed, it is the nearest of those in which the question stands.
    """


class Informant(NamedTuple):
    """A role in interviews: how many in it were asked so far, and which agencies are known to have it."""

    role: str
    interviewed: int | None
    agencies: tuple[str, ...]


class Unknowns(NamedTuple):
    """What `unknowns --format json` prints."""

    format: Literal["iomassess/unknowns/1"]
    site: AssessedSite
    role: str | None
    """The role whose questions these are; None for those of all."""
    informants: tuple[Informant, ...]
    unknowns: tuple[Unknown, ...]


class Ranked(NamedTuple):
    """A question for interviews, with the rank of the most telling unknown that it asks about."""

    rank: int
    question: str
    of: tuple[str, ...]
    source: tuple[str, ...]


Answers: TypeAlias = Mapping[int, bool]


def unknowns(assessment: Assessment, target: int | None = None) -> tuple[Unknown, ...]:
    """Rank what is not known: first what narrows most whatever the answer, then what narrows most in all.

    Of what is alike in that, first what is nearest to a target: `target` (0-4) for every criterion, or
    the frameworks' own. What is alike in all of this keeps the frameworks' order.
    """
    criteria = [one for framework in assessment.frameworks for one in framework.criteria]
    applicable = [one for one in criteria if one.not_applicable is None]
    standing = _standing(applicable)
    resting = [
        (one, frozenset(number for rung in one.rungs for number in _open_in(rung.reason)))
        for one in applicable
    ]
    places = {
        same: tuple({id(one.rung): one for number in same for one in standing[number]}.values())
        for same in _alike(assessment, standing)
    }
    nearness = _Nearness(places.values())
    found = []
    for same, where in places.items():
        ask = _asked(where, nearness)
        roles = tuple(dict.fromkeys(str(role) for one in ask for role in one.of))
        unknown = _unknown(assessment, resting, same, where, target)
        found.append(unknown._replace(roles=roles, ask=ask))
    ranked = sorted(found, key=_most_first)
    return tuple(one._replace(rank=rank) for rank, one in enumerate(ranked, start=1))


def ranked_questions(assessment: Assessment, target: int | None = None) -> tuple[Ranked, ...]:
    """The questions of all rungs that are unknown, each once, by the first unknown that each asks about."""
    found: dict[str, Ranked] = {}
    for unknown in unknowns(assessment, target):
        for one in unknown.ask:
            known = found.get(one.question, Ranked(unknown.rank, one.question, (), ()))
            of = tuple(dict.fromkeys((*known.of, *one.of)))
            source = tuple(dict.fromkeys((*known.source, *one.source)))
            found[one.question] = known._replace(of=of, source=source)
    return tuple(found.values())


def asking_order(assessment: Assessment, target: int | None = None) -> Callable[[str], int]:
    """Where a question for interviews stands among those of a site: the most telling comes first.

    One that asks about nothing that is ranked comes after all others.
    """
    places = {one.question: place for place, one in enumerate(ranked_questions(assessment, target))}
    return lambda question: places.get(question, len(places))


def informants(background: Background | None) -> tuple[Informant, ...]:
    """Who may know, by role: those asked so far, and the agencies that surely stand where the role is."""
    if background is None:
        return ()
    asked = dict(background.interviews)
    placed = {
        "strategic": _seated(background, "strategic-oversight"),
        "operational": _seated(background, "operational-management"),
        "delivery": _seated(background, "service-delivery"),
        "referral": [one.name for one in background.agencies if one.role in _REFERRED],
    }
    return tuple(
        Informant(role, asked.get(role), tuple(dict.fromkeys(names))) for role, names in placed.items()
    )


_REFERRED = ("referral partner", "referral agency")


def _seated(background: Background, level: str) -> list[str]:
    return [
        seat.name
        for group in background.groups
        if group.level == level
        for seat in group.seats
        if seat.in_place
    ]


# -- what is asked where


class _Place(NamedTuple):
    """A rung in which a question stands, and on how many open questions that rung rests."""

    criterion: CriterionResult
    rung: RungResult
    among: int


def _standing(criteria: Iterable[CriterionResult]) -> dict[int, list[_Place]]:
    """Where each question stands that could still settle a rung."""
    found: dict[int, list[_Place]] = {}
    for criterion in criteria:
        for rung in criterion.rungs:
            numbers = dict.fromkeys(_open_in(rung.reason))
            for number in numbers:
                found.setdefault(number, []).append(_Place(criterion, rung, len(numbers)))
    return found


def _open_in(reason: Reason) -> Iterator[int]:
    """The questions on which a condition that is unknown rests."""
    if reason.verdict == "unknown":
        if reason.question is not None:
            yield reason.question
        for part in reason.parts:
            yield from _open_in(part)


def _alike(assessment: Assessment, numbers: Iterable[int]) -> list[tuple[int, ...]]:
    """Some questions in their order, those together of which each answers the other."""
    settles = {one.number: one.settles for one in assessment.open_questions}
    first: dict[int, int] = {}
    for number in numbers:
        same = [one for one in first if one in settles[number] and number in settles[one]]
        first[number] = first[same[0]] if same else number
    return [
        tuple(one for one, same in first.items() if same == number)
        for number in first
        if first[number] == number
    ]


# -- what an answer does


def _unknown(
    assessment: Assessment,
    criteria: Iterable[tuple[CriterionResult, frozenset[int]]],
    same: Sequence[int],
    places: Iterable[_Place],
    target: int | None,
) -> Unknown:
    """What the answers to one question do to criteria, each with the questions that it rests on.

    Its rank, and whom to ask, are put in later.
    """
    yes, no = answered(assessment, same, yes=True), answered(assessment, same, yes=False)
    effects = tuple(
        effect
        for one, rests_on in criteria
        if not rests_on.isdisjoint(yes) or not rests_on.isdisjoint(no)
        if (effect := _effect(one, yes, no, target)) is not None
    )
    if_yes = sum(_width(one.now) - _width(one.if_yes) for one in effects)
    if_no = sum(_width(one.now) - _width(one.if_no) for one in effects)
    moved = {one.criterion for one in effects} or {place.criterion.id for place in places}
    short = [
        aimed - one.evidenced
        for one, _ in criteria
        if one.id in moved and (aimed := _aimed(one, target)) is not None
    ]
    return Unknown(
        rank=0,
        asks=next(one.asks for one in assessment.open_questions if one.number == same[0]),
        roles=(),
        ask=(),
        rungs=tuple(
            Standing(criterion.id, criterion.title, rung.level, rung.label) for criterion, rung, _ in places
        ),
        effects=effects,
        least=min(if_yes, if_no),
        if_yes=if_yes,
        if_no=if_no,
        to_target=min((one for one in short if one > 0), default=None),
    )


def answered(assessment: Assessment, questions: Collection[int], *, yes: bool) -> Answers:
    """What is known once some questions that ask the same are answered."""
    found = dict.fromkeys(questions, yes)
    for one in assessment.open_questions:
        if yes and one.number in questions:
            found |= dict.fromkeys(one.settles, True)
        elif not yes and any(number in one.settles for number in questions):
            found[one.number] = False
    return found


def levels_given(criterion: CriterionResult, answers: Answers) -> Levels:
    """The levels of a criterion once some questions are answered."""
    return Levels(*reached([_truth(rung.reason, answers) for rung in criterion.rungs]))


def _truth(reason: Reason, answers: Answers) -> bool | None:
    """A condition's truth once some questions are answered; what is known stays as it is."""
    if reason.verdict != "unknown":
        return reason.verdict == "met"
    if reason.form == "some":
        return None if reason.question is None else answers.get(reason.question)
    truths = [_truth(part, answers) for part in reason.parts]
    if reason.form == "not":
        return None if truths[0] is None else not truths[0]
    settling = reason.form == "any"
    if settling in truths:
        return settling
    return None if None in truths else not settling


def _effect(criterion: CriterionResult, yes: Answers, no: Answers, target: int | None) -> Effect | None:
    now = Levels(criterion.evidenced, criterion.possible)
    if_yes, if_no = levels_given(criterion, yes), levels_given(criterion, no)
    if now == if_yes == if_no:
        return None
    return Effect(criterion.id, criterion.title, _aimed(criterion, target), now, if_yes, if_no)


def _aimed(criterion: CriterionResult, target: int | None) -> int | None:
    return criterion.target.level if target is None and criterion.target else target


def _width(levels: Levels) -> int:
    return levels.possible - levels.evidenced


def _asked(places: Sequence[_Place], nearness: "_Nearness") -> tuple[Question, ...]:
    """The questions of the rungs in which something stands, each once and for all whom any of them asks."""
    found: dict[str, Question] = {}
    for place in sorted(places, key=lambda place: place.among):
        for one in place.rung.ask:
            known = found.setdefault(one.question, one)
            of = tuple(dict.fromkeys((*known.of, *one.of)))
            source = tuple(dict.fromkeys((*known.source, *one.source)))
            found[one.question] = Question(of, one.question, source)
    return tuple(sorted(found.values(), key=lambda one: nearness.of(places, one.question), reverse=True))


class _Nearness:
    """How surely a question for interviews is about an unknown; a rung has its questions for all of itself.

    It is the more so the more they stand in the same rungs and the less each stands without the other,
    and the less another unknown fits the question better. A guess, good for an order and no more.
    """

    def __init__(self, unknowns: Iterable[Sequence[_Place]]) -> None:
        self.asked: dict[str, set[int]] = {}
        self.best: dict[str, float] = {}
        kept = list(unknowns)
        for place in (place for places in kept for place in places):
            for one in place.rung.ask:
                self.asked.setdefault(one.question, set()).add(id(place.rung))
        for places in kept:
            for question in {one.question for place in places for one in place.rung.ask}:
                self.best[question] = max(self.best.get(question, 0), self.shared(places, question))

    def shared(self, places: Iterable[_Place], question: str) -> float:
        """The rungs that have both, of those that have either."""
        here, asked = {id(place.rung) for place in places}, self.asked[question]
        return len(here & asked) / len(here | asked)

    def of(self, places: Iterable[_Place], question: str) -> tuple[float, float]:
        """More is nearer."""
        shared = self.shared(places, question)
        return shared / self.best[question], shared


def _most_first(unknown: Unknown) -> tuple[int, int, bool, int]:
    narrows = unknown.if_yes + unknown.if_no
    return -unknown.least, -narrows, unknown.to_target is None, unknown.to_target or 0
