"""Conditions: what cannot be read as one, what they come to, and how they are said in words."""

from itertools import product
from typing import Any

import pytest

from iomassess.engine.conditions import (
    DEEPEST,
    AllOf,
    AnyOf,
    Condition,
    Not,
    Some,
    counts_in,
    judge,
    read_condition,
    truth,
)
from iomassess.engine.facts import Facts
from iomassess.loading import load_facts
from iomassess.selectors import selector
from iomassess.source import Loc, parse
from iomassess.wording import describe_condition, label, shown

HEAD = """
format: iomassess/site/1
id: testing
name: Testing
wave: baseline
as_of: 2009-02
"""


def facts(body: str) -> Facts:
    return load_facts(parse(HEAD + body, "s.yaml"))


def nested(depth: int) -> Any:
    return {"not": nested(depth - 1)} if depth else SOME


FORMS = "all, any, not, some, project"
A_MAPPING = f"a condition is a mapping with one of {FORMS}"
FORM = "framework/condition"
SOME: dict[str, Any] = {"some": "agencies"}


def mistakes(values: Any) -> list[tuple[Loc, str, str]]:
    found: list[tuple[Loc, str, str]] = []
    read_condition(values, lambda *one: found.append(one))
    return found


# -- reading


@pytest.mark.parametrize(
    ("values", "loc", "what", "rule"),
    [
        ("third", (), A_MAPPING, FORM),
        ([SOME], (), A_MAPPING, FORM),
        ({}, (), f"a condition has exactly one of {FORMS}; found none", FORM),
        ({"where": {}}, (), f"a condition has exactly one of {FORMS}; found none", FORM),
        (
            {"all": [SOME], "any": [SOME]},
            (),
            f"a condition has exactly one of {FORMS}; found all and any",
            FORM,
        ),
        ({"all": []}, ("all",), "`all` takes a list of conditions", FORM),
        ({"any": SOME}, ("any",), "`any` takes a list of conditions", FORM),
        ({"all": [SOME, "x"]}, ("all", 1), A_MAPPING, FORM),
        ({"any": [{"not": "x"}]}, ("any", 0, "not"), A_MAPPING, FORM),
        (
            {"not": SOME, "where": {}},
            ("where",),
            "`not` takes no `where`; known: not",
            "schema/unknown-field",
        ),
        (
            {**SOME, "at_leest": 2},
            ("at_leest",),
            "`some` takes no `at_leest`; did you mean `at_least`?",
            "schema/unknown-field",
        ),
        ({"project": {}}, ("project",), "`project` takes fields and what they should be", FORM),
        ({"project": "new"}, ("project",), "`project` takes fields and what they should be", FORM),
        (
            {"project": {"staf_total": 1}},
            ("project", "staf_total"),
            "project have no field `staf_total`; did you mean `staff_total`?",
            "schema/unknown-field",
        ),
        (
            {"some": "member"},
            ("some",),
            "`member` is not a kind of record; did you mean `members`?",
            "schema/unknown-value",
        ),
        (
            {"some": 7},
            ("some",),
            "`7` is not a kind of record; known: agencies, groups, members, links, practices, barriers",
            "schema/unknown-value",
        ),
        ({**SOME, "where": "third"}, ("where",), "`where` takes fields and what they should be", FORM),
        (
            {**SOME, "where": {"sectr": "third"}},
            ("where", "sectr"),
            "agencies have no field `sectr`; did you mean `sector`?",
            "schema/unknown-field",
        ),
        (
            {**SOME, "at_least": "2"},
            ("at_least",),
            "`at_least` should be a whole number",
            "schema/wrong-type",
        ),
        (
            {**SOME, "at_least": 1.0},
            ("at_least",),
            "`at_least` should be a whole number",
            "schema/wrong-type",
        ),
        ({**SOME, "at_most": -1}, ("at_most",), "`at_most` should be a whole number", "schema/wrong-type"),
        ({**SOME, "at_most": True}, ("at_most",), "`at_most` should be a whole number", "schema/wrong-type"),
        (
            {**SOME, "at_least": 2, "at_most": 1},
            ("at_most",),
            "is less than `at_least`, so it can never be true",
            "framework/never-true",
        ),
        *(
            (
                {"some": "members", "distinct": name},
                ("distinct",),
                f"different values of `{name}` among members cannot be counted",
                FORM,
            )
            for name in ("staff", "agency.paid_staff", "sector", 2)
        ),
        *(
            (
                {"some": "members", "where": {"staff": staff}},
                ("where", "staff"),
                "should be a whole number or `{from: 1}`, `{to: 5}` or `{from: 1, to: 5}`",
                "schema/wrong-type",
            )
            for staff in ("many", {"from": 5, "to": 1})
        ),
        (
            nested(DEEPEST + 1),
            ("not",) * (DEEPEST + 1),
            f"conditions stand more than {DEEPEST} deep in each other",
            FORM,
        ),
    ],
)
def test_a_mistake_in_a_condition_is_told_with_its_place_and_rule(
    values: Any, loc: Loc, what: str, rule: str
) -> None:
    assert mistakes(values) == [(loc, what, rule)]


def test_every_mistake_in_a_condition_is_told() -> None:
    found = mistakes({"all": [{**SOME, "x1": 1, "where": {"x2": 1}}, {"any": [{"x3": 1}, {"not": "x4"}]}]})
    assert [loc for loc, _, _ in found] == [
        ("all", 0, "x1"),
        ("all", 0, "where", "x2"),
        ("all", 1, "any", 0),
        ("all", 1, "any", 1, "not"),
    ]


def test_lists_may_stand_in_each_other_as_deep_as_conditions_may() -> None:
    deepest: Any = SOME
    for nth in range(DEEPEST):
        deepest = {"all" if nth % 2 else "any": [deepest]}
    assert mistakes(deepest) == []
    assert mistakes({"all": [deepest]}) != []
    assert mistakes(nested(DEEPEST)) == []


def test_without_a_report_a_mistake_is_an_error_that_names_them_all() -> None:
    with pytest.raises(ValueError, match=r"^any.0.all: `all` takes a list of conditions; any.1: a condition"):
        read_condition({"any": [{"all": []}, "x"]})


@pytest.mark.parametrize(
    ("bounds", "least", "most"),
    [
        ({}, 1, None),
        ({"at_least": 3}, 3, None),
        ({"at_least": 0}, 0, None),
        ({"at_most": 2}, 0, 2),
        ({"at_most": 0}, 0, 0),
        ({"at_least": 2, "at_most": 2}, 2, 2),
    ],
)
def test_a_count_asks_for_one_at_least_unless_it_says_otherwise(
    bounds: dict[str, int], least: int, most: int | None
) -> None:
    assert mistakes({**SOME, **bounds}) == []
    read = read_condition({**SOME, **bounds})
    assert isinstance(read, Some)
    assert (read.at_least, read.at_most, read.distinct) == (least, most, None)


@pytest.mark.parametrize("name", ["agency", "group", "agency.size", "agency.pathways", "status"])
def test_different_ends_and_values_of_closed_lists_can_be_counted(name: str) -> None:
    read = read_condition({"some": "members", "distinct": name})
    assert isinstance(read, Some)
    assert read.distinct == name


def test_a_condition_is_read_as_it_stands() -> None:
    third, small = (
        read_condition({**SOME, "where": where}) for where in ({"sector": "third"}, {"size": "small"})
    )
    written = {
        "all": [
            {"any": [{**SOME, "where": {"sector": "third"}}, {"not": {**SOME, "where": {"size": "small"}}}]},
            {"project": {"staff_total": {"from": 2}}},
        ]
    }
    read = read_condition(written)
    assert isinstance(read, AllOf)
    either, project = read.parts
    assert either == AnyOf((third, Not(small)))
    assert isinstance(project, Some)
    assert (project.selector.kind, project.at_least, project.at_most) == ("project", 1, None)
    assert list(counts_in(read)) == [third, small, project]


def test_a_selector_that_the_program_writes_wrongly_is_told_in_full() -> None:
    with pytest.raises(ValueError, match=r"^sectr: .*; siz: "):
        selector("agencies", {"sectr": "third", "siz": "small"})


# -- what they come to

TEAM = """
agencies: {harbour: {name: Harbour, sector: third}}
groups: {team: {name: Team, level: service-delivery, complete: true, members: [{agency: harbour, staff: 3}]}}
"""


def test_what_is_counted_is_told_and_what_puts_counts_together_has_none() -> None:
    outcome = judge(read_condition({"all": [{"some": "groups"}, {"some": "members"}]}), facts(TEAM))
    assert [(one.truth, one.least, one.most) for one in outcome.parts] == [(True, 1, None), (True, 1, None)]
    assert (outcome.truth, outcome.least, outcome.most) == (True, 0, None)


@pytest.mark.parametrize(
    ("values", "truth"),
    [
        ({"some": "members", "where": {"group.level": "service-delivery", "staff": {"from": 3}}}, True),
        ({"some": "members", "where": {"group.level": "service-delivery", "staff": {"from": 4}}}, None),
        ({"not": {"some": "groups"}}, False),
        ({"not": {"some": "barriers"}}, None),
    ],
    ids=str,
)
def test_a_condition_is_true_false_or_not_known(values: Any, truth: bool | None) -> None:
    assert judge(read_condition(values), facts(TEAM)).truth is truth


def test_of_many_entries_that_may_be_one_another_no_more_than_the_heaviest_is_certain() -> None:
    def certain(each: int) -> int:
        entries = "".join(
            f"  {size}-{nth}: {{unnamed: true, number: 1, sector: third, size: {size}}}\n"
            for size in ("small", "large")
            for nth in range(each)
        )
        text = f"agencies:\n{entries}  any: {{unnamed: true, number: 1, sector: third}}\n"
        return facts(text).count(selector("agencies", {"sector": "third"})).least

    assert certain(2) == 2
    assert certain(13) == 1  # too many to try: less, and never more


def test_what_nobody_in_particular_does_is_not_what_an_unnamed_agency_does() -> None:
    found = facts("""
agencies: {some: {unnamed: true, number: 1, sector: third}}
practices:
  - {kind: mentoring, by: [some]}
  - {kind: mentoring}
  - {kind: briefing}
""")
    assert found.count(selector("practices", {"kind": "mentoring"})).least == 2


# -- in words


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"not": {"some": "groups"}}, "not (a group)"),
        ({"some": "groups", "at_most": 2}, "at most 2 of: group"),
        ({"some": "groups", "at_least": 1, "at_most": 2}, "at least 1 and at most 2 of: group"),
        ({"some": "members", "where": {"staff": 4}}, "with staff 4"),
        ({"some": "members", "where": {"staff": {"from": 4}}}, "with staff 4 or more"),
        ({"some": "members", "where": {"staff": {"from": 2, "to": 4}}}, "with staff 2 to 4"),
        ({"some": "members", "where": {"staff": {"to": 4}}}, "with staff at most 4"),
        ({"some": "agencies", "where": {"role": "referral-agency"}}, "that is a referral agency"),
        (
            {"some": "agencies", "where": {"role": ["delivery-partner", "referral-agency"]}},
            "that is a delivery partner or a referral agency",
        ),
        ({"project": {"lead.sector": "third"}}, "a project led by a Third Sector agency"),
    ],
    ids=str,
)
def test_a_condition_is_said_in_words(values: Any, said: str) -> None:
    assert said in describe_condition(read_condition(values))


@pytest.mark.parametrize(
    ("staff", "said"),
    [
        ("3", "3"),
        ("{from: 2, to: 5}", "2 to 5"),
        ("{from: 2}", "2 or more"),
        ("{to: 5}", "0 to 5"),
        ("", None),
    ],
)
def test_a_number_that_is_recorded_is_said_as_far_as_it_is_known(staff: str, said: str | None) -> None:
    seat = f"{{agency: harbour{f', staff: {staff}' if staff else ''}}}"
    found = facts(TEAM.replace("{agency: harbour, staff: 3}", seat))
    row = found.count(selector("members", {"group.level": "service-delivery"})).certain[0]
    test = next(one for one in selector("members", {"staff": {"from": 1}}).tests if one.name == "staff")
    assert shown(row, test) == said


@pytest.mark.parametrize(
    ("project", "said"), [("{name: Change}", "Change"), ("{lead: [harbour]}", "the project")]
)
def test_the_project_is_called_by_its_name(project: str, said: str) -> None:
    found = facts(f"agencies: {{harbour: {{name: Harbour, sector: third}}}}\nproject: {project}\n")
    counted = judge(read_condition({"project": {"lead.sector": "third"}}), found).counted
    assert counted is not None
    assert {label(row, found) for row in (*counted.certain, *counted.possible)} == {said}


# -- truth, with unknowns in it

KNOWN = """
agencies: {a: {name: A, sector: third}, b: {name: B, sector: third}, c: {name: C, sector: statutory}}
complete: [{agencies: {sector: [third, statutory]}}]
"""
THIRD = {"some": "agencies", "where": {"sector": "third"}}
TRUTHS: dict[bool | None, Any] = {
    True: THIRD,
    False: {**THIRD, "at_least": 3},
    None: {"some": "agencies", "where": {"sector": "third", "size": "small"}},
}


def found(written: Any, body: str = KNOWN) -> bool | None:
    """The truth of a condition, which the short way must find as well."""
    condition, site = read_condition(written), facts(body)
    judged = judge(condition, site).truth
    assert truth(condition, facts(body)) is judged
    return judged


@pytest.mark.parametrize("truths", list(product((True, False, None), repeat=2)))
def test_all_is_as_true_as_its_least_and_any_as_its_most(truths: tuple[bool | None, bool | None]) -> None:
    parts = [TRUTHS[one] for one in truths]
    assert found({"all": parts}) is (False if False in truths else None if None in truths else True)
    assert found({"any": parts}) is (True if True in truths else None if None in truths else False)


AT_ODDS = """
agencies:
  a: {name: A, sector: statutory}
  b: {name: B, sector: third}
  both: {unnamed: true, number: 2, sector: third, is_among: [a, b]}
complete: [{agencies: {sector: [third, statutory]}}]
"""


def test_a_file_that_contradicts_itself_over_who_is_who_is_judged_alike_in_every_way() -> None:
    three = {"some": "agencies", "where": {"sector": ["third", "statutory"]}, "at_least": 3}
    open_still = {"some": "groups", "where": {"scope": "iom"}}
    assert found(three, AT_ODDS) is True
    assert found({"all": [three, open_still]}, AT_ODDS) is None
    assert found({"any": [{"not": three}, open_still]}, AT_ODDS) is None
    assert found({**three, "at_least": 0, "at_most": 2}, AT_ODDS) is False


@pytest.mark.parametrize(("part", "whole"), [(True, False), (False, True), (None, None)])
def test_not_turns_truth_round_and_leaves_the_unknown(part: bool | None, whole: bool | None) -> None:
    assert found({"not": TRUTHS[part]}) is whole


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"at_least": 2}, True),
        ({"at_least": 3}, False),
        ({"at_most": 1}, False),
        ({"at_most": 2}, True),
        ({"at_least": 2, "at_most": 2}, True),
        ({"at_least": 1, "at_most": 1}, False),
        ({"at_least": 3, "at_most": 3}, False),
        ({"at_least": 0}, True),
    ],
)
def test_a_count_on_a_closed_list_is_within_its_bounds_or_not(bounds: dict[str, int], expected: bool) -> None:
    assert found({**THIRD, **bounds}) is expected


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"at_least": 2}, True),
        ({"at_least": 3}, None),
        ({"at_most": 1}, False),
        ({"at_most": 2}, None),
        ({"at_least": 1, "at_most": 3}, None),
        ({"at_least": 3, "at_most": 3}, None),
    ],
)
def test_a_count_on_an_open_list_is_settled_only_by_what_is_there(
    bounds: dict[str, int], expected: bool | None
) -> None:
    assert found({**THIRD, **bounds}, KNOWN.partition("complete")[0]) is expected


def test_what_is_judged_keeps_its_parts_and_counts() -> None:
    judged = judge(read_condition({"all": [THIRD, {"not": TRUTHS[False]}]}), facts(KNOWN))
    counted, turned = judged.parts
    assert (judged.counted, judged.least, judged.most) == (None, 0, None)
    assert (counted.truth, counted.least, counted.most, counted.parts) == (True, 2, 2, ())
    assert turned.truth is True
    assert [one.truth for one in turned.parts] == [False]
    assert counted.condition == read_condition(THIRD)


def test_the_counts_of_a_condition_come_in_order() -> None:
    def of(number: int) -> Condition:
        return read_condition({**SOME, "at_least": number})

    def written(number: int) -> Any:
        return {**SOME, "at_least": number}

    whole = {"any": [written(1), {"not": {"all": [written(2), written(3)]}}, written(4)]}
    assert list(counts_in(read_condition(whole))) == [of(1), of(2), of(3), of(4)]


def test_a_seat_in_place_on_a_planned_group_cannot_be() -> None:
    count = facts("").count(selector("members", {"status": "in-place", "group.status": "planned"}))
    assert (count.least, count.most) == (0, 0)


def test_what_only_agencies_have_no_group_has() -> None:
    refers = {"kind": "refers-to", "from.rooted_in": "faith"}
    assert facts("").count(selector("links", refers)).most == 0
    assert facts("").count(selector("links", {"kind": "contract", "from.rooted_in": "faith"})).most is None
    ruled_out = facts("absent: [{links: {from.rooted_in: faith}}]\n")
    assert ruled_out.count(selector("links", {"kind": "contract", "from.rooted_in": "faith"})).most == 0
    assert ruled_out.count(selector("links", {"kind": ["refers-to", "contract"]})).most is None


def test_of_entries_that_stand_for_any_number_any_number_of_values_may_be_there() -> None:
    body = """
agencies: {some: {unnamed: true, number: {from: 2}, sector: third, kind: KIND}}
complete: [{agencies: {sector: third}}]
"""
    asked = {"some": "agencies", "where": {"sector": "third"}, "distinct": "size"}
    outcome = judge(read_condition(asked), facts(body.replace(", kind: KIND", "")))
    assert (outcome.least, outcome.most) == (1, 4)


def test_a_selector_keeps_what_sites_have_in_common_and_forgets_before_it_grows_without_end() -> None:
    asked = selector("groups", {})
    asked.remember("first", 1)
    assert asked.known["first"] == 1
    for number in range(1_000):
        asked.remember(number, number)
        assert asked.known[number] == number
    assert len(asked.known) < 500
