"""What counts as one step of a way: who can carry word from one group of a site to another.

A way belongs to one Third Sector agency that delivers or takes referrals, and sets out in the delivery
team. Its first step is the agency's own tie to the team: its seat there, or a referral route that is not
recorded as idle (`active: false`). Each further step is one of these:

- *own seat*: the agency sits on the group itself;
- *heard*: a Third Sector member of the group hears from the project's Third Sector agencies
  (`hears_from_project: true`), so that it can be reached from the team;
- *carried*: an agency sits on both groups. That it does is recorded. Whether it carries word is not,
  unless its seat on the further group says `hears_from_project`; where that is false there is no step;
- *reports*: one group reports to the other, upwards only;
- *works with*: the agency works with another in the field (joint working, or staff lent), which has a seat
  on the group; two steps.

Agreements, contracts and grants are drawn and are no steps: they are about cases and money. A seat whose
holder does not come (`attends: false`) is no step, nor is anything that is not surely in place.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from iomassess.network.ground import DENIED, Ground, Hindrance, Seat, hindrance_of, numbers, surely
from iomassess.network.openings import may_be_one
from iomassess.results import Step, Tie
from iomassess.vocabulary import Sector
from iomassess.wording import words


class Move(NamedTuple):
    """A step or two to another group: how they rank among moves of one length, and what hinders them."""

    target: str
    steps: tuple[Step, ...]
    rank: int
    hindrance: Hindrance | None = None
    hindered: Step | None = None


_OWN, _HEARD, _SHARED, _REPORTS, _CARRIED = 0, 0, 1, 2, 3
"""Which of two moves of one length is told: the sector's own before reporting lines before others'."""


def first_steps(ground: Ground, agency: str) -> list[Move]:
    """The agency's own ties to the project's delivery teams, seats before referrals."""
    moves = []
    for team in ground.ends["service-delivery"]:
        seat = ground.seat(agency, team)
        if seat is not None:
            says = f"{ground.name(agency)} is in {ground.name(team)}"
            step = Step("seat in the team", agency, team, None, says, seat.lines, True)
            moves.append(Move(team, (step,), 0, seat.hindrance, step))
    for tie in ground.referrals.get(agency, ()):
        if tie.source in ground.ends["service-delivery"]:
            says = f"{ground.name(tie.source)} refers to {ground.name(agency)}"
            step = Step("referral", tie.source, agency, None, says, numbers(tie.line), tie.active)
            idle = Hindrance("not kept up", open=False) if tie.active is False else None
            moves.append(Move(tie.source, (step,), 1, hindrance_of(tie) or idle, step))
    return moves


def own_moves(ground: Ground, agency: str) -> Iterator[Move]:
    """The steps that an agency takes by itself: its own seats, and those it works with."""
    for group in _stations(ground):
        for holder, seat in ground.seats[group].items():
            if holder == agency:
                step = _own(ground, agency, seat)
                yield Move(group, (step,), _OWN, seat.hindrance, step)
            elif seat.hindrance is None and may_be_one(ground.facts, agency, holder):
                step = _own(ground, agency, seat)
                says = f"{ground.name(holder)} has a seat on {ground.name(group)}, which may be its own"
                held = Hindrance("may be its own", open=True)
                yield Move(group, (step._replace(says=says),), _OWN, held, step._replace(says=says))
    for tie in ground.working.get(agency, ()):
        other = tie.target if tie.source == agency else tie.source
        if other in ground.facts.agencies:
            yield from _through(ground, agency, other, tie)


def _through(ground: Ground, agency: str, other: str, tie: Tie) -> Iterator[Move]:
    """The seats of an agency that works with this one."""
    says = f"{ground.name(agency)} works with {ground.name(other)} ({words(tie.kind)})"
    works = Step("works with", agency, other, other, says, numbers(tie.line), None)
    for group in _stations(ground):
        seat = ground.seat(other, group)
        if seat is None:
            continue
        step = _own(ground, other, seat)._replace(
            kind="carried", by=other, carries=True if seat.hears else None
        )
        found = [
            (one, hindrance)
            for one, hindrance in ((works, hindrance_of(tie)), (step, seat.hindrance or _deaf(seat)))
            if hindrance is not None
        ]
        if len(found) < 2:
            hindered, hindrance = found[0] if found else (None, None)
            yield Move(group, (works, step), _CARRIED, hindrance, hindered)


def _own(ground: Ground, agency: str, seat: Seat) -> Step:
    says = f"{ground.name(agency)} has a seat on {ground.name(seat.group)}{_back(seat)}"
    return Step("own seat", agency, seat.group, None, says, seat.lines, True)


def group_moves(ground: Ground, group: str) -> Iterator[Move]:
    """The steps from one group to others, those that are hindered among them."""
    for tie in ground.reports.get(group, ()):
        if tie.target in ground.stations:
            says = f"{ground.name(group)} reports to {ground.name(tie.target)}"
            step = Step("reports", group, tie.target, None, says, numbers(tie.line), True)
            yield Move(tie.target, (step,), _REPORTS, hindrance_of(tie), step)
    served = _serves(ground, group)
    for other in _stations(ground):
        if other == group:
            continue
        for holder, seat in ground.seats[other].items():
            yield from _carried(ground, group, seat)
            if served and surely(ground.facts.agencies[holder], "sector", Sector.THIRD):
                yield from _heard(ground, group, seat)


def _serves(ground: Ground, group: str) -> bool:
    """Whether a group is a delivery team with some Third Sector agency in it or around it."""
    if group not in ground.ends["service-delivery"]:
        return False
    seats = [ground.seat(agency, group) for agency in ground.agencies]
    sent = [tie for agency in ground.agencies for tie in ground.referrals.get(agency, ())]
    return any(seat is not None and seat.hindrance is None for seat in seats) or any(
        tie.source == group and tie.in_place for tie in sent
    )


def _stations(ground: Ground) -> Iterable[str]:
    return (group for group in ground.seats if group in ground.stations)


def _heard(ground: Ground, group: str, seat: Seat) -> Iterator[Move]:
    """A member of another group that hears from the project's Third Sector agencies, or may."""
    who = f"{ground.name(seat.agency)}, on {ground.name(seat.group)},"
    what, hindrance = _HEARS[seat.hears]
    if seat.hindrance is not None and hindrance is not None:
        return
    back = _back(seat).removeprefix(",").removeprefix(" and")
    says = f"{who} {what} from the project's Third Sector agencies{f', and{back}' if back else ''}"
    step = Step("heard", group, seat.group, seat.agency, says, seat.lines, seat.hears)
    yield Move(seat.group, (step,), _HEARD, seat.hindrance or hindrance, step)


_HEARS = {
    True: ("hears", None),
    False: ("does not hear", Hindrance(f"{DENIED} so", open=False)),
    None: ("may hear", Hindrance("not recorded", open=True)),
}


def _carried(ground: Ground, group: str, seat: Seat) -> Iterator[Move]:
    """The same agency, or one that may be the same, on this group and on another."""
    here = ground.seat(seat.agency, group)
    who, one, other = ground.name(seat.agency), ground.name(group), ground.name(seat.group)
    if here is not None:
        hindrances = [one for one in (here.hindrance, seat.hindrance or _deaf(seat)) if one is not None]
        if len(hindrances) > 1:
            return
        third = surely(ground.facts.agencies[seat.agency], "sector", Sector.THIRD)
        says = f"{who} is on {one} and on {other}{_heeds(seat)}"
        lines = tuple(dict.fromkeys((*here.lines, *seat.lines)))
        step = Step("carried", group, seat.group, seat.agency, says, lines, True if seat.hears else None)
        hindrance = hindrances[0] if hindrances else None
        yield Move(seat.group, (step,), _SHARED if third else _CARRIED, hindrance, step)
        return
    if seat.hindrance is not None or _deaf(seat):
        return
    for holder, held in ground.seats[group].items():
        if held.hindrance is None and may_be_one(ground.facts, holder, seat.agency):
            says = f"{ground.name(holder)} is on {one}, and {who}, on {other}, may be the same"
            lines = tuple(dict.fromkeys((*held.lines, *seat.lines)))
            step = Step("carried", group, seat.group, holder, says, lines, None)
            yield Move(seat.group, (step,), _CARRIED, Hindrance("may be the same", open=True), step)


def _deaf(seat: Seat) -> Hindrance | None:
    """What keeps a member from carrying word up: it is recorded not to hear any."""
    return Hindrance(f"{DENIED} hearing", open=False) if seat.hears is False else None


def _heeds(seat: Seat) -> str:
    heard = ", hears from the project's Third Sector agencies" if seat.hears else ""
    return f"{heard}{_back(seat)}"


def _back(seat: Seat) -> str:
    """What is recorded of the way back."""
    return {True: ", and reports back", False: ", and does not report back", None: ""}[seat.reports]
