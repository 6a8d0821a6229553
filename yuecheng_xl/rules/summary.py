"""The counts and lists that the report's conclusions give."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.rules.grade import EARLY
from yuecheng_xl.words.verdicts import MET, NEARLY, NOT_ASSESSED, UNMET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.rules.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Summary:
    """Assessments by final verdict; every indicator is in exactly one of the first five lists.

    ``nearly`` are those whose target is nearly met when the plan is over.
    """

    met: tuple[Assessment, ...]
    nearly: tuple[Assessment, ...]
    behind: tuple[Assessment, ...]
    not_assessed: tuple[Assessment, ...]
    qualitative: tuple[Assessment, ...]
    early: tuple[Assessment, ...]

    def __repr__(self) -> str:
        counts = f"{len(self.met)} met, {len(self.behind)} behind, {len(self.early)} early"
        others = f"{len(self.qualitative)} qualitative, {len(self.not_assessed)} not assessed"
        return f"Summary({self.total} indicators: {counts}, {others})"

    @property
    def total(self) -> int:
        """Number of indicators."""
        return (
            len(self.met)
            + len(self.nearly)
            + len(self.behind)
            + len(self.not_assessed)
            + len(self.qualitative)
        )

    @property
    def met_share(self) -> Fraction:
        """Share of all indicators that are on schedule, 0 to 1."""
        return Fraction(len(self.met), self.total) if self.total else Fraction(0)


def summarise(assessments: Sequence[Assessment]) -> Summary:
    """Sort assessments by their final verdict."""
    by_verdict: dict[str, list[Assessment]] = {MET: [], NEARLY: [], UNMET: [], NOT_ASSESSED: [], "": []}
    for item in assessments:
        # A target in words repeats what is reported, whatever the words.
        in_words = item.completion not in by_verdict or item.completion == NEARLY != item.grade
        by_verdict["" if in_words else item.completion].append(item)
    return Summary(
        tuple(by_verdict[MET]),
        tuple(by_verdict[NEARLY]),
        tuple(by_verdict[UNMET]),
        tuple(by_verdict[NOT_ASSESSED]),
        tuple(by_verdict[""]),
        tuple(item for item in by_verdict[MET] if item.grade == EARLY),
    )
