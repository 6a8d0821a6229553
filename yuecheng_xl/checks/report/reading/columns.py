"""A report's table of indicators → its cells, each with what its header says that it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from yuecheng_xl.grid import Cell, CellKind, Grid
from yuecheng_xl.plan.columns import HEADERS, find_columns
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.words.names import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yuecheng_xl.checks.report.reading.named import Names
    from yuecheng_xl.checks.report.reading.tables import Table
    from yuecheng_xl.rules import Assessment
    from yuecheng_xl.typed.period import Period


class What(Enum):
    """What a cell of a table is, as findings call it."""

    FIGURE = "数据"
    GROWTH = "增速"
    TARGET = "目标"
    PLANNED = "规划年均增速"
    COMPLETION = "完成情况"
    PROGRESS = "完成进度"
    AVERAGE = "平均增速"
    CURRENT = "现值"
    EVEN_LEVEL = "等额水平"
    EVEN_CHANGE = "等额变化"
    RATE_LEVEL = "等比水平"
    RATE_CHANGE = "等比变化"
    ADVICE = "调整情况"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is understood, counted from 0, with the period or the year that it is of."""

    what: What
    number: int
    period: Period | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A filled cell of an indicator's row; ``unit`` is that of the row, where the table has units.

    ``proposed``: the row says what another target would ask, which is proposed for the indicator.
    """

    item: Assessment
    name: str
    column: Column
    text: str
    unit: str
    where: str
    proposed: bool

    @property
    def title(self) -> str:
        """What the cell is, in words: 2021年数据."""
        of = self.column.period or (f"{self.column.year}年" if self.column.year else "")
        return f"{of}{self.column.what.value}"


_NAMES = {normalise(word) for word in (*HEADERS["name"], "指标名称", "主要指标", "规划指标")}
_UNITS = {normalise(word) for word in HEADERS["unit"]}
_PROPOSED = re.compile(r"[(（]按建议目标[)）]$")
_WAY = re.compile(r"((?:19|20)\d\d)年(等额|等比)(变化)?")
_WAYS = {
    ("等额", False): What.EVEN_LEVEL,
    ("等额", True): What.EVEN_CHANGE,
    ("等比", False): What.RATE_LEVEL,
    ("等比", True): What.RATE_CHANGE,
}
_PER_CENT = r"(?:\(?%\)?)?"
_BY_HEADER = (
    (re.compile(rf"(?:目标)?(?:完成进度|完成率|完成比例){_PER_CENT}"), What.PROGRESS),
    (re.compile(rf"规划(?:目标)?年均(?:增速|增长率?)?{_PER_CENT}"), What.PLANNED),
    (re.compile(rf"(?:前[两二三四]年|已实现)?(?:年均|平均)(?:增速|增长率?){_PER_CENT}"), What.AVERAGE),
    (re.compile(r"(?:\d{4}年|“?十[一二三四五六]五”?)?(?:规划)?目标(?:值|数)?"), What.TARGET),
    (re.compile("现值|最新数据?"), What.CURRENT),
    (re.compile("(?:中期)?(?:目标)?(?:完成|达标|进展)(?:中期目标)?(?:情况|评价|结论)"), What.COMPLETION),
    (re.compile("(?:建议)?调整(?:情况|内容|建议|意见)"), What.ADVICE),
)
_MOST_HEADER_ROWS = 3


def cells(table: Table, names: Names) -> Iterator[TableCell]:
    """Yield the filled cells of the rows that name an indicator, under the headers that are understood."""
    head = _header(table)
    if head is None:
        return
    name_column, below = head
    columns, units = _columns(table, below)
    for place, row in enumerate(table.rows[below:], below + 1):
        name = _at(row, name_column)
        called = spoken(_PROPOSED.sub("", name))
        item = names.resolve(called) if name else None
        if item is None:
            continue
        unit = "" if units is None else _at(row, units)
        proposed = _PROPOSED.search(name) is not None
        for column in columns:
            text = _at(row, column.number)
            if text:
                yield TableCell(item, called, column, text, unit, f"{table.where}第{place}行", proposed)


def _at(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _header(table: Table) -> tuple[int, int] | None:
    """Return the names' column and the number of rows that the header has; None where no column has names."""
    for top, row in enumerate(table.rows[:_MOST_HEADER_ROWS]):
        for column, text in enumerate(row):
            if normalise(text) in _NAMES:
                below = top + 1
                while below < len(table.rows) and _at(table.rows[below], column) == text:
                    below += 1
                return column, below
    return None


def _columns(table: Table, below: int) -> tuple[list[Column], int | None]:
    """Tell the columns, as in a master and as in an evaluation's own tables, and which has the units."""
    header = {
        (row, column): Cell(row, column, CellKind.TEXT, text, text)
        for row, line in enumerate(table.rows[:below], 1)
        for column, text in enumerate(line, 1)
        if text
    }
    known = find_columns(Grid("", header), submitted=True)
    as_in_a_master = {}
    if known is not None:
        as_in_a_master = {column: (What.GROWTH, period) for period, column in known.growths.items()}
        as_in_a_master |= {column: (What.FIGURE, period) for period, column in known.figures.items()}
    found = []
    units = None
    for number, text in enumerate(_headings(table, below)):
        if text in _UNITS and units is None:
            units = number
        own = _own(text, number)
        if own is not None:
            found.append(own)
        elif number + 1 in as_in_a_master:
            what, period = as_in_a_master[number + 1]
            found.append(Column(what, number, period))
    return found, units


def _headings(table: Table, below: int) -> list[str]:
    """Return the header's text of each column, from above; a title merged over all of them says nothing."""
    lines = [line for line in table.rows[:below] if len(set(line)) > 1]
    parts = ([_at(line, column) for line in lines] for column in range(max(map(len, lines), default=0)))
    return [normalise("".join(dict.fromkeys(part))) for part in parts]


def _own(text: str, number: int) -> Column | None:
    way = _WAY.match(text)
    if way:
        return Column(_WAYS[way[2], way[3] is not None], number, year=int(way[1]))
    what = next((what for pattern, what in _BY_HEADER if pattern.fullmatch(text)), None)
    return None if what is None else Column(what, number)
