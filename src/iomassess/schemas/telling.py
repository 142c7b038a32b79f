"""What a schema tells of a field: its meaning, the meanings of its values, and examples."""

import ast
import inspect
from typing import Annotated, Any, Literal, get_args, get_origin

from iomassess.schemas.meanings import MEANINGS, SAME
from iomassess.schemas.outcomes import OUTCOMES
from iomassess.schemas.parts import Schema, examples
from iomassess.schemas.trials import TRIALS
from iomassess.vocabulary import Vocabulary


def meaning(said: str, annotation: Any, shown: list[Any] | None) -> Schema:
    """What a field means, with what its values mean, and an example."""
    leaf = vocabulary_of(annotation)
    lines = "".join(f"\n{one.value}: {one.description}" for one in leaf) if leaf else ""
    found: list[Any] = shown or _examples_of(annotation)
    first, _, rest = said.partition("\n")
    return {"description": f"{first}{lines}" + (f"\n{rest}" if rest else ""), **examples(found)}


def vocabulary_of(annotation: Any) -> type[Vocabulary] | None:
    """The closed list that a field's values come from, under its wrappings."""
    if isinstance(annotation, type) and issubclass(annotation, Vocabulary):
        return annotation
    if get_origin(annotation) is dict:
        return None
    found = (vocabulary_of(one) for one in get_args(annotation))
    return next((one for one in found if one is not None), None)


def summary(documented: Any) -> str:
    """The first line of a docstring."""
    return (documented.__doc__ or "").strip().partition("\n")[0]


def titled(documented: Any) -> str:
    """A class's name in words: `CriterionFile` is a criterion."""
    name = str(documented.__name__).removesuffix("File")
    return "".join(f" {one.lower()}" if one.isupper() and at else one for at, one in enumerate(name))


def docstrings(documented: Any) -> dict[str, str]:
    """What stands beneath each field of a class, in its source."""
    body = ast.parse(inspect.getsource(documented)).body[0]
    found, last = {}, None
    for node in body.body if isinstance(body, ast.ClassDef) else ():
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            last = node.target.id
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and last:
            found[last] = inspect.cleandoc(str(node.value.value))
        else:
            last = None
    return found


def meant(result: Any, name: str) -> tuple[str, list[Any]]:
    """What a field of a result means, and examples of it."""
    own = f"{result.__name__}.{name}"
    keys = (f"{result.__module__.removeprefix('iomassess.')}.{own}", own, name)
    found = next((_MEANT[key] for key in keys if key in _MEANT), None)
    same = SAME[result.__name__].model_fields.get(name) if result.__name__ in SAME else None
    if found is None and same is not None:
        return same.description or "", list(same.examples or _examples_of(same.annotation))
    text, shown = found or ("", ())
    return text, list(shown)


_MEANT = {**TRIALS, **OUTCOMES, **MEANINGS}


def _examples_of(annotation: Any) -> list[Any]:
    """Examples where the type gives them: values of a closed list, or the truth values."""
    leaf = vocabulary_of(annotation)
    if leaf is not None:
        values = [one.value for one in leaf][:2]
        return [values[:1], values] if "tuple" in str(annotation) else values
    if any(one is bool for one in leaves(annotation)):
        return [True, False]
    literal = [one for one in leaves(annotation) if get_origin(one) is Literal]
    return list(get_args(literal[0])[:2]) if literal else []


def leaves(annotation: Any) -> list[Any]:
    """The types under the wrappings of another."""
    if get_origin(annotation) is dict:
        return []
    if get_origin(annotation) in (None, Literal):
        return [annotation]
    args = get_args(annotation)[:1] if get_origin(annotation) is Annotated else get_args(annotation)
    return [leaf for one in args for leaf in leaves(one)]
