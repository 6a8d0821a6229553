"""The sentences of the evidence (依据): how each verdict was reached, with its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.words.change import change
from yuecheng_xl.words.numbers import compared, number, percent
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from yuecheng_xl.plan import Indicator, Observation, Plan
    from yuecheng_xl.rules.outcome import Outcome, Point
    from yuecheng_xl.rules.outlook import Outlook
    from yuecheng_xl.rules.recommendation import Recommendation

# Steps of the calculation, one line each. The formulas are those of docs/method.md.


def base_line(point: Point, plan: Plan) -> str:
    """Say what the base is, and where it is not the base year's figure."""
    text = f"基数：{_figure(point.observation)}"
    if point.moment != plan.base_year:
        text += f"（{plan.base_year}年无数据，以首个数据为起点）"
    return text


def current_line(point: Point) -> str:
    """Say what the current figure is; for a twelve-month value, the sum that makes it."""
    if point.rolling is None:
        return f"现值：{_figure(point.observation)}"
    previous, part, growth = point.rolling
    rate = f"(1{'＋' if growth >= 0 else '－'}{number(abs(growth))}%)"
    return (
        f"现值：截至{part.period.year}年{part.period.last}月末的近12个月"
        f"＝{_value(previous)}－{_value(part)}÷{rate}＋{_value(part)}＝{number(point.value)}"
        f"（{previous.period}为{previous.text}，{part.period}为{part.text}，同比增速{number(growth)}%）"
    )


def progress_line(current: Point, base: Point, goal: Fraction, progress: Fraction) -> str:
    """Write progress = (current − base) / (target − base) with its figures."""
    return (
        f"完成进度＝({number(current.value)}－{number(base.value)})÷({number(goal)}－{number(base.value)})"
        f"＝{percent(progress)}"
    )


def elapsed_line(moment: Fraction, start: Fraction, end: int, elapsed: Fraction) -> str:
    """Write elapsed time with its figures, in years."""
    return f"时间进度＝{number(moment - start)}年÷{number(end - start)}年＝{percent(elapsed)}"


def comparison_line(progress: Fraction, elapsed: Fraction, completion: str) -> str:
    """Compare progress with elapsed time."""
    shown = compared(progress, elapsed)
    sign = "≥" if progress >= elapsed else "＜"
    return f"{shown[0]}{sign}{shown[1]}，{completion}"


def ceiling_line(progress: Fraction, elapsed: Fraction, completion: str) -> str:
    """Compare what has been used of a ceiling with elapsed time."""
    shown = compared(progress, elapsed)
    sign = "≤" if progress <= elapsed else "＞"
    return f"已用额度{shown[0]}{sign}时间进度{shown[1]}，{completion}"


def reached_line(indicator: Indicator, current: Point, *, hold: bool) -> str:
    """Say that the target is met already, or that a floor or ceiling is held."""
    if hold:
        return (
            f"目标{indicator.target.text}不优于基数，属于守住型目标；现值{number(current.value)}已守住，完成"
        )
    return f"现值{number(current.value)}已达到目标{indicator.target.text}，完成"


def hold_line(indicator: Indicator, base: Point, current: Point) -> str:
    """Say that a floor or ceiling was not held."""
    return (
        f"目标{indicator.target.text}不优于基数{number(base.value)}，属于守住型目标；"
        f"现值{number(current.value)}未守住，未完成"
    )


def growth_line(rates: Sequence[tuple[Observation, Fraction]], mean: Fraction, averaging: str) -> str:
    """Write average growth with the periods that it averages."""
    years = "、".join(f"{item.period}{number(rate)}%" for item, rate in rates)
    if len(rates) == 1:
        return f"增速：{years}"
    return f"平均增速：{years}，{averaging}＝{number(mean)}%"


def growth_comparison_line(indicator: Indicator, mean: Fraction, *, met: bool) -> str:
    """Compare average growth with its target."""
    verb = "达到" if met else "未达到"
    return f"平均增速{number(mean)}%{verb}目标{indicator.target.text}，{'完成' if met else '未完成'}"


def growth_from_levels_line(rates: Sequence[Observation]) -> str:
    """Say that growth was computed from the values."""
    return f"未填报增速，按{rates[0].period}至{rates[-1].period}数据计算"


def cumulated_line(parts: Sequence[Observation], total: Fraction, formula: str) -> str:
    """Write how yearly figures cumulate."""
    values = "，".join(f"{part.period}{part.text}" for part in parts)
    return f"累计：{values}；{formula}＝{number(total)}"


def cumulative_progress_line(total: Fraction, goal: Fraction, progress: Fraction) -> str:
    """Write progress of a cumulative target: cumulated / target."""
    return f"完成进度＝{number(total)}÷{number(goal)}＝{percent(progress)}"


def qualitative_line(observation: Observation) -> str:
    """Say which text is repeated."""
    return f"定性目标，{observation.period}填报“{observation.text}”"


def forecast_line(text: str, completion: str) -> str:
    """Say that the department's forecast decides."""
    return f"基期以后没有数据，按部门预判“{text}”认定为{completion}"


def abolished_line(reason: str) -> str:
    """Say why an abolished statistic is not assessed."""
    return f"指标停止统计（{reason}），不作评价"


def not_collected_line(periods: str) -> str:
    """Say why a statistic that is not collected is not assessed."""
    return f"{periods}未统计，不作评价"


def no_figure_line() -> str:
    """Say that nothing can be said."""
    return "没有可用于评估的数据，也没有部门预判，无法评价"


def no_target_line(text: str) -> str:
    """Say that the target cannot be read."""
    return f"目标“{text}”无法识别，无法评价" if text else "没有填写目标，无法评价"


# The sentence for a leader.


def calculation_lines(
    indicator: Indicator,
    outcome: Outcome,
    completion: str,
    outlook: Outlook,
    recommendation: Recommendation,
) -> tuple[str, ...]:
    """Say how the verdict, the expected year and a recommended change were reached.

    An override shows both verdicts; a proposed target stands beside the range of actual values.
    """
    parts = list(outcome.steps)
    if completion != outcome.completion:
        parts.append(f"人工认定为“{completion}”（系统测算为“{outcome.completion}”）")
    parts += _expectation(outlook)
    if recommendation.adjustment is not None:
        proposed = recommendation.adjustment.content
        if recommendation.reason not in parts:
            proposed += f"，理由：{recommendation.reason}"
        parts.append(proposed)
    if indicator.data_note:
        parts.append(f"数据说明：{indicator.data_note}")
    return tuple(part.rstrip("。；") for part in parts)


def text(calculation: Sequence[str], completion: str, grade: str, outlook: Outlook, plan: Plan) -> str:
    """Join the calculation with grade and growth into one Chinese text that stands alone."""
    parts = list(calculation)
    if completion in (MET, UNMET):
        parts.append(f"进度等级：{grade}")
    if outlook.required is not None:
        parts.append(f"到{plan.target_year}年目标，后期每年需{change(outlook.required, outlook.unit)}")
    if outlook.achieved is not None:
        parts.append(f"已实现年均{change(outlook.achieved, outlook.unit)}")
    return "；".join(parts) + "。"


def _expectation(outlook: Outlook) -> list[str]:
    if outlook.pace is None:
        return []
    pace = f"按目前{outlook.pace_label}（{change(outlook.pace, outlook.unit)}）推算"
    if outlook.expected_year is not None:
        return [f"{pace}，{outlook.expected_year}年达到目标{outlook.ahead}"]
    return [f"{pace}，达不到目标"] if outlook.required is not None else []


def _figure(observation: Observation) -> str:
    return f"{observation.period}为{observation.text}"


def _value(observation: Observation) -> str:
    assert observation.value is not None  # noqa: S101 - a rolling value is made of values
    return number(observation.value, 4)
