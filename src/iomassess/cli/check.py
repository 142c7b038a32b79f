"""`iomassess check`: whether site and framework files are sound, and how well a site is coded."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iomassess import checkformats
from iomassess.cli.jobs import Jobs

if TYPE_CHECKING:
    from iomassess.notices import Severity, Tally

EXIT_FOUND = 1
EXIT_UNUSABLE = 2


class FailOn(StrEnum):
    """How grave a notice must be to fail the check."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


def _known(name: str) -> str:
    if name not in checkformats.names():
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(checkformats.names())}.")
    return name


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Site files, scenarios, framework folders, or folders of these."),
    ] = None,
    statements: Annotated[
        bool,
        typer.Option(
            "--statements",
            help="Read every `absent` and `complete` back as a sentence, with the rungs it settles.",
        ),
    ] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", metavar="RULE", help="Say what a rule is for; `list` or `all` for every one."
        ),
    ] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="|".join(checkformats.names()),
            help="How to tell what is found.",
            callback=_known,
            autocompletion=checkformats.names,
        ),
    ] = "text",
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The least grave that ends the command with 1.")
    ] = FailOn.ERROR,
    jobs: Jobs = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Check site and framework files: everything wrong in every file, with its place and its rule.

    Exit code 0 when nothing is as grave as `--fail-on`, 1 when something is, 2 when there is nothing
    that could be checked.

    Example: iomassess check sites frameworks
    """
    from iomassess.checkformats.text import pieces
    from iomassess.checking import look_all, parts_at
    from iomassess.cli.bar import counted
    from iomassess.notices import Review, Tally
    from iomassess.output import emit, emit_all

    if explain is not None:
        if files:
            raise typer.BadParameter("no files go with it.", param_hint="'--explain'")
        emit(_explained(explain), output)
        return
    if not files:
        raise typer.BadParameter("name at least one file or folder.", param_hint="'FILE...'")
    if statements and format_ != "text":
        raise typer.BadParameter("goes with the format `text` only.", param_hint="'--statements'")
    parts = [str(part) for path in files for part in parts_at(path)]
    at_once = format_ == "text"
    tally = Tally()
    found = counted(look_all(parts, statements=statements, jobs=jobs), len(parts), printed=at_once)
    looked = tally.of(found)
    if at_once:
        emit_all(pieces(looked), output)
    else:
        emit(checkformats.written(format_, Review(tuple(looked), fail_on.value)), output)
    _end(tally, fail_on.value)


def _end(tally: "Tally", fail_on: "Severity") -> None:
    """Say on stderr what could not be checked and what it came to; end with the exit code."""
    for one in tally.unusable:
        print(one.problem.shown(), file=sys.stderr)
    print(tally, file=sys.stderr)
    if tally.unusable:
        raise typer.Exit(EXIT_UNUSABLE)
    if tally.fails(fail_on):
        raise typer.Exit(EXIT_FOUND)


def _explained(asked: str) -> str:
    """What a rule is for, or a list of all. Raises InvalidSource."""
    from iomassess.problems import refused, suggest
    from iomassess.rules import explained, listed, rules

    if asked == "list":
        return listed()
    if asked == "all":
        return "\n\n".join(map(explained, rules()))
    for rule in rules():
        if asked == rule.id:
            return explained(rule)
    ids = [rule.id for rule in rules()]
    short = {one.split("/")[1]: one for one in ids}
    meant = short.get(asked)
    hint = f"; did you mean `{meant}`?" if meant else suggest(asked, [*ids])
    raise refused(asked, f"there is no such rule{hint}")
