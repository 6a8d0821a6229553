"""Growth-rate targets (年均7, or 数据类型 增速): average growth so far against the target."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Datum, Direction, Measure
from yuecheng_xl.rules.growth import average, stated_yearly
from yuecheng_xl.rules.outcome import Method, Outcome, Point
from yuecheng_xl.rules.target import direction, is_met, target_value
from yuecheng_xl.typed.unit import is_percent
from yuecheng_xl.words.numbers import number
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Indicator, Plan


def assess(indicator: Indicator, plan: Plan) -> Outcome | None:
    """Compare the average of the full years' growth with the target, in percent.

    Growth comes from the growth columns; else from the figures where they are growth rates themselves
    (a unit of percent or none); else from the levels. Part of a year is not averaged with years: it
    counts only where there is no full year yet.
    """
    if not (indicator.target.yearly or indicator.measure is Measure.GROWTH_RATE):
        return None
    steps: list[str] = []
    rates = list(stated_yearly(indicator, plan) or _own_rates(indicator, plan))
    if not rates:
        rates = _from_levels(indicator, plan)
        if not rates:
            return None
        steps.append(_growth_from_levels_line(rates))
    mean = average([rate.value for rate in rates], plan.settings.averaging)
    goal = target_value(indicator.target)
    met = is_met(indicator, mean, plan.settings, goal)
    steps.append(_growth_line(rates, mean, plan.settings.averaging.value))
    steps.append(_growth_comparison_line(indicator, mean, met=met))
    newest = rates[-1]
    ratio = None
    if goal > 0 and mean > 0:
        ratio = mean / goal if direction(indicator) is Direction.HIGHER else goal / mean
        # Within the margin of 左右 the target is met: no slower than expected.
        ratio = max(ratio, Fraction(1)) if met else ratio
    return Outcome(
        MET if met else UNMET,
        Method.GROWTH,
        current=Point(mean, newest.moment, newest.period, newest.observation),
        elapsed=plan.elapsed(newest.moment),
        schedule_ratio=ratio,
        steps=tuple(steps),
    )


def _own_rates(indicator: Indicator, plan: Plan) -> Sequence[Datum]:
    """Return the figures of full years, or the newest part of one, where they are growth rates themselves."""
    if indicator.unit and not is_percent(indicator.unit):
        return ()
    rates = indicator.series.since(plan.base_year + 1)
    return rates.years or rates[-1:]


def _from_levels(indicator: Indicator, plan: Plan) -> list[Datum]:
    """Return growth of consecutive full years in percent, exact, each with the later year's figure."""
    return [
        Datum((later.value / earlier.value - 1) * 100, later.observation)
        for earlier, later in indicator.series.consecutive_years()
        if later.period.year > plan.base_year and earlier.value
    ]


def _growth_line(rates: Sequence[Datum], mean: Fraction, averaging: str) -> str:
    """Write average growth with the periods that it averages."""
    years = "、".join(f"{rate.period}{number(rate.value)}%" for rate in rates)
    if len(rates) == 1:
        return f"增速：{years}"
    return f"平均增速：{years}，{averaging}＝{number(mean)}%"


def _growth_comparison_line(indicator: Indicator, mean: Fraction, *, met: bool) -> str:
    """Compare average growth with its target."""
    verb = "达到" if met else "未达到"
    return f"平均增速{number(mean)}%{verb}目标{indicator.target.text}，{'完成' if met else '未完成'}"


def _growth_from_levels_line(rates: Sequence[Datum]) -> str:
    """Say that growth was computed from the values."""
    return f"未填报增速，按{rates[0].period}至{rates[-1].period}数据计算"
