"""Assessments, findings and comparisons as JSON, assessments back from it, and their schema."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from iomassess.results import Assessment, Assessments, Comparison, Findings


@cache
def _adapter() -> TypeAdapter[Assessments]:
    return TypeAdapter(Assessments)


def to_json(whole: Assessments | Findings | Comparison) -> str:
    """Write results as JSON: the same results give the same text."""
    return json.dumps(_plain(whole), indent=2) + "\n"


def gathered(assessments: Iterable[Assessment]) -> Assessments:
    """Several assessments as one whole."""
    return Assessments("iomassess/assessments/1", tuple(assessments))


def from_json(text: str | bytes) -> tuple[Assessment, ...]:
    """Read what `to_json` wrote. Raises pydantic.ValidationError."""
    return _adapter().validate_json(text).assessments


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of saved assessments."""
    found = _adapter().json_schema(schema_generator=_Objects)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "iomassess assessments, version 1",
        **{key: value for key, value in found.items() if key != "title"},
    }


def _plain(value: Any) -> Any:
    """Results as objects, other tuples as arrays."""
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: _plain(one) for name, one in value._asdict().items()}
        return [_plain(one) for one in value]
    return value


class _Objects(GenerateJsonSchema):
    """Describes results by the names of their fields, as they are written, and not as arrays."""

    def named_tuple_schema(self, schema: Any) -> JsonSchemaValue:
        """Describe a result's fields; all of them are always written."""
        fields = {one["name"]: self.generate_inner(one["schema"]) for one in schema["fields"]}
        return {"type": "object", "properties": fields, "required": list(fields)}
