"""Stated growth must be that of the values, but for rounding and growth at constant prices (可比价)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import has_levels, on_another_basis, year_before
from yuecheng_xl.checks.rounding import apart, around, growth_interval, interval, step_of
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.words.numbers import number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Datum, Indicator
    from yuecheng_xl.rules import Evaluation


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Compare each stated growth with value / value of the year before − 1.

    Every figure stands for what rounds to it; stated growth may also be cut off instead of rounded. Of
    a ratio, growth may be meant in percent or in percentage points.
    """
    for indicator in evaluation.plan.indicators:
        if not has_levels(indicator) or on_another_basis(indicator):
            continue
        for growth in indicator.stated_growth:
            item = indicator.series.at(growth.period)
            before = year_before(indicator, item) if item else None
            if item and before:
                yield from _compare(indicator, before, item, growth)


def _compare(indicator: Indicator, before: Datum, item: Datum, growth: Datum) -> Iterator[Finding]:
    earlier, later = interval(before), interval(item)
    computed = growth_interval(earlier, later)
    bounded = any(one.observation.bound is not Bound.NONE for one in (before, item, growth))
    if bounded or computed is None:
        return
    stated = growth.value
    told = around(stated, 2 * step_of(growth))
    if not apart(told, computed):
        return
    points = (later[0] - earlier[1], later[1] - earlier[0])
    if indicator.measure is Measure.RATIO and not apart(told, points):
        return
    implied = item.value / (1 + stated / 100) if stated > -100 else None
    yield catalogue.GROWTH_DISAGREES.at(
        growth.where,
        name=indicator.name,
        period=item.period,
        stated=signed(stated),
        computed=signed((item.value / before.value - 1) * 100),
        earlier=f"{before.period}{before.text}",
        later=f"{item.period}{item.text}",
        implied=number(implied) if implied is not None else "—",
        before=before.period,
    )
