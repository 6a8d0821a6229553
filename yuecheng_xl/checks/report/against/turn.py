"""Hold 有望回升 against the direction: where lower is better, a rise is nothing to hope for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.entries import entry
from yuecheng_xl.checks.report.against.statements import clause_before
from yuecheng_xl.checks.report.subject import on_words
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Direction, Measure
from yuecheng_xl.rules.target import direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

_TURN = re.compile(
    "有望[^，。；]{0,8}(?P<up>回升|上升|提升|提高|增长)|有望[^，。；]{0,8}(?P<down>回落|下降|降低)"
)
_ITSELF = "指标"


def check(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """Report hope for a turn to the worse; a rank's 上升 may mean its place or its number."""
    indicator = subject.indicator
    if indicator.measure in (Measure.RANK, Measure.QUALITATIVE):
        return
    better = direction(indicator)
    for match in _TURN.finditer(sentence.text):
        said = clause_before(sentence.text, match.start())
        speaks_of_it = _ITSELF in said or indicator.name in said
        if speaks_of_it and match["up" if better is Direction.LOWER else "down"]:
            yield on_words(
                catalogue.REPORT_TREND,
                sentence,
                subject,
                match.start(),
                words=match[0],
                known=better.value,
                cell=entry(subject.plan, indicator, "direction"),
            )
