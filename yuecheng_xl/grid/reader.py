"""Read a workbook into grids through openpyxl."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from yuecheng_xl.grid.cells import judged, split_raised
from yuecheng_xl.grid.load import complaints, load
from yuecheng_xl.grid.mark import STALE, is_marked
from yuecheng_xl.grid.model import Area, Book, CellKind, Grid
from yuecheng_xl.grid.packed import Head, PackedCells, Packer

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = f"{{{SHEET_MAIN_NS}}}t"
_AREA = re.compile(r"\$[A-Z]{1,3}\$\d{1,7}(?::\$[A-Z]{1,3}\$\d{1,7})?")
_MOST_SHARED = 4096
"""Texts of cells that are kept once for all cells that have them."""


def read_carefully(path: Path) -> Book:
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
    packer = Packer()
    with sheet._get_source() as source:
        parser = _Parser(sheet, source)
        for _, row in parser.parse():
            for cell in row:
                if cell is not None:
                    packer.add(*cell)
    areas = parser.merged_cells.mergeCell if parser.merged_cells else ()
    merged = tuple(Area(area.min_row, area.min_col, area.max_row, area.max_col) for area in areas)
    packer.drop_covered(merged)
    rows = packer.packed()
    return Grid(sheet.title, PackedCells(rows), merged, sheet.sheet_state != "visible", rows)


def _stale_places(sheet: Any) -> set[tuple[int, int]]:  # noqa: ANN401
    """Return the cells that we named as stale, until they are computed: Excel then takes the order away."""
    name = sheet.defined_names.get(STALE)
    if name is None or not sheet.parent.calculation.fullCalcOnLoad:
        return set()
    areas = (Area.of(reference) for reference in _AREA.findall(name.attr_text or ""))
    return {
        (row, column)
        for area in areas
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }


class _Parser(WorkSheetParser):
    """openpyxl's parser, but for what it makes of a cell."""

    def __init__(self, sheet: Any, source: Any) -> None:  # noqa: ANN401
        book = sheet.parent
        super().__init__(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
            rich_text=True,
        )
        self._sheet = sheet
        self._stale = _stale_places(sheet)
        self._formats: dict[int, str] = {}
        self._texts: dict[str, str] = {}

    def parse_cell(self, element: Any) -> Any:  # noqa: ANN401
        """Return a cell's row, head and value as ``Packer`` takes them, or None where it shows nothing."""
        text = self._plain_text(element)
        if text is None:
            found = super().parse_cell(element)
            row, column, value, style = found["row"], found["column"], found["value"], found["style_id"]
        else:
            row, column = self._place(element)
            value, style = text, int(element.get("s", 0))
            found = {}
        number_format = self._number_format(style)
        if (row, column) in self._stale and element.find(FORMULA_TAG) is not None:
            return row, Head(column, CellKind.STALE, number_format), None
        if value is None:
            # data_only hides formulas: what is left of one without a value is nothing.
            if element.find(FORMULA_TAG) is None:
                return None
            return row, Head(column, CellKind.NOT_CALCULATED, number_format), None
        raised = ""
        if isinstance(value, CellRichText):
            value, raised = split_raised((str(run), _is_raised(run)) for run in value)
        elif found.get("data_type") == "e":
            return row, Head(column, CellKind.ERROR, number_format), str(value)
        judgement = judged(value, raised)
        if judgement is None:
            return None
        kind, value = judgement
        return row, Head(column, kind, number_format, raised), value

    def _plain_text(self, element: Any) -> str | None:  # noqa: ANN401
        """Return the text of a cell that holds a text in itself, in one piece: quicker than openpyxl."""
        if element.get("t") != "inlineStr" or len(element) != 1 or element[0].tag != INLINE_STRING:
            return None
        inline = element[0]
        if len(inline) != 1 or inline[0].tag != _TEXT or inline.attrib:
            return None
        text = (inline[0].text or "").replace("x005F_", "")
        if len(self._texts) < _MOST_SHARED:
            return self._texts.setdefault(text, text)
        return self._texts.get(text, text)

    def _place(self, element: Any) -> tuple[int, int]:  # noqa: ANN401
        reference = element.get("r")
        row, column = (
            coordinate_to_tuple(reference) if reference else (self.row_counter, self.col_counter + 1)
        )
        self.col_counter = column
        return row, column

    def _number_format(self, style: int) -> str:
        known = self._formats.get(style)
        if known is None:
            known = self._formats[style] = ReadOnlyCell(self._sheet, 1, 1, None, "n", style).number_format
        return known


def _is_raised(run: str | TextBlock) -> bool:
    return isinstance(run, TextBlock) and run.font is not None and run.font.vertAlign == "superscript"
