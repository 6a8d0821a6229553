"""Growth per year: stated or computed, on average, achieved so far, and what the years left must average."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Datum, Measure
from yuecheng_xl.plan.settings import Averaging
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.typed.unit import is_percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Indicator, Plan, Series
    from yuecheng_xl.rules.outcome import Point

_CONSTANT_PRICES = re.compile("可比价|不变价")


_VAST = 10**9
"""Growth in percent beyond all reason."""


def is_linear(indicator: Indicator) -> bool:
    """Tell whether change is counted in units per year (ratios, ranks) instead of percent per year."""
    if indicator.measure is None:
        return is_percent(indicator.unit)
    return indicator.measure in (Measure.RATIO, Measure.RANK, Measure.GROWTH_RATE, Measure.CUMULATIVE)


def yearly_rate(ratio: Fraction, years: Fraction | int) -> Fraction | None:
    """Return the growth per year that makes a ratio over some years: (ratio^(1/years) − 1) × 100, in percent.

    None where there is none: no time between, a ratio that is not positive, or one beyond all reason.
    Twelve significant digits: a root that comes out even is even again, so that an exact tie is met.
    """
    if years <= 0 or ratio <= 0:
        return None
    try:
        return exact(Decimal(f"{(float(ratio) ** (1 / float(years)) - 1) * 100:.12g}"))
    except OverflowError:
        return None


def average(rates: Sequence[Fraction], averaging: Averaging) -> Fraction:
    """Average yearly growth rates in percent.

    算术平均 is Σg/n, as published reports do; 几何平均 is (∏(1 + g))^(1/n) − 1, −100 if a year lost all.
    """
    mean = sum(rates, Fraction(0)) / len(rates)
    if averaging is Averaging.ARITHMETIC:
        return mean
    product = math.prod((1 + rate / 100 for rate in rates), start=Fraction(1))
    compounded = yearly_rate(product, len(rates))
    return Fraction(-100) if compounded is None else compounded


def is_real(indicator: Indicator) -> bool:
    """Tell whether the growth that is filled in is at constant prices: the values are at current ones."""
    return indicator.growth_prices == "可比价" or bool(_CONSTANT_PRICES.search(indicator.data_note))


def stated_yearly(indicator: Indicator, plan: Plan) -> Series:
    """Return the stated growth of the full years after the base year, up to the cut-off date."""
    return _known(indicator, plan).years


def newest_stated(indicator: Indicator, plan: Plan) -> Datum | None:
    """Return the newest stated growth up to the cut-off date, of a year or a part of one."""
    return _known(indicator, plan).newest


def _known(indicator: Indicator, plan: Plan) -> Series:
    return indicator.stated_growth.since(plan.base_year + 1).until(plan.cutoff)


def yearly_changes(indicator: Indicator, *, linear: bool) -> list[Fraction]:
    """Return the change between consecutive full years: percent, or units if linear."""
    changes = []
    for earlier, later in indicator.series.consecutive_years():
        if linear:
            changes.append(later.value - earlier.value)
        elif earlier.value > 0:
            changes.append((later.value / earlier.value - 1) * 100)
    return changes


def rates(indicator: Indicator, plan: Plan) -> list[Datum]:
    """Return the growth of each full year since the base year, in percent, oldest first.

    What is stated speaks for its years. For the others speak the figures, where they are growth rates
    themselves (a unit of percent or none), else the levels of two years in a row. Part of a year is not
    averaged with years: the newest counts where there is no full year, and the figures are growth rates.
    """
    stated = stated_yearly(indicator, plan)
    known = {rate.period: rate for rate in _rates_of_figures(indicator, plan)}
    years = known | {rate.period: rate for rate in stated}
    if years:
        return [years[period] for period in sorted(years)]
    return list(own_rates(indicator, plan)[-1:])


def is_computed(rate: Datum) -> bool:
    """Tell growth that is computed from levels from growth that was filled in."""
    assert rate.observation.value is not None  # noqa: S101 - a datum has a value
    return exact(rate.observation.value) != rate.value


def _rates_of_figures(indicator: Indicator, plan: Plan) -> Sequence[Datum]:
    if own := own_rates(indicator, plan):
        return own.years
    return [
        Datum((later.value / earlier.value - 1) * 100, later.observation)
        for earlier, later in indicator.series.consecutive_years()
        if later.period.year > plan.base_year and earlier.value
    ]


def own_rates(indicator: Indicator, plan: Plan) -> Series:
    """Return the figures where they are growth rates themselves."""
    is_rate = (not indicator.unit or is_percent(indicator.unit)) and indicator.measure is not Measure.RATIO
    return indicator.series.since(plan.base_year + 1) if is_rate else indicator.series[:0]


def states_all(indicator: Indicator, plan: Plan, base: Point | None, current: Point | None) -> bool:
    """Tell whether growth is stated for every full year from the base to the current figure."""
    stated = stated_yearly(indicator, plan)
    if base is None or current is None:
        return bool(stated)
    years = {growth.period.year for growth in stated}
    return bool(years) and years.issuperset(
        range(math.floor(base.moment) + 1, math.floor(current.moment) + 1)
    )


def achieved(indicator: Indicator, plan: Plan, base: Point | None, current: Point | None) -> Fraction | None:
    """Return average growth per year so far: percent, or units per year for ratios and ranks.

    Stated growth, where it covers every full year (it is at constant prices where the values are not);
    else (current/base)^(1/years) − 1 of the values, for ratios and ranks (current − base)/years.
    """
    linear = is_linear(indicator)
    if not linear and states_all(indicator, plan, base, current):
        stated = stated_yearly(indicator, plan)
        return average([growth.value for growth in stated], plan.settings.averaging)
    if base is None or current is None or current.moment <= base.moment:
        return None
    years = current.moment - base.moment
    if linear:
        return (current.value - base.value) / years
    return yearly_rate(current.value / base.value, years) if base.value > 0 else None


def average_still_required(goal: Fraction, so_far: Point, plan: Plan, *, higher_is_better: bool) -> Fraction:
    """Return the growth that the years left must average, for the whole plan period to average the goal.

    (goal × N − average × passed) / left; where growth is averaged by compounding,
    ((1 + goal)^N / (1 + average)^passed)^(1/left) − 1. Nobody is asked to shrink because the first years
    grew fast. ``so_far`` is the average up to its date, before the target year's end.
    """
    passed, left = so_far.moment - plan.base_year, plan.target_year - so_far.moment
    if plan.settings.averaging is Averaging.GEOMETRIC and all(-100 < g < _VAST for g in (goal, so_far.value)):
        whole = (1 + float(goal) / 100) ** float(passed + left)
        done = (1 + float(so_far.value) / 100) ** float(passed)
        needed = yearly_rate(Fraction(whole / done), left)
    else:
        needed = None
    if needed is None:
        needed = (goal * (passed + left) - so_far.value * passed) / left
    return max(needed, Fraction(0)) if higher_is_better and goal >= 0 else needed
