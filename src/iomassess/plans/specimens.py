"""The smallest sites that an action could be about, to see whether what it sets is sound."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from iomassess.engine.facts import Facts
from iomassess.engine.matching import meets
from iomassess.fields import Form, field_of
from iomassess.loading import load_facts
from iomassess.problems import InvalidSource, Problem
from iomassess.selectors import read_selector, refuse
from iomassess.source import Loc, Mark, Source

NOT_SET = {
    "agencies": ("evidence", "inferred", "unnamed", "number", "may_be", "is_among"),
    "groups": ("evidence", "inferred", "complete", "reports_to", "members"),
    "members": ("evidence", "inferred"),
    "links": ("evidence", "inferred"),
    "practices": ("evidence", "inferred"),
}
"""What an action cannot make so: nobody found it, it is not done, or it stands elsewhere."""


def mistakes(source: Source, key: str) -> Iterator[Problem]:
    """What a site file with the facts of an action would be refused for, at the action's own places.

    Whether the ids stand for something is not looked at.
    """
    places = source.values["actions"][key].get("for", {})
    new = [name for name, place in places.items() if isinstance(place.get("else"), dict)]
    told: dict[Problem, None] = {}
    for added, alone in (([], False), (new, False), (new, True)) if new else (([], False),):
        specimen = _specimen(source, key, added, alone=alone)
        try:
            facts = load_facts(specimen.source)
        except InvalidSource as error:
            told |= dict.fromkeys(specimen.told(one) for one in error.problems if not specimen.asked(one))
        else:
            told |= dict.fromkeys(one for name in added for one in _unlike(source, key, name, facts))
    yield from told


class _Specimen(NamedTuple):
    """A small site, and where in the action's file its parts stand."""

    source: Source
    origins: Mapping[Loc, Loc]

    def asked(self, problem: Problem) -> bool:
        """Whether it is told already: of what asks for agencies and groups, of an id, of an empty field."""
        if problem.rule.startswith("reference/") or problem.rule == "schema/no-value":
            return True
        last = self.told(problem).where.split(".")
        return problem.rule.startswith("schema/") and last[2:3] == ["for"] and last[4:5] != ["else"]

    def told(self, problem: Problem) -> Problem:
        """A problem of the site as one of the action."""
        where, subject = problem.where, problem.subject
        for own, origin in sorted(self.origins.items(), key=lambda pair: -len(pair[0])):
            below, above = ".".join(map(str, own)), ".".join(map(str, origin))
            if problem.within(own):
                where = above + problem.where[len(below) :]
                subject = above + problem.subject[len(below) :]
                break
        return problem._replace(where=where, subject=subject)


_HEAD = {"format": "iomassess/site/1", "id": "specimen", "name": "?", "wave": "?", "as_of": "2009"}


def _specimen(source: Source, key: str, added: list[str], *, alone: bool) -> _Specimen:
    """A site with an agency or a group for each name, and what the action makes so of them.

    What is added can stand there `alone`, as its own fields have it.
    """
    action = source.values["actions"][key]
    here: Loc = ("actions", key)
    sets: Mapping[str, Any] = action["sets"]
    values: dict[str, Any] = {**_HEAD, "agencies": {}, "groups": {}}
    origins: dict[Loc, Loc] = {}
    for name, place in action.get("for", {}).items():
        kind = "groups" if place.get("groups") is not None else "agencies"
        base, at = _asked(kind, place.get(kind) or {}), (*here, "for", name, kind)
        if name in added:
            base, at = place["else"], (*here, "for", name, "else")
        given = {} if alone and name in added else sets.get(kind, {}).get(name, {})
        record = {
            "name": name,
            **{field: value for field, value in {**base, **given}.items() if field not in NOT_SET[kind]},
        }
        own = (kind, name)
        origins[own] = (*here, "sets", kind, name) if given else at
        origins |= {(*own, field): (*at, field) for field in base}
        origins |= {(*own, field): (*here, "sets", kind, name, field) for field in given}
        if kind == "groups" and name in sets.get("members", {}):
            record["members"] = _settable("members", sets["members"][name])
            origins[*own, "members"] = (*here, "sets", "members", name)
        values[kind][name] = record
    for kind in ("links", "practices"):
        values[kind] = _settable(kind, sets.get(kind, []))
        origins[kind,] = (*here, "sets", kind)
    mark = _mark(source, origins, here, (), values)
    made = source._replace(values=values, mark=mark, following=(), left_out={}, words=frozenset())
    return _Specimen(made, origins)


def _settable(kind: str, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in one.items() if name not in NOT_SET[kind]} for one in records]


def _asked(kind: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of something that is as it is asked to be."""
    found: dict[str, Any] = {}
    for name, value in asked.items():
        field = field_of(kind, name)
        if field is None or field.derived or field.form is Form.ID or name == "status":
            continue
        several = isinstance(value, list)
        if field.form is Form.SET:
            found[name] = value[:1] if several else [value]
        elif several:
            found[name] = {"one_of": value} if len(value) > 1 else next(iter(value), None)
        else:
            found[name] = value
    return found


def _mark(source: Source, origins: Mapping[Loc, Loc], near: Loc, loc: Loc, value: Any) -> Mark:
    """The places of a value of the site and of what is inside, as they are in the action's file."""

    def origin(loc: Loc) -> Loc:
        for length in range(len(loc), 0, -1):
            if loc[:length] in origins:
                return (*origins[loc[:length]], *loc[length:])
        return near

    line, column = source.value_place(origin(loc))
    inside: Any = None
    if isinstance(value, dict):
        inside = {}
        for key, one in value.items():
            own = (*loc, key)
            at, after = source.place(origin(own))
            inside[key] = (at - 1, after - 1, _mark(source, origins, near, own, one))
    elif isinstance(value, list):
        inside = [_mark(source, origins, near, (*loc, nth), one) for nth, one in enumerate(value)]
    return line - 1, column - 1, inside


def _unlike(source: Source, key: str, name: str, facts: Facts) -> Iterator[Problem]:
    """Where what is added is not what the action is about."""
    place = source.values["actions"][key]["for"][name]
    kind = "groups" if place.get("groups") is not None else "agencies"
    end = getattr(facts, kind)[name]
    for test in read_selector(kind, place.get(kind) or {}, refuse([])).tests:
        known = test.name != "status" and not test.field.derived and test.form is not Form.ID
        if known and meets((end.cells,), (test,)) is False:
            what = f"is not what `{kind}` asks for: give it another `{test.label}`"
            loc = ("actions", key, "for", name, "else", test.label)
            yield source.problem(loc, what, rule="framework/action")
