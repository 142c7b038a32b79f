"""JSON Schemas (draft 2020-12) of what iomassess reads and writes, made from the same models."""

import json
import re
from collections.abc import Callable
from typing import Any

from iomassess.agreement.comparing import Agreement
from iomassess.plans.proposals import Plan
from iomassess.progress.changes import Progress
from iomassess.results import Assessments, Comparison, Findings, Network
from iomassess.robustness.firmness import Robustness
from iomassess.scenario.whatif import WhatIf
from iomassess.schemas.files import Files
from iomassess.unknowns.ranking import Unknowns

DIALECT = "https://json-schema.org/draft/2020-12/schema"
VERSION = 1


def names() -> tuple[str, ...]:
    """The schemas there are, files first."""
    return tuple(_WHAT)


def schema(name: str) -> dict[str, Any]:
    """One schema, by its name. Raises KeyError."""
    title, describe = _WHAT[name]
    describer = Files(nullable=name not in ("site", "scenario", "actions"))
    found = describe(describer)
    return {
        "$schema": DIALECT,
        "$id": f"urn:iomassess:schema:{_FORMATS.get(name, name)}:{VERSION}",
        **found,
        "title": f"iomassess {title}, version {VERSION}",
        "$defs": {one: describer.defs[one] for one in sorted(_used(found, describer.defs))},
    }


def _used(found: dict[str, Any], defs: dict[str, dict[str, Any]]) -> set[str]:
    """The definitions that something refers to."""
    names: set[str] = set()
    rest = [found]
    while rest:
        asked = set(_REFERENCE.findall(json.dumps(rest.pop()))) - names
        names |= asked
        rest += [defs[one] for one in asked]
    return names


_REFERENCE = re.compile('"#/\\$defs/([^"]+)"')


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
    "scenario": ("scenario", Files.scenario),
    "framework": ("framework", Files.framework),
    "domain": ("domain of a framework", Files.domain),
    "criterion": ("criterion of a framework", Files.criterion),
    "examples": ("examples of a criterion", Files.examples),
    "finding": ("finding", Files.finding),
    "source": ("source that frameworks cite", Files.source),
    "actions": ("actions beside frameworks", Files.actions),
    "assessment": ("assessments", _result(Assessments)),
    "findings": ("findings", _result(Findings)),
    "comparison": ("comparison of sites", _result(Comparison)),
    "network": ("network of a site", _result(Network)),
    "progress": ("progress between two waves", _result(Progress)),
    "unknowns": ("ranked open questions", _result(Unknowns)),
    "whatif": ("what-if", _result(WhatIf)),
    "plan": ("plan for a site", _result(Plan)),
    "robustness": ("robustness of levels", _result(Robustness)),
    "agreement": ("agreement between coders", _result(Agreement)),
}
"""What each schema is of: in words, and how it is described."""
