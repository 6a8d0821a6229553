"""Cells packed row by row: as named tuples, those of a table with 20,000 rows take eighty megabytes.

A row is one tuple: its shape, then the values. The shape, which rows of a table share, has what else there is
to know of the cells. Their texts are made again from value and number format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from yuecheng_xl.grid.cells import cell_of
from yuecheng_xl.grid.model import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.grid.model import Area, CellKind


class Head(NamedTuple):
    """What a cell is but for its row and value."""

    column: int
    kind: CellKind
    number_format: str
    raised: str = ""
    struck: str = ""


class Packer:
    """Takes cells in any order, mostly row by row; of two in one place the later one counts."""

    def __init__(self) -> None:
        self._rows: dict[int, tuple[Any, ...]] = {}
        self._heads: dict[Head, Head] = {}
        self._shapes: dict[tuple[Head, ...], tuple[Head, ...]] = {}
        self._row: int | None = None
        self._open: dict[int, tuple[Head, Any]] = {}

    def add(self, row: int, head: Head, value: Any) -> None:  # noqa: ANN401 - a cell's value, an error's text
        """Add a cell. ``value`` of an error, and of what is struck out, is its text."""
        if row != self._row:
            self._turn_to(row)
        self._open[head.column] = (self._heads.setdefault(head, head), value)

    def drop_covered(self, merged: Sequence[Area]) -> None:
        """Drop what stands unseen beneath merged areas, as :func:`~yuecheng_xl.grid.cells.drop_covered`."""
        self._turn_to(None)
        last = max(self._rows, default=0)
        for area in merged:
            for row in range(area.top, min(area.bottom, last) + 1):
                if row not in self._rows:
                    continue
                first = area.left if row == area.top else 0
                covered = [
                    head.column
                    for head in self._rows[row][0]
                    if area.left <= head.column <= area.right and head.column != first
                ]
                if covered:
                    self._turn_to(row)
                    for column in covered:
                        del self._open[column]
                    self._turn_to(None)

    def packed(self) -> PackedRows:
        """Return the rows that hold a cell, ascending."""
        self._turn_to(None)
        return PackedRows(dict(sorted(self._rows.items())))

    def _turn_to(self, row: int | None) -> None:
        """Pack the open row, and open another one, if any."""
        if self._row is not None and self._open:
            heads, values = zip(*(self._open[column] for column in sorted(self._open)), strict=True)
            self._rows[self._row] = (self._shapes.setdefault(heads, heads), *values)
        self._row, self._open = row, {}
        if row in self._rows:
            shape, *known = self._rows.pop(row)
            self._open = {head.column: (head, value) for head, value in zip(shape, known, strict=True)}


class PackedRows(Mapping[int, list[Cell]]):
    """The cells of each row, left to right, made when asked for. The row asked for last is kept."""

    __slots__ = ("_recent", "_rows")

    def __init__(self, rows: dict[int, tuple[Any, ...]]) -> None:
        self._rows = rows
        self._recent: tuple[int | None, dict[int, Cell]] = (None, {})

    def __getitem__(self, row: int) -> list[Cell]:
        if row not in self._rows:
            raise KeyError(row)
        return list(self.by_column(row).values())

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def by_column(self, row: int) -> dict[int, Cell]:
        """Return the cells of a row, which may have none."""
        recent, cells = self._recent
        if recent != row:
            _, *values = self._rows.get(row, ((),))
            cells = {
                head.column: cell_of(row, head.column, head.kind, value, *head[2:])
                for head, value in zip(self.shape(row), values, strict=True)
            }
            self._recent = (row, cells)
        return cells

    def shape(self, row: int) -> tuple[Head, ...]:
        """Return what the cells of a row are, which may have none."""
        heads: tuple[Head, ...] = self._rows.get(row, ((),))[0]
        return heads


class PackedCells(Mapping[tuple[int, int], Cell]):
    """The same cells by row and column."""

    __slots__ = ("_rows",)

    def __init__(self, rows: PackedRows) -> None:
        self._rows = rows

    def __getitem__(self, place: tuple[int, int]) -> Cell:
        return self._rows.by_column(place[0])[place[1]]

    def __contains__(self, place: object) -> bool:
        # Without making the cells: a column may be looked through from top to bottom.
        if not (isinstance(place, tuple) and len(place) == 2):
            return False
        return any(head.column == place[1] for head in self._rows.shape(place[0]))

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((row, head.column) for row in self._rows for head in self._rows.shape(row))

    def __len__(self) -> int:
        return sum(len(self._rows.shape(row)) for row in self._rows)
