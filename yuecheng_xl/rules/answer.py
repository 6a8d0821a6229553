"""The outcome of one reading of an indicator: its target worked out, then the first method that answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yuecheng_xl.rules.methods import ORDER
from yuecheng_xl.rules.outcome import Told
from yuecheng_xl.rules.resolving import resolved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules.outcome import Outcome


def first_answer(indicator: Indicator, plan: Plan) -> Outcome:
    """Return the outcome of an indicator without doubts."""
    plain, findings = resolved(indicator, plan)
    outcomes = (assess(plain, plan) for assess in ORDER)
    outcome = next(found for found in outcomes if found is not None)  # the last method always answers
    if findings:
        outcome = replace(outcome, findings=(*findings, *outcome.findings))
    derived = plain.target.derived
    if not (derived and plain.target.readable):
        return outcome
    return replace(outcome, steps=Told(_with_derivation, derived, outcome.steps))


def _with_derivation(derived: str, steps: Sequence[str]) -> list[str]:
    return [derived, *steps]
