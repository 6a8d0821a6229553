"""Read an old .xls, or WPS's .et, which has the same inside."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING, Any

import xlrd
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from xlrd.biffh import (
    XL_CELL_BOOLEAN,
    XL_CELL_DATE,
    XL_CELL_ERROR,
    XL_CELL_NUMBER,
    XL_CELL_TEXT,
    XL_WORKSHEET,
)
from xlrd.sheet import Sheet

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid.cells import Look, look, make_cell, split_looks
from yuecheng_xl.grid.formats import GENERAL, bounded
from yuecheng_xl.grid.mark import MARK
from yuecheng_xl.grid.model import Area, Book, Cell, CellKind, Grid, within
from yuecheng_xl.grid.package import MOST_SHEETS, Much, damaged, too_much
from yuecheng_xl.grid.unlocking import LockedError, unlocked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_SEPARATE_SHEETS = 50
"""Version from which sheets are read one by one: Excel 5."""


def read_xls(path: Path, content: bytes, *, is_unlocked: bool = False) -> Book:
    """Read the sheets of a .xls workbook, number formats included unless these are what is wrong with it.

    One that is encrypted with Excel's own password is unlocked first, once.

    Raises:
        InputFileError: the file is encrypted or damaged, or has more sheets than anybody makes.

    """
    try:
        try:
            return Book(path, _read(path, content, has_formats=True))
        except (InputFileError, MemoryError):
            raise
        except Exception:  # noqa: BLE001 - what is wrong may be how cells look alone; else it comes again
            grids = _read(path, content, has_formats=False)
            return Book(path, grids, formats_known=False, findings=(catalogue.FORMATS_UNKNOWN.at(),))
    except (InputFileError, MemoryError):
        raise
    except Exception as cause:
        # xlrd has an error class of its own only for part of what is wrong with a file.
        if "encrypted" not in str(cause) or is_unlocked:
            raise damaged(path, cause) from cause
    try:
        plain = unlocked(content)
    except LockedError:
        raise InputFileError(catalogue.ENCRYPTED.at(path.name)) from None
    except ValueError as cause:
        raise damaged(path, cause) from cause
    return read_xls(path, plain, is_unlocked=True)


def _read(path: Path, content: bytes, *, has_formats: bool) -> tuple[Grid, ...]:
    with open(os.devnull, "w") as nowhere, warnings.catch_warnings():  # noqa: PTH123 - no file of ours
        warnings.simplefilter("ignore")
        book: Any = xlrd.open_workbook(
            file_contents=content,
            logfile=nowhere,
            formatting_info=has_formats,
            ragged_rows=True,
            on_demand=True,
        )
        if book.nsheets > MOST_SHEETS:
            raise too_much(path, Much.SHEETS)
        ours = {name.scope for name in book.name_obj_list if name.name == MARK}
        numbers = [number for number in range(book.nsheets) if number not in ours]
        return tuple(_read_sheet(book, _loaded(book, number)) for number in numbers)


def _pass_over(*_: object) -> None:
    """Leave a record unread."""


_passed_over: Any = _pass_over  # xlrd has each answer otherwise


class _Sheet(Sheet):
    """xlrd's sheet without its links, notes and drawn objects.

    It would keep a link for each cell that has it, of which a few bytes may name millions, and end at
    whatever it does not expect of them.
    """

    handle_hlink = handle_quicktip = handle_note = handle_feat11 = _passed_over
    handle_obj = handle_txo = handle_msodrawingetc = _passed_over


def _loaded(book: Any, number: int) -> Any:  # noqa: ANN401 - xlrd has no types
    """Return a sheet, read as xlrd's ``Book.get_sheet`` does; very old files have all of them read."""
    if book.biff_version < _SEPARATE_SHEETS:
        return book.sheet_by_index(number)
    book._position = book._sh_abs_posn[number]
    book.getbof(XL_WORKSHEET)
    sheet = _Sheet(book, book._position, book._sheet_names[number], number)
    sheet.read(book)
    return sheet


def _read_sheet(book: Any, sheet: Any) -> Grid:  # noqa: ANN401
    cells: dict[tuple[int, int], Cell] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = _read_cell(book, sheet, row, column)
            if cell is not None:
                cells[row + 1, column + 1] = cell
    # xlrd counts from 0 and gives the first row and column after the area.
    areas = (Area(top + 1, left + 1, after, right) for top, after, left, right in sheet.merged_cells)
    rows = {row for row, _ in cells}
    columns = {column for _, column in cells}
    return Grid(
        sheet.name,
        cells,
        within(areas, cells),
        bool(sheet.visibility),
        hidden_rows=frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden) & rows,
        hidden_columns=frozenset(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden)
        & columns,
    )


def _read_cell(book: Any, sheet: Any, row: int, column: int) -> Cell | None:  # noqa: ANN401
    found = sheet.cell(row, column)
    number_format = _format(book, found.xf_index)
    place = (row + 1, column + 1)
    is_struck = _is_struck(book, found.xf_index)
    match found.ctype:
        case code if code == XL_CELL_TEXT:
            starts = sheet.rich_text_runlist_map.get((row, column), ())
            texts = split_looks(_runs(book, found.value, starts))
            return make_cell(*place, texts[0], number_format, *texts[1:], is_struck=is_struck)
        case code if code == XL_CELL_NUMBER:
            value = int(found.value) if found.value.is_integer() else found.value
            return make_cell(*place, value, number_format, is_struck=is_struck)
        case code if code == XL_CELL_DATE:
            epoch = CALENDAR_MAC_1904 if book.datemode else CALENDAR_WINDOWS_1900
            try:
                return make_cell(*place, from_excel(found.value, epoch), number_format, is_struck=is_struck)
            except (OverflowError, ValueError):  # no day of any calendar
                return Cell(*place, CellKind.ERROR, None, "#VALUE!", number_format)
        case code if code == XL_CELL_BOOLEAN:
            return make_cell(*place, bool(found.value), number_format)
        case code if code == XL_CELL_ERROR:
            text = xlrd.error_text_from_code.get(found.value, "#N/A")
            return Cell(*place, CellKind.ERROR, None, text, number_format)
        case _:
            return None


def _format(book: Any, style: int | None) -> str:  # noqa: ANN401
    if style is None:
        return GENERAL
    return bounded(book.format_map[book.xf_list[style].format_key].format_str)


def _is_struck(book: Any, style: int | None) -> bool:  # noqa: ANN401
    return style is not None and bool(book.font_list[book.xf_list[style].font_index].struck_out)


def _runs(book: Any, text: str, starts: Any) -> Iterator[tuple[str, Look]]:  # noqa: ANN401
    """Yield the pieces of a text, and how each looks."""
    yield text[: starts[0][0]] if starts else text, Look.PLAIN
    ends = [start for start, _ in starts[1:]] + [len(text)]
    for (start, font), end in zip(starts, ends, strict=False):
        shape = book.font_list[font]
        yield text[start:end], look(is_raised=shape.escapement == 1, is_struck=bool(shape.struck_out))
