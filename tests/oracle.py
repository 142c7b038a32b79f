"""An independent judge of the engine: plain two-valued truth in a world that leaves nothing open.

Nothing of the engine is used. In a world every agency, every field and every record is settled, so
a condition simply holds or does not; `completions` makes the worlds that a site file allows.

Readings, where the specification leaves a choice:

- Statuses are ordered as in the vocabulary: in-place, emerging, invited, planned, ended, absent. A
  seat or link is no further than its group.
- A strategic group has exactly one tier, any other group none; otherwise every field has a value.
- `role` follows from `delivers` and `takes_referrals` alone.
- A link between several parties is one thing, whichever two of them are looked at. `at_least`
  counts it once; so with a practice and those it is done by or with.
- `distinct` counts the values found in whatever satisfies the selector, all of a list's values.
- All `by.` constraints hold of one agency; so with `with.`, and `lead.` in one `project` test.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from iomassess.site import Site

Json = Any
Condition = Mapping[str, Json]
Selector = Mapping[str, Json]
Value = str | bool | int | frozenset[str] | None
End = tuple[str, str]
"""Which agency or group stands at the end of a record: its kind and its name in the world."""
Place = tuple[str | int, ...]
"""Where something stands in a site file, as `("groups", "board", "members", 0)`."""
Spared = Collection[tuple[Place, Place]]
"""Statements, each with a record of which it does not speak, by their places."""

KINDS = ("agencies", "groups", "members", "links", "practices", "barriers")
STATUSES = ("in-place", "emerging", "invited", "planned", "ended")
ORDER = {status: place for place, status in enumerate((*STATUSES, "absent"))}

DERIVED = ("delivers", "takes_referrals", "role")

DELIVERING: Selector = {
    "agency.sector": "third",
    "group.level": "service-delivery",
    "group.scope": "iom",
    "co_located": True,
    "co_works": True,
    "shares_information": True,
}
REFERRED_TO: Selector = {"kind": "refers-to", "scope": "iom", "from.level": "service-delivery"}


@dataclass(slots=True)
class Thing:
    """One thing in a world, and the ways of looking at it: which agency or group at which end."""

    kind: str
    fields: dict[str, Value]
    recorded: bool
    views: tuple[dict[str, End], ...] = ({},)
    places: tuple[Place, ...] = ()
    """Where the site file records it."""


@dataclass
class World:
    """Everything there is at a site, with nothing left open."""

    agencies: dict[str, Thing] = field(default_factory=dict)
    groups: dict[str, Thing] = field(default_factory=dict)
    members: list[Thing] = field(default_factory=list)
    links: list[Thing] = field(default_factory=list)
    practices: list[Thing] = field(default_factory=list)
    barriers: list[Thing] = field(default_factory=list)
    project: Thing = field(default_factory=lambda: Thing("project", {}, recorded=True))
    entries: dict[str, set[str]] = field(default_factory=dict)
    """For each agency of the world, the ids of the file's entries that speak of it."""

    def things(self, kind: str) -> Sequence[Thing]:
        """Everything of one kind."""
        found = getattr(self, kind)
        return list(found.values()) if isinstance(found, dict) else found

    def ids(self, end: End) -> frozenset[str]:
        """The ids by which the site file may speak of an agency or group."""
        kind, name = end
        return frozenset((name,)) if kind == "groups" else frozenset(self.entries.get(name, ()))

    def at(self, end: End, name: str) -> Value:
        """A field of the agency or group at an end; None where it cannot have one."""
        kind, key = end
        if kind == "agencies" and name in DERIVED:
            return self.derived(key)[name]
        thing: Thing = getattr(self, kind)[key]
        return thing.fields.get(name)

    def derived(self, agency: str) -> dict[str, Value]:
        """The engagement type of an agency, by the definitions of the study (3.1)."""
        delivers, takes = agency in self._delivering, agency in self._referred_to
        role = {
            (True, True): "referral-partner",
            (True, False): "delivery-partner",
            (False, True): "referral-agency",
            (False, False): "none",
        }[delivers, takes]
        return {"delivers": delivers, "takes_referrals": takes, "role": role}

    @cached_property
    def _delivering(self) -> set[str]:
        views = (view for it in self.members for view in satisfying(it, DELIVERING, self))
        return {view["agency"][1] for view in views}

    @cached_property
    def _referred_to(self) -> set[str]:
        views = (view for it in self.links for view in satisfying(it, REFERRED_TO, self))
        return {view["to"][1] for view in views}


def holds(condition: Condition, world: World) -> bool:
    """Whether a condition, as written in YAML, is true in a world."""
    if "all" in condition:
        return all(holds(part, world) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, world) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], world)
    if "project" in condition:
        return satisfied(world.project, condition["project"], world)
    found = count(condition, world)
    at_most = condition.get("at_most")
    at_least = condition.get("at_least", 1 if at_most is None else 0)
    return found >= at_least and (at_most is None or found <= at_most)


def count(some: Condition, world: World) -> int:
    """How many things, or distinct values of them, a `some` condition counts in a world."""
    selector = some.get("where", {})
    distinct = some.get("distinct")
    things = world.things(some["some"])
    if distinct is None:
        return sum(satisfied(thing, selector, world) for thing in things)
    values: set[object] = set()
    for thing in things:
        for view in satisfying(thing, selector, world):
            values |= _distinct_values(thing, view, distinct, world)
    return len(values)


def satisfied(thing: Thing, selector: Selector, world: World) -> bool:
    """Whether a thing is one that a selector asks for."""
    return any(True for _ in satisfying(thing, selector, world))


def satisfying(thing: Thing, selector: Selector, world: World) -> Iterator[dict[str, End]]:
    """The ways of looking at a thing that meet every constraint of a selector at once."""
    stateful = "status" in thing.fields and thing.kind != "barriers"
    for view in thing.views:
        if stateful and "status" not in selector and _value(thing, view, "status", world) != "in-place":
            continue
        if all(matches(_value(thing, view, path, world), wanted) for path, wanted in selector.items()):
            yield view


def allowed(world: World, site: Site) -> bool:
    """Whether a world obeys what the site file says of whole lists."""
    pairs = [(it.views[0]["agency"], it.views[0]["group"]) for it in world.members if not it.recorded]
    seats = [(it.views[0]["agency"], it.views[0]["group"]) for it in world.members]
    statements = Statements(plain(site))
    return all(seats.count(pair) == 1 for pair in pairs) and not any(
        statements.forbid(thing, world) for kind in KINDS for thing in world.things(kind)
    )


class Statements:
    """What a site file says of whole lists."""

    def __init__(self, site: Json, spared: Spared = ()) -> None:
        """Read them from a site as plain values."""
        self.spared = spared
        self.absent = self._by_kind(site, "absent")
        self.complete = self._by_kind(site, "complete")
        for name, group in site["groups"].items():
            if group.get("complete"):
                self.complete["members"].append((("groups", name, "complete"), {"group": name}))

    def forbid(self, thing: Thing, world: World) -> bool:
        """Whether a thing cannot exist."""
        said = [*self.absent[thing.kind], *([] if thing.recorded else self.complete[thing.kind])]
        return any(
            satisfied(thing, selector, world)
            for place, selector in said
            if not any((place, one) in self.spared for one in thing.places)
        )

    @staticmethod
    def _by_kind(site: Json, word: str) -> dict[str, list[tuple[Place, Selector]]]:
        said = [((word, nth), statement) for nth, statement in enumerate(site[word])]
        return {kind: [(place, one[kind]) for place, one in said if one.get(kind)] for kind in KINDS}


def plain(site: Site) -> Json:
    """The site as plain values, as they would be written in YAML."""
    values = site.model_dump(mode="json", by_alias=True, exclude_none=True)
    values.setdefault("project", {})
    return values


def _value(thing: Thing, view: dict[str, End], path: str, world: World) -> Value:
    head, dot, tail = path.partition(".")
    if dot:
        return world.at(view[head], tail) if head in view else None
    if path in view:
        return world.ids(view[path])
    if path == "status" and thing.kind != "barriers":
        statuses = [str(thing.fields["status"])]
        statuses += [str(world.at(end, "status")) for end in view.values() if end[0] == "groups"]
        return max(statuses, key=ORDER.__getitem__)
    if thing.kind == "agencies" and path in DERIVED:
        return world.at(view["id"], path)
    return thing.fields.get(path)


def matches(value: Value, wanted: Json) -> bool:
    if value is None:
        return False
    if isinstance(wanted, list | tuple):
        return any(matches(value, one) for one in wanted)
    if isinstance(wanted, dict):
        least, most = wanted.get("from"), wanted.get("to")
        assert isinstance(value, int)
        return (least is None or value >= least) and (most is None or value <= most)
    if isinstance(value, frozenset):
        return wanted in value
    if wanted == "any":
        return value != "absent"
    return type(value) is type(wanted) and value == wanted


def _distinct_values(thing: Thing, view: dict[str, End], path: str, world: World) -> set[object]:
    if path in view:
        return {view[path]}
    value = _value(thing, view, path, world)
    if isinstance(value, frozenset):
        return set(value)
    return set() if value is None else {value}
