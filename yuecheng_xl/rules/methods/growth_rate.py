"""Growth-rate targets (年均7, or 数据类型 增速): average growth so far against the target."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Direction, Measure
from yuecheng_xl.rules.growth import average, is_computed, is_real, rates
from yuecheng_xl.rules.outcome import Method, Outcome, Point
from yuecheng_xl.rules.target import direction, is_met, target_value
from yuecheng_xl.words.numbers import number
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Datum, Indicator, Plan


def assess(indicator: Indicator, plan: Plan) -> Outcome | None:
    """Compare the average of the full years' growth with the target, in percent."""
    if not (indicator.target.yearly or indicator.measure is Measure.GROWTH_RATE):
        return None
    known = rates(indicator, plan)
    if not known:
        return None
    steps: list[str] = []
    computed = [rate for rate in known if is_computed(rate)]
    findings = []
    if computed:
        steps.append(_growth_from_levels_line(computed, indicator))
        if is_real(indicator):
            periods = "、".join(str(rate.period) for rate in computed)
            findings.append(
                catalogue.GROWTH_AT_CURRENT_PRICES.at(indicator.where, name=indicator.name, periods=periods)
            )
    mean = average([rate.value for rate in known], plan.settings.averaging)
    goal = target_value(indicator.target)
    met = is_met(indicator, mean, plan.settings, goal)
    steps.append(_growth_line(known, mean, plan.settings.averaging.value))
    steps.append(_growth_comparison_line(indicator, mean, met=met))
    newest = known[-1]
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
        findings=tuple(findings),
    )


def _growth_line(known: Sequence[Datum], mean: Fraction, averaging: str) -> str:
    """Write average growth with the periods that it averages."""
    years = "、".join(f"{rate.period}{number(rate.value)}%" for rate in known)
    if len(known) == 1:
        return f"增速：{years}"
    return f"平均增速：{years}，{averaging}＝{number(mean)}%"


def _growth_comparison_line(indicator: Indicator, mean: Fraction, *, met: bool) -> str:
    """Compare average growth with its target."""
    verb = "达到" if met else "未达到"
    return f"平均增速{number(mean)}%{verb}目标{indicator.target.text}，{'完成' if met else '未完成'}"


def _growth_from_levels_line(computed: Sequence[Datum], indicator: Indicator) -> str:
    """Say which growth was computed from the values, and where these are at other prices."""
    periods = "、".join(str(rate.period) for rate in computed)
    prices = "（现价，与可比价增速口径不同）" if is_real(indicator) else ""
    return f"{periods}未填报增速，按数据计算{prices}"
