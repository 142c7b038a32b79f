"""Check files and folders of sites and frameworks, and say what their statements settle."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from iomassess.assess import unknown_criteria
from iomassess.citations import is_cited, load_cited
from iomassess.examples import load_examples
from iomassess.facts import Facts
from iomassess.findings import load_findings
from iomassess.framework import Framework, load_framework
from iomassess.levels import climb
from iomassess.loading import load_facts
from iomassess.places import find_site, frameworks, shown
from iomassess.problems import InvalidSource, Problem
from iomassess.source import read
from iomassess.wording import either, read_back


@dataclass(frozen=True, slots=True)
class Checked:
    """One file or framework folder: its problems, and a sound site's facts."""

    path: Path
    problems: tuple[Problem, ...] = ()
    facts: Facts | None = None


def check_path(path: Path) -> Iterator[Checked]:
    """Check the file of a site or a cited source, a framework, findings, or all of these in a folder."""
    if not path.is_dir():
        yield _file(find_site(str(path)))
    elif (path / "framework.yaml").exists():
        yield _framework(path)
    elif path.resolve().name == "findings":
        yield _findings(path)
    else:
        found = [
            *(_framework(one.parent) for one in sorted(path.glob("*/framework.yaml"))),
            *(_findings(one) for one in [path / "findings"] if one.is_dir()),
            *(_file(one) for one in sorted(path.glob("*.yaml"))),
        ]
        if not found:
            what = "holds no site files and no frameworks"
            found = [Checked(path, (Problem(str(path), 0, 0, "", what),))]
        yield from found


def _file(path: Path) -> Checked:
    try:
        source = read(path, shown(path))
        if is_cited(source):
            load_cited(source)
            return Checked(path)
        facts = load_facts(source)
    except InvalidSource as error:
        return Checked(path, error.problems)
    if facts.site.not_applicable:
        loaded = [load_framework(folder) for folder in frameworks()]
        return Checked(path, tuple(unknown_criteria(facts, loaded)), facts)
    return Checked(path, facts=facts)


def _findings(folder: Path) -> Checked:
    try:
        load_findings(folder)
    except InvalidSource as error:
        return Checked(folder, error.problems)
    return Checked(folder)


def _framework(folder: Path) -> Checked:
    try:
        load_framework(folder)
        for example in load_examples(folder):
            load_facts(example.source)
    except InvalidSource as error:
        return Checked(folder, error.problems)
    return Checked(folder)


def described(facts: Facts) -> Iterator[str]:
    """Each statement of a site as a sentence, with the rungs that it settles."""
    loaded = [load_framework(folder) for folder in frameworks()]
    missed = _missed(facts, loaded)
    for statement in facts.statements:
        place = facts.source.place(statement.loc)[0] if facts.source else 0
        name = facts.source.name if facts.source else ""
        yield f"{name}:{place}: {read_back(statement, facts)}"
        settled = missed - _missed(facts.without(statement), loaded)
        yield f"    {_settled(settled)}"


def _settled(rungs: set[tuple[str, int]]) -> str:
    """Say which rungs are ruled out by a statement, criterion by criterion."""
    if not rungs:
        return "rules out no rung by itself"
    levels: dict[str, list[int]] = {}
    for criterion, level in sorted(rungs):
        levels.setdefault(criterion, []).append(level)
    said = (f"{key} at {either(map(str, some), 'and')}" for key, some in levels.items())
    return f"rules out {'; '.join(said)}"


def _missed(facts: Facts, loaded: list[Framework]) -> set[tuple[str, int]]:
    """The rungs that are ruled out."""
    return {
        (criterion.id, level)
        for framework in loaded
        for criterion in framework.criteria
        for level, outcome in enumerate(climb(criterion, facts), start=1)
        if outcome.truth is False
    }
