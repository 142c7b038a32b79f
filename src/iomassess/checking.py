"""Check files and folders of sites and frameworks, and say what their statements settle."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from iomassess.assess import unknown_criteria
from iomassess.engine.facts import Facts
from iomassess.findings.evaluating import load_findings
from iomassess.framework.citations import is_cited, load_cited
from iomassess.framework.examples import load_examples
from iomassess.framework.reading import Framework, load_framework
from iomassess.levels import climb
from iomassess.lint import linted
from iomassess.loading import load_facts
from iomassess.notices import Looked, Notice, Severity
from iomassess.places import exists, find_scenario, find_site, frameworks, is_file, is_folder, shown
from iomassess.problems import InvalidSource, Problem
from iomassess.readings import line_of
from iomassess.source import Source, read
from iomassess.wording import either, read_back
from iomassess.workers import done


@dataclass(frozen=True, slots=True)
class Checked:
    """One file or framework folder: its problems, and a sound site's facts."""

    path: Path
    problems: tuple[Problem, ...] = ()
    facts: Facts | None = None
    notes: tuple[Problem, ...] = ()
    """What is worth knowing and not wrong."""


def look_all(parts: Sequence[str], *, statements: bool = False, jobs: int | None = None) -> Iterator[Looked]:
    """What is told of each file and each folder of a framework or findings, in order.

    They are named by text, as paths of very many files take much room.
    """
    _bundled()  # so that processes that are forked have it
    return done(partial(_look_at, statements=statements), parts, jobs=jobs)


def _look_at(parts: Sequence[str], *, statements: bool) -> list[Looked]:
    return [look(_check(Path(part)), statements=statements) for part in parts]


def check_path(path: Path) -> Iterator[Checked]:
    """Check the file of a site, scenario, source or actions, a framework, findings, or a folder of these."""
    yield from map(_check, parts_at(path))


def parts_at(path: Path) -> list[Path]:
    """The files and the folders of frameworks and findings that stand in a folder; else the path itself."""
    if not is_folder(path) or (path / "framework.yaml").exists() or path.resolve().name == "findings":
        return [path]
    found = [
        *(one.parent for one in sorted(path.glob("*/framework.yaml"))),
        *(one for one in [path / "findings"] if one.is_dir()),
        *sorted(path.glob("*.yaml")),
    ]
    return found or [path]


def _check(part: Path) -> Checked:
    if not is_folder(part):
        found = find_site(str(part))
        return _file(found if is_file(found) else find_scenario(str(part)))
    if (part / "framework.yaml").exists():
        return _framework(part)
    if part.resolve().name == "findings":
        return _findings(part)
    what = "holds no site files and no frameworks"
    return Checked(part, (Problem(_clean(str(part)), 0, 0, "", what, rule="file/nothing-to-check"),))


def look(checked: Checked, *, statements: bool = False) -> Looked:
    """What is told of a file that was checked: its problems and, of a sound site, what the lint finds.

    With `statements`, what a site says of whole lists is read back as well.
    """
    told = [*map(_notice, checked.problems), *(_notice(one, "note") for one in checked.notes)]
    if checked.facts is None:
        return Looked(_name(checked.path), tuple(told))
    loaded = _bundled()
    found = linted(checked.facts, loaded.frameworks)
    told += map(_notice, loaded.problems)
    read = tuple(described(checked.facts)) if statements else ()
    return Looked(_name(checked.path), (*told, *found.notices), found.suppressed, read)


def _notice(problem: Problem, severity: Severity = "error") -> Notice:
    """A problem as a notice; in folders of frameworks its path is as that folder's was written."""
    if problem.path.startswith(("/", ".")) or Path(problem.path).is_absolute():
        problem = problem._replace(path=_name(Path(problem.path)))
    return Notice(problem.rule, severity, problem, problem.subject)


def _name(path: Path) -> str:
    """A path as it is told: below the working directory, where it is."""
    return _clean(shown(path) if exists(path) else str(path))


def _clean(name: str) -> str:
    """A name that can be written as UTF-8."""
    return name.encode(errors="backslashreplace").decode()


class _Bundled(NamedTuple):
    """The frameworks that sites are looked at for, and what is wrong with them."""

    frameworks: tuple[Framework, ...]
    problems: tuple[Problem, ...]


@cache
def _bundled() -> _Bundled:
    """Load the bundled frameworks once, however many sites are checked."""
    loaded: list[Framework] = []
    problems: list[Problem] = []
    for folder in frameworks():
        try:
            loaded.append(load_framework(folder))
        except InvalidSource as error:
            problems += error.problems
    return _Bundled(tuple(loaded), tuple(problems))


def _file(path: Path) -> Checked:
    try:
        source = read(path, shown(path))
        if is_cited(source):
            load_cited(source)
            return Checked(path)
        if str(source.values.get("format")).startswith("iomassess/scenario/"):
            return _scenario(path, source)
        if str(source.values.get("format")).startswith("iomassess/actions/"):
            return _actions(path, source)
        facts = load_facts(source)
    except InvalidSource as error:
        return Checked(path, error.problems)
    if facts.site.not_applicable:
        return Checked(path, tuple(unknown_criteria(facts, _bundled().frameworks)), facts)
    return Checked(path, facts=facts)


def _scenario(path: Path, source: Source) -> Checked:
    from iomassess.scenario.fitting import fitted  # most checks see no scenario

    found = fitted(source, path)
    return Checked(path, found.problems, notes=(found.unseen,) if found.unseen else ())


def _actions(path: Path, source: Source) -> Checked:
    from iomassess.plans.soundness import tried  # most checks see no actions

    found = tried(source, path)
    return Checked(path, found.problems, notes=(found.unseen,) if found.unseen else ())


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
    loaded = _bundled().frameworks
    missed = _missed(facts, loaded)
    for statement in facts.statements:
        place = line_of(facts, statement.loc)
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


def _missed(facts: Facts, loaded: Iterable[Framework]) -> set[tuple[str, int]]:
    """The rungs that are ruled out."""
    return {
        (criterion.id, level)
        for framework in loaded
        for criterion in framework.criteria
        for level, outcome in enumerate(climb(criterion, facts), start=1)
        if outcome.truth is False
    }
