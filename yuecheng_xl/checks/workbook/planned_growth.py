"""Planned yearly growth (规划年均增速) must lead from the base year's figure to the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import has_levels, on_another_basis
from yuecheng_xl.checks.entries import entry
from yuecheng_xl.checks.rounding import apart, around, interval, round_number_interval, step
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure
from yuecheng_xl.rules.growth import yearly_rate
from yuecheng_xl.typed.figure import Bound, exact
from yuecheng_xl.typed.period import Period
from yuecheng_xl.words.numbers import number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules import Evaluation


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Compare 规划年均增速 with (target / base)^(1 / years) − 1, a target in round numbers taken as such."""
    for indicator in evaluation.plan.indicators:
        if indicator.measure is not Measure.RATIO and has_levels(indicator):
            yield from _compare(indicator, evaluation.plan)


def _compare(indicator: Indicator, plan: Plan) -> Iterator[Finding]:
    planned, target = indicator.planned_growth, indicator.target
    base = indicator.series.at(Period.whole(plan.base_year))
    if planned is None or target.value is None or target.yearly or target.cumulated:
        return
    if on_another_basis(indicator) or base is None or base.observation.bound is not Bound.NONE:
        return
    low, high = interval(base)
    goal_low, goal_high = round_number_interval(target.value)
    if low <= 0 or goal_low <= 0:
        return
    years = plan.target_year - plan.base_year
    told = around(exact(planned), step(planned))
    least, most = yearly_rate(goal_low / high, years), yearly_rate(goal_high / low, years)
    implied = yearly_rate(exact(target.value) / base.value, years)
    if least is None or most is None or implied is None:
        return
    if apart(told, (least, most)):
        yield catalogue.PLANNED_GROWTH_DISAGREES.at(
            entry(plan, indicator, "planned_growth"),
            name=indicator.name,
            planned=signed(exact(planned)),
            implied=signed(implied),
            base=f"{base.period}{base.text}",
            target=target.text,
            reached=number(base.value * (1 + exact(planned) / 100) ** years),
        )
