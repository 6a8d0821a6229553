"""Read .xlsb and .ods: values only, for nothing at hand reads their number formats."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from python_calamine import CalamineError

from yuecheng_xl.grid.calamine import worksheets
from yuecheng_xl.grid.cells import make_cell, whole
from yuecheng_xl.grid.model import Book, Grid, within
from yuecheng_xl.grid.package import damaged, oversized

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuecheng_xl.grid.package import Package

_MOST_CELLS = 500_000
"""Cells of a sheet's rectangle, which calamine fills in memory whether they hold something or not."""

_BYTES_A_CELL = 32
_MOST_RECORDS = 2 * _MOST_CELLS
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_FILLED = (f"{_OFFICE}value-type", f"{_OFFICE}value", f"{_TABLE}formula")
_NO_XML = ElementTree.ParseError
_TARGET = re.compile(rb'Target="([^"]*)"')


def read_foreign(path: Path, package: Package) -> Book:
    """Read the sheets of an .xlsb or .ods workbook; an error value reads as an empty cell.

    Raises:
        InputFileError: the file is damaged, or its sheets are too large.

    """
    try:
        cells = _cells_declared(package.parts)
        if cells > _MOST_CELLS:
            raise oversized(path, cells * _BYTES_A_CELL, _MOST_CELLS * _BYTES_A_CELL)
        grids = []
        for sheet in worksheets(package.content):
            rows, areas = sheet.read()
            found = {
                (row, column): cell
                for row, values in enumerate(rows, 1)
                for column, value in enumerate(values, 1)
                if (cell := make_cell(row, column, whole(value)))
            }
            grids.append(Grid(sheet.name, found, within(areas, found), sheet.hidden))
    except (CalamineError, OSError, LookupError, ValueError, _NO_XML, zipfile.BadZipFile) as cause:
        raise damaged(path, cause) from cause
    return Book(path, tuple(grids), formats_known=False)


def _cells_declared(parts: Mapping[str, bytes]) -> int:
    """Return how many cells the largest sheet would take in memory: its last row times its last column."""
    if "content.xml" in parts:
        return _ods_cells(parts["content.xml"])
    targets = _TARGET.findall(parts.get("xl/_rels/workbook.bin.rels", b""))
    names = {Path(target.decode(errors="replace")).name for target in targets}
    sheets = [
        content for name, content in parts.items() if Path(name).name in names and name.endswith(".bin")
    ]
    return max(map(_xlsb_cells, sheets), default=0)


def _ods_cells(content: bytes) -> int:
    """Measure the sheets, repeats included: one line of XML may stand for a million rows."""
    largest = row = last_row = last_column = 0
    for _, element in ElementTree.iterparse(BytesIO(content)):  # noqa: S314 - inspected: no DOCTYPE
        if element.tag == f"{_TABLE}table-row":
            column = last_filled = 0
            for cell in element:
                column += max(1, int(cell.get(f"{_TABLE}number-columns-repeated", "1")))
                if len(cell) or any(name in cell.attrib for name in _FILLED):
                    last_filled = column
            row += max(1, int(element.get(f"{_TABLE}number-rows-repeated", "1")))
            if last_filled:
                last_row, last_column = row, max(last_column, last_filled)
                largest = max(largest, last_row * last_column)
            element.clear()
        elif element.tag == f"{_TABLE}table":
            row = last_row = last_column = 0
    return largest


def _xlsb_cells(content: bytes) -> int:
    """Measure a sheet by its records (MS-XLSB 2.1.4: type, length, data)."""
    place, row, column = 0, 0, 0
    for _ in range(_MOST_RECORDS):
        if place >= len(content):
            return row * column
        kind, place = _varint(content, place, 2)
        size, place = _varint(content, place, 4)
        data = content[place : place + 4]
        if kind == 0 and size >= 4:  # BrtRowHdr
            row = max(row, int.from_bytes(data, "little") + 1)
        elif 1 <= kind <= 11 and size >= 4:  # the cell records begin with their column
            column = max(column, int.from_bytes(data, "little") + 1)
        place += size
    return _MOST_RECORDS  # more than a sheet of the allowed size has


def _varint(content: bytes, place: int, most: int) -> tuple[int, int]:
    value = 0
    for count in range(most):
        byte = content[place + count]
        value |= (byte & 0x7F) << (7 * count)
        if not byte & 0x80:
            return value, place + count + 1
    return value, place + most
