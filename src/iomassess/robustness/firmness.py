"""What firmness is told in: variants of sites, conclusions, and how many variants each of them survives."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from iomassess.results import Assessment, ComparedSite

Interval = tuple[int, int]
"""A level as evidenced and as possible (0-4)."""
Levels = Mapping[str, Interval]
"""The level of each criterion that applies, by its id."""
Family = Literal["rule", "weight", "criterion", "place", "conflict"]
"""What a variant changes: three ways of summing up, and two that change facts."""
Kind = Literal["summary", "level", "levels", "domain", "criterion", "throughout"]
"""Of one site: a summary, a level, one level above another; of two: a summary, a criterion, all criteria."""


Ranks = Literal["above", "same", "more evidenced", "not ranked"]
"""What is concluded of two: that one is certainly above, or what can be said instead."""
Grain = Literal["source", "section", "passage"]
"""How much is left out: all that one source says, one of its sections, or one passage as it is cited."""
Why = Literal["no record", "no level reads it", "whole record", "several fields", "in words", "contradiction"]
"""Why a claim cannot be carried out: see `docs/robustness.md`."""


# -- what is given


class Varied(NamedTuple):
    """One site with one thing about its facts changed."""

    family: Literal["place", "conflict"]
    key: Any
    """Equal where two sites share a place, which is then left out of both."""
    says: str
    grain: Grain | None
    within: tuple[str, ...]
    """The wider places that take a place in."""
    levels: Levels
    line: int | None
    """Where a claim stands."""
    lines: Mapping[str, tuple[int, ...]]
    """By criterion that moves, where the records stand that are gone."""
    forgotten: int
    """How many records are gone or say less."""


class Untried(NamedTuple):
    """Another reading of a conflict that could not be carried out."""

    about: str
    says: str
    line: int
    why: Why
    against: tuple[int, ...]


class Sited(NamedTuple):
    """A site as it is and as it would be."""

    assessment: Assessment
    varied: tuple[Varied, ...]
    untried: tuple[Untried, ...]
    sources: tuple[str, ...]
    """The sources that its evidence cites."""


# -- what is found


class Spot(NamedTuple):
    """Lines of a file."""

    file: str
    lines: tuple[int, ...]


class Overturned(NamedTuple):
    """A variant in which a conclusion does not hold, and what does."""

    family: Family
    says: str
    then: str
    spots: tuple[Spot, ...]
    within: tuple[str, ...] = ()


class Weighing(NamedTuple):
    """How often one criterion would have to count to turn a summary."""

    criterion: str
    title: str
    least: int | None
    """The smallest whole weight that turns it; None where no weight does, however large."""
    then: str | None


class Statement(NamedTuple):
    """A conclusion, and in how many of the variants that bear on its kind it holds."""

    kind: Kind
    framework: str
    about: str
    other: str | None
    """The criterion that stands lower, where two are compared at one site."""
    says: str
    ranks: Ranks | None
    tried: int
    moved: int
    """Of the variants tried, those that move a level on which it rests."""
    holds: int
    overturned: tuple[Overturned, ...]
    weighings: tuple[Weighing, ...]


class Tried(NamedTuple):
    """What was varied about the facts, in numbers."""

    sources: int
    sections: int
    passages: int
    idle: int
    """Of these places, those on which nothing rests alone."""
    readings: int


class Bearing(NamedTuple):
    """What rests on a place alone."""

    says: str
    records: int
    moved: int
    """How many levels move without it."""


class FirmSite(NamedTuple):
    """One site: what was tried, what could not be, and how firm each of its levels is."""

    site: ComparedSite
    sources: tuple[str, ...]
    levels: int
    """How many criteria apply."""
    tried: Tried
    bearing: tuple[Bearing, ...]
    untried: tuple[Untried, ...]
    statements: tuple[Statement, ...]


class FirmPair(NamedTuple):
    """Two sites, and how firm is what a comparison concludes of them."""

    site: str
    other: str
    names: tuple[str, str]
    tried: Tried
    statements: tuple[Statement, ...]


class Used(NamedTuple):
    """A framework by which the sites were assessed."""

    id: str
    title: str
    version: str
    sha256: str | None


class Robustness(NamedTuple):
    """What `robustness --format json` prints; the least firm comes first."""

    format: Literal["iomassess/robustness/1"]
    frameworks: tuple[Used, ...]
    sites: tuple[FirmSite, ...]
    pairs: tuple[FirmPair, ...]
