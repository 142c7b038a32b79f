"""Random scenarios for random sites, each with the site as it would then be.

Whatever a scenario adds or changes is written into a copy of the site as well, so that nothing of the
program has to be believed to know what comes of it. Mostly the site says that there is nothing like it.

A world of the site in which a scenario is carried out, and what is added completed, is a world of that copy.
It counts if the statements hold there of all but the records for which the program says that they give way:
what nothing contradicts goes on being said of the later time, also of what is changed (docs/scenarios.md).
"""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from completions import Chooser
from iomassess.engine.facts import Facts
from iomassess.loading import load_facts
from iomassess.problems import InvalidSource
from iomassess.scenario.file import Scenario, read_scenario
from iomassess.source import parse
from oracle import Condition, Json
from random_sites import ENGAGED, MIXED, Writer, shuffled, some_of
from strategies import Case, Drawn, make_case, make_some, split, statements

LISTS = ("links", "practices", "barriers")
WORDS = ("complete", "absent")
STRATEGIC = "strategic-oversight"


@dataclass(frozen=True)
class Supposed:
    """A site, scenarios to carry out there one after the other, and the site as it would then be."""

    before: Facts
    scenarios: tuple[Scenario, ...]
    after: Case
    """With the statements of the site and of the scenarios, whether or not they still hold of everything."""


@st.composite
def scenarios(draw: st.DrawFn) -> Supposed:
    """One scenario or two that add and change, and a condition to ask of what comes of them."""
    return make_scenarios(Drawn(draw))


def make_scenarios(choose: Chooser) -> Supposed:
    """The same from a sequence of choices."""
    written, condition = make_sound(choose)
    site, drafts = written, []
    for _ in range(choose.pick((1, 1, 1, 2))):
        drafts.append(Draft(choose, site, condition))
        drafts[-1].add()
        drafts[-1].change()
        drafts[-1].declare()
        site = drafts[-1].site
    return supposed(choose, written, condition, drafts)


@st.composite
def additions(draw: st.DrawFn) -> Supposed:
    """A scenario that only adds, and a condition without `not`."""
    choose = Drawn(draw)
    written, condition = make_sound(choose, monotone=True)
    draft = Draft(choose, written, condition)
    draft.add()
    return supposed(choose, written, condition, [draft], monotone=True)


def make_sound(choose: Chooser, *, monotone: bool = False) -> tuple[Json, Condition]:
    """A site without a mistake, often with two agencies alike, and a condition to ask of it."""
    case = make_case(choose, monotone=monotone)
    written = {"sources": {}, **case.written}
    named = [name for name, one in written["agencies"].items() if "name" in one]
    if len(named) > 1 and choose.pick((False, True)):
        one, other = named[:2]
        alike = {one: {**written["agencies"][other], "name": one.upper()}}
        if read({**written, "agencies": {**written["agencies"], **alike}}) is not None:
            written["agencies"] |= alike
    assume(read(written) is not None)
    return written, case.condition


def supposed(
    choose: Chooser, written: Json, condition: Condition, drafts: Sequence["Draft"], *, monotone: bool = False
) -> Supposed:
    """What is drafted, at a site that mostly says that there is no such thing."""
    assume(all(draft.brought for draft in drafts))
    site = drafts[-1].site
    asked = [one for draft in drafts for one in draft.selectors()]
    said: list[Json] = []
    for one in asked:
        for statement in against(choose, *one):
            if read(_saying(written, [*said, statement])) is not None:
                said.append(statement)
    if choose.pick((True, True, True, False)) and asked:
        condition = asked_about(choose, *choose.pick(asked), monotone=monotone)
    before = read(_saying(written, said))
    assert before is not None
    found = tuple(draft.scenario(f"more-{nth}") for nth, draft in enumerate(drafts))
    declared = [{word: one} for draft in drafts for word in WORDS for one in draft.said[word]]
    return Supposed(before, found, Case(_saying(site, [*said, *declared]), condition))


def _saying(written: Json, said: Sequence[Json]) -> Json:
    """A site with more statements, after its own and before those of scenarios."""
    more: Json = {word: [one[word] for one in said if word in one] for word in WORDS}
    return {**written, **{word: [*written[word], *more[word]] for word in WORDS}}


def against(choose: Chooser, kind: str, where: Json) -> Iterator[Json]:
    """Statements that there is nothing of a sort, or nothing else; and nothing else that joins it."""
    word = choose.pick(("absent", "absent", None, "complete"))
    if word and choose.pick((False, False, True)):
        yield from ({word: {kind: one}} for one in split(choose, kind, where))
    elif word:
        yield {word: {kind: where}}
    flag = {"agencies": "works_with_offenders", "groups": "commissions"}.get(kind)
    for joined, end in BORNE_ON.get(kind, ()):
        if choose.pick((False, True)):
            yield {"complete": {joined: {f"{end}{path}": one for path, one in where.items()}}}
        if flag not in where and choose.pick((False, False, True)):  # the two together rule out what joins it
            yield {"absent": {kind: {**where, flag: True}}}
            yield {"absent": {joined: {f"{end}{flag}": False}}}


def asked_about(choose: Chooser, kind: str, where: Json, *, monotone: bool) -> Condition:
    """A condition on things of a sort, or on the seats, links or practices that they are the ends of."""
    less = {path: wanted for path, wanted in where.items() if choose.pick((True, True, True, False))} or where
    kind, end = choose.pick(((kind, ""), *BORNE_ON.get(kind, ())))
    other = make_some(choose)
    more = other["where"] if other["some"] == kind else {}
    asked = {**more, **{f"{end}{path}": wanted for path, wanted in less.items()}}
    bounds: tuple[Json, ...] = ({}, {"at_least": 2}, {"at_least": 3})
    if not monotone:
        bounds += ({"at_most": 0}, {"at_most": 1}, {"at_most": 2})
    some: Condition = {"some": kind, "where": asked, **choose.pick(bounds)}
    if monotone:
        return some
    derived = {"some": "agencies", "where": choose.pick(({"takes_referrals": True}, {"delivers": True}))}
    both = ({"any": [some, other]}, {"all": [some, {"not": other}]})
    return choose.pick((some, {"not": some}, *both, other, derived))


BORNE_ON = {
    "agencies": (("members", "agency."), ("links", "to."), ("practices", "by.")),
    "groups": (("members", "group."), ("links", "from.")),
}
"""By kind of agency or group: the records that join it, and at which end."""


def read(written: Json) -> Facts | None:
    """The facts of a site; None where something is wrong with it."""
    try:
        return load_facts(parse(json.dumps(written), "site.yaml"))
    except InvalidSource:
        return None


class Draft:
    """A scenario while it is written, and beside it the site as it would then be."""

    def __init__(self, choose: Chooser, site: Json, condition: Condition) -> None:
        """Begin with a site as it is written."""
        self.choose = choose
        self.site: Json = deepcopy(site)
        self.before = site
        self.condition = condition
        self.writer = Writer(choose, choose.pick((MIXED, ENGAGED)))
        self.said: Json = {"add": {}, "change": {}, "complete": [], "absent": []}
        self.brought: list[Json] = []
        """The records of the later site that are added or changed."""
        self.was: dict[int, Json] = {}
        """What those that are changed said before."""

    def scenario(self, name: str) -> Scenario:
        """The scenario as read."""
        head = {"format": "iomassess/scenario/1", "id": name, "name": "More", "about": "More."}
        return read_scenario(parse(json.dumps({**head, **self.said}), f"{name}.yaml"))

    # -- what there is besides

    def add(self) -> None:
        """Add records of some kinds."""
        pick, added = self.choose.pick, self.said["add"]
        agencies, groups = self.site["agencies"], self.site["groups"]
        nth = len(agencies) + len(groups)
        if pick((False, True)):
            named = [name for name, one in agencies.items() if "name" in one]
            agencies[f"new{nth}"] = self.bring(self.writer.agency(f"new{nth}", named))
            added["agencies"] = {f"new{nth}": deepcopy(agencies[f"new{nth}"])}
        if pick((False, False, True)):
            groups[f"forum{nth}"] = self.bring({**self.writer.group(f"forum{nth}"), "members": []})
            added["groups"] = {f"forum{nth}": deepcopy(groups[f"forum{nth}"])}
        for name, group in groups.items():
            seated = {one["agency"] for one in group["members"]}
            for agency in some_of(self.choose, [one for one in agencies if one not in seated], 2):
                seat = self.bring({"agency": agency, **self.writer.fields("members")})
                group["members"].append(seat)
                there = added.get("groups", {}).get(name)
                seats = there["members"] if there else added.setdefault("members", {}).setdefault(name, [])
                seats.append(deepcopy(seat))
        makers = {
            "links": lambda: self.writer.link(list(agencies), list(groups)),
            "practices": lambda: self.writer.practice(list(agencies)),
            "barriers": self.writer.barrier,
        }
        for kind, make in makers.items():
            record = make() if pick((False, True)) else None
            if record:
                self.site[kind].append(self.bring(record))
                added[kind] = [deepcopy(record)]

    def bring(self, record: Json) -> Json:
        """Note that a record of the later site is the scenario's doing."""
        self.brought.append(record)
        return record

    # -- what is otherwise

    def change(self) -> None:
        """Give some of the site's records new values."""
        for kind, path in some_of(self.choose, list(_paths(self.before)), 3):
            record = self.site
            for segment in path:
                record = record[segment]
            fields = self.values(kind, record)
            later = {**record, **fields}
            if not fields or ("tier" in later and later.get("level", STRATEGIC) != STRATEGIC):
                continue
            changed = self.said["change"]
            if kind in LISTS:
                changed.setdefault(kind, []).append({"which": deepcopy(record), "set": deepcopy(fields)})
            elif kind == "members":
                seats = changed.setdefault(kind, {}).setdefault(path[1], {})
                seats[record["agency"]] = deepcopy(fields)
            else:
                changed.setdefault(kind, {})[path[1]] = deepcopy(fields)
            self.was.setdefault(id(record), dict(record))
            record |= fields
            self.bring(record)

    def values(self, kind: str, record: Json) -> Json:
        """New values for a few fields of a record."""
        fields = self.writer.fields(kind)
        if kind == "practices":
            fields |= {role: some_of(self.choose, list(self.site["agencies"]), 2) for role in ("by", "with")}
        if kind == "groups":
            fields["complete"] = True
        if "to" in record:
            others = [name for name in self.site["agencies"] if name != record["from"]]
            fields["to"] = self.choose.pick(others)
        if "unnamed" in record and "is_among" not in record:
            others = [name for name, one in self.site["agencies"].items() if one is not record]
            fields |= {"may_be": some_of(self.choose, others, 2), "number": 1}
        fields = {name: value for name, value in fields.items() if value != record.get(name)}
        return {
            name: fields[name] for name in shuffled(self.choose, list(fields))[: self.choose.pick((1, 2))]
        }

    def declare(self) -> None:
        """Say something of whole lists once all this is so."""
        if self.choose.pick((False,) * 7 + (True,)):
            for word, kind, where in statements(self.choose, self.condition, self.site):
                if where:
                    self.said[word].append({kind: where})

    # -- what a site might say against it, and what might be asked

    def selectors(self) -> Iterator[tuple[str, Json]]:
        """Selectors of some of what is brought, as far as it is recorded, mostly by what is changed."""
        concerned = [one for one in self._told() if one[2]]
        for kind, parts, _ in some_of(self.choose, concerned, 4):
            as_it_was = self.choose.pick((False, False, True))
            known, changed = {}, []
            for prefix, record in parts.items():
                was: Json = self.was.get(id(record), record)
                for name, value in (was if as_it_was else record).items():
                    if name not in UNTOLD and isinstance(value, str | bool) and value != "unknown":
                        known[f"{prefix}{name}"] = value
                        changed += [f"{prefix}{name}"] * 4 * (was.get(name) != record.get(name))
            often = [path for path in known if path in OFTEN]
            paths = shuffled(self.choose, [*known, *often, *changed])[: self.choose.pick((1, 2, 3))]
            if paths:
                yield kind, {path: known[path] for path in paths}

    def _told(self) -> Iterator[tuple[str, dict[str, Json], bool]]:
        """Every record with its ends, and whether it, or one of them, is brought."""
        agencies, groups = self.site["agencies"], self.site["groups"]
        found = [("agencies", {"": one}) for one in agencies.values()]
        found += [("groups", {"": one}) for one in groups.values()]
        for group in groups.values():
            found += [
                ("members", {"": seat, "agency.": agencies[seat["agency"]], "group.": group})
                for seat in group["members"]
            ]
        for link in self.site["links"]:
            ends = (link["from"], link["to"]) if "to" in link else link["between"][:2]
            source, target = ({**agencies, **groups}[one] for one in ends)
            found.append(("links", {"": link, "from.": source, "to.": target}))
        for one in self.site["practices"]:
            doers = {f"{role}.": agencies[one[role][0]] for role in ("by", "with") if one.get(role)}
            found.append(("practices", {"": one, **doers}))
        found += [("barriers", {"": one}) for one in self.site["barriers"]]
        for kind, parts in found:
            yield kind, parts, any(one is record for one in self.brought for record in parts.values())


UNTOLD = ("name", "unnamed", "agency", "from", "to", "number", "complete", "status")
OFTEN = ("sector", "agency.sector", "to.sector", "by.sector", "group.level", "level", "kind")


def _paths(site: Json) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The kind and the place of each record."""
    for kind in ("agencies", "groups"):
        yield from ((kind, (kind, name)) for name in site[kind])
    for name, group in site["groups"].items():
        yield from (("members", ("groups", name, "members", nth)) for nth in range(len(group["members"])))
    for kind in LISTS:
        yield from ((kind, (kind, nth)) for nth in range(len(site[kind])))
