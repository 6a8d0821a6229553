"""Rows of a sheet as text: openpyxl takes a millisecond for what this writes in ten microseconds."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

GENERAL = "General"
FORMULA_SIGNS = ("=", "+", "-", "@")
"""What a text begins with that Excel takes for a formula when somebody edits it."""

_REFERENCE = re.compile(r'(?<= r=")[A-Z]*\d+(?=")|(?<=ref=")[A-Z\d: ]+(?=")')
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML forbids."""

_LONGEST = 32_767
"""Characters that Excel takes in a cell."""


def fit(text: str) -> str:
    """Return a text as a cell can hold it: without what XML forbids, and no longer than Excel takes."""
    text = _UNFIT.sub("", text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def escaped(text: str) -> str:
    """Return a text (made fit) as XML holds it: a bare return would come back as a line feed."""
    return escape(text, {"\r": "&#13;"})


def empty_cell(place: str, style: int) -> str:
    """Return a cell that has a format alone."""
    return f'<c r="{place}" s="{style}"/>'


def number_cell(place: str, style: int, number: float) -> str:
    """Return a cell with a number."""
    return f'<c r="{place}" s="{style}"><v>{number!r}</v></c>'


def text_cell(place: str, style: int, text: str) -> str:
    """Return a cell with a text (made fit) in the sheet itself, which no program takes for a formula."""
    inline = f'<t xml:space="preserve">{escaped(text)}</t>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is>{inline}</is></c>'


def cut(part: str, first: int, count: int) -> tuple[str, str] | None:
    """Return what stands before and after rows of a sheet's part; None where it has no such rows."""
    start = re.search(rf'<row r="{first}"[ >]', part)
    end = re.search(rf'<row r="{first + count - 1}"(?: [^>]*)?(?:/>|>.*?</row>)', part, re.DOTALL)
    if start is None or end is None:
        return None
    return re.sub(r"<dimension [^>]*/>", "", part[: start.start()]), part[end.end() :]


def move_down(tail: str, second: int, by: int) -> str:
    """Let references that end in the second prototype end ``by`` rows lower, what is below follow."""

    def moved(row: re.Match[str]) -> str:
        number = int(row[0])
        return str(number + by) if number >= second else row[0]

    return _REFERENCE.sub(lambda places: re.sub(r"\d+", moved, places[0]), tail)


def with_formats(
    sheet: Worksheet, styles: Iterable[int], formats: Iterable[str]
) -> dict[tuple[int, str], int]:
    """Add each of a sheet's styles once more with each number format; return them by style and format."""
    return {
        (style, code): restyled(sheet, style, "number_format", code)
        for style in sorted(set(styles))
        for code in sorted(set(formats) - {GENERAL})
    }


def as_texts(sheet: Worksheet, styles: Iterable[int]) -> dict[int, int]:
    """Add each of a sheet's styles as that of a text that stays one when somebody edits it in Excel."""
    return {style: restyled(sheet, style, "quotePrefix", value=True) for style in sorted(set(styles))}


def restyled(sheet: Any, style: int, attribute: str, value: object) -> int:  # noqa: ANN401 - openpyxl's
    """Add a style that differs from another in one attribute; return its number."""
    scratch = copy(sheet.cell(1, 1))
    scratch._style = copy(sheet.parent._cell_styles[style])
    setattr(scratch, attribute, value)
    return int(scratch.style_id)
