"""Results as JSON, and assessments back from it."""

import json
from collections.abc import Iterable, Iterator
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


def piece(assessment: Assessment) -> str:
    """One assessment as it stands in the JSON of several."""
    return json.dumps(_plain(assessment), indent=2).replace("\n", "\n    ")


def joined(pieces: Iterable[str]) -> Iterator[str]:
    """What `to_json` gives of several assessments, from a piece for each, and not all at once."""
    head, tail = to_json(gathered(())).split("[]")
    yield f"{head}["
    before = ""
    for one in pieces:
        yield f"{before}\n    {one}"
        before = ","
    yield f"\n  ]{tail}" if before else f"]{tail}"


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
