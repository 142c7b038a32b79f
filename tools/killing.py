"""Kill commands that write, and see that each file is the old one or the new one.

`python tools/killing.py 2000` kills two thousand: half of them in commands, at a random moment of their work
or just as they write, and half in a loop that does nothing but write. It prints how many left the old file,
how many the new one, how many left a draft beside it, and whether any left something else.

`python tools/killing.py 500 1 TERM` tells commands to end instead, which leaves no draft once they have
begun. The number before it is what the random ones begin with.
"""

import io
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random
from typing import NamedTuple

from iomassess import migrating
from iomassess.cli import main
from iomassess.documents import File
from iomassess.output import emit, save
from iomassess.places import bundled
from iomassess.versions import Version

OLD = b"what was there before\n" * 1_000
DRAFT = ".iomassess."
TESTS = Path(__file__).parents[1] / "tests"
FIRST, SECOND, OTHER = (
    str(TESTS / name)
    for name in ("waves/millbrook-2024.yaml", "waves/millbrook-2026.yaml", "coders/millbrook-second.yaml")
)


class Writer(NamedTuple):
    """A command, and the file that it writes."""

    arguments: tuple[str, ...]
    file: str


def _writer(*arguments: str, file: str) -> Writer:
    return Writer((*arguments, "-o", file), file)


WRITERS = (
    _writer("score", "lancashire", file="levels.txt"),
    _writer("score", "lancashire", "--format", "csv", file="levels.csv"),
    _writer("score", "lancashire", "--format", "json", file="levels.json"),
    _writer("check", "here.yaml", "--format", "sarif", file="check.sarif"),
    _writer("criteria", file="criteria.md"),
    _writer("schema", "site", file="site-1.json"),
    _writer("compare", "lancashire", "london", "--format", "json", file="compared.json"),
    _writer("findings", "lancashire", "--format", "md", file="findings.md"),
    _writer("network", "lancashire", "--format", "dot", file="network.dot"),
    _writer("network", "lancashire", "--format", "graphml", file="network.graphml"),
    _writer("explain", "lancashire", "service-delivery", file="why.txt"),
    _writer("unknowns", "lancashire", file="unknowns.txt"),
    _writer("plan", "west-midlands", "-f", "engagement", file="plan.txt"),
    Writer(("plan", "london", "-f", "engagement", "--scenario", "plan.yaml"), "plan.yaml"),
    _writer("progress", FIRST, SECOND, file="progress.txt"),
    _writer("agreement", FIRST, OTHER, "--resamples", "100", file="agreement.txt"),
    _writer("robustness", "lancashire", "-f", "engagement", file="robustness.txt"),
    _writer("score", "lancashire", "london", "--format", "jsonl", file="levels.jsonl"),
    _writer("score", *["lancashire"] * 20, "--format", "csv", "--jobs", "2", file="many.csv"),
    _writer("score", "lancashire", "--format", "parquet", file="levels.parquet"),
    _writer("whatif", "west-midlands", "west-midlands-seats", file="whatif.txt"),
    _writer("interview", "--site", "lancashire", file="interview.txt"),
    _writer("report", "baseline", "lancashire", file="report.md"),
    _writer("report", "baseline", "lancashire", file="report.html"),
    _writer("report", "gap", "lancashire", file="report.docx"),
    _writer("report", "comparison", "lancashire", "london", file="report.xlsx"),
    _writer("report", "gap", "lancashire", file="report.pdf"),
    _writer("report", "progress", FIRST, SECOND, file="progress.html"),
    Writer(("new", "Here", "-o", "made.yaml"), "made.yaml"),
    Writer(("migrate", "here.yaml"), "here.yaml"),
    Writer(("fmt", "here.yaml"), "here.yaml"),
)


class Killed(NamedTuple):
    """What a kill left: `old`, `new`, or something else; and whether a draft lies beside it."""

    left: str
    draft: bool


def kill(
    writer: Writer, folder: Path, dice: Random, new: dict[str, bytes], seconds: float, by: signal.Signals
) -> Killed:
    """Start a command in a copy of this process, kill it at some moment, and look at its folder."""
    prepare(writer, folder)
    before = contents(folder)
    child = os.fork()
    if not child:
        _run(writer, folder)
    if dice.random() < 0.5:
        time.sleep(dice.uniform(0, 1.1 * seconds))
    else:
        _wait_for_a_draft(folder, child)
        time.sleep(dice.uniform(0, 0.002))
    os.kill(child, by)
    os.waitpid(child, 0)
    found = contents(folder)
    drafts = [name for name in found if DRAFT in name]
    left = "old"
    for name in found.keys() - set(drafts):
        if found[name] == new.get(name) != before.get(name):
            left = "new" if name == writer.file else left
        elif found[name] != before.get(name):
            return Killed(f"{name}: {len(found[name])} bytes that are neither", bool(drafts))
    lost = [name for name in before if name not in found]
    return Killed(f"{', '.join(lost)}: lost" if lost else left, bool(drafts))


def _wait_for_a_draft(folder: Path, child: int) -> None:
    while not any(DRAFT in name for name in os.listdir(folder)):  # noqa: PTH208  Path.iterdir is slower
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return


def _run(writer: Writer, folder: Path) -> None:
    try:
        os.chdir(folder)
        tempfile.tempdir = str(folder.parent)  # what is left there goes with it
        if writer.arguments[0] == "migrate":  # there is no older format yet, so there is a newer one here
            step = migrating.Step(Version("site", 2), lambda source: migrating.Changed((), source.values))
            migrating.STEPS, migrating.NEWEST["site"] = (step,), step.made
        with _arguments(writer.arguments), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            main()
    except SystemExit as stop:
        os._exit(int(stop.code or 0))
    finally:
        os._exit(3)


def prepare(writer: Writer, folder: Path) -> None:
    """Lay out a folder as it is before the command: the file is there, unless the command makes it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    site = (bundled("sites") / "lancashire.yaml").read_text(encoding="utf-8")
    (folder / "here.yaml").write_text(site.replace("id: lancashire", 'id: "lancashire"', 1), encoding="utf-8")
    if writer.file not in ("here.yaml", "made.yaml"):
        (folder / writer.file).write_bytes(OLD)


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def whole(writer: Writer, folder: Path) -> tuple[dict[str, bytes], float]:
    """What a command makes of its folder when nothing stops it, and how long that takes."""
    prepare(writer, folder)
    start = time.monotonic()
    child = os.fork()
    if not child:
        _run(writer, folder)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise RuntimeError(f"{' '.join(writer.arguments)} came to {status}")
    return contents(folder), time.monotonic() - start


def kill_loop(folder: Path, dice: Random) -> Killed:
    """Kill a process that writes two texts over each other, and does nothing else."""
    texts = [letter * size for letter, size in (("a", 3_000_000), ("b", 700_000))]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    file = folder / "file"
    emit(texts[1], file)
    child = os.fork()
    if not child:
        while True:
            emit(texts[0], file)
            save([File(file.name, texts[1].encode())], folder)
    time.sleep(dice.uniform(0.005, 0.08))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    found = file.read_text(encoding="utf-8")
    drafts = len(list(folder.iterdir())) > 1
    return Killed(
        {texts[0]: "new", texts[1]: "old"}.get(found, f"{len(found)} characters of neither"), drafts
    )


@contextmanager
def _arguments(arguments: tuple[str, ...]) -> Iterator[None]:
    before = sys.argv
    sys.argv = ["iomassess", *arguments]
    try:
        yield
    finally:
        sys.argv = before


def killed(
    times: int, seed: int, writers: Sequence[Writer] = WRITERS, by: signal.Signals = signal.SIGKILL
) -> Counter[str]:
    """Kill so many times, half in commands and half in a loop; counts of what was left.

    The loop is left out where processes are only told to end.
    """
    dice = Random(seed)  # noqa: S311  no secret
    counts = Counter[str]()
    in_commands = times // 2 if by == signal.SIGKILL else times
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path, "work")
        for _ in range(times - in_commands):
            found = kill_loop(folder, dice)
            counts[f"loop, {found.left}{', with a draft' if found.draft else ''}"] += 1
        for nth, writer in enumerate(writers):
            share = divmod(in_commands, len(writers))
            new, seconds = whole(writer, folder)
            for _ in range(share[0] + (nth < share[1])):
                found = kill(writer, folder, dice, new, seconds, by)
                counts[f"{writer.arguments[0]}, {found.left}{', with a draft' if found.draft else ''}"] += 1
    return counts


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    how = signal.Signals[f"SIG{given.get(2, 'KILL')}"]
    for what, times in sorted(killed(int(given[0]), int(given.get(1, "1")), by=how).items()):
        sys.stdout.write(f"{times:5}  {what}\n")
