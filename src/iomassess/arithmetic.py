"""Whether the numbers that a site file states agree with each other."""

from collections.abc import Iterator

from iomassess.cells import bounds
from iomassess.facts import Facts
from iomassess.fields import IN_PLACE, shape
from iomassess.problems import Problem
from iomassess.site import Member
from iomassess.vocabulary import Level, Scope

_TOTAL = "project.staff_total"


def disagreements(facts: Facts) -> Iterator[Problem]:
    """Totals that their parts do not come to, where no conflict is recorded."""
    site, source = facts.site, facts.source
    if site.project is None or site.project.staff_total is None or source is None:
        return
    if any(path == _TOTAL for conflict in site.conflicts for path in conflict.records):
        return
    least, most = _staff(facts)
    low, high = bounds(site.project.staff_total)
    if (high is not None and least > high) or (most is not None and most < low):
        what = f"is {_said(low, high)}, and the staff of the delivery team come to {_said(least, most)}"
        yield source.problem(("project", "staff_total"), f"{what}: correct one, or record a conflict")


def _staff(facts: Facts) -> tuple[int, int | None]:
    """The staff that agencies have deployed to the project's delivery teams, at least and at most."""
    groups = shape("groups").own
    delivery = groups["level"].mask((Level.SERVICE_DELIVERY.value,))
    iom = groups["scope"].mask((Scope.IOM.value,))
    least, most = 0, 0
    unbounded = False
    for row in facts.rows("members"):
        member, (own, _, group) = row.record, row.parts
        if group["level"] != delivery or group["scope"] != iom or not own["status"] & IN_PLACE:
            continue
        low, high = bounds(member.staff if isinstance(member, Member) else None)
        least += low if own["status"] == IN_PLACE else 0
        unbounded |= high is None
        most += high or 0
    return least, None if unbounded else most


def _said(low: int, high: int | None) -> str:
    return f"{low}" if low == high else f"{low} or more" if high is None else f"{low} to {high}"
