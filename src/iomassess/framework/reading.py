"""Frameworks: criteria as ladders of conditions, read from a folder of YAML files."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from iomassess.engine.conditions import Condition, read_condition
from iomassess.framework.citations import CitedSource, find_cited, load_cited
from iomassess.framework.written import TOP, CriterionFile, DomainFile, FrameworkFile, RungFile, TargetFile
from iomassess.problems import InvalidSource, Problem, near, suggest
from iomassess.source import Loc, Source, read
from iomassess.validation import validate
from iomassess.vocabulary import BarrierKind, InterviewRole


class Ask(NamedTuple):
    """A question that would show whether a rung is met, and the roles that could answer it."""

    of: tuple[InterviewRole, ...]
    question: str
    source: tuple[str, ...]


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
    ask: tuple[Ask, ...]


class Target(NamedTuple):
    """The level that the source asks for (0-4)."""

    level: int
    because: str
    source: tuple[str, ...]


class Criterion(NamedTuple):
    """A question and its ladder of four rungs; `id` is its path, such as `engagement/connections`."""

    id: str
    title: str
    question: str
    why: str
    source: tuple[str, ...]
    theme: str | None
    ladder: str
    target: Target | None
    held_back_by: Mapping[BarrierKind, tuple[str, ...]]
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
    sources: tuple[CitedSource, ...]
    """Of the sources cited, those that have a file beside the framework's folder."""
    sha256: str | None
    """Of all its files and its sources', so that one text of a framework can be told from another."""

    def says(self, citation: str) -> str | None:
        """What a source recommends at a citation, where a file says so."""
        found = (one.recommendations.get(citation) for one in self.sources)
        return next((says for says in found if says is not None), None)

    @property
    def criteria(self) -> Iterator[Criterion]:
        """All criteria, in order."""
        return (criterion for domain in self.domains for criterion in domain.criteria)


def load_framework(folder: Path, *, reasons: bool = True) -> Framework:
    """Read a framework from its folder. Raises InvalidSource with every problem of all its files.

    Without `reasons` it lacks the sources that it cites and its hash, which levels do not need.
    """
    loader = _Loader(folder, reasons)
    found = loader.framework()
    if loader.problems or found is None:
        raise InvalidSource(loader.problems)
    return found


F = TypeVar("F", bound=BaseModel)


class _Loader:
    """Reads the files of one framework, gathering problems from all of them."""

    def __init__(self, folder: Path, reasons: bool) -> None:
        self.folder = folder
        self.reasons = reasons
        self.problems: list[Problem] = []
        self.files: dict[str, str] = {}
        self.recommended: list[tuple[str, Source, Loc]] = []

    def framework(self) -> Framework | None:
        path = self.folder / "framework.yaml"
        source, file = self.file(path, FrameworkFile)
        if file is None or source is None:
            return None
        if file.id != self.folder.resolve().name:
            what = f"should be the folder's name, `{self.folder.resolve().name}`"
            self.say(source, ("id",), what, "framework/file-name")
        if len(file.scale) <= TOP:
            self.say(source, ("scale",), "should name each of the levels 0 to 4", "framework/levels")
        nested = sorted(one.parent.name for one in self.folder.glob("*/domain.yaml"))
        if nested:
            self.ordered(source, file.order, nested)
            domains = [self.domain(file, name) for name in file.order if name in nested]
        else:
            criteria = self.criteria(source, file.order, self.folder, file.id, {"framework"})
            domains = [Domain(file.id, file.title, file.about, file.source, criteria)]
        whole = tuple(one for one in domains if one is not None)
        sources = self.sources({*file.source, *_citations(whole)}) if self.reasons else ()
        return Framework(
            id=file.id,
            title=file.title,
            version=file.version,
            about=file.about.strip(),
            source=file.source,
            scale=tuple(file.scale[level] for level in sorted(file.scale)),
            summary=file.summary,
            domains=whole,
            sources=sources,
            sha256=_digest(self.files) if self.reasons else None,
        )

    def sources(self, citations: Iterable[str]) -> tuple[CitedSource, ...]:
        """The sources cited that have a file; each recommendation cited of one must be in its file."""
        found = []
        folder = self.folder.resolve() if self.folder.name in ("", "..") else self.folder
        try:
            for source in find_cited(folder.parent, citations):
                self.files[f"../{Path(source.name).name}"] = source.text
                found.append(load_cited(source))
        except InvalidSource as error:
            self.problems += error.problems
        for citation, source, loc in self.recommended:
            for one in found:
                if citation.split()[0] == one.id and citation not in one.recommendations:
                    what = f"there is no recommendation `{citation}` in `{one.id}.yaml`"
                    hint = near(citation, list(one.recommendations))
                    rule = "framework/recommendation"
                    self.problems.append(source.problem(loc, f"{what}{hint}", rule=rule, value=True))
        return tuple(found)

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
                what = f"there is no `{name}` in the folder{suggest(name, present)}"
                self.say(source, ("order", index), what, _ORDER)
            elif name in names[:index]:
                self.say(source, ("order", index), f"`{name}` is here twice", _ORDER)
        for name in sorted(set(present) - set(names)):
            self.say(source, ("order",), f"`{name}` is in the folder and not in the order", _ORDER)

    def criterion(self, path: Path, criterion: str) -> Criterion | None:
        source, file = self.file(path, CriterionFile)
        if file is None or source is None:
            return None
        if len(source.values["levels"]) < TOP:
            self.say(source, ("levels",), "should have each of the levels 1 to 4", "framework/levels")
        rungs = tuple(self.rung(source, level, file.levels[level]) for level in sorted(file.levels))
        return Criterion(
            id=criterion,
            title=file.title,
            question=file.question.strip(),
            why=file.why.strip(),
            source=file.source,
            theme=file.theme,
            ladder=file.ladder.strip(),
            target=_target(file.target),
            held_back_by=file.held_back_by,
            rungs=rungs,
        )

    def rung(self, source: Source, level: str, rung: RungFile) -> Rung:
        here = ("levels", level, "when")
        condition = read_condition(
            rung.when, lambda loc, what, rule: self.say(source, (*here, *loc), what, rule)
        )
        self.recommended += [
            (citation, source, ("levels", level, "recommendation", index))
            for index, citation in enumerate(rung.recommendation)
        ]
        return Rung(
            level=int(level),
            label=rung.label or rung.means.strip(),
            means=rung.means.strip(),
            condition=condition,
            because=rung.because.strip(),
            source=rung.source,
            remedy=rung.remedy.strip(),
            recommendation=rung.recommendation,
            ask=tuple(Ask(one.of, one.question.strip(), one.source) for one in rung.ask),
        )

    def file(self, path: Path, model: type[F]) -> tuple[Source | None, F | None]:
        try:
            source = read(path, first_only=True)
        except InvalidSource as error:
            self.problems += error.problems
            return None, None
        if self.reasons:
            self.files[path.relative_to(self.folder).as_posix()] = source.text
        file, _, problems = validate(model, source)
        self.problems += problems
        return source, file

    def say(self, source: Source, loc: Loc, what: str, rule: str) -> None:
        self.problems.append(source.problem(loc, what, rule=rule))


_ORDER = "framework/order"


def _target(file: TargetFile | None) -> Target | None:
    return Target(file.level, file.because.strip(), file.source) if file else None


def _citations(domains: Iterable[Domain]) -> Iterator[str]:
    """Every place that anything in some domains cites."""
    for domain in domains:
        yield from domain.source
        for criterion in domain.criteria:
            yield from criterion.source
            yield from criterion.target.source if criterion.target else ()
            for places in criterion.held_back_by.values():
                yield from places
            for rung in criterion.rungs:
                yield from (*rung.source, *rung.recommendation)
                for ask in rung.ask:
                    yield from ask.source


def _digest(files: Mapping[str, str]) -> str:
    """The SHA-256 of files: of each, in order of their paths, the path and the text, ended by a zero."""
    found = sha256()
    for path in sorted(files):
        found.update(f"{path}\0{files[path]}\0".encode())
    return found.hexdigest()
