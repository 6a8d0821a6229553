"""What rounds to a figure: 93.2 stands for anything from 93.15 to 93.25."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.typed.figure import exact, read_figure

if TYPE_CHECKING:
    from decimal import Decimal

    from yuecheng_xl.plan import Datum
    from yuecheng_xl.typed.printed import Printed

Interval = tuple[Fraction, Fraction]


def step(value: Decimal, printed: Printed | None = None) -> Fraction:
    """Return one unit of the last decimal, as printed where that says more: 5.0 has a step of 0.1."""
    decimals = _decimals(value)
    figure = read_figure(printed.text) if printed is not None else None
    if figure is not None and figure.value == value:
        decimals = max(decimals, _decimals(figure.value))
    return Fraction(1, 10**decimals)


def step_of(item: Datum) -> Fraction:
    """Return the step of a figure as it was filled in."""
    observation = item.observation
    assert observation.value is not None  # noqa: S101 - a datum has one
    return step(observation.value, observation.printed)


def interval(item: Datum) -> Interval:
    """Return the values that round to a figure as it was filled in."""
    return around(item.value, step_of(item))


def around(value: Fraction, step: Fraction) -> Interval:
    """Return the values that a figure stands for which is rounded to a step."""
    return value - step / 2, value + step / 2


def round_number_interval(value: Decimal) -> Interval:
    """Return what a target in round numbers may stand for: trailing zeros count as rounded, 1100 ± 50."""
    digits = value.normalize().as_tuple()
    return around(exact(value), Fraction(10) ** int(digits.exponent))


def growth_interval(earlier: Interval, later: Interval) -> Interval | None:
    """Return the growth in percent from one figure to a later one; None where the earlier may be zero."""
    if earlier[0] <= 0:
        return None
    return (later[0] / earlier[1] - 1) * 100, (later[1] / earlier[0] - 1) * 100


def apart(one: Interval, other: Interval) -> bool:
    """Tell whether two intervals have no value in common."""
    return one[1] < other[0] or other[1] < one[0]


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))
