"""The sources that frameworks cite: what they recommend, and what their acronyms stand for."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from iomassess import site
from iomassess.places import is_file
from iomassess.problems import InvalidSource
from iomassess.site import Citation, Id, Text
from iomassess.source import Source, read
from iomassess.validation import validate


class CitedFile(site.Source):
    """A source, as written in its file beside the frameworks that cite it; the file's name is its id."""

    format: Literal["iomassess/source/1"] = Field(description="The file format and its version.")
    id: Id = Field(
        description="Its id, by which citations begin; the file has the same name.", examples=["study"]
    )
    recommendations: dict[Citation, Text] = Field(
        description="What it recommends, in the coder's own words, by the citation of each.",
        examples=[{"study 6.0 rec 8": "Promote shared offices and shared cases."}],
    )
    acronyms: dict[Text, Text] = Field(
        {},
        description="What its acronyms stand for.",
        examples=[{"CDRP": "Crime and Disorder Reduction Partnership"}],
    )


class CitedSource(NamedTuple):
    """A source that a framework cites."""

    id: str
    title: str
    recommendations: Mapping[str, str]
    """What it recommends, by citation."""
    acronyms: Mapping[str, str]


def is_cited(source: Source) -> bool:
    """Whether a file says that it is one of these, and not a site file."""
    return str(source.values.get("format", "")).startswith("iomassess/source/")


def load_cited(source: Source) -> CitedSource:
    """Read a source's own file. Raises InvalidSource with every problem of the file."""
    file, _, problems = validate(CitedFile, source)
    what = "a source's file holds one document: remove the `---` before it"
    problems += [one.problem((), what, rule="yaml/documents") for one in source.following]
    if file is not None:
        name = Path(source.name).stem
        if file.id != name:
            what = f"should be the file's name, `{name}`"
            problems.append(source.problem(("id",), what, rule="framework/file-name", value=True))
        what = f"does not begin with the source's id, `{name}`"
        problems += [
            source.problem(("recommendations", citation), what, rule="framework/recommendation")
            for citation in file.recommendations
            if citation.split()[0] != name
        ]
    if problems or file is None:
        raise InvalidSource(problems)
    return CitedSource(
        file.id,
        file.title,
        {citation: says.strip() for citation, says in file.recommendations.items()},
        {acronym: means.strip() for acronym, means in file.acronyms.items()},
    )


def find_cited(folder: Path, citations: Iterable[str]) -> list[Source]:
    """Read the files that stand in a folder for the sources cited; a source may well have none."""
    ids = sorted({citation.split()[0] for citation in citations})
    paths = [folder / f"{one}.yaml" for one in ids if _ID.fullmatch(one)]
    return [read(path) for path in paths if is_file(path)]


_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
