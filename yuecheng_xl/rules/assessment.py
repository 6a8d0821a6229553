"""What the rules say of one indicator, all together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from yuecheng_xl.rules import evidence
from yuecheng_xl.rules.annual import Annual, annual
from yuecheng_xl.rules.likelihood import Likelihood, likelihood
from yuecheng_xl.rules.outlook import Outlook, outlook

if TYPE_CHECKING:
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules.outcome import Outcome
    from yuecheng_xl.rules.recommendation import Recommendation


@dataclass(frozen=True)
class Assessment:
    """One indicator's verdict with everything that leads to it.

    ``completion`` is final; ``outcome.completion`` is the computed one, which a person's verdict
    (人工认定) may have overridden. ``previous`` is that of an earlier evaluation, where there is one.
    """

    indicator: Indicator
    outcome: Outcome
    completion: str
    grade: str
    recommendation: Recommendation
    plan: Plan = field(compare=False)
    previous: Assessment | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        return (
            f"Assessment({self.indicator.number}, {self.indicator.name!r}, {self.completion}, {self.grade})"
        )

    # Worked out when asked for, as few verdicts need it; worded each time, as of twenty thousand indicators
    # the texts would take thirty megabytes.

    @cached_property
    def outlook(self) -> Outlook:
        """The growth still required and achieved, and when a pace reaches the target."""
        return outlook(self.indicator, self.outcome, self.plan)

    @property
    def likelihood(self) -> Likelihood:
        """Whether the target will be reached."""
        return likelihood(self.indicator, self.outcome, self.completion, self.outlook, self.plan)

    @property
    def annual(self) -> Annual | None:
        """The year's own target, where the plan is monitored and has one."""
        return annual(self.indicator, self.plan)

    @property
    def calculation(self) -> tuple[str, ...]:
        """The lines of the evidence that no other column shows."""
        return evidence.calculation_lines(self)

    @property
    def evidence(self) -> str:
        """The whole of it in one text: figures used, dates, formula, verdict, outlook."""
        return evidence.text(self)
