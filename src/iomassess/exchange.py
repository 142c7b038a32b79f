"""Assessments in and out of JSON, and the schema of that JSON."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from iomassess.assess import Assessment, Assessments


@cache
def _adapter() -> TypeAdapter[Assessments]:
    return TypeAdapter(Assessments)


def to_json(assessments: Iterable[Assessment]) -> str:
    """Write assessments as JSON: the same assessments give the same text."""
    whole = Assessments("iomassess/assessments/1", tuple(assessments))
    return _adapter().dump_json(whole, indent=2).decode() + "\n"


def from_json(text: str | bytes) -> tuple[Assessment, ...]:
    """Read what `to_json` wrote. Raises pydantic.ValidationError."""
    return _adapter().validate_json(text).assessments


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of saved assessments."""
    found = _adapter().json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "iomassess assessments, version 1",
        **{key: value for key, value in found.items() if key != "title"},
    }
