"""Sheets of a progress report: criteria at two waves, and the parts of each change."""

from collections.abc import Iterator
from typing import NamedTuple

from iomassess.documents import Cell, Sheet
from iomassess.progress.changes import CriterionProgress, FrameworkProgress, Progress, WaveLevel
from iomassess.progress.strides import COURSES, Told, told
from iomassess.results import Assessment
from iomassess.sheets import notes
from iomassess.sheets.tabling import Field, Table, given, listed, where


class Moved(NamedTuple):
    """A criterion at both waves."""

    framework: FrameworkProgress
    criterion: CriterionProgress


class Part(NamedTuple):
    """One part of what changed on a criterion."""

    criterion: CriterionProgress
    told: Told


def progress_sheets(later: Assessment, found: Progress) -> Iterator[Sheet]:
    """What changed at a site since an earlier wave."""
    yield PROGRESS.by_site(
        [later], lambda _: (Moved(each, one) for each in found.frameworks for one in each.criteria)
    )
    yield CHANGES.by_site(
        [later], lambda _: (Part(one, part) for one in found.criteria for part in told(one))
    )


def _bound(level: WaveLevel | None, which: str) -> Cell:
    applies = level is not None and level.not_applicable is None
    return where(applies, getattr(level, which) if applies else None)


PROGRESS: Table[Moved] = Table(
    "progress",
    "Levels at two waves",
    "Each row is one criterion, at the wave that the row names and at the one before.",
    (notes.LEVELS, notes.INTERVALS, notes.PROGRESS),
    (
        Field("Framework", "The framework, by its id.", lambda one: one.framework.id),
        Field("Criterion", "The criterion, by its id.", lambda one: one.criterion.id),
        Field("Title", "What it is called.", lambda one: one.criterion.title),
        Field("Evidenced before", "Shown earlier.", lambda one: _bound(one.criterion.before, "evidenced")),
        Field(
            "Possible before", "Not ruled out earlier.", lambda one: _bound(one.criterion.before, "possible")
        ),
        Field("Evidenced after", "Shown later.", lambda one: _bound(one.criterion.after, "evidenced")),
        Field("Possible after", "Not ruled out later.", lambda one: _bound(one.criterion.after, "possible")),
        Field("Course", "What can be said of the level.", lambda one: COURSES[one.criterion.course]),
        Field(
            "What changed",
            "What the change consists of, where anything changed.",
            lambda one: given(listed(one.criterion.kinds)),
        ),
    ),
)

CHANGES: Table[Part] = Table(
    "changes",
    "What the changes consist of",
    "Each row is one part of what changed on a criterion.",
    (notes.PROGRESS,),
    (
        Field("Criterion", "The criterion, by its id.", lambda one: one.criterion.id),
        Field("Kind", "What kind of change it is.", lambda one: one.told.kind),
        Field("What", "The change in words.", lambda one: one.told.says),
        Field("Sources", "Where that is said.", lambda one: given(listed(one.told.evidence))),
    ),
)
