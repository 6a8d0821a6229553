"""Read .csv files and texts with tabs, as Excel and statistical systems save them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from yuecheng_xl.grid.cells import Look
from yuecheng_xl.grid.model import Book
from yuecheng_xl.grid.strange import Strange, strange
from yuecheng_xl.grid.typed_cells import Filling, text_of

if TYPE_CHECKING:
    from pathlib import Path

_SEPARATORS = "\t,;，|"
_SAMPLE = 20
_LONGEST = 1 << 20


def read_text(path: Path, content: bytes) -> Book:
    """Read a text of rows and columns as one sheet.

    Raises:
        InputFileError: it has no columns, or more cells than anybody fills in.

    """
    text = text_of(content)
    lines = [line for line in text.splitlines()[: 10 * _SAMPLE] if line.strip()][:_SAMPLE]
    if "\0" in text or not lines:
        raise strange(path, Strange.TEXT)
    separator = max(_SEPARATORS, key=lambda sign: sum(sign in line for line in lines))
    if sum(separator in line for line in lines) < 2:  # a header and a row
        raise strange(path, Strange.TEXT)
    filling = Filling(path, path.stem[:31] or "表")
    csv.field_size_limit(_LONGEST)
    try:
        for row, values in enumerate(csv.reader(io.StringIO(text), delimiter=separator), 1):
            for column, value in enumerate(values, 1):
                if value.strip():
                    filling.put(row, column, [(value, Look.PLAIN)])
    except csv.Error:
        raise strange(path, Strange.TEXT) from None
    return Book(path, (filling.grid(),))
