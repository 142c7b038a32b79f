"""From the types of files and results to JSON Schema: each field with its meaning and an example.

Where a value may be of several shapes, an `if` says which one is meant, so that a validator
names what is wrong with that one and not that none of them fits.
"""

from collections.abc import Callable
from functools import partial
from types import UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from pydantic.fields import FieldInfo

from iomassess.schemas.parts import (
    Schema,
    choice,
    chosen,
    constant,
    either,
    examples,
    levels,
    nullable,
    offered,
    sealed,
)
from iomassess.schemas.telling import docstrings, leaves, meaning, meant, summary, titled
from iomassess.site import Citation, Date, Model, Range, Record, _As, _Several
from iomassess.vocabulary import Vocabulary


class Describer:
    """Gathers the definitions that one schema needs; each type is described once.

    A site file takes no empty values; elsewhere (`nullable`) null stands for a field left out.
    """

    def __init__(self, *, nullable: bool) -> None:
        self.nullable = nullable
        self.defs: dict[str, Schema] = {}

    def define(self, name: str, make: Callable[[], Schema]) -> Schema:
        """A reference to a definition, which is made the first time that it is asked for."""
        if name not in self.defs:
            self.defs[name] = {}
            self.defs[name].update(make())
        return {"$ref": f"#/$defs/{name}"}

    def of(self, annotation: Any) -> Schema:
        """The schema of what an annotation admits."""
        if annotation is Any:
            return {}
        origin, args = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._annotated(annotation, args[0], args[1:])
        if origin in (Union, UnionType):
            return self._union([one for one in args if one is not type(None)], type(None) in args)
        if origin is Literal:
            return constant(args)
        if origin is tuple:
            return self._tuple(args)
        if origin is dict:
            return self._mapping(*args)
        return self._plain(annotation)

    def fields(self, model: type[Model]) -> dict[str, Schema]:
        """The fields of a model of files, by the names under which they are written."""
        found = {}
        for name, info in model.model_fields.items():
            written = info.alias or name
            evidence = issubclass(model, Record) and name == "evidence"
            shape = self.evidence(model) if evidence else self._field(info)
            told = (info.description or "") + _if_not_quite_known(info)
            found[written] = {**meaning(told, info.annotation, info.examples), **shape}
        return found

    def object(self, model: type[Model]) -> Schema:
        """A model of files as it stands, without what its fields demand of each other."""
        required = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
        return sealed(self.fields(model), required, title=titled(model), description=summary(model))

    def model(self, model: type[Model]) -> Schema:
        """A reference to a model of files."""
        return self.define(model.__name__, lambda: self.object(model))

    def known(self, name: str, value: Schema) -> Schema:
        """A value of its own, or `one_of` several."""
        return self.define(f"known-{name}", lambda: {**offered(value), **either(self.several(value), value)})

    def several(self, value: Schema) -> Schema:
        """`{one_of: [...]}` of some values."""
        listed = {"type": "array", "items": value, "minItems": 2, "uniqueItems": True}
        says = {"description": "The values it may be; which one is not known."}
        return sealed({"one_of": {**says, **examples(_two(value)), **listed}}, ["one_of"])

    def number(self, least: int = 0, name: str = "number") -> Schema:
        """A whole number, `{from: 2, to: 5}` or `{one_of: [4, 5]}`."""
        whole = {"type": "integer", "minimum": least}

        def make() -> Schema:
            bounds = self.object(Range)
            for one in bounds["properties"].values():
                one["minimum"] = least
            bounds["minProperties"] = 1
            return either(chosen([("one_of", self.several(whole))], bounds), whole)

        return self.define(name, make)

    def evidence(self, model: type[Model]) -> Schema:
        """Citations as a list, or as a list for each field of a record."""
        cites = self.citations()
        names = [info.alias or name for name, info in model.model_fields.items()]
        by_field = sealed(dict.fromkeys(names, cites), [], description="The places that say each field.")
        return {
            **examples([["study 4.1"], {names[0]: ["study 4.1"]}]),
            **either(self.define(f"{model.__name__}-evidence", lambda: by_field), cites),
        }

    def citations(self) -> Schema:
        """A list of citations."""
        said = {"description": "Places in sources that say so.", "examples": [["study 4.1"], ["plan p. 2"]]}
        return self.define("citations", lambda: {**said, "type": "array", "items": self.of(Citation)})

    def selected(self, model: type[Model]) -> Schema:
        """References to the fields of a model, for schemas that take some of them here and some there."""
        found = self.fields(model)
        return {
            name: self.define(f"{model.__name__}.{name}", partial(dict, one)) for name, one in found.items()
        }

    # -- by kind of type

    def _plain(self, annotation: Any) -> Schema:
        if annotation is int:
            return {"type": "integer"}
        if annotation is bool:
            return {"type": "boolean"}
        if annotation is float:
            return {"type": "number"}
        if annotation is str:
            return {"type": "string"}
        if issubclass(annotation, Vocabulary):
            return choice(annotation)
        if issubclass(annotation, Model):
            return self.model(annotation)
        return self.define(annotation.__name__, lambda: self._result(annotation))

    def _annotated(self, annotation: Any, inner: Any, metadata: tuple[Any, ...]) -> Schema:
        if annotation == Date:
            return self.define("date", self._date)
        if any(isinstance(one, _Several) for one in metadata):
            plain = [one for one in metadata if not isinstance(one, _Several)]
            if Range in get_args(inner):
                return self.number()
            value = Annotated[(inner, *plain)] if plain else inner
            return self.known(_known_name(value), self.of(value))
        for one in metadata:
            if isinstance(one, _As):
                return _from_core(one.schema)
        return {**self.of(inner), **_constraints(metadata, inner)}

    def _date(self) -> Schema:
        core: Any = next(one for one in get_args(Date) if isinstance(one, _As)).schema
        text = _from_core(core["schema"])
        year = {"type": "integer", "minimum": 1000, "maximum": 9999}
        if not self.nullable:
            return {"if": {"type": "integer"}, "then": year, "else": text}
        return {"if": {"type": "integer"}, "then": year, "else": nullable(text)}

    def _union(self, members: list[Any], empty: bool) -> Schema:
        if len(members) > 1:
            raise TypeError(f"no schema for {members}")  # pragma: no cover  no model has such a field
        found = self.of(members[0])
        return self._or_null(found) if empty and self.nullable else found

    def _or_null(self, found: Schema) -> Schema:
        if "$ref" not in found:
            return nullable(found)
        name = found["$ref"].removeprefix("#/$defs/")
        if self.defs[name].get("type") == "object":
            self.defs[name]["type"] = ["object", "null"]
        return found

    def _tuple(self, args: tuple[Any, ...]) -> Schema:
        if args[-1] is Ellipsis:
            return {"type": "array", "items": self.of(args[0])}
        size = len(args)
        each = [self.of(one) for one in args]
        return {"type": "array", "prefixItems": each, "items": False, "minItems": size, "maxItems": size}

    def _mapping(self, key: Any, value: Any) -> Schema:
        if isinstance(key, type) and issubclass(key, Vocabulary):
            named = {one.value: {"description": one.description} for one in key}
        elif get_origin(key) is Literal:
            named = {one: {"description": f"Level {one}."} for one in get_args(key)}
        else:
            return {"type": "object", "propertyNames": self.of(key), "additionalProperties": self.of(value)}
        inside = self.of(value)
        shown = {} if "$ref" in inside else examples(_values_of(inside))
        fields = {name: {**said, **shown, **inside} for name, said in named.items()}
        return levels(fields) if get_origin(key) is Literal else sealed(fields, [])

    def _field(self, info: FieldInfo) -> Schema:
        metadata = tuple(info.metadata)
        return self.of(Annotated[(info.annotation, *metadata)] if metadata else info.annotation)

    def _result(self, result: Any) -> Schema:
        """A result, as it is written: every field, always."""
        said = docstrings(result)
        fields = {}
        for name, annotation in get_type_hints(result, include_extras=True).items():
            text, shown = meant(result, name)
            told = said.get(name, text).replace("None", "null")
            fields[name] = {**meaning(told, annotation, shown), **self.of(annotation)}
        title = "" if is_typeddict(result) else titled(result)
        return sealed(fields, list(fields), title=title, description=summary(result))


def _values_of(schema: Schema) -> list[Any]:
    return [["study 4.1"], ["study 3.1"]] if schema["type"] == "array" else ["none", "full"]


def _if_not_quite_known(info: FieldInfo) -> str:
    """What may be written where the value itself is not known."""
    if not any(isinstance(one, _Several) for one in (*info.metadata, *_metadata(info.annotation))):
        return ""
    if Range in leaves(info.annotation):
        return "\nWhere it is not quite known: {from: 2, to: 5} or {one_of: [4, 5]}."
    return "\nWhere it is not quite known: {one_of: [...]}, with the values that it may have."


def _metadata(annotation: Any) -> list[Any]:
    inside = [one for inner in get_args(annotation) for one in _metadata(inner)]
    return [*getattr(annotation, "__metadata__", ()), *inside]


def _two(value: Schema) -> list[Any]:
    if value.get("enum"):
        return [value["enum"][:2]]
    by_type = {"boolean": [True, False], "integer": [4, 5]}
    return [by_type.get(value.get("type", ""), ["2009-02", "2009-03"])]


def _known_name(annotation: Any) -> str:
    inner = annotation if isinstance(annotation, type) else get_args(annotation)[0]
    return "date" if annotation == Date else str(inner.__name__)


def _from_core(core: Any) -> Schema:
    """The JSON Schema of a type whose core schema is made by hand."""
    if core["type"] == "str":
        names = {"pattern": "pattern", "min_length": "minLength", "max_length": "maxLength"}
        return {"type": "string", **{said: core[name] for name, said in names.items() if name in core}}
    if core["type"] == "int":
        return {"type": "integer", "minimum": core["ge"]}
    return {"type": "boolean"}


def _constraints(metadata: tuple[Any, ...], annotation: Any) -> Schema:
    """What a field demands besides its type: lengths, bounds, a pattern."""
    counted = {tuple: "Items", dict: "Properties"}.get(get_origin(annotation) or str, "Length")
    names = {
        "min_length": f"min{counted}",
        "max_length": f"max{counted}",
        "ge": "minimum",
        "le": "maximum",
        "pattern": "pattern",
    }
    flat = [one for each in metadata for one in (each.metadata if isinstance(each, FieldInfo) else [each])]
    return {
        said: getattr(one, name)
        for one in flat
        for name, said in names.items()
        if getattr(one, name, None) is not None
    }
