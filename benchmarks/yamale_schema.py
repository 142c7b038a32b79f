"""Turns the published JSON Schema of site files into one of yamale's, which reads no other."""

from collections.abc import Iterator
from typing import Any

import yaml

Schema = dict[str, Any]


def yamale_schema(published: Schema) -> str:
    """The same rules, but for those that yamale cannot say: what other fields a field goes with.

    Where the JSON Schema chooses by a condition, this admits either; so it refuses a little less.
    """
    writer = _Writer()
    documents = [writer.fields(published)]
    documents += [{_name(key): writer.body(one)} for key, one in published["$defs"].items()]
    documents += [{name: body} for name, body in writer.inline.items()]
    return "---\n".join(yaml.safe_dump(one, sort_keys=False, width=100_000) for one in documents)


class _Writer:
    """Writes schemas as yamale does; objects described where they are used get a name in `inline`."""

    def __init__(self) -> None:
        self.inline: dict[str, Any] = {}

    def body(self, schema: Schema) -> Any:
        """What stands under a name: the fields of an object, or one validator."""
        return self.fields(schema) if "properties" in schema and "if" not in schema else self.said(schema)

    def fields(self, schema: Schema) -> dict[str, str]:
        needed = schema.get("required", ())
        return {key: self.said(one, required=key in needed) for key, one in schema["properties"].items()}

    def said(self, schema: Schema, *, required: bool = True) -> str:
        """A validator, such as `list(str(), required=False)`."""
        name, arguments = self.validator(schema)
        return f"{name}({', '.join([*arguments, *([] if required else ['required=False'])])})"

    def validator(self, schema: Schema) -> tuple[str, list[str]]:
        if "$ref" in schema:
            return "include", [repr(_name(schema["$ref"].rsplit("/", 1)[1]))]
        if "if" in schema:
            return "any", list(dict.fromkeys(self.either(schema)))
        if "const" in schema or "enum" in schema:
            return "enum", [repr(one) for one in schema.get("enum", [schema.get("const")])]
        kind = schema.get("type", "any")
        if kind == "object":
            return self.object(schema)
        if kind == "array":
            least = [f"min={schema['minItems']}"] if "minItems" in schema else []
            return "list", [self.said(schema.get("items", {})), *least]
        if kind == "integer":
            return "int", [f"min={schema['minimum']}"] if "minimum" in schema else []
        if "pattern" in schema:
            return "regex", [repr(schema["pattern"])]
        return {"string": "str", "boolean": "bool", "any": "any"}[kind], []

    def either(self, schema: Schema) -> Iterator[str]:
        """What a condition chooses from, the likelier first."""
        for one in (schema["else"], schema["then"]):
            if one is False:
                continue
            yield from self.either(one) if "if" in one else [self.said(one)]

    def object(self, schema: Schema) -> tuple[str, list[str]]:
        if "properties" in schema:
            name = f"inline_{len(self.inline)}"
            self.inline[name] = {}
            self.inline[name] = self.fields(schema)
            return "include", [repr(name)]
        held = schema.get("additionalProperties", {})
        return "map", [self.said(held)] if isinstance(held, dict) else []


def _name(key: str) -> str:
    return key.replace(".", "_of_").replace("-", "_")
