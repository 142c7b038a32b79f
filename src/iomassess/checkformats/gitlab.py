"""For a merge request on GitLab: a report on code quality."""

import json
import os

from iomassess.checkformats._places import message
from iomassess.notices import Review, fingerprints

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def write(review: Review) -> str:
    """A list of issues; one that stands at no line is shown at the first."""
    issues = [
        {
            "description": message(notice.problem),
            "check_name": notice.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[notice.severity],
            "location": {
                "path": notice.problem.path.replace(os.sep, "/"),
                "lines": {"begin": max(notice.problem.line, 1)},
            },
        }
        for notice, fingerprint in fingerprints(review.notices)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"
