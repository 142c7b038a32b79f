"""Small inputs at the edge: nothing to tell, no source, no interval, a file that grows; each said plainly."""

import re
from pathlib import Path
from typing import Any

import pytest

from iomassess.agreement.coders import value
from iomassess.agreement.coefficients import alpha, estimate
from iomassess.agreement.comparing import Figure
from iomassess.arithmetic import disagreements
from iomassess.assess import assess
from iomassess.authoring.interviewing import still_open
from iomassess.engine.facts import Facts, facts
from iomassess.framework.reading import load_framework
from iomassess.intake import content
from iomassess.loading import load_facts
from iomassess.places import bundled
from iomassess.plans.actions import load_actions
from iomassess.problems import InvalidSource
from iomassess.progress.changes import Pair, progress
from iomassess.progress.waves import print_progress
from iomassess.reports import report
from iomassess.results import Assessment
from iomassess.robustness.firmness import Statement, Weighing
from iomassess.robustness.perturbing import sited
from iomassess.robustness.rereading import read_otherwise
from iomassess.robustness.steadiness import always, weights
from iomassess.robustness.summing import by_shares
from iomassess.scenario.file import read_scenario
from iomassess.scenario.fitting import fitted
from iomassess.scenario.supposing import suppose
from iomassess.source import parse
from iomassess.verifying import verified
from running import Ran, in_process

HEAD = "format: iomassess/site/1\nid: here\nname: Here\nwave: baseline\nas_of: 2009-02\n"
SCENARIO = """\
format: iomassess/scenario/1
id: more
name: More
about: To see.
add: {agencies: {harbour: {name: Harbour}}}
"""


def loaded(body: str = "") -> Facts:
    return load_facts(parse(HEAD + body, "here.yaml"))


def engagement() -> Any:
    return load_framework(bundled("frameworks") / "engagement")


# -- facts that stand on no file


def test_without_a_file_no_sum_can_be_placed_and_nothing_can_be_varied_or_supposed() -> None:
    unplaced = facts(loaded().site)
    assert list(disagreements(unplaced)) == []
    with pytest.raises(TypeError, match="the facts must know their source"):
        sited(unplaced, [engagement()])
    with pytest.raises(TypeError, match="conflicts need facts that know their source"):
        list(read_otherwise(unplaced))
    with pytest.raises(TypeError, match="scenarios need facts that know their source"):
        suppose(unplaced, read_scenario(parse(SCENARIO, "more.yaml")))


# -- files


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="files without a size are Linux's")
def test_a_file_that_has_no_size_is_read_to_its_end_and_no_further_than_its_bound() -> None:
    assert content(Path("/proc/self/status"), "status", 1_000_000).startswith(b"Name:")
    with pytest.raises(InvalidSource, match="status: is larger than 0 MiB"):
        content(Path("/proc/self/status"), "status", 10)


def test_what_a_scenario_lacks_is_told_without_a_site_to_try_it_at(tmp_path: Path) -> None:
    source = parse("format: iomassess/scenario/1\nid: more\n", "more.yaml")
    problems = fitted(source, tmp_path / "more.yaml").problems
    assert "`name` is missing" in " ".join(one.what for one in problems)


def test_every_unsound_file_of_actions_is_told(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "engagement").mkdir(parents=True)
        (tmp_path / name / "actions.yaml").write_text("actions: [\n")
    with pytest.raises(InvalidSource) as found:
        load_actions([tmp_path / "one" / "engagement", tmp_path / "two" / "engagement"])
    assert len(found.value.problems) == 2


def test_a_source_whose_address_is_none_of_the_web_is_named_without_a_link() -> None:
    sources = "sources: {plan: {title: Plan, kind: document, url: 'URL'}}\n"
    body = f"{sources}agencies: {{a: {{name: A, evidence: [plan 1]}}}}\n"

    def told(address: str) -> str:
        found = assess(loaded(body.replace("URL", address)), [engagement()])
        return report("baseline", [found], pictures=False).markdown

    assert "(<https://plan.example/1>)" in told("https://plan.example/1")
    shelf = told("shelf 4, by the door")
    assert "shelf 4, by the door" in shelf
    assert "](<shelf" not in shelf


# -- nothing to tell


def test_what_does_not_apply_is_not_asked_about() -> None:
    excused = "not_applicable: [{criterion: engagement/connections, reason: None., decided_by: us}]\n"
    asked = still_open(assess(loaded(excused), [engagement()]))
    assert asked
    assert not any(one.criterion == "engagement/connections" for found in asked for one in found.bears_on)


def test_two_lists_of_which_one_is_empty_cannot_be_ranked() -> None:
    assert by_shares([], [(1, 2)]).order == by_shares([(1, 2)], []).order == "not applicable"


def test_weights_that_turn_nothing_and_conclusions_that_are_none_are_said_so() -> None:
    never = Weighing("x/y", "Mentoring", None, None)
    assert weights([never]) == "however often any one criterion is counted, it stays so"
    assert always([]) == "Nothing is concluded that could be overturned."
    shaky = Statement("level", "x", "x/y", None, "it is so", None, 4, 2, 3, (), ())
    assert always([shaky]) == "None of these conclusions holds in every variant."


def test_a_figure_without_resamples_has_no_interval() -> None:
    units = [(1, 1), (2, 3), (0, 0)]
    (one,) = estimate(units, [alpha], seed=1, resamples=0)
    assert (one.low, one.high, one.undefined) == (None, None, one.undefined)
    assert one.undefined
    whole = Figure("exact agreement", "both", ("anna", "ben"), 3, 0.5, one.undefined, None, None, 0, 0)
    assert value(whole) == "50%"
    assert value(whole._replace(low=0.25, high=0.75)) == "50% [25%, 75%]"


# -- two waves by other frameworks


def test_waves_are_compared_by_the_frameworks_and_criteria_that_both_have() -> None:
    thematic = load_framework(bundled("frameworks") / "thematic")
    first = assess(loaded(), [engagement()])
    with pytest.raises(InvalidSource, match="no framework was used at both waves"):
        progress(Pair(first, assess(loaded(), [thematic])))
    both = progress(Pair(first, assess(loaded(), [engagement(), thematic])))
    assert "The framework thematic was used at one wave only, and is left out." in both.notes
    (framework,) = first.frameworks
    (domain,) = framework.domains
    fewer = domain._replace(criteria=domain.criteria[1:])
    later = first._replace(frameworks=(framework._replace(domains=(fewer,)),))
    gone = domain.criteria[0]
    found = progress(Pair(first, later, saved_before=first))
    assert [one.course for one in found.criteria if one.id == gone.id] == ["in one framework only"]
    told = " ".join("".join(text for text, _ in line) for line in print_progress(found, 100))
    assert f"Note: {found.notes[0][:20]}" in told
    scored = progress(Pair(later, later, saved_before=first))
    assert f"{gone.id} was saved at {gone.name}; the framework has it no longer." in scored.notes


def test_criteria_that_came_or_went_and_what_else_is_not_as_it_was_saved_are_told() -> None:
    whole = assess(loaded(), [engagement()])
    (framework,) = whole.frameworks
    (domain,) = framework.domains
    first = domain.criteria[0]
    fewer = domain._replace(criteria=domain.criteria[1:])
    less = whole._replace(frameworks=(framework._replace(domains=(fewer,)),))

    def told(saved: Assessment, again: Assessment) -> list[str]:
        return [one.says for one in verified(saved, again).differences]

    assert told(whole, whole) == []
    assert told(whole, less) == [f"{first.id} was 0-4, and is no criterion of the framework any more"]
    assert told(less, whole) == [f"{first.id} was not there, and comes to 0-4"]
    named = whole._replace(site=whole.site._replace(name="There"))
    assert told(named, whole) == ["the levels are the same, but not what names the site"]
    bare = whole._replace(background=None)
    assert told(bare, whole) == ["the levels are the same, but not what is told of the site besides"]


def test_a_saved_assessment_is_not_verified_by_the_file_of_another_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run = in_process(monkeypatch, capsys)
    (tmp_path / "here.yaml").write_text(HEAD)
    saved = run("score", "here.yaml", "-f", "engagement", "--format", "json").out
    (tmp_path / "saved.json").write_text(saved)
    (tmp_path / "here.yaml").write_text(HEAD.replace("id: here", "id: there"))
    said = "here.yaml: is the site there, and the assessment is of here\n"
    assert run("verify", "saved.json") == Ran(2, "", said)


def test_an_agency_that_hears_from_the_project_and_reports_back_is_drawn_as_doing_so() -> None:
    body = """
agencies: {harbour: {name: Harbour, sector: third}}
groups:
  board:
    name: Board
    level: strategic-oversight
    tier: local
    members: [{agency: harbour, hears_from_project: true, reports_back: true}]
"""
    drawn = report("baseline", [assess(loaded(body), [engagement()])]).pictures
    words = " ".join(re.findall(r">([^<>]+)<", " ".join(one.svg for one in drawn)))
    assert "hears from the" in words
    assert "reports back" in words
