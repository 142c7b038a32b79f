"""Selectors, records and statements said in English, for whoever asks why."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from iomassess.engine.conditions import AllOf, AnyOf, Condition, Not, Some
from iomassess.engine.facts import Facts
from iomassess.engine.records import End, Row, Statement
from iomassess.engine.regions import Region
from iomassess.fields import ANY_STATUS, FLAG, IN_PLACE, STATUS, Form, shape
from iomassess.phrases import joined
from iomassess.selectors import Selector, Test
from iomassess.site import Agency, Barrier, Group, Link, Practice, Project
from iomassess.vocabulary import LinkKind, PracticeKind

Name = Callable[[str], str]
"""Gives the name that goes with an id."""

_FLAGS = {
    "works_with_offenders": "that works with offenders",
    "delivers": "that is a delivery partner",
    "takes_referrals": "that takes the project's referrals",
    "commissions": "that decides what is bought",
    "co_located": "sharing the office of the other members",
    "co_works": "working on cases together with other members",
    "shares_information": "exchanging information with other members",
    "attends": "coming to the meetings",
    "chairs": "in the chair",
    "hears_from_project": "able to hear from the project's Third Sector agencies",
    "reports_back": "reporting back to the project's Third Sector agencies",
    "mandate": "chosen by the sector to speak for it",
    "formal": "organised or written down",
    "active": "in regular two-way touch",
}
_SECTORS = {"third": "Third Sector", "statutory": "statutory", "private": "private"}
_SCOPES = {
    "iom": "the project",
    "other-programme": "another programme",
    "offenders": "work with offenders in general",
    "general": "wider work",
}
_LEVELS = {
    "service-delivery": "delivery team",
    "operational-management": "operational group",
    "strategic-oversight": "strategic group",
}
_PRACTICES = {
    "compact-awareness": "awareness of the Compact",
    "compact-use": "use of the Compact",
    "compact-review": "review of the Compact's use",
    "commissioning-for-iom": "buying or reshaping of a service for the project",
    "commissioner-support": "help from commissioners",
    "commissioner-training": "training for commissioners",
    "commissioning-event": "event about commissioning",
    "grant-funding": "route to grants",
    "representation-support": "support for those who speak for the sector",
    "volunteer-support": "support for volunteers",
    "volunteering": "volunteering",
    "impact-measurement": "measurement of effects",
    "offender-group-service": "service for an offender group",
    "joint-design": "joint design",
}
_SUBJECTS = {
    "third-sector": "the Third Sector",
    "project": "the project",
    "service": "a service",
    "third-sector-engagement": "Third Sector engagement",
}
_LISTS = {
    "rooted_in": "rooted in",
    "pathways": "serving",
    "offender_groups": "with something for",
    "income": "living on",
}
_SAID = {
    "extent": "to the extent of",
    "form": "in the form of",
    "stage": "",
    "of": "of",
}


def words(value: str) -> str:
    """A vocabulary value as plain words."""
    plain = _LISTED.get(value) or value.replace("-", " ").replace("_", " ")
    return _CAPITALS.sub(lambda found: found.group().upper(), plain)


_LISTED = {
    "education-training-employment": "education, training and employment",
    "finance-benefit-debt": "finance, benefit and debt",
    "attitudes-thinking-behaviour": "attitudes, thinking and behaviour",
}
_CAPITALS = re.compile(r"\b(bme|iom|ppo)\b")


def either(values: Iterable[str], last: str = "or") -> str:
    """Join words with commas and a last `or`."""
    return joined(values, last)


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


def describe_condition(condition: Condition, *, inner: bool = False) -> str:
    """Say what a condition asks for, as a clause; brackets keep `and` and `or` apart."""
    match condition:
        case AllOf(parts):
            said = "; and ".join(describe_condition(part, inner=True) for part in parts)
        case AnyOf(parts):
            said = "; or ".join(describe_condition(part, inner=True) for part in parts)
        case Not(part):
            return f"not ({describe_condition(part)})"
        case Some():
            return _some(condition)
    return f"({said})" if inner and len(condition.parts) > 1 else said


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
    return f"{number} of: {phrase}" if number else _with_article(phrase)


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
_UNCOUNTED: tuple[str, ...] = (
    "awareness",
    "buying",
    "capacity",
    "community",
    "consultation",
    "help",
    "mapping",
    "measurement",
    "mentoring",
    "open",
    "proportionate",
    "support",
    "training",
    "use",
    "volunteering",
)


def _with_article(phrase: str) -> str:
    """The phrase with `a` or `an`, where its noun takes one."""
    if phrase.startswith(_UNCOUNTED):
        return phrase
    return f"{'an' if phrase[:1].lower() in 'aeio' else 'a'} {phrase}"


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
    """The constraints that are not adjectives, each as a clause after the noun, then the state."""
    told = [test for test in tests if test.name not in (*skip, "status")]
    states = [_state(test) for test in tests if test.name == "status"]
    return " ".join([either(filter(None, map(_clause, told)), "and"), *states])


def _clause(test: Test) -> str:
    if test.form is Form.NUMBER:
        least, most = test.allowed
        bound = f"{least} or more" if most is None else f"{least} to {most}" if least else f"at most {most}"
        return f"with {words(test.name)} {bound}"
    if test.field.values is FLAG and test.name in _FLAGS:
        said = _FLAGS[test.name]
        return said if test.allowed == 1 << FLAG.index("true") else f"not {said}"
    if test.name == "role":
        return _role(test)
    values = either(words(value) for value in _values(test))
    if test.name == "scope":
        return f"for {either(_SCOPES[value] for value in _values(test))}"
    said = _LISTS.get(test.name) or _SAID.get(test.name, f"with {words(test.name)}")
    return f"{said} {values}".strip()


def _role(test: Test) -> str:
    roles = set(_values(test))
    if roles == {"delivery-partner", "referral-partner", "referral-agency"}:
        return "that is a delivery partner or takes the project's referrals"
    return f"that is {either(f'a {words(one)}' for one in _values(test))}"


def _state(test: Test) -> str:
    if test.allowed == IN_PLACE and test.field.values == STATUS.values:
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
        _adjective(tests, "kind", {one: words(one) for one in _kinds(tests)}),
    ]
    noun = "" if _kinds(tests) == ["funder"] else "agency"
    clauses = _clauses(tests, ("sector", "size", "reach", "kind"))
    return " ".join([*adjectives, noun, clauses])


def _kinds(tests: Sequence[Test]) -> list[str]:
    kind = _named(tests, "kind")
    return _values(kind) if kind is not None else []


def _group(tests: Sequence[Test], name: Name) -> str:
    known = _named(tests, "id")
    if known is not None:
        return either(name(one) for one in sorted(known.allowed))
    tier = _adjective(tests, "tier")
    level = _adjective(tests, "level", _LEVELS) or ("strategic group" if tier else "group")
    clauses = _clauses(tests, ("tier", "level", "standing"))
    return " ".join([_adjective(tests, "standing"), tier, level, clauses])


def _member(parts: Sequence[Sequence[Test]], name: Name) -> str:
    group = _group(parts[2], name)
    known = _named(parts[2], "id")
    where = group if known is not None else _with_article(" ".join(group.split()))
    return f"{_agency(parts[1], name)} on {where} {_clauses(parts[0], ())}"


def _end(tests: Sequence[Test], name: Name) -> str:
    """One end of a link or practice, with its article; nothing when nothing is asked of it."""
    if not tests:
        return ""
    groups, agencies = shape("groups").own, shape("agencies").own
    is_group = any(test.name in groups and test.name not in agencies for test in tests)
    phrase = " ".join((_group(tests, name) if is_group else _agency(tests, name)).split())
    return phrase if _named(tests, "id") is not None else _with_article(phrase)


def _link(parts: Sequence[Sequence[Test]], name: Name) -> str:
    kind = _named(parts[0], "kind")
    kinds = _values(kind) if kind else []
    noun = either(_LINKS.get(one, words(one)) for one in kinds) if kinds else "link"
    one, other = _end(parts[1], name), _end(parts[2], name)
    if kinds and set(kinds) <= _MUTUAL:
        ends = [f"between {one or 'an agency'} and {other or 'another'}"]
    else:
        ends = [f"{word} {end}" for word, end in (("from", one), ("to", other)) if end]
    return " ".join([noun, *ends, _clauses(parts[0], ("kind",))])


_LINKS = {LinkKind.REFERS_TO.value: "referral route"}
_MUTUAL = {LinkKind.INFORMATION_SHARING_AGREEMENT.value, LinkKind.JOINT_WORKING.value}


def _practice(parts: Sequence[Sequence[Test]], name: Name) -> str:
    kind, of = _named(parts[0], "kind"), _named(parts[0], "of")
    kinds = _values(kind) if kind else []
    noun = either(_PRACTICES.get(one, words(one)) for one in kinds) if kinds else "practice"
    about = f"of {either(_SUBJECTS.get(one, words(one)) for one in _values(of))}" if of else ""
    ends = [
        f"{word} {end}"
        for word, tests in (("by", parts[1]), ("with", parts[2]))
        if (end := _end(tests, name))
    ]
    return " ".join([noun, about, _clauses(parts[0], ("kind", "of")), *ends])


def _barrier(tests: Sequence[Test]) -> str:
    kind = _named(tests, "kind")
    noun = f"{either(words(one) for one in _values(kind))} barrier" if kind else "barrier"
    return f"{noun} {_clauses(tests, ('kind',))}"


def _project(parts: Sequence[Sequence[Test]], name: Name) -> str:
    lead = f"led by {_end(parts[1], name)}" if parts[1] else ""
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
            return f"{_practised(kind, of)}{f': {name}' if name else ''}"
        case Barrier(kind=kind, what=what):
            return f"barrier, {words(kind)}{f': {what}' if what else ''}"
        case Project() | None as project if row.kind == "project":
            return (project.name if project else None) or "the project"
        case _:
            return f"{ends[0]} on {ends[1]}"


def _practised(kind: PracticeKind, of: Any) -> str:
    """A practice and what it is of; a service is for a group of offenders, and much else involves one."""
    if not isinstance(of, str):
        return words(kind)
    if kind is PracticeKind.OFFENDER_GROUP_SERVICE:
        return f"service for {_OFFENDERS.get(of, words(of))}"
    if of in _OFFENDERS:
        return f"{words(kind)}, {_OFFENDERS[of]}"
    return f"{words(kind)} of {_SUBJECTS.get(of, words(of))}"


_OFFENDERS = {
    "women": "women",
    "bme": "people from ethnic minorities",
    "young": "young offenders",
    "older": "older offenders",
    "families": "offenders' families",
}


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
        placed = any(test.name == "status" and test.allowed == IN_PLACE for test in statement.tests)
        return f"The file lists every {phrase}{' (in place)' if placed else ''}."
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


def missed(row: Row, test: Test) -> str:
    """How a row falls short of what was asked, in words."""
    value = shown(row, test)
    if test.field.values is FLAG and test.name in _FLAGS:
        wanted = test.allowed == 1 << FLAG.index("true")
        said = _FLAGS[test.name].removeprefix("that ")
        return _MISSED.get(test.name, f"not {said}") if wanted else said
    if test.name == "role":
        return f"is not {either(_A_ROLE[one] for one in _values(test))}"
    return f"{words(test.name)}: {words(value)}" if value else f"{words(test.name)}: none such"


_MISSED = {
    "works_with_offenders": "does not work with offenders",
    "delivers": "is not a delivery partner",
    "takes_referrals": "does not take the project's referrals",
    "commissions": "does not decide what is bought",
}
_A_ROLE = {
    "delivery-partner": "a delivery partner",
    "referral-partner": "a referral partner",
    "referral-agency": "a referral agency",
    "none": "without such a role",
}


def unknown(row: Row, tests: Iterable[Test]) -> tuple[str, ...]:
    """The fields of a row that keep it from being settled, with what each may be."""
    said = []
    for test in tests:
        region = Region(row.parts)
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
