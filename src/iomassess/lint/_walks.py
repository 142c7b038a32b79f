"""Walks over a site: its records, its texts, and the fields of a record by their names in the file."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from iomassess.site import Model, Record, Site
from iomassess.source import Loc


def records(site: Site) -> Iterator[tuple[Loc, Record]]:
    """Every record that evidence may stand on, with its place."""
    if site.project is not None:
        yield ("project",), site.project
        for index, funding in enumerate(site.project.funding):
            yield ("project", "funding", index), funding
    if site.fieldwork is not None:
        yield ("fieldwork",), site.fieldwork
    for key, agency in site.agencies.items():
        yield ("agencies", key), agency
    for key, group in site.groups.items():
        yield ("groups", key), group
        for index, member in enumerate(group.members):
            yield ("groups", key, "members", index), member
    for name in ("links", "practices", "barriers", "benefits", "drivers", "complete", "absent"):
        for index, record in enumerate(getattr(site, name)):
            yield (name, index), record


def written(record: Model) -> Iterator[tuple[str, Any]]:
    """The fields that a record gives a value, by their names in the file, in the order of the format."""
    given = record.__dict__
    for name, shown in _names(type(record)):
        value = given[name]
        if value is not None and value not in ((), {}):
            yield shown, value


@cache
def _names(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """The fields of a model, each with its name in the file."""
    return tuple((name, info.alias or name) for name, info in model.model_fields.items())


def texts(values: Any) -> list[tuple[Loc, str]]:
    """Every text of a file, with its place, in no particular order; keys are none."""
    found: list[tuple[Loc, str]] = []
    left: list[tuple[Loc, Any]] = [((), values)]
    while left:
        loc, inside = left.pop()
        for segment, value in inside.items() if type(inside) is dict else enumerate(inside):
            kind = type(value)
            if kind is str:
                found.append(((*loc, segment), value))
            elif kind is dict or kind is list:
                left.append(((*loc, segment), value))
    return found
