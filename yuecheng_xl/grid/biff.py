"""Read an old .xls, or WPS's .et, which has the same inside."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING, Any

import xlrd
from openpyxl.utils.datetime import from_excel
from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, XL_CELL_TEXT

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid.cells import make_cell, split_raised
from yuecheng_xl.grid.formats import bounded
from yuecheng_xl.grid.model import Area, Book, Cell, CellKind, Grid, within
from yuecheng_xl.grid.package import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_xls(path: Path, content: bytes) -> Book:
    """Read the sheets of a .xls workbook, number formats included.

    Raises:
        InputFileError: the file is encrypted or damaged.

    """
    try:
        with open(os.devnull, "w") as nowhere, warnings.catch_warnings():  # noqa: PTH123 - no file of ours
            warnings.simplefilter("ignore")
            book = xlrd.open_workbook(
                file_contents=content, logfile=nowhere, formatting_info=True, ragged_rows=True
            )
            grids = tuple(_read_sheet(book, sheet) for sheet in book.sheets())
    except Exception as cause:
        # xlrd has an error class of its own only for part of what is wrong with a file.
        if "encrypted" in str(cause):
            raise InputFileError(catalogue.ENCRYPTED.at(path.name)) from None
        raise damaged(path, cause) from cause
    return Book(path, grids)


def _read_sheet(book: Any, sheet: Any) -> Grid:  # noqa: ANN401 - xlrd has no types
    cells: dict[tuple[int, int], Cell] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = _read_cell(book, sheet, row, column)
            if cell is not None:
                cells[row + 1, column + 1] = cell
    # xlrd counts from 0 and gives the first row and column after the area.
    areas = (Area(top + 1, left + 1, after, right) for top, after, left, right in sheet.merged_cells)
    return Grid(sheet.name, cells, within(areas, cells), bool(sheet.visibility))


def _read_cell(book: Any, sheet: Any, row: int, column: int) -> Cell | None:  # noqa: ANN401
    found = sheet.cell(row, column)
    style = book.xf_list[found.xf_index]
    number_format = bounded(book.format_map[style.format_key].format_str)
    place = (row + 1, column + 1)
    match found.ctype:
        case code if code == XL_CELL_TEXT:
            starts = sheet.rich_text_runlist_map.get((row, column), ())
            text, raised = split_raised(_runs(book, found.value, starts))
            return make_cell(*place, text, number_format, raised)
        case code if code == XL_CELL_NUMBER:
            value = int(found.value) if found.value.is_integer() else found.value
            return make_cell(*place, value, number_format)
        case code if code == XL_CELL_DATE:
            return make_cell(*place, from_excel(found.value), number_format)
        case code if code == XL_CELL_BOOLEAN:
            return make_cell(*place, bool(found.value), number_format)
        case code if code == XL_CELL_ERROR:
            text = xlrd.error_text_from_code.get(found.value, "#N/A")
            return Cell(*place, CellKind.ERROR, None, text, number_format)
        case _:
            return None


def _runs(book: Any, text: str, starts: Any) -> Iterator[tuple[str, bool]]:  # noqa: ANN401
    """Yield the pieces of a text, and whether each is raised."""
    yield text[: starts[0][0]] if starts else text, False
    ends = [start for start, _ in starts[1:]] + [len(text)]
    for (start, font), end in zip(starts, ends, strict=False):
        yield text[start:end], book.font_list[font].escapement == 1
