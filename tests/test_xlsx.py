"""XLSX: every table whole and without a blank, what is not known marked, and text that stays text."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from python_calamine import CalamineWorkbook

from all_reports import HOSTILE, REPORTS, SITES, assessed, facts, wave
from iomassess.documents import Cell, Column, Document, Mark, Sheet
from iomassess.exchange import from_json, gathered, to_json
from iomassess.findings.evaluating import find, load_findings
from iomassess.formats import NAMES, write
from iomassess.gaps import gaps
from iomassess.places import bundled
from iomassess.problems import InvalidSource
from iomassess.progress.changes import Pair
from iomassess.reports import progress_report, report
from iomassess.sheets import sheets
from iomassess.sheets.tabling import figure
from test_reports import SMALL, milltown

NOT_KNOWN, NOT_APPLICABLE = "[x]", "[z]"
FRONT = ["cover", "contents", "notes", "columns"]
HEAD = 3
"""The row of a table's headings, counted from 0."""


class Table(NamedTuple):
    """What is read back of a worksheet: what stands above its table, the headings, and the rows."""

    above: list[str]
    columns: list[str]
    rows: list[list[str | float]]

    def records(self) -> list[dict[str, str | float]]:
        """The rows by their headings."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def lines(self) -> list[list[str | float]]:
        """The headings and the rows."""
        return [[*self.columns], *self.rows]


def written(document: Document) -> bytes:
    (file,) = write(document, "xlsx", "report")
    assert file.name == "report.xlsx"
    return file.content


def grids(content: bytes) -> dict[str, list[list[str | float]]]:
    """Every worksheet as the rows of its cells, blanks included."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: [
            [cell if isinstance(cell, str | float) else repr(cell) for cell in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


def read(content: bytes) -> dict[str, Table]:
    """Every worksheet but the cover."""
    return {
        name: Table([str(row[0]) for row in grid[:HEAD]], [str(one) for one in grid[HEAD]], grid[HEAD + 1 :])
        for name, grid in grids(content).items()
        if name != "cover"
    }


def parts(content: bytes) -> dict[str, str]:
    """The files that a workbook is made of."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {one: packed.read(one).decode() for one in packed.namelist()}


@cache
def tabled(name: str) -> Document:
    """One of the reports on the bundled sites, with its data."""
    kind, *sites = name.split()
    if kind == "progress":
        return progress_report(Pair(*map(wave, (2024, 2026))), pictures=False, sheets=True)
    found = (
        None if sites else find(load_findings(bundled("frameworks") / "findings"), list(map(facts, SITES)))
    )
    whole = [assessed(site) for site in sites or SITES]
    return report(kind, whole, findings=found, pictures=False, sheets=True)


@cache
def workbook(name: str) -> bytes:
    return written(tabled(name))


def of(*rows: Sequence[Cell], names: Sequence[str] = ()) -> Document:
    """A document with one table of these rows."""
    columns = tuple(
        Column(one, "Something.") for one in names or [f"C{nth}" for nth, _ in enumerate(rows[0])]
    )
    return Document(
        "T", "S.", "# T", (), (Sheet("things", "Things", "One.", columns, tuple(map(tuple, rows))),)
    )


# -- the shape of a workbook


@pytest.mark.parametrize("name", REPORTS)
def test_no_cell_of_a_table_is_blank(name: str) -> None:
    tables = read(workbook(name))
    assert len(tables) > 20
    for title, table in tables.items():
        assert table.rows, title
        for row in table.lines():
            assert all(str(cell).strip() for cell in row), (title, row)


@pytest.mark.parametrize("name", REPORTS)
def test_each_worksheet_after_the_cover_is_one_table_from_its_first_column(name: str) -> None:
    content = workbook(name)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content), load_tables=True)
    shapes = grids(content)
    assert book.table_names is not None
    assert (
        len({one.casefold() for one in book.table_names})
        == len(book.table_names)
        == len(book.sheet_names) - 1
    )
    for one in map(book.get_table_by_name, book.table_names):
        grid = shapes[one.sheet]
        assert one.name == one.sheet.replace(" ", "_")
        assert one.start == (HEAD + 1, 0)
        assert one.end == (len(grid) - 1, len(grid[HEAD]) - 1)
        assert [*one.columns] == grid[HEAD]
        assert len({column.casefold() for column in one.columns}) == len(one.columns)


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_merged_hidden_filtered_or_linked_to_elsewhere(name: str) -> None:
    for path, part in parts(workbook(name)).items():
        if path.startswith(("xl/worksheets", "xl/tables")):
            assert not re.search("<mergeCell|<f>|<f |autoFilter|hidden=|headerFooter|External", part), path


def test_the_names_of_worksheets_are_unlike_each_other_and_short() -> None:
    for name in REPORTS:
        names = list(grids(workbook(name)))
        assert names[: len(FRONT)] == FRONT
        assert len({one.casefold() for one in names}) == len(names)
        assert all(0 < len(one) <= 31 and re.fullmatch("[a-z]+( [a-z]+)*", one) for one in names)


def test_the_contents_lead_to_every_worksheet_and_tell_how_long_it_is() -> None:
    tables = read(workbook("baseline lancashire"))
    contents = tables.pop("contents").records()
    there = {str(one["Worksheet"]): one["Rows"] for one in contents if one["Rows"]}
    assert there == {name: len(table.rows) for name, table in tables.items()}
    links = re.findall(
        "<hyperlink [^>]*location=\"'([^']*)'!A1\"", parts(workbook("baseline lancashire"))[SECOND]
    )
    assert links == list(there)


SECOND = "xl/worksheets/sheet2.xml"


def test_of_what_is_not_recorded_there_is_no_worksheet_and_the_contents_say_so() -> None:
    tables = read(workbook("baseline lancashire"))
    assert "funding" not in tables
    (row,) = [one for one in tables["contents"].records() if one["Worksheet"] == "funding"]
    assert row["Rows"] == 0
    assert "funding" in read(workbook("baseline nottinghamshire"))


def test_every_column_says_what_it_holds() -> None:
    tables = read(workbook("comparison"))
    told = [(one["Worksheet"], one["Column"]) for one in tables["columns"].records()]
    data = [name for name in tables if name not in FRONT]
    assert told == [(name, column) for name in data for column in tables[name].columns]


@pytest.mark.parametrize("name", REPORTS)
def test_every_note_that_a_worksheet_refers_to_is_on_the_notes_sheet_and_names_it(name: str) -> None:
    tables = read(workbook(name))
    notes = {int(one["Note"]): str(one["Worksheets"]).split("; ") for one in tables["notes"].records()}
    for title, table in tables.items():
        assert "This worksheet contains one table." in table.above[1]
        told = re.search("see also notes? (.*) in the worksheet notes", table.above[2])
        numbers = [int(one) for one in re.findall(r"\d+", told[1])] if told else []
        assert numbers == [number for number, about in notes.items() if title in about], title


def test_titles_are_headings_by_their_style_and_the_document_says_what_it_is() -> None:
    content = workbook("gap london")
    styles = parts(content)["xl/styles.xml"]
    named = dict(re.findall('<cellStyle name="([^"]*)" xfId="([0-9]+)"', styles))
    kinds = re.search('<cellStyleXfs count="([0-9]+)">(.*)</cellStyleXfs>', styles)
    assert kinds is not None
    assert len(re.findall("<xf ", kinds[2])) == int(kinds[1]) == len(named)
    assert re.search('<cellStyles count="([0-9]+)">', styles)[1] == kinds[1]  # type: ignore[index]
    looks = re.findall("<xf [^>]*>", styles[styles.index("<cellXfs") :])
    for path, part in parts(content).items():
        if path.startswith("xl/worksheets/sheet"):
            first = re.search('<c r="A1" s="([0-9]+)"', part)
            assert first is not None
            assert f'xfId="{named["Heading 1"]}"' in looks[int(first[1])]
    core = parts(content)["docProps/core.xml"]
    assert "<dc:title>Gap report: London</dc:title>" in core
    assert "<dc:subject>This report says what lies between" in core
    assert "<dc:language>en-GB</dc:language>" in core
    assert "<cp:keywords>" in core


def test_a_workbook_begins_with_its_title_and_explains_the_signs() -> None:
    cover = [str(row[0]) for row in grids(workbook("comparison"))["cover"]]
    assert cover[0].startswith("Comparison: Lancashire, London")
    assert all(cover)
    assert [line for line in cover if line.startswith(NOT_KNOWN)]
    assert [line for line in cover if line.startswith(NOT_APPLICABLE)]


# -- the data


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "progress"])
def test_every_criterion_of_every_site_is_there_with_its_levels(name: str) -> None:
    _, *sites = name.split()
    expected = {
        (site, criterion.id, criterion.evidenced, criterion.possible, criterion.name)
        for site in sites or SITES
        for framework in assessed(site).frameworks
        for criterion in framework.criteria
    }
    found = [
        (one["Site"], one["Criterion"], one["Evidenced"], one["Possible"], one["Level name"])
        for one in read(workbook(name))["levels"].records()
    ]
    assert len(found) == len(expected) == 23 * len(sites or SITES)
    assert set(found) == expected


def test_every_rung_is_there_with_its_verdict_and_the_records_that_show_it() -> None:
    tables = read(workbook("baseline lancashire"))
    rungs = [
        (criterion.id, rung.level, rung.verdict, [one.record for one in rung.reason.facts()])
        for framework in assessed("lancashire").frameworks
        for criterion in framework.criteria
        for rung in criterion.rungs
    ]
    assert [(one["Criterion"], one["Level"], one["Verdict"]) for one in tables["rungs"].records()] == [
        rung[:3] for rung in rungs
    ]
    shown = tables["facts"].records()
    for criterion, level, verdict, records in rungs:
        if verdict == "met":
            assert records == [
                one["Record"]
                for one in shown
                if (one["Criterion"], one["Level"]) == (criterion, level)
                and one["Bearing"] == "shows that the rung is met"
            ]


def test_a_fact_stands_on_the_line_and_the_sources_that_the_site_file_gives() -> None:
    lines = (bundled("sites") / "lancashire.yaml").read_text(encoding="utf-8").splitlines()
    facts_of = read(workbook("baseline lancashire"))["facts"].records()
    seats = [one for one in facts_of if re.fullmatch(r"groups\.[\w-]+\.members\.\d+", str(one["Record"]))]
    assert seats
    for one in seats:
        assert "agency:" in lines[int(one["Line"]) - 1]
        assert str(one["Sources"]).startswith("study ")


def test_what_rules_a_rung_out_is_told_with_its_reason() -> None:
    ruled = [
        one
        for one in read(workbook("baseline lancashire"))["facts"].records()
        if one["Bearing"] == "rules the rung out"
    ]
    assert ruled
    for one in ruled:
        assert (one["Verdict"], one["Record"]) == ("not met", NOT_APPLICABLE)
        assert str(one["Fact"]).endswith(".")


@pytest.mark.parametrize("name", REPORTS)
def test_every_row_of_a_table_on_sites_names_its_site(name: str) -> None:
    _, *sites = name.split()
    without = {*FRONT, "separations", "findings", "acronyms"}
    for title, table in read(workbook(name)).items():
        if title not in without:
            assert table.columns[:2] == ["Site", "Wave"], title
            known = {"millbrook"} if name == "progress" else set(sites or SITES)
            assert {row[0] for row in table.rows} <= known, title


def test_a_progress_report_has_both_levels_and_the_parts_of_each_change() -> None:
    tables = read(workbook("progress"))
    (mentoring,) = [one for one in tables["progress"].records() if one["Title"] == "Mentoring"]
    names = [f"{bound} {wave}" for wave in ("before", "after") for bound in ("Evidenced", "Possible")]
    assert [mentoring[one] for one in names] == [0, 1, 2, 4]
    assert mentoring["Course"] == "higher for certain"
    parts = [one["Kind"] for one in tables["changes"].records() if one["Criterion"] == mentoring["Criterion"]]
    assert set(parts) == {"practice changed", "evidence arrived", "no longer known"}


def test_what_is_recorded_fills_a_row_each() -> None:
    background = assessed("lancashire").background
    assert background is not None
    tables = read(workbook("baseline lancashire"))
    for name in ("agencies", "groups", "links", "practices", "barriers", "benefits", "drivers", "sources"):
        assert len(tables[name].rows) == len(getattr(background, name)), name
    assert len(tables["counts"].rows) == len(background.tallies)
    assert len(tables["statements"].rows) == len(background.declared)
    assert len(tables["seats"].rows) == sum(len(one.seats) for one in background.groups)
    assert len(tables["conflicts"].rows) == sum(len(one.claims) for one in background.conflicts)


def test_what_is_not_known_is_marked_and_what_cannot_be_is_marked_otherwise() -> None:
    tables = read(written(report("baseline", [milltown()], sheets=True)))
    by_name = {one["Name"]: one for one in tables["agencies"].records()}
    assert by_name["The Haven"]["Turnover in pounds"] == 90_000
    assert by_name["Milltown Police"]["Turnover in pounds"] == NOT_KNOWN
    assert by_name["Milltown Police"]["One or more of"] == NOT_APPLICABLE
    (seat,) = [one for one in tables["seats"].records() if one["Agency"] == "police"]
    assert (seat["Shares office"], seat["Works together"], seat["Staff"]) == ("yes", NOT_KNOWN, 3)
    assert {one["Tier"] for one in tables["groups"].records()} == {NOT_APPLICABLE}
    assert {one["Used"] for one in tables["conflicts"].records()} == {"left open"}
    (source,) = tables["sources"].records()
    assert (source["Date"], source["Publisher"]) == ("2009-01", NOT_KNOWN)


def test_a_criterion_that_does_not_apply_has_no_levels() -> None:
    excused = "not_applicable: [{criterion: engagement/connections, reason: One tier., decided_by: us}]\n"
    tables = read(written(report("gap", [milltown(SMALL + excused)], sheets=True)))
    (row,) = [one for one in tables["levels"].records() if one["Criterion"] == "engagement/connections"]
    levels = ("Evidenced", "Possible", "Level name", "Settled")
    assert [row[one] for one in levels] == [NOT_APPLICABLE] * 4
    assert row["Does not apply because"] == "One tier. Decided by: us"
    (aim,) = [one for one in tables["gaps"].records() if one["Criterion"] == "engagement/connections"]
    assert (aim["Evidenced"], aim["Kind of gap"]) == (NOT_APPLICABLE, "none: the criterion does not apply")
    assert "engagement/connections" not in {one["Criterion"] for one in tables["facts"].records()}


def test_a_criterion_without_a_target_has_a_row_that_says_so() -> None:
    whole = assessed("london")
    frameworks = [
        one._replace(
            domains=tuple(
                each._replace(criteria=tuple(own._replace(target=None) for own in each.criteria))
                for each in one.domains
            )
        )
        for one in whole.frameworks
    ]
    free = whole._replace(frameworks=tuple(frameworks))
    rows = read(written(report("gap", [free], pictures=False, sheets=True)))["gaps"].records()
    assert {(one["Kind of gap"], one["Target"]) for one in rows} == {
        ("none: there is no target", NOT_APPLICABLE)
    }


def test_interviews_are_told_by_role_and_in_all_as_the_source_has_them() -> None:
    text = SMALL.replace("delivery: 3}", "delivery: 3}, interviews_total: 5")
    tables = read(written(report("baseline", [milltown(text)], sheets=True)))
    assert [row[2:] for row in tables["fieldwork"].rows] == [
        ["period", "January 2009"],
        ["interviews: strategic", 1],
        ["interviews: delivery", 3],
        ["interviews: in all, as a source states it", 5],
        ["limit", "two visits only"],
    ]


def test_a_count_without_a_bound_has_no_most() -> None:
    background = assessed("london").background
    assert background is not None
    rows = [(one["Least"], one["Most"]) for one in read(workbook("baseline london"))["counts"].records()]
    assert rows == [(one.least, NOT_KNOWN if one.most is None else one.most) for one in background.tallies]
    assert NOT_KNOWN in {most for _, most in rows}


@pytest.mark.parametrize(
    ("written_as", "cell"),
    [("5", 5), ("1,500,000", 1_500_000), ("2009", 2009), ("4 to 6", "4 to 6"), ("1,50", "1,50"), ("٣", "٣")],
)
def test_a_number_is_a_number_and_a_range_is_text(written_as: str, cell: str | int) -> None:
    assert figure(written_as) == cell
    assert type(figure(written_as)) is type(cell)


@pytest.mark.parametrize("site", SITES)
def test_a_gap_report_has_the_kind_of_each_gap_and_the_questions(site: str) -> None:
    tables = read(workbook(f"gap {site}"))
    found = gaps(assessed(site))
    kinds = [(one["Criterion"], one["Kind of gap"]) for one in tables["gaps"].records()]
    assert len(kinds) == 23
    assert [one for one, kind in kinds if str(kind).startswith("practice")] == [
        gap.criterion.id for gap in found.practice
    ]
    assert [one for one, kind in kinds if kind == "evidence"] == [gap.criterion.id for gap in found.evidence]
    asked = {one["Question"] for one in tables["questions"].records()}
    wanted = (*found.practice, *found.evidence)
    assert asked == {each.question for gap in wanted for rung in gap.unknown for each in rung.ask}
    assert "gaps" not in read(workbook(f"baseline {site}"))


def test_gaps_go_to_the_target_that_was_asked_for() -> None:
    whole = report("gap", [assessed("london")], target=3, pictures=False, sheets=True)
    assert {one["Target"] for one in read(written(whole))["gaps"].records()} == {3}


def test_a_comparison_has_each_pair_of_sites_on_each_criterion_and_the_findings_at_each_site() -> None:
    tables = read(workbook("comparison"))
    assert len(tables["relations"].rows) == 10 * 23
    assert len(tables["pairs"].rows) == 10 * 2
    found = {str(one["Finding"]): one for one in tables["findings"].records()}
    at = tables["findings at sites"].records()
    assert len(at) == len(found) * len(SITES)
    for name, one in found.items():
        for column, result in (("Holds", "holds"), ("Fails", "fails"), ("Not known", "not known")):
            assert one[column] == sum((each["Finding"], each["Result"]) == (name, result) for each in at)


def test_two_waves_of_a_site_are_told_apart_in_every_row() -> None:
    later = milltown(SMALL.replace("wave: baseline", "wave: follow-up"))
    tables = read(written(report("comparison", [milltown(), later], sheets=True)))
    assert {(one["Wave"], one["Other wave"]) for one in tables["relations"].records()} == {
        ("baseline", "follow-up")
    }
    assert [row[:2] for row in tables["sites"].rows] == [["milltown", "baseline"], ["milltown", "follow-up"]]
    assert {row[1] for row in tables["levels"].rows} == {"baseline", "follow-up"}


def test_saved_assessments_give_the_same_data() -> None:
    whole = [assessed(site) for site in SITES]
    assert sheets(from_json(to_json(gathered(whole)))) == sheets(whole)


def test_an_assessment_without_its_background_has_levels_all_the_same() -> None:
    bare = assessed("lancashire")._replace(background=None)
    there = {one.name for one in sheets([bare]) if one.rows}
    assert {"sites", "levels", "summaries", "rungs", "facts"} <= there
    assert not {"agencies", "links", "counts", "sources"} & there


def test_sheets_are_made_only_when_they_are_asked_for() -> None:
    assert report("baseline", [milltown()]).sheets == ()
    assert "xlsx" in NAMES


# -- text that somebody may have put into a site file

FORMULAS = (
    "=1+1",
    '=HYPERLINK("https://x.invalid/","x")',
    "=cmd|' /C calc'!A0",
    "{=SUM(1)}",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "'=1",
    "https://x.invalid/",
    "mailto:x@x.invalid",
    "internal:'cover'!A1",
    "external:c:\\x.xlsx",
    "00042",
    "1e5",
    "12:30",
    "TRUE",
    "#REF!",
    "_x0041_",
    "_x000D_",
    " before and after ",
    "one\ntwo\n",
    "]]> <x/> &amp; &#65;",
)


def test_hostile_text_comes_back_as_the_same_text() -> None:
    texts = (*HOSTILE, *FORMULAS)
    content = written(of(*[(one, one) for one in texts]))
    table = read(content)["things"]
    assert table.rows == [[one, one] for one in texts]
    for path, part in parts(content).items():
        if path.startswith("xl/worksheets"):
            assert not re.search('<f>|<f |External|t="(b|e|str)"', part)


def test_hostile_text_in_every_other_place_is_text() -> None:
    for one in (*HOSTILE, *FORMULAS):
        column = Column(one[:200], one)
        sheet = Sheet("things", one, one, (column,), ((1,),), (one,))
        content = written(Document(one, one, "# x", (), (sheet,)))
        table = read(content)["things"]
        assert table.above[0] == one
        assert table.columns == [one[:200]]
        assert grids(content)["cover"][0][0] == one
        assert CalamineWorkbook.from_filelike(io.BytesIO(content), load_tables=True).table_names


def test_text_that_could_become_a_formula_when_it_is_typed_in_again_is_marked_as_text() -> None:
    content = written(of(*[(one,) for one in ("=1+1", "+1", "-1", "@x", "x")]))
    looks = re.findall("<xf [^>]*>", parts(content)["xl/styles.xml"].split("<cellXfs")[1])
    sheet = next(part for path, part in parts(content).items() if path.endswith("sheet5.xml"))
    cells = [looks[int(one)] for one in re.findall(r'<c r="A(?:[5-9])" s="(\d+)"', sheet)]
    assert ['quotePrefix="1"' in one for one in cells] == [True, True, True, True, False]


def test_signs_that_no_workbook_can_hold_are_left_out_and_nothing_is_blank() -> None:
    content = written(
        of(("a\0b\x07c\x1bd\ud800e\ufffff", "1\r\n2\r3\u00854"), ("\x00\x01", " \n"), ("", None))
    )
    assert read(content)["things"].rows == [["abcdef", "1\n2\n3\n4"], [NOT_KNOWN] * 2, [NOT_KNOWN] * 2]


@pytest.mark.parametrize("sign", ["x", "é", "漢", "🙂", "x\n", "&"])
def test_text_that_is_too_long_for_a_cell_is_cut_and_says_so(sign: str) -> None:
    ((cell,),) = read(written(of((sign * 40_000,))))["things"].rows
    assert str(cell).endswith(" [text cut here: a cell holds no more]")
    units = len(str(cell).encode("utf-16-le")) // 2
    assert 32_765 <= units <= 32_767
    assert set(str(cell).split(" [")[0]) == set(sign)
    ((whole,),) = read(written(of(("x" * 32_767,))))["things"].rows
    assert whole == "x" * 32_767


def test_a_site_file_of_hostile_text_fills_the_same_tables() -> None:
    harmless = read(written(report("baseline", [milltown()], sheets=True)))
    text = '=HYPERLINK("https://x.invalid/") <script> | `x` \u202e{{ 7 }}'
    quoted = "'" + text.replace("'", "''") + "'"
    changed = SMALL.replace("The Haven", quoted).replace("Police checks take months.", quoted)
    hostile = read(written(report("baseline", [milltown(changed)], sheets=True)))
    assert {name: len(table.rows) for name, table in hostile.items()} == {
        name: len(table.rows) for name, table in harmless.items()
    }
    assert text in {one["Name"] for one in hostile["agencies"].records()}
    assert [one["Barrier"] for one in hostile["barriers"].records()] == [text]


def test_a_mark_and_a_number_and_nothing_stand_in_a_table_as_they_should() -> None:
    table = read(written(of((Mark.NOT_APPLICABLE, None, 0, -3, 10**9))))["things"]
    assert table.rows == [[NOT_APPLICABLE, NOT_KNOWN, 0, -3, 10**9]]


def test_a_document_without_data_is_a_workbook_with_contents_and_notes() -> None:
    tables = read(written(Document("T", "S.", "# T")))
    assert list(tables) == ["contents", "notes"]


def test_the_same_document_gives_the_same_bytes() -> None:
    again = report("gap", [assessed("london")], pictures=False, sheets=True)
    assert written(again) == workbook("gap london")


def test_a_style_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSource) as refusal:
        write(of((1,)), "xlsx", "report", tmp_path / "x.docx")
    assert str(refusal.value) == "--style: a workbook of data takes its looks from no other document"


# -- another program

OFFICE = shutil.which("soffice")
CALC = OFFICE is not None and (Path(OFFICE).resolve().parent / "libsclo.so").exists()


@pytest.mark.skipif(
    not CALC, reason="LibreOffice Calc is not installed: apt-get install libreoffice-calc-nogui"
)
def test_libreoffice_reads_the_same_tables(tmp_path: Path) -> None:
    content = written(of(*[(one,) for one in (*HOSTILE, *FORMULAS)]))
    (tmp_path / "report.xlsx").write_bytes(workbook("gap lancashire"))
    (tmp_path / "hostile.xlsx").write_bytes(content)
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1"
    subprocess.run(  # noqa: S603  the program found above, on files of our own
        [
            *(str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", every_sheet, "--outdir", str(tmp_path)),
            *(str(tmp_path / "report.xlsx"), str(tmp_path / "hostile.xlsx")),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    for stem, whole in (("report", workbook("gap lancashire")), ("hostile", content)):
        for name, table in read(whole).items():
            with (tmp_path / f"{stem}-{name}.csv").open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))[HEAD:]
            expected = [[_plain(cell) for cell in row] for row in table.lines()]
            assert [row[: len(table.columns)] for row in rows] == expected, name


def _plain(cell: str | float) -> str:
    return str(int(cell)) if isinstance(cell, float) else cell
