"""Growth achieved so far: stated growth where departments give it, else the growth of the values."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Measure
from yuecheng_xl.plan.settings import Averaging
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.typed.unit import is_percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Indicator, Observation, Plan
    from yuecheng_xl.rules.outcome import Point


def is_linear(indicator: Indicator) -> bool:
    """Tell whether change is counted in units per year (ratios, ranks) instead of percent per year."""
    if indicator.measure is None:
        return is_percent(indicator.unit)
    return indicator.measure in (Measure.RATIO, Measure.RANK, Measure.GROWTH_RATE, Measure.CUMULATIVE)


def average(rates: Sequence[Fraction], averaging: Averaging) -> Fraction:
    """Average yearly growth rates in percent.

    算术平均 is Σg/n, as published reports do; 几何平均 is (∏(1 + g))^(1/n) − 1.
    """
    if averaging is Averaging.ARITHMETIC:
        return sum(rates, Fraction(0)) / len(rates)
    product = math.prod(1 + float(rate) / 100 for rate in rates)
    if product <= 0:
        return Fraction(-100)
    # Twelve digits: a root that comes out even is even again, so that an exact tie is met.
    return Fraction(f"{(product ** (1 / len(rates)) - 1) * 100:.12g}")


def stated_yearly(indicator: Indicator, plan: Plan) -> list[Observation]:
    """Return the stated growth of the full years after the base year, oldest first."""
    return sorted(
        (
            growth
            for period, growth in indicator.growths.items()
            if period.is_year and period.year > plan.base_year and period.last_day <= plan.cutoff
        ),
        key=lambda growth: growth.period,
    )


def newest_stated(indicator: Indicator, plan: Plan) -> Observation | None:
    """Return the newest stated growth up to the cut-off date, of a year or a part of one."""
    known = [
        growth
        for period, growth in indicator.growths.items()
        if period.year > plan.base_year and period.last_day <= plan.cutoff
    ]
    return max(known, key=lambda growth: growth.period.ends, default=None)


def yearly_changes(indicator: Indicator, *, linear: bool) -> list[Fraction]:
    """Return the change between observations of consecutive full years: percent, or units if linear."""
    years = sorted(
        (item for item in indicator.observations if item.period.is_year and item.value is not None),
        key=lambda item: item.period,
    )
    changes = []
    for earlier, later in itertools.pairwise(years):
        if later.period.year != earlier.period.year + 1 or earlier.value is None or later.value is None:
            continue
        if linear:
            changes.append(exact(later.value) - exact(earlier.value))
        elif earlier.value > 0:
            changes.append((exact(later.value) / exact(earlier.value) - 1) * 100)
    return changes


def achieved(indicator: Indicator, plan: Plan, base: Point | None, current: Point | None) -> Fraction | None:
    """Return average growth per year so far: percent, or units per year for ratios and ranks.

    Stated growth of full years comes first (it is at constant prices where the values are not); else
    (current/base)^(1/years) − 1 of the values, for ratios and ranks (current − base)/years.
    """
    if is_linear(indicator):
        if base is None or current is None or current.moment <= base.moment:
            return None
        return (current.value - base.value) / (current.moment - base.moment)
    stated = [exact(item.value) for item in stated_yearly(indicator, plan) if item.value is not None]
    if stated:
        return average(stated, plan.settings.averaging)
    if (
        base is None
        or current is None
        or base.value <= 0
        or current.value <= 0
        or current.moment <= base.moment
    ):
        return None
    years = float(current.moment - base.moment)
    return Fraction((float(current.value / base.value) ** (1 / years) - 1) * 100)
