"""Interview schedules, and answers written into the site file with nothing else touched."""

import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from all_reports import SITES, assessed
from iomassess.assess import assess
from iomassess.authoring.adding import added, replaced
from iomassess.authoring.editing import comments
from iomassess.authoring.interviewing import plain, printed, schedule, still_open
from iomassess.cli import main
from iomassess.cli.filling import Arrows
from iomassess.cli.rewriting import rewrite
from iomassess.framework.reading import load_framework
from iomassess.loading import load_facts
from iomassess.markdown import unescape
from iomassess.places import bundled, frameworks
from iomassess.problems import InvalidSource
from iomassess.reports import report
from iomassess.results import Question, Reason
from iomassess.source import parse, read
from iomassess.unknowns.ranking import unknowns
from iomassess.vocabulary import InterviewRole
from test_fmt import Written, files
from test_unknowns import asks, result, site

BUNDLED = [load_framework(folder) for folder in frameworks()]

# -- schedules


@pytest.mark.parametrize("role", list(InterviewRole))
def test_a_schedule_has_every_question_for_its_role_once(role: InterviewRole) -> None:
    asked = [question for topic in schedule(BUNDLED, role) for question in topic.questions]
    wanted = {
        ask.question
        for framework in BUNDLED
        for criterion in framework.criteria
        for rung in criterion.rungs
        for ask in rung.ask
        if role in ask.of
    }
    assert len(asked) == len(set(asked))
    assert set(asked) == wanted
    text = printed(role, frameworks=BUNDLED)
    numbers = [int(found) for found in re.findall(r"(?m)^(\d+)\. ", text)]
    assert numbers == list(range(1, len(wanted) + 1))
    assert all(question in text for question in wanted)


@pytest.mark.parametrize("role", list(InterviewRole))
def test_with_a_site_only_what_is_open_is_asked(role: InterviewRole) -> None:
    assessment = assess(load_facts(read(bundled("sites") / "lancashire.yaml")), BUNDLED)
    levels = {one.id: one for framework in assessment.frameworks for one in framework.criteria}
    found = still_open(assessment, role)
    assert found
    for one in found:
        for rung in one.bears_on:
            assert levels[rung.criterion].evidenced < rung.level <= levels[rung.criterion].possible
    every = sum(len(topic.questions) for topic in schedule(BUNDLED, role))
    assert len(found) < every


@pytest.mark.parametrize("name", SITES)
def test_schedule_gap_report_and_ranking_ask_in_the_same_order(name: str) -> None:
    gap_report = report("gap", [assessed(name)], pictures=False).markdown.partition("## Questions, by whom")[
        2
    ]
    for role, head in GAP_HEADS.items():
        told = [one for one in unknowns(assessed(name)) if role in one.roles]  # as `unknowns --role` prints
        ranking = list(dict.fromkeys(ask.question for one in told for ask in one.ask))
        scheduled = questions(printed(role, assessment=assessed(name)))
        gaps = questions(gap_report.partition(f"### {head}\n")[2].partition("\n##")[0])
        for asked in (scheduled, gaps):
            assert len(asked) > 5
            assert asked == [one for one in ranking if one in asked]


def questions(markdown: str) -> list[str]:
    """The items of the numbered lists in some Markdown."""
    return [unescape(one) for one in re.findall(r"(?m)^\d+\. (.*)$", markdown)]


GAP_HEADS = {
    InterviewRole.STRATEGIC: "Members of strategic groups",
    InterviewRole.OPERATIONAL: "Members of the operational group",
    InterviewRole.DELIVERY: "Agencies that deliver",
    InterviewRole.REFERRAL: "Agencies that take referrals",
}


def test_a_question_that_has_no_rank_comes_last_and_those_keep_the_frameworks_order() -> None:
    unranked = Reason("some", "as assessments were saved once", "unknown")
    whole = site(
        [
            result("first", [unranked]),
            result("low", [asks(1)]),
            result("second", [unranked]),
            result("high", [asks(2), asks(3)]),
        ],
        {1: (), 2: (), 3: ()},
    )
    ranked, rest = ["high 1?", "low 1?", "high 2?"], ["first 1?", "second 1?"]
    assert [one.question for one in still_open(whole)] == [*ranked, *rest]


def test_a_question_is_only_ever_text_and_reads_as_it_is_written() -> None:
    hostile = '1. Who\'s on "the [board]" of a_b_c, <i>*today*</i> & `tomorrow`? # Or \\* nobody?'
    one = result("one", [asks(1)])
    asked = one.rungs[0]._replace(ask=(Question(("delivery",), hostile, ()),))
    whole = site([one._replace(rungs=(asked,))], {1: ()})
    markdown = printed(InterviewRole.DELIVERY, assessment=whole)
    inline = [part for token in MarkdownIt("commonmark").parse(markdown) for part in token.children or ()]
    assert hostile in [part.content for part in inline]
    assert {part.type for part in inline} == {"text", "softbreak"}
    assert f"\n1. {hostile}\n" in plain(markdown)


def test_the_name_of_a_site_is_only_ever_text() -> None:
    assessment = assess(load_facts(read(bundled("sites") / "london.yaml")), BUNDLED)
    hostile = assessment._replace(site=assessment.site._replace(name="<b>x</b>\n\n# two *y*"))
    schedule = printed(InterviewRole.REFERRAL, assessment=hostile)
    head = "# Interview schedule: agencies that take referrals, \\<b\\>x\\</b\\> # two \\*y\\*"
    assert [line for line in schedule.splitlines() if line.startswith("# ")] == [head]
    title, line, *_ = plain(schedule).splitlines()
    assert title == "Interview schedule: agencies that take referrals, <b>x</b> # two *y*"
    assert line == "=" * len(title)


def test_text_has_its_headings_underlined() -> None:
    assert plain("# One\n\n## Two *x*\n\n### Three\n\n1. #4?\n") == (
        "One\n===\n\nTwo *x*\n-------\n\nThree\n~~~~~\n\n1. #4?\n"
    )


def test_a_schedule_can_be_had_of_saved_assessments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (
        ["score", "lancashire", "london", "--format", "json", "-o", "saved.json"],
        ["interview", "--site", "saved.json", "--role", "referral", "--format", "md"],
    ):
        monkeypatch.setattr("sys.argv", ["iomassess", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        assert not stop.value.code
    heads = [line for line in capsys.readouterr().out.splitlines() if line.startswith("# ")]
    assert heads == [
        "# Interview schedule: agencies that take referrals, Lancashire",
        "# Interview schedule: agencies that take referrals, London",
    ]


# -- filling

SITE = """\
# Here: a small place.
format: iomassess/site/1
id: here
name: Here
wave: baseline
as_of: 2024-06

sources:
  plan: {title: The plan, kind: document}   # of November

agencies:
  police: {name: The Police, sector: statutory, kind: police, evidence: [plan 1]}
  harbour:                                  # a charity
    name: Harbour
    sector: third
    evidence: [plan 2]

groups:
  team:
    name: Team
    level: service-delivery
    scope: iom
    evidence: [plan 3]
    members:
      - {agency: harbour, staff: 2, evidence: [plan 3]}  # two of them

# The end.
"""

QUESTIONS = {
    1: (
        "{some: members, where: {group.level: service-delivery, group.scope: iom, agency.sector: third}}",
        "Who?",
    ),
    2: (
        (
            "{some: members, where: {group.level: service-delivery, group.scope: iom, agency.sector: third, "
            "co_located: true}}"
        ),
        "Whose desks?",
    ),
    3: ("{some: agencies, where: {delivers: true}}", "Who delivers?"),
    4: (
        "{some: practices, where: {kind: [mentoring, briefing], scope: iom, with.sector: third}}",
        "Any mentoring?",
    ),
}

FRAMEWORK = """\
format: iomassess/framework/1
id: tiny
title: Tiny
version: 1.0.0
source: [study 1]
about: For tests.
scale: {0: none, 1: minimal, 2: partial, 3: substantial, 4: full}
summary: minimum
order: [teams]
"""


class Filled(NamedTuple):
    """What filling in came to."""

    code: int
    out: str
    err: str
    text: str


Fill = Callable[..., Filled]


@pytest.fixture
def fill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fill:
    """Answer questions about the site, one line each; then the input ends."""
    monkeypatch.chdir(tmp_path)
    tiny = tmp_path / "tiny"
    tiny.mkdir()
    (tiny / "framework.yaml").write_text(FRAMEWORK)
    rungs = "".join(
        f"  {level}: {{label: L, means: M., when: {when}, because: B., source: [study 1], remedy: R., "
        f'ask: [{{of: [delivery], question: "{question}", source: [study 1]}}]}}\n'
        for level, (when, question) in QUESTIONS.items()
    )
    head = "title: Teams\nquestion: Q?\nwhy: W.\nsource: [study 1]\nladder: L.\n"
    levels = f"{head}levels:\n{rungs}"

    def filling(*answers: str, site: str = SITE, when: str = "") -> Filled:
        path = tmp_path / "here.yaml"
        rung = re.sub("(?m)^  1: ", "", levels.splitlines()[6]).replace(QUESTIONS[1][0], when)
        alike = [f"  {level}: {rung}" for level in QUESTIONS] if when else []
        (tiny / "teams.yaml").write_text("\n".join([head, "levels:", *alike]) if when else levels)
        path.write_text(site)
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{one}\n" for one in answers)))
        arguments = ["interview", "--site", "here.yaml", "--role", "delivery", "--fill", "-f", "tiny"]
        monkeypatch.setattr("sys.argv", ["iomassess", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return Filled(int(stop.value.code or 0), out, err, path.read_text())

    return filling


TO_DESKS = ("2",)
"""On from "Who delivers?", the most telling, to "Whose desks?"."""


def changes(text: str) -> list[str]:
    """The lines that were added; all others are as they were."""
    rest = iter(text.splitlines())
    added_lines: list[str] = []
    for line in SITE.splitlines():
        for one in rest:
            if one == line:
                break
            added_lines.append(one)
        else:
            pytest.fail(f"gone: {line}")
    return [*added_lines, *rest]


def dated(text: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\d", "TODAY", text)


SOURCE = '  interview-delivery-1: {title: "Interview, delivery role", kind: interview, date: "TODAY"}'


def test_an_answer_about_a_seat_adds_the_field_that_it_lacks_and_what_bears_it_out(fill: Fill) -> None:
    found = fill(*TO_DESKS, "1", "1", "1", "1", "1", "1", "3")
    assert (found.code, found.err) == (0, "1 answer written to here.yaml\n")
    assert "\nWhose desks?\n  bears on Teams, level 2 (now 1-4)\n" in found.out
    values = read(Path("here.yaml")).values
    assert values["groups"]["team"]["members"] == [
        {
            "agency": "harbour",
            "staff": 2,
            "co_located": True,
            "evidence": {
                "agency": ["plan 3"],
                "staff": ["plan 3"],
                "co_located": ["interview-delivery-1 question 2"],
            },
        }
    ]
    assert comments(parse(found.text, "")) == comments(parse(SITE, ""))
    before, after = SITE.splitlines(), dated(found.text).splitlines()
    assert after[9] == SOURCE
    assert [line for line in before if line not in after] == [before[24]]


def test_that_there_is_none_becomes_a_statement_in_the_words_of_the_question(fill: Fill) -> None:
    found = fill(*TO_DESKS, "1", "2", "All sit elsewhere.", "1", "2")
    assert found.code == 0
    assert "Any mentoring?" not in found.out  # it is about a rung above one that is now ruled out
    assert dated("\n".join(changes(found.text))) == (
        f"{SOURCE}\n"
        "absent:\n"
        "  - members: {group.level: service-delivery, group.scope: iom, agency.sector: third, "
        "co_located: true}\n"
        "    evidence: [interview-delivery-1 question 2]\n"
        "    because: All sit elsewhere.\n"
    )
    (criterion,) = (
        assess(load_facts(read(Path("here.yaml"))), [load_framework(Path("tiny"))], reasons=False)
        .frameworks[0]
        .domains[0]
        .criteria
    )
    assert (criterion.evidenced, criterion.possible) == (1, 1)


def test_that_the_file_has_them_all_becomes_a_statement_too(fill: Fill) -> None:
    fill(*TO_DESKS, "1", "3", "", "1", "3")
    assert read(Path("here.yaml")).values["complete"] == [
        {
            "members": {
                "group.level": "service-delivery",
                "group.scope": "iom",
                "agency.sector": "third",
                "co_located": True,
            },
            "evidence": ["interview-delivery-1 question 2"],
            "because": "Said so when asked.",
        }
    ]


def test_what_contradicts_the_file_is_not_written(fill: Fill) -> None:
    site = f"{SITE}absent:\n  - practices: {{kind: mentoring}}\n"
    found = fill("2", "2", "1", "1", "2", "1", "1", "3", site=site)
    assert (found.text, found.err) == (site, "0 answers written to here.yaml\n")
    said = re.findall("(?m)^This cannot be written down:\n(.*)$", found.out)
    assert [one.partition(" and ")[0] for one in said] == ["  here.yaml:29:5: practices.0: is here,"]


def test_agencies_and_groups_that_are_new_get_ids_and_fields(fill: Fill) -> None:
    found = fill(*TO_DESKS, "1", "1", "2", "North team", "1", "1", "2", "Clinic & Co", "1", "1", "1", "3")
    values = read(Path("here.yaml")).values
    cited = ["interview-delivery-1 question 2"]
    assert found.err == "1 answer written to here.yaml\n"
    assert values["agencies"]["clinic-and-co"] == {
        "name": "Clinic & Co",
        "sector": "third",
        "evidence": cited,
    }
    assert values["groups"]["north-team"] == {
        "name": "North team",
        "level": "service-delivery",
        "scope": "iom",
        "evidence": cited,
        "members": [{"agency": "clinic-and-co", "co_located": True, "evidence": cited}],
    }
    assert len(changes(found.text)) > 8
    assert comments(parse(found.text, "")) == comments(parse(SITE, ""))


def test_what_is_not_known_is_left_out(fill: Fill) -> None:
    found = fill(*TO_DESKS, "1", "1", "1", "1", "3", "3")
    assert "The file says all of that already." in found.out
    assert found.text == SITE


def test_a_derived_value_is_asked_for_by_what_it_rests_on(fill: Fill) -> None:
    found = fill("1", "1", "1", "1", "1", "1", "2", "1", "3")
    seat = read(Path("here.yaml")).values["groups"]["team"]["members"][0]
    assert found.out.startswith("\nWho delivers?\n")
    assert (seat["co_located"], seat["co_works"], seat["shares_information"]) == (True, True, False)


def test_a_practice_is_written_with_those_it_is_done_with(fill: Fill) -> None:
    found = fill("2", "2", "1", "1", "1", "1", "1", "1", "3")
    assert "Any mentoring?" in found.out
    assert read(Path("here.yaml")).values["practices"] == [
        {
            "kind": "briefing",
            "scope": "iom",
            "with": ["harbour"],
            "evidence": ["interview-delivery-1 question 3"],
        }
    ]


ONE, BACK, WRITE, STOP = "1", "4", "1", "3"
LINK = "{some: links, where: {kind: KIND, scope: iom, to.sector: third}}"


def told(values: Any) -> Any:
    """A record as it was written, without what bears it out."""
    assert values.pop("evidence") == ["interview-delivery-1 question 1"]
    return values


def test_a_referral_is_written_from_a_group_to_an_agency(fill: Fill) -> None:
    found = fill(ONE, ONE, ONE, ONE, ONE, WRITE, STOP, when=LINK.replace("KIND", "refers-to"))
    assert re.findall(r"Which \w+ \(\w+\)\?", found.out) == ["Which group (from)?", "Which agency (to)?"]
    (link,) = read(Path("here.yaml")).values["links"]
    assert told(link) == {"kind": "refers-to", "scope": "iom", "from": "team", "to": "harbour"}


def test_a_contract_is_written_from_an_agency_to_an_agency(fill: Fill) -> None:
    fill(ONE, ONE, ONE, ONE, ONE, WRITE, STOP, when=LINK.replace("KIND", "contract"))
    (link,) = read(Path("here.yaml")).values["links"]
    assert told(link) == {"kind": "contract", "scope": "iom", "from": "police", "to": "harbour"}


def test_joint_working_is_written_as_between_two_agencies(fill: Fill) -> None:
    fill(ONE, ONE, ONE, ONE, ONE, WRITE, STOP, when=LINK.replace("KIND", "joint-working"))
    (link,) = read(Path("here.yaml")).values["links"]
    assert told(link) == {"kind": "joint-working", "scope": "iom", "between": ["police", "harbour"]}


def test_what_is_asked_of_a_group_is_not_asked_of_an_agency(fill: Fill) -> None:
    when = "{some: links, where: {kind: [refers-to, contract], from.level: service-delivery}}"
    found = fill(ONE, ONE, "2", ONE, "2", WRITE, STOP, when=when)
    assert "level: " not in found.out
    (link,) = read(Path("here.yaml")).values["links"]
    assert told(link) == {"kind": "contract", "from": "police", "to": "harbour"}


def test_a_barrier_has_no_ends_to_ask_about(fill: Fill) -> None:
    fill(ONE, ONE, WRITE, STOP, when="{some: barriers, where: {kind: vetting}}")
    (barrier,) = read(Path("here.yaml")).values["barriers"]
    assert told(barrier) == {"kind": "vetting"}


def test_only_agencies_that_may_be_what_is_asked_for_are_offered(fill: Fill) -> None:
    found = fill(ONE, ONE, when="{some: agencies, where: {sector: third, reach: local}}")
    assert re.findall(r"Which agency\?\n((?:  .*\n)+)", found.out) == ["  1  Harbour\n  2  another\n"]


def test_an_agency_that_is_there_gets_the_field_that_it_lacks(fill: Fill) -> None:
    fill(ONE, ONE, ONE, ONE, WRITE, STOP, when="{some: agencies, where: {sector: third, reach: local}}")
    assert read(Path("here.yaml")).values["agencies"]["harbour"] == {
        "name": "Harbour",
        "sector": "third",
        "reach": "local",
        "evidence": {
            "name": ["plan 2"],
            "sector": ["plan 2"],
            "reach": ["interview-delivery-1 question 1"],
        },
    }


@pytest.mark.parametrize(("said", "staff"), [("12", 12), ("a dozen", None), ("", None)])
def test_a_number_is_written_as_one_and_anything_else_is_not_known(
    fill: Fill, said: str, staff: int | None
) -> None:
    when = "{some: members, where: {group.level: service-delivery, staff: {from: 5, to: 20}}}"
    found = fill(ONE, ONE, ONE, ONE, said, WRITE, STOP, when=when)
    assert "with staff 5 to 20" in found.out
    seat = read(Path("here.yaml")).values["groups"]["team"]["members"][1]
    assert told(seat) == {"agency": "police", **({} if staff is None else {"staff": staff})}


def test_how_many_at_least_is_asked_for_as_an_open_range(fill: Fill) -> None:
    fill(ONE, "2", "So they say.", WRITE, STOP, when="{some: members, where: {staff: {from: 5}}}")
    (absent,) = read(Path("here.yaml")).values["absent"]
    assert absent["members"] == {"staff": {"from": 5}}


def test_what_bears_single_fields_out_stays_with_them(fill: Fill) -> None:
    site = SITE.replace("    evidence: [plan 2]", "    evidence: {sector: [plan 2]}")
    fill(ONE, ONE, ONE, ONE, WRITE, STOP, site=site, when="{some: agencies, where: {reach: local}}")
    assert read(Path("here.yaml")).values["agencies"]["police"]["reach"] == "local"
    fill(ONE, ONE, "2", ONE, WRITE, STOP, site=site, when="{some: agencies, where: {reach: local}}")
    assert read(Path("here.yaml")).values["agencies"]["harbour"]["evidence"] == {
        "sector": ["plan 2"],
        "reach": ["interview-delivery-1 question 1"],
    }


def test_a_number_that_is_no_option_is_asked_for_again_and_one_can_go_back(fill: Fill) -> None:
    found = fill("9", "none", ONE, BACK, STOP, when="{some: barriers, where: {kind: vetting}}")
    assert found.out.count("Please give a number from 1 to 3.") == 2
    assert (found.text, found.err) == (SITE, "0 answers written to here.yaml\n")


@pytest.mark.parametrize("now", [SITE.replace("Here", "There").encode(), b"\xff", None])
def test_a_file_that_is_no_longer_what_was_read_is_left_as_it_is(tmp_path: Path, now: bytes | None) -> None:
    path = tmp_path / "here.yaml"
    path.write_text(SITE)
    source = read(path, "here.yaml")
    after = added(source, ("project", "name"), "Here")
    if now is None:
        path.unlink()
    else:
        path.write_bytes(now)
    with pytest.raises(InvalidSource, match="was changed while it was being edited: nothing is written"):
        rewrite(path, source, after)
    assert (path.read_bytes() if path.exists() else None) == now


def test_without_questionary_options_are_numbered(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "questionary", None)
    found = fill(*TO_DESKS, "1", "1", "1", "1", "1", "1", "3")
    assert (found.code, found.err) == (0, "1 answer written to here.yaml\n")


@pytest.fixture
def keys() -> Iterator[Callable[[str], None]]:
    """Press keys, which whoever asks with questionary then finds pressed."""
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe.send_text


def test_arrow_keys_choose_and_lines_are_edited(keys: Callable[[str], None]) -> None:
    down, back, enter = "\x1b[B", "\x7f", "\r"
    keys(f"{down}{down}{enter}")
    assert Arrows().choose("Which?", ["first", "second", "third"]) == 2
    keys(f" Harbourx{back} {enter}")
    assert Arrows().text("What is it called?") == "Harbour"


def test_ctrl_c_ends_the_asking(keys: Callable[[str], None]) -> None:
    keys("\x03")
    with pytest.raises(EOFError):
        Arrows().choose("Which?", ["first", "second"])
    keys("Har\x03")
    with pytest.raises(EOFError):
        Arrows().text("What is it called?")


def test_an_answer_that_is_not_agreed_to_is_not_written(fill: Fill) -> None:
    found = fill(*TO_DESKS, "1", "1", "1", "1", "1", "2", "3")
    assert "Write this?" in found.out
    assert (found.text, found.err) == (SITE, "0 answers written to here.yaml\n")


def test_what_was_written_stays_when_the_input_ends(fill: Fill) -> None:
    found = fill(*TO_DESKS, "1", "1", "1", "1", "1", "1")
    assert (found.code, found.err) == (0, "1 answer written to here.yaml\n")
    assert "co_located: true" in found.text


def test_the_most_telling_question_is_asked_first_and_what_its_answer_settles_is_not(fill: Fill) -> None:
    found = fill("1", "1", "1", "1", "1", "1", "1", "1", "2", "3")
    assert found.err == "1 answer written to here.yaml\n"
    assert re.findall(r"(?m)^  bears on (.*)$", found.out) == [
        "Teams, level 3 (now 1-4)",
        "Teams, level 4 (now 3-4)",
    ]
    assert "Whose desks?" not in found.out


def test_a_question_that_was_passed_over_is_not_asked_again(fill: Fill) -> None:
    out = fill(*TO_DESKS, "1", "1", "1", "1", "1", "1", "2", "3").out
    assert [out.count(question) for question in ("Who delivers?", "Whose desks?", "Any mentoring?")] == [
        1,
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--fill",), "--fill: needs `--site` and `--role`: where the answers go, and whose they are\n"),
        (
            ("--fill", "--role", "delivery", "--site", "lancashire"),
            "lancashire: is a bundled site: copy its file, and name the copy\n",
        ),
    ],
)
def test_answers_need_a_file_of_ones_own(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["iomassess", "interview", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    assert (stop.value.code, capsys.readouterr().err) == (2, said)


def test_without_a_site_each_schedule_is_printed_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["iomassess", "interview", "--format", "md"])
    with pytest.raises(SystemExit) as stop:
        main()
    schedules = [printed(role, frameworks=BUNDLED) for role in InterviewRole]
    assert (stop.value.code, capsys.readouterr().out) == (0, "\n".join(schedules))


# -- adding to any file


def test_what_is_added_does_not_come_between_a_comment_and_its_field() -> None:
    text = (
        "agencies:\n  a:\n    # as they say\n    sector: third\n    # more\n    size: small\n"
        "      # not large\n"
    )
    once = added(parse(text, "x.yaml"), ("agencies", "a", "name"), "A")
    twice = added(once, ("agencies", "a", "reach"), "local")
    assert twice.text == (
        "agencies:\n  a:\n    # as they say\n    sector: third\n    name: A\n    # more\n    size: small\n"
        "      # not large\n    reach: local\n"
    )


@pytest.mark.parametrize(
    ("before", "loc", "value", "after"),
    [
        (
            *("links:\n  - {kind: contract}\nid: x\n", ("links", 1), {"kind": "grant"}),
            "links:\n  - {kind: contract}\n  - {kind: grant}\nid: x\n",
        ),
        ("pathways: [health]\n", ("pathways", 1), "attitudes", "pathways: [health, attitudes]\n"),
        ("lead: []\n", ("lead", 0), "police", "lead: [police]\n"),
        ("agencies: {}\n", ("agencies", "a"), {"name": "A"}, "agencies: {a: {name: A}}\n"),
        (
            *("agencies: {a: {sector: third}}\n", ("agencies", "a", "name"), "A"),
            "agencies: {a: {name: A, sector: third}}\n",
        ),
    ],
    ids=["a record", "in brackets", "in empty brackets", "in empty braces", "before the others"],
)
def test_what_is_added_is_written_as_the_rest_is(
    before: str, loc: tuple[str | int, ...], value: Any, after: str
) -> None:
    assert added(parse(before, "x.yaml"), loc, value).text == after


def test_another_value_stands_where_the_first_did() -> None:
    before = "agencies: {a: {name: A, evidence: [s 1]}}  # one\n"
    short = replaced(parse(before, "x.yaml"), ("agencies", "a", "evidence"), {"name": ["s 1"]})
    assert short.text == "agencies: {a: {name: A, evidence: {name: [s 1]}}}  # one\n"
    lacking = replaced(parse("agencies: {a: {name: A}}\n", "x.yaml"), ("agencies", "a", "note"), "New.")
    assert lacking.text == "agencies: {a: {name: A, note: New.}}\n"


PLACES: list[tuple[tuple[str | int, ...], Any]] = [
    (("agencies", "new"), {"name": "New", "evidence": ["s 1", "s 2"], "note": "a: b # c"}),
    (("agencies", "r0", "sector"), "third"),
    (("agencies", "r0", "reach"), {"one_of": ["local", "national"]}),
    (("groups", "r0", "scope"), "iom"),
    (("groups", "r1", "standing"), "main"),
    (("links", 0, "status"), "planned"),
    (("project", "cohort"), ["yes", "x, y"]),
    (("barriers", 0), {"kind": "funding"}),
    (("absent", 0), {"members": {"agency.sector": "third"}, "because": "It is said. " * 20}),
    (("sources", "s"), {"title": "", "kind": "report"}),
]


@given(files(), st.sampled_from(PLACES))
def test_adding_to_any_file_keeps_all_the_rest_or_is_refused(
    written: Written, place: tuple[tuple[str | int, ...], Any]
) -> None:
    source = parse(written.text, "x.yaml")
    loc, value = place
    node: Any = source.values
    for segment in loc[:-1]:
        node = node.get(segment, {}) if isinstance(node, dict) else node[segment] if len(node) else {}
    if isinstance(node, dict) and loc[-1] in node:
        return
    try:
        after = added(source, loc, value)
    except InvalidSource:
        return
    assert comments(after) == comments(source)
    found: Any = after.values
    for segment in loc:
        found = found[segment]
    assert found == value
    removed = [line for line in source.text.splitlines() if line.lstrip(" -") not in after.text]
    assert removed == []
