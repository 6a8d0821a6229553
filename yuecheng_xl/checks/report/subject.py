"""What the prose speaks of: an indicator, its assessment and its plan; and a finding on what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuecheng_xl.checks.report.reading.claims import Claim
    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.findings import Finding, Kind
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules import Assessment


@dataclass(frozen=True, slots=True)
class Subject:
    """The indicator that a sentence speaks of, with its plan."""

    item: Assessment
    plan: Plan

    @property
    def indicator(self) -> Indicator:
        """The indicator itself."""
        return self.item.indicator


def on_figure(kind: Kind, claim: Claim, subject: Subject, **fields: object) -> Finding:
    """Make a finding on a figure: with the indicator's name, the figure told and the sentence."""
    return on_words(kind, claim.sentence, subject, claim.start, told=claim.told, **fields)


def on_words(kind: Kind, sentence: Sentence, subject: Subject, start: int, **fields: object) -> Finding:
    """Make a finding on words of a sentence, with the indicator's name.

    ``start`` is where they begin, −1 where the sentence has them only with a phrase between.
    """
    excerpt = sentence.excerpt(max(start, 0))
    return kind.at(sentence.where, name=subject.indicator.name, sentence=excerpt, **fields)
