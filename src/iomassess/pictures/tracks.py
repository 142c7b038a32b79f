"""A level on a track of four steps: solid as far as it is evidenced, hatched as far as it is possible."""

from iomassess.phrases import TOP
from iomassess.pictures.legend import legend, mark, swatch
from iomassess.pictures.scene import Block, Box, Line, Patch, Shape

_BETWEEN = 2.0


def value(evidenced: int | None, possible: int | None) -> str:
    """A level as figures: one when it is settled, a question mark where nothing is known of it."""
    if evidenced is None or possible is None:
        return "n/a"
    if evidenced == possible:
        return str(evidenced)
    return "?" if (evidenced, possible) == (0, TOP) else f"{evidenced}–{possible}"


def step(wide: float) -> float:
    """Width of one step of a track."""
    return (wide - _BETWEEN * (TOP - 1)) / TOP


def track(evidenced: int, possible: int, wide: float, high: float, target: int | None = None) -> Block:
    """Four steps, with a mark above the track and a line through it at the target."""
    over = 0.0 if target is None else _MARK
    one = step(wide)
    shapes: list[Shape] = []
    for nth in range(TOP):
        look = "evidenced" if nth < evidenced else "possible" if nth < possible else "track"
        shapes.append(Box(nth * (one + _BETWEEN), over, one, high, look))
    if target is not None:
        x = target * (one + _BETWEEN) - _BETWEEN / 2 if target else 0.0
        shapes += (Line(((x, over), (x, over + high + 3)), "target-line"), Patch(_pointer(x, 0), "target"))
    return Block(tuple(shapes), wide, over + high + (3 if over else 0))


_MARK = 8.0


def _pointer(x: float, y: float) -> tuple[tuple[float, float], ...]:
    return ((x - 5, y), (x + 5, y), (x, y + _MARK))


def track_legend(*, target: bool) -> Block:
    """What the steps of a track mean."""
    entries = [
        (swatch("evidenced"), "evidenced"),
        (swatch("possible"), "not known: possible, not shown"),
        (swatch("track"), "ruled out"),
    ]
    if target:
        entries.append((mark(_pointer(6, 3), "target", 12), "target"))
    return legend(entries)
