"""What a check tells, in each format: as its readers want it, whatever files and texts hold."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped
from markdown_it import MarkdownIt

from iomassess import checkformats
from iomassess.checking import check_path, look
from iomassess.notices import SEVERITIES, Looked, Notice, Review, Severity, Suppressed, fingerprints
from iomassess.problems import Problem
from iomassess.rules import rules

HEAD = """\
format: iomassess/site/1
id: here
name: Here
wave: baseline
as_of: 2009-02
"""
UNSOUND = f"""{HEAD}\
groups:
  one: {{name: One, level: service-delivry}}
  two: {{name: Two, members: [{{agency: polise}}]}}
"""
SLIP = "`service-delivry` is not a value of this field; did you mean `service-delivery`?"
CODED = f"""{HEAD}\
sources: {{plan: {{title: Plan, kind: document}}}}
groups:
  one: {{name: One, evidence: [plan p. 1]}}
  two: {{name: Two, evidence: [plan p. 1]}}
suppressed:
  - {{rule: lint/empty-group, at: groups.two, reason: "The plan | does not *say*."}}
"""
ODD = "a b,c;d:e%41é#[1]&<x>.yaml"
SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))

Reviewed: TypeAlias = Callable[..., Review]


@pytest.fixture
def reviewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reviewed:
    """Write some files and check them."""
    monkeypatch.chdir(tmp_path)

    def reviewing(fail_on: Severity = "error", **files: str) -> Review:
        for name, text in files.items():
            Path(name).write_text(text, encoding="utf-8")
        return Review(tuple(look(one) for name in files for one in check_path(Path(name))), fail_on)

    return reviewing


@pytest.fixture
def review(reviewed: Reviewed) -> Review:
    """A sound file, an unsound one of an odd name, one that suppresses something, and one not there."""
    found = reviewed(**{"sound.yaml": HEAD, ODD: UNSOUND, "coded.yaml": CODED})
    return found._replace(looked=(*found.looked, *map(look, check_path(Path("nowhere")))))


NASTY = "100 % \r\n::error::x, a:b | <b>&amp; `c` ]]> \x07 \ud7ff"


def told(severity: Severity = "error", text: str = NASTY, path: str = ODD) -> Review:
    """One notice whose every text is hostile."""
    problem = Problem(path, 3, 5, "a.b", text, f"    {text}", "schema/wrong-type", text)
    notice = Notice("schema/wrong-type", severity, problem, text)
    return Review((Looked(path, (notice,), (Suppressed(notice, text),)),))


# -- which there are


def test_every_module_of_the_package_is_a_format_and_the_other_way_about() -> None:
    assert checkformats.names() == ["github", "gitlab", "json", "junit", "markdown", "sarif", "text"]


@pytest.mark.parametrize("name", checkformats.names())
def test_a_check_that_finds_nothing_is_said_in_every_format(reviewed: Reviewed, name: str) -> None:
    text = checkformats.written(name, reviewed(**{"sound.yaml": HEAD}))
    assert (text == "") == (name in ("github", "text"))


@pytest.mark.parametrize("name", checkformats.names())
@given(text=st.text(min_size=1), severity=st.sampled_from(SEVERITIES))
def test_no_text_is_too_odd_for_a_format(name: str, text: str, severity: Severity) -> None:
    path = text.encode(errors="backslashreplace").decode()
    written = checkformats.written(name, told(severity, path, path))
    assert written.encode()
    if name in ("json", "gitlab", "sarif"):
        json.loads(written)
    if name == "junit":
        JUnitXml.fromstring(written.encode())


# -- fingerprints


def test_a_fingerprint_stays_when_lines_move_and_when_other_records_come(reviewed: Reviewed) -> None:
    links = "links:\n  - {kind: grant, from: a, to: b}\n"
    more = "links:\n  - {kind: secondment, from: a, to: b}\n  - {kind: grant, from: a, to: b}\n"
    agencies = "agencies: {a: {name: A}}\n"
    before = reviewed(**{"a.yaml": HEAD + agencies + links}).notices
    after = reviewed(**{"a.yaml": f"# moved\n\n{HEAD}\n{agencies}{more}"}).notices
    (one,) = [one for one in before if one.rule == "reference/unknown-agency"]
    marks = {other.fingerprint: other.problem for other in after}
    assert marks[one.fingerprint].where == "links.1.to"
    assert marks[one.fingerprint].line == one.problem.line + 4


def test_fingerprints_differ_by_rule_path_and_record(reviewed: Reviewed) -> None:
    same = {"a.yaml": UNSOUND, "b.yaml": UNSOUND}
    marks = [mark for _, mark in fingerprints(reviewed(**same).notices)]
    assert len(set(marks)) == len(marks) == 4


def test_what_repeats_a_fingerprint_gets_a_suffix(reviewed: Reviewed) -> None:
    twice = f"{HEAD}practices:\n  - {{kind: mapping, by: [a]}}\n  - {{kind: mapping, by: [a]}}\n"
    notices = reviewed(**{"a.yaml": twice}).notices
    double = [one._replace(subject="practices.mapping") for one in notices]
    first, second = [mark for _, mark in fingerprints(double)]
    assert second == f"{first}-2"


# -- text


def test_text_shows_place_rule_line_and_caret(review: Review) -> None:
    assert checkformats.written("text", review).splitlines()[:3] == [
        f"{ODD}:7:27: groups.one.level: {SLIP} [schema/unknown-value]",
        "      one: {name: One, level: service-delivry}",
        "                              ^",
    ]


def test_text_says_what_is_suppressed_and_why(review: Review) -> None:
    lines = checkformats.written("text", review).splitlines()
    assert lines[-2].startswith("suppressed: warning: coded.yaml:9:3: groups.two: has no members, ")
    assert lines[-1] == "    reason: The plan | does not *say*."


# -- json


def test_json_carries_everything_that_is_told(review: Review) -> None:
    found = json.loads(checkformats.written("json", review))
    assert (found["format"], found["fail_on"]) == ("iomassess/check/1", "error")
    assert {one["path"]: one["sound"] for one in found["checked"]} == {
        "sound.yaml": True,
        ODD: False,
        "coded.yaml": True,
        "nowhere": False,
    }
    first = found["notices"][0]
    assert len(first.pop("fingerprint")) == 64
    assert first == {
        "rule": "schema/unknown-value",
        "severity": "error",
        "path": ODD,
        "line": 7,
        "column": 27,
        "end_column": 42,
        "where": "groups.one.level",
        "subject": "groups.one.level",
        "message": f"groups.one.level: {SLIP}",
    }
    (suppressed,) = found["suppressed"]
    assert (suppressed["rule"], suppressed["reason"]) == ("lint/empty-group", "The plan | does not *say*.")


# -- github

COMMAND = re.compile(r"::(?P<command>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as the runner does."""

    def decoded(value: str, *, whole: bool) -> str:
        found = value.replace("%0D", "\r").replace("%0A", "\n")
        found = found.replace("%3A", ":").replace("%2C", ",") if whole else found
        return found.replace("%25", "%")

    read = []
    for line in text.removesuffix("\n").split("\n"):
        found = COMMAND.fullmatch(line)
        assert found is not None, line
        pairs = (one.split("=", 1) for one in found["properties"].split(","))
        properties = {name: decoded(value, whole=True) for name, value in pairs}
        read.append((found["command"], properties, decoded(found["message"], whole=False)))
    return read


def test_github_gets_one_command_for_each_notice(review: Review) -> None:
    read = commands(checkformats.written("github", review))
    assert [command for command, _, _ in read] == ["error", "error", "warning", "error"]
    assert read[0][1] == {
        "title": "schema/unknown-value",
        "file": ODD,
        "line": "7",
        "col": "27",
        "endColumn": "42",
    }
    assert "line" not in read[3][1]


@pytest.mark.parametrize(
    ("severity", "command"), [("error", "error"), ("warning", "warning"), ("note", "notice")]
)
def test_nothing_in_a_message_or_a_path_ends_a_command(severity: Severity, command: str) -> None:
    path = "a,b:c%0A\n::error::d.yaml"
    ((found, properties, message),) = commands(checkformats.written("github", told(severity, path=path)))
    assert (found, properties["file"]) == (command, path)
    assert message.startswith("a.b: 100 % \\r\\n::error::x, a:b | <b>")


# -- gitlab

# https://docs.gitlab.com/ci/testing/code_quality/: what a report must have
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def test_gitlab_gets_issues_of_the_shape_that_it_documents(review: Review) -> None:
    issues = json.loads(checkformats.written("gitlab", review))
    jsonschema.validate(issues, GITLAB)
    assert [one["location"] for one in issues] == [
        {"path": ODD, "lines": {"begin": 7}},
        {"path": ODD, "lines": {"begin": 8}},
        {"path": "coded.yaml", "lines": {"begin": 8}},
        {"path": "nowhere", "lines": {"begin": 1}},
    ]
    assert [one["severity"] for one in issues] == ["major", "major", "minor", "major"]
    assert len({one["fingerprint"] for one in issues}) == len(issues)


def test_gitlab_gets_the_shape_that_ruff_gives_it(review: Review, tmp_path: Path) -> None:
    """No reader of these reports is to be had, so they are held against those of a writer in wide use."""

    def kinds(value: Any) -> Any:
        return {key: kinds(one) for key, one in value.items()} if isinstance(value, dict) else type(value)

    (tmp_path / "unused.py").write_text("import os\n")
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--output-format",
        "gitlab",
        str(tmp_path),
    ]
    ran = subprocess.run(command, capture_output=True, check=False, text=True)  # noqa: S603
    (theirs,) = [kinds(one) for one in json.loads(ran.stdout)]
    for one in json.loads(checkformats.written("gitlab", review)):
        ours = kinds(one)
        assert ours["location"]["path"] is theirs["location"]["path"]
        assert {key: ours[key] for key in ours if key != "location"} == {
            key: theirs[key] for key in ours if key != "location"
        }
    assert set(theirs) - {"location"} <= set(ours)


def test_gitlab_takes_a_report_of_nothing(reviewed: Reviewed) -> None:
    assert json.loads(checkformats.written("gitlab", reviewed(**{"sound.yaml": HEAD}))) == []


# -- sarif


def run_of(review: Review) -> dict[str, Any]:
    """The one run of the log, which the schema accepts."""
    log = json.loads(checkformats.written("sarif", review))
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    (run,) = log["runs"]
    found: dict[str, Any] = run
    return found


@pytest.mark.parametrize("severity", SEVERITIES)
def test_the_schema_of_sarif_accepts_a_log_whatever_it_holds(severity: Severity) -> None:
    run_of(told(severity))
    run_of(Review(()))


def test_the_schema_of_sarif_would_refuse_a_log_that_is_wrong(review: Review) -> None:
    log = json.loads(checkformats.written("sarif", review))
    log["runs"][0]["results"][0]["level"] = "grave"
    with pytest.raises(jsonschema.ValidationError, match="grave"):
        jsonschema.validate(log, SCHEMA)


def test_a_result_of_sarif_has_a_rule_a_level_a_place_and_a_fingerprint(review: Review) -> None:
    run = run_of(review)
    result = run["results"][0]
    assert (result["ruleId"], result["level"]) == ("schema/unknown-value", "error")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    (location,) = result["locations"]
    physical = location["physicalLocation"]
    assert physical["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    assert unquote(physical["artifactLocation"]["uri"]) == ODD
    assert re.fullmatch(r"[\w.%-]+", physical["artifactLocation"]["uri"])
    assert physical["region"] == {
        "startLine": 7,
        "startColumn": 27,
        "endLine": 7,
        "endColumn": 42,
        "snippet": {"text": "  one: {name: One, level: service-delivry}"},
    }
    assert result["partialFingerprints"]["primaryLocationLineHash"] == review.notices[0].fingerprint


def test_every_rule_told_of_is_documented_in_the_log(review: Review) -> None:
    run = run_of(review)
    documented = run["tool"]["driver"]["rules"]
    assert {one["id"] for one in documented} == {one["ruleId"] for one in run["results"]}
    for one in documented:
        assert one["help"]["markdown"].count("```yaml\n") == 2
        assert one["defaultConfiguration"]["level"] in SEVERITIES
        assert len(one["fullDescription"]["text"]) <= 1024
        assert one["shortDescription"]["text"].endswith(".")


def test_every_rule_there_is_can_be_documented_in_a_log() -> None:
    notices = [
        Notice(one.id, one.severity, Problem("a.yaml", 1, 1, "", "x", rule=one.id), "") for one in rules()
    ]
    listed = run_of(Review((Looked("a.yaml", tuple(notices)),)))["tool"]["driver"]["rules"]
    names = [one["name"] for one in listed]
    assert len(set(names)) == len(names) == sum(not one.id.startswith("file/") for one in rules())


def test_what_could_not_be_checked_is_told_of_the_run_and_is_no_result(review: Review) -> None:
    run = run_of(review)
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert (note["level"], note["message"]["text"]) == ("error", "nowhere: there is no such file")
    assert not any("file/" in one["ruleId"] for one in run["results"])


def test_what_is_suppressed_is_a_result_with_its_reason(review: Review) -> None:
    (result,) = [one for one in run_of(review)["results"] if "suppressions" in one]
    assert result["ruleId"] == "lint/empty-group"
    assert result["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "The plan | does not *say*."}
    ]


def test_in_a_pipeline_of_azure_the_run_says_which_build_it_is_of(
    review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TF_BUILD", raising=False)
    assert run_of(review)["automationDetails"] == {"id": "iomassess/check/"}
    for name, value in {
        "TF_BUILD": "True",
        "SYSTEM_COLLECTIONURI": "https://dev.example/org/",
        "SYSTEM_TEAMPROJECT": "Sites",
        "SYSTEM_DEFINITIONID": "7",
        "BUILD_DEFINITIONNAME": "check",
        "SYSTEM_PHASEID": "p1",
        "SYSTEM_PHASENAME": "Job",
        "BUILD_SOURCEBRANCH": "refs/heads/main",
        "BUILD_BUILDID": "99",
    }.items():
        monkeypatch.setenv(name, value)
    assert run_of(review)["automationDetails"] == {
        "id": "azuredevops/pipeline/build/org/Sites/7/p1/refs/heads/main/99",
        "properties": {
            "azuredevops/pipeline/build/buildDefinitionId": "7",
            "azuredevops/pipeline/build/buildDefinitionName": "check",
            "azuredevops/pipeline/build/phaseId": "p1",
            "azuredevops/pipeline/build/phaseName": "Job",
        },
    }


@pytest.mark.parametrize(
    ("line", "column", "end"),
    [
        ("a: {b: one-two, c: 3}", 8, 15),
        ('a: {b: "one: \\"two", c: 3}', 8, 20),
        ("a: 'it''s' # x", 4, 11),
        ("a: [1, 2]", 4, 5),
        ("a: http://x.y/z#1, b", 4, 18),
        ("a: ", 4, 5),
        ("ключ: значение", 7, 15),
    ],
)
def test_a_region_ends_where_the_word_or_the_quoted_text_does(line: str, column: int, end: int) -> None:
    problem = Problem("a.yaml", 1, column, "", "x", line, "schema/wrong-type")
    review = Review((Looked("a.yaml", (Notice("schema/wrong-type", "error", problem, ""),)),))
    region = run_of(review)["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (column, end)


# -- junit


def test_junit_is_read_back_with_a_suite_for_each_file(review: Review) -> None:
    read = JUnitXml.fromstring(checkformats.written("junit", review).encode())
    suites = {suite.name: suite for suite in read}
    assert list(suites) == ["sound.yaml", ODD, "coded.yaml", "nowhere"]
    assert (read.tests, read.failures, read.errors, read.skipped) == (6, 2, 1, 1)
    assert [case.is_passed for case in suites["sound.yaml"]] == [True]
    assert [[type(one) for one in case.result] for case in suites[ODD]] == [[Failure], [Failure]]
    first = next(iter(suites[ODD]))
    assert (first.name, first.classname) == ("schema/unknown-value: groups.one.level", ODD)
    assert first.result[0].type == "schema/unknown-value"
    assert "service-delivry}\n" in first.result[0].text
    assert [[type(one) for one in case.result] for case in suites["coded.yaml"]] == [[], [Skipped]]
    assert [[type(one) for one in case.result] for case in suites["nowhere"]] == [[Error]]


def test_what_is_grave_enough_to_fail_the_check_is_a_failed_test(reviewed: Reviewed) -> None:
    lenient = JUnitXml.fromstring(
        checkformats.written("junit", reviewed("error", **{"c.yaml": CODED})).encode()
    )
    strict = JUnitXml.fromstring(
        checkformats.written("junit", reviewed("warning", **{"c.yaml": CODED})).encode()
    )
    assert (lenient.failures, strict.failures) == (0, 1)


def test_what_xml_cannot_hold_is_spelt_out() -> None:
    root = ET.fromstring(checkformats.written("junit", told(text="a\x07b\x00")))  # noqa: S314  our own
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.get("message") == "a.b: a\\x07b\\x00"


# -- markdown


def rows(text: str) -> list[list[str]]:
    """The cells of the tables, as a reader of Markdown sees them."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    found: list[list[str]] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            found.append([])
        if token.type in ("td_open", "th_open"):
            children = tokens[index + 1].children or []
            assert {one.type for one in children} <= {"text", "text_special"}
            found[-1].append("".join(one.content for one in children))
    return found


def test_markdown_is_a_table_of_what_was_found_and_of_what_is_suppressed(review: Review) -> None:
    text = checkformats.written("markdown", review)
    assert "2 of 4 sound, 3 errors, 1 warning.\n" in text
    found = rows(text)
    assert found[0] == ["Place", "Severity", "Rule", "What"]
    assert found[1][:3] == [f"{ODD}:7", "error", "schema/unknown-value"]
    assert found[-1][1:] == ["lint/empty-group", "The plan | does not *say*."]


def test_nothing_in_a_message_or_a_path_breaks_a_row() -> None:
    found = rows(checkformats.written("markdown", told()))
    assert [len(row) for row in found] == [4, 4, 3, 3]
    assert found[1][0] == f"{ODD}:3"


def test_a_summary_of_very_many_is_cut_and_says_so() -> None:
    problem = Problem("a.yaml", 1, 1, "", "x", rule="schema/empty")
    notices = tuple(
        Notice("schema/empty", "error", problem._replace(line=line), "") for line in range(1, 1201)
    )
    text = checkformats.written("markdown", Review((Looked("a.yaml", notices),)))
    assert len(rows(text)) == 501
    assert text.endswith("And 700 more.\n")
