"""SARIF 2.1.0, for code scanning on GitHub and Azure and for whatever else reads it."""

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

from iomassess import __version__
from iomassess.checkformats._azure import automation
from iomassess.checkformats._places import message, span, uri
from iomassess.notices import Notice, Review, Rule, fingerprints, unusable
from iomassess.rules import example, rules

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://e-space.mmu.ac.uk/622249/"
_ROOT = "%SRCROOT%"


def write(review: Review) -> str:
    """One log of one run, with the documentation of every rule that something is told by."""
    told = [(one, mark) for one, mark in fingerprints(review.notices) if not unusable(one)]
    held = [
        (notice, mark, one.reason)
        for one, (notice, mark) in zip(
            review.suppressed, fingerprints(one.notice for one in review.suppressed), strict=True
        )
    ]
    used = {one[0].rule for one in told} | {one[0].rule for one in held}
    listed = [rule for rule in rules() if rule.id in used]
    places = {rule.id: index for index, rule in enumerate(listed)}
    results = [_result(notice, mark, places) for notice, mark in told]
    results += [
        {
            **_result(notice, mark, places),
            "suppressions": [{"kind": "inSource", "status": "accepted", "justification": reason}],
        }
        for notice, mark, reason in held
    ]
    run = {
        "tool": {
            "driver": {
                "name": "iomassess",
                "fullName": f"iomassess check {__version__}",
                "informationUri": HOME,
                "semanticVersion": __version__,
                "version": __version__,
                "rules": list(map(_rule, listed)),
            }
        },
        "automationDetails": automation(os.environ),
        "invocations": [_invocation(review)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that the check was run in."}}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _location(path)} for path in _paths(review)],
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    name = "".join(word.capitalize() for word in rule.id.replace("/", "-").split("-"))
    family = rule.id.partition("/")[0]
    docs = rule.docs.strip()
    return {
        "id": rule.id,
        "name": name,
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": " ".join(docs.partition("\n\n")[0].split())},
        "help": {
            "text": f"{docs}{_examples(rule, '', '')}",
            "markdown": f"{docs}{_examples(rule, '```yaml', '```')}",
        },
        "helpUri": HOME,
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": [family], "precision": "high", "problem.severity": _PROBLEM[rule.severity]},
    }


_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}
"""What GitHub calls how grave a rule is."""


def _examples(rule: Rule, before: str, after: str) -> str:
    return "".join(
        f"\n\n{name}:\n\n{before}\n{example(text)}{after}\n"
        for name, text in (("Good", rule.good), ("Bad", rule.bad))
        if text
    )


def _result(notice: Notice, fingerprint: str, places: Mapping[str, int]) -> dict[str, Any]:
    at = span(notice.problem)
    physical: dict[str, Any] = {"artifactLocation": _location(notice.problem.path)}
    physical["region"] = (
        {"startLine": at.line, "startColumn": at.column, "endLine": at.line, "endColumn": at.end}
        if at
        else {"startLine": 1}
    )
    if notice.problem.text:
        physical["region"]["snippet"] = {"text": notice.problem.text}
    location: dict[str, Any] = {"physicalLocation": physical}
    if notice.subject:
        location["logicalLocations"] = [{"fullyQualifiedName": notice.subject, "kind": "member"}]
    return {
        "ruleId": notice.rule,
        "ruleIndex": places[notice.rule],
        "level": notice.severity,
        "kind": "fail",
        "message": {"text": message(notice.problem)},
        "locations": [location],
        "partialFingerprints": {
            "iomassess/v1": fingerprint,
            "primaryLocationLineHash": fingerprint,
        },
    }


def _location(path: str) -> dict[str, Any]:
    """Where a file is: below the folder that the check was run in, or anywhere else."""
    found = uri(path)
    return {"uri": found} if found.startswith("file:") else {"uri": found, "uriBaseId": _ROOT}


def _invocation(review: Review) -> dict[str, Any]:
    """Whether everything could be checked; what could not is told here and is no result."""
    stuck = [one for one in review.notices if unusable(one)]
    found: dict[str, Any] = {"executionSuccessful": not stuck}
    if stuck:
        found["toolExecutionNotifications"] = [
            {
                "level": "error",
                "message": {"text": f"{one.problem}"},
                "descriptor": {"id": one.rule},
            }
            for one in stuck
        ]
    return found


def _paths(review: Review) -> Sequence[str]:
    """The files that something is told of."""
    told = [*review.notices, *(one.notice for one in review.suppressed)]
    return sorted({one.problem.path for one in told if not unusable(one)})
