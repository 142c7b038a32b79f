"""Actions that can change no level anywhere, told soundly: one that might is never called idle.

Meant is the level that is shown, and not the one that is merely not ruled out. What an action makes so is
held against every count of every rung, as a region: a record with the values that its fields may have once
the action is carried out, at any site and beside any other actions. Where no count can take such a record in,
the action changes no level by itself. It matters all the same where it must come first of one that does, or
makes one possible. Beside a rung that asks for no more than so many, or for the contrary of something, no
action is called idle.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations, product
from typing import Any, NamedTuple

from iomassess.engine.cells import cells_of
from iomassess.engine.conditions import AllOf, AnyOf, Condition, Not, Some
from iomassess.engine.derived import DERIVED_FLAGS, NO, definition, role_of
from iomassess.engine.records import blank
from iomassess.engine.regions import TIED, Cells, Region, capped, within
from iomassess.fields import ANY_STATUS, IN_PLACE, Field, Form, shape
from iomassess.plans.actions import Action, Place
from iomassess.selectors import Selector, Test
from iomassess.site import Agency, Group, Link, Member, Practice, Record
from iomassess.unknowns.following import blank_end
from iomassess.vocabulary import LinkKind, PracticeKind

_MODELS: dict[str, type[Record]] = {
    "agencies": Agency,
    "groups": Group,
    "members": Member,
    "links": Link,
    "practices": Practice,
}


class Asked(NamedTuple):
    """A count that a level rests on."""

    selector: Selector
    plain: bool
    """Whether a yes to it comes of more that it counts, and of nothing else."""
    several: bool
    """Whether it takes more than one, so that it matters who may be the same as another."""


class Idle(NamedTuple):
    """An action that can change no level, and the values that stand in its way."""

    id: str
    by: tuple[tuple[str | int, ...], ...]
    """Places below `sets` of values with others of which it could."""


def idle(actions: Sequence[Action], conditions: Iterable[Condition]) -> list[Idle]:
    """The actions that can change the truth of no condition, and must come first of none that can."""
    asked = tuple(_asked(conditions))
    known = {one.id: _Effects(one, actions) for one in actions}
    matter = {key for key, effects in known.items() if any(effects.bear_on(one) for one in asked)}
    by_id = {one.id: one for one in actions}
    ahead = list(matter)
    while ahead:
        one = by_id[ahead.pop()]
        fresh = {each.action for each in one.after if each.action in known}
        fresh |= {key for key, effects in known.items() if key not in matter and effects.enable(one)}
        ahead += fresh - matter
        matter |= fresh
    return [Idle(key, tuple(effects.held_by(asked))) for key, effects in known.items() if key not in matter]


def bearing(action: Action, others: Sequence[Action], conditions: Iterable[Condition]) -> bool:
    """Whether an action may change the truth of some condition; `others` are those of its file."""
    effects = _Effects(action, others)
    return any(map(effects.bear_on, _asked(conditions)))


def _asked(conditions: Iterable[Condition]) -> Iterator[Asked]:
    """Every count that is in conditions, each once."""
    counts = (one for condition in conditions for one in _counts(condition))
    yield from {(one.selector.key, *one[1:]): one for one in counts}.values()


def _counts(condition: Condition, *, denied: bool = False) -> Iterator[Asked]:
    match condition:
        case Some(selector, at_least, at_most, _):
            yield Asked(selector, at_most is None and not denied, at_least > 1)
        case Not(part):
            yield from _counts(part, denied=True)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _counts(part, denied=denied)


class _Fact(NamedTuple):
    """A record as it may be once an action is carried out."""

    kind: str
    parts: tuple[Cells, ...]
    telling: frozenset[str] | None = None
    """The fields of its own by which alone it differs; None where that it is there at all may be new."""


Setting = tuple[tuple[str | int, ...], str, Mapping[str, Any]]
"""A place below `sets`, the kind of record, and its values."""


class _Effects:
    """What one action may do to the records of any site, beside the other actions of its file."""

    def __init__(self, action: Action, others: Sequence[Action]) -> None:
        self.action = action
        self.others = [one for one in others if one.id != action.id]
        self.added = tuple(self._additions())
        self.made = tuple(self._facts(()))
        self.after = (*self.made, *self.added)

    def bear_on(self, asked: Asked) -> bool:
        """Whether a count may come out differently by the action."""
        return not asked.plain or _bear(self.after, asked)

    def enable(self, other: Action) -> bool:
        """Whether it may make another possible: what that is about, or that less must come first of it."""
        for place in other.places.values():
            added = self.added if place.otherwise is None else ()  # else the other adds it as well
            wanted = (Asked(one, plain=True, several=False) for one in _selectors(place))
            if any(_bear((*self.made, *added), one) for one in wanted):
                return True
        conditions = (
            one for one in (*(each.unless for each in other.after), other.unless) if one is not None
        )
        return any(map(self.bear_on, _asked(conditions)))

    def held_by(self, asked: Sequence[Asked]) -> Iterator[tuple[str | int, ...]]:
        """The values with another of which the action could change a level."""
        for place, _, values in _settings(self.action):
            for name in values:
                facts = tuple(self._facts((place, name)))
                if name not in _ENDS and any(_bear(facts, one) for one in asked):
                    yield (*place, name)

    # -- what it makes so

    def _facts(self, without: Any) -> Iterator[_Fact]:
        """The records after the action, or the same with one value not known."""
        self.without = without
        for place, kind, values in _settings(self.action):
            if kind in ("agencies", "groups"):
                yield from self._given(place, kind, values)
            elif kind == "members":
                yield from self._seat(place, values)
            else:
                yield from self._listed(place, kind, values)

    def _additions(self) -> Iterator[_Fact]:
        """What the site does not have and the action adds."""
        self.without = ()
        for name, place in self.action.places.items():
            if place.otherwise is not None:
                yield from self._added(name, place)

    def _given(self, place: tuple[str | int, ...], kind: str, values: Mapping[str, Any]) -> Iterator[_Fact]:
        """An agency or a group with other values, wherever something is asked of it."""
        names = frozenset(_field_names(kind, values)) | ({"status"} if kind == "groups" else set())
        for cells in self._ends(str(place[-1])):
            yield from _anywhere(kind, cells, names)

    def _added(self, name: str, place: Place) -> Iterator[_Fact]:
        """An agency or a group that the site did not have; other actions may add it as well."""
        kind, own = place.asked.kind, dict(place.otherwise or {})
        alike = [
            dict(other.otherwise)
            for one in self.others
            for other in one.places.values()
            if other.otherwise is not None
            and other.asked.kind == kind
            and other.otherwise["name"] == own["name"]
        ]
        told = {field for each in alike for field in own if each.get(field) != own[field]}
        cells = self._new(name, place)
        if kind == "agencies":
            alone = {**dict.fromkeys(DERIVED_FLAGS, NO), "role": role_of(NO, NO)}
            yield _Fact(kind, ({**cells, **alone},))
        else:
            yield _Fact(kind, (cells,))
        if told:
            yield from _anywhere(kind, cells, frozenset(_field_names(kind, told)))

    def _seat(self, place: tuple[str | int, ...], values: Mapping[str, Any]) -> Iterator[_Fact]:
        own = self._own(place, "members", values)
        for agency, group in product(self._ends(values["agency"]), self._ends(str(place[1]))):
            status = capped(own["status"], group["status"]) if group["status"] else own["status"]
            yield _Fact("members", ({**own, "status": status}, agency, group))

    def _listed(self, place: tuple[str | int, ...], kind: str, values: Mapping[str, Any]) -> Iterator[_Fact]:
        own = self._own(place, kind, values)
        if kind == "practices":  # those by whom and with whom it was done already stay
            yield _Fact(kind, (own, blank_end("agencies"), blank_end("agencies")))
            return
        directed = [(values["from"], values["to"])] if "from" in values else []
        for one, other in directed or permutations(values["between"], 2):
            for source, target in product(self._ends(one), self._ends(other)):
                status = own["status"]
                for end in (source, target):
                    if end.get("status", 0) & ANY_STATUS:
                        status = capped(status, end["status"])
                yield _Fact(kind, ({**own, "status": status}, source, target))

    # -- cells

    def _own(self, place: tuple[str | int, ...], kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """A record's own cells; what another action gives to it may take their place."""
        own = {**blank(kind), **self._loosened(place, kind, values)}
        if "status" not in values:
            own["status"] = IN_PLACE
        for action in self.others:
            for _, other, given in _settings(action):
                if other == kind and given.get("kind") == values.get("kind"):
                    _widen(kind, own, values, _carried_out(kind, given))
        return own

    def _loosened(self, place: tuple[str | int, ...], kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """The cells of what is set, but for what is taken as not known."""
        if self.without and self.without[0] == place:
            values = {name: one for name, one in values.items() if name != self.without[1]}
        return _cells(kind, values)

    def _ends(self, name: str) -> list[dict[str, Any]]:
        """What a name of the action may stand for: what fits at the site, or what is added to it."""
        place = self.action.places[name]
        found = [self._fitting(name, place, asked) for asked in _selectors(place)]
        if place.otherwise is not None:
            found.append(self._new(name, place))
        return [one for one in found if one is not None]

    def _fitting(self, name: str, place: Place, asked: Selector) -> dict[str, Any] | None:
        """The cells of what fits, with what this action and others make of it."""
        kind = place.asked.kind
        cells: dict[str, Any] = dict(blank_end(kind))
        near = [
            given
            for action in self.others
            for other, given in _given_to(action, kind)
            if place.maybe or other.maybe or any(_overlap(asked, one) for one in _selectors(other))
        ]
        for test in () if place.maybe else asked.tests:
            given = [one for one in near if test.name in one or test.name == "status"]
            if test.field.derived or (given and test.form is not Form.CHOICE):
                continue
            wide = test.allowed
            for one in given:
                wide |= _cells(kind, _carried_out(kind, one)).get(test.name, 0)
            allowed = within(Region((cells,)), (test._replace(allowed=wide),))
            if allowed is None:
                return None
            cells = dict(allowed.parts[0])
        return self._with_own(name, kind, cells, near)

    def _new(self, name: str, place: Place) -> dict[str, Any]:
        """The cells of what is added, with what this action and others make of it."""
        kind, written = place.asked.kind, dict(place.otherwise or {})
        near = [one for action in self.others for _, one in _given_to(action, kind)]
        near += [
            dict(other.otherwise)
            for action in self.others
            for other in action.places.values()
            if other.otherwise is not None and other.otherwise["name"] == written["name"]
        ]
        cells = {**blank_end(kind), **_cells(kind, written)}
        if kind == "groups" and "status" not in written:
            cells["status"] = IN_PLACE  # what is added is set up, unless its fields say otherwise
        return self._with_own(name, kind, cells, near)

    def _with_own(
        self, name: str, kind: str, cells: dict[str, Any], near: Iterable[Mapping[str, Any]]
    ) -> dict[str, Any]:
        """Cells with what the action sets of them, and what others may set in its place."""
        own = self.action.sets.get(kind, {}).get(name)
        if own is not None:
            place = (kind, name)
            found = {**cells, **self._loosened(place, kind, own)}
            for field in own:  # what is set and not known may be anything
                key = _field_name(kind, field)
                if key in cells and key not in self._loosened(place, kind, own):
                    found[key] = blank_end(kind)[key]
            if kind == "groups" and "status" not in own:
                found["status"] |= IN_PLACE
            cells = _untied(kind, found, own)
        for given in near:
            _widen(kind, cells, given, given)
        return cells


# -- whether a count can take a record in


def _bear(facts: Iterable[_Fact], asked: Asked) -> bool:
    """Whether some of the facts may add to what is counted."""
    one, several = asked.selector, asked.several
    return any(_takes(fact, one, several=several) or _takes_derived(fact, one) for fact in facts)


def _takes(fact: _Fact, asked: Selector, *, several: bool = False) -> bool:
    """Whether a record itself may be taken in, or be taken in for what is told of it.

    Of several that are counted, all that is told of an agency may say that it is not another.
    """
    apart = several and fact.kind == "agencies"
    if fact.kind == asked.kind:
        told = fact.telling is None or any(
            apart or (test.part == 0 and test.name in fact.telling) for test in asked.tests
        )
        return told and within(Region(fact.parts), asked.tests) is not None
    if fact.telling is None or fact.kind not in ("agencies", "groups"):
        return False
    joins = enumerate(_ends_of(asked.kind), start=1)
    return any(
        (apart or any(_tells(fact, test, part) for test in asked.tests))
        and _joined(asked, part, fact.parts[0])
        for part, ends in joins
        if fact.kind in ends
    )


def _tells(fact: _Fact, test: Test, part: int) -> bool:
    """Whether what is told of an end bears on a constraint: what is in a group is no more than that is."""
    if test.part == 0 and test.name == "status":
        return fact.kind == "groups" and "status" in (fact.telling or ())
    return test.part == part and test.name in (fact.telling or ())


def _joined(asked: Selector, part: int, cells: Cells) -> bool:
    """Whether a record with such an end may be taken in."""
    for parts in _anything(asked.kind):
        placed = tuple(cells if nth == part else one for nth, one in enumerate(parts))
        if within(Region(placed), asked.tests) is not None:
            return True
    return False


def _takes_derived(fact: _Fact, asked: Selector) -> bool:
    """Whether what agencies are derived to be may change by a record, and is asked about."""
    for which in DERIVED_FLAGS:
        wanted = [test for test in asked.tests if test.name in (which, "role")]
        selector, part = definition(which)
        if not wanted or not _takes(fact, selector):
            continue
        agency = (
            fact.parts[part]
            if fact.kind == selector.kind
            else fact.parts[0]
            if fact.kind == "agencies"
            else blank_end("agencies")
        )
        for test in wanted:
            if asked.kind == "agencies":
                if within(Region((agency,)), asked.tests) is not None:
                    return True
            elif _joined(asked, test.part, agency):
                return True
    return False


def _ends_of(kind: str) -> list[tuple[str, ...]]:
    """What may stand at each join; only agencies receive."""
    if kind == "links":
        return [("agencies", "groups"), ("agencies",)]
    return list(shape(kind).joins.values())


def _anything(kind: str) -> Iterator[tuple[Cells, ...]]:
    """The parts of any record of a kind."""
    ends = [[blank_end(end) for end in some] for some in _ends_of(kind)]
    own = blank_end(kind) if kind in ("agencies", "groups") else blank(kind)
    for chosen in product(*ends):
        yield (own, *chosen)


def _anywhere(kind: str, cells: Cells, names: frozenset[str]) -> Iterator[_Fact]:
    """An agency or a group by itself, of which some fields are told."""
    tied = frozenset(other for name in names for other in TIED.get(name, ()))
    yield _Fact(kind, (cells,), names | (tied - set(DERIVED_FLAGS) - {"role"}))


# -- what actions set


_ENDS = ("agency", "from", "to", "between", "by", "with")


def _settings(action: Action) -> Iterator[Setting]:
    """Each record that an action sets."""
    for kind in ("agencies", "groups"):
        yield from (((kind, name), kind, values) for name, values in action.sets.get(kind, {}).items())
    for group, seats in action.sets.get("members", {}).items():
        yield from ((("members", group, nth), "members", seat) for nth, seat in enumerate(seats))
    for kind in ("links", "practices"):
        yield from (((kind, nth), kind, one) for nth, one in enumerate(action.sets.get(kind, ())))


def _given_to(action: Action, kind: str) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """What an action gives to agencies or groups, with which of them."""
    for name, values in action.sets.get(kind, {}).items():
        yield action.places[name], values


def _carried_out(kind: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an action gives, with the status of what is done."""
    return given if kind == "agencies" else {"status": "in-place", **given}


def _selectors(place: Place) -> list[Selector]:
    """What is asked of an agency or a group, one of which is enough."""
    return [one for one in (place.asked, place.also) if one is not None]


def _overlap(one: Selector, other: Selector) -> bool:
    """Whether something may be what both ask for."""
    tests: list[Test] = [test for asked in (one, other) for test in asked.tests if not test.field.derived]
    return within(Region((blank_end(one.kind),)), tests) is not None


def _field_name(kind: str, written: str) -> str:
    return f"{written}_" if f"{written}_" in _MODELS[kind].model_fields else written


def _field_names(kind: str, values: Iterable[str]) -> Iterator[str]:
    """The fields among some values that can be asked about."""
    own = shape(kind).own
    yield from (name for one in values if (name := _field_name(kind, one)) in own)


def _cells(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of the fields that are given, and of no others."""
    names = set(_field_names(kind, values))
    record = _MODELS[kind].model_validate({**_STAND_INS.get(kind, {}), **values})
    return {name: cell for name, cell in cells_of(kind, record).items() if name in names}


_STAND_INS: dict[str, dict[str, Any]] = {
    "groups": {"name": "?"},
    "members": {"agency": "x"},
    "links": {"kind": LinkKind.CONTRACT},
    "practices": {"kind": PracticeKind.MAPPING},
}
"""Fields without which there is no record; they are not looked at."""


def _widen(kind: str, cells: dict[str, Any], own: Iterable[str], given: Mapping[str, Any]) -> None:
    """Let fields that are known be as another action may give them instead."""
    fields: Mapping[str, Field] = shape(kind).own
    names = set(_field_names(kind, own))
    for name, cell in _cells(kind, given).items():
        if name not in names or name == "kind":
            continue
        form = fields[name].form
        if form is Form.CHOICE and cells.get(name) is not None:
            cells[name] |= cell
        elif form is Form.NUMBER:
            cells[name] = (0, None)


def _untied(kind: str, cells: dict[str, Any], own: Iterable[str]) -> dict[str, Any]:
    """Cells in which what is tied to a field that is set anew may be anything."""
    names = set(_field_names(kind, own))
    for name in names:
        for other in TIED.get(name, ()):
            if other not in names:
                cells[other] = blank_end(kind)[other]
    return cells
