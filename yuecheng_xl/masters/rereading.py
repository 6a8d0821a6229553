"""A new master is read before it is written, and says what it said in the clerk's table.

Units, words and states that stand in a header or beside the table there have no place in the new headers:
what would be read otherwise is written so that it means the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yuecheng_xl.grid import Book, Grid
from yuecheng_xl.grid.cells import make_cell
from yuecheng_xl.masters.content import FIGURE, GROWTH, TARGET_COLUMN, Column, Guess, is_empty
from yuecheng_xl.plan.reader import TABLE_SHEET, read_plan
from yuecheng_xl.plan.settings import SHEET as SETTINGS_SHEET
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from yuecheng_xl.grid import Cell
    from yuecheng_xl.masters.content import Content, Row
    from yuecheng_xl.plan import Indicator, Observation, Plan, Target
    from yuecheng_xl.typed.values import Value

_WORDS = {
    Status.ESTIMATED: "预计",
    Status.FORECAST: "预测",
    Status.PROVISIONAL: "初步数",
    Status.BREAK: "口径中断",
    Status.DEFINITION_DIFFERS: "口径不同",
}


def as_book(path: Path, content: Content, columns: Sequence[Column]) -> Book:
    """Return the new master as a reader would have it, with these columns."""
    cells: dict[tuple[int, int], Cell] = {}
    lines: list[Mapping[Column, Value]] = [
        {column: content.header(column) for column in columns},
        *(row.values for row in content.rows),
    ]
    for number, line in enumerate(lines, 1):
        for place, column in enumerate(columns, 1):
            cell = cell_of(number, place, line.get(column))
            if cell is not None:
                cells[number, place] = cell
    own = [_own_sheet(title, rows) for title, rows in content.own_sheets.items()]
    return Book(path, (settings_grid(content.settings), Grid(TABLE_SHEET, cells), *own, *content.kept))


def settings_grid(settings: Mapping[str, Value]) -> Grid:
    """Return 规划信息 with these entries."""
    cells: dict[tuple[int, int], Cell] = {}
    for row, (key, value) in enumerate(settings.items(), 1):
        for column, held in enumerate((key, value), 1):
            cell = cell_of(row, column, held)
            if cell is not None:
                cells[row, column] = cell
    return Grid(SETTINGS_SHEET, cells)


def cell_of(row: int, column: int, value: Value) -> Cell | None:
    """Return the cell that holds a value."""
    if isinstance(value, Printed):
        held = value.text if value.number is None else value.number
        return make_cell(row, column, held, value.number_format)
    return make_cell(row, column, value)


def settle(path: Path, content: Content, columns: Sequence[Column]) -> Plan:
    """Have each row say what it said in the clerk's table; return the plan as the new master is read."""
    plan = read_plan(as_book(path, content, columns))
    for index, now in _by_row(plan, content):
        row = content.rows[index]
        content.guesses += [Guess(index, column, reason) for column, reason in _mended(row, now)]
    plan = read_plan(as_book(path, content, columns))
    for index, now in _by_row(plan, content):
        row = content.rows[index]
        content.guesses += [
            Guess(index, column, "与原表的读法不同")
            for column in _differing(row.indicator, now)
            if column not in row.doubted()
        ]
    return plan


def _by_row(plan: Plan, content: Content) -> Iterator[tuple[int, Indicator]]:
    for item in plan.indicators:
        if 0 <= item.row - 2 < len(content.rows) and not content.rows[item.row - 2].is_as_written:
            yield item.row - 2, item


def _mended(row: Row, now: Indicator) -> Iterator[tuple[Column, str]]:
    """Write anew what is read otherwise; yield the cells with what was done."""
    was, doubted = row.indicator, row.doubted()
    for column in list(_differing(was, now)):
        if column in doubted:
            continue  # to be settled by a person, as it was filled in
        shown = row.values.get(column)
        if column == TARGET_COLUMN:
            text = target_text(was.target)
            if text is None:
                continue
            row.values[column] = text
        else:
            before = _observation(was, column)
            if before is None or before.value is None:
                row.values[column] = None
                yield column, f"原表写的是“{_text(shown)}”，读表时没有采用，没有填入"
                continue
            row.values[column] = _figure_text(before)
        yield column, f"原表写的是“{_text(shown)}”，连同表头和单位，按它的意思改写"


def _differing(was: Indicator, now: Indicator) -> Iterator[Column]:
    """Yield the cells that are read otherwise."""
    if _bare(was.target) != _bare(now.target):
        yield TARGET_COLUMN
    for kind, before, after in (
        (FIGURE, _all(was), _all(now)),
        (GROWTH, tuple(was.growths.values()), tuple(now.growths.values())),
    ):
        known = {item.period: item for item in before}
        for item in after:
            old = known.get(item.period)
            if item.value is None and (old is None or old.value is None):
                continue
            if old is None or _meaning(old) != _meaning(item):
                yield Column(kind, item.period)
        read = {item.period for item in after}
        for period, old in known.items():
            if period not in read and old.value is not None:
                yield Column(kind, period)


def _all(item: Indicator) -> tuple[Observation, ...]:
    """Return the observations, those after the cut-off included: it may be moved."""
    return (*item.observations, *item.after_cutoff)


def _bare(target: Target) -> Target:
    return replace(target, printed=Printed(), column="", row=0)


def _meaning(item: Observation) -> tuple[object, ...]:
    return item.value, item.status, item.bound, item.cumulated


def _observation(item: Indicator, column: Column) -> Observation | None:
    listed = item.growths.values() if column.kind == GROWTH else _all(item)
    return next((one for one in listed if one.period == column.which), None)


def _figure_text(item: Observation) -> Value:
    assert item.value is not None  # noqa: S101 - as its caller has seen
    notes = [_WORDS[item.status]] if item.status in _WORDS else []
    notes += ["累计"] if item.cumulated else []
    number = f"{item.value:f}"
    if item.bound is Bound.ABOUT:
        number += "左右"
        notes = [note for note in notes if note != _WORDS[Status.ESTIMATED]]
    elif item.bound is not Bound.NONE:
        number = item.bound.value + number
    if not notes and item.bound is Bound.NONE:
        return float(item.value)
    return f"{number}（{'；'.join(notes)}）" if notes else number


def target_text(target: Target) -> Value:
    """Write a target by its meaning; None where it has no number."""
    if target.value is None:
        return None
    number = f"{target.value:f}"
    if target.bound is Bound.ABOUT:
        number += "左右"
    elif target.bound is not Bound.NONE:
        number = target.bound.value + number
    if target.yearly:
        return f"年均{number}"
    if target.cumulated:
        return f"[{number}]"
    return number if target.bound is not Bound.NONE else float(target.value)


def _text(value: Value) -> str:
    if is_empty(value):
        return ""
    return value.text if isinstance(value, Printed) else str(value)


def _own_sheet(title: str, rows: tuple[tuple[Cell, ...], ...]) -> Grid:
    return Grid(title, {(cell.row, cell.column): cell for row in rows for cell in row})
