"""`iomassess compare`: sites side by side."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a comparison is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "md"


def compare(
    sites: Annotated[
        list[str],
        typer.Argument(
            metavar="SITE...",
            help="Two or more site files, bundled sites, or assessments saved by `score --format json`.",
        ),
    ],
    framework: Annotated[
        list[str] | None,
        typer.Option("--framework", "-f", metavar="ID", help="Only this framework; may be repeated."),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Compare sites: their levels, what tells them apart for certain, and who takes part.

    Intervals that overlap are not ranked. Levels of different framework versions are not compared.

    Example: iomassess compare lancashire london nottinghamshire west-yorkshire
    """
    from iomassess.cli.loading import assess_all, load_frameworks
    from iomassess.comparison.comparing import compare as compare_all

    written = format_ is Format.MARKDOWN
    loaded = assess_all(sites, load_frameworks(framework), chosen=bool(framework), reasons=written)
    assessments = loaded.assessments
    compared = compare_all(assessments)
    if format_ is Format.JSON:
        from iomassess.exchange import to_json
        from iomassess.output import emit

        emit(to_json(compared), output)
    elif format_ is Format.CSV:
        from iomassess.output import emit
        from iomassess.tables import to_csv

        emit(to_csv(assessments), output)
    elif format_ is Format.MARKDOWN:
        from iomassess.output import emit
        from iomassess.reports import report

        emit(report("comparison", assessments, pictures=False).markdown, output)
    else:
        from functools import partial

        from iomassess.cli.terminal import printed
        from iomassess.comparison.matrix import print_comparison

        printed(partial(print_comparison, compared=compared), output)
