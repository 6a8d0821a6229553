"""What the rules say of one indicator, all together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.messages.recommendation import HIGH_RISK_MARK

if TYPE_CHECKING:
    from yuecheng_xl.plan import Indicator
    from yuecheng_xl.rules.outcome import Outcome
    from yuecheng_xl.rules.outlook import Outlook
    from yuecheng_xl.rules.recommendation import Recommendation


@dataclass(frozen=True, slots=True)
class Assessment:
    """One indicator's verdict with everything that leads to it.

    ``completion`` is final; ``outcome.completion`` is the computed one, which a person's verdict
    (人工认定) may have overridden. ``evidence`` is the whole of it in one text: figures used, dates,
    formula, verdict, outlook; ``calculation`` the lines of it that no other column shows.
    """

    indicator: Indicator
    outcome: Outcome
    completion: str
    grade: str
    outlook: Outlook
    recommendation: Recommendation
    calculation: tuple[str, ...]
    evidence: str

    @property
    def recommendation_text(self) -> str:
        """The recommendation as sheets show it, with its risk mark."""
        mark = HIGH_RISK_MARK if self.recommendation.high_risk else ""
        return self.recommendation.proposal.value + mark
