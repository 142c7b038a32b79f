"""`iomassess compare`: sites side by side."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iomassess.framework import Framework
    from iomassess.results import Assessment


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
    from iomassess.cli.loading import load_frameworks
    from iomassess.comparison import compare as compare_all

    assessments = list(_assessed(sites, load_frameworks(framework), chosen=bool(framework)))
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
        from iomassess.matrix import to_markdown
        from iomassess.output import emit

        emit(to_markdown(compared), output)
    else:
        from functools import partial

        from iomassess.cli.terminal import printed
        from iomassess.matrix import print_comparison

        printed([partial(print_comparison, compared=compared)], output)


def _assessed(
    names: Sequence[str], frameworks: Sequence["Framework"], *, chosen: bool
) -> Iterator["Assessment"]:
    """Assess the sites named, and read those that are saved, in the order in which they are named."""
    from iomassess.assess import assess
    from iomassess.background import background
    from iomassess.cli.loading import load_sites

    saved = {name: _saved(name) for name in names if name.endswith(".json")}
    loaded = iter(load_sites([name for name in names if name not in saved], frameworks))
    ids = {one.id for one in frameworks}
    for name in names:
        for one in saved.get(name, ()):
            kept = tuple(result for result in one.frameworks if result.id in ids or not chosen)
            yield one._replace(frameworks=kept)
        if name not in saved:
            facts = next(loaded)
            yield assess(facts, frameworks, reasons=False)._replace(background=background(facts))


def _saved(name: str) -> tuple["Assessment", ...]:
    """Read saved assessments. Raises InvalidSource."""
    from pydantic import ValidationError

    from iomassess.exchange import from_json
    from iomassess.problems import InvalidSource, Problem

    try:
        return from_json(Path(name).read_bytes())
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        what = f"is not a file of saved assessments: {where + ': ' if where else ''}{first['msg']}"
    raise InvalidSource([Problem(name, 0, 0, "", what)])
