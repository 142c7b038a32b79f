"""What counts as one step of a way: who can carry word from one group of a site to another.

A *station* is a group that word can pass through: one of the project (`scope: iom`), or any strategic
one. An *end* is a group at which a way arrives: at operational level the project's groups that are not
recorded as beside the main one (`standing: peripheral`), at a tier of oversight every group of that tier.

A way belongs to one Third Sector agency that delivers or takes referrals, and sets out in the delivery
team. Its first step is the agency's own tie to the team: its seat there, or a referral route that is not
recorded as idle (`active: false`). Each further step is one of these:

- *own seat*: the agency sits on the group itself;
- *heard*: a member of the group hears from the project's Third Sector agencies
  (`hears_from_project: true`), so that it can be reached from the team;
- *carried*: an agency sits on both groups. That it does is recorded. Whether it carries word is not,
  unless its seat on the further group says `hears_from_project`; where that is false there is no step;
- *reports*: one group reports to the other, upwards only;
- *works with*: the agency works with another in the field (joint working, or staff lent), which has a seat
  on the group; two steps.

Agreements, contracts and grants are drawn and are no steps: they are about cases and money. A seat whose
holder does not come (`attends: false`) is no step, nor is anything that is not surely in place. An unnamed
entry that must be one of several agencies has the seats that all of these have; if it stands for all of
them, they have its seats.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from iomassess.facts import Facts
from iomassess.fields import IN_PLACE, shape
from iomassess.identity import candidates_of
from iomassess.openings import may_be_one
from iomassess.records import End
from iomassess.results import Place, Step, Tie
from iomassess.site import Link
from iomassess.vocabulary import Level, LinkKind, Scope, Sector, Standing, Status, Tier
from iomassess.wording import either, title, words

PLACES: tuple[Place, ...] = (
    "service-delivery",
    "operational-management",
    "local",
    "pioneer-site",
    "countywide",
)
"""The levels and tiers, from the work upwards."""


DENIED = "recorded as not"
"""How the state of a step begins that the file denies, where its seat is in place."""


class Hindrance(NamedTuple):
    """Why a step is not there, and whether it may be for all that."""

    state: str
    open: bool


class Seat(NamedTuple):
    """An agency's seat on a group as a way can use it; what hinders it, if anything."""

    agency: str
    group: str
    hindrance: Hindrance | None
    hears: bool | None
    reports: bool | None
    lines: tuple[int, ...]


class Move(NamedTuple):
    """A step or two to another group: how they rank among moves of one length, and what hinders them."""

    target: str
    steps: tuple[Step, ...]
    rank: int
    hindrance: Hindrance | None = None
    hindered: Step | None = None


_OWN, _HEARD, _SHARED, _REPORTS, _CARRIED = 0, 0, 1, 2, 3
"""Which of two moves of one length is told: the sector's own before reporting lines before others'."""


class Ground(NamedTuple):
    """Everything that steps are made of, by group and by agency."""

    facts: Facts
    seats: dict[str, dict[str, Seat]]
    reports: dict[str, list[Tie]]
    referrals: dict[str, list[Tie]]
    working: dict[str, list[Tie]]
    stations: frozenset[str]
    ends: dict[Place, tuple[str, ...]]
    agencies: tuple[str, ...]
    """The Third Sector agencies that surely deliver or take referrals."""

    def name(self, key: str) -> str:
        """What to call an agency or group; of an entry that must be one of several, which."""
        end = self.facts.agencies.get(key) or self.facts.groups[key]
        among = either((title(self.facts.agencies[one]) for one in candidates_of(end)), "and")
        return f"{words(key)} (one or more of {among})" if among else title(end)

    def seat(self, agency: str, group: str) -> Seat | None:
        """An agency's seat on a group, if one is recorded."""
        return self.seats.get(group, {}).get(agency)

    def in_place(self, place: Place) -> tuple[str, ...]:
        """The ends at a level or tier that are surely there."""
        return tuple(one for one in self.ends[place] if self.facts.groups[one].cells["status"] == IN_PLACE)


def lay_out(facts: Facts, ties: Sequence[Tie]) -> Ground:
    """Sort the ties of a site into what steps are made of."""
    reports, referrals, working = (defaultdict[str, list[Tie]](list) for _ in range(3))
    for tie in ties:
        if tie.kind == "reports-to":
            reports[tie.source].append(tie)
        elif tie.kind == LinkKind.REFERS_TO:
            referrals[tie.target].append(tie)
        elif tie.kind in (LinkKind.JOINT_WORKING, LinkKind.SECONDMENT):
            working[tie.source].append(tie)
            working[tie.target].append(tie)
    ends = {place: tuple(_ends(facts, place)) for place in PLACES}
    return Ground(
        facts=facts,
        seats=_seats(facts, ties),
        reports=dict(reports),
        referrals=dict(referrals),
        working=dict(working),
        stations=frozenset(
            key
            for key, group in facts.groups.items()
            if _is(group, "scope", Scope.IOM)
            or _is(group, "level", Level.STRATEGIC_OVERSIGHT)
            or key in ends["service-delivery"]
        ),
        ends=ends,
        agencies=tuple(key for key, agency in facts.agencies.items() if _takes_part(agency)),
    )


def _takes_part(agency: End) -> bool:
    """Whether it is surely of the Third Sector and in the work, and not just another name for one."""
    if candidates_of(agency):
        return False
    parts = (("delivers", "true"), ("takes_referrals", "true"))
    return _is(agency, "sector", Sector.THIRD) and any(_is(agency, name, value) for name, value in parts)


def _is(end: End, name: str, value: str) -> bool:
    """Whether a field surely has a value."""
    return bool(end.cells[name] == shape(end.kind).own[name].mask((value,)))


def _teams(facts: Facts) -> frozenset[str | None]:
    """The groups that refer clients for the project, whatever is recorded of the group's own scope."""
    return frozenset(
        row.ends[0].id
        for row in facts.rows("links")
        if row.ends[0] is not None
        and isinstance(row.record, Link)
        and row.record.kind is LinkKind.REFERS_TO
        and row.record.scope == Scope.IOM
    )


def _ends(facts: Facts, place: Place) -> Iterator[str]:
    teams = _teams(facts)
    for key, group in facts.groups.items():
        if place in tuple(Tier):
            if _is(group, "tier", place):
                yield key
        elif _is(group, "level", place) and (_is(group, "scope", Scope.IOM) or key in teams):
            beside = place == "operational-management" and _is(group, "standing", Standing.PERIPHERAL)
            if not beside:
                yield key


# -- seats


def _seats(facts: Facts, ties: Sequence[Tie]) -> dict[str, dict[str, Seat]]:
    seats: dict[str, dict[str, Seat]] = {key: {} for key in facts.groups}
    for tie in ties:
        if tie.kind == "seat":
            seats[tie.target][tie.source] = _seat(tie)
    for group, held in seats.items():
        for key, agency in facts.agencies.items():
            candidates = candidates_of(agency)
            own = [held[one] for one in candidates if one in held and held[one].hindrance is None]
            if key not in held and candidates and len(own) == len(set(candidates)):
                lines = tuple(line for seat in own for line in seat.lines)
                held[key] = Seat(key, group, None, _agreed(own, "hears"), _agreed(own, "reports"), lines)
            elif key in held and candidates and agency.least >= len(set(candidates)):
                for one in candidates:
                    held.setdefault(one, held[key]._replace(agency=one))
    return seats


def _agreed(seats: Sequence[Seat], name: str) -> bool | None:
    values = {getattr(seat, name) for seat in seats}
    found: bool | None = values.pop() if len(values) == 1 else None
    return found


def _seat(tie: Tie) -> Seat:
    hindrance = _hindered(tie)
    if hindrance is None and tie.attends is False:
        hindrance = Hindrance("does not come", open=False)
    return Seat(
        tie.source, tie.target, hindrance, tie.hears_from_project, tie.reports_back, _numbers(tie.line)
    )


def _hindered(tie: Tie) -> Hindrance | None:
    if tie.in_place:
        return None
    state = "status not known" if tie.status == Status.UNKNOWN else words(tie.status)
    return Hindrance(state, open=tie.in_place is None)


def _numbers(*lines: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(line for line in lines if line))


# -- moves


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
            step = Step("referral", tie.source, agency, None, says, _numbers(tie.line), tie.active)
            idle = Hindrance("not kept up", open=False) if tie.active is False else None
            moves.append(Move(tie.source, (step,), 1, _hindered(tie) or idle, step))
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
    works = Step("works with", agency, other, other, says, _numbers(tie.line), None)
    for group in _stations(ground):
        seat = ground.seat(other, group)
        if seat is None:
            continue
        step = _own(ground, other, seat)._replace(
            kind="carried", by=other, carries=True if seat.hears else None
        )
        found = [
            (one, hindrance)
            for one, hindrance in ((works, _hindered(tie)), (step, seat.hindrance or _deaf(seat)))
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
            step = Step("reports", group, tie.target, None, says, _numbers(tie.line), True)
            yield Move(tie.target, (step,), _REPORTS, _hindered(tie), step)
    served = _serves(ground, group)
    for other in _stations(ground):
        if other == group:
            continue
        for holder, seat in ground.seats[other].items():
            yield from _carried(ground, group, seat)
            if served and _is(ground.facts.agencies[holder], "sector", Sector.THIRD):
                yield _heard(ground, group, seat)


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


def _heard(ground: Ground, group: str, seat: Seat) -> Move:
    """A member of another group that hears from the project's Third Sector agencies, or may."""
    who = f"{ground.name(seat.agency)}, on {ground.name(seat.group)},"
    what = {
        True: "hears from the project's Third Sector agencies",
        False: "does not hear from the project's Third Sector agencies",
        None: "may hear from the project's Third Sector agencies",
    }[seat.hears]
    back = _back(seat).removeprefix(",").removeprefix(" and")
    says = f"{who} {what}{f', and{back}' if back else ''}"
    step = Step("heard", group, seat.group, seat.agency, says, seat.lines, seat.hears)
    states = {
        True: None,
        False: Hindrance(f"{DENIED} so", open=False),
        None: Hindrance("not recorded", open=True),
    }
    hindrance = seat.hindrance if seat.hears else states[seat.hears]
    if seat.hindrance is not None and seat.hears is None:
        hindrance = Hindrance(f"{seat.hindrance.state}, and whether it hears is not recorded", open=False)
    return Move(seat.group, (step,), _HEARD, hindrance, step)


def _carried(ground: Ground, group: str, seat: Seat) -> Iterator[Move]:
    """The same agency, or one that may be the same, on this group and on another."""
    here = ground.seat(seat.agency, group)
    who, one, other = ground.name(seat.agency), ground.name(group), ground.name(seat.group)
    if here is not None:
        hindrances = [one for one in (here.hindrance, seat.hindrance or _deaf(seat)) if one is not None]
        if len(hindrances) > 1:
            return
        third = _is(ground.facts.agencies[seat.agency], "sector", Sector.THIRD)
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
