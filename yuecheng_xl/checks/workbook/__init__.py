"""What contradicts itself in a workbook, one check a module, each a pure function of the evaluation.

A new check is a new module here with a function ``check(evaluation) -> Iterator[Finding]``, and its
place in ``CHECKS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.workbook import (
    base_and_target,
    decisions,
    forecasts,
    identities,
    jumps,
    notes,
    part_years,
    planned_growth,
    ranks,
    same_as,
    shares,
    stated_growth,
    statuses,
)
from yuecheng_xl.rules import evaluate

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Plan
    from yuecheng_xl.rules import Evaluation

CHECKS = (
    stated_growth.check,
    planned_growth.check,
    jumps.check,
    part_years.check,
    ranks.check,
    shares.check,
    statuses.check,
    notes.check,
    base_and_target.check,
    identities.check,
    decisions.check,
    forecasts.check,
    same_as.check,
)


def check(plan: Plan) -> tuple[Finding, ...]:
    """Return all that is wrong or suspicious in a plan: of reading, of the rules, of the checks.

    An empty result means that the workbook agrees with itself.
    """
    return check_evaluation(evaluate(plan))


def check_evaluation(evaluation: Evaluation) -> tuple[Finding, ...]:
    """Do the same for a plan that has been evaluated already."""
    return (*evaluation.findings, *(finding for one in CHECKS for finding in one(evaluation)))
