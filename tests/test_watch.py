"""Watching a site file: each save is scored, an unsound one is told of, and Ctrl-C ends it."""

import contextlib
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from iomassess.watching import saves

PROGRAM = [sys.executable, "-c", "from iomassess.cli import main; main()"]
SITE = """\
format: iomassess/site/1
id: here
name: Here
wave: baseline
as_of: 2024-06
agencies:
  harbour: {name: Harbour, sector: third}
groups:
  team: {name: Team, level: service-delivery, scope: iom}
"""
JOINED = SITE.replace("scope: iom}", "scope: iom, members: [{agency: harbour}]}")
UNSOUND = SITE.replace("third", "thrd")
PATIENCE = 20.0


class Watched:
    """A running `iomassess watch`, and all that it has printed."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "here.yaml"
        self.path.write_text(SITE)
        self.screen, theirs = pty.openpty()
        self.process = subprocess.Popen(  # noqa: S603  our own program
            [*PROGRAM, "watch", "here.yaml", "--interval", "0.05", "-f", "engagement"],
            cwd=folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "TERM": "dumb"},
        )
        os.close(theirs)
        os.set_blocking(self.screen, False)
        self.said = ""

    def wait_for(self, text: str) -> str:
        """Wait until something has been printed, and give what came up to it."""
        limit = time.monotonic() + PATIENCE
        while text not in self.said:
            try:
                self.said += os.read(self.screen, 65536).decode().replace("\r\n", "\n")
            except BlockingIOError:
                time.sleep(0.02)
            except OSError:
                pytest.fail(f"it ended, and said: {self.said}")
            if time.monotonic() > limit:
                pytest.fail(f"{text!r} did not come, but: {self.said}")
        before, _, self.said = self.said.partition(text)
        return before

    def stop(self) -> int:
        """Press Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    running = Watched(tmp_path)
    yield running
    with contextlib.suppress(subprocess.TimeoutExpired):
        running.stop()
    running.process.kill()
    running.process.wait()
    os.close(running.screen)


def test_each_save_is_scored_and_what_has_moved_is_said(watched: Watched) -> None:
    assert "Service delivery" in watched.wait_for("watching here.yaml; Ctrl-C ends it\n")
    watched.path.write_text(JOINED)
    assert "Service delivery" in watched.wait_for("engagement/service-delivery: 0-4 is now 2-4\n")
    watched.path.write_text(f"{JOINED}# no more\n")
    watched.wait_for("no level has moved\n")


def test_a_file_that_stays_as_it_is_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "here.yaml"
    path.write_text(SITE)
    looks = 0

    def sleep(_: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            path.write_text(JOINED)

    monkeypatch.setattr(time, "sleep", sleep)
    assert next(saves(path, 1.0))
    assert looks == 4


def test_an_unsound_save_is_told_of_and_the_next_sound_one_is_scored(watched: Watched) -> None:
    watched.wait_for("Ctrl-C ends it\n")
    watched.path.write_text(UNSOUND)
    watched.wait_for("agencies.harbour.sector: `thrd` is not a value of this field; did you mean `third`?\n")
    watched.path.write_text(JOINED)
    watched.wait_for("engagement/service-delivery: 0-4 is now 2-4\n")


def test_a_file_that_is_replaced_or_goes_for_a_while_is_still_watched(watched: Watched) -> None:
    watched.wait_for("Ctrl-C ends it\n")
    draft = watched.path.with_suffix(".new")
    draft.write_text(JOINED)
    draft.replace(watched.path)
    watched.wait_for("0-4 is now 2-4\n")
    watched.path.unlink()
    watched.wait_for("here.yaml: has gone; waiting for it\n")
    watched.path.write_text(SITE)
    watched.wait_for("engagement/service-delivery: 2-4 is now 0-4\n")


def test_ctrl_c_ends_it_cleanly(watched: Watched) -> None:
    watched.wait_for("Ctrl-C ends it\n")
    assert watched.stop() == 0
    with contextlib.suppress(OSError):
        watched.said += os.read(watched.screen, 65536).decode()
    assert watched.said.strip() == ""


def test_a_file_that_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603  our own program
        [*PROGRAM, "watch", "nowhere.yaml"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "nowhere.yaml: there is no such file\n"
