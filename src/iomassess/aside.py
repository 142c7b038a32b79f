"""A site without the facts that rest only on certain passages, so that a claim cannot confirm itself."""

from collections.abc import Collection
from typing import Any, TypeVar

from iomassess.site import Group, Model, Record, Site, Statement

R = TypeVar("R", bound=Record)
M = TypeVar("M", bound=Model)

_KEPT = frozenset({"name", "unnamed", "number", "may_be", "is_among", "members", "reports_to", "complete"})
"""What an agency or a group keeps: its being there is needed by whatever speaks of it."""


def set_aside(site: Site, citations: Collection[str]) -> Site:
    """Leave out what only these citations say, and the lists that can no longer be called complete.

    An agency or group stays, without the fields that rest on them; a seat, link, practice, barrier
    or statement goes. A list of which something went is no longer complete.
    """
    cited = frozenset(citations)
    groups = {key: _group(group, cited) for key, group in site.groups.items()}
    lists: dict[str, Any] = {
        name: tuple(_rest(one, cited) for one in getattr(site, name) if not _only(one, cited))
        for name in ("links", "practices", "barriers")
    }
    shortened = {name for name, kept in lists.items() if len(kept) < len(getattr(site, name))}
    if any(len(groups[key].members) < len(group.members) for key, group in site.groups.items()):
        shortened.add("members")
    return site.model_copy(
        update={
            "agencies": {key: _fields_of(one, cited) for key, one in site.agencies.items()},
            "groups": groups,
            **lists,
            "complete": tuple(
                one for one in site.complete if not _only(one, cited) and not _speaks_of(one, shortened)
            ),
            "absent": tuple(one for one in site.absent if not _only(one, cited)),
        }
    )


def _group(group: Group, cited: frozenset[str]) -> Group:
    """A group without the seats and fields that rest on the citations."""
    members = tuple(_rest(one, cited) for one in group.members if not _only(one, cited))
    complete = group.complete if len(members) == len(group.members) else None
    if _only(group, cited):
        complete = None
    return _fields_of(group, cited).model_copy(update={"members": members, "complete": complete})


def _only(record: Record, cited: frozenset[str]) -> bool:
    """Whether everything a record cites is among the citations; one without sources is kept."""
    evidence = record.evidence
    if isinstance(evidence, dict):
        return bool(evidence) and all(set(some) <= cited for some in evidence.values())
    return bool(evidence) and set(evidence) <= cited


def _rest(record: R, cited: frozenset[str]) -> R:
    """A record without the fields that rest only on the citations."""
    if not isinstance(record.evidence, dict):
        return record
    gone = [name for name, some in record.evidence.items() if some and set(some) <= cited]
    return _blank(record, gone)


def _fields_of(record: R, cited: frozenset[str]) -> R:
    """An agency or group: without all of its fields, or those that rest on the citations."""
    if _only(record, cited):
        return _blank(record, [name for name in type(record).model_fields if name not in _KEPT])
    return _rest(record, cited)


def _blank(record: M, names: Collection[str]) -> M:
    """A record with some fields as if they had been left out; a status is then unknown."""
    fields = type(record).model_fields
    attributes = {info.alias or name: name for name, info in fields.items()}
    update: dict[str, Any] = {}
    for name in names:
        own = attributes.get(name, name)
        if own in fields and not fields[own].is_required():
            update[own] = "unknown" if own == "status" else fields[own].get_default()
    update.pop("evidence", None)
    return record.model_copy(update=update) if update else record


def _speaks_of(statement: Statement, kinds: Collection[str]) -> bool:
    return any(getattr(statement, kind) is not None for kind in kinds)
