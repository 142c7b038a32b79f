"""Site files: every mistake is reported at its place, in plain words; a sound file keeps all it says."""

from collections.abc import Iterator
from copy import deepcopy
from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from iomassess.loading import load_facts, load_site
from iomassess.problems import InvalidSource, Problem
from iomassess.rules import rules
from iomassess.site import OneOf, Site
from iomassess.source import parse

HEAD = """\
format: iomassess/site/1
id: somewhere
name: Somewhere
wave: baseline
as_of: 2009-02
"""
SOURCES = "sources: {study: {title: A study, kind: report}}\n"

RULES = {rule.id for rule in rules()}

TEXT = "should be text; put it in quotes if it looks like something else"
AN_ID = "is not an id: use lower-case letters and digits, joined by single hyphens"
CITATION = "is not a citation: write a source's id and a place in it, such as `study 4.1`"


def problems(written: str) -> tuple[Problem, ...]:
    with pytest.raises(InvalidSource) as caught:
        load_site(parse(written, "s.yaml"))
    assert {problem.rule for problem in caught.value.problems} <= RULES
    return caught.value.problems


def found(body: str, rest: str = SOURCES + HEAD) -> list[str]:
    """What is said of a file that begins with the body, so that lines count from its first."""
    return [str(problem) for problem in problems(dedent(body).lstrip("\n") + "\n" + rest)]


def sound(body: str, rest: str = SOURCES + HEAD) -> Site:
    return load_site(parse(dedent(body).lstrip("\n") + "\n" + rest, "s.yaml"))


# -- the head of the file


def test_a_file_with_its_head_alone_is_sound() -> None:
    site = load_site(parse(HEAD, "s.yaml"))
    assert (site.id, site.name, site.wave, site.as_of) == ("somewhere", "Somewhere", "baseline", "2009-02")
    assert (site.agencies, site.links, site.project) == ({}, (), None)


def test_everything_that_the_head_lacks_is_named_with_what_it_is() -> None:
    assert found("links: []", "") == [
        "s.yaml:1:1: `as_of` is missing: the time that the facts describe",
        "s.yaml:1:1: `format` is missing: the file format and its version",
        "s.yaml:1:1: `id` is missing: a short name for the site",
        "s.yaml:1:1: `name` is missing: the site's name",
        "s.yaml:1:1: `wave` is missing: which assessment of the site this is, such as `baseline`",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "iomassess/site/1",
            "iomassess/site/2",
            (
                "s.yaml:1:9: format: `iomassess/site/2` is newer than this program, "
                "which takes `iomassess/site/1`: update iomassess"
            ),
        ),
        (
            "iomassess/site/1",
            "1",
            "s.yaml:1:9: format: `1` should be one of iomassess/site/1",
        ),
        (
            "id: somewhere",
            "id: Some Where",
            f"s.yaml:2:5: id: `Some Where` {AN_ID}",
        ),
        (
            "id: somewhere",
            "id: no",
            "s.yaml:2:5: id: `no` cannot be an id: other YAML readers misread it; add a word",
        ),
        (
            "name: Somewhere",
            "name: 5",
            f"s.yaml:3:7: name: `5` {TEXT}",
        ),
        (
            "name: Somewhere",
            "name:",
            f"s.yaml:3:6: name: has no value, and {TEXT}",
        ),
        ("wave: baseline", "wave: ''", "s.yaml:4:7: wave: is empty: write something, or leave it out"),
        (
            "2009-02",
            "27 February 2009",
            "s.yaml:5:8: as_of: `27 February 2009` is not a date: write 2009, 2009-02 or 2009-02-27",
        ),
        (
            "2009-02",
            "2009-13",
            "s.yaml:5:8: as_of: `2009-13` is not a date: write 2009, 2009-02 or 2009-02-27",
        ),
        ("2009-02", "12009", "s.yaml:5:8: as_of: `12009` is not a date: write 2009, 2009-02 or 2009-02-27"),
        (
            "2009-02",
            "true",
            f"s.yaml:5:8: as_of: `true` {TEXT}",
        ),
    ],
)
def test_each_line_of_the_head_is_checked(old: str, new: str, said: str) -> None:
    assert found(HEAD.replace(old, new), "") == [said]


@pytest.mark.parametrize("date", ["2009", "2009-02", "2009-02-27", "'2009'"])
def test_a_date_is_a_year_a_month_or_a_day(date: str) -> None:
    assert sound(HEAD.replace("2009-02", date), "").as_of == date.strip("'")


def test_a_site_file_holds_one_document() -> None:
    assert found(f"{HEAD}---\na: 1\n---\n- 2\n", "") == [
        "s.yaml:9:1: expected fields with values at the top, found a list"
    ]
    assert found(f"{HEAD}---\na: 1\n---\nb: 2\n", "") == [
        "s.yaml:7:1: a site file holds one document: remove the `---` before it",
        "s.yaml:9:1: a site file holds one document: remove the `---` before it",
    ]


# -- keys


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("agencis: {}", "1:1: agencis: there is no field `agencis` here; did you mean `agencies`?"),
        (
            "agencies: {a: {name: A, sectr: third}}",
            "1:25: agencies.a.sectr: there is no field `sectr` here; did you mean `sector`?",
        ),
        (
            "groups: {g: {name: G, members: [{agency: a, colocated: true}]}}\nagencies: {a: {name: A}}",
            (
                "1:45: groups.g.members.0.colocated: there is no field `colocated` here; "
                "did you mean `co_located`?"
            ),
        ),
        (
            "practices: [{kind: mapping, with_: [a]}]",
            "1:29: practices.0.with_: there is no field `with_` here; did you mean `with`?",
        ),
        (
            "fieldwork: {interviews: {referal: 1}}",
            "1:26: fieldwork.interviews.referal: there is no field `referal` here; did you mean `referral`?",
        ),
        (
            "agencies: {a: {unnamed: true, number: {form: 5}}}",
            "1:40: agencies.a.number.form: there is no field `form` here; did you mean `from`?",
        ),
        (
            "agencies: {a: {name: A, sector: {one_of: [third, private], but: 1}}}",
            "1:60: agencies.a.sector.but: there is no field `but` here",
        ),
        (
            "not_applicable: [{criterion: a/b, reason: r, decided_by: d, when: 2009}]",
            (
                "1:61: not_applicable.0.when: there is no field `when` here; "
                "known: criterion, reason, decided_by"
            ),
        ),
    ],
)
def test_an_unknown_key_is_named_with_what_may_be_meant(body: str, said: str) -> None:
    assert found(body) == [f"s.yaml:{said}"]


def test_a_key_that_is_like_no_other_gets_the_list_of_those_known() -> None:
    assert found("quangos: {}") == [
        (
            "s.yaml:1:1: quangos: there is no field `quangos` here; known: format, id, name, wave, as_of, "
            "project, fieldwork, sources, agencies, groups, links, practices, barriers, benefits, drivers, "
            "complete, absent, not_applicable, conflicts, suppressed, acronyms"
        )
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "groups: {g: {level: service-delivery}}",
            "1:10: groups.g: `name` is missing: its name, or what the source calls it",
        ),
        (
            "groups: {g: {name: G, members: [{staff: 5}]}}",
            "1:33: groups.g.members.0: `agency` is missing: the id of the agency that is the member",
        ),
        (
            "links: [{status: planned}]",
            "1:9: links.0: `kind` is missing: what ties them; fixes what the ends may be",
        ),
        ("barriers: [{what: Money}]", "1:12: barriers.0: `kind` is missing: what stands in the way"),
        (
            "benefits: [{to: client}]",
            "1:12: benefits.0: `what` is missing: what they gain, in the coder's own words",
        ),
        ("drivers: [{kind: mission}]", "1:11: drivers.0: `sector` is missing: the sector that is drawn in"),
        (
            "not_applicable: [{criterion: a/b, reason: r}]",
            "1:18: not_applicable.0: `decided_by` is missing: who decided that",
        ),
        (
            "agencies: {a: {name: A, sector: {}}}",
            "1:25: agencies.a.sector: `one_of` is missing",
        ),
    ],
)
def test_a_missing_field_is_named_with_what_it_is(body: str, said: str) -> None:
    assert found(body) == [f"s.yaml:{said}"]


# -- values


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("thrid", "33: agencies.a.sector: `thrid` is not a value of this field; did you mean `third`?"),
        (
            "charity",
            "33: agencies.a.sector: `charity` is not a value of this field; known: third, statutory, private",
        ),
        ("5", "33: agencies.a.sector: `5` should be one of third, statutory, private"),
        ("true", "33: agencies.a.sector: `true` should be one of third, statutory, private"),
        ("[third]", "33: agencies.a.sector: a list should be one of third, statutory, private"),
        (
            "{one_of: [third, privat]}",
            "50: agencies.a.sector.one_of.1: `privat` is not a value of this field; did you mean `private`?",
        ),
        (
            "{one_of: [third, ~]}",
            "50: agencies.a.sector.one_of.1: has no value, and should be one of third, statutory, private",
        ),
        ("{one_of: [third]}", "42: agencies.a.sector.one_of: a list is too short: it takes at least 2"),
        ("{one_of: []}", "42: agencies.a.sector.one_of: an empty list is too short: it takes at least 2"),
        ("{one_of: third}", "42: agencies.a.sector.one_of: `third` should be a list"),
        ("{one_of: }", "42: agencies.a.sector.one_of: has no value, and should be a list"),
        (
            "{one_of: [third, third]}",
            "34: agencies.a.sector.one_of: the same value is here twice: keep one",
        ),
    ],
)
def test_a_value_is_one_of_a_closed_list_or_one_of_several(value: str, said: str) -> None:
    assert found(f"agencies: {{a: {{name: A, sector: {value}}}}}") == [f"s.yaml:1:{said}"]


def test_a_mistyped_one_of_is_both_unknown_and_missing() -> None:
    assert found("agencies: {a: {name: A, sector: {oneof: [third, private]}}}") == [
        "s.yaml:1:25: agencies.a.sector: `one_of` is missing",
        "s.yaml:1:34: agencies.a.sector.oneof: there is no field `oneof` here",
    ]


WHOLE = "should be a whole number, or `{from: 2, to: 5}`, or `{one_of: [4, 5]}`"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("many", f"37: agencies.a.paid_staff: `many` {WHOLE}"),
        ("'5'", f"37: agencies.a.paid_staff: `5` {WHOLE}"),
        ("1_000", f"37: agencies.a.paid_staff: `1_000` {WHOLE}"),
        ("1.5", f"37: agencies.a.paid_staff: `1.5` {WHOLE}"),
        ("true", f"37: agencies.a.paid_staff: `true` {WHOLE}"),
        ("[4, 5]", f"37: agencies.a.paid_staff: a list {WHOLE}"),
        ("2-5", f"37: agencies.a.paid_staff: `2-5` {WHOLE}"),
        ("12345678901234567890", f"37: agencies.a.paid_staff: `12345678901234567890` {WHOLE}"),
        ("-1", "37: agencies.a.paid_staff: `-1` should be 0 or more"),
        (
            "{from: 5, to: 2}",
            "25: agencies.a.paid_staff: `from` 5 is more than `to` 2: the least comes first",
        ),
        ("{from: some}", "44: agencies.a.paid_staff.from: `some` should be a whole number"),
        ("{to: -1}", "42: agencies.a.paid_staff.to: `-1` should be 0 or more"),
        ("{}", "25: agencies.a.paid_staff: says nothing: give `from`, or `to`, or both"),
        ("{one_of: [4, five]}", "50: agencies.a.paid_staff.one_of.1: `five` should be a whole number"),
        ("{one_of: [4, -5]}", "50: agencies.a.paid_staff.one_of.1: `-5` should be 0 or more"),
        ("{one_of: [4]}", "46: agencies.a.paid_staff.one_of: a list is too short: it takes at least 2"),
        (
            "{one_of: [4, 4]}",
            "38: agencies.a.paid_staff.one_of: the same value is here twice: keep one",
        ),
        (
            "{from: 1, one_of: [4, 5]}",
            "47: agencies.a.paid_staff.one_of: there is no field `one_of` here; known: from, to",
        ),
    ],
)
def test_a_number_is_whole_or_a_range_or_one_of_several(value: str, said: str) -> None:
    assert found(f"agencies: {{a: {{name: A, paid_staff: {value}}}}}") == [f"s.yaml:1:{said}"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("x", "36: fieldwork.interviews.delivery: `x` should be a whole number"),
        ("{from: 1}", "36: fieldwork.interviews.delivery: a mapping should be a whole number"),
        ("-1", "36: fieldwork.interviews.delivery: `-1` should be 0 or more"),
    ],
)
def test_an_exact_count_is_a_whole_number(value: str, said: str) -> None:
    assert found(f"fieldwork: {{interviews: {{delivery: {value}}}}}") == [f"s.yaml:1:{said}"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("yes", "47: agencies.a.works_with_offenders: `yes` should be true or false"),
        ("1", "47: agencies.a.works_with_offenders: `1` should be true or false"),
        ("'true'", "47: agencies.a.works_with_offenders: `true` should be true or false"),
        (
            "{one_of: [true, no]}",
            "63: agencies.a.works_with_offenders.one_of.1: `no` should be true or false",
        ),
    ],
)
def test_a_flag_is_true_or_false(value: str, said: str) -> None:
    assert found(f"agencies: {{a: {{name: A, works_with_offenders: {value}}}}}") == [f"s.yaml:1:{said}"]


@pytest.mark.parametrize("value", ["1", "1.0", "false", "yes"])
def test_what_is_said_or_left_out_is_true_itself_and_nothing_equal_to_it(value: str) -> None:
    assert found(f"agencies: {{a: {{unnamed: {value}}}}}") == [
        f"s.yaml:1:25: agencies.a.unnamed: `{value}` should be `true`, or be left out"
    ]


LINKED = """
agencies: {a: {name: A}}
groups: {g: {name: G}}
links: [{kind: refers-to, from: g, to: a}]
"""


def test_a_statement_between_two_that_are_wrong_is_held_against_the_records() -> None:
    body = LINKED + "absent: [{links: 5}, {links: {kind: refers-to}}, {links: {kind: mentoring}}]\n"
    said = "s.yaml:3:9: links.0: is here, and line 4 says that there is no such thing: correct one"
    assert said in found(body)


def test_a_statement_that_is_not_said_rightly_contradicts_nothing_however_much_else_is_wrong() -> None:
    many = ", ".join(f"g{n}: {{name: G, reports_to: [x, y]}}" for n in range(600))
    body = LINKED.replace("groups: {", f"groups: {{{many}, ")
    told = found(body + "absent: [{links: {kid: refers-to}}]\n")
    assert len(told) > 1_000
    assert not [one for one in told if "is here" in one]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "agencies: {a: {unnamed: false}}",
            "25: agencies.a.unnamed: `false` should be `true`, or be left out",
        ),
        ("agencies: {a: {unnamed: yes}}", "25: agencies.a.unnamed: `yes` should be `true`, or be left out"),
        (
            "groups: {g: {name: G, complete: false}}",
            "33: groups.g.complete: `false` should be `true`, or be left out",
        ),
    ],
)
def test_what_can_only_be_said_is_true_or_left_out(body: str, said: str) -> None:
    assert found(body) == [f"s.yaml:1:{said}"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("health", "35: agencies.a.pathways: `health` should be a list"),
        ("{one_of: [health]}", "35: agencies.a.pathways: a mapping should be a list"),
        ("", "35: agencies.a.pathways: has no value, and should be a list"),
        (
            "[health, accomodation]",
            (
                "44: agencies.a.pathways.1: `accomodation` is not a value of this field; "
                "did you mean `accommodation`?"
            ),
        ),
        (
            "[[health]]",
            (
                "36: agencies.a.pathways.0: a list should be one of accommodation, "
                "education-training-employment, health, drugs-and-alcohol, finance-benefit-debt, "
                "children-and-families, attitudes-thinking-behaviour"
            ),
        ),
    ],
)
def test_a_list_holds_values_of_its_closed_list(value: str, said: str) -> None:
    assert found(f"agencies: {{a: {{name: A, pathways: {value}}}}}") == [f"s.yaml:1:{said}"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("agencies: 5", "1:11: agencies: `5` should be fields with values"),
        ("agencies: []", "1:11: agencies: an empty list should be fields with values"),
        ("agencies:", "1:10: agencies: has no value, and should be fields with values"),
        ("agencies: {a: }", "1:15: agencies.a: has no value, and should be fields with values"),
        ("agencies: {a: third}", "1:15: agencies.a: `third` should be fields with values"),
        ("links: {}", "1:8: links: a mapping should be a list"),
        ("links: [refers-to]", "1:9: links.0: `refers-to` should be fields with values"),
        (
            "groups: {g: {name: G, members: [a]}}",
            "1:33: groups.g.members.0: `a` should be fields with values",
        ),
    ],
)
def test_a_part_of_the_wrong_shape_is_named(body: str, said: str) -> None:
    assert found(body) == [f"s.yaml:{said}"]


def test_a_long_value_is_shown_short() -> None:
    said = found(f"agencies: {{a: {{name: A, sector: {'x' * 100}}}}}")
    assert said == [
        (
            f"s.yaml:1:33: agencies.a.sector: `{'x' * 57}...` is not a value of this field; "
            "known: third, statutory, private"
        )
    ]


def test_a_value_left_empty_is_refused_since_nobody_can_tell_what_it_means() -> None:
    body = """
        agencies: {a: {name: A, sector: , size: ~, number: null, evidence: [study, ]}}
        groups: {g: {name: G, members: [{agency: a, staff: }]}}
        links:
        project: {caseload: {from: }}
        """
    told = "has no value: give it one, or leave the field out"
    assert found(body) == [
        f"s.yaml:1:25: agencies.a.sector: {told}",
        f"s.yaml:1:35: agencies.a.size: {told}",
        f"s.yaml:1:44: agencies.a.number: {told}",
        f"s.yaml:2:45: groups.g.members.0.staff: {told}",
        "s.yaml:3:7: links: has no value, and should be a list",
        "s.yaml:4:11: project.caseload: says nothing: give `from`, or `to`, or both",
        f"s.yaml:4:22: project.caseload.from: {told}",
    ]


def test_a_claim_may_be_that_there_is_nothing() -> None:
    claims = "claims: [{value: ~, evidence: [study]}, {value: 2, evidence: [study]}]"
    site = sound(f"conflicts: [{{about: x, because: b, {claims}}}]")
    assert site.conflicts[0].claims[0].value is None


# -- ids


@pytest.mark.parametrize("part", ["agencies", "groups"])
@pytest.mark.parametrize("key", ["A", "a b", "a_b", "-a", "a-", "a--b", "é", "a.b", "a/b"])
def test_an_id_is_kebab_case(part: str, key: str) -> None:
    assert found(f"{part}:\n  {key}: {{name: X}}") == [f"s.yaml:2:3: {part}.{key}: `{key}` {AN_ID}"]


def test_an_id_is_not_empty_and_not_endless() -> None:
    assert found("agencies:\n  '': {name: X}") == [f"s.yaml:2:3: agencies.: `` {AN_ID}"]
    assert found(f"agencies:\n  {'x' * 81}: {{name: X}}") == [
        f"s.yaml:2:3: agencies.{'x' * 81}: `{'x' * 57}...` is longer than 80 characters"
    ]


@pytest.mark.parametrize("part", ["agencies", "groups"])
@pytest.mark.parametrize(
    "key",
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "5", "012", "2009-02-27", "0x1f", "1e5"],
)
def test_an_id_that_other_yaml_readers_misread_is_refused(part: str, key: str) -> None:
    assert found(f"{part}:\n  {key}: {{name: X}}") == [
        f"s.yaml:2:3: {part}.{key}: `{key}` cannot be an id: other YAML readers misread it; add a word"
    ]


def test_a_source_whose_id_is_misread_is_refused() -> None:
    assert found("sources: {'on': {title: T, kind: web}}", HEAD) == [
        "s.yaml:1:11: sources.on: `on` cannot be an id: other YAML readers misread it; add a word"
    ]


@pytest.mark.parametrize("key", ["nacro", "g4s", "3rd-age", "no-one", "yes-men", "on-road", "2nd"])
def test_an_id_that_only_begins_like_something_else_is_taken(key: str) -> None:
    assert list(sound(f"agencies: {{{key}: {{name: X}}}}").agencies) == [key]


def test_an_agency_and_a_group_have_different_ids() -> None:
    assert found("agencies: {a: {name: A}}\ngroups: {a: {name: G}}") == [
        "s.yaml:2:10: groups.a: `a` is the id of an agency as well: give one another id"
    ]


# -- evidence


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ("study 4.1", "35: agencies.a.evidence: `study 4.1` should be a list"),
        ("", "35: agencies.a.evidence: has no value, and should be a list"),
        ("[stdy 4.1]", "36: agencies.a.evidence.0: `stdy` is not one of the sources; did you mean `study`?"),
        ("[study, bid 2]", "43: agencies.a.evidence.1: `bid` is not one of the sources; known: study"),
        (
            "[4.1]",
            f"36: agencies.a.evidence.0: `4.1` {TEXT}",
        ),
        (
            "[' study 4.1']",
            f"36: agencies.a.evidence.0: ` study 4.1` {CITATION}",
        ),
        (
            "[study 3.1: local]",
            f"36: agencies.a.evidence.0: a mapping {TEXT}",
        ),
        ("{nam: [study]}", "36: agencies.a.evidence.nam: there is no field `nam` here; did you mean `name`?"),
        ("{name: study}", "42: agencies.a.evidence.name: `study` should be a list"),
        (
            "{name: [study, bid]}",
            "50: agencies.a.evidence.name.1: `bid` is not one of the sources; known: study",
        ),
        (
            "{name: [5]}",
            f"43: agencies.a.evidence.name.0: `5` {TEXT}",
        ),
    ],
)
def test_evidence_cites_the_sources_of_the_file(evidence: str, said: str) -> None:
    assert found(f"agencies: {{a: {{name: A, evidence: {evidence}}}}}") == [f"s.yaml:1:{said}"]


def test_evidence_without_any_sources_is_named_all_the_same() -> None:
    assert found("agencies: {a: {name: A, evidence: [study 4.1]}}", HEAD) == [
        "s.yaml:1:36: agencies.a.evidence.0: `study` is not one of the sources"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "project: {evidence: [x]}",
        "fieldwork: {evidence: [x]}",
        "groups: {g: {name: G, evidence: [x]}}",
        "groups: {g: {name: G, members: [{agency: a, evidence: [x]}]}}\nagencies: {a: {name: A}}",
        "practices: [{kind: mapping, evidence: [x]}]",
        "barriers: [{kind: culture, evidence: [x]}]",
        "benefits: [{to: client, what: Help, evidence: [x]}]",
        "drivers: [{sector: third, kind: mission, evidence: [x]}]",
        "absent: [{practices: {kind: mapping}, evidence: [x]}]",
        "complete: [{practices: {kind: mapping}, evidence: [x]}]",
        "project: {funding: [{evidence: [x]}]}",
    ],
)
def test_evidence_is_checked_wherever_it_stands(body: str) -> None:
    (said,) = found(body)
    assert said.endswith(".evidence.0: `x` is not one of the sources; known: study")


# -- agencies


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("a: {}", ["1:12: agencies.a: `name` is missing; if the source gives none, write `unnamed: true`"]),
        ("a: {unnamed: true, name: A}", ["1:31: agencies.a.name: an unnamed agency has no name: use `note`"]),
        (
            "a: {name: A, number: 2, may_be: [b]}, b: {name: B, is_among: [a]}",
            [
                "1:25: agencies.a.number: only an unnamed agency has `number`",
                "1:36: agencies.a.may_be: only an unnamed agency has `may_be`",
                "1:63: agencies.b.is_among: only an unnamed agency has `is_among`",
            ],
        ),
        (
            "a: {name: A, may_be: []}",
            ["1:25: agencies.a.may_be: only an unnamed agency has `may_be`"],
        ),
        (
            "a: {unnamed: true, number: 0}",
            ["1:31: agencies.a.number: an entry stands for one agency at least"],
        ),
        (
            "a: {unnamed: true, number: {from: 0, to: 2}}",
            ["1:31: agencies.a.number: an entry stands for one agency at least"],
        ),
        (
            "a: {unnamed: true, number: {one_of: [0, 1]}}",
            ["1:31: agencies.a.number: an entry stands for one agency at least"],
        ),
        (
            "a: {unnamed: true, number: {to: 0}}",
            ["1:31: agencies.a.number: an entry stands for one agency at least"],
        ),
        (
            "a: {unnamed: true, may_be: [a, bb, b]}, b: {name: B}",
            [
                "1:40: agencies.a.may_be.0: an agency is always the same as itself: leave it out",
                "1:43: agencies.a.may_be.1: there is no agency `bb`; did you mean `b`?",
            ],
        ),
        (
            "a: {unnamed: true, is_among: [a, bb, c, b]}, b: {name: B}, c: {unnamed: true}",
            [
                "1:42: agencies.a.is_among.0: should be a named agency of the file",
                "1:45: agencies.a.is_among.1: there is no agency `bb`; did you mean `b`?",
                "1:49: agencies.a.is_among.2: should be a named agency of the file",
            ],
        ),
        (
            "a: {unnamed: true, may_be: [b], is_among: [b]}, b: {name: B}",
            ["1:31: agencies.a.may_be: `is_among` says already what it may be: leave this out"],
        ),
        (
            "a: {unnamed: true, number: 3, is_among: [b, c, b]}, b: {name: B}, c: {name: C}",
            ["1:31: agencies.a.number: is more than the agencies it is among: correct one"],
        ),
    ],
)
def test_an_agency_has_a_name_or_stands_for_some_that_have_none(body: str, said: list[str]) -> None:
    assert found(f"agencies: {{{body}}}") == [f"s.yaml:{one}" for one in said]


def test_a_group_is_not_what_an_agency_may_be() -> None:
    assert found("agencies: {a: {unnamed: true, may_be: [g]}}\ngroups: {g: {name: G}}") == [
        "s.yaml:1:40: agencies.a.may_be.0: `g` is a group, and an agency belongs here"
    ]


# -- groups


@pytest.mark.parametrize(
    ("level", "said"),
    [
        (
            "level: service-delivery, ",
            ["1:48: groups.g.tier: only a strategic-oversight group has a tier: leave it out"],
        ),
        (
            "level: {one_of: [service-delivery, operational-management]}, ",
            ["1:84: groups.g.tier: only a strategic-oversight group has a tier: leave it out"],
        ),
    ],
)
def test_only_a_strategic_group_has_a_tier(level: str, said: list[str]) -> None:
    assert found(f"groups: {{g: {{name: G, {level}tier: local}}}}") == [f"s.yaml:{one}" for one in said]


@pytest.mark.parametrize(
    "level",
    ["", "level: strategic-oversight, ", "level: {one_of: [service-delivery, strategic-oversight]}, "],
)
def test_a_group_that_may_be_strategic_may_have_a_tier(level: str) -> None:
    assert sound(f"groups: {{g: {{name: G, {level}tier: local}}}}").groups["g"].tier == "local"


def test_members_are_agencies_of_the_file_each_with_one_seat() -> None:
    body = """
        agencies: {a: {name: A}}
        groups:
          g:
            name: G
            members:
              - agency: a
              - {agency: b, staff: 1}
              - agency: g
              - agency: a
              - agency: a
        """
    assert found(body) == [
        "s.yaml:7:18: groups.g.members.1.agency: there is no agency `b`; known: a",
        "s.yaml:8:17: groups.g.members.2.agency: `g` is a group, and an agency belongs here",
        "s.yaml:9:9: groups.g.members.3: `a` is a member twice: write one entry of the two",
    ]


def test_groups_report_to_groups_and_never_to_themselves() -> None:
    body = """
        groups:
          g: {name: G, reports_to: [h]}
          h: {name: H, reports_to: [i, gg]}
          i: {name: I, reports_to: [g]}
          j: {name: J, reports_to: [g]}
          k: {name: K, reports_to: [k]}
        """
    assert found(body) == [
        "s.yaml:2:16: groups.g.reports_to: `g` reports to itself in a circle: take out a step",
        "s.yaml:3:16: groups.h.reports_to: `h` reports to itself in a circle: take out a step",
        "s.yaml:3:32: groups.h.reports_to.1: there is no group `gg`; did you mean `g`?",
        "s.yaml:4:16: groups.i.reports_to: `i` reports to itself in a circle: take out a step",
        "s.yaml:6:16: groups.k.reports_to: `k` reports to itself in a circle: take out a step",
    ]


def test_two_groups_may_report_to_the_same_one_above() -> None:
    body = "groups: {g: {name: G, reports_to: [h, i]}, h: {name: H, reports_to: [i]}, i: {name: I}}"
    assert sound(body).groups["g"].reports_to == ("h", "i")


# -- links

PARTIES = "agencies: {a: {name: A}, b: {name: B}}\ngroups: {g: {name: G}}\n"


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (
            "kind: refers-to",
            [
                "3:9: links.0: `from` is missing: the one that refers, pays or lends",
                "3:9: links.0: `to` is missing: the one that receives",
            ],
        ),
        ("kind: grant, from: a", ["3:9: links.0: `to` is missing: the one that receives"]),
        (
            "kind: refers-to, from: a, to: b",
            ["3:33: links.0.from: `a` is an agency, and refers-to starts from a group"],
        ),
        (
            "kind: refers-to, from: gg, to: b",
            ["3:33: links.0.from: there is no group `gg`; did you mean `g`?"],
        ),
        ("kind: refers-to, from: g, to: c", ["3:40: links.0.to: there is no agency `c`; known: a, b"]),
        (
            "kind: refers-to, from: g, to: g",
            [
                "3:36: links.0.to: a link needs two different ends",
                "3:40: links.0.to: `g` is a group, and an agency belongs here",
            ],
        ),
        (
            "kind: contract, from: g, to: b",
            ["3:32: links.0.from: `g` is a group, and an agency belongs here"],
        ),
        ("kind: secondment, from: a, to: a", ["3:37: links.0.to: a link needs two different ends"]),
        (
            "kind: grant, from: a, to: b, between: [a, b]",
            ["3:39: links.0.between: grant has `from` and `to`, not `between`"],
        ),
        (
            "kind: joint-working, from: a, to: b",
            [
                "3:9: links.0: joint-working needs two or more different agencies in `between`",
                "3:31: links.0.from: joint-working has no `from`: write `between: [...]`",
                "3:40: links.0.to: joint-working has no `to`: write `between: [...]`",
            ],
        ),
        (
            "kind: information-sharing-agreement, between: [a, a]",
            ["3:9: links.0: information-sharing-agreement needs two or more different agencies in `between`"],
        ),
        (
            "kind: joint-working, between: [a, b, a]",
            ["3:31: links.0.between: the same agency is here twice: keep one"],
        ),
        (
            "kind: joint-working, between: [a, g, c]",
            [
                "3:44: links.0.between.1: `g` is a group, and an agency belongs here",
                "3:47: links.0.between.2: there is no agency `c`; known: a, b",
            ],
        ),
        ("kind: joint-working, between: a", ["3:40: links.0.between: `a` should be a list"]),
    ],
)
def test_the_kind_of_a_link_fixes_its_ends(link: str, said: list[str]) -> None:
    assert found(f"{PARTIES}links: [{{{link}}}]") == [f"s.yaml:{one}" for one in said]


# -- practices, project, fieldwork


def test_whoever_is_named_anywhere_is_an_agency_of_the_file() -> None:
    body = """
        agencies: {a: {name: A}}
        groups: {g: {name: G}}
        practices:
          - {kind: mapping, by: [a, b], with: [g]}
        project:
          lead: [a, c]
          funding: [{amount: 5}, {by: d}]
        fieldwork: {took_part: [e, a]}
        """
    assert found(body) == [
        "s.yaml:4:29: practices.0.by.1: there is no agency `b`; known: a",
        "s.yaml:4:40: practices.0.with.0: `g` is a group, and an agency belongs here",
        "s.yaml:6:13: project.lead.1: there is no agency `c`; known: a",
        "s.yaml:7:31: project.funding.1.by: there is no agency `d`; known: a",
        "s.yaml:8:25: fieldwork.took_part.0: there is no agency `e`; known: a",
    ]


# -- statements

KINDS = "agencies, groups, members, links, practices, barriers"


@pytest.mark.parametrize("name", ["absent", "complete"])
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("{}", f"0: a statement has exactly one of {KINDS}; found none"),
        ("{because: x}", f"0: a statement has exactly one of {KINDS}; found none"),
        (
            "{members: {group: g}, links: {kind: grant}}",
            f"0: a statement has exactly one of {KINDS}; found members and links",
        ),
        ("{agencies: {}}", "0.agencies: says too much: which agencies? Name at least one field"),
        ("{members: third}", "0.members: `third` should be fields with values"),
        ("{membres: {}}", "0.membres: there is no field `membres` here; did you mean `members`?"),
    ],
)
def test_a_statement_says_of_which_things_it_speaks(name: str, statement: str, said: str) -> None:
    (problem,) = problems(f"{name}: [{statement}]\n{PARTIES}{HEAD}")
    assert problem.line == 1
    assert f"{problem.where}: {problem.what}" == f"{name}.{said}"


@pytest.mark.parametrize(
    ("selector", "said"),
    [
        (
            "members: {agency.sectr: third}",
            (
                "21: absent.0.members.agency.sectr: members have no field `agency.sectr`; "
                "did you mean `agency.sector`?"
            ),
        ),
        (
            "members: {sector: third}",
            "21: absent.0.members.sector: members have no field `sector`; did you mean `agency.sector`?",
        ),
        (
            "members: {agency.sector: [third, privat]}",
            (
                "44: absent.0.members.agency.sector.1: `privat` is not a value of `sector`; "
                "did you mean `private`?"
            ),
        ),
        (
            "members: {agency.sector: []}",
            "21: absent.0.members.agency.sector: an empty list asks for nothing: leave the field out",
        ),
        (
            "agencies: {delivers: true}",
            (
                "22: absent.0.agencies.delivers: `delivers` is derived, so it cannot be declared: "
                "declare what it rests on"
            ),
        ),
        (
            "links: {to.role: none}",
            (
                "19: absent.0.links.to.role: `to.role` is derived, so it cannot be declared: "
                "declare what it rests on"
            ),
        ),
        ("members: {agency: c}", "29: absent.0.members.agency: there is no `c`; known: a, b"),
        ("members: {agency: g}", "29: absent.0.members.agency: there is no `g`; known: a, b"),
        ("members: {group: [g, gg]}", "32: absent.0.members.group.1: there is no `gg`; did you mean `g`?"),
        ("agencies: {id: g}", "26: absent.0.agencies.id: there is no `g`; known: a, b"),
        ("groups: {id: a}", "24: absent.0.groups.id: there is no `a`; known: g"),
        ("links: {from: c}", "25: absent.0.links.from: there is no `c`; known: a, b, g"),
        (
            "members: {co_located: yes}",
            "21: absent.0.members.co_located: `yes` is not a value of `co_located`; known: false, true",
        ),
        (
            "members: {staff: many}",
            (
                "21: absent.0.members.staff: should be a whole number or `{from: 1}`, `{to: 5}` "
                "or `{from: 1, to: 5}`"
            ),
        ),
        (
            "members: {staff: {from: 3, to: 1}}",
            (
                "21: absent.0.members.staff: should be a whole number or `{from: 1}`, `{to: 5}` "
                "or `{from: 1, to: 5}`"
            ),
        ),
    ],
)
def test_a_statement_asks_for_what_there_is_to_ask(selector: str, said: str) -> None:
    assert found(f"absent: [{{{selector}}}]\n{PARTIES}") == [f"s.yaml:1:{said}"]


@pytest.mark.parametrize(
    "selector",
    ["{}", "{sector: thrid}", "{sectr: third}", "{delivers: true}", "{sector: []}", "{id: c}"],
)
def test_a_statement_that_is_not_said_rightly_contradicts_nothing(selector: str) -> None:
    (said,) = found(f"absent: [{{agencies: {selector}}}]\n{PARTIES}")
    assert said.startswith("s.yaml:1:")


def test_a_statement_that_a_record_contradicts_is_named_with_its_line() -> None:
    body = """
        agencies: {a: {name: A, sector: third}, p: {name: P, sector: statutory}}
        groups:
          g: {name: G, level: service-delivery, members: [{agency: p}, {agency: a}]}
        links: [{kind: grant, from: p, to: a}]
        barriers: [{kind: culture}]
        absent:
          - members: {group.level: service-delivery, agency.sector: third}
          - links: {kind: [grant, contract]}
          - barriers: {kind: culture}
        """
    assert found(body) == [
        "s.yaml:3:64: groups.g.members.1: is here, and line 7 says that there is no such thing: correct one",
        "s.yaml:4:9: links.0: is here, and line 8 says that there is no such thing: correct one",
        "s.yaml:5:12: barriers.0: is here, and line 9 says that there is no such thing: correct one",
    ]


def test_statements_that_contradict_a_record_only_together_are_all_named() -> None:
    body = """
        agencies: {a: {name: A}}
        groups: {g: {name: G, members: [{agency: a}]}}
        absent:
          - members: {group: g, agency.sector: third}
          - members: {group: g, agency.sector: [private, statutory]}
        """
    assert found(body) == [
        (
            "s.yaml:2:33: groups.g.members.0: is here, and line 4 and line 5 say that there is no such "
            "thing: correct one"
        )
    ]


def test_statements_on_one_line_are_named_once() -> None:
    body = """
        agencies: {a: {name: A}}
        absent: [{agencies: {sector: third}}, {agencies: {sector: [private, statutory]}}]
        """
    assert found(body) == [
        "s.yaml:1:12: agencies.a: is here, and line 2 says that there is no such thing: correct one"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "groups: {g: {name: G, members: [{agency: a, status: planned}]}}\nabsent: [{members: {group: g}}]",
        "groups: {g: {name: G, members: [{agency: a}]}}\nabsent: [{members: {agency.sector: third}}]",
        "groups: {g: {name: G, members: [{agency: a}]}}\ncomplete: [{members: {group: g}}]",
        "groups: {g: {name: G, status: planned, members: [{agency: a}]}}\nabsent: [{members: {group: g}}]",
        "barriers: [{kind: culture}]\nabsent: [{barriers: {kind: funding}}]",
    ],
)
def test_a_record_that_may_be_something_else_contradicts_nothing(body: str) -> None:
    assert sound(f"agencies: {{a: {{name: A}}}}\n{body}").id == "somewhere"


# -- conflicts

CLAIMS = "because: b, claims: [{value: 1, evidence: [study]}, {value: 2, evidence: [study]}]"


@pytest.mark.parametrize(
    "path",
    [
        "groups.g.members.a.staff",
        "groups.g.members.0",
        "links.1.kind",
        "links.grant",
        "agencies",
        "agencies.a.name",
        "project.staff_total",
        "id",
    ],
)
def test_a_conflict_points_at_values_of_the_file(path: str) -> None:
    body = f"""
        agencies: {{a: {{name: A}}, b: {{name: B}}}}
        groups: {{g: {{name: G, members: [{{agency: a, staff: 5}}]}}}}
        links: [{{kind: joint-working, between: [a, b]}}, {{kind: grant, from: a, to: b}}]
        project: {{staff_total: 5}}
        conflicts: [{{about: x, {CLAIMS}, records: [{path}]}}]
        """
    assert sound(body).conflicts[0].records == (path,)


@pytest.mark.parametrize(
    "path",
    [
        "agencies.b",
        "agencies.a.sector",
        "agencies.a.name.first",
        "groups.g.members.b",
        "links.2",
        "links.contract",
        "links.grant",
        "links.-1",
        "links.",
        ".",
        "study 4.1",
        "links.²",
        "links.99999999999999999999",
    ],
)
def test_a_conflict_that_points_at_nothing_says_so(path: str) -> None:
    body = f"""
        conflicts:
          - {{about: x, {CLAIMS}, records: [id, '{path}']}}
        agencies: {{a: {{name: A}}, c: {{name: C}}}}
        groups: {{g: {{name: G, members: [{{agency: a}}]}}}}
        links: [{{kind: grant, from: a, to: c}}, {{kind: grant, from: c, to: a}}]
        """
    assert found(body) == [
        f"s.yaml:2:114: conflicts.0.records.1: there is nothing at `{path}` in this file: name one that is"
    ]


@pytest.mark.parametrize(
    ("conflict", "said"),
    [
        (
            "{about: x, because: b, claims: [{value: 1, evidence: [study]}]}",
            ["1:44: conflicts.0.claims: a list is too short: it takes at least 2"],
        ),
        (
            "{about: x, because: b, claims: [{value: 1, evidence: []}, {value: 2, evidence: [study]}]}",
            ["1:66: conflicts.0.claims.0.evidence: an empty list is too short: it takes at least 1"],
        ),
        (
            "{about: x, because: b, claims: [{evidence: [study]}, {value: 2, evidence: [study]}]}",
            ["1:45: conflicts.0.claims.0: `value` is missing: the value, or what is claimed in a few words"],
        ),
        (
            "{about: x, claims: [{value: 1, evidence: [study]}, {value: 2, evidence: [study]}]}",
            ["1:13: conflicts.0: `because` is missing: why"],
        ),
    ],
)
def test_a_conflict_has_two_claims_and_a_reason(conflict: str, said: list[str]) -> None:
    assert found(f"conflicts: [{conflict}]") == [f"s.yaml:{one}" for one in said]


# -- several mistakes at once


def test_every_mistake_of_a_file_is_reported_at_once_where_it_stands() -> None:
    body = """
        agencies:
          a: {name: A, sector: thrid, size: huge, colour: red}
          b: {name: B}
          C: {name: C}
        groups:
          g:
            name: G
            levl: service-delivery
            members:
              - {agency: b, staff: five}
              - {agency: z}
              - {agency: b, status: {one_of: [planned, imagined, ended]}}
        links:
          - {kind: grants, from: b, to: y}
          - {kind: grant, from: x, to: b}
          - 5
          - {kind: refers-to, from: g, to: w, evidence: [bid 3]}
        absent:
          - {members: {agency: z}, because: 5}
          - {members: {agency: v}}
        conflicts:
          - {about: links, because: b, records: [links.3.to, links.3.scope], claims: [{value: 1}, 2]}
          - about: links
            because: b
            records: [links.0.kind, links.3.to, links.4.to]
            claims: [{value: 1, evidence: [study]}, {value: 2, evidence: [bid]}]
        """
    assert [one.removeprefix("s.yaml:") for one in found(body)] == [
        "2:24: agencies.a.sector: `thrid` is not a value of this field; did you mean `third`?",
        "2:37: agencies.a.size: `huge` is not a value of this field; known: micro, small, medium, large",
        (
            "2:43: agencies.a.colour: there is no field `colour` here; known: evidence, inferred, note, "
            "name, unnamed, number, may_be, is_among, sector, kind, size, reach, works_with_offenders, "
            "rooted_in, pathways, offender_groups, income, turnover, paid_staff"
        ),
        f"4:3: agencies.C: `C` {AN_ID}",
        "8:5: groups.g.levl: there is no field `levl` here; did you mean `level`?",
        f"10:28: groups.g.members.0.staff: `five` {WHOLE}",
        "11:18: groups.g.members.1.agency: there is no agency `z`; known: C, a, b",
        (
            "12:48: groups.g.members.2.status.one_of.1: `imagined` is not a value of this field; known: "
            "in-place, emerging, invited, planned, ended, absent, unknown"
        ),
        "14:12: links.0.kind: `grants` is not a value of this field; did you mean `grant`?",
        "15:25: links.1.from: there is no agency `x`; known: C, a, b",
        "16:5: links.2: `5` should be fields with values",
        "17:36: links.3.to: there is no agency `w`; known: C, a, b",
        "17:50: links.3.evidence.0: `bid` is not one of the sources; known: study",
        f"19:37: absent.0.because: `5` {TEXT}",
        "20:24: absent.1.members.agency: there is no `v`; known: C, a, b",
        "22:79: conflicts.0.claims.0: `evidence` is missing: where it says so",
        "22:91: conflicts.0.claims.1: `2` should be fields with values",
        "25:41: conflicts.1.records.2: there is nothing at `links.4.to` in this file: name one that is",
    ]


def test_a_record_after_an_unsound_one_keeps_its_number() -> None:
    body = """
        agencies: {a: {name: A}}
        practices:
          - {kind: mapping, by: [b]}
          - {kind: maping}
          - {kind: mapping, by: [a, B, c]}
          - {}
          - {kind: mapping, with: [d]}
        """
    assert found(body) == [
        "s.yaml:3:26: practices.0.by.0: there is no agency `b`; known: a",
        "s.yaml:4:12: practices.1.kind: `maping` is not a value of this field; did you mean `mapping`?",
        f"s.yaml:5:29: practices.2.by.1: `B` {AN_ID}",
        "s.yaml:5:32: practices.2.by.2: there is no agency `c`; known: a",
        "s.yaml:6:5: practices.3: `kind` is missing: what is done",
        "s.yaml:7:28: practices.4.with.0: there is no agency `d`; known: a",
    ]


def test_a_list_that_grows_too_short_without_its_unsound_items_hides_nothing_else() -> None:
    body = """
        conflicts:
          - {about: x, because: b, claims: [{value: 1, evidence: [' ']}, {value: 2, evidence: [study]}]}
        agencies: {a: {name: A, sector: {one_of: [third, x]}, evidence: [bid]}, b: {unnamed: true, name: B}}
        """
    assert found(body) == [
        f"s.yaml:2:59: conflicts.0.claims.0.evidence.0: ` ` {CITATION}",
        (
            "s.yaml:3:50: agencies.a.sector.one_of.1: `x` is not a value of this field; "
            "known: third, statutory, private"
        ),
        "s.yaml:3:92: agencies.b.name: an unnamed agency has no name: use `note`",
    ]


def test_a_record_that_speaks_of_an_unsound_one_is_not_blamed_for_it() -> None:
    body = """
        agencies: {a: {name: A, sector: thrid}, b: {name: B}}
        groups: {g: {name: G, levl: x}, h: {name: H, reports_to: [g], members: [{agency: a}]}}
        links: [{kind: refers-to, from: g, to: a}, {kind: grant, from: a, to: b}]
        practices: [{kind: mapping, by: [a]}]
        project: {lead: [a]}
        absent: [{members: {agency: a, group: g}}]
        """
    assert found(body) == [
        "s.yaml:1:33: agencies.a.sector: `thrid` is not a value of this field; did you mean `third`?",
        "s.yaml:2:23: groups.g.levl: there is no field `levl` here; did you mean `level`?",
    ]


def test_the_problem_in_a_file_is_shown_with_its_line_and_a_caret() -> None:
    (problem,) = problems(f"agencies:\n  a: {{name: A, sector: thrid}}\n{HEAD}")
    assert problem.shown() == (
        "s.yaml:2:24: agencies.a.sector: `thrid` is not a value of this field; did you mean `third`?\n"
        "      a: {name: A, sector: thrid}\n"
        "                           ^"
    )


# -- a sound file

SOUND = """
    project:
      name: The project
      area: [Somewhere]
      lead: [police]
      commenced: {one_of: [2006-05, 2008-07]}
      origin: [ppo-scheme]
      caseload: {from: 90, to: 110}
      staff_total: {one_of: [28, 32]}
      funding: [{by: police, amount: 5000, external: false, evidence: [study 1]}]
    fieldwork: {period: spring, interviews: {delivery: 8}, took_part: [police], limits: [few]}
    agencies:
      police: {name: Police, sector: statutory, kind: police, evidence: {kind: [study 1], sector: [study 2]}}
      nacro: {name: Nacro, sector: third, works_with_offenders: true, pathways: [health], turnover: 5}
      trio: {unnamed: true, number: 3, sector: {one_of: [third, private]}, may_be: [nacro], note: three}
      one: {unnamed: true, is_among: [nacro, police], inferred: by elimination}
    groups:
      team:
        name: The team
        level: service-delivery
        scope: iom
        complete: true
        members:
          - {agency: police, staff: 5, chairs: true}
          - {agency: nacro, status: invited, co_located: {one_of: [true, false]}, evidence: [study 3]}
      board: {name: The board, level: strategic-oversight, tier: local, status: planned, reports_to: []}
    links:
      - {kind: refers-to, from: team, to: trio, scope: iom, active: true}
      - {kind: joint-working, between: [police, nacro], formal: false}
    practices: [{kind: mapping, of: offender-services, by: [police], with: [nacro], stage: before-launch}]
    barriers: [{kind: vetting, status: easing, strategy: talk}]
    benefits: [{to: client, what: help}]
    drivers: [{sector: third, kind: mission}]
    complete: [{groups: {level: service-delivery}, because: b}]
    absent: [{practices: {kind: [mentoring], status: any}, evidence: [study 4]}]
    not_applicable: [{criterion: engagement/connections, reason: r, decided_by: d}]
    conflicts:
      - about: staff
        records: [groups.team.members.police.staff]
        claims: [{value: 4, evidence: [study 1]}, {value: [4, 5], evidence: [study 2]}]
        used: 4
        because: b
    """


def test_nothing_that_a_file_says_is_lost() -> None:
    source = parse(dedent(SOUND) + SOURCES + HEAD, "s.yaml")
    assert load_site(source).model_dump(mode="json", by_alias=True, exclude_unset=True) == source.values


def test_a_site_cannot_be_changed_once_it_is_read() -> None:
    site = sound(SOUND)
    team, police = site.groups["team"], site.agencies["police"]
    parts: list[BaseModel] = [site, team, police, team.members[0], site.links[0], site.absent[0]]
    assert site.project is not None
    assert isinstance(site.project.commenced, OneOf)
    parts += [site.project, site.project.commenced, site.conflicts[0].claims[0]]
    for part in parts:
        for name in type(part).model_fields:
            with pytest.raises(ValidationError, match="Instance is frozen"):
                setattr(part, name, None)
            with pytest.raises(ValidationError, match="Instance is frozen"):
                delattr(part, name)


def test_facts_know_the_site_and_the_source_they_stand_on() -> None:
    source = parse(dedent(SOUND) + SOURCES + HEAD, "s.yaml")
    facts = load_facts(source)
    assert facts.source is not None
    assert facts.source.place(("links", 1)) == (29, 5)
    assert facts.site == load_site(source)


def test_reading_the_same_file_twice_gives_equal_sites() -> None:
    assert sound(SOUND) == sound(SOUND)


# -- anything at all

ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(
            None,
            True,
            0,
            -1,
            10**17,
            1.5,
            "",
            " ",
            "a",
            "g",
            "third",
            "study 1",
            "x" * 200,
            "\n",
            "absent",
            "any",
        ),
        *(
            [],
            {},
            [[]],
            [{}],
            [None],
            ["a", "a"],
            ["team"],
            ["police", "team"],
            {"to": 0},
            {"from": 2, "to": 1},
        ),
        *({"one_of": ["a"]}, {"one_of": [1, "a"]}, {"a": {"a": {}}}, {"": None}, {"status": "any"}),
    ]
)


@given(st.data())
def test_a_file_with_odd_values_anywhere_is_sound_or_refused_in_words(data: st.DataObject) -> None:
    source = parse(dedent(SOUND) + SOURCES + HEAD, "s.yaml")
    values = deepcopy(source.values)
    for _ in range(data.draw(st.integers(1, 4))):
        parent, key = data.draw(st.sampled_from(list(every_place(values))))
        what = data.draw(st.sampled_from(["replace", "remove", "rename"]))
        if what == "replace":
            parent[key] = deepcopy(data.draw(ODD))
        elif what == "remove" or isinstance(parent, list):
            del parent[key]
        else:
            parent[data.draw(st.sampled_from(["nonsense", "no", "", "kind", "status", "A B"]))] = parent.pop(
                key
            )
    written = yaml.safe_dump(values, sort_keys=False)
    for problem in refusals(written):
        assert 1 <= problem.line <= len(written.splitlines())
        assert len(str(problem).splitlines()) == 1
        assert find_nearest(parse(written, "s.yaml").values, problem.where)


def refusals(written: str) -> tuple[Problem, ...]:
    """The problems of a file; none if it is sound, but at least one if it is refused."""
    try:
        load_site(parse(written, "s.yaml"))
    except InvalidSource as error:
        return error.problems or (Problem("s.yaml", 0, 0, "", "is refused without a reason"),)
    return ()


def every_place(values: Any) -> Iterator[tuple[Any, Any]]:
    """Every key of every mapping and every index of every list, with what holds it."""
    for key in values if isinstance(values, dict) else range(len(values)):
        yield values, key
        if isinstance(values[key], dict | list):
            yield from every_place(values[key])


def find_nearest(values: Any, where: str) -> bool:
    """Whether a dotted place is in the values, all but its last part."""
    if not where:
        return True
    found = {
        where == str(key) or find_nearest(below, where.removeprefix(f"{key}."))
        for key, below in (values.items() if isinstance(values, dict) else enumerate(values))
        if where == str(key) or (where.startswith(f"{key}.") and isinstance(below, dict | list))
    }
    return True in found
