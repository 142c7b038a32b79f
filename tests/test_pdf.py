"""PDF: accessible by the judgement of two checkers, inert, in order, and the same every time."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from all_reports import HOSTILE, REPORTS, assessed, document, hostile
from iomassess.documents import Document, Picture
from iomassess.formats import write
from iomassess.problems import InvalidSource
from iomassess.reports import report

pdfua = pytest.importorskip("pdfua", reason="pdfua is not installed: pip install 'iomassess[test]'")
OUTLOUD = Path(sys.executable).with_name("outloud")
checked = pytest.mark.skipif(
    not OUTLOUD.exists(), reason="outloud is not installed: pip install 'iomassess[test]'"
)
read = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is not installed: apt-get install poppler-utils"
)

GUESSES = ["TAG-002", "ORD-001", "PAG-001", "FIG-010", "TAG-020"]
"""What one checker guesses at beyond the standard, and where a report gives it cause: heads of tables that a
new page repeats, sentences that recur, odd titles."""

SMALL = """# A report

First words, **bold**, *leaning* and `code`, and a [link](https://example.org/a).

## Second

- one
    - one and a half
- two

3. three
4. four

### Third

| Name | Number |
|---|--:|
| north | 17 |
| south | 23 |

![What it is called](drawing.svg)

> quoted

---

    a line of code

## Fourth

Last words.
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


def written(one: Document, folder: Path, style: Path | None = None) -> Path:
    (file,) = write(one, "pdf", "report", style)
    path = folder / file.name
    path.write_bytes(file.content)
    return path


def complaints(path: Path, *options: str) -> list[str]:
    """What outloud finds wrong with a file, rule by rule."""
    findings = path.with_suffix(".json")
    told = subprocess.run(  # noqa: S603  our own program
        [OUTLOUD, path, "--json", findings, "--fail-on", "never", *options],
        check=True,
        capture_output=True,
        text=True,
    )
    (result,) = as_list(json.loads(findings.read_text(encoding="utf-8")))
    assert result["error"] is None, told.stdout
    assert result["stats"]["pages"] > 0
    return [f"{one['rule']}: {one['message']}" for one in result["findings"]]


def as_list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else list(found["results"])


def text(path: Path, *options: str) -> str:
    told = subprocess.run(  # noqa: S603  our own file
        ["pdftotext", *options, path, "-"],  # noqa: S607
        check=True,
        capture_output=True,
    )
    return told.stdout.decode()


def squeezed(said: str) -> str:
    return re.sub(r"\s", "", said)


def elements(node: Any) -> Iterator[Any]:
    """The structure of a document, element by element, in the order in which it is read."""
    inside = node.get("/K", [])
    for one in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            yield from elements(one)


def tags(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        return [str(one["/S"])[1:] for one in elements(pdf.Root["/StructTreeRoot"])]


@checked
@pytest.mark.parametrize("name", [*REPORTS, "hostile"])
def test_no_checker_finds_a_fault_in_a_report(name: str, tmp_path: Path) -> None:
    path = written(hostile() if name == "hostile" else document(name), tmp_path)
    assert complaints(path, "--layer", "conformance", "--skip", "PAG-001") == []
    meant = ["LNK-010", "TBL-011"] if name == "hostile" else []  # text, a nameless head
    assert complaints(path, "--skip", ",".join([*GUESSES, *meant])) == []
    assert [str(one) for one in pdfua.validate(str(path)).findings] == []


@checked
def test_a_small_document_is_without_any_complaint(tmp_path: Path) -> None:
    assert complaints(written(small(), tmp_path)) == []


@checked
def test_the_checkers_do_find_faults(tmp_path: Path) -> None:
    import typst

    path = tmp_path / "untagged.pdf"
    path.write_bytes(typst.compile(b"= Words", format="pdf", pdf_tags=False))
    assert len(complaints(path)) > 3
    assert len(pdfua.validate(str(path)).findings) > 3


def test_what_a_document_is_made_of_is_tagged_as_what_it_is(tmp_path: Path) -> None:
    found = tags(written(small(), tmp_path))
    assert [one for one in found if re.match(r"H\d", one)] == ["H1", "H2", "H3", "H2"]
    assert (found.count("Table"), found.count("TH"), found.count("TD")) == (1, 2, 4)
    assert (found.count("L"), found.count("LI")) == (3, 5)
    assert (found.count("Figure"), found.count("Caption"), found.count("Link")) == (1, 1, 1)
    assert found.count("Code") == 2


def test_a_picture_is_told_in_words_and_drawn_in_lines(tmp_path: Path) -> None:
    with pikepdf.open(written(small(), tmp_path)) as pdf:
        (figure,) = [one for one in elements(pdf.Root["/StructTreeRoot"]) if one["/S"] == "/Figure"]
        assert str(figure["/Alt"]) == "What it shows."
        images = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        assert not [one for one in images if one.get("/Subtype") == "/Image"]


def test_headings_are_bookmarks(tmp_path: Path) -> None:
    with pikepdf.open(written(small(), tmp_path)) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "A report"
        assert [one.title for one in title.children] == ["Second", "Fourth"]
        assert [one.title for one in title.children[0].children] == ["Third"]


def test_a_file_says_what_it_is_in_which_language_and_not_when(tmp_path: Path) -> None:
    with pikepdf.open(written(small(), tmp_path)) as pdf:
        said = {name: str(value) for name, value in pdf.docinfo.items()}
        assert (said["/Title"], said["/Subject"]) == ("A report", "What it is.")
        assert not {"/CreationDate", "/ModDate"} & set(said)
        assert str(pdf.Root["/Lang"]) == "en-GB"


def test_a_heading_that_skips_a_level_is_raised(tmp_path: Path) -> None:
    path = written(small("### First\n\n##### Second\n\n# Third\n\n### Fourth\n"), tmp_path)
    assert [one for one in tags(path) if re.match(r"H\d", one)] == ["H1", "H2", "H1", "H2"]


@read
def test_text_is_read_in_the_order_of_the_report(tmp_path: Path) -> None:
    said = squeezed(text(written(small(), tmp_path)))
    order = "A report|First words, bold, leaning and code, and a link.|Second|one|one and a half|two|3.|three"
    order += "|4.|four|Third|Name|Number|north|17|south|23|What it is called|quoted|a line of code|Fourth"
    place = 0
    for words in f"{order}|Last words.|1 of 1".split("|"):
        place = said.index(squeezed(words), place) + len(squeezed(words))


@pytest.mark.parametrize("one", [small(), hostile()], ids=["small", "hostile"])
def test_the_same_report_is_the_same_file(one: Document) -> None:
    assert write(one, "pdf", "report") == write(one, "pdf", "report")


@read
def test_hostile_text_stands_as_text(tmp_path: Path) -> None:
    said = squeezed(text(written(hostile(), tmp_path), "-raw"))
    for one in HOSTILE:
        if re.fullmatch(r"[\x20-\x7e]+", one):
            assert said.count(squeezed(one)) >= 9, one
    assert said.count("[U+6F22][U+5B57]") + said.count("漢字") >= 9


def test_hostile_text_does_nothing(tmp_path: Path) -> None:
    with pikepdf.open(written(hostile(), tmp_path)) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]
        names = {name for one in found for name in one.keys()}  # noqa: SIM118  not a mapping
        assert not names & {"/JS", "/AA", "/OpenAction", "/EF", "/RichMediaContent", "/XFA"}
        actions = [note["/A"] for page in pdf.pages for note in page.get("/Annots", [])]
        assert {str(one["/S"]) for one in actions} == {"/URI"}
        assert {str(one["/URI"]).rsplit("/", 1)[0] for one in actions} == {"https://example.org"}


@read
@pytest.mark.parametrize(
    "markdown",
    [
        f"# {'W' * 300}\n\n{'w' * 900}\n\n- `{'x' * 300}`\n\n    {'y' * 300}\n",
        f"| {'A' * 90} | {'b' * 90} | c |\n|---|---|---|\n| {'1/' * 90} | {'de-' * 40} | `{'f' * 90}` |\n",
        f"{'| responsibilities ' * 14}|\n{'|---' * 14}|\n{'| notwithstanding ' * 14}|\n",
    ],
    ids=["words", "cells", "columns"],
)
def test_nothing_runs_off_the_page(markdown: str, tmp_path: Path) -> None:
    said = text(written(small(markdown), tmp_path), "-bbox")
    edges = [float(one) for one in re.findall(r'xMax="([\d.]+)"', said)]
    assert edges
    assert max(edges) <= 595.3 - 20 / 25.4 * 72 + 1


@read
def test_a_long_word_is_whole_again_when_it_is_copied(tmp_path: Path) -> None:
    word = "abcdefghij" * 30
    assert word in text(written(small(f"# T\n\n{word}\n"), tmp_path), "-raw").replace("\n", "")


@read
def test_a_letter_that_no_font_has_is_told_by_number(tmp_path: Path) -> None:
    one = small("# T\n\nbefore \U0010fffd(https://x.invalid/) after\n")
    path = written(one._replace(title="\U0010fffd"), tmp_path)
    assert "before [U+10FFFD](https://x.invalid/) after" in text(path)
    assert "Link" not in tags(path)


@read
def test_letters_that_are_drawn_as_one_in_a_picture_and_that_no_font_has_are_told_by_number(
    tmp_path: Path,
) -> None:
    one, other = assessed("lancashire"), assessed("london")
    named = one._replace(site=one.site._replace(name="नमस्ते"))
    said = text(written(report("comparison", [named, other]), tmp_path))
    assert "[U+094D]" in said


@read
def test_letters_with_accents_and_from_right_to_left_stay_what_they_are(tmp_path: Path) -> None:
    said = text(written(small("# T\n\nCafe\u0301 Llŷn\n\nשלום \u202eevil\u202c\n"), tmp_path))
    assert "Café Llŷn" in said
    assert "שלום" in said
    assert "evil" in said


def test_a_style_changes_the_looks(tmp_path: Path) -> None:
    style = tmp_path / "house.typ"
    style.write_text('#set page(paper: "a5")\n', encoding="utf-8")
    with pikepdf.open(written(small(), tmp_path, style)) as pdf:
        assert float(pdf.pages[0].mediabox[2]) == pytest.approx(148 / 25.4 * 72, abs=0.1)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("house.typ", b"#set page(", "--format pdf: typst cannot set the report: unclosed delimiter"),
        ("house.typ", b'#panic("no")', "--format pdf: typst cannot set the report: panicked with: "),
        ("house.typ", b"\xff", "house.typ: is not UTF-8 text"),
        ("house.css", b"", "house.css: the looks of a PDF are taken from a typst file (.typ)"),
        ("none.typ", None, "none.typ: there is no such file"),
    ],
)
def test_a_style_that_does_not_work_is_refused_in_a_line(
    name: str, content: bytes | None, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path(name).write_bytes(content)
    with pytest.raises(InvalidSource) as refusal:
        write(small(), "pdf", "report", Path(name))
    (problem,) = refusal.value.problems
    assert str(problem).startswith(what)


def test_without_typst_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(InvalidSource) as refusal:
        write(small(), "pdf", "report")
    assert str(refusal.value) == "--format pdf: needs typst: pip install 'iomassess[pdf]'"
