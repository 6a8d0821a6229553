"""Which figures of an indicator compare with each other."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Measure
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from yuecheng_xl.plan import Datum, Indicator

# Growth at constant prices or of an adjusted series is not the growth of the values as filled in.
_OTHER_BASIS = re.compile("可比|不变价|同口径|剔除")
_BROKEN = {Status.BREAK, Status.DEFINITION_DIFFERS}


def year_before(indicator: Indicator, item: Datum) -> Datum | None:
    """Return the figure of the same months of the year before, where the series does not break between."""
    period = item.period
    before = indicator.series.at(Period.of(period.year - 1, period.first, period.last))
    if before is None or {before.observation.status, item.observation.status} & _BROKEN:
        return None
    return before


def on_another_basis(indicator: Indicator) -> bool:
    """Tell whether stated growth is on another basis than the values: 可比价, 同口径."""
    return bool(_OTHER_BASIS.search(indicator.data_note + indicator.definition_change))


def has_levels(indicator: Indicator) -> bool:
    """Tell whether the figures are levels that grow, not growth, ranks, sums or words."""
    others = (Measure.RANK, Measure.GROWTH_RATE, Measure.CUMULATIVE, Measure.QUALITATIVE)
    return indicator.measure not in others and not indicator.target.is_qualitative


def neighbours(indicator: Indicator) -> Iterator[tuple[Datum, Datum]]:
    """Yield each figure with the next; for flows whole years only."""
    series = indicator.series
    yield from itertools.pairwise(series.years if indicator.measure is Measure.FLOW else series)


def figures_and_target(indicator: Indicator) -> Iterator[tuple[str, str, str, Fraction]]:
    """Yield each figure, then the target: address, what it is, text as filled in, value in its unit."""
    for item in indicator.series:
        yield item.where, f"{item.period}数据", item.text, item.value
    target = indicator.target
    if target.value is not None:
        yield target.where, "目标", target.text, exact(target.value)
