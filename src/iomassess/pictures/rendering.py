"""From a scene to SVG, by Jinja2."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from iomassess.documents import Picture
from iomassess.pictures.palette import HATCHES, INKS, LOOKS
from iomassess.pictures.scene import Box, Scene, hatched
from iomassess.places import bundled


def render(scene: Scene) -> Picture:
    """Draw a scene; its text is escaped by the environment, so that it is only ever text."""
    svg = _template().render(scene=scene, looks=LOOKS, inks=INKS, hatches=HATCHES)
    return Picture(scene.name, scene.title, scene.description, svg, scene.width, scene.height)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(bundled("templates") / "pictures"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"px": _px, "points": _points, "kind": _kind, "hatching": _hatching}
    return environment.get_template("picture.svg")


def _px(number: float) -> str:
    """A length to a tenth of a pixel, without a nought at its end."""
    return f"{number:.1f}".removesuffix(".0")


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{_px(x)},{_px(y)}" for x, y in points)


def _hatching(box: Box) -> str:
    """Slanted lines as a path; not as a pattern, at whose seams some programs leave gaps."""
    return " ".join(f"M{_px(x)},{_px(y)}L{_px(to_x)},{_px(to_y)}" for (x, y), (to_x, to_y) in hatched(box))


def _kind(shape: object) -> str:
    return type(shape).__name__.lower()
