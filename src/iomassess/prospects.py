"""What is planned at a site, and the conditions that it would meet once it is in place."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from iomassess.engine.conditions import Outcome, Some, judge
from iomassess.engine.facts import Facts
from iomassess.engine.records import Row
from iomassess.reasons import placed
from iomassess.results import Fact
from iomassess.selectors import Test
from iomassess.site import Group, Link, Member, Practice
from iomassess.source import Loc
from iomassess.vocabulary import Status
from iomassess.wording import words

_TO_COME = (Status.EMERGING, Status.INVITED, Status.PLANNED)

R = TypeVar("R", Group, Link, Member, Practice)


class Prospects(NamedTuple):
    """The facts as they would be with all that is to come in place, and what that is."""

    facts: Facts
    to_come: dict[Loc, str]
    """What is not in place yet, by its place in the file: its state in words."""


def prospects(facts: Facts) -> Prospects | None:
    """Carry out all that is planned, invited or emerging; None where nothing is.

    What the file declares of whole lists speaks of how things are now, and is set aside.
    """
    site = facts.site
    to_come: dict[Loc, str] = {}

    def carried_out(loc: Loc, record: R) -> R:
        if record.status not in _TO_COME:
            return record
        to_come[loc] = words(str(record.status))
        return record.model_copy(update={"status": Status.IN_PLACE})

    groups = {}
    for key, group in site.groups.items():
        members = tuple(
            carried_out(("groups", key, "members", index), member)
            for index, member in enumerate(group.members)
        )
        groups[key] = carried_out(("groups", key), group).model_copy(update={"members": members})
    lists: dict[str, Sequence[Any]] = {
        name: tuple(carried_out((name, index), one) for index, one in enumerate(getattr(site, name)))
        for name in ("links", "practices")
    }
    if not to_come:
        return None
    then = site.model_copy(update={"groups": groups, **lists})
    declared = frozenset(statement.loc for statement in facts.statements)
    return Prospects(Facts(then, facts.source, declared), to_come)


def would_meet(now: Outcome, facts: Facts, planned: Prospects) -> tuple[Fact, ...]:
    """What is to come and would meet a condition that is not met now; nothing where it would not do."""
    then = judge(now.condition, planned.facts)
    if now.truth is True or then.truth is not True:
        return ()
    there = {row.loc for row, _ in _standing_on(now)}
    found = {row.loc: _fact(facts, row, tests, planned) for row, tests in _standing_on(then)}
    return tuple(fact for loc, fact in found.items() if loc not in there)


def _standing_on(outcome: Outcome) -> Iterator[tuple[Row, Sequence[Test]]]:
    """The records that a condition counts for certain."""
    for part in outcome.parts:
        yield from _standing_on(part)
    if outcome.counted is not None and isinstance(outcome.condition, Some):
        yield from ((row, outcome.condition.selector.tests) for row in outcome.counted.certain)


def _fact(facts: Facts, row: Row, tests: Sequence[Test], planned: Prospects) -> Fact:
    """A record with its state now, or with what it waits for."""
    locs = [row.loc, *((end.kind, str(end.id)) for end in row.ends if end is not None)]
    states = [planned.to_come[loc] for loc in locs if loc in planned.to_come]
    said = tuple(dict.fromkeys(states)) or ("once what is planned around it is in place",)
    return placed(facts, row, tests, said)
