"""What changed at a site between two waves: practice, evidence, applicability or the framework.

Evidence that arrives is never called an improvement. Practice changed for certain only where what the
one wave shows is what the other rules out.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, cast

from iomassess.problems import refused
from iomassess.progress.transitions import (
    CountChange,
    Kind,
    RecordChange,
    Wave,
    count_changes,
    first_day,
    last_day,
    record_changes,
)
from iomassess.results import (
    AssessedSite,
    Assessment,
    CriterionResult,
    Declared,
    DomainResult,
    Fact,
    FrameworkResult,
    RungResult,
    Verdict,
)

Course = Literal[
    "surely higher",
    "surely lower",
    "same",
    "better known",
    "less known",
    "may have changed",
    "nothing new",
    "applicability changed",
    "not applicable",
    "cannot be split",
    "in one framework only",
]
"""What can be said of a level at two waves, from its bounds alone."""


class WaveLevel(NamedTuple):
    """A criterion's level at one wave."""

    evidenced: int
    possible: int
    name: str
    why: str
    not_applicable: str | None


class RungChange(NamedTuple):
    """A rung that is judged otherwise than it was, and what its later verdict stands on."""

    level: int
    name: str
    label: str
    means: str
    before: Verdict
    after: Verdict
    kind: Kind
    facts: tuple[Fact, ...]
    """Of a rung that is met now: the records."""
    declared: tuple[Declared, ...]
    """Of a rung that is not met now: the statements."""


class CriterionProgress(NamedTuple):
    """A criterion at two waves. Both levels are by one framework, except where that is not possible."""

    id: str
    title: str
    before: WaveLevel | None
    """None where only the later framework has the criterion."""
    after: WaveLevel | None
    """None where only the earlier framework has the criterion."""
    saved_before: WaveLevel | None
    """As it was saved under another framework; None where the same was used."""
    saved_after: WaveLevel | None
    course: Course
    kinds: tuple[Kind, ...]
    """What the change consists of; empty where nothing changed."""
    rungs: tuple[RungChange, ...]
    counts: tuple[CountChange, ...]
    records: tuple[RecordChange, ...]
    disputed: tuple[str, ...]
    """What sources disagree on behind the level, at either wave."""

    @property
    def cautions(self) -> tuple[RecordChange, ...]:
        """Records said to have changed since, by sources that are all older than the earlier wave."""
        return tuple(one for one in self.records if (one.kind, one.dated) == ("practice changed", "earlier"))


class DomainProgress(NamedTuple):
    """A domain's criteria at two waves; there is no summary, as a median mixes kinds of change."""

    id: str
    title: str
    criteria: tuple[CriterionProgress, ...]


class FrameworkProgress(NamedTuple):
    """Two waves under one framework, or under two that cannot be told apart from practice."""

    id: str
    title: str
    scale: tuple[str, ...]
    version_before: str
    version_after: str
    sha256: str | None
    """Of the framework by which both were scored; None where there is no such."""
    domains: tuple[DomainProgress, ...]

    @property
    def criteria(self) -> tuple[CriterionProgress, ...]:
        """All criteria, in order."""
        return tuple(criterion for domain in self.domains for criterion in domain.criteria)


class Progress(NamedTuple):
    """What `progress --format json` prints."""

    format: Literal["iomassess/progress/1"]
    before: AssessedSite
    after: AssessedSite
    notes: tuple[str, ...]
    """What bears on all of it, such as two waves of the same time."""
    frameworks: tuple[FrameworkProgress, ...]

    @property
    def criteria(self) -> tuple[CriterionProgress, ...]:
        """All criteria under all frameworks."""
        return tuple(criterion for framework in self.frameworks for criterion in framework.criteria)


class Pair(NamedTuple):
    """Two waves as they are compared, and as they were saved where they had to be scored anew."""

    before: Assessment
    after: Assessment
    saved_before: Assessment | None = None
    saved_after: Assessment | None = None


def progress(pair: Pair) -> Progress:
    """Tell what changed. Raises InvalidSource for two sites, or the later wave first."""
    before, after = pair.before.site, pair.after.site
    refuse_unlike(before, after)
    shared = [
        (one, other)
        for other in pair.after.frameworks
        for one in pair.before.frameworks
        if one.id == other.id
    ]
    if not shared:
        raise refused(after.id, "no framework was used at both waves")
    return Progress(
        "iomassess/progress/1",
        before,
        after,
        tuple(_notes(pair)),
        tuple(_framework(one, other, pair) for one, other in shared),
    )


def refuse_unlike(before: AssessedSite, after: AssessedSite) -> None:
    """Refuse two sites, and waves in the wrong order. Raises InvalidSource."""
    if before.id != after.id:
        raise refused(f"{before.id} and {after.id}", "are two sites; progress is told of one at two waves")
    if last_day(after.as_of) < first_day(before.as_of):
        what = f"describes {after.as_of}, before {before.as_of}: give the earlier wave first"
        raise refused(after.file or after.id, what)


def _notes(pair: Pair) -> Iterator[str]:
    before, after = pair.before.site, pair.after.site
    if before.sha256 is not None and before.sha256 == after.sha256:
        yield "Both waves are the same text of one site file."
    elif before.as_of == after.as_of:
        yield (
            f"Both files describe the same time, {before.as_of}. Where practice seems to have changed, one "
            "of them is likely to be wrong."
        )
    elif last_day(before.as_of) >= first_day(after.as_of):
        yield f"The dates {before.as_of} and {after.as_of} do not tell which of the two came first."
    if before.wave == after.wave and (before.sha256 is None or before.sha256 != after.sha256):
        yield f"Both files call themselves the wave {before.wave}."
    ids = [[one.id for one in each.frameworks] for each in (pair.before, pair.after)]
    for key in dict.fromkeys((*ids[0], *ids[1])):
        if not (key in ids[0] and key in ids[1]):
            yield f"The framework {key} was used at one wave only, and is left out."
    for saved, scored in ((pair.saved_before, pair.before), (pair.saved_after, pair.after)):
        now = {one.id for result in scored.frameworks for one in result.criteria}
        for result in saved.frameworks if saved else ():
            for one in result.criteria:
                if one.id not in now:
                    yield f"{one.id} was saved at {one.name}; the framework has it no longer."


# -- levels


def _framework(one: FrameworkResult, other: FrameworkResult, pair: Pair) -> FrameworkProgress:
    same = one.sha256 is not None and one.sha256 == other.sha256
    waves = (Wave(pair.before), Wave(pair.after)) if same else None
    sides = [
        _criteria(one),
        _criteria(other),
        _saved(pair.saved_before, one),
        _saved(pair.saved_after, other),
    ]
    return FrameworkProgress(
        other.id,
        other.title,
        other.scale,
        one.version,
        other.version,
        other.sha256 if same else None,
        tuple(_domains(one, other, sides, waves)),
    )


def _criteria(result: FrameworkResult) -> dict[str, CriterionResult]:
    return {one.id: one for one in result.criteria}


def _saved(saved: Assessment | None, scored: FrameworkResult) -> dict[str, CriterionResult]:
    """The criteria as they were saved, where that was by another text of the framework."""
    found = [one for one in saved.frameworks if one.id == scored.id] if saved else []
    return _criteria(found[0]) if found and found[0].sha256 != scored.sha256 else {}


def _domains(
    one: FrameworkResult,
    other: FrameworkResult,
    sides: Sequence[dict[str, CriterionResult]],
    waves: tuple[Wave, Wave] | None,
) -> Iterator[DomainProgress]:
    domains: dict[str, tuple[DomainResult, list[str]]] = {}
    told = set[str]()
    for result in (other, one):  # what only the earlier framework has comes last
        for domain in result.domains:
            ids = domains.setdefault(domain.id, (domain, []))[1]
            ids += [each.id for each in domain.criteria if each.id not in told]
            told |= {each.id for each in domain.criteria}
    before, after, saved_before, saved_after = sides
    for first, ids in domains.values():
        yield DomainProgress(
            first.id,
            first.title,
            tuple(
                _beside_saved(
                    _criterion(before.get(key), after.get(key), waves),
                    _level(saved_before.get(key)),
                    _level(saved_after.get(key)),
                )
                for key in ids
            ),
        )


def _beside_saved(
    found: CriterionProgress, saved_before: WaveLevel | None, saved_after: WaveLevel | None
) -> CriterionProgress:
    """A criterion with the levels as they were saved, and whether the framework alone moved them."""
    moved = any(
        saved is not None and (scored is None or _bounds(saved) != _bounds(scored))
        for saved, scored in ((saved_before, found.before), (saved_after, found.after))
    )
    kinds = dict.fromkeys((*found.kinds, *(("framework changed",) if moved else ())))
    return found._replace(saved_before=saved_before, saved_after=saved_after, kinds=tuple(kinds))


def _bounds(level: WaveLevel) -> tuple[int, int] | None:
    return None if level.not_applicable is not None else (level.evidenced, level.possible)


def _level(one: CriterionResult | None) -> WaveLevel | None:
    if one is None:
        return None
    excused = one.not_applicable.reason if one.not_applicable else None
    return WaveLevel(one.evidenced, one.possible, one.name, one.why, excused)


def _criterion(
    before: CriterionResult | None, after: CriterionResult | None, waves: tuple[Wave, Wave] | None
) -> CriterionProgress:
    any_of = cast("CriterionResult", after or before)
    found = CriterionProgress(
        any_of.id,
        any_of.title,
        _level(before),
        _level(after),
        None,
        None,
        "cannot be split",
        ("framework changed",),
        (),
        (),
        (),
        tuple(dict.fromkeys(about for one in (before, after) if one for about in one.disputed)),
    )
    if before is None or after is None:
        return found._replace(course="in one framework only")
    if waves is None:
        return found
    if (before.not_applicable is None) is not (after.not_applicable is None):
        return found._replace(course="applicability changed", kinds=("applicability changed",))
    if before.not_applicable is not None:
        return found._replace(course="not applicable", kinds=())
    pairs = list(zip(before.rungs, after.rungs, strict=False))
    rungs = tuple(change for one, other in pairs if (change := _rung(one, other)) is not None)
    counts = _merged_counts(one for pair in pairs for one in count_changes(*pair))
    records = _merged_records(one for pair in pairs for one in record_changes(*pair, *waves))
    course = _course(before, after)
    return found._replace(
        course=course,
        kinds=_kinds(course, rungs, counts, records),
        rungs=rungs,
        counts=counts,
        records=records,
    )


def _course(before: CriterionResult, after: CriterionResult) -> Course:
    """What the bounds of a level say: apart, one within the other, or overlapping."""
    if after.evidenced > before.possible:
        return "surely higher"
    if after.possible < before.evidenced:
        return "surely lower"
    was, now = (before.evidenced, before.possible), (after.evidenced, after.possible)
    if was == now:
        return "same" if before.settled else "nothing new"
    if was[0] <= now[0] and now[1] <= was[1]:
        return "better known"
    if now[0] <= was[0] and was[1] <= now[1]:
        return "less known"
    return "may have changed"


def _rung(before: RungResult, after: RungResult) -> RungChange | None:
    if before.verdict == after.verdict:
        return None
    kind: Kind = "practice changed"
    if before.verdict == "unknown":
        kind = "evidence arrived"
    elif after.verdict == "unknown":
        kind = "no longer known"
    return RungChange(
        after.level,
        after.name,
        after.label,
        after.means,
        before.verdict,
        after.verdict,
        kind,
        after.reason.facts() if after.verdict == "met" else (),
        after.reason.against() if after.verdict == "not met" else (),
    )


# -- what a change consists of


def _kinds(
    course: Course,
    rungs: Iterable[RungChange],
    counts: Sequence[CountChange],
    records: Iterable[RecordChange],
) -> tuple[Kind, ...]:
    """The kinds of change, practice first. A record that nobody can place is no matter where its rung is."""
    turned = {one.level for one in rungs if one.kind == "practice changed"}
    found = {one.kind for one in rungs}
    if counts or turned or course in ("surely higher", "surely lower"):
        found.add("practice changed")
    elif course == "may have changed":
        found.add("cannot be told")
    for one in records:
        if one.kind != "cannot be told" or not turned & set(one.rungs):
            found.add(one.kind)
    return tuple(one for one in _ORDER if one in found)


_ORDER: tuple[Kind, ...] = ("practice changed", "evidence arrived", "no longer known", "cannot be told")


def _merged_counts(found: Iterable[CountChange]) -> tuple[CountChange, ...]:
    """Each question once, with all its rungs."""
    merged: dict[tuple[str, str, str], CountChange] = {}
    for one in found:
        same = merged.setdefault((one.asks, one.before, one.after), one)
        rungs = tuple(sorted({*same.rungs, *one.rungs}))
        merged[one.asks, one.before, one.after] = same._replace(rungs=rungs)
    return tuple(merged.values())


def _merged_records(found: Iterable[RecordChange]) -> tuple[RecordChange, ...]:
    """Each record once, as what is most certain of it, with all the rungs of which that is true."""
    merged: dict[tuple[str, int, int], RecordChange] = {}
    for one in sorted(found, key=lambda one: _ORDER.index(one.kind)):
        key = next((key for key in merged if _one_record(key, one)), None)
        if key is None:
            merged[one.label, one.line_before, one.line_after] = one
        elif merged[key].kind == one.kind:
            rungs = tuple(sorted({*merged[key].rungs, *one.rungs}))
            merged[key] = merged[key]._replace(rungs=rungs)
    return tuple(merged.values())


def _one_record(key: tuple[str, int, int], one: RecordChange) -> bool:
    """Whether a change is of a record that is told already: the same name, and no other line."""
    label, *lines = key
    own = (one.line_before, one.line_after)
    return label == one.label and all(0 in (a, b) or a == b for a, b in zip(lines, own, strict=True))
