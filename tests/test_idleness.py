"""What an action comes to beside the others of its file and with what it adds: idle if never of use."""

import json
from pathlib import Path
from typing import Any

import pytest

from iomassess.checking import check_path
from iomassess.engine.conditions import read_condition
from iomassess.plans.actions import load_file
from iomassess.plans.idleness import idle
from test_actions import BOARD, MENTORING, SEATED, SITTING, THIRD, actions, idle_of, told
from test_check_rules import CRITERION, FRAMEWORK, RUNG, STUDY

LARGE = f"does: Seat, for: {{agency: {{agencies: {{sector: statutory, size: large}}}}, {BOARD}}}, {SITTING}"
BECOME_THIRD = "sets: {agencies: {one: {sector: third}}}"
MAP = "sets: {practices: [{kind: mapping}]}"
TWO_THIRD = {"some": "agencies", "where": {"sector": "third"}, "at_least": 2}
TELL_SIZE = f"does: Tell, for: {{{THIRD}}}, sets: {{agencies: {{agency: {{size: small}}}}}}"


@pytest.mark.parametrize(
    ("other", "idling"),
    [
        (f"for: {{one: {{agencies: {{size: large}}}}}}, {BECOME_THIRD}", []),
        (f"for: {{one: {{agencies: {{size: small}}}}}}, {BECOME_THIRD}", ["a"]),
        (f"for: {{one: {{agencies: {{size: small}}, maybe: true}}}}, {BECOME_THIRD}", []),
        (f"for: {{one: {{agencies: {{size: small}}, also: {{size: large}}}}}}, {BECOME_THIRD}", []),
        ("for: {one: {agencies: {size: large}}}, sets: {agencies: {one: {sector: private}}}", ["a", "b"]),
    ],
)
def test_an_agency_may_become_what_another_action_makes_of_it_if_that_can_be_about_it(
    other: str, idling: list[str]
) -> None:
    assert idle_of(actions(LARGE, f"does: Turn, {other}"), SEATED) == idling


def test_an_action_that_makes_an_agency_so_whatever_it_was_may_be_about_one_of_another_action() -> None:
    maybe = LARGE.replace("size: large}", "size: large}, maybe: true")
    assert idle_of(actions(maybe), SEATED) == []


def added(name: str, size: str, sets: str) -> str:
    board = f", {BOARD}" if "board" in sets else ""
    fields = f"{{name: {name}, sector: third, size: {size}}}"
    return f"does: Do, for: {{agency: {{agencies: {{sector: third}}, else: {fields}}}{board}}}, {sets}"


def test_what_an_action_tells_of_an_agency_that_another_adds_too_is_of_use_where_it_is_asked() -> None:
    asked = {"some": "members", "where": {"agency.size": "small", "hears_from_project": True}}
    mapped = "sets: {practices: [{kind: mapping, by: [agency]}]}"
    hearing = "sets: {members: {board: [{agency: agency, hears_from_project: true}]}}"
    assert idle_of(actions(added("Trust", "small", mapped)), asked) == ["a"]
    assert idle_of(actions(added("Trust", "small", mapped), added("Trust", "large", hearing)), asked) == []
    assert idle_of(actions(added("Trust", "small", mapped), added("Union", "large", hearing)), asked) == ["a"]
    assert idle_of(actions(added("Trust", "large", mapped), added("Trust", "large", hearing)), asked) == ["a"]


def test_whatever_is_given_to_a_group_puts_it_in_place_with_the_seats_on_it() -> None:
    group = "for: {group: {groups: {tier: local, status: planned}}}"
    assert idle_of(actions(f"does: Call, {group}, sets: {{groups: {{group: {{scope: iom}}}}}}"), SEATED) == []
    agency = "for: {agency: {agencies: {}}}, sets: {agencies: {agency: {size: small}}}"
    assert idle_of(actions(f"does: Tell, {agency}"), SEATED) == ["a"]


def test_a_group_that_is_added_is_in_place_unless_it_says_otherwise() -> None:
    invited = {"some": "groups", "where": {"tier": "local", "status": "invited"}}
    agency = f"{THIRD}, group: {{groups: {{tier: local}}, else: {{name: Board, level: strategic-oversight"
    seat = "sets: {members: {group: [{agency: agency}]}}"
    written = f"does: Set up, for: {{{agency}, tier: local%s}}}}}}, {seat}"
    assert idle_of(actions(written % ""), invited) == ["a"]
    assert idle_of(actions(written % ", status: invited"), invited) == []
    both = actions(written % "", written % ", status: invited")
    assert idle_of(both, invited) == []


def test_of_several_agencies_counted_whatever_is_told_of_one_may_say_that_it_is_not_another() -> None:
    told_of = actions(TELL_SIZE)
    once = {**TWO_THIRD, "at_least": 1}
    seats = {"some": "members", "where": {"agency.sector": "third"}, "distinct": "agency"}
    assert idle_of(told_of, once) == ["a"]
    assert idle_of(told_of, TWO_THIRD) == []
    assert idle_of(told_of, seats) == ["a"]
    assert idle_of(told_of, {**seats, "at_least": 2}) == []
    assert idle_of(told_of, TWO_THIRD, once) == []
    group = "does: Tell, for: {group: {groups: {tier: local}}}, sets: {groups: {group: {scope: iom}}}"
    groups = {"some": "groups", "where": {"level": "strategic-oversight"}, "at_least": 2}
    assert idle_of(actions(group), {**groups, "where": {"level": "service-delivery"}}) == ["a"]


def test_a_count_that_is_asked_for_and_against_is_looked_at_both_ways() -> None:
    source = actions(f"does: Map, {MAP}")
    assert idle_of(source, MENTORING) == ["a"]
    assert idle_of(source, {"not": MENTORING}, MENTORING) == []
    assert idle_of(source, MENTORING, {"not": MENTORING}) == []


REFERRING = {"some": "members", "where": {"agency.takes_referrals": True, "group.tier": "local"}}
TEAM = "team: {groups: {level: service-delivery, scope: iom}}"
REFER = "sets: {links: [{kind: refers-to, from: team, to: agency, scope: iom}]}"


@pytest.mark.parametrize(
    ("written", "asked", "is_idle"),
    [
        (f"for: {{{THIRD}, {TEAM}}}, {REFER}", REFERRING, False),
        (f"for: {{{THIRD}, {TEAM}}}, {REFER.replace('iom}', 'general}')}", REFERRING, True),
        (
            f"for: {{{THIRD}, {TEAM}}}, {REFER}",
            {"some": "agencies", "where": {"takes_referrals": True, "size": "small"}},
            False,
        ),
        (
            f"for: {{agency: {{agencies: {{sector: third, size: large}}}}, {TEAM}}}, {REFER}",
            {"some": "agencies", "where": {"takes_referrals": True, "size": "small"}},
            True,
        ),
        (
            f"for: {{agency: {{agencies: {{sector: third, size: large}}}}, {TEAM}}}, {REFER}",
            {"some": "members", "where": {"agency.takes_referrals": True, "agency.size": "small"}},
            True,
        ),
        (
            "for: {agency: {agencies: {}}}, sets: {agencies: {agency: {sector: third, size: large}}}",
            {"some": "members", "where": {"agency.delivers": True, "agency.size": "small"}},
            True,
        ),
        (
            "for: {agency: {agencies: {}}}, sets: {agencies: {agency: {sector: third}}}",
            {"some": "members", "where": {"agency.delivers": True, "agency.size": "small"}},
            False,
        ),
        (
            f"for: {{{TEAM}}}, sets: {{groups: {{team: {{status: in-place}}}}}}",
            {"some": "agencies", "where": {"delivers": True}},
            False,
        ),
        (
            f"for: {{{TEAM.replace('iom', 'general')}}}, sets: {{groups: {{team: {{status: in-place}}}}}}",
            {"some": "agencies", "where": {"delivers": True}},
            True,
        ),
    ],
)
def test_what_agencies_come_to_do_counts_where_it_is_asked_of_such_an_agency(
    written: str, asked: dict[str, Any], is_idle: bool
) -> None:
    assert idle_of(actions(f"does: Do, {written}"), asked) == (["a"] if is_idle else [])


def held(source: str, *asked: dict[str, Any]) -> list[tuple[str | int, ...]]:
    loaded, _ = load_file(actions(source), Path())
    (one,) = idle(loaded, map(read_condition, asked))
    return list(one.by)


def test_an_idle_action_is_told_with_each_value_of_which_another_would_do() -> None:
    turn = "does: Turn, for: {agency: {agencies: {}}}, sets: {agencies: {agency: {sector: %s}}}"
    assert held(turn % "statutory", SEATED) == [("agencies", "agency", "sector")]
    seat = f"does: Seat, for: {{{THIRD}, {BOARD}}}, {SITTING.replace('agency}', 'agency, attends: false}')}"
    assert held(seat, {"some": "members", "where": {"attends": True}}) == [("members", "board", 0, "attends")]
    group = "does: Call, for: {group: {groups: {}}}, sets: {groups: {group: {scope: general}}}"
    asked = {"some": "groups", "where": {"scope": "iom", "status": "invited"}}
    assert held(group.replace("general", "general, status: in-place"), asked) == []


def checked(folder: Path, written: str, *conditions: dict[str, Any]) -> str:
    """What the check says of an idle action beside a framework whose rungs ask for some things in turn."""
    (folder / "tiny").mkdir()
    (folder / "tiny" / "framework.yaml").write_text(FRAMEWORK)
    when = {"any": list(conditions)} if len(conditions) > 1 else conditions[0]
    criterion = {**CRITERION, "levels": {level: {**RUNG, "when": when} for level in "1234"}}
    (folder / "tiny" / "teams.yaml").write_text(f"{json.dumps(criterion)}\n---\nexamples: []\n")
    (folder / "actions.yaml").write_text(actions(written).text)
    (problem,) = (one for each in check_path(folder) for one in each.problems)
    return problem.what


IDLE = (
    "can change no level: no rung of a framework here asks for what it sets,"
    " and no action that can change one waits for it"
)


def test_the_check_of_an_idle_action_names_no_value_where_none_stands_in_its_way(tmp_path: Path) -> None:
    assert checked(tmp_path, f"does: Map, {MAP}", SEATED) == IDLE


def test_the_check_of_an_idle_action_names_all_values_any_of_which_would_do(tmp_path: Path) -> None:
    general = {"some": "practices", "where": {"kind": "mentoring", "scope": "general", "form": "general"}}
    written = "does: Mentor, sets: {practices: [{kind: mentoring, scope: general, form: peer}]}"
    assert checked(tmp_path, written, MENTORING, general) == (
        f"{IDLE}; with another value of `scope`, `form` it could"
    )


# -- what the small sites of the check see


@pytest.mark.parametrize(
    ("level", "is_wrong"),
    [
        ("service-delivery", True),
        ("[service-delivery]", True),
        ("[service-delivery, strategic-oversight]", False),
        ("[service-delivery, operational-management]", True),
    ],
)
def test_what_is_set_is_held_against_each_of_what_a_group_may_be(level: str, is_wrong: bool) -> None:
    source = actions(
        f"does: Do, for: {{g: {{groups: {{level: {level}}}}}}}, sets: {{groups: {{g: {{tier: local}}}}}}"
    )
    assert [one.partition(":")[0] for one in told(source)] == ["actions.a.sets.groups.g.tier"] * is_wrong


def test_a_slip_in_a_citation_is_met_with_what_it_may_have_meant(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text(STUDY)
    slip = actions("does: Plan, sets: {practices: [{kind: mentoring}]}, implements: [study rec 1]")
    (said,) = told(slip, tmp_path)
    assert said.endswith("did you mean `study rec. 1`? [framework/recommendation]")
