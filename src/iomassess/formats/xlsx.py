"""Excel: the data of a report, one table to a worksheet, with a cover, contents, notes and what columns say.

It follows the UK Government Analysis Function's guidance on releasing statistics in spreadsheets:
https://analysisfunction.civilservice.gov.uk/policy-store/releasing-statistics-in-spreadsheets/
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from iomassess import __version__
from iomassess.documents import Cell, Column, Document, File, Sheet
from iomassess.formats._cells import LINE, NOT_APPLICABLE, NOT_KNOWN, height, shown, text, width
from iomassess.phrases import joined
from iomassess.problems import refused

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_HEAD = 3
"""The row of a table's headings, counted from 0; above it stand the title and what the table is about."""

_COVER = 100
"""How wide the cover is, in letters."""

_ROWS = 2
"""The column of the contents that says how many rows a table has."""

_PRINTED = 180
"""Letters that may stand beside each other on A4."""

_A3, _A4 = 8, 9
"""The numbers by which a workbook knows them."""

_ALWAYS = (
    f"{NOT_KNOWN} stands where something is not known: no source says it. It is not zero, and not no.",
    f"{NOT_APPLICABLE} stands where there can be no value, or where it is known that there is none.",
    "Several values in one cell are parted by semicolons.",
)
"""The notes that are about every table."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_row_height": 21,
    "default_format_properties": {"font_name": "Arial", "font_size": 12, "font_scheme": "none"},
}


def write(document: Document, stem: str, style: Path | None = None) -> tuple[File, ...]:
    """The sheets of a report as one workbook.

    Raises InvalidSource where a style is asked for, or xlsxwriter is not to be had.
    """
    if style is not None:
        raise refused("--style", "a workbook of data takes its looks from no other document")
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise refused("--format xlsx", "needs xlsxwriter: pip install 'iomassess[excel]'") from None
    content = io.BytesIO()
    with Workbook(content, _OPTIONS) as workbook:
        looks = _looks(workbook)
        _describe(workbook, document)
        _cover(workbook.add_worksheet("cover"), looks, document)
        sheets = [one for one in document.sheets if one.rows]
        notes = tuple(dict.fromkeys(note for sheet in sheets for note in sheet.notes))
        for sheet in (*_front(document.sheets, notes), *sheets):
            _tabled(workbook.add_worksheet(sheet.name), looks, sheet, notes)
    return (File(f"{stem}.xlsx", _tagged(content.getvalue(), looks)),)


class _Looks(NamedTuple):
    """How cells look; numbers, and what stands among them, keep to the right."""

    title: "Format"
    heading: "Format"
    about: "Format"
    head: "Format"
    head_of_numbers: "Format"
    text: "Format"
    guarded: "Format"
    """For text that a spreadsheet would take for a formula, were it typed in again."""
    among_numbers: "Format"
    number: "Format"
    link: "Format"


def _looks(workbook: "Workbook") -> _Looks:
    left = {"text_wrap": True, "valign": "top", "align": "left"}
    right = {"text_wrap": True, "valign": "top", "align": "right", "indent": 2}
    head = {"bold": True, "bottom": 1}
    looks = _Looks(
        title=workbook.add_format({"bold": True, "font_size": 16}),
        heading=workbook.add_format({"bold": True, "font_size": 14, **left}),
        about=workbook.add_format({"valign": "top"}),
        head=workbook.add_format({**head, **left}),
        head_of_numbers=workbook.add_format({**head, **right}),
        text=workbook.add_format(left),
        guarded=workbook.add_format({**left, "quote_prefix": True}),
        among_numbers=workbook.add_format({**right, "quote_prefix": True}),
        number=workbook.add_format({**right, "num_format": "#,##0"}),
        link=workbook.add_format({"hyperlink": True, **left}),
    )
    looks.title.xf_id, looks.heading.xf_id = 2, 3  # the styles that _styled adds to Normal and Hyperlink
    return looks


def _describe(workbook: "Workbook", document: Document) -> None:
    workbook.set_properties(
        {
            "title": text(document.title)[:255],
            "subject": text(document.subject)[:255],
            "author": f"iomassess {__version__}",
            "keywords": "assessment, levels, evidence, facts, sources",
            "created": datetime(2000, 1, 1),  # noqa: DTZ001  the same data give the same bytes
        }
    )


# -- before the data


def _cover(worksheet: "Worksheet", looks: _Looks, document: Document) -> None:
    lines = [
        (document.title, looks.title),
        (document.subject, looks.text),
        ("In this workbook", looks.heading),
        ("After this cover come the contents, the notes, what each column says, and the data.", looks.text),
        ("Each worksheet but this one holds one table.", looks.text),
        ("A table without rows has no worksheet: the contents list it with 0 rows.", looks.text),
        ("Signs in the tables", looks.heading),
        *((line, looks.text) for line in _ALWAYS),
        ("How it was made", looks.heading),
        (f"By iomassess {__version__}.", looks.text),
    ]
    worksheet.set_column(0, 0, _COVER)
    for row, (line, look) in enumerate(lines):
        worksheet.write_string(row, 0, text(line), look)
        worksheet.set_row(row, height(line, _COVER) if look is looks.text else LINE + 6)
    _print(worksheet, _COVER)


def _front(sheets: Sequence[Sheet], notes: Sequence[str]) -> Iterator[Sheet]:
    """The contents, which list what comes after them, the notes, and what each column says."""
    there = [one for one in sheets if one.rows]
    listed = [_notes(there, notes), *_columns(there)]
    yield Sheet(
        "contents",
        "Contents",
        "Each row is one worksheet, by a link to it; where nothing is recorded there is none.",
        (
            Column("Worksheet", "The worksheet."),
            Column("Title", "Its title."),
            Column("Rows", "How many rows of data it has."),
            Column("What it holds", "What its rows are."),
        ),
        tuple((one.name, one.title, len(one.rows), one.about) for one in (*listed, *sheets)),
    )
    yield from listed


def _notes(sheets: Sequence[Sheet], notes: Sequence[str]) -> Sheet:
    about = [
        *((note, "all") for note in _ALWAYS),
        *((note, "; ".join(one.name for one in sheets if note in one.notes)) for note in notes),
    ]
    return Sheet(
        "notes",
        "Notes",
        "Each row is one note.",
        (
            Column("Note", "Its number."),
            Column("Text", "The note."),
            Column("Worksheets", "The worksheets that it is about."),
        ),
        tuple((nth, note, names) for nth, (note, names) in enumerate(about, start=1)),
    )


def _columns(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    rows = tuple((one.name, column.name, column.says) for one in sheets for column in one.columns)
    if rows:
        yield Sheet(
            "columns",
            "What each column says",
            "Each row is one column of one worksheet of data.",
            (
                Column("Worksheet", "The worksheet."),
                Column("Column", "The heading of the column."),
                Column("What it says", "What its cells say."),
            ),
            rows,
        )


# -- tables


def _tabled(worksheet: "Worksheet", looks: _Looks, sheet: Sheet, notes: Sequence[str]) -> None:
    """Write a sheet: its title, what it is about, the signs and notes that it uses, and its table."""
    _titled(worksheet, looks, sheet, notes)
    columns = [[row[across] for row in sheet.rows] for across in range(len(sheet.columns))]
    numeric = [_mostly_numbers(cells) for cells in columns]
    widths = [width(*each) for each in zip(sheet.columns, columns, strict=True)]
    heads = [
        {"header": column.name, "header_format": looks.head_of_numbers if numbers else looks.head}
        for column, numbers in zip(sheet.columns, numeric, strict=True)
    ]
    last = _HEAD + len(sheet.rows)
    worksheet.add_table(
        *(_HEAD, 0, last, len(heads) - 1),
        {
            "name": sheet.name.replace(" ", "_"),
            "columns": heads,
            "style": "Table Style Light 1",
            "banded_rows": False,
            "autofilter": False,  # the guidance advises against filters
        },
    )
    worksheet.set_row(_HEAD, max(map(height, (one.name for one in sheet.columns), widths)))
    for across, letters in enumerate(widths):
        worksheet.set_column(across, across, letters)
    for down, row in enumerate(sheet.rows, start=_HEAD + 1):
        worksheet.set_row(down, max(map(height, map(shown, row), widths)))
        for across, cell in enumerate(row):
            if across == 0 and sheet.name == "contents" and row[_ROWS]:
                worksheet.write_url(down, 0, f"internal:'{cell}'!A1", looks.link, str(cell))
            else:
                _write_cell(worksheet, (down, across), cell, _look(looks, cell, numeric[across]))
    worksheet.repeat_rows(_HEAD)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})  # a date is text, and meant so
    _print(worksheet, sum(widths))


def _titled(worksheet: "Worksheet", looks: _Looks, sheet: Sheet, notes: Sequence[str]) -> None:
    numbers = sorted(notes.index(one) + len(_ALWAYS) + 1 for one in sheet.notes)
    told = f"note{'s' if len(numbers) > 1 else ''} {joined(map(str, numbers))}"
    see = f"; see also {told} in the worksheet notes." if numbers else "."
    worksheet.write_string(0, 0, text(sheet.title), looks.title)
    worksheet.write_string(1, 0, text(f"This worksheet contains one table. {sheet.about}"), looks.about)
    worksheet.write_string(2, 0, f"{NOT_KNOWN} not known, {NOT_APPLICABLE} not applicable{see}", looks.about)
    worksheet.set_row(0, LINE + 6)


def _write_cell(worksheet: "Worksheet", place: tuple[int, int], cell: Cell, look: "Format") -> None:
    if isinstance(cell, int):
        worksheet.write_number(*place, cell, look)
    else:
        worksheet.write_string(*place, shown(cell), look)


def _mostly_numbers(cells: Sequence[Cell]) -> bool:
    return sum(isinstance(cell, int) for cell in cells) > sum(isinstance(cell, str) for cell in cells)


def _look(looks: _Looks, cell: Cell, numeric: bool) -> "Format":
    if numeric:
        return looks.number if isinstance(cell, int) else looks.among_numbers
    return looks.guarded if shown(cell).startswith(("=", "+", "-", "@")) else looks.text


def _print(worksheet: "Worksheet", letters: int) -> None:
    """Set the page: as wide as the table, A4, or A3 where that would be very small print."""
    worksheet.set_paper(_A4 if letters <= _PRINTED else _A3)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)


# -- after the workbook is written


def _tagged(content: bytes, looks: _Looks) -> bytes:
    """Add what xlsxwriter has no words for: headings that are styles, and the language of the document."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for one in old.infolist():
            part = old.read(one)
            if one.filename == "xl/styles.xml":
                part = _styled(part.decode(), looks).encode()
            elif one.filename.startswith("xl/worksheets/sheet"):  # so that rows go on fitting what is in them
                part = part.replace(b' customHeight="1"', b"")
            elif one.filename == "docProps/core.xml":
                part = part.replace(b"</cp:core", b"<dc:language>en-GB</dc:language></cp:core")
            new.writestr(one, part, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def _styled(styles: str, looks: _Looks) -> str:
    fonts = (looks.title.font_index, looks.heading.font_index)
    cells = "".join(f'<xf numFmtId="0" fontId="{font}" fillId="0" borderId="0"/>' for font in fonts)
    names = "".join(
        f'<cellStyle name="Heading {nth}" xfId="{nth + 1}" builtinId="{nth + 15}"/>' for nth in (1, 2)
    )
    for kind, more in (("cellStyleXfs", cells), ("cellStyles", names)):
        styles = styles.replace(f'<{kind} count="2">', f'<{kind} count="4">')
        styles = styles.replace(f"</{kind}>", f"{more}</{kind}>")
    return styles
