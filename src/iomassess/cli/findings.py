"""`iomassess findings`: what the source says across sites, tested at each."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "md"


def findings(
    sites: Annotated[
        list[str],
        typer.Argument(metavar="SITE...", help="Site files, or the names of bundled sites."),
    ],
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Test the study's statements across sites, each on facts from elsewhere.

    Example: iomassess findings lancashire london nottinghamshire west-yorkshire
    """
    from iomassess import places
    from iomassess.cli.loading import load_sites
    from iomassess.findings.evaluating import find, load_findings
    from iomassess.output import emit

    claims = load_findings(places.bundled("frameworks") / "findings")
    found = find(claims, load_sites(sites))
    if format_ is Format.JSON:
        from iomassess.exchange import to_json

        emit(to_json(found), output)
    elif format_ is Format.MARKDOWN:
        from iomassess.reports import report

        emit(report("findings", (), findings=found, pictures=False).markdown, output)
    else:
        from functools import partial

        from iomassess.cli.terminal import printed
        from iomassess.findings.verdicts import print_findings

        printed(partial(print_findings, found=found), output)
