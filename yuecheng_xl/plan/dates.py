"""Cells for dates in lists: a date in any form, or a question where it may be read in two ways."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid import CellKind
from yuecheng_xl.plan.observation_reader import WITHOUT_TEXT
from yuecheng_xl.typed.moment import of_day, read_moment, says_not_yet
from yuecheng_xl.typed.status import status_of_words
from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.grid import Cell
    from yuecheng_xl.plan.lists import ListRow
    from yuecheng_xl.typed.moment import Moment

_JANUARY_OR_OCTOBER = re.compile(r"(?:19|20)\d\d\.1")
"""A cell drops the nought of 2023.10."""


def read_date(row: ListRow, key: str, name: str, what: str) -> tuple[Moment | None, list[Finding]]:
    """Read a cell for a date; one that may be read in two ways is asked for, not guessed."""
    cell = row.cell(key)
    if cell is None:
        return None, []
    if cell.kind in WITHOUT_TEXT:
        return None, [WITHOUT_TEXT[cell.kind].at(row.where(key), name=name, what=what, text=cell.text)]
    if cell.kind is CellKind.DATE and isinstance(cell.value, date):
        shown = read_moment(cell.text)
        day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        # 2023年6月 shown of the first of June says no day.
        return (shown if shown is not None and shown.covers(day) else of_day(day)), []
    if says_not_yet(cell.text) or status_of_words(cell.text) is not None:
        return None, []
    if cell.kind is CellKind.NUMBER and (doubtful := _doubtful_number(cell)):
        fields = {"name": name, "what": what, "text": cell.text, "readings": doubtful}
        return None, [catalogue.DATE_DOUBTFUL.at(row.where(key), **fields)]
    moment = read_moment(cell.text)
    if moment is None:
        fields = {"name": name, "what": what, "text": cell.text}
        return None, [catalogue.DATE_UNREADABLE.at(row.where(key), **fields)]
    return moment, []


def _doubtful_number(cell: Cell) -> str:
    """Say what a number may mean as a date: 2023.10 typed as a number shows as 2023.1, a day as 45078."""
    assert isinstance(cell.value, int | float)  # noqa: S101 - what CellKind.NUMBER means
    plain = normalise(cell.text)
    if _JANUARY_OR_OCTOBER.fullmatch(plain):
        return f"{plain[:4]}年1月或10月"
    if 20_000 < cell.value < 80_000 and float(cell.value).is_integer():
        return f"日期的序号{plain}，单元格未设为日期格式"
    return ""
