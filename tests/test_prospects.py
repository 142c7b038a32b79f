"""What is planned: told where it would meet a rung, and never counted as there."""

from typing import Any

from iomassess.engine.conditions import judge, read_condition
from iomassess.engine.facts import Facts
from iomassess.loading import load_facts
from iomassess.prospects import prospects, would_meet
from iomassess.source import parse

HEAD = """
format: iomassess/site/1
id: milltown
name: Milltown (invented)
wave: baseline
as_of: 2009-02
sources: {notes: {title: Field notes, kind: interview}}
agencies:
  haven: {name: The Haven, sector: third, evidence: [notes 1]}
  link-up: {name: Link-Up, sector: third, evidence: [notes 1]}
"""
ON_A_GROUP = {"some": "members", "where": {"agency.sector": "third", "group.level": "operational-management"}}


def facts(text: str) -> Facts:
    return load_facts(parse(HEAD + text, "milltown.yaml"))


def told(text: str, condition: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    site = facts(text)
    outcome, planned = judge(read_condition(condition), site), prospects(site)
    return [(one.label, one.says) for one in would_meet(outcome, site, planned)] if planned else []


def seats(*members: str, status: str = "in-place") -> str:
    listed = "\n".join(f"      - {{{one}, evidence: [notes 2]}}" for one in members)
    return f"""
groups:
  steering:
    name: Steering group
    level: operational-management
    status: {status}
    evidence: [notes 2]
    members:
{listed}
"""


def test_a_seat_that_is_planned_or_offered_would_meet_a_rung_that_asks_for_one() -> None:
    for status in ("planned", "invited", "emerging"):
        text = seats(f"agency: haven, status: {status}")
        assert told(text, ON_A_GROUP) == [("The Haven on Steering group", (status,))]


def test_what_has_ended_or_is_not_known_is_not_on_the_way() -> None:
    for status in ("ended", "unknown"):
        assert told(seats(f"agency: haven, status: {status}"), ON_A_GROUP) == []
    assert prospects(facts(seats("agency: haven"))) is None


def test_a_rung_that_is_met_already_has_nothing_on_the_way() -> None:
    assert told(seats("agency: haven", "agency: link-up, status: planned"), ON_A_GROUP) == []


def test_only_what_is_not_there_yet_is_told_where_a_rung_takes_several() -> None:
    text = seats("agency: haven", "agency: link-up, status: planned")
    two = {**ON_A_GROUP, "at_least": 2}
    assert told(text, two) == [("Link-Up on Steering group", ("planned",))]


def test_what_would_not_do_even_when_all_is_in_place_is_not_told() -> None:
    assert told(seats("agency: haven, status: planned"), {**ON_A_GROUP, "at_least": 2}) == []


def test_a_seat_on_a_group_that_is_planned_waits_for_the_group() -> None:
    text = seats("agency: haven", status="planned")
    assert told(text, ON_A_GROUP) == [("The Haven on Steering group", ("planned",))]


def test_a_role_that_would_follow_from_what_is_planned_is_told_with_what_it_waits_for() -> None:
    text = """
groups:
  team: {name: The team, level: service-delivery, scope: iom, evidence: [notes 2]}
links:
  - {kind: refers-to, from: team, to: haven, scope: iom, status: planned, evidence: [notes 2]}
"""
    condition = {"some": "agencies", "where": {"takes_referrals": True}}
    assert told(text, condition) == [("The Haven", ("once what is planned around it is in place",))]


def test_a_list_declared_complete_today_does_not_keep_what_is_planned_from_coming() -> None:
    nobody = "absent: [{members: {group.level: operational-management}}]\n"
    text = seats("agency: haven, status: planned") + nobody
    site = facts(text)
    assert judge(read_condition(ON_A_GROUP), site).truth is False
    assert told(text, ON_A_GROUP) == [("The Haven on Steering group", ("planned",))]


def test_carrying_out_what_is_planned_leaves_the_facts_as_they_were() -> None:
    site = facts(seats("agency: haven, status: planned"))
    before = judge(read_condition(ON_A_GROUP), site).truth
    assert prospects(site) is not None
    assert judge(read_condition(ON_A_GROUP), site).truth is before
    assert site.site.groups["steering"].members[0].status == "planned"
