"""The records of small random sites, before anything is said of whole lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from completions import Chooser
from oracle import Json

T = TypeVar("T")

FLAG = (True, False)
STATUS = ("in-place", "planned", "emerging", "invited", "ended", "unknown")
SCOPE = ("iom", "general")
PATHWAY = ("accommodation", "health")

FIELDS: dict[str, dict[str, tuple[str | bool, ...]]] = {
    "agencies": {
        "sector": ("third", "statutory", "private"),
        "size": ("small", "large"),
        "kind": ("police", "service-provider"),
        "works_with_offenders": FLAG,
    },
    "groups": {
        "level": ("service-delivery", "operational-management", "strategic-oversight"),
        "tier": ("local", "pioneer-site", "countywide"),
        "scope": SCOPE,
        "standing": ("main", "peripheral"),
        "status": STATUS,
        "commissions": FLAG,
    },
    "members": {
        "status": STATUS,
        "co_located": FLAG,
        "co_works": FLAG,
        "shares_information": FLAG,
        "attends": FLAG,
        "extent": ("some", "whole"),
    },
    "links": {"scope": SCOPE, "status": STATUS, "formal": FLAG, "active": FLAG},
    "practices": {
        "of": ("offender-services", "mentoring"),
        "form": ("event", "training"),
        "scope": SCOPE,
        "status": STATUS,
        "formal": FLAG,
    },
    "barriers": {"scope": SCOPE, "status": ("unresolved", "easing", "resolved", "unknown")},
}
"""Fields of a record, and the values tried."""
LISTS: dict[str, dict[str, tuple[str, ...]]] = {
    "agencies": {"pathways": PATHWAY, "rooted_in": ("faith", "bme")},
    "groups": {"pathways": PATHWAY},
    "members": {"pathways": PATHWAY},
    "links": {"pathways": PATHWAY},
    "practices": {"pathways": PATHWAY},
    "barriers": {},
}
NUMBERS = {"agencies": ("paid_staff",), "members": ("staff",)}
WRITTEN_KINDS = {
    "links": ("refers-to", "contract", "joint-working"),
    "practices": ("mapping", "mentoring"),
    "barriers": ("funding", "vetting"),
}


@dataclass(frozen=True)
class Temper:
    """What a random site is like; each tuple is picked from."""

    agencies: tuple[int, ...] = (2, 1, 0, 3)
    named: tuple[bool, ...] = (True, True, False)
    groups: tuple[int, ...] = (1, 0, 2)
    links: tuple[int, ...] = (0, 1, 2)
    link_kinds: tuple[str, ...] = WRITTEN_KINDS["links"]
    known: tuple[str, ...] = ("unknown", "known", "unknown", "known", "either")
    likely: Mapping[str, str | bool | None] = field(default_factory=dict)
    """Fields that are mostly as given here; None is left out."""


MIXED = Temper()
ENGAGED = Temper(
    agencies=(2, 1, 3),
    groups=(1, 1, 2),
    link_kinds=("refers-to", "refers-to", "joint-working"),
    likely={
        "sector": "third",
        "level": "service-delivery",
        "tier": None,
        "scope": "iom",
        "status": None,
        "co_located": True,
        "co_works": True,
        "shares_information": True,
    },
)
"""Third Sector agencies in and around delivery teams."""
CROWDED = Temper(
    agencies=(3, 4, 2),
    named=(True, False, False),
    groups=(1, 0, 1),
    links=(2, 0, 3),
    link_kinds=("contract", "contract", "joint-working", "refers-to"),
    known=("unknown", "unknown", "unknown", "known"),
    likely={"sector": "third", "status": None, "level": None, "tier": None},
)
"""Agencies that may be one another."""


def make_records(choose: Chooser, temper: Temper) -> Json:
    """Write a site without statements."""
    return Writer(choose, temper).site()


class Writer:
    """Writes the records of a random site, one at a time or all of them."""

    def __init__(self, choose: Chooser, temper: Temper) -> None:
        self.choose = choose
        self.temper = temper

    def site(self) -> Json:
        """A whole site."""
        pick = self.choose.pick
        names = "abcd"[: pick(self.temper.agencies)]
        agencies = {name: self.agency(name, names) for name in names}
        named = [name for name, entry in agencies.items() if "name" in entry]
        for entry in agencies.values():
            if "is_among" in entry:
                entry["is_among"] = [name for name in entry["is_among"] if name in named]
        groups = {name: self.group(name) for name in "gh"[: pick(self.temper.groups)]}
        for group in groups.values():
            seated = [name for name in agencies if pick(FLAG)]
            group["members"] = [{"agency": name, **self.fields("members")} for name in seated]
        return {
            "format": "iomassess/site/1",
            "id": "site",
            "name": "Site",
            "wave": "baseline",
            "as_of": "2009",
            "agencies": agencies,
            "groups": groups,
            "links": self.links(list(agencies), list(groups)),
            "practices": [self.practice(list(agencies)) for _ in range(pick((0, 0, 1, 2)))],
            "barriers": [self.barrier() for _ in range(pick((0, 0, 1)))],
            "complete": [],
            "absent": [],
        } | self.project(list(agencies))

    def agency(self, name: str, names: Sequence[str]) -> Json:
        """An agency, named or not, that may be some of others."""
        if self.choose.pick(self.temper.named):
            return {"name": name.upper(), **self.fields("agencies")}
        entry: Json = {"unnamed": True, **self.fields("agencies")}
        number = self.choose.pick((1, None, 2, {"from": 1, "to": 2}, {"one_of": [1, 3]}, {"from": 2}))
        if number is not None:
            entry["number"] = number
        others = [other for other in names if other != name]
        if self.choose.pick(FLAG):
            entry["may_be"] = some_of(self.choose, others, 2)
        elif number in (None, 1, 2):
            entry["is_among"] = some_of(self.choose, others, 3)
        return entry

    def group(self, name: str) -> Json:
        """A group without members."""
        group = {"name": name.upper(), **self.fields("groups")}
        if "tier" in group and group.get("level", "strategic-oversight") != "strategic-oversight":
            del group["tier"]
        return group

    def links(self, agencies: list[str], groups: list[str]) -> list[Json]:
        """A few links."""
        found = [self.link(agencies, groups) for _ in range(self.choose.pick(self.temper.links))]
        return [link for link in found if link is not None]

    def link(self, agencies: list[str], groups: list[str]) -> Json:
        """A link; None where too little is there to link."""
        kind = self.choose.pick(self.temper.link_kinds)
        fields = {"kind": kind, **self.fields("links")}
        if kind == "refers-to" and agencies and groups:
            return fields | {"from": self.choose.pick(groups), "to": self.choose.pick(agencies)}
        if kind == "refers-to" or len(agencies) < 2:
            return None
        one, *others = shuffled(self.choose, agencies)
        if kind == "joint-working":
            return fields | {"between": [one, *others[: self.choose.pick((1, 1, 2))]]}
        return fields | {"from": one, "to": others[0]}

    def practice(self, agencies: list[str]) -> Json:
        """Something done."""
        ends = {role: some_of(self.choose, agencies, 2) for role in ("by", "with")}
        written = {role: names for role, names in ends.items() if names}
        return {"kind": self.choose.pick(WRITTEN_KINDS["practices"]), **written, **self.fields("practices")}

    def barrier(self) -> Json:
        """Something in the way."""
        return {"kind": self.choose.pick(WRITTEN_KINDS["barriers"]), **self.fields("barriers")}

    def project(self, agencies: list[str]) -> Json:
        """What there is of the project, if anything."""
        if self.choose.pick((True, True, True, False)):
            return {}
        return {"project": {"lead": some_of(self.choose, agencies, 1), **self.numbers(("staff_total",))}}

    def fields(self, kind: str) -> Json:
        """Fields of a record: left out, known, or one of several."""
        fields: Json = {}
        for name, values in FIELDS[kind].items():
            likely = name in self.temper.likely and self.choose.pick((True, True, True, False))
            value = self.temper.likely[name] if likely else self.value(values)
            if value is not None:
                fields[name] = value
        for name, values in LISTS[kind].items():
            held = some_of(self.choose, list(values), 1)
            if held and self.choose.pick(self.temper.known) == "known":
                fields[name] = held
        return fields | self.numbers(NUMBERS.get(kind, ()))

    def value(self, values: Sequence[str | bool]) -> Json:
        """A value, one of two, or None where it is left out."""
        how = self.choose.pick(self.temper.known)
        if how == "known":
            return self.choose.pick(values)
        if how == "unknown" or len(values) == len(FLAG):
            return None
        either = shuffled(self.choose, [*values])[:2]
        if either == ["in-place", "planned"] and self.choose.pick((False, True)):
            return {"one_of": ["in-place", "absent"]}
        return {"one_of": either}

    def numbers(self, names: Sequence[str]) -> Json:
        """Some numbers, known within bounds or not at all."""
        known = (None, 0, 2, {"from": 1}, {"from": 1, "to": 3}, {"one_of": [1, 4]}, {"to": 1})
        picked = {name: self.choose.pick(known) for name in names}
        known_ones = {name: self.choose.pick(self.temper.known) != "unknown" for name in names}
        return {name: value for name, value in picked.items() if value is not None and known_ones[name]}


def some_of(choose: Chooser, options: Sequence[T], most: int) -> list[T]:
    """At most some of the options, none more often than not."""
    size = choose.pick((0, 0, *range(1, most + 1)))
    return shuffled(choose, options)[:size] if size else []


def shuffled(choose: Chooser, options: Sequence[T]) -> list[T]:
    left = list(options)
    return [left.pop(left.index(choose.pick(left))) for _ in options]
