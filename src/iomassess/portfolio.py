"""Many sites scored one by one: what is told of each, as text that passes cheaply between processes."""

from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from iomassess import __version__
from iomassess.assess import assess, unknown_criteria
from iomassess.framework.reading import Framework, load_framework
from iomassess.loading import load_facts
from iomassess.places import frameworks
from iomassess.problems import InvalidSource, Problem, refused
from iomassess.results import Assessment
from iomassess.source import read
from iomassess.workers import done

Form: TypeAlias = Literal["table", "json", "csv", "jsonl"]


class SiteFile(NamedTuple):
    """A site file: its name, the folder that it is in, and what messages call that."""

    name: str
    folder: str
    shown: str


class Wanted(NamedTuple):
    """What is to be told of each site."""

    form: Form
    frameworks: tuple[str, ...]
    """Folders; for other machines, ids in place of those of bundled ones."""
    width: int = 0
    """Of a table, in characters."""
    bar: int | None = None
    """The level below which a criterion is named."""
    sums: tuple[str, ...] = ()
    """The SHA-256 of each framework, where those that score may have other files than those who ask."""
    version: str = __version__


class Told(NamedTuple):
    """What is told of one site: its text, or lines of a table with their styles; or its problems."""

    text: str = ""
    lines: tuple[tuple[tuple[str, str], ...], ...] = ()
    problems: tuple[Problem, ...] = ()
    below: tuple[str, ...] = ()
    """Criteria that are evidenced below the bar."""
    refusal: tuple[Problem, ...] = ()
    """Why nothing can be told here of any site."""


def scored(
    wanted: Wanted, sites: Sequence[SiteFile], *, jobs: int | None = None, executor: str | None = None
) -> Iterator[Told]:
    """What is told of each site, in order; an unsound one has its problems told, and the rest go on.

    Raises InvalidSource for what is wrong with the frameworks, and where no workers can be had.
    """
    _load.cache_clear()
    if executor:
        folders = [Path(name) for name in wanted.frameworks]
        sums = tuple(str(load_framework(one).sha256) for one in folders)
        wanted = wanted._replace(frameworks=tuple(map(_portable, folders)), sums=sums)
    _loaded(wanted)  # so that what is wrong is told once, and processes that are forked have them
    for one in done(partial(tell, wanted), sites, jobs=jobs, executor=executor):
        if one.refusal:
            raise InvalidSource(one.refusal)
        yield one


def tell(wanted: Wanted, sites: Sequence[SiteFile]) -> list[Told]:
    """Score some sites, unless the program here is not the one that asks, or has not its frameworks."""
    try:
        if wanted.version != __version__:
            what = f"a worker has iomassess {__version__}, and not {wanted.version} as here"
            raise refused("--executor", what)
        loaded = _loaded(wanted)
    except InvalidSource as error:
        return [Told(refusal=error.problems) for _ in sites]
    return [_told(wanted, loaded, one) for one in sites]


def _told(wanted: Wanted, loaded: Sequence[Framework], site: SiteFile) -> Told:
    try:
        facts = load_facts(read(Path(site.folder, site.name), f"{site.shown}{site.name}"))
    except InvalidSource as error:
        return Told(problems=error.problems)
    if problems := unknown_criteria(facts, loaded):
        return Told(problems=tuple(problems))
    found = assess(facts, loaded, reasons=wanted.form == "json")
    below = () if wanted.bar is None else tuple(_below(found, wanted.bar))
    return _written(found, wanted)._replace(below=below)


def _written(found: Assessment, wanted: Wanted) -> Told:
    if wanted.form == "json":
        from iomassess.exchange import piece

        return Told(piece(found))
    from iomassess.tables import csv_lines, json_lines, profile

    if wanted.form == "table":
        return Told(lines=tuple(map(tuple, profile(found, wanted.width))))
    return Told(csv_lines(found) if wanted.form == "csv" else json_lines(found))


def _below(found: Assessment, bar: int) -> Iterator[str]:
    for framework in found.frameworks:
        for one in framework.criteria:
            if one.not_applicable is None and one.evidenced < bar:
                yield f"{found.site.id}: {one.id} is evidenced at {one.evidenced}"


def _loaded(wanted: Wanted) -> tuple[Framework, ...]:
    return _load(wanted.frameworks, wanted.sums, reasons=wanted.form == "json")


@cache
def _load(names: tuple[str, ...], sums: tuple[str, ...], *, reasons: bool) -> tuple[Framework, ...]:
    """Load frameworks once in the life of a process, and see that they are the ones meant."""
    folders = map(_folder if sums else Path, names)  # a folder here may be called like a bundled one
    loaded = tuple(load_framework(one, reasons=reasons or bool(sums)) for one in folders)
    for one, wanted in zip(loaded, sums, strict=False):
        if one.sha256 != wanted:
            raise refused("--executor", f"a worker has another text of the framework `{one.id}` than is here")
    return loaded


def _portable(folder: Path) -> str:
    """What a folder goes by on other machines: a bundled one by its id, since it lies elsewhere there."""
    return folder.name if folder in frameworks() else str(folder.absolute())


def _folder(name: str) -> Path:
    return next((folder for folder in frameworks() if folder.name == name), Path(name))
