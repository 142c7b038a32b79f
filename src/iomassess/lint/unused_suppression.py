"""A suppression that is of no use.

An entry under `suppressed` names a rule that there is not, a place that is not in the file, or a place where
that rule now finds nothing. What was wrong may have been mended; if it comes back, it should be told.

To mend it, correct the rule's id or the place, or take the entry out.
"""

from collections.abc import Iterator

from iomassess.lint._rule import Coding, Found
from iomassess.paths import find_path
from iomassess.problems import suggest

SEVERITY = "warning"
GOOD = """\
agencies:
  police: {name: Police}
groups:
  panel: {name: Panel, evidence: [plan p. 1]}
suppressed:
  - {rule: lint/empty-group, at: groups.panel, reason: The plan does not say who comes.}
sources: {plan: {title: Project plan, kind: document}}
"""
BAD = """\
agencies:
  police: {name: Police}
groups:
  panel: {name: Panel, members: [{agency: police}]}
suppressed:
  - {rule: lint/empty-group, at: groups.panel, reason: The plan does not say who comes.}
  - {rule: lint/empty-groups, at: groups.panel, reason: The plan does not say who comes.}
  - {rule: lint/empty-group, at: groups.board, reason: The plan does not say who comes.}
"""
PLACES = ("6:5: suppressed.0", "7:12: suppressed.1.rule", "8:34: suppressed.2.at")


def find(coding: Coding) -> Iterator[Found]:
    """The suppressions that covered nothing, each with what is wrong with it."""
    for index in coding.idle:
        loc, one = ("suppressed", index), coding.site.suppressed[index]
        if one.rule not in coding.rules:
            what = f"there is no rule `{one.rule}` that can be suppressed{suggest(one.rule, coding.rules)}"
            yield Found((*loc, "rule"), what, value=True)
        elif one.at is not None and find_path(coding.source.values, one.at) is None:
            yield Found(
                (*loc, "at"),
                f"there is nothing at `{one.at}` in this file: correct it, or take it out",
                value=True,
            )
        else:
            yield Found(loc, f"`{one.rule}` finds nothing there: take this out")
