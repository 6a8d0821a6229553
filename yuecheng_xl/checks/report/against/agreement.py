"""When a figure of the prose agrees with a known one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.reading import lexicon
from yuecheng_xl.typed.figure import Bound

if TYPE_CHECKING:
    from yuecheng_xl.checks.report.reading.claims import Claim

EXACTLY = Fraction(0)
"""The unit of a figure that was computed: it has no last decimal."""
HUNDREDTH = Fraction(1, 100)
"""The unit of growth computed from values: printed with two decimals at most."""


_SLACK = Fraction(3, 2)
"""How many of the units in which a number is round a figure may lie beyond it."""


def agree(claim: Claim, known: Fraction, unit: Fraction = EXACTLY) -> bool:
    """Tell whether two figures are the same to the decimals of the coarser one, rounded half up.

    ``unit`` is one unit of the known figure's last decimal.
    """
    return same(claim.value, claim.step, known, unit)


def same(told: Fraction, its_unit: Fraction, known: Fraction, unit: Fraction = EXACTLY) -> bool:
    """Tell whether two figures, each with the unit of its last decimal, are the same to the coarser one."""
    coarser = max(its_unit, unit)
    return _rounded(told, coarser) == _rounded(known, coarser)


def fits(claim: Claim, known: Fraction, unit: Fraction) -> bool:
    """Tell whether a figure, or its bound (5%以上, 高于7%), holds of a known one."""
    if claim.beyond:
        return _is_just_beyond(claim, known, unit)
    match claim.bound:
        case Bound.AT_LEAST:
            return known >= claim.value
        case Bound.AT_MOST:
            return known <= claim.value
        case Bound.ABOUT if not agree(claim, known, unit):
            return abs(known - claim.value) <= abs(claim.value) / 20
        case _:
            return agree(claim, known, unit)


def contradicts(claim: Claim, bound: Bound) -> bool:
    """Tell whether the prose makes a floor of what was filled in as a ceiling, or the reverse."""
    if claim.bound is Bound.AT_LEAST:
        return bound in (Bound.AT_MOST, Bound.BELOW)
    return claim.bound is Bound.AT_MOST and bound in (Bound.AT_LEAST, Bound.ABOVE)


def _is_just_beyond(claim: Claim, known: Fraction, unit: Fraction) -> bool:
    """Tell whether a figure lies beyond a round number, and not as far as the next rounder one.

    超1200亿元 holds of 1271 and not of 1371, 近1300亿元 of 1271 and not of 1130.
    """
    distance = (known - claim.value) * claim.beyond
    digits = lexicon.NUMBER.match(claim.told)
    whole = digits[0].replace(",", "") if digits else ""
    zeros = 0 if "." in whole else len(whole) - len(whole.rstrip("0"))
    scale: int = 10**zeros
    rounder = claim.step * scale
    return -unit / 2 <= distance <= rounder * _SLACK


def _rounded(value: Fraction, unit: Fraction) -> int:
    half_up = int(abs(value) / unit + Fraction(1, 2))
    return half_up if value >= 0 else -half_up
