"""`iomassess robustness`: how firm the levels of sites are, and what is concluded between them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Annotated, Protocol

import typer


class Format(StrEnum):
    """How the findings are printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "md"


def robustness(
    sites: Annotated[
        list[str], typer.Argument(metavar="SITE...", help="One or more site files or bundled sites.")
    ],
    framework: Annotated[
        list[str] | None,
        typer.Option("--framework", "-f", metavar="ID", help="Only this framework; may be repeated."),
    ] = None,
    top: Annotated[
        int,
        typer.Option("--top", min=0, metavar="N", help="Show so many of each in the table; 0 shows all."),
    ] = 5,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Try what levels, summaries and comparisons rest on: rules, weights, criteria, sources, conflicts.

    Each conclusion is told with the number of variants in which it holds, and those that overturn it.

    Example: iomassess robustness lancashire london --framework engagement
    """
    from iomassess.cli.loading import load_frameworks, load_sites
    from iomassess.output import emit
    from iomassess.problems import InvalidSource, refused
    from iomassess.robustness.assessing import robustness as tested
    from iomassess.robustness.perturbing import sited

    saved = [name for name in sites if name.endswith(".json")]
    if saved:
        what = "is not a site file: a saved assessment has levels, and what is varied are facts"
        raise InvalidSource([one for name in saved for one in refused(name, what).problems])
    frameworks = load_frameworks(framework)
    loaded = load_sites(sites, frameworks)
    with _counting() as tick:
        found = tested([sited(facts, frameworks, tick) for facts in loaded])
    if format_ is Format.JSON:
        from iomassess.exchange import to_json

        emit(to_json(found), output)
    elif format_ is Format.MARKDOWN:
        from iomassess.reports import page
        from iomassess.robustness import steadiness

        emit(page("robustness", {"found": found, "said": steadiness}), output)
    else:
        from iomassess.cli.lines import show
        from iomassess.robustness.steadiness import steadiness as lines

        show([partial(lines, found, top)], output)


class _Tick(Protocol):
    def __call__(self) -> None: ...


_SOON = 1.0
"""Seconds that are no wait."""
_OFTEN = 0.1
"""Seconds from one count shown to the next."""


@contextmanager
def _counting() -> Iterator[_Tick]:
    """Count variants on stderr, on a terminal, once they have taken more than a second."""
    due, done, shown = monotonic() + _SOON, 0, False
    quiet = sys.stderr is None or not sys.stderr.isatty()

    def tick() -> None:
        nonlocal due, done, shown
        done += 1
        if not quiet and monotonic() > due:
            due, shown = monotonic() + _OFTEN, True
            print(f"\r{done} variants scored", end="", file=sys.stderr, flush=True)

    try:
        yield tick
    finally:
        if shown:
            print(f"\r{' ' * len(f'{done} variants scored')}\r", end="", file=sys.stderr, flush=True)
