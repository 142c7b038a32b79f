"""`iomassess check`: whether site and framework files are sound."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Site files, framework folders, or folders of either."),
    ],
    statements: Annotated[
        bool,
        typer.Option(
            "--statements",
            help="Read every `absent` and `complete` back as a sentence, with the rungs it settles.",
        ),
    ] = False,
) -> None:
    """Check site and framework files; every problem of every file, with its place.

    Exit code 0 when all are sound, 2 when any is not. Totals that their parts do not come to, with
    no conflict recorded, are told as warnings.

    Example: iomassess check sites/*.yaml frameworks
    """
    from iomassess.arithmetic import disagreements
    from iomassess.checking import check_path, described
    from iomassess.problems import InvalidSource, Problem

    problems: list[Problem] = []
    doubts: list[Problem] = []
    sound = 0
    for path in files:
        for checked in check_path(path):
            problems += checked.problems
            sound += not checked.problems
            if checked.facts is not None:
                doubts += disagreements(checked.facts)
            if statements and checked.facts is not None:
                for line in described(checked.facts):
                    print(line)
    if problems:
        raise InvalidSource(problems)
    for doubt in doubts:
        print(f"warning: {doubt.shown()}", file=sys.stderr)
    print(f"{sound} sound", file=sys.stderr)
