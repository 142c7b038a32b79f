"""A new site file: nothing is known of it yet, or what the tables say and no more."""

import io
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from iomassess.assess import assess
from iomassess.authoring.formatting import formatted
from iomassess.authoring.skeleton import id_from, skeleton
from iomassess.cli import main
from iomassess.engine.facts import Facts
from iomassess.framework.reading import load_framework
from iomassess.loading import load_facts, load_site
from iomassess.places import frameworks
from iomassess.source import parse, read

HEAD = {"id": "here", "name": "Here", "wave": "baseline", "as_of": "2024-06"}

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `iomassess new` in an empty folder: its exit code, and what it said."""
    monkeypatch.chdir(tmp_path)

    def running(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["iomassess", "new", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        assert out == ""
        return int(stop.value.code or 0), err

    return running


def levels(facts: Facts) -> list[tuple[str, int, int]]:
    return [
        (criterion.id, criterion.evidenced, criterion.possible)
        for framework in assess(
            facts, [load_framework(one) for one in frameworks()], reasons=False
        ).frameworks
        for criterion in framework.criteria
    ]


# -- the skeleton


def test_a_new_site_is_scored_as_one_of_which_nothing_is_known() -> None:
    nothing = "format: iomassess/site/1\nid: x\nname: X\nwave: baseline\nas_of: 2024-06\n"
    found = levels(load_facts(parse(skeleton(HEAD, {}), "new")))
    assert found == levels(load_facts(parse(nothing, "empty")))
    assert {evidenced for _, evidenced, _ in found} == {0}
    assert len(found) == 23


def test_a_new_site_is_in_order_already() -> None:
    source = parse(skeleton(HEAD, {}), "new")
    assert formatted(source).text == source.text


def test_the_examples_in_a_new_site_are_sound_and_in_order() -> None:
    text = re.sub("(?m) *##.*$", "", skeleton(HEAD, {}))
    source = parse(re.sub("(?m)^# ?", "", text), "examples")
    site = load_site(source)
    assert (len(site.agencies), len(site.groups["team"].members), len(site.links)) == (3, 2, 2)
    assert site.project is not None
    assert len(site.absent) == len(site.complete) == len(site.barriers) == len(site.practices) == 1
    assert formatted(source).text == source.text


def test_a_new_file_is_named_by_its_site(run: Run, tmp_path: Path) -> None:
    code, said = run("St. Helens & Wirral", "--as-of", "2009-02", "--wave", "second")
    assert (code, said.split(":")[0]) == (0, "st-helens-and-wirral.yaml")
    site = load_site(read(tmp_path / "st-helens-and-wirral.yaml"))
    assert (site.id, site.name) == ("st-helens-and-wirral", "St. Helens & Wirral")
    assert (site.wave, site.as_of) == ("second", "2009-02")


def test_a_name_that_is_an_id_is_written_out(run: Run, tmp_path: Path) -> None:
    assert run("west-yorkshire", "-o", "wy.yaml")[0] == 0
    assert load_site(read(tmp_path / "wy.yaml")).name == "West Yorkshire"


def test_a_schema_that_lies_near_is_named_for_the_editor(run: Run, tmp_path: Path) -> None:
    for folder in ("schemas", "sites"):
        (tmp_path / folder).mkdir()
    (tmp_path / "schemas" / "site-1.json").write_text("{}")
    assert run("here", "-o", "sites/here.yaml")[0] == 0
    text = (tmp_path / "sites" / "here.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=../schemas/site-1.json\n## Here: ")
    (tmp_path / "other").mkdir()
    (tmp_path / "schemas").rename(tmp_path / "elsewhere")
    assert run("there", "-o", "other/there.yaml")[0] == 0
    assert (tmp_path / "other" / "there.yaml").read_text().startswith("## There: ")


def test_a_file_that_is_there_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "here.yaml").write_text("mine")
    assert run("here") == (2, "here.yaml: is there already, and is not overwritten\n")
    assert (tmp_path / "here.yaml").read_text() == "mine"


@pytest.mark.parametrize("name", ["12", "Yes", "null", "1e5", "Ünïted: [x]", "# no", "日本", 'it\'s "so"'])
def test_any_name_makes_a_sound_site(run: Run, tmp_path: Path, name: str) -> None:
    assert run(name, "-o", "x.yaml")[0] == 0
    assert load_site(read(tmp_path / "x.yaml")).name == name


def test_a_date_that_is_none_is_refused_and_nothing_is_made(run: Run, tmp_path: Path) -> None:
    code, said = run("here", "--as-of", "June")
    assert code == 2
    assert "as_of: `June` is not a date: write 2009, 2009-02 or 2009-02-27" in said
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Inward House", "inward-house"),
        ("St Giles' Trust", "st-giles-trust"),
        ("D.I.S.C. (Leeds)", "disc-leeds"),
        ("Smith & Sons", "smith-and-sons"),
        ("Café Zoë", "cafe-zoe"),
        ("No", "agency-no"),
        ("2", "agency-2"),
        ("日本", "agency"),
        ("police", "police-2"),
    ],
)
def test_ids_are_made_from_names(name: str, found: str) -> None:
    assert id_from(name, {"police"}) == found


# -- tables

AGENCIES = """\
name,sector,kind,size,works_with_offenders,pathways,turnover,evidence,note
The Police,statutory,police,[x],,,,plan p. 1,
"Harbour, the Project",third,service-provider,small,TRUE,drugs-and-alcohol; health,150000,plan 3; talks 4,2024
Clinic,third,health,"{one_of: [small, medium]}",[X],,,talks 2,
Clinic,third,,,,,,,
"""
MEMBERS = """\
group,agency,staff,co_located,status,group.level,group.scope,evidence
Delivery team,The Police,6,true,,service-delivery,iom,plan p. 2
Delivery team,harbour-the-project,"{from: 1, to: 2}",false,[x],service-delivery,,talks 4
Board,clinic-2,,,invited,,,
"""


def test_agencies_and_members_come_from_tables(run: Run, tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text(AGENCIES)
    (tmp_path / "members.csv").write_text(MEMBERS)
    code, said = run("here", "--from-csv", "agencies.csv", "--from-csv", "members.csv")
    assert (code, said.count("\n")) == (0, 1)
    values = read(tmp_path / "here.yaml").values
    assert values["agencies"] == {
        "the-police": {
            "name": "The Police",
            "sector": "statutory",
            "kind": "police",
            "evidence": ["plan p. 1"],
        },
        "harbour-the-project": {
            "name": "Harbour, the Project",
            "sector": "third",
            "kind": "service-provider",
            "size": "small",
            "works_with_offenders": True,
            "pathways": ["drugs-and-alcohol", "health"],
            "turnover": 150000,
            "evidence": ["plan 3", "talks 4"],
            "note": "2024",
        },
        "clinic": {
            "name": "Clinic",
            "sector": "third",
            "kind": "health",
            "size": {"one_of": ["small", "medium"]},
            "evidence": ["talks 2"],
        },
        "clinic-2": {"name": "Clinic", "sector": "third"},
    }
    assert values["groups"] == {
        "delivery-team": {
            "name": "Delivery team",
            "level": "service-delivery",
            "scope": "iom",
            "members": [
                {"agency": "the-police", "staff": 6, "co_located": True, "evidence": ["plan p. 2"]},
                {
                    "agency": "harbour-the-project",
                    "staff": {"from": 1, "to": 2},
                    "co_located": False,
                    "evidence": ["talks 4"],
                },
            ],
        },
        "board": {"name": "Board", "members": [{"agency": "clinic-2", "status": "invited"}]},
    }
    assert set(values["sources"]) == {"plan", "talks"}
    source = read(tmp_path / "here.yaml")
    assert formatted(source).text == source.text
    assert max(map(len, source.text.splitlines())) <= 110


def test_every_slip_is_named_with_file_row_and_column(run: Run, tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text(
        "name,sectr,kind,size,evidence\nPolice,third,polis,,plan p. 1\nHarbour,,,tiny,?\n,third,,,\n"
    )
    (tmp_path / "members.csv").write_text(
        "group,agency,staff,co_located,group.level\nTeam,Harbor,,,service-delivery\nTeam,Police,,,delivery\n"
        ",Police,,,\n"
    )
    assert run("here", "--from-csv", "agencies.csv", "--from-csv", "members.csv") == (
        2,
        (
            "agencies.csv:1:2: there is no column `sectr`; did you mean `sector`?\n"
            "members.csv:2:2: agency: there is no agency `Harbor`; did you mean `Harbour`?\n"
            "members.csv:3:5: group.level: of `Team` another row says `service-delivery`\n"
            "members.csv:4:1: the group is not given\n"
            "4 problems\n"
        ),
    )


def test_values_that_the_format_does_not_take_are_named_by_their_cell(run: Run, tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text(
        "name,sector,kind,works_with_offenders,pathways,evidence\n"
        "Police,statutory,polise,,,plan p. 1\n\nHarbour,third,,yes,helth; accommodation,\n,third,,,,\n"
        "Clinic,third,,,,Plan 3\n"
    )
    (tmp_path / "members.csv").write_text(
        "group,agency,staff,group.level\nTeam,Harbour,few,service-delivry\n"
    )
    code, said = run("here", "--from-csv", "agencies.csv", "--from-csv", "members.csv")
    assert code == 2
    assert said.splitlines()[:-1] == [
        "agencies.csv:2:3: kind: `polise` is not a value of this field; did you mean `police`?",
        "agencies.csv:4:4: works_with_offenders: `yes` should be true or false",
        "agencies.csv:4:5: pathways: `helth` is not a value of this field; did you mean `health`?",
        "agencies.csv:5:1: `name` is missing; if the source gives none, write `unnamed: true`",
        "agencies.csv:6:6: evidence: `Plan` is not one of the sources; did you mean `plan`?",
        (
            "members.csv:2:3: staff: `few` should be a whole number, or `{from: 2, to: 5}`, or "
            "`{one_of: [4, 5]}`"
        ),
        (
            "members.csv:2:4: group.level: `service-delivry` is not a value of this field; did you mean "
            "`service-delivery`?"
        ),
    ]
    assert not (tmp_path / "here.yaml").exists()


def test_ids_and_names_that_stand_for_two_are_named_by_their_cell(run: Run, tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text("id,name\none,Harbour\none,Police\ntwo,Clinic\nthree,Clinic\n")
    (tmp_path / "members.csv").write_text("group,agency\nTeam,Clinic\n")
    (tmp_path / "sources.csv").write_text(
        "id,title,kind\nplan,Plan,document\nplan,Talks,document\n,X,document\n"
    )
    tables = [one for name in ("agencies", "members", "sources") for one in ("--from-csv", f"{name}.csv")]
    code, said = run("here", *tables)
    assert code == 2
    assert said.splitlines() == [
        "agencies.csv:3:1: id: `one` is here twice",
        "members.csv:2:2: agency: there are 2 agencies called `Clinic`: write the id",
        "sources.csv:3:1: id: `plan` is here twice",
        "sources.csv:4:1: the id is not given",
        "4 problems",
    ]


def test_evidence_by_field_brings_the_sources_that_it_names(run: Run, tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text(
        'name,sector,evidence\nHarbour,third,"{name: [plan 1], sector: [talks 2]}"\n'
    )
    assert run("here", "--from-csv", "agencies.csv")[0] == 0
    values = read(tmp_path / "here.yaml").values
    assert values["agencies"]["harbour"]["evidence"] == {"name": ["plan 1"], "sector": ["talks 2"]}
    assert list(values["sources"]) == ["plan", "talks"]


def test_members_alone_bring_their_agencies(run: Run, tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text(
        "group;agency\nBoard;Police\nBoard;Harbour\nBoard;\n".replace("Board;\n", "")
    )
    assert run("here", "--from-csv", "members.csv")[0] == 0
    site = load_site(read(tmp_path / "here.yaml"))
    assert list(site.agencies) == ["police", "harbour"]
    assert [seat.agency for seat in site.groups["board"].members] == ["police", "harbour"]


def test_a_table_of_another_name_is_not_read_and_that_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text("name\nPolice\n")
    (tmp_path / "notes.csv").write_text("anything\n")
    code, said = run("here", "--from-csv", "agencies.csv", "--from-csv", "notes.csv")
    assert code == 0
    assert said.startswith("notes.csv: not read, as it is not named agencies, members or sources\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name\nCaf\xe9\n", "agencies.csv: is not UTF-8: save it as `CSV UTF-8`\n"),
        (b"", "agencies.csv: is empty\n"),
        (b"name,name\nA,B\n", "agencies.csv:1:2: name: there are two columns of that name\n"),
        (b"name\nA,B\n", "agencies.csv:2:2: stands under no heading\n"),
        (b"sector\nthird\n", "agencies.csv:1:1: there is no column `name`\n"),
        (b'name\n"A\n', "agencies.csv:2:1: is not CSV: unexpected end of data\n"),
        (b"name,size\nA,{one_of\n", None),
        (b"name\n", "--from-csv: the tables have no rows\n"),
    ],
)
def test_a_file_that_is_no_table_of_agencies_is_refused(
    run: Run, tmp_path: Path, content: bytes, said: str | None
) -> None:
    (tmp_path / "agencies.csv").write_bytes(content)
    code, found = run("here", "--from-csv", "agencies.csv")
    assert code == 2
    assert found == said if said else found.startswith("agencies.csv:2:2: size: is not YAML")


def test_a_workbook_has_a_sheet_of_each_kind(run: Run, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "site.xlsx")
    rows: dict[str, list[list[Any]]] = {
        "Agencies": [
            [],
            ["name", "sector", "turnover", "works_with_offenders"],
            ["Harbour", "third", 1500, True],
        ],
        "Members": [["group", "agency", "staff", "evidence"], ["Team", "Harbour", 2, "plan 1"]],
        "sources": [["id", "title", "kind", "date"], ["plan", "The plan", "document", 2009]],
        "Sheet3": [],
    }
    for name, some in rows.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(some):
            sheet.write_row(number, 0, row)
    book.close()
    code, said = run("here", "--from-csv", "site.xlsx")
    assert (code, said.splitlines()[0]) == (
        0,
        "site.xlsx#Sheet3: not read, as it is not named agencies, members or sources",
    )
    values = read(tmp_path / "here.yaml").values
    assert values["agencies"] == {
        "harbour": {"name": "Harbour", "sector": "third", "works_with_offenders": True, "turnover": 1500}
    }
    assert values["groups"]["team"]["members"] == [{"agency": "harbour", "staff": 2, "evidence": ["plan 1"]}]
    assert values["sources"] == {"plan": {"title": "The plan", "kind": "document", "date": "2009"}}


def test_a_slip_in_a_workbook_is_named_with_its_sheet(run: Run, tmp_path: Path) -> None:
    (tmp_path / "site.ods").write_bytes(ods("agencies", [["name", "sector"], ["Harbour", "thrd"]]))
    assert run("here", "--from-csv", "site.ods") == (
        2,
        "site.ods#agencies:2:2: sector: `thrd` is not a value of this field; did you mean `third`?\n",
    )


def test_a_workbook_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "site.xlsx").write_bytes(b"not a workbook")
    code, said = run("here", "--from-csv", "site.xlsx")
    assert (code, said.startswith("site.xlsx: is not a spreadsheet: ")) == (2, True)


def test_where_processes_cannot_be_copied_a_workbook_is_read_all_the_same(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    (tmp_path / "site.ods").write_bytes(ods("agencies", [["name", "sector"], ["Harbour", "third"]]))
    assert run("here", "--from-csv", "site.ods")[0] == 0
    assert read(tmp_path / "here.yaml").values["agencies"]["harbour"]["sector"] == "third"
    (tmp_path / "none.xlsx").write_bytes(b"not a workbook")
    code, said = run("there", "--from-csv", "none.xlsx")
    assert (code, said.startswith("none.xlsx: is not a spreadsheet: ")) == (2, True)


def test_without_its_library_a_workbook_is_one_line_that_names_the_extra(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site.xlsx").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    said = "site.xlsx: a .xlsx file needs python-calamine: pip install 'iomassess[excel]'\n"
    assert run("here", "--from-csv", "site.xlsx") == (2, said)


def test_a_long_note_is_folded_and_reads_as_it_was() -> None:
    note = "It was said to be so by whoever was asked. " * 6
    text = skeleton(HEAD, {"agencies": {"harbour": {"name": "Harbour", "note": note.strip()}}})
    assert "    note: >-\n      It was said" in text
    assert parse(text, "new").values["agencies"]["harbour"]["note"] == note.strip()


def ods(name: str, rows: list[list[str]]) -> bytes:
    """The smallest OpenDocument spreadsheet that there is."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    start = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{start}:office:1.0" '
        f'xmlns:table="{start}:table:1.0" xmlns:text="{start}:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="{name}">{cells}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{start}:manifest:1.0"/>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return made.getvalue()
