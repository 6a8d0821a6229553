"""Find the tables of a sheet however they lie: with the year in the title alone, or turned on their side.

Statistical systems export years downwards and indicators across; offices write the year above the table and
本年, 上年 into its header. Both are brought to the layout that the reader knows: names downwards, periods
across. Where a cell stood, findings and sources still say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid.model import Area, Cell, CellKind, Grid
from yuecheng_xl.grid.places import letters
from yuecheng_xl.plan.columns import find_tables
from yuecheng_xl.typed.period import Period, parse_period
from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yuecheng_xl.plan.columns import Columns

_ABOVE = 6
"""Rows above a table that may say its year, or the unit of all of it."""

_MOST_CELLS, _LONGEST = 20_000, 60
_DATED = re.compile(r"(?:19|20)\d\d年")
_FIRST = ("本", "当", "今")
_THIS = re.compile(r"^(?:本年|本年度|当年|今年|本期|本报告期)(?:数|值|累计|实际|实绩|完成|完成数|完成值)?$")
_LAST = re.compile(
    r"^(?:上年|上年度|去年|上年同期|去年同期|上期)(?:数|值|累计|实际|实绩|完成|完成数|完成值)?$"
)
_GROWTH = re.compile(
    r"^(?:比上年|比上年同期|较上年|较上年同期|同比)?(?:±|增长|增减|增速|增幅|增长率)(?:\(?[%±]*\)?)$"
)
_CORNER = re.compile(r"^(?:指标|指标名称|年份|年度|时间|时期|项目|指标[\\/、|]?(?:年份|年度|时间)|)$")
_ONLY_PERIOD = 2
"""Periods below each other from which they are a header on its side."""


class Turned(Grid):
    """A table that lay on its side: its rows are columns. The first rows hold what stood above it."""

    __slots__ = ()

    def original(self, row: int, column: int) -> tuple[int, int]:
        """Return row and column of a cell in the sheet."""
        return (column, row - _ABOVE) if row > _ABOVE else (row, 1)

    def where(self, row: int, column: int) -> str:
        """Return the address of a cell in the sheet, as findings show it."""
        there, beside = self.original(row, column)
        return f"{self.sheet}!{letters(beside)}{there}"


def tables_of(grid: Grid, is_indicator: Callable[[str], bool]) -> Iterator[tuple[Grid, Columns]]:
    """Yield the tables of a sheet, each with the grid that it is to be read from.

    Args:
        grid: the sheet.
        is_indicator: tells the name of an indicator of the plan.

    """
    found = find_tables(grid, submitted=True)
    is_open = not found or any(
        finding.code == catalogue.HEADER_OPEN.code for columns in found for finding in columns.findings
    )
    dated = with_years(grid) if is_open else None
    if dated is not None:
        better = find_tables(dated, submitted=True)
        if sum(map(len, better)) > sum(map(len, found)):
            grid, found = dated, better
    if not found and len(grid.cells) <= _MOST_CELLS:
        turned = turn(grid, is_indicator)
        found = find_tables(turned, submitted=True) if turned is not None else []
        grid = turned or grid
    for columns in found:
        yield grid, columns


def with_years(grid: Grid) -> Grid | None:
    """Return a sheet whose header says 本年 and 上年 with the years in their place; None where none are told.

    The year, or the part of one, is the only one that the lines above the header name.
    """
    changed: dict[tuple[int, int], Cell] = {}
    for row in grid.rows():
        cells = (cell for cell in grid.row(row) if cell.text.strip()[:1] in _FIRST)
        this = [cell for cell in cells if _THIS.match(normalise(cell.text[:_LONGEST]))]
        if not this:
            continue
        period = _told_above(grid, row)
        if period is None:
            return None
        before = Period(period.year - 1, period.last, period.months)
        for cell in grid.row(row):
            text = normalise(cell.text[:_LONGEST])
            for pattern, said in ((_THIS, f"{period}"), (_LAST, f"{before}"), (_GROWTH, f"{period}增速")):
                if pattern.match(text):
                    changed[row, cell.column] = cell._replace(text=said, value=said, kind=CellKind.TEXT)
        break
    return replace(grid, cells={**grid.cells, **changed}, by_row={}) if changed else None


def _told_above(grid: Grid, row: int) -> Period | None:
    """Return the one period that the lines above a row name."""
    told: set[Period] = set()
    for above in range(max(1, row - _ABOVE), row):
        for cell in grid.row(above):
            text = normalise(cell.text[: 4 * _LONGEST])
            for match in _DATED.finditer(text):
                parsed = parse_period(text[match.start() :])
                if parsed is not None:
                    told.add(parsed[0])
    return told.pop() if len(told) == 1 else None


def turn(grid: Grid, is_indicator: Callable[[str], bool]) -> Grid | None:
    """Return a table that lies on its side as it is read; None where there is none.

    Periods stand below each other in one column, and to their right indicators of the plan above the figures.
    """
    column, rows = _column_of_periods(grid)
    if column is None:
        return None
    header = next(
        (
            row
            for row in range(min(rows) - 1, max(0, min(rows) - _ABOVE), -1)
            if any(cell.column > column and is_indicator(cell.text) for cell in grid.row(row))
        ),
        None,
    )
    if header is None:
        return None
    cells: dict[tuple[int, int], Cell] = {}
    for (row, beside), cell in grid.cells.items():
        if row >= header and beside >= column:
            cells[beside + _ABOVE, row] = cell._replace(row=beside + _ABOVE, column=row)
    for row in range(max(1, header - _ABOVE), header):
        first = next(iter(grid.row(row)), None)
        if first is not None:
            place = _ABOVE - (header - row) + 1
            cells[place, 1] = first._replace(row=place, column=1)
    corner = cells.get((column + _ABOVE, header))
    if corner is None or _CORNER.match(normalise(corner.text)):
        row = column + _ABOVE
        cells[row, header] = Cell(row, header, CellKind.TEXT, "指标", "指标")
    areas = tuple(
        Area(area.left + _ABOVE, area.top, area.right + _ABOVE, area.bottom)
        for area in grid.merged
        if area.top >= header and area.left >= column
    )
    return Turned(grid.sheet, cells, areas, grid.hidden)


def _column_of_periods(grid: Grid) -> tuple[int | None, list[int]]:
    """Return the first column in which periods stand below each other, and their rows."""
    found: dict[int, list[int]] = {}
    for row in grid.rows():
        cell = next(iter(grid.row(row)), None)
        if cell is None or len(cell.text) > _LONGEST:
            continue
        text = normalise(cell.text)
        parsed = parse_period(text) if len(text) >= 4 else None
        if parsed is not None and not parsed[1]:
            found.setdefault(cell.column, []).append(row)
    column = next((column for column, rows in sorted(found.items()) if len(rows) >= _ONLY_PERIOD), None)
    return column, found.get(column, []) if column is not None else []
