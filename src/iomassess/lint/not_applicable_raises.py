"""A criterion called not applicable that would have lowered a summary.

What does not apply is left out of the summaries. Where the criterion left out was a low one, the summary of
the domain is higher for it: a reader sees a better result, and has to look for the reason. The decision may
well be right, and then it deserves to be looked at by somebody else.

To mend it, take the entry out of `not_applicable` if the criterion could apply and nothing is done, for that
is a low level and no exemption. Where it is right, suppress this with the reason.
"""

from collections.abc import Iterator, Sequence

from iomassess.assess import assess
from iomassess.engine.facts import Facts
from iomassess.framework.reading import Framework
from iomassess.lint._rule import Coding, Found
from iomassess.results import DomainResult

SEVERITY = "warning"
_SITE = """\
absent:
  - members: {{group.level: strategic-oversight, agency.sector: third, status: any}}
    because: The plan lists all three boards, and the sector is on none.
    evidence: [plan p. 1]
not_applicable:
  - {{criterion: {criterion}, reason: There are no boards., decided_by: the assessor}}
sources: {{plan: {{title: Project plan, kind: document}}}}
"""
GOOD = _SITE.format(criterion="engagement/service-delivery")
BAD = _SITE.format(criterion="engagement/strategic-local")
PLACES = ("6:5: not_applicable.0",)


def find(coding: Coding) -> Iterator[Found]:
    """Entries without which the summary of a domain is lower."""
    excused = coding.site.not_applicable
    if not excused:
        return
    as_it_is = _summaries(coding.facts, coding.frameworks)
    for index, one in enumerate(excused):
        others = tuple(other for nth, other in enumerate(excused) if nth != index)
        site = coding.site.model_copy(update={"not_applicable": others})
        for key, lower in _summaries(Facts(site, coding.source), coding.frameworks).items():
            raised = as_it_is[key]
            if _rises(lower.evidenced, raised.evidenced) or _rises(lower.possible, raised.possible):
                what = (
                    f"to leave out `{one.criterion}` raises the summary of {raised.title} from "
                    f"{_shown(lower)} to {_shown(raised)}: take it out, or suppress this and say why"
                )
                yield Found(("not_applicable", index), what)


def _summaries(facts: Facts, frameworks: Sequence[Framework]) -> dict[str, DomainResult]:
    assessed = assess(facts, frameworks, reasons=False)
    return {one.id: one for framework in assessed.frameworks for one in framework.domains}


def _rises(without: int | None, with_it: int | None) -> bool:
    return without is not None and with_it is not None and with_it > without


def _shown(domain: DomainResult) -> str:
    low, high = domain.evidenced, domain.possible
    return f"{low}" if low == high else f"{low}-{high}"
