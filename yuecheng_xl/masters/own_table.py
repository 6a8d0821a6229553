"""The clerk's own table, taken apart: each of its cells goes to a column of the new one, or is named."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from yuecheng_xl.grid import CellKind
from yuecheng_xl.grid.places import split_place
from yuecheng_xl.masters.content import FIELD, FIGURE, GROWTH, OTHER, TARGET_COLUMN, Column, Row, is_empty
from yuecheng_xl.plan.columns import HEADERS, find_columns, find_tables
from yuecheng_xl.plan.observation_reader import WITHOUT_TEXT, printed
from yuecheng_xl.sheets.plain import plain_value
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yuecheng_xl.grid import Book, Cell, Grid
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.plan.columns import Columns
    from yuecheng_xl.typed.values import Value

_AS_READ = ("category", "number", "name", "unit")
"""Fields that the plan has as they are to stand in the new table; the others stay as they were filled in."""


class OwnTable:
    """The cells of the sheets that a plan was read from, and which of them have found their place."""

    def __init__(self, book: Book, plan: Plan) -> None:
        """Take the cells; :meth:`rows` gives them their places."""
        self._plan = plan
        self._grids = {grid.sheet: grid for grid in book.grids}
        self._tables = {sheet: find_tables(grid) for sheet, grid in self._grids.items()}
        self._placed: set[tuple[str, int, int]] = set()
        self.others: list[str] = []
        """Headers of the columns that have no place, once the rows are known."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows, in their order, each with all cells that its indicator's row has."""
        for item in self._plan.indicators:
            row = Row(item)
            self._fields(row)
            self._figures(row)
            self._rest(row)
            yield row

    def leftovers(self) -> Iterator[str]:
        """Yield what stands in none of the rows: titles, notes below, second tables."""
        headings = {normalise(item.category) for item in self._plan.indicators}
        for sheet in dict.fromkeys(_sheet(item) for item in self._plan.indicators):
            grid = self._grids.get(sheet)
            if grid is None:
                continue
            used = [table for table in self._tables[sheet] if table.is_table]
            headers = {normalise(cell.text) for row in _header_rows(used) for cell in grid.row(row)}
            for number in grid.rows():
                left = [cell for cell in grid.row(number) if (sheet, number, cell.column) not in self._placed]
                texts = [cell.text.strip() + cell.raised for cell in left]
                plain = {normalise(text) for text in texts}
                if "".join(texts) and not plain <= headers and not plain <= headings:
                    yield f"原表“{sheet}”第{number}行没有放进指标总表：{'　'.join(texts)}"
        for sheet, row, column in sorted(self._placed):
            cell = self._grids[sheet].cells.get((row, column))
            where = self._grids[sheet].where(row, column)
            if cell is not None and cell.raised:
                yield f"原表{where}的上标“{cell.raised}”没有放进指标总表"
            struck = cell.text if cell and cell.kind is CellKind.STRUCK else cell.struck if cell else ""
            if struck.strip():
                yield f"原表{where}划去的“{struck.strip()}”没有放进指标总表"

    # The cells of a row.

    def _fields(self, row: Row) -> None:
        item = row.indicator
        table = self._plan.table_of(item)
        columns = table.columns if table else {}
        for name in HEADERS:
            cell = self._take(item, columns.get(name))
            value: Value = _as_read(item, name) if name in _AS_READ else value_of(cell)
            if not is_empty(value):
                row.values[Column(FIELD, name)] = value
        self._take_at(item.where)

    def _figures(self, row: Row) -> None:
        item = row.indicator
        table = self._plan.table_of(item)
        self._take_at(item.target.where)
        row.values[TARGET_COLUMN] = item.target.printed
        doubted = row.doubted()
        units = self._units(item)
        for observation in (*item.observations, *item.after_cutoff):
            place, shown = Column(FIGURE, observation.period), observation.printed
            self._take_at(observation.where)
            unit = units.get(_column_of(observation.where), "")
            # The header's unit is what is in doubt: it goes into the cell, where it is asked for once more.
            row.values[place] = f"{shown.text}{unit}" if unit and place in doubted else shown
        for period, column in table.growths.items() if table else ():
            growth = item.growths.get(period)
            cell = self._take(item, column)
            row.values[Column(GROWTH, period)] = growth.printed if growth else value_of(cell)
        for period, growth in item.growths.items():  # those that stand in rows of their own
            self._take_at(growth.where)
            row.values[Column(GROWTH, period)] = growth.printed

    def _units(self, item: Indicator) -> dict[int, str]:
        """Return the units in the headers above an indicator's row, by column."""
        table = self._plan.table_of(item)
        listed = self._tables.get(_sheet(item), [])
        found: dict[int, str] = {}
        for one in listed:
            if table is not None and one.last_header_row == table.header_row:
                found |= one.units
        return found

    def _rest(self, row: Row) -> None:
        """Keep what else stands in the row, in its table, under its own header."""
        item = row.indicator
        grid = self._grids.get(_sheet(item))
        table = self._plan.table_of(item)
        if grid is None or table is None:
            return
        halves = [one for one in self._tables[grid.sheet] if one.last_header_row == table.header_row]
        starts = sorted(min(one.texts, default=1) for one in halves)
        for cell in grid.row(item.row):
            if (grid.sheet, item.row, cell.column) in self._placed:
                continue
            own = [one for one in halves if _begin(one, starts) == _begin_of(cell.column, starts)]
            if own and own[0].fields.get("name") != table.columns.get("name"):
                continue  # of the other half
            said = own[0].texts.get(cell.column, "") if own else ""
            header = "".join(said.split()) or f"原表第{cell.column}列"
            if header not in self.others:
                self.others.append(header)
            row.values[Column(OTHER, header)] = value_of(cell)
            self._placed.add((grid.sheet, item.row, cell.column))

    def _take(self, item: Indicator, column: int | None) -> Cell | None:
        """Return the cell that shows in a column of an indicator's row; it has found its place."""
        grid = self._grids.get(_sheet(item))
        if grid is None or column is None:
            return None
        cell = grid.at(item.row, column)
        if cell is not None:
            self._placed.add((grid.sheet, cell.row, cell.column))
        return cell

    def _take_at(self, where: str) -> None:
        sheet, _, place = where.rpartition("!")
        grid = self._grids.get(sheet)
        if grid is None or not place:
            return
        row, column = split_place(place)
        cell = grid.at(row, column)
        if cell is not None:
            self._placed.add((sheet, cell.row, cell.column))


def _header_rows(tables: Iterable[Columns]) -> set[int]:
    """Return the rows of headers, those of repeats included."""
    return {row for one in tables for row in (*range(one.header_row, one.last_header_row + 1), *one.repeats)}


def _begin(table: Columns, starts: Sequence[int]) -> int:
    return _begin_of(min(table.texts, default=1), starts)


def _begin_of(column: int, starts: Sequence[int]) -> int:
    """Return where the half of a table begins in which a column stands."""
    return max((start for start in starts if start <= column), default=starts[0] if starts else 1)


def title_of(book: Book, plan: Plan) -> str:
    """Return the text above the table that names the plan; empty where none does."""
    table = plan.table
    grid = book.grid(table.sheet) if table else None
    columns = find_columns(grid) if grid else None
    if grid is None or columns is None:
        return ""
    above = takewhile(lambda row: row < columns.header_row, grid.rows())
    texts = [cell.text.strip() for row in above for cell in grid.row(row)]
    return next((text for text in texts if "规划" in text), "")


def value_of(cell: Cell | None) -> Value:
    """Return what a cell holds, as it is written into another workbook."""
    if cell is None or cell.kind is CellKind.STRUCK:
        return None
    if cell.kind in WITHOUT_TEXT:
        return cell.text
    if cell.kind is CellKind.DATE:
        number = plain_value(cell.value)
        assert isinstance(number, float)  # noqa: S101 - as Excel counts days
        return Printed(cell.text, number, cell.number_format)
    return printed(cell) if cell.kind is CellKind.NUMBER else cell.text


def rows_of(grid: Grid) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells of a sheet, row by row."""
    return tuple(tuple(grid.row(row)) for row in grid.rows())


def unused(book: Book, titles: Iterable[str]) -> list[Grid]:
    """Return the sheets of a workbook that hold something and are none of these."""
    known = {title.strip() for title in titles}
    return [grid for grid in book.grids if grid.cells and grid.sheet.strip() not in known]


def _as_read(item: Indicator, name: str) -> Value:
    return item.number if name == "number" else str(getattr(item, name))


def _column_of(where: str) -> int:
    place = where.rpartition("!")[2]
    return split_place(place)[1] if place else 0


def _sheet(item: Indicator) -> str:
    return item.where.rpartition("!")[0]
