"""The cells around what findings point to, as the page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yuecheng_xl.grid import Book, Grid

_MOST_ROWS, _MOST_COLUMNS, _LONGEST = 400, 40, 200


def preview(book: Book, places: Iterable[str]) -> list[dict[str, Any]]:
    """Return the sheets that are named in places such as ``指标总表!C5``, cut to what can be looked at.

    A sheet has its ``title``, how many ``columns`` are shown, and ``rows`` by number: the texts of their
    cells by column, merged areas only in their first cell.
    """
    named = {place.rpartition("!")[0] for place in places}
    return [_sheet(grid) for grid in book.grids if grid.sheet in named]


def _sheet(grid: Grid) -> dict[str, Any]:
    rows: dict[int, dict[int, str]] = {}
    for number in grid.rows():
        if len(rows) == _MOST_ROWS:
            break
        cells = {
            cell.column: cell.text[:_LONGEST] for cell in grid.row(number) if cell.column <= _MOST_COLUMNS
        }
        if cells:
            rows[number] = cells
    width = max((column for cells in rows.values() for column in cells), default=0)
    return {"title": grid.sheet, "columns": width, "rows": rows}
