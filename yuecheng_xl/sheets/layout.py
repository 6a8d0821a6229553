"""Row heights and page breaks: what Excel does on screen, done beforehand so that nothing prints cut off."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from yuecheng_xl.process.memo import kept

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yuecheng_xl.sheets.template import TemplateSheet

PIXELS_PER_UNIT = 7  # width of a digit in the default font, which column widths count in
INDENT = 9  # pixels a step
_CELL_PADDING = 8  # pixels left and right together
_POINTS_PER_INCH = 72
_NARROW = 0.55  # width of a Latin letter or a digit, that of a Chinese character being 1
_TALLEST = 409  # points of a row: Excel takes no more
_PAPER_INCHES = {"8": (11.69, 16.54), "9": (8.27, 11.69)}  # A3, A4
_MARGINS = {"left": 0.7, "right": 0.7, "top": 0.75, "bottom": 0.75}  # inches, Excel's own

# A run of Latin letters, digits and half-width signs stays together; any other character stands alone.
_WORDS = re.compile(r"[!-~]+|.")


def height_of(text: str, pixels: float, size: float) -> float:
    """Return the height in points that a text takes in a column's width, in a font of ``size`` points."""
    line = size * 1.5
    most = int((_TALLEST / line + 1) * room(pixels, size) / _NARROW)  # characters: no taller row fits more
    return min(text_lines(text[:most], pixels, size) * line + 4, _TALLEST)


def room(pixels: float, size: float) -> float:
    """Return how many Chinese characters go into a width."""
    full = size * 96 / 72
    return max(pixels - _CELL_PADDING, full) / full


@kept(1024, 10_000)
def text_lines(text: str, pixels: float, size: float) -> int:
    """Return how many lines a text takes in a width: Chinese breaks anywhere, Latin and digits do not."""
    width = room(pixels, size)
    lines = 0
    for paragraph in text.split("\n"):
        used, count = 0.0, 1
        for word in _WORDS.findall(paragraph):
            length = sum(map(_width, word))
            if used + length > width and used > 0:
                count += 1
                used = 0.0
            if length > width:
                count += int(length // width)
                length %= width
            used += length
        lines += count
    return lines


@lru_cache(maxsize=4096)
def _width(character: str) -> float:
    # Ambiguous characters (“ ” — ×) are wide in Chinese fonts.
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else _NARROW


def page_breaks(
    template: TemplateSheet,
    groups: Sequence[tuple[int, int]],
    header_rows: int,
    height: Callable[[int], float],
    widths: Sequence[float],
    repeated_rows: tuple[int, int] | None,
) -> list[int]:
    """Return the rows after which to begin a new page, so that no group of rows is cut by a page's end.

    A category's merged cell that runs over a page's end would print its name cut in two. A group that
    is taller than a page is left to break where it must.

    Args:
        template: with the paper, its direction and margins.
        groups: first and last row of each.
        header_rows: above the first group.
        height: of a row in points.
        widths: of the columns in characters.
        repeated_rows: first and last of the rows that each page repeats.

    """
    page = _page_height(template, widths)
    if page is None:
        return []
    header = _total(height, 1, header_rows)
    repeated = _total(height, *repeated_rows) if repeated_rows else 0.0
    used, found = header, []
    for first, last in groups:
        tall = _total(height, first, last)
        if used + tall > page and used > repeated and tall <= page - repeated:
            found.append(first - 1)
            used = repeated
        used += tall
        while used > page:
            used -= page - repeated
    return found


def _total(height: Callable[[int], float], first: int, last: int) -> float:
    return sum(height(row) for row in range(first, last + 1))


def _page_height(template: TemplateSheet, widths: Sequence[float]) -> float | None:
    """Return how many points of rows one page takes, the sheet scaled to the page's width."""
    setup, margins = template.element("pageSetup"), template.element("pageMargins")
    paper = _PAPER_INCHES.get(setup.get("paperSize", "") if setup is not None else "")
    if paper is None or setup is None:
        return None
    width, tall = paper if setup.get("orientation") != "landscape" else paper[::-1]
    inches = {
        side: float(margins.get(side, inch) if margins is not None else inch)
        for side, inch in _MARGINS.items()
    }
    room = (width - inches["left"] - inches["right"]) * _POINTS_PER_INCH
    needed = sum(widths) * PIXELS_PER_UNIT * 0.75
    scale = min(1.0, room / needed) if needed else 1.0
    # 3% less: printers and screens measure rows differently.
    return (tall - inches["top"] - inches["bottom"]) * _POINTS_PER_INCH / scale * 0.97
