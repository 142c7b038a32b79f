"""The bullets and numbers of lists in a Word document."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.parts.numbering import NumberingPart
    from docx.text.paragraph import Paragraph

_SIGNS = "•–•"


def bullet(word: "Word", paragraph: "Paragraph", depth: int) -> None:
    """Set a bullet before a paragraph, unless its style does so."""
    if _of_style(paragraph) is None:
        _number(paragraph, _instance(word, _definition(word, numbered=False)), depth)


def numbers(word: "Word", paragraph: "Paragraph", depth: int, start: int) -> int:
    """Begin a numbered list as the style of its first paragraph would; the answer is for `number`."""
    found = _of_style(paragraph)
    if found is None:
        return _instance(word, _definition(word, numbered=True), depth, start)
    number, level = found
    for one in _part(word).element.num_lst:
        if one.numId == number:
            return _instance(word, one.abstractNumId.val, level, start)
    return _instance(word, _definition(word, numbered=True), depth, start)


def number(paragraph: "Paragraph", numbers: int, depth: int) -> None:
    """Set the next number of a list before a paragraph."""
    found = _of_style(paragraph)
    _number(paragraph, numbers, found[1] if found else depth)


def _of_style(paragraph: "Paragraph") -> tuple[int, int] | None:
    """The numbering that a paragraph's style brings, and at which level."""
    properties = paragraph.style.element.pPr if paragraph.style else None
    listed = properties.numPr if properties is not None else None
    if listed is None or listed.numId is None:
        return None
    return listed.numId.val, listed.ilvl.val if listed.ilvl is not None else 0


def _number(paragraph: "Paragraph", numbers: int, depth: int) -> None:
    listed = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    listed.get_or_add_ilvl().val = depth
    listed.get_or_add_numId().val = numbers


def _instance(word: "Word", definition: int, depth: int = 0, start: int | None = None) -> int:
    one = _part(word).element.add_num(definition)
    if start is not None:
        one.add_lvlOverride(depth).add_startOverride(start)
    return int(one.numId)


def _definition(word: "Word", *, numbered: bool) -> int:
    """The number of our own definition of three levels, which is written when it is first asked for."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    numbering = _part(word).element
    name = "iomassess numbers" if numbered else "iomassess bullets"
    known = numbering.findall(qn("w:abstractNum"))
    for one in known:
        told = one.find(qn("w:name"))
        if told is not None and told.get(qn("w:val")) == name:
            return int(one.get(qn("w:abstractNumId")))
    number = 1 + max((int(one.get(qn("w:abstractNumId"))) for one in known), default=-1)
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{"decimal" if numbered else "bullet"}"/>'
        f'<w:lvlText w:val="{f"%{level + 1}." if numbered else sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for level, sign in enumerate(_SIGNS)
    )
    definition = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f'<w:name w:val="{name}"/>{levels}</w:abstractNum>'
    )
    numbering.insert(len(known), definition)  # definitions stand before what uses them
    return number


def _part(word: "Word") -> "NumberingPart":
    """The part of a document that defines its lists; an empty one is made where there is none."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.parts.numbering import NumberingPart

    try:
        found = word.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        empty = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        found = NumberingPart(
            PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, word.part.package
        )
        word.part.relate_to(found, RELATIONSHIP_TYPE.NUMBERING)
    assert isinstance(found, NumberingPart)  # noqa: S101  the relationship says so
    return found
