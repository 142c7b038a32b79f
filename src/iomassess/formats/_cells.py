"""What the cells of a worksheet show, and the room that they need."""

import re
from collections.abc import Sequence

from iomassess.documents import Cell, Column, Mark

NOT_KNOWN = "[x]"
NOT_APPLICABLE = "[z]"

LINE = 15.75
"""The height of a line, in points."""

_LONGEST = 32_767
"""What a cell holds, in UTF-16 units."""

_CUT = " [text cut here: a cell holds no more]"

_ILLEGIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, and other signs that steer a terminal and are not text."""

_NARROWEST, _WIDEST = 8, 60
"""How wide a column is, in letters."""

_TALLEST = 409.5
"""What a row may measure, in points."""


def shown(cell: Cell) -> str:
    """What a cell shows; never nothing."""
    if isinstance(cell, Mark):
        return NOT_APPLICABLE
    return NOT_KNOWN if cell is None else text(str(cell))


def text(said: str) -> str:
    """Text as a cell can hold it: without what XML cannot hold, and cut, with a word on that, if too long."""
    kept = _ILLEGIBLE.sub("", re.sub("\r\n?|\u0085", "\n", said))
    if not kept.strip():
        return NOT_KNOWN
    if _units(kept) <= _LONGEST:
        return kept
    room = _LONGEST - len(_CUT)
    return kept.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + _CUT


def _units(kept: str) -> int:
    return len(kept.encode("utf-16-le")) // 2


def width(column: Column, cells: Sequence[Cell]) -> int:
    """A column's width in letters: that of its longest line or its heading's longest word, within reason."""
    lines = (len(line) for cell in cells for line in shown(cell).split("\n"))
    words = (len(word) for word in column.name.split())
    return max(_NARROWEST, min(_WIDEST, max((*words, *lines)) + 3))


def height(said: str, letters: int) -> float:
    """How high a row has to be for a text in a column so wide, in points; rather too high than too low."""
    lines = sum(1 + len(line) // letters for line in said.split("\n"))
    return min(_TALLEST, lines * LINE)
