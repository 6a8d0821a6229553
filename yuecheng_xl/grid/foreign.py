"""Read .xlsb and .ods: values only, for nothing at hand reads their number formats."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from yuecheng_xl.grid.cells import make_cell, whole
from yuecheng_xl.grid.model import Area, Book, Grid
from yuecheng_xl.grid.package import damaged, oversized

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from yuecheng_xl.grid.package import Package

_MOST_CELLS = 500_000
"""Cells of a sheet's rectangle, which calamine fills in memory whether they hold something or not."""

_BYTES_A_CELL = 32
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def read_foreign(path: Path, package: Package) -> Book:
    """Read the sheets of an .xlsb or .ods workbook; an error value reads as an empty cell.

    Raises:
        InputFileError: the file is damaged, or its sheets are too large.

    """
    try:
        cells = _cells_declared(package.parts)
        if cells > _MOST_CELLS:
            raise oversized(path, cells * _BYTES_A_CELL, _MOST_CELLS * _BYTES_A_CELL)
        book = CalamineWorkbook.from_filelike(BytesIO(package.content))
        grids = []
        for about in book.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            found = {
                (row, column): cell
                for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1)
                for column, value in enumerate(values, 1)
                if (cell := make_cell(row, column, whole(value)))
            }
            merged = tuple(
                Area(top + 1, left + 1, bottom + 1, right + 1)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            )
            grids.append(Grid(about.name, found, merged, about.visible is not SheetVisibleEnum.Visible))
    except (CalamineError, LookupError, ValueError, ElementTree.ParseError, zipfile.BadZipFile) as cause:
        raise damaged(path, cause) from cause
    return Book(path, tuple(grids), formats_known=False)


def _cells_declared(parts: Mapping[str, bytes]) -> int:
    """Return how many cells the largest sheet would take in memory."""
    if "content.xml" in parts:
        return _ods_cells(parts["content.xml"])
    sheets = [content for name, content in parts.items() if re.match(r"xl/worksheets/[^/]+\.bin$", name)]
    return max((_xlsb_cells(content) for content in sheets), default=0)


def _ods_cells(content: bytes) -> int:
    """Count the cells that hold something, repeats included: one line of XML may stand for a million."""
    total = 0
    for _, row in ElementTree.iterparse(BytesIO(content)):  # noqa: S314 - inspected: no DOCTYPE
        if row.tag == f"{_TABLE}table-row":
            filled = [cell for cell in row if len(cell)]
            repeats = [int(cell.get(f"{_TABLE}number-columns-repeated", "1")) for cell in filled]
            total += sum(repeats) * int(row.get(f"{_TABLE}number-rows-repeated", "1"))
            row.clear()
    return total


def _xlsb_cells(content: bytes) -> int:
    """Return last row times last column of a sheet's records (MS-XLSB 2.1.4: type, length, data)."""
    place, row, column = 0, 0, 0
    while place < len(content):
        kind, place = _varint(content, place, 2)
        size, place = _varint(content, place, 4)
        data = content[place : place + size]
        if kind == 0 and size >= 4:  # BrtRowHdr
            row = max(row, int.from_bytes(data[:4], "little") + 1)
        elif 1 <= kind <= 11 and size >= 4:  # the cell records begin with their column
            column = max(column, int.from_bytes(data[:4], "little") + 1)
        place += size
    return row * column


def _varint(content: bytes, place: int, most: int) -> tuple[int, int]:
    value = 0
    for count in range(most):
        byte = content[place + count]
        value |= (byte & 0x7F) << (7 * count)
        if not byte & 0x80:
            return value, place + count + 1
    return value, place + most
