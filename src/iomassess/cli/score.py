"""`iomassess score`: the levels of one or more sites."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iomassess.cli.jobs import Jobs
from iomassess.problems import InvalidSource, Problem

if TYPE_CHECKING:
    from iomassess.portfolio import Form, Told

EXIT_BELOW = 1
EXIT_UNUSABLE = 2


class Format(StrEnum):
    """How levels are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


_FORMS: "dict[Format, Form]" = {
    Format.TABLE: "table",
    Format.JSON: "json",
    Format.CSV: "csv",
    Format.JSONL: "jsonl",
    Format.PARQUET: "jsonl",  # which is made into Parquet at the end
}


def _engines() -> list[str]:
    from iomassess.workers import executors

    return executors()


def score(
    sites: Annotated[
        list[str],
        typer.Argument(
            metavar="SITE...", help="Site files, names of bundled sites, folders of site files, patterns."
        ),
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
    jobs: Jobs = None,
    executor: Annotated[
        str | None,
        typer.Option(
            "--executor",
            metavar="NAME",
            help="Have the work done by the machines of a cluster: dask, ray, spark, or any other installed.",
            autocompletion=_engines,
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Score sites: for each criterion the level that is evidenced and the highest not ruled out.

    A table and JSON of sites named one by one are printed whole, or not at all when a file is unsound. Of
    a folder or a pattern, and as CSV, JSON lines or Parquet, each site is told as soon as it is scored; an
    unsound one is reported, the rest are done, and the exit code is 2.

    Example: iomassess score lancashire.yaml
    """
    from iomassess import portfolio
    from iomassess.cli.bar import counted
    from iomassess.cli.lines import width
    from iomassess.cli.loading import framework_folders, site_files

    if format_ is Format.PARQUET and output is None:
        raise typer.BadParameter("goes into a file: name it with `-o`.", param_hint="'--format parquet'")
    folders = framework_folders(framework)
    named = site_files(sites)
    wanted = portfolio.Wanted(
        form=_FORMS[format_],
        frameworks=tuple(map(str, folders)),
        width=width(output),
        bar=fail_under,
    )
    told = portfolio.scored(wanted, named.files, jobs=jobs, executor=executor)
    told = counted(told, len(named.files), printed=output is None)
    tally = _Tally()
    if named.one_by_one and format_ in (Format.TABLE, Format.JSON):
        told = iter(_all_sound(told, named.problems))
    else:
        tally.report(named.problems)
    _write(tally.sound(told), format_, output)
    tally.end(fail_under)


def _all_sound(told: "Iterable[Told]", problems: Iterable[Problem]) -> "list[Told]":
    """What is told of all sites. Raises InvalidSource with every problem of all of them."""
    whole = list(told)
    found = [*problems, *(one for each in whole for one in each.problems)]
    if found:
        raise InvalidSource(found)
    return whole


class _Tally:
    """Reports on stderr what is wrong with sites and which criteria are below the bar, and counts."""

    def __init__(self) -> None:
        self.scored = self.unsound = self.problems = self.below = 0

    def sound(self, told: "Iterable[Told]") -> "Iterator[Told]":
        """Let sound sites through."""
        for one in told:
            if one.problems:
                self.report(one.problems)
                continue
            self.scored += 1
            self.below += len(one.below)
            for line in one.below:
                print(line, file=sys.stderr)
            yield one

    def report(self, problems: Sequence[Problem]) -> None:
        """Report what is wrong with one thing that was named."""
        for problem in problems:
            print(problem.shown(), file=sys.stderr)
        self.problems += len(problems)
        self.unsound += bool(problems)

    def end(self, bar: int | None) -> None:
        """Say what it came to, and end with the exit code."""
        if self.below:
            print(f"{self.below} below {bar}", file=sys.stderr)
        if self.problems:
            many = "s" * (self.problems > 1)
            if self.scored or many:
                counted = f"{self.scored} scored, {self.unsound} not: {self.problems} problem{many}"
                print(counted, file=sys.stderr)
            raise typer.Exit(EXIT_UNUSABLE)
        if self.below:
            raise typer.Exit(EXIT_BELOW)


def _write(told: "Iterator[Told]", format_: Format, output: Path | None) -> None:
    """Write what is told of each site as it comes, and nothing where there is none."""
    from itertools import chain

    from iomassess.output import emit_all

    first = next(told, None)
    if first is None:
        return
    told = chain([first], told)
    if format_ is Format.TABLE:
        from iomassess.cli.lines import show_each

        show_each((one.lines for one in told), output)
        return
    texts: Iterator[str] = (one.text for one in told)
    if format_ is Format.JSON:
        from iomassess.exchange import joined

        texts = joined(texts)
    elif format_ is Format.CSV:
        from iomassess.tables import csv_header

        texts = chain([csv_header()], texts)
    if format_ is Format.PARQUET and output is not None:
        from iomassess.store import write_parquet
        from iomassess.tables import COLUMNS

        write_parquet(texts, COLUMNS, output)
    else:
        emit_all(texts, output)
