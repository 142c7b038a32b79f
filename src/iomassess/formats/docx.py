"""Word: the report with real headings, lists and tables and described pictures, in styles of its own."""

import io
import re
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.tree import SyntaxTreeNode

from iomassess.documents import Document, File, Picture
from iomassess.formats import _numbering, _styles, _wordfiles
from iomassess.formats._blocks import blocks
from iomassess.formats._grids import Grid, grid
from iomassess.formats._outline import line, outline
from iomassess.formats._runs import Run, figure, runs, shown
from iomassess.places import bundled
from iomassess.problems import InvalidSource, refused

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.section import Section
    from docx.text.paragraph import Paragraph

_TALLEST = 22.0
"""The height, in centimetres, that a picture may take of a page."""

_DEEPEST = 3
"""Levels of lists that Word has styles for."""


def write(document: Document, stem: str, style: Path | None = None) -> tuple[File, ...]:
    """The report as one file; `style` is a document whose styles, last page layout and headers it takes.

    Raises InvalidSource where the style or a library is not to be had.
    """
    try:
        import docx  # noqa: F401  whether it is there
        import resvg_py  # noqa: F401  likewise
    except ImportError as error:
        raise _wanting(error) from None
    word = _wordfiles.new(document) if style is None else _wordfiles.styled(style)
    tree = blocks(document)
    page = _Page(word, document, _levels(tree))
    for block in tree.children:
        _add(page, block)
    if _after_table(word):
        word.add_paragraph()  # Word wants a document to end with a paragraph
    _wordfiles.name(word, document)
    return (File(f"{stem}.docx", _wordfiles.saved(word)),)


class _Page(NamedTuple):
    word: "Word"
    document: Document
    levels: Mapping[int, int]
    """The levels of the headings, by line; 0 is the title."""


def _wanting(error: ImportError) -> InvalidSource:
    name = {"docx": "python-docx", "resvg_py": "resvg-py"}.get(str(error.name), str(error.name))
    return refused("--format docx", f"needs {name}: pip install 'iomassess[docx]'")


def _levels(tree: SyntaxTreeNode) -> Mapping[int, int]:
    """The levels of the headings, one up where the document begins with its only one of the first level."""
    levels = outline(tree)
    titled = list(levels.values()).count(1) == 1 and tree.children[0].type == "heading"
    return {place: level - titled for place, level in levels.items()}


def _add(page: _Page, block: SyntaxTreeNode, style: str = "Normal", depth: int = 0) -> None:
    """Add a block at the end; `style` is that of its paragraphs, `depth` how many lists it stands in."""
    if block.type == "heading":
        level = page.levels[line(block)]
        _fill(page, _paragraph(page, f"Heading {min(level, 4)}" if level else "Title"), block.children[0])
    elif block.type == "paragraph":
        picture = figure(block, page.document)
        if picture:
            _draw(page, picture)
        else:
            _fill(page, _paragraph(page, style), block.children[0])
    elif block.type in ("bullet_list", "ordered_list"):
        _list(page, block, depth)
    elif block.type == "table":
        _table(page, grid(block))
    elif block.type == "blockquote":
        for child in block.children:
            _add(page, child, "Quote", depth)
    elif block.type in ("fence", "code_block"):
        lines = [shown(one) for one in block.content.rstrip("\n").split("\n")]
        _paragraph(page, "Code Block").add_run("\n".join(lines))
    else:
        _rule(_paragraph(page, style))


def _paragraph(page: _Page, style: str) -> "Paragraph":
    from docx.shared import Pt

    close = _after_table(page.word) and not style.startswith("Heading")
    known = style if style in page.word.styles else None  # a document's default style may be called anything
    paragraph = page.word.add_paragraph(style=known)
    if close:
        paragraph.paragraph_format.space_before = Pt(9)
    return paragraph


def _after_table(word: "Word") -> bool:
    """Whether the last thing so far is a table."""
    from docx.oxml.ns import qn

    return any(one.tag == qn("w:tbl") for one in word.element.body[-2:-1])  # the page layout stands last


def _list(page: _Page, block: SyntaxTreeNode, depth: int) -> None:
    ordered = block.type == "ordered_list"
    level = min(depth, _DEEPEST - 1)
    deeper = f" {level + 1}" if level else ""
    counted = 0
    for item in block.children:
        first, rest = next(iter(item.children), None), item.children[1:]
        paragraph = _paragraph(page, f"List {'Number' if ordered else 'Bullet'}{deeper}")
        if not ordered:
            _numbering.bullet(page.word, paragraph, level)
        else:
            start = int(block.attrs.get("start", 1))
            counted = counted or _numbering.numbers(page.word, paragraph, level, start)
            _numbering.number(paragraph, counted, level)
        if first is not None and first.type == "paragraph" and not figure(first, page.document):
            _fill(page, paragraph, first.children[0])
        elif first is not None:
            rest.insert(0, first)
        for one in rest:
            _add(page, one, f"List Continue{deeper}", depth + 1)


def _table(page: _Page, shape: Grid) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Emu, Twips

    if _after_table(page.word):
        page.word.add_paragraph()  # two tables in a row would be one
    room = _room(page.word.sections[-1])
    widths = [Twips(Emu(room).twips * share // sum(shape.widths)) for share in shape.widths]
    table = page.word.add_table(len(shape.rows), len(widths))
    table.style, table.autofit = _styles.TABLE, False
    sides = {"right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, (row, cells) in enumerate(zip(table.rows, shape.rows, strict=True)):
        about = row._tr.get_or_add_trPr()
        about.append(OxmlElement("w:cantSplit"))
        if number == 0:
            about.append(OxmlElement("w:tblHeader"))
        for cell, text, width, side in zip(row.cells, cells, widths, shape.sides, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.style = "Table Text" if number else "Table Heading"
            paragraph.alignment = sides.get(side)
            _fill(page, paragraph, text)


def _room(section: "Section") -> int:
    """The width of the text on a page."""
    from docx.shared import Cm

    whole, margin = section.page_width or Cm(21), Cm(2.54)
    sides = (section.left_margin or margin) + (section.right_margin or margin)
    return max(whole // 3, whole - sides)


def _draw(page: _Page, picture: Picture) -> None:
    from docx.shared import Cm, Emu

    inch = 914400
    width, height = picture.width / 96 * inch, picture.height / 96 * inch
    fit = min(1, _room(page.word.sections[-1]) / width, Cm(_TALLEST) / height)
    paragraph = _paragraph(page, "Normal")
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(
        io.BytesIO(_png(picture)), width=Emu(round(width * fit)), height=Emu(round(height * fit))
    )
    about = shape._inline.docPr
    about.set("descr", shown(picture.description))
    about.set("title", shown(picture.title))
    _paragraph(page, "Caption").add_run(shown(picture.title))


_ELSEWHERE = re.compile("[\u0530-\u058f\u0600-\u1cff\u2c00-\ufaff\U00010000-\U0010ffff]")
"""Letters of scripts that the bundled fonts do not have."""


def _png(picture: Picture) -> bytes:
    """The picture in twice as many dots as it has pixels, for the printer."""
    import resvg_py

    svg = shown(picture.svg)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=2,
            background="white",
            skip_system_fonts=not _ELSEWHERE.search(svg),
            font_dirs=[str(bundled("templates") / "fonts")],
            font_family="Liberation Sans",
            sans_serif_family="Liberation Sans",
        )
    )


def _fill(page: _Page, paragraph: "Paragraph", inline: SyntaxTreeNode) -> None:
    """Write a line into a paragraph."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for link, group in groupby(runs(inline), lambda run: run.link):
        if not link:
            for run in group:
                _say(paragraph, run)
            continue
        leading = OxmlElement("w:hyperlink")
        name = page.word.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        leading.set(qn("r:id"), name)
        for run in group:
            leading.append(_say(paragraph, run))
        paragraph._p.append(leading)


def _say(paragraph: "Paragraph", run: Run) -> object:
    said = paragraph.add_run(run.text)
    said.bold, said.italic = run.strong or None, run.emphasis or None
    if run.code:
        said.style = "Code"
    elif run.link:
        said.style = "Hyperlink"
    return said._r


def _rule(paragraph: "Paragraph") -> None:
    """A line across the page: the lower edge of an empty paragraph."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    edge = '<w:bottom w:val="single" w:sz="4" w:space="1" w:color="8A94A0"/>'
    about = paragraph._p.get_or_add_pPr()
    about.insert_element_before(parse_xml(f"<w:pBdr {nsdecls('w')}>{edge}</w:pBdr>"), "w:spacing")
