"""The scenario file: named changes to a site that are assumed, never found."""

from collections.abc import Iterator, Mapping
from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from pydantic import Field, create_model

from iomassess.problems import InvalidSource, Problem
from iomassess.site import (
    Agency,
    Barrier,
    Citation,
    Group,
    Id,
    Link,
    Member,
    Model,
    Practice,
    Record,
    Statement,
    Text,
)
from iomassess.source import Loc, Source
from iomassess.validation import unsaid, validate

T = TypeVar("T", bound=Record)


@cache
def _some_of(model: type[Record]) -> type[Record]:
    """A kind of record of which no field has to be given."""
    needed: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if info.is_required():
            needed[name] = (info.annotation, copy(info))
            needed[name][1].default = None
    return create_model(f"SomeOf{model.__name__}", __base__=model, __doc__=model.__doc__, **needed)


if TYPE_CHECKING:
    SomeOf: TypeAlias = T
else:

    class SomeOf:
        """Some fields of a record, each as a site file has it."""

        def __class_getitem__(cls, item: Any) -> Any:
            return item if isinstance(item, TypeVar) else _some_of(item)


class ListedChange(Model, Generic[T]):
    """A change to one record of a list, which has no id."""

    which: T = Field(
        description="What the record says in the site file; just one record may say all of it.",
        examples=[{"scope": "iom"}],
    )
    set: T = Field(description="Fields and their new values.", examples=[{"note": "As the plan has it."}])


class Additions(Model):
    """Records that the site does not have."""

    agencies: dict[Id, Agency] = Field(
        {}, description="Agencies, by id.", examples=[{"harbour": {"name": "Harbour", "sector": "third"}}]
    )
    groups: dict[Id, Group] = Field(
        {}, description="Groups, by id.", examples=[{"forum": {"name": "Forum", "members": []}}]
    )
    members: dict[Id, tuple[Member, ...]] = Field(
        {},
        description="Seats on groups that the site has, by the group's id.",
        examples=[{"board": [{"agency": "harbour", "attends": True}]}],
    )
    links: tuple[Link, ...] = Field(
        (), description="Links.", examples=[[{"kind": "refers-to", "from": "team", "to": "harbour"}]]
    )
    practices: tuple[Practice, ...] = Field(
        (), description="What is done.", examples=[[{"kind": "mapping", "by": ["probation"]}]]
    )
    barriers: tuple[Barrier, ...] = Field(
        (), description="What stands in the way.", examples=[[{"kind": "funding", "status": "unresolved"}]]
    )


class Changes(Model):
    """New values for fields of records that the site has; a list given replaces the list."""

    agencies: dict[Id, SomeOf[Agency]] = Field(
        {}, description="By the agency's id.", examples=[{"harbour": {"size": "large"}}]
    )
    groups: dict[Id, SomeOf[Group]] = Field(
        {}, description="By the group's id.", examples=[{"board": {"status": "in-place"}}]
    )
    members: dict[Id, dict[Id, SomeOf[Member]]] = Field(
        {},
        description="By the group's id, then by the agency's.",
        examples=[{"board": {"harbour": {"status": "in-place"}}}],
    )
    links: tuple[ListedChange[SomeOf[Link]], ...] = Field(
        (), description="Links.", examples=[[{"which": {"to": "harbour"}, "set": {"active": True}}]]
    )
    practices: tuple[ListedChange[SomeOf[Practice]], ...] = Field(
        (), description="Practices.", examples=[[{"which": {"kind": "mapping"}, "set": {"formal": True}}]]
    )
    barriers: tuple[ListedChange[SomeOf[Barrier]], ...] = Field(
        (), description="Barriers.", examples=[[{"which": {"kind": "vetting"}, "set": {"status": "easing"}}]]
    )


class ScenarioFile(Model):
    """What is assumed to be so at a later time, and nothing else."""

    format: Literal["iomassess/scenario/1"] = Field(description="The file format and its version.")
    id: Id = Field(description="A short name; what is assumed cites it.", examples=["one-office", "forum"])
    name: Text = Field(description="What is assumed, in a line.", examples=["One office for the team"])
    about: Text = Field(
        description="Why it is looked at, and what in it is no more than assumed.",
        examples=["The plan asks for it and does not say which agencies would come."],
    )
    for_: Id | None = Field(
        None,
        alias="for",
        description="The id of the site that it is written for; left out, any site will do.",
        examples=["millbrook"],
    )
    implements: tuple[Citation, ...] = Field(
        (), description="The recommendations that it carries out.", examples=[["study 6.0 rec 8"]]
    )
    add: Additions = Field(
        Additions(),
        description="What there is besides.",
        examples=[{"members": {"board": [{"agency": "harbour"}]}}],
    )
    change: Changes = Field(
        Changes(),
        description="What is otherwise than the site file has it.",
        examples=[{"groups": {"board": {"status": "in-place"}}}],
    )
    complete: tuple[Statement, ...] = Field(
        (),
        description="What is listed in full once all this is so.",
        examples=[[{"members": {"group": "board"}}]],
    )
    absent: tuple[Statement, ...] = Field(
        (),
        description="What there is not, or no longer.",
        examples=[[{"barriers": {"kind": "vetting", "status": "unresolved"}}]],
    )


class Scenario(NamedTuple):
    """A scenario as read, with what is wrong with it so far."""

    id: str
    name: str
    about: str
    site: str | None
    """The id of the site that it is written for."""
    implements: tuple[str, ...]
    source: Source
    problems: tuple[Problem, ...]

    def told(self, loc: Loc) -> bool:
        """Whether something is wrong at a place of its file, or within."""
        return any(one.within(loc) for one in self.problems)

    @property
    def citation(self) -> str:
        """How an assumed fact cites the scenario."""
        return f"{CITED} {self.id}"


CITED = "scenario"
"""The source that assumed facts cite."""


def read_scenario(source: Source) -> Scenario:
    """Read a scenario, with every problem that can be found without a site.

    Raises InvalidSource where nothing of the file could be used, of which no case is known.
    """
    found, _, problems = validate(ScenarioFile, source, _HEAD)
    what = "a scenario file holds one document: remove the `---` before it"
    problems += [one.problem((), what, rule="yaml/documents") for one in source.following]
    told = {problem.where for problem in problems}
    problems += [one for one in unsaid(source, source.values, ()) if one.where not in told]
    problems += _claims(source)
    problems += _seats(source)
    problems += _says_nothing(source)
    if found is None:  # pragma: no cover  a head stands in for all that a scenario must have
        raise InvalidSource(problems)
    if not any(source.values.get(name) for name in ("add", "change", "complete", "absent")):
        what = "changes nothing: give it `add`, `change`, `complete` or `absent`"
        problems.append(source.problem((), what, rule="schema/missing-field"))
    return Scenario(found.id, found.name, found.about, found.for_, found.implements, source, tuple(problems))


_HEAD = {"format": "iomassess/scenario/1", "id": "x", "name": "?", "about": "?"}


def _claims(source: Source) -> Iterator[Problem]:
    """Find evidence: what is assumed has none, and must never look as if it had."""
    for loc, record in records(source.values):
        for name in ("evidence", "inferred"):
            if isinstance(record, Mapping) and name in record:
                what = f"is assumed and not found: leave `{name}` out; recommendations go into `implements`"
                yield source.problem((*loc, name), what, rule="scenario/evidence")


def _seats(source: Source) -> Iterator[Problem]:
    """Find seats among the changes to a group."""
    groups = fields_of(fields_of(source.values.get("change")).get("groups"))
    for key, one in groups.items():
        if "members" in fields_of(one):
            what = "seats stand by themselves: use `add: {members: ...}` or `change: {members: ...}`"
            yield source.problem(("change", "groups", key, "members"), what, rule="scenario/seats")


def _says_nothing(source: Source) -> Iterator[Problem]:
    """Find changes without a field, and those that do not say what they are of."""
    for loc, record in records(source.values):
        if loc[0] == "change" and record == {}:
            what = "changes nothing: give it fields with values"
            yield source.problem(loc, what, rule="schema/missing-field")
    changed = fields_of(source.values.get("change"))
    for kind in LISTS:
        for index, one in enumerate(items_of(changed.get(kind))):
            if fields_of(one).get("which") == {}:
                what = "says nothing of the record: give what the site file says of it"
                yield source.problem(("change", kind, index, "which"), what, rule="schema/missing-field")


def records(values: Mapping[str, Any]) -> Iterator[tuple[Loc, Any]]:
    """Everything in a scenario that says something of one record, with its place."""
    for part in ("add", "change"):
        section = fields_of(values.get(part))
        for kind in ("agencies", "groups"):
            for key, one in fields_of(section.get(kind)).items():
                yield (part, kind, key), one
                for index, seat in enumerate(items_of(fields_of(one).get("members"))):
                    yield (part, kind, key, "members", index), seat
        for key, seats in fields_of(section.get("members")).items():
            inside = enumerate(seats) if isinstance(seats, list) else fields_of(seats).items()
            for nth, one in inside:
                yield (part, "members", key, nth), one
        for kind in LISTS:
            for index, one in enumerate(items_of(section.get(kind))):
                loc: Loc = (part, kind, index)
                yield (loc, one) if part == "add" else ((*loc, "set"), fields_of(one).get("set"))
    for part in ("complete", "absent"):
        for index, one in enumerate(items_of(values.get(part))):
            yield (part, index), one


LISTS = ("links", "practices", "barriers")
"""Kinds of record that stand in lists and have no id."""


def fields_of(value: Any) -> Mapping[str, Any]:
    """What should be fields with values; none where it is anything else."""
    return value if isinstance(value, Mapping) else {}


def items_of(value: Any) -> list[Any]:
    """What should be a list; empty where it is anything else."""
    return value if isinstance(value, list) else []
