"""A site without the facts that rest only on certain passages, so that a claim cannot confirm itself."""

from collections.abc import Collection
from typing import Any, TypeVar

from iomassess.site import Barrier, Group, Link, Member, Model, OneOf, Practice, Record, Site, Statement
from iomassess.vocabulary import Status

R = TypeVar("R", bound=Record)
M = TypeVar("M", bound=Model)

_KEPT = frozenset({"name", "unnamed", "number", "may_be", "is_among", "members", "reports_to", "complete"})
"""What an agency or a group keeps: its being there is needed by whatever speaks of it."""

_NAMING = frozenset({"name", "unnamed", "members"})
"""What an entry keeps even where a passage is cited for just that."""

_MAKING = frozenset({"kind", "agency", "from", "to", "between"})
"""Fields without which a seat, link, practice or barrier is not the one that it is."""

_ANY_OR_NONE = OneOf[Status](one_of=tuple(one for one in Status if one is not Status.UNKNOWN))
"""Of something that may not exist at all, nothing more is known; `unknown` would say that it does."""


def set_aside(site: Site, citations: Collection[str]) -> Site:
    """Leave out what only these citations say, and the lists that can no longer be called complete.

    An agency, a group or the project stays, without the fields that rest on them; a seat, link, practice,
    barrier or statement goes. A list of which something went is no longer complete.
    """
    cited = frozenset(citations)
    groups = {key: _group(group, cited) for key, group in site.groups.items()}
    lists: dict[str, Any] = {
        name: tuple(_rest(one, cited) for one in getattr(site, name) if not rests_on(one, cited))
        for name in ("links", "practices", "barriers")
    }
    shortened = {name for name, kept in lists.items() if len(kept) < len(getattr(site, name))}
    if any(len(groups[key].members) < len(group.members) for key, group in site.groups.items()):
        shortened.add("members")
    return site.model_copy(
        update={
            "project": _fields_of(site.project, cited) if site.project else None,
            "agencies": {key: _fields_of(one, cited) for key, one in site.agencies.items()},
            "groups": groups,
            **lists,
            "complete": tuple(
                one for one in site.complete if not rests_on(one, cited) and not _speaks_of(one, shortened)
            ),
            "absent": tuple(one for one in site.absent if not rests_on(one, cited)),
        }
    )


def rests_on(record: Record, cited: Collection[str]) -> bool:
    """Whether a record, or what makes it the one that it is, cites nothing else; uncited it is kept."""
    evidence = record.evidence
    if not isinstance(evidence, dict):
        return bool(evidence) and set(evidence) <= set(cited)
    gone = {name for name, some in evidence.items() if some and set(some) <= set(cited)}
    if isinstance(record, Barrier | Link | Member | Practice) and not _MAKING.isdisjoint(gone):
        return True
    return bool(gone) and gone == {name for name, some in evidence.items() if some}


def _group(group: Group, cited: frozenset[str]) -> Group:
    """A group without the seats and fields that rest on the citations."""
    members = tuple(_rest(one, cited) for one in group.members if not rests_on(one, cited))
    rest = _fields_of(group, cited)
    complete = None if len(members) < len(group.members) or rests_on(group, cited) else rest.complete
    return rest.model_copy(update={"members": members, "complete": complete})


def _rest(record: R, cited: frozenset[str]) -> R:
    """A record without the fields that rest only on the citations."""
    if not isinstance(record.evidence, dict):
        return record
    gone = [name for name, some in record.evidence.items() if some and set(some) <= cited]
    return _blank(record, [name for name in gone if name not in _NAMING])


def _fields_of(record: R, cited: frozenset[str]) -> R:
    """An agency or group: without all of its fields, or those that rest on the citations."""
    if rests_on(record, cited):
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
            update[own] = _unknown(getattr(record, own)) if own == "status" else fields[own].get_default()
    update.pop("evidence", None)
    return record.model_copy(update=update) if update else record


def _unknown(status: Any) -> Any:
    """A status of which nothing is known; whether the thing exists stays open where it was."""
    may_be_absent = status == Status.ABSENT or (isinstance(status, OneOf) and Status.ABSENT in status.one_of)
    return _ANY_OR_NONE if may_be_absent else "unknown"


def _speaks_of(statement: Statement, kinds: Collection[str]) -> bool:
    return any(getattr(statement, kind) is not None for kind in kinds)
