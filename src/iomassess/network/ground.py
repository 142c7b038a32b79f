"""What the steps of a way are made of: the seats, lines and links of a site, by group and by agency.

A *station* is a group that word can pass through: one of the project (`scope: iom`), or any strategic
one. An *end* is a group at which a way arrives: at operational level the project's groups that are not
recorded as beside the main one (`standing: peripheral`), at a tier of oversight every group of that tier.

An unnamed entry that must be one of several agencies has the seats that all of these have; if it stands
for all of them, they have its seats.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from iomassess.engine.derived import DERIVED_FLAGS, definition
from iomassess.engine.facts import Facts
from iomassess.engine.identity import candidates_of
from iomassess.engine.records import End
from iomassess.fields import IN_PLACE, shape
from iomassess.results import Place, Tie
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

    def holders(self, group: str, *, hearing: bool = False) -> tuple[str, ...]:
        """The agencies that sit on a group; those `hearing` are not recorded to hear nothing there."""
        seats = [seat for seat in self.seats[group].values() if seat.hindrance is None]
        return tuple(seat.agency for seat in seats if not (hearing and seat.hears is False))

    def partners(self, agency: str) -> tuple[str, ...]:
        """The agencies with which one works in the field."""
        ties = [tie for tie in self.working.get(agency, ()) if tie.in_place]
        return tuple(tie.target if tie.source == agency else tie.source for tie in ties)

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
            if surely(group, "scope", Scope.IOM)
            or surely(group, "level", Level.STRATEGIC_OVERSIGHT)
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
    return surely(agency, "sector", Sector.THIRD) and any(
        surely(agency, name, value) for name, value in parts
    )


def surely(end: End, name: str, value: str) -> bool:
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


def _delivering(facts: Facts) -> Iterator[str | None]:
    """The groups that must be delivery teams, since agencies surely deliver in them or take their referrals.

    Statements may leave them no other level or scope, where the group itself may have several.
    """
    for which in DERIVED_FLAGS:
        asked, agency = definition(which)
        for row in facts.rows_for(asked):
            group = row.ends[2 - agency]
            if group is not None and facts.match(row, asked):
                yield group.id


def _ends(facts: Facts, place: Place) -> Iterator[str]:
    teams = _teams(facts)
    delivering = frozenset(_delivering(facts)) if place == "service-delivery" else ()
    for key, group in facts.groups.items():
        if key in delivering:
            yield key
        elif place in tuple(Tier):
            if surely(group, "tier", place):
                yield key
        elif surely(group, "level", place) and (surely(group, "scope", Scope.IOM) or key in teams):
            beside = place == "operational-management" and surely(group, "standing", Standing.PERIPHERAL)
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
    hindrance = hindrance_of(tie)
    if hindrance is None and tie.attends is False:
        hindrance = Hindrance("does not come", open=False)
    return Seat(
        tie.source, tie.target, hindrance, tie.hears_from_project, tie.reports_back, numbers(tie.line)
    )


def hindrance_of(tie: Tie) -> Hindrance | None:
    """Why a tie that is not surely in place is no step."""
    if tie.in_place:
        return None
    state = "status not known" if tie.status == Status.UNKNOWN else words(tie.status)
    return Hindrance(state, open=tie.in_place is None)


def numbers(*lines: int) -> tuple[int, ...]:
    """Lines of a file, each once, where the file is known."""
    return tuple(dict.fromkeys(line for line in lines if line))
