"""What `whatif` tells of a scenario under a small framework: what moves levels, what does not, and why."""

from collections.abc import Callable
from pathlib import Path

import pytest

from iomassess.scenario import shifts
from running import in_process

Tell = Callable[..., str]

SITE = """\
format: iomassess/site/1
id: here
name: Here
wave: baseline
as_of: 2009-02
sources: {study: {title: A study, kind: report}}
groups: {one: {name: One, level: service-delivery}}
"""
EXCUSED = """\
not_applicable:
  - {criterion: tiny/forums, reason: There are no forums here., decided_by: the authors}
"""
TEAM = "level: service-delivery"
LADDERS = {
    "teams": [f"{{some: groups, where: {{{TEAM}}}, at_least: {number}}}" for number in (1, 2, 3, 4)],
    "boards": [
        f"{{some: groups, where: {{level: strategic-oversight}}, at_least: {number}}}"
        for number in (2, 3, 4, 5)
    ],
    "barriers": [
        "{some: barriers}",
        "{some: groups, where: {tier: local}}",
        "{some: groups, at_least: 8}",
        "{some: groups, at_least: 9}",
    ],
    "forums": [
        f"{{some: groups, where: {{standing: peripheral}}, at_least: {number}}}" for number in (1, 2, 3, 4)
    ],
}


@pytest.fixture
def tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tell:
    """Tell of one scenario, under as many of the ladders as are named, as words with one space between."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "tiny").mkdir()
    run = in_process(monkeypatch, capsys)

    def telling(scenario: str, *ladders: str) -> str:
        head = "format: iomassess/framework/1\nid: tiny\ntitle: Tiny\nversion: 1.0.0\nsource: [study 1]\n"
        scale = "about: For tests.\nscale: {0: none, 1: minimal, 2: partial, 3: substantial, 4: full}\n"
        order = f"summary: minimum\norder: [{', '.join(ladders)}]\n"
        (tmp_path / "tiny" / "framework.yaml").write_text(head + scale + order)
        for name in ladders:
            (tmp_path / "tiny" / f"{name}.yaml").write_text(ladder(name))
        about = (
            "format: iomassess/scenario/1\nid: more\nname: More\nabout: To see.\nimplements: [study 6.0]\n"
        )
        (tmp_path / "here.yaml").write_text(SITE + EXCUSED * ("forums" in ladders))
        (tmp_path / "more.yaml").write_text(about + scenario)
        found = run("whatif", "here.yaml", "more.yaml", "-f", "tiny")
        assert (found.err, found.code) == ("", 0)
        return " ".join(found.out.split())

    return telling


def ladder(name: str) -> str:
    rungs = "".join(
        f"  {level}: {{label: {name} {level}, means: M., when: {when}, because: B., source: [study 1], "
        "remedy: R., ask: [{of: [operational], question: Which?, source: [study 2]}]}\n"
        for level, when in enumerate(LADDERS[name], start=1)
    )
    head = f"title: {name.capitalize()}\nquestion: Q?\nwhy: W.\nsource: [study 1]\nladder: L.\n"
    return f"{head}levels:\n{rungs}"


def groups(number: int, level: str) -> str:
    some = ", ".join(f"g{one}: {{name: G{one}, {level}}}" for one in range(number))
    return f"add: {{groups: {{{some}}}}}\n"


def test_a_scenario_that_bears_on_no_level_says_that_nothing_moves(tell: Tell) -> None:
    said = tell("add: {agencies: {harbour: {name: Harbour}}}\n", "teams", "forums")
    assert "What moves, and why Nothing. What does not move" in said
    assert "Teams, 1-4: None of what it asks for is changed. Level 2 is not established: teams 2." in said
    assert "Forums, -: It does not apply: There are no forums here." in said
    assert "Carries out study 6.0" in said


def test_where_every_level_moves_nothing_is_left_to_tell(tell: Tell) -> None:
    said = tell(groups(7, TEAM), "teams")
    assert "Teams: 1-4 → 4, minimal → full" in said
    assert "What does not move, and why Nothing: every level moves." in said
    assert "Level 4, teams 4: not established → met" in said
    assert f"and {8 - shifts._MANY} more" in said  # noqa: SLF001


def test_what_is_ruled_out_is_told_with_the_statement_that_does_it(tell: Tell) -> None:
    said = tell("absent: [{groups: {level: strategic-oversight}}]\n", "boards")
    assert "Boards: 0-4 → 0, not established → none" in said
    assert "Level 1, boards 1: not established → ruled out" in said
    assert "There is no strategic group. Level 2" in said


def test_more_of_what_is_counted_brings_nearer_what_it_does_not_reach(tell: Tell) -> None:
    said = tell(groups(1, "level: strategic-oversight"), "boards")
    assert "Boards, 0-4: Something comes nearer, and no level is reached by it." in said
    assert ": found 1, before 0" in said


def test_a_rung_that_is_met_above_one_that_is_not_waits_for_that(tell: Tell) -> None:
    said = tell(groups(1, "level: strategic-oversight, tier: local"), "barriers")
    assert "Level 2, barriers 2, is now met. It counts once the levels below are met." in said
