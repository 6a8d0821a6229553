"""Lines of the evidence that several methods write. The formulas are those of docs/method.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.words.numbers import compared, number, operand, percent

if TYPE_CHECKING:
    from fractions import Fraction

    from yuecheng_xl.plan import Observation, Plan
    from yuecheng_xl.rules.outcome import Point


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
    previous, part, growth, is_real = point.rolling
    prices = "（可比价，折算近似）" if is_real else ""
    year, months = number(previous.value, 4), operand(part.value, 4)
    rate = f"(1{'＋' if growth >= 0 else '－'}{number(abs(growth))}%)"
    return (
        f"现值：截至{part.period.year}年{part.period.last}月末的近12个月"
        f"＝{year}－{months}÷{rate}＋{months}＝{number(point.value)}"
        f"（{previous.period}为{previous.text}，{part.period}为{part.text}，同比增速{number(growth)}%{prices}）"
    )


def elapsed_line(moment: Fraction, start: Fraction, end: int, elapsed: Fraction) -> str:
    """Write elapsed time with its figures, in years."""
    if start >= end:
        return "第一个数在规划期末或以后，时间进度按100%计"
    return f"时间进度＝{number(moment - start)}年÷{number(end - start)}年＝{percent(elapsed)}"


def comparison_line(progress: Fraction, elapsed: Fraction, completion: str) -> str:
    """Compare progress with elapsed time."""
    shown = compared(progress, elapsed)
    sign = "≥" if progress >= elapsed else "＜"
    return f"{shown[0]}{sign}{shown[1]}，{completion}"


def no_figure_line() -> str:
    """Say that nothing can be said."""
    return "没有可用于评估的数据，也没有部门预判，无法评价"


def _figure(observation: Observation) -> str:
    return f"{observation.period}为{observation.text}"
