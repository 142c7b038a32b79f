"""The network of a site: its ways upwards, what is missing in them, its bridges, and its pictures."""

import copy
import csv
import io
import re
import sys
import textwrap
from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import networkx as nx
import pytest
from rich.console import Console

from iomassess.checks import contradictions
from iomassess.cli import main
from iomassess.engine.facts import Facts, facts
from iomassess.loading import load_facts
from iomassess.network.drawing import COLUMNS, escape_mermaid, to_csv, to_dot, to_mermaid
from iomassess.network.graphml import to_graphml
from iomassess.network.itinerary import print_network
from iomassess.network.mapping import network
from iomassess.network.openings import seat_on
from iomassess.places import bundled
from iomassess.results import Bridge, Network, Step, Way
from iomassess.site import Site
from iomassess.source import parse, read

HEAD = """
format: iomassess/site/1
id: testing
name: Testing
wave: baseline
as_of: 2009-02
sources: {study: {title: A study, kind: report}}
"""
AGENCIES = """
agencies:
  police: {name: Police, sector: statutory, kind: police}
  council: {name: Council, sector: statutory, kind: local-authority}
  shelter: {name: Shelter, sector: third}
  cvs: {name: CVS, sector: third, kind: infrastructure}
"""
TEAM = "{agency: shelter, co_located: true, co_works: true, shares_information: true}"
BUNDLED = sorted(path.stem for path in bundled("sites").glob("*.yaml"))


def networked(text: str, agencies: str = AGENCIES) -> Network:
    whole = HEAD + agencies + textwrap.dedent(text)
    return network(load_facts(parse(whole, "testing.yaml")))


@cache
def site(name: str) -> Network:
    return network(load_facts(read(bundled("sites") / f"{name}.yaml", f"sites/{name}.yaml")))


def way(found: Network, to: str, agency: str = "shelter") -> Way:
    (one,) = [one for one in found.ways if (one.agency, one.to) == (agency, to)]
    return one


def told(steps: tuple[Step, ...]) -> list[tuple[str, str, bool | None]]:
    return [(step.kind, step.says, step.carries) for step in steps]


def line_of(record: str, found: Network) -> int:
    (line,) = {tie.line for tie in found.ties if tie.record == record}
    return line


# -- ways that are in place


def test_an_agency_with_a_seat_of_its_own_needs_no_other() -> None:
    found = networked(f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, members: [{TEAM}, {{agency: police}}]}}
          steering:
            name: Steering group
            level: operational-management
            scope: iom
            members:
              - {{agency: police}}
              - {{agency: shelter}}
    """)
    one = way(found, "operational-management")
    assert one.verdict == "in place"
    assert told(one.steps) == [
        ("seat in the team", "Shelter is in Team", True),
        ("own seat", "Shelter has a seat on Steering group", True),
    ]
    assert [step.lines for step in one.steps] == [
        (line_of("groups.team.members.0", found),),
        (line_of("groups.steering.members.1", found),),
    ]
    assert (one.own.state, one.own.lines) == ("in place", (line_of("groups.steering.members.1", found),))
    assert (one.missing, one.closed_by) == ((), ())


def test_an_agency_in_two_groups_may_carry_word_which_is_not_to_say_that_it_does() -> None:
    found = networked("""
        groups:
          team: {name: Team, level: service-delivery, scope: iom, members: [{agency: police}]}
          cdrp: {name: CDRP, level: strategic-oversight, tier: local, members: [{agency: police}]}
        links: [{kind: refers-to, from: team, to: shelter, scope: iom}]
    """)
    one = way(found, "local")
    assert told(one.steps) == [
        ("referral", "Team refers to Shelter", None),
        ("carried", "Police is on Team and on CDRP", None),
    ]
    assert one.steps[1].by == "police"
    assert one.steps[1].lines == (
        line_of("groups.team.members.0", found),
        line_of("groups.cdrp.members.0", found),
    )
    assert one.own.state == "not known"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("hears_from_project: true", (True, ", hears from the project's Third Sector agencies")),
        (
            "hears_from_project: true, reports_back: true",
            (True, ", hears from the project's Third Sector agencies, and reports back"),
        ),
        ("reports_back: false", (None, ", and does not report back")),
    ],
)
def test_what_a_seat_says_of_word_both_ways_is_told(said: str, expected: tuple[bool | None, str]) -> None:
    found = networked(f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, members: [{{agency: police}}]}}
          cdrp:
            name: CDRP
            level: strategic-oversight
            tier: local
            members: [{{agency: police, {said}}}]
        links: [{{kind: refers-to, from: team, to: shelter, scope: iom}}]
    """)
    (_, step) = way(found, "local").steps
    assert (step.carries, step.says.removeprefix("Police is on Team and on CDRP")) == expected


@pytest.mark.parametrize(
    ("here", "there", "state"),
    [
        ("", "hears_from_project: false", "recorded as not hearing"),
        ("", "attends: false", "does not come"),
        ("attends: false", "", "does not come"),
    ],
)
def test_a_member_recorded_not_to_hear_or_not_to_come_carries_nothing(
    here: str, there: str, state: str
) -> None:
    found = networked(f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, members: [{{agency: police, {here}}}]}}
          cdrp: {{name: A, level: strategic-oversight, tier: local, members: [{{agency: police, {there}}}]}}
        links: [{{kind: refers-to, from: team, to: shelter, scope: iom}}]
        absent: [{{members: {{group.tier: local, agency.sector: third}}}}]
        complete: [{{members: {{group.level: service-delivery}}}}, {{members: {{group.tier: local}}}}]
    """)
    one = way(found, "local")
    assert (one.verdict, one.steps) == ("ruled out", ())
    assert [(missing.state, missing.open) for missing in one.missing] == [(state, False)]


def test_word_goes_up_reporting_lines_and_not_down() -> None:
    found = networked(f"""
        groups:
          board: {{name: Board, level: strategic-oversight, tier: pioneer-site, reports_to: [cjb]}}
          cjb: {{name: CJB, level: strategic-oversight, tier: countywide}}
          team:
            name: Team
            level: service-delivery
            scope: iom
            reports_to: [cjb]
            members: [{TEAM}]
    """)
    one = way(found, "countywide")
    assert told(one.steps)[1:] == [("reports", "Team reports to CJB", True)]
    assert one.steps[1].lines == (line_of("groups.team.reports_to.0", found),)
    assert way(found, "pioneer-site").verdict == "not known"


def test_of_ways_of_one_length_the_sectors_own_comes_first_and_then_reporting_lines() -> None:
    site = """
        groups:
          team:
            name: Team
            level: service-delivery
            scope: iom
            reports_to: [REPORTS]
            members: [TEAM, {agency: police}, THIRD]
          steering:
            name: Steering group
            level: operational-management
            scope: iom
            members: [{agency: police}, {agency: cvs}]
    """.replace("TEAM,", f"{TEAM},")
    for third, reports, kind, by in (
        ("{agency: cvs}", "steering", "carried", "cvs"),
        ("", "steering", "reports", None),
        ("", "", "carried", "police"),
    ):
        found = networked(site.replace("THIRD", third).replace("REPORTS", reports))
        (_, step) = way(found, "operational-management").steps
        assert (step.kind, step.by) == (kind, by)


def test_the_shortest_way_may_take_several_steps() -> None:
    found = networked("""
        groups:
          team: {name: Team, level: service-delivery, scope: iom, members: [{agency: police}]}
          steering:
            name: Steering group
            level: operational-management
            scope: iom
            members: [{agency: police}, {agency: council}]
          board:
            name: Board
            level: strategic-oversight
            tier: pioneer-site
            reports_to: [cjb]
            members: [{agency: council}]
          cjb: {name: CJB, level: strategic-oversight, tier: countywide}
        links: [{kind: refers-to, from: team, to: shelter, scope: iom, active: true}]
    """)
    assert told(way(found, "countywide").steps) == [
        ("referral", "Team refers to Shelter", True),
        ("carried", "Police is on Team and on Steering group", None),
        ("carried", "Council is on Steering group and on Board", None),
        ("reports", "Board reports to CJB", True),
    ]


def test_a_member_that_hears_from_the_projects_agencies_is_reached_from_the_team() -> None:
    found = networked(f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, members: [{TEAM}]}}
          cdrp:
            name: CDRP
            level: strategic-oversight
            tier: local
            members: [{{agency: cvs, hears_from_project: true, reports_back: true}}]
    """)
    assert told(way(found, "local").steps)[1:] == [
        ("heard", "CVS, on CDRP, hears from the project's Third Sector agencies, and reports back", True)
    ]


@pytest.mark.parametrize(
    "link",
    [
        "kind: joint-working, between: [shelter, council]",
        "kind: secondment, from: council, to: shelter",
        "kind: secondment, from: shelter, to: council",
    ],
)
def test_an_agency_is_tied_to_those_with_whom_it_works(link: str) -> None:
    found = networked(f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, members: [{TEAM}]}}
          cdrp: {{name: CDRP, level: strategic-oversight, tier: local, members: [{{agency: council}}]}}
        links: [{{{link}}}]
    """)
    steps = way(found, "local").steps
    assert [step.kind for step in steps] == ["seat in the team", "works with", "carried"]
    assert steps[2].says == "Council has a seat on CDRP"


@pytest.mark.parametrize(
    "link",
    [
        "kind: contract, from: council, to: shelter",
        "kind: service-level-agreement, from: council, to: shelter",
        "kind: information-sharing-agreement, between: [shelter, council]",
        "kind: joint-working, between: [shelter, council], status: planned",
    ],
)
def test_papers_money_and_plans_are_no_step(link: str) -> None:
    found = networked(f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, members: [{TEAM}]}}
          cdrp: {{name: CDRP, level: strategic-oversight, tier: local, members: [{{agency: council}}]}}
        links: [{{{link}}}]
    """)
    assert way(found, "local").verdict == "not known"
    assert len(found.ties) == 3


def test_a_group_beside_the_main_one_is_passed_through_and_is_no_end() -> None:
    found = networked(f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, members: [{TEAM}]}}
          pathway:
            name: Pathway group
            level: operational-management
            standing: peripheral
            scope: iom
            members: [{{agency: shelter}}, {{agency: council}}]
          steering:
            name: Steering group
            level: operational-management
            scope: iom
            members: [{{agency: council}}]
    """)
    one = way(found, "operational-management")
    assert [step.kind for step in one.steps] == ["seat in the team", "own seat", "carried"]
    assert one.own.state == "not known"


def test_groups_of_other_work_lead_nowhere() -> None:
    found = networked(f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, members: [{TEAM}]}}
          other:
            name: Another programme
            level: operational-management
            scope: other-programme
            members: [{{agency: shelter}}, {{agency: council}}]
          cdrp: {{name: CDRP, level: strategic-oversight, tier: local, members: [{{agency: council}}]}}
    """)
    assert way(found, "local").steps == ()


def test_only_agencies_surely_of_the_sector_and_surely_in_the_work_have_ways() -> None:
    found = networked(
        """
        groups:
          team:
            name: Team
            level: service-delivery
            scope: iom
            members:
              - {agency: police, co_located: true, co_works: true, shares_information: true}
              - {agency: shelter, co_located: true}
        links:
          - {kind: refers-to, from: team, to: hostel, scope: iom}
          - {kind: refers-to, from: team, to: clinic, scope: iom, status: planned}
          - {kind: refers-to, from: team, to: either, scope: iom}
        """,
        AGENCIES
        + "  hostel: {name: Hostel, sector: third}\n"
        + "  clinic: {name: Clinic, sector: third}\n"
        + "  either: {name: Either}\n",
    )
    assert {one.agency for one in found.ways} == {"hostel"}


@pytest.mark.parametrize(
    ("team", "link", "absent", "tie"),
    [
        (
            "level: {one_of: [service-delivery, operational-management]}, scope: iom",
            "",
            "{members: {group.level: operational-management, agency: shelter, status: any}}",
            "Shelter is in Team",
        ),
        (
            "level: service-delivery, scope: {one_of: [iom, general]}",
            "",
            "{groups: {scope: general, status: any}}",
            "Shelter is in Team",
        ),
        (
            "level: service-delivery",
            "links: [{kind: refers-to, from: team, to: cvs, scope: {one_of: [iom, general]}}]",
            "{links: {kind: refers-to, scope: general, status: any}}",
            "Team refers to CVS",
        ),
    ],
)
def test_a_team_that_statements_leave_no_other_choice_is_one(
    team: str, link: str, absent: str, tie: str
) -> None:
    found = networked(f"""
        groups:
          team: {{name: Team, {team}, members: [{{agency: police}}, {TEAM}]}}
          cdrp: {{name: CDRP, level: strategic-oversight, tier: local, members: [{{agency: police}}]}}
        {link}
        absent: [{absent}]
    """)
    ways = [one for one in found.ways if one.to == "local"]
    assert tie in {one.tie.says for one in ways}
    for one in ways:
        assert (one.verdict, [step.says for step in one.steps[1:]]) == (
            "in place",
            ["Police is on Team and on CDRP"],
        )


def test_a_referral_route_that_nobody_keeps_up_brings_no_word_to_the_team() -> None:
    site = """
        groups:
          team: {name: Team, level: service-delivery, scope: iom, members: [{agency: police}]}
          cdrp: {name: CDRP, level: strategic-oversight, tier: local, members: [{agency: police}]}
          cjb: {name: CJB, level: strategic-oversight, tier: countywide, members: [{agency: shelter}]}
        links: [{kind: refers-to, from: team, to: shelter, scope: iom, active: false}]
        absent: [{members: {group.tier: local, agency.sector: third}}]
    """
    found = networked(site)
    assert way(found, "countywide").verdict == "in place"
    one = way(found, "local")
    assert one.steps == ()
    assert (one.missing[0].state, one.missing[0].step.kind) == ("not kept up", "referral")


# -- ways that are not


@pytest.mark.parametrize(
    ("status", "state", "open_"),
    [
        ("planned", "planned", False),
        ("invited", "invited", False),
        ("emerging", "emerging", False),
        ("ended", "ended", False),
        ("unknown", "status not known", True),
        ("{one_of: [invited, in-place]}", "in place or invited", True),
    ],
)
def test_a_seat_that_is_not_surely_in_place_is_told_and_never_used(
    status: str, state: str, open_: bool
) -> None:
    found = networked(f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, complete: true, members: [{TEAM}]}}
          cdrp:
            name: CDRP
            level: strategic-oversight
            tier: local
            complete: true
            members: [{{agency: shelter, status: {status}}}]
        complete: [{{groups: {{tier: local}}}}]
    """)
    one = way(found, "local")
    assert one.steps == ()
    assert one.verdict == ("not known" if open_ else "ruled out")
    (missing,) = one.missing
    assert (missing.state, missing.open, missing.length) == (state, open_, 2)
    assert missing.step.says == "Shelter has a seat on CDRP"
    assert missing.step.lines == (line_of("groups.cdrp.members.0", found),)
    assert (one.own.state, one.own.lines) == (state, missing.step.lines)


def test_a_planned_group_is_no_end_and_its_seats_are_missing_steps() -> None:
    found = networked(f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, members: [{TEAM}]}}
          board:
            name: Board
            level: strategic-oversight
            tier: pioneer-site
            status: planned
            members: [{{agency: shelter}}]
        complete: [{{groups: {{tier: pioneer-site}}}}]
    """)
    one = way(found, "pioneer-site")
    assert one.verdict == "ruled out"
    assert [(missing.state, missing.step.target) for missing in one.missing] == [("planned", "board")]
    assert one.closed_by == tuple(sorted(one.closed_by))
    assert one.closed_by


def test_what_is_recorded_comes_before_what_nobody_recorded() -> None:
    found = networked("""
        groups:
          team: {name: Team, level: service-delivery, scope: iom, members: [{agency: police}]}
          cdrp:
            name: CDRP
            level: strategic-oversight
            tier: local
            members: [{agency: police, status: invited}]
        links: [{kind: refers-to, from: team, to: shelter, scope: iom}]
    """)
    one = way(found, "local")
    assert one.verdict == "not known"
    assert [(missing.state, missing.step.says) for missing in one.missing] == [
        ("invited", "Police is on Team and on CDRP"),
        ("open", "a seat of its own on CDRP"),
    ]


def test_where_the_agencys_own_seat_is_ruled_out_another_members_may_complete_the_way() -> None:
    found = networked("""
        groups:
          team: {name: Team, level: service-delivery, scope: iom, members: [{agency: police}]}
          cdrp: {name: CDRP, level: strategic-oversight, tier: local}
        links: [{kind: refers-to, from: team, to: shelter, scope: iom}]
        absent:
          - {members: {group.tier: local, agency.sector: third}}
    """)
    one = way(found, "local")
    assert (one.own.state, len(one.own.lines)) == ("ruled out", 1)
    assert one.verdict == "not known"
    assert [missing.step.says for missing in one.missing] == ["a seat of Police on CDRP"]


def test_whether_a_third_sector_member_hears_anything_may_be_the_step_that_is_not_recorded() -> None:
    found = networked(f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, complete: true, members: [{TEAM}]}}
          cdrp:
            name: CDRP
            level: strategic-oversight
            tier: local
            complete: true
            members: [{{agency: cvs}}]
        complete: [{{groups: {{tier: local}}}}]
    """)
    one = way(found, "local")
    assert one.verdict == "not known"
    assert [(missing.state, missing.step.says) for missing in one.missing] == [
        ("not recorded", "CVS, on CDRP, may hear from the project's Third Sector agencies")
    ]


@pytest.mark.parametrize(
    ("dropped", "opens"),
    [
        ("complete: true  # team\n", "a seat of Council on Team"),
        ("complete: true  # cdrp\n", "a seat of its own on CDRP"),
        (
            "complete: [{groups: {tier: local}}]",
            "a seat of its own on a local group that is not recorded",
        ),
    ],
)
def test_a_way_is_ruled_out_only_when_every_seat_that_would_make_one_is_denied(
    dropped: str, opens: str
) -> None:
    site = f"""
        groups:
          team:
            name: Team
            level: service-delivery
            scope: iom
            members: [{TEAM}]
            complete: true  # team
          cdrp:
            name: CDRP
            level: strategic-oversight
            tier: local
            members: [{{agency: council}}]
            complete: true  # cdrp
        complete: [{{groups: {{tier: local}}}}]
    """
    one = way(networked(site), "local")
    assert (one.verdict, one.steps, one.missing) == ("ruled out", (), ())
    assert len(one.closed_by) == 3
    assert dropped in site
    weaker = way(networked(site.replace(dropped, "\n" if dropped.endswith("\n") else "")), "local")
    assert (weaker.verdict, weaker.closed_by) == ("not known", ())
    assert [missing.step.says for missing in weaker.missing] == [opens]


def test_a_denied_step_is_told_where_a_way_is_ruled_out() -> None:
    found = networked(f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, members: [{TEAM}]}}
          cdrp:
            name: CDRP
            level: strategic-oversight
            tier: local
            complete: true
            members: [{{agency: cvs, hears_from_project: false}}]
        complete: [{{groups: {{tier: local}}}}]
    """)
    one = way(found, "local")
    assert one.verdict == "ruled out"
    assert len(one.closed_by) == 2
    assert [(missing.state, missing.step.says, missing.open) for missing in one.missing] == [
        ("recorded as not so", "CVS, on CDRP, does not hear from the project's Third Sector agencies", False)
    ]


def test_where_no_group_is_recorded_at_a_tier_one_may_be_there() -> None:
    site = f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, members: [{TEAM}]}}
    """
    one = way(networked(site), "local")
    assert one.verdict == "not known"
    assert [missing.step.says for missing in one.missing] == [
        "a seat of its own on a local group that is not recorded"
    ]
    without = way(networked(f"{site}\n        absent: [{{groups: {{tier: local}}}}]\n"), "local")
    assert (without.verdict, without.missing, without.own.state) == ("ruled out", (), "ruled out")
    assert len(without.closed_by) == 1


# -- what is said to be missing, tried out on sites made at random

THERE: dict[str, dict[str, str]] = {
    "team": {"level": "service-delivery", "scope": "iom"},
    "steering": {"level": "operational-management", "scope": "iom", "standing": "main"},
    "pathway": {"level": "operational-management", "scope": "iom", "standing": "peripheral"},
    "cdrp": {"level": "strategic-oversight", "tier": "local"},
    "board": {"level": "strategic-oversight", "tier": "pioneer-site"},
}
SOMEBODY: dict[str, dict[str, Any]] = {
    "police": {"name": "Police", "sector": "statutory"},
    "council": {"name": "Council", "sector": "statutory"},
    "shelter": {"name": "Shelter", "sector": "third"},
    "cvs": {"name": "CVS", "sector": "third"},
    "some": {"unnamed": True, "number": 1, "sector": "third", "is_among": ["shelter", "cvs"]},
}
STATEMENTS: tuple[dict[str, dict[str, Any]], ...] = (
    {"members": {"group.tier": "local", "agency.sector": "third"}},
    {"members": {"group.tier": "local"}},
    {"members": {"group.level": "service-delivery"}},
    {"members": {"group.level": "operational-management"}},
    {"members": {"agency": ["police", "council"], "group.level": "strategic-oversight"}},
    {"members": {"agency.sector": "third", "group.level": ["operational-management", "strategic-oversight"]}},
    {"groups": {"tier": "local"}},
)


def made(dice: Random) -> dict[str, Any]:
    """A small site at random, as its file would be written."""

    def some(chance: float) -> bool:
        return dice.random() < chance

    groups: dict[str, Any] = {}
    for name, fields in THERE.items():
        members = [{"agency": one, **seat(dice)} for one in SOMEBODY if some(0.3)]
        groups[name] = {"name": name, **fields, "members": members}
        groups[name] |= {"complete": True} if some(0.3) else {}
        groups[name] |= {"status": "planned"} if name != "team" and some(0.1) else {}
    if some(0.2):
        groups["steering"]["reports_to"] = ["board"]
    links: list[dict[str, Any]] = [{"kind": "refers-to", "from": "team", "to": "shelter", "scope": "iom"}]
    links += [{"kind": "joint-working", "between": ["shelter", "council"]}] if some(0.2) else []
    said = {name: [one for one in STATEMENTS if some(0.15)] for name in ("complete", "absent")}
    head = {"format": "iomassess/site/1", "id": "s", "name": "S", "wave": "w", "as_of": "2009"}
    return {**head, "agencies": SOMEBODY, "groups": groups, "links": links, **said}


def seat(dice: Random) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if dice.random() < 0.25:
        told["status"] = dice.choice(["invited", "unknown", {"one_of": ["in-place", "invited"]}])
    for name in ("attends", "hears_from_project"):
        if dice.random() < 0.15:
            told[name] = dice.random() < 0.5
    return told


def with_seat(written: dict[str, Any], agency: str, group: str) -> Facts:
    """The same site with a seat in place."""
    changed: dict[str, Any] = copy.deepcopy(written)
    members = changed["groups"][group]["members"]
    members[:] = [*(one for one in members if one["agency"] != agency), {"agency": agency}]
    return facts(Site.model_validate(changed))


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_a_missing_seat_completes_the_way_and_where_none_is_open_no_seat_does(seed: int) -> None:
    for one in range(seed, seed + 20):
        written = made(Random(one))  # noqa: S311  no secret
        known = facts(Site.model_validate(written))
        if contradictions(known):
            continue
        for before in network(known).ways:
            for missing in before.missing:
                if missing.state == "open" and missing.step.target:
                    after = way(
                        network(with_seat(written, missing.step.source, missing.step.target)), before.to
                    )
                    assert (after.verdict, len(after.steps)) == ("in place", missing.length), (one, before)
            if before.verdict == "ruled out":
                for agency, group in product(SOMEBODY, THERE):
                    if seat_on(known, (agency,), (group,)).row is not None:
                        after = way(network(with_seat(written, agency, group)), before.to)
                        assert after.verdict != "in place", (one, before, agency, group)


# -- entries without a name

TRIO = """
agencies:
  police: {name: Police, sector: statutory, kind: police}
  shelter: {name: Shelter, sector: third}
  clinic: {name: Clinic, sector: third}
  some: {unnamed: true, number: NUMBER, sector: third, is_among: [shelter, clinic]}
  unknown: {unnamed: true, number: 1, sector: third, may_be: [shelter]}
"""
TRIO_SITE = """
    groups:
      team:
        name: Team
        level: service-delivery
        scope: iom
        members:
          - {agency: shelter, co_located: true, co_works: true, shares_information: true}
          - {agency: clinic, co_located: true, co_works: true, shares_information: true}
      steering: {name: Steering group, level: operational-management, scope: iom, members: [{agency: some}]}
      cdrp: {name: CDRP, level: strategic-oversight, tier: local, members: [{agency: unknown}]}
"""


def test_an_entry_that_must_be_one_of_several_has_the_seats_of_all_and_no_ways_of_its_own() -> None:
    found = networked(TRIO_SITE, TRIO.replace("NUMBER", "1"))
    assert {one.agency for one in found.ways} == {"shelter", "clinic"}
    one = way(found, "operational-management")
    (_, step) = one.steps
    assert (step.by, step.says) == (
        "some",
        "some (one or more of Shelter and Clinic) is on Team and on Steering group",
    )
    assert one.own.state == "may be its own"


def test_an_entry_that_stands_for_all_of_them_gives_each_its_seat() -> None:
    one = way(networked(TRIO_SITE, TRIO.replace("NUMBER", "2")), "operational-management")
    assert one.own.state == "in place"
    assert [step.kind for step in one.steps] == ["seat in the team", "own seat"]


def test_a_seat_under_another_entry_may_be_an_agencys_own_unless_the_file_denies_it() -> None:
    one = way(networked(TRIO_SITE, TRIO.replace("NUMBER", "1")), "local")
    assert (one.own.state, one.verdict, one.missing[0].state) == (
        "may be its own",
        "not known",
        "may be its own",
    )
    denied = TRIO_SITE + "    absent: [{members: {group: cdrp, agency: shelter}}]\n"
    assert way(networked(denied, TRIO.replace("NUMBER", "1")), "local").own.state == "not known"


# -- bridges

BRIDGED = """
    groups:
      team: {name: Team, level: service-delivery, scope: iom, members: [{agency: police}, TWO]}
      steering:
        name: Steering group
        level: operational-management
        scope: iom
        reports_to: [board]
        members: [{agency: police}, {agency: council}]
      board: {name: Board, level: strategic-oversight, tier: pioneer-site, members: [{agency: cvs}]}
"""


def test_an_agency_without_which_nothing_leads_up_is_a_bridge() -> None:
    found = networked(BRIDGED.replace("TWO", ""))
    assert found.bridges == (
        Bridge(
            "police",
            (("service-delivery", "operational-management"), ("service-delivery", "pioneer-site")),
            (line_of("groups.team.members.0", found), line_of("groups.steering.members.0", found)),
        ),
    )


def test_two_agencies_in_the_same_groups_are_no_bridge_either_of_them() -> None:
    assert networked(BRIDGED.replace("TWO", "{agency: council}")).bridges == ()


def test_an_agency_that_is_only_invited_takes_no_bridge_away() -> None:
    found = networked(BRIDGED.replace("TWO", "{agency: council, status: invited}"))
    assert [one.agency for one in found.bridges] == ["police"]


# -- pictures

SMALL = """
    groups:
      team:
        name: Team
        level: service-delivery
        scope: iom
        complete: true
        reports_to: [steering]
        members: [{agency: police}]
      steering:
        name: Steering group
        level: operational-management
        scope: iom
        members: [{agency: shelter, status: invited, evidence: [study 3.1]}]
    links:
      - {kind: refers-to, from: team, to: shelter, scope: iom, active: true, evidence: [study 1, study app.1]}
      - {kind: joint-working, between: [police, shelter], status: {one_of: [planned, in-place]}}
    complete: [{groups: {level: service-delivery}}]
"""
FEW = """
agencies:
  police: {name: Police, sector: statutory, kind: police}
  shelter: {name: Shelter, sector: third}
"""


def test_a_network_as_mermaid() -> None:
    assert to_mermaid(networked(SMALL, FEW)) == textwrap.dedent("""\
        flowchart TB
          subgraph level_operational_management["Operational management"]
            group_steering["Steering group"]
          end
          subgraph level_service_delivery["Service delivery"]
            group_team["Team"]
          end
          subgraph sector_third["Third Sector agencies"]
            agency_shelter("Shelter#58; referral agency"):::third
          end
          subgraph sector_statutory["Statutory agencies"]
            agency_police("Police")
          end
          agency_police --- group_team
          agency_shelter -.-|"invited"| group_steering
          group_team -->|"reports to"| group_steering
          group_team -->|"refers to"| agency_shelter
          agency_police -.-|"joint working, in place or planned"| agency_shelter
          classDef third stroke-width:3px
          classDef apart stroke-dasharray:4
        """)


def test_a_network_as_dot() -> None:
    assert to_dot(networked(SMALL, FEW)) == textwrap.dedent("""\
        digraph "testing" {
          rankdir=BT;
          node [shape=box];
          subgraph "cluster_level_operational_management" {
            label="Operational management";
            "steering" [label="Steering group"];
          }
          subgraph "cluster_level_service_delivery" {
            label="Service delivery";
            "team" [label="Team"];
          }
          subgraph "cluster_sector_third" {
            label="Third Sector agencies";
            "shelter" [label="Shelter: referral agency", shape=ellipse, penwidth=3];
          }
          subgraph "cluster_sector_statutory" {
            label="Statutory agencies";
            "police" [label="Police", shape=ellipse];
          }
          "police" -> "team" [style=solid, dir=none];
          "shelter" -> "steering" [style=dashed, label="invited", dir=none];
          "team" -> "steering" [style=solid, label="reports to"];
          "team" -> "shelter" [style=solid, label="refers to"];
          "police" -> "shelter" [style=dashed, label="joint working, in place or planned", dir=none];
        }
        """)


def test_a_network_as_csv_has_each_tie_with_its_status_line_and_sources() -> None:
    found = networked(SMALL, FEW)
    rows = list(csv.DictReader(io.StringIO(to_csv(found))))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["kind"], row["from"], row["to"], row["status"], row["in_place"]) for row in rows] == [
        ("seat", "police", "team", "in-place", "true"),
        ("seat", "shelter", "steering", "invited", "false"),
        ("reports-to", "team", "steering", "in-place", "true"),
        ("refers-to", "team", "shelter", "in-place", "true"),
        ("joint-working", "police", "shelter", "in-place or planned", ""),
    ]
    assert rows[3]["active"] == "true"
    assert rows[3]["evidence"] == "study 1; study app.1"
    assert rows[3]["line"] == str(line_of("links.0", found))
    assert rows[3]["to_name"] == "Shelter"


def test_a_network_as_graphml_has_measures_over_what_is_in_place() -> None:
    graph = nx.parse_graphml(to_graphml(networked(SMALL, FEW)), force_multigraph=True)
    assert graph.nodes["team"]["ties_in_place"] == 3
    assert graph.nodes["team"]["betweenness"] == 1.0
    assert graph.nodes["police"]["ties_in_place"] == 1
    assert graph.nodes["shelter"]["sector"] == "third"
    assert graph.nodes["steering"]["node_kind"] == "group"
    assert {data["kind"] for _, _, data in graph.edges(data=True)} == {
        "seat",
        "reports-to",
        "refers-to",
        "joint-working",
    }


def test_conflicts_are_told_beside_the_tie_they_touch() -> None:
    found = networked(
        SMALL
        + """
    conflicts:
      - about: whether Shelter came
        records: [groups.steering.members.shelter.status]
        claims: [{value: invited, evidence: [study 1]}, {value: in-place, evidence: [study 2]}]
        used: invited
        because: Later.
"""
    )
    assert [tie.disputed for tie in found.ties if tie.source == "shelter"] == [("whether Shelter came",)]


HOSTILE = (
    'quo"te',
    "back`tick` and `` more",
    "[square] (round) {curly} <angle>",
    "<script>alert(1)</script>",
    "a | pipe",
    "line\nbreak\r\nand\ttab",
    "end",
    "subgraph x",
    "%% comment %%{init: {}}%%",
    "1. a list",
    "- a list",
    "#quot; &lt; &amp; #35;",
    "back\\slash \\N \\",
    "Ünïcødé 東京 \U0001f600 \u202egnol\u202c \u2028",
    ":::third; click a href",
    "A --> B; C",
)


def named(name: str) -> Network:
    found = networked(SMALL, FEW)
    agencies = tuple(one._replace(name=name) for one in found.agencies)
    groups = tuple(one._replace(name=name, level=None) for one in found.groups)
    return found._replace(agencies=agencies, groups=groups)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_out_of_a_mermaid_label(name: str) -> None:
    drawn = to_mermaid(named(name))
    assert_sane_mermaid(drawn)
    assert len(drawn.splitlines()) == len(to_mermaid(named("Plain")).splitlines())
    assert set(escape_mermaid(name)) & set("\"'`[](){}<>|%:\\&\n\r\t.\u202e\u2028") == set()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_mermaid_label_reads_as_the_name(name: str) -> None:
    shown = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), escape_mermaid(name))
    assert shown == " ".join("".join(one if one.isprintable() else " " for one in name).split())


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_out_of_a_dot_label(name: str) -> None:
    assert read_dot(to_dot(named(name))) == {"police", "shelter", "team", "steering"}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_graphml_or_csv(name: str) -> None:
    graph = nx.parse_graphml(to_graphml(named(name)), force_multigraph=True)
    assert set(graph.nodes) == {"police", "shelter", "team", "steering"}
    rows = list(csv.DictReader(io.StringIO(to_csv(named(name)), newline="")))
    assert {row["from_name"] for row in rows} == {name}
    assert len(rows) == 5


def assert_sane_mermaid(drawn: str) -> None:
    """Every line is one of the few forms that we write; subgraphs close; ids stand for one node each."""
    label = r'"[^"`\[\](){}<>|\n]*"'
    node = rf"    ((?:group|agency)_[a-z0-9_]+)(?:\[{label}\](?::::apart)?|\({label}\)(?::::third)?)"
    tie = rf"  (\w+) (?:---|-->|-\.-|-\.->)(?:\|{label}\|)? (\w+)"
    ids, opened, depth = list[str](), list[str](), 0
    first, *lines = drawn.splitlines()
    assert first == "flowchart TB"
    ends = set[str]()
    for line in lines:
        if found := re.fullmatch(rf"  subgraph (\w+)\[{label}\]", line):
            opened.append(found[1])
            depth += 1
        elif line == "  end":
            depth -= 1
        elif found := re.fullmatch(node, line):
            assert depth == 1
            ids.append(found[1])
        elif found := re.fullmatch(tie, line):
            ends |= {found[1], found[2]}
        else:
            assert re.fullmatch(r"  classDef (third|apart) [a-z]+-[a-z]+:\w+", line), line
    assert depth == 0
    assert len({*ids, *opened}) == len(ids) + len(opened)
    assert ends <= set(ids)


def read_dot(drawn: str) -> set[str]:
    """The nodes of a DOT text, where every line is one of the few forms that we write."""
    text = r'"(?:[^"\\\n]|\\["\\])*"'
    looks = rf"\[(?:[a-z]+=(?:[a-z0-9]+|{text})(?:, )?)+\]"
    first, *lines, last = drawn.splitlines()
    assert re.fullmatch(rf"digraph {text} {{", first)
    assert last == "}"
    nodes, ends, depth = set[str](), set[str](), 0
    for line in lines:
        if re.fullmatch(rf"  subgraph {text} {{", line):
            depth += 1
        elif line == "  }":
            depth -= 1
        elif found := re.fullmatch(rf'    "([a-z0-9-]+)" {looks};', line):
            assert depth == 1
            nodes.add(found[1])
        elif found := re.fullmatch(rf'  "([a-z0-9-]+)" -> "([a-z0-9-]+)" {looks};', line):
            ends |= {found[1], found[2]}
        else:
            assert re.fullmatch(rf"    label={text};|  rankdir=BT;|  node \[shape=box\];", line), line
    assert depth == 0
    assert ends <= nodes
    return nodes


# -- the sites that come with the program


@pytest.mark.parametrize("name", BUNDLED)
def test_pictures_of_every_bundled_site_are_sane(name: str) -> None:
    found = site(name)
    assert_sane_mermaid(to_mermaid(found))
    assert read_dot(to_dot(found)) == {one.id for one in found.nodes}
    graph = nx.parse_graphml(to_graphml(found), force_multigraph=True)
    assert set(graph.nodes) == {one.id for one in found.nodes}
    assert graph.number_of_edges() == len(found.ties)


@pytest.mark.parametrize("name", BUNDLED)
def test_every_step_of_every_way_stands_on_what_is_in_place(name: str) -> None:
    found = site(name)
    placed = {tie.line for tie in found.ties if tie.in_place}
    for one in found.ways:
        assert (one.verdict == "in place") == bool(one.steps)
        assert not (one.steps and one.missing)
        assert one.steps[:1] == ((one.tie,) if one.steps else ())
        for step in one.steps:
            assert step.lines
            assert set(step.lines) <= placed


@pytest.mark.parametrize("name", BUNDLED)
def test_no_third_sector_agency_has_a_two_way_seat_at_any_tier(name: str) -> None:
    found = site(name)
    third = {one.id for one in found.agencies if one.sector == "third"}
    tiers = {one.id for one in found.groups if one.level == "strategic-oversight"}
    seats = [tie for tie in found.ties if tie.source in third and tie.target in tiers]
    assert not any(tie.hears_from_project and tie.reports_back for tie in seats)
    assert not any(step.kind == "heard" for one in found.ways for step in one.steps)


def test_londons_referral_agencies_have_no_seat_of_their_own_on_the_steering_group() -> None:
    ways = [one for one in site("london").ways if one.to == "operational-management"]
    assert {"deptford-churches-centre", "lewisham-reach", "st-giles-trust"} <= {one.agency for one in ways}
    for one in ways:
        assert one.own.state == "ruled out"
        assert one.own.lines
        assert all(step.kind != "own seat" for step in one.steps)
        assert [step.kind for step in one.steps] == ["referral", "reports"]


def test_lancashires_delivery_partners_reach_the_operational_group_through_one_of_them() -> None:
    for agency in ("inward-house", "addaction", "addiction-dependency-solutions"):
        one = way(site("lancashire"), "operational-management", agency)
        assert one.verdict == "in place"
        assert [(step.kind, step.by) for step in one.steps] == [
            ("seat in the team", None),
            ("carried", "agencies-of-the-unit"),
        ]
        assert one.own.state == "may be its own"


def test_no_agency_in_the_work_sits_on_any_tier_in_any_bundled_site() -> None:
    for name in BUNDLED:
        for one in site(name).ways:
            if one.to != "operational-management":
                assert one.own.state in ("not known", "ruled out"), (name, one.agency, one.to)


def test_west_yorkshires_hub_is_joined_to_operations_by_its_own_agencies_alone() -> None:
    assert [(one.agency, one.between) for one in site("west-yorkshire").bridges] == [
        ("agencies-of-the-hub", (("service-delivery", "operational-management"),))
    ]


# -- the command

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `iomassess network` in this process."""

    def running(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["iomassess", "network", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return running


def test_the_help_has_an_example(run: Run) -> None:
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert "Example: iomassess network " in out


def test_the_command_prints_ways_first_and_then_bridges(run: Run) -> None:
    code, out, err = run("lancashire")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("Lancashire, baseline")
    assert 0 < out.index("Shortest ways") < out.index("Inward House") < out.index("Bridges")


def printed(found: Network) -> list[str]:
    text = io.StringIO()
    print_network(Console(file=text, width=160, highlight=False, markup=False), found)
    return [" ".join(line.split()) for line in text.getvalue().splitlines()]


def test_agencies_whose_ways_are_alike_are_told_together() -> None:
    lines = printed(
        networked("""
        groups:
          team: {name: Team, level: service-delivery, scope: iom, members: [{agency: police}]}
          cdrp: {name: CDRP, level: strategic-oversight, tier: local, members: [{agency: police}]}
        links:
          - {kind: refers-to, from: team, to: shelter, scope: iom}
          - {kind: refers-to, from: team, to: cvs, scope: iom}
        absent: [{members: {group.level: strategic-oversight, agency.sector: third}}]
        """)
    )
    assert "Shelter [19]; CVS [20]: referrals from Team*" in lines
    assert "local oversight ruled out [21] Police is on Team and on CDRP* [16, 17]" in lines
    assert "nothing rules out a seat of Police on a pioneer-site group that is not recorded" in lines
    assert "Police [16, 17] is the only bridge recorded from service delivery to local oversight" in lines


def test_a_step_that_is_recorded_and_not_there_is_told_with_its_state_or_what_it_denies() -> None:
    seat = "{agency: cvs, hears_from_project: false}"
    lines = printed(
        networked(f"""
        groups:
          team: {{name: Team, level: service-delivery, scope: iom, members: [{TEAM}, {{agency: police}}]}}
          cdrp: {{name: CDRP, level: strategic-oversight, tier: local, members: [{seat}]}}
          cjb:
            name: CJB
            level: strategic-oversight
            tier: countywide
            members: [{{agency: police, status: invited}}]
        """)
    )
    denied = "CVS, on CDRP, does not hear from the project's Third Sector agencies"
    assert f"recorded: {denied} [17]" in lines
    assert "invited: Police is on Team and on CJB [16, 22]" in lines


def test_a_site_without_third_sector_agencies_in_the_work_says_so() -> None:
    lines = printed(networked(""))
    assert "No Third Sector agency is known to deliver or to take referrals." in lines
    assert "No agency is the only one that joins two levels or tiers." in lines


@pytest.mark.parametrize(
    ("form", "begins"),
    [("mermaid", "flowchart"), ("dot", "digraph"), ("csv", "site,"), ("graphml", "<graphml")],
)
def test_each_format_goes_to_a_file(run: Run, tmp_path: Path, form: str, begins: str) -> None:
    target = tmp_path / "network"
    assert run("london", "--format", form, "-o", str(target)) == (0, "", "")
    assert target.read_text(encoding="utf-8").startswith(begins)


def test_graphml_without_networkx_is_one_line_that_names_the_extra(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    assert run("london", "--format", "graphml") == (
        2,
        "",
        "GraphML needs networkx: pip install 'iomassess[network]'\n",
    )


@pytest.mark.parametrize("form", ["table", "mermaid", "dot", "csv"])
def test_no_other_format_needs_networkx(run: Run, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    code, out, err = run("london", "--format", form)
    assert (code, err) == (0, "")
    assert out
