"""The pages on files: each part with its fields, each closed list with its values."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from iomassess.fields import KINDS
from iomassess.findings.evaluating import FindingFile
from iomassess.framework.citations import CitedFile
from iomassess.framework.examples import ExamplesFile
from iomassess.framework.written import CriterionFile, DomainFile, FrameworkFile
from iomassess.plans.actions import ActionsFile
from iomassess.scenario.file import Additions, Changes, ListedChange, ScenarioFile, SomeOf
from iomassess.schemas.telling import summary, vocabulary_of
from iomassess.site import Barrier, Model, Practice, Range, Record, Site
from iomassess.site import Link as Tie
from iomassess.vocabulary import Vocabulary
from reference.conditions import asked, conditions
from reference.markdown import linked, table
from reference.wording import SITE_FILE, Link, heading, takes, written

FRAMEWORK_FILES = "framework-files.md"

Parts = dict[type[Model], list[str]]
"""The models of which files are made, each with the paths under which it stands."""

_SITE_FILE = """\
# Site files: fields and values

How to write a site file is told in [The site file](../site-format.md). A field is *needed* where that is
said. Any other may be left out, which says that it is not known.

An **id** is words in lower case, or numbers, joined by hyphens. A **date** is a year, a month or a day:
`2009`, `2009-02` or `2009-02-27`. A **citation** is the id of a source and a place in it: `study 4.1`. Where
`{one_of: [...]}` stands, a value [may be known in part](../site-format.md#values-that-are-not-quite-known).

"""

_FRAMEWORK_FILES = f"""\
# Framework files: fields and conditions

How to add or change a criterion is told in [CONTRIBUTING.md](../../CONTRIBUTING.md). What an *id* is, and the
like, stands with [site files]({SITE_FILE}).

"""


def site_file() -> str:
    """Every part of a site file, every field and every value."""
    parts = _parts(Site)
    lists = _lists(parts)

    said = f"{_SITE_FILE}- {linked('Every record')}\n"
    said += "".join(f"- {linked(heading(model))}{_where(paths)}\n" for model, paths in parts.items())
    said += f"- {linked('Values')}\n\n## Every record\n\n{summary(Record)}\n\n{_table(Record, _here, set())}"
    said += "".join(_part(model, paths, _here) for model, paths in parts.items())
    return f"{said}\n## Values\n{''.join(map(_list, lists))}"


_SCENARIO_FILE = f"""\
# Scenario files: fields

What a scenario does is told in [What if: scenarios](../scenarios.md). Its records have the fields that they
have in a [site file]({SITE_FILE}), without `evidence` and `inferred`, since nobody found what is assumed. A
change gives one field of a record or more, and none of them is needed; it gives a group no `members`.

"""


def scenario_file() -> str:
    """The parts of a scenario that a site file does not have."""
    changes: dict[type[Model], type[Record]] = {
        ListedChange[SomeOf[Tie]]: Tie,
        ListedChange[SomeOf[Practice]]: Practice,
        ListedChange[SomeOf[Barrier]]: Barrier,
    }
    parts: Parts = {ScenarioFile: [""], Additions: ["add"], Changes: ["change"]}

    def link(one: type) -> str:
        if one in changes:
            return linked("Listed change")
        if one in parts:
            return linked(heading(one))
        if one.__name__.startswith(SomeOf.__name__):
            return f"some fields of {linked(heading(one.__bases__[0]), SITE_FILE)}"
        return linked(heading(one), SITE_FILE)

    said = _SCENARIO_FILE + "".join(f"- {linked(heading(one))}{_where(at)}\n" for one, at in parts.items())
    said += f"- {linked('Listed change')}: of a link, a practice or a barrier, which have no id\n"
    said += "".join(_part(model, paths, link) for model, paths in parts.items())
    rows = [
        _row(name, info, lambda _: "some fields of the record")
        for name, info in next(iter(changes)).model_fields.items()
    ]
    said += f"\n## Listed change\n\n{summary(ListedChange)}\n\n"
    return said + table(("Field", "What it takes", "What it means"), rows)


def framework_files() -> str:
    """Every part of the files of frameworks and findings, and what conditions can ask."""
    files: dict[type[Model], str] = {
        FrameworkFile: "`framework.yaml`",
        DomainFile: "`domain.yaml`",
        CriterionFile: "a criterion's file, the first document",
        ExamplesFile: "a criterion's file, the second document",
        FindingFile: "a file of `frameworks/findings/`",
        CitedFile: "the file of a source, such as `frameworks/study.yaml`",
        ActionsFile: "`frameworks/actions.yaml`",
    }
    of_sites = _parts(Site)
    found = {file: {one: at for one, at in _parts(file).items() if one not in of_sites} for file in files}
    there = [*_lists(of_sites), *of_sites]
    lists = [one for parts in found.values() for one in _lists(parts) if one not in there]

    def link(one: type) -> str:
        return linked(heading(one), SITE_FILE if one in there else "")

    said = _FRAMEWORK_FILES
    for file, parts in found.items():
        said += f"- {linked(heading(file))}: {files[file]}"
        inside = {one: at for one, at in parts.items() if one is not file}
        said += "".join(f"; {linked(heading(one))}{_where(at)}" for one, at in inside.items()) + "\n"
    said += f"- {linked('Conditions')}: `when` of a rung or a finding\n"
    said += f"- {linked('What can be asked')}: of each kind of record\n"
    for parts in found.values():
        said += "".join(_part(model, paths, link) for model, paths in parts.items())
    return f"{said}\n## Values\n{''.join(map(_list, lists))}{conditions()}{asked()}"


# -- parts and their fields


def _parts(file: type[Model]) -> Parts:
    """A file's model and those of which it is made."""
    found: Parts = {}
    _gather(file, "", found)
    return found


def _gather(model: type[Model], path: str, found: Parts) -> None:
    found.setdefault(model, []).append(path)
    for name, info in model.model_fields.items():
        for inner, step in _models(info.annotation):
            _gather(inner, f"{path}.{info.alias or name}{step}".removeprefix("."), found)


def _models(annotation: Any, step: str = "") -> Iterator[tuple[type[Model], str]]:
    """The models in an annotation, but for the bounds of a number; under a mapping they stand at a key."""
    if isinstance(annotation, type) and issubclass(annotation, Model) and annotation is not Range:
        yield annotation, step
    if get_origin(annotation) is dict:
        step = ".LEVEL" if get_origin(get_args(annotation)[0]) is Literal else ".ID"
    for one in get_args(annotation):
        yield from _models(one, step)


def _where(paths: list[str]) -> str:
    found = " and ".join(f"`{path}`" for path in paths if path)
    return f": {found}" if found else ""


def _part(model: type[Model], paths: list[str], link: Link) -> str:
    """One part, as a table of its fields; those that every record has are told once."""
    at = _where(paths).removeprefix(": ")
    said = f"\n## {heading(model)}\n\n{summary(model)}{f' Stands under {at}.' if at else ''}"
    if not issubclass(model, Record):
        return f"{said}\n\n{_table(model, link, set())}"
    further = f" Besides these it has the fields of {linked('Every record').replace('[E', '[e')}."
    return f"{said}{further}\n\n{_table(model, link, set(Record.model_fields))}"


def _table(model: type[Model], link: Link, without: set[str]) -> str:
    fields = {name: info for name, info in model.model_fields.items() if name not in without}
    rows = [_row(info.alias or name, info, link) for name, info in fields.items()]
    return table(("Field", "What it takes", "What it means"), rows)


def _here(one: type) -> str:
    return linked(heading(one))


_LOOSE: dict[str, str] = {
    "when": f"[condition]({FRAMEWORK_FILES}#conditions)",
    "site": f"parts of a [site file]({SITE_FILE})",
    "unless": f"[condition]({FRAMEWORK_FILES}#conditions)",
    "else": f"fields of an agency or a group of a [site file]({SITE_FILE})",
    **dict.fromkeys(("also", "prefer"), f"[selector]({FRAMEWORK_FILES}#what-can-be-asked)"),
    **{str(kind): f"[selector]({FRAMEWORK_FILES}#what-can-be-asked)" for kind in KINDS},
}
"""What the fields take of which the models say only that they are mappings."""
_BY_ID = f"for each id: some fields of a group of a [site file]({SITE_FILE})"


def _row(name: str, info: FieldInfo, link: Link) -> tuple[str, str, str]:
    annotation = Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
    needed = " (*needed*)" if info.is_required() else ""
    example = f" Example: `{written(info.examples[0])}`" if info.examples else ""
    loose = dict[str, Any] in (info.annotation, *get_args(info.annotation))
    by_id = get_origin(info.annotation) is dict and loose
    said = _BY_ID if by_id else _LOOSE[name] if loose else takes(annotation, link)
    return f"`{name}`", f"{said}{needed}", f"{info.description}{example}"


# -- closed lists


def _lists(parts: Iterable[type[Model]]) -> list[type[Vocabulary]]:
    """The closed lists from which the fields of some models take their values."""
    fields = (info for model in parts for info in model.model_fields.values())
    return list(dict.fromkeys(one for info in fields if (one := vocabulary_of(info.annotation))))


def _list(one: type[Vocabulary]) -> str:
    rows = [(f"`{value.value}`", value.description) for value in one]
    return f"\n### {heading(one)}\n\n{summary(one)}\n\n{table(('Value', 'What it means'), rows)}"
