"""HTML: what a page is made of, that text stays text in it, and that pictures only draw."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from all_reports import HOSTILE, as_read, hostile, picture
from iomassess import __version__
from iomassess.documents import Document, Picture
from iomassess.formats import NAMES, write
from iomassess.problems import InvalidSource

SMALL = """\
# Small report

What it is about.
In two lines.

## Tables

| Agency | | Level | Why |
|---|---|--:|:-:|
| The Haven | `██░·` | 2 to 3 | in the `team` |
| The *Mill* | `█···` | 1 | in **touch** |

### Tables

| Site | Level |
|---|---|
| Same | 1 |
| Same | 2 |

## Lists

Shown:

- one
- two
    - below

      and more

2. second
3. third

3\\. not a list

> quoted\\
> again

    code <b>

---

A [named](https://example.org/a?b=1&c=2) and a bare [https://example.org/](https://example.org/).

![Level of each](levels.svg)

#### Not in the contents
"""
LEVELS = Picture(
    "levels",
    "Level of each",
    "The Haven stands at 2 & may stand at 3.",
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" role="img" aria-labelledby="levels-title">'
    '<title id="levels-title">Level of each</title><!-- drawn -->\n<defs><pattern id="levels-open" width="4" '
    'height="4"><path d="M0,0L4,4"/></pattern></defs><rect width="60" height="20" fill="url(#levels-open)"/>'
    '<use href="#levels-open"/><text x="1" y="9">2 &lt; 3</text></svg>',
    60,
    20,
)
DOCUMENT = Document("Small report", "A report that is small.", SMALL, (LEVELS,))


class Page(HTMLParser):
    """A page as its start tags and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a start tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep some text."""
        self.texts.append(data)

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        """The attributes of each element of some kinds."""
        return [attrs for tag, attrs in self.tags if tag in tags]


class HtmlFile(SingleFileSnapshotExtension):
    """A golden file that can be read as what it is."""

    file_extension = "html"
    _write_mode = WriteMode.TEXT


class Refusal(NamedTuple):
    """What is put into a picture, and what is said of it."""

    put: str
    said: str


def written(document: Document, style: Path | None = None) -> str:
    (file,) = write(document, "html", "report", style)
    assert file.name == "report.html"
    return file.content.decode()


def of(markdown: str, *pictures: Picture) -> Page:
    return Page(written(Document("Title", "Subject.", markdown, pictures)))


def test_the_page_of_a_small_document_is_as_it_was(snapshot: SnapshotAssertion) -> None:
    page = re.sub(r"<style>.*?</style>", "<style></style>", written(DOCUMENT), flags=re.DOTALL)
    assert page.replace(__version__, "VERSION") == snapshot(extension_class=HtmlFile)


def test_a_page_is_one_of_the_formats() -> None:
    assert "html" in NAMES
    assert not [name for name in NAMES if name.startswith("_")]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write(DOCUMENT, "html", "a")[0].content == write(DOCUMENT, "html", "b")[0].content


def test_a_page_stands_alone() -> None:
    page = Page(written(DOCUMENT))
    assert not page.all("script", "link", "img", "iframe", "object", "embed", "base", "form")
    assert {attrs["href"] for attrs in page.all("a")} == {
        *("#report", "#tables", "#tables-2", "#lists"),
        *("https://example.org/a?b=1&c=2", "https://example.org/"),
    }
    (policy,) = [one["content"] for one in page.all("meta") if "http-equiv" in one]
    assert str(policy).startswith("default-src 'none'; style-src 'unsafe-inline';")


@pytest.mark.parametrize("document", [DOCUMENT, hostile()], ids=["small", "hostile"])
def test_every_place_of_a_page_has_a_name_of_its_own_and_whatever_names_one_finds_it(
    document: Document,
) -> None:
    page = Page(written(document))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    named = [attrs["href"] for attrs in page.all("a", "use") if str(attrs["href"]).startswith("#")]
    painted = [re.fullmatch(r"url\((#.*)\)", attrs.get("fill") or "") for attrs in page.all("rect")]
    told = [f"#{name}" for _, attrs in page.tags for name in (attrs.get("aria-labelledby") or "").split()]
    assert named
    assert told
    assert {*named, *told, *(found[1] for found in painted if found)} <= {f"#{name}" for name in ids}


def test_a_picture_shown_twice_has_two_sets_of_names() -> None:
    page = of("![Level of each](levels.svg)\n\n![Level of each](levels.svg)", LEVELS)
    assert [attrs["aria-labelledby"] for attrs in page.all("svg")] == [
        "levels.title levels.desc",
        "levels-2.title levels-2.desc",
    ]
    assert [attrs["fill"] for attrs in page.all("rect")] == [
        "url(#levels.levels-open)",
        "url(#levels-2.levels-open)",
    ]


def test_an_image_that_is_no_picture_of_the_document_is_its_words() -> None:
    page = of("![the words](elsewhere.svg)\n\nand ![more](https://example.org/x.png) here")
    assert not page.all("svg", "img", "figure")
    assert "the words" in page.texts
    assert "and more here" in page.texts


def test_the_first_column_heads_its_rows_only_where_it_names_them() -> None:
    table = "| A | B |\n|---|---|\n| {} | 1 |\n| {} | 2 |\n"
    scopes = {
        cells: [attrs["scope"] for attrs in of(table.format(*cells)).all("th")]
        for cells in [("x", "y"), ("x", "x"), ("x", ""), ("x", "a whole sentence " * 5)]
    }
    assert scopes.pop(("x", "y")) == ["col", "col", "row", "row"]
    assert list(scopes.values()) == [["col", "col"]] * 3


def test_a_column_without_a_head_has_no_head_cell() -> None:
    assert len(of("| A | | C |\n|---|---|---|\n| x | y | z |").all("th")) == 3
    assert len(of("| A | B | C |\n|---|---|---|\n| x | y | z |").all("th")) == 4


def test_tables_and_figures_move_in_frames_that_take_the_focus_and_have_names_of_their_own() -> None:
    regions = [attrs for attrs in Page(written(DOCUMENT)).all("div") if attrs.get("role") == "region"]
    assert [attrs["aria-label"] for attrs in regions] == ["Tables", "Tables 2", "Level of each"]
    assert {attrs["tabindex"] for attrs in regions} == {"0"}


def test_a_caption_in_bold_names_the_table_below_it() -> None:
    page = of("## Head\n\n**Staff by sector**\n\n| A | B |\n|---|---|\n| x | 1 |")
    assert [attrs["aria-label"] for attrs in page.all("div")] == ["Staff by sector"]


def test_a_document_without_headings_takes_its_title_and_has_no_contents() -> None:
    page = of("Only text.")
    assert len(page.all("h1")) == 1
    assert page.texts.count("Title") == 2
    assert not page.all("nav")


def test_contents_are_the_headings_of_the_second_and_third_order() -> None:
    page = written(DOCUMENT)
    contents = page[page.index("<nav") : page.index("</nav>")]
    assert re.findall(r'href="#([^"]*)"', contents) == ["tables", "tables-2", "lists"]


def test_headings_that_say_no_word_or_the_same_have_anchors_all_the_same() -> None:
    page = of("# T\n\n## !\n\n## ?\n\n## Report\n\n## Contents\n\n## Sûreté, مرحبا\n\n## 漢字")
    assert [attrs["id"] for attrs in page.all("h2")] == [
        *("contents", "section", "section-2", "report-2", "contents-2", "sûreté-مرحبا", "漢字")
    ]


def test_a_line_may_end_in_a_long_word_whose_text_stays_whole() -> None:
    long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    accented = "e\u0301" * 30
    page = written(Document("Title", "Subject.", f"A {long} b `{long}` {accented}"))
    assert page.count("<wbr>") == 6
    assert page.replace("<wbr>", "").count(f"A {long} b <code>{long}</code> {accented}") == 1
    assert "<wbr>\u0301" not in page


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "x.html"]
)
def test_a_link_leads_to_the_web_or_is_text(address: str) -> None:
    page = of(f"A [word]({address}) here.")
    assert [attrs["href"] for attrs in page.all("a")] == ["#report", "#report"]
    assert "word" in " ".join(page.texts)


# -- text that somebody may have put into a site file


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_a_page_of_the_same_elements_as_harmless_text(text: str) -> None:
    page, harmless = Page(written(hostile((text,)))), Page(written(hostile(("x" * len(text),))))
    assert [_looks(tag, attrs) for tag, attrs in page.tags if tag != "wbr"] == [
        _looks(tag, attrs) for tag, attrs in harmless.tags if tag != "wbr"
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_can_be_read_as_it_is(text: str) -> None:
    page = written(hostile((text,))).replace("<wbr>", "")
    (heading,) = re.findall("<h1>(.*)</h1>", page)
    assert "".join(Page(heading).texts) == as_read(text)


def _looks(tag: str, attrs: dict[str, str | None]) -> tuple[str, tuple[str, ...]]:
    """An element without what its attributes say of the text, but for where it may lead."""
    return tag, (*attrs, *(str(attrs.get(name, ""))[:19] for name in ("src", "xlink:href", "style")))


def test_html_in_a_document_is_text() -> None:
    page = of('Some <b onclick="x">bold</b>\n\n<script>alert(1)</script>\n\n<!-- unseen -->')
    assert not page.all("b", "script")
    assert "<script>alert(1)</script>" in "".join(page.texts)
    assert "<!-- unseen -->" in "".join(page.texts)


# -- pictures


@pytest.mark.parametrize(
    ("put", "said"),
    [
        Refusal("<script>alert(1)</script>", "<script> has no place in a picture"),
        Refusal("<foreignObject><p>x</p></foreignObject>", "<foreignObject> has no place in a picture"),
        Refusal("<style>* { color: red }</style>", "<style> has no place in a picture"),
        Refusal('<image href="https://x.invalid/x.png"/>', "<image> has no place in a picture"),
        Refusal('<a href="https://x.invalid/"><text>x</text></a>', "<a> has no place in a picture"),
        Refusal('<animate attributeName="href" to="x"/>', "<animate> has no place in a picture"),
        Refusal('<rect onclick="alert(1)"/>', "`onclick` has no place in a picture: it would run"),
        Refusal(
            '<use href="https://x.invalid/x.svg#a"/>',
            "`href` may name a part of the picture only, not 'https://x.invalid/x.svg#a'",
        ),
        Refusal(
            '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/svg+xml,x"/>',
            "`href` may name a part of the picture only, not 'data:image/svg+xml,x'",
        ),
        Refusal(
            '<rect fill="url(https://x.invalid/x.svg#a)"/>',
            "`fill` may name a part of the picture only, not 'url(https://x.invalid/x.svg#a)'",
        ),
        Refusal(
            "<rect style=\"background: image-set('https://x.invalid/x' 1x)\"/>",
            "`style` may name a part of the picture only, "
            "not \"background: image-set('https://x.invalid/x' 1x)\"",
        ),
        Refusal(
            '<rect style="fill: u\\72l(https://x.invalid/x)"/>',
            "`style` may name a part of the picture only, not 'fill: u\\\\72l(https://x.invalid/x)'",
        ),
        Refusal("<g>", "is not well-formed: mismatched tag: line 2, column 7"),
    ],
)
def test_a_picture_that_does_more_than_draw_is_refused(put: str, said: str) -> None:
    drawn = LEVELS._replace(svg=f'<svg xmlns="http://www.w3.org/2000/svg">\n<g>{put}</g></svg>')
    if put == "<g>":
        drawn = drawn._replace(svg='<svg xmlns="http://www.w3.org/2000/svg">\n  <g></svg>')
    with pytest.raises(InvalidSource) as error:
        written(Document("T", "S.", "![x](levels.svg)", (drawn,)))
    assert str(error.value) == f"levels.svg: {said}"


def test_a_picture_with_a_document_type_is_refused() -> None:
    drawn = LEVELS._replace(svg='<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>')
    with pytest.raises(InvalidSource, match=r"levels\.svg: a document type has no place in a picture"):
        written(Document("T", "S.", "![x](levels.svg)", (drawn,)))


def test_what_is_drawn_is_svg() -> None:
    with pytest.raises(InvalidSource, match=r"levels\.svg: is not SVG but <html>"):
        written(Document("T", "S.", "![x](levels.svg)", (LEVELS._replace(svg="<html/>"),)))


def test_a_picture_tells_its_title_and_description_and_none_but_them() -> None:
    page = of("![Level of each](levels.svg)", LEVELS)
    (drawn,) = page.all("svg")
    assert drawn == {
        "viewbox": "0 0 60 20",
        "role": "img",
        "aria-labelledby": "levels.title levels.desc",
        "width": "60",
        "height": "20",
    }
    assert [attrs["id"] for attrs in page.all("desc")] == ["levels.desc"]
    assert "The Haven stands at 2 & may stand at 3." in page.texts


def test_what_a_picture_says_to_other_programs_is_left_out() -> None:
    said = 'xml:space="preserve" xmlns:drawn="http://example.org/drawn" drawn:by="hand" fill="none"'
    page = of("![x](levels.svg)", LEVELS._replace(svg=f"<svg><g {said}/></svg>"))
    assert page.all("g") == [{"fill": "none"}]


def test_hostile_text_in_a_picture_is_drawn() -> None:
    page = of("![x](picture.svg)", picture(HOSTILE))
    drawn = "".join(page.texts)
    assert all(text in drawn for text in HOSTILE)


# -- a style sheet of one's own


def test_a_style_sheet_of_ones_own_comes_after_ours(tmp_path: Path) -> None:
    own = tmp_path / "own.css"
    own.write_text("h1 > a::before { content: '<&' }", encoding="utf-8-sig")
    styles = re.findall(r"<style>\n(.*?)</style>", written(DOCUMENT, own), flags=re.DOTALL)
    assert len(styles) == 2
    assert "color-scheme: light" in styles[0]
    assert styles[1] == "h1 > a::before { content: '<&' }\n"


def test_a_style_sheet_that_is_none_is_refused(tmp_path: Path) -> None:
    for name, content in {"a.css": b"\xff", "b.css": b"a {} </STYLE ><script>", "c.css": b"\0"}.items():
        (tmp_path / name).write_bytes(content)
    refusals = {
        "a.css": "is not a style sheet: it is not UTF-8 text",
        "b.css": "is not a style sheet: it holds `</style` or a null character",
        "c.css": "is not a style sheet: it holds `</style` or a null character",
        "none.css": "there is no such file",
        ".": "is a folder, not a file",
        "x\0y": "cannot be read: its name is none that a file can have",
    }
    for name, what in refusals.items():
        with pytest.raises(InvalidSource) as error:
            written(DOCUMENT, tmp_path / name)
        (problem,) = error.value.problems
        assert (problem.path, problem.what) == (str(tmp_path / name), what)
