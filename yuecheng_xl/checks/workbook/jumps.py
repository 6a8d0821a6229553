"""A figure ten times the one before, or a tenth of it: a unit or a decimal point has slipped, mostly."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.series import has_levels, neighbours
from yuecheng_xl.messages import catalogue
from yuecheng_xl.messages.numbers import number
from yuecheng_xl.plan.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules import Evaluation

_JUMP = 10


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Look at neighbours in time, and at the target against the base."""
    for indicator in evaluation.plan.indicators:
        if not has_levels(indicator):
            continue
        for before, item in neighbours(indicator):
            times = _times(Fraction(before.value or 0), Fraction(item.value or 0))
            if times:
                yield catalogue.JUMP.at(
                    item.where,
                    name=indicator.name,
                    later=f"{item.period}{item.text}",
                    earlier=f"{before.period}{before.text}",
                    times=number(times),
                )
        yield from _target(indicator, evaluation.plan)


def _target(indicator: Indicator, plan: Plan) -> Iterator[Finding]:
    base = indicator.observation(Period.whole(plan.base_year))
    target = indicator.target
    if base is None or base.value is None or target.value is None or target.yearly or target.cumulated:
        return
    times = _times(Fraction(base.value), Fraction(target.value))
    if times:
        yield catalogue.JUMP.at(
            target.where or indicator.where,
            name=indicator.name,
            later=f"{plan.target_year}年目标{target.text}",
            earlier=f"{base.period}{base.text}",
            times=number(times),
        )


def _times(before: Fraction, after: Fraction) -> Fraction | None:
    """Return after / before where the one is at least ten times the other."""
    if before <= 0 or after <= 0:
        return None
    times = after / before
    return times if times >= _JUMP or times <= Fraction(1, _JUMP) else None
