"""A figure many times the one before, or a small part of it, mostly has a wrong unit or decimal point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import has_levels, neighbours
from yuecheng_xl.findings import catalogue
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.typed.period import Period
from yuecheng_xl.words.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules import Evaluation


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Look at neighbours in time, and at the target against the base."""
    plan = evaluation.plan
    for indicator in plan.indicators:
        if not has_levels(indicator):
            continue
        for before, item in neighbours(indicator):
            later, earlier = f"{item.period}{item.text}", f"{before.period}{before.text}"
            yield from _found(plan, indicator, item.where, (before.value, earlier), (item.value, later))
        base, target = indicator.series.at(Period.whole(plan.base_year)), indicator.target
        if base is None or target.value is None or target.yearly or target.cumulated:
            continue
        later, earlier = f"{plan.target_year}年目标{target.text}", f"{base.period}{base.text}"
        where = target.where or indicator.where
        yield from _found(plan, indicator, where, (base.value, earlier), (exact(target.value), later))


def _found(
    plan: Plan,
    indicator: Indicator,
    where: str,
    before: tuple[Fraction, str],
    after: tuple[Fraction, str],
) -> Iterator[Finding]:
    """Report two figures, each with its words, of which one is the jump factor times the other, or more."""
    (old, earlier), (new, later) = before, after
    if old <= 0 or new <= 0:
        return
    times, factor = new / old, exact(plan.settings.jump_factor)
    if 1 / factor < times < factor:
        return
    yield catalogue.JUMP.at(
        where,
        name=indicator.name,
        later=later,
        earlier=earlier,
        times=number(times),
        factor=number(factor),
    )
