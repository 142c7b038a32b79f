"""Evidence for a field that is not there.

Evidence given field by field names a field that the record does not have. The fact may have been taken out
and its evidence left, or the citation stands under the wrong name and the fact that it bears out has none. A
`status` may be cited and left out, as it then means in place; so may a note or a name.

To mend it, write down the fact that the passage gives, or take the citation out.
"""

from collections.abc import Iterator

from iomassess.lint._rule import Coding, Found
from iomassess.lint._walks import records, written

SEVERITY = "warning"
GOOD = """\
sources: {plan: {title: Project plan, kind: document}}
agencies:
  clinic: {name: Clinic, size: small, evidence: {name: [plan p. 1], size: [plan p. 4]}}
"""
BAD = """\
sources: {plan: {title: Project plan, kind: document}}
agencies:
  clinic: {name: Clinic, size: small, evidence: {size: [plan p. 4], reach: [plan p. 5]}}
"""
PLACES = ("3:69: agencies.clinic.evidence.reach",)


def find(coding: Coding) -> Iterator[Found]:
    """Names under `evidence` that have no value in the record."""
    for loc, record in records(coding.site):
        if isinstance(record.evidence, dict):
            there = {name for name, _ in written(record)} | {"status"}
            for name in record.evidence:
                if name not in there:
                    what = f"is evidence for `{name}`, which is not recorded: record it, or take this out"
                    yield Found((*loc, "evidence", name), what)
