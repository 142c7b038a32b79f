"""Commands run in the tests' own process, as somebody at a shell would run them."""

import sys
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import pytest

from iomassess.cli import main


class Ran(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


Run: TypeAlias = Callable[..., Ran]


def in_process(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give what runs a command in this process."""

    def running(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["iomassess", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return Ran(int(stop.value.code or 0), out, err)

    return running
