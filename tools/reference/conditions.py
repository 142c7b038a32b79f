"""The sections on conditions: their forms, and what can be asked of each kind of record."""

from typing import Any

from iomassess import schemas
from iomassess.fields import KINDS, field_of, names_of, shape
from reference.markdown import linked, table
from reference.wording import SITE_FILE, heading, written

_ASKED = """\

## What can be asked

A selector is a mapping of fields to values. A list of values means any of them; a number is a number or
bounds (`{from: 2}`). A statement of a site file (`complete`, `absent`) asks of the same fields, but for those
that are *derived*. Ids (`id`, `agency`, `group`, `from`, `to`) can be asked of in a site file only.
"""


def conditions() -> str:
    """The forms of a condition, with what the schema says of each."""
    forms = _described(schemas.schema("criterion")["$defs"]["condition"])
    rows = [
        (f"`{name}`", said["description"], f"`{written({name: said['examples'][0]})}`")
        for name, said in forms.items()
    ]
    return (
        "\n## Conditions\n\n"
        "A condition has one of `all`, `any`, `not`, `project` and `some`. The other fields go with `some`.\n"
        "\n"
        f"{table(('Field', 'What it means', 'Example'), rows)}"
    )


def _described(schema: dict[str, Any]) -> dict[str, Any]:
    """The fields of a schema in all its branches, each once."""
    found = {name: said for name, said in schema.get("properties", {}).items() if "description" in said}
    for branch in ("then", "else"):
        if branch in schema:
            found = {**found, **_described(schema[branch])}
    return found


def asked() -> str:
    """What a selector can ask of each kind of record."""
    said = _ASKED
    for kind in (*KINDS, "project"):
        own = shape(kind).own
        rows = [(f"`{name}`", _values(kind, name), _meaning(kind, name)) for name in own]
        joins = "".join(
            f"\nWith `{prefix}.` before it, any field of {' or '.join(ends)}: "
            f"`{next(name for name in names_of(kind) if name.startswith(f'{prefix}.'))}`.\n"
            for prefix, ends in shape(kind).joins.items()
        )
        said += f"\n### {kind.capitalize()}\n\n{table(('Field', 'Values', 'What it means'), rows)}{joins}"
    return said


def _values(kind: str, name: str) -> str:
    field = field_of(kind, name)
    if field is None:
        raise KeyError(name)
    if field.vocabulary is not None and not field.derived:
        return linked(heading(field.vocabulary), SITE_FILE)
    return ", ".join(f"`{one}`" for one in field.values) or field.form.value


def _meaning(kind: str, name: str) -> str:
    field = field_of(kind, name)
    if field is None:
        raise KeyError(name)
    if not field.derived:
        return field.description
    values = "".join(f" `{one.value}`: {one.description}" for one in field.vocabulary or ())
    return f"{field.description} *Derived.*{values}"
