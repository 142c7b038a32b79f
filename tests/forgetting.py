"""Ways of forgetting part of a site: a field, a statement, or a record and what it completes."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial

from completions import Chooser
from oracle import Json

REQUIRED = ("name", "unnamed", "kind", "agency", "from", "to", "between", "members")
"""What a record cannot do without."""


def forget(site: Json, choose: Chooser) -> Json:
    """The site without one field, one statement, or one record and what it makes complete."""
    less = deepcopy(site)
    said = _forgettable_statements(less)
    edits = [*_forgettable_fields(less), *said, *said, *_forgettable_records(less)]
    if edits:
        choose.pick(edits)()
    return less


def _forgettable_fields(site: Json) -> Iterator[Callable[[], object]]:
    """Each optional field; not those whose default says more than they do."""
    for kind, record in _every_record(site):
        for name, value in record.items():
            if name in {*REQUIRED, "complete"} or (name == "status" and _may_be_absent(value)):
                continue
            if name == "status" and kind != "barriers":
                yield partial(record.__setitem__, name, "unknown")
            else:
                yield partial(record.pop, name)
        if "status" not in record and kind in {"groups", "members", "links", "practices"}:
            yield partial(record.__setitem__, "status", "unknown")


def _may_be_absent(status: Json) -> bool:
    return isinstance(status, dict) and "absent" in status.get("one_of", ())


def _forgettable_statements(site: Json) -> Iterator[Callable[[], object]]:
    for word in ("complete", "absent"):
        for place in range(len(site[word])):
            yield partial(site[word].pop, place)
    for group in site["groups"].values():
        if "complete" in group:
            yield partial(group.pop, "complete")


def _forgettable_records(site: Json) -> Iterator[Callable[[], object]]:
    for kind in ("links", "practices", "barriers"):
        for record in site[kind]:
            yield partial(_forget_record, site, kind, site[kind], record)
    for group in site["groups"].values():
        for member in group["members"]:
            yield partial(_forget_member, site, group, member)
    for name in site["agencies"]:
        yield partial(_forget_agency, site, name)
    for name in site["groups"]:
        yield partial(_forget_group, site, name)


def _forget_record(site: Json, kind: str, records: list[Json], record: Json) -> None:
    records[:] = [other for other in records if other is not record]
    _reopen(site, kind, record)


def _forget_member(site: Json, group: Json, member: Json) -> None:
    _forget_record(site, "members", group["members"], member)
    group.pop("complete", None)


def _forget_agency(site: Json, name: str) -> None:
    """Forget an agency and everything that is recorded of it."""
    for group in site["groups"].values():
        for member in [one for one in group["members"] if one["agency"] == name]:
            _forget_member(site, group, member)
    for link in [*site["links"]]:
        if name in (link.get("from"), link.get("to"), *link.get("between", ())):
            _forget_record(site, "links", site["links"], link)
    for record in (*site["practices"], site.get("project", {})):
        for role in ("by", "with", "lead"):
            if name in record.get(role, ()):
                record[role].remove(name)
    _reopen(site, "agencies", site["agencies"].pop(name))
    _forget_sameness(site, name)
    _unsay(site, name)


def _forget_sameness(site: Json, name: str) -> None:
    """Forget which entries an unnamed one may be, where one of those is forgotten."""
    for entry in site["agencies"].values():
        for word in ("may_be", "is_among"):
            if name in entry.get(word, ()):
                del entry[word]


def _forget_group(site: Json, name: str) -> None:
    """Forget a group, its members and its links."""
    group = site["groups"][name]
    for member in [*group["members"]]:
        _forget_member(site, group, member)
    for link in [*site["links"]]:
        if link.get("from") == name:
            _forget_record(site, "links", site["links"], link)
    _reopen(site, "groups", site["groups"].pop(name))
    _unsay(site, name)


def _reopen(site: Json, kind: str, record: Json) -> None:
    """Forget that lists are complete which a forgotten record may have been on."""
    site["complete"] = [
        statement
        for statement in site["complete"]
        if kind not in statement or _rules_out(statement[kind], record)
    ]


def _rules_out(selector: Json, record: Json) -> bool:
    """Whether a record says of one of its own fields that it is not what a selector asks for."""
    for path, wanted in selector.items():
        known = record.get(path)
        choices = wanted if isinstance(wanted, list) else [wanted]
        definite = isinstance(known, str | bool) and known != "unknown" and path != "status"
        if definite and known not in choices:
            return True
    return False


def _unsay(site: Json, name: str) -> None:
    """Forget the statements that speak of a record that is no longer there."""
    for word in ("complete", "absent"):
        site[word] = [one for one in site[word] if not _names(next(iter(one.values())), name)]


def _names(selector: Json, name: str) -> bool:
    ids = [selector[path] for path in ("id", "agency", "group", "from", "to") if path in selector]
    return any(name in (wanted if isinstance(wanted, list) else [wanted]) for wanted in ids)


def _every_record(site: Json) -> Iterator[tuple[str, Json]]:
    for kind in ("agencies", "groups"):
        yield from ((kind, record) for record in site[kind].values())
    for group in site["groups"].values():
        yield from (("members", member) for member in group["members"])
    for kind in ("links", "practices", "barriers"):
        yield from ((kind, record) for record in site[kind])
