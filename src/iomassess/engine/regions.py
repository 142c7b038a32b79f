"""What a record may still be: a box of possible values, and whether statements cover all of it.

A region is one record, recorded or not, with the values that each of its fields may have. Cutting
a statement out of it leaves further regions; when nothing is left, the statements cover it. Where a
cut cannot be exact (numbers, long lists), what is left is taken too large, never too small, so that
nothing is called settled that is not.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count
from typing import Any, NamedTuple, Protocol

from iomassess.fields import CHOICE, FLAG, ID, NUMBER, SET, STATUS, Role, shape
from iomassess.selectors import Test
from iomassess.vocabulary import Level, Sector, Status

Cells = Mapping[str, Any]
"""Field to what it may be: a mask for a choice; (surely in, surely out, any-of masks) for a set;
(least, most) for a number, most None for no bound, or None where it does not apply; an id."""


class Region(NamedTuple):
    """What a record's parts (itself and its joins) may be."""

    parts: tuple[Cells, ...]

    def cell(self, part: int, name: str) -> Any:
        """What the field may be here; None where the part has no such field."""
        return self.parts[part].get(name)

    def inside(self, test: Test) -> "Region | None":
        """The part of the region that meets a constraint; None when it is empty."""
        draft = _Draft(self)
        return draft.region() if draft.keep(test) else None

    def outside(self, test: Test) -> "Region | None":
        """The part of the region that does not meet it; None when it is empty."""
        draft = _Draft(self)
        return draft.region() if draft.drop(test) else None

    def narrow(self, part: int, name: str, mask: int) -> "Region | None":
        """The part of the region in which a choice is among some values; None when it is empty."""
        draft = _Draft(self)
        return draft.region() if draft.narrow(part, name, mask) else None


class _Draft:
    """A region while it is being narrowed; each step says whether anything is left of it."""

    def __init__(self, region: Region) -> None:
        self.parts = region.parts

    def region(self) -> Region:
        """What it has become."""
        return Region(self.parts)

    def set(self, part: int, name: str, cell: Any) -> None:
        """Narrow one cell."""
        parts = list(self.parts)
        parts[part] = {**parts[part], name: cell}
        self.parts = tuple(parts)

    def keep(self, test: Test) -> bool:
        """Keep what meets a constraint."""
        part, name, form, allowed, _, _ = test
        cell = self.parts[part].get(name)
        if form is CHOICE:
            left = (cell or 0) & allowed
            return bool(left) if left == cell else self.narrow(part, name, left)
        if form is ID:
            return cell in allowed
        narrower = _set_inside(cell, allowed) if form is SET else _number_inside(cell, allowed)
        if narrower is not None and narrower is not cell:
            self.set(part, name, narrower)
        return narrower is not None

    def drop(self, test: Test) -> bool:
        """Keep what does not meet it."""
        part, name, form, allowed, _, _ = test
        cell = self.parts[part].get(name)
        if form is CHOICE:
            return self.narrow(part, name, (cell or 0) & ~allowed)
        if form is ID:
            return cell not in allowed
        if form is NUMBER:
            return not _number_within(cell, allowed)
        narrower = _set_outside(cell, allowed)
        if narrower is not None:
            self.set(part, name, narrower)
        return narrower is not None

    def narrow(self, part: int, name: str, mask: int) -> bool:
        """Narrow a choice, and with it whatever the model ties to it."""
        cells = self.parts[part]
        if mask == cells.get(name) or not mask:
            return bool(mask)
        self.set(part, name, mask)
        for when, other, implied in _IMPLIED.get(name, ()):
            if not mask & ~when:
                before = self.parts[part].get(other)
                if before is not None and not self.narrow(part, other, before & implied):
                    return False
        return name != "status" or self.tie_status(part)

    def tie_status(self, part: int) -> bool:
        """Keep a record's status and that of the groups it belongs to in step."""
        states = [cells.get("status") for cells in self.parts[1:]]
        for join, status in enumerate(states, start=1):
            if status is None or not status & STATUS.full:
                continue
            own = self.parts[0]["status"]
            if part == 0 and not self.narrow(join, "status", status & _fitting(own)):
                return False
            if part == join and not self.narrow(0, "status", own & _reachable(status)):
                return False
        return True


class Box(Protocol):
    """Anything with constraints: what is inside meets every one of them."""

    @property
    def tests(self) -> Sequence[Test]:
        """The constraints."""
        ...


def within(region: Region, tests: Sequence[Test]) -> Region | None:
    """The part of a region that meets every constraint; None when it is empty."""
    parts = region.parts
    for part, name, form, allowed, _, _ in tests:  # most regions are empty by one field alone
        if form is CHOICE and not (parts[part].get(name) or 0) & allowed:
            return None
    draft = _Draft(region)
    return draft.region() if all(map(draft.keep, tests)) else None


def covered(region: Region, boxes: Sequence[Box], used: list[Any] | None = None) -> bool:
    """Whether the boxes together cover the region; `used` takes those that did part of it.

    Where boxes overlap in many ways, to find out may take as long as there are ways. Then a region counts
    as not covered, which claims less than is so and never more.
    """
    if not boxes:
        return False
    touching = [box for box in boxes if within(region, box.tests) is not None]
    return _covered(region, touching[:MOST_BOXES], used, count(1))


MOST_BOXES = 400
"""Boxes of which the others are left out of account; each may be a call inside the one before."""
MOST_STEPS = 5_000
"""Steps after which a region counts as not covered; no bundled site takes a hundred."""


def _covered(region: Region, boxes: Sequence[Box], used: list[Any] | None, steps: Iterator[int]) -> bool:
    if not boxes or next(steps) > MOST_STEPS:
        return False
    first = 0
    while within(region, boxes[first].tests) is None:
        first += 1
        if first == len(boxes) or next(steps) > MOST_STEPS:
            return False
    box, others = boxes[first], boxes[first + 1 :]
    inside: Region | None = region
    for test in box.tests:
        left = inside.outside(test) if inside is not None else None
        if left is not None and not _covered(left, others, used, steps):
            return False
        inside = inside.inside(test) if inside is not None else None
    if used is not None and all(box is not one for one in used):
        used.append(box)
    return True


def _set_inside(cell: Any, allowed: int) -> Any:
    lower, excluded, any_of = cell
    if lower & allowed:
        return cell
    left = allowed & ~excluded
    return (lower, excluded, (*any_of, left)) if left else None


def _set_outside(cell: Any, allowed: int) -> Any:
    lower, excluded, any_of = cell
    if lower & allowed:
        return None
    excluded |= allowed
    if any(not some & ~excluded for some in any_of):
        return None
    return lower, excluded, any_of


def _number_inside(cell: Any, allowed: tuple[int, int | None]) -> Any:
    if cell is None:
        return None
    least = max(cell[0], allowed[0])
    tops = [top for top in (cell[1], allowed[1]) if top is not None]
    most = min(tops) if tops else None
    return None if most is not None and most < least else (least, most)


def _number_within(cell: Any, allowed: tuple[int, int | None]) -> bool:
    if cell is None or cell[0] < allowed[0]:
        return False
    return allowed[1] is None or (cell[1] is not None and cell[1] <= allowed[1])


def _bits(mask: int) -> list[int]:
    return [1 << place for place in range(mask.bit_length()) if mask >> place & 1]


def _union(masks: Any) -> int:
    total = 0
    for mask in masks:
        total |= mask
    return total


@cache
def capped(own: int, group: int) -> int:
    """The statuses a record may have, given its own and its group's, both masks of statuses.

    In a group that is not in place nothing is more than the group is; what is absent stays so.
    """
    return _union(_CAPPED[one, other] for one in _bits(own) for other in _bits(group))


def _cap(own: Status, group: Status) -> Status:
    if own is Status.ABSENT or group is Status.IN_PLACE:
        return own
    if group in (Status.ENDED, Status.ABSENT):
        return group
    order = (Status.IN_PLACE, Status.EMERGING, Status.INVITED, Status.PLANNED)
    if own not in order:
        return own
    return max(own, group, key=order.index)


_STATES = tuple(status for status in Status if status is not Status.UNKNOWN)
_CAPPED = {
    (STATUS.mask((own.value,)), STATUS.mask((group.value,))): STATUS.mask((_cap(own, group).value,))
    for own in _STATES
    for group in _STATES
}
_REACHABLE = {
    group: _union(_CAPPED[own, group] for own in _bits(STATUS.full)) for group in _bits(STATUS.full)
}


@cache
def _reachable(group: int) -> int:
    """The statuses that a record may have, given those that its group may have."""
    return _union(reach for bit, reach in _REACHABLE.items() if bit & group)


@cache
def _fitting(own: int) -> int:
    """The statuses that a group may have, given those of a record in it."""
    return _union(bit for bit, reach in _REACHABLE.items() if reach & own)


def _implications() -> dict[str, list[tuple[int, str, int]]]:
    """What the model ties together: (values of a field, another field, the values left to it)."""
    groups, agencies = shape("groups").own, shape("agencies").own
    level, tier = groups["level"], groups["tier"]
    strategic = level.mask((Level.STRATEGIC_OVERSIGHT.value,))
    third = agencies["sector"].mask((Sector.THIRD.value,))
    role, (no, yes) = agencies["role"], (1 << FLAG.index("false"), 1 << FLAG.index("true"))
    delivering = role.mask((Role.DELIVERY_PARTNER, Role.REFERRAL_PARTNER))
    referred = role.mask((Role.REFERRAL_PARTNER, Role.REFERRAL_AGENCY))
    return {
        "tier": [(tier.full, "level", strategic), (tier.nothing, "level", ~strategic)],
        "level": [(strategic, "tier", tier.full), (~strategic, "tier", tier.nothing)],
        "delivers": [(yes, "sector", third), (yes, "role", delivering), (no, "role", ~delivering)],
        "sector": [(~third, "delivers", ~yes)],
        "takes_referrals": [(yes, "role", referred), (no, "role", ~referred)],
        "role": [
            (delivering, "delivers", yes),
            (~delivering, "delivers", ~yes),
            (referred, "takes_referrals", yes),
            (~referred, "takes_referrals", ~yes),
        ],
    }


_IMPLIED = _implications()
TIED = {name: frozenset(other for _, other, _ in rules) for name, rules in _IMPLIED.items()}
TIED = {name: tied.union(*(TIED[other] for other in tied)) for name, tied in TIED.items()}
"""The fields that narrowing a field can narrow in turn."""
