"""JSON Schemas (draft 2020-12) of what iomassess reads and writes, made from the same models."""

import json
from collections.abc import Callable
from typing import Any

from iomassess.results import Assessments, Findings
from iomassess.schemas.files import Files

DIALECT = "https://json-schema.org/draft/2020-12/schema"
VERSION = 1


def names() -> tuple[str, ...]:
    """The schemas there are, files first."""
    return tuple(_WHAT)


def schema(name: str) -> dict[str, Any]:
    """One schema, by its name. Raises KeyError."""
    title, describe = _WHAT[name]
    describer = Files(nullable=name != "site")
    found = describe(describer)
    return {
        "$schema": DIALECT,
        "$id": f"urn:iomassess:schema:{_FORMATS.get(name, name)}:{VERSION}",
        **found,
        "title": f"iomassess {title}, version {VERSION}",
        "$defs": dict(sorted(describer.defs.items())),
    }


def text(name: str) -> str:
    """One schema as it is published."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def file_name(name: str) -> str:
    """What a schema's file is called: as the format that it describes."""
    return f"{_FORMATS.get(name, name)}-{VERSION}.json"


def _result(result: Any) -> Callable[[Files], dict[str, Any]]:
    def describe(describer: Files) -> dict[str, Any]:
        describer.of(result)
        return describer.defs.pop(result.__name__)

    return describe


_FORMATS = {"assessment": "assessments"}
"""The names of formats that are not those of their schemas."""

_WHAT: dict[str, tuple[str, Callable[[Files], dict[str, Any]]]] = {
    "site": ("site file", Files.site),
    "framework": ("framework", Files.framework),
    "domain": ("domain of a framework", Files.domain),
    "criterion": ("criterion of a framework", Files.criterion),
    "examples": ("examples of a criterion", Files.examples),
    "finding": ("finding", Files.finding),
    "source": ("source that frameworks cite", Files.source),
    "assessment": ("assessments", _result(Assessments)),
    "findings": ("findings", _result(Findings)),
}
"""What each schema is of: in words, and how it is described."""
