"""Selectors: field constraints on one kind of record, in statements of a site and in rungs alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple, cast

from iomassess.fields import (
    ANY_STATUS,
    FLAG,
    IN_PLACE,
    Field,
    Form,
    field_of,
    names_of,
    shape,
)
from iomassess.problems import suggest
from iomassess.source import Loc

Report = Callable[[Loc, str, str], None]
"""Takes a place below the selector, what is wrong there, and the id of the rule that it breaks."""


class Test(NamedTuple):
    """One constraint: a field of the record itself (part 0) or of one of its joins (1, 2).

    `allowed` is a mask of values for a choice or a set, (least, most) for a number, with most None
    for no upper bound, and a frozenset of ids for an id.
    """

    part: int
    name: str
    form: Form
    allowed: Any
    label: str
    field: Field


@dataclass(frozen=True)
class Selector:
    """All constraints on one kind of record; a record matches when it meets every one."""

    kind: str
    tests: tuple[Test, ...]

    @cached_property
    def known(self) -> dict[Any, Any]:
        """What has been found of records by what they may be, once for all sites, by whoever asks."""
        return {}

    def remember(self, key: Any, found: Any) -> None:
        """Add to what is known; there is room for what sites have in common, not for all that they have."""
        if len(self.known) >= _ROOM:
            self.known.clear()
        self.known[key] = found

    def narrowed(self, test: Test) -> "Selector":
        """The same selector with one constraint more, made once."""
        key = ("narrowed", test.part, test.name, test.allowed)
        if key not in self.known:
            self.remember(key, Selector(self.kind, (*self.tests, test)))
        return cast("Selector", self.known[key])

    @cached_property
    def key(self) -> tuple[Any, ...]:
        """Equal for selectors that ask the same."""
        return (self.kind, *((test.part, test.name, test.allowed) for test in self.tests))

    @cached_property
    def joined(self) -> frozenset[int]:
        """The joins that any constraint is on."""
        return frozenset(test.part for test in self.tests if test.part)

    def joins(self, part: int) -> bool:
        """Whether any constraint is on that join."""
        return part in self.joined


_ROOM = 250


def read_selector(kind: str, values: Mapping[str, Any], report: Report, *, naming: bool = False) -> Selector:
    """Read a mapping of fields to a value, a list (any of these) or a range of numbers.

    A selector that may name ids (`naming`) stands in a site file, where derived fields are refused;
    one that may not stands in a framework.
    """
    tests = [
        test
        for name, value in values.items()
        if (test := _read_test(kind, name, value, report, naming=naming)) is not None
    ]
    if "status" in shape(kind).own and kind != "barriers" and "status" not in values:
        field = shape(kind).own["status"]
        tests.append(Test(0, "status", Form.CHOICE, IN_PLACE, "status", field))
    tests.sort(key=lambda test: test.form is not Form.ID)  # ids first: they decide soonest
    return Selector(kind, tuple(tests))


def _read_test(kind: str, name: str, value: Any, report: Report, *, naming: bool) -> Test | None:
    field = field_of(kind, name)
    if field is None:
        known = [one for one in names_of(kind) if naming or not _is_id(kind, one)]
        report((name,), f"{kind} have no field `{name}`{suggest(name, known)}", "schema/unknown-field")
        return None
    if field.form is Form.ID and not naming:
        what = "a framework names no agency or group: ask for what it is"
        report((name,), what, "framework/names-no-site")
        return None
    if field.derived and naming:
        what = f"`{name}` is derived, so it cannot be declared: declare what it rests on"
        report((name,), what, "statement/derived-field")
        return None
    allowed = _read_allowed(field, value, lambda loc, what, rule: report((name, *loc), what, rule))
    if allowed is None:
        return None
    part, own = part_of(kind, name)
    return Test(part, own, field.form, allowed, name, field)


def _is_id(kind: str, name: str) -> bool:
    field = field_of(kind, name)
    return field is not None and field.form is Form.ID


@cache
def part_of(kind: str, name: str) -> tuple[int, str]:
    """Which part of a row a name speaks of, and the field's own name there."""
    joins = list(shape(kind).joins)
    if name in joins:
        return joins.index(name) + 1, "id"
    if name in shape(kind).own:
        return 0, name
    prefix, _, rest = name.partition(".")
    return joins.index(prefix) + 1, rest


def _read_allowed(field: Field, value: Any, report: Report) -> Any:
    if field.form is Form.NUMBER:
        return _read_bounds(value, report)
    if field.name == "status" and value == "any":
        return ANY_STATUS
    listed = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
    if not listed:
        report((), "an empty list asks for nothing: leave the field out", "schema/too-few")
        return None
    if field.form is Form.ID:
        return frozenset(str(one) for _, one in listed)
    mask = 0
    for index, one in listed:
        text = str(one).lower() if isinstance(one, bool) else one
        if text not in field.values or (field.values is FLAG) != isinstance(one, bool):
            below = () if index is None else (index,)
            known = (*field.values, "any") if field.name == "status" else field.values
            found = "nothing" if one is None else "a mapping" if isinstance(one, Mapping) else f"`{text}`"
            hint = suggest(text, known) if isinstance(text, str) else f"; known: {', '.join(known)}"
            report(below, f"{found} is not a value of `{field.name}`{hint}", "schema/unknown-value")
            return None
        mask |= 1 << field.values.index(text)
    return mask


def _read_bounds(value: Any, report: Report) -> tuple[int, int | None] | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value, value
    if isinstance(value, Mapping) and value and set(value) <= {"from", "to"}:
        least, most = value.get("from", 0), value.get("to")
        if type(least) is int and (most is None or (type(most) is int and most >= least)):
            return least, most
    what = "should be a whole number or `{from: 1}`, `{to: 5}` or `{from: 1, to: 5}`"
    report((), what, "schema/wrong-type")
    return None


def refuse(problems: list[str]) -> Report:
    """A report that gathers what is wrong as text, for selectors that are not in a file."""

    def report(loc: Loc, what: str, _rule: str) -> None:
        problems.append(": ".join([".".join(map(str, loc)), what] if loc else [what]))

    return report


def selector(kind: str, values: Mapping[str, Any]) -> Selector:
    """Read a selector that the program itself writes. Raises ValueError."""
    problems: list[str] = []
    found = read_selector(kind, values, refuse(problems))
    if problems:
        raise ValueError("; ".join(problems))
    return found
