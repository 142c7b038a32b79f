"""Many sites at once: folders and patterns, rows as they come, processes, and engines of clusters."""

import csv
import errno
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import duckdb
import pytest

from iomassess import exchange, portfolio, workers
from iomassess.assess import assess
from iomassess.framework.reading import load_framework
from iomassess.loading import load_facts
from iomassess.places import bundled, frameworks
from iomassess.problems import InvalidSource, Problem
from iomassess.source import read
from iomassess.tables import COLUMNS, json_lines
from running import Ran, Run, in_process

PROGRAM = [sys.executable, "-c", "from iomassess.cli import main; main()"]
SITE = """\
format: iomassess/site/1
id: KEY
name: Key
wave: baseline
as_of: 2009-02
groups: {team: {name: Team, level: service-delivery}}
not_applicable:
  - {criterion: engagement/connections, reason: There is nothing to connect., decided_by: the authors}
"""
UNSOUND = SITE.replace("level: service-delivery", "level: service-delivry")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that has three site files in one of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    write(tmp_path / "many", ["a", "b", "c"])
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""
    return in_process(monkeypatch, capsys)


def write(where: Path, names: list[str], text: str = SITE) -> None:
    where.mkdir(exist_ok=True)
    for name in names:
        (where / f"{name}.yaml").write_text(text.replace("KEY", name))


def started(*arguments: str, **variables: str) -> Ran:
    """Run a command in a process of its own, which is free to start others."""
    ran = subprocess.run(  # noqa: S603  our own program
        [*PROGRAM, *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **variables},
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def files_of(rows: str) -> list[str]:
    """The files in a CSV of levels, each once."""
    return list(dict.fromkeys(one["file"] for one in csv.DictReader(rows.splitlines())))


# -- folders and patterns


def test_a_folder_stands_for_the_site_files_in_it_in_the_order_of_their_names(run: Run, folder: Path) -> None:
    (folder / "many" / "notes.txt").write_text("not a site")
    (folder / "many" / ".hidden.yaml").write_text("not a site")
    code, out, err = run("score", "many", "--format", "csv")
    assert (code, err) == (0, "")
    assert files_of(out) == ["many/a.yaml", "many/b.yaml", "many/c.yaml"]
    assert out == run("score", "many/a.yaml", "many/b.yaml", "many/c.yaml", "--format", "csv").out


@pytest.mark.parametrize("form", ["table", "json", "csv", "jsonl"])
def test_a_folder_is_told_as_its_files_are(run: Run, form: str) -> None:
    named = run("score", "many/a.yaml", "many/b.yaml", "many/c.yaml", "--format", form)
    assert named.code == 0
    assert run("score", "many", "--format", form) == named
    assert run("score", "many/", "--format", form) == named


def test_the_working_folder_is_a_folder_too(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "many")
    assert files_of(run("score", ".", "--format", "csv").out) == ["a.yaml", "b.yaml", "c.yaml"]


def test_a_pattern_stands_for_the_files_that_fit_it(run: Run, folder: Path) -> None:
    write(folder / "many" / "more", ["d"])
    assert files_of(run("score", "many/[bc].yaml", "--format", "csv").out) == ["many/b.yaml", "many/c.yaml"]
    deep = run("score", f"{folder}/**/[cd].yaml", "--format", "csv")
    assert files_of(deep.out) == ["many/c.yaml", "many/more/d.yaml"]


def test_a_file_whose_name_is_like_a_pattern_is_a_file(run: Run, folder: Path) -> None:
    (folder / "[ab].yaml").write_text(SITE.replace("KEY", "a"))
    assert files_of(run("score", "[ab].yaml", "--format", "csv").out) == ["[ab].yaml"]


def test_a_pattern_runs_into_no_circle_of_links(run: Run, folder: Path) -> None:
    for name in ("one", "two"):
        (folder / "many" / name).symlink_to("..", target_is_directory=True)
    assert run("score", "many/**/a.yaml", "--format", "csv").code == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("empty", "empty: holds no site files (`*.yaml`)"),
        ("many/x*.yaml", "many/x*.yaml: there is no file that this pattern fits"),
        ("many/**x", "many/**x: "),
    ],
)
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_name_that_stands_for_nothing_is_one_clear_line(
    run: Run, folder: Path, name: str, said: str, form: str
) -> None:
    (folder / "empty").mkdir()
    code, out, err = run("score", name, "--format", form)
    assert (code, out) == (2, "")
    assert err.startswith(said)
    assert len(err.splitlines()) == 1


# -- one bad file, and the rest

BAD = "many/b.yaml:6:36: groups.team.level: `service-delivry` is not a value of this field; "


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_rows_go_on_past_an_unsound_file_which_is_reported(run: Run, folder: Path, form: str) -> None:
    sound = run("score", "many/a.yaml", "many/c.yaml", "--format", form).out
    write(folder / "many", ["b"], UNSOUND)
    for named in (["many"], ["many/a.yaml", "many/b.yaml", "many/c.yaml"]):
        code, out, err = run("score", *named, "--format", form)
        assert (code, out) == (2, sound)
        assert err.startswith(BAD)
        assert err.endswith("^\n2 scored, 1 not: 1 problem\n")


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_folder_goes_on_past_an_unsound_file_whatever_the_format(run: Run, folder: Path, form: str) -> None:
    sound = run("score", "many/a.yaml", "many/c.yaml", "--format", form).out
    write(folder / "many", ["b"], UNSOUND)
    code, out, err = run("score", "many", "--format", form)
    assert (code, out) == (2, sound)
    assert err.startswith(BAD)


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_document_on_sites_named_one_by_one_is_whole_or_not_there(
    run: Run, folder: Path, form: str
) -> None:
    write(folder / "many", ["b"], UNSOUND)
    code, out, err = run("score", "many/a.yaml", "many/b.yaml", "--format", form)
    assert (code, out) == (2, "")
    assert err.startswith(BAD)


def test_a_file_that_nothing_can_be_written_to_is_not_begun(run: Run, folder: Path) -> None:
    write(folder / "many", ["a", "b", "c"], UNSOUND)
    code, out, err = run("score", "many", "--format", "csv", "-o", "levels.csv")
    assert (code, out) == (2, "")
    assert err.endswith("0 scored, 3 not: 3 problems\n")
    assert not (folder / "levels.csv").exists()


def test_what_is_below_the_bar_is_named_site_by_site_and_unsound_files_matter_more(
    run: Run, folder: Path
) -> None:
    code, out, err = run("score", "many", "-f", "engagement", "--format", "csv", "--fail-under", "1")
    assert (code, len(files_of(out))) == (1, 3)
    assert err.startswith("a: engagement/service-delivery is evidenced at 0\n")
    assert err.endswith("c: engagement/strategic-countywide is evidenced at 0\n15 below 1\n")
    write(folder / "many", ["b"], UNSOUND)
    code, out, err = run("score", "many", "-f", "engagement", "--format", "csv", "--fail-under", "1")
    assert (code, len(files_of(out))) == (2, 2)
    assert err.endswith("10 below 1\n2 scored, 1 not: 1 problem\n")


# -- rows


def test_a_folder_of_ones_own_that_is_called_as_a_bundled_framework_is_the_one_used(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(bundled("frameworks") / "engagement", "engagement")
    head = Path("engagement/framework.yaml")
    head.write_text(
        head.read_text(encoding="utf-8").replace("title: ", "title: Our own ", 1), encoding="utf-8"
    )
    assert "Our own " in run("score", "lancashire", "-f", "./engagement").out
    assert "Our own " not in run("score", "lancashire", "-f", "engagement").out


def test_rows_as_json_say_what_the_rows_as_csv_do_with_types(run: Run) -> None:
    as_csv = list(csv.DictReader(run("score", str(bundled("sites")), "--format", "csv").out.splitlines()))
    as_json = [
        json.loads(one) for one in run("score", str(bundled("sites")), "--format", "jsonl").out.splitlines()
    ]
    assert len(as_csv) == len(as_json) > 100
    for plain, typed in zip(as_csv, as_json, strict=True):
        assert tuple(typed) == COLUMNS
        assert isinstance(typed["evidenced"], int)
        assert isinstance(typed["disputed"], list)
        told = {**typed, "disputed": "; ".join(typed["disputed"])}
        assert plain == {name: "" if value is None else str(value) for name, value in told.items()}
    assert any(one["disputed"] for one in as_json)


def test_what_does_not_apply_has_no_level_and_a_reason(run: Run) -> None:
    out = run("score", "many/a.yaml", "-f", "engagement", "--format", "jsonl").out
    found = {one["criterion"]: one for one in map(json.loads, out.splitlines())}
    excused = found["engagement/connections"]
    assert (excused["evidenced"], excused["possible"]) == (None, None)
    assert excused["not_applicable"] == "There is nothing to connect."
    assert found["engagement/service-delivery"]["not_applicable"] is None


def test_the_rows_are_the_levels_of_the_assessment() -> None:
    loaded = [load_framework(one) for one in frameworks()]
    found = assess(load_facts(read(bundled("sites") / "lancashire.yaml")), loaded)
    rows = [json.loads(one) for one in json_lines(found).splitlines()]
    assert [(one["criterion"], one["evidenced"], one["possible"]) for one in rows] == [
        (one.id, one.evidenced, one.possible) for framework in found.frameworks for one in framework.criteria
    ]


def test_json_put_together_from_pieces_is_json_written_at_once() -> None:
    loaded = [load_framework(one) for one in frameworks()]
    found = [assess(load_facts(read(one)), loaded) for one in sorted(bundled("sites").glob("*.yaml"))]
    for some in ([], found[:1], found):
        pieces = exchange.joined(map(exchange.piece, some))
        assert "".join(pieces) == exchange.to_json(exchange.gathered(some))


# -- Parquet


def test_a_parquet_file_has_the_rows_with_their_types(run: Run, folder: Path) -> None:
    assert run("score", str(bundled("sites")), "--format", "parquet", "-o", "levels.parquet") == Ran(
        0, "", ""
    )
    lines = run("score", str(bundled("sites")), "--format", "jsonl").out.splitlines()
    with duckdb.connect() as store:
        found = store.read_parquet(str(folder / "levels.parquet"))
        assert dict(zip(found.columns, map(str, found.types), strict=True)) == {
            **dict.fromkeys(COLUMNS, "VARCHAR"),
            "evidenced": "TINYINT",
            "possible": "TINYINT",
            "disputed": "VARCHAR[]",
        }
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in found.fetchall()]
    assert rows == [json.loads(one) for one in lines]


def test_a_parquet_file_is_the_same_to_the_byte_each_time(run: Run, folder: Path) -> None:
    for name in ("one", "two"):
        assert run("score", "many", "--format", "parquet", "-o", name).code == 0
    assert (folder / "one").read_bytes() == (folder / "two").read_bytes()


def test_a_parquet_file_has_the_sound_sites_where_others_are_not(run: Run, folder: Path) -> None:
    write(folder / "many", ["b"], UNSOUND)
    assert run("score", "many", "--format", "parquet", "-o", "levels.parquet").code == 2
    with duckdb.connect() as store:
        found = store.sql("select distinct file from 'levels.parquet' order by file").fetchall()
    assert found == [("many/a.yaml",), ("many/c.yaml",)]


def test_parquet_goes_into_a_file(run: Run) -> None:
    code, out, err = run("score", "many", "--format", "parquet")
    assert (code, out) == (2, "")
    assert "name it with `-o`" in err


def test_a_parquet_file_that_cannot_be_written_is_one_clear_line(run: Run) -> None:
    said = "nowhere/levels.parquet: cannot be written: No such file or directory\n"
    assert run("score", "many", "--format", "parquet", "-o", "nowhere/levels.parquet") == Ran(2, "", said)


def test_rows_that_find_no_room_on_the_way_are_one_clear_line(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(folder / "nowhere"))
    said = "levels.parquet: cannot be written: No such file or directory\n"
    assert run("score", "many", "--format", "parquet", "-o", "levels.parquet") == Ran(2, "", said)


def test_without_duckdb_the_extra_is_named(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    said = "--format parquet: needs duckdb: pip install 'iomassess[store]'\n"
    assert run("score", "many", "--format", "parquet", "-o", "levels.parquet") == Ran(2, "", said)
    assert not (folder / "levels.parquet").exists()


# -- processes


@pytest.mark.parametrize("form", ["table", "json", "csv", "jsonl"])
def test_any_number_of_processes_gives_the_same(folder: Path, form: str) -> None:
    names = [f"site-{number:02}" for number in range(25)]
    write(folder / "most", names)
    write(folder / "most", ["site-07", "site-21"], UNSOUND)
    asked = ("score", "most", "-f", "engagement", "--format", form, "--fail-under", "1", "--jobs")
    one = started(*asked, "1")
    assert one.code == 2
    assert "23 scored, 2 not: 2 problems" in one.err
    assert all(started(*asked, number) == one for number in ("2", "5", "99"))


def test_check_shares_its_work_as_score_does(folder: Path) -> None:
    write(folder / "most", [f"site-{number:02}" for number in range(25)])
    write(folder / "most", ["site-07"], UNSOUND)
    one = started("check", "most", "--format", "json", "--jobs", "1")
    assert one.code == 1
    assert started("check", "most", "--format", "json", "--jobs", "3") == one


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1.5"])
@pytest.mark.parametrize("command", ["score", "check"])
def test_a_number_of_processes_that_is_none_is_a_mistake_in_the_command(
    run: Run, command: str, jobs: str
) -> None:
    code, out, err = run(command, "many", "--jobs", jobs)
    assert (code, out) == (2, "")
    assert "Invalid value for '--jobs'" in err


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied")
def test_where_no_process_can_be_started_that_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> NoReturn:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(os, "fork", fork)
    said = "--jobs: no process can be started: Resource temporarily unavailable: try fewer\n"
    assert run("check", "many", "--jobs", "2") == Ran(2, "", said)


def test_few_files_are_worth_no_process_and_many_are_worth_all_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 8)
    asked = [workers._processes(files, None) for files in (1, 79, 80, 200, 320, 10_000)]  # noqa: SLF001
    assert asked == [0, 1, 2, 5, 8, 8]
    assert [workers._processes(files, 3) for files in (1, 2, 3, 10_000)] == [1, 2, 3, 3]  # noqa: SLF001


class Later(NamedTuple):
    """What comes of a piece of work that is done when it is waited for."""

    piece: int
    under_way: set[int]

    def result(self) -> int:
        """Give it, and take it off the list."""
        self.under_way.remove(self.piece)
        return self.piece


def test_no_more_work_is_handed_on_than_there_is_room_for() -> None:
    under_way = set[int]()
    most = 0

    def submit(piece: int) -> Later:
        nonlocal most
        under_way.add(piece)
        most = max(most, len(under_way))
        return Later(piece, under_way)

    assert list(workers.in_order(submit, range(100), 7)) == list(range(100))
    assert (most, under_way) == (7, set())


def test_problems_pass_from_one_process_to_another() -> None:
    import pickle

    error = InvalidSource([Problem("b", 2, 1, "", "wrong"), Problem("a", 1, 1, "", "wrong")])
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own
    assert again.problems == error.problems
    assert str(again) == str(error)


class Busy(NamedTuple):
    """A command that is scoring many sites by two processes."""

    program: "subprocess.Popen[str]"
    helpers: tuple[int, ...]

    def gone(self) -> bool:
        """Whether its processes have ended."""
        for _ in range(100):
            if not any(Path("/proc", str(one), "cmdline").exists() and _runs(one) for one in self.helpers):
                return True
            time.sleep(0.05)
        return False


def _runs(process: int) -> bool:
    try:
        return Path("/proc", str(process), "stat").read_text().rsplit(")")[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def busy(folder: Path) -> Iterator[Busy]:
    """A command in the midst of its work."""
    sites = folder / "most"
    sites.mkdir()
    for number in range(3000):
        (sites / f"site-{number:04}.yaml").symlink_to(bundled("sites") / "lancashire.yaml")
    arguments = ["score", "most", "--format", "csv", "--jobs", "2", "-o", "levels.csv"]
    with subprocess.Popen(  # noqa: S603
        [*PROGRAM, *arguments], stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as program:
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
        helpers: list[str] = []
        while len(helpers) < 2:
            time.sleep(0.05)
            helpers = children.read_text().split()
        time.sleep(0.3)
        yield Busy(program, tuple(map(int, helpers)))
        program.kill()


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="asks Linux for processes")


@needs_proc
@pytest.mark.parametrize("whole_group", [True, False], ids=["Ctrl-C", "a signal to the program alone"])
def test_an_interrupted_run_ends_quietly_and_leaves_nothing(
    busy: Busy, folder: Path, whole_group: bool
) -> None:
    if whole_group:
        os.killpg(busy.program.pid, signal.SIGINT)
    else:
        busy.program.send_signal(signal.SIGINT)
    _, err = busy.program.communicate(timeout=60)
    assert (busy.program.returncode, err) == (130, "")
    assert busy.gone()
    assert sorted(one.name for one in folder.iterdir()) == ["many", "most"]


@needs_proc
def test_no_process_outlives_a_program_that_is_killed(busy: Busy) -> None:
    busy.program.kill()
    busy.program.communicate(timeout=60)
    assert busy.gone()


@needs_proc
def test_a_process_that_is_killed_is_told_in_one_line(busy: Busy, folder: Path) -> None:
    os.kill(busy.helpers[0], signal.SIGKILL)
    _, err = busy.program.communicate(timeout=60)
    assert busy.program.returncode == 2
    assert err == (
        "--jobs: a process ended before its work was done, perhaps for want of memory: try fewer\n"
    )
    assert not (folder / "levels.csv").exists()


def test_many_sites_take_no_more_memory_than_few(folder: Path) -> None:
    write(folder / "few", [f"site-{number:04}" for number in range(50)])
    write(folder / "most", [f"site-{number:04}" for number in range(1000)])
    few, most = (_peak("score", name, "-f", "engagement", "--format", "csv") for name in ("few", "most"))
    assert most < 1.1 * few


def _peak(*arguments: str) -> int:
    """The most memory that a command takes, in KiB."""
    script = (
        "import resource, sys\n"
        "from iomassess.cli import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", script, *arguments, "--jobs", "1"]
    ran = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603
    return int(ran.stderr)


# -- the bar


def in_a_terminal(arguments: list[str], *, stdout: Any) -> str:
    """Run a command whose stderr is a terminal, and give what that shows."""
    leader, follower = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color"}
    with subprocess.Popen([*PROGRAM, *arguments], stdout=stdout or follower, stderr=follower, env=env) as run:  # noqa: S603
        os.close(follower)
        shown = b"".join(iter(lambda: _chunk(leader), b""))
        run.wait(timeout=60)
    os.close(leader)
    return shown.decode()


def _chunk(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # how Linux says that the other end has gone
        return b""


def test_a_terminal_is_shown_how_far_much_work_has_come(folder: Path) -> None:
    write(folder / "most", [f"site-{number:03}" for number in range(100)])
    for command in (["score", "most", "--format", "csv"], ["check", "most"]):
        assert re.search(r"\d+/100", in_a_terminal([*command, "-j", "1"], stdout=subprocess.DEVNULL))
    assert "/3" not in in_a_terminal(["score", "many", "--format", "csv"], stdout=subprocess.DEVNULL)


def test_no_bar_runs_through_rows_that_go_to_the_terminal_themselves(folder: Path) -> None:
    write(folder / "most", [f"site-{number:03}" for number in range(100)])
    shown = in_a_terminal(["score", "most", "-f", "engagement", "--format", "csv", "-j", "1"], stdout=None)
    assert shown.count("\n") == 601
    assert "/100" not in shown


# -- engines for several machines

ENGINE = """\
def run(work, portions, jobs):
    print(f"{jobs} jobs, {len(portions)} portions", file=__import__("sys").stderr)
    for portion in portions:
        yield work(portion)


def broken(work, portions, jobs):
    raise RuntimeError("the cluster has gone\\nfor lunch")
"""


@pytest.fixture
def distribution(folder: Path) -> str:
    """A distribution of somebody else's that has engines; it gives the folder that it is in."""
    place = folder / "installed"
    info = place / "herd-1.0.dist-info"
    info.mkdir(parents=True)
    (place / "herd.py").write_text(ENGINE)
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: herd\nVersion: 1.0\nProvides-Extra: lacking\n"
    )
    (info / "entry_points.txt").write_text(
        "[iomassess.executors]\nherd = herd:run\nbroken = herd:broken\nlacking = herd_engine:run\n"
    )
    return str(place)


def test_an_engine_that_somebody_else_registers_does_the_work(distribution: str) -> None:
    here = started("score", "many", "--format", "csv")
    there = started(
        "score", "many", "--format", "csv", "--executor", "herd", "-j", "4", PYTHONPATH=distribution
    )
    assert there == (here.code, here.out, "4 jobs, 3 portions\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("broken", "failed: RuntimeError: the cluster has gone"),
        ("lacking", "needs herd_engine: pip install 'herd[lacking]'"),
        ("hurd", "there is no such executor; did you mean `herd`?"),
    ],
)
def test_an_engine_that_cannot_work_is_one_clear_line(distribution: str, name: str, said: str) -> None:
    ran = started("score", "many", "--format", "csv", "--executor", name, PYTHONPATH=distribution)
    assert ran == (2, "", f"--executor {name}: {said}\n")


def test_dask_gives_what_one_process_gives(folder: Path) -> None:
    write(folder / "most", [f"site-{number:02}" for number in range(40)])
    write(folder / "most", ["site-07"], UNSOUND)
    shutil.copytree(frameworks()[0], folder / "own")
    asked = ("score", "most", "--framework", "own", "--format", "csv")
    here = started(*asked)
    assert here.code == 2
    assert started(*asked, "--executor", "dask", "--jobs", "2") == here


CLUSTER = """\
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


def test_dask_uses_a_cluster_that_is_there(folder: Path) -> None:
    (folder / "cluster.py").write_text(CLUSTER)
    with subprocess.Popen(
        [sys.executable, "cluster.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as cluster:
        assert cluster.stdout
        address = cluster.stdout.readline().strip()
        try:
            asked = ("score", "many", "-f", "engagement", "--format", "csv")
            there = started(*asked, "--executor", "dask", DASK_SCHEDULER_ADDRESS=address)
        finally:
            cluster.communicate("\n", timeout=60)
    assert there == started(*asked)


ENGAGEMENT = str(bundled("frameworks") / "engagement")


def test_a_worker_with_another_program_or_framework_is_not_trusted() -> None:
    site = portfolio.SiteFile("a.yaml", "many", "many/")
    sound = portfolio.Wanted("csv", (ENGAGEMENT,))
    assert portfolio.tell(sound, [site])[0].text
    for wanted, said in (
        (sound._replace(version="0.0.1"), "and not 0.0.1 as here"),
        (sound._replace(sums=("0" * 64,)), "a worker has another text of the framework `engagement`"),
    ):
        (told,) = portfolio.tell(wanted, [site])
        assert told.text == ""
        assert said in told.refusal[0].what


def test_a_worker_that_is_not_trusted_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    site = portfolio.SiteFile("a.yaml", "many", "many/")
    monkeypatch.setattr(portfolio, "__version__", "9.9.9")
    with pytest.raises(InvalidSource, match=r"a worker has iomassess 9\.9\.9"):
        list(portfolio.scored(portfolio.Wanted("csv", (ENGAGEMENT,)), [site]))
