"""Turn what a record says, or leaves out, into what each of its fields may be."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from iomassess.fields import ANY_STATUS, CHOICE, FLAG, ID, IN_PLACE, NUMBER, SET, STATUS, Field, Form, shape
from iomassess.site import Model, OneOf, Range
from iomassess.vocabulary import Level, Status

NO_BOUNDS = (0, None)


def cells_of(kind: str, record: Model | None) -> dict[str, Any]:
    """The cells of a record's own fields; with no record, of one of which nothing is known."""
    plan = _plan(kind)
    if record is None:
        return dict(plan.blank)
    cells = dict(plan.silent)
    given = record.__dict__
    for field, bits in plan.fields:
        value = given[field.name]
        if value is not None and value != ():
            cells[field.name] = _cell(field, bits, value)
    if kind == "groups":
        _tie_tier(cells)
    return cells


def not_applicable(kind: str) -> dict[str, Any]:
    """The cells of a kind's fields on a record that cannot have them."""
    return dict(_absent(kind))


@cache
def _absent(kind: str) -> dict[str, Any]:
    absent: dict[Form, Callable[[Field], Any]] = {
        CHOICE: lambda field: field.nothing,
        SET: lambda field: (0, field.full, ()),
        NUMBER: lambda _: None,
        ID: lambda _: None,
    }
    return {field.name: absent[field.form](field) for field in shape(kind).own.values()}


class _Plan(NamedTuple):
    """What there is to read of a kind of record, worked out once."""

    fields: tuple[tuple[Field, Mapping[Any, int]], ...]
    """Each with the bits of its values."""
    silent: Mapping[str, Any]
    """The cells of a record that says nothing of itself."""
    blank: Mapping[str, Any]
    """The cells of one of which nothing is known: it need not be in place."""


@cache
def _plan(kind: str) -> _Plan:
    fields = [one for one in shape(kind).own.values() if one.form is not ID and not one.derived]
    silent = {field.name: _unsaid(field) for field in fields}
    blank = dict(silent)
    if "status" in silent and silent["status"] is None:
        silent["status"], blank["status"] = IN_PLACE, ANY_STATUS
    if kind == "groups":
        _tie_tier(blank)
    return _Plan(tuple((field, _bits(field)) for field in fields), silent, blank)


def _unsaid(field: Field) -> Any:
    if field.form is NUMBER:
        return NO_BOUNDS
    if field.form is SET:
        return (0, 0, ())
    return None if _is_status(field) else field.full


def _bits(field: Field) -> dict[Any, int]:
    """The bit of each value, as a record holds it; `unknown` is any of them."""
    bits: dict[Any, int] = {value: 1 << place for place, value in enumerate(field.values)}
    if field.values == FLAG:
        return {False: bits["false"], True: bits["true"]}
    return {**bits, Status.UNKNOWN.value: ANY_STATUS if _is_status(field) else field.full}


def bounds(value: Any) -> tuple[int, int | None]:
    """The least and the most that a number may be; most is None where there is no bound."""
    if value is None:
        return NO_BOUNDS
    if isinstance(value, Range):
        return value.from_ or 0, value.to
    if isinstance(value, OneOf):
        return min(value.one_of), max(value.one_of)
    return value, value


def _cell(field: Field, bits: Mapping[Any, int], value: Any) -> Any:
    if field.form is NUMBER:
        return bounds(value)
    mask = 0
    if field.form is SET:
        for one in value:
            mask |= bits[one]
        return mask, 0, ()
    if not isinstance(value, OneOf):
        return bits[value]
    for one in value.one_of:
        mask |= bits[one]
    return mask


def _is_status(field: Field) -> bool:
    return field.values == STATUS.values


def _tie_tier(cells: dict[str, Any]) -> None:
    """A group has a tier exactly when its level is strategic oversight."""
    strategic, any_tier, no_tier = _tiers()
    if cells["tier"] != any_tier:
        cells["level"] &= strategic
    elif not cells["level"] & strategic:
        cells["tier"] = no_tier
    elif cells["level"] & ~strategic:
        cells["tier"] = any_tier | no_tier


@cache
def _tiers() -> tuple[int, int, int]:
    """The bit of strategic oversight among the levels, all tiers, and none."""
    level, tier = shape("groups").own["level"], shape("groups").own["tier"]
    return level.mask((Level.STRATEGIC_OVERSIGHT.value,)), tier.full, tier.nothing
