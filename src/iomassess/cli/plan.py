"""`iomassess plan`: the fewest actions that bring a site to its targets."""

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iomassess.framework.reading import Criterion, Framework
    from iomassess.problems import Problem


class Format(StrEnum):
    """How a plan is printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "md"


def plan(
    site: Annotated[str, typer.Argument(metavar="SITE", help="A site file, or a bundled site.")],
    target: Annotated[
        list[str] | None,
        typer.Option(
            "--target",
            metavar="LEVEL",
            help="A level, 0 to 4; `framework`: its own targets; or CRITERION=LEVEL for that criterion "
            "alone, which may be repeated.",
        ),
    ] = None,
    max_actions: Annotated[
        int | None,
        typer.Option("--max-actions", min=1, metavar="N", help="No more actions: those that raise most."),
    ] = None,
    effort: Annotated[
        bool, typer.Option("--effort", help="Look for the least effort, not for the fewest actions.")
    ] = False,
    framework: Annotated[
        list[str] | None,
        typer.Option("--framework", "-f", metavar="ID", help="Only this framework; may be repeated."),
    ] = None,
    scenario: Annotated[
        Path | None,
        typer.Option("--scenario", metavar="FILE", help="Write the plan as a scenario too, for whatif."),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Find the fewest actions that bring a site to its targets, and prove it by scoring the result.

    Each step tells what it raises, what must come first, and what would do in its place.

    Example: iomassess plan west-midlands --max-actions 5
    """
    from iomassess import places
    from iomassess.cli.loading import load_frameworks, load_sites
    from iomassess.output import emit
    from iomassess.plans.actions import load_actions
    from iomassess.plans.choosing import choose
    from iomassess.plans.planner import MOST_STEPS, Planner
    from iomassess.plans.proposing import propose
    from iomassess.problems import refused

    frameworks = load_frameworks(framework)
    aims = _aims(target or ["framework"], frameworks)
    actions = load_actions(_folders(framework, places.frameworks()))
    if not actions.actions:
        raise refused("actions.yaml", "there is none beside the frameworks, so there is nothing to plan with")
    facts = load_sites([site], frameworks)[0]
    planner = Planner(facts, frameworks, actions, aims, by_effort=effort, tell=_telling())
    if len(planner.in_play) > MOST_STEPS:
        raise refused(
            facts.source.name if facts.source else site,
            f"is too large to plan for whole: {len(planner.in_play):,} steps bear on the levels aimed at, "
            f"and a plan is sought among {MOST_STEPS:,} at most; aim at fewer of them with --framework ID or "
            "--target CRITERION=LEVEL",
        )
    proposal = propose(planner, choose(planner, max_actions), frameworks, actions)
    if scenario is not None:
        emit(proposal.scenario, scenario)
    if format_ is Format.JSON:
        from iomassess.exchange import to_json

        emit(to_json(proposal.plan), output)
    elif format_ is Format.MARKDOWN:
        from iomassess.plans.lines import firm, summary
        from iomassess.reports import page

        emit(page("plan", {"plan": proposal.plan, "summary": summary, "firm": firm}), output)
    else:
        from iomassess.cli.lines import show
        from iomassess.plans.lines import lines

        show([partial(lines, proposal.plan)], output)


def _folders(chosen: Sequence[str] | None, bundled: Sequence[Path]) -> list[Path]:
    """The folders of the frameworks chosen, beside which their actions stand."""
    known = {folder.name: folder for folder in bundled}
    return [known.get(one, Path(one)) for one in chosen] if chosen else list(known.values())


def _aims(target: Sequence[str], frameworks: "Sequence[Framework]") -> "Callable[[Criterion], int | None]":
    """The level to reach at each criterion. Raises InvalidSource with every problem of the option."""
    from iomassess.problems import InvalidSource, refused, suggest

    known = [one.id for framework in frameworks for one in framework.criteria]
    problems: list[Problem] = []
    levels: dict[str, int] = {}
    for one in target:
        criterion, given, level = one.rpartition("=")
        if given and criterion not in known:
            problems += refused(
                f"--target {one}", f"there is no such criterion{suggest(criterion, known)}"
            ).problems
        elif level in _LEVELS:
            levels[criterion] = int(level)
        elif given or level != "framework":
            what = "is a level from 0 to 4, `framework`, or CRITERION=LEVEL"
            problems += refused(f"--target {one}", what).problems
    if problems:
        raise InvalidSource(problems)
    of_the_framework = "framework" in target

    def aimed(criterion: "Criterion") -> int | None:
        own = criterion.target.level if criterion.target and of_the_framework else None
        return levels.get(criterion.id, levels.get("", own))

    return aimed


_LEVELS = ("0", "1", "2", "3", "4")
_EVERY = 1.0
"""Seconds from one word of progress to the next."""


def _telling() -> "Callable[[int], None]":
    """Say on stderr how far the search has come, once it takes longer than a second."""
    begun = monotonic()
    told = [begun]

    def tell(tried: int) -> None:
        now = monotonic()
        if now - told[0] >= _EVERY and sys.stderr is not None:
            told[0] = now
            print(f"looking for a plan: {tried} sets of steps tried, {now - begun:.0f} s", file=sys.stderr)

    return tell
