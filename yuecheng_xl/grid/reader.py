"""Read a workbook into grids through openpyxl."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

from openpyxl.cell.rich_text import CellRichText, TextBlock

from yuecheng_xl.grid.cells import make_cell
from yuecheng_xl.grid.load import load
from yuecheng_xl.grid.model import Area, Book, Cell, CellKind, Grid
from yuecheng_xl.grid.package import damaged
from yuecheng_xl.ownership import is_marked

if TYPE_CHECKING:
    from pathlib import Path


def read_book(path: Path) -> Book:
    """Read all sheets but those that this product made.

    Raises:
        InputFileError: the file is missing, not a workbook, damaged, encrypted, over-sized or harmful.

    """
    values = load(path, data_only=True, rich_text=True)
    # Values and formulas need a load each; most workbooks have no formula.
    formulas = load(path) if _has_formulas(path) else None
    grids = []
    for sheet in values.worksheets:
        if is_marked(sheet):
            continue
        formula_sheet = formulas[sheet.title] if formulas else None
        try:
            grids.append(_read_sheet(sheet, formula_sheet))
        except (ValueError, ArithmeticError, LookupError) as cause:
            raise damaged(path, cause) from cause  # a style or number that no workbook program wrote
    return Book(path, tuple(grids))


_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as package:
        return any(
            _FORMULA.search(content) is not None
            for name in package.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
            for content in [package.read(name)]
        )


def _read_sheet(sheet: Any, formula_sheet: Any | None) -> Grid:  # noqa: ANN401 - openpyxl's worksheet
    cells: dict[tuple[int, int], Cell] = {}
    # Only the cells that exist: iter_rows() would make the whole rectangle, a million rows where
    # somebody coloured a column. Same for the formulas below.
    source = formula_sheet if formula_sheet is not None else sheet
    for place, cell in source._cells.items():
        if formula_sheet is not None and cell.data_type == "f":
            calculated = sheet._cells.get(place)
            value = None if calculated is None else calculated.value
            if value is None:
                cells[place] = Cell(place[0], place[1], CellKind.NOT_CALCULATED, None, "", cell.number_format)
                continue
            cell = calculated
        elif formula_sheet is not None:
            cell = sheet._cells.get(place, cell)
        read = _read_cell(cell)
        if read is not None:
            cells[place] = read
    merged = tuple(
        Area(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges
    )
    return Grid(sheet.title, cells, merged, sheet.sheet_state != "visible")


def _read_cell(cell: Any) -> Cell | None:  # noqa: ANN401 - openpyxl's cell
    value = cell.value
    if isinstance(value, CellRichText):
        text, raised = _split_raised(value)
        return Cell(cell.row, cell.column, CellKind.TEXT, text, text, cell.number_format, raised)
    if cell.data_type == "e" and value is not None:
        return Cell(cell.row, cell.column, CellKind.ERROR, None, str(value), cell.number_format)
    return make_cell(cell.row, cell.column, value, cell.number_format)


def _split_raised(runs: CellRichText) -> tuple[str, str]:
    """Part a text from its superscript notes. The ³ of μg/m³ follows a letter and stays."""
    text, notes = "", ""
    for run in runs:
        is_note = _is_raised(run) and not (text and text[-1].isascii() and text[-1].isalpha())
        if is_note:
            notes += str(run)
        else:
            text += str(run)
    return text, notes


def _is_raised(run: str | TextBlock) -> bool:
    return isinstance(run, TextBlock) and run.font is not None and run.font.vertAlign == "superscript"
