"""What several commands load in the same way: sites and frameworks named on the command line."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from iomassess import places
from iomassess.assess import unknown_criteria
from iomassess.facts import Facts
from iomassess.framework import Framework, load_framework
from iomassess.loading import load_facts
from iomassess.problems import InvalidSource, Problem, near, suggest
from iomassess.source import read


def load_sites(names: Iterable[str], frameworks: Sequence[Framework] = ()) -> list[Facts]:
    """Load each site named. Raises InvalidSource with the problems of all of them.

    Criteria that a site calls not applicable must be in the frameworks, where these are given.
    """
    loaded: list[Facts] = []
    problems: list[Problem] = []
    for name in names:
        path = places.find_site(name)
        if path == Path(name) and not places.exists(path):
            known = sorted(one.stem for one in places.bundled("sites").glob("*.yaml"))
            if hint := near(path.stem, known):
                problems.append(Problem(name, 0, 0, "", f"there is no such file{hint}"))
                continue
        try:
            loaded.append(load_facts(read(path, places.shown(path))))
        except InvalidSource as error:
            problems += error.problems
    problems += [one for facts in loaded for one in unknown_criteria(facts, frameworks)]
    if problems:
        raise InvalidSource(problems)
    return loaded


def load_frameworks(ids: Sequence[str] | None) -> list[Framework]:
    """Load the bundled frameworks with these ids, or all; an id may be a framework's folder."""
    folders = {folder.name: folder for folder in places.frameworks()}
    if not ids:
        return [load_framework(folder) for folder in folders.values()]
    chosen, problems = [], []
    for one in dict.fromkeys(ids):
        folder = folders.get(one, Path(one))
        if not (folder / "framework.yaml").is_file():
            what = f"there is no such framework{suggest(one, list(folders))}"
            problems.append(Problem(one, 0, 0, "", what))
        else:
            chosen.append(folder)
    if problems:
        raise InvalidSource(problems)
    return [load_framework(folder) for folder in chosen]
