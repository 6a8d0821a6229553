"""What is asked of whoever makes a new master, where neither the table nor an option tells it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from yuecheng_xl.grid.cells import make_cell
from yuecheng_xl.plan.columns import find_columns
from yuecheng_xl.typed.period import Period, parse_date, parse_period

if TYPE_CHECKING:
    from datetime import date

    from yuecheng_xl.grid import Grid
    from yuecheng_xl.plan.columns import Columns

NAME, DISTRICT, BASE_YEAR, TARGET_YEAR, CUTOFF = "规划名称", "地区", "基期", "目标年", "评估时点"
OPTIONS = {
    NAME: "--name",
    DISTRICT: "--district",
    BASE_YEAR: "--base-year",
    TARGET_YEAR: "--target-year",
    CUTOFF: "--cutoff",
}
"""The options of the command that answer the questions by the keys of 规划信息."""

PLAN_YEARS = 5
_LABEL = re.compile(r"^(?:附件|附表|专栏|图表|表)\s*[0-9一二三四五六七八九十]*[：:、.．\s]*")
_DISTRICT = re.compile(r"^[^\s“”《》\"（）()]{1,12}[区县市旗州省]")
_LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its text, what is taken where nothing is answered, and what an answer may be.

    ``choices`` are all answers that there are; empty where any text that ``accepts`` takes will do.
    """

    what: str
    text: str
    default: str = ""
    choices: tuple[str, ...] = ()
    accepts: Callable[[str], bool] = bool


Ask = Callable[[Question], str]
"""Asks somebody, and gives the answer; an empty one leaves it open."""


def year_of(text: str) -> int | None:
    """Read a year: 2025, 2025年."""
    found = parse_period(text)
    return found[0].year if found and found[0].is_year and not found[1] else None


def about_plan(key: str, default: str) -> Question:
    """Ask for one of the plan's own facts."""
    texts = {
        NAME: "规划的全称（印在报送表和报告上）",
        DISTRICT: "地区（区县名称）",
        BASE_YEAR: "规划基期是哪一年",
        TARGET_YEAR: "规划目标年是哪一年",
        CUTOFF: "评估时点（数据截止日期，如 2023年6月30日）",
    }
    accepts: dict[str, Callable[[str], bool]] = {
        BASE_YEAR: lambda text: year_of(text) is not None,
        TARGET_YEAR: lambda text: year_of(text) is not None,
        CUTOFF: lambda text: parse_date(text) is not None,
    }
    return Question(key, texts[key], default, accepts=accepts.get(key, bool))


def about_header(grid: Grid, columns: Columns, column: int, text: str) -> Question:
    """Ask what a column holds whose header is not understood: a header that is."""

    def is_understood(answer: str) -> bool:
        found = find_columns(renamed(grid, columns, column, answer))
        return found is not None and column in places_of(found)

    return Question(
        "表头",
        f"看不懂“{text}”这一列（{grid.where(columns.header_row, column)}）。"
        "如应采用，请写成能识别的表头，如“2022年”“2022年增速”“单位”；直接回车，照原样放在最右边",
        accepts=is_understood,
    )


def places_of(columns: Columns) -> set[int]:
    """Return the columns whose header is understood."""
    listed = (columns.fields, columns.figures, columns.growths, columns.targets, columns.yearly_targets)
    alone = (columns.base, columns.planned_sum)
    return {column for by_key in listed for column in by_key.values()} | {
        column for column in alone if column is not None
    }


def renamed(grid: Grid, columns: Columns, column: int, header: str) -> Grid:
    """Return a sheet with another header above one column."""
    lines = range(columns.header_row, columns.last_header_row + 1)
    cells = dict(grid.cells)
    merged = []
    for area in grid.merged:
        if not (area.top in lines and (area.top, column) in area):
            merged.append(area)
            continue
        shown = cells.get((area.top, area.left))
        for other in range(area.left, area.right + 1):  # a group over several columns is said above each
            if shown is not None:
                cells[area.top, other] = shown._replace(column=other)
    for line in lines:
        cells.pop((line, column), None)
    cell = make_cell(columns.last_header_row, column, header)
    if cell is not None:
        cells[cell.row, cell.column] = cell
    return replace(grid, cells=cells, merged=tuple(merged), by_row={})


def name_in(title: str) -> str:
    """Return the plan's name as a table's title tells it: “…规划”主要指标 → …规划."""
    text = _LABEL.sub("", title[:_LONGEST_TITLE].strip())
    before, plan, after = text.partition("规划")
    if not plan or not before:
        return ""
    name = before + plan + ("纲要" if after.startswith("纲要") else "")
    return name.partition("《")[2] or name


def district_in(name: str) -> str:
    """Return the district with which a plan's name begins."""
    found = _DISTRICT.match(name)
    return found[0] if found else ""


def halfway(base_year: int, target_year: int) -> date:
    """Return the day on which half of a plan's time has passed: of 2020 to 2025 the middle of 2023."""
    months = ceil(Fraction(target_year - base_year, 2) * 12)
    return Period.of(base_year + 1 + (months - 1) // 12, 1, (months - 1) % 12 + 1).last_day


def periods_until(base_year: int, cutoff: date) -> list[Period]:
    """Return the periods that an evaluation looks at: the years since the base, and the last year's part."""
    ended = cutoff.month if cutoff == Period.of(cutoff.year, 1, cutoff.month).last_day else cutoff.month - 1
    years = [Period.whole(year) for year in range(base_year, cutoff.year)]
    return [*years, Period.of(cutoff.year, 1, ended)] if ended and cutoff.year > base_year else years
