"""表1: the indicators with targets, figures as filled in, and the completion column, as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.tables import doubt
from yuecheng_xl.typed.values import Band, Lazy

if TYPE_CHECKING:
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.typed.values import Record

FIELDS = "类别 序号 指标 单位 目标 数值 完成情况"


def lines(evaluation: Evaluation) -> Band:
    """Return a line an indicator; 数值 has its figures as filled in, one a period of ``periods``."""
    shown = evaluation.plan.periods

    def line(item: Assessment) -> Record:
        indicator = item.indicator
        return {
            "类别": indicator.category,
            "序号": indicator.number,
            "指标": indicator.name,
            "单位": indicator.unit,
            "目标": doubt.target(item),
            "数值": [doubt.figure(item, period) for period in shown],
            "完成情况": _completion(item),
        }

    return Band.of(FIELDS, Lazy(evaluation.assessments, line))


def _completion(item: Assessment) -> str:
    """Return the verdict, marked where the row may be read otherwise and nobody has decided."""
    is_open = item.outcome.doubt and not item.indicator.verdict
    return f"{item.completion}{doubt.MARK}" if is_open else item.completion


def periods(evaluation: Evaluation) -> Band:
    """Return the columns of figures, in time order."""
    return Band.of("时期", [{"时期": str(period)} for period in evaluation.plan.periods])
