"""Adding to a site file in place: a field, a record or a section, where the format has it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from iomassess.authoring.editing import Edit, edited, newline
from iomassess.authoring.formatting import in_order, model_at, order
from iomassess.authoring.spans import Node, Spans
from iomassess.authoring.writing import WIDTH, block, flow, scalar
from iomassess.source import Loc, Source


def added(source: Source, loc: Loc, value: Any) -> Source:
    """The source with a value at a place where there is none; a list's next item goes by its length.

    What leads there is made where it is missing. Raises InvalidSource where the rest would suffer.
    """
    spans = Spans(source.text)
    depth = len(loc) - 1
    while (node := spans.root.at(loc[:depth])) is None or node.kind == "scalar":
        depth -= 1
    for segment in reversed(loc[depth + 1 :]):
        value = {segment: value} if isinstance(segment, str) else [value]
    wanted = json.loads(json.dumps(source.values))
    parent = _at(wanted, loc[:depth])
    key = loc[depth]
    if isinstance(parent, list):
        parent.append(value)
    else:
        parent[key] = value
    edit = (
        _in_list(spans, node, value)
        if node.kind == "list"
        else _in_mapping(spans, node, loc[:depth], key, value)
    )
    return edited(source, [edit], wanted)


def replaced(source: Source, loc: Loc, value: Any) -> Source:
    """The source with another value at a place. Raises InvalidSource where the rest would suffer."""
    spans = Spans(source.text)
    node = spans.root.at(loc)
    wanted = json.loads(json.dumps(source.values))
    _at(wanted, loc[:-1])[loc[-1]] = value
    if node is None:
        return added(source, loc, value)
    text = _folded(value, spans.column(node.start))
    edit = Edit(node.start, spans.last(node) + 1, text.replace("\n", newline(source.text)))
    return edited(source, [edit], wanted)


def _at(values: Any, loc: Loc) -> Any:
    for segment in loc:
        values = values[segment]
    return values


def _folded(value: Any, column: int) -> str:
    """A value in brackets, its entries below each other where they do not fit on one line."""
    line = flow(value)
    if column + len(line) <= WIDTH or not isinstance(value, Mapping):
        return line
    entries = f",\n{' ' * (column + 1)}".join(
        f"{scalar(key, flow=True, key=True)}: {flow(one)}" for key, one in value.items()
    )
    return f"{{{entries}}}"


def _in_list(spans: Spans, node: Node, value: Any) -> Edit:
    if node.flow:
        return _between(spans, node, [spans.last(one) + 1 for one in node.items], flow(value))
    lines = block([value], spans.column(node.start))
    return _below(spans, spans.end_of(node, spans.column(node.start)), lines)


def _in_mapping(spans: Spans, node: Node, loc: Loc, key: Any, value: Any) -> Edit:
    """After the last of the fields that belong before it; a key of one's own choice, after all."""
    names = [one.key.text for one in node.entries]
    model = model_at(loc)
    before = len(names)
    if model is not None:
        places = in_order([*names, key], order(model))
        before = places.index(len(names))
    if node.flow:
        ends = [max(one.key.end, one.value.end) for one in node.entries[:before]]
        text = f"{scalar(key, flow=True, key=True)}: {flow(value)}"
        if node.entries and not ends:
            return Edit(node.entries[0].key.start, node.entries[0].key.start, f"{text}, ")
        return _between(spans, node, ends, text)
    column = spans.column(node.entries[0].key.start)
    lines = block({key: value}, column)
    start = node.entries[0].key.start
    if before == 0 and _commented(spans, start):
        before = 1  # a comment above the first field stays above it
    if before == 0:
        return Edit(start, start, _text(spans, lines).lstrip(" ") + " " * column)
    return _below(spans, spans.end_of(node.entries[before - 1], column), [*[""] * (not loc), *lines])


def _commented(spans: Spans, offset: int) -> bool:
    """Whether the line above is a comment, and an offset the first thing on its own."""
    start = spans.line_start(offset)
    above = spans.text[spans.line_start(max(start - 1, 0)) : start]
    return not spans.text[start:offset].strip() and above.lstrip().startswith("#")


def _between(spans: Spans, node: Node, ends: Sequence[int], text: str) -> Edit:
    """Inside brackets, after what ends last; on a line of its own where there is no room."""
    if not ends:
        return Edit(node.start + 1, node.start + 1, text)
    end = ends[-1]
    full = spans.column(end) + len(text) + 3 > WIDTH
    gap = f"{newline(spans.text)}{' ' * (spans.column(node.start) + 1)}" if full else " "
    return Edit(end, end, f",{gap}{text}")


def _below(spans: Spans, offset: int, lines: Sequence[str]) -> Edit:
    """Lines after a line, which may be the last and lack its end."""
    text = _text(spans, lines)
    if offset and spans.line_start(offset) != offset:
        text = newline(spans.text) + text
    return Edit(offset, offset, text)


def _text(spans: Spans, lines: Sequence[str]) -> str:
    return "".join(f"{line}{newline(spans.text)}" for line in lines)
