"""Showing lines of styled text: in colour on a terminal, plain everywhere else."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from iomassess.output import emit_all
from iomassess.tables import Line

FILE_WIDTH = 100

Page = Callable[[int], Iterable[Line]]
"""Gives the lines of one thing, laid out for a width."""


def show(pages: Sequence[Page], output: Path | None) -> None:
    """Show pages with an empty line between them."""
    wide = width(output)
    show_each((page(wide) for page in pages), output)


def width(output: Path | None) -> int:
    """How wide a page is."""
    return max(FILE_WIDTH if output else shutil.get_terminal_size((80, 24)).columns, 30)


def show_each(pages: Iterable[Iterable[Line]], output: Path | None) -> None:
    """Show pages one by one as they come, with an empty line between them."""
    on_terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    apart = ([*([[]] if nth else []), *page] for nth, page in enumerate(pages))
    if on_terminal and "NO_COLOR" not in os.environ:
        for page in apart:
            _colour(page)
    else:
        emit_all(map(_plain, apart), output)


def _plain(lines: Iterable[Line]) -> str:
    return "".join(f"{''.join(text for text, _ in line).rstrip()}\n" for line in lines)


def _colour(lines: Iterable[Line]) -> None:
    from rich.console import Console  # takes long to import, and is not needed in a pipe
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    console.print(Text("\n").join(Text.assemble(*line) for line in lines))
