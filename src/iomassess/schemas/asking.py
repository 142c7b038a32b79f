"""Selectors and conditions as JSON Schema: the fields of each kind of record, and what to ask of them."""

from functools import partial

from iomassess.engine.conditions import _FORMS as FORMS
from iomassess.fields import FLAG, KINDS, Field, Form, field_of, names_of, shape
from iomassess.schemas.describing import Describer
from iomassess.schemas.parts import OBJECT, Schema, chosen, either, examples, has, offered, sealed
from iomassess.site import Id


def selection(describer: Describer, kind: str, *, naming: bool) -> Schema:
    """What may be asked of one kind of record: ids in a site file, derived fields in a framework."""

    def make() -> Schema:
        asked = {name: field_of(kind, name) for name in names_of(kind)}
        return sealed(
            {
                name: describer.define(f"ask.{_owner(kind, name)}", partial(_asked, describer, field))
                for name, field in asked.items()
                if field is not None and not (field.derived if naming else field.form is Form.ID)
            },
            [],
            description=f"Fields of {kind}, and what they should be.",
        )

    return describer.define(f"{'which' if naming else 'ask'}-{kind}", make)


def _owner(kind: str, name: str) -> str:
    """The kind of record that a field belongs to, with the field's own name there."""
    prefix, dot, rest = name.partition(".")
    if not dot:
        return f"{kind}.{name}"
    return next(f"{end}.{rest}" for end in shape(kind).joins[prefix] if rest in shape(end).own)


def condition(describer: Describer) -> Schema:
    """A condition at one site."""
    return describer.define("condition", lambda: _condition(describer))


def _condition(describer: Describer) -> Schema:
    inner = {"$ref": "#/$defs/condition"}
    several = {"type": "array", "items": inner, "minItems": 1}
    project = {**selection(describer, "project", naming=False), **OBJECT, "minProperties": 1}
    fields: dict[str, Schema] = {
        "all": {"description": "True when every one of these is.", **_shown([_EXAMPLE]), **several},
        "any": {"description": "True when at least one of these is.", **_shown([_EXAMPLE]), **several},
        "not": {"description": "True when this is false.", **_shown(_EXAMPLE), **inner},
        "project": {
            "description": "True when the project is like this.",
            **_shown({"origin": "new"}),
            **project,
        },
        "some": {
            "description": "True when enough records of this kind are as `where` says.",
            **_shown("members"),
            "type": "string",
            "enum": list(KINDS),
        },
    }
    options = [(form, sealed({form: fields[form]}, [form])) for form in FORMS if form != "some"]
    none = {**sealed(fields, []), "anyOf": [{"required": [form]} for form in FORMS]}
    return chosen([*options, ("some", _some(describer, fields["some"]))], none)


_EXAMPLE = {"some": "members", "where": {"agency.sector": "third"}}


def _some(describer: Describer, kinds: Schema) -> Schema:
    """A count of records of one kind; the kind says which fields there are."""
    number = {"type": ["integer", "null"], "minimum": 0}
    return {
        **sealed(
            {
                "some": kinds,
                "where": {
                    "description": "Which of them: fields and what they should be.",
                    **_shown(_EXAMPLE["where"]),
                    **OBJECT,
                },
                "at_least": {
                    "description": "How many there must be; one if neither this nor `at_most` is given.",
                    **_shown(2),
                    **number,
                },
                "at_most": {"description": "How many there may be.", **_shown(0), **number},
                "distinct": {
                    "description": "Count the different values of this field, and not the records.",
                    **_shown("agency"),
                    "type": ["string", "null"],
                },
            },
            ["some"],
        ),
        "allOf": [
            {
                "if": has("some", {"const": kind}),
                "then": {
                    "properties": {
                        "where": selection(describer, kind, naming=False),
                        "distinct": {"enum": [*_countable(kind), None]},
                    }
                },
            }
            for kind in KINDS
        ],
    }


def _countable(kind: str) -> list[str]:
    """The fields whose different values can be counted."""
    fields = {name: field_of(kind, name) for name in names_of(kind)}
    countable = (Form.CHOICE, Form.SET)
    return [
        name
        for name, field in fields.items()
        if name in shape(kind).joins or (field is not None and field.form in countable)
    ]


def _asked(describer: Describer, field: Field) -> Schema:
    lines = "".join(f"\n{one.value}: {one.description}" for one in field.vocabulary or ())
    bounds = "\nA number, or bounds: {from: 2}, {to: 5} or {from: 2, to: 5}."
    further = bounds if field.form is Form.NUMBER else ""
    return {"description": f"{field.description}{lines}{further}", **_allowed(describer, field)}


def _allowed(describer: Describer, field: Field) -> Schema:
    """A value, a list of which any will do, or bounds of a number."""
    if field.form is Form.NUMBER:
        name = "bounds-or-null" if describer.nullable else "bounds"
        return {**examples([2, 5]), **describer.define(name, lambda: _bounds(describer))}
    if field.form is Form.ID:
        return {**examples(["harbour", ["harbour", "team"]]), **_any_of(describer.of(Id))}
    if field.values is FLAG:
        return {**examples([True, False]), **_any_of({"type": "boolean"})}
    values = list(field.values)
    one: Schema = {"type": "string", "enum": values}
    alone = {**one, "enum": [*values, "any"]} if field.name == "status" else one
    return {**examples([values[0], values[:2]]), **offered(alone), **_any_of(one, alone)}


def _any_of(value: Schema, alone: Schema | None = None) -> Schema:
    return {
        "if": {"type": "array"},
        "then": {"type": "array", "items": value, "minItems": 1},
        "else": alone or value,
    }


def _bounds(describer: Describer) -> Schema:
    most = {"type": ["integer", "null"] if describer.nullable else "integer"}
    bounds = sealed(
        {
            "from": {"description": "The least.", **examples([2]), "type": "integer"},
            "to": {"description": "The most.", **examples([5]), **most},
        },
        [],
    )
    return either({**bounds, "minProperties": 1}, {"type": "integer"})


def _shown(one: object) -> Schema:
    return {"examples": [one]}
