"""Dotted paths by which one part of a site file points at another."""

from typing import Any

from iomassess.source import Loc


def find_path(values: Any, path: str) -> Loc | None:
    """Find the place of a dotted path; a list item goes by number or by a word of its own.

    `groups.team.members.police.staff`, `links.3.status` and `practices.mapping` are paths.
    """
    found: list[str | int] = []
    for segment in path.split("."):
        if isinstance(values, dict) and segment in values:
            found.append(segment)
            values = values[segment]
        elif isinstance(values, list):
            index = _item(values, segment)
            if index is None:
                return None
            found.append(index)
            values = values[index]
        else:
            return None
    return tuple(found)


def _item(values: list[Any], segment: str) -> int | None:
    if segment.isascii() and segment.isdigit() and len(segment) < 10:
        return int(segment) if int(segment) < len(values) else None
    named = [
        index
        for index, value in enumerate(values)
        if isinstance(value, dict) and segment in (value.get("agency"), value.get("kind"))
    ]
    return named[0] if len(named) == 1 else None
