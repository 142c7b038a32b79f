"""A group of which nobody says who is on it.

The group is in place, has no members in the file, and the file does not say that it has none. As it stands,
anybody may sit on it, and questions about seats stay open because of it. Often the members were forgotten, or
stand in another group. A group that is planned, invited, ended or of unknown status is not told, nor one
whose `scope` is surely other work than the project's, which few questions ask about.

To mend it, list the members that the source names. Where it says that there are none, write `complete: true`
or a statement under `absent`. Where the source does not say who is on it, suppress this and say so.
"""

from collections.abc import Iterator

from iomassess.lint._rule import Coding, Found
from iomassess.selectors import read_selector, refuse
from iomassess.vocabulary import Scope, Status

SEVERITY = "warning"
GOOD = """\
agencies:
  police: {name: Police}
groups:
  team: {name: Team, members: [{agency: police}]}
  panel: {name: Panel, complete: true}
  board: {name: Board, status: planned}
  forum: {name: Forum}
  circle: {name: Circle, scope: other-programme}
absent:
  - members: {group: forum}
    because: The forum has never been filled.
    evidence: [plan p. 1]
sources: {plan: {title: Project plan, kind: document}}
"""
BAD = """\
agencies:
  police: {name: Police}
groups:
  team: {name: Team, members: [{agency: police}]}
  panel: {name: Panel}
"""
PLACES = ("5:3: groups.panel",)


def find(coding: Coding) -> Iterator[Found]:
    """Groups in place without members, where an agency that is not recorded could be one."""
    for key, group in coding.site.groups.items():
        if group.members or group.status not in (None, Status.IN_PLACE) or group.scope in _ELSEWHERE:
            continue
        asked = read_selector("members", {"group": key}, refuse([]), naming=True)
        if coding.facts.opening(asked) is not None:
            what = "has no members, and nothing says so: list them, or suppress this and say they are unknown"
            yield Found(("groups", key), what)


_ELSEWHERE = (Scope.OTHER_PROGRAMME, Scope.OFFENDERS, Scope.GENERAL)
