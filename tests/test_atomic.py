"""What is written is there whole or not at all: killed, on a full disk, into a closed pipe, side by side.

`tools/killing.py` kills a thousand times; here it is a few.
"""

import ast
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from killing import WRITERS, killed

from iomassess import output
from limited import PROGRAM, ran

OLD = "what was there before\n"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied and killed")
def test_a_writer_that_is_killed_leaves_the_old_file_or_the_new_one() -> None:
    counts = killed(30, seed=2009, writers=[WRITERS[1], WRITERS[-1], WRITERS[-2]])
    assert sum(counts.values()) == 30
    for left in counts:
        assert left.split(", ")[1] in ("old", "new"), counts


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a program is ended in other ways")
@pytest.mark.parametrize(
    ("format_", "number", "code", "jobs"),
    [
        ("csv", signal.SIGTERM, 143, "1"),
        ("csv", signal.SIGHUP, 129, "2"),
        ("parquet", signal.SIGTERM, 143, "2"),
    ],
)
def test_a_writer_that_is_told_to_end_clears_away_what_it_has_half_done(
    tmp_path: Path, format_: str, number: signal.Signals, code: int, jobs: str
) -> None:
    (tmp_path / "out").write_text(OLD)
    command = [*PROGRAM, "score", *["lancashire"] * 3_000, "--format", format_, "--jobs", jobs, "-o", "out"]
    with subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "TMPDIR": str(tmp_path)}) as program:  # noqa: S603
        while not list(tmp_path.glob("*iomassess.*")):
            pass  # to lose no time, as the moment that it is made is the hardest
        program.send_signal(number)
    assert program.returncode == code
    assert [one.name for one in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").read_text() == OLD


def test_an_end_right_after_a_draft_is_made_leaves_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, opened = list[str](), os.open

    def ended(path: str, flags: int, mode: int) -> int:
        os.close(opened(path, flags, mode))
        made.extend(one.name for one in tmp_path.iterdir())
        raise SystemExit

    monkeypatch.setattr(os, "open", ended)
    with pytest.raises(SystemExit):
        output.emit("new", tmp_path / "out")
    assert len(made) == 1
    assert not list(tmp_path.iterdir())


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path) -> None:
    command = ["nohup", *PROGRAM, "score", *["lancashire"] * 60, "--format", "csv", "-o", "out"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as program:  # noqa: S603
        while not list(tmp_path.glob(".iomassess.*")):
            time.sleep(0.005)
        program.send_signal(signal.SIGHUP)
    assert program.returncode == 0
    assert len((tmp_path / "out").read_text().splitlines()) == 1 + 60 * 23


def test_only_one_module_writes_files() -> None:
    src = Path(output.__file__).parent
    writing = set()
    for path in src.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                modes = [one.value for one in node.args if isinstance(one, ast.Constant)]
                opened = name == "open" and any(set(str(mode)) & set("wax+") for mode in modes)
                if opened or name in ("write_text", "write_bytes"):
                    writing.add(path.relative_to(src).as_posix())
    assert writing <= {"output.py", "store.py"}, "store.py writes into a folder of its own, and then here"


# -- no room


WRITING = (
    ("score", "lancashire", "--format", "json", "-o", "out"),
    ("score", "lancashire", "-o", "out"),
    ("compare", "lancashire", "london", "--format", "json", "-o", "out"),
    ("criteria", "-o", "out"),
    ("schema", "site", "-o", "out"),
    ("network", "lancashire", "--format", "graphml", "-o", "out"),
    ("report", "baseline", "lancashire", "--format", "html", "-o", "out"),
)


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_a_file_that_grows_too_large_for_the_disk_leaves_the_old_one(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "out").write_text(OLD)
    found = ran(*arguments, folder=tmp_path, largest=1_000)
    assert (found.code, found.err) == (2, "out: cannot be written: File too large\n")
    assert (tmp_path / "out").read_text() == OLD
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_a_file_that_is_put_in_order_stays_as_it_was_when_there_is_no_room(tmp_path: Path) -> None:
    text = (
        "format: iomassess/site/1\nid: 'here'\nname: Here\nwave: baseline\nas_of: 2009-02\n" + "# x\n" * 500
    )
    (tmp_path / "here.yaml").write_text(text)
    found = ran("fmt", "here.yaml", folder=tmp_path, largest=1_000)
    assert (found.code, found.err) == (2, "here.yaml: cannot be written: File too large\n")
    assert (tmp_path / "here.yaml").read_text() == text


def test_a_new_file_for_which_there_is_no_room_is_not_there(tmp_path: Path) -> None:
    found = ran("new", "Here", "-o", "here.yaml", folder=tmp_path, largest=1_000)
    assert (found.code, found.err) == (2, "here.yaml: cannot be written: File too large\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("arguments", [one[:-2] for one in WRITING], ids=" ".join)
def test_standard_output_on_a_full_disk_is_one_clear_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        found = ran(*arguments, folder=tmp_path, stdout=full.fileno())
    assert (found.code, found.err) == (2, "standard output cannot be written: No space left on device\n")


def test_a_full_device_that_is_named_is_one_clear_line(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")
    found = ran("score", "lancashire", "-o", "/dev/full", folder=tmp_path)
    assert (found.code, found.err) == (2, "/dev/full: cannot be written: No space left on device\n")


@pytest.mark.parametrize("place", ["/proc/out", "/proc/self/out", "/dev/null/out"])
def test_a_place_that_takes_no_files_is_one_clear_line(tmp_path: Path, place: str) -> None:
    found = ran("score", "lancashire", "-o", place, folder=tmp_path)
    assert found.code == 2
    assert found.err.startswith(f"{place}: cannot be written: ")
    assert len(found.err.splitlines()) == 1


# -- nobody there to read


@pytest.mark.parametrize("arguments", [one[:-2] for one in WRITING], ids=" ".join)
def test_a_pipe_that_nobody_reads_ends_a_command_without_a_word(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    read, write = os.pipe()
    os.close(read)
    found = ran(*arguments, folder=tmp_path, stdout=write)
    os.close(write)
    assert (found.code, found.err) == (141, "")


# -- several at once


def test_of_several_that_write_one_file_one_is_there_whole(tmp_path: Path) -> None:
    def score(site: str) -> int:
        command = [*PROGRAM, "score", site, "--format", "csv", "-o", "out"]
        return subprocess.run(command, cwd=tmp_path, check=False).returncode  # noqa: S603  our own program

    sites = ("lancashire", "london", "nottinghamshire", "west-midlands") * 2
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(score, sites)) == [0] * len(sites)
    assert [one.name for one in tmp_path.iterdir()] == ["out"]
    rows = (tmp_path / "out").read_text().splitlines()
    assert len(rows) == 24
    assert len({row.split(",")[0] for row in rows[1:]}) == 1


def test_every_command_that_takes_a_file_to_write_is_killed() -> None:
    assert {one.arguments[0] for one in WRITERS} >= {"score", "report", "fmt", "new", "check", "whatif"}
