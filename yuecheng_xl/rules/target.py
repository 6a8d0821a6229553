"""What it means to have met a target, by its bound and the indicator's direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.plan import Direction
from yuecheng_xl.typed.figure import Bound, exact

if TYPE_CHECKING:
    from fractions import Fraction

    from yuecheng_xl.plan import Indicator, Target
    from yuecheng_xl.plan.settings import Settings

CEILINGS = (Bound.AT_MOST, Bound.BELOW)
FLOORS = (Bound.AT_LEAST, Bound.ABOVE)


def direction(indicator: Indicator) -> Direction:
    """Return the direction that counts: a one-sided bound of the target outweighs the column 方向."""
    if indicator.target.bound in CEILINGS:
        return Direction.LOWER
    return Direction.HIGHER if indicator.target.bound in FLOORS else indicator.direction


def target_value(target: Target) -> Fraction:
    """Return the target's value, exact."""
    assert target.value is not None  # noqa: S101 - callers handle words first
    return exact(target.value)


def is_met(indicator: Indicator, value: Fraction, settings: Settings, way: Fraction | None) -> bool:
    """Tell whether a value meets the target.

    以上, 以内 and 以下 include the number itself, ＞ and ＜ do not. 左右 allows ``about_margin`` of the way
    on its worse side.

    Args:
        indicator: with its target.
        value: in the indicator's unit.
        settings: the plan's.
        way: from the base to the target; for sums and growth rates, which begin at nought, the target
            itself; None where there is no base, and so no margin.

    """
    goal = target_value(indicator.target)
    match indicator.target.bound:
        case Bound.ABOVE:
            return value > goal
        case Bound.BELOW:
            return value < goal
        case Bound.ABOUT:
            margin = 0 if way is None else abs(way) * exact(settings.about_margin)
            return (
                value >= goal - margin if direction(indicator) is Direction.HIGHER else value <= goal + margin
            )
        case _:
            return value >= goal if direction(indicator) is Direction.HIGHER else value <= goal


def is_hold(indicator: Indicator, base: Fraction) -> bool:
    """Tell whether the target is at or behind the base: a floor or ceiling to hold, with no way to go."""
    goal = target_value(indicator.target)
    return goal <= base if direction(indicator) is Direction.HIGHER else goal >= base
