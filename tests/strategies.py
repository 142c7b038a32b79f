"""Small random sites, and conditions to ask of them.

Everything is made from a sequence of choices: Hypothesis makes them in the property tests, a seeded
generator in the benchmark. Statements of completeness and absence are cut from the condition asked,
so that they often settle it, and kept if one random world that the records allow obeys them: a site
never contradicts itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import strategies as st

from completions import Chooser, Completions, dice
from forgetting import forget
from iomassess.site import Site
from oracle import DELIVERING, KINDS, REFERRED_TO, Condition, Json, Statements, World
from random_sites import (
    CROWDED,
    ENGAGED,
    FIELDS,
    FLAG,
    LISTS,
    MIXED,
    NUMBERS,
    WRITTEN_KINDS,
    Temper,
    make_records,
    shuffled,
)
from universe import Universe, counts

T = TypeVar("T")

JOINS: dict[str, dict[str, tuple[str, ...]]] = {
    "members": {"agency": ("agencies",), "group": ("groups",)},
    "links": {"from": ("groups", "agencies"), "to": ("agencies",)},
    "practices": {"by": ("agencies",), "with": ("agencies",)},
}
OFTEN = ("agency.sector", "group.level", "to.sector", "from.level", "by.sector", "sector", "level")
"""Fields that selectors should name more often than their share."""
DISTINCT = {
    "agencies": ("sector", "size", "pathways"),
    "groups": ("level", "tier", "scope"),
    "members": ("agency", "group", "agency.size", "agency.pathways", "group.level"),
    "links": ("from", "to", "kind", "to.pathways", "to.sector"),
    "practices": ("kind", "form", "pathways", "by.sector"),
    "barriers": ("kind", "scope", "status"),
}


@dataclass(frozen=True)
class Case:
    """A site, as its file would be written, and a condition to ask of it."""

    written: Json
    condition: Condition

    @property
    def site(self) -> Site:
        """The site as the model reads it."""
        return Site.model_validate(self.written)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A site that does not contradict itself, and a condition to ask of it."""
    return make_case(Drawn(draw))


@st.composite
def counting_cases(draw: st.DrawFn) -> Case:
    """A case whose condition is a single count."""
    return make_counting_case(Drawn(draw))


@st.composite
def engagement_cases(draw: st.DrawFn) -> Case:
    """A case whose condition counts the agencies with one derived value."""
    return make_engagement_case(Drawn(draw))


@st.composite
def forgettings(draw: st.DrawFn) -> tuple[Case, Case]:
    """A case with a monotone condition, and the same with part of the site forgotten."""
    choose = Drawn(draw)
    case = make_case(choose, monotone=True)
    return case, Case(forget(case.written, choose), case.condition)


def make_case(choose: Chooser, *, monotone: bool = False) -> Case:
    """A case from a sequence of choices."""
    return about(choose, make_condition(choose, 3, monotone=monotone))


def make_counting_case(choose: Chooser) -> Case:
    """A count, mostly where agencies may be one another."""
    if choose.pick(FLAG):
        return about(choose, make_some(choose), choose.pick((CROWDED, MIXED)))
    kind, where, distinct = choose.pick(SIMPLE)
    bounds = choose.pick(({"at_least": 2}, {"at_least": 3}, {"at_most": 2}))
    some: Condition = {"some": kind, "where": where, **bounds}
    return about(choose, {**some, "distinct": distinct} if distinct else some, CROWDED)


SIMPLE: tuple[tuple[str, Json, str | None], ...] = (
    ("agencies", {"sector": "third"}, None),
    ("agencies", {"sector": "third"}, "size"),
    ("members", {"agency.sector": "third"}, None),
    ("members", {"agency.sector": "third"}, "agency"),
    ("links", {"to.sector": "third"}, None),
    ("links", {"kind": "contract"}, None),
    ("links", {"kind": ["contract", "joint-working"]}, "to"),
)
"""What to count of agencies that may be one another: kind, selector, and of what value."""


def make_engagement_case(choose: Chooser) -> Case:
    """A count of the agencies with one derived value, where there is much to derive it from."""
    path = choose.pick(("delivers", "takes_referrals", "role"))
    where = {path: _wanted(choose, "agencies", path)}
    return about(choose, {"some": "agencies", "where": where}, ENGAGED)


def about(choose: Chooser, condition: Condition, temper: Temper | None = None) -> Case:
    """A site of which to ask a condition."""
    written = make_records(choose, temper or choose.pick((MIXED, ENGAGED, MIXED, CROWDED)))
    said = [statements(choose, condition, written) for _ in range(choose.pick((3, 1, 0, 6)))]
    _say(choose, written, condition, [one for some in said for one in some])
    return Case(written, condition)


# --- conditions and selectors ----------------------------------------------------------------


def make_condition(choose: Chooser, depth: int, *, monotone: bool = False) -> Condition:
    """A condition of at most some depth; without `not` and `at_most` if it is to be monotone."""
    forms = ["some", "some", "all", "any", "each value"]
    form = choose.pick(forms if monotone else [*forms, "not", "either way"]) if depth > 1 else "some"
    if form in {"all", "any"}:
        parts = range(choose.pick((2, 2, 1, 3)))
        return {form: [make_condition(choose, depth - 1, monotone=monotone) for _ in parts]}
    if form == "each value":
        return _for_each_value(choose)
    if form == "not":
        return {"not": make_condition(choose, depth - 1)}
    if form == "either way":
        some = make_some(choose)
        return {choose.pick(("any", "all")): [some, {"not": some}]}
    if choose.pick((False,) * 14 + (True,)):
        return {"project": _project_test(choose)}
    return make_some(choose, monotone=monotone)


def _for_each_value(choose: Chooser) -> Condition:
    """One count for each value of a field: of one thing, some of them hold; not known which."""
    some = make_some(choose, monotone=True)
    rest = choose.pick(({}, some["where"]))
    parts = [{**some, "where": where} for where in split(choose, some["some"], rest)]
    return {choose.pick(("any", "all")): parts}


def make_some(choose: Chooser, *, monotone: bool = False) -> Condition:
    """A count of things, or of distinct values, and its bounds."""
    often = ("members", "links", "members")
    kind = choose.pick((*often, "agencies", "groups", "practices", "barriers"))
    some: Json = {"some": kind, "where": _selector(choose, kind, _askable(kind))}
    bounds: tuple[Json, ...] = ({}, {}, {"at_least": 1}, {"at_least": 2}, {"at_least": 3})
    if not monotone:
        bounds += ({"at_most": 0}, {"at_most": 1}, {"at_least": 1, "at_most": 1})
    counted: Condition = some | choose.pick(bounds)
    if choose.pick((False, False, False, True)):
        return {**counted, "distinct": choose.pick(DISTINCT[kind])}
    return counted


def _project_test(choose: Chooser) -> Json:
    tests: tuple[Json, ...] = (
        {"staff_total": {"from": 2}},
        {"lead.sector": "third"},
        {"origin": ["new", "ppo-scheme"]},
        {"lead.sector": "statutory", "lead.kind": "police"},
    )
    return choose.pick(tests)


def _askable(kind: str) -> list[str]:
    """The paths that a condition may name."""
    paths = _statable(kind)
    if kind == "agencies":
        paths += ["delivers", "takes_referrals", "role"]
    if kind == "members":
        paths += ["agency.delivers", "agency.takes_referrals", "agency.role"]
    if kind == "links":
        paths += ["to.delivers", "from.takes_referrals"]
    if kind == "practices":
        paths += ["by.delivers", "with.role"]
    return paths


def _statable(kind: str) -> list[str]:
    """The paths that a statement may name, ids apart."""
    ends = [(f"{head}.", end) for head, ends in JOINS.get(kind, {}).items() for end in ends]
    paths = [
        f"{head}{name}"
        for head, end in [("", kind), *ends]
        for name in (*FIELDS[end], *LISTS[end], *NUMBERS.get(end, ()))
    ]
    paths += ["kind"] * 4 if kind in WRITTEN_KINDS else []
    return paths + [path for path in OFTEN if path in paths] * 4


def _selector(choose: Chooser, kind: str, paths: Sequence[str]) -> Json:
    selector: Json = {}
    for _ in range(choose.pick((2, 1, 3))):
        path = choose.pick(paths)
        selector[path] = _wanted(choose, kind, path)
    return selector


def _wanted(choose: Chooser, kind: str, path: str) -> Json:
    head, _, name = path.rpartition(".")
    if name in {"delivers", "takes_referrals"}:
        return choose.pick((True, True, False))
    if name == "role":
        roles = ["delivery-partner", "referral-partner", "referral-agency", "none"]
        return _one_or_more(choose, roles)
    if name in {"staff", "paid_staff"}:
        return choose.pick(({"from": 1}, {"from": 2, "to": 5}, {"to": 1}, 2))
    values = _values(kind, head, name)
    if name == "status":
        if kind != "barriers":
            return choose.pick(("any", "any", ["in-place", "emerging"], "invited", "in-place"))
        return _one_or_more(choose, [value for value in values if value != "unknown"])
    return _one_or_more(choose, values)


def _values(kind: str, head: str, name: str) -> list[Json]:
    """The values that a field may have, found through a join if there is one."""
    if name == "kind" and not head and kind in WRITTEN_KINDS:
        return list(WRITTEN_KINDS[kind])
    ends = JOINS[kind][head] if head else (kind,)
    found = [FIELDS[end].get(name) or LISTS[end].get(name) for end in ends]
    return next(list(values) for values in found if values)


def _one_or_more(choose: Chooser, values: Sequence[Json]) -> Json:
    if values[0] is True or choose.pick((True, True, False)):
        return choose.pick(values)
    return shuffled(choose, [*values])[:2]


# --- statements ------------------------------------------------------------------------------

Said = tuple[str, str, Json]
"""A statement: `complete` or `absent`, of which kind of record, and the selector."""


def statements(choose: Chooser, condition: Condition, site: Json) -> list[Said]:
    """One statement, or several that together say more."""
    word = choose.pick(("absent", "complete"))
    how = choose.pick(("widen", "split", "over ends", "definition", "free"))
    asked: list[Condition] = list(counts(condition))
    some: Condition = choose.pick(asked) if asked else {"some": "agencies", "where": {"sector": "third"}}
    kind, where = str(some["some"]), _without_derived(some["where"])
    if how == "definition":
        return [(word, *choose.pick(DEFINITIONS))]
    if how == "free":
        return [(word, *_free(choose, site))]
    if how == "over ends" and kind in {"members", "links"}:
        return _over_ends(choose, kind, where, site)
    if how == "split":
        return [(word, kind, part) for part in split(choose, kind, where)]
    return [(word, kind, _widened(choose, where))]


DEFINITIONS: tuple[tuple[str, Json], ...] = (
    ("groups", {"level": "service-delivery"}),
    ("members", {"group.level": "service-delivery"}),
    ("members", dict(DELIVERING)),
    ("links", dict(REFERRED_TO)),
    ("agencies", {"sector": "third"}),
    ("groups", {"scope": "iom"}),
)


def _free(choose: Chooser, site: Json) -> tuple[str, Json]:
    """A statement that need have nothing to do with the question."""
    kind = choose.pick(KINDS)
    selector = _selector(choose, kind, _statable(kind))
    ids = {
        "agencies": (("id", "agencies"),),
        "groups": (("id", "groups"),),
        "members": (("agency", "agencies"), ("group", "groups")),
        "links": (("from", "agencies"), ("from", "groups"), ("to", "agencies")),
    }.get(kind, ())
    for path, end in ids:
        if site[end] and choose.pick((False, False, True)):
            selector[path] = _one_or_more(choose, list(site[end]))
    return kind, selector


def _over_ends(choose: Chooser, kind: str, where: Json, site: Json) -> list[Said]:
    """A statement for each recorded end of a seat or link, and that there are no other ends."""
    end, ends = choose.pick(
        (("group", "groups"), ("agency", "agencies"))
        if kind == "members"
        else (("from", "groups"), ("to", "agencies"), ("from", "agencies"))
    )
    rest = {path: wanted for path, wanted in where.items() if not path.startswith(f"{end}.")}
    of_end = {
        path.removeprefix(f"{end}."): wanted for path, wanted in where.items() if path.startswith(f"{end}.")
    }
    words = ("complete", "absent")
    for_each: list[Said] = [(choose.pick(words), kind, {end: name, **rest}) for name in site[ends]]
    known = {path: wanted for path, wanted in of_end.items() if path in FIELDS[ends]}
    return [*for_each, ("complete", ends, _widened(choose, known))]


def split(choose: Chooser, kind: str, where: Json) -> Iterator[Json]:
    """Selectors for each value of some field, that together say what one says."""
    path = choose.pick([path for path in _statable(kind) if "staff" not in path])
    head, _, name = path.rpartition(".")
    rest = _widened(choose, where)
    for value in _values(kind, head, name):
        if value != "unknown":
            yield rest | {path: value}


def _widened(choose: Chooser, where: Json) -> Json:
    """A selector with some of its constraints left out."""
    return {path: wanted for path, wanted in where.items() if choose.pick((True, True, False))}


def _without_derived(where: Json) -> Json:
    derived = ("delivers", "takes_referrals", "role")
    return {path: wanted for path, wanted in where.items() if not path.endswith(derived)}


def _say(choose: Chooser, site: Json, condition: Condition, said: Sequence[Said]) -> None:
    """Put into a site the statements that one random world of its records obeys."""
    universe = Universe.around(Site.model_validate(site | _saying(said)), condition)
    few = Universe(universe.values, dict.fromkeys(universe.unrecorded, choose.pick((0, 0, 1))))
    world = _world(choose, site, few)
    if world is None:
        for entry in site["agencies"].values():
            entry.pop("is_among", None)
        world = _world(choose, site, few)
    kept = [one for one in said if world and _obeys(world, {"groups": {}, **_saying([one])})]
    site |= _saying(kept)
    for name, group in site["groups"].items():
        full = {"groups": {name: {"complete": True}}, **_saying(())}
        if choose.pick((False, True)) and world and _obeys(world, full):
            group["complete"] = True


def _world(choose: Chooser, site: Json, universe: Universe) -> World | None:
    """One random world, if there seems to be any."""
    rng = dice(choose.pick(range(50)))
    return next(Completions(Site.model_validate(site), universe).sample(rng, 1), None)


def _saying(said: Sequence[Said]) -> Json:
    return {
        word: [{kind: where} for each, kind, where in said if each == word and where]
        for word in ("complete", "absent")
    }


def _obeys(world: World, said: Mapping[str, Json]) -> bool:
    statements = Statements(said)
    return not any(statements.forbid(it, world) for kind in KINDS for it in world.things(kind))


# --- choices ---------------------------------------------------------------------------------


class Drawn:
    """Lets Hypothesis choose."""

    tries = 1

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def pick(self, options: Sequence[T]) -> T:
        """One of several options."""
        return options[0] if len(options) == 1 else self.draw(st.sampled_from(options))
