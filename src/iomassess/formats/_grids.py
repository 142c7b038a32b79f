"""A table of the Markdown as rows of lines, and how wide its columns should be."""

from typing import NamedTuple

from markdown_it.tree import SyntaxTreeNode

from iomassess.formats._runs import plain
from iomassess.pictures.lettering import width

SIZE = 9.0
"""The size of the type in tables, in points, as are the widths below."""

ROOM = 480
"""The width of a table: that of the text on a page of A4."""

GAP = 13
"""What a column leaves empty between its text and that of the next."""

_LONGEST = 115
"""The widest word that a column makes room for; a wider one is broken."""

_WIDEST = 370
"""How wide a column would like to be at most, however much it has to say."""


class Grid(NamedTuple):
    """A table: its first row names the columns."""

    rows: tuple[tuple[SyntaxTreeNode, ...], ...]
    sides: tuple[str, ...]
    """To which side the text of each column stands: left, center or right."""
    widths: tuple[int, ...]
    """How wide the columns are; together `ROOM`, but for the rounding."""


def grid(table: SyntaxTreeNode) -> Grid:
    """The rows of a table, each with as many cells as there are columns."""
    rows = tuple(
        tuple(cell.children[0] for cell in row.children) for part in table.children for row in part.children
    )
    head = table.children[0].children[0].children
    sides = tuple(str(cell.attrs.get("style", "")).removeprefix("text-align:") or "left" for cell in head)
    columns = [[plain(cell) for cell in column] for column in zip(*rows, strict=True)]
    return Grid(rows, sides, _widths(columns))


def _widths(columns: list[list[str]]) -> tuple[int, ...]:
    """Room for the widest word of each column first, then the rest by how much there is to say."""
    needed = [GAP + min(_LONGEST, max(map(_widest_word, column, _bold(column)))) for column in columns]
    wanted = [GAP + min(_WIDEST, max(map(_width, column, _bold(column)))) for column in columns]
    wishes = [max(0.0, want - need) for want, need in zip(wanted, needed, strict=True)]
    spare = ROOM - sum(needed)
    if spare > 0 and sum(wishes) > 0:
        part = min(1.0, spare / sum(wishes))
        needed = [need + part * wish for need, wish in zip(needed, wishes, strict=True)]
    return tuple(round(need * ROOM / sum(needed)) for need in needed)


def _bold(column: list[str]) -> list[bool]:
    """The head of a column is bold."""
    return [nth == 0 for nth in range(len(column))]


def _widest_word(text: str, bold: bool) -> float:
    return max((_width(word, bold) for word in text.split()), default=0)


def _width(text: str, bold: bool) -> float:
    return width(text, SIZE, bold=bold)
