"""`iomassess whatif`: what scenarios would change at a site."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iomassess.engine.facts import Facts
    from iomassess.framework.reading import Framework
    from iomassess.scenario.file import Scenario
    from iomassess.scenario.supposing import Supposition
    from iomassess.scenario.whatif import Head


class Format(StrEnum):
    """How changes are printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "md"


def whatif(
    site: Annotated[str, typer.Argument(metavar="SITE", help="A site file, or a bundled site.")],
    scenarios: Annotated[
        list[str],
        typer.Argument(metavar="SCENARIO...", help="Scenario files, or bundled scenarios, in their order."),
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
    """Show what scenarios would change at a site: which levels move and why, and which do not and why.

    Each scenario is carried out on top of those before it. The site file is never touched.

    Example: iomassess whatif west-midlands west-midlands-seats
    """
    from iomassess.assess import assess
    from iomassess.cli.loading import load_frameworks, load_sites
    from iomassess.output import emit
    from iomassess.scenario.whatif import what_if

    frameworks = load_frameworks(framework)
    facts = load_sites([site], frameworks)[0]
    supposed = _supposed(facts, scenarios)
    found = what_if(
        assess(facts, frameworks),
        [
            (
                _head(one, frameworks),
                assess(one.facts, frameworks),
                {".".join(map(str, loc)): place for loc, place in one.places.items()},
            )
            for one in supposed
        ],
    )
    if format_ is Format.JSON:
        from iomassess.exchange import to_json

        emit(to_json(found), output)
    elif format_ is Format.MARKDOWN:
        from iomassess.reports import page

        emit(page("whatif", {"found": found}), output)
    else:
        from iomassess.cli.lines import show
        from iomassess.scenario.shifts import shifts

        show([partial(shifts, found)], output)


def _supposed(facts: "Facts", names: Sequence[str]) -> "list[Supposition]":
    """Carry scenarios out in order. Raises InvalidSource with all problems that can be seen at once."""
    from iomassess import places
    from iomassess.problems import InvalidSource, Problem, near, refused
    from iomassess.scenario.file import read_scenario
    from iomassess.scenario.supposing import suppose
    from iomassess.source import read

    read_ones: list[Scenario] = []
    problems: list[Problem] = []
    for name in names:
        path = places.find_scenario(name)
        known = sorted(one.stem for one in places.bundled("scenarios").glob("*.yaml"))
        if path == Path(name) and not places.exists(path) and (hint := near(path.stem, known)):
            problems += refused(name, f"there is no such file{hint}").problems
            continue
        try:
            read_ones.append(read_scenario(read(path, places.shown(path))))
        except InvalidSource as error:
            problems += error.problems
    ids = [one.id for one in read_ones]
    for one in sorted({one for one in ids if ids.count(one) > 1}):
        problems += refused(one, "is here twice: name each scenario once").problems
    found: list[Supposition] = []
    for nth, scenario in enumerate(read_ones):
        if problems and nth:  # it would stand on one that cannot be carried out
            problems += scenario.problems
            continue
        try:
            found.append(suppose(found[-1] if found else facts, scenario))
        except InvalidSource as error:
            problems += error.problems
    if problems:
        raise InvalidSource(problems)
    return found


def _head(found: "Supposition", frameworks: "Sequence[Framework]") -> "Head":
    """What a scenario is, and what carrying it out comes to."""
    from iomassess.results import Recommended
    from iomassess.scenario.supposing import titles
    from iomassess.scenario.whatif import Assumed, Head, NoLonger

    scenario = found.scenario
    return Head(
        scenario.id,
        scenario.name,
        scenario.about,
        scenario.source.name,
        tuple(
            Recommended(one, next(filter(None, (each.says(one) for each in frameworks)), None))
            for one in scenario.implements
        ),
        tuple(Assumed(*one) for one in titles(found)),
        tuple(NoLonger(one.says, one.of, one.file, one.line) for one in found.given_way),
    )
