"""表1: the indicators with targets, figures as filled in, and the completion column, as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.tables import doubt
from yuecheng_xl.typed.values import Band, Lazy

if TYPE_CHECKING:
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.typed.values import Record

FIELDS = "类别 序号 指标 单位 目标 数值 年度目标 年度完成 完成情况"


def lines(evaluation: Evaluation) -> Band:
    """Return a line an indicator; 数值 has its figures as filled in, one a period of ``periods``.

    年度目标 and 年度完成 are the year's own target and what it comes to, once for each of ``monitored``.
    """
    shown = evaluation.plan.periods
    years = monitored_years(evaluation)

    def line(item: Assessment) -> Record:
        indicator = item.indicator
        return {
            "类别": indicator.category,
            "序号": indicator.number,
            "指标": indicator.name,
            "单位": indicator.unit,
            "目标": doubt.target(item),
            "数值": [doubt.figure(item, period) for period in shown],
            "年度目标": [_of_the_year(item, year, done=False) for year in years],
            "年度完成": [_of_the_year(item, year, done=True) for year in years],
            "完成情况": _completion(item),
        }

    return Band.of(FIELDS, Lazy(evaluation.assessments, line))


def monitored_years(evaluation: Evaluation) -> list[int]:
    """Return the years whose own targets are monitored: in 年度监测 one as a rule, else none."""
    return sorted({item.annual.year for item in evaluation.assessments if item.annual is not None})


def monitored(evaluation: Evaluation) -> Band:
    """Return the columns of a year's own target, and of what it comes to."""
    return Band.of("监测年", [{"监测年": f"{year}年"} for year in monitored_years(evaluation)])


def _of_the_year(item: Assessment, year: int, *, done: bool) -> str:
    result = item.annual
    if result is None or result.year != year:
        return ""
    return result.completion if done else result.target.text


def _completion(item: Assessment) -> str:
    """Return the verdict, marked where the row may be read otherwise and nobody has decided."""
    is_open = item.outcome.is_questioned and not item.indicator.verdict
    return f"{item.completion}{doubt.MARK}" if is_open else item.completion


def periods(evaluation: Evaluation) -> Band:
    """Return the columns of figures, in time order."""
    return Band.of("时期", [{"时期": str(period)} for period in evaluation.plan.periods])
