"""What a claim is held against: the indicator, its plan, and what it means that two figures agree."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.typed.figure import Bound

if TYPE_CHECKING:
    from yuecheng_xl.checks.report.claims import Claim
    from yuecheng_xl.findings import Finding, Kind
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules import Assessment


@dataclass(frozen=True, slots=True)
class Subject:
    """The indicator that a sentence speaks of, with its plan."""

    item: Assessment
    plan: Plan

    @property
    def indicator(self) -> Indicator:
        """The indicator itself."""
        return self.item.indicator


def finding(kind: Kind, claim: Claim, subject: Subject, **fields: object) -> Finding:
    """Make a finding on a claim: with the indicator's name, the figure told and the sentence."""
    return kind.at(
        claim.sentence.where,
        name=subject.indicator.name,
        told=claim.told,
        sentence=claim.sentence.excerpt(claim.start),
        **fields,
    )


def agree(claim: Claim, known: Fraction, unit: Fraction) -> bool:
    """Tell whether two figures are the same to the decimals of the coarser one, rounded half up.

    ``unit`` is one unit of the known figure's last decimal.
    """
    coarser = max(claim.step, unit)
    return _rounded(claim.value, coarser) == _rounded(known, coarser)


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
