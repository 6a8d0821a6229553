"""A rank is a whole number from one on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import figures
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Evaluation


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Look at the figures and the target of each rank."""
    for indicator in evaluation.plan.indicators:
        if indicator.measure is not Measure.RANK:
            continue
        told = [(item.where, f"{item.period}数据", item.text, item.value) for item in figures(indicator)]
        told.append((indicator.target.where, "目标", indicator.target.text, indicator.target.value))
        for where, what, text, value in told:
            if value is not None and (value < 1 or value != int(value)):
                yield catalogue.RANK_NOT_WHOLE.at(where, name=indicator.name, what=what, text=text)
