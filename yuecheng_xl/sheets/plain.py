"""A sheet with nothing but values, where there is no template for it."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING

from openpyxl.utils.datetime import to_excel

from yuecheng_xl.grid.places import place_of
from yuecheng_xl.sheets.cells import cell
from yuecheng_xl.sheets.markup import MAIN
from yuecheng_xl.sheets.package import HEAD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yuecheng_xl.grid.model import Area
    from yuecheng_xl.sheets.styles import Styles
    from yuecheng_xl.typed.values import Value


def plain_sheet(
    values: Mapping[tuple[int, int], tuple[Value, str]],
    merged: Sequence[Area],
    styles: Styles,
    widths: Mapping[int, float] | None = None,
) -> bytes:
    """Return a sheet's part.

    Args:
        values: value and number format by row and column.
        merged: areas that are merged.
        styles: the workbook's formats.
        widths: of columns, in characters.

    """
    sized = "".join(
        f'<col min="{column}" max="{column}" width="{width:g}" customWidth="1"/>'
        for column, width in sorted((widths or {}).items())
    )
    rows = []
    for row, places in groupby(sorted(values), key=lambda place: place[0]):
        cells = []
        for _, column in places:
            value, code = values[row, column]
            style = styles.with_number_format(0, code)
            cells.append(cell(place_of(row, column), style, value, styles))
        rows.append(f'<row r="{row}">{"".join(cells)}</row>')
    several = [area for area in merged if (area.top, area.left) != (area.bottom, area.right)]
    areas = [f'<mergeCell ref="{area}"/>' for area in several]
    listed = f'<mergeCells count="{len(areas)}">{"".join(areas)}</mergeCells>' if areas else ""
    cols = f"<cols>{sized}</cols>" if sized else ""
    data = f"<sheetData>{''.join(rows)}</sheetData>"
    return HEAD + f'<worksheet xmlns="{MAIN}">{cols}{data}{listed}</worksheet>'.encode()


def plain_value(value: object) -> Value:
    """Return what a cell was read as, as a cell is written: dates and times as Excel counts them."""
    if isinstance(value, datetime | date | time):
        return float(to_excel(value))
    return value if isinstance(value, str | int | float) else None
