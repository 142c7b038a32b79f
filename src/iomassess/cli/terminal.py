"""Printing with rich: to the terminal, or as plain text into a file."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from iomassess.output import emit

Printer = Callable[[Console], None]
FILE_WIDTH = 100


def printed(printers: Sequence[Printer], output: Path | None) -> None:
    """Run each printer in turn, with an empty line between them."""
    text = io.StringIO() if output else None
    console = Console(
        file=text, width=FILE_WIDTH if output else None, highlight=False, markup=False, emoji=False
    )
    for index, printer in enumerate(printers):
        if index:
            console.print()
        printer(console)
    if text is not None:
        emit(text.getvalue(), output)
