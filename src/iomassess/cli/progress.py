"""`iomassess progress`: what changed at a site between two waves."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How progress is printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "md"


def progress(
    before: Annotated[
        str,
        typer.Argument(metavar="BEFORE", help="The earlier wave: a site file or a saved assessment (.json)."),
    ],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The later wave of the same site.")],
    framework: Annotated[
        list[str] | None,
        typer.Option("--framework", "-f", metavar="ID", help="Only this framework; may be repeated."),
    ] = None,
    site: Annotated[
        list[str] | None,
        typer.Option(
            "--site", metavar="FILE", help="Where the site file of a saved assessment is; may be repeated."
        ),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Tell what changed between two waves of a site: practice, evidence, applicability or framework.

    Evidence that arrives is never called an improvement. Saved assessments come from
    `score --format json`.

    Example: iomassess progress baseline.json millbrook-2026.yaml
    """
    from iomassess.cli.waves import load_waves
    from iomassess.progress.changes import progress as compared

    pair = load_waves(before, after, framework, site or ())
    if format_ is Format.JSON:
        from iomassess.exchange import to_json
        from iomassess.output import emit

        emit(to_json(compared(pair)), output)
    elif format_ is Format.MARKDOWN:
        from iomassess.output import emit
        from iomassess.reports import progress_report

        emit(progress_report(pair, pictures=False).markdown, output)
    else:
        from iomassess.cli.lines import show
        from iomassess.progress.waves import print_progress

        show([partial(print_progress, compared(pair))], output)
