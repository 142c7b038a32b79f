"""Scenario files as the check sees them: alone, beside their site, and by their schema."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings

from iomassess.cli import main
from iomassess.engine.facts import Facts
from iomassess.loading import load_facts
from iomassess.problems import InvalidSource, Problem
from iomassess.scenario.file import read_scenario
from iomassess.scenario.fitting import fitted
from iomassess.scenario.supposing import suppose
from iomassess.source import Source, parse
from mutations import mutated
from test_scenarios import JOINS, SCENARIO, SITE
from test_schemas import BEYOND_A_SCHEMA, millbrook, refusals

FULL = parse(
    """\
format: iomassess/scenario/1
id: wider
name: A wider team
about: To see.
implements: [plan p. 6]
add:
  agencies:
    bridge: {name: Bridge, sector: third, size: small, pathways: [health]}
    mentors: {unnamed: true, number: {from: 2}, sector: third, may_be: [harbour]}
  groups:
    forum:
      name: Forum
      level: strategic-oversight
      tier: local
      reports_to: [steering]
      members:
        - {agency: bridge, attends: true}
        - {agency: harbour, status: {one_of: [invited, in-place]}}
  members:
    team: [{agency: bridge, co_located: true, staff: 2}]
  links:
    - {kind: refers-to, from: team, to: bridge, scope: iom}
    - {kind: joint-working, between: [bridge, cvs]}
  practices:
    - {kind: briefing, by: [cvs], with: [bridge], form: event}
  barriers:
    - {kind: vetting, status: easing, strategy: Vetting begins before the post does.}
change:
  agencies:
    cvs: {size: medium, rooted_in: [community]}
  groups:
    steering: {commissions: true, scope: iom}
  members:
    team:
      harbour: {shares_information: true, extent: whole}
  links:
    - {which: {kind: service-level-agreement, to: harbour}, set: {status: in-place, formal: true}}
  practices:
    - {which: {of: offender-services}, set: {extent: most}}
  barriers:
    - {which: {kind: funding}, set: {status: resolved, note: By the council.}}
complete:
  - {members: {group: forum}, because: It is assumed.}
absent:
  - {links: {kind: grant, scope: iom}}
""",
    "wider.yaml",
).values


@cache
def millbrook_facts() -> Facts:
    return load_facts(parse(json.dumps(millbrook()), "millbrook.yaml"))


def at_millbrook(source: Source) -> tuple[Problem, ...]:
    """What is wrong with a scenario at a site that it goes with."""
    try:
        suppose(millbrook_facts(), read_scenario(source))
    except InvalidSource as error:
        return error.problems
    return ()


OF_THE_SITE = re.compile("(reference|contradiction)/.*|scenario/which")
"""The rules that tell of what a schema cannot see, as it would have to compare parts of files."""

OF_WHAT_COMES_OF_IT = re.compile("|".join((*BEYOND_A_SCHEMA, "`(name|from|to)` is missing")))
"""What cannot be seen without the record that a change is made to."""

MANY = settings(max_examples=300, suppress_health_check=list(HealthCheck))


@given(mutated(FULL))
@MANY
def test_on_scenarios_with_mistakes_the_schema_and_iomassess_agree(values: Any) -> None:
    source = parse(json.dumps(values), "wider.yaml")
    refused, said = refusals("scenario", source.values), at_millbrook(source)
    event(f"sound: {not said}, valid: {not refused}")
    if not said:
        assert refused == []
    elif not refused:
        seen = [one for one in said if not OF_THE_SITE.fullmatch(one.rule)]
        assert [one for one in seen if not OF_WHAT_COMES_OF_IT.search(one.what)] == []


@given(mutated(FULL))
@MANY
def test_what_is_told_of_a_scenario_alone_is_told_at_its_site_too(values: Any) -> None:
    source = parse(json.dumps({**values, "for": "nowhere-at-all"}), "wider.yaml")
    alone = fitted(source, Path("wider.yaml")).problems
    said = at_millbrook(parse(json.dumps({name: one for name, one in values.items() if name != "for"}), "w"))
    event(f"told alone: {bool(alone)}, at the site: {bool(said)}")
    assert bool(alone) <= bool(said)


# -- the check


def check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, list[str], str]:
    """The exit code, what is told without the lines quoted, and the count at the end."""
    monkeypatch.setattr("sys.argv", ["iomassess", "check", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), [one for one in out.splitlines() if not one.startswith(" ")], err


FOR_HERE = JOINS.replace("about: To see.\n", "about: To see.\nfor: here\n")
HARBOR = FOR_HERE.replace("agency: harbour", "agency: harbor")
NO_HARBOR = (
    "scenarios/joined.yaml:6:33: add.members.team.0.agency: there is no agency `harbor`; "
    "did you mean `harbour`? [reference/unknown-agency]"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("scenarios", "sites"):
        (tmp_path / name).mkdir()
    return tmp_path


def test_the_bundled_scenarios_are_sound_at_their_sites(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for asked in (["scenarios"], ["lancashire-board", "west-midlands-seats", "west-midlands-one-office"]):
        monkeypatch.chdir(Path(__file__).parents[1])
        assert check(monkeypatch, capsys, *asked, "--fail-on", "note") == (0, [], "3 sound\n")


@pytest.mark.parametrize("place", ["sites", "scenarios"])
def test_a_scenario_is_tried_at_its_site_beside_it_or_in_the_folder_of_sites(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    (folder / place / "here.yaml").write_text(SITE)
    path = folder / "scenarios" / "joined.yaml"
    path.write_text(FOR_HERE)
    assert check(monkeypatch, capsys, "scenarios/joined.yaml") == (0, [], "1 sound\n")
    path.write_text(HARBOR)
    assert check(monkeypatch, capsys, "scenarios/joined.yaml") == (1, [NO_HARBOR], "0 sound, 1 error\n")
    monkeypatch.chdir(folder / "scenarios")  # where it is looked for depends on the file and not on that
    assert check(monkeypatch, capsys, "joined.yaml")[1] == [NO_HARBOR.removeprefix("scenarios/")]


def test_a_scenario_whose_site_is_not_found_is_checked_alone_and_this_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "scenarios" / "joined.yaml"
    (folder / "sites" / "here.yaml").write_text(SITE.replace("id: here", "id: there"))  # another site's file
    path.write_text(HARBOR)
    note = (
        "note: scenarios/joined.yaml:5:6: for: there is no site file of `here` beside this, in a folder "
        "`sites` or bundled, so this was checked without it [scenario/site]"
    )
    assert check(monkeypatch, capsys, "scenarios") == (0, [note], "1 sound, 1 note\n")
    assert check(monkeypatch, capsys, "scenarios", "--fail-on", "note")[0] == 1
    path.write_text(HARBOR.replace("co_located: true", "co_located: 1"))
    code, told, _ = check(monkeypatch, capsys, "scenarios")
    assert (code, [one.rpartition("[")[2] for one in told]) == (1, ["scenario/site]", "schema/wrong-type]"])


def test_at_a_site_that_is_not_sound_a_scenario_is_not_tried_and_this_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "sites" / "here.yaml").write_text(SITE.replace("sector: third", "sector: thrd"))
    (folder / "scenarios" / "joined.yaml").write_text(HARBOR)
    (told,) = check(monkeypatch, capsys, "scenarios")[1]
    assert told == (
        "note: scenarios/joined.yaml:5:6: for: `here` (sites/here.yaml) is not sound, so this was checked "
        "without it [scenario/site]"
    )


def test_what_is_wrong_at_any_site_is_told_of_a_scenario_that_is_for_any(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "any.yaml").write_text(
        f"""{SCENARIO}add:
  agencies:
    newcomer: {{sector: third, evidence: [plan 1]}}
  groups:
    forum: {{name: Forum, level: service-delivery, tier: local, reports_to: [nobody-knows]}}
  members:
    team: [{{agency: police}}, {{agency: police}}]
  links:
    - {{kind: refers-to, from: newcomer, to: nobody-knows}}
    - {{kind: contract, from: team, to: newcomer}}
change:
  agencies: {{clinic: {{size: tall, reach: {{one_of: [local]}}}}, other: {{}}}}
  groups: {{board: {{members: []}}}}
  links:
    - {{which: {{kynd: grant}}, set: {{active: 1}}}}
    - {{which: {{}}, set: {{active: true}}}}
absent:
  - {{members: {{group: nobody-knows}}}}
  - {{practices: {{}}}}
"""
    )
    code, told, _ = check(monkeypatch, capsys, "any.yaml")
    found = [re.sub(r"^any.yaml:(\d+):\d+: ([^ ]+): .* \[(.*)\]$", r"\1 \2 \3", one) for one in told]
    assert code == 1
    assert found == [
        "7 add.agencies.newcomer schema/missing-field",
        "7 add.agencies.newcomer.evidence scenario/evidence",
        "9 add.groups.forum.tier contradiction/tier",
        "11 add.members.team.1 contradiction/repeated",
        "13 add.links.0.from reference/wrong-kind",
        "14 add.links.1.from reference/wrong-kind",
        "16 change.agencies.clinic.size schema/unknown-value",
        "16 change.agencies.clinic.reach.one_of schema/too-few",
        "16 change.agencies.other schema/missing-field",
        "17 change.groups.board.members scenario/seats",
        "19 change.links.0.which.kynd schema/unknown-field",
        "19 change.links.0.set.active schema/wrong-type",
        "20 change.links.1.which schema/missing-field",
        "23 absent.1.practices statement/too-wide",
    ]


def test_each_notice_of_a_scenario_has_a_rule_and_a_name_that_stays_when_lines_move(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "here.yaml").write_text(SITE)
    listed = "    - {which: {kind: grant}, set: {active: true}}\n"
    path = folder / "moved.yaml"
    prints = []
    for before in ("", "    - {which: {kind: contract}, set: {active: true}}\n"):
        path.write_text(f"{SCENARIO}for: here\nchange:\n  links:\n{before}{listed}")
        monkeypatch.setattr("sys.argv", ["iomassess", "check", "moved.yaml", "--format", "json"])
        with pytest.raises(SystemExit):
            main()
        prints.append({one["fingerprint"]: one for one in json.loads(capsys.readouterr().out)["notices"]})
    (same,) = prints[0].keys() & prints[1].keys()
    assert prints[0][same]["rule"] == "scenario/which"
    assert prints[0][same]["line"] + 1 == prints[1][same]["line"]


def test_a_second_document_and_a_format_that_is_not_known_are_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "two.yaml").write_text(f"{JOINS}---\nid: more\n")
    (folder / "later.yaml").write_text(JOINS.replace("scenario/1", "scenario/2"))
    _, (two, later), _ = check(monkeypatch, capsys, "two.yaml", "later.yaml")
    assert later.startswith("later.yaml:1:9: format: `iomassess/scenario/2` is newer than this program")
    assert two == (
        "two.yaml:7:1: a scenario file holds one document: remove the `---` before it [yaml/documents]"
    )
