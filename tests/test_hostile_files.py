"""Files made to break a reader: each is refused or used, in bounded time and memory, with a clear line."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from ctypes import CDLL
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from iomassess.apart import MOST_SECONDS
from iomassess.framework.reading import load_framework
from iomassess.places import bundled
from iomassess.problems import MOST_TOLD, InvalidSource
from iomassess.source import parse
from limited import MEBIBYTE, PROGRAM, ran, said_here

HEAD = "format: iomassess/site/1\nid: here\nname: Here\nwave: baseline\nas_of: 2009-02\n"
ALIASES = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
SECONDS, MEMORY = 20, 700
"""Of a core, and MiB. A sound site takes less than one second and a hundred MiB."""


# -- one file after another through `check`


def lines(count: int, line: str) -> str:
    """So many lines, with their numbers for `@` and that of the next one, round a circle, for `^`."""
    return "".join(line.replace("@", str(n)).replace("^", str((n + 1) % count)) + "\n" for n in range(count))


LINK = "  - {kind: grant, from: b@, to: c@}"
TEXTS: dict[str, tuple[str, str]] = {
    "an alias bomb": (f"a0: &a0 [x]\n{ALIASES}", "f.yaml:1:5: anchors (`&name`) are not taken"),
    "lists 10,000 deep": (f"{HEAD}links: {'[' * 10_000}{']' * 10_000}\n", "nested more than 40 deep"),
    "fields 10,000 deep": (
        HEAD + "".join(f"{' ' * n}a:\n" for n in range(1_000)),
        "nested more than 40 deep",
    ),
    "two million brackets": ("[" * 2_000_000, "f.yaml:1:41: nested more than 40 deep"),
    "a million keys": (HEAD + lines(330_000, "k@: "), "more than 50,000 values"),
    "keys that collide as numbers": (
        HEAD + "".join(f"{n * (2**61 - 1)}: \n" for n in range(45_000)),
        "there is no field `0` here",
    ),
    "a key of four million letters": (
        f"{HEAD}{'x' * 4_000_000}: 1\n",
        "is not YAML: could not find expected ':'",
    ),
    "a line of four million letters": (f"{HEAD}about: {'x' * 4_000_000}\n", "there is no field `about` here"),
    "180,000 documents": ("---\na: 1\n" * 180_000, "more than 50,000 values"),
    "two million comments": ("#\n" * 2_000_000, "f.yaml: is empty"),
    "two million question marks": ("? " * 2_000_000, "f.yaml:1:3: a key must be a single word or text"),
    "400,000 directives": ("%TAG ! x\n" * 400_000, "is not YAML: found duplicate %TAG directive"),
    "a number of four million digits": (f"{HEAD}x: {'9' * 4_000_000}\n", "there is no field `x` here"),
    "null characters": ("\0" * 100, "f.yaml:1:1: character U+0000 is not allowed in YAML"),
    "49,000 mistakes in a list": (f"{HEAD}links: [{'[],' * 49_000}]\n", "links.0: an empty list should be"),
    "links to 16,000 agencies that are not there": (
        f"{HEAD}agencies:\n{lines(8_000, '  a@: {name: A}')}links:\n{lines(8_000, LINK)}",
        "there is no agency `b0`; known: a0, a1, a10,",
    ),
    "a chain of 12,000 groups": (
        f"{HEAD}groups:\n{lines(12_000, '  g@: {name: G, reports_to: [g^]}').replace('[g0]', '[nowhere]')}",
        "there is no group `nowhere`",
    ),
    "a circle of 5,000 groups": (
        f"{HEAD}groups:\n{lines(5_000, '  g@: {name: G, reports_to: [g^]}')}",
        "reports to itself in a circle",
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    text, said = TEXTS[name]
    (tmp_path / "f.yaml").write_text(text, encoding="utf-8")
    found = ran("score", "f.yaml", folder=tmp_path, seconds=SECONDS, memory=MEMORY)
    assert (found.code, found.out, "Traceback" in found.err) == (2, "", False)
    assert found.err.startswith("f.yaml:")
    assert said in found.err
    assert len(found.err) < MEBIBYTE


def test_no_more_mistakes_are_told_than_anybody_reads(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text(f"{HEAD}links: [{'[],' * 49_000}]\n")
    found = ran("score", "f.yaml", folder=tmp_path, seconds=SECONDS, memory=MEMORY)
    assert "has 1,000 mistakes or more: those told are the first of each sort" in found.err
    assert found.err.endswith(f"\n{MOST_TOLD + 1} problems\n")


FORTY = ", ".join(f"a{n}" for n in range(40))
SOUND = {
    "10,000 agencies": f"agencies:\n{lines(10_000, '  a@: {name: A}')}",
    "1,000 seats in one group": (
        f"agencies:\n{lines(1_000, '  a@: {name: A, sector: third}')}"
        f"groups:\n  g:\n    name: G\n    members:\n{lines(1_000, '      - {agency: a@}')}"
    ),
    "1,000 statements": f"absent:\n{lines(1_000, '  - {members: {agency.sector: third}, because: x@}')}",
    "40 agencies each of which may be any of the others": "agencies:\n"
    + "".join(f"  a{n}: {{unnamed: true, may_be: [{FORTY.replace(f'a{n}, ', '', 1)}]}}\n" for n in range(39))
    + "  a39: {unnamed: true}\n",
}


@pytest.mark.parametrize("name", SOUND)
def test_a_site_many_times_too_large_is_scored_all_the_same(tmp_path: Path, name: str) -> None:
    (tmp_path / "f.yaml").write_text(HEAD + SOUND[name])
    found = ran("score", "f.yaml", folder=tmp_path, seconds=SECONDS, memory=MEMORY)
    assert (found.code, found.err) == (0, "")


# -- what is no file, or not one that can be read


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _hundred(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"a: 1 # x\n" * 116_509)


ODD: dict[str, tuple[Callable[[Path], None], str]] = {
    "a pipe": (_pipe, "is not a regular file"),
    "a device without end": (lambda path: path.symlink_to("/dev/zero"), "is not a regular file"),
    "a folder": (Path.mkdir, "is a folder, not a file"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "there is no such file"),
    "a link to nowhere": (lambda path: path.symlink_to("nowhere"), "there is no such file"),
    "a file that fails when it is read": (
        lambda path: path.symlink_to("/proc/self/mem"),
        "cannot be read: Input/output error",
    ),
    "a file of 100 MB": (_hundred, "is larger than"),
}
TAKEN = (
    ("score", "f.yaml"),
    ("fmt", "f.yaml"),
    ("whatif", "lancashire", "f.yaml"),
    ("compare", "f.json", "london"),
    ("new", "Here", "--from-csv", "f.csv", "-o", "made.yaml"),
    ("report", "baseline", "lancashire", "--template", "f.md"),
    ("report", "baseline", "lancashire", "-o", "o.html", "--style", "f.css"),
)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("arguments", TAKEN, ids=" ".join)
def test_what_is_no_file_to_read_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], name: str
) -> None:
    (file,) = (one for one in arguments if one.startswith("f."))
    make, said = ODD[name]
    make(tmp_path / file)
    if file == "f.json" and "100" in name:
        pytest.skip("saved assessments may be as large")
    monkeypatch.chdir(tmp_path)
    found = said_here(*arguments)
    if arguments[:2] == ("score", "f.yaml") and name == "a folder":
        said = "holds no site files"
    assert (found.code, found.out) == (2, "")
    assert len(found.err.splitlines()) == 1
    assert said in found.err
    assert not (tmp_path / "made.yaml").exists()
    assert not (tmp_path / "o.html").exists()


def as_anybody(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command without the right of root to read and write everything."""

    def give_up() -> None:
        for capability in (1, 2):  # to pass over permissions, and to look into every folder
            CDLL(None).prctl(24, capability, 0, 0, 0)

    return subprocess.run(  # noqa: S603  our own program
        [*PROGRAM, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=give_up if os.geteuid() == 0 else None,
    )


def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text(HEAD)
    (tmp_path / "f.yaml").chmod(0)
    found = as_anybody("score", "f.yaml", folder=tmp_path)
    assert (found.returncode, found.stderr) == (2, "f.yaml: cannot be read: Permission denied\n")


def test_a_folder_of_a_coder_without_permission_says_so(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "f.yaml").write_text(HEAD)
    (tmp_path / "two").chmod(0)
    found = as_anybody("agreement", "one", "two", folder=tmp_path)
    (tmp_path / "two").chmod(0o755)
    assert (found.returncode, found.stderr) == (2, "two: cannot be read: Permission denied\n")


def test_a_folder_that_cannot_be_written_to_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("old")
    tmp_path.chmod(0o555)
    for output in ("new.csv", "old.csv"):
        found = as_anybody("score", "lancashire", "--format", "csv", "-o", output, folder=tmp_path)
        assert (found.returncode, found.stderr) == (2, f"{output}: cannot be written: Permission denied\n")
    tmp_path.chmod(0o755)
    assert [one.name for one in tmp_path.iterdir()] == ["old.csv"]
    assert (tmp_path / "old.csv").read_text() == "old"


def test_a_current_folder_that_is_gone_is_one_clear_line(tmp_path: Path) -> None:
    (here := tmp_path / "here").mkdir()
    leaving = f"import os; os.rmdir({str(here)!r}); {PROGRAM[-1]}"
    command = [sys.executable, "-P", "-c", leaving, "score", "lancashire"]  # which looks for no modules here
    found = subprocess.run(command, cwd=here, capture_output=True, text=True, check=False)  # noqa: S603
    assert (found.returncode, found.stdout, found.stderr) == (2, "", "the current folder is gone\n")


# -- what unpacks to more than it seems


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("f.docx", ("report", "baseline", "lancashire", "-o", "o.docx", "--style", "f.docx")),
        ("f.xlsx", ("new", "Here", "--from-csv", "f.xlsx")),
    ],
)
def test_a_file_that_unpacks_to_gigabytes_is_not_unpacked(
    tmp_path: Path, name: str, arguments: tuple[str, ...]
) -> None:
    with ZipFile(tmp_path / name, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b" " * (300 * MEBIBYTE))
    found = ran(*arguments, folder=tmp_path, seconds=SECONDS, memory=MEMORY)
    assert found.code == 2
    assert found.err.startswith(f"{name}: unpacks to more than")


def test_a_sheet_with_two_cells_far_apart_does_not_end_the_program(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(str(tmp_path / "f.xlsx"))
    sheet = book.add_worksheet("agencies")
    sheet.write(0, 0, "id")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    found = ran("new", "Here", "--from-csv", "f.xlsx", folder=tmp_path, seconds=SECONDS, memory=2048)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("f.xlsx: cannot be read: it ")


ENDLESS = {
    "counts for ever": "#for one in range(2000000000) { }",
    "doubles a list": "#let x = (1,)\n#for one in range(60) { x = x + x }",
    "asks for eight gigabytes": "#let x = range(1000000000)",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_typst_style_without_end_is_ended(tmp_path: Path, name: str) -> None:
    pytest.importorskip("typst")
    (tmp_path / "f.typ").write_text(ENDLESS[name])
    (tmp_path / "o.pdf").write_text("old")
    arguments = ("report", "baseline", "lancashire", "-o", "o.pdf", "--style", "f.typ")
    found = ran(*arguments, folder=tmp_path, seconds=2 * MOST_SECONDS, memory=4096)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("f.typ: typst cannot set the report in this style: it ")
    assert len(found.err.splitlines()) == 1
    assert (tmp_path / "o.pdf").read_text() == "old"


# -- frameworks


def test_a_framework_whose_conditions_nest_a_thousand_deep_is_refused_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "engagement"
    shutil.copytree(bundled("frameworks") / "engagement", folder)
    path = folder / "connections.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("    when:")
    end = text.index("    because:", start)
    deep = f"    when: {'{not: ' * 1_000}{{some: groups, where: {{}}}}{'}' * 1_000}\n"
    path.write_text(text[:start] + deep + text[end:], encoding="utf-8")
    found = ran("score", "lancashire", "-f", "./engagement", folder=tmp_path, seconds=SECONDS, memory=MEMORY)
    assert found.code == 2
    with pytest.raises(InvalidSource, match=r"connections\.yaml:[0-9]+:[0-9]+: nested more than 40 deep"):
        load_framework(folder)


def test_a_condition_of_forty_thousand_parts_is_judged(tmp_path: Path) -> None:
    folder = tmp_path / "wide"
    shutil.copytree(bundled("frameworks") / "engagement", folder)
    head = folder / "framework.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("id: engagement", "id: wide"), encoding="utf-8")
    path = folder / "connections.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("    when:")
    end = text.index("    because:", start)
    wide = f"    when: {{any: [{'{some: groups, where: {}},' * 12_000}]}}\n"
    path.write_text(text[:start] + wide + text[end:], encoding="utf-8")
    found = ran("score", "lancashire", "-f", "./wide", folder=tmp_path, seconds=SECONDS, memory=MEMORY)
    assert found.code == 0, found.err[:300]


# -- the YAML test suite

INVALID = json.loads((Path(__file__).parent / "faults" / "yaml-test-suite.json").read_text(encoding="utf-8"))
LENIENT = {
    "9C9N": "a list in brackets may go on at the margin",
    "DK95/1": "a tab may begin a line within quotes",
    "QB6E": "text in quotes may go on at the margin",
    "S98Z": "an empty block of text may have spaces before its end",
    "SU5Z": "a remark may follow quotes without a space",
    "X4QW": "a remark may follow the sign of a block without a space",
}
"""What libyaml takes though YAML does not; each can be read in one way only."""


@pytest.mark.parametrize("nth", range(len(INVALID)))
def test_an_invalid_document_of_the_yaml_test_suite_is_refused(nth: int) -> None:
    case = INVALID[nth]
    if case["id"] in LENIENT:
        assert parse(case["yaml"].encode(), "f.yaml").values
        return
    with pytest.raises(InvalidSource) as caught:
        parse(case["yaml"].encode(), "f.yaml")
    (problem,) = caught.value.problems
    assert problem.rule.startswith("yaml/")
