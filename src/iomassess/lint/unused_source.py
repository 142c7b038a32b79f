"""A source that nothing cites.

A source stands under `sources` and no fact and no conflict cites it. Readers take the list for what the
assessment rests on.

To mend it, cite the source where it bears something out, or take it off the list. If it was read and had
nothing to say, that belongs among the `limits` of the fieldwork.
"""

from collections.abc import Iterator

from iomassess.lint._rule import Coding, Found
from iomassess.lint._walks import records

SEVERITY = "warning"
GOOD = """\
sources:
  plan: {title: Project plan, kind: document}
agencies:
  police: {name: Police, sector: statutory, evidence: [plan p. 1]}
"""
BAD = """\
sources:
  plan: {title: Project plan, kind: document}
  minutes: {title: Minutes, kind: document}
agencies:
  police: {name: Police, sector: statutory, evidence: [plan p. 1]}
"""
PLACES = ("3:3: sources.minutes",)


def find(coding: Coding) -> Iterator[Found]:
    """The sources whose ids begin no citation."""
    cited = {citation.split(" ", maxsplit=1)[0] for citation in set(_citations(coding))}
    for key in coding.site.sources:
        if key not in cited:
            yield Found(("sources", key), "is not cited by any fact: cite it, or take it off the list")


def _citations(coding: Coding) -> Iterator[str]:
    for _, record in records(coding.site):
        if isinstance(record.evidence, dict):
            for some in record.evidence.values():
                yield from some
        else:
            yield from record.evidence
    for conflict in coding.site.conflicts:
        for claim in conflict.claims:
            yield from claim.evidence
