"""Showing lines of styled text: in colour on a terminal, plain everywhere else."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from iomassess.output import emit
from iomassess.tables import Line

FILE_WIDTH = 100

Page = Callable[[int], Iterable[Line]]
"""Gives the lines of one thing, laid out for a width."""


def show(pages: Sequence[Page], output: Path | None) -> None:
    """Show pages with an empty line between them."""
    on_terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    width = FILE_WIDTH if output else shutil.get_terminal_size((80, 24)).columns
    lines = [line for page in pages for line in ([], *page(max(width, 30)))][1:]
    if on_terminal and "NO_COLOR" not in os.environ:
        _colour(lines)
    else:
        emit("".join(f"{''.join(text for text, _ in line).rstrip()}\n" for line in lines), output)


def _colour(lines: Iterable[Line]) -> None:
    from rich.console import Console  # takes long to import, and is not needed in a pipe
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    console.print(Text("\n").join(Text.assemble(*line) for line in lines))
