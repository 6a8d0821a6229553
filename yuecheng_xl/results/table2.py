"""表2: what is recommended to change, those with changed definitions first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.typed.values import Band

if TYPE_CHECKING:
    from yuecheng_xl.results.page import Page
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.sheets.render import Rendered
    from yuecheng_xl.typed.values import Record

TITLE = "表2"
FIELDS = "行号 指标 调整事项 调整情况"
_NOTHING: Record = {"行号": None, "指标": "无", "调整事项": "—", "调整情况": "—"}


def fill(page: Page) -> Rendered:
    """Fill Table 2; where nothing changes, its one row says so."""
    return page.render(page.scope, [Band.of(FIELDS, records(page.evaluation))])


def records(evaluation: Evaluation) -> list[Record]:
    """Return a line an adjustment, or the one line that says that there is none."""
    lines: list[Record] = [
        {"行号": number, "指标": item.name, "调整事项": item.item, "调整情况": item.content}
        for number, item in enumerate(evaluation.adjustments, 1)
    ]
    return lines or [_NOTHING]
