"""Work on what others made, in a process of its own that can be ended, whatever that work does."""

import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar, cast

from iomassess.intake import MEBIBYTE

T = TypeVar("T")

MOST_SECONDS = 30
"""How long it may take."""
MOST_MEMORY = 1024 * MEBIBYTE
"""Bytes that it may take beyond what the program has."""


class EndedError(Exception):
    """The work took too long or too much, and says which."""


def apart(work: Callable[[], T], *, fresh: bool = False) -> T:
    """Do some work; what it gives must be of a kind that one process can send to another.

    On Linux a copy of this process does it, within bounds of time and memory; raises EndedError where they
    do not suffice. Elsewhere it is done here, without bounds. A `fresh` process is no copy, for libraries
    whose threads a copy would wait for in vain; the work must then be of such a kind as well.
    """
    if sys.platform != "linux":
        return work()
    starting = get_context("spawn") if fresh else get_context("fork")
    here, there = starting.Pipe(duplex=False)
    process = starting.Process(target=_bounded, args=(work, there), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(MOST_SECONDS):
            raise EndedError(f"takes longer than {MOST_SECONDS} seconds")
        return cast("T", here.recv())
    except EOFError:
        raise EndedError(f"breaks off, or takes more than {MOST_MEMORY // MEBIBYTE} MiB of memory") from None
    finally:
        process.kill()
        process.join()
        here.close()


def _bounded(work: Callable[[], Any], there: Connection) -> None:
    import os
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MOST_MEMORY
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY or most < soft:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # how a library that is written in C complains as it dies
    there.send(work())
