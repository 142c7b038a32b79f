"""`iomassess watch`: a site's levels, again after each save."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iomassess.framework.reading import Framework
    from iomassess.results import Assessment


def watch(
    site: Annotated[str, typer.Argument(metavar="SITE", help="A site file.")],
    framework: Annotated[
        list[str] | None,
        typer.Option("--framework", "-f", metavar="ID", help="Only this framework; may be repeated."),
    ] = None,
    interval: Annotated[
        float, typer.Option("--interval", metavar="SECONDS", min=0.05, help="How often to look.")
    ] = 0.5,
) -> None:
    """Score a site now and after each save, until Ctrl-C; and say which levels have moved.

    What is wrong with a file that is not sound goes to stderr, and watching goes on. Frameworks are
    read once. Exit code 0 at Ctrl-C.

    Example: iomassess watch millbrook.yaml
    """
    from iomassess import places
    from iomassess.cli.loading import load_frameworks, load_sites
    from iomassess.watching import saves

    path = places.find_site(site)
    frameworks = load_frameworks(framework, reasons=False)
    if not places.is_file(path):
        load_sites([site])  # says so, and what may have been meant
    try:
        before = _scored(site, frameworks, None)
        print(f"watching {places.shown(path)}; Ctrl-C ends it", file=sys.stderr, flush=True)
        for there in saves(path, interval):
            if there:
                before = _scored(site, frameworks, before) or before
            else:
                print(f"{places.shown(path)}: has gone; waiting for it", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        raise typer.Exit from None


def _scored(site: str, frameworks: "list[Framework]", before: "Assessment | None") -> "Assessment | None":
    """Print the levels and what has moved; None, with the problems printed, where the file is unsound."""
    from functools import partial

    from iomassess.assess import assess
    from iomassess.cli.lines import show
    from iomassess.cli.loading import load_sites
    from iomassess.problems import InvalidSource
    from iomassess.tables import profile

    try:
        (facts,) = load_sites([site], frameworks)
    except InvalidSource as error:
        for problem in error.problems:
            print(problem.shown(), file=sys.stderr, flush=True)
        return None
    now = assess(facts, frameworks, reasons=False)
    show([partial(profile, now)], None)
    if before is not None:
        print("\n".join(_moved(before, now) or ["no level has moved"]), flush=True)
    return now


def _moved(before: "Assessment", now: "Assessment") -> list[str]:
    levels = {one.id: one for framework in before.frameworks for one in framework.criteria}
    return [
        f"{one.id}: {_level(levels[one.id].evidenced, levels[one.id].possible)} is now "
        f"{_level(one.evidenced, one.possible)}"
        for framework in now.frameworks
        for one in framework.criteria
        if (one.evidenced, one.possible) != (levels[one.id].evidenced, levels[one.id].possible)
    ]


def _level(evidenced: int, possible: int) -> str:
    return str(evidenced) if evidenced == possible else f"{evidenced}-{possible}"
