"""Which figures of an indicator compare with each other."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Measure
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.plan import Indicator, Observation

# Growth at constant prices or of an adjusted series is not the growth of the values as filled in.
_OTHER_BASIS = re.compile("可比|不变价|同口径|剔除")
_BROKEN = (Status.BREAK, Status.DEFINITION_DIFFERS)


def figures(indicator: Indicator) -> list[Observation]:
    """Return the observations with a value, oldest first, a part of a year before the year."""
    return [datum.observation for datum in indicator.series]


def year_before(indicator: Indicator, item: Observation) -> Observation | None:
    """Return the figure of the same months of the year before, where the series does not break between."""
    period = item.period
    before = indicator.observation(Period.of(period.year - 1, period.first, period.last))
    if before is None or before.value is None or {before.status, item.status} & set(_BROKEN):
        return None
    return before


def on_another_basis(indicator: Indicator) -> bool:
    """Tell whether stated growth says that it is not the growth of the values: 可比价增速."""
    return bool(_OTHER_BASIS.search(indicator.data_note + indicator.definition_change))


def has_levels(indicator: Indicator) -> bool:
    """Tell whether the figures are levels that grow, not growth, ranks, sums or words."""
    others = (Measure.RANK, Measure.GROWTH_RATE, Measure.CUMULATIVE, Measure.QUALITATIVE)
    return indicator.measure not in others and not indicator.target.is_qualitative


def neighbours(indicator: Indicator) -> Iterator[tuple[Observation, Observation]]:
    """Yield each figure with the next; for flows whole years only."""
    items = [
        item for item in figures(indicator) if indicator.measure is not Measure.FLOW or item.period.is_year
    ]
    yield from itertools.pairwise(items)
