"""A fact without evidence.

Every fact cites its source, so that a level can be followed down to the words that it rests on, and disputed
there. This tells a record without any `evidence`. Where the evidence is given field by field, it tells each
field that has a value and no citation; a record's name, its parties and its notes need none of their own, for
they say which record it is.

To mend it, cite the place that says so. A fact reached by elimination cites the passages that it follows
from, and says how under `inferred`. A fact that nobody can cite is left out.
"""

from collections.abc import Iterator

from iomassess.lint._rule import Coding, Found
from iomassess.lint._walks import records, written

SEVERITY = "warning"
GOOD = """\
sources: {plan: {title: Project plan, kind: document}}
agencies:
  police: {name: Police, sector: statutory, evidence: [plan p. 1]}
groups:
  team:
    name: Team
    level: service-delivery
    evidence: [plan p. 2]
    members:
      - {agency: police, staff: 4, co_located: true, evidence: {staff: [plan p. 2], co_located: [plan p. 3]}}
"""
BAD = """\
sources: {plan: {title: Project plan, kind: document}}
agencies:
  police: {name: Police, sector: statutory}
groups:
  team:
    name: Team
    level: service-delivery
    evidence: [plan p. 2]
    members:
      - {agency: police, staff: 4, co_located: true, evidence: {staff: [plan p. 2]}}
"""
PLACES = ("3:3: agencies.police", "10:36: groups.team.members.0.co_located")


def find(coding: Coding) -> Iterator[Found]:
    """Records without evidence, and fields of theirs without any where others have some."""
    for loc, record in records(coding.site):
        evidence = record.evidence
        if not evidence:
            yield Found(loc, "has no evidence: cite the source that says so, or leave it out")
        elif isinstance(evidence, dict):
            for name, _ in written(record):
                if not evidence.get(name) and name not in _NEEDS_NONE:
                    what = "has no evidence, where other fields have: cite the source that says so"
                    yield Found((*loc, name), what)


_NEEDS_NONE = frozenset(
    {"evidence", "note", "inferred", "because", "name", "unnamed", "number", "may_be", "is_among", "kind"}
    | {"agency", "from", "to", "between", "members", "funding"}
)
"""What says which record it is, what is the coder's own, and lists whose items have evidence."""
