"""When a figure of the prose agrees with a known one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.typed.figure import Bound

if TYPE_CHECKING:
    from yuecheng_xl.checks.report.reading.claims import Claim

EXACTLY = Fraction(0)
"""The unit of a figure that was computed: it has no last decimal."""
HUNDREDTH = Fraction(1, 100)
"""The unit of growth computed from values: printed with two decimals at most."""


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
    match claim.bound:
        case Bound.AT_LEAST:
            return known >= claim.value
        case Bound.AT_MOST:
            return known <= claim.value
        case Bound.ABOUT if not agree(claim, known, unit):
            return abs(known - claim.value) <= abs(claim.value) / 20
        case _:
            return agree(claim, known, unit)


def _rounded(value: Fraction, unit: Fraction) -> int:
    half_up = int(abs(value) / unit + Fraction(1, 2))
    return half_up if value >= 0 else -half_up
