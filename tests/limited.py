"""Running the program: here, or in a process of its own within bounds of time and memory."""

import io
import os
import resource
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from iomassess.cli import main
from iomassess.problems import InvalidSource

PROGRAM = (sys.executable, "-c", "from iomassess.cli import main; main()")
MEBIBYTE = 1024 * 1024


class Ran(NamedTuple):
    """What a run came to."""

    code: int
    out: str
    err: str
    seconds: float
    memory: int
    """At its largest, in MiB."""

    @property
    def clear(self) -> bool:
        """Whether it ended by itself, with no traceback, and said nothing but lines of text."""
        said = "Traceback" not in self.err and "Error:" not in self.err
        return self.code in (0, 1, 2) and said and all(one.isprintable() for one in self.err.splitlines())


def ran(
    *arguments: str,
    folder: Path,
    seconds: int = 30,
    memory: int = 1024,
    largest: int | None = None,
    stdout: int = subprocess.PIPE,
    **variables: str,
) -> Ran:
    """Run a command in a folder; it is ended when it takes more seconds of a core or more MiB.

    `largest` is how many bytes a file that it writes may have.
    """

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (memory * MEBIBYTE, memory * MEBIBYTE))
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    start = time.monotonic()
    with subprocess.Popen(  # noqa: S603  our own program
        [*PROGRAM, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        preexec_fn=bound,  # noqa: PLW1509  nothing else runs in this process
        env={**_environment(largest), "COLUMNS": "100", **variables},
    ) as program:
        out, err = program.communicate(timeout=10 * seconds)
        code = program.returncode
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    text = (out or b"").decode(errors="replace"), err.decode(errors="replace")
    return Ran(code, *text, time.monotonic() - start, most)


def _environment(largest: int | None) -> dict[str, str]:
    """What a run finds set.

    One that can write little does not write modules that it compiled, which would be cut short for whoever
    reads them later, nor which lines it reached.
    """
    if largest is None:
        return dict(os.environ)
    kept = {name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_CONFIG"}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1"}


class Said(NamedTuple):
    """What a run in this process came to."""

    code: int
    out: str
    err: str


def said_here(*arguments: str, typed: str = "") -> Said:
    """Run a command in this process, with only this to read; whatever it does but end comes out."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    before = sys.argv, sys.stdin
    sys.argv, sys.stdin = ["iomassess", *arguments], io.StringIO(typed)
    code: object = None
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as stop:
        code = stop.code
    finally:
        sys.argv, sys.stdin = before
    out.flush()
    assert isinstance(code, int | None)
    return Said(code or 0, out.buffer.getvalue().decode(errors="replace"), err.getvalue())


def said(*arguments: str, typed: str = "") -> Said:
    """Run the program here: it ends with one of its exit codes, and says why where it is not 0."""
    found = said_here(*arguments, typed=typed)
    assert found.code in (0, 1, 2), arguments
    assert found.code == 0 or found.err.strip() or found.out, arguments
    return found


def assert_clear(error: InvalidSource) -> None:
    """See that a refusal says something, in lines that a terminal can show."""
    assert error.problems
    for problem in error.problems:
        assert problem.what
        assert str(problem).isprintable()
        assert len(problem.shown().splitlines()) in (1, 3)
