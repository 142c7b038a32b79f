"""What follows from what: the counted questions that must be answered yes where another one is.

Two questions are compared by what they ask alone, never by what a site has. Whether all that meets the one
meets the other is decided on the regions by which statements are compared with questions. Where that is
not certain, nothing follows.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from iomassess.engine.conditions import Some
from iomassess.engine.derived import DERIVED_FLAGS, NO, YES, definition, role_of
from iomassess.engine.records import NOBODY, blank, end_cells
from iomassess.engine.regions import Region, within
from iomassess.fields import CHOICE, ID, shape
from iomassess.selectors import Selector, Test
from iomassess.vocabulary import LinkKind


class Found(NamedTuple):
    """What there is once a question is answered yes: at least `number` of a kind, in some regions."""

    kind: str
    regions: tuple[Region, ...]
    distinct: str | None
    number: int


Key: TypeAlias = tuple[Any, ...]


def key(asked: Some) -> Key:
    """Equal for counts that ask the same, in whatever order they say it."""
    selector = asked.selector
    return selector.kind, frozenset(selector.key), asked.distinct, asked.at_least, asked.at_most


def following(questions: Sequence[Some]) -> tuple[tuple[int, ...], ...]:
    """For each question the places of the others that a yes to it answers with yes."""
    by_kind: dict[str, list[tuple[int, Some]]] = {}
    for place, one in enumerate(questions):
        by_kind.setdefault(one.selector.kind, []).append((place, one))
    following = []
    for own, one in enumerate(questions):
        found = tuple(_found(one))
        near = [
            pair for kind in dict.fromkeys(known.kind for known in found) for pair in by_kind.get(kind, ())
        ]
        following.append(
            tuple(sorted(place for place, other in near if place != own and _answers(found, other)))
        )
    return tuple(following)


def follows(one: Some, other: Some) -> bool:
    """Whether a yes to one question surely means a yes to another."""
    return key(one) == key(other) or _answers(tuple(_found(one)), other)


def _answers(found: Iterable[Found], asked: Some) -> bool:
    if asked.at_most is not None or _names(asked.selector):
        return False
    return any(
        known.kind == asked.selector.kind
        and known.distinct == asked.distinct
        and known.number >= asked.at_least
        and all(_surely(region, test) for test in asked.selector.tests for region in known.regions)
        for known in found
    )


def _surely(region: Region, test: Test) -> bool:
    """Whether whatever is in a region meets a constraint."""
    if test.form is CHOICE:
        return not (region.cell(test.part, test.name) or test.field.nothing) & ~test.allowed
    return region.outside(test) is None


def _names(selector: Selector) -> bool:
    return any(test.form is ID for test in selector.tests)


def _found(asked: Some) -> Iterator[Found]:
    """Everything that a yes to a question shows to be there."""
    selector, number = asked.selector, asked.at_least
    if asked.at_most is not None or number < 1 or selector.kind == "project" or _names(selector):
        return
    kind = selector.kind
    regions = [
        _with_derived(kind, inside)
        for region in _anything(kind, (selector.joins(1), selector.joins(2)))
        if (inside := within(region, selector.tests)) is not None
    ]
    if not regions:
        return
    yield from _counted(Found(kind, tuple(regions), asked.distinct, number))
    for part, join in enumerate(shape(kind).joins, start=1):
        if selector.joins(part) or kind in ("members", "links"):
            of_these = number if asked.distinct == join else 1
            yield from _end(kind, regions, part, of_these)
    if kind == "agencies":
        yield from _by_definition(regions, number if asked.distinct is None else 1)


def _counted(found: Found) -> Iterator[Found]:
    """The same things counted in the other ways in which their number is certain."""
    yield found
    kind, regions, distinct, number = found
    if distinct is not None:
        # a seat has one agency and one group, so that different ends need different seats
        apart = kind == "members" and distinct in shape(kind).joins
        yield Found(kind, regions, None, number if apart else 1)
    if kind in ("members", "links"):
        for join in shape(kind).joins:
            if join != distinct:
                yield Found(kind, regions, join, 1)


def _end(kind: str, regions: Sequence[Region], part: int, number: int) -> Iterator[Found]:
    """The agencies or groups at a join, and what must be there for them to be what they are."""
    kinds = {_end_kind(kind, region, part) for region in regions}
    if len(kinds) > 1:
        return
    ends = [_alone(region, part) for region in regions]
    (end_kind,) = kinds
    yield Found(end_kind, tuple(ends), None, number)
    if end_kind == "agencies":
        yield from _by_definition(ends, number)


def _end_kind(kind: str, region: Region, part: int) -> str:
    """Whether agencies or groups stand at a join; only what refers clients on is a group."""
    if kind == "links" and part == 1:
        return "groups" if region.cell(0, "kind") & _REFERS else "agencies"
    return shape(kind).joins[list(shape(kind).joins)[part - 1]][0]


def _alone(region: Region, part: int) -> Region:
    """One end of a record by itself."""
    return Region((region.parts[part],))


def _by_definition(agencies: Sequence[Region], number: int) -> Iterator[Found]:
    """The seats or referrals without which agencies would not be what they are derived to be."""
    for which in DERIVED_FLAGS:
        if any(region.cell(0, which) != YES for region in agencies):
            continue
        asked, part = definition(which)
        regions = [
            inside
            for agency in agencies
            for region in _anything(asked.kind, (True, True))
            if (inside := within(_placed(region, part, agency), asked.tests)) is not None
        ]
        join = list(shape(asked.kind).joins)[part - 1]
        for distinct in (join, None):  # each agency has a seat, or takes referrals, of its own
            yield Found(asked.kind, tuple(regions), distinct, number)
        other = 3 - part
        yield Found(asked.kind, tuple(regions), list(shape(asked.kind).joins)[other - 1], 1)
        if all(_end_kind(asked.kind, region, other) == "groups" for region in regions):
            yield Found("groups", tuple(_alone(region, other) for region in regions), None, 1)


def _placed(region: Region, part: int, agency: Region) -> Region:
    """A record one end of which is an agency of which something is known."""
    parts = list(region.parts)
    parts[part] = agency.parts[0]
    return Region(tuple(parts))


def _with_derived(kind: str, region: Region) -> Region:
    """A record with what its agency is derived to be, where the record itself is what that takes."""
    narrowed = region
    for which in DERIVED_FLAGS:
        asked, part = definition(which)
        if asked.kind == kind and all(_surely(region, test) for test in asked.tests):
            narrowed = narrowed.narrow(part, which, YES) or narrowed
    return narrowed


def _anything(kind: str, joined: tuple[bool, bool]) -> Iterator[Region]:
    """Every sort of record of a kind, of which nothing else is known."""
    agency, group, own = blank_end("agencies"), blank_end("groups"), blank(kind)
    if kind in ("agencies", "groups"):
        yield Region((blank_end(kind),))
    elif kind == "members":
        yield Region((own, agency, group))
    elif kind == "links":
        yield Region(({**own, "kind": _REFERS}, group, agency))
        yield Region(({**own, "kind": _OTHERS}, agency, agency))
    elif kind == "practices":
        yield Region((own, *(agency if one else NOBODY for one in joined)))
    else:
        yield Region((own,))


@cache
def blank_end(kind: str) -> dict[str, Any]:
    """The cells of an agency or a group of which nothing is known."""
    cells = end_cells(kind, None, None)
    if kind == "agencies":
        cells |= dict.fromkeys(DERIVED_FLAGS, YES | NO)
        cells["role"] = role_of(YES | NO, YES | NO)
    return cells


_KIND = shape("links").own["kind"]
_REFERS = _KIND.mask((LinkKind.REFERS_TO.value,))
_OTHERS = _KIND.full & ~_REFERS
