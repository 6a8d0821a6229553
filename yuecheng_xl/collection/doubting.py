"""Tell a figure that cannot be what it says from what is known of its indicator."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.forms.layout import GROWTHS, VALUES
from yuecheng_xl.plan.model import Measure
from yuecheng_xl.typed.unit import is_percent

if TYPE_CHECKING:
    from yuecheng_xl.collection.roster import Known
    from yuecheng_xl.forms.layout import Key
    from yuecheng_xl.plan import Indicator
    from yuecheng_xl.typed.period import Period

_BAND = 0.6
"""How near a figure comes to the known one, moved by powers of ten, where these are what explains the gap."""

_LEVELS = (Measure.FLOW, Measure.STOCK, Measure.RATIO, None)

_FEW = 20
"""Counts up to which a gap of ten times is no slip: two listed companies, then eleven."""

_SMALL_COUNT = 10
"""Counts from which nought is the next step."""

STEEP = 60
"""Growth in percent that is looked at: below, 0.5 after 8 is a bad year, 30 after 3 a good one."""

_SANE = Decimal("1.3")
"""How many times the old figure a revised one may be: a census moved provinces' products by a quarter."""

_POINTS = Decimal(1)
"""Percentage points, or pieces of what is counted, that a revision may move a figure whatever the ratio."""


class Gap(NamedTuple):
    """The known figure that a figure is held against, and how many times it is off, a power of ten."""

    value: Decimal
    period: Period | None
    times: str


def power_of_ten(value: Decimal, key: Key, indicator: Indicator, known: Known) -> Gap | None:
    """Return the power of ten that explains why a figure is not like the nearest known one, or None.

    A flow of part of a year is held against that part of a year's. Where nothing is known, the target
    speaks, for what is a hundred times off.
    """
    size, measure = abs(value), indicator.measure
    if not size or measure in (Measure.RANK, Measure.QUALITATIVE):
        return None
    is_growth = key.kind == GROWTHS or measure is Measure.GROWTH_RATE
    assert key.period is not None  # noqa: S101 - figures have one
    nearest = _nearest(key, known)
    if nearest is not None:
        period, figure = nearest
        if (value > 0) is not (figure > 0):
            return None  # no slip of the hand changes the sign, too
        times = [_ratio(size, figure)]
        if period.months != key.period.months and measure in (Measure.FLOW, None) and key.kind == VALUES:
            by_share = times[0] * period.months / key.period.months
            times = [by_share] if measure is Measure.FLOW else [*times, by_share]
        powers = [_power(item) for item in times]
        if not all(powers):
            return None
        power = min((item for item in powers if item), key=abs)
        if is_growth and (size < STEEP if power > 0 else power > -2):
            return None
        if measure is Measure.CUMULATIVE and abs(power) < 2:
            return None
        if _is_few(size) and _is_few(abs(figure)):
            return None
        return Gap(figure, period, _times(power))
    target = indicator.target
    if target.value and not is_growth and not (target.cumulated or target.yearly or target.is_qualitative):
        far = _power(_ratio(size, target.value))
        if far is not None and abs(far) >= 2 and measure is not Measure.CUMULATIVE:
            return Gap(target.value, None, _times(far))
    return None


def is_nought_for_nothing(indicator: Indicator, known: Known) -> bool:
    """Tell whether 0 may stand for a figure that is not there: all that is known is far above it."""
    if known.newest is None or not is_always_positive(indicator, known):
        return False
    is_small = known.newest == known.newest.to_integral_value() and abs(known.newest) <= _SMALL_COUNT
    return not is_small


def is_always_positive(indicator: Indicator, known: Known) -> bool:
    """Tell whether an indicator is a level of which everything that is known is above nought."""
    values = [item.value for key, item in known.figures.items() if key.kind == VALUES]
    told = [value for value in values if value is not None]
    return bool(told) and indicator.measure in _LEVELS and all(value > 0 for value in told)


def is_sane_revision(old: Decimal, new: Decimal, key: Key, unit: str) -> bool:
    """Tell whether a figure may have been revised so far without anybody being asked."""
    if old and new and (old > 0) is (new > 0) and 1 / _SANE <= new / old <= _SANE:
        return True
    in_points = key.kind == GROWTHS or is_percent(unit)
    are_counts = old == old.to_integral_value() and new == new.to_integral_value()
    return (in_points or are_counts) and abs(new - old) <= _POINTS


def _nearest(key: Key, known: Known) -> tuple[Period, Decimal] | None:
    """Return the known figure that is nearest in time: the same period's, where there is one."""
    assert key.period is not None  # noqa: S101 - figures have one
    own = key.period
    found = (
        (abs(other.period.end - own.end), other.period, item.value)
        for other, item in known.figures.items()
        if other.kind == key.kind and other.period is not None and item.value
    )
    nearest = min(found, default=None)
    return None if nearest is None else nearest[1:]


def _ratio(size: Decimal, figure: Decimal) -> float:
    return float(size) / abs(float(figure))


def _power(ratio: float) -> int | None:
    """Return the power of ten that takes a ratio near 1; None where none but 1 does, or none at all."""
    if not 0 < ratio < math.inf:
        return None
    power = round(math.log10(ratio))
    return power if power and _BAND <= ratio / 10.0**power <= 1 / _BAND else None


def _is_few(value: Decimal) -> bool:
    return value <= _FEW and value == value.to_integral_value()


def _times(power: int) -> str:
    return f"{10 ** abs(power)}倍" if power > 0 else f"{10 ** abs(power)}分之一"
