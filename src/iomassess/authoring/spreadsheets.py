"""Tables out of spreadsheets: the cells of CSV, XLSX and ODS files, row by row."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from iomassess import intake
from iomassess.apart import EndedError, apart
from iomassess.problems import InvalidSource, Problem, refused
from iomassess.source import LARGEST_FILE

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


class Table(NamedTuple):
    """One sheet: its name, how messages call it, and its rows from the first, each with its number."""

    name: str
    shown: str
    rows: tuple[tuple[int, tuple[Any, ...]], ...]


def tables(path: Path) -> Iterator[Table]:
    """The tables of a file. Raises InvalidSource when it cannot be read."""
    found = intake.content(path, str(path), LARGEST_FILE * 4)
    if path.suffix.lower() in WORKBOOKS:
        yield from _workbook(path, found)
    else:
        yield Table(path.stem, str(path), tuple(_csv(path, found)))


def _csv(path: Path, content: bytes) -> Iterator[tuple[int, tuple[Any, ...]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(str(path), "is not UTF-8: save it as `CSV UTF-8`") from None
    head = text.split("\n", maxsplit=1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            yield number, tuple(row)
    except csv.Error as error:
        raise InvalidSource([Problem(str(path), reader.line_num, 1, "", f"is not CSV: {error}")]) from None


def _workbook(path: Path, content: bytes) -> Iterator[Table]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        what = f"a {path.suffix} file needs python-calamine: pip install 'iomassess[excel]'"
        raise refused(str(path), what) from None
    intake.packed(content, str(path), LARGEST_FILE * 32)

    def read() -> list[tuple[str, list[list[Any]]]] | str:
        try:
            book = CalamineWorkbook.from_object(io.BytesIO(content))
            return [
                (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
                for name in book.sheet_names
            ]
        except CalamineError as error:
            return f"is not a spreadsheet: {error}"

    try:
        sheets = apart(read)  # a sheet may have two cells with the room of a library between them
    except (EndedError, MemoryError) as error:
        raise refused(str(path), f"cannot be read: it {error or 'is too large'}") from None
    if isinstance(sheets, str):
        raise refused(str(path), sheets)
    for name, rows in sheets:
        yield Table(name, f"{path}#{name}", tuple(enumerate(map(_plain, rows), start=1)))


def _plain(row: Sequence[Any]) -> tuple[Any, ...]:
    """Cells as text, numbers and truth values; whole numbers are stored as fractions, dates as dates."""
    return tuple(
        int(cell)
        if isinstance(cell, float) and cell.is_integer()
        else cell
        if isinstance(cell, str | int | float | bool)
        else str(cell)
        for cell in row
    )
