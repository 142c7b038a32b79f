"""Frameworks as they are written: the models of their files."""

from typing import Annotated, Any, Literal

from pydantic import Field

from iomassess.site import Citation, Id, Model, Text
from iomassess.vocabulary import BarrierKind, InterviewRole

TOP = 4
"""The highest level of every ladder."""

LevelKey = Literal["1", "2", "3", "4"]
Level = Annotated[int, Field(strict=True, ge=0, le=TOP)]
Citations = Annotated[tuple[Citation, ...], Field(min_length=1)]


class AskFile(Model):
    """A question that would show whether a rung is met, as written."""

    of: tuple[InterviewRole, ...] = Field(min_length=1, description="Whom to ask: the roles interviewed.")
    question: Text = Field(description="The question, as an interviewer would put it.")
    source: Citations = Field(description="Which part of the source's interviews it follows.")


class RungFile(Model):
    """One rung of a ladder, as written."""

    label: Annotated[str, Field(min_length=1, max_length=60)] | None = Field(
        None, description="What the rung asks for, in a few words, for tables and pictures."
    )
    means: Text = Field(description="A sentence that is true when the rung is met.")
    when: dict[str, Any] = Field(description="The condition.")
    because: Text = Field(description="Why the rung stands here, from the source's words.")
    source: Citations = Field(description="Where the source says so.")
    remedy: Text = Field(description="What to do where the rung is not met.")
    recommendation: tuple[Citation, ...] = Field((), description="Where the source recommends it.")
    ask: tuple[AskFile, ...] = Field(min_length=1, description="What to ask where it is not known.")


class TargetFile(Model):
    """The level that the source asks for, as written."""

    level: Level = Field(description="The level, 0 to 4.")
    because: Text = Field(description="Why this level and no higher, from the source's words.")
    source: Citations = Field(description="Where the source asks for it.")


class CriterionFile(Model):
    """A criterion, as written in the first document of its file."""

    title: Text = Field(description="A short title.")
    question: Text = Field(description="The question it answers, as an interviewer would ask it.")
    why: Text = Field(description="What makes it matter.")
    source: Citations = Field(description="Where the source speaks of it.")
    theme: Text | None = Field(None, description="The theme that it shares with other criteria.")
    ladder: Text = Field(description="Why the rungs stand in this order.")
    target: TargetFile | None = Field(None, description="The level that the source asks for.")
    held_back_by: dict[BarrierKind, Citations] = Field(
        {}, description="The kinds of barrier that hold it back, each with where the source says so."
    )
    levels: dict[LevelKey, RungFile] = Field(description="The four rungs.")


class DomainFile(Model):
    """A domain of a framework, as written in its `domain.yaml`."""

    title: Text = Field(description="A short title.")
    about: Text = Field(description="What it covers.")
    source: Citations = Field(description="Where it comes from.")
    order: tuple[Id, ...] = Field(min_length=1, description="Its criteria, as they are shown.")


class FrameworkFile(Model):
    """A framework, as written in its `framework.yaml`."""

    format: Literal["iomassess/framework/1"] = Field(description="The file format and its version.")
    id: Id = Field(description="Its id; the folder has the same name.")
    title: Text = Field(description="A short title.")
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")] = Field(
        description="Its version: the first number changes when levels move."
    )
    source: Citations = Field(description="Where it comes from.")
    about: Text = Field(description="What it assesses.")
    scale: dict[Literal["0", "1", "2", "3", "4"], Text] = Field(description="The levels' names.")
    summary: Literal["lower-median", "minimum", "none"] = Field(
        description="How the levels of several criteria are summed up."
    )
    order: tuple[Id, ...] = Field(
        min_length=1, description="Its domains, or its criteria where it has no domains, in order."
    )
