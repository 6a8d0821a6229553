"""A qualitative target repeats the text reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.rules.methods.lines import no_figure_line
from yuecheng_xl.rules.outcome import Method, Outcome
from yuecheng_xl.typed.status import Status
from yuecheng_xl.words.verdicts import NOT_ASSESSED

if TYPE_CHECKING:
    from yuecheng_xl.plan import Indicator, Observation, Plan


def assess(indicator: Indicator, plan: Plan) -> Outcome | None:
    """Answer for targets in words: the newest text reported after the base year."""
    if not indicator.target.is_qualitative:
        return None
    words = [
        item
        for item in indicator.observations
        if item.status is Status.NORMAL
        and item.value is None
        and item.text
        and item.period.year > plan.base_year
    ]
    if words:
        return Outcome(words[-1].text, Method.QUALITATIVE, steps=(_qualitative_line(words[-1]),))
    finding = catalogue.QUALITATIVE_NUMBER.at(indicator.where, name=indicator.name)
    steps = (no_figure_line(),)
    return Outcome(NOT_ASSESSED, Method.QUALITATIVE, steps=steps, findings=(finding,))


def _qualitative_line(observation: Observation) -> str:
    """Say which text is repeated."""
    return f"定性目标，{observation.period}填报“{observation.text}”"
