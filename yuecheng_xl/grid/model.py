"""Plain cells: what a workbook says, free of the library that read it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.grid.places import (
    MOST_COLUMNS,
    MOST_ROWS,
    column_number,
    letters,
    place_of,
    split_place,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from yuecheng_xl.findings import Finding

_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MOST_MERGED, _FEW_MERGED = 20_000, 16
CellValue = str | float | int | bool | datetime | date | time | None


class CellKind(Enum):
    """What a cell holds; the four last have no usable value."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    NOT_CALCULATED = "not calculated"
    STALE = "stale"
    """A formula whose value is of before what it looks at was changed by us."""
    STRUCK = "struck out"
    """Whatever it was, it is withdrawn."""


class Cell(NamedTuple):
    """One filled cell. A named tuple: a batch makes millions, and a dataclass takes thrice the time.

    ``text`` is the text as Excel shows it, without superscript runs, which stand in ``raised``
    (a raised note would otherwise glue to its number: 83000① is not 830001), and without what is struck
    out, which stands in ``struck``. Of a cell that is struck out as a whole it is what stood there.
    """

    row: int
    column: int
    kind: CellKind
    value: CellValue
    text: str
    number_format: str = "General"
    raised: str = ""
    struck: str = ""

    @property
    def in_percent(self) -> bool:
        """True where the number format shows a hundred times the value; a literal % does not."""
        code = self.number_format
        return "%" in code and "%" in _LITERALS.sub("", code)


@dataclass(frozen=True, slots=True)
class Area:
    """A merged area, bounds included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, reference: str) -> Area:
        """Read a reference such as ``A1:B2``, ``A1``, ``A:C`` or ``2:3``.

        Raises:
            ValueError: it is none.

        """
        first, _, last = reference.replace("$", "").partition(":")
        last = last or first
        if first.isdecimal() and last.isdecimal():
            return cls(int(first), 1, int(last), MOST_COLUMNS)
        if first.isalpha() and last.isalpha():
            return cls(1, column_number(first), MOST_ROWS, column_number(last))
        top, left = split_place(first)
        bottom, right = split_place(last)
        return cls(top, left, bottom, right)

    def __str__(self) -> str:
        """Return the area's reference."""
        return f"{place_of(self.top, self.left)}:{place_of(self.bottom, self.right)}"

    def __contains__(self, place: tuple[int, int]) -> bool:
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right


def within(areas: Iterable[Area], cells: Iterable[tuple[int, int]]) -> tuple[Area, ...]:
    """Cut merged areas off where nothing is filled any more: some reach to the end of the sheet.

    Of more than people would merge, the first are taken: each costs a search.
    """
    areas = tuple(islice(areas, _MOST_MERGED))
    if not areas:
        return areas
    places = list(cells)
    rows = max((row for row, _ in places), default=1)
    columns = max((column for _, column in places), default=1)
    return tuple(
        Area(area.top, area.left, min(area.bottom, rows), min(area.right, columns))
        for area in areas
        if area.top <= rows and area.left <= columns
    )


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its filled cells by (row, column), its merged areas, and whether it is hidden.

    ``by_row`` are the same cells by row, rows and cells ascending, where the reader has them so.
    ``hidden_rows`` and ``hidden_columns`` are those that hold something and are not seen.
    """

    sheet: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    by_row: Mapping[int, list[Cell]] = field(default_factory=dict, repr=False, compare=False)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    # Where there are many areas: their indexes by the first row, these rows, and how far down the areas up
    # to each reach.
    _order: list[int] = field(init=False, repr=False, compare=False, default_factory=list)
    _tops: list[int] = field(init=False, repr=False, compare=False, default_factory=list)
    _reach: list[int] = field(init=False, repr=False, compare=False, default_factory=list)

    def __post_init__(self) -> None:
        if len(self.merged) > _FEW_MERGED:
            self._order.extend(sorted(range(len(self.merged)), key=lambda index: self.merged[index].top))
            self._tops.extend(self.merged[index].top for index in self._order)
            self._reach.extend(accumulate((self.merged[index].bottom for index in self._order), max))
        if not self.by_row:
            by_row: dict[int, list[Cell]] = {}
            for place in sorted(self.cells):
                by_row.setdefault(place[0], []).append(self.cells[place])
            object.__setattr__(self, "by_row", by_row)

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell that shows at a place: inside a merged area, the area's first cell."""
        cell = self.cells.get((row, column))
        if cell is not None or not self.merged:
            return cell
        area = self.area(row, column)
        return self.cells.get((area.top, area.left)) if area else None

    def area(self, row: int, column: int) -> Area | None:
        """Return the merged area that covers a place."""
        if not self._tops:
            return next((area for area in self.merged if (row, column) in area), None)
        found = None
        place = bisect_right(self._tops, row)
        while place and self._reach[place - 1] >= row:
            place -= 1
            index = self._order[place]
            if (row, column) in self.merged[index] and (found is None or index < found):
                found = index
        return None if found is None else self.merged[found]

    def rows(self) -> Iterator[int]:
        """Yield the numbers of the rows that hold a filled cell, ascending."""
        yield from self.by_row

    def row(self, number: int) -> list[Cell]:
        """Return the filled cells of one row, left to right."""
        return self.by_row.get(number, [])

    def where(self, row: int, column: int) -> str:
        """Return the address that findings show."""
        return f"{self.sheet}!{letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's sheets, less those that this product made.

    ``formats_known`` is False where number formats are hidden from us, so that 0.973 may be a percentage of
    97.3. ``findings`` say what of the file could not be read, beside its values.
    """

    path: Path
    grids: tuple[Grid, ...] = field(default=())
    formats_known: bool = True
    findings: tuple[Finding, ...] = ()

    def grid(self, sheet: str) -> Grid | None:
        """Return the sheet of that name, white space around it ignored."""
        return next((grid for grid in self.grids if grid.sheet.strip() == sheet), None)
