"""Parts that do not add up to their total.

The file states a total, such as the staff of the project, its caseload or the interviews held, and the parts
that it states elsewhere come to something else. One of them is wrong, or the sources disagree.

To mend it, correct the number that was taken down wrongly. Where the sources themselves differ, record a
conflict that names the total among its `records`. Where there is more that the source does not count, say so
in the parts with a number that is open, such as `{from: 6}`.
"""

from collections.abc import Iterator

from iomassess.arithmetic import disagreements
from iomassess.lint._rule import Coding, Found

SEVERITY = "warning"
GOOD = """\
project:
  caseload: 70
  caseload_parts: {managed by probation: 21, others: 49}
  evidence: [plan p. 1]
sources: {plan: {title: Project plan, kind: document}}
"""
BAD = """\
project:
  caseload: 70
  caseload_parts: {managed by probation: 21, others: 38}
  evidence: [plan p. 1]
sources: {plan: {title: Project plan, kind: document}}
"""
PLACES = ("2:3: project.caseload",)


def find(coding: Coding) -> Iterator[Found]:
    """Totals that their parts do not come to, with no conflict recorded on them."""
    for problem in disagreements(coding.facts):
        yield Found(tuple(problem.where.split(".")), problem.what)
