"""For programs: everything that is told, and what is suppressed."""

import json
from typing import Any

from iomassess.checkformats._places import message, span
from iomassess.notices import Notice, Review, fingerprints


def write(review: Review) -> str:
    """One object; its shape does not depend on what is found."""
    content = {
        "format": "iomassess/check/1",
        "checked": [{"path": one.name, "sound": one.sound} for one in review.looked],
        "fail_on": review.fail_on,
        "notices": [_told(*one) for one in fingerprints(review.notices)],
        "suppressed": [
            {**_told(notice, fingerprint), "reason": one.reason}
            for one, (notice, fingerprint) in zip(
                review.suppressed, fingerprints(one.notice for one in review.suppressed), strict=True
            )
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _told(notice: Notice, fingerprint: str) -> dict[str, Any]:
    problem, at = notice.problem, span(notice.problem)
    return {
        "rule": notice.rule,
        "severity": notice.severity,
        "path": problem.path,
        "line": at.line if at else None,
        "column": at.column if at else None,
        "end_column": at.end if at else None,
        "where": problem.where,
        "subject": notice.subject,
        "message": message(problem),
        "fingerprint": fingerprint,
    }
