"""Work done in a copy of the process, which may break off without harm to the program."""

import os
import sys

import pytest

from iomassess.apart import EndedError, apart


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied")
def test_work_is_done_in_another_process_and_what_it_gives_comes_back() -> None:
    assert apart(lambda: [os.getpid() != os.getppid(), "done"]) == [True, "done"]
    assert apart(os.getpid) != os.getpid()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied")
def test_work_that_breaks_off_is_told() -> None:
    with pytest.raises(EndedError, match="breaks off, or takes more than 1024 MiB of memory"):
        apart(lambda: os._exit(3))


def test_where_processes_cannot_be_copied_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert apart(os.getpid) == os.getpid()
