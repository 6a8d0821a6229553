"""Row heights and page breaks: what Excel does on screen, done beforehand so that nothing prints cut off."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from yuecheng_xl.memo import kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

_PIXELS_PER_UNIT = 7  # width of a digit in the default font, which column widths count in
_DEFAULT_WIDTH = 9.14  # 64 pixels
_CELL_PADDING = 8  # pixels left and right together
INDENT = 9  # pixels a step
_POINTS_PER_INCH = 72
_TALLEST = 409  # points of a row: Excel takes no more
_PAPER_INCHES = {"8": (11.69, 16.54), "9": (8.27, 11.69)}  # A3, A4


def fit_row_heights(sheet: Worksheet, first: int, last: int) -> None:
    """Raise rows to the height that their wrapped texts need; the template's height is the least.

    Excel does not fit rows with merged cells, and LibreOffice and Excel fit others differently.
    """
    covered = {
        place
        for area in sheet.merged_cells.ranges
        for place in area.cells
        if place != (area.min_row, area.min_col)
    }
    merged_width = {
        (area.min_row, area.min_col): sum(
            column_pixels(sheet, column) for column in range(area.min_col, area.max_col + 1)
        )
        for area in sheet.merged_cells.ranges
        if area.min_row == area.max_row
    }
    tall = {
        (area.min_row, area.min_col) for area in sheet.merged_cells.ranges if area.min_row != area.max_row
    }
    formats: dict[int, tuple[bool, float, float]] = {}  # looked up once a style: openpyxl's proxies are slow
    rows: Any = sheet.iter_rows(first, last)  # sheet[row] would look for the last column each time
    for row, cells in enumerate(rows, first):
        needed = 0.0
        for cell in cells:
            place = (cell.row, cell.column)
            if not isinstance(cell.value, str) or place in covered or place in tall:
                continue  # numbers never wrap
            if cell.style_id not in formats:
                alignment, size = cell.alignment, float(cell.font.sz or 11)
                formats[cell.style_id] = (bool(alignment.wrap_text), (alignment.indent or 0) * INDENT, size)
            wraps, indent, size = formats[cell.style_id]
            if wraps:
                width = merged_width.get(place) or column_pixels(sheet, cell.column)
                needed = max(needed, height_of(cell.value, width - indent, size))
        least = sheet.row_dimensions[row].height or 0
        if needed > least:
            sheet.row_dimensions[row].height = round(needed, 1)


def height_of(text: str, pixels: float, size: float) -> float:
    """Return the height in points that a text takes in a column's width, in a font of ``size`` points."""
    return min(text_lines(text, pixels, size) * size * 1.5 + 4, _TALLEST)


def column_pixels(sheet: Worksheet, column: int) -> float:
    """Return a column's width in pixels at 96 per inch."""
    dimension = sheet.column_dimensions.get(get_column_letter(column))
    # A width as files keep it includes the cell's padding.
    width = dimension.width if dimension is not None and dimension.width else _DEFAULT_WIDTH
    return width * _PIXELS_PER_UNIT


@kept(1024, 10_000)
def text_lines(text: str, pixels: float, size: float) -> int:
    """Return how many lines a text takes in a width: Chinese breaks anywhere, Latin and digits do not."""
    full = size * 96 / 72
    room = max(pixels - _CELL_PADDING, full) / full  # in widths of a Chinese character
    lines = 0
    for paragraph in text.split("\n"):
        used, count = 0.0, 1
        for word in _WORDS.findall(paragraph):
            length = sum(map(_width, word))
            if used + length > room and used > 0:
                count += 1
                used = 0.0
            if length > room:
                count += int(length // room)
                length %= room
            used += length
        lines += count
    return lines


# A run of Latin letters, digits and half-width signs stays together; any other character stands alone.
_WORDS = re.compile(r"[!-~]+|.")


@lru_cache(maxsize=4096)
def _width(character: str) -> float:
    # Ambiguous characters (“ ” — ×) are wide in Chinese fonts.
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55


def break_pages(sheet: Worksheet, groups: Sequence[tuple[int, int]], header_rows: int) -> None:
    """Begin a new page before a group of rows that would straddle a page's end.

    A category's merged cell that runs over a page's end would print its name cut in two. A group that
    is taller than a page is left to break where it must.
    """
    page = _page_height(sheet)
    if page is None:
        return
    header = _height(sheet, 1, header_rows)
    titles = sheet.print_title_rows
    repeated = 0.0
    if titles:
        first, last = (int(part.replace("$", "")) for part in titles.split(":"))
        repeated = _height(sheet, first, last)
    used = header
    for first, last in groups:
        height = _height(sheet, first, last)
        if used + height > page and used > repeated and height <= page - repeated:
            sheet.row_breaks.append(Break(id=first - 1))
            used = repeated
        used += height
        while used > page:
            used -= page - repeated


def _height(sheet: Worksheet, first: int, last: int) -> float:
    default = sheet.sheet_format.defaultRowHeight or 15.0
    return sum(sheet.row_dimensions[row].height or default for row in range(first, last + 1))


def _page_height(sheet: Worksheet) -> float | None:
    """Return how many points of rows one page takes, the sheet scaled to the page's width."""
    paper = _PAPER_INCHES.get(str(sheet.page_setup.paperSize))
    if paper is None:
        return None
    width, height = paper if sheet.page_setup.orientation != "landscape" else paper[::-1]
    margins = sheet.page_margins
    room = (width - margins.left - margins.right) * _POINTS_PER_INCH
    needed = sum(column_pixels(sheet, column) for column in range(1, sheet.max_column + 1)) * 0.75
    scale = min(1.0, room / needed) if needed else 1.0
    # 3% less: printers and screens measure rows differently.
    return (height - margins.top - margins.bottom) * _POINTS_PER_INCH / scale * 0.97
