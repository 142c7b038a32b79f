"""What several commands load in the same way: sites and frameworks named on the command line."""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from iomassess import places
from iomassess.assess import assess, unknown_criteria
from iomassess.engine.facts import Facts
from iomassess.framework.reading import Framework, load_framework
from iomassess.intake import MEBIBYTE, content
from iomassess.loading import load_facts
from iomassess.portfolio import SiteFile
from iomassess.problems import InvalidSource, Problem, near, refused, suggest
from iomassess.results import Assessment
from iomassess.source import read
from iomassess.versions import refusal


def load_sites(names: Iterable[str], frameworks: Sequence[Framework] = ()) -> list[Facts]:
    """Load each site named. Raises InvalidSource with the problems of all of them.

    Criteria that a site calls not applicable must be in the frameworks, where these are given.
    """
    loaded: list[Facts] = []
    problems: list[Problem] = []
    for name in names:
        path = places.find_site(name)
        if lost := _lost(path, name):
            problems.append(lost)
            continue
        try:
            loaded.append(load_facts(read(path, places.shown(path))))
        except InvalidSource as error:
            problems += error.problems
    problems += [one for facts in loaded for one in unknown_criteria(facts, frameworks)]
    if problems:
        raise InvalidSource(problems)
    return loaded


def _lost(path: Path, name: str) -> Problem | None:
    """Say what may have been meant by a name that is nowhere, where it is like a bundled site's."""
    if path != Path(name) or places.exists(path):
        return None
    known = sorted(one.stem for one in places.bundled("sites").glob("*.yaml"))
    hint = near(path.stem, known)
    return Problem(name, 0, 0, "", f"there is no such file{hint}") if hint else None


class Named(NamedTuple):
    """The site files that the command line names."""

    files: tuple[SiteFile, ...]
    problems: tuple[Problem, ...]
    """Of names that stand for no file."""
    one_by_one: bool
    """Whether each has a name of its own there, and none stands in a folder or fits a pattern."""


def site_files(names: Iterable[str]) -> Named:
    """Find the site files that are named, those in folders that are named, and those that fit patterns."""
    files: list[SiteFile] = []
    problems: list[Problem] = []
    one_by_one = True
    for name in names:
        path = places.find_site(name)
        try:
            several = None if places.is_file(path) else _several(name)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            problems.append(Problem(name, 0, 0, "", f"cannot be looked through: {why}"))
            continue
        if several is not None:
            one_by_one = False
            files += several
        elif lost := _lost(path, name):
            problems.append(lost)
        else:
            files.append(_site_file(path))
        if several == []:
            folder = places.is_folder(Path(name))
            what = "holds no site files (`*.yaml`)" if folder else "there is no file that this pattern fits"
            problems.append(Problem(name, 0, 0, "", what))
    return Named(tuple(files), tuple(problems), one_by_one)


def _several(name: str) -> list[SiteFile] | None:
    """The site files in a folder, or those that fit a pattern; None where the name is neither."""
    path = Path(name)
    if name and places.is_folder(path):
        shown = places.shown(path)
        folder, start = str(path.absolute()), "" if shown == "." else f"{shown}/"
        with os.scandir(path) as entries:  # names alone, for there may be very many
            found = sorted(one.name for one in entries if one.name.endswith(".yaml"))
        return [SiteFile(one, folder, start) for one in found if not one.startswith(".")]
    if not set(name) & set("*?[") or places.exists(path):
        return None
    paths = sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
    return [_site_file(one) for one in paths if places.is_file(one)]


def _site_file(path: Path) -> SiteFile:
    shown = places.shown(path)
    return SiteFile(path.name, str(path.absolute().parent), shown.removesuffix(path.name))


def load_frameworks(ids: Sequence[str] | None, *, reasons: bool = True) -> list[Framework]:
    """Load the bundled frameworks with these ids, or all; an id may be a framework's folder."""
    return [load_framework(folder, reasons=reasons) for folder in framework_folders(ids)]


def framework_folders(ids: Sequence[str] | None) -> list[Path]:
    """The folders of the bundled frameworks with these ids, or of all; an id may be a framework's folder."""
    folders = {folder.name: folder for folder in places.frameworks()}
    if not ids:
        return list(folders.values())
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
    return chosen


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


LARGEST_SAVED = 256 * MEBIBYTE
"""Bytes that a file of saved assessments may have; one of a site takes about one MiB."""


def saved_in(name: str) -> tuple[Assessment, ...]:
    """Read saved assessments. Raises InvalidSource."""
    from pydantic import ValidationError

    from iomassess.coherence import incoherence
    from iomassess.exchange import from_json

    text = content(Path(name), name, LARGEST_SAVED)
    if re.search(
        rb"\\u00([01][0-9a-fA-F]|7[fF]|[89][0-9a-fA-F])", re.sub(rb"\\u00(09|0[aA]|0[dD]|85)", b"", text)
    ):
        raise refused(name, "is not a file of saved assessments: it holds control characters")
    try:
        saved = from_json(text)
        if not saved:
            raise refused(name, "holds no assessment")
        what = next(filter(None, map(incoherence, saved)), None)
        if what is None:
            return saved
        what = f"is not as `score --format json` wrote it: {what}"
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        said = refusal(first["input"], "iomassess/assessments/1") if where == "format" else None
        said = said or f"{where + ': ' if where else ''}{first['msg']}"
        what = f"is not a file of saved assessments: {said}"
    raise refused(name, what)
