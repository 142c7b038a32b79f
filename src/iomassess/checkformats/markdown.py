"""For the summary of a job: a table of what was found, file by file."""

from iomassess.checkformats._places import message
from iomassess.markdown import escape
from iomassess.notices import SEVERITIES, Notice, Review

MOST_ROWS = 500
"""Rows that are shown; a summary on GitHub may have a mebibyte."""


def write(review: Review) -> str:
    """A heading, the counts, a table, and what is suppressed."""
    notices = review.notices
    lines = ["# Check of site and framework files", "", _counts(review), ""]
    if notices:
        lines += ["| Place | Severity | Rule | What |", "|---|---|---|---|"]
        lines += [_row(one) for one in notices[:MOST_ROWS]]
        lines += [""]
    if len(notices) > MOST_ROWS:
        lines += [f"And {len(notices) - MOST_ROWS} more.", ""]
    if review.suppressed:
        lines += ["## Suppressed", "", "| Place | Rule | Reason |", "|---|---|---|"]
        lines += [
            f"| {_place(one.notice)} | {escape(one.notice.rule)} | {escape(one.reason)} |"
            for one in review.suppressed[:MOST_ROWS]
        ]
        lines += [""]
    return "\n".join(lines)


def _counts(review: Review) -> str:
    sound = sum(one.sound for one in review.looked)
    said = [f"{sound} of {len(review.looked)} sound"]
    for severity in SEVERITIES:
        number = sum(one.severity == severity for one in review.notices)
        if number:
            said.append(f"{number} {severity}{'s' * (number > 1)}")
    return f"{', '.join(said)}."


def _row(notice: Notice) -> str:
    cells = (_place(notice), notice.severity, escape(notice.rule), escape(message(notice.problem)))
    return f"| {' | '.join(cells)} |"


def _place(notice: Notice) -> str:
    problem = notice.problem
    return escape(f"{problem.path}:{problem.line}" if problem.line else problem.path)
