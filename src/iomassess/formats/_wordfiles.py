"""Word documents as files: a new one or one of the user's own, what it says of itself, and its bytes."""

import io
import os
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from iomassess.documents import LARGEST_STYLE, Document
from iomassess.formats import _styles
from iomassess.formats._runs import shown
from iomassess.intake import content, packed
from iomassess.problems import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph


def new(document: Document) -> "Word":
    """An empty document of A4 pages, which are numbered and bear the title from the second on."""
    import docx
    from docx.shared import Cm

    word = docx.Document()
    _styles.dress(word)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].add_run(shown(document.title))
    for footer in (section.footer, section.first_page_footer):
        _count_pages(footer.paragraphs[0])
    return word


def styled(style: Path) -> "Word":
    """A document of the user's own without what was written in it; a template (.dotx) will do.

    Of its sections the last one stays, with its page layout, header and footer. Raises InvalidSource where it
    cannot be read or is something else.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from docx.oxml.ns import qn

    found = content(style, str(style), LARGEST_STYLE)
    packed(found, str(style), LARGEST_STYLE * 8)
    try:
        word = docx.Document(io.BytesIO(_as_document(found)))
        body = word.element.body
        for one in list(body):
            if one.tag != qn("w:sectPr"):
                body.remove(one)
        body.get_or_add_sectPr()
        _ = word.styles, word.core_properties
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, SyntaxError, AttributeError, IndexError):
        raise refused(str(style), "is not a Word document (.docx or .dotx)") from None
    _styles.complete(word)
    return word


def name(word: "Word", document: Document) -> None:
    """Say in the properties of the file what it is, and nothing of when or of another document."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    core = word.core_properties
    for one in list(core._element):  # what was there is another document's
        core._element.remove(one)
    core.title, core.subject = shown(document.title)[:255], shown(document.subject)[:255]
    core.author, core.language = "iomassess", "en-GB"
    package = word.part.package
    assert package is not None  # noqa: S101  it was opened from one
    for name, related in list(package.rels.items()):
        if related.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[name]


def saved(word: "Word") -> bytes:
    """The document as a file."""
    whole = io.BytesIO()
    with _untimed():
        word.save(whole)
    with zipfile.ZipFile(whole) as package:
        return _packed({one: package.read(one) for one in package.namelist()})


@contextmanager
def _untimed() -> "Iterator[None]":
    """Without the time that zipfile takes for its own from Python 3.14 on; none before 1980 fits a zip."""
    before = os.environ.pop("SOURCE_DATE_EPOCH", None)
    try:
        yield
    finally:
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _as_document(content: bytes) -> bytes:
    """A template is a document that says it is a template."""
    said, meant = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    types = parts.get("[Content_Types].xml", b"")
    return _packed(parts | {"[Content_Types].xml": types.replace(said, meant)}) if said in types else content


def _packed(parts: dict[str, bytes]) -> bytes:
    """The parts as one file that tells no time, so that the same report is always the same file."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        for name, content in parts.items():
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            package.writestr(about, content)
    return whole.getvalue()


def _count_pages(paragraph: "Paragraph") -> None:
    """Write `Page n of m`, counted by the program that shows the document."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(text)
        paragraph._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )
