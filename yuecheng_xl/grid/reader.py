"""Read a workbook into grids through openpyxl."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet._reader import WorkSheetParser

from yuecheng_xl.grid.cells import drop_covered, make_cell, split_raised
from yuecheng_xl.grid.load import complaints, load
from yuecheng_xl.grid.model import Area, Book, Cell, CellKind, Grid
from yuecheng_xl.ownership import is_marked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


def read_book(path: Path) -> Book:
    """Read all sheets but those that this product made.

    Raises:
        InputFileError: the file is missing, not a workbook, damaged, encrypted, over-sized or harmful.

    """
    book = load(path, read_only=True, data_only=True, rich_text=True)
    with complaints(path):
        return Book(path, tuple(_read_sheet(sheet) for sheet in book.worksheets if not is_marked(sheet)))


def _read_sheet(sheet: Any) -> Grid:  # noqa: ANN401 - openpyxl's read-only worksheet
    # Its rows are parsed here, as its own methods would make the whole rectangle (a million rows where
    # somebody coloured a column) and drop raised notes, and an ordinary worksheet keeps all its cells.
    with sheet._get_source() as source:
        part = source.read()
    # Values and formulas need a pass each; most sheets have no formula.
    formulas = set()
    if _FORMULA.search(part) is not None:
        found = _cells(sheet, _parser(sheet, part, data_only=False))
        formulas = {(cell.row, cell.column) for cell in found if cell.data_type == "f"}
    parser = _parser(sheet, part, data_only=True)
    cells: dict[tuple[int, int], Cell] = {}
    for cell in _cells(sheet, parser):
        place = (cell.row, cell.column)
        if cell.value is None and place in formulas:
            cells[place] = Cell(*place, CellKind.NOT_CALCULATED, None, "", cell.number_format)
        elif (read := _read_cell(cell)) is not None:
            cells[place] = read
    areas = parser.merged_cells.mergeCell if parser.merged_cells else ()
    merged = tuple(Area(area.min_row, area.min_col, area.max_row, area.max_col) for area in areas)
    drop_covered(cells, merged)
    return Grid(sheet.title, cells, merged, sheet.sheet_state != "visible")


def _parser(sheet: Any, part: bytes, *, data_only: bool) -> Any:  # noqa: ANN401
    book = sheet.parent
    return WorkSheetParser(
        BytesIO(part),
        sheet._shared_strings,
        data_only=data_only,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
        rich_text=True,
    )


def _cells(sheet: Any, parser: Any) -> Iterator[Any]:  # noqa: ANN401
    return (ReadOnlyCell(sheet, **cell) for _, row in parser.parse() for cell in row)


def _read_cell(cell: Any) -> Cell | None:  # noqa: ANN401 - openpyxl's cell
    value = cell.value
    if isinstance(value, CellRichText):
        text, raised = split_raised((str(run), _is_raised(run)) for run in value)
        return make_cell(cell.row, cell.column, text, cell.number_format, raised)
    if cell.data_type == "e" and value is not None:
        return Cell(cell.row, cell.column, CellKind.ERROR, None, str(value), cell.number_format)
    return make_cell(cell.row, cell.column, value, cell.number_format)


def _is_raised(run: str | TextBlock) -> bool:
    return isinstance(run, TextBlock) and run.font is not None and run.font.vertAlign == "superscript"
