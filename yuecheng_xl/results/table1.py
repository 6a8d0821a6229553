"""表1: the indicators with targets, figures as filled in, and the completion column, as printed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from yuecheng_xl.grid.model import Area
from yuecheng_xl.typed.values import Band, Lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.results.page import Page
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.sheets.render import Rendered
    from yuecheng_xl.typed.values import Record

TITLE = "表1"
FIELDS = "类别 序号 指标 单位 目标 数值 完成情况"


def fill(page: Page) -> Rendered:
    """Fill Table 1. The category's cells are merged; no category is cut by a page's end."""
    rows = Band.of(FIELDS, records(page.evaluation))
    columns = Band.of("时期", [{"时期": str(period)} for period in page.evaluation.plan.periods])
    rendered = page.render(page.scope, [rows], [columns])
    first = rendered.repeated_rows("指标")[0]
    groups = _categories(page.evaluation.assessments, first)
    if rendered.shows("类别"):
        _, column = rendered.cell("类别")
        for name, top, bottom in groups:
            if name and bottom > top:
                rendered.merge(Area(top, column, bottom, column))
    rendered.keep_together([(top, bottom) for _, top, bottom in groups])
    return rendered


def records(evaluation: Evaluation) -> Sequence[Record]:
    """Return a line an indicator; 数值 has its figures as filled in, one a period."""

    def record(item: Assessment) -> Record:
        return {
            "类别": item.indicator.category,
            "序号": item.indicator.number,
            "指标": item.indicator.name,
            "单位": item.indicator.unit,
            "目标": item.indicator.target.printed,
            "数值": [item.indicator.printed(period) for period in evaluation.plan.periods],
            "完成情况": item.completion,
        }

    return Lazy(evaluation.assessments, record)


def _categories(items: Sequence[Assessment], first: int) -> list[tuple[str, int, int]]:
    """Return each run of one category with its first and last row."""
    groups, row = [], first
    for category, run in groupby(items, key=lambda item: item.indicator.category):
        last = row + sum(1 for _ in run) - 1
        groups.append((category, row, last))
        row = last + 1
    return groups
