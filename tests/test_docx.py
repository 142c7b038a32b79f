"""Word: real styles, described pictures, inert text, the user's own looks, and LibreOffice opens it."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from PIL import Image

from all_reports import HOSTILE, REPORTS, document, hostile
from iomassess.documents import Document, Picture
from iomassess.formats import write
from iomassess.formats._blocks import blocks
from iomassess.formats._runs import plain, shown
from iomassess.problems import InvalidSource

PROGRAMS = {"soffice": "libreoffice-writer-nogui", "pdftotext": "poppler-utils"}
WANTING = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
opened = pytest.mark.skipif(bool(WANTING), reason=f"not installed: apt-get install {' '.join(WANTING)}")

SMALL = """# A report

First words, **bold**, *leaning* and `code`, and a [link](https://example.org/a).

## Second

- one

    more of one
    - one and a half
- two

3. three
4. four

#### Third

| Name | Number |
|---|--:|
| north | 17 |
| south | 23 |

| Another |
|---|
| table |

![What it is called](drawing.svg)

1. again

> quoted

---

    a line of code
      and another

## Fourth

| Last |
|---|
| words |
"""
DRAWING = Picture(
    "drawing",
    "What it is called",
    "What it shows.",
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><text x="5" y="30">Drawn</text></svg>',
    200,
    50,
)


def small(markdown: str = SMALL) -> Document:
    return Document("A report", "What it is.", markdown, (DRAWING,))


def content(one: Document, style: Path | None = None) -> bytes:
    (file,) = write(one, "docx", "report", style)
    assert file.name == "report.docx"
    return file.content


def word(one: Document, style: Path | None = None) -> Word:
    return docx.Document(io.BytesIO(content(one, style)))


@cache
def named(name: str) -> Any:  # a `Word` whose inside may be looked at
    return word(hostile() if name == "hostile" else document(name))


def outlined(one: Word) -> list[tuple[str, str]]:
    return [(part.style.name or "", part.text) for part in one.paragraphs if part.style and part.text]


def as_pdf(folder: Path, *files: Path) -> dict[str, str]:
    """The text of files that LibreOffice has opened and printed, by their names."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(  # noqa: S603  our own files
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files],  # noqa: S607
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {
        file.stem: subprocess.run(  # noqa: S603
            ["pdftotext", folder / f"{file.stem}.pdf", "-"],  # noqa: S607
            check=True,
            capture_output=True,
        ).stdout.decode()
        for file in files
    }


def squeezed(said: str) -> str:
    return re.sub(r"\s", "", said)


def in_order(said: str, words: list[str]) -> str:
    """The first of some words that does not follow the others in a text, or nothing."""
    squeezed_text, place = squeezed(said), 0
    for one in words:
        place = squeezed_text.find(squeezed(one), place)
        if place < 0:
            return one
        place += len(squeezed(one))
    return ""


@opened
def test_libreoffice_opens_every_report_and_shows_its_headings_and_tables(tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name.replace(' ', '-')}.docx" for name in REPORTS}
    for name, file in files.items():
        file.write_bytes(content(document(name)))
    texts = as_pdf(tmp_path, *files.values())
    for name, file in files.items():
        tree = blocks(document(name))
        headings = [plain(one.children[0]) for one in tree.walk() if one.type == "heading"]
        assert len(headings) > 5
        assert in_order(texts[file.stem], headings) == "", name
        said = squeezed(texts[file.stem]).replace("-", "")  # pdftotext leaves out those at the end of a line
        cells = [plain(one.children[0]) for one in tree.walk() if one.type in ("th", "td")]
        words = [one.replace("-", "") for cell in cells for one in cell.split()]
        assert len(words) > 50
        assert [one for one in words if one not in said] == [], name


@opened
def test_libreoffice_shows_a_small_document_in_its_order_with_its_numbers(tmp_path: Path) -> None:
    file = tmp_path / "small.docx"
    file.write_bytes(content(small()))
    words = "A report|First words, bold, leaning and code, and a link.|Second|one|more of one|one and a half"
    words += "|two|3.|three|4.|four|Third|Name|Number|north|17|south|23|Another|table|What it is called"
    words += "|1.|again|quoted|a line of code|and another|Fourth|Last|words|Page 1 of 1"
    assert in_order(as_pdf(tmp_path, file)["small"], words.split("|")) == ""


@opened
def test_libreoffice_shows_hostile_text_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "hostile.docx"
    file.write_bytes(content(hostile()))
    said = squeezed(as_pdf(tmp_path, file)["hostile"])
    for one in HOSTILE:
        if re.fullmatch(r"[\x20-\x7e]+", one):
            assert said.count(squeezed(one)) >= 9, one


def test_headings_lists_and_the_rest_have_real_styles() -> None:
    assert outlined(word(small())) == [
        ("Title", "A report"),
        ("Normal", "First words, bold, leaning and code, and a link."),
        ("Heading 1", "Second"),
        ("List Bullet", "one"),
        ("List Continue", "more of one"),
        ("List Bullet 2", "one and a half"),
        ("List Bullet", "two"),
        ("List Number", "three"),
        ("List Number", "four"),
        ("Heading 2", "Third"),
        ("Caption", "What it is called"),
        ("List Number", "again"),
        ("Quote", "quoted"),
        ("Code Block", "a line of code\n  and another"),
        ("Heading 1", "Fourth"),
    ]


def test_an_item_that_begins_with_something_else_than_words_has_it_below_its_bullet() -> None:
    markdown = "- - inner\n- ![What it is called](drawing.svg)\n\n    and words\n- ```\n  code\n  ```\n"
    found = [(part.style.name, part.text) for part in word(small(markdown)).paragraphs if part.style]
    assert found == [
        ("List Bullet", ""),
        ("List Bullet 2", "inner"),
        ("List Bullet", ""),
        ("Normal", ""),
        ("Caption", "What it is called"),
        ("List Continue", "and words"),
        ("List Bullet", ""),
        ("Code Block", "code"),
    ]


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_has_the_headings_of_its_markdown(name: str) -> None:
    found = [(style, text) for style, text in outlined(named(name)) if style.startswith(("Title", "Heading"))]
    told = [one for one in blocks(document(name)).walk() if one.type == "heading"]
    assert found == [
        (f"Heading {int(one.tag[1:]) - 1}" if one.tag != "h1" else "Title", plain(one.children[0]))
        for one in told
    ]


def test_words_have_the_looks_that_the_markdown_gives_them() -> None:
    line = next(one for one in word(small()).paragraphs if one.text.startswith("First"))
    assert [run.text for run in line.runs if run.bold] == ["bold"]
    assert [run.text for run in line.runs if run.italic] == ["leaning"]
    assert [run.text for run in line.runs if run.style and run.style.name == "Code"] == ["code"]
    (link,) = line.hyperlinks
    assert (link.text, link.url) == ("link", "https://example.org/a")
    assert [run.style.name for run in link.runs if run.style] == ["Hyperlink"]


@pytest.mark.parametrize("name", [*REPORTS, "hostile"])
def test_tables_repeat_their_heads_and_fit_the_page(name: str) -> None:
    one = named(name)
    section = one.sections[-1]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    assert one.tables
    for table in one.tables:
        heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
        assert heads == [True, *[False] * (len(heads) - 1)]
        assert table.style
        assert table.style.name == "Report Table"
        assert room * 0.98 <= sum(column.width or 0 for column in table.columns) <= room
        styles = {cell.paragraphs[0].style.name for cell in table.rows[0].cells if cell.paragraphs[0].style}
        assert styles == {"Table Heading"}


@pytest.mark.parametrize("name", [*REPORTS, "hostile"])
def test_pictures_are_sharp_fit_the_page_and_are_told_in_words(name: str) -> None:
    one = named(name)
    pictures = hostile().pictures if name == "hostile" else document(name).pictures
    section = one.sections[-1]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    assert len(one.inline_shapes) == len(pictures) > 0
    for shape in one.inline_shapes:
        about = shape._inline.docPr
        picture = next(each for each in pictures if shown(each.title) == about.get("title"))
        assert about.get("descr") == shown(picture.description) != ""
        assert shape.width <= room
        assert shape.width / shape.height == pytest.approx(picture.width / picture.height, rel=0.01)
        (name_of_part,) = shape._inline.xpath(".//a:blip/@r:embed")
        with Image.open(io.BytesIO(one.part.related_parts[name_of_part].blob)) as image:
            assert image.size == pytest.approx((picture.width * 2, picture.height * 2), abs=2)
            assert len(image.convert("L").histogram()) - image.convert("L").histogram().count(0) > 1


def test_the_bundled_font_draws_the_letters_of_a_picture() -> None:
    def dark(svg: str) -> int:
        one = word(Document("T", "S", "![a](p.svg)\n", (Picture("p", "a", "b", svg, 200, 50),)))
        (name,) = one.inline_shapes[0]._inline.xpath(".//a:blip/@r:embed")
        with Image.open(io.BytesIO(one.part.related_parts[name].blob)) as image:
            return sum(image.convert("L").histogram()[:128])

    head = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50">'
    assert dark(f"{head}</svg>") == 0
    for family in ("Liberation Sans, Arial", "No Such Font, sans-serif", ""):
        assert dark(f'{head}<text x="5" y="30" font-family="{family}">Drawn</text></svg>') > 100


def test_a_file_says_what_it_is_in_which_language_and_not_when() -> None:
    one = word(small())
    core = one.core_properties
    assert (core.title, core.subject, core.language) == ("A report", "What it is.", "en-GB")
    assert (core.author, core.last_modified_by, core.comments) == ("iomassess", "", "")
    assert (core.created, core.modified) == (None, None)
    (language,) = one.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val")
    assert language == "en-GB"


def test_pages_are_numbered_and_bear_the_title() -> None:
    section = word(small()).sections[0]
    assert section.header.paragraphs[0].text == "A report"
    for footer in (section.footer, section.first_page_footer):
        fields = footer.paragraphs[0]._p.xpath("w:fldSimple/@w:instr")
        assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("one", [small(), hostile()], ids=["small", "hostile"])
def test_the_same_report_is_the_same_file(one: Document) -> None:
    first = content(one)
    assert first == content(one)
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [part for part in package.namelist() if "thumbnail" in part]


def test_hostile_text_does_nothing() -> None:
    one = named("hostile")
    leading = [each for each in one.part.rels.values() if each.is_external]
    assert {each.target_ref.rsplit("/", 1)[0] for each in leading} == {"https://example.org"}
    with zipfile.ZipFile(io.BytesIO(content(hostile()))) as package:
        body = package.read("word/document.xml").decode()
        assert not [each for each in package.namelist() if re.search("vba|embed|activeX|altChunk", each)]
    assert not re.search("<w:(instrText|fldSimple|object|altChunk|script)", body)
    text = " ".join(" ".join(part.text for part in one.paragraphs).split())
    for each in HOSTILE:
        assert " ".join(shown(each).split()) in text


def test_what_xml_cannot_hold_is_left_out() -> None:
    one = Document("T\x00\ufffe", "S\x1b", "# T\x01\n\na\x02b\x0b \ud800 c\uffff\n")
    assert outlined(word(one)) == [("Title", "T"), ("Normal", "ab  c")]
    assert word(one).core_properties.title == "T"


ORDER = {
    "pPr": "pStyle keepNext keepLines numPr pBdr spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u lang",
    "trPr": "cantSplit tblHeader",
    "tblPr": "tblStyle tblStyleRowBandSize tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat rsid pPr rPr tblPr "
    "tblStylePr",
}
"""The order in which the standard wants what stands in these elements; Word refuses a file that mixes it."""


@pytest.mark.parametrize("made", ["new", "styled"])
def test_properties_stand_in_the_order_of_the_standard(made: str, tmp_path: Path) -> None:
    one = word(hostile(), None if made == "new" else bare(tmp_path))
    for part in (word(small()).element, one.element, one.styles.element):
        for name, order in ORDER.items():
            for each in part.iter(qn(f"w:{name}")):
                found = [str(child.tag).rsplit("}", 1)[1] for child in each]
                known = [child for child in found if child in order.split()]
                assert known == sorted(known, key=order.split().index), found


# -- a document of the user's own


def house(folder: Path, name: str = "house.docx") -> Path:
    """A document with a blue heading, narrow pages and a header, of which something was written."""
    one = docx.Document()
    heading: Any = one.styles["Heading 1"]
    heading.font.color.rgb = RGBColor(0, 0, 0xFF)
    one.sections[0].page_width, one.sections[0].left_margin, one.sections[0].right_margin = (
        *(Cm(14), Cm(2), Cm(2)),
    )
    one.sections[0].header.paragraphs[0].text = "The house"
    one.add_heading("An old heading")
    one.add_table(2, 2)
    one.core_properties.author = "Somebody"
    one.save(str(folder / name))
    return folder / name


def bare(folder: Path) -> Path:
    """A document with hardly a style and no lists, as other programs write them."""
    names = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/'
        'main"><w:body><w:p><w:r><w:t>old words</w:t></w:r></w:p></w:body></w:document>',
    }
    file = folder / "bare.docx"
    with zipfile.ZipFile(file, "w") as package:
        for name, text in names.items():
            package.writestr(name, text)
    return file


def test_a_report_takes_the_looks_of_a_document_and_none_of_its_words(tmp_path: Path) -> None:
    one = word(small(), house(tmp_path))
    heading: Any = one.styles["Heading 1"]
    assert heading.font.color.rgb == RGBColor(0, 0, 0xFF)
    assert one.sections[0].header.paragraphs[0].text == "The house"
    assert outlined(one)[0] == ("Title", "A report")
    assert "An old heading" not in [text for _, text in outlined(one)]
    assert len(one.tables) == 3
    assert {sum(column.width or 0 for column in table.columns) // Cm(0.5) for table in one.tables} <= {19, 20}
    assert one.core_properties.author == "iomassess"


def test_styles_that_a_document_lacks_are_added(tmp_path: Path) -> None:
    one = word(small(), bare(tmp_path))
    assert [style for style, _ in outlined(one)] == [style for style, _ in outlined(word(small()))]
    assert [text for _, text in outlined(one)] == [text for _, text in outlined(word(small()))]
    levels = one.styles.element.xpath("w:style[starts-with(@w:styleId,'Heading')]/w:pPr/w:outlineLvl/@w:val")
    assert sorted(levels) == ["0", "1", "2", "3"]


def test_numbers_are_our_own_where_the_style_of_a_list_names_none_that_is_there(tmp_path: Path) -> None:
    broken = docx.Document(str(house(tmp_path)))
    style: Any = broken.styles["List Number"]
    style.element.pPr.numPr.numId.val = 999
    broken.save(str(tmp_path / "broken.docx"))
    one = word(small("3. three\n4. four"), tmp_path / "broken.docx")
    part: Any = one.part
    numbering = part.numbering_part.element
    (number,) = set(one.element.xpath("//w:p//w:numId/@w:val"))
    (defined,) = [each for each in numbering.num_lst if each.numId == int(number)]
    assert defined.lvlOverride_lst[0].startOverride.val == 3
    (own,) = numbering.xpath("w:abstractNum[w:name/@w:val='iomassess numbers']/@w:abstractNumId")
    assert defined.abstractNumId.val == int(own)


@opened
def test_libreoffice_opens_reports_in_the_looks_of_other_documents(tmp_path: Path) -> None:
    files = []
    for style in (house(tmp_path), bare(tmp_path)):
        files.append(tmp_path / f"in-{style.name}")
        files[-1].write_bytes(content(small(), style))
    texts = as_pdf(tmp_path, *files)
    words = [
        "A report",
        "Second",
        "•",
        "one",
        "•",
        "two",
        "3.",
        "three",
        "4.",
        "four",
        "Third",
        "1.",
        "again",
    ]
    bullets = [re.sub("[\uf0b7•]", "•", text) for text in texts.values()]
    assert [in_order(text, words) for text in bullets] == ["", ""]
    assert "The house" in texts["in-house"]
    assert "old words" not in texts["in-bare"]


def test_a_template_will_do_as_well_as_a_document(tmp_path: Path) -> None:
    document_type, template_type = b"document.main+xml", b"template.main+xml"
    template = tmp_path / "house.dotx"
    with zipfile.ZipFile(house(tmp_path)) as package, zipfile.ZipFile(template, "w") as changed:
        for name in package.namelist():
            changed.writestr(name, package.read(name).replace(document_type, template_type))
    assert content(small(), template) == content(small(), house(tmp_path))


def other(folder: Path) -> bytes:
    with zipfile.ZipFile(folder / "other.zip", "w") as package:
        package.writestr("word/document.xml", "<w/>")
    return (folder / "other.zip").read_bytes()


def test_what_is_not_a_document_is_refused_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    whole = house(tmp_path).read_bytes()
    contents = {"text.docx": b"words", "other.docx": other(tmp_path), "cut.docx": whole[: len(whole) // 2]}
    for name, wrong in contents.items():
        Path(name).write_bytes(wrong)
        with pytest.raises(InvalidSource) as refusal:
            write(small(), "docx", "report", Path(name))
        assert str(refusal.value) == f"{name}: is not a Word document (.docx or .dotx)"
    with pytest.raises(InvalidSource) as refusal:
        write(small(), "docx", "report", Path("none.docx"))
    assert str(refusal.value) == "none.docx: there is no such file"


@pytest.mark.parametrize(("module", "name"), [("docx", "python-docx"), ("resvg_py", "resvg-py")])
def test_without_a_library_one_line_says_how_to_get_it(
    module: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InvalidSource) as refusal:
        write(small(), "docx", "report")
    assert str(refusal.value) == f"--format docx: needs {name}: pip install 'iomassess[docx]'"
