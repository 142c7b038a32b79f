"""A picture as part of a page: only what draws, under ids of its own, told to those who do not see it."""

import re
from collections.abc import Iterator, Mapping
from typing import NoReturn
from xml.etree import ElementTree as ET

from markupsafe import Markup

from iomassess.documents import Picture
from iomassess.problems import refused

_DRAWS = {
    *("svg", "title", "desc", "defs", "g", "symbol", "use", "text", "tspan"),
    *("circle", "ellipse", "line", "path", "polygon", "polyline", "rect"),
    *("clipPath", "linearGradient", "marker", "mask", "pattern", "radialGradient", "stop"),
}
"""Elements that draw, and do nothing else: none runs, moves, fetches or leads anywhere."""

_OUTSIDE = re.compile(r"(?:url|image|image-set|src|element|cross-fade)\s*\((?!\s*#)|\\", re.IGNORECASE)
"""What may bring something in from elsewhere, or hide that it does."""
_OWN = re.compile(r"#([\w.:-]+)")


def inline(picture: Picture, key: str) -> Markup:
    """The picture's drawing for a page, its ids beginning with a key that no other on the page has.

    Raises InvalidSource where the drawing is not XML, or holds anything that does more than draw.
    """
    if "<!DOCTYPE" in picture.svg or "<!ENTITY" in picture.svg:
        _refuse(picture, "a document type has no place in a picture")
    try:
        drawn = ET.fromstring(picture.svg)  # noqa: S314  entities need a document type
    except ET.ParseError as error:
        _refuse(picture, f"is not well-formed: {error}")
    if _local(drawn.tag) != "svg":
        _refuse(picture, f"is not SVG but <{_local(drawn.tag)}>")
    root = _copied(drawn, picture, key)
    for told in [one for one in root if one.tag in {"title", "desc"}]:
        root.remove(told)
    for nth, (tag, text) in enumerate((("title", picture.title), ("desc", picture.description))):
        told = ET.Element(tag, {"id": f"{key}.{tag}"})
        told.text = text
        root.insert(nth, told)
    root.attrib = {
        **{name: value for name, value in root.attrib.items() if not name.startswith("aria-")},
        "viewBox": root.get("viewBox") or f"0 0 {picture.width:g} {picture.height:g}",
        "width": f"{picture.width:g}",
        "height": f"{picture.height:g}",
        "role": "img",
        "aria-labelledby": f"{key}.title {key}.desc",
    }
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704  copied piece by piece


def _copied(drawn: ET.Element, picture: Picture, key: str) -> ET.Element:
    """An element and what is in it, without namespaces: within a page they go by their names."""
    tag = _local(drawn.tag)
    if tag not in _DRAWS:
        _refuse(picture, f"<{tag}> has no place in a picture")
    copy = ET.Element(tag, dict(_attributes(drawn.attrib, picture, key)))
    copy.text, copy.tail = drawn.text, drawn.tail
    copy.extend([_copied(one, picture, key) for one in drawn])
    return copy


def _attributes(given: Mapping[str, str], picture: Picture, key: str) -> Iterator[tuple[str, str]]:
    for full, value in given.items():
        name = _local(full)
        if "}" in full and name != "href":
            continue  # xml:space and the like say nothing to a page
        if name.lower().startswith("on"):
            _refuse(picture, f"`{name}` has no place in a picture: it would run")
        if name == "id":
            yield name, f"{key}.{value}"
        elif name == "href":
            if not _OWN.fullmatch(value):
                _refuse(picture, f"`href` may name a part of the picture only, not {value[:80]!r}")
            yield name, f"#{key}.{value[1:]}"
        elif name.startswith("aria-"):
            yield name, value
        elif _OUTSIDE.search(value):
            _refuse(picture, f"`{name}` may name a part of the picture only, not {value[:80]!r}")
        else:
            yield name, re.sub(r"(url\(\s*)#", rf"\1#{key}.", value)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _refuse(picture: Picture, what: str) -> NoReturn:
    raise refused(f"{picture.name}.svg", what)
