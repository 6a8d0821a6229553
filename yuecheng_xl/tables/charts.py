"""图表: which indicators are drawn, and the values and growth of each, period by period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.values import Band

if TYPE_CHECKING:
    from yuecheng_xl.plan import Datum, Indicator
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.typed.values import Record, Value

FIELDS = "图号 指标 单位 数值 增速"


def marked(evaluation: Evaluation) -> list[Indicator]:
    """Return the indicators marked 配图, in the order of the table."""
    return [item.indicator for item in evaluation.assessments if item.indicator.has_chart]


def lines(evaluation: Evaluation) -> Band:
    """Return a line a chart; 数值 and 增速 have one figure a period, a gap where there is none."""
    periods = evaluation.plan.periods
    charts: list[Record] = [
        {
            "图号": number,
            "指标": indicator.name,
            "单位": indicator.unit,
            "数值": [_plotted(indicator.plotted.at(period)) for period in periods],
            "增速": [_plotted(indicator.stated_growth.at(period)) for period in periods],
        }
        for number, indicator in enumerate(marked(evaluation), 1)
    ]
    return Band.of(FIELDS, charts)


def scope(evaluation: Evaluation) -> dict[str, Value]:
    """Return 截止年, the last year that is drawn."""
    return {"截止年": max(period.year for period in evaluation.plan.periods)}


def _plotted(datum: Datum | None) -> Printed:
    """Return the figure as a number with the format that it was filled in with, or a gap."""
    if datum is None:
        return Printed()
    # A number stays as it was filled in: 0.973 shown as 97.3% keeps its value with its format.
    printed = datum.observation.printed
    return printed if printed.number is not None else Printed("", float(datum.value))
