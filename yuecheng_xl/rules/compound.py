"""Yearly rates that cumulate by compounding: reductions 1 − ∏(1 − d), growth ∏(1 + g) − 1, in percent."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.rules.growth import yearly_rate
from yuecheng_xl.rules.target import target_value
from yuecheng_xl.typed.unit import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yuecheng_xl.plan import Indicator

_GROWTH_NAMES = re.compile("增长|增速|增幅|提高|增加")


def compounding(indicator: Indicator) -> int:
    """Return the sign with which a yearly rate changes what is left: +1 growth, −1 reduction, 0 a sum.

    A reduction written with its sign ([-13.5], yearly -3.1) changes it as growth does.
    """
    if canonical(indicator.unit) != "%":
        return 0
    sign = 1 if _GROWTH_NAMES.search(indicator.name) else -1
    return -sign if target_value(indicator.target) < 0 else sign


def compounded(rates: Iterable[Fraction], sign: int) -> Fraction:
    """Return what yearly rates in percent cumulate to, in percent."""
    return sign * (math.prod((1 + sign * rate / 100 for rate in rates), start=Fraction(1)) - 1) * 100


def rate_between(start: Fraction, goal: Fraction, years: Fraction, sign: int) -> Fraction | None:
    """Return the rate a year, in percent, that leads from one cumulated rate to another.

    ((1 ± goal) / (1 ± start))^(1/years) − 1: from 6.6 to 17 in three years of reductions 3.86. None where
    there is none: nothing is left to reduce, or no time.
    """
    before, after = 1 + sign * start / 100, 1 + sign * goal / 100
    if before <= 0 or after <= 0:
        return None
    rate = yearly_rate(after / before, years)
    return None if rate is None else sign * rate
