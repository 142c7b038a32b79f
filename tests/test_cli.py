"""The command line: results on stdout, problems on stderr, exit codes that mean one thing each."""

import errno
import json
import os
import pty
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from iomassess import __version__, checking
from iomassess.cli import COMMANDS
from iomassess.framework.reading import load_framework
from iomassess.places import bundled, frameworks
from iomassess.rules import rules
from iomassess.workers import FEWEST_FOR_A_PROCESS
from running import Ran, Run, in_process

PROGRAM = [sys.executable, "-c", "from iomassess.cli import main; main()"]

SITE = """\
format: iomassess/site/1
id: here
name: Here
wave: baseline
as_of: 2009-02
groups:
  one: {name: One, level: service-delivery}
  two: {name: Two}
complete: [{groups: {level: service-delivery}}]
not_applicable:
  - {criterion: tiny/forums, reason: There are no forums here., decided_by: the authors}
"""
PLAIN = SITE[: SITE.index("groups:")]
EMPTY_GROUP = f"""\
{PLAIN}sources: {{plan: {{title: Plan, kind: document}}}}
groups: {{one: {{name: One, evidence: [plan p. 1]}}}}
"""
UNSOUND = SITE.replace("level: service-delivery}\n  two", "level: service-delivry}\n  two")

FRAMEWORK = """\
format: iomassess/framework/1
id: tiny
title: A tiny framework
version: 1.2.3
source: [study 1]
about: For tests.
scale: {0: none, 1: minimal, 2: partial, 3: substantial, 4: full}
summary: minimum
order: [teams, groups, forums]
"""


def criterion(name: str, selector: str) -> str:
    rungs = "".join(
        f"""
  {level}:
    label: {level} of them
    means: There are {level} of them.
    when: {{some: groups, where: {selector}, at_least: {level}}}
    because: It is so.
    source: [study 1]
    remedy: Found one.
    ask: [{{of: [operational], question: Which are they?, source: [study 2]}}]
"""
        for level in (1, 2, 3, 4)
    )
    return f"""
title: {name.capitalize()}
question: How many {name}?
why: They matter.
source: [study 1]
ladder: More is more.
levels:{rungs}"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with one site and one tiny framework."""
    return furnished(tmp_path, monkeypatch, forums="{standing: peripheral}")


def furnished(folder: Path, monkeypatch: pytest.MonkeyPatch, *, forums: str) -> Path:
    """A folder to work in, with one site and one tiny framework."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100")
    (folder / "here.yaml").write_text(SITE)
    tiny = folder / "tiny"
    tiny.mkdir()
    (tiny / "framework.yaml").write_text(FRAMEWORK)
    for name, asked in (("teams", "{level: service-delivery}"), ("groups", "{}"), ("forums", forums)):
        (tiny / f"{name}.yaml").write_text(criterion(name, asked))
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""
    return in_process(monkeypatch, capsys)


def started(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(  # noqa: S603  our own program
        [*PROGRAM, *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
    )


# -- score


def test_score_prints_every_criterion_with_its_level_and_why(run: Run) -> None:
    code, out, err = run("score", "here.yaml", "--framework", "tiny")
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert lines[:2] == ["Here, baseline, as of 2009-02", "here.yaml"]
    assert "A tiny framework (tiny 1.2.3)" in lines
    assert "Teams █░·· 1-2 minimal: 1 of them; not established: 2 of them" in lines
    assert "Groups ██░░ 2-4 partial: 2 of them; not established: 3 of them" in lines
    assert "Forums n/a not applicable: There are no forums here." in lines


def test_score_as_csv_has_one_row_for_each_criterion(run: Run) -> None:
    code, out, err = run("score", "here.yaml", "-f", "tiny", "--format", "csv")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        (
            "site,wave,as_of,framework,version,domain,criterion,title,evidenced,possible,name,not_applicable,"
            "why,disputed,file"
        ),
        (
            "here,baseline,2009-02,tiny,1.2.3,tiny,tiny/teams,Teams,1,2,minimal,,"
            "1 of them; not established: 2 of them,,here.yaml"
        ),
        (
            "here,baseline,2009-02,tiny,1.2.3,tiny,tiny/groups,Groups,2,4,partial,,"
            "2 of them; not established: 3 of them,,here.yaml"
        ),
        (
            "here,baseline,2009-02,tiny,1.2.3,tiny,tiny/forums,Forums,,,not applicable,"
            "There are no forums here.,There are no forums here.,,here.yaml"
        ),
    ]


def test_score_as_json_carries_levels_reasons_and_lines(run: Run) -> None:
    code, out, err = run("score", "here.yaml", "-f", "tiny", "--format", "json")
    assert (code, err) == (0, "")
    saved = json.loads(out)
    assert saved["format"] == "iomassess/assessments/1"
    (assessment,) = saved["assessments"]
    assert assessment["site"]["file"] == "here.yaml"
    (domain,) = assessment["frameworks"][0]["domains"]
    teams, groups, forums = domain["criteria"]
    assert (teams["evidenced"], teams["possible"]) == (1, 2)
    assert (groups["evidenced"], groups["possible"]) == (2, 4)
    assert forums["not_applicable"] == {
        "reason": "There are no forums here.",
        "decided_by": "the authors",
    }
    assert [one["line"] for one in groups["rungs"][1]["reason"]["matched"]] == [7, 8]


def test_what_does_not_apply_is_left_out_of_the_summary(run: Run) -> None:
    domain = json.loads(run("score", "here.yaml", "-f", "tiny", "--format", "json").out)["assessments"][0][
        "frameworks"
    ][0]["domains"][0]
    assert (domain["evidenced"], domain["possible"], domain["applicable"]) == (1, 2, 2)


def test_two_runs_as_json_are_the_same_to_the_byte() -> None:
    first, second = (
        started("score", "lancashire", "--format", "json", env={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    )
    assert first.returncode == 0
    assert first.stdout == second.stdout


def test_several_sites_are_scored_in_the_order_given(run: Run, folder: Path) -> None:
    (folder / "there.yaml").write_text(SITE.replace("here", "there"))
    out = run("score", "there.yaml", "here.yaml", "-f", "tiny", "--format", "csv").out
    assert [line.split(",")[0] for line in out.splitlines()[1:]] == ["there"] * 3 + ["here"] * 3


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_file_gets_what_would_have_been_printed(run: Run, folder: Path, form: str) -> None:
    printed = run("score", "here.yaml", "-f", "tiny", "--format", form)
    written = run("score", "here.yaml", "-f", "tiny", "--format", form, "-o", "levels")
    assert (written.code, written.out, written.err) == (0, "", "")
    assert (folder / "levels").read_text(encoding="utf-8").split() == printed.out.split()


def test_without_a_framework_all_bundled_ones_are_used(run: Run) -> None:
    out = run("score", "here.yaml", "--format", "csv").out
    asked = list(dict.fromkeys(line.split(",")[3] for line in out.splitlines()[1:]))
    assert asked == [one.name for one in frameworks()]


def test_a_framework_asked_for_twice_is_used_once(run: Run) -> None:
    out = run(
        "score", "here.yaml", "-f", "engagement", "-f", "tiny", "-f", "engagement", "--format", "csv"
    ).out
    used = [line.split(",")[3] for line in out.splitlines()[1:]]
    assert list(dict.fromkeys(used)) == ["engagement", "tiny"]
    assert used == sorted(used)


def test_an_unknown_framework_is_named_with_what_may_be_meant(run: Run) -> None:
    assert run("score", "here.yaml", "-f", "engagment", "-f", "levels") == Ran(
        2,
        "",
        "engagment: there is no such framework; did you mean `engagement`?\n"
        "levels: there is no such framework; known: engagement, thematic\n"
        "2 problems\n",
    )


# -- writing


def test_a_file_is_replaced_whole_and_keeps_its_permissions(run: Run, folder: Path) -> None:
    path = folder / "levels.csv"
    path.write_text("x" * 100_000)
    path.chmod(0o640)
    assert run("score", "here.yaml", "-f", "tiny", "--format", "csv", "-o", str(path)).code == 0
    assert path.read_text().startswith("site,wave,")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert not list(folder.glob(".*"))


def test_a_new_file_has_the_permissions_that_new_files_have(run: Run, folder: Path) -> None:
    before = os.umask(0o027)
    try:
        run("score", "here.yaml", "-f", "tiny", "-o", "levels.txt")
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "levels.txt").stat().st_mode) == 0o640


def test_the_old_file_stays_when_the_new_one_cannot_be_written(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    (folder / "levels.csv").write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    assert run("score", "here.yaml", "-f", "tiny", "--format", "csv", "-o", "levels.csv") == Ran(
        2, "", "levels.csv: cannot be written: No space left on device\n"
    )
    assert (folder / "levels.csv").read_text() == "old"
    assert not list(folder.glob(".*"))


@pytest.mark.parametrize(
    ("output", "why"),
    [
        ("missing/levels.csv", "No such file or directory"),
        ("here.yaml/levels.csv", "Not a directory"),
        ("tiny", "Is a directory"),
        ("x" * 300, "File name too long"),
    ],
)
def test_a_place_that_cannot_be_written_is_one_clear_line(
    run: Run, folder: Path, output: str, why: str
) -> None:
    before = sorted(folder.rglob("*"))
    assert run("score", "here.yaml", "-f", "tiny", "-o", output) == Ran(
        2, "", f"{output}: cannot be written: {why}\n"
    )
    assert sorted(folder.rglob("*")) == before


def test_a_link_goes_on_pointing_at_the_file_that_is_replaced(run: Run, folder: Path) -> None:
    (folder / "levels.csv").write_text("old")
    (folder / "latest").symlink_to("levels.csv")
    assert run("score", "here.yaml", "-f", "tiny", "--format", "csv", "-o", "latest").code == 0
    assert (folder / "latest").is_symlink()
    assert (folder / "levels.csv").read_text().startswith("site,wave,")


def test_a_pipe_is_written_to_and_not_replaced(run: Run, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    reader = os.open(folder / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert run("score", "here.yaml", "-f", "tiny", "--format", "csv", "-o", "pipe").code == 0
        assert os.read(reader, 10) == b"site,wave,"
    finally:
        os.close(reader)
    assert (folder / "pipe").is_fifo()


def test_nothing_is_written_when_the_site_is_unsound(run: Run, folder: Path) -> None:
    (folder / "here.yaml").write_text(UNSOUND)
    assert run("score", "here.yaml", "-o", "levels.csv").code == 2
    assert not (folder / "levels.csv").exists()


# -- the bar


def test_a_site_below_the_bar_ends_with_1_after_printing_all(run: Run) -> None:
    code, out, err = run("score", "here.yaml", "-f", "tiny", "--format", "csv", "--fail-under", "2")
    assert (code, len(out.splitlines())) == (1, 4)
    assert err == "here: tiny/teams is evidenced at 1\n1 below 2\n"


def test_the_bar_is_judged_on_what_is_evidenced_and_not_on_what_does_not_apply(run: Run) -> None:
    assert run("score", "here.yaml", "-f", "tiny", "--fail-under", "1")[::2] == (0, "")
    assert run("score", "here.yaml", "-f", "tiny", "--fail-under", "4")[::2] == (
        1,
        "here: tiny/teams is evidenced at 1\nhere: tiny/groups is evidenced at 2\n2 below 4\n",
    )


def test_a_site_below_the_bar_is_written_all_the_same(run: Run, folder: Path) -> None:
    assert run("score", "here.yaml", "-f", "tiny", "--fail-under", "4", "-o", "levels").code == 1
    assert (folder / "levels").exists()


@pytest.mark.parametrize("level", ["-1", "5", "two", "1.5"])
def test_a_bar_that_is_no_level_is_a_mistake_in_the_command(run: Run, level: str) -> None:
    code, out, err = run("score", "here.yaml", "--fail-under", level)
    assert (code, out) == (2, "")
    assert "Invalid value for '--fail-under'" in err


# -- finding sites


def test_a_site_is_looked_for_here_then_in_sites_then_among_the_bundled(run: Run, folder: Path) -> None:
    def scored() -> str:
        out = run("score", "lancashire", "-f", "engagement", "--format", "json").out
        return str(json.loads(out)["assessments"][0]["site"]["file"])

    assert scored() == str(bundled("sites") / "lancashire.yaml")
    (folder / "sites").mkdir()
    (folder / "sites" / "lancashire.yaml").write_text(SITE)
    assert scored() == "sites/lancashire.yaml"
    (folder / "lancashire.yaml").write_text(SITE)
    assert scored() == "lancashire.yaml"
    (folder / "lancashire").write_text(SITE)
    assert scored() == "lancashire"


def test_a_site_that_is_nowhere_is_one_clear_line(run: Run) -> None:
    assert run("score", "nowhere") == Ran(2, "", "nowhere: there is no such file\n")


# -- problems


def test_the_problems_of_all_files_come_at_once_and_nothing_is_printed(run: Run, folder: Path) -> None:
    (folder / "a.yaml").write_text(UNSOUND)
    (folder / "b.yaml").write_text("id: [\n")
    assert run("score", "b.yaml", "here.yaml", "missing.yaml", "a.yaml") == Ran(
        2,
        "",
        "a.yaml:7:27: groups.one.level: `service-delivry` is not a value of this field; "
        "did you mean `service-delivery`?\n"
        "      one: {name: One, level: service-delivry}\n"
        "                              ^\n"
        "b.yaml:2:1: is not YAML: did not find expected node content, while parsing a flow node\n"
        "missing.yaml: there is no such file\n"
        "3 problems\n",
    )


def test_a_framework_with_a_mistake_is_placed_in_its_file(run: Run, folder: Path) -> None:
    (folder / "tiny" / "teams.yaml").write_text(criterion("teams", "{levl: service-delivery}"))
    code, out, err = run("score", "here.yaml", "-f", "tiny")
    assert (code, out) == (2, "")
    assert err.startswith(
        "tiny/teams.yaml:11:34: levels.1.when.where.levl: groups have no field `levl`; "
        "did you mean `level`?\n"
    )
    assert err.endswith("4 problems\n")


WRONG = [
    [],
    ["scor"],
    ["score"],
    ["score", ""],
    ["score", "tiny"],
    ["score", "empty.yaml"],
    ["score", "latin.yaml"],
    ["score", "deep.yaml"],
    ["score", "pipe"],
    ["score", "here.yaml", "--format", "xml"],
    ["score", "here.yaml", "--fail-under", "x"],
    ["score", "here.yaml", "--nonsense"],
    ["score", "here.yaml", "-f", "."],
    ["score", "here.yaml", "-f", ""],
    ["score", "tiny/teams.yaml"],
    ["explain"],
    ["explain", "here.yaml"],
    ["explain", "here.yaml", "nothing"],
    ["explain", "here.yaml", ""],
    ["explain", "nowhere", "connections"],
    ["check"],
    ["check", "nowhere"],
    ["check", "empty"],
    ["check", "here.yaml", "--format", "yaml"],
    ["check", "here.yaml", "--fail-on", "nothing"],
    ["check", "here.yaml", "--format", "json", "--statements"],
    ["check", "--explain", "nothing"],
    ["check", "here.yaml", "--explain", "all"],
    ["check", "here.yaml", "-o", "missing/check.txt"],
    ["check", "pipe"],
    ["criteria", "nothing"],
    ["criteria", ""],
    ["criteria", "-o", "missing/criteria.md"],
    ["report"],
    ["report", "nothing", "here.yaml"],
    ["report", "baseline"],
    ["report", "baseline", "nowhere"],
    ["report", "baseline", "here.yaml", "-o", "missing/report.md"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_a_mistake_of_the_user_is_told_and_never_a_traceback(
    run: Run, folder: Path, arguments: list[str]
) -> None:
    (folder / "empty").mkdir()
    (folder / "empty.yaml").touch()
    (folder / "latin.yaml").write_bytes(b"name: caf\xe9")
    (folder / "deep.yaml").write_text("a: " + "[" * 10_000)
    os.mkfifo(folder / "pipe")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err


def test_a_name_too_long_for_the_system_is_told(run: Run) -> None:
    name = "x" * 300
    assert run("score", name) == Ran(2, "", f"{name}: cannot be read: File name too long\n")


def test_a_file_whose_name_is_not_text_is_scored(run: Run, folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.yaml")
    (folder / name).write_text(SITE)
    for form in ("table", "json", "csv"):
        assert run("score", name, "-f", "tiny", "--format", form).code == 0


# -- explain


def test_explain_shows_each_rung_its_verdict_and_the_line_it_stands_on(run: Run, folder: Path) -> None:
    (folder / "here.yaml").write_text(
        SITE.replace("level: service-delivery}", "level: operational-management}")
    )
    code, out, err = run("explain", "here.yaml", "operational-management")
    assert (code, err) == (0, "")
    assert "engagement/operational-management" in out
    headings = re.findall(r"^([1-4]) (\w+): (met|not met|unknown) *$", out, re.MULTILINE)
    assert [level for level, _, _ in headings] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("name", ["connections", "engagement/connections"])
def test_a_criterion_goes_by_its_id_or_the_end_of_it(run: Run, name: str) -> None:
    assert "engagement/connections" in run("explain", "here.yaml", name).out


def test_an_unknown_criterion_is_named_with_what_may_be_meant(run: Run) -> None:
    assert run("explain", "here.yaml", "conections") == Ran(
        2, "", "conections: there is no such criterion; did you mean `connections`?\n"
    )


def test_explaining_what_does_not_apply_says_who_decided_so(run: Run, folder: Path) -> None:
    (folder / "here.yaml").write_text(SITE.replace("tiny/forums", "engagement/connections"))
    out = run("explain", "here.yaml", "connections").out
    assert "Not applicable: There are no forums here. (decided by the authors)" in out


# -- check


def test_check_says_how_many_are_sound(run: Run, folder: Path) -> None:
    for name in ("here", "there"):
        (folder / f"{name}.yaml").write_text(PLAIN)
    assert run("check", "here.yaml") == Ran(0, "", "1 sound\n")
    assert run("check", "here.yaml", "there.yaml", str(frameworks()[0])) == Ran(0, "", "3 sound\n")
    assert run("check", "here.yaml", "./here.yaml") == Ran(0, "", "1 sound\n")


def test_check_looks_into_folders_of_sites_and_of_frameworks(run: Run, folder: Path) -> None:
    sites = folder / "sites"
    sites.mkdir()
    for name in ("a", "b"):
        (sites / f"{name}.yaml").write_text(PLAIN)
    whole = 2 + len(frameworks()) + 3  # two sites, the frameworks, the findings, the study and the actions
    assert run("check", "sites", str(bundled("frameworks"))) == Ran(0, "", f"{whole} sound\n")
    (sites / "b.yaml").write_text(UNSOUND)
    assert run("check", "sites") == Ran(
        1,
        "sites/b.yaml:7:27: groups.one.level: `service-delivry` is not a value of this field; "
        "did you mean `service-delivery`? [schema/unknown-value]\n"
        "      one: {name: One, level: service-delivry}\n"
        "                              ^\n",
        "1 sound, 1 error\n",
    )


def test_check_wants_examples_of_every_criterion_of_a_framework(run: Run) -> None:
    code, out, err = run("check", "tiny")
    assert (code, err) == (1, "0 sound, 1 error\n")
    what = "has no examples: add them as a second document [framework/examples]"
    assert f"tiny/teams.yaml:2:1: {what}\n" in out


def test_a_folder_with_nothing_to_check_is_a_mistake(run: Run, folder: Path) -> None:
    (folder / "empty").mkdir()
    what = "empty: holds no site files and no frameworks\n"
    assert run("check", "empty") == Ran(2, "", f"{what}0 sound, 1 error\n")


def test_what_cannot_be_checked_is_told_on_stderr_beside_what_can(run: Run, folder: Path) -> None:
    (folder / "b.yaml").write_text(UNSOUND)
    code, out, err = run("check", "nowhere", "b.yaml")
    assert (code, err) == (2, "nowhere: there is no such file\n0 sound, 2 errors\n")
    assert out.startswith("b.yaml:7:27: ")
    assert "nowhere" not in out


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("note", 1)])
def test_the_least_grave_that_fails_a_check_can_be_chosen(
    run: Run, folder: Path, fail_on: str, code: int
) -> None:
    (folder / "here.yaml").write_text(EMPTY_GROUP)
    ran = run("check", "here.yaml", "--fail-on", fail_on)
    assert (ran.code, ran.err) == (code, "1 sound, 1 warning\n")
    assert ran.out.startswith("warning: here.yaml:7:10: groups.one: has no members, ")
    assert "[lint/empty-group]\n" in ran.out


def test_what_a_file_suppresses_is_told_with_its_reason(run: Run, folder: Path) -> None:
    (folder / "here.yaml").write_text(
        f"{EMPTY_GROUP}suppressed: [{{rule: lint/empty-group, reason: The minutes do not say.}}]\n"
    )
    code, out, err = run("check", "here.yaml", "--fail-on", "note")
    assert (code, err) == (0, "1 sound, 1 suppressed\n")
    assert out.startswith("suppressed: warning: here.yaml:7:10: groups.one: has no members, ")
    assert out.endswith("    reason: The minutes do not say.\n")


def test_a_file_gets_what_a_check_would_have_printed(run: Run, folder: Path) -> None:
    printed = run("check", "--statements", "here.yaml")
    assert run("check", "--statements", "here.yaml", "-o", "found.txt") == Ran(0, "", printed.err)
    assert (folder / "found.txt").read_text(encoding="utf-8") == printed.out


def test_a_bundled_framework_that_is_broken_is_told_where_sites_are_checked(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(folder / "tiny", folder / "frameworks" / "tiny")
    (folder / "frameworks" / "tiny" / "teams.yaml").write_text("title: [\n")
    checking._bundled.cache_clear()  # noqa: SLF001  it is loaded once in the life of a process
    monkeypatch.setattr(checking, "frameworks", lambda: [folder / "frameworks" / "tiny"])
    try:
        code, out, _ = run("check", "here.yaml")
    finally:
        checking._bundled.cache_clear()  # noqa: SLF001
    assert code == 1
    assert "frameworks/tiny/teams.yaml:2:1: is not YAML: " in out


def test_many_files_are_told_of_in_their_order_as_few_are(run: Run, folder: Path) -> None:
    (folder / "sites").mkdir()
    names = [f"sites/s{number:03}.yaml" for number in range(2 * FEWEST_FOR_A_PROCESS)]
    for name in names:
        (folder / name).write_text(UNSOUND if name.endswith("7.yaml") else EMPTY_GROUP)
    unsound, few = len([name for name in names if name.endswith("7.yaml")]), len(names)
    many = started("check", "sites", "--statements")  # in a process that is free to start others
    counts = f"{few - unsound} sound, {unsound} errors, {few - unsound} warnings\n"
    assert (many.returncode, many.stderr) == (1, counts)
    assert re.findall(r"^(?:warning: )?(sites/s\d+\.yaml):", many.stdout, re.MULTILINE) == names
    assert many.stdout == "".join(run("check", name, "--statements").out for name in names)


def test_a_name_too_long_for_the_system_is_told_by_check(run: Run) -> None:
    name = "x" * 300
    told = f"{name}: cannot be read: File name too long\n"
    assert run("check", name) == Ran(2, "", f"{told}0 sound, 1 error\n")


# -- check --explain


def test_a_rule_is_explained_with_why_how_to_mend_it_and_an_example_of_either_kind(run: Run) -> None:
    code, out, err = run("check", "--explain", "schema/unknown-field")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "schema/unknown-field (error): A field that the format does not have"
    assert "To mend it, correct the name, or take the field out." in lines
    assert [lines[index + 3] for index, line in enumerate(lines) if line.startswith(("Good", "Bad"))] == [
        "      hostel: {name: Hostel, sector: third}",
        "      hostel: {name: Hostel, sectr: third}",
    ]


def test_every_rule_is_listed_and_explained(run: Run) -> None:
    listed = [line.split(maxsplit=2) for line in run("check", "--explain", "list").out.splitlines()]
    assert [(one, severity, title) for one, severity, title in listed] == [
        (rule.id, rule.severity, rule.title) for rule in rules()
    ]
    whole = run("check", "--explain", "all").out
    for rule in rules():
        assert f"{rule.id} ({rule.severity}): {rule.title}\n" in whole


@pytest.mark.parametrize("slip", ["schema/unknown-fields", "schema/unkown-field", "unknown-field"])
def test_an_unknown_rule_is_named_with_what_may_be_meant(run: Run, slip: str) -> None:
    what = "there is no such rule; did you mean `schema/unknown-field`?"
    assert run("check", "--explain", slip) == Ran(2, "", f"{slip}: {what}\n")


def test_check_reads_every_statement_back_with_its_line(run: Run) -> None:
    code, out, err = run("check", "--statements", "here.yaml")
    assert code == 0
    assert err.startswith("1 sound, ")
    assert out.startswith("here.yaml:9: ")


# -- criteria


def all_criteria() -> Iterator[tuple[str, str, str]]:
    for path in frameworks():
        framework = load_framework(path)
        for domain in framework.domains:
            for one in domain.criteria:
                yield framework.id, domain.id, one.id


def test_criteria_prints_all_of_them_in_order(run: Run) -> None:
    out = run("criteria").out
    places = [out.index(f"`{one}`") for _, _, one in all_criteria()]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "wanted",
    ["engagement", "thematic", "thematic/strengthening-communities", "engagement/connections", "connections"],
)
def test_criteria_prints_only_what_is_asked_for(run: Run, wanted: str) -> None:
    code, out, err = run("criteria", wanted)
    assert (code, err) == (0, "")
    for framework, domain, one in all_criteria():
        asked = wanted in (framework, domain, one) or one.endswith(f"/{wanted}")
        assert (f"`{one}`" in out) == asked


def test_criteria_goes_into_a_file(run: Run, folder: Path) -> None:
    assert run("criteria", "connections", "-o", "ladder.md") == Ran(0, "", "")
    assert (folder / "ladder.md").read_text() == run("criteria", "connections").out


def test_criteria_that_are_unknown_are_named(run: Run) -> None:
    code, out, err = run("criteria", "engagement/conections")
    assert (code, out) == (2, "")
    assert err == (
        "engagement/conections: there is no such framework, domain or criterion; "
        "did you mean `engagement/connections`?\n"
    )


# -- report


def test_a_report_is_markdown_that_names_the_site(run: Run) -> None:
    code, out, err = run("report", "baseline", "here.yaml")
    assert (code, err) == (0, "")
    assert out.startswith("# ")
    assert "Here" in out.splitlines()[0]


# -- the program itself


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version") == Ran(0, f"iomassess {__version__}\n", "")


def test_the_package_is_run_as_the_command_is() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "iomassess", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"iomassess {__version__}\n"


REPORTS = ["baseline", "gap", "comparison", "progress"]


@pytest.mark.parametrize("flag", ["--help", "-h"])
@pytest.mark.parametrize(
    "command", [*([one] for one in COMMANDS), *(["report", kind] for kind in REPORTS)], ids=" ".join
)
def test_the_help_of_each_command_has_an_example(run: Run, command: list[str], flag: str) -> None:
    code, out, err = run(*command, flag)
    assert (code, err) == (0, "")
    assert f"Example: iomassess {' '.join(command)} " in out


def test_help_lists_each_command_with_what_its_own_help_begins_with(run: Run) -> None:
    listed = [line.split(maxsplit=1) for line in run("--help").out.partition("Commands:\n")[2].splitlines()]
    assert [command for command, _ in listed] == list(COMMANDS)
    for command, said in listed:
        own = run(command, "--help").out.split("\n\n")[1]
        assert " ".join(own.split()).startswith(said.removesuffix("..."))


@pytest.mark.parametrize("words", ["iomassess sc", "iomassess -- sc"])
def test_a_shell_completes_the_name_of_a_command(words: str) -> None:
    assert completed(words) == ["score", "schema"]


def test_a_shell_completes_the_options_of_a_command() -> None:
    assert completed("iomassess score --f") == ["--framework", "--format", "--fail-under"]
    assert completed("iomassess report ba") == ["baseline"]
    assert completed("iomassess report gap --ta") == ["--target"]


def completed(words: str) -> list[str]:
    """What bash is told when Tab is pressed after some words."""
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    script = "import sys; sys.argv[0] = 'iomassess'; from iomassess.cli import main; main()"
    ran = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        env={**os.environ, "_IOMASSESS_COMPLETE": "complete_bash", **asked},
        text=True,
    )
    return ran.stdout.split()


def test_a_command_that_is_not_there_has_those_like_it_named(run: Run) -> None:
    assert "No such command 'scre'. Did you mean 'score', 'schema'?" in run("scre").err


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["score", "here.yaml"], ["jinja2", "jsonschema", "markdown_it", "iomassess.reports"]),
        (["--help"], ["pydantic", "yaml", *(f"iomassess.cli.{command}" for command in COMMANDS)]),
        (["--version"], ["pydantic", "yaml", *(f"iomassess.cli.{command}" for command in COMMANDS)]),
    ],
    ids=["score", "--help", "--version"],
)
def test_what_is_not_needed_is_not_imported(arguments: list[str], heavy: list[str]) -> None:
    script = (
        "import sys\n"
        "from iomassess.cli import main\n"
        f"sys.argv = {['iomassess', *arguments]}\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    pass\n"
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)  # noqa: S603
    assert ran.stderr == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", "lancashire"],
        ["score", "lancashire", "--format", "json"],
        ["score", "lancashire", "--format", "csv"],
        ["explain", "lancashire", "connections"],
        ["criteria"],
        ["report", "baseline", "lancashire"],
        ["check", "--statements", str(bundled("sites"))],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("taken", [0, 1])
def test_a_reader_who_leaves_early_gets_no_complaint(arguments: list[str], taken: int) -> None:
    read, write = os.pipe()
    with subprocess.Popen([*PROGRAM, *arguments], stdout=write, stderr=subprocess.PIPE, text=True) as program:  # noqa: S603
        os.close(write)
        if taken:
            os.read(read, taken)
        os.close(read)
        _, err = program.communicate(timeout=60)
    assert "Traceback" not in err
    assert "BrokenPipe" not in err


def test_what_goes_into_a_pipe_has_no_escape_codes() -> None:
    for arguments in (["score", "here.yaml"], ["explain", "here.yaml", "connections"], ["score", "missing"]):
        ran = started(*arguments, env={"TERM": "xterm-256color"})
        assert "\x1b" not in ran.stdout + ran.stderr


def in_a_terminal(arguments: list[str], **variables: str) -> str:
    """Run a command in a terminal of its own, and give all that it shows."""
    leader, follower = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", **variables}
    with subprocess.Popen([*PROGRAM, *arguments], stdout=follower, stderr=follower, env=env) as program:  # noqa: S603
        os.close(follower)
        shown = b"".join(iter(lambda: _chunk(leader), b""))
        program.wait(timeout=60)
    os.close(leader)
    return shown.decode()


def _chunk(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # how Linux says that the other end has gone
        return b""


def test_a_terminal_gets_colours_unless_it_asks_for_none() -> None:
    arguments = ["explain", "here.yaml", "connections"]
    colour = re.compile(r"\x1b\[[0-9;]*3[0-7][0-9;]*m")
    assert colour.search(in_a_terminal(arguments))
    assert not colour.search(in_a_terminal(arguments, NO_COLOR="1"))
    assert "\x1b" not in in_a_terminal(arguments, TERM="dumb")


@pytest.mark.parametrize("width", ["40", "80", "200"])
def test_a_table_keeps_to_the_width_of_the_terminal(width: str) -> None:
    ran = started("score", "here.yaml", "-f", "tiny", env={"COLUMNS": width})
    assert ran.returncode == 0
    assert max(map(len, ran.stdout.splitlines())) <= int(width)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_system_that_is_not_utf_8_gets_no_traceback(encoding: str) -> None:
    ran = started("score", "here.yaml", env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 0
