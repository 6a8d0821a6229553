"""A cell from a value and a number format, whichever library read them."""

from __future__ import annotations

import math
import re
import sys
from datetime import date, datetime, time
from enum import Enum
from typing import TYPE_CHECKING, Any

from xlfmt import format_value

from yuecheng_xl.grid.model import Cell, CellKind
from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yuecheng_xl.grid.model import Area

_ESCAPED = re.compile(r'"[^"]*"|!(.)')
_SHORT = 10
"""Characters up to which General shows a number as it is."""


def make_cell(
    row: int,
    column: int,
    value: Any,  # noqa: ANN401 - what a library found
    number_format: str = "General",
    raised: str = "",
    struck: str = "",
    *,
    is_struck: bool = False,
) -> Cell | None:
    """Return the cell of a value, or None where it shows nothing.

    Args:
        row: counted from 1.
        column: counted from 1.
        value: text, number, truth value, date or None.
        number_format: Excel's code.
        raised: superscript text beside the value.
        struck: text beside the value that is struck out.
        is_struck: the cell is so as a whole.

    """
    found = judged(value, raised)
    if found is None:
        return cell_of(row, column, CellKind.STRUCK, struck, number_format) if struck.strip() else None
    cell = cell_of(row, column, *found, number_format, raised, struck)
    return cell_of(row, column, CellKind.STRUCK, cell.text, number_format) if is_struck else cell


def cell_of(
    row: int,
    column: int,
    kind: CellKind,
    value: Any,  # noqa: ANN401 - as judged
    number_format: str,
    raised: str = "",
    struck: str = "",
) -> Cell:
    """Return the cell of a value that has been :func:`judged`, with its text."""
    match kind:
        case CellKind.TEXT:
            text = value
        case CellKind.NUMBER | CellKind.DATE:
            text = shown(value, number_format)
        case CellKind.BOOLEAN:
            text = str(value).upper()
        case CellKind.ERROR | CellKind.STRUCK:
            text, value = value, None
        case CellKind.NOT_CALCULATED | CellKind.STALE:
            text = ""
    return Cell(row, column, kind, value, text, number_format, raised, struck)


def judged(value: Any, raised: str = "") -> tuple[CellKind, Any] | None:  # noqa: ANN401 - what a library found
    """Return a value's kind and the value (an error's text), or None where it shows nothing."""
    if isinstance(value, str):
        seen = visible(value)
        return (CellKind.TEXT, seen) if raised or seen.strip() else None
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


class Look(Enum):
    """How a piece of a text looks, where that changes what it says."""

    PLAIN = "plain"
    RAISED = "raised"
    STRUCK = "struck out"


def look(*, is_raised: bool, is_struck: bool) -> Look:
    """Return how a piece looks; what is withdrawn is no note any more."""
    if is_struck:
        return Look.STRUCK
    return Look.RAISED if is_raised else Look.PLAIN


def split_looks(runs: Iterable[tuple[str, Look]]) -> tuple[str, str, str]:
    """Part a text from its superscript notes and from what is struck out. The ³ of μg/m³ stays.

    Args:
        runs: the text's pieces, and how each looks.

    Returns:
        The text, its notes, and what is struck out.

    """
    text, notes, struck = "", "", ""
    for run, how in runs:
        if how is Look.STRUCK:
            struck += run
        elif how is Look.RAISED and not (text[-1:].isascii() and text[-1:].isalpha()):
            notes += run
        else:
            text += run
    return text, notes, struck


def whole(value: Any) -> Any:  # noqa: ANN401 - what a library found
    """Return a float as calamine gives all numbers as openpyxl reads it: 1271 is a whole number."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


@kept(4096)
def shown(value: float | date | time, number_format: str) -> str:
    """Return the text that Excel shows for a value."""
    if number_format == "General" and isinstance(value, int | float) and len(text := repr(value)) <= _SHORT:
        return text.removesuffix(".0") if "e" not in text else str(format_value(value))
    try:
        return str(format_value(value, _escaped(number_format))).strip()
    except (ValueError, ArithmeticError, LookupError):
        # Excel shows #### for what its format cannot show; the value is what counts here.
        return f"{value:.15g}" if isinstance(value, int | float) else str(value)


def _escaped(number_format: str) -> str:
    """Escape by a backslash, which is all the formatter knows, what Excel takes as it is after a !, too."""
    if "!" not in number_format:
        return number_format
    return _ESCAPED.sub(lambda match: f"\\{match[1]}" if match[1] else match[0], number_format)


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
