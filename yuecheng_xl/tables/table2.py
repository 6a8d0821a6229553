"""表2: what is recommended to change, those with changed definitions first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.typed.values import Band

if TYPE_CHECKING:
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.typed.values import Record

FIELDS = "行号 表1序号 指标 调整事项 调整情况"
_NOTHING: Record = {"行号": None, "表1序号": None, "指标": "无", "调整事项": "—", "调整情况": "—"}


def lines(evaluation: Evaluation) -> Band:
    """Return a line an adjustment; 表1序号 is the indicator's number in Table 1."""
    adjustments: list[Record] = [
        {
            "行号": number,
            "表1序号": item.number,
            "指标": item.name,
            "调整事项": item.item,
            "调整情况": item.content,
        }
        for number, item in enumerate(evaluation.adjustments, 1)
    ]
    return Band.of(FIELDS, adjustments)


def printed_lines(evaluation: Evaluation) -> Band:
    """Return the lines as printed: where nothing changes, the one line says so."""
    found = lines(evaluation)
    return found if found.records else found._replace(records=[_NOTHING])
