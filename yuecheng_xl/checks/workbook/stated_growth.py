"""Stated growth against the growth that the values give, beyond rounding and unless 可比价."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import has_levels, on_another_basis, year_before
from yuecheng_xl.checks.precision import apart, growth_interval, interval, step
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.words.numbers import number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Observation
    from yuecheng_xl.rules import Evaluation


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Compare each stated growth with value / value of the year before − 1.

    Every figure stands for what rounds to it; stated growth may also be cut off instead of rounded. Of
    a ratio, growth may be meant in percent or in percentage points.
    """
    for indicator in evaluation.plan.indicators:
        if not has_levels(indicator) or on_another_basis(indicator):
            continue
        for period, growth in indicator.growths.items():
            item = indicator.observation(period)
            before = year_before(indicator, item) if item and item.value is not None else None
            if item and before:
                yield from _compare(indicator, before, item, growth)


def _compare(
    indicator: Indicator, before: Observation, item: Observation, growth: Observation
) -> Iterator[Finding]:
    assert growth.value is not None  # noqa: S101 - the reader keeps only growths with a value
    exact = (growth.bound, item.bound, before.bound) == (Bound.NONE,) * 3
    earlier, later = interval(before), interval(item)
    computed = growth_interval(earlier, later)
    if not exact or computed is None or before.value is None or item.value is None:
        return
    stated, unit = Fraction(growth.value), step(growth.value, growth.printed)
    told = (stated - unit, stated + unit)
    if not apart(told, computed):
        return
    points = (later[0] - earlier[1], later[1] - earlier[0])
    if indicator.measure is Measure.RATIO and not apart(told, points):
        return
    implied = Fraction(item.value) / (1 + stated / 100) if stated > -100 else None
    yield catalogue.GROWTH_DISAGREES.at(
        growth.where,
        name=indicator.name,
        period=item.period,
        stated=signed(stated),
        computed=signed((Fraction(item.value) / Fraction(before.value) - 1) * 100),
        earlier=f"{before.period}{before.text}",
        later=f"{item.period}{item.text}",
        implied=number(implied) if implied is not None else "—",
        before=before.period,
    )
