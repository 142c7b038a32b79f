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
    question: Text = Field(
        description="The question, as an interviewer would put it.",
        examples=["Which agencies have staff in the team?"],
    )
    source: Citations = Field(
        description="Which part of the source's interviews it follows.", examples=[["study app.2 general"]]
    )


class RungFile(Model):
    """One rung of a ladder, as written."""

    label: Annotated[str, Field(min_length=1, max_length=60)] | None = Field(
        None,
        description="What the rung asks for, in a few words, for tables and pictures.",
        examples=["shares the team's office"],
    )
    means: Text = Field(
        description="A sentence that is true when the rung is met.",
        examples=["A Third Sector agency is in the delivery team and shares its office."],
    )
    when: dict[str, Any] = Field(
        description="The condition.",
        examples=[
            {
                "some": "members",
                "where": {"group.level": "service-delivery", "agency.sector": "third", "co_located": True},
            }
        ],
    )
    because: Text = Field(
        description="Why the rung stands here, from the source's words.",
        examples=["Offices were shared at all four sites, but only two had Third Sector staff in them."],
    )
    source: Citations = Field(
        description="Where the source says so.", examples=[["study 3.1 service delivery"]]
    )
    remedy: Text = Field(
        description="What to do where the rung is not met.",
        examples=["Offer Third Sector partners desks in the team's office."],
    )
    recommendation: tuple[Citation, ...] = Field(
        (), description="Where the source recommends it.", examples=[["study 6.0 rec 8"]]
    )
    ask: tuple[AskFile, ...] = Field(
        min_length=1,
        description="What to ask where it is not known.",
        examples=[
            [{"of": ["delivery"], "question": "Who has a desk there?", "source": ["study app.2 general"]}]
        ],
    )


class TargetFile(Model):
    """The level that the source asks for, as written."""

    level: Level = Field(description="The level, 0 to 4.", examples=[3])
    because: Text = Field(
        description="Why this level and no higher, from the source's words.",
        examples=["Lighter means than another meeting may do."],
    )
    source: Citations = Field(description="Where the source asks for it.", examples=[["study 6.0 rec 9"]])


class CriterionFile(Model):
    """A criterion, as written in the first document of its file."""

    title: Text = Field(description="A short title.", examples=["Service delivery"])
    question: Text = Field(
        description="The question it answers, as an interviewer would ask it.",
        examples=["How do Third Sector agencies take part in the day-to-day work?"],
    )
    why: Text = Field(
        description="What makes it matter.",
        examples=["Day-to-day work is where the clearest gains were seen."],
    )
    source: Citations = Field(
        description="Where the source speaks of it.", examples=[["study 3.1 service delivery"]]
    )
    theme: Text | None = Field(
        None, description="The theme that it shares with other criteria.", examples=["Volunteering"]
    )
    ladder: Text = Field(
        description="Why the rungs stand in this order.",
        examples=["It climbs from referrals to partners in the team, who are closer to the work."],
    )
    target: TargetFile | None = Field(
        None,
        description="The level that the source asks for.",
        examples=[{"level": 4, "because": "It is to be promoted everywhere.", "source": ["study 6.0 rec 8"]}],
    )
    held_back_by: dict[BarrierKind, Citations] = Field(
        {},
        description="The kinds of barrier that hold it back, each with where the source says so.",
        examples=[{"vetting": ["study 4.1"]}],
    )
    levels: dict[LevelKey, RungFile] = Field(description="The four rungs.")


class DomainFile(Model):
    """A domain of a framework, as written in its `domain.yaml`."""

    title: Text = Field(description="A short title.", examples=["Voice and partnership"])
    about: Text = Field(
        description="What it covers.",
        examples=["Whether the Third Sector is heard where policies are shaped."],
    )
    source: Citations = Field(description="Where it comes from.", examples=[["study 2.0 figure 2.1"]])
    order: tuple[Id, ...] = Field(
        min_length=1, description="Its criteria, as they are shown.", examples=[["representation", "compact"]]
    )


class FrameworkFile(Model):
    """A framework, as written in its `framework.yaml`."""

    format: Literal["iomassess/framework/1"] = Field(description="The file format and its version.")
    id: Id = Field(description="Its id; the folder has the same name.", examples=["engagement"])
    title: Text = Field(description="A short title.", examples=["Levels of Third Sector engagement"])
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")] = Field(
        description="Its version: the first number changes when levels move.", examples=["1.0.0"]
    )
    source: Citations = Field(description="Where it comes from.", examples=[["study 3.1"]])
    about: Text = Field(
        description="What it assesses.", examples=["Where Third Sector agencies stand in a project."]
    )
    scale: dict[Literal["0", "1", "2", "3", "4"], Text] = Field(
        description="The levels' names.",
        examples=[{"0": "none", "1": "minimal", "2": "partial", "3": "substantial", "4": "full"}],
    )
    summary: Literal["lower-median", "minimum", "none"] = Field(
        description="How the levels of several criteria are summed up."
    )
    order: tuple[Id, ...] = Field(
        min_length=1,
        description="Its domains, or its criteria where it has no domains, in order.",
        examples=[["service-delivery", "connections"]],
    )
