"""表2: what is recommended to change, those with changed definitions first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.results.layout import fit_row_heights
from yuecheng_xl.results.render import Band, render

if TYPE_CHECKING:
    from yuecheng_xl.results.render import Record
    from yuecheng_xl.results.sheets.page import Page
    from yuecheng_xl.rules import Evaluation

TITLE = "表2"
FIELDS = "行号 指标 调整事项 调整情况"
_NOTHING: Record = {"行号": None, "指标": "无", "调整事项": "—", "调整情况": "—"}


def fill(page: Page) -> None:
    """Fill Table 2; where nothing changes, its one row says so."""
    rows = Band.of(FIELDS, records(page.evaluation))
    render(page.template, page.target, page.scope, [rows])
    fit_row_heights(page.target, 1, page.target.max_row)


def records(evaluation: Evaluation) -> list[Record]:
    """Return a line an adjustment, or the one line that says that there is none."""
    lines: list[Record] = [
        {"行号": number, "指标": item.name, "调整事项": item.item, "调整情况": item.content}
        for number, item in enumerate(evaluation.adjustments, 1)
    ]
    return lines or [_NOTHING]
