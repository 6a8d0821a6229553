"""Cells of files that have texts alone: .csv, web pages, documents. What looks like a plain number is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.grid.cells import drop_covered, make_cell, split_looks
from yuecheng_xl.grid.model import Area, Grid, within
from yuecheng_xl.grid.package import Much, too_much

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from yuecheng_xl.grid.cells import Look
    from yuecheng_xl.grid.model import Cell

MOST_BYTES = 16 << 20
"""Of a file of texts: a form has a few kilobytes."""

_MOST_CELLS = 300_000
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.(\d{1,10}))?", re.ASCII)


class Filling:
    """A sheet that is being filled with texts, cell by cell; merged areas push what follows aside."""

    def __init__(self, path: Path, sheet: str) -> None:
        self._path, self._sheet = path, sheet
        self._cells: dict[tuple[int, int], Cell] = {}
        self._areas: list[Area] = []
        self._count = 0

    @property
    def is_empty(self) -> bool:
        """True where nothing was put in."""
        return not self._cells

    def put(
        self, row: int, column: int, runs: Iterable[tuple[str, Look]], *, height: int = 1, width: int = 1
    ) -> None:
        """Put a text in a cell, or in the area that it is merged over.

        Raises:
            InputFileError: there are more cells than anybody fills in.

        """
        self._count += height * width
        if self._count > _MOST_CELLS:
            raise too_much(self._path, Much.CELLS)
        if height * width > 1:
            self._areas.append(Area(row, column, row + height - 1, column + width - 1))
        text, raised, struck = (" ".join(part.split()) for part in split_looks(runs))
        cell = make_cell(row, column, *_value(text, raised), raised, struck)
        if cell is not None:
            self._cells[row, column] = cell

    def grid(self, *, hidden: bool = False) -> Grid:
        """Return the sheet."""
        areas = within(self._areas, self._cells)
        drop_covered(self._cells, areas)
        return Grid(self._sheet, self._cells, areas, hidden)


def _value(text: str, raised: str) -> tuple[str | float, str]:
    """Return a cell's value and number format: a text that is a number and nothing else is shown so."""
    number = None if raised else _NUMBER.fullmatch(text)
    if number is None:
        return text, "General"
    decimals = number[1] or ""
    return (float(text), f"0.{'0' * len(decimals)}") if decimals else (int(text), "General")


def text_of(content: bytes, declared: str = "") -> str:
    """Return a text in UTF-8, UTF-16 or GBK, whichever it is in.

    Args:
        content: the file.
        declared: the encoding that it says it has.

    """
    for mark, code in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(code, "replace")
    if content[:200].count(0) > len(content[:200]) // 4:
        return content.decode("utf-16-le" if content[1:2] == b"\x00" else "utf-16-be", "replace")
    codes: Iterable[str] = ("utf-8", declared if declared.lower() in _KNOWN else "gb18030", "gb18030")
    for code in codes:
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


_KNOWN = {"utf-8", "gbk", "gb2312", "gb18030", "big5"}
