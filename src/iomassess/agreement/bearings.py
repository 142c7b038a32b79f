"""Which discrepancies between two coders stand behind the levels on which they differ.

A rung is judged differently because some count in it is. Behind that stand the records that either coder's
reason for the count names, with the fields that the count asks about; the statements that close it; and,
where it asks for a role, what a role is derived from.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from iomassess.agreement.discrepancies import Discrepancy
from iomassess.engine.conditions import Condition, Some, counts_in
from iomassess.engine.derived import DERIVED_FLAGS, definition
from iomassess.engine.facts import Facts
from iomassess.engine.matching import meets
from iomassess.engine.records import Row
from iomassess.fields import Form, shape
from iomassess.framework.reading import Framework
from iomassess.readings import line_of
from iomassess.results import Assessment, CriterionResult, Reason
from iomassess.selectors import Selector, Test
from iomassess.site import Practice, Project


class Bearing(NamedTuple):
    """A criterion that two coders' files put on different levels, and what stands behind that."""

    criterion: str
    rungs: tuple[int, ...]
    """The levels whose rungs are judged differently."""
    behind: tuple[int, ...]
    """Discrepancies, by their place in the list."""


def bearings(
    found: Sequence[Discrepancy],
    facts: tuple[Facts, Facts],
    assessments: tuple[Assessment, Assessment],
    frameworks: Sequence[Framework],
) -> Iterator[Bearing]:
    """Find what stands behind each criterion on whose level, or whose applying, two files differ."""
    conditions = {
        (criterion.id, rung.level): rung.condition
        for framework in frameworks
        for criterion in framework.criteria
        for rung in criterion.rungs
    }
    sides = (_Side(facts[0], 0), _Side(facts[1], 1))
    first, second = (
        [criterion for result in one.frameworks for criterion in result.criteria] for one in assessments
    )
    for one, other in zip(first, second, strict=True):
        if levels(one) == levels(other):
            continue
        rungs, behind = [], set[int]()
        for mine, theirs in zip(one.rungs, other.rungs, strict=True):
            if mine.verdict != theirs.verdict:
                rungs.append(mine.level)
                condition = conditions[one.id, mine.level]
                for asked, reasons in _turned(condition, mine.reason, theirs.reason):
                    behind |= _behind(asked, reasons, sides, found) or _beside(asked, sides, found)
        if (one.not_applicable is None) != (other.not_applicable is None):
            behind |= {nth for nth, each in enumerate(found) if _excuses(each, facts, one.id)}
        yield Bearing(one.id, tuple(rungs), tuple(sorted(behind)))


def levels(result: CriterionResult) -> tuple[int, int] | None:
    """The levels of a criterion, evidenced and possible; None where it does not apply."""
    return None if result.not_applicable is not None else (result.evidenced, result.possible)


def _excuses(found: Discrepancy, facts: tuple[Facts, Facts], criterion: str) -> bool:
    """Whether a discrepancy is that one file has a criterion not apply."""
    if found.about != "not_applicable":
        return False
    sides = zip(facts, found.locs, strict=True)
    return any(loc and each.site.not_applicable[int(loc[1])].criterion == criterion for each, loc in sides)


def _turned(condition: Condition, one: Reason, other: Reason) -> Iterator[tuple[Some, tuple[Reason, Reason]]]:
    """The counts in a condition that two files answer differently, with both reasons."""
    for asked, *reasons in zip(counts_in(condition), _leaves(one), _leaves(other), strict=True):
        if reasons[0].verdict != reasons[1].verdict:
            yield asked, (reasons[0], reasons[1])


def _leaves(reason: Reason) -> Iterator[Reason]:
    if reason.form == "some":
        yield reason
    for part in reason.parts:
        yield from _leaves(part)


class _Side:
    """One file: what its records join, and where its statements stand."""

    def __init__(self, facts: Facts, side: int) -> None:
        self.side = side
        self.rows: dict[str, list[Row]] = {}
        self.ends: dict[str, set[str]] = {}
        for kind in ("members", "links", "practices", "project"):
            for row in facts.rows(kind):
                place = ".".join(map(str, row.loc))
                ends = {f"{end.kind}.{end.id}" for end in row.ends if end is not None and end.id is not None}
                if isinstance(row.record, Practice | Project):  # whose rows have joins only where asked
                    ends = {f"agencies.{key}" for name in _JOINED for key in getattr(row.record, name, ())}
                self.rows.setdefault(place, []).append(row)
                self.ends.setdefault(place, set()).update(ends)
        self.statements = {".".join(map(str, one.loc)): one for one in facts.statements}
        self.lines = {place: line_of(facts, one.loc) for place, one in self.statements.items()}
        self.alike = {f"agencies.{key}": end.same_as for key, end in facts.agencies.items()}

    def named(self, reason: Reason) -> set[str]:
        """The records that a reason names."""
        return {one.record for one in (*reason.matched, *reason.undecided, *reason.in_the_way)}

    def with_likely(self, places: set[str]) -> set[str]:
        """Agencies and groups, with the entries that may be the same agency: a role may be theirs."""
        return places | {f"agencies.{key}" for place in places for key in self.alike.get(place, ())}

    def states(self, place: str, asked: Selector, among: set[str] | None = None) -> bool:
        """Whether a statement is of records that a selector looks at: if it names some, of any of these."""
        statement = self.statements[place]
        kinds = {asked.kind, *(kind for kinds in shape(asked.kind).joins.values() for kind in kinds)}
        named = [test.allowed for test in statement.tests if test.form is Form.ID]
        return statement.kind in kinds and (
            among is None
            or all(any(f"{kind}.{key}" in among for kind in _ENDS for key in ids) for ids in named)
        )

    def is_of(self, place: str, asked: Selector) -> bool:
        """Whether a record is of the kind that a selector asks about."""
        kinds = [test for test in asked.tests if (test.part, test.name) == (0, "kind")]
        return any(
            row.kind == asked.kind and meets(row.parts, kinds) is True for row in self.rows.get(place, ())
        )

    def place(self, one: Discrepancy) -> str | None:
        loc = one.locs[self.side]
        return None if loc is None else ".".join(map(str, loc))


def _behind(
    asked: Some, reasons: tuple[Reason, Reason], sides: tuple[_Side, _Side], found: Sequence[Discrepancy]
) -> set[int]:
    fields = _fields(asked.selector)
    definitions = _definitions(asked.selector)
    behind = set[int]()
    for side, reason in zip(sides, reasons, strict=True):
        named = side.named(reason)
        joined = named | {end for record in named for end in side.ends.get(record, ())}
        likely = side.with_likely(joined) if definitions else joined
        lines = {one.line for one in reason.closed_by}
        for nth, one in enumerate(found):
            place = side.place(one)
            if place is None:
                continue
            if one.about == "statements":
                bears = side.lines[place] in lines or any(
                    side.states(place, each, likely) for each in definitions
                )
            elif place in joined and _is_asked(one, fields):
                bears = True
            else:
                bears = bool(side.ends.get(place, set()) & likely) and any(
                    _is_asked(one, _fields(each)) and side.is_of(place, each) for each in definitions
                )
            if bears:
                behind.add(nth)
    return behind


def _beside(asked: Some, sides: tuple[_Side, _Side], found: Sequence[Discrepancy]) -> set[int]:
    """Everything said differently that may matter to a count, where no reason names what turned it.

    So it is when what is said of another agency decides whether those that are named may be one and the
    same, or whether a list is closed.
    """
    selectors = (asked.selector, *_definitions(asked.selector))
    telling = {name for name, field in shape("agencies").own.items() if field.form is Form.CHOICE} | {_ANY}
    behind = set[int]()
    for nth, one in enumerate(found):
        places = [(side, place) for side in sides if (place := side.place(one)) is not None]
        if (
            any(_is_asked(one, _fields(each)) for each in selectors)
            or (one.about == "agencies" and (one.field or _ANY) in telling)
            or (
                one.about == "statements"
                and any(side.states(place, each) for side, place in places for each in selectors)
            )
        ):
            behind.add(nth)
    return behind


_ANY = ""
"""Stands for a record as a whole."""

_Fields = Mapping[str, set[str]]
"""Fields by the list in which their records stand."""


def _is_asked(one: Discrepancy, fields: _Fields) -> bool:
    names = fields.get(one.about)
    return names is not None and ((one.field or _ANY) in names)


def _definitions(asked: Selector) -> list[Selector]:
    """What the roles that a selector asks for are derived from."""
    derived = any(test.field.derived for test in asked.tests)
    return [definition(which)[0] for which in DERIVED_FLAGS] if derived else []


def _fields(asked: Selector) -> _Fields:
    """What a selector asks about."""
    fields: dict[str, set[str]] = {}
    _ask(asked, fields)
    for each in _definitions(asked):
        _ask(each, fields, itself=False)
    return fields


def _ask(asked: Selector, fields: dict[str, set[str]], *, itself: bool = True) -> None:
    ends = list(shape(asked.kind).joins.items())
    if itself:
        fields.setdefault(_LISTS[asked.kind], set()).update({_ANY, "status", *(prefix for prefix, _ in ends)})
    for test in asked.tests:
        kinds = (asked.kind,) if test.part == 0 else ends[test.part - 1][1]
        for kind in kinds:
            fields.setdefault(_LISTS[kind], set()).update(_asked_by(test))
    for _, kinds in ends:
        for kind in kinds:
            fields.setdefault(_LISTS[kind], set()).update({"agencies": _WHICH, "groups": {"status"}}[kind])


def _asked_by(test: Test) -> set[str]:
    return set() if test.form is Form.ID else {test.name, *_TIED.get(test.name, ())}


_ENDS = ("agencies", "groups")
_JOINED = ("by", "with_", "lead")
_LISTS = {
    **{one: one for one in ("agencies", "groups", "links", "practices", "barriers", "project")},
    "members": "seats",
}
_WHICH = {"unnamed", "number", "may_be", "is_among"}
"""Fields that say how many agencies an entry stands for, and which; whatever is counted may turn on them."""
_TIED = {"tier": ("level",), "level": ("tier",)}
