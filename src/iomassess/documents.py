"""A report once it is written: Markdown, the pictures that it shows, its data, and the files it becomes."""

from enum import Enum
from typing import NamedTuple, TypeAlias

LARGEST_STYLE = 32 * 1024 * 1024
"""Bytes that a document or style sheet of the user's own may have, whose looks a report takes."""


class Picture(NamedTuple):
    """A drawing, as SVG that stands alone. What it shows stands in words beside it."""

    name: str
    """Kebab-case; the Markdown shows it as `![title](name.svg)`."""
    title: str
    description: str
    """What it shows, in a sentence or two, for those who do not see it."""
    svg: str
    width: float
    """In CSS pixels, of which 96 make an inch."""
    height: float


class Mark(Enum):
    """What stands in a cell that has no value because none belongs there."""

    NOT_APPLICABLE = "not applicable"


Cell: TypeAlias = str | int | Mark | None
"""What is in a table of data; None where it is not known."""


class Column(NamedTuple):
    """A column of a table of data: its heading, and what its cells say."""

    name: str
    says: str


class Sheet(NamedTuple):
    """A table of data, one thing to a row, with as many cells in each row as there are columns."""

    name: str
    """One lower-case word or more, 31 characters at most; no two sheets share it."""
    title: str
    about: str
    """What a row is, in a sentence or two."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """None where nothing of the kind is recorded."""
    notes: tuple[str, ...] = ()
    """What has to be known to read it; sheets that need the same note share it."""


class Document(NamedTuple):
    """A report as Markdown: CommonMark and tables, without HTML.

    A paragraph that holds one image and nothing else is a figure; its image is one of the pictures.
    """

    title: str
    subject: str
    """One sentence on what the report is, for the properties of a file."""
    markdown: str
    pictures: tuple[Picture, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    """What the report is about as tables, for formats that hold data."""

    def picture(self, target: str) -> Picture | None:
        """The picture that an image's address names."""
        return next((one for one in self.pictures if f"{one.name}.svg" == target), None)


class File(NamedTuple):
    """A file to be written, by its name."""

    name: str
    content: bytes
