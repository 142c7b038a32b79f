"""The shortest way through each Third Sector agency to each level and tier, and what is missing.

`iomassess.steps` says what a step is. Where no way is in place, what is looked for is the one step that
would complete it: something recorded that is not in place or not settled, or a seat that nobody recorded.
Of the latter the file may say that there is none. If that holds for every such seat, the way is ruled
out, and otherwise not known. Reporting lines and working ties that nobody recorded are left aside, since
hardly a file will say that there are none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from iomassess.ground import DENIED, PLACES, Ground, Hindrance
from iomassess.openings import Opening, seat_at, seat_on
from iomassess.records import Row, Statement
from iomassess.results import Missing, OwnSeat, Place, Step, Way
from iomassess.routes import Onward, all_moves, nearest, never, search
from iomassess.steps import Move, first_steps, own_moves
from iomassess.wording import title


def find_ways(ground: Ground) -> Iterator[Way]:
    """The way of each Third Sector agency that delivers or takes referrals, to each level and tier."""
    onward = all_moves(ground)
    for agency in ground.agencies:
        starts = _starts(ground, agency)
        tie = starts[0].steps[0] if starts else None
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
    """An agency's ties to the team, and its own moves with such a tie before them."""
    ties = sorted(first_steps(ground, agency), key=lambda one: (one.hindrance is not None, one.rank))
    teams = ground.ends["service-delivery"]
    if not ties:
        return []
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


class Question(NamedTuple):
    """Which seats would complete a way of some length: on some groups, or anywhere at its end."""

    length: int
    agencies: tuple[str, ...]
    groups: tuple[str, ...] | None


def _unrecorded(
    ground: Ground, onward: Onward, agency: str, place: Place
) -> tuple[Missing | None, tuple[Statement, ...]]:
    """The nearest seat that nobody recorded and that would complete the way, or what rules all out."""
    found = search(_starts(ground, agency), onward, never)
    distance = {group: len(path.steps) for (group, _), path in found.items()}
    closed: list[Opening] = []
    for question in sorted(_questions(ground, onward, agency, place, distance), key=lambda one: one.length):
        if question.groups is None:
            opening = seat_at(ground.facts, question.agencies, place)
        else:
            opening = seat_on(ground.facts, question.agencies, question.groups)
        if opening.row is not None:
            return Missing("open", _step(ground, opening.row, agency, place), True, question.length), ()
        closed.append(opening)
    return None, _first(closed).closed_by


def _questions(
    ground: Ground, onward: Onward, agency: str, place: Place, distance: Mapping[str, int]
) -> Iterator[Question]:
    """Own seats, then seats of those who are on groups within reach, then the other way about."""
    ends, reach = ground.in_place(place), tuple(distance)
    beyond = _beyond(ground, onward, place, {*ends, *reach})
    yield Question(2, (agency,), ends)
    yield Question(2, (agency,), None)
    for far in sorted(set(distance.values())):
        holders = _holders(ground, [group for group in reach if distance[group] == far], agency)
        yield Question(far + 1, holders, ends)
        yield Question(far + 1, holders, None)
    nearest = min(distance.values(), default=1)
    yield Question(nearest + 1, _holders(ground, ends, agency), reach)
    for group, more in beyond.items():
        yield Question(2 + more, (agency,), (group,))
        yield Question(nearest + 1 + more, _holders(ground, reach, agency), (group,))
        yield Question(nearest + 1 + more, _holders(ground, (group,), agency), reach)


def _beyond(ground: Ground, onward: Onward, place: Place, known: Iterable[str]) -> dict[str, int]:
    """The groups out of reach from which an end can be reached, and in how many steps."""
    found = {}
    for group in onward.keys() - set(known):
        path = nearest(search([Move(group, (), 0)], onward, never), ground.ends[place])
        if path is not None:
            found[group] = len(path.steps)
    return dict(sorted(found.items(), key=lambda one: (one[1], one[0])))


def _holders(ground: Ground, groups: Iterable[str], besides: str) -> tuple[str, ...]:
    """The other agencies that sit on some groups."""
    return tuple(
        dict.fromkeys(
            holder
            for group in groups
            for holder, seat in ground.seats[group].items()
            if seat.hindrance is None and holder != besides
        )
    )


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
