"""`iomassess migrate`: files of an older format brought to the newest."""

from pathlib import Path
from typing import Annotated

import typer


def migrate(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Files of sites, scenarios, cited sources and actions."),
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 when a file is of an older format.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print what would change, and do as `--check` does.")
    ] = False,
) -> None:
    """Bring files to the newest version of their format, a version at a time. No comment is lost.

    A file of which that cannot be promised is named, and left alone: exit code 2. Every format is in its
    first version as yet, so that there is nothing to do.

    Example: iomassess migrate sites/*.yaml
    """
    from iomassess.cli.rewriting import rewrite_all
    from iomassess.migrating import migrated

    rewrite_all(files, migrated, "migrated", write=not (check or diff), diff=diff)
