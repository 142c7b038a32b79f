"""PDF: the report set by typst as tagged PDF/UA-1, from a source in which all text is string literals."""

import re
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from markdown_it.tree import SyntaxTreeNode

from iomassess.documents import LARGEST_STYLE, Document, File, Picture
from iomassess.formats._blocks import blocks
from iomassess.formats._grids import GAP, SIZE, grid
from iomassess.formats._outline import line, outline
from iomassess.formats._runs import Run, figure, plain, runs, shown
from iomassess.formats._setting import compiled, joining
from iomassess.intake import content
from iomassess.pictures.lettering import width
from iomassess.places import bundled
from iomassess.problems import refused

_WORD = 150.0
"""The width, in points, of a word that is left whole in text; a wider one may be broken."""

_CODE = 400.0
"""The same in a block of code, whose lines stand as they are."""

_PIECE = re.compile(r"[^/.?&=_,-]{0,11}[/.?&=_,-]+|[^/.?&=_,-]{1,11}$|[^/.?&=_,-]{1,5}")
"""A piece of a long word, after which it may be broken."""

_LINES = 30
"""Lines of a cell that are kept together on a page."""

_TALLEST = 620
"""The height, in points, that a picture may take of a page."""


def write(document: Document, stem: str, style: Path | None = None) -> tuple[File, ...]:
    """The report as one file; `style` is typst source whose rules come after those of `templates/page.typ`.

    Letters that the bundled fonts do not have are taken from the fonts of the machine, and where it has none
    either, told by number: `[U+4E2D]`. Raises InvalidSource where the style or typst is not to be had.
    """
    rules = "" if style is None else _read(style)
    return (File(f"{stem}.pdf", compiled(_source(document, rules), style)),)


def _read(style: Path) -> str:
    if style.suffix != ".typ":
        raise refused(str(style), "the looks of a PDF are taken from a typst file (.typ)")
    try:
        return content(style, str(style), LARGEST_STYLE).decode()
    except UnicodeDecodeError:
        raise refused(str(style), "is not UTF-8 text") from None


def _source(document: Document, rules: str) -> str:
    head = f"#let title = {_literal(document.title)}\n#let subject = {_literal(document.subject)}\n"
    page = (bundled("templates") / "page.typ").read_text(encoding="utf-8")
    tree = blocks(document)
    levels = outline(tree)
    body = "\n".join(_block(one, document, levels) for one in tree.children)
    return f"{head}{page}\n{rules}\n#{{\n{body}\n}}\n"


def _literal(text: str) -> str:
    """A string of typst source that stands for the text, whatever it holds."""
    return '"' + shown(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _block(node: SyntaxTreeNode, document: Document, levels: Mapping[int, int]) -> str:
    """A block as an expression of typst; `levels` are those of the headings."""
    inside = node.children
    if node.type == "heading":
        return f"heading(level: {levels[line(node)]}, {_line(inside[0])})"
    if node.type == "paragraph":
        picture = figure(node, document)
        return _picture(picture) if picture else f"par({_line(inside[0])})"
    if node.type in ("bullet_list", "ordered_list"):
        return _list(node, document, levels)
    if node.type == "table":
        return _table(node)
    if node.type == "blockquote":
        return f"quote(block: true, {_blocks(inside, document, levels)})"
    if node.type in ("fence", "code_block"):
        lines = node.content.rstrip("\n").split("\n")
        return f"listing({', '.join(_run(Run(shown(one), code=True), _CODE) for one in lines)})"
    return "line(length: 100%, stroke: rule)"


def _blocks(nodes: list[SyntaxTreeNode], document: Document, levels: Mapping[int, int]) -> str:
    return "{ " + "; ".join(_block(one, document, levels) for one in nodes) + " }"


def _list(node: SyntaxTreeNode, document: Document, levels: Mapping[int, int]) -> str:
    tight = all(
        child.hidden for item in node.children for child in item.children if child.type == "paragraph"
    )
    items = ", ".join(_item(item, document, levels) for item in node.children)
    if node.type == "bullet_list":
        return f"list(tight: {str(tight).lower()}, {items})"
    return f"enum(tight: {str(tight).lower()}, start: {int(node.attrs.get('start', 1))}, {items})"


def _item(item: SyntaxTreeNode, document: Document, levels: Mapping[int, int]) -> str:
    parts = [
        _line(one.children[0]) if one.type == "paragraph" and one.hidden else _block(one, document, levels)
        for one in item.children
    ]
    return "{ " + "; ".join(parts) + " }" if parts else "[]"


def _table(node: SyntaxTreeNode) -> str:
    shape = grid(node)
    rooms = [width - GAP for width in shape.widths]
    head, *rest = (
        ", ".join(_cell(cell, room) for cell, room in zip(row, rooms, strict=True)) for row in shape.rows
    )
    columns = ", ".join(f"{share}fr" for share in shape.widths)
    return f"table(columns: ({columns},), align: ({', '.join(shape.sides)},),\ntable.header({head}),\n" + (
        ",\n".join(rest) + ")"
    )


def _cell(cell: SyntaxTreeNode, room: float) -> str:
    """A cell of a column so wide; one that is very tall may be cut."""
    said = _line(cell, room)
    tall = width(plain(cell), SIZE) > _LINES * room
    return f"table.cell(breakable: true, {said})" if tall else said


def _picture(picture: Picture) -> str:
    point = 0.75  # 96 pixels and 72 points make an inch
    wide = picture.width * point * min(1, _TALLEST / (picture.height * point))
    told = ", ".join(map(_literal, (picture.title, picture.description, picture.svg)))
    return f"picture({wide:.1f}pt, {told})"


def _line(node: SyntaxTreeNode, room: float = _WORD) -> str:
    """What stands in a line, with words wider than the room made to break."""
    parts: list[str] = []
    for link, group in groupby(runs(node), lambda run: run.link):
        texts = "; ".join(_run(run, room) for run in group)
        parts.append(f"link({_literal(link)}, {{ {texts} }})" if link else texts)
    return "{ " + "; ".join(parts) + " }" if parts else "[]"


def _run(run: Run, room: float) -> str:
    if run.text == "\n":
        return "linebreak()"
    look = "raw" if run.code else "text"
    text = f"pieces({look}, {', '.join(map(_literal, _pieces(run, room)))})"
    text = f"strong({text})" if run.strong else text
    return f"emph({text})" if run.emphasis else text


def _pieces(run: Run, room: float) -> list[str]:
    """The text, parted within its long words only: after a sign such as a slash, else every few letters.

    Where there is little room, a word may end after any letter.
    """
    parts = [""]
    for token in re.split(r"(\s+)", run.text):
        if width(token, SIZE, bold=True) <= room:
            parts[-1] += token
            continue
        pieces = _PIECE.findall(token)
        narrow = max(width(piece, SIZE, bold=True) for piece in pieces) > room / 2
        for piece in token if narrow else pieces:
            if parts[-1] and not _joined(parts[-1][-1], piece[0]):
                parts.append("")
            parts[-1] += piece
    return parts


def _joined(before: str, after: str) -> bool:
    """Whether a sign belongs to the one before it, as an accent does."""
    return joining(after) or before == "\u200d"
