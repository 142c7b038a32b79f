"""Pictures of what an assessment found, as SVG: placed in Python, drawn by templates."""

from collections.abc import Callable, Mapping
from typing import Any

from iomassess.documents import Picture
from iomassess.pictures.drivers import drivers
from iomassess.pictures.governance import governance
from iomassess.pictures.levels import levels
from iomassess.pictures.matrix import matrix, themes
from iomassess.pictures.multiples import multiples
from iomassess.pictures.profile import profile

KINDS: Mapping[str, Callable[..., Picture]] = {
    "levels": levels,
    "governance": governance,
    "profile": profile,
    "matrix": matrix,
    "themes": themes,
    "multiples": multiples,
    "drivers": drivers,
}
"""The pictures, by the name under which report templates ask for them."""


def draw(kind: str, *about: Any) -> Picture:
    """Draw a picture of a kind. Raises LookupError where there is no such kind."""
    if kind not in KINDS:
        raise LookupError(f"there is no picture of the kind {kind!r}; there are {', '.join(KINDS)}")
    return KINDS[kind](*about)
