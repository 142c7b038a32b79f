"""What the shapes of a picture mean, set under it."""

from collections.abc import Sequence

from iomassess.pictures.scene import (
    ROOM,
    SMALL,
    Block,
    Box,
    Line,
    Patch,
    Shape,
    arrow_head,
    beside,
    flowing,
    written,
)

_SAMPLE = 26.0
"""Width of a sample."""
_HIGH = 14.0


def legend(entries: Sequence[tuple[Block, str]], room: float = ROOM) -> Block:
    """Samples with their meaning, in as many rows as they need."""
    return flowing([_entry(sample, text, room) for sample, text in entries], room, 14, 3)


def _entry(sample: Block, text: str, room: float) -> Block:
    return beside([sample, written(text, room - _SAMPLE - 6, SMALL)], 6)


def swatch(look: str, radius: float = 0, wide: float = _SAMPLE) -> Block:
    """A little box of a look."""
    return Block((Box(0, 1, wide, _HIGH - 2, look, radius),), wide, _HIGH)


def stroke(look: str, head: str | None = None) -> Block:
    """A little line of a look, with an arrow's head where it has one."""
    end = _SAMPLE - (5 if head else 0)
    shapes: list[Shape] = [Line(((0, _HIGH / 2), (end, _HIGH / 2)), look)]
    if head:
        shapes.append(arrow_head((_SAMPLE, _HIGH / 2), (1, 0), head))
    return Block(tuple(shapes), _SAMPLE, _HIGH)


def mark(points: tuple[tuple[float, float], ...], look: str, wide: float) -> Block:
    """A little mark."""
    return Block((Patch(points, look),), wide, _HIGH)


def diagram_legend() -> Block:
    """The legend of the level diagram."""
    return legend(
        [
            (swatch("third", 6), "Third Sector agency"),
            (swatch("other"), "any other agency"),
            (swatch("group"), "group"),
            (swatch("other-not-in-place"), "not in place: planned, invited, emerging or ended"),
            (swatch("other-not-settled"), "not known whether in place"),
            (stroke("reports", "head"), "reports to"),
            (stroke("refers", "head-refers"), "refers clients to"),
        ]
    )
