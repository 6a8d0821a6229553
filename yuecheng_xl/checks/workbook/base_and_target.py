"""A target in a plain number must not be behind the base: it is a floor to hold, or a slip of the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import has_levels
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Direction
from yuecheng_xl.rules.target import is_hold
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator
    from yuecheng_xl.rules import Evaluation


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Report targets that the base year has passed already.

    A bound (＜3) says by itself that the target is to be held; an inferred direction has its own
    finding (F405).
    """
    for indicator in evaluation.plan.indicators:
        target = indicator.target
        base = indicator.series.at(Period.whole(evaluation.plan.base_year))
        if target.value is None or base is None or not has_levels(indicator):
            continue
        if (
            target.bound is not Bound.NONE
            or target.yearly
            or target.cumulated
            or indicator.direction_inferred
        ):
            continue
        if base.value != target.value and is_hold(indicator, base.value):
            yield catalogue.TARGET_BEHIND_BASE.at(
                target.where,
                name=indicator.name,
                target=target.text,
                base=f"{base.period}{base.text}",
                direction=indicator.direction.value,
                bounded=_bounded(indicator),
            )


def _bounded(indicator: Indicator) -> str:
    """Write a plain target as the floor or ceiling that it is meant to be."""
    return indicator.target.text + ("以上" if indicator.direction is Direction.HIGHER else "以内")
