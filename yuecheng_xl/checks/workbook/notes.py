"""数据说明 gives a figure of a period whose cell has none, or another."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.entries import entry
from yuecheng_xl.checks.noted_figures import noted_figures
from yuecheng_xl.checks.precision import apart, interval, step
from yuecheng_xl.checks.telling import EMPTY
from yuecheng_xl.findings import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Evaluation


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Hold the figures of the note against the cells, as exactly as both were written."""
    for indicator in evaluation.plan.indicators:
        if indicator.target.is_qualitative:
            continue
        for period, value in noted_figures(indicator):
            item = indicator.observation(period)
            if item is None:
                continue
            half = step(value) / 2
            noted = (Fraction(value) - half, Fraction(value) + half)
            if item.value is None or apart(noted, interval(item)):
                yield catalogue.NOTE_DISAGREES.at(
                    entry(evaluation.plan, indicator, "data_note"),
                    name=indicator.name,
                    period=period,
                    noted=f"{value}",
                    text=item.text or EMPTY,
                    cell=item.where,
                )
