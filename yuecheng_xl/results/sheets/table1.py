"""表1: the indicators with targets, figures as filled in, and the completion column, as printed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from yuecheng_xl.results.layout import break_pages, fit_row_heights
from yuecheng_xl.results.render import Band, merge, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from yuecheng_xl.results.render import Record
    from yuecheng_xl.results.sheets.page import Page
    from yuecheng_xl.rules import Evaluation

TITLE = "表1"
FIELDS = "类别 序号 指标 单位 目标 数值 完成情况"


def fill(page: Page) -> None:
    """Fill Table 1. The category's cells are merged; no category is cut by a page's end."""
    lines = records(page.evaluation)
    rows = Band.of(FIELDS, lines)
    columns = Band.of("时期", [{"时期": str(period)} for period in page.evaluation.plan.periods])
    rendered = render(page.template, page.target, page.scope, [rows], [columns])
    body = rendered.repeated_rows("指标")
    first, last = body[0], body[-1]
    groups = _merge_categories(page.target, rendered.cells.get("类别", (0, 0))[1], first, lines)
    fit_row_heights(page.target, 1, last)
    break_pages(page.target, groups, first - 1)


def records(evaluation: Evaluation) -> list[Record]:
    """Return a line an indicator; 数值 has its figures as filled in, one a period."""
    return [
        {
            "类别": item.indicator.category,
            "序号": item.indicator.number,
            "指标": item.indicator.name,
            "单位": item.indicator.unit,
            "目标": item.indicator.target.printed,
            "数值": [item.indicator.printed(period) for period in evaluation.plan.periods],
            "完成情况": item.completion,
        }
        for item in evaluation.assessments
    ]


def _merge_categories(
    sheet: Worksheet, column: int, first: int, records: Sequence[Record]
) -> list[tuple[int, int]]:
    """Merge the cells of each run of one category; return the runs as (first row, last row)."""
    groups = []
    row = first
    for category, run in groupby(records, key=lambda record: record["类别"]):
        last = row + len(list(run)) - 1
        groups.append((row, last))
        if column and category and last > row:
            merge(sheet, row, column, last, column)
        row = last + 1
    return groups
