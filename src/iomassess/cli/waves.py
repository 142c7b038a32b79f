"""Two waves of a site from the command line, scored by one framework wherever the files allow it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from iomassess.problems import InvalidSource, refused
from iomassess.results import Assessment

if TYPE_CHECKING:
    from iomassess.engine.facts import Facts
    from iomassess.framework.reading import Framework
    from iomassess.progress.changes import Pair


def load_waves(
    before: str, after: str, frameworks: Sequence[str] | None, sites: Sequence[str] = ()
) -> "Pair":
    """Load two waves; what was saved under another framework is scored anew where its site file is found.

    `sites` are files in which to look for that text, besides the one that the assessment names. Raises
    InvalidSource.
    """
    from iomassess.cli.loading import assess_all, load_frameworks
    from iomassess.progress.changes import Pair

    loaded = load_frameworks(frameworks)
    found = [assess_all([name], loaded, chosen=bool(frameworks)).assessments for name in (before, after)]
    one, other = _of_one_site(before, after, found)
    if _alike(one, other):
        return Pair(one, other)
    anew = [_by(loaded, saved, sites) for saved in (one, other)]
    if anew[0] is None or anew[1] is None:
        return Pair(one, other)
    return Pair(anew[0], anew[1], one, other)


def _of_one_site(
    before: str, after: str, found: Sequence[tuple[Assessment, ...]]
) -> tuple[Assessment, Assessment]:
    """The two to compare: a file of several saved assessments gives the one of the other's site."""
    from iomassess.progress.changes import refuse_unlike

    pairs = [(one, other) for one in found[0] for other in found[1] if one.site.id == other.site.id]
    if len(pairs) == 1:
        return pairs[0]
    if len(found[0]) == len(found[1]) == 1:
        refuse_unlike(found[0][0].site, found[1][0].site)
    held = " and ".join(
        f"{name} has {', '.join(f'{one.site.id} {one.site.wave}' for one in each) or 'none'}"
        for name, each in zip((before, after), found, strict=True)
    )
    raise refused(f"{before} and {after}", f"should hold one site in common, at one wave each; {held}")


def _alike(one: Assessment, other: Assessment) -> bool:
    """Whether every framework that both have is the same text."""
    texts = {result.id: result.sha256 for result in other.frameworks}
    return all(
        result.sha256 is not None and texts[result.id] == result.sha256
        for result in one.frameworks
        if result.id in texts
    )


def _by(frameworks: Sequence["Framework"], saved: Assessment, sites: Sequence[str]) -> Assessment | None:
    """An assessment by frameworks at hand: as it is, or scored anew; None where neither is possible."""
    texts = {one.id: one.sha256 for one in frameworks}
    if all(
        result.sha256 is not None and texts.get(result.id) == result.sha256 for result in saved.frameworks
    ):
        return saved
    return again(saved, frameworks, sites)


def again(
    saved: Assessment, frameworks: Sequence["Framework"], sites: Sequence[str] = ()
) -> Assessment | None:
    """Score a site anew, by frameworks at hand, from the very text that was assessed; None without it."""
    from iomassess.assess import assess

    ids = {result.id for result in saved.frameworks}
    chosen = [one for one in frameworks if one.id in ids]
    for path, shown in _files(saved, sites):
        facts = _facts(path, shown, saved.site.sha256)
        if facts is not None:
            return assess(facts, chosen)
    return None


def _files(saved: Assessment, sites: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Where the text of a site may be: files that were given, the one it names, and the bundled one."""
    from iomassess import places

    inside = "<bundled>/sites/"
    for name in (*sites, saved.site.file.removeprefix(inside), saved.site.id):
        path = places.find_site(name)
        if places.is_file(path):
            yield path, places.shown(path)


def _facts(path: Path, shown: str, sha256: str | None) -> "Facts | None":
    """The facts of a file that has this text, or None."""
    from iomassess.loading import load_facts
    from iomassess.source import read

    try:
        source = read(path, shown)
        if source.sha256 != sha256:
            return None
        return load_facts(source)
    except InvalidSource:
        return None
