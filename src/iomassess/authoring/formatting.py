"""A site file or a scenario put in order: fields as the format lists them, few quotes, no comment lost."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from iomassess.authoring.editing import Edit, edited, newline
from iomassess.authoring.spans import BREAK, Node, Spans
from iomassess.authoring.writing import plain, quoted
from iomassess.problems import InvalidSource
from iomassess.scenario.file import ScenarioFile
from iomassess.site import Group, Record, Site, Statement
from iomassess.source import Loc, Source

DEEPEST = 50
"""Rounds after which a file must be in order; each puts one level of nesting in order."""


def formatted(source: Source) -> Source:
    """The same facts with fields in order and without needless quotes; all else as it was.

    Raises InvalidSource where that cannot be done without harm to a comment or a value.
    """
    form = str(source.values.get("format", "iomassess/site/"))
    of = next((model for start, model in _FILES.items() if form.startswith(start)), None)
    if of is None:
        what = "is not the format of a site file or a scenario"
        raise InvalidSource([source.problem(("format",), what, value=True)])
    if source.following:
        raise InvalidSource([source.following[0].problem((), "a site file or a scenario holds one document")])
    source = edited(source, list(_unquoted(Spans(source.text))))
    for _ in range(DEEPEST):
        edits = list(_Order(source, of).edits())
        if not edits:
            break
        source = edited(source, edits)
    return source


_FILES: Mapping[str, type[BaseModel]] = {"iomassess/site/": Site, "iomassess/scenario/": ScenarioFile}
"""The files that can be put in order, by how their formats begin."""


# -- the order of fields


@cache
def order(model: type[BaseModel]) -> tuple[str, ...]:
    """A record's fields in the order in which a file has them.

    That of the format, with what bears out a record after what it says, and a group's members last.
    """
    names = [info.alias or name for name, info in model.model_fields.items()]
    if issubclass(model, Record):
        after = list(Record.model_fields)
        names = [name for name in names if name not in after] + after
    if issubclass(model, Statement):
        _move(names, "because", after="evidence")
    if issubclass(model, Group):
        _move(names, "members", after="note")
    if issubclass(model, Site):
        _move(names, "sources", after="as_of")
    return tuple(names)


def _move(names: list[str], name: str, *, after: str) -> None:
    names.remove(name)
    names.insert(names.index(after) + 1, name)


def in_order(names: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """The places of some names, in the order wanted; an unknown name stays behind the one before it."""
    ranks: list[int] = []
    for name in names:
        ranks.append(wanted.index(name) if name in wanted else ranks[-1] if ranks else -1)
    return sorted(range(len(names)), key=ranks.__getitem__)


def model_at(loc: Loc, of: type[BaseModel] = Site) -> type[BaseModel] | None:
    """The model of the record at a place of a file; None where there are no set fields."""
    here: Any = of
    for segment in loc:
        models = _models(here)
        field = next((one for model in models if (one := _field(model, segment)) is not None), None)
        here = field if models else _inside(here)
        if here is None:
            return None
    return next(iter(_models(here)), None)


def _field(model: type[BaseModel], name: str | int) -> Any:
    return next(
        (info.annotation for own, info in model.model_fields.items() if name == (info.alias or own)), None
    )


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (tuple, dict):
        return []
    return [found for inner in get_args(annotation) for found in _models(inner)]


def _inside(annotation: Any) -> Any:
    """What a list or a mapping holds."""
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0]
    if get_origin(annotation) is dict:
        return get_args(annotation)[1]
    return next((found for one in get_args(annotation) if (found := _inside(one)) is not None), None)


class _Chunk(NamedTuple):
    """An entry of a block mapping with the lines that go with it."""

    gap: str
    """The empty lines before it."""
    above: str
    """The comments above it, and what is between them."""
    text: str
    """From its key to the end of its last line, and the comments that stand deeper below it."""


class _Order:
    """Finds the records of one source whose fields are out of order."""

    def __init__(self, source: Source, of: type[BaseModel]) -> None:
        self.source = source
        self.of = of
        self.spans = Spans(source.text)
        self.text = source.text

    def edits(self) -> Iterator[Edit]:
        """Give one edit for each outermost record that is out of order."""
        queue: list[tuple[Loc, Node]] = [((), self.spans.root)]
        for loc, node in queue:
            model = model_at(loc, self.of) if node.kind == "mapping" else None
            if model is not None:
                places = in_order([one.key.text for one in node.entries], order(model))
                if places != sorted(places):
                    yield self.flow(loc, node, places) if node.flow else self.block(loc, node, places)
                    continue
            queue += [((*loc, one.key.text), one.value) for one in node.entries]
            queue += [((*loc, nth), one) for nth, one in enumerate(node.items)]

    def flow(self, loc: Loc, node: Node, places: list[int]) -> Edit:
        """Put the entries between brackets in order, and leave what stands between them."""
        if any(node.start <= start < node.end for start, _ in self.spans.comments()):
            raise self.cannot(loc, "there are comments inside its brackets")
        spans = [(key.start, max(key.end, value.end)) for key, value in node.entries]
        texts = [self.text[start:end] for start, end in spans]
        between = [self.text[end:start] for (_, end), (start, _) in pairwise(spans)]
        ordered = [texts[place] for place in places]
        whole = "".join(map("".join, zip(ordered, [*between, ""], strict=True)))
        return Edit(spans[0][0], spans[-1][1], whole)

    def block(self, loc: Loc, node: Node, places: list[int]) -> Edit:
        """Put the entries of a block in order, each with its comments."""
        column = self.spans.column(node.entries[0].key.start)
        if any(self.spans.column(one.key.start) != column for one in node.entries):
            raise self.cannot(loc, "its keys do not stand below each other")
        ends = [self.spans.end_of(one, column) for one in node.entries]
        first = node.entries[0].key.start
        chunks = [_Chunk("", "", self.line_ended(self.text[first : ends[0]]))]
        for entry, (before, end) in zip(node.entries[1:], pairwise(ends), strict=True):
            gap, above = _split_gap(self.text[before : self.spans.line_start(entry.key.start)])
            chunks.append(_Chunk(gap, above, self.line_ended(self.text[entry.key.start : end])))
        alone = not self.text[self.spans.line_start(first) : first].strip(" ")
        if places[0] != 0:
            self.check_first(loc, node, chunks[places[0]], alone=alone)
            chunks[0] = chunks[0]._replace(gap=chunks[places[0]].gap)
            chunks[places[0]] = chunks[places[0]]._replace(gap="")
        margin = " " * column
        whole = "".join(
            f"{chunk.gap}{chunk.above}{margin}{chunk.text}" for chunk in (chunks[place] for place in places)
        )
        start = first if not alone else self.spans.line_start(first)
        whole = whole if alone else whole.removeprefix(margin)
        if not BREAK.search(self.text[ends[-1] - 1 : ends[-1]]):
            whole = whole.removesuffix(newline(self.text))
        return Edit(start, ends[-1], whole)

    def check_first(self, loc: Loc, node: Node, coming: _Chunk, *, alone: bool) -> None:
        """Whoever wrote a comment above the first field, or above one to come first, knows of which it is."""
        name = node.entries[0].key.text
        if coming.above and not alone:
            raise self.cannot(loc, "the field that belongs first has a comment above it")
        above = self.spans.line_start(node.entries[0].key.start)
        line_before = self.text[self.spans.line_start(max(above - 1, 0)) : above]
        if loc and alone and line_before.lstrip().startswith("#"):
            raise self.cannot(loc, f"the comment above `{name}` may be about all of it")

    def line_ended(self, text: str) -> str:
        """Text with a line break at its end, where the file ends without one."""
        return text if BREAK.search(text[-1:]) else f"{text}{newline(self.text)}"

    def cannot(self, loc: Loc, why: str) -> InvalidSource:
        """Refuse, naming the record."""
        name = f"`{loc[-1]}`" if loc and isinstance(loc[-1], str) else "this record" if loc else "the file"
        what = f"the fields of {name} cannot be put in order: {why}. Order them by hand"
        return InvalidSource([self.source.problem(loc, what)])


def _split_gap(text: str) -> tuple[str, str]:
    """The empty lines that a text begins with, and the rest."""
    at = 0
    for found in BREAK.finditer(text):
        if text[at : found.start()].strip():
            break
        at = found.end()
    return text[:at], text[at:]


# -- quotes


def _unquoted(spans: Spans) -> Iterator[Edit]:
    """Take away quotes that are not needed, and make double ones of the single ones that are."""
    for node, is_key in _scalars(spans.root):
        written = spans.text[node.start + 1 : node.end - 1]
        if node.style not in ("'", '"') or spans.text[node.start] != node.style or BREAK.search(written):
            continue
        if (written.replace("''", "'") if node.style == "'" else written) != node.text:
            continue
        if plain(node.text, flow=node.flow, key=is_key):
            yield Edit(node.start, node.end, node.text)
        elif node.style == "'" and node.text.isprintable() and not re.search(r'["\\]', node.text):
            yield Edit(node.start, node.end, quoted(node.text))


def _scalars(node: Node, *, is_key: bool = False) -> Iterator[tuple[Node, bool]]:
    if node.kind == "scalar":
        yield node, is_key
    for key, value in node.entries:
        yield key, True
        yield from _scalars(value)
    for item in node.items:
        yield from _scalars(item)
