"""Printing with rich: to the terminal, or as plain text into a file."""

import io
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from iomassess.output import emit

FILE_WIDTH = 100


def printed(printer: Callable[[Console], None], output: Path | None) -> None:
    """Let a printer print to the terminal, or into a file."""
    text = io.StringIO() if output else None
    console = Console(
        file=text, width=FILE_WIDTH if output else None, highlight=False, markup=False, emoji=False
    )
    printer(console)
    if text is not None:
        emit(text.getvalue(), output)
