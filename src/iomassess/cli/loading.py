"""What several commands load in the same way: sites and frameworks named on the command line."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from iomassess import places
from iomassess.assess import assess, unknown_criteria
from iomassess.facts import Facts
from iomassess.framework import Framework, load_framework
from iomassess.loading import load_facts
from iomassess.problems import InvalidSource, Problem, near, refused, suggest
from iomassess.results import Assessment
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


def load_frameworks(ids: Sequence[str] | None, *, reasons: bool = True) -> list[Framework]:
    """Load the bundled frameworks with these ids, or all; an id may be a framework's folder."""
    folders = {folder.name: folder for folder in places.frameworks()}
    if not ids:
        return [load_framework(folder, reasons=reasons) for folder in folders.values()]
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
    return [load_framework(folder, reasons=reasons) for folder in chosen]


class Loaded(NamedTuple):
    """Sites assessed; their facts too, where all of them came from site files."""

    assessments: tuple[Assessment, ...]
    facts: tuple[Facts, ...]


def assess_all(
    names: Sequence[str], frameworks: Sequence[Framework], *, chosen: bool, reasons: bool = True
) -> Loaded:
    """Assess the sites named, and read those that are saved, in the order in which they are named.

    Of a saved assessment only the frameworks `chosen` are kept. Without `reasons` there is a background
    all the same. Raises InvalidSource with the problems of all of them.
    """
    saved = {name: saved_in(name) for name in names if name.endswith(".json")}
    facts = load_sites([name for name in names if name not in saved], frameworks)
    loaded = iter(facts)
    ids = {one.id for one in frameworks}
    assessments: list[Assessment] = []
    for name in names:
        for one in saved.get(name, ()):
            kept = tuple(result for result in one.frameworks if result.id in ids or not chosen)
            assessments.append(one._replace(frameworks=kept))
        if name not in saved:
            assessments.append(_assessed(next(loaded), frameworks, reasons))
    return Loaded(tuple(assessments), () if saved else tuple(facts))


def _assessed(facts: Facts, frameworks: Sequence[Framework], reasons: bool) -> Assessment:
    if reasons:
        return assess(facts, frameworks)
    from iomassess.background import background

    return assess(facts, frameworks, reasons=False)._replace(background=background(facts))


def saved_in(name: str) -> tuple[Assessment, ...]:
    """Read saved assessments. Raises InvalidSource."""
    from pydantic import ValidationError

    from iomassess.exchange import from_json

    try:
        return from_json(Path(name).read_bytes())
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        what = f"is not a file of saved assessments: {where + ': ' if where else ''}{first['msg']}"
    raise refused(name, what)
