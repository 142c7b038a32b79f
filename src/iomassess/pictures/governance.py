"""The governance tree: which group reports to which, as far as that is recorded."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from iomassess.documents import Picture
from iomassess.particulars import Group
from iomassess.phrases import joined
from iomassess.pictures.legend import legend, stroke, swatch
from iomassess.pictures.rendering import render
from iomassess.pictures.scene import (
    HEAD,
    ROOM,
    SMALL,
    Block,
    Box,
    Line,
    Patch,
    Scene,
    Shape,
    arrow_head,
    flowing,
    framed,
    scene,
    stacked,
    written,
)
from iomassess.pictures.seats import state
from iomassess.results import Assessment

_ORDER = (
    ("strategic-oversight", "countywide"),
    ("strategic-oversight", "pioneer-site"),
    ("strategic-oversight", "local"),
    ("strategic-oversight", None),
    ("operational-management", None),
    ("service-delivery", None),
    (None, None),
)
_LEVELS = {
    "strategic-oversight": "Strategic oversight",
    "operational-management": "Operational management",
    "service-delivery": "Service delivery",
    None: "Level not known",
}
_TIERS = {"countywide": "countywide", "pioneer-site": "pioneer site", "local": "local"}
_PADDING, _GAP = 7.0, 8.0
_INDENT = 32.0
_DEEPEST = 340.0
"""What indents may take in all."""


def governance(assessment: Assessment) -> Picture:
    """Draw a site's groups and reporting lines."""
    return render(place_governance(assessment))


def place_governance(assessment: Assessment) -> Scene:
    """The governance tree before it is drawn."""
    site = assessment.site
    groups = assessment.background.groups if assessment.background else ()
    nodes = list(_walk(sorted(groups, key=_rank)))
    joined = [node for node in nodes if node.joined]
    alone = [node.group for node in nodes if not node.joined]
    parts: list[Block] = []
    if joined:
        parts.append(_tree(joined, groups))
    if alone:
        parts.append(_alone(alone, titled=bool(joined)))
    if not groups:
        parts.append(written("No group is recorded.", ROOM))
    parts.append(_legend())
    title = f"Groups and reporting lines: {site.name}"
    told = " ".join(_told(groups)) or "No group is recorded."
    return scene(f"governance-{site.id}-{site.wave}", title, told, stacked(parts, 2 * _GAP))


def _told(groups: Sequence[Group]) -> Iterator[str]:
    names = {group.id: group.name for group in groups}
    for group in groups:
        above = [names[one] for one in group.reports_to if one in names]
        if above:
            yield f"{group.name} reports to {joined(above)}."
    below = {one for group in groups for one in group.reports_to}
    alone = [group.name for group in groups if not group.reports_to and group.id not in below]
    if alone:
        yield f"No reporting line is recorded for {joined(alone)}."


def _rank(group: Group) -> int:
    place = (group.level, group.tier if group.level == "strategic-oversight" else None)
    return _ORDER.index(place) if place in _ORDER else len(_ORDER)


class Node(NamedTuple):
    """A group in the tree: how deep, and under which other, by id."""

    group: Group
    depth: int
    under: str | None
    joined: bool
    """Whether a reporting line leads to or from it."""


def _walk(groups: Sequence[Group]) -> Iterator[Node]:
    """Every group once, below the first to which it reports; a circle is cut at its first group."""
    known = {group.id: group for group in groups}
    above = {
        group.id: [one for one in group.reports_to if one in known and one != group.id] for group in groups
    }
    below: dict[str, list[Group]] = {group.id: [] for group in groups}
    for group in groups:
        for one in above[group.id][:1]:
            below[one].append(group)
    seen: set[str] = set()
    heads = [group for group in groups if not above[group.id]]
    for head in (*heads, *groups):
        waiting: list[tuple[Group, int, str | None]] = [(head, 0, None)]
        while waiting:
            group, depth, under = waiting.pop()
            if group.id not in seen:
                seen.add(group.id)
                yield Node(group, depth, under, bool(above[group.id] or below[group.id]))
                waiting += [(one, depth + 1, group.id) for one in reversed(below[group.id])]


# -- in place


def _tree(nodes: Sequence[Node], groups: Sequence[Group]) -> Block:
    """Each group under the one to which it reports, with a line up to it."""
    names = {group.id: group.name for group in groups}
    indent = min(_INDENT, _DEEPEST / max(1, *(node.depth for node in nodes)))
    places: dict[str, Box] = {}
    shapes: list[Shape] = []
    y = 0.0
    for node in nodes:
        x = node.depth * indent
        y += 2 * _GAP if places else 0
        box = _box(node.group, _WIDEST - x, _further(node, names))
        shapes += box.at(x, y)
        places[node.group.id] = Box(x, y, box.width, box.height, "group")
        if node.under is not None:
            shapes += _connector(node.group, places[node.under], places[node.group.id], indent)
        y += box.height
    return Block(tuple(shapes), ROOM, y)


_WIDEST = 560.0
"""Where boxes of the tree end."""


def _connector(group: Group, above: Box, box: Box, indent: float) -> tuple[Line, Patch]:
    x, y = above.x + indent / 2, box.y + 16
    tip = (x, above.y + above.height)
    look = "reports" if group.in_place else "reports-not-in-place"
    return Line(((box.x, y), (x, y), tip), look), arrow_head(tip, (0, -1), "head")


def _further(node: Node, names: dict[str, str]) -> tuple[str, ...]:
    """The groups to which it reports besides, for which no line is drawn."""
    others = (one for one in node.group.reports_to if one not in (node.under, node.group.id))
    return tuple(names[one] for one in dict.fromkeys(others) if one in names)


def _box(group: Group, room: float, further: Sequence[str] = ()) -> Block:
    inside = room - 2 * _PADDING
    told = [_placed(group), _seated(group)]
    if further:
        told.append(f"reports also to {joined(further)}")
    notes = [written(text, inside, SMALL, ink="quiet") for text in told]
    content = stacked([written(group.name, inside, bold=True), *notes], 1)
    return framed(content, f"group{state(group.in_place)}", room, _PADDING)


def _placed(group: Group) -> str:
    level = _LEVELS.get(group.level, "Level not known")
    tier = (
        f", {_TIERS.get(group.tier or '', 'tier not known')}" if group.level == "strategic-oversight" else ""
    )
    return f"{level}{tier}{'' if group.in_place else f'; {group.status}'}"


def _seated(group: Group) -> str:
    """The Third Sector's seats on a group, in words."""
    if not group.seats:
        return "no members" if group.complete else "members not recorded"
    third = [seat for seat in group.seats if seat.sector == "third"]
    named = [seat.name if seat.in_place else f"{seat.name}, {seat.status}" for seat in third]
    return f"Third Sector: {'; '.join(named) or 'none recorded'}"


def _alone(groups: Sequence[Group], *, titled: bool) -> Block:
    """The groups of which nobody says to whom they report."""
    wide = (ROOM - _GAP) / 2
    head = "No reporting line recorded" if titled else "No reporting line is recorded for any group"
    boxes = flowing([_box(group, wide) for group in groups], ROOM, _GAP)
    return stacked([written(head, ROOM, HEAD, bold=True), boxes], _GAP)


def _legend() -> Block:
    return legend(
        [
            (swatch("group"), "group in place"),
            (swatch("group-not-in-place"), "not in place"),
            (swatch("group-not-settled"), "not known whether in place"),
            (stroke("reports", "head"), "reports to"),
        ]
    )
