"""Read .xlsb and .ods: values only, for nothing at hand reads their number formats."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.parsers import expat

from python_calamine import CalamineError

from yuecheng_xl.grid.calamine import worksheets
from yuecheng_xl.grid.cells import make_cell, whole
from yuecheng_xl.grid.model import Book, Grid, within
from yuecheng_xl.grid.package import MOST_SHEETS, Format, Much, damaged, too_much

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from yuecheng_xl.grid.package import Package

_MOST_CELLS = 500_000
"""Cells that calamine makes in memory: a sheet's whole rectangle, whether they hold something or not."""

_TEXT_A_CELL = 64
"""Characters that take as much memory as a cell: calamine makes a text again for each cell that has it."""

_MOST_RECORDS = 2 * _MOST_CELLS
_NO_XML = (ElementTree.ParseError, expat.ExpatError)
_SHARED, _TEXTS, _SHARED_TEXT, _NAME, _SHEET = 7, (6, 8), 19, 39, 156
"""Records of an .xlsb: cells with a shared text and with their own, a shared text, a name, a sheet."""


def read_foreign(path: Path, package: Package) -> Book:
    """Read the sheets of an .xlsb or .ods workbook; an error value reads as an empty cell.

    Raises:
        InputFileError: the file is damaged, or its sheets are too large.

    """
    try:
        _check_size(path, package)
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
    except (CalamineError, OSError, LookupError, ValueError, zipfile.BadZipFile, *_NO_XML) as cause:
        raise damaged(path, cause) from cause
    return Book(path, tuple(grids), formats_known=False)


def _check_size(path: Path, package: Package) -> None:
    measure = _xlsb_cells if package.format is Format.XLSB else _ods_cells
    try:
        sheets, cells = measure(package.parts)
    except _TooManyRecordsError:
        raise too_much(path, Much.CELLS) from None
    if sheets > MOST_SHEETS:
        raise too_much(path, Much.SHEETS)
    if cells > _MOST_CELLS:
        raise too_much(path, Much.CELLS)


def _ods_cells(parts: Mapping[str, bytes]) -> tuple[int, int]:
    """Return how many sheets there are, and how many cells they take in memory, long texts as several.

    One line of XML may stand for a million rows.
    """
    measure = _OdsMeasure()
    parser = expat.ParserCreate()  # names as they stand there, whatever they mean: so calamine takes them
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = measure.start, measure.end
    parser.CharacterDataHandler = measure.text
    parser.Parse(parts["content.xml"], True)  # noqa: FBT003 - expat takes no keyword
    return measure.sheets, measure.cells


class _OdsMeasure:
    """Counts the cells that calamine makes of a content.xml."""

    def __init__(self) -> None:
        self.sheets = self.cells = 0
        self._open_rows = 0
        self._row = self._last_row = self._last_column = self._texts = 0
        # Of the row: how often it is repeated, its columns so far, the last filled one, its texts.
        self._repeated = self._column = self._filled = self._length = 0
        self._cell: tuple[int, int] | None = None

    def start(self, name: str, marks: dict[str, str]) -> None:
        match name:
            case "table:table" if not self._open_rows:
                self.sheets += 1
                self._row = self._last_row = self._last_column = self._texts = 0
            case "table:table-row":
                self._open_rows += 1
                self._repeated = max(1, int(marks.get("table:number-rows-repeated", "1")))
                self._column = self._filled = self._length = 0
            case "table:table-cell" | "table:covered-table-cell":
                repeated = max(1, int(marks.get("table:number-columns-repeated", "1")))
                self._column += repeated
                values = [value for key, value in marks.items() if _holds_value(key)]
                if values:
                    self._filled = self._column
                self._cell = (repeated, sum(map(len, values)))
            case "text:s":
                self.text("", spaces=int(marks.get("text:c", "1")))

    def text(self, data: str, spaces: int = 0) -> None:
        if self._cell is not None:
            repeated, length = self._cell
            self._cell = (repeated, length + len(data) + spaces)

    def end(self, name: str) -> None:
        match name:
            case "table:table-cell" | "table:covered-table-cell" if self._cell is not None:
                repeated, length = self._cell
                self._length += repeated * (length // _TEXT_A_CELL)
                self._cell = None
            case "table:table-row":
                self._open_rows -= 1
                self._row += self._repeated
                before = self._last_row * self._last_column + self._texts
                self._texts += self._repeated * self._length
                if self._filled:
                    self._last_row, self._last_column = self._row, max(self._last_column, self._filled)
                self.cells += self._last_row * self._last_column + self._texts - before


def _holds_value(name: str) -> bool:
    return name.startswith("office:") or name == "table:formula"


def _xlsb_cells(parts: Mapping[str, bytes]) -> tuple[int, int]:
    """Return how many sheets there are, and how many cells they take in memory, long texts as several."""
    relations = ElementTree.fromstring(parts["xl/_rels/workbook.bin.rels"])  # noqa: S314 - inspected
    targets = {item.get("Id", ""): item.get("Target", "") for item in relations}
    named: Counter[str] = Counter()
    for kind, data in _records(parts["xl/workbook.bin"]):
        if kind == _SHEET:
            named[PurePosixPath(targets[_text(data, 8)]).name.casefold()] += 1
        elif kind == _NAME:
            _text(data, 9)
    longest = 0
    for kind, data in _records(parts.get("xl/sharedStrings.bin", b"")):
        if kind == _SHARED_TEXT:
            longest = max(longest, len(_text(data, 1)))
    cells = sum(
        count * _sheet_cells(content, longest // _TEXT_A_CELL)
        for name, content in parts.items()
        if (count := named[PurePosixPath(name).name.casefold()])
    )
    return named.total(), cells


def _sheet_cells(content: bytes, text_cells: int) -> int:
    row = column = texts = 0
    for kind, data in _records(content):
        if kind == 0 and len(data) >= 4:  # BrtRowHdr
            row = max(row, int.from_bytes(data[:4], "little") + 1)
        elif 1 <= kind <= 11 and len(data) >= 4:  # the cell records begin with their column
            column = max(column, int.from_bytes(data[:4], "little") + 1)
            if kind in _TEXTS:
                _text(data, 8)
            elif kind == _SHARED:
                texts += text_cells
    return row * column + texts


def _text(data: bytes, place: int) -> str:
    """Return a record's text.

    calamine reads each record over the last one: of a text that is longer than its record says, it would
    make one of what is left of longer records before.
    """
    begin = place + 4
    end = begin + 2 * int.from_bytes(data[place:begin], "little")
    if end > len(data):
        raise ValueError("a text longer than its record")
    return data[begin:end].decode("utf-16-le", "replace")


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part, none of which may reach beyond it (MS-XLSB 2.1.4: type, length, data)."""
    place = count = 0
    while place < len(content):
        count += 1
        if count > _MOST_RECORDS:  # more than a sheet of the allowed size has
            raise _TooManyRecordsError
        kind, place = _varint(content, place, 2)
        size, place = _varint(content, place, 4)
        if place + size > len(content):
            raise ValueError("a record beyond the part's end")
        yield kind, content[place : place + size]
        place += size


class _TooManyRecordsError(Exception):
    pass


def _varint(content: bytes, place: int, most: int) -> tuple[int, int]:
    value = 0
    for count in range(most):
        byte = content[place + count]
        value |= (byte & 0x7F) << (7 * count)
        if not byte & 0x80:
            return value, place + count + 1
    return value, place + most
