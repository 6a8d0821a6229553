"""A figure in 数据说明 must stand in its period's cell, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.entries import entry
from yuecheng_xl.checks.noted_figures import noted_figures
from yuecheng_xl.checks.rounding import apart, around, interval, step
from yuecheng_xl.checks.wording import EMPTY
from yuecheng_xl.findings import catalogue
from yuecheng_xl.typed.figure import exact

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
            item, known = indicator.observation(period), indicator.series.at(period)
            if item is None:
                continue
            if known is None or apart(around(exact(value), step(value)), interval(known)):
                yield catalogue.NOTE_DISAGREES.at(
                    entry(evaluation.plan, indicator, "data_note"),
                    name=indicator.name,
                    period=period,
                    noted=f"{value}",
                    text=item.text or EMPTY,
                    cell=item.where,
                )
