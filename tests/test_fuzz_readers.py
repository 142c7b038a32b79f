"""Anything at all in what else is read: actions, findings, sources, tables, styles, answers, coders' files.

Bounded and the same on every run; `HYPOTHESIS_PROFILE=thorough` tries fifty times as much.
"""

import io
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Any
from zipfile import BadZipFile, ZipFile

import pytest
import xlsxwriter
import yaml
from hypothesis import given
from hypothesis import strategies as st

from all_reports import document
from iomassess import places
from iomassess.findings.evaluating import find, load_findings
from iomassess.formats import write
from iomassess.framework.citations import load_cited
from iomassess.loading import load_facts
from iomassess.plans.actions import load_actions
from iomassess.problems import InvalidSource
from iomassess.source import parse, read
from limited import assert_clear, said
from mutations import damaged, mutated, tried

BUNDLED = places.bundled("frameworks")
FINDINGS = sorted((BUNDLED / "findings").glob("*.yaml"))
SITES = sorted(places.bundled("sites").glob("*.yaml"))


@cache
def values(path: Path) -> Any:
    return read(path, first_only=True).values


@st.composite
def wrong(draw: st.DrawFn, path: Path) -> bytes:
    """A file with mistakes, in its bytes or in its values."""
    if draw(st.booleans()):
        return draw(damaged(path.read_bytes()))
    return yaml.safe_dump(draw(mutated(values(path))), sort_keys=False, allow_unicode=True).encode()


# -- what stands beside frameworks


@tried(20)
@given(wrong(BUNDLED / "actions.yaml"))
def test_actions_with_mistakes_are_planned_with_or_refused(folder: Path, content: bytes) -> None:
    (folder / "actions.yaml").write_bytes(content)
    try:
        found = load_actions([folder / "engagement"])
    except InvalidSource as error:
        assert_clear(error)
        return
    if found.actions:
        said("plan", "lancashire", "-f", "./engagement", "--max-actions", "1")


@tried(60)
@given(wrong(BUNDLED / "study.yaml"))
def test_a_cited_source_with_mistakes_is_used_or_refused(content: bytes) -> None:
    try:
        load_cited(parse(content, "study.yaml"))
    except InvalidSource as error:
        assert_clear(error)


@tried(30)
@given(st.data())
def test_a_finding_with_mistakes_is_judged_or_refused(folder: Path, data: st.DataObject) -> None:
    path = folder / "findings" / "one.yaml"
    path.write_bytes(data.draw(wrong(data.draw(st.sampled_from(FINDINGS)))))
    try:
        claims = load_findings(path.parent)
    except InvalidSource as error:
        assert_clear(error)
        return
    assert find(claims, sites()).findings


@cache
def sites() -> tuple[Any, ...]:
    return tuple(load_facts(read(path)) for path in SITES)


# -- packages: workbooks and the styles of Word


@st.composite
def broken(draw: st.DrawFn, package: bytes) -> bytes:
    """A zip file that is damaged, or in which one part is, or is gone."""
    if draw(st.integers(0, 3)) == 0:
        return draw(damaged(package))
    with ZipFile(io.BytesIO(package)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    if draw(st.integers(0, 5)) == 0:
        del parts[name]
    else:
        parts[name] = draw(damaged(parts[name]))
    made = io.BytesIO()
    with ZipFile(made, "w") as whole:
        for name, content in parts.items():
            whole.writestr(name, content)
    return made.getvalue()


@cache
def xlsx() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("agencies")
        for nth, row in enumerate([["id", "name", "sector"], ["a", "A", "third"], ["b", 2009.5, True]]):
            sheet.write_row(nth, 0, row)
    return made.getvalue()


START = "urn:oasis:names:tc:opendocument:xmlns"


@cache
def ods() -> bytes:
    """The smallest OpenDocument spreadsheet that there is; one cell stands for a million."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string" table:number-columns-repeated="{times}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
            for cell, times in row
        )
        + "</table:table-row>"
        for row in ([("id", 1), ("name", 1)], [("a", 1), ("A", 1)], [("b", 1_000_000)])
    )
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{START}:office:1.0" '
        f'xmlns:table="{START}:table:1.0" xmlns:text="{START}:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="agencies">{cells}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    made = io.BytesIO()
    with ZipFile(made, "w") as whole:
        whole.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        whole.writestr("content.xml", content)
        whole.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{START}:manifest:1.0"/>')
    return made.getvalue()


@pytest.mark.parametrize(("ending", "book"), [("xlsx", xlsx), ("ods", ods)])
@tried(15)
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused(
    folder: Path, ending: str, book: Callable[[], bytes], data: st.DataObject
) -> None:
    (folder / f"t.{ending}").write_bytes(data.draw(broken(book())))
    (folder / "made.yaml").unlink(missing_ok=True)
    code, _, _ = said("new", "Here", "--from-csv", f"t.{ending}", "-o", "made.yaml")
    assert (code == 0) == (folder / "made.yaml").exists()
    if code == 0:
        load_facts(read(folder / "made.yaml"))


@tried(15)
@given(data=st.data())
def test_a_damaged_document_gives_its_styles_or_is_refused(folder: Path, data: st.DataObject) -> None:
    style = folder / "style.docx"
    style.write_bytes(data.draw(broken(styles())))
    try:
        (made,) = write(document("gap lancashire"), "docx", "report", style)
    except InvalidSource as error:
        assert_clear(error)
        return
    try:
        with ZipFile(io.BytesIO(made.content)) as whole:
            assert whole.testzip() is None
    except BadZipFile:
        pytest.fail("what was written is no package")


@cache
def styles() -> bytes:
    (made,) = write(document("gap lancashire"), "docx", "report")
    return made.content


TYPST = (
    "#",
    "set ",
    "show ",
    "let x = ",
    "page(",
    "text(",
    "heading",
    ": it => ",
    "it",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
)
MORE = (
    "\n",
    " ",
    "x",
    "1pt",
    '"',
    "$",
    "\\",
    "//",
    "/*",
    "@a",
    "<a>",
    '#import "x.typ"',
    "#panic()",
    "\0",
    "é",
)


@tried(15)
@given(st.lists(st.sampled_from(TYPST + MORE), max_size=12).map("".join))
def test_any_text_is_a_typst_style_or_is_refused(folder: Path, text: str) -> None:
    style = folder / "style.typ"
    style.write_text(text, encoding="utf-8")
    try:
        (made,) = write(document("gap lancashire"), "pdf", "report", style)
    except InvalidSource as error:
        assert_clear(error)
        return
    assert made.content.startswith(b"%PDF")


# -- answers

ANSWERS = st.one_of(
    st.integers(0, 12).map(str),
    st.sampled_from(
        ("", "-1", "1.5", "9" * 5_000, "x" * 5_000, "\x1b[31m", "\0", "\u0663", "\u2028", "A: b # c", "- x")
    ),
    st.text(max_size=8).filter(lambda text: "\n" not in text),
)


@tried(20)
@given(st.lists(ANSWERS, max_size=40), st.sampled_from(("strategic", "operational", "delivery", "referral")))
def test_whatever_is_answered_the_file_stays_sound(folder: Path, answers: list[str], role: str) -> None:
    (folder / "here.yaml").write_bytes(SITES[0].read_bytes())
    typed = "".join(f"{one}\n" for one in answers)
    said("interview", "--site", "here.yaml", "--role", role, "--fill", "-f", "./engagement", typed=typed)
    load_facts(read(folder / "here.yaml"))


def test_a_number_of_five_thousand_digits_is_asked_for_again(folder: Path) -> None:
    (folder / "here.yaml").write_bytes(SITES[0].read_bytes())
    typed = f"{'9' * 5_000}\n"
    found = said("interview", "--site", "here.yaml", "--role", "delivery", "--fill", typed=typed)
    assert "Please give a number from 1 to" in found.out


# -- coders


@tried(20)
@given(st.data())
def test_two_files_with_mistakes_are_set_beside_each_other_or_refused(
    folder: Path, data: st.DataObject
) -> None:
    site = values(data.draw(st.sampled_from(SITES)))
    for name in ("s.yaml", "t.yaml"):
        coded = data.draw(mutated(site) | st.just(site))
        (folder / name).write_text(
            yaml.safe_dump(coded, sort_keys=False, allow_unicode=True), encoding="utf-8"
        )
    format_ = data.draw(st.sampled_from(("table", "json", "md")))
    said("agreement", "s.yaml", "t.yaml", "-f", "./engagement", "--resamples", "20", "--format", format_)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder to work in, with a framework and a folder of findings."""
    made = tmp_path_factory.mktemp("readers")
    (made / "findings").mkdir()
    copytree(BUNDLED / "engagement", made / "engagement")
    before = Path.cwd()
    os.chdir(made)
    yield made
    os.chdir(before)
