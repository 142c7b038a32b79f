"""Whether a file of actions is sound, and each of them of some use to the frameworks beside it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from iomassess.framework.reading import Framework, load_framework
from iomassess.plans.actions import load_file
from iomassess.plans.idleness import Idle, idle
from iomassess.problems import InvalidSource, Problem
from iomassess.source import Source


class Tried(NamedTuple):
    """What is wrong with a file of actions, and why nobody looked whether they are of use."""

    problems: tuple[Problem, ...]
    unseen: Problem | None = None


def tried(source: Source, path: Path) -> Tried:
    """Check a file of actions; frameworks are looked for in the folders beside it."""
    try:
        actions, _ = load_file(source, path.parent)
    except InvalidSource as error:
        return Tried(error.problems)
    folder = path.resolve().parent
    found = sorted(one.parent for one in folder.glob("*/framework.yaml"))
    if not found:
        return Tried((), _unseen(source, "there is no framework beside this"))
    frameworks: list[Framework] = []
    for one in found:
        try:
            frameworks.append(load_framework(one))
        except InvalidSource:
            return Tried((), _unseen(source, f"the framework `{one.name}` is not sound"))
    rungs = (rung for one in frameworks for criterion in one.criteria for rung in criterion.rungs)
    return Tried(tuple(_told(source, idle(actions, (rung.condition for rung in rungs)))))


def _unseen(source: Source, why: str) -> Problem:
    what = f"{why}, so whether each action can change a level was not looked at"
    return source.problem(("actions",), what, rule="framework/actions-unseen")


def _told(source: Source, found: list[Idle]) -> Iterator[Problem]:
    for one in found:
        values = ", ".join(f"`{place[-1]}`" for place in dict.fromkeys(one.by))
        what = "can change no level: no rung of a framework here asks for what it sets"
        hint = f"; with another value of {values} it could" if values else ""
        more = ", and no action that can change one waits for it"
        yield source.problem(("actions", one.id), f"{what}{more}{hint}", rule="framework/idle-action")
