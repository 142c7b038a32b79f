"""Scenarios: what is assumed is told apart from what is found, and only what contradicts it gives way."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings

from iomassess.assess import assess
from iomassess.checks import contradictions
from iomassess.engine.conditions import judge, read_condition
from iomassess.engine.facts import Facts
from iomassess.framework.reading import Framework, load_framework
from iomassess.loading import load_facts
from iomassess.places import bundled, find_scenario, frameworks
from iomassess.problems import InvalidSource
from iomassess.scenario.file import Scenario, read_scenario
from iomassess.scenario.merging import merge
from iomassess.scenario.supposing import Supposition, suppose, titles
from iomassess.source import parse, read
from random_scenarios import Supposed, additions

HEAD = "format: iomassess/site/1\nid: here\nname: Here\nwave: baseline\nas_of: 2009-02\n"
SITE = f"""\
{HEAD}sources: {{plan: {{title: Plan, kind: document}}}}
agencies:
  police: {{name: Police, sector: statutory, kind: police}}
  harbour: {{name: Harbour, sector: third}}
  clinic: {{name: Clinic}}
groups:
  team:
    name: Team
    level: service-delivery
    scope: iom
    members:
      - {{agency: police, evidence: [plan 1]}}
      - {{agency: clinic, evidence: [plan 1]}}
  board: {{name: Board, level: strategic-oversight, tier: local}}
links:
  - {{kind: refers-to, from: team, to: harbour, scope: iom, status: planned, evidence: [plan 2]}}
  - {{kind: refers-to, from: team, to: clinic, scope: iom}}
absent:
  - members: {{group.level: service-delivery, agency.sector: third}}
"""
SCENARIO = "format: iomassess/scenario/1\nid: joined\nname: Harbour joins\nabout: To see.\n"
JOINS = f"{SCENARIO}add: {{members: {{team: [{{agency: harbour, co_located: true}}]}}}}\n"

IN_THE_TEAM = {"some": "members", "where": {"group.level": "service-delivery", "agency.sector": "third"}}
BUNDLED = sorted(bundled("scenarios").glob("*.yaml"))


def site(text: str = SITE) -> Facts:
    return load_facts(parse(text, "here.yaml"))


def scenario(text: str) -> Scenario:
    return read_scenario(parse(text, "joined.yaml"))


def supposed(text: str, of: str = SITE) -> Supposition:
    return suppose(site(of), scenario(text))


def problems(text: str, of: str = SITE) -> list[str]:
    with pytest.raises(InvalidSource) as caught:
        supposed(text, of)
    return [str(one) for one in caught.value.problems]


def truth(condition: Mapping[str, Any], facts: Facts) -> bool | None:
    return judge(read_condition(condition), facts).truth


# -- what a scenario does to a site


def test_an_added_seat_is_there_and_cites_the_scenario() -> None:
    found = supposed(JOINS)
    assert truth(IN_THE_TEAM, found.facts) is True
    assert found.facts.site.groups["team"].members[-1].evidence == ("scenario joined",)
    assert list(titles(found)) == [("Harbour on Team", ("co_located: true",), "joined.yaml", 5)]


def test_what_is_assumed_within_bounds_is_told_as_it_is_given() -> None:
    found = supposed(f"{SCENARIO}change: {{agencies: {{harbour: {{size: {{one_of: [small, micro]}}}}}}}}\n")
    assert list(titles(found)) == [("Harbour", ("size: one of small, micro",), "joined.yaml", 5)]


def test_the_site_stays_as_it_was() -> None:
    before = site()
    assert before.source is not None
    values, model = json.dumps(before.source.values), before.site.model_copy(deep=True)
    suppose(before, scenario(JOINS))
    assert json.dumps(before.source.values) == values
    assert before.site == model
    assert truth(IN_THE_TEAM, before) is False


def test_a_changed_field_cites_the_scenario_and_the_others_what_they_cited() -> None:
    text = f"{SCENARIO}change: {{members: {{team: {{police: {{co_located: true}}}}}}}}\n"
    seat = supposed(text).facts.site.groups["team"].members[0]
    assert seat.co_located is True
    assert isinstance(seat.evidence, dict)
    assert seat.evidence["agency"] == seat.evidence["status"] == ("plan 1",)
    assert seat.evidence["co_located"] == ("scenario joined",)


def test_a_record_of_a_list_is_found_by_what_it_says() -> None:
    text = f"{SCENARIO}change: {{links: [{{which: {{to: harbour}}, set: {{status: in-place}}}}]}}\n"
    assert [one.status for one in supposed(text).facts.site.links] == ["in-place", None]


def test_scenarios_are_carried_out_on_top_of_each_other() -> None:
    second = SCENARIO.replace("joined", "office")
    later = f"{second}change: {{members: {{team: {{harbour: {{co_works: true}}}}}}}}\n"
    found = suppose(supposed(JOINS), read_scenario(parse(later, "office.yaml")))
    seat = found.facts.site.groups["team"].members[-1]
    assert isinstance(seat.evidence, dict)
    assert seat.evidence["co_located"] == ("scenario joined",)
    assert seat.evidence["co_works"] == ("scenario office",)
    assert truth(IN_THE_TEAM, found.facts) is True
    assert not found.given_way


def test_what_sources_disagreed_on_is_settled_where_the_scenario_says_what_is_so() -> None:
    of = f"""{SITE}conflicts:
  - about: whether the police share the office
    records: [groups.team.members.police.co_located]
    claims: [{{value: true, evidence: [plan 1]}}, {{value: false, evidence: [plan 2]}}]
    because: Nothing decides it.
""".replace("agency: police,", "agency: police, co_located: {one_of: [true, false]},")
    text = f"{SCENARIO}change: {{members: {{team: {{police: {{co_located: true}}}}}}}}\n"
    given_way = supposed(text, of).given_way
    assert [(one.says, one.of) for one in given_way] == [
        ("The sources disagree on whether the police share the office.", ())
    ]


# -- what gives way


def test_a_statement_gives_way_for_what_contradicts_it_alone_and_this_is_said() -> None:
    found = supposed(JOINS)
    assert [(one.says, one.of, one.file, one.line) for one in found.given_way] == [
        ("There is no Third Sector agency on a delivery team.", ("Harbour on Team",), "here.yaml", 24)
    ]
    only_one = {**IN_THE_TEAM, "at_most": 1}
    assert truth(only_one, found.facts) is True, "the clinic is still none, and there is no other"


def test_a_statement_that_nothing_contradicts_stands() -> None:
    found = supposed(f"{SCENARIO}add: {{members: {{board: [{{agency: harbour}}]}}}}\n")
    assert not found.given_way
    assert truth(IN_THE_TEAM, found.facts) is False


def test_a_change_to_an_agency_makes_statements_on_its_seats_give_way() -> None:
    found = supposed(f"{SCENARIO}change: {{agencies: {{clinic: {{sector: third}}}}}}\n")
    assert [one.of for one in found.given_way] == [("Clinic on Team",)]
    assert truth({**IN_THE_TEAM, "at_most": 1}, found.facts) is True


def test_a_statement_on_agencies_gives_way_for_a_new_agency_and_its_seats() -> None:
    of = SITE.replace(
        "- members: {group.level: service-delivery, agency.sector: third}",
        "- agencies: {sector: third, size: micro}",
    )
    text = f"""{SCENARIO}add:
  agencies: {{tiny: {{name: Tiny, sector: third, size: micro}}}}
  members: {{team: [{{agency: tiny}}]}}
"""
    found = supposed(text, of)
    assert [one.of for one in found.given_way] == [("Tiny",)]
    seated = {"some": "members", "where": {"agency.size": "micro", "agency.sector": "third"}}
    assert truth(seated, found.facts) is True
    assert truth(
        {"some": "agencies", "where": {"size": "micro", "sector": "third"}, "at_most": 1}, found.facts
    )
    elsewhere = {
        "some": "members",
        "where": {"agency.size": "micro", "agency.sector": "third", "group.tier": "local"},
    }
    assert truth(elsewhere, found.facts) is None, "it may have a seat there too: nobody says"


def test_a_complete_list_stays_complete_with_what_is_added_to_it() -> None:
    of = SITE.replace("absent:\n  - members: {", "complete:\n  - members: {")
    found = supposed(JOINS, of)
    assert not found.given_way
    assert truth({**IN_THE_TEAM, "at_most": 0}, found.facts) is False
    assert truth({**IN_THE_TEAM, "at_most": 2}, found.facts) is True


def test_a_practice_that_is_done_by_a_sort_of_agency_gives_way_too() -> None:
    of = f"{SITE}  - practices: {{kind: mapping, by.sector: third}}\n"
    text = f"{SCENARIO}add: {{practices: [{{kind: mapping, by: [harbour]}}]}}\n"
    assert [one.of for one in supposed(text, of).given_way] == [("mapping",)]


@pytest.mark.parametrize("names", [("harbour", "shelter"), ("shelter", "harbour")])
def test_what_gives_way_for_one_agency_does_so_wherever_the_file_has_it(names: tuple[str, str]) -> None:
    recorded = "".join(f"  {one}: {{name: {one.title()}, sector: third}}\n" for one in names)
    found = supposed(
        f"""{SCENARIO}change: {{agencies: {{shelter: {{reach: local}}}}}}
add: {{members: {{board: [{{agency: shelter}}]}}}}
""",
        f"""{HEAD}agencies:
{recorded}groups:
  board: {{name: Board, level: operational-management}}
practices: [{{kind: mapping}}]
complete:
  - agencies: {{sector: [third, statutory, private]}}
  - practices: {{kind: mapping}}
absent:
  - agencies: {{sector: third, size: [medium, large]}}
  - members: {{group.level: operational-management, agency.size: [micro, small]}}
  - members: {{group.level: service-delivery}}
  - links: {{kind: refers-to, to.size: [micro, small]}}
""",
    )
    assert [one.of for one in found.given_way] == [("Shelter",), ("Shelter on Board",)]
    by_large_ones = {"kind": "mapping", "by.size": ["medium", "large"]}
    assert truth({"some": "practices", "where": by_large_ones}, found.facts) is None
    referred_to = {"some": "agencies", "where": {"takes_referrals": True}}
    assert truth(referred_to, found.facts) is None, "nothing says any longer that Shelter is not a large one"
    assert truth({**referred_to, "at_most": 1}, found.facts) is True, "of Harbour it is still said"


def test_what_gives_way_for_an_agency_does_so_for_an_unnamed_one_that_may_be_it() -> None:
    of = f"""{HEAD}agencies:
  harbour: {{name: Harbour}}
  shelter: {{name: Shelter}}
  other: {{unnamed: true, OTHER}}
groups: {{team: {{name: Team, members: [{{agency: other}}]}}}}
complete: [{{members: {{agency.sector: third}}}}]
absent: [{{agencies: {{sector: third}}}}]
"""
    text = f"{SCENARIO}change: {{agencies: {{harbour: {{sector: third}}}}}}\n"
    seat = {"some": "members", "where": {"agency.sector": "third"}}
    maybe = supposed(text, of.replace("OTHER", "may_be: [harbour]"))
    assert [one.of for one in maybe.given_way] == [("Harbour",)]
    assert truth(seat, maybe.facts) is None, "the other one may be Harbour"
    apart = supposed(text, of.replace("OTHER", "may_be: [shelter]"))
    assert truth(seat, apart.facts) is False, "it is none of the Third Sector, and Harbour has no seat"


def test_a_statement_gives_way_for_an_unnamed_agency_that_must_be_one_that_is_changed() -> None:
    of = f"""{HEAD}agencies:
  harbour: {{name: Harbour, sector: third}}
  shelter: {{name: Shelter}}
  other: {{unnamed: true, size: small, is_among: [harbour, shelter]}}
groups: {{team: {{name: Team, members: [{{agency: harbour}}, {{agency: shelter}}]}}}}
complete: [{{members: {{agency.sector: third}}}}]
absent: [{{agencies: {{sector: third, size: small}}}}]
"""
    found = supposed(f"{SCENARIO}change: {{agencies: {{shelter: {{sector: third}}}}}}\n", of)
    assert [one.of for one in found.given_way] == [("other (unnamed)",)]
    assert not contradictions(found.facts)
    seat = {"some": "members", "where": {"agency.sector": "third", "agency.size": "small"}}
    assert truth(seat, found.facts) is None, "Harbour or Shelter is the small one"


def test_a_statement_on_agencies_gives_way_for_the_end_of_a_link_that_it_is_about() -> None:
    found = supposed(
        f"""{SCENARIO}change: {{agencies: {{harbour: {{reach: local}}, clinic: {{size: small}}}}}}
add: {{links: [{{kind: contract, from: harbour, to: clinic}}]}}
""",
        f"{SITE}  - agencies: {{size: small}}\n",
    )
    assert [one.of for one in found.given_way] == [("Clinic",)]


def test_what_a_scenario_declares_absent_is_absent() -> None:
    text = f"{SCENARIO}absent: [{{members: {{group.tier: local, agency.sector: third}}}}]\n"
    seat = {"some": "members", "where": {"group.tier": "local", "agency.sector": "third"}}
    assert truth(seat, site()) is None
    assert truth(seat, supposed(text).facts) is False


# -- what is refused


def test_all_mistakes_are_told_at_once_each_at_its_place_in_the_scenario() -> None:
    text = f"""{SCENARIO}for: there
implements: [stdy 6]
add:
  agencies:
    police: {{name: Police}}
    newcomer: {{name: Newcomer, sectr: third}}
  members:
    team:
      - {{agency: police}}
    board: [{{agency: harbor}}]
    bord: [{{agency: harbour}}]
  links:
    - {{kind: refers-to, from: harbour, to: clinic, evidence: [plan 3]}}
change:
  agencies: {{clinic: {{size: tall}}}}
  members: {{team: {{harbour: {{attends: true}}}}}}
  links:
    - {{which: {{kind: refers-to}}, set: {{active: true}}}}
    - {{which: {{kind: refers-to, too: clinic}}, set: {{active: true}}}}
  practices:
    - {{which: {{kind: mapping}}, set: {{formal: true}}}}
absent:
  - {{members: {{group: bord}}}}
"""
    assert problems(text) == [
        "joined.yaml:5:6: for: is written for `there`, and this is `here`",
        "joined.yaml:6:14: implements.0: `stdy` is not one of the site's sources; known: plan",
        (
            "joined.yaml:9:5: add.agencies.police: the site has the agency `police` already (here.yaml:8): "
            "use `change`, or another id"
        ),
        (
            "joined.yaml:10:32: add.agencies.newcomer.sectr: there is no field `sectr` here; "
            "did you mean `sector`?"
        ),
        (
            "joined.yaml:13:9: add.members.team.0: `police` is a member of `team` already (here.yaml:17): "
            "use `change`"
        ),
        "joined.yaml:14:22: add.members.board.0.agency: there is no agency `harbor`; did you mean `harbour`?",
        "joined.yaml:15:5: add.members.bord: there is no group `bord`; did you mean `board`?",
        "joined.yaml:17:31: add.links.0.from: `harbour` is an agency, and refers-to starts from a group",
        (
            "joined.yaml:17:52: add.links.0.evidence: is assumed and not found: leave `evidence` out; "
            "recommendations go into `implements`"
        ),
        (
            "joined.yaml:19:29: change.agencies.clinic.size: `tall` is not a value of this field; "
            "did you mean `small`?"
        ),
        (
            "joined.yaml:20:20: change.members.team.harbour: `harbour` is not a member of `team`: use `add`"
            "; known: police, clinic"
        ),
        (
            "joined.yaml:22:8: change.links.0.which: 2 of the site's links are like this (here.yaml:21, "
            "here.yaml:22): say which"
        ),
        "joined.yaml:23:33: change.links.1.which.too: there is no field `too` here; did you mean `to`?",
        (
            "joined.yaml:25:8: change.practices.0.which: the site has none of its practices like this: "
            "use `add`, or say less"
        ),
        "joined.yaml:27:23: absent.0.members.group: there is no `bord`; did you mean `board`?",
    ]


def test_what_does_not_go_with_the_site_is_told_at_the_scenario_with_the_place_in_the_site() -> None:
    text = f"{SCENARIO}change: {{groups: {{board: {{level: service-delivery}}}}}}\n"
    assert problems(text) == [
        (
            "joined.yaml:5:19: change.groups.board: does not go with the site: groups.board.tier "
            "(here.yaml:19) only a strategic-oversight group has a tier: leave it out"
        ),
    ]


def test_declaring_absent_what_the_site_has_is_refused_at_the_scenarios_line() -> None:
    text = f"{SCENARIO}absent: [{{links: {{kind: refers-to, to: clinic}}}}]\n"
    assert problems(text) == [
        (
            "joined.yaml:5:10: absent.0: says that there is no such thing, and the site has Team refers to "
            "Clinic (here.yaml:22): end it under `change`, or say less"
        ),
    ]
    ended = f"{text}change: {{links: [{{which: {{to: clinic}}, set: {{status: ended}}}}]}}\n"
    assert [one.status for one in supposed(ended).facts.site.links] == ["planned", "ended"]


def test_a_scenario_that_contradicts_itself_is_refused() -> None:
    text = f"{JOINS}absent: [{{members: {{agency: harbour}}}}]\n"
    assert problems(text) == [
        (
            "joined.yaml:6:10: absent.0: says that there is no such thing, and Harbour on Team (line 5) is "
            "otherwise: correct one"
        ),
    ]


def test_what_rules_a_record_out_only_with_the_site_s_words_is_refused_unless_the_record_is_changed() -> None:
    head = "format: iomassess/site/1\nid: here\nname: Here\nwave: baseline\nas_of: 2009-02\n"
    body = "agencies: {a: {name: A}}\ngroups: {g: {name: G, members: [{agency: a}]}}\n"
    site = load_facts(parse(f"{head}{body}absent: [{{members: {{agency.sector: third}}}}]\n", "here.yaml"))
    text = f"{SCENARIO}absent: [{{members: {{agency.sector: [statutory, private]}}}}]\n"
    with pytest.raises(InvalidSource) as caught:
        suppose(site, read_scenario(parse(text, "joined.yaml")))
    assert [one.what.partition(":")[0] for one in caught.value.problems] == [
        "says that there is no such thing, and the site has A on G (here.yaml"
    ]
    changed = parse(f"{text}change: {{agencies: {{a: {{size: small}}}}}}\n", "joined.yaml")
    (given_way,) = suppose(site, read_scenario(changed)).given_way
    assert (given_way.of, given_way.line) == (("A on G",), 8)


def test_a_scenario_without_a_change_is_refused() -> None:
    assert problems(SCENARIO) == [
        "joined.yaml:1:1: changes nothing: give it `add`, `change`, `complete` or `absent`"
    ]


def test_a_site_with_a_source_of_the_name_that_assumptions_cite_is_told() -> None:
    of = SITE.replace("sources: {plan:", "sources: {scenario: {title: S, kind: document}, plan:")
    assert "cites that name: give the source another" in problems(JOINS, of)[0]


# -- the scenarios that come with the program


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_a_bundled_scenario_is_for_a_bundled_site_cites_recommendations_and_moves_a_level(path: Path) -> None:
    found = read_scenario(read(path))
    assert not found.problems
    assert found.id == path.stem
    assert found.site is not None
    assert find_scenario(found.id).resolve() == path.resolve()
    before = load_facts(read(bundled("sites") / f"{found.site}.yaml"))
    loaded = [load_framework(folder) for folder in frameworks()]
    assert found.implements
    assert all(loaded[0].says(one) for one in found.implements)
    after = suppose(before, found).facts
    assert levels(after, loaded) != levels(before, loaded)


def test_seats_in_the_west_midlands_raise_the_tiers_that_get_them_and_no_other() -> None:
    loaded = [one for one in map(load_framework, frameworks()) if one.id == "engagement"]
    before = load_facts(read(bundled("sites") / "west-midlands.yaml"))
    after = suppose(before, read_scenario(read(find_scenario("west-midlands-seats")))).facts
    was, now = levels(before, loaded), levels(after, loaded)
    assert {one: (was[one], now[one]) for one in was if was[one] != now[one]} == {
        "engagement/operational-management": ((0, 4), (2, 4)),
        "engagement/strategic-local": ((0, 0), (3, 4)),
        "engagement/strategic-pioneer-site": ((0, 4), (3, 4)),
        "engagement/connections": ((0, 3), (0, 4)),
    }


def test_the_scenario_of_the_guide_can_be_carried_out() -> None:
    guide = (Path(__file__).parents[1] / "docs" / "scenarios.md").read_text(encoding="utf-8")
    text = guide.partition("```yaml\n")[2].partition("```")[0]
    found = suppose(load_facts(read(bundled("sites") / "lancashire.yaml")), scenario(text))
    assert [one for one, *_ in titles(found)][:2] == [
        "Addaction on IOM strategic management board",
        "Calico Housing Association on Integrated Offender Management Unit",
    ]


def test_every_bundled_scenario_is_in_the_guide() -> None:
    guide = (Path(__file__).parents[1] / "docs" / "scenarios.md").read_text(encoding="utf-8")
    assert BUNDLED
    assert all(f"| `{path.stem}` |" in guide for path in BUNDLED)


def levels(facts: Facts, loaded: list[Framework]) -> dict[str, tuple[int, int]]:
    assessed = assess(facts, loaded, reasons=False)
    return {
        one.id: (one.evidenced, one.possible)
        for framework in assessed.frameworks
        for one in framework.criteria
    }


# -- the command


def whatif(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    program = [sys.executable, "-c", "from iomassess.cli import main; main()", "whatif"]
    return subprocess.run([*program, *arguments], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "here.yaml").write_text(SITE)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "joined.yaml").write_text(JOINS)
    return tmp_path


def test_the_command_tells_what_moves_what_does_not_and_what_is_no_longer_said(folder: Path) -> None:
    done = whatif("here.yaml", "joined", "-f", "engagement", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert "  Service delivery                 ░░·· 0-2   → ███· 3" in lines
    text = " ".join(done.stdout.split())
    assert "No longer said: There is no Third Sector agency on a delivery team." in text
    assert "It still stands for all but Harbour on Team. here.yaml:24" in text
    assert (
        "Level 1, takes referrals or is in the team: not established → met "
        "by Harbour on Team [assumed, joined] scenarios/joined.yaml:5"
    ) in text
    assert "Strategic oversight, countywide, 0-4: None of what it asks for is changed." in text
    assert "Connections between levels, 0-4: Something comes nearer, and no level is reached by it." in text
    assert (folder / "here.yaml").read_text() == SITE


def test_the_json_says_the_same_step_by_step(folder: Path) -> None:
    done = whatif("here.yaml", "joined", "-f", "engagement", "--format", "json", folder=folder)
    found = json.loads(done.stdout)
    assert found["format"] == "iomassess/whatif/1"
    (step,) = found["steps"]
    assert [(one["id"], one["before"]["evidenced"], one["after"]["evidenced"]) for one in step["moved"]] == [
        ("engagement/service-delivery", 0, 3),
        ("engagement/operational-management", 0, 0),
    ]
    grounds = [one for rung in step["moved"][0]["rungs"] for one in rung["grounds"]]
    assert {(one["file"], one["line"], *one["assumed_by"]) for one in grounds if one["assumed_by"]} == {
        ("scenarios/joined.yaml", 5, "joined")
    }
    assert len(step["moved"]) + len(step["unmoved"]) == 6


def test_the_markdown_goes_into_a_file(folder: Path) -> None:
    done = whatif("here.yaml", "joined", "--format", "md", "-o", "out.md", folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = (folder / "out.md").read_text()
    assert "| Service delivery | 0 to 2 | 3 |" in text
    assert "\n\n## Harbour joins\n" in text
    assert "By Harbour on Team, assumed by joined (scenarios/joined.yaml:5)" in text


def test_mistakes_in_scenarios_end_the_command_with_2_and_are_all_told(folder: Path) -> None:
    (folder / "wrong.yaml").write_text(JOINS.replace("agency: harbour", "agency: harbor"))
    (folder / "worse.yaml").write_text("format: iomassess/scenario/2\n")
    done = whatif("here.yaml", "wrong.yaml", "worse.yaml", "nowhere", folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    told = [line for line in done.stderr.splitlines() if not line.startswith(" ")]
    assert any(line.startswith("wrong.yaml:5:33: add.members.team.0.agency") for line in told)
    assert any(line.startswith("worse.yaml:1:9: format: ") for line in told)
    assert "nowhere: there is no such file" in told


def test_a_scenario_is_named_once(folder: Path) -> None:
    done = whatif("here.yaml", "joined", "joined", folder=folder)
    assert done.returncode == 2
    assert "joined: is here twice: name each scenario once" in done.stderr


# -- promises, on random sites

promise = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


LOADED = [load_framework(folder, reasons=False) for folder in frameworks()]


@promise
@given(additions())
def test_adding_never_changes_the_site_and_never_lowers_what_is_evidenced(drawn: Supposed) -> None:
    condition, before, (more,) = drawn.after.condition, drawn.before, drawn.scenarios
    as_it_was, values = before.site.model_copy(deep=True), json.dumps(before.source.values)  # type: ignore[union-attr]
    found = suppose(before, more)
    event(f"statements that give way: {min(len(found.given_way), 2)}")
    assert before.site == as_it_was
    assert json.dumps(before.source.values) == values  # type: ignore[union-attr]
    was, now = levels(before, LOADED), levels(found.facts, LOADED)
    assert all(now[one][0] >= was[one][0] for one in was)
    asked = json.dumps(condition)  # that a role is none, or a derived value false, more facts may undo
    if "role" not in asked and "false" not in asked and truth(condition, before) is True:
        assert truth(condition, found.facts) is True


@promise
@given(additions())
def test_what_gives_way_leaves_no_contradiction_and_no_more_open_than_without_the_statement(
    drawn: Supposed,
) -> None:
    condition, before, (more,) = drawn.after.condition, drawn.before, drawn.scenarios
    found = suppose(before, more)
    assert not contradictions(found.facts)
    assert before.source is not None
    gone = frozenset(statement for statement, _ in found.facts.spared)
    without = Facts(merge(before.source, more).site, found.facts.source, gone)
    loosely, closely = truth(condition, without), truth(condition, found.facts)
    event(f"{loosely} becomes {closely}")
    assert closely in {loosely, *([True, False] if loosely is None else [])}
    if not found.given_way:
        assert closely is loosely
