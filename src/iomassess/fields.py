"""What a selector can ask of each kind of record: the fields, and the values each can have.

Closed vocabularies are held as bits of a whole number, one bit a value, so that "may be third or
private" is one small number and a test is one operation. The last bit stands for *not applicable*.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias, get_args, get_origin

from iomassess.site import Agency, Barrier, Group, Link, Member, Model, Practice, Project
from iomassess.vocabulary import Status, Vocabulary


class Form(Enum):
    """How a field holds its values."""

    CHOICE = "one value of a closed list"
    SET = "any number of values of a closed list"
    NUMBER = "a whole number"
    ID = "the id of an agency or group"


CHOICE, SET, NUMBER, ID = Form
"""The same by names of their own: to look up the member of an enumeration takes ten times as long."""


Kind: TypeAlias = Literal["agencies", "groups", "members", "links", "practices", "barriers"]
KINDS: tuple[Kind, ...] = ("agencies", "groups", "members", "links", "practices", "barriers")

FLAG = ("false", "true")


class Role(Vocabulary):
    """What a Third Sector agency is to the project, by the study's definitions (study 3.1)."""

    DELIVERY_PARTNER = "delivery-partner", "Delivers as part of the team; takes no referrals."
    REFERRAL_PARTNER = "referral-partner", "Delivers as part of the team and takes referrals."
    REFERRAL_AGENCY = "referral-agency", "Takes referrals; is not part of the team."
    NONE = "none", "Neither delivers nor takes referrals."


class Field(NamedTuple):
    """One field that a selector can name; `values` in the order of their bits."""

    name: str
    form: Form
    values: tuple[str, ...] = ()
    description: str = ""
    derived: bool = False
    vocabulary: type[Vocabulary] | None = None

    @property
    def full(self) -> int:
        """All values, without *not applicable*."""
        return (1 << len(self.values)) - 1

    @property
    def nothing(self) -> int:
        """The bit for *not applicable*."""
        return 1 << len(self.values)

    def mask(self, values: Iterator[str] | tuple[str, ...]) -> int:
        """The bits of some values. Raises ValueError for one that is not in the list."""
        return sum(1 << self.values.index(value) for value in set(values))

    def named(self, mask: int) -> tuple[str, ...]:
        """The values whose bits are set."""
        return tuple(value for bit, value in enumerate(self.values) if mask >> bit & 1)


class Shape(NamedTuple):
    """A kind of record: its own fields, and the records that it joins by a prefix."""

    kind: str
    own: Mapping[str, Field]
    joins: Mapping[str, tuple[str, ...]]
    """Prefix of a join to the kinds that its end may be."""


_NOT_SELECTED = frozenset(
    {"evidence", "inferred", "note", "name", "unnamed", "number", "may_be", "is_among", "what", "strategy"}
    | {"members", "complete", "reports_to", "by", "with_", "between", "agency", "from_", "to"}
    | {"lead", "area", "cohort", "commenced", "operational", "funding", "staff_at_full_strength"}
)

_DERIVED = (
    Field("delivers", Form.CHOICE, FLAG, "A delivery partner (study 3.1).", derived=True),
    Field("takes_referrals", Form.CHOICE, FLAG, "The project refers to it.", derived=True),
    Field(
        "role",
        Form.CHOICE,
        tuple(Role),
        "What it is to the project.",
        derived=True,
        vocabulary=Role,
    ),
)


@cache
def shape(kind: str) -> Shape:
    """The fields and joins of one kind of record."""
    model, joins, further = _SHAPES[kind]
    own = {field.name: field for field in _selectable(model)}
    own |= {field.name: field for field in further}
    return Shape(kind, own, joins)


_SHAPES: dict[str, tuple[type[Model], dict[str, tuple[str, ...]], tuple[Field, ...]]] = {
    "agencies": (Agency, {}, (*_DERIVED, Field("id", Form.ID, description="Its id."))),
    "groups": (Group, {}, (Field("id", Form.ID, description="Its id."),)),
    "members": (
        Member,
        {"agency": ("agencies",), "group": ("groups",)},
        (
            Field("agency", Form.ID, description="The agency."),
            Field("group", Form.ID, description="The group."),
        ),
    ),
    "links": (
        Link,
        {"from": ("agencies", "groups"), "to": ("agencies", "groups")},
        (
            Field("from", Form.ID, description="The one that refers, pays or lends."),
            Field("to", Form.ID, description="The one that receives."),
        ),
    ),
    "practices": (Practice, {"by": ("agencies",), "with": ("agencies",)}, ()),
    "barriers": (Barrier, {}, ()),
    "project": (Project, {"lead": ("agencies",)}, ()),
}


def _selectable(model: type[Model]) -> Iterator[Field]:
    """The fields of a model that a selector can name, with their closed lists."""
    for name, info in model.model_fields.items():
        if name in _NOT_SELECTED:
            continue
        leaf, many = _leaf(info.annotation)
        said = info.description or ""
        if isinstance(leaf, type) and issubclass(leaf, Vocabulary):
            values = tuple(value for value in leaf if value != Status.UNKNOWN.value)
            yield Field(name, Form.SET if many else Form.CHOICE, values, said, vocabulary=leaf)
        elif leaf is bool:
            yield Field(name, Form.CHOICE, FLAG, said)
        elif leaf is int:
            yield Field(name, Form.NUMBER, description=said)


def _leaf(annotation: Any) -> tuple[Any, bool]:
    """The type that a field holds under its wrappings, and whether it holds many."""
    origin = get_origin(annotation)
    if origin is None:
        return annotation, False
    args = [one for one in get_args(annotation) if one not in (type(None), Ellipsis)]
    leaf, many = _leaf(args[0])
    return leaf, many or origin is tuple


@cache
def field_of(kind: str, name: str) -> Field | None:
    """The field that a possibly dotted name means for a kind of record, or None."""
    here = shape(kind)
    if name in here.own:
        return here.own[name]
    prefix, dot, rest = name.partition(".")
    if not dot or prefix not in here.joins:
        return None
    for end in here.joins[prefix]:
        found = shape(end).own.get(rest)
        if found is not None and found.form is not Form.ID:
            return found
    return None


def names_of(kind: str) -> list[str]:
    """Every name a selector on this kind can use, joins included."""
    here = shape(kind)
    joined = [
        f"{prefix}.{name}"
        for prefix, ends in here.joins.items()
        for end in ends
        for name, field in shape(end).own.items()
        if field.form is not Form.ID
    ]
    return [*here.own, *dict.fromkeys(joined)]


STATUS = shape("members").own["status"]
IN_PLACE = STATUS.mask((Status.IN_PLACE.value,))
ANY_STATUS = STATUS.full & ~STATUS.mask((Status.ABSENT.value,))
