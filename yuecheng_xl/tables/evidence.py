"""评估依据: for each verdict its figures, dates, calculation and outlook, to check with a calculator."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from yuecheng_xl.tables import doubt
from yuecheng_xl.typed.values import Band, Lazy
from yuecheng_xl.words.numbers import in_cell, number

if TYPE_CHECKING:
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.rules.outcome import Point
    from yuecheng_xl.typed.values import Record

FIELDS = (
    "序号 指标 单位 目标 方向 数据类型 责任单位 计算方法 基数 基数时期 现值 现值时期 完成进度 时间进度 "
    "系统测算 人工认定 完成情况 进度等级 能否完成 依据 后期所需 已实现 预计达标 调整建议 调整理由"
)


def lines(evaluation: Evaluation) -> Band:
    """Return a line an indicator; shares 0 to 1, growth in words with its unit."""
    return Band.of(FIELDS, Lazy(evaluation.assessments, _line))


def _line(item: Assessment) -> Record:
    indicator, outcome, outlook = item.indicator, item.outcome, item.outlook
    measure = indicator.measure
    return {
        "序号": indicator.number,
        "指标": indicator.name,
        "单位": indicator.unit,
        "目标": doubt.target(item),
        "方向": "" if indicator.target.is_qualitative else indicator.direction.value,
        "数据类型": measure.value if measure else "",
        "责任单位": indicator.department,
        "计算方法": outcome.method.value,
        "基数": _number(outcome.base),
        "基数时期": str(outcome.base.period) if outcome.base else "",
        "现值": _number(outcome.current),
        "现值时期": str(outcome.current.period) if outcome.current else "",
        "完成进度": in_cell(outcome.progress),
        "时间进度": in_cell(outcome.elapsed),
        "系统测算": outcome.completion,
        "人工认定": indicator.verdict,
        "完成情况": item.completion,
        "进度等级": item.grade,
        "能否完成": item.likelihood.text,
        "依据": "\n".join(item.calculation),
        "后期所需": outlook.required_text,
        "已实现": outlook.achieved_text,
        "预计达标": f"{outlook.expected_year}年" if outlook.expected_year else "",
        "调整建议": item.recommendation.text,
        "调整理由": item.recommendation.reason,
    }


def _number(point: Point | None) -> float | str | None:
    # As the calculation beside it shows it, so that the two can be compared at a glance.
    return None if point is None else in_cell(Decimal(number(point.value)))
