"""Seeing that a file has been saved, by looking at it now and then."""

import time
from collections.abc import Iterator
from pathlib import Path

Stamp = tuple[int, int, int] | None
"""When a file was last changed, how long it is and which it is; None where there is none."""


def stamp(path: Path) -> Stamp:
    """What tells one state of a file from the next."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def saves(path: Path, interval: float) -> Iterator[bool]:
    """Wait for saves, without end: True for each, False when the file has gone.

    A file that is being written, or replaced by another, is left until it has stood still for one look.
    """
    seen = stamp(path)
    while True:
        time.sleep(interval)
        now = stamp(path)
        if now == seen:
            continue
        time.sleep(min(interval, _STILL))
        if stamp(path) == now:
            seen = now
            yield now is not None


_STILL = 0.05
"""Seconds for which a file that has just been saved stands still."""
