"""A workbook of an old format as a new one: what its cells say, and no more of its look than that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.grid.model import CellKind
from yuecheng_xl.sheets.plain import plain_sheet, plain_value
from yuecheng_xl.sheets.template import Template
from yuecheng_xl.sheets.workbook import Workbook

if TYPE_CHECKING:
    from yuecheng_xl.grid import Book, Grid
    from yuecheng_xl.typed.values import Value

_NARROWEST, _WIDEST = 9, 48
"""Characters of a column."""


def converted(source: Book) -> Workbook:
    """Return a new workbook with the sheets of another: values, number formats and merged cells.

    It has the theme and the font of the result sheets. Fonts, colours, formulas, notes, pictures and what is
    struck out have no place in it.
    """
    book = Workbook.empty(Template().book)
    book.is_converted = True
    for grid in source.grids:
        add_copy(book, grid)
    return book


def add_copy(book: Workbook, grid: Grid) -> None:
    """Add a sheet that says what another workbook's says."""
    values: dict[tuple[int, int], tuple[Value, str]] = {
        place: (cell.text if cell.value is None else plain_value(cell.value), cell.number_format)
        for place, cell in grid.cells.items()
        if cell.kind is not CellKind.STRUCK
    }
    part = plain_sheet(values, grid.merged, book.styles, _widths(grid))
    book.add_sheet(grid.sheet, part, state="hidden" if grid.hidden else "")


def _widths(grid: Grid) -> dict[int, float]:
    """Return widths in which the columns' texts can be read; one merged over several says nothing of them."""
    widths: dict[int, float] = {}
    spread = {(area.top, area.left) for area in grid.merged if area.right > area.left}
    for (row, column), cell in grid.cells.items():
        if (row, column) not in spread:
            length = max(map(_length, cell.text.splitlines()), default=0)
            widths[column] = min(max(widths.get(column, _NARROWEST), length + 2), _WIDEST)
    return widths


def _length(text: str) -> int:
    """Return how many digits wide a text is: a Chinese character takes the room of two."""
    return sum(1 if ord(character) < 0x2E80 else 2 for character in text)
