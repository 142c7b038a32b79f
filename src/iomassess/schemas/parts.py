"""Parts of which schemas are made."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from iomassess.vocabulary import Vocabulary

Schema: TypeAlias = dict[str, Any]

OBJECT: Schema = {"type": "object"}


def sealed(
    fields: Mapping[str, Schema], required: list[str], *, title: str = "", description: str = ""
) -> Schema:
    """An object with these fields and no others."""
    said = {"title": title, "description": description}
    return {
        **{key: text for key, text in said.items() if text},
        "type": "object",
        "properties": dict(fields),
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def levels(fields: Mapping[str, Schema]) -> Schema:
    """An object with a field for each of some levels.

    Some editors take the keys for numbers and would not find them among `properties`; so a pattern
    keeps others out, which is tried on names alone.
    """
    pattern = f"^({'|'.join(fields)})$"
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(fields),
        "propertyNames": {"pattern": pattern},
    }


def either(mapping: Schema, otherwise: Schema) -> Schema:
    """One schema for a mapping, another for everything else."""
    return {"if": OBJECT, "then": mapping, "else": otherwise}


def offered(value: Schema) -> Schema:
    """Every value of a closed list, for editors, which do not look for them beneath an `if`.

    The last of these admits anything, so that they refuse nothing: the `if` does that, exactly.
    """
    if value.get("type") == "boolean":
        return {"anyOf": [{"type": "boolean", "enum": [True, False]}, {}]}
    return {"anyOf": [value, {}]} if "enum" in value else {}


def chosen(options: Iterable[tuple[str, Schema]], otherwise: Schema) -> Schema:
    """The schema of the first field that a mapping has; else the last one."""
    found = otherwise
    for name, schema in reversed(list(options)):
        found = {"if": has(name), "then": schema, "else": found}
    return found


def has(name: str, value: Schema | None = None) -> Schema:
    """Whether a mapping has a field (with a certain value)."""
    return {"properties": {name: {} if value is None else value}, "required": [name], **OBJECT}


def constant(values: tuple[Any, ...]) -> Schema:
    """One value of a few."""
    kind = {bool: "boolean", int: "integer", str: "string"}[type(values[0])]
    return {"type": kind, **({"const": values[0]} if len(values) == 1 else {"enum": list(values)})}


def choice(vocabulary: type[Vocabulary], without: Iterable[str] = ()) -> Schema:
    """One value of a closed list."""
    return {"type": "string", "enum": [one.value for one in vocabulary if one.value not in set(without)]}


def nullable(schema: Schema) -> Schema:
    """The same, or null."""
    listed = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [schema["type"], "null"], **listed}


def examples(some: Any) -> Schema:
    """Examples, if there are any."""
    return {"examples": list(some)} if some else {}
