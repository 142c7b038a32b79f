"""How far coders agree who coded the same sites apart: what they say differently, and figures on levels.

The disagreements come first: each with both readings, and with the criteria on whose levels it bears. The
figures follow. A unit of theirs is one criterion at one site.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple, TypeAlias

from iomassess.agreement.bearings import Bearing
from iomassess.agreement.coefficients import (
    Statistic,
    Unit,
    alpha,
    estimate,
    exact,
    linear_kappa,
    quadratic_kappa,
)
from iomassess.agreement.discrepancies import Discrepancy, Held, Kind, Perhaps, Tally, Told
from iomassess.results import AssessedSite, Assessment, CriterionResult


class Reading(NamedTuple):
    """What a coder says, and where."""

    coder: str
    says: str
    evidence: tuple[str, ...]
    file: str
    line: int


class Bears(NamedTuple):
    """A criterion behind whose different levels a disagreement stands."""

    criterion: str
    title: str
    rungs: tuple[int, ...]
    """The levels whose rungs are judged differently; empty where only one coder has it apply."""


class Disagreement(NamedTuple):
    """One thing that two coders do not say alike."""

    number: int
    """By which the rest of the result speaks of it."""
    kind: Kind
    about: str
    label: str
    field: str | None
    """The field of the record; None where it is the whole record, or a statement."""
    readings: tuple[Reading, ...]
    left_open_by: tuple[str, ...]
    bears_on: tuple[Bears, ...]
    perhaps_the_same_as: int | None
    """The number of another record, of the other coder, that may be this one."""


class MayBeSame(NamedTuple):
    """Two records that may be the same, and were not matched unless it says so."""

    about: str
    why: str
    readings: tuple[Reading, Reading]


class MatchedBy(NamedTuple):
    """How many records were matched for a reason."""

    how: str
    records: int


class Pair(NamedTuple):
    """Two coders of one site."""

    coders: tuple[str, str]
    disagreements: tuple[Disagreement, ...]
    perhaps_the_same: tuple[MayBeSame, ...]
    records: tuple[Tally, ...]
    matched: tuple[MatchedBy, ...]


class CoderLevel(NamedTuple):
    """A criterion's level by one coder's file."""

    coder: str
    evidenced: int
    possible: int
    not_applicable: str | None


class CriterionAgreement(NamedTuple):
    """A criterion by each coder's file."""

    id: str
    title: str
    levels: tuple[CoderLevel, ...]
    same: bool
    """Whether all have the same levels, or all say that it does not apply."""
    behind: tuple[int, ...]
    """The numbers of the disagreements that stand behind the difference."""


class CodedBy(NamedTuple):
    """A coder's file of a site."""

    coder: str
    file: AssessedSite


class SiteAgreement(NamedTuple):
    """A site by two coders or more."""

    id: str
    name: str
    files: tuple[CodedBy, ...]
    criteria: tuple[CriterionAgreement, ...]
    pairs: tuple[Pair, ...]


Measure = Literal[
    "exact agreement", "Krippendorff's alpha, ordinal", "weighted kappa, linear", "weighted kappa, quadratic"
]


class Figure(NamedTuple):
    """One figure of agreement, with a percentile interval by bootstrap over the units."""

    measure: Measure
    of: Literal["evidenced", "possible", "both"]
    """The bound of the level; `both` of the two at once."""
    coders: tuple[str, ...]
    units: int
    """Units that at least two of the coders rated."""
    value: float | None
    undefined: str | None
    """Why there is no figure, or no interval."""
    low: float | None
    high: float | None
    resamples: int
    degenerate: int
    """Resamples in which the figure is not defined; the interval leaves them out."""


class Figures(NamedTuple):
    """Figures over the criteria of one framework, or of all."""

    framework: str | None
    title: str
    sites: int
    criteria: int
    units: int
    """Criteria at sites, whoever rated them."""
    applicability_differs: int
    """Units that one coder has apply and another not; who has it not apply gives no rating."""
    figures: tuple[Figure, ...]


class Agreement(NamedTuple):
    """What `agreement --format json` prints."""

    format: Literal["iomassess/agreement/1"]
    coders: tuple[str, ...]
    notes: tuple[str, ...]
    seed: int
    resamples: int
    sites: tuple[SiteAgreement, ...]
    figures: tuple[Figures, ...]


class HeldPair(NamedTuple):
    """Two coders' files of one site held against each other, and what bears on which levels."""

    coders: tuple[str, str]
    held: Held
    bearings: tuple[Bearing, ...]


class CodedSite(NamedTuple):
    """One site by each of its coders, before it is told."""

    assessments: Mapping[str, Assessment]
    pairs: tuple[HeldPair, ...]


def agreement(
    coders: Sequence[str], sites: Sequence[CodedSite], notes: Sequence[str], seed: int, resamples: int
) -> Agreement:
    """Tell how far coders agree; all assessments are by the same frameworks."""
    told, number = [], 1
    for site in sites:
        told.append(_site(site, number))
        number += sum(len(pair.disagreements) for pair in told[-1].pairs)
    return Agreement(
        "iomassess/agreement/1",
        tuple(coders),
        (*notes, *(note for site in sites for note in _notes(site))),
        seed,
        resamples,
        tuple(told),
        tuple(_figures(coders, sites, seed, resamples)),
    )


def _notes(site: CodedSite) -> Iterator[str]:
    for (one, first), (other, second) in combinations(site.assessments.items(), 2):
        mine, theirs = first.site, second.site
        if mine.sha256 is not None and mine.sha256 == theirs.sha256:
            yield f"The files of {one} and {other} for {mine.id} are the same text."
        elif (mine.wave, mine.as_of) != (theirs.wave, theirs.as_of):
            yield (
                f"{mine.id}: {one} coded {mine.wave} ({mine.as_of}), {other} {theirs.wave} ({theirs.as_of}). "
                "What differs may have changed in between: iomassess progress tells such files apart."
            )


# -- disagreements


_ORDER: tuple[Kind, ...] = ("apart", "overlapping", "one only", "worded otherwise")


def _site(site: CodedSite, number: int) -> SiteAgreement:
    files = {coder: one.site for coder, one in site.assessments.items()}
    criteria = {coder: list(_criteria(one)) for coder, one in site.assessments.items()}
    titles = {one.id: one.title for each in criteria.values() for one in each}
    pairs: list[Pair] = []
    behind: dict[str, list[int]] = {}
    for held in site.pairs:
        pair, found = _pair(held, files, titles, number)
        number += len(pair.disagreements)
        pairs.append(pair)
        for criterion, numbers in found.items():
            behind.setdefault(criterion, []).extend(numbers)
    head = next(iter(files.values()))
    return SiteAgreement(
        head.id,
        head.name,
        tuple(CodedBy(coder, file) for coder, file in files.items()),
        tuple(
            _criterion(dict(zip(criteria, each, strict=True)), behind)
            for each in zip(*criteria.values(), strict=True)
        ),
        tuple(pairs),
    )


def _criteria(assessment: Assessment) -> Iterator[CriterionResult]:
    return (one for result in assessment.frameworks for one in result.criteria)


def _criterion(by: Mapping[str, CriterionResult], behind: Mapping[str, Sequence[int]]) -> CriterionAgreement:
    first = next(iter(by.values()))
    levels = tuple(
        CoderLevel(
            coder,
            one.evidenced,
            one.possible,
            one.not_applicable.reason if one.not_applicable is not None else None,
        )
        for coder, one in by.items()
    )
    same = len({_rated(one) for one in by.values()}) == 1
    return CriterionAgreement(first.id, first.title, levels, same, tuple(sorted(behind.get(first.id, ()))))


def _rated(one: CriterionResult) -> tuple[int, int] | None:
    return None if one.not_applicable is not None else (one.evidenced, one.possible)


def _pair(
    held: HeldPair, files: Mapping[str, AssessedSite], titles: Mapping[str, str], number: int
) -> tuple[Pair, dict[str, list[int]]]:
    """Two coders' disagreements, those that cannot both be right first; and the numbers behind criteria."""
    bears: dict[int, list[Bears]] = {}
    for bearing in held.bearings:
        for nth in bearing.behind:
            one = Bears(bearing.criterion, titles[bearing.criterion], bearing.rungs)
            bears.setdefault(nth, []).append(one)
    places = range(len(held.held.discrepancies))
    order = sorted(
        places, key=lambda nth: (_ORDER.index(held.held.discrepancies[nth].kind), nth not in bears)
    )
    numbered = {nth: number + position for position, nth in enumerate(order)}
    alike = _alike(held.held, numbered)
    told = [
        _disagreement(
            numbered[nth],
            held.held.discrepancies[nth],
            bears.get(nth, ()),
            alike.get(numbered[nth]),
            held.coders,
            files,
        )
        for nth in order
    ]
    behind: dict[str, list[int]] = {}
    for disagreement in told:
        for bear in disagreement.bears_on:
            behind.setdefault(bear.criterion, []).append(disagreement.number)
    pair = Pair(
        held.coders,
        tuple(told),
        tuple(_may_be_same(one, held.coders, files) for one in held.held.perhaps),
        held.held.tallies,
        tuple(MatchedBy(how, many) for how, many in held.held.matched),
    )
    return pair, behind


def _alike(held: Held, numbered: Mapping[int, int]) -> dict[int, int]:
    """The numbers of records of one file alone that may be the same, each by the other's."""
    alone = {
        (side, loc): numbered[nth]
        for nth, one in enumerate(held.discrepancies)
        for side, loc in enumerate(one.locs)
        if loc is not None and None in one.locs
    }
    found: dict[int, int] = {}
    for each in held.perhaps:
        one, other = (alone.get((side, loc)) for side, loc in enumerate(each.locs))
        if one is not None and other is not None:
            found |= {one: other, other: one}
    return found


def _disagreement(
    number: int,
    found: Discrepancy,
    bears: Iterable[Bears],
    alike: int | None,
    coders: tuple[str, str],
    files: Mapping[str, AssessedSite],
) -> Disagreement:
    said: list[tuple[str, Told]] = [
        (coder, one) for coder, one in zip(coders, found.readings, strict=True) if one is not None
    ]
    return Disagreement(
        number,
        found.kind,
        found.about,
        found.label,
        found.field,
        tuple(Reading(coder, one.says, one.evidence, files[coder].file, one.line) for coder, one in said),
        tuple(coder for coder, one in zip(coders, found.readings, strict=True) if one is None),
        tuple(bears),
        alike,
    )


def _may_be_same(found: Perhaps, coders: tuple[str, str], files: Mapping[str, AssessedSite]) -> MayBeSame:
    one, other = (
        Reading(coder, label, (), files[coder].file, line)
        for coder, label, line in zip(coders, found.labels, found.lines, strict=True)
    )
    return MayBeSame(found.about, found.why, (one, other))


# -- figures


_Ratings: TypeAlias = Mapping[str, tuple[int, int] | None]
"""The levels of one unit by each coder who rated it; None where it does not apply."""


def _figures(
    coders: Sequence[str], sites: Sequence[CodedSite], seed: int, resamples: int
) -> Iterator[Figures]:
    """Figures for each framework, and over all of them where there are several."""
    first = next(iter(sites[0].assessments.values()))
    ids = {result.id: result.title for result in first.frameworks}
    scopes = [({key}, key, title) for key, title in ids.items()]
    if len(ids) > 1:
        yield _scope(coders, sites, (set(ids), None, "All criteria"), seed, resamples)
    for scope in scopes:
        yield _scope(coders, sites, scope, seed, resamples)


def _scope(
    coders: Sequence[str],
    sites: Sequence[CodedSite],
    scope: tuple[set[str], str | None, str],
    seed: int,
    resamples: int,
) -> Figures:
    ids, framework, title = scope
    units = [unit for site in sites for unit in _units(site, ids)]
    found = [*_of_pairs(coders, units, seed, resamples)]
    if len(coders) > 2:
        found += _measured(coders, units, (("exact agreement", exact),), seed, resamples)
    found += _measured(coders, units, (("Krippendorff's alpha, ordinal", alpha),), seed, resamples)
    return Figures(
        framework,
        title,
        len(sites),
        len({criterion.id for site in sites for criterion in _within(site, ids)}),
        len(units),
        sum(len({one is None for one in unit.values()}) > 1 for unit in units),
        tuple(found),
    )


def _within(site: CodedSite, ids: set[str]) -> list[CriterionResult]:
    first = next(iter(site.assessments.values()))
    return [one for result in first.frameworks if result.id in ids for one in result.criteria]


def _units(site: CodedSite, ids: set[str]) -> Iterator[_Ratings]:
    by = {
        coder: [_rated(one) for result in each.frameworks if result.id in ids for one in result.criteria]
        for coder, each in site.assessments.items()
    }
    for ratings in zip(*by.values(), strict=True):
        yield dict(zip(by, ratings, strict=True))


def _of_pairs(
    coders: Sequence[str], units: Sequence[_Ratings], seed: int, resamples: int
) -> Iterator[Figure]:
    measures: tuple[tuple[Measure, Statistic], ...] = (
        ("exact agreement", exact),
        ("weighted kappa, linear", linear_kappa),
        ("weighted kappa, quadratic", quadratic_kappa),
    )
    for pair in combinations(coders, 2):
        yield from _measured(pair, units, measures, seed, resamples)


def _measured(
    coders: Sequence[str],
    units: Sequence[_Ratings],
    measures: Sequence[tuple[Measure, Statistic]],
    seed: int,
    resamples: int,
) -> Iterator[Figure]:
    """Figures of some coders on each bound; exact agreement on both at once as well."""
    bounds: tuple[tuple[Literal["evidenced", "possible", "both"], tuple[int, int]], ...]
    bounds = (("evidenced", (1, 0)), ("possible", (0, 1)), ("both", (_APART, 1)))
    for of, (evidenced, possible) in bounds:
        chosen = [one for one in measures if of != "both" or one[0] == "exact agreement"]
        rated: list[Unit] = [
            tuple(
                None if found is None else evidenced * found[0] + possible * found[1]
                for found in (unit.get(coder) for coder in coders)
            )
            for unit in units
        ]
        found = estimate(rated, [statistic for _, statistic in chosen], seed, resamples)
        for (measure, _), one in zip(chosen, found, strict=True):
            yield Figure(
                measure,
                of,
                tuple(coders),
                one.units,
                one.value,
                one.undefined,
                one.low,
                one.high,
                one.resamples,
                one.degenerate,
            )


_APART = 10
"""More than the highest level, so that two bounds make one number that no others make."""
