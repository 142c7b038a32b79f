"""A scenario's changes written into a site's values: what comes of it, and where each part came from."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from iomassess.checks import References
from iomassess.paths import find_path
from iomassess.problems import InvalidSource, Problem, suggest
from iomassess.scenario.file import CITED, LISTS, Scenario, fields_of, items_of
from iomassess.site import Site
from iomassess.source import Loc, Source
from iomassess.validation import validate


class Merged(NamedTuple):
    """A site as a scenario would have it, sound by itself."""

    site: Site
    source: Source
    """The site's source with the new values; places are those of the site file."""
    placed: Mapping[Loc, Loc]
    """Where in the scenario each record that it adds or changes stands, by its place in the site."""
    settled: tuple[tuple[str, int], ...]
    """What sources disagreed on, in fields that the scenario gives a new value; and which conflict it is."""


def merge(source: Source, scenario: Scenario) -> Merged:
    """Write a scenario into a site's values.

    Raises InvalidSource with every problem of the scenario, each at its place in the scenario's file.
    """
    merging = _Merging(source, scenario)
    merging.head()
    merging.add()
    merging.change()
    merging.declare()
    problems = [*scenario.problems, *merging.problems]
    told = {(one.where, one.what) for one in problems}
    later = source._replace(values=merging.values)
    site, sound, wrong = validate(Site, later)
    if site is not None:
        wrong = [*wrong, *References(site, sound, merging.values).find()]
    problems += [one for one in map(merging.told, wrong) if (one.where, one.what) not in told]
    if problems or site is None:
        raise InvalidSource(problems)
    return Merged(site, later, merging.placed, tuple(merging.settled))


class _Merging:
    """One scenario on its way into one site's values."""

    def __init__(self, source: Source, scenario: Scenario) -> None:
        self.before = source
        self.scenario = scenario
        self.said = scenario.source.values
        self.values: dict[str, Any] = deepcopy(source.values)
        self.values.pop("suppressed", None)  # which is about the file, and not about the site
        self.homes: dict[Loc, Loc] = {}
        self.placed: dict[Loc, Loc] = {}
        self.altered: set[Loc] = set()
        self.problems: list[Problem] = []
        self.settled: list[tuple[str, int]] = []
        self._fix_paths()

    def _fix_paths(self) -> None:
        """Let conflicts name list items by number, so that new items cannot be mistaken for them."""
        for conflict in self.values.get("conflicts", ()):
            if "records" in conflict:
                found = [find_path(self.before.values, path) or (path,) for path in conflict["records"]]
                conflict["records"] = [".".join(map(str, loc)) for loc in found]

    def say(self, loc: Loc, what: str, rule: str = "", *, value: bool = False) -> None:
        """Note a problem at a place of the scenario."""
        self.problems.append(self.scenario.source.problem(loc, what, rule=rule, value=value))

    def line(self, loc: Loc) -> str:
        """A place of the site's file, for a message."""
        return f"{self.before.name}:{self.before.place(loc)[0]}"

    def told(self, problem: Problem) -> Problem:
        """A problem of what comes of it, at the place of the scenario that brings it about."""
        where = problem.where.split(".")
        exact: Loc = ()
        nearest: Loc = ()
        shared = -1
        for loc, home in self.homes.items():
            same = _shared(tuple(map(str, loc)), where)
            if same == len(loc) and same > len(exact):
                exact = loc
            if same > shared:
                nearest, shared = home, same
        value = problem.rule not in ("schema/missing-field", "schema/unknown-field")
        rest = tuple(int(one) if one.isdigit() else one for one in where[len(exact) :])
        if exact and not (rest and exact in self.altered):
            home = (*self.homes[exact], *rest)
            return self.scenario.source.problem(home, problem.what, rule=problem.rule, value=value)
        place = f"{problem.path}:{problem.line}"
        what = f"does not go with the site: {problem.where} ({place}) {problem.what}"
        return self.scenario.source.problem(nearest, what, rule=problem.rule)

    # -- the parts of a scenario

    def head(self) -> None:
        """It must be for this site, and its facts must not pass for those of a source."""
        wanted = self.scenario.site
        site = self.values.get("id")
        if wanted is not None and wanted != site:
            self.say(
                ("for",),
                f"is written for `{wanted}`, and this is `{site}`",
                "scenario/other-site",
                value=True,
            )
        sources = self.values.setdefault("sources", {})
        for index, citation in enumerate(self.scenario.implements):
            one = citation.split(" ", maxsplit=1)[0]
            if one not in sources:
                what = f"`{one}` is not one of the site's sources{suggest(one, sorted(sources))}"
                self.say(("implements", index), what, "reference/unknown-source", value=True)
        if CITED in self.before.values.get("sources", {}) and sources[CITED].get("title") != _TITLE:
            what = f"the site has a source called `{CITED}` ({self.line(('sources', CITED))}), "
            what += "and what is assumed cites that name: give the source another"
            self.say((), what, "scenario/source-name")
        sources[CITED] = {"title": _TITLE, "kind": "document"}

    def add(self) -> None:
        """Add records; those in lists go to the end, so that the others keep their places."""
        added = fields_of(self.said.get("add"))
        for kind, one in (("agencies", "agency"), ("groups", "group")):
            for key, record in fields_of(added.get(kind)).items():
                there = self.values.setdefault(kind, {})
                home: Loc = ("add", kind, key)
                if key in there:
                    what = f"the site has the {one} `{key}` already ({self.line((kind, key))})"
                    self.say(home, f"{what}: use `change`, or another id", "contradiction/repeated")
                    continue
                there[key] = self.assumed(record)
                self.put((kind, key), home)
                seats = items_of(fields_of(there[key]).get("members"))
                for index, seat in enumerate(seats):
                    seats[index] = self.assumed(seat)
                    self.put((kind, key, "members", index), (*home, "members", index))
        for key, seats in fields_of(added.get("members")).items():
            group = self.known("groups", key, ("add", "members", key))
            if group is not None:
                self.seat(key, group, items_of(seats))
        for kind in LISTS:
            for index, record in enumerate(items_of(added.get(kind))):
                listed = self.values.setdefault(kind, [])
                listed.append(self.assumed(record))
                self.put((kind, len(listed) - 1), ("add", kind, index))

    def seat(self, key: str, group: dict[str, Any], seats: Sequence[Any]) -> None:
        """Give agencies seats on a group that the site has."""
        listed = group.setdefault("members", [])
        seated = _seated(listed)
        for index, seat in enumerate(seats):
            agency = fields_of(seat).get("agency")
            if isinstance(agency, str) and agency in seated:
                place = self.line(("groups", key, "members", seated[agency]))
                what = f"`{agency}` is a member of `{key}` already ({place}): use `change`"
                self.say(("add", "members", key, index), what, "contradiction/repeated")
                continue
            listed.append(self.assumed(seat))
            self.put(("groups", key, "members", len(listed) - 1), ("add", "members", key, index))

    def change(self) -> None:
        """Give fields of recorded things new values."""
        changed = fields_of(self.said.get("change"))
        for kind in ("agencies", "groups"):
            for key, fields in fields_of(changed.get(kind)).items():
                home: Loc = ("change", kind, key)
                record = self.known(kind, key, home)
                if record is not None:
                    self.give((kind, key), record, fields, home)
        for key, seats in fields_of(changed.get("members")).items():
            group = self.known("groups", key, ("change", "members", key))
            listed = items_of(fields_of(group).get("members"))
            seated = _seated(listed)
            for agency, fields in fields_of(seats).items() if group is not None else ():
                home = ("change", "members", key, agency)
                if agency in seated:
                    index = seated[agency]
                    self.give(("groups", key, "members", index), listed[index], fields, home)
                else:
                    hint = suggest(agency, list(seated))
                    what = f"`{agency}` is not a member of `{key}`: use `add`{hint}"
                    self.say(home, what, "reference/unknown-agency")
        for kind in LISTS:
            for index, one in enumerate(items_of(changed.get(kind))):
                self.change_listed(kind, index, fields_of(one))

    def change_listed(self, kind: str, index: int, one: Mapping[str, Any]) -> None:
        """Change the one record of a list that says what `which` does."""
        home: Loc = ("change", kind, index)
        which = one.get("which")
        if not isinstance(which, Mapping) or self.scenario.told((*home, "which")):
            return
        listed = items_of(self.values.get(kind))[: len(self.before.values.get(kind, ()))]
        alike = [nth for nth, record in enumerate(listed) if _says(record, which)]
        if len(alike) == 1:
            self.give((kind, alike[0]), listed[alike[0]], one.get("set"), (*home, "set"))
        else:
            what = f"the site has none of its {kind} like this: use `add`, or say less"
            if alike:
                places = ", ".join(self.line((kind, nth)) for nth in alike[:4])
                more = " and more" if len(alike) > 4 else ""
                what = f"{len(alike)} of the site's {kind} are like this ({places}{more}): say which"
            self.say((*home, "which"), what, "scenario/which")

    def declare(self) -> None:
        """Add what is then said of whole lists."""
        for part in ("complete", "absent"):
            for index, record in enumerate(items_of(self.said.get(part))):
                listed = self.values.setdefault(part, [])
                listed.append(self.assumed(record))
                self.put((part, len(listed) - 1), (part, index))

    # -- the parts of that

    def put(self, loc: Loc, home: Loc) -> None:
        """Note where a record came from."""
        self.homes[loc] = self.placed[loc] = home

    def known(self, kind: str, key: str, home: Loc) -> dict[str, Any] | None:
        """A record of the site by its id; a problem where there is none."""
        found = fields_of(self.values.get(kind))
        if key in found:
            record = found[key]
            return record if isinstance(record, dict) else None
        one = {"agencies": "agency", "groups": "group"}[kind]
        what = f"there is no {one} `{key}`{suggest(key, sorted(found))}"
        self.say(home, what, f"reference/unknown-{one}")
        return None

    def assumed(self, record: Any) -> Any:
        """A record of the scenario with the scenario as its evidence."""
        if not isinstance(record, Mapping):
            return record
        copied = deepcopy(dict(record))
        return {**copied, "evidence": [self.scenario.citation]}

    def give(self, loc: Loc, record: dict[str, Any], fields: Any, home: Loc) -> None:
        """Give fields of a record new values, with the scenario as the evidence for these alone."""
        if not isinstance(fields, Mapping) or not fields or "members" in fields:
            return  # which the reading of the scenario has told
        before = record.get("evidence") or []
        if isinstance(before, list):
            kept = [name for name in record if name not in _UNCITED]
            implied = [] if loc[0] == "agencies" else ["status"]  # left out, it says in place
            before = {name: list(before) for name in (*kept, *implied)} if before else {}
        record.update(deepcopy(dict(fields)))
        cited = [name for name in fields if name != "note"]
        record["evidence"] = {**before, **{name: [self.scenario.citation] for name in cited}}
        self.put(loc, home)
        self.altered.add(loc)
        for name in fields:
            self.homes[(*loc, name)] = (*home, name)
            self.settle((*loc, name))

    def settle(self, loc: Loc) -> None:
        """What sources disagreed on is no longer in dispute where the scenario says what is so."""
        path = ".".join(map(str, loc))
        for index, conflict in enumerate(items_of(self.values.get("conflicts"))):
            if path in conflict.get("records", ()):
                conflict["records"] = [one for one in conflict["records"] if one != path]
                if not conflict["records"]:  # it stays, with no record to bear on
                    self.settled.append((conflict["about"], index))


_TITLE = "What is assumed, and not found"
_UNCITED = ("evidence", "inferred", "note", "members")


def _seated(seats: Sequence[Any]) -> dict[str, int]:
    """Which agency has which of the seats."""
    agencies = [fields_of(one).get("agency") for one in seats]
    return {one: index for index, one in enumerate(agencies) if isinstance(one, str)}


def _says(record: Mapping[str, Any], which: Mapping[str, Any]) -> bool:
    """Whether a record says all that `which` says; a list says its items, in any order."""
    return all(_same(record.get(name), value) for name, value in which.items())


def _same(found: Any, asked: Any) -> bool:
    if isinstance(found, list) and isinstance(asked, list):
        return all(one in found for one in asked)
    return type(found) is type(asked) and bool(found == asked)


def _shared(loc: Sequence[str], where: Sequence[str]) -> int:
    """How many segments two places have in common from the start."""
    pairs = zip(loc, where, strict=False)
    return next((nth for nth, (one, other) in enumerate(pairs) if one != other), min(len(loc), len(where)))
