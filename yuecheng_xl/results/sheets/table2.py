"""表2: what is recommended to change, those with changed definitions first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.results.layout import fit_row_heights
from yuecheng_xl.results.render import Band, render

if TYPE_CHECKING:
    from yuecheng_xl.results.render import Record
    from yuecheng_xl.results.sheets.page import Page

TITLE = "表2"
_NOTHING: Record = {"行号": None, "指标": "无", "调整事项": "—", "调整情况": "—"}


def fill(page: Page) -> None:
    """Fill Table 2; where nothing changes, its one row says so."""
    records: list[Record] = [
        {"行号": number, "指标": item.name, "调整事项": item.item, "调整情况": item.content}
        for number, item in enumerate(page.evaluation.adjustments, 1)
    ]
    rows = Band.of("行号 指标 调整事项 调整情况", records or [_NOTHING])
    render(page.template, page.target, page.scope, [rows])
    fit_row_heights(page.target, 1, page.target.max_row)
