"""`iomassess report`: reports for analysts, one command for each kind."""

from pathlib import Path
from typing import Annotated

import typer

_HELP = "Write a report on a site.\n\nExample: iomassess report baseline lancashire -o lancashire.md"

app = typer.Typer(no_args_is_help=True, help=_HELP, rich_markup_mode=None)


@app.callback(help=_HELP)
def _reports() -> None:
    """Write a report on a site."""


@app.command()
def baseline(
    site: Annotated[str, typer.Argument(metavar="SITE", help="A site file, or a bundled site.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Write the baseline report: where a site stands, in Markdown.

    Example: iomassess report baseline lancashire -o lancashire.md
    """
    from iomassess.assess import assess
    from iomassess.cli.loading import load_frameworks, load_sites
    from iomassess.output import emit
    from iomassess.reports import render

    frameworks = load_frameworks(None)
    facts = load_sites([site], frameworks)[0]
    emit(render("baseline", assess(facts, frameworks)), output)
