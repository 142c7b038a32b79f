"""Which entries may be the same agency, and which must be one of others."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

from iomassess.engine.records import End
from iomassess.fields import CHOICE, SET, shape
from iomassess.site import Agency

T = TypeVar("T")


def find_same(ends: dict[str, End]) -> None:
    """Find for each entry those that may be the same agency: an unnamed one and what it may be.

    Of two named entries neither is ever the other, so an unnamed one reaches a named one by way of
    unnamed ones only; two unnamed ones may be each other by such a way, or by both being a third.
    """
    chains = {key: {key} for key, end in ends.items() if end.unnamed}
    named: dict[str, set[str]] = {key: set() for key in chains}
    for key, found in named.items():
        for other in _may_be(ends, key):
            if other not in chains:
                found.add(other)
            elif other not in chains[key]:
                joined = chains[key] | chains[other]
                chains.update(dict.fromkeys(joined, joined))
    reach = {key: set().union(*(named[one] for one in chains[key])) for key in chains}
    for key, end in ends.items():
        others = (
            {one for one in chains if one in chains[key] or reach[one] & reach[key]} | reach[key]
            if key in chains
            else {one for one in chains if key in reach[one]}
        )
        end.same_as = frozenset({key, *(one for one in others if _coincide(end, ends[one]))})


def _may_be(ends: dict[str, End], key: str) -> list[str]:
    """What the file lets an unnamed entry be."""
    end = ends[key]
    given = candidates_of(end) or (end.record.may_be if isinstance(end.record, Agency) else None)
    if given is not None:
        return [one for one in given if one != key]
    return [one for one, other in ends.items() if one != key and _compatible(end, other)]


def _coincide(one: End, other: End) -> bool:
    return (one.unnamed or other.unnamed) and _compatible(one, other)


def _compatible(one: End, other: End) -> bool:
    cells, others = one.cells, other.cells
    return all(cells[name] & others[name] for name in _choices())


@cache
def _choices() -> tuple[str, ...]:
    """The fields of an agency that a source gives and that hold one value."""
    fields = shape("agencies").own.values()
    return tuple(one.name for one in fields if one.form is CHOICE and not one.derived)


def tie_candidates(ends: dict[str, End], *, derived: bool) -> None:
    """Give an entry that must be one of several what those have in common."""
    fields = [one for one in shape("agencies").own.values() if one.derived is derived]
    for end in ends.values():
        candidates = [ends[key].cells for key in candidates_of(end)]
        if not candidates:
            continue
        for field in fields:
            cells, name = [one[field.name] for one in candidates], field.name
            if field.form is CHOICE:
                joined = 0
                for cell in cells:
                    joined |= cell
                end.cells[name] = (end.cells[name] & joined) or end.cells[name]
            elif field.form is SET:
                shared = cells[0][0]
                for cell in cells:
                    shared &= cell[0]
                end.cells[name] = (end.cells[name][0] | shared, 0, ())


def candidates_of(end: End) -> tuple[str, ...]:
    """The entries of which an end must be one."""
    return end.record.is_among if isinstance(end.record, Agency) else ()


def may_coincide(one: End | None, other: End | None) -> bool:
    """Whether two ends are, or may turn out to be, the same."""
    if one is other:
        return True
    return one is not None and other is not None and one.kind == other.kind and str(other.id) in one.same_as


def least_apart(items: Sequence[T], weight: Callable[[T], int], alike: Callable[[T, T], bool]) -> int:
    """The most, by weight, that some of the items come to of which no two may be the same.

    However the rest turn out, there are at least so many. Beyond a few dozen items that hang
    together, only the heaviest of them is counted, which is less and never more.
    """
    groups: list[list[T]] = []
    for item in items:
        near = [group for group in groups if any(alike(item, one) for one in group)]
        groups = [group for group in groups if all(group is not one for one in near)]
        groups.append([item, *(one for group in near for one in group)])
    return sum(_heaviest(group, weight, alike) for group in groups)


_MANY = 24


def _heaviest(items: list[T], weight: Callable[[T], int], alike: Callable[[T, T], bool]) -> int:
    if len(items) > _MANY:
        return max(map(weight, items))
    if not items:
        return 0
    crowd = {id(one): sum(alike(one, other) for other in items) for one in items}
    worst = max(items, key=lambda one: crowd[id(one)])
    if crowd[id(worst)] == 1:
        return sum(map(weight, items))
    others = [one for one in items if one is not worst]
    apart = [one for one in others if not alike(worst, one)]
    return max(_heaviest(others, weight, alike), weight(worst) + _heaviest(apart, weight, alike))
