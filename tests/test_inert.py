"""A site file with hostile text in every field that takes any: inert in every report and every format."""

import io
import re
import zipfile
from functools import cache
from itertools import cycle

import pikepdf
import pytest

from all_reports import HOSTILE
from iomassess.documents import Document
from iomassess.findings.evaluating import find, load_findings
from iomassess.formats import write
from iomassess.loading import load_facts
from iomassess.places import bundled
from iomassess.reports import report
from iomassess.source import parse
from test_html import Page
from test_reports import SMALL, filled, in_yaml, milltown, read_values

KINDS = ("baseline", "gap", "comparison")
FORMULA = "=HYPERLINK(1)+cmd|' /C calc'!A1"


@cache
def documents(*texts: str) -> dict[str, Document]:
    """Each kind of report on sites whose every field holds one of some texts, in turn."""
    turns = cycle(texts)
    files = {name: in_yaml({**filled(read_values(SMALL), turns), "id": name}) for name in ("here", "there")}
    sites = [milltown(text, f"{name}.yaml") for name, text in files.items()]
    facts = [load_facts(parse(text, f"{name}.yaml")) for name, text in files.items()]
    found = find(load_findings(bundled("frameworks") / "findings"), facts)
    return {
        "baseline": report("baseline", sites[:1], sheets=True),
        "gap": report("gap", sites[:1], sheets=True),
        "comparison": report("comparison", sites, findings=found, sheets=True),
    }


def hostile(kind: str) -> Document:
    return documents(*HOSTILE, FORMULA)[kind]


def content(document: Document, name: str) -> bytes:
    return write(document, name, "report")[-1].content


def parts(package: bytes) -> dict[str, str]:
    """The XML of a Word or Excel file, part by part."""
    with zipfile.ZipFile(io.BytesIO(package)) as whole:
        return {one: whole.read(one).decode() for one in whole.namelist() if one.endswith((".xml", ".rels"))}


@pytest.mark.parametrize("kind", KINDS)
def test_no_element_or_attribute_of_a_page_comes_from_a_site_file(kind: str) -> None:
    page, plain = (Page(content(one, "html").decode()) for one in (hostile(kind), documents("plain")[kind]))
    looks = {(tag, name) for tag, attrs in plain.tags for name in (*attrs, "")}
    assert {(tag, name) for tag, attrs in page.tags for name in (*attrs, "")} - looks <= {("wbr", "")}
    ours = {attrs["href"] for attrs in plain.all("a", "link", "use") if "#" not in str(attrs["href"])}
    theirs = {attrs["href"] for attrs in page.all("a", "link", "use") if "#" not in str(attrs["href"])}
    assert theirs <= ours
    assert "alert(1)" in " ".join(page.texts)


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_file_has_no_field_link_or_part_that_comes_from_a_site_file(kind: str) -> None:
    made, plain = (parts(content(one, "docx")) for one in (hostile(kind), documents("plain")[kind]))
    assert made.keys() == plain.keys()
    for name, part in made.items():
        assert set(re.findall(r"<([\w:]+)", part)) <= {
            *re.findall(r"<([\w:]+)", plain[name]),
            "w:noBreakHyphen",
        }
        targets = set(re.findall(r'Target="([^"]*)"', part))
        assert targets <= set(re.findall(r'Target="([^"]*)"', plain[name]))
    assert "alert(1)" in made["word/document.xml"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_pdf_runs_nothing_and_leads_nowhere_that_a_site_file_says(kind: str) -> None:
    with pikepdf.open(io.BytesIO(content(hostile(kind), "pdf"))) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary):
                assert not {"/JS", "/JavaScript", "/Launch", "/AA", "/EmbeddedFile"} & set(one.keys())
                assert "x.invalid" not in str(one.get("/URI", ""))


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_calculates_nothing_and_links_to_nothing(kind: str) -> None:
    for name, part in parts(content(hostile(kind), "xlsx")).items():
        if name.startswith("xl/worksheets"):
            assert not re.search(r"<f[ >]|<hyperlink [^>]*r:id", part), name
        assert "TargetMode" not in part


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_are_drawn_and_hold_the_text_as_text(kind: str) -> None:
    pictures = hostile(kind).pictures
    assert pictures
    for one in pictures:
        assert not re.search(r"<(script|image|a|foreignObject)\b| on\w+=", one.svg)
