"""Hold 逐年上升 and 逐年下降 against the figures of the periods that the paragraph names."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.statements import HOPED, clause_before
from yuecheng_xl.checks.report.reading.prose import clauses, periods
from yuecheng_xl.checks.report.subject import on_words
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.typed.period import Period

_TREND = re.compile("逐年(?P<up>上升|提高|增长|增加|提升|扩大)|逐年(?P<down>下降|降低|减少|回落|缩小)")


def check(text: Sequence[Sentence], subject: Subject) -> Iterator[Finding]:
    """Report a trend that any two neighbouring figures go against; a standstill goes against none."""
    named = _named_periods(text, subject)
    known = [item for item in subject.indicator.series if item.period in named]
    steps = {
        later.value > earlier.value
        for earlier, later in itertools.pairwise(known)
        if later.value != earlier.value
    }
    for sentence in text:
        match = _TREND.search(sentence.text)
        if match is None or HOPED.search(clause_before(sentence.text, match.start())):
            continue
        # A rank rises when its number falls.
        rising = bool(match["up"]) is not (subject.indicator.measure is Measure.RANK)
        if (not rising) in steps:
            yield on_words(
                catalogue.REPORT_TREND,
                sentence,
                subject,
                match.start(),
                words=match[0],
                known="，".join(f"{item.period}{item.text}" for item in known),
                cell=known[0].where,
            )


def _named_periods(text: Sequence[Sentence], subject: Subject) -> set[Period]:
    return {
        period
        for sentence in text
        for clause in clauses(sentence)
        for mention in periods(clause.text, subject.plan)
        for period in mention.periods
    }
