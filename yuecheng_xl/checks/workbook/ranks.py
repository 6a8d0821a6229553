"""A rank must be a whole number from one on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import figures_and_target
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
        for where, what, text, value in figures_and_target(indicator):
            if value < 1 or value.denominator > 1:
                yield catalogue.RANK_NOT_WHOLE.at(where, name=indicator.name, what=what, text=text)
