"""What `explain` prints of a rung: the facts behind it, what closes it, and how much there is of it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from iomassess.assess import assess
from iomassess.explaining import print_ladder
from iomassess.framework.reading import load_framework
from iomassess.loading import load_facts
from iomassess.source import parse
from test_cli import FRAMEWORK, criterion

SITE = """\
format: iomassess/site/1
id: here
name: Here
wave: baseline
as_of: 2009-02
sources: {plan: {title: Plan, kind: document}}
agencies:
  harbour: {name: Harbour, sector: third, evidence: [plan 1], inferred: By elimination.}
  trio: {unnamed: true, number: 3, sector: third, may_be: [], evidence: [plan 2]}
groups:
  one: {name: One, level: service-delivery, evidence: [plan 3], members: [{agency: harbour}]}
  two: {name: Two, level: service-delivery, status: {one_of: [in-place, planned]}}
complete:
  - {groups: {level: service-delivery}, evidence: [plan 4], because: The plan lists the teams.}
conflicts:
  - about: whether the team is there
    records: [groups.one]
    claims: [{value: in-place, evidence: [plan 3]}, {value: planned, evidence: [plan 5]}]
    used: in-place
    because: The first is later.
"""


Explain = Callable[..., list[str]]


@pytest.fixture
def explained(tmp_path: Path) -> Explain:
    """Explain one criterion whose rungs ask for more and more of something."""
    tiny = tmp_path / "tiny"
    tiny.mkdir()
    (tiny / "framework.yaml").write_text(FRAMEWORK.replace("[teams, groups, forums]", "[teams]"))

    def explaining(when: str, site: str = SITE) -> list[str]:
        ladder = criterion("teams", "{}")
        for level in (1, 2, 3, 4):
            asked = f"{{some: groups, where: {{}}, at_least: {level}}}"
            ladder = ladder.replace(asked, when.replace("LEVEL", str(level)))
        (tiny / "teams.yaml").write_text(ladder)
        found = assess(load_facts(parse(site, "here.yaml")), [load_framework(tiny)])
        text = io.StringIO()
        console = Console(file=text, width=300, highlight=False, markup=False)
        print_ladder(console, found, found.frameworks[0].domains[0].criteria[0])
        return [" ".join(line.split()) for line in text.getvalue().splitlines()]

    return explaining


TEAMS = "{some: groups, where: {level: service-delivery}, at_least: LEVEL}"


def test_a_fact_is_told_with_its_line_its_sources_and_what_they_disagree_on(explained: Explain) -> None:
    lines = explained(TEAMS)
    shown = next(line for line in lines if line.startswith("Shown by: One"))
    assert shown.startswith("Shown by: One here.yaml:11 [plan 3]")
    assert shown.endswith("Sources disagree on: whether the team is there.")
    assert "Sources disagree on: whether the team is there." in lines
    again = [line for line in lines if line.startswith("Shown by: One")][1:]
    assert set(again) == {"Shown by: One here.yaml:11"}


def test_a_count_within_bounds_is_told_with_both(explained: Explain) -> None:
    lines = explained(TEAMS)
    assert [line for line in lines if line.startswith("Asked for: ")][1].endswith("; found 1 to 2")
    assert any(line.startswith("It may be: Two") for line in lines)


def test_what_closes_a_question_is_told_in_full_once(explained: Explain) -> None:
    closed = [line for line in explained(TEAMS) if line.startswith("Closed by: ")]
    assert closed[0].endswith(" The plan lists the teams. here.yaml:14 [plan 4]")
    assert closed[1:]
    assert all(line.endswith(" here.yaml:14") and "The plan lists" not in line for line in closed[1:])
    certain = explained(TEAMS, SITE.replace("status: {one_of: [in-place, planned]}", "status: in-place"))
    assert [line for line in certain if line.startswith("Asked for: ")][2].endswith("; found 2")


def test_a_fact_that_was_inferred_says_how(explained: Explain) -> None:
    lines = explained("{some: agencies, where: {sector: third}, at_least: LEVEL}")
    assert "Shown by: Harbour here.yaml:8 [plan 1] Inferred: By elimination." in lines


def test_of_many_facts_the_first_are_told_and_the_rest_are_named(explained: Explain) -> None:
    more = "".join(f"  g{nth}: {{name: G{nth}, level: service-delivery}}\n" for nth in range(7))
    lines = explained(TEAMS, SITE.replace("complete:\n", f"{more}complete:\n"))
    assert "and 3 more: G4, G5, G6" in lines


def test_of_several_ways_to_meet_a_rung_those_that_are_met_are_told(explained: Explain) -> None:
    either = f"{{any: [{TEAMS}, {{some: barriers, at_least: LEVEL}}]}}"
    lines = explained(either)
    met = lines[lines.index("Any of these: met") :][:3]
    assert any("delivery team" in line for line in met)
    assert not any("barrier" in line for line in met)
    assert any("barrier" in line for line in lines)
