"""Runs programs in turn, so that what else the machine does falls on all of them, and compares them."""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple


class Run(NamedTuple):
    """One run of a program."""

    seconds: float
    """By the clock."""
    busy: float
    """Seconds of processors, which other work on the machine stretches less."""
    memory: float
    """The most that one of its processes held, in MiB."""


class Contender(NamedTuple):
    """A program and what it is given; `code` is the exit code that shows that it did its work."""

    name: str
    command: Sequence[str]
    code: int = 0


def run(contender: Contender) -> Run:
    """Run a program to its end, its output thrown away. Raises RuntimeError for another exit code."""
    command = [sys.executable, "-ISs", str(Path(__file__).with_name("launch.py")), *contender.command]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    seconds, busy, memory, code = told.split()
    if int(code) != contender.code:
        shown = " ".join(contender.command)[:300]
        raise RuntimeError(f"{contender.name} ended with {code}: {shown}")
    return Run(float(seconds), float(busy), float(memory))


def in_turn(contenders: Sequence[Contender], rounds: int, *, warm: bool = True) -> dict[str, list[Run]]:
    """Run each once a round, beginning with another each time; a first round, to warm up, is not counted."""
    runs: dict[str, list[Run]] = {one.name: [] for one in contenders}
    for number in range(0 if warm else 1, rounds + 1):
        first = number % len(contenders)
        for one in (*contenders[first:], *contenders[:first]):
            found = run(one)
            if number:
                runs[one.name].append(found)
    return runs


def timed_in_turn(stages: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """The same for functions of this process: seconds of each."""
    taken: dict[str, list[float]] = {name: [] for name in stages}
    for number in range(rounds + 1):
        for name, stage in stages.items():
            start = time.perf_counter()
            stage()
            if number:
                taken[name].append(time.perf_counter() - start)
    return taken


def seconds(runs: Sequence[Run]) -> list[float]:
    """The time of each run."""
    return [one.seconds for one in runs]


def times(one: Sequence[float], other: Sequence[float]) -> str:
    """How many times as long one took: the ratio of medians, with the middle half of the rounds' ratios."""
    each = sorted(a / b for a, b in zip(one, other, strict=True))
    quarter = len(each) // 4
    low, high = each[quarter], each[-1 - quarter]
    return f"{_short(median(one) / median(other))} ({_short(low)} to {_short(high)})"


def shown(taken: Sequence[float]) -> str:
    """A time: the median."""
    found = median(taken)
    return f"{found:.2f} s" if found >= 1 else f"{found * 1000:.{1 if found < 0.01 else 0}f} ms"


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 20 else f"{number:.1f}" if number >= 3 else f"{number:.2f}"
