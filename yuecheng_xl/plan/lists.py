"""Sheets that list things (重点任务, 重大项目): header by meaning, rows, and what reading them found.

Such a sheet has a header of one to three lines below its titles; each column's lines together say what it
is. What a module asks for stands in that module: words for columns (``Grammar``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid import CellKind
from yuecheng_xl.plan.observation_reader import WITHOUT_TEXT
from yuecheng_xl.typed.status import status_of_words
from yuecheng_xl.typed.text import normalise, split_note_marks
from yuecheng_xl.typed.unit import factor

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.grid import Book, Cell, Grid

SEARCH_ROWS, _MOST_LINES, _LONGEST = 40, 3, 60
_BRACKETED = re.compile(r"\(([^()]*)\)")
_CAPTION = re.compile(r"单位:?((?:百|千)?[万亿]?元)")
_TRAILING_UNIT = re.compile(r"[,、:/]?((?:百|千)?[万亿]元)$")
_TOTAL = re.compile(r"^(?:合计|总计|小计|共计|汇总)$")
_HEADING = re.compile(r"^[(（]?[一二三四五六七八九十]{1,3}(?:、|[)）])")


class Header(NamedTuple):
    """What a column's header says, white space and brackets apart, and what stood in the brackets."""

    text: str
    remarks: tuple[str, ...]


class Grammar(NamedTuple):
    """How a list's columns are told: ``key`` gives what a header stands for, or None."""

    sheet: str
    part: tuple[str, ...]
    """Words of which a sheet of another name has one."""
    name: Hashable
    """The key of the column without which it is no such list."""
    least: int
    """Columns that a header has at least, the name's included."""
    key: Callable[[Header], Hashable | None]


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list's grid, its columns by key, units of money by column, the last and first line of its header."""

    grid: Grid
    header_row: int
    columns: dict[Hashable, int]
    units: dict[int, str] = field(default_factory=dict)
    caption: str = ""
    findings: list[Finding] = field(default_factory=list)
    first_row: int = 0
    spare: dict[Hashable, tuple[int, Finding]] = field(default_factory=dict)
    """Of keys that a further column has, too: the first of these, and what is found of it."""

    def texts(self, key: Hashable) -> Iterator[str]:
        """Yield what a column's cells say, those that say nothing left out."""
        for row in self.rows():
            if row.own(key) and (text := row.text(key)):
                yield text

    def read_as(self, key: Hashable, other: Hashable) -> None:
        """Take a column for another key's; a further one of its own key takes its place."""
        self.columns[other] = self.columns.pop(key)
        if key in self.spare:
            self.columns[key], twice = self.spare.pop(key)
            self.findings.remove(twice)

    def header(self, column: int) -> list[str]:
        """Return the lines of a column's header, those of a title above it, too."""
        return _lines(self.grid, self.first_row, self.header_row, column)

    def rows(self) -> Iterator[ListRow]:
        """Yield the rows below the header that hold something."""
        for number in self.grid.rows():
            if number > self.header_row:
                yield ListRow(self, number)

    def where(self, row: int, key: Hashable) -> str:
        """Return the address of a row's cell, of its name's where the list has no such column."""
        column = self.columns.get(key)
        return self.grid.where(row, column if column is not None else min(self.columns.values()))


class ListRow:
    """One row of a list."""

    def __init__(self, table: ListTable, number: int) -> None:
        """Look up the row's cells once."""
        self.table, self.number = table, number
        self._cells = {cell.column: cell for cell in table.grid.row(number)}

    def cell(self, key: Hashable) -> Cell | None:
        """Return the cell of a column, of a merged area its first."""
        column = self.table.columns.get(key)
        if column is None:
            return None
        cell = self._cells.get(column)
        return self.table.grid.at(self.number, column) if cell is None and self.table.grid.merged else cell

    def own(self, key: Hashable) -> bool:
        """Tell whether a column has a cell of its own in this row."""
        return self.table.columns.get(key) in self._cells

    def text(self, key: Hashable) -> str:
        """Return what a column says; signs for nothing are nothing."""
        cell = self.cell(key)
        if cell is None or (cell.kind is not CellKind.TEXT and cell.kind in WITHOUT_TEXT):
            return ""
        said = cell.text.strip()
        return "" if len(said) <= 3 and _says_nothing(said) else said

    def where(self, key: Hashable) -> str:
        """Return the address of a column's cell."""
        return self.table.where(self.number, key)

    def heading(self) -> str:
        """Return the text of a row that holds nothing else and is numbered as a heading or merged across."""
        if len(self._cells) != 1:
            return ""
        ((column, cell),) = self._cells.items()
        area = self.table.grid.area(self.number, column)
        across = area is not None and area.left < area.right
        return cell.text.strip() if across or _HEADING.match(cell.text.strip()) else ""

    def broken(self, name: str, labels: Mapping[str, str]) -> list[Finding]:
        """Report cells of words that show none: an error value, a formula without one."""
        found = []
        for key, label in labels.items():
            cell = self.cell(key)
            if cell is not None and cell.kind in WITHOUT_TEXT:
                kind = WITHOUT_TEXT[cell.kind]
                found.append(kind.at(self.where(key), name=name, what=label, text=cell.text))
        return found


def _says_nothing(text: str) -> bool:
    status = status_of_words(text)
    return status is not None and not any(character.isalnum() for character in text.replace("无", ""))


def is_total(text: str) -> bool:
    """Tell the word that a line of sums has in place of a name."""
    return bool(_TOTAL.match(normalise(text).rstrip(":")))


def without_number(heading: str) -> str:
    """Return a heading without its number: 一、, （二）."""
    return _HEADING.sub("", heading).strip() or heading


def is_called(title: str, sheet: str, part: Sequence[str]) -> bool:
    """Tell whether a sheet's title is a list's, or has one of the words of its kind."""
    return title.strip() == sheet or any(word in title for word in part)


def find_list(book: Book, grammar: Grammar) -> ListTable | None:
    """Find a list by its sheet's name, then by the header of a sheet with a like name."""
    own = book.grid(grammar.sheet)
    if own is not None and (table := read_header(own, grammar)) is not None:
        return table
    for grid in book.grids:
        if grid is own or not is_called(grid.sheet, grammar.sheet, grammar.part):
            continue
        table = read_header(grid, grammar)
        if table is not None:
            table.findings.insert(0, catalogue.LIST_BY_HEADER.at(grid.sheet, expected=grammar.sheet))
            return table
    if own is not None and own.cells:
        return ListTable(own, 0, {}, findings=[catalogue.LIST_HEADER_MISSING.at(own.sheet)])
    return None


def read_header(grid: Grid, grammar: Grammar) -> ListTable | None:
    """Return a sheet's list, None where it has none: the lines of its header with most columns.

    Further lines must add to what one line tells.
    """
    best: dict[Hashable, int] = {}
    place = (0, 0)
    rows = list(takewhile(lambda row: row <= SEARCH_ROWS, grid.rows()))
    for row in rows:
        if best and row > place[0] + 1:
            break
        for lines in range(1, _MOST_LINES + 1):
            last = row + lines - 1
            if lines > 1 and (last not in rows or _holds_amounts(grid, last)):
                break
            columns = _columns(grid, row, last, grammar)
            if grammar.name in columns and len(columns) >= grammar.least and len(columns) > len(best):
                best, place = columns, (row, last)
    if not best:
        return None
    return _with_units(grid, best, *place, grammar)


def _holds_amounts(grid: Grid, row: int) -> bool:
    """Tell a row of the list from a line of its header, in which the only numbers are years."""
    numbers = (cell.value for cell in grid.row(row) if cell.kind is CellKind.NUMBER)
    return any(value not in range(1900, 2101) for value in numbers)


def _columns(grid: Grid, first: int, last: int, grammar: Grammar) -> dict[Hashable, int]:
    found: dict[Hashable, int] = {}
    for column in _filled(grid, first, last):
        key = _column_key(grid, first, last, column, grammar)
        if key is not None:
            found.setdefault(key, column)
    return found


def _filled(grid: Grid, first: int, last: int) -> list[int]:
    columns = {cell.column for row in range(first, last + 1) for cell in grid.row(row)}
    for area in grid.merged:
        if area.top <= last and area.bottom >= first:
            columns.update(range(area.left, area.right + 1))
    return sorted(columns)


def _lines(grid: Grid, first: int, last: int, column: int) -> list[str]:
    lines: list[str] = []
    for row in range(first, last + 1):
        text = _text(grid, row, column)
        if text and text not in lines:
            lines.append(text)
    return lines


def _text(grid: Grid, row: int, column: int) -> str:
    cell = grid.at(row, column)
    return cell.text.strip() if cell is not None and len(cell.text) <= _LONGEST else ""


def _column_key(grid: Grid, first: int, last: int, column: int, grammar: Grammar) -> Hashable | None:
    """Read a column's lines; below a group's header that was not merged, with that header."""
    lines = _lines(grid, first, last, column)
    key = _key(lines, grammar)
    if key is not None or last == first or _text(grid, first, column) or not lines:
        return key
    group = next((text for left in range(column - 1, 0, -1) if (text := _text(grid, first, left))), "")
    return _key([group, *lines], grammar) if group else None


def _key(lines: list[str], grammar: Grammar) -> Hashable | None:
    """Read lines downwards, upwards, and the lowest alone."""
    for joined in ("".join(lines), "".join(reversed(lines)), lines[-1] if lines else ""):
        if joined and (key := grammar.key(header_of(joined))) is not None:
            return key
    return None


def header_of(text: str) -> Header:
    """Part a header from its remarks in brackets."""
    plain = normalise(split_note_marks(text)[0])
    bare, remarks = _BRACKETED.sub("", plain).strip("*:"), _BRACKETED.findall(plain)
    if (unit := _TRAILING_UNIT.search(bare)) and unit.start() > 0:
        bare, remarks = bare[: unit.start()], [*remarks, unit[1]]
    return Header(bare, tuple(remark.removeprefix("单位:") for remark in remarks))


def _with_units(
    grid: Grid, columns: dict[Hashable, int], first: int, last: int, grammar: Grammar
) -> ListTable:
    caption = ""
    for row in grid.rows():
        if row > last:
            break
        for cell in grid.row(row):
            if found := _CAPTION.search(normalise(cell.text)[:200]):
                caption = found[1]
    table = ListTable(grid, last, columns, {}, caption, first_row=first)
    known = {column: key for key, column in columns.items()}
    for column in _filled(grid, first, last):
        lines = _lines(grid, first, last, column)
        header = header_of("".join(lines))
        unit = next((item for item in header.remarks if factor(item, "元") is not None), "")
        if unit:
            table.units[column] = unit
        if not lines:
            continue
        where = grid.where(first, column)
        key = _column_key(grid, first, last, column, grammar)
        if key is None:
            table.findings.append(catalogue.LIST_COLUMN_UNUSED.at(where, header="".join(lines)))
        elif column not in known:
            area = grid.area(first, column)
            if area is None or columns[key] not in range(area.left, area.right + 1):
                first_place = grid.where(first, columns[key])
                twice = catalogue.LIST_COLUMN_TWICE.at(where, header="".join(lines), first=first_place)
                table.findings.append(twice)
                table.spare.setdefault(key, (column, twice))
    return table
