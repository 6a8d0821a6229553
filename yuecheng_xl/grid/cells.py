"""A cell from a value and a number format, whichever library read them."""

from __future__ import annotations

import math
import sys
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from xlfmt import format_value

from yuecheng_xl.grid.model import Cell, CellKind
from yuecheng_xl.process.memo import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yuecheng_xl.grid.model import Area

_SHORT = 10
"""Characters up to which General shows a number as it is."""


def make_cell(
    row: int,
    column: int,
    value: Any,  # noqa: ANN401 - what a library found
    number_format: str = "General",
    raised: str = "",
) -> Cell | None:
    """Return the cell of a value, or None where it shows nothing.

    Args:
        row: counted from 1.
        column: counted from 1.
        value: text, number, truth value, date or None.
        number_format: Excel's code.
        raised: superscript text beside the value.

    """
    found = judged(value, raised)
    return None if found is None else cell_of(row, column, *found, number_format, raised)


def cell_of(
    row: int,
    column: int,
    kind: CellKind,
    value: Any,  # noqa: ANN401 - as judged
    number_format: str,
    raised: str = "",
) -> Cell:
    """Return the cell of a value that has been :func:`judged`, with its text."""
    match kind:
        case CellKind.TEXT:
            text = value
        case CellKind.NUMBER | CellKind.DATE:
            text = shown(value, number_format)
        case CellKind.BOOLEAN:
            text = str(value).upper()
        case CellKind.ERROR:
            text, value = value, None
        case CellKind.NOT_CALCULATED | CellKind.STALE:
            text = ""
    return Cell(row, column, kind, value, text, number_format, raised)


def judged(value: Any, raised: str = "") -> tuple[CellKind, Any] | None:  # noqa: ANN401 - what a library found
    """Return a value's kind and the value (an error's text), or None where it shows nothing."""
    if isinstance(value, str):
        return (CellKind.TEXT, value) if raised or value.strip() else None
    if value is None:
        return None
    if isinstance(value, bool):
        return CellKind.BOOLEAN, value
    if isinstance(value, int) and abs(value) > sys.float_info.max:
        return CellKind.ERROR, "#NUM!"  # digits by the hundred, of which Excel makes no number
    if isinstance(value, int | float):
        return (CellKind.NUMBER, value) if math.isfinite(value) else (CellKind.ERROR, str(value))
    if isinstance(value, datetime | date | time):
        return CellKind.DATE, value
    return CellKind.TEXT, str(value)  # a length of time, say


def split_raised(runs: Iterable[tuple[str, bool]]) -> tuple[str, str]:
    """Part a text from its superscript notes. The ³ of μg/m³ follows a letter and stays.

    Args:
        runs: the text's pieces, and whether each is raised.

    """
    text, notes = "", ""
    for run, is_raised in runs:
        if is_raised and not (text[-1:].isascii() and text[-1:].isalpha()):
            notes += run
        else:
            text += run
    return text, notes


def whole(value: Any) -> Any:  # noqa: ANN401 - what a library found
    """Return a float as calamine gives all numbers as openpyxl reads it: 1271 is a whole number."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


@kept(4096)
def shown(value: float | date | time, number_format: str) -> str:
    """Return the text that Excel shows for a value."""
    if number_format == "General" and isinstance(value, int | float) and len(text := repr(value)) <= _SHORT:
        return text.removesuffix(".0") if "e" not in text else str(format_value(value))
    try:
        return str(format_value(value, number_format)).strip()
    except (ValueError, ArithmeticError, LookupError):
        # Excel shows #### for what its format cannot show; the value is what counts here.
        return f"{value:.15g}" if isinstance(value, int | float) else str(value)


def drop_covered(cells: dict[tuple[int, int], Cell], merged: Sequence[Area]) -> None:
    """Drop what stands unseen beneath merged areas: only the first cell shows.

    :func:`~yuecheng_xl.grid.package.inspect` has capped how many cells the areas have together.
    """
    if not merged:
        return
    last_row = max((row for row, _ in cells), default=0)
    last_column = max((column for _, column in cells), default=0)
    for area in merged:
        first = cells.get((area.top, area.left))
        for row in range(area.top, min(area.bottom, last_row) + 1):
            for column in range(area.left, min(area.right, last_column) + 1):
                cells.pop((row, column), None)
        if first is not None:
            cells[area.top, area.left] = first
