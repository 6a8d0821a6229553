"""An indicator that is behind or no longer collected needs a proposal of its department (部门建议)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.entries import entry
from yuecheng_xl.findings import catalogue
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.words.verdicts import UNMET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Evaluation


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Report each such indicator without a proposal.

    Where the rules already ask for a decision (high risk, no content for an adjustment), they do so
    with findings of their own.
    """
    for item in evaluation.assessments:
        indicator = item.indicator
        asked = item.recommendation.high_risk or item.recommendation.findings
        action = item.recommendation.action
        if action is None or indicator.proposal is not None or indicator.proposal_content or asked:
            continue
        ended = item.outcome.method is Method.NOT_COLLECTED
        if ended or item.completion == UNMET:
            yield catalogue.UNDECIDED.at(
                entry(evaluation.plan, indicator, "proposal"),
                name=indicator.name,
                reason=Method.NOT_COLLECTED.value if ended else item.completion,
                recommendation=action.value,
            )
