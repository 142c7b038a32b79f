"""Selectors, records and statements said in English, for whoever asks why."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from iomassess.conditions import AllOf, AnyOf, Condition, Not, Some
from iomassess.facts import Facts
from iomassess.fields import ANY_STATUS, FLAG, IN_PLACE, Form, shape
from iomassess.records import End, Row, Statement
from iomassess.regions import Region
from iomassess.selectors import Selector, Test
from iomassess.site import Agency, Barrier, Group, Link, Practice, Project
from iomassess.vocabulary import LinkKind

Name = Callable[[str], str]
"""Gives the name that goes with an id."""

_FLAGS = {
    "works_with_offenders": "that works with offenders",
    "delivers": "that delivers the project",
    "takes_referrals": "that takes the project's referrals",
    "commissions": "that decides what is bought",
    "co_located": "sharing the office of the other members",
    "co_works": "working on cases together with other members",
    "shares_information": "exchanging information with other members",
    "attends": "coming to its meetings",
    "chairs": "in the chair",
    "hears_from_project": "hearing from the project's Third Sector agencies",
    "reports_back": "reporting back to them",
    "mandate": "with a mandate to speak for the sector",
    "formal": "written down and agreed",
    "active": "in regular touch",
}
_SECTORS = {"third": "Third Sector", "statutory": "statutory", "private": "private"}
_SCOPES = {
    "iom": "the project",
    "other-programme": "another programme",
    "offenders": "work with offenders in general",
    "general": "wider work",
}
_LISTS = {
    "rooted_in": "rooted in",
    "pathways": "serving the pathway",
    "offender_groups": "with something for",
    "income": "living on",
}


def words(value: str) -> str:
    """A vocabulary value as plain words."""
    return value.replace("-", " ").replace("_", " ").replace("iom", "IOM")


def either(values: Iterable[str], last: str = "or") -> str:
    """Join words with commas and a last `or`."""
    listed = list(values)
    return f" {last} ".join(filter(None, (", ".join(listed[:-1]), *listed[-1:])))


def describe(asked: Selector, name: Name = words) -> str:
    """Say what a selector asks for, as a noun phrase without an article."""
    parts = [[test for test in asked.tests if test.part == part] for part in (0, 1, 2)]
    phrase = {
        "agencies": lambda: _agency(parts[0], name),
        "groups": lambda: _group(parts[0], name),
        "members": lambda: _member(parts, name),
        "links": lambda: _link(parts, name),
        "practices": lambda: _practice(parts, name),
        "barriers": lambda: _barrier(parts[0]),
        "project": lambda: _project(parts, name),
    }[asked.kind]()
    return " ".join(phrase.split())


def describe_condition(condition: Condition) -> str:
    """Say what a condition asks for, as a clause."""
    match condition:
        case AllOf(parts):
            return "; and ".join(describe_condition(part) for part in parts)
        case AnyOf(parts):
            return "; or ".join(describe_condition(part) for part in parts)
        case Not(part):
            return f"not: {describe_condition(part)}"
        case Some():
            return _some(condition)


def _some(condition: Some) -> str:
    phrase = describe(condition.selector)
    if condition.selector.kind == "project":
        return phrase
    counted = _distinct(condition.selector.kind, condition.distinct)
    bounds = []
    if condition.at_least and (condition.at_least > 1 or condition.at_most is not None):
        bounds.append(f"at least {condition.at_least}")
    if condition.at_most is not None:
        bounds.append(f"at most {condition.at_most}")
    number = " and ".join(bounds)
    if counted:
        return f"{number or 'at least 1'} different {counted} of: {phrase}"
    return f"{number}: {phrase}" if number else f"{_article(phrase)} {phrase}"


def _distinct(kind: str, name: str | None) -> str:
    """Say what is counted: the ends themselves, or the values of a field."""
    if name is None or name in shape(kind).joins:
        return _ENDS.get(str(name), "")
    prefix, dot, field = name.rpartition(".")
    values = words(field) if field.endswith("s") else f"{words(field)}s"
    return f"{values} among the {_ENDS[prefix]}" if dot else values


_ENDS = {
    "agency": "agencies",
    "group": "groups",
    "from": "senders",
    "to": "receivers",
    "by": "doers",
    "with": "partners",
    "lead": "leads",
}


def _article(phrase: str) -> str:
    return "an" if phrase[:1].lower() in "aeio" else "a"


def _values(test: Test) -> list[str]:
    return [str(value) for value in test.field.named(test.allowed)]


def _named(tests: Sequence[Test], field: str) -> Test | None:
    return next((test for test in tests if test.name == field), None)


def _adjective(tests: Sequence[Test], field: str, said: dict[str, str] | None = None) -> str:
    test = _named(tests, field)
    if test is None:
        return ""
    return either((said or {}).get(value, value) for value in _values(test))


def _clauses(tests: Sequence[Test], skip: Iterable[str]) -> str:
    """The constraints that are not adjectives, each as a clause after the noun."""
    return " ".join(_clause(test) for test in tests if test.name not in skip)


def _clause(test: Test) -> str:
    if test.form is Form.NUMBER:
        least, most = test.allowed
        bound = f"{least} or more" if most is None else f"{least} to {most}" if least else f"at most {most}"
        return f"with {words(test.name)} {bound}"
    if test.field.values is FLAG and test.name in _FLAGS:
        said = _FLAGS[test.name]
        return said if test.allowed == 1 << FLAG.index("true") else f"not {said}"
    values = either(words(value) for value in _values(test))
    if test.name in _LISTS:
        return f"{_LISTS[test.name]} {values}"
    if test.name == "scope":
        return f"for {either(_SCOPES[value] for value in _values(test))}"
    if test.name == "status":
        return _state(test)
    return f"with {words(test.name)} {values}"


def _state(test: Test) -> str:
    if test.allowed == IN_PLACE and test.field.values == shape("members").own["status"].values:
        return ""
    if test.allowed == ANY_STATUS:
        return "(in place, emerging, invited, planned or ended)"
    return f"({either(words(value) for value in _values(test))})"


def _agency(tests: Sequence[Test], name: Name) -> str:
    known = _named(tests, "id")
    if known is not None:
        return either(name(one) for one in sorted(known.allowed))
    adjectives = [
        _adjective(tests, "size"),
        _adjective(tests, "reach"),
        _adjective(tests, "sector", _SECTORS),
    ]
    kind = _named(tests, "kind")
    noun = f"agency of kind {either(words(one) for one in _values(kind))}" if kind else "agency"
    clauses = _clauses(tests, ("sector", "size", "reach", "kind", "status"))
    return " ".join([*adjectives, noun, clauses])


def _group(tests: Sequence[Test], name: Name) -> str:
    known = _named(tests, "id")
    if known is not None:
        return either(name(one) for one in sorted(known.allowed))
    tier = _adjective(tests, "tier")
    level = _adjective(tests, "level") or ("strategic-oversight" if tier else "")
    adjectives = [_adjective(tests, "standing"), tier, level]
    clauses = _clauses(tests, ("tier", "level", "standing"))
    return " ".join([*adjectives, "group", clauses])


def _member(parts: Sequence[Sequence[Test]], name: Name) -> str:
    group = _group(parts[2], name)
    known = _named(parts[2], "id")
    where = group if known is not None else f"{_article(group.strip())} {group}"
    return f"{_agency(parts[1], name)} on {where} {_clauses(parts[0], ())}"


def _end(tests: Sequence[Test], name: Name) -> str:
    if any(test.name in shape("groups").own and test.name not in shape("agencies").own for test in tests):
        return _group(tests, name)
    return _agency(tests, name) if tests else ""


def _link(parts: Sequence[Sequence[Test]], name: Name) -> str:
    kind = _named(parts[0], "kind")
    noun = either(_LINKS.get(one, words(one)) for one in _values(kind)) if kind else "link"
    ends = [
        f"{word} {end}"
        for word, tests in (("from", parts[1]), ("to", parts[2]))
        if (end := _end(tests, name).strip())
    ]
    return " ".join([noun, *ends, _clauses(parts[0], ("kind",))])


_LINKS = {LinkKind.REFERS_TO.value: "referral route"}


def _practice(parts: Sequence[Sequence[Test]], name: Name) -> str:
    kind, of = _named(parts[0], "kind"), _named(parts[0], "of")
    noun = either(words(one) for one in _values(kind)) if kind else "practice"
    about = f"of {either(words(one) for one in _values(of))}" if of else ""
    ends = [
        f"{word} {end}"
        for word, tests in (("by", parts[1]), ("with", parts[2]))
        if (end := _end(tests, name).strip())
    ]
    return " ".join([noun, about, _clauses(parts[0], ("kind", "of")), *ends])


def _barrier(tests: Sequence[Test]) -> str:
    kind = _named(tests, "kind")
    noun = f"{either(words(one) for one in _values(kind))} barrier" if kind else "barrier"
    return f"{noun} {_clauses(tests, ('kind',))}"


def _project(parts: Sequence[Sequence[Test]], name: Name) -> str:
    lead = f"led by {_agency(parts[1], name)}" if parts[1] else ""
    return f"a project {lead} {_clauses(parts[0], ())}"


# -- records


def title(end: End) -> str:
    """What to call an agency or a group."""
    if isinstance(end.record, Agency | Group) and end.record.name:
        return end.record.name
    if end.id is None:
        return "another agency" if end.kind == "agencies" else "another group"
    return f"{words(end.id)} (unnamed)"


def label(row: Row, facts: Facts) -> str:
    """What to call a record."""
    ends = [title(end) for end in row.ends if end is not None]
    match row.record:
        case Agency() | Group():
            return ends[0]
        case Link(kind=LinkKind.REFERS_TO):
            return f"{ends[0]} refers to {ends[1]}"
        case Link(kind=kind, between=between) if between:
            return f"{words(kind)}: {either((title(facts.agencies[one]) for one in between), 'and')}"
        case Link(kind=kind):
            return f"{words(kind)}: {ends[0]} to {ends[1]}"
        case Practice(kind=kind, of=of, name=name):
            about = f" of {words(of)}" if isinstance(of, str) else ""
            return f"{words(kind)}{about}{f': {name}' if name else ''}"
        case Barrier(kind=kind, what=what):
            return f"barrier, {words(kind)}{f': {what}' if what else ''}"
        case Project(name=name):
            return name or "the project"
        case _:
            return f"{ends[0]} on {ends[1]}"


def opening(row: Row) -> str:
    """Say which unrecorded record would change the answer."""
    ends = [title(end) for end in row.ends if end is not None]
    new: dict[str, Callable[[], str]] = {
        "agencies": lambda: "another agency that the file does not have",
        "groups": lambda: "another group that the file does not have",
        "members": lambda: f"a seat of {ends[0]} on {ends[1]}",
        "links": lambda: f"a link from {ends[0]} to {ends[1]}",
        "practices": lambda: "a practice that the file does not have",
        "barriers": lambda: "a barrier that the file does not have",
    }
    return new[row.kind]()


def read_back(statement: Statement, facts: Facts) -> str:
    """Say what a statement declares, as a sentence."""

    def name(key: str) -> str:
        end = facts.agencies.get(key) or facts.groups.get(key)
        return title(end) if end else key

    phrase = describe(Selector(statement.kind, statement.tests), name)
    if statement.closes:
        return f"The file lists every {phrase}."
    return f"There is no {phrase}."


def found(row: Row, tests: Iterable[Test]) -> tuple[str, ...]:
    """What a row says of the fields that were asked about, where it says anything of note."""
    said = []
    for test in tests:
        if test.form is Form.ID or (test.name == "status" and test.allowed == IN_PLACE):
            continue
        value = shown(row, test)
        if value is not None:
            said.append(f"{test.label}: {value}")
    return tuple(dict.fromkeys(said))


def unknown(row: Row, tests: Iterable[Test]) -> tuple[str, ...]:
    """The fields of a row that keep it from being settled, with what each may be."""
    said = []
    for test in tests:
        region = Region(row.parts, {})
        if region.inside(test) is not None and region.outside(test) is not None:
            value = shown(row, test)
            said.append(f"{test.label}: {value}" if value else f"{test.label} is not recorded")
    if not row.sure:
        said.append("whether it is one of those that do this")
    return tuple(dict.fromkeys(said))


def shown(row: Row, test: Test) -> str | None:
    """The value of a field, in words; None where nothing is recorded."""
    cell: Any = row.parts[test.part].get(test.name)
    if test.form is Form.CHOICE:
        values = test.field.named(cell or 0)
        return None if len(values) == len(test.field.values) else either(values)
    if test.form is Form.SET:
        return either(test.field.named(cell[0]), "and") or None
    if test.form is Form.NUMBER and cell is not None:
        least, most = cell
        if least == most:
            return str(least)
        return f"{least} to {most}" if most is not None else f"{least} or more" if least else None
    return None
