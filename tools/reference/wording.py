"""What a field takes, in words, from its annotation; and what its type is called."""

from collections.abc import Callable
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml
from annotated_types import Ge, Le, MaxLen

from iomassess import site
from iomassess.framework.citations import CitedFile
from iomassess.schemas.telling import titled
from iomassess.site import Model
from iomassess.vocabulary import Vocabulary

SITE_FILE = "site-file.md"
"""The page that describes the closed lists."""

NAMED: tuple[tuple[Any, str], ...] = (
    (site.Id, "id"),
    (site.Date, "date"),
    (site.Text, "text"),
    (site.Flag, "`true` or `false`"),
    (site.Whole, "whole number"),
    (site.Number, "whole number, `{from: 2, to: 5}` or `{one_of: [4, 5]}`"),
    (site.Citation, "citation"),
    (site.Evidence, "list of citations, or one for each field"),
    (Any, "any value"),
    (str, "text"),
    (int, "whole number"),
)
"""The types that have a name of their own."""

Link = Callable[[type], str]
"""How a model or a closed list is named, so that it leads to where it is described."""


def takes(annotation: Any, link: Link) -> str:
    """What an annotation admits, in words."""
    for one, name in NAMED:
        if annotation == one:
            return name
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(args[0], args[1:], link)
    if origin in (Union, UnionType):
        return " or ".join(takes(one, link) for one in args if one is not type(None))
    if origin is Literal:
        return " or ".join(f"`{str(one).lower() if one is True else one}`" for one in args)
    if origin is tuple:
        return f"list of {_many(takes(args[0], link))}"
    if origin is dict:
        return f"for each {takes(args[0], link).replace(' or ', ', ')}: {takes(args[1], link)}"
    if issubclass(annotation, (Model, Vocabulary)):
        return link(annotation)
    raise TypeError(f"no words for {annotation}")


def heading(described: type) -> str:
    """The heading of a model or a closed list: `Link kind`."""
    return "Source" if described is CitedFile else titled(described).strip().capitalize()


def written(example: Any) -> str:
    """An example as it stands in a file, on one line."""
    text = yaml.safe_dump(
        example, default_flow_style=True, sort_keys=False, width=1_000_000, allow_unicode=True
    )
    return str(text).removesuffix("...\n").strip()


def _many(name: str) -> str:
    return f"{name}s" if name in ("id", "text", "citation") else name


def _annotated(inner: Any, metadata: tuple[Any, ...], link: Link) -> str:
    several = [one for one in metadata if isinstance(one, site._Several)]  # noqa: SLF001
    if several:
        rest = tuple(one for one in metadata if one not in several)
        return f"{takes(Annotated[(inner, *rest)] if rest else inner, link)}, or `{{one_of: [...]}}`"
    return takes(inner, link) + _bounds(metadata)


def _bounds(metadata: tuple[Any, ...]) -> str:
    """What a type leaves out of another: `, 0 to 4`."""
    plain = [inner for one in metadata for inner in getattr(one, "metadata", [one])]
    least = next((one.ge for one in plain if isinstance(one, Ge)), None)
    most = next((one.le for one in plain if isinstance(one, Le)), None)
    longest = next((one.max_length for one in plain if isinstance(one, MaxLen)), None)
    if longest is not None:
        return f", at most {longest} characters"
    if most is not None:
        return f", {least} to {most}"
    return f", {least} or more" if least is not None else ""
