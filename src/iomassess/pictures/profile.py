"""One site under one framework: what is evidenced, what is possible, and the target of each criterion."""

from collections.abc import Iterator, Mapping

from iomassess.documents import Picture
from iomassess.phrases import TOP, graded, whole
from iomassess.pictures.rendering import render
from iomassess.pictures.scene import (
    HEAD,
    ROOM,
    SMALL,
    Block,
    Line,
    Scene,
    Shape,
    below,
    centred,
    scene,
    stacked,
    written,
)
from iomassess.pictures.tracks import step, track, track_legend
from iomassess.results import AssessedSite, CriterionResult, DomainResult, FrameworkResult

_TITLES, _TRACK, _GAP = 180.0, 292.0, 10.0
_WORDS = ROOM - _TITLES - _TRACK - 2 * _GAP
_HIGH = 14.0
_BETWEEN = 9.0


def profile(result: FrameworkResult, site: AssessedSite | None = None, target: int | None = None) -> Picture:
    """Draw a site's levels, with a target for all criteria (0-4) or each with its own.

    Where the site is given, the picture bears its name: for reports that show several sites.
    """
    return render(place_profile(result, site, target))


def place_profile(
    result: FrameworkResult, site: AssessedSite | None = None, target: int | None = None
) -> Scene:
    """The profile before it is drawn."""
    aims = {one.id: _aim(one, target) for one in result.criteria}
    parts = [_scale(result.scale)]
    for domain in result.domains:
        if domain.id != result.id:
            parts.append(below(_heading(domain, result.scale), 4))
        parts += [_row(one, result.scale, aims[one.id]) for one in domain.criteria]
    parts.append(track_legend(target=any(aim is not None for aim in aims.values())))
    name = f"profile-{result.id}" if site is None else f"profile-{site.id}-{site.wave}-{result.id}"
    title = f"Evidenced and possible levels: {result.title}{'' if site is None else f', {site.name}'}"
    return scene(name, title, " ".join(_told(result, aims)), stacked(parts, _BETWEEN))


def _aim(one: CriterionResult, target: int | None) -> int | None:
    """The level aimed at: one for all criteria, or the criterion's own; none where it does not apply."""
    own = one.target.level if one.target is not None else None
    return None if one.not_applicable else own if target is None else target


def _told(result: FrameworkResult, aims: Mapping[str, int | None]) -> Iterator[str]:
    """The criteria by their levels, the highest first."""
    by_level: dict[str, list[str]] = {}
    for one in sorted(result.criteria, key=lambda one: (-one.evidenced, -one.possible)):
        by_level.setdefault(_level(one, result.scale), []).append(one.title)
    for level, titles in by_level.items():
        yield f"{whole(level)}: {', '.join(titles)}."
    met = [one.evidenced >= aim for one in result.criteria if (aim := aims[one.id]) is not None]
    if met:
        yield f"{sum(met)} of {len(met)} criteria are at their target or above."


def _level(one: CriterionResult, scale: tuple[str, ...]) -> str:
    """A level in the words of the reports."""
    return "not applicable" if one.not_applicable else graded(one, scale)


def _scale(scale: tuple[str, ...]) -> Block:
    """The names of the levels above the steps at which they are reached."""
    one = step(_TRACK)
    shapes: list[Shape] = []
    high = 0.0
    for level in range(1, TOP + 1):
        named = centred(f"{level} {scale[level]}", one, SMALL)
        shapes += named.at(_TITLES + _GAP + (level - 1) * (_TRACK + 2) / TOP, 0)
        high = max(high, named.height)
    return Block(tuple(shapes), ROOM, high)


def _heading(domain: DomainResult, scale: tuple[str, ...]) -> Block:
    """A domain's title and, over the words, its summary."""
    named = written(domain.title, _TITLES + _TRACK, HEAD, bold=True)
    settled = f"{domain.settled} of {domain.applicable} settled"
    summary = f"in summary {graded(domain, scale)}; {settled}" if domain.evidenced is not None else settled
    said = written(summary, _WORDS, SMALL, ink="quiet")
    high = max(named.height, said.height) + 4
    rule = Line(((0, high), (ROOM, high)), "rule")
    return Block((*named.at(0, 0), *said.at(ROOM - _WORDS, 1), rule), ROOM, high)


def _row(one: CriterionResult, scale: tuple[str, ...], aim: int | None) -> Block:
    title = written(one.title, _TITLES)
    words = [written(_level(one, scale), _WORDS, bold=True)]
    if aim is not None:
        words.append(written(f"target {scale[aim]}", _WORDS, SMALL))
    said = stacked(words)
    shapes = [*title.at(0, 0), *said.at(ROOM - _WORDS, 0)]
    high = max(title.height, said.height)
    if not one.not_applicable:
        drawn = track(one.evidenced, one.possible, _TRACK, _HIGH, aim)
        shapes += drawn.at(_TITLES + _GAP, 0)
        high = max(high, drawn.height)
    return Block(tuple(shapes), ROOM, high)
