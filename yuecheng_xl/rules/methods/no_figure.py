"""Nothing to go by: no verdict, and a finding that asks for a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.rules.methods.lines import no_figure_line
from yuecheng_xl.rules.outcome import Method, Outcome
from yuecheng_xl.rules.points import base_point, passed_over
from yuecheng_xl.words.verdicts import NOT_ASSESSED

if TYPE_CHECKING:
    from yuecheng_xl.plan import Indicator, Plan


def assess(indicator: Indicator, plan: Plan) -> Outcome:
    """Answer always: this method comes last."""
    base = base_point(indicator, plan)
    findings = [
        *passed_over(indicator, base),
        catalogue.NO_FIGURE.at(indicator.where, name=indicator.name),
    ]
    if indicator.forecast:
        findings.append(
            catalogue.FORECAST_UNCLEAR.at(indicator.where, name=indicator.name, text=indicator.forecast)
        )
    return Outcome(
        NOT_ASSESSED,
        Method.NO_FIGURE,
        base=base,
        steps=(no_figure_line(),),
        findings=tuple(findings),
    )
