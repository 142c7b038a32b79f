"""Whether the numbers that a site file states agree with each other."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any, NamedTuple, TypeAlias

from iomassess.engine.cells import bounds
from iomassess.engine.counting import least_of_agencies
from iomassess.engine.facts import Facts
from iomassess.problems import Problem
from iomassess.selectors import Selector, selector
from iomassess.site import Fieldwork, Interviews, OneOf, Project
from iomassess.vocabulary import Level, Scope, Status

_States: TypeAlias = tuple[Status, ...]

_HERE: _States = (Status.IN_PLACE,)
_PERHAPS_HERE: _States = (*_HERE, Status.EMERGING)
_DUE: _States = (*_PERHAPS_HERE, Status.PLANNED)
_PERHAPS_DUE: _States = (*_DUE, Status.INVITED)


class _Sum(NamedTuple):
    """A total that the file may state, and how to add up its parts."""

    total: str
    """The path of the total."""
    stated: Any
    parts: str
    """What a message calls the parts."""
    added: Callable[[], tuple[int, int | None]]
    """What they come to: least, and most (None: no bound)."""
    listed: str | None = None
    """The path of the parts, where they stand in one place."""


def disagreements(facts: Facts) -> Iterator[Problem]:
    """Totals that their parts do not come to, where no conflict is recorded on them.

    Parts that each have a number are taken for the whole, though other lists are "at least these": a
    part that was forgotten shows only in a sum that falls short. A file that knows of more says so by
    a number that is open or left out, and then it is told only of a sum that is too large. That is no
    closed list: nothing is scored by it.
    """
    site, source = facts.site, facts.source
    if source is None:
        return
    disputed = {path for conflict in site.conflicts for path in conflict.records}
    for one in _sums(facts):
        if one.stated is None or disputed & {one.total, one.listed}:
            continue
        least, most = one.added()
        if not _agree(one.stated, least, most):
            what = f"is {_said(one.stated)}, and {one.parts} come to {_between(least, most)}"
            yield source.problem(one.total.split("."), f"{what}: correct one, or record a conflict")


def _sums(facts: Facts) -> Iterator[_Sum]:
    """Every total that a file can state, beside what its parts come to."""
    project = facts.site.project or Project()
    fieldwork = facts.site.fieldwork or Fieldwork()
    if project.caseload_parts:
        added, listed = partial(_added, project.caseload_parts.values()), "project.caseload_parts"
        yield _Sum("project.caseload", project.caseload, "its parts", added, listed)
    team = "the staff of the delivery team"
    deployed = partial(_staff, facts, _HERE, _PERHAPS_HERE, lambda seat: [seat.staff])
    yield _Sum("project.staff_total", project.staff_total, team, deployed)
    full = project.staff_at_full_strength
    due = partial(_staff, facts, _DUE, _PERHAPS_DUE, lambda seat: [seat.staff, seat.staff_planned])
    yield _Sum("project.staff_at_full_strength", full, f"{team} and those still due", due)
    roles = [number for _, number in fieldwork.interviews or Interviews()]
    held, listed = fieldwork.interviews_total, "fieldwork.interviews"
    yield _Sum("fieldwork.interviews_total", held, "the interviews by role", partial(_added, roles), listed)


def _staff(
    facts: Facts, surely: _States, perhaps: _States, numbers: Callable[[Any], list[Any]]
) -> tuple[int, int | None]:
    """The staff of the project's delivery teams, at least and at most, over seats in some states.

    Where an entry stands for several agencies, each may have so many. A seat with one of the
    numbers asked for has none of the other. With no seat at all there is nothing to add up.
    """
    sure, _ = facts.matches(_team(surely))
    several = facts.matches(_team(perhaps))
    least = least_of_agencies((row, _stated(numbers(row.record))[0]) for row in sure)
    rows = [row for some in several for row in some]
    each = [_times(_stated(numbers(row.record))[1], row.most) for row in rows]
    return least, _total(each or [None])


@cache
def _team(states: _States) -> Selector:
    """The seats in the project's delivery teams that are in some states."""
    team = {"group.level": Level.SERVICE_DELIVERY.value, "group.scope": Scope.IOM.value}
    return selector("members", {**team, "status": list(states)})


def _stated(numbers: Iterable[Any]) -> tuple[int, int | None]:
    """What the numbers that are given come to; where none is, nobody knows."""
    return _added([one for one in numbers if one is not None] or [None])


def _times(number: int | None, agencies: int | None) -> int | None:
    return None if number is None or agencies is None else number * agencies


def _added(numbers: Iterable[Any]) -> tuple[int, int | None]:
    """What numbers come to, at least and at most; one that is not known has no upper bound."""
    each = [bounds(one) for one in numbers]
    return sum(low for low, _ in each), _total(high for _, high in each)


def _total(numbers: Iterable[int | None]) -> int | None:
    """The sum of some numbers; None where one of them is."""
    total = 0
    for one in numbers:
        if one is None:
            return None
        total += one
    return total


def _agree(stated: Any, least: int, most: int | None) -> bool:
    """Whether the parts may come to the total; a part that is one of several goes by its bounds."""
    values = stated.one_of if isinstance(stated, OneOf) else (stated,)
    return any(
        (high is None or least <= high) and (most is None or low <= most) for low, high in map(bounds, values)
    )


def _said(number: Any) -> str:
    return " or ".join(map(str, number.one_of)) if isinstance(number, OneOf) else _between(*bounds(number))


def _between(low: int, high: int | None) -> str:
    return f"{low}" if low == high else f"{low} or more" if high is None else f"{low} to {high}"
