"""Report formats, one module each: a writer makes files of a document and knows nothing of sites."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from iomassess.documents import Document, File

NAMES = tuple(sorted(one.name for one in iter_modules(__path__) if not one.name.startswith("_")))
"""The formats there are."""


def write(document: Document, name: str, stem: str, style: Path | None = None) -> tuple[File, ...]:
    """Write a document in a format, as files whose names begin with a stem; the report comes last.

    `style` is a document of the user's own whose looks the report takes, where the format can do that.
    Raises InvalidSource where the style, or a library that the format needs, is not to be had.
    """
    files: tuple[File, ...] = import_module(f"iomassess.formats.{name}").write(document, stem, style)
    return files
