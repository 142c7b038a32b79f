"""Every bundled framework: its examples come to the levels they state, and its ladders climb."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from io import StringIO
from pathlib import Path
from typing import TypeAlias

import pytest
from rich.console import Console

from iomassess.assess import assess
from iomassess.checking import check_path
from iomassess.exchange import from_json, gathered, to_json
from iomassess.explaining import print_ladder
from iomassess.framework.examples import Example, load_examples
from iomassess.framework.ladders import describe_all
from iomassess.framework.reading import Criterion, Rung, load_framework
from iomassess.levels import climb, reached
from iomassess.loading import load_facts
from iomassess.places import bundled, frameworks
from iomassess.problems import InvalidSource
from iomassess.results import Assessment, CriterionResult, Hindrance, Question, Recommended, Target
from iomassess.rules import rules
from iomassess.site import Interviews
from iomassess.source import parse, read
from iomassess.vocabulary import InterviewRole

FOLDERS = frameworks()


@cache
def criteria() -> dict[str, Criterion]:
    return {one.id: one for folder in FOLDERS for one in load_framework(folder).criteria}


def examples() -> Iterator[Example]:
    for folder in FOLDERS:
        yield from load_examples(folder)


def truths(example: Example) -> tuple[bool | None, ...]:
    facts = load_facts(example.source)
    return tuple(outcome.truth for outcome in climb(criteria()[example.criterion], facts))


def named(example: Example) -> str:
    return f"{example.criterion}: {example.name}"


@pytest.mark.parametrize("example", list(examples()), ids=named)
def test_an_example_comes_to_the_levels_it_states(example: Example) -> None:
    assert reached(truths(example)) == (example.evidenced, example.possible)


@pytest.mark.parametrize("example", list(examples()), ids=named)
def test_whatever_meets_a_rung_meets_those_below_it(example: Example) -> None:
    met = [truth is True for truth in truths(example)]
    assert met == sorted(met, reverse=True), f"rungs met: {met}"


def seen_truths() -> dict[str, list[set[bool | None]]]:
    seen: dict[str, list[set[bool | None]]] = defaultdict(lambda: [set(), set(), set(), set()])
    for example in examples():
        for rung, truth in zip(seen[example.criterion], truths(example), strict=True):
            rung.add(truth)
    return seen


@pytest.mark.parametrize("criterion", sorted(criteria()))
@pytest.mark.parametrize("level", [1, 2, 3, 4])
@pytest.mark.parametrize("truth", [True, False, None], ids=["met", "missed", "unknown"])
def test_examples_show_each_rung_met_missed_and_unknown(
    criterion: str, level: int, truth: bool | None
) -> None:
    assert truth in seen_truths_cached()[criterion][level - 1]


@cache
def seen_truths_cached() -> dict[str, list[set[bool | None]]]:
    return seen_truths()


def test_every_criterion_of_the_design_is_there_and_no_other() -> None:
    assert list(criteria()) == [
        "engagement/service-delivery",
        "engagement/operational-management",
        "engagement/strategic-local",
        "engagement/strategic-pioneer-site",
        "engagement/strategic-countywide",
        "engagement/connections",
        "thematic/voice-and-partnership/representation",
        "thematic/voice-and-partnership/stakeholder-groups",
        "thematic/voice-and-partnership/policy-and-service-development",
        "thematic/voice-and-partnership/smaller-and-diverse-organisations",
        "thematic/voice-and-partnership/compact",
        "thematic/voice-and-partnership/partnership-and-commissioning",
        "thematic/strengthening-communities/local-communities",
        "thematic/strengthening-communities/volunteer-numbers-and-diversity",
        "thematic/strengthening-communities/volunteer-strategy",
        "thematic/strengthening-communities/volunteer-support",
        "thematic/strengthening-communities/volunteer-impact",
        "thematic/strengthening-communities/mentoring",
        "thematic/transforming-public-services/provider-market",
        "thematic/transforming-public-services/third-sector-impact",
        "thematic/transforming-public-services/commercial-barriers",
        "thematic/transforming-public-services/commissioner-skills",
        "thematic/transforming-public-services/capacity-building",
    ]


def test_frameworks_lie_where_the_package_looks() -> None:
    assert [folder.name for folder in FOLDERS] == ["engagement", "thematic"]
    assert bundled("frameworks").is_dir()


# -- targets, barriers and questions of the bundled frameworks


def rungs() -> list[tuple[str, Rung]]:
    return [(f"{one.id} {rung.level}", rung) for one in criteria().values() for rung in one.rungs]


def test_every_criterion_has_a_target_within_its_ladder_and_not_all_are_the_highest() -> None:
    levels = [one.target.level for one in criteria().values() if one.target]
    assert len(levels) == len(criteria())
    assert set(levels) == {1, 2, 3, 4}


def test_questions_go_to_the_roles_by_which_interviews_are_counted() -> None:
    assert {role.value for role in InterviewRole} <= Interviews.model_fields.keys()
    asked = {role for _, rung in rungs() for one in rung.ask for role in one.of}
    assert asked == set(InterviewRole)


def test_every_rung_has_one_or_two_questions() -> None:
    assert {key: len(rung.ask) for key, rung in rungs() if len(rung.ask) not in (1, 2)} == {}


def test_a_question_asks_and_follows_a_part_of_the_interview_schedule() -> None:
    for key, rung in rungs():
        for one in rung.ask:
            assert "?" in one.question, key
            assert one.source[0].startswith("study app.2 "), key


def test_a_question_that_serves_several_rungs_goes_to_the_same_people_each_time() -> None:
    asked = defaultdict(set)
    for _, rung in rungs():
        for one in rung.ask:
            asked[one.question].add((one.of, one.source))
    assert {question: found for question, found in asked.items() if len(found) > 1} == {}


def test_every_recommendation_that_a_rung_cites_has_words() -> None:
    for folder in FOLDERS:
        framework = load_framework(folder)
        cited = {one for found in framework.criteria for rung in found.rungs for one in rung.recommendation}
        assert cited
        assert [one for one in sorted(cited) if not framework.says(one)] == []


def test_the_file_of_the_study_says_the_same_of_it_as_the_sites_do() -> None:
    study = read(bundled("frameworks") / "study.yaml").values
    sites = sorted(bundled("sites").glob("*.yaml"))
    assert sites
    for path in sites:
        said = read(path).values["sources"]["study"]
        assert {field: study.get(field) for field in said} == said, path.name


NAMES = {"AWAAZ", "CORVUS", "HAQ"}
"""Words in capitals that stand for nothing else."""


def test_every_acronym_in_a_site_or_framework_is_explained() -> None:
    (study,) = load_framework(FOLDERS[0]).sources
    paths = [path for part in ("sites", "frameworks") for path in bundled(part).rglob("*.yaml")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    used = {word for text in texts for word in re.findall(r"\b[A-Z]{2,}s?\b", text)}
    assert {"PPO", "CDRP", "CRAMs"} <= used
    assert sorted(used - {*study.acronyms, *(f"{one}s" for one in study.acronyms), *NAMES}) == []


# -- a framework of one criterion, and the source that it cites

FRAMEWORK = """\
format: iomassess/framework/1
id: tiny
title: Tiny
version: 1.2.3
source: [report 1]
about: For tests.
scale: {0: none, 1: minimal, 2: partial, 3: substantial, 4: full}
summary: none
order: [teams]
"""
HEAD = """\
title: Teams
question: How many teams?
why: They matter.
source: [report 1]
ladder: More is more.
target: {level: 2, because: Two will do., source: [report 2]}
held_back_by: {vetting: [report 3], contract-length: [report 3, report 4]}
levels:
"""
RUNG = """\
  {level}:
    means: There are {level}.
    when: {{some: groups, where: {{level: service-delivery}}, at_least: {level}}}
    because: It is so.
    source: [report 1]
    remedy: Found one.
    recommendation: [report rec 1, paper 5]
    ask: [{{of: [strategic, referral], question: Which are they?, source: [report annex]}}]
"""
CRITERION = HEAD + "".join(RUNG.format(level=level) for level in (1, 2, 3, 4))
REPORT = """\
format: iomassess/source/1
id: report
title: A report
kind: report
recommendations:
  report rec 1: Have more teams.
acronyms: {HM: Her Majesty's}
"""
Tiny: TypeAlias = Callable[..., Path]


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """Write the framework into the working folder, and beside it the source's file if there is one."""
    monkeypatch.chdir(tmp_path)

    def write(criterion: str = CRITERION, report: str | None = REPORT) -> Path:
        folder = Path("tiny")
        folder.mkdir()
        (folder / "framework.yaml").write_text(FRAMEWORK)
        (folder / "teams.yaml").write_text(criterion)
        if report is not None:
            Path("report.yaml").write_text(report)
        return folder

    return write


def problems(folder: Path) -> list[str]:
    with pytest.raises(InvalidSource) as error:
        load_framework(folder)
    assert {one.rule for one in error.value.problems} <= {rule.id for rule in rules()}
    return [str(one) for one in error.value.problems]


SITE = "format: iomassess/site/1\nid: here\nname: Here\nwave: baseline\nas_of: 2009-02\n"


def assessed(folder: Path) -> CriterionResult:
    (criterion,) = assessment(folder).frameworks[0].criteria
    return criterion


def assessment(folder: Path) -> Assessment:
    found = assess(load_facts(parse(SITE, "here.yaml")), [load_framework(folder)])
    assert from_json(to_json(gathered([found]))) == (found,)
    return found


def test_a_result_carries_target_barriers_recommendations_and_questions(tiny: Tiny) -> None:
    found = assessed(tiny())
    assert found.target == Target(2, "partial", "Two will do.", ("report 2",))
    assert found.held_back_by == (
        Hindrance("vetting", "Police vetting of those who would work in the team.", ("report 3",)),
        Hindrance("contract-length", "Money for too short a time.", ("report 3", "report 4")),
    )
    assert [rung.recommendation for rung in found.rungs] == 4 * [
        (Recommended("report rec 1", "Have more teams."), Recommended("paper 5", None))
    ]
    assert [rung.ask for rung in found.rungs] == 4 * [
        (Question(("strategic", "referral"), "Which are they?", ("report annex",)),)
    ]


def test_without_a_file_of_its_source_a_recommendation_is_a_bare_citation(tiny: Tiny) -> None:
    found = assessed(tiny(report=None))
    assert found.rungs[0].recommendation == (Recommended("report rec 1", None), Recommended("paper 5", None))


def test_a_criterion_may_have_no_target_and_no_barriers(tiny: Tiny) -> None:
    plain = re.sub("^(target|held_back_by):.*\n", "", CRITERION, flags=re.MULTILINE)
    found = assessed(tiny(plain))
    assert (found.target, found.held_back_by) == (None, ())


def test_a_ladder_is_explained_with_its_target_and_each_recommendation_once(tiny: Tiny) -> None:
    console = Console(file=StringIO(), record=True, width=100)
    found = assessment(tiny())
    print_ladder(console, found, *found.frameworks[0].criteria)
    lines = [line.strip() for line in console.export_text().splitlines()]
    assert lines[5] == "Target 2 partial: Two will do. [report 2]"
    assert lines.count("To meet it: Found one. [report rec 1, paper 5]") == 4
    assert lines.count("Recommended: Have more teams. [report rec 1]") == 1


def test_a_ladder_is_described_with_its_target_its_questions_and_what_is_recommended(tiny: Tiny) -> None:
    text = describe_all([load_framework(tiny())])
    assert "**Target: 2 partial.** Two will do. [report 2]\n" in text
    assert "Held back by: vetting [report 3]; contract length [report 3, report 4].\n" in text
    assert text.count("- To find out (strategic or referral): Which are they? [report annex]\n") == 4
    assert text.endswith("Recommended:\n\n- [report rec 1] Have more teams.\n")


def test_a_recommendation_that_the_source_does_not_have_is_a_problem(tiny: Tiny) -> None:
    folder = tiny(CRITERION.replace("report rec 1", "report rec 9", 1))
    what = "there is no recommendation `report rec 9` in `report.yaml`; did you mean `report rec 1`?"
    assert problems(folder) == [f"tiny/teams.yaml:15:22: levels.1.recommendation.0: {what}"]
    assert [str(one) for found in check_path(folder) for one in found.problems] == problems(folder)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "    ask: [{of: [strategic, referral], question: Which are they?, source: [report annex]}]\n",
            "",
            "9:3: levels.1: `ask` is missing: what to ask where it is not known",
        ),
        ("ask: [{", "ask: [] # [{", "16:10: levels.1.ask: an empty list is too short: it takes at least 1"),
        (
            "[strategic, referral]",
            "[strategic, referal]",
            "16:28: levels.1.ask.0.of.1: `referal` is not a value of this field; did you mean `referral`?",
        ),
        (
            ", source: [report annex]",
            "",
            "16:11: levels.1.ask.0: `source` is missing: which part of the source's interviews it follows",
        ),
        (
            "vetting:",
            "veting:",
            "7:16: held_back_by.veting: `veting` is not a value of this field; did you mean `vetting`?",
        ),
        (
            "{level: 2, because: Two will do.,",
            "{level: 2,",
            "6:1: target: `because` is missing: why this level and no higher, from the source's words",
        ),
        ("{level: 2,", "{level: two,", "6:17: target.level: `two` should be a whole number"),
        ("{level: 2,", "{level: -1,", "6:17: target.level: `-1` should be 0 or more"),
    ],
)
def test_a_slip_in_a_criterion_is_told_with_its_place(tiny: Tiny, old: str, new: str, problem: str) -> None:
    assert problems(tiny(CRITERION.replace(old, new, 1))) == [f"tiny/teams.yaml:{problem}"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("id: report", "id: study", "2:5: id: should be the file's name, `report`"),
        (
            "report rec 1:",
            "paper rec 1:",
            "6:3: recommendations.paper rec 1: does not begin with the source's id, `report`",
        ),
        (
            "Have more teams.",
            '""',
            "6:17: recommendations.report rec 1: is empty: write something, or leave it out",
        ),
        ("acronyms:", "acronym:", "7:1: acronym: there is no field `acronym` here; did you mean `acronyms`?"),
        (
            "HM: Her",
            "HM: Her Majesty's}\n---\nx: {y: Her",
            "9:1: a source's file holds one document: remove the `---` before it",
        ),
    ],
)
def test_a_slip_in_the_file_of_a_source_is_told_with_its_place(
    tiny: Tiny, old: str, new: str, problem: str
) -> None:
    folder = tiny(report=REPORT.replace(old, new, 1))
    told = f"report.yaml:{problem}"
    assert told in problems(folder)
    (checked,) = check_path(Path("report.yaml"))
    assert [str(one) for one in checked.problems] == [told]


def test_check_takes_the_file_of_a_source_for_what_it_is(tiny: Tiny) -> None:
    tiny()
    (checked,) = check_path(Path("report.yaml"))
    assert (checked.path, checked.problems, checked.facts) == (Path("report.yaml"), (), None)


def test_the_hash_of_a_framework_is_over_the_paths_and_texts_of_its_files(tiny: Tiny) -> None:
    folder = tiny()
    files = {
        "../report.yaml": REPORT,
        "framework.yaml": FRAMEWORK,
        "teams.yaml": CRITERION,
    }
    whole = "".join(f"{path}\0{text}\0" for path, text in files.items())
    assert load_framework(folder).sha256 == hashlib.sha256(whole.encode()).hexdigest()


def test_the_hash_follows_every_file_and_nothing_else(tiny: Tiny) -> None:
    folder = tiny()
    seen = [load_framework(folder).sha256]
    for path in ("report.yaml", "tiny/framework.yaml", "tiny/teams.yaml"):
        with Path(path).open("a") as file:
            file.write("# a remark\n")
        seen.append(load_framework(folder).sha256)
    assert len(set(seen)) == 4
    Path("paper.txt").write_text("not one of its files")
    assert load_framework(folder).sha256 == seen[-1]
    Path("elsewhere").mkdir()
    for one in ("tiny", "report.yaml"):
        Path(one).rename(Path("elsewhere", one))
    assert load_framework(Path("elsewhere", "tiny")).sha256 == seen[-1]


def test_a_source_is_found_from_within_the_framework_as_well(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = load_framework(tiny())
    monkeypatch.chdir("tiny")
    assert load_framework(Path()) == found


def test_levels_alone_need_neither_sources_nor_hash(tiny: Tiny) -> None:
    folder = tiny(report="no: source")
    found = load_framework(folder, reasons=False)
    assert (found.sources, found.sha256) == ((), None)
