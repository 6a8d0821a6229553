"""When the plan is over (总结评估): the target itself is met, nearly met or not, each with its gap."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.rules.outcome import Method, Outcome
from yuecheng_xl.rules.target import CEILINGS, target_value
from yuecheng_xl.typed.figure import Bound, exact
from yuecheng_xl.words.numbers import percent, signed
from yuecheng_xl.words.units import unit_of_change
from yuecheng_xl.words.verdicts import MET, NEARLY, UNMET

if TYPE_CHECKING:
    from fractions import Fraction

    from yuecheng_xl.plan import Indicator, Plan


def at_the_end(indicator: Indicator, outcome: Outcome, plan: Plan) -> Outcome:
    """Return the verdict of a plan that is over: time is no measure any more.

    完成 where the target is met; 基本完成 from a progress of 95% (规划信息 may say otherwise); else 未完成.
    A floor or ceiling that is not held has no progress: it is not met.
    """
    current = outcome.current
    if outcome.completion not in (MET, UNMET) or outcome.doubt or current is None:
        return outcome
    findings = list(outcome.findings)
    if current.moment < plan.target_year:
        findings.append(
            catalogue.END_FIGURE_MISSING.at(
                indicator.where, name=indicator.name, year=plan.target_year, period=current.period
            )
        )
    if _is_met(indicator, outcome):
        steps = outcome.steps if outcome.completion == MET else (*outcome.steps[:-1], _met_line(indicator))
        return replace(outcome, completion=MET, steps=steps, findings=tuple(findings))
    share = _share(indicator, outcome)
    nearly = share is not None and share >= exact(plan.settings.nearly_from)
    completion = NEARLY if nearly else UNMET
    steps = (*outcome.steps[:-1], _missed_line(indicator, outcome, share, completion))
    return replace(outcome, completion=completion, steps=steps, findings=tuple(findings))


def gap(indicator: Indicator, outcome: Outcome) -> str:
    """Say how far the last figure is from its target; empty where it is not, or there is none."""
    if outcome.current is None:
        return ""
    distance = abs(target_value(indicator.target) - outcome.current.value)
    if distance == 0:
        return ""
    is_rate = outcome.method is Method.GROWTH
    unit = "个百分点" if is_rate else unit_of_change(indicator.unit)
    return f"相差{signed(distance, 2 if distance * 10 >= 1 else 4)}{unit}"


def _is_met(indicator: Indicator, outcome: Outcome) -> bool:
    if outcome.method is Method.CUMULATIVE and indicator.target.bound in CEILINGS:
        assert outcome.progress is not None  # noqa: S101 - a sum has one
        below = indicator.target.bound is Bound.BELOW
        return outcome.progress < 1 if below else outcome.progress <= 1
    if outcome.method is Method.GROWTH:
        return outcome.completion == MET
    return outcome.target_reached


def _share(indicator: Indicator, outcome: Outcome) -> Fraction | None:
    """Return the share of the target that was reached; None where there is no way to measure along."""
    if outcome.method is Method.GROWTH:
        return outcome.schedule_ratio
    if outcome.method is Method.CUMULATIVE and indicator.target.bound in CEILINGS:
        return 1 / outcome.progress if outcome.progress else None
    return outcome.progress


def _met_line(indicator: Indicator) -> str:
    """Say that the target is met when time has passed, whatever the share of time."""
    return f"规划期末达到目标{indicator.target.text}，完成"


def _missed_line(indicator: Indicator, outcome: Outcome, share: Fraction | None, completion: str) -> str:
    """Say how much of the target was reached, and what is lacking."""
    reached = "" if share is None else f"，完成程度{percent(share)}"
    lacking = gap(indicator, outcome)
    return (
        f"规划期末未达到目标{indicator.target.text}{reached}{f'，{lacking}' if lacking else ''}，{completion}"
    )
