"""The shortest way through each Third Sector agency to each level and tier, and what is missing.

`iomassess.network.steps` says what a step is. Where no way is in place, what is looked for is the one step
that would complete it: something recorded that is not in place or not settled, or a seat that nobody
recorded. Of the latter the file may say that there is none. If that holds for every such seat, the way
is ruled out, and otherwise not known. Reporting lines and working ties that nobody recorded are left
aside, since hardly a file will say that there are none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from iomassess.engine.records import Row, Statement
from iomassess.network.ground import DENIED, PLACES, Ground, Hindrance
from iomassess.network.openings import Opening, seat_at, seat_on
from iomassess.network.routes import Onward, all_moves, nearest, never, search
from iomassess.network.steps import Move, first_steps, own_moves
from iomassess.results import Missing, OwnSeat, Place, Step, Way
from iomassess.wording import title


def find_ways(ground: Ground) -> Iterator[Way]:
    """The way of each Third Sector agency that delivers or takes referrals, to each level and tier."""
    onward = all_moves(ground)
    for agency in ground.agencies:
        starts = _starts(ground, agency)
        tie = starts[0].steps[0]
        reached = search(starts, onward, never)
        for place in PLACES[1:]:
            own = _own_seat(ground, agency, place)
            path = nearest(reached, ground.ends[place])
            if path is not None:
                yield Way(agency, place, tie, "in place", own, path.steps, (), ())
            else:
                way = Way(agency, place, tie, "ruled out", own, (), (), ())
                yield _without_way(ground, onward, starts, way)


def _without_way(ground: Ground, onward: Onward, starts: Sequence[Move], way: Way) -> Way:
    """What one step would complete a way that is not there, and whether it may be there after all."""
    missing: list[Missing] = []
    for allowed in (_open, _told, _any):
        path = nearest(search(starts, onward, allowed), ground.ends[way.to])
        if path is not None and path.hindrance is not None and path.missing is not None:
            found = Missing(path.hindrance.state, path.missing, path.hindrance.open, len(path.steps))
            if allowed is not _any or not missing:
                missing.append(found)
    unrecorded, closed = _unrecorded(ground, onward, way.agency, way.to)
    missing += [unrecorded] if unrecorded else []
    told = tuple(sorted(dict.fromkeys(missing), key=_telling))
    if any(one.open for one in told):
        return way._replace(verdict="not known", missing=told)
    return way._replace(missing=told, closed_by=_lines(ground, closed))


def _telling(missing: Missing) -> tuple[bool, int, bool, bool]:
    """The order in which missing steps are told: denied ones last, short before long, recorded first."""
    denied = missing.state.startswith(DENIED)
    return denied, missing.length, missing.state == "open", not missing.open


def _open(hindrance: Hindrance) -> bool:
    return hindrance.open


def _told(hindrance: Hindrance) -> bool:
    return not hindrance.state.startswith(DENIED)


def _any(_: Hindrance) -> bool:
    return True


def _starts(ground: Ground, agency: str) -> list[Move]:
    """The ties to the team that any agency with ways has, and its own moves after the first of them."""
    ties = sorted(first_steps(ground, agency), key=lambda one: (one.hindrance is not None, one.rank))
    teams = ground.ends["service-delivery"]
    own = [
        move._replace(steps=(*ties[0].steps, *move.steps))
        for move in own_moves(ground, agency)
        if move.target not in teams
    ]
    return [*ties, *own]


# -- seats of one's own, and seats that nobody recorded


def _own_seat(ground: Ground, agency: str, place: Place) -> OwnSeat:
    """How it stands with an agency's own seat at a level or tier."""
    seats = [
        move
        for move in own_moves(ground, agency)
        if move.target in ground.ends[place] and move.steps[0].kind == "own seat"
    ]
    for move in sorted(seats, key=lambda one: one.hindrance is not None and 1 + (not one.hindrance.open)):
        step, hindrance = move.steps[0], move.hindrance
        return OwnSeat(hindrance.state if hindrance else "in place", step.says, step.lines)
    opening = _first(
        [seat_on(ground.facts, (agency,), ground.in_place(place)), seat_at(ground.facts, (agency,), place)]
    )
    if opening.row is not None:
        return OwnSeat("not known", _says(ground, opening.row, place, agency), ())
    return OwnSeat("ruled out", "", _lines(ground, opening.closed_by))


def _first(openings: Iterable[Opening]) -> Opening:
    """The first that is open, or all that closes them."""
    closed: dict[int, Statement] = {}
    for one in openings:
        if one.row is not None:
            return one
        closed |= {id(statement.record): statement for statement in one.closed_by}
    return Opening(None, tuple(closed.values()))


class Candidate(NamedTuple):
    """A seat that nobody recorded and that would complete a way: how long, whose, and on which group."""

    length: int
    rank: int
    agency: str
    group: str | None
    """None for a group at the end of the way that nobody recorded either."""


def _unrecorded(
    ground: Ground, onward: Onward, agency: str, place: Place
) -> tuple[Missing | None, tuple[Statement, ...]]:
    """The nearest seat that nobody recorded and that would complete the way, or what rules all out."""
    closed: list[Opening] = []
    for one in sorted(_candidates(ground, onward, agency, place), key=lambda one: (one.length, one.rank)):
        if one.group is None:
            opening = seat_at(ground.facts, (one.agency,), place)
        else:
            opening = seat_on(ground.facts, (one.agency,), (one.group,))
        if opening.row is not None:
            return Missing("open", _step(ground, opening.row, agency, place), True, one.length), ()
        closed.append(opening)
    return None, _first(closed).closed_by


def _candidates(ground: Ground, onward: Onward, agency: str, place: Place) -> Iterator[Candidate]:
    """Own seats, seats of those who can be reached, and seats within reach of those further up."""
    found = search(_starts(ground, agency), onward, never)
    distance = {group: len(path.steps) for (group, _), path in found.items()}
    left = {group: length for group, length in _left(ground, onward, place).items() if group not in distance}
    teams = ground.ends["service-delivery"]
    partners = [one for one in ground.partners(agency) if one != agency]
    for group, more in (*left.items(), (None, 0)):
        yield Candidate((1 if group in teams else 2) + more, 0, agency, group)
        for one in partners:
            yield Candidate(3 + more, 2, one, group)
        for below, length in distance.items():
            for holder in ground.holders(below):
                if holder != agency:
                    yield Candidate(length + 1 + more, 1, holder, group)
    for above, more in left.items():
        for holder in ground.holders(above, hearing=True):
            for group, length in distance.items():
                yield Candidate(length + 1 + more, 3, holder, group)


def _left(ground: Ground, onward: Onward, place: Place) -> dict[str, int]:
    """How many steps are left from each group to an end."""
    paths = {
        group: nearest(search([Move(group, (), 0)], onward, never), ground.in_place(place))
        for group in onward
    }
    return {group: len(path.steps) for group, path in paths.items() if path is not None}


def _step(ground: Ground, row: Row, agency: str, place: Place) -> Step:
    who, where = (str(end.id) if end is not None and end.id is not None else "" for end in row.ends)
    by = None if who == agency else who
    return Step("carried" if by else "own seat", who, where, by, _says(ground, row, place, agency), (), None)


def _says(ground: Ground, row: Row, place: Place, besides: str) -> str:
    """Name a seat that nobody recorded."""
    agency, group = row.ends
    who = ground.name(str(agency.id)) if agency is not None and agency.id != besides else "its own"
    where = title(group) if group is not None and group.id else f"a {_PLACED[place]} that is not recorded"
    return f"a seat of {who} on {where}"


_PLACED: Mapping[Place, str] = {
    "service-delivery": "delivery team",
    "operational-management": "main operational group",
    "local": "local group",
    "pioneer-site": "pioneer-site group",
    "countywide": "countywide group",
}


def _lines(ground: Ground, statements: Iterable[Statement]) -> tuple[int, ...]:
    source = ground.facts.source
    return tuple(sorted({source.place(one.loc)[0] for one in statements})) if source else ()
