"""`iomassess fmt`: files of sites and scenarios put in order, with nothing lost."""

from pathlib import Path
from typing import Annotated

import typer


def fmt(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files of sites and scenarios.")],
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 when a file is not in order.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print what would change, and do as `--check` does.")
    ] = False,
) -> None:
    """Put site files and scenarios in order: fields as the format lists them, quotes only where needed.

    Comments and everything else stay as they are. A file of which that cannot be promised is named,
    and left alone: exit code 2.

    Example: iomassess fmt sites/*.yaml
    """
    from iomassess.authoring.formatting import formatted
    from iomassess.cli.rewriting import rewrite_all

    rewrite_all(files, formatted, "in order", write=not (check or diff), diff=diff)
