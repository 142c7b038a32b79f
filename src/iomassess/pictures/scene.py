"""A picture before it is drawn: boxes, lines and lettering, each in its place, and blocks of them."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from iomassess.pictures.lettering import LINES, plain, width, wrap

WIDTH = 720.0
"""Of every picture, in CSS pixels: fits A4 between margins and a screen of any size."""
MARGIN = 4.0
SMALL, TEXT, HEAD = 11.0, 12.0, 13.0
"""Sizes of type."""
LEADING = 1.25
"""Height of a line by its size."""

Point: TypeAlias = tuple[float, float]


class Box(NamedTuple):
    """A rectangle; its look is named in the palette."""

    x: float
    y: float
    width: float
    height: float
    look: str
    radius: float = 0

    def moved(self, dx: float, dy: float) -> "Box":
        """The same elsewhere."""
        return self._replace(x=self.x + dx, y=self.y + dy)


class Line(NamedTuple):
    """A line through points."""

    points: tuple[Point, ...]
    look: str

    def moved(self, dx: float, dy: float) -> "Line":
        """The same elsewhere."""
        return self._replace(points=tuple((x + dx, y + dy) for x, y in self.points))


class Patch(NamedTuple):
    """A filled shape with corners: a mark, or the head of an arrow."""

    points: tuple[Point, ...]
    look: str

    def moved(self, dx: float, dy: float) -> "Patch":
        """The same elsewhere."""
        return self._replace(points=tuple((x + dx, y + dy) for x, y in self.points))


class Label(NamedTuple):
    """Lines of text; x is where they start, or their middle, and y the top of the first."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float = TEXT
    bold: bool = False
    italic: bool = False
    ink: str = "ink"
    middle: bool = False

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * LEADING

    @property
    def wide(self) -> float:
        """Width of the widest line."""
        return max(width(line, self.size, bold=self.bold) for line in self.lines)

    @property
    def high(self) -> float:
        """Height of all lines."""
        return self.leading * len(self.lines)

    @property
    def baselines(self) -> tuple[tuple[float, str], ...]:
        """Each line with the height of its base."""
        first = self.y + self.size * _ASCENT
        return tuple((first + nth * self.leading, line) for nth, line in enumerate(self.lines))

    @property
    def outline(self) -> Box:
        """The room that it takes."""
        left = self.x - self.wide / 2 if self.middle else self.x
        return Box(left, self.y, self.wide, self.high, "paper")

    def moved(self, dx: float, dy: float) -> "Label":
        """The same elsewhere."""
        return self._replace(x=self.x + dx, y=self.y + dy)


_ASCENT = 0.98
"""From the top of a line to its base: half the leading that is over, and the height of capitals and more."""

Shape: TypeAlias = Box | Line | Patch | Label


class Block(NamedTuple):
    """Shapes placed from a corner of their own, and the room that they take."""

    shapes: tuple[Shape, ...]
    width: float
    height: float

    def at(self, x: float, y: float) -> tuple[Shape, ...]:
        """The shapes with the corner at a place."""
        return tuple(shape.moved(x, y) for shape in self.shapes)


class Scene(NamedTuple):
    """A whole picture: what is drawn later lies on top."""

    name: str
    title: str
    description: str
    shapes: tuple[Shape, ...]
    width: float
    height: float


# -- lettering


def written(
    text: str,
    room: float,
    size: float = TEXT,
    *,
    bold: bool = False,
    italic: bool = False,
    ink: str = "ink",
    most: int = LINES,
) -> Block:
    """Text wrapped into a room, in so many lines at most."""
    label = Label(0, 0, wrap(text, room, size, bold=bold, most=most), size, bold, italic, ink)
    return Block((label,), label.wide, label.high)


def centred(text: str, room: float, size: float = TEXT, *, bold: bool = False, ink: str = "ink") -> Block:
    """Text wrapped into a room, each line in its middle."""
    lines = wrap(text, room, size, bold=bold)
    label = Label(room / 2, 0, lines, size, bold, ink=ink, middle=True)
    return Block((label,), room, label.high)


# -- blocks


def stacked(blocks: Iterable[Block], gap: float = 0) -> Block:
    """Blocks under one another."""
    shapes: list[Shape] = []
    wide, high = 0.0, 0.0
    for nth, block in enumerate(blocks):
        high += gap if nth else 0
        shapes += block.at(0, high)
        wide, high = max(wide, block.width), high + block.height
    return Block(tuple(shapes), wide, high)


def beside(blocks: Iterable[Block], gap: float) -> Block:
    """Blocks side by side, their tops level."""
    shapes: list[Shape] = []
    wide, high = 0.0, 0.0
    for nth, block in enumerate(blocks):
        wide += gap if nth else 0
        shapes += block.at(wide, 0)
        wide, high = wide + block.width, max(high, block.height)
    return Block(tuple(shapes), wide, high)


def flowing(blocks: Sequence[Block], room: float, gap: float, between: float | None = None) -> Block:
    """Blocks side by side, in as many rows as they need."""
    rows: list[list[Block]] = [[]]
    used = 0.0
    for block in blocks:
        if rows[-1] and used + block.width > room:
            rows.append([])
            used = 0.0
        rows[-1].append(block)
        used += block.width + gap
    return stacked((beside(row, gap) for row in rows), gap if between is None else between)


def framed(block: Block, look: str, room: float, padding: float) -> Block:
    """A block in a box as wide as the room."""
    high = block.height + 2 * padding
    return Block((Box(0, 0, room, high, look), *block.at(padding, padding)), room, high)


def below(block: Block, space: float) -> Block:
    """A block with some space above it."""
    return Block(block.at(0, space), block.width, block.height + space)


def arrow_head(tip: Point, direction: Point, look: str, size: float = 7) -> Patch:
    """The head of an arrow that points some way: up, down, left or right."""
    (x, y), (dx, dy) = tip, direction
    back = (x - dx * size, y - dy * size)
    half = size * 0.55
    return Patch(
        (tip, (back[0] - dy * half, back[1] + dx * half), (back[0] + dy * half, back[1] - dx * half)), look
    )


def hatched(box: Box) -> Iterator[tuple[Point, Point]]:
    """Slanted lines that fill a box, in step with those of its neighbours."""
    first = math.ceil((box.x + box.y) / _SLANT)
    last = math.floor((box.x + box.y + box.width + box.height) / _SLANT)
    for total in (nth * _SLANT for nth in range(first, last + 1)):  # x and y of each point come to this
        left = max(box.x, total - box.y - box.height)
        right = min(box.x + box.width, total - box.y)
        if right - left > 1:
            yield (left, total - left), (right, total - right)


_SLANT = 6.0
"""From one slanted line to the next, along an edge."""


# -- the whole


def scene(name: str, title: str, description: str, content: Block) -> Scene:
    """A scene of the width of all pictures around its content."""
    high = content.height + 2 * MARGIN
    ground = Box(0, 0, WIDTH, high, "paper")
    shapes = (ground, *content.at(MARGIN, MARGIN))
    return Scene(slug(name), plain(title), plain(description), shapes, WIDTH, high)


def slug(name: str) -> str:
    """A name in kebab-case, for files and for the ids in a picture."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "picture"


ROOM = WIDTH - 2 * MARGIN
"""The width that content may take."""
