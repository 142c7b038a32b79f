"""What must hold across a site file: references, ends, tiers, statements, conflicts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from iomassess.engine.cells import bounds
from iomassess.engine.facts import Facts
from iomassess.engine.records import Row, Statement, chosen
from iomassess.engine.regions import Region, covered
from iomassess.fields import KINDS
from iomassess.paths import find_path
from iomassess.problems import MOST_TOLD, Problem, suggest
from iomassess.selectors import read_selector, refuse
from iomassess.site import Agency, Group, Link, Model, OneOf, Range, Record, Site
from iomassess.source import Loc, Source
from iomassess.vocabulary import Level, LinkKind

_MISREAD = re.compile("y|n|yes|no|on|off|true|false|null|[0-9-]+|0[box][0-9a-f]+|[0-9]+e[0-9]+")
"""Ids that some YAML readers take for a truth value, a number or a date."""


_REPEATED = "contradiction/repeated"
_ITSELF = "contradiction/itself"
_ENDS = "contradiction/link-ends"
_UNNAMED = "contradiction/unnamed"
_END = {
    "from": "the one that refers, pays or lends",
    "to": "the one that receives",
}


class References:
    """Gathers the problems of one site file; `known` is what the file names, sound or not."""

    def __init__(self, site: Site, source: Source, known: Mapping[str, Any]) -> None:
        self.site = site
        self.source = source
        self.known = known
        self.agencies = _ids(known, "agencies")
        self.groups = _ids(known, "groups")
        self.sources = _ids(known, "sources")
        self.cited = set[str]()
        self.problems: list[Problem] = []

    def find(self) -> list[Problem]:
        """Check everything; the problems stand in no particular order."""
        site = self.site
        for loc, model in _walk(site):
            self.values(loc, model)
        self.misread()
        for key in sorted(self.agencies & self.groups):
            what = f"`{key}` is the id of an agency as well: give one another id"
            self.say(("groups", key), what, "contradiction/shared-id")
        for key, agency in site.agencies.items():
            self.agency(("agencies", key), agency)
        for key, group in site.groups.items():
            self.group(("groups", key), group)
        for key in self.groups - site.groups.keys():
            self.unsound_group(("groups", key), self.known["groups"][key])
        self.circles()
        for index, link in enumerate(site.links):
            self.link(("links", index), link)
        for index, practice in enumerate(site.practices):
            self.known_agencies(("practices", index, "by"), practice.by)
            self.known_agencies(("practices", index, "with"), practice.with_)
        self.project()
        for name in ("complete", "absent"):
            for index, statement in enumerate(getattr(site, name)):
                self.statement((name, index), statement)
        for index, conflict in enumerate(site.conflicts):
            for nth, path in enumerate(conflict.records):
                self.path(("conflicts", index, "records", nth), path)
        return self.problems

    def say(self, loc: Loc, what: str, rule: str, *, value: bool = False) -> None:
        """Note a problem, up to so many."""
        if len(self.problems) < MOST_TOLD:
            self.problems.append(self.source.problem(loc, what, rule=rule, value=value))

    def values(self, loc: Loc, model: Model) -> None:
        """Evidence names a source; ranges run upward; choices differ."""
        if _is(type(model), Record):
            evidence = model.evidence  # type: ignore[attr-defined]  # a record has it
            if not isinstance(evidence, dict):
                self.citations((*loc, "evidence"), evidence)
                return
            fields = _fields(type(model))
            for name, citations in evidence.items():
                if name not in fields:
                    what = f"there is no field `{name}` here{suggest(name, [*fields])}"
                    self.say((*loc, "evidence", name), what, "schema/unknown-field")
                self.citations((*loc, "evidence", name), citations)
        elif isinstance(model, Range):
            if model.from_ is None and model.to is None:
                self.say(loc, "says nothing: give `from`, or `to`, or both", "schema/missing-field")
            if model.to is not None and (model.from_ or 0) > model.to:
                what = f"`from` {model.from_} is more than `to` {model.to}: the least comes first"
                self.say(loc, what, "contradiction/range")
        elif isinstance(model, OneOf) and len(set(model.one_of)) < len(model.one_of):
            what = "the same value is here twice: keep one"
            self.say((*loc, "one_of"), what, _REPEATED)

    def citations(self, loc: Loc, citations: Sequence[str]) -> None:
        """A citation begins with the id of a source."""
        if self.cited.issuperset(citations):
            return
        for nth, citation in enumerate(citations):
            source = citation.split(" ", maxsplit=1)[0]
            if source not in self.sources:
                known = sorted(self.sources)
                what = f"`{source}` is not one of the sources{suggest(source, known)}"
                self.say((*loc, nth), what, "reference/unknown-source", value=True)
            else:
                self.cited.add(citation)

    def misread(self) -> None:
        """Refuse ids that other YAML readers take for something else."""
        what, rule = "cannot be an id: other YAML readers misread it; add a word", "schema/misread-id"
        if _MISREAD.fullmatch(self.site.id):
            self.say(("id",), f"`{self.site.id}` {what}", rule, value=True)
        for part in ("agencies", "groups", "sources"):
            for key in getattr(self, part):
                if _MISREAD.fullmatch(key):
                    self.say((part, key), f"`{key}` {what}", rule)

    def agency(self, loc: Loc, agency: Agency) -> None:
        """Named agencies stand for one; unnamed ones may stand for several, or for others."""
        if agency.unnamed:
            if agency.name is not None:
                self.say((*loc, "name"), "an unnamed agency has no name: use `note`", _UNNAMED)
        else:
            if agency.name is None:
                what = "`name` is missing; if the source gives none, write `unnamed: true`"
                self.say(loc, what, "schema/missing-field")
            for name in ("number", "may_be", "is_among"):
                if name in agency.model_fields_set and getattr(agency, name) is not None:
                    self.say((*loc, name), f"only an unnamed agency has `{name}`", _UNNAMED)
        least, most = bounds(agency.number)
        open_below = isinstance(agency.number, Range) and agency.number.from_ is None
        if agency.number is not None and (most == 0 or (least < 1 and not open_below)):
            self.say((*loc, "number"), "an entry stands for one agency at least", "schema/out-of-bounds")
        if agency.is_among:
            self.among(loc, agency)
        for index, one in enumerate(agency.may_be or ()):
            if one == loc[-1]:
                what = "an agency is always the same as itself: leave it out"
                self.say((*loc, "may_be", index), what, _ITSELF)
            else:
                self.known_agency((*loc, "may_be", index), one)

    def among(self, loc: Loc, agency: Agency) -> None:
        """An entry that must be one of several can be one of them."""
        if agency.may_be is not None:
            self.say((*loc, "may_be"), "`is_among` says already what it may be: leave this out", _UNNAMED)
        for index, one in enumerate(agency.is_among):
            self.known_agency((*loc, "is_among", index), one)
            other = self.site.agencies.get(one)
            if one == loc[-1] or (other is not None and other.unnamed):
                self.say((*loc, "is_among", index), "should be a named agency of the file", _UNNAMED)
        if bounds(agency.number)[0] > len(set(agency.is_among)):
            what = "is more than the agencies it is among: correct one"
            self.say((*loc, "number"), what, _UNNAMED)

    def group(self, loc: Loc, group: Group) -> None:
        """Tiers belong to strategic oversight; each agency has one seat; groups above exist."""
        if group.tier is not None and Level.STRATEGIC_OVERSIGHT not in _choices(group.level):
            self.say(
                (*loc, "tier"),
                "only a strategic-oversight group has a tier: leave it out",
                "contradiction/tier",
            )
        for index, above in enumerate(group.reports_to):
            if above not in self.groups:
                known = sorted(self.groups)
                what = f"there is no group `{above}`{suggest(above, known)}"
                self.say((*loc, "reports_to", index), what, "reference/unknown-group")
        seats = Counter[str]()
        for index, member in enumerate(group.members):
            self.known_agency((*loc, "members", index, "agency"), member.agency)
            seats[member.agency] += 1
            if seats[member.agency] == 2:
                what = f"`{member.agency}` is a member twice: write one entry of the two"
                self.say((*loc, "members", index), what, _REPEATED)

    def unsound_group(self, loc: Loc, group: Any) -> None:
        """A group with a mistake of its own may have members that are not there."""
        members = group.get("members") if isinstance(group, dict) else None
        for index, member in enumerate(members if isinstance(members, list) else ()):
            if isinstance(member, dict) and isinstance(member.get("agency"), str):
                self.known_agency((*loc, "members", index, "agency"), member["agency"])

    def circles(self) -> None:
        """No group may report to itself, even by way of others."""
        above = {key: group.reports_to for key, group in self.site.groups.items()}
        for key in _not_below_the_top(above):
            if len(self.problems) >= MOST_TOLD:
                return
            seen, queue = set[str](), list(above[key])
            while queue:
                one = queue.pop()
                if one == key:
                    what = f"`{key}` reports to itself in a circle: take out a step"
                    self.say(("groups", key, "reports_to"), what, _ITSELF)
                    break
                if one not in seen:
                    seen.add(one)
                    queue.extend(above.get(one, ()))

    def link(self, loc: Loc, link: Link) -> None:
        """The kind of a link fixes its ends."""
        if link.kind in (LinkKind.INFORMATION_SHARING_AGREEMENT, LinkKind.JOINT_WORKING):
            self.link_between(loc, link)
            return
        if link.between:
            self.say((*loc, "between"), f"{link.kind} has `from` and `to`, not `between`", _ENDS)
        for name, end in (("from", link.from_), ("to", link.to)):
            if end is None:
                self.say(loc, f"`{name}` is missing: {_END[name]}", "schema/missing-field")
        if link.from_ is not None and link.from_ == link.to:
            self.say((*loc, "to"), "a link needs two different ends", _ITSELF)
        if link.kind is LinkKind.REFERS_TO and link.from_ is not None:
            if link.from_ not in self.groups:
                what = "is an agency, and refers-to starts from a group"
                self.unknown((*loc, "from"), link.from_, self.groups, self.agencies, what)
        elif link.from_ is not None:
            self.known_agency((*loc, "from"), link.from_)
        if link.to is not None:
            self.known_agency((*loc, "to"), link.to)

    def link_between(self, loc: Loc, link: Link) -> None:
        """Neither end is first: the ends are two or more agencies."""
        for name, end in (("from", link.from_), ("to", link.to)):
            if end is not None:
                self.say((*loc, name), f"{link.kind} has no `{name}`: write `between: [...]`", _ENDS)
        if len(set(link.between)) < 2:
            self.say(loc, f"{link.kind} needs two or more different agencies in `between`", _ENDS)
        elif len(set(link.between)) < len(link.between):
            what = "the same agency is here twice: keep one"
            self.say((*loc, "between"), what, _REPEATED)
        self.known_agencies((*loc, "between"), link.between)

    def project(self) -> None:
        """Everyone named in the project and the fieldwork is an agency of the file."""
        site = self.site
        if site.project is not None:
            self.known_agencies(("project", "lead"), site.project.lead)
            for index, funding in enumerate(site.project.funding):
                if funding.by is not None:
                    self.known_agency(("project", "funding", index, "by"), funding.by)
        if site.fieldwork is not None:
            self.known_agencies(("fieldwork", "took_part"), site.fieldwork.took_part)

    def statement(self, loc: Loc, statement: Record) -> None:
        """A statement speaks of one kind of record and says which of them."""
        kinds = [kind for kind in KINDS if getattr(statement, kind) is not None]
        if len(kinds) != 1:
            found = f"found {' and '.join(kinds)}" if kinds else "found none"
            what = f"a statement has exactly one of {', '.join(KINDS)}; {found}"
            self.say(loc, what, "statement/one-kind")
            return
        kind, values = chosen(statement)
        if not values:
            what = f"says too much: which {kind}? Name at least one field"
            self.say((*loc, kind), what, "statement/too-wide")
            return
        here = (*loc, kind)
        asked = read_selector(
            kind, values, lambda below, what, rule: self.say((*here, *below), what, rule), naming=True
        )
        for test in asked.tests:
            if test.name == "id":
                ends = {"agency": self.agencies, "group": self.groups}
                known = ends.get(test.label, self.agencies | self.groups)
                known = getattr(self, kind) if test.label == "id" else known
                for one in sorted(test.allowed - known):
                    listed = values[test.label]
                    below = (listed.index(one),) if isinstance(listed, list) and one in listed else ()
                    what = f"there is no `{one}`{suggest(one, sorted(known))}"
                    end = "group" if known is self.groups else "agency"
                    self.say((*here, test.label, *below), what, f"reference/unknown-{end}", value=True)

    def path(self, loc: Loc, path: str) -> None:
        """A conflict points at values that are in the file."""
        if find_path(self.known, path) is None:
            what = f"there is nothing at `{path}` in this file: name one that is"
            self.say(loc, what, "reference/unknown-path", value=True)

    def known_agencies(self, loc: Loc, ids: tuple[str, ...]) -> None:
        """Each id of a list is that of an agency."""
        for index, one in enumerate(ids):
            self.known_agency((*loc, index), one)

    def known_agency(self, loc: Loc, one: str) -> None:
        """The id is that of an agency."""
        if one not in self.agencies:
            self.unknown(loc, one, self.agencies, self.groups, "is a group, and an agency belongs here")

    def unknown(self, loc: Loc, one: str, known: frozenset[str], others: frozenset[str], what: str) -> None:
        """Say that an id is unknown, or is of the wrong kind."""
        if len(self.problems) >= MOST_TOLD:
            return  # what it may have meant takes long to say
        if one in others:
            self.say(loc, f"`{one}` {what}", "reference/wrong-kind", value=True)
        else:
            kind = "agency" if known is self.agencies else "group"
            said = f"there is no {kind} `{one}`{suggest(one, sorted(known))}"
            self.say(loc, said, f"reference/unknown-{kind}", value=True)


def _not_below_the_top(above: Mapping[str, Iterable[str]]) -> list[str]:
    """The groups from which going up does not always end; only they can be in a circle."""
    below: dict[str, list[str]] = {}
    steps = {key: {one for one in ones if one in above} for key, ones in above.items()}
    for key, ones in steps.items():
        for one in ones:
            below.setdefault(one, []).append(key)
    ended = [key for key, ones in steps.items() if not ones]
    for one in ended:  # it grows as it is walked
        for key in below.get(one, ()):
            steps[key].discard(one)
            if not steps[key]:
                ended.append(key)
    return [key for key, ones in steps.items() if ones]


def contradictions(facts: Facts) -> list[tuple[Row, tuple[Statement, ...]]]:
    """The records that the site's own `absent` statements rule out, each with those statements."""
    found = []
    for kind in KINDS:
        for row in facts.rows(kind):
            used: list[Statement] = []
            boxes = facts.near(row)
            if boxes and covered(Region(row.parts), boxes, used):
                found.append((row, tuple(used)))
    return found


def contradiction_problems(facts: Facts, source: Source) -> Iterator[Problem]:
    """Say of each contradicted record which statements rule it out."""
    for row, used in contradictions(facts):
        if any(_misread(statement) for statement in used):
            continue
        lines = sorted({source.place(statement.loc)[0] for statement in used})
        said = " and ".join(f"line {line}" for line in lines)
        verb = "says" if len(lines) == 1 else "say"
        what = f"is here, and {said} {verb} that there is no such thing"
        yield source.problem(row.loc, f"{what}: correct one", rule="contradiction/statement")


def _misread(statement: Statement) -> bool:
    """Whether part of a statement is not said rightly, so that what is left says too much."""
    kind, values = chosen(statement.record)
    wrong: list[str] = []
    read_selector(kind, values, refuse(wrong), naming=True)
    return bool(wrong) or not values


def _ids(values: Mapping[str, Any], part: str) -> frozenset[str]:
    found = values.get(part)
    return frozenset(found) if isinstance(found, dict) else frozenset()


def _choices(value: Any) -> tuple[Any, ...]:
    if value is None:
        return tuple(Level)
    return value.one_of if isinstance(value, OneOf) else (value,)


@cache
def _fields(model: type[Model]) -> dict[str, str]:
    """The fields of a model by their names in the file."""
    return {shown: name for name, shown in _names(model).items()}


@cache
def _names(model: type[Model]) -> dict[str, str]:
    """The fields of a model, each with its name in the file."""
    return {name: info.alias or name for name, info in model.model_fields.items()}


def _walk(site: Site) -> Iterator[tuple[Loc, Model]]:
    """Every model in the site, with its place, in no particular order."""
    left: list[tuple[Loc, Any]] = [((), site)]
    while left:
        loc, value = left.pop()
        kind = type(value)
        if kind is tuple:
            left += [((*loc, index), one) for index, one in enumerate(value)]
        elif kind is dict:
            left += [((*loc, key), one) for key, one in value.items() if _is(one.__class__, Model)]
        else:
            yield loc, value
            names = _names(value.__class__)
            left += [
                ((*loc, names[name]), one)
                for name, one in value.__dict__.items()
                if one and _holds(one.__class__) and name != "evidence"
                if one.__class__ is not tuple or _is(one[0].__class__, Model)  # a list's items are of a kind
            ]


@cache
def _holds(kind: type) -> bool:
    """Whether values of a kind are models or may hold some."""
    return kind is tuple or kind is dict or issubclass(kind, Model)


@cache
def _is(kind: type[Any], model: type[Model]) -> bool:
    """Whether a kind is a model, asked once: to ask pydantic of each value takes long."""
    return issubclass(kind, model)
