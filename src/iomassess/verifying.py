"""A saved assessment beside the same one made again: what differs, and whose doing that is."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from iomassess.phrases import counted, interval
from iomassess.results import Assessment, CriterionResult, FrameworkResult


class Difference(NamedTuple):
    """One thing that is not as it was saved."""

    what: Literal["site file", "framework", "result"]
    says: str


class Verified(NamedTuple):
    """A saved assessment, held against what its inputs come to now."""

    site: str
    file: str
    same: tuple[str, ...]
    """What is confirmed, in words."""
    differences: tuple[Difference, ...]


def verified(saved: Assessment, again: Assessment) -> Verified:
    """Hold a saved assessment against the same one made again; the file's name is no matter."""
    same: list[str] = []
    found: list[Difference] = []
    if saved.site.sha256 == again.site.sha256:
        same.append(f"the text of {again.site.file}")
    else:
        sums = f"it was {saved.site.sha256 or 'saved without one'}, and is {again.site.sha256}"
        found.append(
            Difference("site file", f"the text of {again.site.file} changed: its SHA-256 sum {sums}")
        )
    fresh = {one.id: one for one in again.frameworks}
    for one in saved.frameworks:
        other = fresh[one.id]
        if one.sha256 is not None and one.sha256 == other.sha256:
            same.append(f"the text of the framework {one.id} {one.version}")
        else:
            found.append(Difference("framework", _framework(one, other)))
    moved = [each for one in saved.frameworks for each in _moved(one, fresh[one.id])]
    found += [Difference("result", says) for says in moved]
    if not moved:
        levels = sum(len(one.criteria) for one in saved.frameworks)
        same.append(counted(levels, "level"))
        said = list(_told(saved, again))
        if said:
            found.append(Difference("result", f"the levels are the same, but not {' and '.join(said)}"))
        else:
            same.append("all reasons")
    return Verified(saved.site.id, again.site.file, tuple(same), tuple(found))


def _framework(saved: FrameworkResult, again: FrameworkResult) -> str:
    versions = f"version {saved.version}"
    if saved.version != again.version:
        versions = f"from version {saved.version} to {again.version}"
    sums = f"its SHA-256 sum was {saved.sha256 or 'not saved'}, and is {again.sha256}"
    return f"the text of the framework {saved.id} changed, {versions}: {sums}"


def _moved(saved: FrameworkResult, again: FrameworkResult) -> Iterator[str]:
    fresh = {one.id: one for one in again.criteria}
    for one in saved.criteria:
        other = fresh.pop(one.id, None)
        if other is None:
            yield f"{one.id} was {_level(one)}, and is no criterion of the framework any more"
        elif _level(one) != _level(other):
            yield f"{one.id} was {_level(one)}, and comes to {_level(other)}"
    for one in fresh.values():
        yield f"{one.id} was not there, and comes to {_level(one)}"


def _level(one: CriterionResult) -> str:
    return "not applicable" if one.not_applicable else interval(one.evidenced, one.possible)


def _told(saved: Assessment, again: Assessment) -> Iterable[str]:
    """What differs besides levels."""
    if saved.site._replace(file="", sha256=None) != again.site._replace(file="", sha256=None):
        yield "what names the site"
    bare = [tuple(one._replace(sha256=None) for one in each.frameworks) for each in (saved, again)]
    if bare[0] != bare[1]:
        yield "what is told of them"
    if saved.background != again.background:
        yield "what is told of the site besides"
