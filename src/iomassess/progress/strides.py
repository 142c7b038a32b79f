"""What changed between two waves, in words: for the terminal and for reports."""

from collections.abc import Iterator
from typing import NamedTuple

from iomassess.phrases import interval, joined
from iomassess.progress.changes import Course, CriterionProgress, RungChange, WaveLevel
from iomassess.progress.transitions import Kind, RecordChange

COURSES: dict[Course, str] = {
    "surely higher": "higher for certain",
    "surely lower": "lower for certain",
    "same": "the same level",
    "better known": "better known; nothing in the levels shows a change",
    "less known": "less is known; nothing in the levels shows a change",
    "may have changed": "may have changed; the levels alone do not tell",
    "nothing new": "as open as before",
    "applicability changed": "applies at one wave only",
    "not applicable": "not applicable",
    "cannot be split": "by two frameworks: practice cannot be told from framework",
    "in one framework only": "a criterion of one of the two frameworks only",
}
"""What can be said of a level."""


class Told(NamedTuple):
    """One part of a change, in words."""

    kind: Kind
    says: str
    evidence: tuple[str, ...] = ()


def told(one: CriterionProgress) -> tuple[Told, ...]:
    """Everything that a criterion's change consists of, practice first."""
    found = [*_framework(one), *_applicability(one), *map(_rung, one.rungs), *_counts(one)]
    found += map(_record, one.records)
    return tuple(sorted(found, key=lambda part: _ORDER.index(part.kind)))


_ORDER: tuple[Kind, ...] = (
    "framework changed",
    "applicability changed",
    "practice changed",
    "evidence arrived",
    "no longer known",
    "cannot be told",
)


def level(one: WaveLevel | None) -> str:
    """A level as a table has room for."""
    if one is None:
        return "-"
    return "n/a" if one.not_applicable is not None else interval(one.evidenced, one.possible)


def _framework(one: CriterionProgress) -> Iterator[Told]:
    for which, saved, scored in (
        ("earlier", one.saved_before, one.before),
        ("later", one.saved_after, one.after),
    ):
        if saved is not None and level(saved) != level(scored):
            says = f"the {which} wave was {level(saved)} as saved, and is {level(scored)} by this framework"
            yield Told("framework changed", says)


def _applicability(one: CriterionProgress) -> Iterator[Told]:
    if one.course != "applicability changed" or one.before is None or one.after is None:
        return
    if one.after.not_applicable is not None:
        yield Told("applicability changed", f"it no longer applies: {one.after.not_applicable}")
    else:
        yield Told("applicability changed", f"it applies now; it did not: {one.before.not_applicable}")


_VERDICTS = {"met": "met", "not met": "ruled out", "unknown": "not established"}


def _rung(one: RungChange) -> Told:
    rung = f"level {one.level} ({one.label})"
    was, now = _VERDICTS[one.before], _VERDICTS[one.after]
    says = {
        "practice changed": f"{rung} was {was}, and is {now}",
        "evidence arrived": f"{rung} is now shown to be {now}; whether it was before is not known",
        "no longer known": f"{rung} was shown to be {was}, and is open now",
    }[one.kind]
    evidence = (each for some in (one.facts, one.declared) for fact in some for each in fact.evidence)
    return Told(one.kind, says, tuple(dict.fromkeys(evidence)))


def _counts(one: CriterionProgress) -> Iterator[Told]:
    turned = {rung.level for rung in one.rungs if rung.kind == "practice changed"}
    for count in one.counts:
        if not turned & set(count.rungs):
            word = "more" if count.more else "fewer"
            says = f"{word} for certain: {count.asks}: {count.before} before, {count.after} now"
            yield Told("practice changed", f"{says}, without moving {_levels(count.rungs)}")


def _record(one: RecordChange) -> Told:
    said = f"{one.label}: {one.was} before, {one.now} now"
    if one.kind == "cannot be told":
        said += f"; {_untold(one)}"
    if one.dated == "later" and one.kind == "cannot be told":
        said += " (its sources are from after the earlier wave)"
    if one.dated == "earlier" and one.was == "not recorded":
        said += " (its sources are from before the earlier wave: it was so, and not recorded)"
    elif one.dated == "earlier" and one.kind == "practice changed":
        said += " (yet its sources are from before the earlier wave: is the earlier file wrong?)"
    return Told(one.kind, f"{said} [{_levels(one.rungs)}]", one.evidence)


def _untold(one: RecordChange) -> str:
    """Why nobody can tell what changed."""
    if one.was == "not recorded":
        return "whether that is new, or newly recorded, the files do not tell"
    return "whether it is the same one, and one that is asked for, the files do not tell"


def _levels(rungs: tuple[int, ...]) -> str:
    return f"level{'s' if len(rungs) > 1 else ''} {joined(map(str, rungs))}"
