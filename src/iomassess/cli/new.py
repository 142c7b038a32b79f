"""`iomassess new`: a site file to begin with."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def new(
    site: Annotated[str, typer.Argument(metavar="SITE", help="The site's name, such as `West Yorkshire`.")],
    from_csv: Annotated[
        list[Path] | None,
        typer.Option(
            "--from-csv",
            metavar="FILE",
            help="Take agencies, members and sources from a CSV, XLSX or ODS file; may be repeated.",
        ),
    ] = None,
    wave: Annotated[str, typer.Option("--wave", help="Which assessment of the site this is.")] = "baseline",
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="The time that the facts describe; this month if not given."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The file to make; SITE.yaml if not given."),
    ] = None,
) -> None:
    """Make a site file with every section explained, in which nothing is known yet.

    A file that is there already is never overwritten. Tables are CSV files named `agencies`, `members`
    or `sources`, or such sheets of a workbook; their columns are the fields of the format.

    Example: iomassess new "West Yorkshire" --from-csv agencies.csv --from-csv members.csv
    """
    from datetime import UTC, datetime

    from iomassess.authoring.gathering import Gathered, check, gather
    from iomassess.authoring.skeleton import id_from, skeleton
    from iomassess.authoring.spreadsheets import tables
    from iomassess.output import emit
    from iomassess.problems import refused

    name = Path(site).stem if site.endswith(".yaml") else site.strip()
    if not name.isprintable():
        raise refused("SITE", "is not a name: it has characters that cannot be printed")
    key = id_from(name, otherwise="site")
    path = output or (Path(site) if site.endswith(".yaml") else Path(f"{key}.yaml"))
    if path.exists() or path.is_symlink():
        raise refused(str(path), "is there already, and is not overwritten")
    gathered = Gathered({}, {}, ())
    if from_csv:
        gathered = gather(table for one in from_csv for table in tables(one))
        for shown in gathered.ignored:
            print(f"{shown}: not read, as it is not named agencies, members or sources", file=sys.stderr)
    head = {
        "id": key,
        "name": name.replace("-", " ").title() if name == key else name,
        "wave": wave,
        "as_of": as_of or f"{datetime.now(UTC).astimezone():%Y-%m}",
    }
    text = skeleton(head, gathered.records, _schema(path))
    check(text, str(path), gathered)
    emit(text, path)
    print(f"{path}: made; `iomassess check {path}` says what is wrong as you write", file=sys.stderr)


def _schema(path: Path) -> str | None:
    """The schema that lies beside a file, or beside its folder, for its editor; None where none does."""
    known = ("site-1.json", "schemas/site-1.json", "../schemas/site-1.json")
    return next((one for one in known if (path.parent / one).is_file()), None)
