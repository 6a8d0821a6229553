"""plan → evaluation, in one call: the rules, and the checks of what contradicts itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl import rules
from yuecheng_xl.checks.workbook import CHECKS
from yuecheng_xl.findings.arguments import expect
from yuecheng_xl.plan import Plan

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Evaluation


def evaluate(plan: Plan, previous: Plan | None = None) -> Evaluation:
    """Evaluate a plan: verdicts, recommendations, summary, and all that is wrong or suspicious in it.

    Args:
        plan: to be evaluated.
        previous: the same plan at an earlier date, with whose verdicts these are compared.

    Raises:
        TypeError: not a Plan.

    """
    expect(plan, Plan)
    if previous is None:
        return rules.evaluate(plan, CHECKS)
    expect(previous, Plan)
    return rules.evaluate(plan, CHECKS, rules.evaluate(previous, ()))


def check(plan: Plan) -> tuple[Finding, ...]:
    """Return all that is wrong or suspicious in a plan: of reading, of the rules, of the checks.

    An empty result means that the workbook agrees with itself.

    Raises:
        TypeError: not a Plan.

    """
    return evaluate(plan).findings
