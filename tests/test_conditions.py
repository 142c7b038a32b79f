"""Conditions: what cannot be read as one, what they come to, and how they are said in words."""

import re
from typing import Any

import pytest

from iomassess.engine.conditions import judge, read_condition
from iomassess.engine.facts import Facts
from iomassess.loading import load_facts
from iomassess.selectors import selector
from iomassess.source import parse
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


def nested(deep: int) -> Any:
    found: Any = {"some": "groups"}
    for _ in range(deep):
        found = {"not": found}
    return found


# -- mistakes


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ("groups", "a condition is a mapping with one of all, any, not, some, project"),
        ({}, "a condition has exactly one of all, any, not, some, project; found none"),
        (
            {"all": [], "any": []},
            "a condition has exactly one of all, any, not, some, project; found all and any",
        ),
        ({"all": []}, "all: `all` takes a list of conditions"),
        ({"any": {"some": "groups"}}, "any: `any` takes a list of conditions"),
        (
            {"any": [{"some": "groups"}, 4]},
            "any.1: a condition is a mapping with one of all, any, not, some, ",
        ),
        ({"not": {"some": "groups"}, "where": {}}, "where: `not` takes no `where`"),
        ({"some": "groups", "wher": {}}, "wher: `some` takes no `wher`; did you mean `where`?"),
        ({"some": "group"}, "some: `group` is not a kind of record; did you mean `groups`?"),
        ({"some": "groups", "where": []}, "where: `where` takes fields and what they should be"),
        ({"some": "groups", "at_least": "two"}, "at_least: `at_least` should be a whole number"),
        ({"some": "groups", "at_most": -1}, "at_most: `at_most` should be a whole number"),
        (
            {"some": "groups", "at_least": 3, "at_most": 2},
            "at_most: is less than `at_least`, so it can never be true",
        ),
        (
            {"some": "members", "distinct": "staff"},
            "distinct: different values of `staff` among members cannot be counted",
        ),
        (
            {"some": "members", "distinct": 4},
            "distinct: different values of `4` among members cannot be counted",
        ),
        ({"project": {}}, "project: `project` takes fields and what they should be"),
        ({"project": ["led"]}, "project: `project` takes fields and what they should be"),
        (
            {"some": "members", "where": {"staff": "many"}},
            "where.staff: should be a whole number or `{from: 1}`, `{to: 5}` or `{from: 1, to: 5}`",
        ),
        (
            {"some": "members", "where": {"staff": {"from": 5, "to": 1}}},
            "where.staff: should be a whole number or `{from: 1}`, `{to: 5}` or `{from: 1, to: 5}`",
        ),
        (nested(13), f"{'not.' * 12}not: conditions stand more than 12 deep in each other"),
    ],
    ids=str,
)
def test_what_is_no_condition_says_where_and_why(values: Any, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        read_condition(values)


def test_conditions_may_stand_in_each_other_as_deep_as_is_said() -> None:
    assert judge(read_condition(nested(12)), facts("")).truth is None


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
