"""The lint: each rule on its own examples, suppression with reasons, and no rule that cries wolf."""

import json
import pkgutil
import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from iomassess import lint
from iomassess.engine.conditions import read_condition
from iomassess.engine.facts import facts
from iomassess.framework.reading import load_framework
from iomassess.lint import Rule, linted, rules
from iomassess.lint.personal_data import FORMS, outline
from iomassess.loading import load_facts
from iomassess.notices import Notice
from iomassess.places import bundled, frameworks
from iomassess.source import parse, read
from strategies import Case, cases

HEAD = {"format": "iomassess/site/1", "id": "x1", "name": "X", "wave": "first", "as_of": "2009-02"}
FRAMEWORKS = [load_framework(folder) for folder in frameworks()]
RULES = {rule.id: rule for rule in rules()}
SITES = sorted(bundled("sites").glob("*.yaml"))


def whole(parts: str) -> str:
    """A site file with the parts that matter first, so that their places are as they stand."""
    parts = dedent(parts).lstrip("\n")
    head = [
        f"{name}: {value}\n"
        for name, value in HEAD.items()
        if not re.search(f"^{name}:", parts, re.MULTILINE)
    ]
    return "".join([parts, *head])


def found(parts: str) -> lint.Linted:
    return linted(load_facts(parse(whole(parts), "s.yaml")), FRAMEWORKS)


def told(parts: str, rule: str) -> list[str]:
    return [said(one) for one in found(parts).notices if one.rule == f"lint/{rule}"]


def said(notice: Notice) -> str:
    problem = notice.problem
    return f"{problem.line}:{problem.column}: {problem.where}: {problem.what}"


# -- the rules' own documentation and examples


def test_every_module_of_the_package_is_a_rule() -> None:
    names = [one.name for one in pkgutil.iter_modules(lint.__path__) if not one.name.startswith("_")]
    assert sorted(RULES) == sorted(f"lint/{name.replace('_', '-')}" for name in names)
    assert len(RULES) >= 13


@pytest.mark.parametrize("rule", rules(), ids=sorted(RULES))
def test_a_rule_says_what_it_is_why_and_how_to_mend_it(rule: Rule) -> None:
    assert 10 < len(rule.title) < 80
    assert not rule.title.endswith(".")
    assert "\n" not in rule.title
    assert "\n\nTo mend it, " in rule.docs
    assert rule.told[:4] == (rule.id, rule.severity, rule.title, rule.docs)


@pytest.mark.parametrize("rule", rules(), ids=sorted(RULES))
def test_a_rule_finds_nothing_in_its_good_example(rule: Rule) -> None:
    assert [said(one) for one in found(rule.good).notices if one.rule == rule.id] == []


@pytest.mark.parametrize("rule", rules(), ids=sorted(RULES))
def test_a_rule_finds_what_is_bad_in_its_bad_example_where_it_stands(rule: Rule) -> None:
    told_here = [one for one in found(rule.bad).notices if one.rule == rule.id]
    places = [f"{one.problem.line}:{one.problem.column}: {one.problem.where}" for one in told_here]
    assert places == list(rule.places)
    assert places
    assert {one.severity for one in told_here} == {rule.severity}
    assert {one.problem.rule for one in told_here} == {rule.id}


# -- bundled files


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_a_bundled_site_is_clean_or_says_why_not(path: Path) -> None:
    assert [str(one.problem) for one in linted(load_facts(read(path)), FRAMEWORKS).notices] == []


def test_the_example_of_the_documentation_is_clean() -> None:
    text = (Path(__file__).parents[1] / "docs" / "site-format.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(format: .*?)```", text, re.DOTALL)
    assert example is not None
    told_there = linted(load_facts(parse(example[1], "millbrook.yaml")), FRAMEWORKS).notices
    assert [said(one) for one in told_there if one.severity != "note"] == []


# -- suppression

EMPTY = """
groups:
  panel: {{name: Panel, evidence: [plan p. 1]}}
  board: {{name: Board, evidence: [plan p. 1]}}
sources: {{plan: {{title: Plan, kind: document}}}}
suppressed:
  - {{rule: lint/empty-group, {at}reason: The plan does not say.}}
"""


def test_what_a_file_suppresses_is_kept_with_its_reason() -> None:
    both = found(EMPTY.format(at="at: groups.panel, "))
    assert [(one.rule, one.subject) for one in both.notices] == [("lint/empty-group", "groups.board")]
    kept = both.suppressed
    assert [(one.notice.subject, one.reason) for one in kept] == [("groups.panel", "The plan does not say.")]


def test_a_suppression_covers_all_that_is_in_its_place() -> None:
    both = found(EMPTY.format(at="at: groups, "))
    assert both.notices == ()
    assert [one.notice.subject for one in both.suppressed] == ["groups.panel", "groups.board"]


def test_a_suppression_without_a_place_covers_the_file() -> None:
    both = found(EMPTY.format(at=""))
    assert both.notices == ()
    assert len(both.suppressed) == 2


def test_a_suppression_covers_no_other_rule() -> None:
    text = EMPTY.format(at="").replace("evidence: [plan p. 1]", "status: in-place")
    assert {one.rule for one in found(text).notices} == {"lint/fact-without-evidence", "lint/unused-source"}


def test_a_suppression_that_goes_wrong_says_how() -> None:
    unknown = EMPTY.format(at="").replace("lint/empty-group", "lint/empty-groups")
    (line,) = told(unknown, "unused-suppression")
    assert line.startswith("6:12: suppressed.0.rule: there is no rule `lint/empty-groups` that can be ")
    assert line.endswith("; did you mean `lint/empty-group`?")
    nowhere = EMPTY.format(at="at: groups.forum, ")
    assert told(nowhere, "unused-suppression") == [
        "6:34: suppressed.0.at: there is nothing at `groups.forum` in this file: correct it, or take it out"
    ]
    idle = EMPTY.format(at="at: groups.panel, ").replace("Panel,", "Panel, status: planned,")
    assert told(idle, "unused-suppression") == [
        "6:5: suppressed.0: `lint/empty-group` finds nothing there: take this out"
    ]


def test_of_two_suppressions_of_one_thing_neither_is_unused() -> None:
    text = EMPTY.format(at="at: groups, ") + (
        "  - {rule: lint/empty-group, at: groups.panel, reason: Nor do the minutes.}\n"
    )
    assert told(text, "unused-suppression") == []


def test_what_tells_of_suppressions_cannot_be_suppressed() -> None:
    text = EMPTY.format(at="").replace("lint/empty-group", "lint/unused-suppression")
    assert len(told(text, "unused-suppression")) == 1


def test_a_suppression_needs_a_reason() -> None:
    from iomassess.problems import InvalidSource

    text = whole("suppressed: [{rule: lint/empty-group}]\n")
    with pytest.raises(InvalidSource, match=r"`reason` is missing"):
        load_facts(parse(text, "s.yaml"))


def test_a_subject_stays_when_lines_move() -> None:
    text = EMPTY.format(at="at: groups.panel, ")
    before = found(text).notices[0]
    after = found("# a remark\n" + dedent(text).replace("board:", "\n  board:")).notices[0]
    assert (before.problem.line, before.fingerprint) != (after.problem.line, "")
    assert before.fingerprint == after.fingerprint


def test_facts_that_stand_on_no_file_have_nothing_to_be_told() -> None:
    site = load_facts(parse(whole("groups: {panel: {name: Panel}}\n"), "s.yaml")).site
    assert linted(facts(site), FRAMEWORKS).notices == ()


# -- single rules, where they could cry wolf


def test_one_field_without_evidence_is_told_and_a_name_is_not() -> None:
    text = """
    sources: {plan: {title: Plan, kind: document}}
    agencies:
      clinic: {name: Clinic, size: small, reach: local, note: New., evidence: {size: [plan p. 1], reach: []}}
    """
    assert told(text, "fact-without-evidence") == [
        "3:39: agencies.clinic.reach: has no evidence, where other fields have: cite the source that says so"
    ]


def test_a_source_that_only_a_conflict_cites_is_used() -> None:
    text = """
    sources: {plan: {title: Plan, kind: document}}
    conflicts:
      - {about: it, claims: [{value: a, evidence: [plan p. 1]}, {value: b, evidence: [plan]}], because: Both.}
    """
    assert told(text, "unused-source") == []


def test_a_fact_is_read_or_not_by_the_frameworks_at_hand() -> None:
    text = whole("practices: [{kind: mapping}, {kind: mapping}, {kind: mentoring}]\n")
    source = load_facts(parse(text, "s.yaml"))
    (line,) = [said(one) for one in linted(source, FRAMEWORKS).notices if "unread" in one.rule]
    assert line.startswith(
        "1:13: practices.0: no criterion asks about practices of the kind mapping (2 in this"
    )
    assert [one for one in linted(source).notices if "unread" in one.rule] == []


def test_criteria_that_ask_of_any_kind_of_practice_read_every_kind() -> None:
    source = load_facts(parse(whole("practices: [{kind: mentoring}]\n"), "s.yaml"))

    def unread(when: dict[str, Any]) -> list[str]:
        (domain, *_), criterion = FRAMEWORKS[0].domains, next(FRAMEWORKS[0].criteria)
        rung = criterion.rungs[0]._replace(condition=read_condition(when))
        domain = domain._replace(criteria=(criterion._replace(rungs=(rung,)),))
        asking = FRAMEWORKS[0]._replace(sha256=str(when), domains=(domain,))
        return [one.subject for one in linted(source, [asking]).notices if one.rule == "lint/unread-fact"]

    assert unread({"some": "practices", "where": {"kind": "mapping"}}) == ["practices.mentoring"]
    assert unread({"some": "practices", "where": {"scope": "iom"}}) == []


def test_an_unnamed_agency_that_may_be_another_is_not_called_unread() -> None:
    text = """
    agencies:
      some: {unnamed: true, sector: third}
      none: {unnamed: true, sector: third, may_be: []}
    """
    assert told(text, "unread-fact") == [
        "3:3: agencies.none: has no seat, link or practice, so no criterion reads it: record what it does"
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "complete: [{members: {group.level: service-delivery, status: any}}]",
        "absent: [{members: {group: team, status: any}}]",
    ],
)
def test_an_empty_group_that_a_statement_closes_is_no_fault(statement: str) -> None:
    groups = "groups: {team: {name: Team, level: service-delivery}}\n"
    assert told(groups + statement + "\n", "empty-group") == []
    assert len(told(groups, "empty-group")) == 1


CONFLICT = """
agencies: {{police: {{name: Police}}}}
groups: {{team: {{name: Team, members: [{{agency: police, {held}}}]}}}}
conflicts:
  - about: it
    records: [{path}]
    claims: [{{value: {first}, evidence: [plan 1]}}, {{value: {second}, evidence: [plan 2]}}]
    {used}because: So it is.
sources: {{plan: {{title: Plan, kind: document}}}}
"""
SEAT = "groups.team.members.police"


@pytest.mark.parametrize(
    ("held", "path", "first", "second", "used", "expected"),
    [
        ("staff: 4", f"{SEAT}.staff", "4", "5", "used: 4", ""),
        ("staff: 4", f"{SEAT}.staff", "4", "5", "used: 5", "holds `4`, and this says `5`"),
        ("staff: {one_of: [5, 4]}", f"{SEAT}.staff", "4", "5", "", ""),
        ("staff: {from: 4, to: 6}", f"{SEAT}.staff", "4", "5", "", ""),
        ("staff: {from: 5}", f"{SEAT}.staff", "4", "5", "", "holds `{from: 5}`, and nothing is `used`"),
        ("staff: 4", f"{SEAT}.staff", "4", "5", "", "holds `4`, and nothing is `used`"),
        ("staff: 4", f"{SEAT}.staff", "four or so", "5", "used: four or so", ""),
        ("staff: 4", f"{SEAT}.staff", "four or so", "5", "", ""),
        ("attends: true", f"{SEAT}.attends", "true", "false", "used: false", "holds `true`"),
        ("status: planned", SEAT, "in-place", "planned", "used: in-place", "holds `planned`"),
        ("staff: 4", SEAT, "in-place", "absent", "used: in-place", ""),
        ("staff: 4", SEAT, "it is there", "it is not", "used: it is there", ""),
        ("note: Early.", f"{SEAT}.note", "Early.", "Late.", "used: Late.", "holds `Early.`"),
        ("note: Early or late.", f"{SEAT}.note", "Early.", "Late.", "used: Late.", ""),
        ("status: unknown", f"{SEAT}.status", "in-place", "planned", "", ""),
        ("pathways: [health]", f"{SEAT}.pathways", "[health]", "[drugs]", "used: [health]", ""),
        (
            *("pathways: [health]", f"{SEAT}.pathways", "[health]", "[drugs-and-alcohol]"),
            *("used: [drugs-and-alcohol]", "holds `[health]`, and this says `[drugs-and-alcohol]`"),
        ),
    ],
)
def test_a_conflict_is_followed_or_not(
    held: str, path: str, first: str, second: str, used: str, expected: str
) -> None:
    used = f"{used}\n    " if used else ""
    text = CONFLICT.format(held=held, path=path, first=first, second=second, used=used)
    lines = told(text, "conflict-not-followed")
    assert len(lines) == bool(expected)
    assert all(expected in line for line in lines)


def test_of_several_fields_in_one_conflict_one_may_follow_from_another() -> None:
    text = """
    project: {funding: [{per_year: {one_of: [6, 7]}, amount: {one_of: [12, 14]}}]}
    conflicts:
      - about: how much
        records: [project.funding.0.per_year, project.funding.0.amount]
        claims: [{value: 6, evidence: [plan 1]}, {value: 7, evidence: [plan 2]}]
        because: Nothing decides.
    sources: {plan: {title: Plan, kind: document}}
    """
    assert told(text, "conflict-not-followed") == []


@pytest.mark.parametrize(
    ("record", "told_of"),
    [
        ("status: planned, note: To come by October 2008.", True),
        ("status: planned, note: It is to start in late 2008.", True),
        ("status: planned, note: Due 2009-01-31.", True),
        ("status: invited, note: To join from 3 November 2008.", True),
        ("status: planned, note: To come by February 2009.", False),
        ("status: planned, note: To come in 2009.", False),
        ("status: planned, note: Due 2009-02-01.", False),
        ("status: planned, note: By the minutes of October 2008 it is to come.", False),
        ("status: emerging, note: Trained from October 2008.", False),
        ("status: '{one_of: [planned, in-place]}', note: To come by October 2008.", False),
        ("note: To come by October 2008.", False),
    ],
)
def test_a_plan_is_past_only_where_its_own_date_is(record: str, told_of: bool) -> None:
    record = record.replace("'{", "{").replace("}'", "}")
    text = f"practices: [{{kind: mapping, {record}}}]\n"
    assert bool(told(text, "planned-date-past")) is told_of


@pytest.mark.parametrize(
    ("project", "places"),
    [
        ("commenced: 2009", []),
        ("commenced: 2009-02", []),
        ("commenced: 2009-03", ["commenced"]),
        ("commenced: {one_of: [2009-03, 2008-11]}", []),
        ("commenced: 2008-11, operational: 2008", []),
        ("commenced: 2008-11, operational: 2008-10", ["operational"]),
        ("operational: '2009-03-01'", ["operational"]),
    ],
)
def test_dates_are_out_of_order_only_where_they_surely_are(project: str, places: list[str]) -> None:
    lines = told(f"project: {{{project}}}\n", "dates-out-of-order")
    assert [line.split(": ")[1] for line in lines] == [f"project.{place}" for place in places]


PLAIN = st.one_of(
    st.sampled_from(
        ["yes", "No", "ON", "off", "~x", "12:30", "1:2:3.4", "1_000", "0o17", "017", "0x1F", "0b1"]
    ),
    st.text("0123456789_-+.:eETtZxXoOabyYnNsf =", min_size=1, max_size=12),
)


@given(PLAIN)
def test_whatever_a_reader_of_yaml_1_1_takes_for_something_else_is_told(text: str) -> None:
    try:
        theirs = yaml.safe_load(f"project: {{name: {text}}}\n")
        ours = parse(f"project: {{name: {text}}}\n", "s.yaml").values
    except ValueError:  # such as a month 13: they would fail on it
        theirs, ours = None, parse(f"project: {{name: {text}}}\n", "s.yaml").values
    except Exception:  # noqa: BLE001  # no YAML to either, or taken by neither
        return
    name = ours["project"].get("name") if isinstance(ours.get("project"), dict) else None
    if isinstance(name, str) and name and theirs != ours:
        assert told(f"project: {{name: {text}}}\n", "misread-scalar")


@pytest.mark.parametrize(
    "text", ['"no"', "'12:30'", "none", "2009-02", "12:30 or so", "no one", "4.1.2", "n/a"]
)
def test_what_every_reader_takes_for_text_is_not_told(text: str) -> None:
    assert told(f"project: {{name: {text}}}\n", "misread-scalar") == []


def test_a_block_of_text_is_text_to_every_reader() -> None:
    assert told("project:\n  name: |-\n    no\n  note: >-\n    12:30\n", "misread-scalar") == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Ask someone@clinic.example.org about it.", "e-mail address"),
        ("Ring +44 (0)113 496 0000.", "telephone number"),
        ("Ring (0113) 496 0000.", "telephone number"),
        ("Ring 07700 900123.", "telephone number"),
        ("Number 943 476 5919.", "NHS number"),
        ("Number 9434765919.", "NHS number"),
        ("Number AB123456C.", "National Insurance number"),
        ("At LS1 4AP.", "postcode"),
        ("Seen by Dr J. O'Example.", "name of a person"),
        ("Seen by Cllr Example-Smith.", "name of a person"),
    ],
)
def test_possible_personal_data_is_told_and_not_repeated(text: str, what: str) -> None:
    notices = found(f'project: {{note: "{text}"}}\n').notices
    problems = [one.problem for one in notices if one.rule == "lint/personal-data"]
    assert [one.what for one in problems] == [f"holds a possible {what}: take it out if it is a person's"]
    assert problems[0].where == "project.note"
    assert problems[0].text == ""


@pytest.mark.parametrize(
    "text",
    [
        "Number 943 476 5918.",
        "Number 1500000001.",
        "By https://e-space.mmu.ac.uk/0113496000012 and study 1.4.",
        "Room B12, G4S, PPO, MAPPA 2 and PC users; the Dr is in; Miss is not.",
        "From 2008-11-01 to 2009-02-28, in 0 of 12 cases.",
        "QQ 12 34 56 C is never given out.",
    ],
)
def test_what_only_resembles_personal_data_is_not_told(text: str) -> None:
    assert told(f'project: {{note: "{text}"}}\n', "personal-data") == []


def test_authors_and_names_of_agencies_may_have_titles() -> None:
    text = """
    sources: {plan: {title: Plan, kind: document, authors: [Dr Anne Example]}}
    agencies: {homes: {name: Dr Barnardo's Homes}}
    """
    assert told(text, "personal-data") == []


@given(st.data())
@pytest.mark.parametrize("what", FORMS)
def test_what_has_the_form_of_personal_data_has_in_outline_what_is_looked_for_first(
    what: str, data: st.DataObject
) -> None:
    pattern, needed = FORMS[what]
    assert needed in outline(data.draw(st.from_regex(pattern)))


def test_personal_data_in_a_comment_is_told_as_such() -> None:
    text = "groups: {}  # ring 0113 496 0000\nproject:  # or 0113 496 0001\n  {note: a}\n"
    assert told(text, "personal-data") == [
        "1:20: : holds a possible telephone number in a comment: take it out if it is a person's",
        "2:16: : holds a possible telephone number in a comment: take it out if it is a person's",
    ]


@pytest.mark.parametrize(
    ("note", "told_of"),
    [
        ("The manager said “we never hear what became of them”.", True),
        ("A project worker called it 'the best thing that has happened here'.", True),
        ("Managers said “we never hear what became of them”.", False),
        ("One interviewee said “we never hear what became of them”.", False),
        ("The manager called it “a success”.", False),
        ("The manager's list of the agencies' clients isn't the team's.", False),
    ],
)
def test_a_quotation_points_at_one_person_by_role_and_agency(note: str, told_of: bool) -> None:
    text = f'agencies: {{hostel: {{name: Hostel, note: "{note}"}}}}\n'
    assert bool(told(text, "identifying-quotation")) is told_of
    unnamed = f'agencies: {{hostel: {{unnamed: true, note: "{note}"}}}}\n'
    assert told(unnamed, "identifying-quotation") == []


@pytest.mark.parametrize(
    ("record", "told_of"),
    [
        ("groups: {team: {name: Team, members: [{agency: hostel, NOTE}]}}", True),
        ("links: [{kind: contract, from: police, to: hostel, NOTE}]", True),
        ("practices: [{kind: mentoring, by: [hostel], NOTE}]", True),
        ("practices: [{kind: mentoring, by: [hostel, police], NOTE}]", False),
        ("practices: [{kind: mentoring, NOTE}]", False),
    ],
)
def test_a_quotation_points_at_the_one_agency_that_its_record_is_about(record: str, told_of: bool) -> None:
    agencies = "agencies: {hostel: {name: The House}, police: {name: The Force}}\n"
    note = "note: The manager said “it was none of our business then”."
    lines = told(f"{agencies}{record.replace('NOTE', note)}\n", "identifying-quotation")
    assert len(lines) == told_of
    assert all("quotes a manager of `hostel`" in line for line in lines)


def test_an_agency_that_has_something_for_some_offenders_works_with_offenders() -> None:
    text = """
    agencies:
      clinic: {name: Clinic, works_with_offenders: false, offender_groups: [women, young]}
      hostel: {name: Hostel, works_with_offenders: true, offender_groups: [women]}
    """
    (line,) = told(text, "contradictory-records")
    assert line.startswith("2:26: agencies.clinic.works_with_offenders: is false, and it has something for ")
    assert line.endswith(" offender groups (women, young): correct one")


ROLES = """
agencies:
  clinic: {{name: Clinic, sector: {sector}, note: {note}}}
groups:
  team:
    name: Team
    level: service-delivery
    scope: iom
    complete: true
    members: [{{agency: clinic, co_located: true, co_works: true, shares_information: {shares}}}]
complete: [{{groups: {{level: service-delivery, scope: iom}}}}]
"""


@pytest.mark.parametrize(
    ("note", "sector", "shares", "expected"),
    [
        ("A delivery partner.", "third", "true", ""),
        (
            "A delivery partner.",
            "third",
            "false",
            "calls `clinic` a delivery partner, and the records rule that out",
        ),
        (
            "A referral agency.",
            "third",
            "true",
            "calls `clinic` a referral agency, and the records do not make it",
        ),
        ("A delivery partner.", "statutory", "false", ""),
        ("Not a delivery partner. It may become a referral agency.", "third", "false", ""),
        ("It works with the other referral agencies.", "third", "false", ""),
    ],
)
def test_a_role_in_a_note_is_held_against_the_records(
    note: str, sector: str, shares: str, expected: str
) -> None:
    lines = told(ROLES.format(note=note, sector=sector, shares=shares), "role-not-borne-out")
    assert len(lines) == bool(expected)
    assert all(expected in line for line in lines)


def test_an_exemption_that_raises_a_summary_says_from_what_to_what() -> None:
    rule = RULES["lint/not-applicable-raises"]
    (line,) = told(rule.bad, "not-applicable-raises")
    assert "raises the summary of" in line
    assert " from 0 to 0-2: " in line


# -- any site


REMARKS = st.sampled_from(
    [
        *("delivery partner", "referral agencies", "a manager", "Agency a", "by 2008-01", "from May 2008"),
        *("Mr Example", "x@y.example", "0113 496 0000", "AB123456C", "no", "12:30"),
        *("“one two three four five”", "’", '"'),
    ]
)


@st.composite
def written_up(draw: st.DrawFn) -> dict[str, Any]:
    """A random site with evidence here and there, remarks, conflicts, exemptions and suppressions."""
    case: Case = draw(cases())
    written: dict[str, Any] = json.loads(json.dumps(case.written))
    written["sources"] = {"plan": {"title": "Plan", "kind": "document"}}
    some = [*written.get("agencies", {}).values(), *written.get("groups", {}).values()]
    for name in ("links", "practices", "barriers"):
        some += written.get(name, [])
    for record in some:
        if draw(st.booleans()):
            record["note"] = " ".join(draw(st.lists(REMARKS, min_size=1, max_size=4)))
        if draw(st.booleans()):
            fields = [*record.keys() - {"evidence"}]
            record["evidence"] = draw(st.sampled_from([["plan p. 1"], {}, {fields[0]: ["plan p. 2"]}]))
    paths = [f"{kind}.{key}" for kind in ("agencies", "groups") for key in written.get(kind, {})]
    paths += [f"{path}.{name}" for path in paths for name in _at(written, path)]
    values = st.sampled_from([None, 4, True, "third", "in-place", "some words", {"from": 2}, ["iom"], "2008"])
    if paths:
        claims = [{"value": draw(values), "evidence": ["plan"]} for _ in range(2)]
        records = draw(st.lists(st.sampled_from(paths), max_size=3))
        conflict = {"about": "it", "records": records, "claims": claims, "because": "So."}
        written["conflicts"] = [{**conflict, "used": draw(values)}]
    if draw(st.booleans()):
        excused = {"criterion": draw(st.sampled_from([one.id for one in FRAMEWORKS[0].criteria]))}
        written["not_applicable"] = [{**excused, "reason": "None.", "decided_by": "us"}]
    places = st.sampled_from([*paths, "groups", "nothing.there"])
    written["suppressed"] = [
        {"rule": draw(st.sampled_from([*RULES, "lint/none"])), "at": draw(places), "reason": "So it is."}
        for _ in range(draw(st.integers(0, 3)))
    ]
    return written


def _at(written: dict[str, Any], path: str) -> list[str]:
    kind, key = path.split(".")
    return [name for name, value in written[kind][key].items() if not isinstance(value, list)]


@given(written_up())
def test_whatever_a_sound_site_says_the_lint_ends_with_places_in_it(written: dict[str, Any]) -> None:
    text = json.dumps({**HEAD, **written}, indent=1, ensure_ascii=False)
    here = load_facts(parse(text, "s.yaml"))
    both = linted(here, FRAMEWORKS)
    lines = text.split("\n")
    for notice in (*both.notices, *(one.notice for one in both.suppressed)):
        assert notice.rule in RULES
        assert 1 <= notice.problem.line <= len(lines)
        assert 1 <= notice.problem.column <= len(lines[notice.problem.line - 1]) + 1
    suppressed = {one.reason for one in both.suppressed}
    assert suppressed <= {"So it is."}
