"""`iomassess fmt`: site files put in order, with nothing lost."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def fmt(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Site files.")],
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 when a file is not in order.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print what would change, and do as `--check` does.")
    ] = False,
) -> None:
    """Put site files in order: fields as the format lists them, quotes only where they are needed.

    Comments and everything else stay as they are. A file of which that cannot be promised is named,
    and left alone: exit code 2.

    Example: iomassess fmt sites/*.yaml
    """
    from iomassess.cli.rewriting import rewrite
    from iomassess.formatting import formatted
    from iomassess.output import emit
    from iomassess.places import shown
    from iomassess.problems import InvalidSource, Problem
    from iomassess.source import read

    problems: list[Problem] = []
    changed = 0
    for path in dict.fromkeys(files):
        try:
            before = read(path, shown(path))
            after = formatted(before)
        except InvalidSource as error:
            problems += error.problems
            continue
        if after.text == before.text:
            continue
        changed += 1
        if diff:
            emit(_difference(before.name, before.text, after.text), None)
        if check or diff:
            print(f"{before.name}: would be changed", file=sys.stderr)
        else:
            rewrite(path, before, after)
            print(f"{before.name}: changed", file=sys.stderr)
    if problems:
        raise InvalidSource(problems)
    if changed and (check or diff):
        raise typer.Exit(1)


def _difference(name: str, before: str, after: str) -> str:
    from difflib import unified_diff

    lines = unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), name, f"{name} (in order)"
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
