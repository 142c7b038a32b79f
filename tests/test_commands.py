"""What several commands do alike: each of their formats, and a clear line for what they cannot take."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iomassess.cli import robustness
from iomassess.output import emit
from iomassess.problems import InvalidSource
from running import Ran, Run, in_process
from test_cli import SITE, furnished, in_a_terminal

HERE = Path(__file__).parent
WAVES = [str(HERE / "waves" / f"millbrook-{year}.yaml") for year in (2024, 2026)]
CODINGS = [WAVES[1], str(HERE / "coders" / "millbrook-second.yaml")]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with one site and one tiny framework."""
    return furnished(tmp_path, monkeypatch, forums="{tier: local}")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""
    return in_process(monkeypatch, capsys)


@pytest.mark.parametrize(
    ("arguments", "head", "form"),
    [
        (["agreement", *CODINGS], "Agreement of coders: millbrook-2026 and millbrook-second", "agreement"),
        (["findings", "lancashire"], "Findings across sites", "findings"),
        (["progress", *WAVES], "Progress report: Millbrook", "progress"),
        (["robustness", "lancashire", "-f", "engagement"], "How firm it is: Lancashire", "robustness"),
        (["unknowns", "lancashire"], "What to find out next: Lancashire", "unknowns"),
    ],
    ids=["agreement", "findings", "progress", "robustness", "unknowns"],
)
def test_what_a_command_finds_is_had_as_a_table_as_markdown_and_as_json(
    run: Run, folder: Path, arguments: list[str], head: str, form: str
) -> None:
    markdown, as_json = (run(*arguments, "--format", one) for one in ("md", "json"))
    assert (markdown.code, as_json.code) == (0, 0)
    assert markdown.out.startswith(f"# {head}\n")
    assert json.loads(as_json.out)["format"] == f"iomassess/{form}/1"
    shown = run(*arguments)
    assert run(*arguments, "-o", "out.txt") == Ran(0, "", "")
    assert (folder / "out.txt").read_text() == shown.out
    assert not shown.out.startswith("#")


def test_a_terminal_is_shown_lines_in_colour_and_a_pipe_is_not(run: Run) -> None:
    shown = in_a_terminal(["unknowns", "here.yaml", "-f", "tiny"], COLUMNS="100")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown).replace("\r\n", "\n")
    assert shown != plain
    piped = run("unknowns", "here.yaml", "-f", "tiny").out
    assert [line.rstrip() for line in plain.splitlines()] == piped.splitlines()


def test_what_takes_long_is_counted_on_a_terminal_and_then_wiped_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def counted(soon: float) -> str:
        monkeypatch.setattr(robustness, "_SOON", soon)
        monkeypatch.setattr("sys.stderr", shown := Terminal())
        with robustness._counting() as tick:  # noqa: SLF001
            for _ in range(12):
                tick()
        return shown.getvalue()

    monkeypatch.setattr(robustness, "_OFTEN", -1.0)
    *counts, wiped, end = counted(-1.0).split("\r")[1:]
    assert counts == [f"{number} variants scored" for number in range(1, 13)]
    assert (wiped.strip(), len(wiped), end) == ("", len(counts[-1]), "")
    assert counted(3600.0) == ""


# -- what cannot be taken


@pytest.mark.parametrize("command", ["unknowns", "robustness", "score", "findings"])
def test_a_slip_in_the_name_of_a_bundled_site_is_told_with_what_may_be_meant(run: Run, command: str) -> None:
    said = "lancashir: there is no such file; did you mean `lancashire`?\n"
    assert run(command, "lancashir") == Ran(2, "", said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["unknowns", "lancashire", "--target", "5"], "--target 5: is a level from 0 to 4, or `framework`"),
        (["new", "a\x01b"], "SITE: is not a name: it has characters that cannot be printed"),
        (
            ["plan", "here.yaml", "-f", "tiny"],
            "actions.yaml: there is none beside the frameworks, so there is nothing to plan with",
        ),
        (
            ["whatif", "here.yaml", "lancashire-bord"],
            "lancashire-bord: there is no such file; did you mean `lancashire-board`?",
        ),
        (["report", "baseline", "lancashire", "--style", "x", "--format", "md"], "--style: Markdown has no "),
        (
            ["report", "baseline", "lancashire", "--style", "x", "-o", "x.xlsx"],
            "--style: a workbook of data ",
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_what_a_command_cannot_take_is_one_clear_line(run: Run, arguments: list[str], said: str) -> None:
    found = run(*arguments)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(said)
    assert found.err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"format": "iomassess/assessments/1", "assessments": []}', "holds no assessment"),
        ('{"format": "\\u0001"}', "is not a file of saved assessments: it holds control characters"),
    ],
)
def test_saved_assessments_that_are_none_are_refused(run: Run, folder: Path, text: str, said: str) -> None:
    (folder / "saved.json").write_text(text)
    for command in (["unknowns", "saved.json"], ["report", "gap", "saved.json"]):
        assert run(*command) == Ran(2, "", f"saved.json: {said}\n")


def _first(saved: Any) -> Any:
    return saved["assessments"][0]["frameworks"][0]


def _unscaled(saved: Any) -> None:
    _first(saved)["scale"].pop()


def _half(saved: Any) -> None:
    _first(saved)["domains"][0]["possible"] = None


def _turned(saved: Any) -> None:
    _first(saved)["domains"][0]["criteria"][0].update(evidenced=3, possible=1)


def _beyond(saved: Any) -> None:
    _first(saved)["domains"][0]["criteria"][0]["target"] = {
        "level": 5,
        "name": "x",
        "because": "",
        "source": [],
    }


def _a_rung_less(saved: Any) -> None:
    _first(saved)["domains"][0]["criteria"][0]["rungs"].pop()


def _unasked(saved: Any) -> None:
    saved["assessments"][0]["open_questions"] = []


def _without_background(saved: Any) -> None:
    saved["assessments"][0]["background"] = None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_without_background, "background: is missing"),
        (_unscaled, "tiny: the scale should name the levels 0 to 4"),
        (_half, "tiny: the levels should run from 0 to 4, `possible` no lower than `evidenced`"),
        (_turned, "tiny/teams: the levels should run from 0 to 4, `possible` no lower than `evidenced`"),
        (_beyond, "tiny/teams: the target should be a level from 0 to 4"),
        (_a_rung_less, "tiny/teams: should have the rungs 1 to 4, in order"),
        (_unasked, "tiny/teams: level 2 has a question that is not among the open ones"),
    ],
)
def test_a_saved_assessment_that_was_changed_by_hand_is_refused_where_it_no_longer_hangs_together(
    run: Run, folder: Path, change: Callable[[Any], None], said: str
) -> None:
    saved = json.loads(run("score", "here.yaml", "-f", "tiny", "--format", "json").out)
    change(saved)
    (folder / "saved.json").write_text(json.dumps(saved))
    whole = f"saved.json: is not as `score --format json` wrote it: {said}\n"
    assert run("report", "gap", "saved.json") == Ran(2, "", whole)


def test_the_questions_of_two_sites_are_not_ranked_together(run: Run, folder: Path) -> None:
    saved = run("score", "lancashire", "london", "--format", "json").out
    (folder / "saved.json").write_text(saved)
    said = "saved.json: holds 2 assessments, and the questions are those of one site\n"
    assert run("unknowns", "saved.json") == Ran(2, "", said)


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (
            "tiny/forum",
            "12:17: not_applicable.1.criterion: there is no criterion `tiny/forum`; did you mean ",
        ),
        ("tiny/forums", "12:17: not_applicable.1.criterion: `tiny/forums` is here twice: keep one"),
    ],
)
def test_a_criterion_that_does_not_apply_is_one_of_the_framework_and_said_once(
    run: Run, folder: Path, second: str, said: str
) -> None:
    text = SITE + f"  - {{criterion: {second}, reason: None of them., decided_by: the authors}}\n"
    (folder / "here.yaml").write_text(text)
    for form in ("csv", "table"):
        code, out, err = run("score", "here.yaml", "-f", "tiny", "--format", form)
        assert (code, out) == (2, "")
        assert err.startswith(f"here.yaml:{said}")


def test_a_standard_output_that_is_closed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(InvalidSource, match="standard output: is closed"):
        emit("text", None)
