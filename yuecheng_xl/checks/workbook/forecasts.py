"""A department's forecast (部门预判) must not contradict the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.entries import entry
from yuecheng_xl.checks.wording import expected, far_beyond
from yuecheng_xl.checks.years_early import years_early
from yuecheng_xl.findings import catalogue
from yuecheng_xl.rules.methods.forecast import reading
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Assessment, Evaluation

_ALREADY_REACHED = "最新数据已达到目标"


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Compare the forecast with the verdict and the outlook, where there are figures to compare with."""
    for item in evaluation.assessments:
        if item.outcome.method is Method.FORECAST or not item.indicator.forecast:
            continue
        reason = _disagreement(item, evaluation.plan.target_year)
        if reason:
            yield catalogue.FORECAST_DISAGREES.at(
                entry(evaluation.plan, item.indicator, "forecast"),
                name=item.indicator.name,
                text=item.indicator.forecast,
                reason=reason,
            )


def _disagreement(item: Assessment, target_year: int) -> str:
    outlook = item.outlook
    told = reading(item.indicator.forecast)
    if told == UNMET and item.outcome.target_reached:
        return _ALREADY_REACHED
    beyond = far_beyond(outlook)
    if told == MET and item.completion == UNMET and beyond:
        return beyond
    early = years_early(item.indicator.forecast)
    if early and outlook.expected_year is not None and outlook.expected_year > target_year - early:
        return expected(outlook.expected_year)
    return ""
