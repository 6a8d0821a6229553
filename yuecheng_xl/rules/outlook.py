"""Outlook: growth still required, growth achieved so far, and when today's pace reaches the target."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.plan import Direction
from yuecheng_xl.plan.settings import EvaluationKind
from yuecheng_xl.rules.compound import compounding, rate_between
from yuecheng_xl.rules.growth import (
    achieved,
    average_still_required,
    is_linear,
    is_real,
    newest_stated,
    rates,
    states_all,
    yearly_changes,
    yearly_rate,
)
from yuecheng_xl.rules.outcome import Method, Outcome, Point
from yuecheng_xl.rules.target import CEILINGS, direction, target_value
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.typed.unit import canonical, is_percent
from yuecheng_xl.words.change import change, places
from yuecheng_xl.words.numbers import signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Indicator, Plan

_HORIZON = 50
"""Years after the target year beyond which a date says no more than 'not at this pace'."""
_NEWEST, _AVERAGE = "增速", "平均进度"
_REAL = "（可比价）"


class Pace(NamedTuple):
    """A yearly change and the first year by whose end it reaches the target (None: it does not)."""

    value: Fraction
    label: str
    expected_year: int | None
    is_real: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """Change per year: percent, or units per year for ratios, ranks and sums (``unit`` says which).

    ``best`` is the best yearly change achieved so far in the good direction. ``paces`` are today's and,
    where it is another one, the average so far. ``of_sum``: the changes are contributions to a sum.
    ``achieved_is_real``: at constant prices, where the target is a level at current ones. ``moves_away``: the
    last years moved the wrong way. ``is_ceiling``: what is required is what may still be used each year;
    ``is_growth``: an average growth is the target.
    """

    unit: str = "%"
    required: Fraction | None = None
    achieved: Fraction | None = None
    best: Fraction | None = None
    paces: tuple[Pace, ...] = ()
    of_sum: bool = False
    achieved_is_real: bool = False
    best_is_real: bool = False
    moves_away: bool = False
    is_ceiling: bool = False
    is_far: bool = False
    is_growth: bool = False
    reached_in: int | None = None

    @property
    def high_risk(self) -> bool:
        """True where what is required is far beyond any year so far, or the last years moved away from it."""
        return self.is_far or self.moves_away

    @property
    def pace(self) -> Fraction | None:
        """Today's yearly change."""
        return self.paces[0].value if self.paces else None

    @property
    def expected_year(self) -> int | None:
        """The year in which today's pace reaches the target, or by which it was reached."""
        return self.paces[0].expected_year if self.paces else self.reached_in

    def worded(self, value: Fraction) -> str:
        """Word one of the changes with its unit."""
        if self.of_sum:
            return f"完成{signed(value)}{self.unit}"
        return change(value, self.unit)

    @property
    def required_text(self) -> str:
        """What each year left must bring, in words; empty where nothing is required."""
        if self.required is None:
            return ""
        if self.is_ceiling:
            return f"控制在{signed(max(self.required, Fraction(0)))}{self.unit}以内"
        return self.worded(places(self.required) if self.unit == "位" else self.required)

    @property
    def achieved_text(self) -> str:
        """What the years so far brought on average, in words; empty where that is not known."""
        if self.achieved is None:
            return ""
        return self.worded(self.achieved) + (_REAL if self.achieved_is_real else "")

    @property
    def risk_text(self) -> str:
        """Why the risk is high, in words; empty where it is not."""
        reasons = []
        if self.is_far and self.best is not None:
            best = self.worded(self.best) + (_REAL if self.best_is_real else "")
            reasons.append(f"后期每年需{self.required_text}，历年最好只做到{best}")
        if self.moves_away:
            reasons.append("近年朝相反方向变化")
        return "，".join(reasons)


def outlook(indicator: Indicator, outcome: Outcome, plan: Plan) -> Outlook:
    """Look ahead from the current figure to the target year's end.

    Required: (target/current)^(1/years) − 1, or (target − current)/years for ratios and ranks.
    Expected year: the first year by whose end the current figure, moving on at a pace (the newest stated
    growth, and the growth achieved so far), is at the target. Of a doubted reading, and when the plan is
    over, there is nothing to look ahead to.
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
    stated = not linear and states_all(indicator, plan, outcome.base, current)
    real = stated and is_real(indicator)
    if current is None:
        return Outlook(unit, achieved=so_far, achieved_is_real=real)
    if outcome.target_reached:
        reached = math.ceil(current.moment)
        return Outlook(
            unit,
            achieved=so_far,
            achieved_is_real=real,
            reached_in=reached,
            moves_away=_moves_away(_changes(indicator, current), indicator),
        )
    goal = target_value(indicator.target)
    years = plan.target_year - current.moment
    if years <= 0 or plan.kind is EvaluationKind.FINAL:
        return Outlook(unit, achieved=so_far, achieved_is_real=real)
    required = _required(current.value, goal, years, linear=linear)
    paces = []
    newest = None if linear else newest_stated(indicator, plan)
    if newest is not None:
        expected = _expected_year(current, goal, newest.value, plan, linear=False)
        paces.append(Pace(newest.value, f"{newest.period}{_NEWEST}", expected, is_real(indicator)))
    if so_far is not None and all(pace.value != so_far for pace in paces):
        expected = _expected_year(current, goal, so_far, plan, linear=linear)
        paces.append(Pace(so_far, _AVERAGE, expected, real))
    best, best_is_real = _best(indicator, current, linear=linear)
    return Outlook(
        unit,
        required,
        so_far,
        best,
        tuple(paces),
        achieved_is_real=real,
        best_is_real=best_is_real,
        moves_away=_moves_away(_changes(indicator, current), indicator),
        is_far=_is_far(indicator, required, best, plan),
    )


def _change_unit(indicator: Indicator) -> str:
    return "个百分点" if is_percent(indicator.unit) else canonical(indicator.unit)


def _required(value: Fraction, goal: Fraction, years: Fraction, *, linear: bool) -> Fraction | None:
    if linear:
        return (goal - value) / years
    return yearly_rate(goal / value, years) if value > 0 else None


def _expected_year(current: Point, goal: Fraction, pace: Fraction, plan: Plan, *, linear: bool) -> int | None:
    if pace == 0:
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
    return _year_after(current, years, plan)


def _year_after(current: Point, years: float, plan: Plan) -> int | None:
    """Return the year in which a time from the current figure's date ends, if that says anything."""
    if not 0 <= years <= plan.target_year - plan.base_year + _HORIZON:
        return None
    # A hair over the year's end is rounding, not another year.
    return math.ceil(float(current.moment) + years - 1e-9)


def _best(indicator: Indicator, current: Point, *, linear: bool) -> tuple[Fraction | None, bool]:
    """Return the best change in any one year so far, and whether it is at constant prices.

    Stated or computed, the newest part of a year included.
    """
    changes = [(value, False) for value in yearly_changes(indicator, linear=linear)]
    if linear:
        previous = indicator.series.before(current.period)[-1]  # the base, if nothing else
        changes.append(((current.value - previous.value) / (current.moment - previous.moment), False))
    else:
        real = is_real(indicator)
        changes += [(growth.value, real) for growth in indicator.stated_growth]
    best = max if direction(indicator) is Direction.HIGHER else min
    return best(changes, default=(None, False))


def _sign(indicator: Indicator) -> int:
    return 1 if direction(indicator) is Direction.HIGHER else -1


def _is_far(indicator: Indicator, required: Fraction | None, best: Fraction | None, plan: Plan) -> bool:
    """Tell whether what is still required is far beyond any yearly change achieved so far."""
    if required is None or best is None:
        return False
    needed, reached = _sign(indicator) * required, _sign(indicator) * best
    return needed > 0 and needed > max(reached, Fraction(0)) * exact(plan.settings.high_risk_factor)


def _changes(indicator: Indicator, current: Point) -> list[Fraction]:
    """Return the changes from year to year up to the current figure.

    Of parts of a year only the last twelve months compare with years for sure: much moves with the seasons.
    """
    series = indicator.series.until(current.period.last_day)
    figures = [datum.value for datum in series.years if datum.moment < current.moment]
    if current.period.is_year or current.rolling is not None:
        figures.append(current.value)
    return _steps(figures)


def _steps(values: Sequence[Fraction]) -> list[Fraction]:
    return [later - earlier for earlier, later in pairwise(values)]


def _moves_away(changes: Sequence[Fraction], indicator: Indicator) -> bool:
    """Tell whether the last two changes, or the only one, went the wrong way."""
    return bool(changes) and all(_sign(indicator) * value < 0 for value in changes[-2:])


def _growth_outlook(indicator: Indicator, current: Point, plan: Plan) -> Outlook:
    """Look ahead of an average growth: ``paces`` say whether it is what the years left must average."""
    if current.moment >= plan.target_year or plan.kind is EvaluationKind.FINAL:
        return Outlook("%", achieved=current.value, is_growth=True)
    known = [rate.value for rate in rates(indicator, plan)]
    sign = _sign(indicator)
    goal = target_value(indicator.target)
    required = average_still_required(goal, current, plan, higher_is_better=sign > 0)
    best = (max if sign > 0 else min)(known)
    shrinks = len(known) > 1 and all(sign * value < 0 for value in known[-2:])
    slows = len(known) > 2 and _moves_away(_steps(known), indicator)
    paces = [("最新增速", known[-1])] if known[-1] != current.value else []
    paces.append(("平均增速", current.value))
    return Outlook(
        "%",
        required,
        current.value,
        best,
        tuple(
            Pace(value, label, plan.target_year if sign * (value - required) >= 0 else None)
            for label, value in paces
        ),
        moves_away=shrinks or slows,
        is_far=_is_far(indicator, required, best, plan),
        is_growth=True,
    )


def _cumulative_outlook(indicator: Indicator, outcome: Outcome, current: Point, plan: Plan) -> Outlook:
    """Look ahead of a sum: equal amounts a year, or equal rates that compound."""
    sign = compounding(indicator)
    unit = "%" if sign else canonical(indicator.unit)
    goal = target_value(indicator.target)
    passed, left = current.moment - plan.base_year, plan.target_year - current.moment
    so_far = _a_year(Fraction(0), current.value, passed, sign)
    if outcome.target_reached or left <= 0 or plan.kind is EvaluationKind.FINAL:
        reached = math.ceil(current.moment) if outcome.target_reached else None
        return Outlook(unit, achieved=so_far, of_sum=True, reached_in=reached)
    ceiling = indicator.target.bound in CEILINGS
    required = _a_year(current.value, goal, left, sign)
    parts = [
        datum.value
        for datum in indicator.series.since(plan.base_year + 1).years
        if not datum.observation.cumulated and datum.moment <= current.moment
    ]
    towards = 1 if goal > 0 else -1
    # Of a ceiling the year that used least is the best.
    best = (max if (goal > 0) is not ceiling else min)(parts, default=None)
    factor = exact(plan.settings.high_risk_factor)
    is_far = moves_away = False
    if ceiling:
        # What may still be used each year is far below what was used in the thriftiest.
        is_far = best is not None and required is not None and required * factor < best
    elif best is not None and required is not None:
        is_far = towards * required > max(towards * best, Fraction(0)) * factor
        moves_away = all(towards * value < 0 for value in parts[-2:])
    expected = _year_of_sum(current, goal, so_far, plan, sign)
    return Outlook(
        unit,
        required,
        so_far,
        best,
        () if so_far is None else (Pace(so_far, _AVERAGE, expected),),
        of_sum=True,
        moves_away=moves_away,
        is_ceiling=ceiling,
        is_far=is_far,
    )


def _a_year(start: Fraction, goal: Fraction, years: Fraction, sign: int) -> Fraction | None:
    """Return the yearly amount, or rate, that leads from one sum to another."""
    return rate_between(start, goal, years, sign) if sign else (goal - start) / years


def _year_of_sum(current: Point, goal: Fraction, pace: Fraction | None, plan: Plan, sign: int) -> int | None:
    """Return the year in which a sum reaches its target at a pace."""
    if not sign or pace is None:
        return None if pace is None else _expected_year(current, goal, pace, plan, linear=True)
    before, after = 1 + sign * current.value / 100, 1 + sign * goal / 100
    if before <= 0 or after <= 0 or pace == 0 or sign * pace <= -100:
        return None
    years = math.log(after / before) / math.log(1 + sign * float(pace) / 100)
    return _year_after(current, years, plan)
