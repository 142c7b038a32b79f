"""The styles of a Word document: what the report uses, and how each looks where the document has none."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.styles.style import BaseStyle, CharacterStyle

FONT = "Arial"
"""The look of Liberation Sans, whose measures it shares, on machines that lack that."""

_INK, _ACCENT, _GREY = "1A1A1A", "1F3A5F", "4A5561"


class Look(NamedTuple):
    """A style by its English name in Word: sizes and spaces are in points, indents in twentieths of one."""

    name: str
    size: float | None = None
    before: float = 0
    after: float = 0
    colour: str = ""
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    font: str = ""
    indent: int = 0
    heading: int = 0
    """Its level in the outline of the document; 0 is text."""
    line: float = 1.0
    """The height of a line, in those of single spacing."""
    character: bool = False
    """Whether it is for words in a paragraph, not for whole ones."""


NORMAL = Look("Normal", 10.5, 0, 7, _INK, font=FONT, line=1.15)

LOOKS = (
    Look("Title", 22, 0, 12, _ACCENT, bold=True),
    Look("Heading 1", 16, 18, 7, _ACCENT, bold=True, heading=1),
    Look("Heading 2", 13, 14, 6, _ACCENT, bold=True, heading=2),
    Look("Heading 3", 11.5, 12, 5, _ACCENT, bold=True, heading=3),
    Look("Heading 4", 10.5, 10, 4, _ACCENT, bold=True, heading=4),
    Look("List Bullet", after=7),
    Look("List Bullet 2", after=7),
    Look("List Bullet 3", after=7),
    Look("List Number", after=7),
    Look("List Number 2", after=7),
    Look("List Number 3", after=7),
    Look("List Continue", after=3, indent=360),
    Look("List Continue 2", after=3, indent=720),
    Look("List Continue 3", after=3, indent=1080),
    Look("Quote", after=7, indent=360, italic=True),
    Look("Caption", 9, 3, 10, _GREY),
    Look("Header", 8.5, colour=_GREY),
    Look("Footer", 8.5, colour=_GREY),
    Look("Table Text", 9, 2, 2),
    Look("Table Heading", 9, 2, 2, bold=True),
    Look("Code Block", 9, after=7, font="Courier New"),
    Look("Code", 9.5, font="Courier New", character=True),
    Look("Hyperlink", colour="0B4F9E", underlined=True, character=True),
)

TABLE = "Report Table"
"""The style of tables; a document of the user's own may bring one of this name."""


def dress(word: "Word") -> None:
    """Give a new document the looks of a report, whatever its styles were."""
    from docx.oxml.ns import qn

    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.clear()
    _append(defaults, f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>')
    _append(defaults, '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>')
    for look in (NORMAL, *LOOKS):
        style = _found(word, look) or _made(word, look)
        properties = style.element.find(qn("w:rPr"))
        if properties is not None:
            style.element.remove(properties)
        frame = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
        if frame is not None:
            frame.getparent().remove(frame)
        _look(style, look)
    _add_table_style(word)


def complete(word: "Word") -> None:
    """Add the styles that a document of the user's own lacks, and leave those that it has."""
    for look in LOOKS:
        if _found(word, look) is None:
            _look(_made(word, look), look)
    if TABLE not in word.styles:
        _add_table_style(word)


def _found(word: "Word", look: Look) -> "CharacterStyle | None":
    """A style of the document by name and kind; those of paragraphs are of a kind with those of words."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.styles.style import CharacterStyle

    kind = WD_STYLE_TYPE.CHARACTER if look.character else WD_STYLE_TYPE.PARAGRAPH
    named = [one for one in word.styles if one.name == look.name and one.type == kind]
    return next((one for one in named if isinstance(one, CharacterStyle)), None)


def _made(word: "Word", look: Look) -> "CharacterStyle":
    from docx.enum.style import WD_STYLE_TYPE
    from docx.styles.style import CharacterStyle

    kind = WD_STYLE_TYPE.CHARACTER if look.character else WD_STYLE_TYPE.PARAGRAPH
    own = look.name in ("Table Text", "Table Heading", "Code Block", "Code")  # names that Word does not know
    style = word.styles.add_style(look.name, kind, builtin=not own)
    assert isinstance(style, CharacterStyle)  # noqa: S101  paragraph styles are such styles too
    style.base_style = word.styles.default(kind)
    style.hidden, style.quick_style = False, True
    return style


def _look(style: "CharacterStyle", look: Look) -> None:
    from docx.shared import Pt, RGBColor, Twips
    from docx.styles.style import ParagraphStyle

    font = style.font
    font.size = Pt(look.size) if look.size else None
    font.bold, font.italic, font.underline = look.bold or None, look.italic or None, look.underlined or None
    if look.size:
        _size_of_other_scripts(style, round(look.size * 2))
    if look.colour:
        font.color.rgb = RGBColor.from_string(look.colour)
    if look.font:
        font.name = look.font
    if isinstance(style, ParagraphStyle):
        form = style.paragraph_format
        form.space_before, form.space_after = Pt(look.before), Pt(look.after)
        form.line_spacing = look.line if look.line != 1 or look.heading else None
        form.left_indent = Twips(look.indent) if look.indent else None
        form.keep_with_next = True if look.heading or look.name == "Title" else None
        if look.heading:
            _outline(style, look.heading)
        if look.name.startswith("List"):
            _close_up(style)


def _outline(style: "BaseStyle", level: int) -> None:
    """Make a style one of headings: programs that read aloud go by its level in the outline."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    if properties.find(qn("w:outlineLvl")) is None:
        _append(properties, f'<w:outlineLvl w:val="{level - 1}"/>')


def _size_of_other_scripts(style: "BaseStyle", halves: int) -> None:
    """Hebrew and Arabic have a size of their own in Word, in half points."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    size = style.element.rPr.find(qn("w:sz"))
    if size.getnext() is None or size.getnext().tag != qn("w:szCs"):
        size.addnext(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{halves}"/>'))


def _close_up(style: "BaseStyle") -> None:
    """Leave no space between paragraphs of the same style."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    if properties.find(qn("w:contextualSpacing")) is None:
        properties.append(OxmlElement("w:contextualSpacing"))


def _append(parent: object, markup: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    name, _, rest = markup.partition(" ")
    parent.append(parse_xml(f"{name} {nsdecls('w')} {rest}"))  # type: ignore[attr-defined]  # any element


def _add_table_style(word: "Word") -> None:
    line = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="8A94A0"/>'
    _append(
        word.styles.element,
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable">'
        f'<w:name w:val="{TABLE}"/><w:uiPriority w:val="59"/><w:qFormat/><w:tblPr>'
        '<w:tblStyleRowBandSize w:val="1"/><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{''.join(map(line.format, ('top', 'bottom', 'insideH')))}</w:tblBorders>"
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tblPr/>'
        '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8EDF3"/></w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="band2Horz"><w:tblPr/>'
        '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F6F8FA"/></w:tcPr></w:tblStylePr>'
        "</w:style>",
    )
