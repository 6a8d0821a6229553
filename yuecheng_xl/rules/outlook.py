"""Outlook: growth still required, growth achieved so far, and when today's pace reaches the target."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Direction
from yuecheng_xl.rules.growth import (
    achieved,
    average_still_required,
    is_linear,
    newest_stated,
    yearly_changes,
    yearly_rate,
)
from yuecheng_xl.rules.outcome import Method, Outcome, Point
from yuecheng_xl.rules.target import direction, target_value
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.typed.unit import canonical, is_percent
from yuecheng_xl.words.verdicts import UNMET

if TYPE_CHECKING:
    from yuecheng_xl.plan import Indicator, Plan

_HORIZON = 50
"""Years after the target year beyond which a date says no more than 'not at this pace'."""
_NEWEST, _AVERAGE = "增速", "平均进度"


@dataclass(frozen=True, slots=True)
class Outlook:
    """Change per year: percent, or units per year for ratios and ranks (``unit`` says which).

    ``best`` is the best yearly change achieved so far in the good direction, ``pace`` today's.
    ``ahead`` words the expected year against the target year.
    """

    unit: str = "%"
    required: Fraction | None = None
    achieved: Fraction | None = None
    best: Fraction | None = None
    pace: Fraction | None = None
    pace_label: str = ""
    expected_year: int | None = None
    ahead: str = ""
    high_risk: bool = False


def outlook(indicator: Indicator, outcome: Outcome, plan: Plan) -> Outlook:
    """Look ahead from the current figure to the target year's end.

    Required: (target/current)^(1/years) − 1, or (target − current)/years for ratios and ranks.
    Expected year: the first year by whose end the current figure, moving on at today's pace (the
    newest stated growth, else the growth achieved so far), is at the target. Of a doubted reading there is
    nothing to look ahead from.
    """
    if outcome.doubt:
        return Outlook()
    current = outcome.current
    if current is not None and outcome.method is Method.GROWTH:
        return _growth_outlook(indicator, current, plan)
    if current is not None and outcome.method is Method.CUMULATIVE:
        return _cumulative_outlook(indicator, outcome, current, plan)
    linear = is_linear(indicator)
    unit = _change_unit(indicator) if linear else "%"
    so_far = achieved(indicator, plan, outcome.base, current)
    if current is None:
        return Outlook(unit, achieved=so_far)
    if outcome.target_reached:
        return Outlook(unit, achieved=so_far, expected_year=math.ceil(current.moment), ahead="（已提前达到）")
    goal = target_value(indicator.target)
    years = plan.target_year - current.moment
    required = _required(current.value, goal, years, linear=linear)
    newest = None if linear else newest_stated(indicator, plan)
    pace, label = so_far, _AVERAGE
    if newest is not None:
        pace, label = newest.value, f"{newest.period}{_NEWEST}"
    expected = _expected_year(current, goal, pace, plan, linear=linear)
    best = _best(indicator, current, linear=linear)
    return Outlook(
        unit,
        required,
        so_far,
        best,
        pace,
        label,
        expected,
        _ahead(expected, plan),
        _is_high_risk(indicator, outcome, required, best, plan),
    )


def _change_unit(indicator: Indicator) -> str:
    return "个百分点" if is_percent(indicator.unit) else canonical(indicator.unit)


def _required(value: Fraction, goal: Fraction, years: Fraction, *, linear: bool) -> Fraction | None:
    if years <= 0:
        return None
    if linear:
        return (goal - value) / years
    return yearly_rate(goal / value, years) if value > 0 else None


def _expected_year(
    current: Point, goal: Fraction, pace: Fraction | None, plan: Plan, *, linear: bool
) -> int | None:
    if pace is None or pace == 0:
        return None
    if not linear and (current.value <= 0 or goal <= 0 or pace <= -100):
        return None
    try:
        if linear:
            years = float((goal - current.value) / pace)
        else:
            years = math.log(goal / current.value) / math.log(1 + float(pace) / 100)
    except (ArithmeticError, ValueError):
        return None  # a pace of next to nothing, or a figure beyond all reason
    if not 0 <= years <= plan.target_year - plan.base_year + _HORIZON:
        return None
    # A hair over the year's end is rounding, not another year.
    return math.ceil(float(current.moment) + years - 1e-9)


def _ahead(expected: int | None, plan: Plan) -> str:
    if expected is None:
        return ""
    if expected == plan.target_year:
        return "（按期）"
    distance = abs(plan.target_year - expected)
    return f"（提前{distance}年）" if expected < plan.target_year else f"（晚于目标年{distance}年）"


def _best(indicator: Indicator, current: Point, *, linear: bool) -> Fraction | None:
    """Return the best change in any one year so far, stated or computed, the newest part included."""
    changes = yearly_changes(indicator, linear=linear)
    if linear:
        previous = indicator.series.before(current.period)[-1]  # the base, if nothing else
        changes.append((current.value - previous.value) / (current.moment - previous.moment))
    else:
        changes += [growth.value for growth in indicator.stated_growth]
    best = max if direction(indicator) is Direction.HIGHER else min
    return best(changes, default=None)


def _is_high_risk(
    indicator: Indicator, outcome: Outcome, required: Fraction | None, best: Fraction | None, plan: Plan
) -> bool:
    """Tell whether what is still required is far beyond any yearly change achieved so far."""
    if outcome.completion != UNMET or required is None or best is None:
        return False
    sign = 1 if direction(indicator) is Direction.HIGHER else -1
    needed, reached = sign * required, sign * best
    return needed > 0 and needed > max(reached, Fraction(0)) * exact(plan.settings.high_risk_factor)


def _growth_outlook(indicator: Indicator, current: Point, plan: Plan) -> Outlook:
    is_over = current.moment >= plan.target_year
    required = None if is_over else average_still_required(target_value(indicator.target), current, plan)
    return Outlook("%", required=required, achieved=current.value)


def _cumulative_outlook(indicator: Indicator, outcome: Outcome, current: Point, plan: Plan) -> Outlook:
    unit = _change_unit(indicator)
    passed = current.moment - plan.base_year
    so_far = current.value / passed
    left = plan.target_year - current.moment
    required = (target_value(indicator.target) - current.value) / left if left > 0 else None
    if outcome.target_reached:
        return Outlook(unit, achieved=so_far, expected_year=math.ceil(current.moment), ahead="（已提前达到）")
    expected = _expected_year(current, target_value(indicator.target), so_far, plan, linear=True)
    return Outlook(unit, required, so_far, None, so_far, _AVERAGE, expected, _ahead(expected, plan))
