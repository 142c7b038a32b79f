"""What a coder's file says, record by record and field by field, ready to be held against another's."""

from collections.abc import Callable, Iterator, Mapping
from math import inf
from typing import Any, Literal, NamedTuple, TypeAlias

from iomassess.background import said
from iomassess.engine.facts import Facts
from iomassess.paths import find_path
from iomassess.phrases import dated, joined
from iomassess.progress.transitions import first_day, last_day
from iomassess.readings import cited, line_of
from iomassess.site import (
    Benefit,
    Conflict,
    Driver,
    Funding,
    Interviews,
    Link,
    Model,
    NotApplicable,
    OneOf,
    Range,
    Record,
    Site,
)
from iomassess.source import Loc
from iomassess.vocabulary import Status
from iomassess.wording import either, label, title, words

Form = Literal["choice", "bounds", "list", "text"]

Rename: TypeAlias = Callable[[str], str]
"""Gives the id by which another coder knows an agency or group, or one that no coder uses."""


class Reading(NamedTuple):
    """What a coder says in one field."""

    form: Form
    value: Any
    """Of a text without what another hand writes otherwise; of a choice the values that it may be, of bounds
    pairs of least and most, of a list what it names."""
    says: str
    evidence: tuple[str, ...]
    line: int


class Coded(NamedTuple):
    """A record of a coder's file."""

    kind: str
    """The list in which the file has it, `seats` for the members of groups, or a part such as `project`."""
    loc: Loc
    key: tuple[Any, ...]
    """What a record of the other coder must have in common with it to be the same."""
    label: str
    line: int
    evidence: tuple[str, ...]
    fields: Mapping[str, Reading]
    """What it says; a field of which it says nothing is not here."""


KINDS = (
    "agencies",
    "groups",
    "seats",
    "links",
    "practices",
    "barriers",
    "project",
    "funding",
    "fieldwork",
    "benefits",
    "drivers",
    "conflicts",
    "not_applicable",
)
"""Every kind of record that is compared, in the order in which it is told; statements come beside them."""


def coded(facts: Facts, rename: Rename = str) -> Iterator[Coded]:
    """Every record of a site file, its ids renamed."""
    coding = _Coding(facts, rename)
    for kind, loc, record, key in _records(facts.site, rename):
        yield coding.record(kind, loc, record, key)


_Found: TypeAlias = tuple[str, Loc, Model, tuple[Any, ...]]
"""A record with its kind, its place, and what the same record of another file has in common with it."""


def _records(site: Site, rename: Rename) -> Iterator[_Found]:
    for key, agency in site.agencies.items():
        yield "agencies", ("agencies", key), agency, (rename(key),)
    for key, group in site.groups.items():
        yield "groups", ("groups", key), group, (rename(key),)
        for nth, member in enumerate(group.members):
            yield "seats", ("groups", key, "members", nth), member, (rename(key), rename(member.agency))
    for nth, link in enumerate(site.links):
        ends = [rename(one) for one in (link.from_, link.to) if one is not None]
        yield "links", ("links", nth), link, (link.kind, *ends, frozenset(map(rename, link.between)))
    for name, keyed in _KEYED.items():
        for nth, one in enumerate(getattr(site, name)):
            yield name, (name, nth), one, tuple(getattr(one, field) for field in keyed)
    if site.project is not None:
        yield "project", ("project",), site.project, ()
        for nth, paid in enumerate(site.project.funding):
            by = rename(paid.by) if paid.by is not None else None
            yield "funding", ("project", "funding", nth), paid, (by,)
    if site.fieldwork is not None:
        yield "fieldwork", ("fieldwork",), site.fieldwork, ()


_KEYED: Mapping[str, tuple[str, ...]] = {
    "practices": ("kind",),
    "barriers": ("kind",),
    "benefits": ("to",),
    "drivers": ("sector", "kind"),
    "conflicts": (),
    "not_applicable": ("criterion",),
}
"""Lists whose records have no ends, and the fields without which two of them are not the same."""


class _Coding:
    """One file on its way into readings."""

    def __init__(self, facts: Facts, rename: Rename) -> None:
        self.facts = facts
        self.rename = rename
        self.labels = {
            row.loc: label(row, facts)
            for kind in ("members", "links", "practices", "barriers", "agencies", "groups")
            for row in reversed(facts.rows(kind))
        }

    def record(self, kind: str, loc: Loc, record: Model, key: tuple[Any, ...]) -> Coded:
        fields = {
            name: self.reading(record, (*loc, *path), value)
            for name, path, value in _said(kind, record)
            if value is not None and value != Status.UNKNOWN.value
        }
        line = line_of(self.facts, loc)
        return Coded(kind, loc, key, self.label(loc, record), line, _evidence(record), fields)

    def label(self, loc: Loc, record: Model) -> str:
        if loc in self.labels:
            return self.labels[loc]
        match record:
            case Benefit(to=to, what=what):
                return f"benefit, {words(to)}: {what}"
            case Driver(sector=sector, kind=kind):
                return f"driver, {words(sector)} sector: {words(kind)}"
            case Funding(by=by):
                return f"funding by {self.named(by)}" if by else "funding"
            case Conflict(about=about):
                return f"conflict: {about}"
            case NotApplicable(criterion=criterion):
                return f"does not apply: {criterion}"
        return f"the {loc[0]}"

    def named(self, key: str) -> str:
        """An agency or a group by its name."""
        end = self.facts.agencies.get(key) or self.facts.groups.get(key)
        return title(end) if end is not None else key

    def reading(self, record: Model, loc: Loc, value: Any) -> Reading:
        field = str(loc[-1])
        evidence, line = _evidence(record, field), line_of(self.facts, loc)
        if isinstance(value, tuple):
            return Reading(*self.listed(field, value), evidence, line)
        return Reading(*_one(field, value), evidence, line)

    def listed(self, field: str, value: tuple[Any, ...]) -> tuple[Form, Any, str]:
        """A list as it is compared, and in words."""
        if field in _IDS:
            names = joined(map(self.named, value)) or "none of them"
            return "list", frozenset(map(self.rename, value)), names
        if field == "claims":
            told = [said(one.value) for one in value]
            return "text", "; ".join(sorted(map(folded, told))), either(told)
        if field == "records":
            return "list", frozenset(map(self.path, value)), joined(value)
        return "list", frozenset(folded(str(one)) for one in value), _listed(value)

    def path(self, path: str) -> str:
        """The place that a conflict is about, by names that both files share."""
        site = self.facts.site
        values = self.facts.source.values if self.facts.source else {}
        loc = find_path(values, path) or tuple(path.split("."))
        if loc[0] in _BY_KIND and len(loc) > 1:  # their numbers differ from file to file
            record = getattr(site, str(loc[0]))[int(loc[1])]
            ends = [self.rename(one) for one in _parties(record)]
            return ".".join([str(loc[0]), record.kind, *ends, *map(str, loc[2:])])
        named = [str(one) for one in loc]
        if loc[0] in ("agencies", "groups") and len(loc) > 1:
            named[1] = self.rename(named[1])
        if loc[:4] in self.labels and len(loc) > 3:
            named[3] = self.rename(site.groups[str(loc[1])].members[int(loc[3])].agency)
        return ".".join(named)


def _said(kind: str, record: Model) -> Iterator[tuple[str, Loc, Any]]:
    """The fields of a record: name, place below the record, and value; None where it says nothing."""
    for name, info in type(record).model_fields.items():
        if name in _LEFT_OUT or (kind, name) in _IN_THE_KEY:
            continue
        shown, value = info.alias or name, getattr(record, name)
        if isinstance(value, Interviews):
            value = value.model_dump()
        if isinstance(value, dict):
            yield from ((f"{shown}: {folded(part)}", (shown, part), one) for part, one in value.items())
        elif value is None and name == "status" and kind in _WITH_A_STATE:
            yield shown, (shown,), Status.IN_PLACE
        elif name == "unnamed":
            yield shown, (shown,), bool(value)
        else:
            yield shown, (shown,), None if value == () and name != "may_be" else value


def _evidence(record: Model, field: str | None = None) -> tuple[str, ...]:
    if isinstance(record, Conflict):
        return tuple(dict.fromkeys(place for one in record.claims for place in one.evidence))
    return cited(record, field) if isinstance(record, Record) else ()


def _one(field: str, value: Any) -> tuple[Form, Any, str]:
    """A single value as it is compared, and in words."""
    several = value.one_of if isinstance(value, OneOf) else (value,)
    if field in _TEXTS:
        return "text", folded(str(said(value))), str(said(value))
    if isinstance(value, Range):
        return "bounds", ((value.from_ or 0, inf if value.to is None else value.to),), said(value)
    if all(type(one) is int for one in several):
        return "bounds", tuple((one, one) for one in sorted(set(several))), said(value)
    if field in _DATES:
        spans = sorted((first_day(one), last_day(one)) for one in several)
        return "bounds", tuple(spans), either(map(dated, several))
    return "choice", frozenset(map(str, several)), words(said(value))


def _parties(record: Model) -> tuple[str, ...]:
    """The ends of a link."""
    if not isinstance(record, Link):
        return ()
    return tuple(one for one in (record.from_, record.to, *sorted(record.between)) if one is not None)


_BY_KIND = ("links", "practices", "barriers")
_LEFT_OUT = frozenset({"evidence", "inferred", "note", "because", "members", "complete", "funding"})
"""What a record says about itself, and what is compared as records or statements of their own."""
_IN_THE_KEY = frozenset(
    {("seats", "agency"), ("links", "kind"), ("links", "from_"), ("links", "to"), ("links", "between")}
    | {("practices", "kind"), ("barriers", "kind"), ("benefits", "to"), ("drivers", "sector")}
    | {("drivers", "kind"), ("funding", "by"), ("not_applicable", "criterion")}
)
_WITH_A_STATE = frozenset({"groups", "seats", "links", "practices"})
"""Kinds of record that are in place unless they say otherwise."""
_IDS = frozenset({"lead", "took_part", "by", "with", "reports_to", "may_be", "is_among"})
_DATES = frozenset({"commenced", "operational"})
_TEXTS = frozenset({"name", "what", "strategy", "about", "reason", "decided_by", "period", "used"})
"""Text of the coder's own, in which another wording is no other reading."""


def folded(text: str) -> str:
    """Text without what does not tell names apart: case, spaces, a final stop, `the` at the start."""
    plain = " ".join(text.casefold().split()).rstrip(".")
    return plain.removeprefix("the ")


def _listed(value: tuple[Any, ...]) -> str:
    """Items with semicolons, since many have an `and` in them; a single word is one of a vocabulary."""
    return "; ".join(words(str(one)) if len(str(one).split()) == 1 else str(one) for one in value)


# -- one reading beside another

Relation = Literal["same", "apart", "overlapping", "worded otherwise"]
"""Whether two readings are one, cannot both be right, may both be right, or are the same in other words."""


def relation(one: Reading, other: Reading) -> Relation:
    """How two readings of one field stand to each other; a list is at least what it names."""
    if (one.form, one.value) == (other.form, other.value):
        return "same"
    if "text" in (one.form, other.form):
        return "worded otherwise"
    if one.form == other.form == "choice":
        return "overlapping" if one.value & other.value else "apart"
    if one.form == other.form == "bounds":
        meet = any(low <= most and least <= high for low, high in one.value for least, most in other.value)
        return "overlapping" if meet else "apart"
    return "overlapping"
