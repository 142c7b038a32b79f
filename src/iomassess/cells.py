"""Turn what a record says, or leaves out, into what each of its fields may be."""

from collections.abc import Callable
from typing import Any

from iomassess.fields import ANY_STATUS, FLAG, IN_PLACE, STATUS, Field, Form, shape
from iomassess.site import Model, OneOf, Range
from iomassess.vocabulary import Level, Status

NO_BOUNDS = (0, None)


def cells_of(kind: str, record: Model | None) -> dict[str, Any]:
    """The cells of a record's own fields; with no record, of one of which nothing is known."""
    cells = {
        field.name: _cell(field, getattr(record, field.name) if record is not None else None)
        for field in shape(kind).own.values()
        if field.form is not Form.ID and not field.derived
    }
    if "status" in cells and cells["status"] is None:
        cells["status"] = ANY_STATUS if record is None else IN_PLACE
    if kind == "groups":
        _tie_tier(cells)
    return cells


def not_applicable(kind: str) -> dict[str, Any]:
    """The cells of a kind's fields on a record that cannot have them."""
    absent: dict[Form, Callable[[Field], Any]] = {
        Form.CHOICE: lambda field: field.nothing,
        Form.SET: lambda field: (0, field.full, ()),
        Form.NUMBER: lambda _: None,
        Form.ID: lambda _: None,
    }
    return {field.name: absent[field.form](field) for field in shape(kind).own.values()}


def bounds(value: Any) -> tuple[int, int | None]:
    """The least and the most that a number may be; most is None where there is no bound."""
    if value is None:
        return NO_BOUNDS
    if isinstance(value, Range):
        return value.from_ or 0, value.to
    if isinstance(value, OneOf):
        return min(value.one_of), max(value.one_of)
    return value, value


def _cell(field: Field, value: Any) -> Any:
    if field.form is Form.NUMBER:
        return bounds(value)
    if field.form is Form.SET:
        return (field.mask(tuple(value or ())), 0, ())
    if value is None:
        return None if _is_status(field) else field.full
    values = value.one_of if isinstance(value, OneOf) else (value,)
    mask = 0
    for one in values:
        if one == Status.UNKNOWN:
            mask |= ANY_STATUS if _is_status(field) else field.full
        else:
            mask |= field.mask((FLAG[one] if isinstance(one, bool) else one,))
    return mask


def _is_status(field: Field) -> bool:
    return field.values == STATUS.values


def _tie_tier(cells: dict[str, Any]) -> None:
    """A group has a tier exactly when its level is strategic oversight."""
    level, tier = shape("groups").own["level"], shape("groups").own["tier"]
    strategic = level.mask((Level.STRATEGIC_OVERSIGHT.value,))
    if cells["tier"] != tier.full:
        cells["level"] &= strategic
    elif not cells["level"] & strategic:
        cells["tier"] = tier.nothing
    elif cells["level"] & ~strategic:
        cells["tier"] = tier.full | tier.nothing
