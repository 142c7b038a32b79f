"""Walks over a site: its records, its texts, and the fields of a record by their names in the file."""

from collections.abc import Iterator
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
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if value is not None and value not in ((), {}):
            yield info.alias or name, value


def texts(values: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Every text of a file, with its place; keys are none."""
    if isinstance(values, str):
        yield loc, values
    elif isinstance(values, dict):
        for key, value in values.items():
            yield from texts(value, (*loc, key))
    elif isinstance(values, list):
        for index, value in enumerate(values):
            yield from texts(value, (*loc, index))
