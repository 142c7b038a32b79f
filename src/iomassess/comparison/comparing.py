"""Sites set side by side: what is certain of their levels, where more is evidenced, who takes part.

Levels have an order and no distances. Of two sites one is above the other only where it is evidenced
above all that the other may be; where their intervals overlap nothing is ranked.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from iomassess.particulars import Tally
from iomassess.phrases import number
from iomassess.problems import refused
from iomassess.results import (
    AssessedSite,
    Assessment,
    ComparedCriterion,
    ComparedDomain,
    ComparedFramework,
    ComparedSite,
    Comparison,
    CompositionCell,
    CompositionRow,
    CompositionTable,
    CriterionResult,
    DomainResult,
    Dominance,
    FrameworkResult,
    Order,
    Pair,
    Relation,
    Separation,
    SiteLevel,
    SiteSummary,
)


def compare(assessments: Sequence[Assessment]) -> Comparison:
    """Compare two or more sites that were assessed under the same frameworks.

    Raises InvalidSource where that is not so: levels of different versions do not mean the same.
    """
    keys = _keys([one.site for one in assessments])
    _refuse_unlike(keys, assessments)
    return Comparison(
        "iomassess/comparison/1",
        tuple(ComparedSite(key, *one.site) for key, one in zip(keys, assessments, strict=True)),
        tuple(_framework(keys, side) for side in _sides(assessments)),
        tuple(_composition(keys, assessments)),
    )


# -- what can be compared


def _keys(sites: Sequence[AssessedSite]) -> list[str]:
    """A short name for each site; with its wave where a site is there twice. Raises InvalidSource."""
    if len(sites) < _FEWEST:
        raise refused(sites[0].id if sites else "", "a comparison takes two sites or more")
    times = Counter(site.id for site in sites)
    keys = [site.id if times[site.id] == 1 else f"{site.id} {site.wave}" for site in sites]
    for key, count in Counter(keys).items():
        if count > 1:
            raise refused(key, f"is given {count} times; two waves of a site differ in their `wave`")
    return keys


_FEWEST = 2


def _refuse_unlike(keys: Sequence[str], assessments: Sequence[Assessment]) -> None:
    """Refuse sites that were not assessed by the same frameworks. Raises InvalidSource."""
    versions: dict[str, dict[str, list[str]]] = {}
    for key, assessment in zip(keys, assessments, strict=True):
        for framework in assessment.frameworks:
            versions.setdefault(framework.id, {}).setdefault(framework.version, []).append(key)
    for name, found in versions.items():
        if len(found) > 1:
            said = " and ".join(f"{version} ({', '.join(some)})" for version, some in sorted(found.items()))
            what = f"sites scored by different versions cannot be compared: {said}; score them by one"
            raise refused(name, what)
        (have,) = found.values()
        missing = [key for key in keys if key not in have]
        if missing or len(have) > len(keys):
            what = f"not every site is scored once by this framework: {', '.join(have)} but not "
            raise refused(name, f"{what}{', '.join(missing)}" if missing else "is given more than once")
    for side in _sides(assessments):
        if len({(one.scale, tuple(map(_id, one.criteria))) for one in side}) > 1:
            raise refused(side[0].id, f"differs between sites under one version, {side[0].version}")


def _sides(assessments: Sequence[Assessment]) -> Iterator[list[FrameworkResult]]:
    """Each framework at every site, in the order of the first site."""
    for first in assessments[0].frameworks:
        yield [next(each for each in one.frameworks if each.id == first.id) for one in assessments]


def _id(one: CriterionResult) -> str:
    return one.id


# -- levels


def _framework(keys: Sequence[str], side: Sequence[FrameworkResult]) -> ComparedFramework:
    first = side[0]
    domains = tuple(_domain(keys, domain) for domain in zip(*(one.domains for one in side), strict=True))
    criteria = [criterion for domain in domains for criterion in domain.criteria]
    return ComparedFramework(
        first.id,
        first.title,
        first.version,
        first.scale,
        first.summary,
        domains,
        tuple(_pair(one, other, criteria) for one, other in combinations(keys, 2)),
        tuple(
            found
            for one, other in permutations(keys, 2)
            if (found := _dominance(one, other, criteria)) is not None
        ),
    )


def _domain(keys: Sequence[str], side: Sequence[DomainResult]) -> ComparedDomain:
    criteria = tuple(
        _criterion(keys, criterion) for criterion in zip(*(one.criteria for one in side), strict=True)
    )
    themes = dict.fromkeys(one.theme for one in criteria if one.theme)
    title = side[0].title
    return ComparedDomain(
        side[0].id,
        title,
        tuple(
            SiteSummary(key, one.evidenced, one.possible, one.name, one.applicable, one.settled)
            for key, one in zip(keys, side, strict=True)
        ),
        criteria,
        (
            _separation(title, None, criteria),
            *(_separation(title, theme, [one for one in criteria if one.theme == theme]) for theme in themes),
        ),
    )


def _criterion(keys: Sequence[str], side: Sequence[CriterionResult]) -> ComparedCriterion:
    levels = tuple(
        SiteLevel(
            key,
            one.evidenced,
            one.possible,
            one.name,
            one.why,
            one.not_applicable.reason if one.not_applicable else None,
        )
        for key, one in zip(keys, side, strict=True)
    )
    relations = tuple(_relation(one, other) for one, other in combinations(levels, 2))
    return ComparedCriterion(
        side[0].id,
        side[0].title,
        side[0].theme,
        levels,
        relations,
        sum(one.order in _APART for one in relations),
        sum(one.order != "not applicable" for one in relations),
    )


_APART: tuple[Order, ...] = ("above", "below")


def _relation(one: SiteLevel, other: SiteLevel) -> Relation:
    if one.not_applicable is not None or other.not_applicable is not None:
        return Relation(one.site, other.site, "not applicable", None)
    more = None
    if one.evidenced != other.evidenced:
        more = one.site if one.evidenced > other.evidenced else other.site
    levels = (one.evidenced, one.possible), (other.evidenced, other.possible)
    return Relation(one.site, other.site, order(*levels), more)


def order(one: tuple[int, int], other: tuple[int, int]) -> Order:
    """What is certain of two levels, each as evidenced and as possible."""
    if one[0] > other[1]:
        return "above"
    if other[0] > one[1]:
        return "below"
    return "same" if one == other and one[0] == one[1] else "not settled"


def _separation(title: str, theme: str | None, criteria: Sequence[ComparedCriterion]) -> Separation:
    return Separation(
        title,
        theme,
        len(criteria),
        sum(one.apart > 0 for one in criteria),
        sum(one.pairs for one in criteria),
        sum(one.apart for one in criteria),
    )


def _pair(site: str, other: str, criteria: Sequence[ComparedCriterion]) -> Pair:
    both = [one for each in criteria for one in each.relations if (one.site, one.other) == (site, other)]
    times = Counter(one.order for one in both)
    more = Counter(one.more_evidenced for one in both if one.order == "not settled")
    return Pair(
        site,
        other,
        times["above"],
        times["below"],
        times["same"],
        times["not settled"],
        more[site],
        more[other],
    )


def _dominance(site: str, over: str, criteria: Sequence[ComparedCriterion]) -> Dominance | None:
    """How one site is at least as high as another throughout, or None where it is not."""
    sides = []
    for criterion in criteria:
        level = {one.site: one for one in criterion.levels}
        if level[site].not_applicable is None and level[over].not_applicable is None:
            sides.append((criterion.id, level[site], level[over]))
    on_evidence = all(one.evidenced >= other.evidenced for _, one, other in sides) and any(
        one.evidenced > other.evidenced for _, one, other in sides
    )
    certain = bool(sides) and all(one.evidenced >= other.possible for _, one, other in sides)
    if not on_evidence and not certain:
        return None
    above = tuple(name for name, one, other in sides if one.evidenced > other.possible)
    return Dominance(site, over, len(sides), on_evidence, certain, above)


# -- composition


def _composition(keys: Sequence[str], assessments: Sequence[Assessment]) -> Iterator[CompositionTable]:
    """One table for each kind of tally; a row is there for all sites as soon as one site has it."""
    counted = [
        {(one.table, one.group, one.label): one for one in assessment.background.tallies}
        if assessment.background
        else {}
        for assessment in assessments
    ]
    order = dict.fromkeys(place for site in counted for place in site)
    for title in dict.fromkeys(table for table, _, _ in order):
        rows = [place for place in order if place[0] == title]
        groups = {group: rank for rank, group in enumerate(dict.fromkeys(group for _, group, _ in rows))}
        yield CompositionTable(
            title,
            tuple(
                CompositionRow(
                    place[1],
                    place[2],
                    tuple(_cell(key, site.get(place)) for key, site in zip(keys, counted, strict=True)),
                )
                for place in sorted(rows, key=lambda place: groups[place[1]])
            ),
        )


def _cell(key: str, tally: Tally | None) -> CompositionCell:
    if tally is None:  # nothing of this sort is recorded there
        return CompositionCell(key, 0, None, number(0, None), ())
    return CompositionCell(key, tally.least, tally.most, number(tally.least, tally.most), tally.shown)
