"""A proposal said to be the same as a year's figure must be that figure: 90位（与2020年持平）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.entries import entry
from yuecheng_xl.checks.said_the_same import differences
from yuecheng_xl.findings import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Evaluation


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Look at what departments propose and why."""
    for indicator in evaluation.plan.indicators:
        told = {"proposal_content": indicator.proposal_content, "proposal_reason": indicator.proposal_reason}
        for field, text in told.items():
            for found in differences(text, indicator):
                yield catalogue.SAME_AS_DIFFERS.at(
                    entry(evaluation.plan, indicator, field),
                    name=indicator.name,
                    text=text,
                    period=found.item.period,
                    known=found.item.text,
                    cell=found.item.where,
                )
