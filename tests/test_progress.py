"""Progress between two waves: practice told from evidence, and never evidence called an improvement."""

import json
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest
from syrupy.assertion import SnapshotAssertion

from all_reports import wave as of_year
from iomassess.assess import assess
from iomassess.cli import main
from iomassess.exchange import from_json, gathered, to_json
from iomassess.framework.reading import Framework, load_framework
from iomassess.loading import load_facts
from iomassess.places import frameworks
from iomassess.problems import InvalidSource
from iomassess.progress.changes import CriterionProgress, Pair, Progress, progress
from iomassess.progress.strides import told
from iomassess.progress.transitions import count_changes, first_day, last_day
from iomassess.reports import progress_report
from iomassess.results import Assessment, Reason
from iomassess.source import Source, parse, read
from test_forgetting import SITES, forgettings, said, without
from test_reports import SUM, MarkdownFile

WAVES = Path(__file__).parent / "waves"
DELIVERY = "engagement/service-delivery"
OPERATIONAL = "engagement/operational-management"
COMMISSIONING = "thematic/voice-and-partnership/partnership-and-commissioning"
MENTORING = "thematic/strengthening-communities/mentoring"


@cache
def loaded() -> tuple[Framework, ...]:
    return tuple(load_framework(folder) for folder in frameworks())


def wave(body: str, as_of: str = "2009-02", name: str = "baseline") -> Assessment:
    head = f"""
format: iomassess/site/1
id: testing
name: Testing
wave: {name}
as_of: {as_of}
sources:
  old: {{title: Old minutes, kind: document, date: 2008-11}}
  new: {{title: New minutes, kind: document, date: 2010-01}}
"""
    return assess(load_facts(parse(head + body, f"{name}.yaml")), loaded())


def between(before: str, after: str) -> Progress:
    return progress(Pair(wave(before), wave(after, "2010-02", "follow-up")))


def on(found: Progress, criterion: str) -> CriterionProgress:
    return {one.id: one for one in found.criteria}[criterion]


def seated(seat: str, group: str = "", after: str = "") -> str:
    """A steering group with a seat of a drop-in centre, or without."""
    return f"""
agencies:
  drop-in: {{name: Drop-in, sector: third}}
  police: {{name: Police, sector: statutory, kind: police}}
groups:
  steering:
    name: Steering
    level: operational-management
    standing: main
    scope: iom
    {group}
    members: [{{agency: police}}{f", {seat}" if seat else ""}]
{after}
"""


SEAT = "{agency: drop-in, evidence: [new p. 1]}"


# -- levels


@pytest.mark.parametrize(
    ("before", "after", "course"),
    [
        ("{agency: drop-in, status: {one_of: [invited, in-place]}}", SEAT, "better known"),
        (SEAT, "{agency: drop-in, status: {one_of: [invited, in-place]}}", "less known"),
        (SEAT, SEAT, "nothing new"),
    ],
)
def test_a_level_within_its_earlier_bounds_is_better_known_and_no_more(
    before: str, after: str, course: str
) -> None:
    found = on(between(seated(before), seated(after)), OPERATIONAL)
    assert found.course == course
    assert "practice changed" not in found.kinds


def test_a_level_is_higher_for_certain_only_above_all_that_was_possible() -> None:
    nobody = "absent: [{members: {group.level: operational-management, agency.sector: third, status: any}}]"
    found = on(between(seated("", after=nobody), seated(SEAT)), OPERATIONAL)
    assert (found.course, found.kinds[0]) == ("surely higher", "practice changed")
    back = on(between(seated(SEAT), seated("", after=nobody)), OPERATIONAL)
    assert (back.course, back.kinds[0]) == ("surely lower", "practice changed")


def test_bounds_that_overlap_tell_nothing_of_practice() -> None:
    nobody = "absent: [{members: {group.level: service-delivery, agency.sector: third}}]"
    before = seated("{agency: drop-in, status: {one_of: [invited, in-place]}}", after=nobody)  # 1 to 2
    found = on(between(before, seated(SEAT)), OPERATIONAL)  # 2 to 4
    assert found.course == "may have changed"
    assert found.kinds == ("evidence arrived", "no longer known", "cannot be told")


# -- records


def test_what_was_planned_and_is_in_place_changed_whatever_the_level_may_have_been() -> None:
    found = on(between(seated("{agency: drop-in, status: planned}"), seated(SEAT)), OPERATIONAL)
    assert found.course == "better known"
    (record,) = found.records
    assert (record.kind, record.was, record.now) == ("practice changed", "planned", "in place")
    assert set(found.kinds) == {"practice changed", "evidence arrived"}


def test_what_was_in_place_and_has_ended_changed() -> None:
    found = on(between(seated(SEAT), seated("{agency: drop-in, status: ended}")), OPERATIONAL)
    (record,) = found.records
    assert (record.kind, record.was, record.now) == ("practice changed", "in place", "ended")


def test_what_only_the_later_file_has_may_be_new_or_not() -> None:
    found = on(between(seated(""), seated(SEAT)), OPERATIONAL)
    (record,) = found.records
    assert (record.kind, record.was, record.dated) == ("cannot be told", "not recorded", "later")
    assert found.kinds == ("evidence arrived", "cannot be told")


def test_what_an_older_source_says_was_so_before_and_is_evidence() -> None:
    found = on(between(seated(""), seated(SEAT.replace("new p. 1", "old p. 1"))), OPERATIONAL)
    (record,) = found.records
    assert (record.kind, record.dated) == ("evidence arrived", "earlier")
    assert found.kinds == ("evidence arrived",)


def test_a_seat_on_a_group_whose_members_were_all_listed_is_new() -> None:
    found = on(between(seated("", "complete: true"), seated(SEAT)), OPERATIONAL)
    assert {one.kind for one in found.records} == {"practice changed"}
    left = on(between(seated(SEAT), seated("", "complete: true")), OPERATIONAL)
    assert {one.kind for one in left.records} == {"practice changed"}


def test_a_change_that_rests_on_an_older_source_is_a_reason_to_look_at_the_earlier_file() -> None:
    late = SEAT.replace("new p. 1", "old p. 1")
    found = on(between(seated("{agency: drop-in, status: planned}"), seated(late)), OPERATIONAL)
    assert [one.label for one in found.cautions] == ["Drop-in on Steering"]
    assert any("is the earlier file wrong?" in part.says for part in told(found))


NONE_MENTORS = "absent: [{practices: {kind: mentoring, status: any}}]"


@pytest.mark.parametrize(("source", "cautions"), [("new", 0), ("old", 1)])
def test_what_was_said_not_to_be_there_and_is_has_changed_or_the_earlier_file_is_wrong(
    source: str, cautions: int
) -> None:
    mentored = f"practices: [{{kind: mentoring, scope: iom, evidence: [{source} p. 1]}}]"
    found = on(between(NONE_MENTORS, mentored), MENTORING)
    assert found.course == "surely higher"
    assert [one.kind for one in found.records] == ["practice changed"]
    assert len(found.cautions) == cautions


def test_records_that_are_called_the_same_cannot_be_told_from_each_other() -> None:
    two = "practices: [{kind: mentoring, scope: iom, status: planned}, {kind: mentoring, scope: iom%s}]"
    found = on(between(two % ", status: planned", two % ""), MENTORING)
    assert {one.kind for one in found.records} == {"cannot be told"}


def test_a_count_that_surely_rose_is_told_where_no_rung_turned() -> None:
    one = seated(SEAT, after="complete: [{members: {group.level: operational-management}}]")
    more = one.replace("agencies:", "agencies:\n  hostel: {name: Hostel, sector: third}", 1)
    more = more.replace(SEAT, f"{SEAT}, {{agency: hostel}}")
    found = on(between(one, more), OPERATIONAL)
    assert {(each.before, each.after, each.more) for each in found.counts} == {("1", "2", True)}
    assert "practice changed" in found.kinds
    assert all(each.kind != "practice changed" for each in found.rungs)
    back = on(between(more, one), OPERATIONAL)
    asked = "a Third Sector agency on a main operational group for the project"
    assert [part.says for each in (found, back) for part in told(each) if asked in part.says] == [
        f"more for certain: {asked}: 1 before, 2 now, without moving level 2",
        f"fewer for certain: {asked}: 2 before, 1 now, without moving level 2",
    ]


def test_rungs_that_ask_something_else_or_that_count_nothing_have_no_counts_to_compare() -> None:
    (first, *_), *_ = ([*one.rungs] for one in wave(seated(SEAT)).frameworks[0].domains[0].criteria)
    some = Reason("some", "an agency", "met", least=1, most=1)
    more = first._replace(reason=some._replace(least=2, most=2))
    (told,) = count_changes(first._replace(reason=some), more)
    assert (told.asks, told.before, told.after) == ("an agency", "1", "2")
    bare = first._replace(reason=some._replace(least=None))
    assert not list(count_changes(bare, more))
    elsewhere = first._replace(reason=some._replace(asks="a group"))
    assert not list(count_changes(elsewhere, more))


def test_an_entry_without_a_name_may_be_somebody_else_at_the_next_wave() -> None:
    nameless = "name: Drop-in, sector: third", "unnamed: true, sector: third"
    before = seated("{agency: drop-in, status: planned}").replace(*nameless)
    found = on(between(before, seated(SEAT).replace(*nameless)), OPERATIONAL)
    assert {one.kind for one in found.records} == {"cannot be told"}


def test_an_entry_without_a_name_that_is_no_longer_listed_may_be_there_by_its_name() -> None:
    nameless = "name: Drop-in, sector: third", "unnamed: true, sector: third"
    found = on(between(seated(SEAT).replace(*nameless), seated("", "complete: true")), OPERATIONAL)
    (says,) = [part.says for part in told(found) if part.kind == "cannot be told"]
    assert says.startswith(
        "drop in (unnamed) on Steering: in place before, not there, on a list that is complete now; "
        "whether it is the same one, and one that is asked for, the files do not tell"
    )


def test_a_seat_in_another_place_of_the_list_is_the_same_seat() -> None:
    moved = seated(SEAT).replace(f"{{agency: police}}, {SEAT}", f"{SEAT}, {{agency: police}}")
    assert moved != seated(SEAT)
    assert all(one.kinds == () for one in between(seated(SEAT), moved).criteria)


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_evidence_alone_is_never_called_a_change_of_practice(path: Path) -> None:
    """What is forgotten at the earlier wave is what arrives at the later one; practice is the same."""
    source, choose = said(path), Random(path.stem)  # noqa: S311  nothing is secret here
    whole, values = scored(source), source.values
    for _ in range(12):
        for _ in range(choose.randint(1, 4)):
            values = without(values, choose.choice(forgettings(values)))
        less = scored(source._replace(values=values))
        for pair in (Pair(less, whole), Pair(whole, less)):
            found = progress(pair)
            assert [one.id for one in found.criteria if "practice changed" in one.kinds] == []
            assert not {one.course for one in found.criteria} & {"surely higher", "surely lower"}


def scored(source: Source) -> Assessment:
    return assess(load_facts(source), loaded())


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_a_site_beside_itself_has_not_changed(path: Path) -> None:
    one = scored(read(path))
    assert {each.kinds for each in progress(Pair(one, one)).criteria} == {()}


# -- applicability, framework, and what is refused


EXCUSED = f"not_applicable: [{{criterion: {MENTORING}, reason: Nobody asked., decided_by: the board}}]"


def test_a_criterion_that_applies_at_one_wave_only_has_no_change_of_level() -> None:
    found = on(between(seated(SEAT, after=EXCUSED), seated(SEAT)), MENTORING)
    assert (found.course, found.kinds) == ("applicability changed", ("applicability changed",))
    back = on(between(seated(SEAT), seated(SEAT, after=EXCUSED)), MENTORING)
    assert [part.says for part in told(back)] == ["it no longer applies: Nobody asked."]


def other_text(one: Assessment, lower: int = 0) -> Assessment:
    """The same assessment as if by another text of the framework, by which levels came out lower."""
    changed = []
    for framework in one.frameworks:
        domains = tuple(
            domain._replace(
                criteria=tuple(
                    each._replace(
                        evidenced=max(0, each.evidenced - lower), possible=max(0, each.possible - lower)
                    )
                    for each in domain.criteria
                )
            )
            for domain in framework.domains
        )
        changed.append(framework._replace(sha256="0" * 64, version="0.9.0", domains=domains))
    return one._replace(frameworks=tuple(changed))


def test_two_frameworks_cannot_be_split_from_practice_and_nothing_is_guessed() -> None:
    found = progress(Pair(other_text(wave(seated(""))), wave(seated(SEAT), "2010-02")))
    assert {one.course for one in found.criteria} == {"cannot be split"}
    assert {one.kinds for one in found.criteria} == {("framework changed",)}
    assert all(one.sha256 is None for one in found.frameworks)


def test_what_is_due_to_the_framework_is_told_by_scoring_the_earlier_file_under_both() -> None:
    one, other = wave(seated(SEAT)), wave(seated(SEAT), "2010-02")
    found = on(progress(Pair(one, other, other_text(one, 1), other)), OPERATIONAL)
    assert found.kinds == ("framework changed",)
    assert [part.says for part in told(found)] == [
        "the earlier wave was 1-3 as saved, and is 2-4 by this framework"
    ]


def test_two_sites_are_refused() -> None:
    other = wave(seated(SEAT), "2010-02")
    with pytest.raises(InvalidSource, match="are two sites"):
        progress(Pair(wave(seated(SEAT)), other._replace(site=other.site._replace(id="elsewhere"))))


def test_the_later_wave_first_is_refused() -> None:
    with pytest.raises(InvalidSource, match="give the earlier wave first"):
        progress(Pair(wave(seated(SEAT), "2010-02"), wave(seated(SEAT))))


@pytest.mark.parametrize(
    ("one", "other"), [("2009", "2009-02"), ("2009-02", "2009"), ("2009-02-10", "2009-02")]
)
def test_dates_that_do_not_tell_the_order_are_said_to(one: str, other: str) -> None:
    (note,) = progress(Pair(wave(seated(SEAT), one), wave(seated(SEAT), other, "next"))).notes
    assert note == f"The dates {one} and {other} do not tell which of the two came first."


def test_two_files_of_one_time_are_told() -> None:
    (note,) = progress(Pair(wave(seated("")), wave(seated(SEAT), name="next"))).notes
    assert note.startswith("Both files describe the same time, 2009-02.")


def test_a_date_goes_from_its_first_day_to_its_last() -> None:
    assert [(first_day(one), last_day(one)) for one in ("2009", "2009-02", "2009-02-10")] == [
        ("2009-01-01", "2009-12-31"),
        ("2009-02-01", "2009-02-31"),
        ("2009-02-10", "2009-02-10"),
    ]


# -- the worked example


@cache
def millbrook() -> Progress:
    """An invented site, and its invented follow-up."""
    return progress(Pair(*map(of_year, (2024, 2026))))


def kinds(criterion: str) -> dict[str, str]:
    return {one.label: one.kind for one in on(millbrook(), criterion).records}


def test_in_the_example_practice_is_told_from_evidence() -> None:
    mentoring = on(millbrook(), MENTORING)
    assert mentoring.course == "surely higher"  # it was said that there was none
    assert [one.level for one in mentoring.rungs if one.kind == "practice changed"] == [2]

    steering = on(millbrook(), OPERATIONAL)
    assert steering.course == "better known"  # from 1-4 to 3-4, and no improvement
    assert "practice changed" not in steering.kinds
    assert kinds(OPERATIONAL) == {
        "Millbrook CVS on Steering group": "evidence arrived",  # invited or there; now known
        "Harbour Project on Steering group": "cannot be told",  # the file of 2024 does not have it
    }

    team = "Offender management team refers to"
    assert kinds(DELIVERY) == {
        "Harbour Project": "evidence arrived",  # nobody had asked whether it sees information
        f"{team} New Start": "practice changed",  # in place, then ended
        f"{team} Owl Trust": "evidence arrived",  # a source of 2023 says so
        f"{team} Lark Trust": "cannot be told",  # a source of 2026 says so
    }
    agreement = "service level agreement: Millbrook Police to Harbour Project"
    assert kinds(COMMISSIONING)[agreement] == "practice changed"  # planned, then in place
    assert on(millbrook(), COMMISSIONING).course == "better known"
    assert on(millbrook(), "engagement/strategic-pioneer-site").kinds == ("applicability changed",)


def test_the_report_on_the_example_is_as_it_was(snapshot: SnapshotAssertion) -> None:
    text = SUM.sub("(sum)", progress_report(Pair(*map(of_year, (2024, 2026)))).markdown)
    assert text == snapshot(extension_class=MarkdownFile)


def test_two_files_of_one_wave_have_no_two_pictures_of_one_name() -> None:
    one = of_year(2024)
    assert progress_report(Pair(one, one)).pictures == ()


def test_the_example_says_that_it_is_invented() -> None:
    for year in (2024, 2026):
        assert (WAVES / f"millbrook-{year}.yaml").read_text().startswith("# Invented: ")


# -- the commands

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program in a folder with both waves of the example."""
    monkeypatch.chdir(tmp_path)
    for year in (2024, 2026):
        Path(f"{year}.yaml").write_bytes((WAVES / f"millbrook-{year}.yaml").read_bytes())

    def ran(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["iomassess", *arguments])
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capsys.readouterr()
        return int(caught.value.code or 0), out, err

    return ran


def test_a_baseline_that_was_saved_once_compares_like_its_site_file(run: Run) -> None:
    assert run("score", "2024.yaml", "--format", "json", "-o", "saved.json")[0] == 0
    for form in ("table", "json", "md"):
        code, out, err = run("progress", "saved.json", "2026.yaml", "--format", form)
        assert (code, err) == (0, "")
        assert out == run("progress", "2024.yaml", "2026.yaml", "--format", form)[1]


def test_of_several_saved_sites_the_one_in_common_is_compared(run: Run) -> None:
    assert run("score", "london", "2024.yaml", "--format", "json", "-o", "saved.json")[0] == 0
    assert run("progress", "saved.json", "2026.yaml")[1] == run("progress", "2024.yaml", "2026.yaml")[1]
    code, _, err = run("progress", "saved.json", "lancashire")
    assert code == 2
    assert "saved.json has london baseline, millbrook baseline and lancashire has lancashire baseline" in err


def test_the_table_fits_its_width_and_the_json_says_what_it_is(run: Run) -> None:
    code, out, _ = run("progress", "2024.yaml", "2026.yaml")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    found = json.loads(run("progress", "2024.yaml", "2026.yaml", "--format", "json")[1])
    assert found["format"] == "iomassess/progress/1"
    assert (
        len([one for each in found["frameworks"] for domain in each["domains"] for one in domain["criteria"]])
        == 23
    )


def test_the_wrong_order_and_another_site_are_one_problem_each(run: Run) -> None:
    code, out, err = run("progress", "2026.yaml", "2024.yaml")
    assert (code, out) == (2, "")
    assert err == "2024.yaml: describes 2024-06, before 2026-06: give the earlier wave first\n"
    code, _, err = run("progress", "2024.yaml", "london")
    assert (code, err) == (2, "millbrook and london: are two sites; progress is told of one at two waves\n")


def older(run: Run) -> None:
    """Save the baseline as if another text of the framework had been used."""
    run("score", "2024.yaml", "--format", "json", "-o", "saved.json")
    (saved,) = from_json(Path("saved.json").read_bytes())
    Path("saved.json").write_text(to_json(gathered([other_text(saved, 1)])))


def test_a_saved_baseline_is_scored_anew_where_its_site_file_is_still_there(run: Run) -> None:
    older(run)
    out = run("progress", "saved.json", "2026.yaml")[1]
    assert "framework changed: the earlier wave was 2 as saved, and is 3 by this framework" in " ".join(
        out.split()
    )
    assert "higher for certain" in out


def test_without_its_site_file_the_framework_is_not_told_from_practice(run: Run) -> None:
    older(run)
    Path("2024.yaml").rename("moved.yaml")
    out = run("progress", "saved.json", "2026.yaml")[1]
    assert "The waves were scored by different texts of the framework" in out
    assert "higher for certain" not in out.partition("A level is")[0]
    out = run("progress", "saved.json", "2026.yaml", "--site", "moved.yaml")[1]
    assert "higher for certain" in out.partition("A level is")[0]


def test_a_site_file_that_can_be_read_no_more_is_passed_over(run: Run) -> None:
    older(run)
    Path("2024.yaml").rename("moved.yaml")
    Path("2024.yaml").write_text("agencies: [")
    found = run("progress", "saved.json", "2026.yaml", "--site", "moved.yaml")
    assert (found[0], found[2]) == (0, "")
    assert "higher for certain" in found[1].partition("A level is")[0]
    assert "different texts of the framework" in run("progress", "saved.json", "2026.yaml")[1]


def test_only_what_was_scored_by_another_text_is_scored_anew(run: Run) -> None:
    older(run)
    assert run("score", "2026.yaml", "--format", "json", "-o", "later.json")[0] == 0
    Path("2026.yaml").unlink()
    assert "higher for certain" in run("progress", "saved.json", "later.json")[1].partition("A level is")[0]


def test_one_text_of_a_site_under_two_frameworks_shows_what_the_framework_moves(run: Run) -> None:
    older(run)
    found = json.loads(run("progress", "saved.json", "2024.yaml", "--format", "json")[1])
    assert found["notes"] == ["Both waves are the same text of one site file."]
    criteria = [one for each in found["frameworks"] for part in each["domains"] for one in part["criteria"]]
    assert {tuple(one["kinds"]) for one in criteria} == {(), ("framework changed",)}


def test_a_site_file_that_has_changed_since_is_not_the_one_that_was_assessed(run: Run) -> None:
    older(run)
    Path("2024.yaml").write_text(Path("2024.yaml").read_text() + "# a word more\n")
    assert "different texts of the framework" in run("progress", "saved.json", "2026.yaml")[1]


@pytest.mark.parametrize("name", ["md", "html", "docx", "pdf", "xlsx"])
def test_the_report_is_written_in_every_format(run: Run, name: str) -> None:
    assert run("report", "progress", "2024.yaml", "2026.yaml", "-o", f"report.{name}") == (0, "", "")
    assert Path(f"report.{name}").stat().st_size > 1000


# -- verify


def save(run: Run) -> None:
    assert run("score", "2024.yaml", "--format", "json", "-o", "saved.json")[0] == 0


def test_what_its_inputs_still_come_to_is_confirmed(run: Run) -> None:
    save(run)
    code, out, err = run("verify", "saved.json")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "millbrook (2024.yaml): the same",
        "  same: the text of 2024.yaml",
        "  same: the text of the framework engagement 1.0.0",
        "  same: the text of the framework thematic 1.0.0",
        "  same: 23 levels",
        "  same: all reasons",
    ]


def test_a_bundle_of_bundled_sites_is_confirmed_from_anywhere(run: Run) -> None:
    assert run("score", "london", "lancashire", "--format", "json", "-o", "saved.json")[0] == 0
    assert run("verify", "saved.json")[0] == 0


def test_a_word_more_in_the_site_file_differs_and_levels_do_not(run: Run) -> None:
    save(run)
    Path("2024.yaml").write_text(Path("2024.yaml").read_text() + "# a word more\n")
    code, out, _ = run("verify", "saved.json")
    assert code == 1
    assert "  site file: the text of 2024.yaml changed" in out
    assert "  same: 23 levels" in out


def test_a_fact_that_was_changed_shows_in_the_level(run: Run) -> None:
    save(run)
    text = Path("2024.yaml").read_text()
    Path("2024.yaml").write_text(text.replace("        co_located: true\n        co_works: true\n", ""))
    code, out, _ = run("verify", "saved.json")
    assert code == 1
    assert f"  result: {DELIVERY} was 3, and comes to " in out


def test_a_result_that_was_changed_by_hand_is_found(run: Run) -> None:
    save(run)
    values = json.loads(Path("saved.json").read_text())
    values["assessments"][0]["frameworks"][0]["domains"][0]["criteria"][0]["evidenced"] = 2
    Path("saved.json").write_text(json.dumps(values))
    code, out, _ = run("verify", "saved.json")
    assert code == 1
    assert f"  result: {DELIVERY} was 2-3, and comes to 3\n" in out
    values["assessments"][0]["frameworks"][0]["domains"][0]["criteria"][0] |= {
        "evidenced": 3,
        "why": "Because.",
    }
    Path("saved.json").write_text(json.dumps(values))
    code, out, _ = run("verify", "saved.json")
    assert code == 1
    assert "  result: the levels are the same, but not what is told of them\n" in out


def test_another_text_of_the_framework_is_told(run: Run) -> None:
    older(run)
    code, out, _ = run("verify", "saved.json")
    assert code == 1
    assert "  framework: the text of the framework engagement changed, from version 0.9.0 to 1.0.0" in out


def test_what_cannot_be_verified_is_one_problem(run: Run) -> None:
    save(run)
    Path("2024.yaml").rename("moved.yaml")
    code, out, err = run("verify", "saved.json")
    assert (code, out) == (2, "")
    assert err.startswith("2024.yaml: there is no such file")
    assert run("verify", "saved.json", "--site", "moved.yaml")[0] == 0
    assert run("verify", "nowhere.json")[0] == 2
    assert run("verify", "moved.yaml")[0] == 2
    values = json.loads(Path("saved.json").read_text())
    values["assessments"][0]["frameworks"][0]["id"] = "lost"
    Path("saved.json").write_text(json.dumps(values))
    code, out, err = run("verify", "saved.json", "--site", "moved.yaml")
    assert (code, out) == (2, "")
    assert err.startswith("lost: there is no such framework")
