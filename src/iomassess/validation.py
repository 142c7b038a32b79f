"""Check values against a pydantic model and place every error in the file it came from."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from iomassess.problems import MOST_TOLD, Problem, suggest
from iomassess.source import Loc, Source
from iomassess.versions import refusal

M = TypeVar("M", bound=BaseModel)


def validate(
    model: type[M], source: Source, stand_ins: Mapping[str, Any] | None = None
) -> tuple[M | None, Source, list[Problem]]:
    """Give the model's instance, the part of the source it stands on, and every problem found.

    Where only some records are unsound, the instance holds the sound ones, so that later checks
    can still find what is wrong with those; it is None when nothing could be saved. `stand_ins`
    take the place of required fields that are unsound or not there.
    """
    sound, problems = source, list[Problem]()
    doomed: set[Loc] = set()
    while True:
        try:
            return model.model_validate(sound.values), sound, problems
        except ValidationError as error:
            errors = list(_branches(error, sound.values))
        problems = problems or [_problem(model, source, *one) for one in errors[:MOST_TOLD]]
        left_out = {sound.in_file(loc[: _record_depth(loc)]) for loc, _ in errors if loc}
        if left_out <= doomed:
            return None, sound, problems
        doomed |= left_out
        sound = _without(source, doomed)
        lacking = {name: one for name, one in (stand_ins or {}).items() if name not in sound.values}
        sound = sound._replace(values={**sound.values, **lacking})


def _branches(error: ValidationError, values: Any) -> Iterable[tuple[Loc, dict[str, Any]]]:
    """Give each error with its place in the file; of a union's branches, only the one meant."""
    unions: dict[Loc, dict[str, list[tuple[Loc, dict[str, Any]]]]] = {}
    for found in error.errors(include_url=False):
        one: dict[str, Any] = dict(found)
        if one["type"] == "too_short" and len(one["input"]) >= one["ctx"]["min_length"]:
            continue  # it has enough, though not all of them sound
        loc, branch, at = _in_file(one["loc"], values, one["type"])
        if one["type"] == "one_of":
            one = one["ctx"]
            loc = (*loc, "one_of", *one["loc"])
        elif branch == _KEY:
            one["type"] = f"key_{one['type']}"
        elif loc == at:
            one["of_a_union"] = True
        if branch in (None, _KEY):
            yield loc, one
        else:
            unions.setdefault(at, {}).setdefault(str(branch), []).append((loc, one))
    for at, branches in unions.items():
        yield from _meant(at, list(branches.values()))


_KEY = "[key]"
"""What pydantic adds to a loc where the key is wrong and not its value."""


def _in_file(loc: Loc, values: Any, kind: str) -> tuple[Loc, str | None, Loc]:
    """Walk a loc down the values; the first segment not in the file names a union's branch."""
    found: list[str | int] = []
    branch: str | None = None
    at: Loc = ()
    for index, segment in enumerate(loc):
        inside = isinstance(values, dict) and segment in values
        inside |= isinstance(values, list) and isinstance(segment, int) and segment < len(values)
        if inside:
            values = values[segment]
            found.append(segment)
        elif kind == "missing" and index == len(loc) - 1:
            found.append(segment)
        elif branch is None:
            branch, at = str(segment), tuple(found)
    return tuple(found), branch, at


_MISMATCH = re.compile(".*_type")


def _meant(at: Loc, branches: list[list[tuple[Loc, dict[str, Any]]]]) -> Iterable[tuple[Loc, dict[str, Any]]]:
    """Choose the branch that the writer had in mind: the one that the value fits best."""

    def misfit(branch: list[tuple[Loc, dict[str, Any]]]) -> tuple[bool, int]:
        wrong_type = any(
            loc == at and (_MISMATCH.fullmatch(one["type"]) or _not_a_word(one)) for loc, one in branch
        )
        return wrong_type, sum(one["type"] in ("missing", "extra_forbidden") for _, one in branch)

    return min(branches, key=misfit)


def _not_a_word(error: dict[str, Any]) -> bool:
    return error["type"] == "enum" and not isinstance(error["input"], str)


def _problem(model: type[BaseModel], source: Source, loc: Loc, error: dict[str, Any]) -> Problem:
    """Say in plain words what is wrong, at the key or the value that is."""
    kind = error["type"]
    if kind == "missing":
        meaning = _meaning(_fields_at(model, loc[:-1]), str(loc[-1]))
        return source.problem(loc[:-1], f"`{loc[-1]}` is missing{meaning}", rule=_MISSING)
    if kind == "extra_forbidden":
        fields = _fields_at(model, loc[:-1])
        known = [info.alias or name for name, info in fields.items()]
        what = f"there is no field `{loc[-1]}` here{suggest(str(loc[-1]), known)}"
        return source.problem(loc, what, rule="schema/unknown-field")
    if kind.startswith("key_"):
        error = {**error, "type": kind.removeprefix("key_")}
        return source.problem(loc, _wording(error), rule=_rule(error))
    return source.problem(loc, _wording(error), rule=_rule(error), value=True)


_MISSING = "schema/missing-field"


def _rule(error: dict[str, Any]) -> str:
    """The rule that a wrong value breaks."""
    kind = error["type"]
    if kind == "string_pattern_mismatch":
        pattern = str(error.get("ctx", {}).get("pattern", ""))
        return next((rule for start, rule in _PATTERN_RULES.items() if pattern.startswith(start)), _TYPE)
    if kind in ("enum", "literal_error"):
        return "schema/unknown-value" if isinstance(error["input"], str) else _TYPE
    return _RULES.get(kind, _TYPE)


_TYPE = "schema/wrong-type"
_PATTERN_RULES = {
    "^[a-z0-9]": "schema/bad-id",
    "^[0-9]{4}": "schema/bad-date",
    r"^\S+": "schema/bad-citation",
}
_RULES = {
    "string_too_short": "schema/empty",
    "too_short": "schema/too-few",
    "string_too_long": "schema/too-long",
    "greater_than_equal": "schema/out-of-bounds",
    "less_than_equal": "schema/out-of-bounds",
}


def _wording(error: dict[str, Any]) -> str:
    """Say what a wrong value is and what it should be."""
    kind, found, context = error["type"], _shown(error["input"]), error.get("ctx", {})
    if kind in ("enum", "literal_error"):
        known = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        if not known:
            return f"{found} should be `true`, or be left out"
        if not isinstance(error["input"], str):
            return f"{found} should be one of {', '.join(known)}"
        otherwise = f"{found} is not a value of this field{suggest(error['input'], known)}"
        return refusal(error["input"], known[0]) or otherwise
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        said = next((text for start, text in _PATTERNS.items() if pattern.startswith(start)), None)
        return f"{found} {said or 'does not have the right form'}"
    if kind == "int_type" and error.get("of_a_union"):
        return f"{found} should be a whole number, or `{{from: 2, to: 5}}`, or `{{one_of: [4, 5]}}`"
    if kind == "string_too_short":
        return "is empty: write something, or leave it out"
    if kind in _KINDS:
        return f"{found} {_KINDS[kind].format(**context)}"
    # pydantic may come to tell what is wrong by another name
    return f"{found}: {error['msg'][:1].lower()}{error['msg'][1:]}"  # pragma: no cover  none is unknown yet


_PATTERNS = {
    "^[a-z0-9]": "is not an id: use lower-case letters and digits, joined by single hyphens",
    "^[0-9]{4}": "is not a date: write 2009, 2009-02 or 2009-02-27",
    r"^\S+": "is not a citation: write a source's id and a place in it, such as `study 4.1`",
}
_KINDS = {
    "int_type": "should be a whole number",
    "bool_type": "should be true or false",
    "string_type": "should be text; put it in quotes if it looks like something else",
    "tuple_type": "should be a list",
    "dict_type": "should be fields with values",
    "model_type": "should be fields with values",
    "too_short": "is too short: it takes at least {min_length}",
    "string_too_long": "is longer than {max_length} characters",
    "greater_than_equal": "should be {ge} or more",
    "less_than_equal": "should be {le} or less",
}


def _shown(value: Any) -> str:
    """Show a value in an error, short, as YAML would write it."""
    if value is None:
        return "has no value, and"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    text = str(value)
    return f"`{text if len(text) <= 60 else text[:57] + '...'}`"


def _meaning(fields: dict[str, Any], name: str) -> str:
    for own, info in fields.items():
        if name in (own, info.alias) and info.description:
            return f": {info.description[:1].lower()}{info.description[1:].rstrip('.')}"
    return ""


def _fields_at(model: type[BaseModel], loc: Sequence[str | int]) -> dict[str, Any]:
    """Find the fields that fit a place, following fields, lists and mappings down the loc."""
    here: Any = model
    for segment in loc:
        owners = [one for one in _models(here) if _field(one, segment) is not None]
        here = _field(owners[0], segment) if owners else _inside(here)
    return next((dict(one.model_fields) for one in _models(here)), {})


def _field(model: type[BaseModel], segment: str | int) -> Any:
    fields = model.model_fields.items()
    return next((info.annotation for name, info in fields if segment in (info.alias or name, name)), None)


def _models(annotation: Any) -> list[type[BaseModel]]:
    """Give the models that an annotation admits directly, not inside its lists or mappings."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (tuple, list, dict):
        return []
    return [found for inner in get_args(annotation) for found in _models(inner)]


def _inside(annotation: Any) -> Any:
    """Give the type of what a list or mapping holds."""
    return next((one for one in reversed(get_args(annotation)) if one is not Ellipsis), annotation)


def _record_depth(loc: Loc) -> int:
    """How many segments lead to the smallest record around a place that can be left out."""
    loc = loc[: loc.index("one_of")] if "one_of" in loc else loc
    lists = [index for index, segment in enumerate(loc) if isinstance(segment, int)]
    if lists:
        return lists[-1] + 1
    return 2 if len(loc) > 1 else 1


def _without(source: Source, doomed: set[Loc]) -> Source:
    """Give the source without the records that hold an error, so that the rest can be checked."""
    tree: dict[str | int, Any] = {}
    for loc in sorted(doomed, key=len):
        here: dict[str | int, Any] | None = tree
        for segment in loc[:-1]:
            here = here.setdefault(segment, {}) if here is not None else None
        if here is not None:
            here[loc[-1]] = None
    left_out: dict[Loc, tuple[int, ...]] = {}
    values = _kept(source.values, tree, (), left_out)
    return source._replace(values=values, left_out=left_out)


def _kept(values: Any, tree: dict[str | int, Any], here: Loc, left_out: dict[Loc, tuple[int, ...]]) -> Any:
    """Copy values but for the branches of the tree that end in None; note the list items that go."""
    if isinstance(values, dict):
        return {
            key: _kept(value, tree[key], (*here, key), left_out) if key in tree else value
            for key, value in values.items()
            if tree.get(key, {}) is not None
        }
    gone = [index for index in range(len(values)) if tree.get(index, {}) is None]
    left_out[here] = tuple(gone)
    return [
        _kept(value, tree[index], (*here, index), left_out) if index in tree else value
        for index, value in enumerate(values)
        if tree.get(index, {}) is not None
    ]


def unsaid(source: Source, values: Any, loc: Loc) -> Iterator[Problem]:
    """Find fields with nothing after the colon: a reader could take them for anything."""
    if values is None:
        what = "has no value: give it one, or leave the field out"
        yield source.problem(loc, what, rule="schema/no-value")
    elif isinstance(values, Mapping):
        for key, value in values.items():
            yield from unsaid(source, value, (*loc, key))
    elif isinstance(values, list):
        for index, value in enumerate(values):
            yield from unsaid(source, value, (*loc, index))
