"""Frameworks: criteria as ladders of conditions, read from a folder of YAML files."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, Field

from iomassess.conditions import Condition, read_condition
from iomassess.problems import InvalidSource, Problem, suggest
from iomassess.site import Citation, Id, Model, Text
from iomassess.source import Source, read
from iomassess.validation import validate

TOP = 4
"""The highest level of every ladder."""

LevelKey = Literal["1", "2", "3", "4"]
Level = Annotated[int, Field(ge=0, le=TOP)]
Citations = Annotated[tuple[Citation, ...], Field(min_length=1)]


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


class CriterionFile(Model):
    """A criterion, as written in the first document of its file."""

    title: Text = Field(description="A short title.")
    question: Text = Field(description="The question it answers, as an interviewer would ask it.")
    why: Text = Field(description="What makes it matter.")
    source: Citations = Field(description="Where the source speaks of it.")
    theme: Text | None = Field(None, description="The theme that it shares with other criteria.")
    ladder: Text = Field(description="Why the rungs stand in this order.")
    levels: dict[LevelKey, RungFile] = Field(description="The four rungs.")


class ExampleFile(Model):
    """A small site and the levels it comes to."""

    name: Text = Field(description="What the example shows.")
    site: dict[str, Any] = Field(description="The parts of a site file that matter.")
    evidenced: Level = Field(description="The level that the evidence shows.")
    possible: Level = Field(description="The highest level that it does not rule out.")


class ExamplesFile(Model):
    """The second document of a criterion's file, which tests and documentation read."""

    examples: tuple[ExampleFile, ...] = Field(description="The examples.")


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


class Rung(NamedTuple):
    """One level of a criterion, ready to be judged. Levels run from 1 to 4."""

    level: int
    label: str
    means: str
    condition: Condition
    because: str
    source: tuple[str, ...]
    remedy: str
    recommendation: tuple[str, ...]


class Criterion(NamedTuple):
    """A question and its ladder of four rungs; `id` is its path, such as `engagement/connections`."""

    id: str
    title: str
    question: str
    why: str
    source: tuple[str, ...]
    theme: str | None
    ladder: str
    rungs: tuple[Rung, ...]


class Domain(NamedTuple):
    """Criteria that belong together."""

    id: str
    title: str
    about: str
    source: tuple[str, ...]
    criteria: tuple[Criterion, ...]


class Framework(NamedTuple):
    """A set of criteria with one scale; without domain folders it has one domain, itself."""

    id: str
    title: str
    version: str
    about: str
    source: tuple[str, ...]
    scale: tuple[str, ...]
    summary: str
    domains: tuple[Domain, ...]

    @property
    def criteria(self) -> Iterator[Criterion]:
        """All criteria, in order."""
        return (criterion for domain in self.domains for criterion in domain.criteria)


class Example(NamedTuple):
    """A criterion's example: a site file's values with places, and the levels it comes to."""

    criterion: str
    name: str
    source: Source
    evidenced: int
    possible: int


def load_framework(folder: Path) -> Framework:
    """Read a framework from its folder. Raises InvalidSource with every problem of all its files."""
    loader = _Loader(folder)
    found = loader.framework()
    if loader.problems or found is None:
        raise InvalidSource(loader.problems)
    return found


def load_examples(folder: Path) -> Iterator[Example]:
    """Read the examples of every criterion of a framework. Raises InvalidSource."""
    framework = load_framework(folder)
    for criterion in framework.criteria:
        path = folder.parent / f"{criterion.id}.yaml"
        first = read(path)
        if not first.following:
            problem = first.problem((), "has no examples: add them as a second document")
            raise InvalidSource([problem])
        source = first.following[0]
        file, _, problems = validate(ExamplesFile, source)
        if file is None or problems or len(first.following) > 1:
            problems += [one.problem((), "only two documents fit") for one in first.following[1:]]
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


F = TypeVar("F", bound=BaseModel)


class _Loader:
    """Reads the files of one framework, gathering problems from all of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def framework(self) -> Framework | None:
        path = self.folder / "framework.yaml"
        source, file = self.file(path, FrameworkFile)
        if file is None or source is None:
            return None
        if file.id != self.folder.resolve().name:
            self.say(source, ("id",), f"should be the folder's name, `{self.folder.resolve().name}`")
        if len(file.scale) <= TOP:
            self.say(source, ("scale",), "should name each of the levels 0 to 4")
        nested = sorted(one.parent.name for one in self.folder.glob("*/domain.yaml"))
        if nested:
            self.ordered(source, file.order, nested)
            domains = [self.domain(file, name) for name in file.order if name in nested]
        else:
            criteria = self.criteria(source, file.order, self.folder, file.id, {"framework"})
            domains = [Domain(file.id, file.title, file.about, file.source, criteria)]
        return Framework(
            id=file.id,
            title=file.title,
            version=file.version,
            about=file.about.strip(),
            source=file.source,
            scale=tuple(file.scale[level] for level in sorted(file.scale)),
            summary=file.summary,
            domains=tuple(one for one in domains if one is not None),
        )

    def domain(self, framework: FrameworkFile, name: str) -> Domain | None:
        folder = self.folder / name
        source, file = self.file(folder / "domain.yaml", DomainFile)
        if file is None or source is None:
            return None
        path = f"{framework.id}/{name}"
        criteria = self.criteria(source, file.order, folder, path, {"domain"})
        return Domain(path, file.title, file.about.strip(), file.source, criteria)

    def criteria(
        self, source: Source, order: Iterable[str], folder: Path, path: str, other: set[str]
    ) -> tuple[Criterion, ...]:
        present = sorted({one.stem for one in folder.glob("*.yaml")} - other)
        self.ordered(source, order, present)
        found = [
            self.criterion(folder / f"{name}.yaml", f"{path}/{name}") for name in order if name in present
        ]
        return tuple(one for one in found if one is not None)

    def ordered(self, source: Source, order: Iterable[str], present: list[str]) -> None:
        """The order names each thing in the folder, once."""
        names = list(order)
        for index, name in enumerate(names):
            if name not in present:
                self.say(
                    source, ("order", index), f"there is no `{name}` in the folder{suggest(name, present)}"
                )
            elif name in names[:index]:
                self.say(source, ("order", index), f"`{name}` is here twice")
        for name in sorted(set(present) - set(names)):
            self.say(source, ("order",), f"`{name}` is in the folder and not in the order")

    def criterion(self, path: Path, criterion: str) -> Criterion | None:
        source, file = self.file(path, CriterionFile)
        if file is None or source is None:
            return None
        if len(file.levels) < TOP:
            self.say(source, ("levels",), "should have each of the levels 1 to 4")
        rungs = tuple(self.rung(source, level, file.levels[level]) for level in sorted(file.levels))
        return Criterion(
            id=criterion,
            title=file.title,
            question=file.question.strip(),
            why=file.why.strip(),
            source=file.source,
            theme=file.theme,
            ladder=file.ladder.strip(),
            rungs=rungs,
        )

    def rung(self, source: Source, level: str, rung: RungFile) -> Rung:
        here = ("levels", level, "when")
        condition = read_condition(rung.when, lambda loc, what: self.say(source, (*here, *loc), what))
        return Rung(
            level=int(level),
            label=rung.label or rung.means.strip(),
            means=rung.means.strip(),
            condition=condition,
            because=rung.because.strip(),
            source=rung.source,
            remedy=rung.remedy.strip(),
            recommendation=rung.recommendation,
        )

    def file(self, path: Path, model: type[F]) -> tuple[Source | None, F | None]:
        try:
            source = read(path, first_only=True)
        except InvalidSource as error:
            self.problems += error.problems
            return None, None
        file, _, problems = validate(model, source)
        self.problems += problems
        return source, file

    def say(self, source: Source, loc: tuple[str | int, ...], what: str) -> None:
        self.problems.append(source.problem(loc, what))
