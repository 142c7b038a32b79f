"""`iomassess report`: what is written, where, and what is refused."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from iomassess.cli import main
from iomassess.exchange import gathered, to_json
from iomassess.formats import NAMES
from test_reports import SMALL, milltown

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run the program in a folder that has two sites; give its code, its output and its complaints."""
    monkeypatch.chdir(tmp_path)
    Path("here.yaml").write_text(SMALL)
    Path("there.yaml").write_text(
        SMALL.replace("id: milltown", "id: coalport").replace("Milltown", "Coalport")
    )

    def ran(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["iomassess", "report", *arguments])
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capsys.readouterr()
        return int(caught.value.code or 0), out, err

    return ran


def names() -> list[str]:
    return sorted(one.name for one in Path().iterdir() if one.suffix != ".yaml")


def test_markdown_goes_to_standard_output_without_pictures_that_nobody_could_open(run: Run) -> None:
    code, out, err = run("baseline", "here.yaml")
    assert (code, err) == (0, "")
    assert out.startswith("# Baseline report: Milltown (invented)\n")
    assert "![" not in out
    assert names() == []


def test_markdown_in_a_file_has_its_pictures_beside_it(run: Run) -> None:
    assert run("baseline", "here.yaml", "-o", "report.md") == (0, "", "")
    text = Path("report.md").read_text(encoding="utf-8")
    tokens = MarkdownIt().parse(text)
    shown = [
        str(one.attrGet("src")) for token in tokens for one in (token.children or []) if one.type == "image"
    ]
    assert shown
    assert sorted([*shown, "report.md"]) == names()
    assert all(name.startswith("report-") and Path(name).read_text().startswith("<svg") for name in shown)


def test_the_ending_of_the_file_says_what_to_write(run: Run) -> None:
    assert run("gap", "here.yaml", "-o", "gap.html") == (0, "", "")
    assert Path("gap.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run("gap", "here.yaml", "--format", "html", "-o", "gap.txt") == (0, "", "")
    assert Path("gap.txt").read_bytes() == Path("gap.html").read_bytes()


def test_in_a_folder_a_report_is_named_after_its_sites_and_its_kind(run: Run) -> None:
    Path("out").mkdir()
    assert run("gap", "here.yaml", "-o", "out", "--format", "html") == (0, "", "")
    assert run("comparison", "here.yaml", "there.yaml", "-o", "out", "--format", "html") == (0, "", "")
    assert sorted(one.name for one in Path("out").iterdir()) == [
        "milltown-coalport-comparison.html",
        "milltown-gap.html",
    ]


@pytest.mark.parametrize("name", ["docx", "pdf", "xlsx"])
def test_what_no_terminal_can_show_takes_a_file(run: Run, name: str) -> None:
    code, out, err = run("baseline", "here.yaml", "--format", name)
    assert (code, out) == (2, "")
    assert err == f"--format {name}: is not for a terminal: name a file, such as -o baseline.{name}\n"


def test_every_format_there_is_can_be_asked_for(run: Run) -> None:
    for name in NAMES:
        assert run("baseline", "here.yaml", "-o", f"report.{name}") == (0, "", "")
        assert Path(f"report.{name}").stat().st_size > 1000
    assert {"md", "html", "docx", "pdf", "xlsx"} == set(NAMES)


@pytest.mark.parametrize(
    ("name", "library", "extra"),
    [("docx", "docx", "docx"), ("pdf", "typst", "pdf"), ("xlsx", "xlsxwriter", "excel")],
)
def test_a_library_that_is_missing_is_one_line_that_names_the_extra(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, library: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    code, _, err = run("baseline", "here.yaml", "-o", f"report.{name}")
    assert code == 2
    assert len(err.splitlines()) == 1
    assert f"iomassess[{extra}]" in err
    assert names() == []


@pytest.mark.parametrize("target", ["5", "-1", "full", "", "2.5"])
def test_a_target_is_a_level_or_the_frameworks(run: Run, target: str) -> None:
    code, _, err = run("gap", "here.yaml", f"--target={target}")
    assert (code, err) == (2, f"--target {target}: is a level from 0 to 4, or `framework`\n")


def test_a_target_that_is_given_is_said_in_the_report(run: Run) -> None:
    assert "and level 2 on every criterion" in run("gap", "here.yaml", "--target", "2")[1]
    own = run("gap", "here.yaml")[1]
    assert own == run("gap", "here.yaml", "--target", "framework")[1]
    assert "Why that target:" in own


def test_a_comparison_takes_two_sites(run: Run) -> None:
    code, _, err = run("comparison", "here.yaml")
    assert (code, err) == (2, "milltown: a comparison takes two sites or more\n")


def test_a_saved_assessment_makes_the_same_report_as_its_site(run: Run) -> None:
    Path("saved.json").write_text(to_json(gathered([milltown(SMALL, "here.yaml")])))
    assert run("baseline", "saved.json") == run("baseline", "here.yaml")
    assert "Not tested here" in run("comparison", "saved.json", "there.yaml")[1]


def test_a_progress_report_takes_two_waves_of_one_site_the_earlier_first(run: Run) -> None:
    later = SMALL.replace("wave: baseline", "wave: later").replace("as_of: 2009-02", "as_of: 2010-02")
    Path("later.yaml").write_text(later)
    Path("out").mkdir()
    assert run("progress", "here.yaml", "later.yaml", "-o", "out", "--format", "html") == (0, "", "")
    assert [one.name for one in Path("out").iterdir()] == ["milltown-progress.html"]
    code, _, err = run("progress", "later.yaml", "here.yaml")
    assert (code, err) == (2, "here.yaml: describes 2009-02, before 2010-02: give the earlier wave first\n")
    code, _, err = run("progress", "here.yaml", "there.yaml")
    assert (code, err) == (2, "milltown and coalport: are two sites; progress is told of one at two waves\n")
    code, _, err = run("progress", "here.yaml", "later.yaml", "--format", "pdf")
    assert (code, err) == (2, "--format pdf: is not for a terminal: name a file, such as -o progress.pdf\n")


def test_a_framework_may_be_chosen(run: Run) -> None:
    out = run("baseline", "here.yaml", "-f", "engagement")[1]
    assert "### Levels of Third Sector engagement" in out
    assert "Third Sector engagement by theme" not in out


def test_a_framework_of_themes_alone_makes_a_report_too(run: Run) -> None:
    code, out, err = run("baseline", "here.yaml", "-f", "thematic")
    assert (code, err) == (0, "")
    assert "### Voice and partnership" in out


def test_a_template_of_ones_own_may_be_used(run: Run) -> None:
    Path("own.md").write_text("# {{ site.name }}\n\nMine.\n")
    assert run("baseline", "here.yaml", "--template", "own.md") == (0, "# Milltown (invented)\n\nMine.\n", "")
    code, out, err = run("baseline", "here.yaml", "--template", "nowhere.md")
    assert (code, out) == (2, "")
    assert err.startswith("nowhere.md: the template cannot be rendered: ")


def test_a_style_that_a_format_cannot_take_is_refused(run: Run) -> None:
    code, _, err = run("baseline", "here.yaml", "--style", "looks.docx")
    assert code == 2
    assert err.startswith("--style: ")
    assert names() == []


def test_a_report_that_cannot_be_written_leaves_what_was_there(run: Run) -> None:
    code, _, err = run("baseline", "here.yaml", "-o", "nowhere/report.html")
    assert (code, err) == (2, "nowhere/report.html: cannot be written: No such file or directory\n")
    Path("old.html").write_text("old")
    assert run("baseline", "missing.yaml", "-o", "old.html")[0] == 2
    assert Path("old.html").read_text() == "old"
