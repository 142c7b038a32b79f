"""Conditions over facts: true, false or unknown, and the counts that make them so."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from iomassess.engine.counting import Count
from iomassess.engine.facts import Facts
from iomassess.fields import KINDS, Form, field_of, shape
from iomassess.problems import suggest
from iomassess.selectors import Report, Selector, read_selector, refuse
from iomassess.source import Loc

DEEPEST = 12
"""How deep conditions may stand inside each other."""


class AllOf(NamedTuple):
    """True when every part is."""

    parts: tuple["Condition", ...]


class AnyOf(NamedTuple):
    """True when some part is."""

    parts: tuple["Condition", ...]


class Not(NamedTuple):
    """True when its part is false."""

    part: "Condition"


class Some(NamedTuple):
    """True when the number of matching records, or of different values, is within bounds."""

    selector: Selector
    at_least: int = 0
    at_most: int | None = None
    distinct: str | None = None


Condition: TypeAlias = AllOf | AnyOf | Not | Some


class Outcome(NamedTuple):
    """A condition judged: its truth (None: unknown), its parts, and its count if it has one."""

    condition: Condition
    truth: bool | None
    parts: tuple["Outcome", ...] = ()
    counted: Count | None = None

    @property
    def least(self) -> int:
        """The least that was counted."""
        return self.counted.least if self.counted else 0

    @property
    def most(self) -> int | None:
        """The most that may be there; None where there is no bound."""
        return self.counted.most if self.counted else None


def judge(condition: Condition, facts: Facts) -> Outcome:
    """Judge a condition by Kleene's three-valued logic."""
    match condition:
        case Some():
            return _judge_some(condition, facts)
        case Not(part):
            inner = judge(part, facts)
            return Outcome(condition, None if inner.truth is None else not inner.truth, (inner,))
        case AllOf(parts):
            judged = tuple(judge(part, facts) for part in parts)
            return Outcome(condition, _least_true(one.truth for one in judged), judged)
        case AnyOf(parts):
            judged = tuple(judge(part, facts) for part in parts)
            return Outcome(condition, _most_true(one.truth for one in judged), judged)


def counts_in(condition: Condition) -> Iterator[Some]:
    """Every count that a condition rests on, in order."""
    match condition:
        case Some():
            yield condition
        case Not(part):
            yield from counts_in(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from counts_in(part)


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether a condition is surely true, found with no more work than that takes."""
    match condition:
        case Some(asked, at_least, at_most, distinct):
            answer = facts.answer(asked, distinct)
            return answer.least() >= at_least and (at_most is None or not answer.may_reach(at_most + 1))
        case Not(part):
            return not may_hold(part, facts)
        case AllOf(parts):
            return all(holds(part, facts) for part in parts)
        case AnyOf(parts):
            return any(holds(part, facts) for part in parts)


def may_hold(condition: Condition, facts: Facts) -> bool:
    """Whether a condition is true or unknown, found likewise."""
    match condition:
        case Some(asked, at_least, at_most, distinct):
            answer = facts.answer(asked, distinct)
            return answer.may_reach(at_least) and (at_most is None or answer.least() <= at_most)
        case Not(part):
            return not holds(part, facts)
        case AllOf(parts):
            return all(may_hold(part, facts) for part in parts)
        case AnyOf(parts):
            return any(may_hold(part, facts) for part in parts)


def truth(condition: Condition, facts: Facts) -> bool | None:
    """The truth of a condition alone, as `judge` would find it."""
    return True if holds(condition, facts) else None if may_hold(condition, facts) else False


def _judge_some(condition: Some, facts: Facts) -> Outcome:
    count = facts.count(condition.selector, condition.distinct)
    enough = count.reaches(condition.at_least)
    few: bool | None = True
    if condition.at_most is not None:
        more = count.reaches(condition.at_most + 1)
        few = None if more is None else not more
    return Outcome(condition, _least_true((enough, few)), (), count)


def _least_true(truths: Iterable[bool | None]) -> bool | None:
    found = set(truths)
    return False if False in found else None if None in found else True


def _most_true(truths: Iterable[bool | None]) -> bool | None:
    found = set(truths)
    return True if True in found else None if None in found else False


# -- reading


def read_condition(values: Any, report: Report | None = None) -> Condition:
    """Read a condition from YAML values.

    Each mistake goes to `report` with its place; without one, ValueError names them all.
    """
    problems: list[str] = []
    condition = _read(values, report or refuse(problems), 0)
    if problems:
        raise ValueError("; ".join(problems))
    return condition


_NEVER = AnyOf(())
_FORMS = ("all", "any", "not", "some", "project")
_FORM = "framework/condition"


def _read(values: Any, report: Report, depth: int) -> Condition:
    if depth > DEEPEST:
        report((), f"conditions stand more than {DEEPEST} deep in each other", _FORM)
        return _NEVER
    if not isinstance(values, Mapping):
        report((), f"a condition is a mapping with one of {', '.join(_FORMS)}", _FORM)
        return _NEVER
    forms = [name for name in values if name in _FORMS]
    if len(forms) != 1:
        found = f"found {' and '.join(forms)}" if forms else "found none"
        report((), f"a condition has exactly one of {', '.join(_FORMS)}; {found}", _FORM)
        return _NEVER
    form = forms[0]
    known = (form, "where", "at_least", "at_most", "distinct") if form == "some" else (form,)
    for name in values:
        if name not in known:
            report((name,), f"`{form}` takes no `{name}`{suggest(name, known)}", "schema/unknown-field")
    if form in ("all", "any"):
        return _read_list(form, values[form], report, depth)
    if form == "not":
        return Not(_read(values["not"], _under(report, "not"), depth + 1))
    if form == "project":
        return _read_project(values["project"], report)
    return _read_some(values, report)


def _read_list(form: str, values: Any, report: Report, depth: int) -> Condition:
    if not isinstance(values, list) or not values:
        report((form,), f"`{form}` takes a list of conditions", _FORM)
        return _NEVER
    parts = tuple(_read(value, _under(report, form, index), depth + 1) for index, value in enumerate(values))
    return AllOf(parts) if form == "all" else AnyOf(parts)


def _read_project(values: Any, report: Report) -> Condition:
    if not isinstance(values, Mapping) or not values:
        report(("project",), "`project` takes fields and what they should be", _FORM)
        return _NEVER
    return Some(read_selector("project", values, _under(report, "project")), at_least=1)


def _read_some(values: Mapping[str, Any], report: Report) -> Condition:
    kind, where = values["some"], values.get("where", {})
    if kind not in KINDS:
        report(
            ("some",), f"`{kind}` is not a kind of record{suggest(str(kind), KINDS)}", "schema/unknown-value"
        )
        return _NEVER
    if not isinstance(where, Mapping):
        report(("where",), "`where` takes fields and what they should be", _FORM)
        return _NEVER
    at_most = _read_number(values, "at_most", report)
    at_least = _read_number(values, "at_least", report)
    if at_least is None:
        at_least = 1 if at_most is None else 0
    if at_most is not None and at_most < at_least:
        report(("at_most",), "is less than `at_least`, so it can never be true", "framework/never-true")
    distinct = values.get("distinct")
    if distinct is not None and not _countable(kind, distinct):
        what = f"different values of `{distinct}` among {kind} cannot be counted"
        report(("distinct",), what, _FORM)
        distinct = None
    asked = read_selector(kind, where, _under(report, "where"))
    return Some(asked, at_least, at_most, distinct)


def _read_number(values: Mapping[str, Any], name: str, report: Report) -> int | None:
    number = values.get(name)
    if number is None or (type(number) is int and number >= 0):
        return number
    report((name,), f"`{name}` should be a whole number", "schema/wrong-type")
    return None


def _countable(kind: str, name: Any) -> bool:
    if not isinstance(name, str):
        return False
    if name in shape(kind).joins:
        return True
    field = field_of(kind, name)
    return field is not None and field.form in (Form.CHOICE, Form.SET)


def _under(report: Report, *segments: str | int) -> Report:
    def below(loc: Loc, what: str, rule: str) -> None:
        report((*segments, *loc), what, rule)

    return below
