"""The unit that stands above a table for all of it: 单位：万元."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import is_unit

if TYPE_CHECKING:
    from yuecheng_xl.grid import Grid

_CAPTION = re.compile(r"单位:([^()]{1,20})")
_ROWS_ABOVE = 4
_LONGEST = 60


def caption_unit(grid: Grid, header_row: int, last_header_row: int) -> str:
    """Return the unit that a caption above a table, or in its header's lines, gives; empty where none does.

    A caption with several units says nothing of a single row.
    """
    for row in range(last_header_row, max(header_row - _ROWS_ABOVE, 1) - 1, -1):
        for cell in grid.row(row):
            if "单位" in cell.text and len(cell.text) <= _LONGEST:
                match = _CAPTION.search(normalise(cell.text))
                if match and is_unit(match[1]):
                    return match[1]
    return ""
