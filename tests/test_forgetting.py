"""Forgetting anything that a bundled site file says raises no level shown and rules nothing new out."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TypeAlias

import pytest

from iomassess.framework.reading import Criterion, load_framework
from iomassess.levels import climb, reach, reached
from iomassess.loading import load_facts
from iomassess.places import bundled, frameworks
from iomassess.source import Source, read

Values: TypeAlias = dict[str, Any]
Levels: TypeAlias = dict[str, tuple[int, int]]

SITES = sorted(bundled("sites").glob("*.yaml"))
CHUNKS = 12
"""Parts into which the things to forget are split, so that they can be tried side by side."""
WALKS = 2
"""Sites that are forgotten bit by bit, in random order."""
STEPS = 40

REQUIRED = frozenset({"name", "unnamed", "kind", "agency", "from", "to", "between", "members"})
"""What a record cannot do without; members are forgotten one by one."""
PROSE = frozenset({"evidence", "inferred", "note", "what", "strategy", "because"})
"""What only readers read; it is forgotten all at once."""
AT_LEAST_THESE = frozenset({"pathways", "rooted_in", "offender_groups", "income", "origin", "by", "with"})
"""Lists that may be longer than the file has them, so that an item can be forgotten."""
WITH_STATUS = frozenset({"groups", "members", "links", "practices"})
"""Kinds of which a record without a status is in place."""


class Forgetting(NamedTuple):
    """Something that a file could not have said, and how to unsay it."""

    what: str
    unsay: Callable[[Values], None]


@cache
def said(path: Path) -> Source:
    """A site as its file has it, without what levels do not rest on and paths that would dangle."""
    source = read(path)
    return source._replace(values={key: one for key, one in source.values.items() if key != "conflicts"})


def levels(values: Values, source: Source) -> Levels:
    facts = load_facts(Source(source.name, source.text, values, source.mark))
    return {criterion.id: reach(criterion, facts) for criterion in criteria()}


@cache
def criteria() -> list[Criterion]:
    return [criterion for folder in frameworks() for criterion in load_framework(folder).criteria]


@cache
def levels_of(path: Path) -> Levels:
    return levels(said(path).values, said(path))


# -- what can be forgotten


def forgettings(values: Values) -> list[Forgetting]:
    """Every field, list item, statement and record of a site, but for prose."""
    return [*_fields(values), *_statements(values), *_records(values)]


def _fields(values: Values) -> Iterator[Forgetting]:
    for kind, place in _every_record(values):
        record = _at(values, place)
        shown = ".".join(map(str, place))
        for name, value in record.items():
            if name in PROSE:
                continue
            if name in AT_LEAST_THESE:
                for index in range(len(value)):
                    yield Forgetting(f"{shown}.{name}.{index}", partial(_drop, place=(*place, name, index)))
            if name == "status" and kind in WITH_STATUS:
                if value != "unknown" and "absent" not in str(value):  # unknown says that it is there
                    yield Forgetting(f"{shown}.status", partial(_put_unknown, place=place))
            elif name not in REQUIRED or (kind in {"project", "practices"} and name == "name"):
                yield Forgetting(f"{shown}.{name}", partial(_drop, place=(*place, name)))
        if kind in WITH_STATUS and "status" not in record:
            yield Forgetting(f"{shown}, that it is in place", partial(_put_unknown, place=place))


def _every_record(values: Values) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    if "project" in values:
        yield "project", ("project",)
    for key in values.get("agencies", ()):
        yield "agencies", ("agencies", key)
    for key, group in values.get("groups", {}).items():
        yield "groups", ("groups", key)
        for index in range(len(group.get("members", ()))):
            yield "members", ("groups", key, "members", index)
    for kind in ("links", "practices", "barriers"):
        for index in range(len(values.get(kind, ()))):
            yield kind, (kind, index)


def _statements(values: Values) -> Iterator[Forgetting]:
    for word in ("complete", "absent"):
        for index in range(len(values.get(word, ()))):
            yield Forgetting(f"{word}.{index}", partial(_drop, place=(word, index)))


def _records(values: Values) -> Iterator[Forgetting]:
    for kind, place in _every_record(values):
        if kind != "project":
            shown = ".".join(map(str, place))
            yield Forgetting(f"{shown} and its closures", partial(_FORGET[kind], place=place))
    if "project" in values:
        yield Forgetting("project", partial(_drop, place=("project",)))


def _forget_member(values: Values, place: tuple[str | int, ...]) -> None:
    _open(values, "members")
    values["groups"][place[1]].pop("complete", None)
    _drop(values, place)


def _forget_listed(values: Values, place: tuple[str | int, ...]) -> None:
    _open(values, str(place[0]))
    _drop(values, place)


def _forget_group(values: Values, place: tuple[str | int, ...]) -> None:
    _, key = place
    _open(values, "groups", "members")
    _drop(values, place)
    for group in values["groups"].values():
        group["reports_to"] = [one for one in group.get("reports_to", ()) if one != key]
    _keep_links(values, lambda link: link.get("from") != key)
    _unmention(values, key)


def _forget_agency(values: Values, place: tuple[str | int, ...]) -> None:
    _, key = place
    _open(values, "agencies")
    _drop(values, place)
    for other in values["agencies"].values():
        if key in other.get("is_among", ()):
            del other["is_among"]  # fewer candidates would say more
        if key in other.get("may_be", ()):
            other["may_be"].remove(key)
    for group in values.get("groups", {}).values():
        seats = [member for member in group.get("members", ()) if member["agency"] != key]
        if len(seats) < len(group.get("members", ())):
            _open(values, "members")
            group.pop("complete", None)
            group["members"] = seats
    _keep_links(values, lambda link: key not in (link.get("from"), link.get("to"), *link.get("between", ())))
    for practice in values.get("practices", ()):
        for end in ("by", "with"):
            practice[end] = [one for one in practice.get(end, ()) if one != key]
    _leave_project(values, key)
    _unmention(values, key)


def _keep_links(values: Values, kept: Callable[[Values], bool]) -> None:
    links = [link for link in values.get("links", ()) if kept(link)]
    if len(links) < len(values.get("links", ())):
        _open(values, "links")
        values["links"] = links


def _leave_project(values: Values, key: str | int) -> None:
    project, fieldwork = values.get("project", {}), values.get("fieldwork", {})
    for part, name in ((project, "lead"), (fieldwork, "took_part")):
        if name in part:
            part[name] = [one for one in part[name] if one != key]
    if "funding" in project:
        project["funding"] = [one for one in project["funding"] if one.get("by") != key]


def _unmention(values: Values, key: str | int) -> None:
    """Let no statement speak of something by its id; one that spoke of nothing else goes."""
    for word in ("complete", "absent"):
        kept = []
        for statement in values.get(word, ()):
            kind = _kind(statement)
            asked = {
                name: [one for one in value if one != key] if isinstance(value, list) else value
                for name, value in statement[kind].items()
            }
            if key not in asked.values() and [] not in asked.values():
                kept.append({**statement, kind: asked})
        values[word] = kept


_FORGET: dict[str, Callable[..., None]] = {
    "agencies": _forget_agency,
    "groups": _forget_group,
    "members": _forget_member,
    "links": _forget_listed,
    "practices": _forget_listed,
    "barriers": _forget_listed,
}


def _open(values: Values, *kinds: str) -> None:
    """Take back that all records of these kinds are listed."""
    values["complete"] = [one for one in values.get("complete", ()) if _kind(one) not in kinds]


def _kind(statement: Values) -> str:
    kinds = {"agencies", "groups", "members", "links", "practices", "barriers"}
    (kind,) = kinds & statement.keys()
    return kind


def _drop(values: Values, place: tuple[str | int, ...]) -> None:
    del _at(values, place[:-1])[place[-1]]


def _put_unknown(values: Values, place: tuple[str | int, ...]) -> None:
    _at(values, place)["status"] = "unknown"


def _at(values: Any, place: tuple[str | int, ...]) -> Any:
    for segment in place:
        values = values[segment]
    return values


# -- the promise


def without(values: Values, forgotten: Forgetting) -> Values:
    less = deepcopy(values)
    forgotten.unsay(less)
    return less


def broken(what: str, before: Levels, after: Levels) -> list[str]:
    """The criteria of which more is shown, or less is possible, than before."""
    return [
        f"without {what}: {criterion} goes from {before[criterion]} to {(evidenced, possible)}"
        for criterion, (evidenced, possible) in after.items()
        if evidenced > before[criterion][0] or possible < before[criterion][1]
    ]


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_forgetting_one_thing_neither_raises_nor_rules_out_a_level(path: Path, chunk: int) -> None:
    source = said(path)
    for forgotten in forgettings(source.values)[chunk::CHUNKS]:
        less = levels(without(source.values, forgotten), source)
        assert broken(forgotten.what, levels_of(path), less) == []


@pytest.mark.parametrize("seed", range(WALKS))
@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_forgetting_one_thing_after_another_only_ever_opens(path: Path, seed: int) -> None:
    source, choose = said(path), Random(seed)  # noqa: S311  nothing is secret here
    values, before = source.values, levels_of(path)
    for _ in range(STEPS):
        forgotten = choose.choice(forgettings(values))
        values = without(values, forgotten)
        after = levels(values, source)
        assert broken(forgotten.what, before, after) == []
        before = after


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_there_are_hundreds_of_things_to_forget(path: Path) -> None:
    values = said(path).values
    found = forgettings(values)
    assert len(found) > 200
    assert len({one.what for one in found}) == len(found)
    changed = [one.what for one in found if without(values, one) == values]
    assert changed == []


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_the_quick_way_to_a_level_comes_to_the_same_as_judging_every_rung(path: Path) -> None:
    facts = load_facts(said(path))
    for criterion in criteria():
        truths = [outcome.truth for outcome in climb(criterion, facts)]
        assert reached(truths) == levels_of(path)[criterion.id]


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_no_level_rests_on_prose(path: Path) -> None:
    source = said(path)
    less = without_prose({key: one for key, one in source.values.items() if key != "benefits"})
    assert less != source.values
    assert levels(less, source) == levels_of(path)


def without_prose(values: Any) -> Any:
    if isinstance(values, dict):
        return {key: without_prose(one) for key, one in values.items() if key not in PROSE}
    return [without_prose(one) for one in values] if isinstance(values, list) else values


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_a_site_of_which_all_is_forgotten_is_open_from_none_to_full(path: Path) -> None:
    source = said(path)
    head = {key: source.values[key] for key in ("format", "id", "name", "wave", "as_of")}
    assert set(levels(head, source).values()) == {(0, 4)}


def test_conflicts_do_not_bear_on_levels() -> None:
    for path in SITES:
        assert levels(read(path).values, said(path)) == levels_of(path)
