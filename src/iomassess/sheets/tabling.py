"""Tables of data from things of one kind: what each column is called, says and holds stands in one place."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from iomassess.documents import Cell, Column, Mark, Sheet
from iomassess.results import AssessedSite, Assessment

T = TypeVar("T")


class Field(NamedTuple, Generic[T]):
    """A column of a table, and where each of its cells comes from."""

    name: str
    says: str
    cell: Callable[[T], Cell]


class Table(NamedTuple, Generic[T]):
    """A table that may be filled: of each site some rows, or rows of no site in particular."""

    name: str
    title: str
    about: str
    notes: tuple[str, ...]
    fields: Sequence[Field[T]]

    def filled(self, rows: Iterable[T]) -> Sheet:
        """The table with these rows."""
        cells = tuple(tuple(_kept(one.cell(row)) for one in self.fields) for row in rows)
        columns = tuple(Column(one.name, one.says) for one in self.fields)
        return Sheet(self.name, self.title, self.about, columns, cells, self.notes)

    def by_site(self, assessments: Iterable[Assessment], rows: Callable[[Assessment], Iterable[T]]) -> Sheet:
        """The table with the rows of each site, which begin by naming the site."""
        whole = Table[tuple[AssessedSite, T]](
            self.name,
            self.title,
            self.about,
            self.notes,
            [
                Field("Site", "The site, by its id.", lambda one: one[0].id),
                Field("Wave", "Which assessment of the site it is.", lambda one: one[0].wave),
                *(Field(one.name, one.says, _second(one.cell)) for one in self.fields),
            ],
        )
        return whole.filled((each.site, row) for each in assessments for row in rows(each))


def _second(cell: Callable[[T], Cell]) -> Callable[[tuple[AssessedSite, T]], Cell]:
    return lambda one: cell(one[1])


def _kept(cell: Cell) -> Cell:
    """A word of a vocabulary as plain text."""
    return str(cell) if isinstance(cell, str) else cell


# -- cells


def listed(values: Iterable[str]) -> str | None:
    """Several values in one cell; a list without any says that none is known."""
    return "; ".join(values) or None


def flag(value: bool | None) -> str | None:
    """Yes or no, where that is known."""
    return None if value is None else "yes" if value else "no"


def words(value: str | None) -> str | None:
    """A word of a vocabulary as it is read."""
    return None if value is None else value.replace("-", " ")


def figure(value: str | None) -> str | int | None:
    """A number as a number; a range or a choice of numbers as it is written."""
    if value is not None and re.fullmatch(r"\d{1,3}(,\d{3})*|\d{1,15}", value, re.ASCII):
        return int(value.replace(",", ""))
    return value


def where(applies: bool, cell: Cell) -> Cell:
    """A cell that has a value, known or not, only where it applies."""
    return cell if applies else Mark.NOT_APPLICABLE


def given(cell: Cell) -> Cell:
    """A cell that need not have a value: it is known that there is none."""
    return Mark.NOT_APPLICABLE if cell is None else cell
