"""Formats in which a check tells what it found, one module each: `write(review)` gives the text."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # every command lists the formats as it starts, and few need more
    from iomassess.notices import Review


def names() -> list[str]:
    """Every format there is: the modules of this package."""
    return sorted(one.stem for one in Path(__file__).parent.glob("[a-z]*.py"))


def written(name: str, review: "Review") -> str:
    """A review in one of the formats."""
    text: str = import_module(f"{__name__}.{name}").write(review)
    return text
