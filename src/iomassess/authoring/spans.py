"""Where every value and comment of a YAML text stands, to the character, so that it can be edited."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from yaml._yaml import CParser
from yaml.events import DocumentStartEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from iomassess.source import Loc

BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line for libyaml."""


class Node(NamedTuple):
    """A value from `start` up to `end`; a block mapping or list ends where the last thing in it does.

    `style` is the sign that a quoted or block scalar begins with; empty for a plain one.
    """

    kind: Literal["scalar", "mapping", "list"]
    start: int
    end: int
    style: str = ""
    flow: bool = False
    text: str = ""
    entries: tuple["Entry", ...] = ()
    items: tuple["Node", ...] = ()

    def below(self, segment: str | int) -> "Node | None":
        """The value of a key, or a list's item."""
        if isinstance(segment, int):
            return self.items[segment] if segment < len(self.items) else None
        return next((one.value for one in self.entries if one.key.text == segment), None)

    def at(self, loc: Sequence[str | int]) -> "Node | None":
        """The value at a place, or None where there is none."""
        found: Node | None = self
        for segment in loc:
            found = found.below(segment) if found is not None else None
        return found


class Entry(NamedTuple):
    """A key of a mapping, with its value."""

    key: Node
    value: Node


class Spans:
    """The first document of a text that `source.parse` has taken, as a tree of spans."""

    def __init__(self, text: str) -> None:
        """Walk over the events once more, keeping where each began and ended."""
        self.text = text
        self.starts = [0, *(found.end() for found in BREAK.finditer(text))]
        parser: Any = CParser(text)
        while parser.get_event().__class__ is not DocumentStartEvent:
            pass
        self.root = _node(parser, parser.get_event(), inside_flow=False)

    def line(self, offset: int) -> int:
        """The number of the line, from 0, that an offset is on."""
        return bisect_right(self.starts, offset) - 1

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self.starts[self.line(offset)]

    def line_end(self, offset: int) -> int:
        """Where the next line begins; the end of the text on the last one."""
        line = self.line(offset) + 1
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def column(self, offset: int) -> int:
        """How many characters stand before an offset on its line."""
        return offset - self.line_start(offset)

    def last(self, entry: Entry | Node) -> int:
        """The offset of the last character that belongs to an entry or an item, a comment aside."""
        key, value = entry if isinstance(entry, Entry) else (None, entry)
        end = value.end
        while value.kind != "scalar" and not value.flow and (value.entries or value.items):
            value = value.entries[-1].value if value.entries else value.items[-1]
        if value.style in ("|", ">"):
            end = value.start + len(self._kept(value))
        return max(end - 1, key.start if key else value.start)

    def end_of(self, entry: Entry | Node, column: int) -> int:
        """Where the lines of an entry end, with the comments below it that stand deeper than its column."""
        end = at = self.line_end(self.last(entry))
        while at < len(self.text):
            line = self.text[at : self.line_end(at)]
            deep = len(line) - len(line.lstrip(" ")) > column
            if line.strip() and not (deep and line.lstrip(" ").startswith("#")):
                break
            at = self.line_end(at)
            end = at if line.strip() else end
        return end

    def _kept(self, scalar: Node) -> str:
        """A block scalar without the empty lines after it, unless it keeps them."""
        text = self.text[scalar.start : scalar.end]
        head = BREAK.split(text, maxsplit=1)[0].split("#")[0]
        return text if "+" in head else text.rstrip()

    def comments(self) -> Iterator[tuple[int, int]]:
        """Each comment, from its sign to the end of its line."""
        at = 0
        for scalar in (*_scalars(self.root), None):
            end = len(self.text) if scalar is None else scalar.start
            for found in re.finditer("#[^\n\r\x85\u2028\u2029]*", self.text[at:end]):
                yield at + found.start(), at + found.end()
            if scalar is not None:
                at = scalar.end
                if scalar.style in ("|", ">"):
                    yield from self._head_comment(scalar)

    def _head_comment(self, scalar: Node) -> Iterator[tuple[int, int]]:
        """A comment on the line on which a block scalar begins."""
        head = BREAK.split(self.text[scalar.start : scalar.end], maxsplit=1)[0]
        if "#" in head:
            yield scalar.start + head.index("#"), scalar.start + len(head)

    def walk(self) -> Iterator[tuple[Loc, Node]]:
        """Every value with its place, from the outermost."""
        queue: list[tuple[Loc, Node]] = [((), self.root)]
        for loc, node in queue:
            yield loc, node
            queue += [((*loc, one.key.text), one.value) for one in node.entries]
            queue += [((*loc, nth), one) for nth, one in enumerate(node.items)]


def _scalars(node: Node) -> Iterator[Node]:
    if node.kind == "scalar":
        yield node
    for key, value in node.entries:
        yield key
        yield from _scalars(value)
    for item in node.items:
        yield from _scalars(item)


def _node(parser: Any, event: Any, *, inside_flow: bool) -> Node:
    """The value that begins with an event; events from libyaml always have both marks."""
    start, end = event.start_mark.index, event.end_mark.index
    if event.__class__ is ScalarEvent:
        style = event.style or ""
        return Node("scalar", start, end, style, inside_flow, event.value)
    flow = bool(event.flow_style)
    if event.__class__ is MappingStartEvent:
        entries: list[Entry] = []
        while (event := parser.get_event()).__class__ is not MappingEndEvent:
            key = _node(parser, event, inside_flow=flow)
            entries.append(Entry(key, _node(parser, parser.get_event(), inside_flow=flow)))
        end = _end(event) if flow else entries[-1].value.end
        return Node("mapping", start, end, "", flow, entries=tuple(entries))
    items: list[Node] = []
    while (event := parser.get_event()).__class__ is not SequenceEndEvent:
        items.append(_node(parser, event, inside_flow=flow))
    end = _end(event) if flow else items[-1].end
    return Node("list", start, end, "", flow, items=tuple(items))


def _end(event: Any) -> int:
    return int(event.end_mark.index)
