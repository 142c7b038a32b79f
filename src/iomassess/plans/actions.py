"""The actions that frameworks know of: what could be done at a site, and the facts that it would make so."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field

from iomassess.engine.conditions import Condition, read_condition
from iomassess.engine.records import end_cells
from iomassess.engine.regions import Region, within
from iomassess.framework.citations import find_cited, load_cited
from iomassess.places import is_file
from iomassess.plans.specimens import NOT_SET, mistakes
from iomassess.problems import InvalidSource, Problem, near, suggest
from iomassess.selectors import Selector, Test, read_selector
from iomassess.site import Agency, Citation, Id, Link, Member, Model, Practice, Selection, Text, Yes
from iomassess.source import Loc, Source, read
from iomassess.validation import unsaid, validate

FILE = "actions.yaml"
"""Stands beside the frameworks whose levels its actions raise."""

Fields = dict[str, Any]


class PlaceFile(Model):
    """Which agencies or groups of a site an action can be about, as written."""

    agencies: Selection | None = Field(
        None, description="Agencies like this.", examples=[{"sector": "third", "size": ["micro", "small"]}]
    )
    groups: Selection | None = Field(
        None, description="Groups like this.", examples=[{"tier": "local", "status": "any"}]
    )
    maybe: Yes | None = Field(
        None, description="Those count too of which it is not known, and the action makes them so."
    )
    also: Selection | None = Field(
        None,
        description="Those like this too.",
        examples=[{"sector": "third", "role": ["referral-agency", "referral-partner"]}],
    )
    prefer: Selection | None = Field(
        None,
        description="Of those that would do equally well, ones like this are named first.",
        examples=[{"role": ["delivery-partner", "referral-partner"]}],
    )
    else_: Fields | None = Field(
        None,
        alias="else",
        description="What to add where the site has none: fields of an agency or a group, the name first.",
        examples=[{"name": "a small Third Sector agency", "sector": "third", "size": "small"}],
    )


class SetFile(Model):
    """The facts that an action makes so, as written; ids are the names that stand under `for`."""

    agencies: dict[Id, Agency] = Field(
        {}, description="Fields of agencies.", examples=[{"agency": {"sector": "third"}}]
    )
    groups: dict[Id, Fields] = Field(
        {}, description="Fields of groups.", examples=[{"group": {"status": "in-place"}}]
    )
    members: dict[Id, tuple[Member, ...]] = Field(
        {},
        description="Seats, by the group; one that is there already is given these fields.",
        examples=[{"group": [{"agency": "agency", "attends": True}]}],
    )
    links: tuple[Link, ...] = Field(
        (), description="Links.", examples=[[{"kind": "refers-to", "from": "team", "to": "agency"}]]
    )
    practices: tuple[Practice, ...] = Field(
        (),
        description="What is done.",
        examples=[[{"kind": "mapping", "of": "third-sector", "scope": "iom"}]],
    )


class NeededFile(Model):
    """An action that must come first, as written."""

    action: Id = Field(
        description="Its id; for the same agency or group where both have one of the same name.",
        examples=["map-agencies"],
    )
    unless: Fields | None = Field(
        None,
        description="A condition; where the site shows it to hold, the action need not come first.",
        examples=[{"some": "members", "where": {"agency.sector": "third"}}],
    )


class ActionFile(Model):
    """Something that could be done at a site, as written."""

    does: Text = Field(
        description="What to do, in one line; `{agency}` stands for the name of what `for` calls agency.",
        examples=["Give {agency} a seat on {group}"],
    )
    because: Text = Field(
        description="Why it is done so, from the source's words.",
        examples=["The study asks for a direct link between the work and the group that steers it."],
    )
    source: Annotated[tuple[Citation, ...], Field(min_length=1)] = Field(
        description="Where the source says so.", examples=[["study 3.1 operational management"]]
    )
    implements: tuple[Citation, ...] = Field(
        (), description="The recommendations that it carries out.", examples=[["study 6.0 rec 11"]]
    )
    effort: Annotated[int, Field(strict=True, ge=1, le=9)] = Field(
        description="How much it takes, on the file's own scale.", examples=[1, 3]
    )
    lead: Text = Field(description="Who would lead it.", examples=["the chair of the group"])
    unless: Fields | None = Field(
        None,
        description="A condition; where the site shows it to hold, there is no call for the action.",
        examples=[{"some": "agencies", "where": {"delivers": True}}],
    )
    for_: dict[Id, PlaceFile] = Field(
        {},
        alias="for",
        description="What it is about: it can be done for each such agency or group, or pair of them.",
        examples=[{"group": {"groups": {"level": "operational-management", "scope": "iom"}}}],
    )
    sets: SetFile = Field(
        description="The facts that it makes so.",
        examples=[{"members": {"group": [{"agency": "agency", "attends": True}]}}],
    )
    after: tuple[NeededFile, ...] = Field(
        (), description="What must come first.", examples=[[{"action": "map-agencies"}]]
    )


class ActionsFile(Model):
    """The actions of the frameworks in a folder, as written in its `actions.yaml`."""

    format: Literal["iomassess/actions/1"] = Field(description="The file format and its version.")
    about: Text = Field(
        description="How they were drawn up.", examples=["What the study recommends, as steps at one site."]
    )
    effort: dict[Annotated[str, Field(pattern="^[1-9]$")], Text] = Field(
        description="What each effort means.", examples=[{"1": "an agreement", "2": "months of work"}]
    )
    actions: dict[Id, ActionFile] = Field(
        min_length=1,
        description="The actions, by id.",
        examples=[
            {
                "map-agencies": {
                    "does": "Map the agencies by pathway",
                    "because": "Nobody has a list.",
                    "source": ["study app.6"],
                    "effort": 1,
                    "lead": "the delivery team",
                    "sets": {"practices": [{"kind": "mapping", "of": "third-sector", "scope": "iom"}]},
                }
            }
        ],
    )


class Place(NamedTuple):
    """Which agencies or groups of a site an action can be about."""

    asked: Selector
    also: Selector | None
    prefer: Selector | None
    maybe: bool
    otherwise: Mapping[str, Any] | None
    """The fields of what to add where the site has none."""


_BRACES = re.compile(r"\{([^{}]*)\}")


def worded(does: str, names: Mapping[str, str]) -> str:
    """What an action does, with names in place of the braces."""
    return _BRACES.sub(lambda found: names.get(found[1], found[0]), does)


class Needed(NamedTuple):
    """An action that must come first, unless a condition holds at the site."""

    action: str
    unless: Condition | None


class Action(NamedTuple):
    """Something that could be done at a site."""

    id: str
    does: str
    because: str
    source: tuple[str, ...]
    implements: tuple[str, ...]
    effort: int
    effort_means: str
    lead: str
    unless: Condition | None
    """Where it holds there is no call for the action."""
    places: Mapping[str, Place]
    """What it is about, by the names that stand for them in `does` and `sets`."""
    sets: Mapping[str, Any]
    """The facts that it makes so, as the file has them."""
    after: tuple[Needed, ...]


class Actions(NamedTuple):
    """What could be done to raise levels, with where it was read."""

    actions: tuple[Action, ...]
    files: tuple[tuple[str, str], ...]
    """The name and the SHA-256 of each file."""
    recommendations: Mapping[str, str]
    """All that the sources cited recommend, by citation."""


def load_actions(folders: Iterable[Path]) -> Actions:
    """Read the actions beside frameworks, given by their folders; there may be none.

    Raises InvalidSource with every problem of the files.
    """
    found: list[Action] = []
    files: list[tuple[str, str]] = []
    recommendations: dict[str, str] = {}
    problems: list[Problem] = []
    paths = dict.fromkeys(folder.resolve().parent / FILE for folder in folders)
    for path in filter(is_file, paths):
        try:
            source = read(path)
            loaded, recommended = load_file(source, path.parent)
        except InvalidSource as error:
            problems += error.problems
            continue
        there = {one.id for one in found}
        problems += [
            source.problem(("actions", one.id), "is the id of another action too", rule="framework/action")
            for one in loaded
            if one.id in there
        ]
        found += loaded
        files.append((path.name, source.sha256))
        recommendations |= recommended
    if problems:
        raise InvalidSource(problems)
    return Actions(tuple(found), tuple(files), recommendations)


def load_file(source: Source, folder: Path) -> tuple[list[Action], Mapping[str, str]]:
    """Read one file of actions, and what the sources that it cites recommend.

    Raises InvalidSource with every problem of the file.
    """
    file, sound, problems = validate(ActionsFile, source, _HEAD)
    what = "a file of actions holds one document: remove the `---` before it"
    problems += [one.problem((), what, rule="yaml/documents") for one in source.following]
    told = {problem.where for problem in problems}
    problems += [one for one in unsaid(source, source.values, ()) if one.where not in told]
    if file is None:
        raise InvalidSource(problems)
    reading = _Reading(sound, file, source.values)
    reading.problems += problems
    found = [reading.action(key, one) for key, one in file.actions.items()]
    reading.circles()
    recommended: dict[str, str] = {}
    try:
        for cited in find_cited(folder, reading.cited()):
            recommended |= load_cited(cited).recommendations
            reading.recommended(cited.values["id"], recommended)
    except InvalidSource as error:
        reading.problems += error.problems
    if reading.problems:
        raise InvalidSource(reading.problems)
    return found, recommended


_HEAD = {"format": "iomassess/actions/1", "about": "?", "effort": {}}
"""Stand in for what is unsound, so that the actions can be checked as well."""


class _Reading:
    """Reads the sound actions of one file, and gathers what is wrong with them."""

    def __init__(self, source: Source, file: ActionsFile, written: Mapping[str, Any]) -> None:
        self.source = source
        self.file = file
        self.written: Mapping[str, Any] = written["actions"]
        self.known = list(self.written)
        """The ids of all actions, sound or not."""
        self.scaled = "effort" in written and file.effort == written["effort"]
        self.problems: list[Problem] = []

    def say(self, loc: Loc, what: str, rule: str = "framework/action", *, value: bool = False) -> None:
        self.problems.append(self.source.problem(loc, what, rule=rule, value=value))

    def action(self, key: str, one: ActionFile) -> Action:
        here: Loc = ("actions", key)
        meaning = self.file.effort.get(str(one.effort))
        if meaning is None and self.scaled:
            known = ", ".join(sorted(self.file.effort))
            self.say((*here, "effort"), f"`{one.effort}` is not on the file's scale: {known}", value=True)
        places = {name: self.place((*here, "for", name), place) for name, place in one.for_.items()}
        sets = self.source.values["actions"][key]["sets"]
        self.speaks_of(here, one, sets)
        self.settable(here, one, sets)
        self.problems += mistakes(self.source, key)
        return Action(
            key,
            one.does.strip(),
            one.because.strip(),
            one.source,
            one.implements,
            one.effort,
            meaning or "",
            one.lead.strip(),
            self.condition((*here, "unless"), one.unless),
            places,
            sets,
            tuple(self.needed((*here, "after", nth), key, each) for nth, each in enumerate(one.after)),
        )

    def place(self, here: Loc, place: PlaceFile) -> Place:
        kinds = [kind for kind in ("agencies", "groups") if getattr(place, kind) is not None]
        if len(kinds) != 1:
            self.say(here, "takes just one of `agencies` and `groups`")
            return Place(Selector("agencies", ()), None, None, maybe=False, otherwise=None)
        kind = kinds[0]

        def reading(name: str, values: Fields) -> Selector:
            return read_selector(
                kind, values, lambda loc, what, rule: self.say((*here, name, *loc), what, rule)
            )

        asked = reading(kind, getattr(place, kind))
        if within(Region((end_cells(kind, None, None),)), tuple(_lasting(asked))) is None:
            self.say((*here, kind), f"asks for what no {_ONE[kind]} can be: correct one of its fields")
        also = reading("also", place.also) if place.also is not None else None
        prefer = reading("prefer", place.prefer) if place.prefer is not None else None
        if place.else_ is not None and not place.else_.get("name"):
            self.say((*here, "else"), "needs a `name`, which the plan calls it by")
        return Place(asked, also, prefer, bool(place.maybe), place.else_)

    def needed(self, here: Loc, own: str, needed: NeededFile) -> Needed:
        if needed.action not in self.known:
            hint = suggest(needed.action, self.known)
            self.say((*here, "action"), f"there is no action `{needed.action}`{hint}", value=True)
        elif needed.action == own:
            self.say((*here, "action"), "an action cannot come before itself", value=True)
        return Needed(needed.action, self.condition((*here, "unless"), needed.unless))

    def condition(self, here: Loc, values: Fields | None) -> Condition | None:
        if values is None:
            return None
        return read_condition(values, lambda loc, what, rule: self.say((*here, *loc), what, rule))

    def speaks_of(self, here: Loc, one: ActionFile, sets: Mapping[str, Any]) -> None:
        """Every id and every name in braces must stand under `for`, as the right kind of thing."""
        kinds = {
            name: "groups" if place.groups is not None else "agencies" for name, place in one.for_.items()
        }
        used = set()
        for loc, name, kind in _ids(sets):
            used.add(name)
            if name not in kinds:
                self.say((*here, "sets", *loc), f"`{name}` does not stand under `for`")
            elif kind is not None and kinds[name] != kind:
                self.say((*here, "sets", *loc), f"`{name}` is {_A[kinds[name]]}, and not {_A[kind]}")
        for name in _BRACES.findall(one.does):
            if name not in kinds:
                known = ", ".join(f"{{{each}}}" for each in one.for_) or "none"
                self.say((*here, "does"), f"`{{{name}}}` does not stand under `for`: {known}", value=True)
        for name in one.for_:
            if name not in used:
                self.say((*here, "for", name), "no fact that the action sets is about it")
        if not used and not any(self.written[str(here[1])]["sets"].values()):
            self.say((*here, "sets"), "sets nothing: give it a fact", "schema/missing-field")

    def settable(self, here: Loc, one: ActionFile, sets: Mapping[str, Any]) -> None:
        """Facts that are made so have no evidence, and some are not made at all."""
        records = [(("sets", *loc), kind, record) for loc, kind, record in _records(sets)]
        for name, place in one.for_.items():
            kind = "groups" if place.groups is not None else "agencies"
            records.append((("for", name, "else"), kind, place.else_ or {}))
        for loc, kind, record in records:
            for name in NOT_SET[kind]:
                if name in record:
                    self.say((*here, *loc, name), _WHY.get(name, _NOT_MADE))

    def circles(self) -> None:
        """No action may wait for itself by way of others."""
        after = {key: [each.action for each in one.after] for key, one in self.file.actions.items()}
        for key, needed in after.items():
            seen: set[str] = set()
            ahead = [one for one in needed if one != key]
            while ahead:
                one = ahead.pop()
                if one == key:
                    what = "waits for itself, by way of what must come first"
                    self.say(("actions", key, "after"), what)
                    break
                if one not in seen:
                    seen.add(one)
                    ahead += after.get(one, [])

    def cited(self) -> Iterator[str]:
        for one in self.file.actions.values():
            yield from one.source
            yield from one.implements

    def recommended(self, source: str, known: Mapping[str, str]) -> None:
        """Each recommendation cited of a source must be in that source's file."""
        for key, one in self.file.actions.items():
            for nth, citation in enumerate(one.implements):
                if citation.split()[0] == source and citation not in known:
                    what = f"there is no recommendation `{citation}` in `{source}.yaml`"
                    hint = near(citation, list(known))
                    loc = ("actions", key, "implements", nth)
                    self.say(loc, f"{what}{hint}", "framework/recommendation", value=True)


_ONE = {"groups": "group", "agencies": "agency"}
_A = {"groups": "a group", "agencies": "an agency"}

_NOT_MADE = "is nothing that an action makes so: leave it out"
_WHY = {
    "evidence": "nobody found what an action would make so: leave `evidence` out",
    "inferred": "nobody found what an action would make so: leave `inferred` out",
    "members": "seats stand under `members` of `sets`, by the group",
}


def _lasting(asked: Selector) -> Iterator[Test]:
    """What is asked, but for what follows from seats and referrals."""
    return (test for test in asked.tests if not test.field.derived)


def _records(sets: Mapping[str, Any]) -> Iterator[tuple[Loc, str, Mapping[str, Any]]]:
    """Each record in what an action sets, with its place and its kind."""
    for kind in ("agencies", "groups"):
        yield from (((kind, name), kind, record) for name, record in sets.get(kind, {}).items())
    for group, seats in sets.get("members", {}).items():
        yield from ((("members", group, nth), "members", seat) for nth, seat in enumerate(seats))
    for kind in ("links", "practices"):
        yield from (((kind, nth), kind, record) for nth, record in enumerate(sets.get(kind, ())))


def _ids(sets: Mapping[str, Any]) -> Iterator[tuple[Loc, str, str | None]]:
    """Each id in what an action sets, with its place and the kind of thing it must be."""
    for kind in ("agencies", "groups"):
        for name in sets.get(kind, {}):
            yield (kind, name), name, kind
    for group, seats in sets.get("members", {}).items():
        yield ("members", group), group, "groups"
        for nth, seat in enumerate(seats):
            yield ("members", group, nth, "agency"), seat["agency"], "agencies"
    for nth, link in enumerate(sets.get("links", ())):
        referring = link["kind"] == "refers-to"
        for end, kind in (("from", "groups" if referring else "agencies"), ("to", "agencies")):
            if end in link:
                yield ("links", nth, end), link[end], kind
        for each, name in enumerate(link.get("between", ())):
            yield ("links", nth, "between", each), name, "agencies"
    for nth, practice in enumerate(sets.get("practices", ())):
        for end in ("by", "with"):
            for each, name in enumerate(practice.get(end, ())):
                yield ("practices", nth, end, each), name, "agencies"
