"""The examples of a framework's criteria: small sites, and the levels that they come to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field

from iomassess.framework.reading import load_framework
from iomassess.framework.written import Level
from iomassess.problems import InvalidSource
from iomassess.site import Model, Text
from iomassess.source import Source, read
from iomassess.validation import validate


class ExampleFile(Model):
    """A small site and the levels it comes to."""

    name: Text = Field(description="What the example shows.", examples=["nothing is known"])
    site: dict[str, Any] = Field(description="The parts of a site file that matter.", examples=[{}])
    evidenced: Level = Field(description="The level that the evidence shows.", examples=[0])
    possible: Level = Field(description="The highest level that it does not rule out.", examples=[4])


class ExamplesFile(Model):
    """The second document of a criterion's file, which tests and documentation read."""

    examples: tuple[ExampleFile, ...] = Field(
        description="The examples.",
        examples=[[{"name": "nothing is known", "site": {}, "evidenced": 0, "possible": 4}]],
    )


class Example(NamedTuple):
    """A criterion's example: a site file's values with places, and the levels it comes to."""

    criterion: str
    name: str
    source: Source
    evidenced: int
    possible: int


def load_examples(folder: Path) -> Iterator[Example]:
    """Read the examples of every criterion of a framework. Raises InvalidSource."""
    framework = load_framework(folder)
    for criterion in framework.criteria:
        path = folder.parent / f"{criterion.id}.yaml"
        first = read(path)
        if not first.following:
            what = "has no examples: add them as a second document"
            problem = first.problem((), what, rule="framework/examples")
            raise InvalidSource([problem])
        source = first.following[0]
        file, _, problems = validate(ExamplesFile, source)
        if file is None or problems or len(first.following) > 1:
            what = "only two documents fit"
            problems += [one.problem((), what, rule="yaml/documents") for one in first.following[1:]]
            raise InvalidSource(problems)
        for index, example in enumerate(file.examples):
            yield _example(criterion.id, example, source, index)


_EXAMPLE_HEAD = {
    "format": "iomassess/site/1",
    "id": "example",
    "name": "Example",
    "wave": "example",
    "as_of": "2009-02",
}


def _example(criterion: str, example: ExampleFile, source: Source, index: int) -> Example:
    mark = source.mark[2]["examples"][2][2][index][2]["site"][2]
    values = {**_EXAMPLE_HEAD, **example.site}
    site = Source(source.name, source.text, values, mark)
    return Example(criterion, example.name, site, example.evidenced, example.possible)
