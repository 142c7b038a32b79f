"""Many pieces of work done by several processes or machines, with the results in the order of the work."""

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol, TypeAlias, TypeVar

from iomassess.problems import refused, suggest

T = TypeVar("T")
R = TypeVar("R")
V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)

FEWEST_FOR_A_PROCESS = 40
"""Files that are worth a process of their own."""

EXECUTORS = "iomassess.executors"
"""The group of entry points under which engines for several machines are found."""

_PORTION = 10
"""Pieces that a process is given at a time."""
_OLD = 5
"""Times that the young are cleared up after, to each time that the old are."""
_AHEAD = 4
"""Portions for each process that may be under way or wait to be told of: results never pile up."""

Work: TypeAlias = Callable[[Sequence[T]], list[R]]
"""Does some pieces of work; other processes get it, so it is a function of a module, or a partial of one."""

Executor: TypeAlias = Callable[[Any, list[Sequence[Any]], int | None], Iterator[list[Any]]]
"""Has work done on each portion, somewhere, and gives the results in the order of the portions."""


def done(
    work: Work[T, R], pieces: Sequence[T], *, jobs: int | None = None, executor: str | None = None
) -> Iterator[R]:
    """What comes of each piece of work, in order.

    Done by `jobs` processes; without a number by all cores, as far as there is work for them. With an
    `executor`, by the engine of that name. Raises InvalidSource when these cannot be had.
    """
    processes = _processes(len(pieces), jobs)
    size = max(1, min(_PORTION, len(pieces) // max(processes, 1)))
    portions = [pieces[at : at + size] for at in range(0, len(pieces), size)]
    tidily = partial(_tidily, work)
    if executor:
        results = _by_engine(executor, tidily, portions, jobs)
    elif processes > 1:
        results = _in_processes(tidily, portions, processes)
    else:
        results = map(tidily, portions)
    gc.freeze()  # what there is by now stays to the end: to look through it takes as long as several files
    try:
        for portion in results:
            yield from portion
    finally:
        gc.unfreeze()


def _tidily(work: Work[T, R], pieces: Sequence[T]) -> list[R]:
    """Do a portion and clear up after it, which by itself happens too seldom in a run over thousands."""
    results = work(pieces)
    if len(pieces) > 1:
        gc.collect(2 if gc.get_count()[2] >= _OLD else 1)  # the old are many and seldom go
    return results


def _processes(pieces: int, jobs: int | None) -> int:
    """How many processes to start."""
    return min(jobs, pieces) if jobs else min(_cores(), pieces // FEWEST_FOR_A_PROCESS)


def _cores() -> int:
    """How many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # pragma: no cover  on other systems than those that tests run on


# -- processes of this machine


class Promise(Protocol[V_co]):
    """What will come of a portion that was handed on."""

    def result(self) -> V_co:
        """Wait for it."""


def in_order(submit: Callable[[T], Promise[V]], portions: Iterable[T], ahead: int) -> Iterator[V]:
    """Hand on portions, never more than `ahead` at once, and give what comes of them in their order."""
    under_way = deque[Promise[V]]()
    for portion in portions:
        under_way.append(submit(portion))
        if len(under_way) >= ahead:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def _in_processes(work: Work[T, R], portions: list[Sequence[T]], processes: int) -> Iterator[list[R]]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # What the program has loaded is there at once in processes that are forked; elsewhere it is loaded anew.
    context = get_context("fork" if sys.platform == "linux" else None)
    pool = ProcessPoolExecutor(processes, context, _serve)
    try:
        yield from in_order(lambda some: pool.submit(work, some), portions, processes * _AHEAD)
    except BrokenProcessPool:
        what = "a process ended before its work was done, perhaps for want of memory: try fewer"
        raise refused("--jobs", what) from None
    except OSError as error:
        raise refused("--jobs", f"no process can be started: {error.strerror}: try fewer") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _serve() -> None:
    """In a process of a pool: leave Ctrl-C to the program, and end when the program has gone or says so."""
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the pool ends its processes by it
    Thread(target=_outlive_nobody, daemon=True).start()


def _outlive_nobody() -> None:
    from multiprocessing import parent_process

    if (program := parent_process()) is not None:
        program.join()
        os._exit(1)


# -- engines


def executors() -> list[str]:
    """The names of the engines that are installed."""
    from importlib.metadata import entry_points

    return sorted({one.name for one in entry_points(group=EXECUTORS)})


def _by_engine(
    name: str, work: Work[T, R], portions: list[Sequence[T]], jobs: int | None
) -> Iterator[list[R]]:
    engine = _engine(name)
    try:
        yield from engine(work, portions, jobs)
    except Exception as error:  # there is no saying what an engine raises
        said = next(iter(str(error).strip().splitlines()), "")
        raise refused(f"--executor {name}", f"failed: {type(error).__name__}: {said}") from error


def _engine(name: str) -> Executor:
    """The engine of a name. Raises InvalidSource."""
    from importlib.metadata import entry_points

    found = next(iter(entry_points(group=EXECUTORS, name=name)), None)
    if found is None:
        raise refused(f"--executor {name}", f"there is no such executor{suggest(name, executors())}")
    try:
        engine: Executor = found.load()
    except ImportError as error:
        extras = found.dist.metadata.get_all("Provides-Extra") or [] if found.dist else []
        hint = f": pip install '{found.dist.name}[{name}]'" if found.dist and name in extras else ""
        raise refused(f"--executor {name}", f"needs {error.name}{hint}") from None
    return engine
