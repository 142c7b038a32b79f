"""How far a long piece of work has come: a bar on stderr, where that is a terminal."""

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

T = TypeVar("T")

FEWEST = 80
"""Pieces of work that are worth a bar."""
_EVERY = 0.1
"""Seconds from one look of the bar to the next."""


def counted(results: Iterable[T], total: int, *, printed: bool = False) -> Iterator[T]:
    """The results as they come; with a bar where they are many, unless they are `printed` as they come."""
    crossed = printed and sys.stdout is not None and sys.stdout.isatty()
    if total < FEWEST or crossed or sys.stderr is None or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # It refreshes when it is told to: a thread would be in the way of processes that are forked.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=total)
        shown = monotonic()
        for one in results:
            yield one
            bar.advance(task)
            if monotonic() - shown > _EVERY:
                bar.refresh()
                shown = monotonic()
