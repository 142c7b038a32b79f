"""The same inputs give the same bytes, in every format: whenever, wherever and however often it is run."""

import os
import shutil
import subprocess
from pathlib import Path

from limited import PROGRAM

MADE = {
    "levels.txt": ("score", "lancashire", "london"),
    "levels.json": ("score", "lancashire", "--format", "json"),
    "levels.csv": ("score", "lancashire", "--format", "csv"),
    "check.sarif": ("check", "here.yaml", "--format", "sarif"),
    "check.json": ("check", "here.yaml", "--format", "json"),
    "compared.json": ("compare", "lancashire", "london", "--format", "json"),
    "findings.md": ("findings", "lancashire", "london", "--format", "md"),
    "network.graphml": ("network", "lancashire", "--format", "graphml"),
    "network.dot": ("network", "lancashire", "--format", "dot"),
    "network.csv": ("network", "lancashire", "--format", "csv"),
    "unknowns.json": ("unknowns", "west-midlands", "--format", "json"),
    "whatif.json": ("whatif", "west-midlands", "west-midlands-seats", "--format", "json"),
    "schema.json": ("schema", "site"),
    "interview.md": ("interview", "--site", "lancashire", "--format", "md"),
    "made.yaml": ("new", "Here", "--as-of", "2009-02"),
    "report.md": ("report", "baseline", "lancashire"),
    "report.html": ("report", "gap", "lancashire"),
    "report.docx": ("report", "baseline", "lancashire"),
    "report.xlsx": ("report", "comparison", "lancashire", "london"),
    "report.pdf": ("report", "baseline", "nottinghamshire"),
}
"""A file of each format, and the command that makes it; the SVG pictures come with the Markdown."""

RUN = """
import sys, shlex
from iomassess.cli import main
for line in sys.stdin.read().splitlines():
    sys.argv = ["iomassess", *shlex.split(line)]
    try:
        main()
    except SystemExit as stop:
        assert not stop.code, line
"""


def made(folder: Path, **variables: str) -> dict[str, bytes]:
    """Every file, made in a process that has these variables; the site lies beside."""
    folder.mkdir(parents=True)
    shutil.copy(Path(__file__).parents[1] / "sites" / "london.yaml", folder / "here.yaml")
    commands = "\n".join(" ".join((*arguments, "-o", name)) for name, arguments in MADE.items())
    command = [*PROGRAM[:2], RUN]
    subprocess.run(  # noqa: S603  our own program
        command, cwd=folder, input=commands, text=True, check=True, env={**os.environ, **variables}
    )
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def another_year() -> dict[str, str]:
    """Variables that make the clock run elsewhere, where there is a library for that."""
    libraries = [*Path("/usr/lib").glob("*/faketime/libfaketime.so.1")]
    return {"LD_PRELOAD": str(libraries[0]), "FAKETIME": "@2031-12-31 23:59:50"} if libraries else {}


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    one = made(tmp_path / "one", PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C", COLUMNS="80")
    other = made(
        tmp_path / "other place" / "two",
        PYTHONHASHSEED="4242",
        TZ="America/Los_Angeles",
        LC_ALL="C.UTF-8",
        COLUMNS="200",
        SOURCE_DATE_EPOCH="86400",
        HOME=str(tmp_path),
        **another_year(),
    )
    assert one.keys() == other.keys() >= MADE.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert {Path(name).suffix for name in one} >= {".svg", ".docx", ".pdf", ".xlsx", ".html", ".graphml"}
