"""Results as JSON, and assessments back from it."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from iomassess.results import Assessment, Assessments


@cache
def _adapter() -> TypeAdapter[Assessments]:
    return TypeAdapter(Assessments)


def to_json(whole: tuple[Any, ...]) -> str:
    """Write results as JSON: the same results give the same text."""
    return json.dumps(_plain(whole), indent=2) + "\n"


def gathered(assessments: Iterable[Assessment]) -> Assessments:
    """Several assessments as one whole."""
    return Assessments("iomassess/assessments/1", tuple(assessments))


def from_json(text: str | bytes) -> tuple[Assessment, ...]:
    """Read what `to_json` wrote. Raises pydantic.ValidationError."""
    return _adapter().validate_json(text).assessments


def _plain(value: Any) -> Any:
    """Results as objects, other tuples as arrays."""
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: _plain(one) for name, one in value._asdict().items()}
        return [_plain(one) for one in value]
    return value
