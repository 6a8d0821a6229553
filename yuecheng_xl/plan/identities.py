"""勾稽关系: what must hold between indicators, one statement a row: ``[24] = [22] / [23]``, a tolerance."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.grid import CellKind
from yuecheng_xl.typed.figure import from_number, read_figure
from yuecheng_xl.typed.status import Status, status_of_words
from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from decimal import Decimal

    from yuecheng_xl.grid import Cell, Grid

SHEET = "勾稽关系"
_TOLERANCE_HEADERS = ("允许误差", "允许偏差", "容许误差", "误差")
_NOTE_HEADERS = ("说明", "备注")
_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "－": "-", "≥": ">=", "≤": "<=", "【": "[", "】": "]"})


@dataclass(frozen=True, slots=True)
class Identity:
    """One row of the sheet.

    ``text`` is as filled in, ``expression`` the same with half-width signs (``*`` for ×). ``tolerance``
    is in the unit of the left side, or a share of it if ``relative``; None where the cell is empty, or says
    something that is no number: ``unread_tolerance``.
    """

    text: str
    expression: str
    tolerance: Decimal | None
    relative: bool
    unread_tolerance: str
    note: str
    where: str


def read_identities(grid: Grid | None) -> tuple[Identity, ...]:
    """Read the sheet; a header row and empty rows are passed over."""
    if grid is None:
        return ()
    tolerance_column, note_column = 2, 3
    found = []
    for row in grid.rows():
        cells = grid.row(row)
        headers = {normalise(cell.text): cell.column for cell in cells}
        named = next((headers[name] for name in _TOLERANCE_HEADERS if name in headers), None)
        if named is not None:
            tolerance_column = named
            note_column = next((headers[name] for name in _NOTE_HEADERS if name in headers), note_column)
            continue
        first = cells[0]
        expression = unicodedata.normalize("NFKC", first.text.translate(_SIGNS)).translate(_SIGNS).strip()
        if not any(sign in expression for sign in "=<>"):
            continue
        tolerance, relative, unread = _tolerance(grid.at(row, tolerance_column))
        note = grid.at(row, note_column)
        found.append(
            Identity(
                first.text.strip(),
                expression,
                tolerance,
                relative,
                unread,
                note.text.strip() if note else "",
                grid.where(row, first.column),
            )
        )
    return tuple(found)


def _tolerance(cell: Cell | None) -> tuple[Decimal | None, bool, str]:
    """Return a tolerance, whether it is a share, and what stands there instead of one."""
    if cell is None or status_of_words(cell.text) is Status.MISSING:
        return None, False, ""
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, int | float):
        return abs(from_number(cell.value)), cell.in_percent, ""
    figure = read_figure(cell.text.strip().lstrip("±"))
    if figure is None:
        return None, False, cell.text.strip()
    if figure.unit == "%":
        return abs(figure.value) / 100, True, ""
    return abs(figure.value), False, ""
