"""Hold the verb before a share of an indicator that is named after its fall: 降低率…提高3%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.statements import HOPED, clause_before
from yuecheng_xl.checks.report.subject import on_words
from yuecheng_xl.findings import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

_FALL = re.compile("(?:降低|下降|减少|削减)(?:率|比例|幅度)?$")
_RISES = re.compile(r"(?:提高|上升|增长|增加|提升)(?:了|约)?\d+(?:\.\d+)?%")
_OF_THE_RATE = re.compile("率|幅")


def check(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """Report that what is named after its fall has risen by a share; its rate may rise by points."""
    indicator = subject.indicator
    if not _FALL.search(indicator.name):
        return
    for match in _RISES.finditer(sentence.text):
        said = clause_before(sentence.text, match.start())
        if not HOPED.search(said) and not _OF_THE_RATE.search(said):
            yield on_words(
                catalogue.REPORT_TREND,
                sentence,
                subject,
                match.start(),
                words=match[0],
                known=_named(indicator.name),
                cell=indicator.where,
            )


def _named(name: str) -> str:
    """Say what the name says."""
    return f"指标名称是“{name}”"
