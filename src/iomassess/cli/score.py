"""`iomassess score`: the levels of one or more sites."""

import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How levels are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def score(
    sites: Annotated[
        list[str],
        typer.Argument(metavar="SITE...", help="Site files, or the names of bundled sites."),
    ],
    framework: Annotated[
        list[str] | None,
        typer.Option("--framework", "-f", metavar="ID", help="Only this framework; may be repeated."),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    fail_under: Annotated[
        int | None,
        typer.Option(
            "--fail-under",
            metavar="LEVEL",
            min=0,
            max=4,
            help="Exit with 1 when any criterion is evidenced below this level.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Score sites: for each criterion the level that is evidenced and the highest not ruled out.

    Example: iomassess score lancashire.yaml
    """
    from iomassess.assess import assess
    from iomassess.cli.loading import load_frameworks, load_sites

    frameworks = load_frameworks(framework, reasons=format_ is Format.JSON)
    assessments = [
        assess(facts, frameworks, reasons=format_ is Format.JSON) for facts in load_sites(sites, frameworks)
    ]
    if format_ is Format.JSON:
        from iomassess.exchange import gathered, to_json
        from iomassess.output import emit

        emit(to_json(gathered(assessments)), output)
    elif format_ is Format.CSV:
        from iomassess.output import emit
        from iomassess.tables import to_csv

        emit(to_csv(assessments), output)
    else:
        from iomassess.cli.lines import show
        from iomassess.tables import profile

        show([partial(profile, one) for one in assessments], output)
    if fail_under is not None:
        below = [
            f"{one.site.id}: {criterion.id} is evidenced at {criterion.evidenced}"
            for one in assessments
            for result in one.frameworks
            for criterion in result.criteria
            if criterion.not_applicable is None and criterion.evidenced < fail_under
        ]
        if below:
            print("\n".join([*below, f"{len(below)} below {fail_under}"]), file=sys.stderr)
            raise typer.Exit(1)
