"""A target that is missing or cannot be read: no verdict; reading it already gave the finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.rules.outcome import Method, Outcome
from yuecheng_xl.words.verdicts import NOT_ASSESSED

if TYPE_CHECKING:
    from yuecheng_xl.plan import Indicator, Plan


def assess(indicator: Indicator, plan: Plan) -> Outcome | None:  # noqa: ARG001 - one signature for all
    """Answer where there is no readable target."""
    if indicator.target.readable:
        return None
    steps = (indicator.target.derived or _no_target_line(indicator.target.text),)
    return Outcome(NOT_ASSESSED, Method.NO_FIGURE, steps=steps)


def _no_target_line(text: str) -> str:
    """Say that the target cannot be read."""
    return f"目标“{text}”无法识别，无法评价" if text else "没有填写目标，无法评价"
