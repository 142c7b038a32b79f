"""A group as a box with those who sit on it: the Third Sector in rounded plates, others in square ones."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from iomassess.particulars import Background, Group, Link, Seat
from iomassess.pictures.lettering import plain, width, wrap
from iomassess.pictures.scene import SMALL, Block, Box, beside, flowing, framed, stacked, written

SECTORS = {"third": "Third Sector", "statutory": "Statutory", "private": "Private"}
UNSETTLED = "Sector not known"
_NAMES = 74.0
"""Width of the column with the sectors."""
_PLATE = 205.0
"""Most that a plate's text may take."""
_SHORT = 2
"""Lines that a plate may take for what is said of an agency to follow its name."""
_GAP = 5.0
_ROLES = {
    "delivery partner": "delivery partner",
    "referral partner": "referral partner",
    "referral agency": "referral agency",
    "none": "no part in delivery",
}
_SCOPES = {
    "other-programme": "of another programme",
    "offenders": "for offenders in general",
    "general": "for wider work",
}


class Plate(NamedTuple):
    """An agency as it appears: who, of which sector, and what is said of it there."""

    name: str
    sector: str | None
    in_place: bool | None
    said: tuple[str, ...]


def state(in_place: bool | None) -> str:
    """What a look's name ends in: dashed when not in place, dotted when that is not settled."""
    return {True: "", False: "-not-in-place", None: "-not-settled"}[in_place]


def group_box(group: Group, room: float, referred: Collection[str] = ()) -> Block:
    """A group's name, what is to be known of it, and its seats by sector."""
    inside = room - 2 * _PADDING
    parts = [_head(group.name, "; ".join(_notes(group)), inside)]
    plates = [_plate(seat, referred) for seat in group.seats]
    parts += by_sector(plates, inside)
    return framed(stacked(parts, _GAP), f"group{state(group.in_place)}", room, _PADDING)


_PADDING = 8.0


def _head(name: str, notes: str, room: float) -> Block:
    """A group's name with its notes on the same line where they fit, else under it."""
    named = written(name, room, bold=True)
    if not notes:
        return named
    rest = room - named.width - 2 * _GAP
    if width(plain(notes), SMALL) <= rest:
        noted = written(notes, rest, SMALL, italic=True, ink="quiet")
        return Block((*named.shapes, *noted.at(named.width + 2 * _GAP, 1)), room, named.height)
    noted = written(notes, room, SMALL, italic=True, ink="quiet")
    return stacked([named, noted], 1)


def referral_box(background: Background, group: Group, room: float) -> Block | None:
    """The agencies outside a team to which it refers, or None where none is recorded."""
    inside = room - 2 * _PADDING
    plates = list(_referred(background, group))
    if not plates:
        return None
    more = referred_to(background, group) & {seat.agency for seat in group.seats if seat.in_place}
    title = "Other agencies that take its referrals" if more else "Agencies that take its referrals"
    head = written(title, inside, bold=True)
    return framed(stacked([head, *by_sector(plates, inside)], _GAP), "referrals", room, _PADDING)


def referred_to(background: Background, group: Group) -> frozenset[str]:
    """The agencies to which a group refers, in place, by id."""
    return frozenset(link.target for link in _referrals(background, group) if link.in_place)


def _referrals(background: Background, group: Group) -> Iterator[Link]:
    return (one for one in background.links if one.source == group.id and one.kind == "refers to")


def _referred(background: Background, group: Group) -> Iterator[Plate]:
    sectors = {agency.id: agency.sector for agency in background.agencies}
    inside = {seat.agency for seat in group.seats if seat.in_place}
    for link in _referrals(background, group):
        if link.target not in inside or not link.in_place:
            said = () if link.in_place else (link.status,)
            yield Plate(link.target_name, sectors.get(link.target), link.in_place, said)


def listed(agencies: int, third: int) -> str:
    """How many agencies, and how many of the Third Sector."""
    entries = "1 entry" if agencies == 1 else f"{agencies} entries"
    return f"{entries} in the list of agencies, {third} of the Third Sector"


def by_sector(plates: Sequence[Plate], room: float) -> Iterator[Block]:
    """Rows of plates, each after the name of its sector."""
    known = [(name, [one for one in plates if one.sector == key]) for key, name in SECTORS.items()]
    rest = [one for one in plates if one.sector not in SECTORS]
    for name, some in [*known, (UNSETTLED, rest)]:
        if some:
            heading = written(name, _NAMES, SMALL, bold=True)
            column = Block(tuple(heading.at(0, 3)), _NAMES, heading.height + 3)
            space = room - _NAMES - _GAP
            yield beside([column, flowing([plate(one, space) for one in some], space, _GAP)], _GAP)


def plate(one: Plate, room: float) -> Block:
    """An agency's name in a frame; what is said of it stands under the name, or after a short one."""
    third = one.sector == "third"
    side, inside = (9.0, min(_PLATE, room - 18)) if third else (6.0, min(_PLATE, room - 12))
    said = ", ".join(one.said)
    whole = f"{one.name}, {said}" if said else one.name
    if not third and len(wrap(whole, inside, SMALL)) <= _SHORT:
        text = written(whole, inside, SMALL)
    else:
        parts = [written(one.name, inside, SMALL, bold=third)]
        parts += [written(said, inside, SMALL, ink="quiet")] if said else []
        text = stacked(parts)
    wide, high = text.width + 2 * side, text.height + 6
    look = f"{'third' if third else 'other'}{state(one.in_place)}"
    frame = Box(0, 0, wide, high, look, min(high / 2, 11) if third else 0)
    return Block((frame, *text.at(side, 3)), wide, high)


def _plate(seat: Seat, referred: Collection[str]) -> Plate:
    return Plate(seat.name, seat.sector, seat.in_place, tuple(_said(seat, seat.agency in referred)))


def _said(seat: Seat, referred: bool) -> Iterator[str]:
    if not seat.in_place:
        yield seat.status
    if seat.staff not in (None, "0"):
        yield f"{seat.staff} staff"
    elif seat.staff_planned not in (None, "0"):
        planned = "" if seat.in_place is False else " planned"
        yield f"{seat.staff_planned} staff{planned}"
    if seat.sector == "third" and seat.role in _ROLES:
        yield _ROLES[seat.role]
    elif referred:
        yield "also takes referrals"
    if seat.attends is False:
        yield "does not attend"
    if seat.sector == "third" and seat.hears_from_project:
        yield "hears from the project"
    if seat.sector == "third" and seat.reports_back:
        yield "reports back to it"


def _notes(group: Group) -> Iterator[str]:
    """What a reader must know so as not to take the box for more than it is."""
    if not group.in_place:
        yield group.status
    if group.standing == "peripheral":
        yield "beside the main group"
    if group.scope in _SCOPES:
        yield _SCOPES[group.scope]
    if not group.seats:
        yield "no members" if group.complete else "members not recorded"
        return
    if group.complete:
        yield "all members listed"
    if all(seat.sector in ("statutory", "private") for seat in group.seats):
        yield "no Third Sector agency" if group.complete else "no Third Sector agency recorded"
