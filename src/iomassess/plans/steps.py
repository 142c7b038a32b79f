"""The steps that could be taken at a site: each action once for all that it can be about there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any, NamedTuple

from iomassess.authoring.skeleton import id_from
from iomassess.engine.conditions import holds
from iomassess.engine.facts import Facts
from iomassess.engine.matching import meets
from iomassess.engine.records import End, Row
from iomassess.plans.actions import Action, Actions, Place, worded
from iomassess.site import Agency, Group, Link, Member, OneOf, Practice, Record, Site
from iomassess.source import Loc
from iomassess.vocabulary import Level, Status
from iomassess.wording import title


class Change(NamedTuple):
    """A record that a step adds, or gives other values."""

    kind: str
    key: str | int | tuple[str, str] | None
    """An id; for a seat the group's and the agency's; in a list the record's place, or None for a new one."""
    fields: Mapping[str, Any]
    """The new values, as the site's types have them."""
    written: Mapping[str, Any]
    """The same as a file has them."""
    new: bool


class Step(NamedTuple):
    """An action for some agencies and groups of a site."""

    id: str
    action: Action
    about: tuple[tuple[str, str], ...]
    """The name that the action has for each agency or group, and its id."""
    says: str
    changes: tuple[Change, ...]
    carries_out: tuple[Loc, ...]
    """What is planned, invited or begun at the site, and in place with this."""
    groups: int
    """Groups that it adds, or brings into being."""
    seats: int
    """Seats that it adds on groups that manage or oversee."""
    strangers: int
    """Agencies that it needs and the site does not have."""
    unnamed: int
    """Entries that it is about and that name no agency."""
    times: int
    """How often the action is done: once for each agency that an unnamed entry stands for at least."""
    preferred: bool
    """Whether all that it is about is of the sort that the action prefers."""


class Steps(NamedTuple):
    """All steps that could be taken at a site, and for each the lists of which one must come first."""

    steps: tuple[Step, ...]
    needs: tuple[tuple[frozenset[int], ...], ...]
    adopted: frozenset[str]
    """The actions of which some form is in place already."""


def steps_at(facts: Facts, actions: Actions) -> Steps:
    """Find the steps that could be taken at a site.

    One whose facts are all recorded is not a step: it has been taken. One that must come after something
    that cannot be done there cannot be done either.
    """
    grounding = _Grounding(facts)
    taken: dict[str, list[Mapping[str, str]]] = {}
    found: list[Step] = []
    for action in actions.actions:
        if action.unless is not None and holds(action.unless, facts):
            continue
        for about in grounding.abouts(action):
            step = grounding.step(action, about)
            if step is None:
                taken.setdefault(action.id, []).append(about)
            elif step.carries_out or not grounding.among_others(about):
                found.append(step)
    by_action: dict[str, list[int]] = {}
    for number, step in enumerate(found):
        by_action.setdefault(step.action.id, []).append(number)
    needs: dict[int, list[frozenset[int]]] = {}
    for number, step in enumerate(found):
        about = dict(step.about)
        needs[number] = []
        for needed in step.action.after:
            if needed.unless is not None and holds(needed.unless, facts):
                continue
            if any(_agree(about, other) for other in taken.get(needed.action, ())):
                continue
            needs[number].append(
                frozenset(
                    one for one in by_action.get(needed.action, ()) if _agree(about, dict(found[one].about))
                )
            )
    return _possible(found, needs, frozenset(taken))


def _agree(about: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two actions are about the same where they have a name in common."""
    return all(other[name] == one for name, one in about.items() if name in other)


def _possible(
    found: Sequence[Step], needs: Mapping[int, Sequence[frozenset[int]]], adopted: frozenset[str]
) -> Steps:
    """Leave out the steps of which something that must come first cannot be done."""
    kept = set(range(len(found)))
    while True:
        stuck = {one for one in kept if any(not (each & kept) for each in needs[one])}
        if not stuck:
            break
        kept -= stuck
    place = {one: nth for nth, one in enumerate(sorted(kept))}
    return Steps(
        tuple(found[one] for one in place),
        tuple(
            tuple(frozenset(place[one] for one in each if one in place) for each in needs[own])
            for own in place
        ),
        adopted,
    )


class _Grounding:
    """Finds what actions can be about at one site, and what they would change there."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.site = facts.site
        self.seated = {
            (key, member.agency): index
            for key, group in self.site.groups.items()
            for index, member in enumerate(group.members)
        }

    def abouts(self, action: Action) -> Iterator[dict[str, str]]:
        """Each choice of agencies and groups that an action could be about, no one chosen twice."""
        names = list(action.places)
        for chosen in product(*(self.choices(place) for place in action.places.values())):
            if len(set(chosen)) == len(chosen):
                yield dict(zip(names, chosen, strict=True))

    def among_others(self, about: Mapping[str, str]) -> bool:
        """Whether an agency is one of others that are named, any of which would say more."""
        agencies = (self.site.agencies[one] for one in about.values() if one in self.site.agencies)
        return any(one.is_among for one in agencies)

    def choices(self, place: Place) -> list[str]:
        """The agencies or groups that fit; where there are none, what would have to be added."""
        fitting = [
            str(row.ends[0].id)
            for row in self.facts.rows(place.asked.kind)
            if row.ends[0] is not None and self.fits(row, place)
        ]
        if not fitting and place.otherwise is not None:
            return [f"{_NEW}{place.otherwise['name']}"]
        return fitting

    def fits(self, row: Row, place: Place) -> bool:
        found = [self.facts.match(row, one) for one in (place.asked, place.also) if one is not None]
        return True in found or (None in found and place.maybe)

    def step(self, action: Action, about: Mapping[str, str]) -> Step | None:
        """An action carried out for some agencies and groups; None where all of it is recorded."""
        changes = [*self.added(action, about), *self.changed(action, about)]
        if not changes:
            return None
        started = {
            one.key for one in changes if one.kind == "groups" and one.fields.get("status") is Status.IN_PLACE
        }
        return Step(
            ":".join((action.id, *map(self.id, about.values()))),
            action,
            tuple(about.items()),
            worded(action.does, {name: self.name(one) for name, one in about.items()}),
            tuple(changes),
            tuple(loc for one in changes if (loc := self.to_come(one)) is not None),
            groups=len(started),
            seats=sum(self.is_seat(one, changes) for one in changes),
            strangers=sum(one.kind == "agencies" and one.new for one in changes),
            unnamed=sum(
                one in self.facts.agencies and self.facts.agencies[one].unnamed for one in about.values()
            ),
            times=prod(
                self.facts.agencies[one].least for one in about.values() if one in self.facts.agencies
            ),
            preferred=all(self.preferred(place, about[name]) for name, place in action.places.items()),
        )

    def preferred(self, place: Place, one: str) -> bool:
        if place.prefer is None or one.startswith(_NEW):
            return place.prefer is None
        ends: Mapping[str, End] = getattr(self.facts, place.asked.kind)
        return meets((ends[one].cells,), place.prefer.tests) is True

    def name(self, one: str) -> str:
        """What to call an agency or a group."""
        if one.startswith(_NEW):
            return one.removeprefix(_NEW)
        called = title(self.facts.agencies.get(one) or self.facts.groups[one])
        return f"“{called}”" if "," in called else called

    def id(self, one: str) -> str:
        """The id of an agency or a group, made up for one that the site does not have."""
        if not one.startswith(_NEW):
            return one
        return id_from(one.removeprefix(_NEW), {*self.site.agencies, *self.site.groups})

    def added(self, action: Action, about: Mapping[str, str]) -> Iterator[Change]:
        """The agencies and groups that the site does not have."""
        for name, one in about.items():
            place = action.places[name]
            if one.startswith(_NEW) and place.otherwise is not None:
                kind = place.asked.kind
                written = dict(place.otherwise)
                model = Agency if kind == "agencies" else Group
                yield Change(kind, self.id(one), _fields(model, written), written, new=True)

    def changed(self, action: Action, about: Mapping[str, str]) -> Iterator[Change]:
        """What the action sets that is not recorded already."""
        ids = {name: self.id(one) for name, one in about.items()}
        for name, values in action.sets.get("agencies", {}).items():
            yield from self.given("agencies", ids[name], self.site.agencies.get(ids[name]), Agency, values)
        for name, values in action.sets.get("groups", {}).items():
            yield from self.given("groups", ids[name], self.site.groups.get(ids[name]), Group, values)
        for name, seats in action.sets.get("members", {}).items():
            for seat in seats:
                values = {**seat, "agency": ids[seat["agency"]]}
                key = (ids[name], values["agency"])
                index = self.seated.get(key)
                there = self.site.groups[key[0]].members[index] if index is not None else None
                yield from self.given("members", key, there, Member, values)
        listed: tuple[tuple[str, type[Record]], ...] = (("links", Link), ("practices", Practice))
        for kind, model in listed:
            for one in action.sets.get(kind, ()):
                values = _named(one, ids)
                place = self.alike(kind, values, model)
                record = getattr(self.site, kind)[place] if place is not None else None
                yield from self.given(kind, place, record, model, values)

    def given(
        self,
        kind: str,
        key: str | int | tuple[str, str] | None,
        there: Record | None,
        model: type[Record],
        values: Mapping[str, Any],
    ) -> Iterator[Change]:
        """The values that a record does not have yet; it is in place with them."""
        stand_in = {"name": "?"} if model is Group else {}
        fields = _fields(model, {**stand_in, **values}, only=values)
        if there is None:
            yield Change(kind, key, fields, dict(values), new=kind not in ("agencies", "groups"))
            return
        if "status" in model.model_fields and "status" not in fields:
            fields["status"] = Status.IN_PLACE
        fresh: dict[str, Any] = {}
        for name, value in fields.items():
            now = getattr(there, name)
            if isinstance(value, tuple):
                if lacking := [one for one in value if one not in now]:
                    fresh[name] = (*now, *lacking)
            elif now != value and not (name == "status" and now is None and value is Status.IN_PLACE):
                fresh[name] = value
        if fresh:
            written = {_alias(model, name): _written(value) for name, value in fresh.items()}
            yield Change(kind, key, fresh, written, new=False)

    def alike(self, kind: str, values: Mapping[str, Any], model: type[Record]) -> int | None:
        """The record of a list that is, or is to be, what an action sets: one to come before others."""
        fields = _fields(model, values)
        found = [
            (index, one) for index, one in enumerate(getattr(self.site, kind)) if _may_become(one, fields)
        ]
        found.sort(key=lambda pair: pair[1].status not in _TO_COME)
        return found[0][0] if found else None

    def to_come(self, change: Change) -> Loc | None:
        """Where what a change carries out stands in the file, if it is planned, invited or begun."""
        if change.new or "status" not in change.fields:
            return None
        if change.kind == "members" and isinstance(change.key, tuple):
            index = self.seated[change.key]
            loc: Loc = ("groups", change.key[0], "members", index)
            record: Any = self.site.groups[change.key[0]].members[index]
        elif isinstance(change.key, int):
            loc, record = (change.kind, change.key), getattr(self.site, change.kind)[change.key]
        else:
            key = str(change.key)
            loc, record = (change.kind, key), getattr(self.site, change.kind).get(key)
        return loc if record is not None and record.status in _TO_COME else None

    def is_seat(self, change: Change, beside: Iterable[Change]) -> bool:
        """Whether a change seats somebody on a group that manages or oversees."""
        if change.kind != "members" or not isinstance(change.key, tuple):
            return False
        if not (change.new or "status" in change.fields):
            return False
        group = self.site.groups.get(change.key[0])
        level = group.level if group else None
        for one in beside:
            if one.kind == "groups" and one.key == change.key[0]:
                level = one.fields.get("level", level)
        return level in (Level.OPERATIONAL_MANAGEMENT, Level.STRATEGIC_OVERSIGHT)


_NEW = "+"
"""Begins what stands for an agency or a group that the site does not have."""

_TO_COME = (Status.PLANNED, Status.INVITED, Status.EMERGING)


def _fields(
    model: type[Record], written: Mapping[str, Any], only: Iterable[str] | None = None
) -> dict[str, Any]:
    """Values as the site's types have them, by the names of the fields."""
    record = model.model_validate(written)
    given = set(only) if only is not None else set(written)
    return {
        name: getattr(record, name)
        for name, info in model.model_fields.items()
        if (info.alias or name) in given
    }


def _alias(model: type[Record], name: str) -> str:
    return model.model_fields[name].alias or name


def _written(value: Any) -> Any:
    """A value as a file has it."""
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    return str(value) if isinstance(value, str) else value


def _named(values: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    """A link or a practice with the ids of what it is about."""
    return {
        name: ids[value]
        if name in ("from", "to")
        else [ids[one] for one in value]
        if name in ("between", "by", "with")
        else value
        for name, value in values.items()
    }


_TELLING = ("kind", "of", "form", "scope", "stage", "from_", "to")
"""The fields that say which link or practice it is; the others say how it is done."""


def _may_become(record: Any, fields: Mapping[str, Any]) -> bool:
    """Whether a recorded link or practice is what fields describe, or would be if it were carried out."""
    if record.status in (Status.ENDED, Status.ABSENT):
        return False
    if "between" in fields and set(record.between) != set(fields["between"]):
        return False
    for name in _TELLING:
        if name in fields and not _compatible(getattr(record, name), fields[name]):
            return False
    return True


def _compatible(now: Any, value: Any) -> bool:
    return now is None or now == value or (isinstance(now, OneOf) and value in now.one_of)


def carried_out(site: Site, steps: Iterable[Step]) -> Site:
    """A site with steps taken; its records keep their places, and new ones come after them."""
    agencies, groups = dict(site.agencies), dict(site.groups)
    seats: dict[str, dict[str, Member]] = {}
    lists: dict[str, list[Any]] = {"links": list(site.links), "practices": list(site.practices)}
    fresh: dict[str, list[Mapping[str, Any]]] = {"links": [], "practices": []}
    changes = [change for step in steps for change in step.changes]
    for one in sorted(changes, key=lambda each: not each.new):
        if one.kind == "agencies":
            _give(agencies, str(one.key), one, Agency)
        elif one.kind == "groups":
            _give(groups, str(one.key), one, Group)
    for one in changes:
        if one.kind == "members" and isinstance(one.key, tuple):
            group, agency = one.key
            listed = seats.setdefault(
                group, {str(nth): seat for nth, seat in enumerate(groups[group].members)}
            )
            own = next((nth for nth, seat in listed.items() if seat.agency == agency), agency)
            _give(listed, own, one, Member)
        elif one.kind in lists:
            if isinstance(one.key, int):
                lists[one.kind][one.key] = _with(lists[one.kind][one.key], one)
            elif one.fields not in fresh[one.kind]:
                fresh[one.kind].append(one.fields)
                model = Link if one.kind == "links" else Practice
                lists[one.kind].append(model.model_construct(**one.fields))
    for key, listed in seats.items():
        groups[key] = groups[key].model_copy(update={"members": tuple(listed.values())})
    return site.model_copy(
        update={
            "agencies": agencies,
            "groups": groups,
            **{kind: tuple(records) for kind, records in lists.items()},
        }
    )


def _give(records: dict[str, Any], key: str, change: Change, model: type[Record]) -> None:
    if key in records:
        records[key] = _with(records[key], change)
    else:
        records[key] = model.model_construct(**change.fields)


def _with(record: Any, change: Change) -> Any:
    """A record with other values; what is added to a list is added to what it has by now."""
    fields = {
        name: (*getattr(record, name), *(one for one in value if one not in getattr(record, name)))
        if isinstance(value, tuple)
        else value
        for name, value in change.fields.items()
    }
    return record.model_copy(update=fields)
