"""Hold 建议不作调整 against a recommended change, and the reverse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.entries import entry
from yuecheng_xl.checks.report.subject import on_words
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

# From the first 建议 of a stretch: where that one has no 调整 behind it, no later one has.
_ADVICE = r"(?:^|(?<=[。；]))(?:(?!建议)[^。；])*+(?P<told>建议[^。；]*?%s)"
_KEPT = re.compile(_ADVICE % "不(?:作|做|予)?(?:出)?调整")
_CHANGED = re.compile(_ADVICE % "(?:取消|替换|调整)")


def check(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """Report advice that is not what the evaluation recommends."""
    recommended = subject.item.recommendation.action
    kept = _KEPT.search(sentence.text)
    told = kept or _CHANGED.search(sentence.text)
    if told and (kept is None) is (recommended is Action.KEEP):
        yield on_words(
            catalogue.REPORT_STATEMENT,
            sentence,
            subject,
            told.start("told"),
            told=told["told"],
            known=f"调整建议是“{subject.item.recommendation.text}”",
            cell=entry(subject.plan, subject.indicator, "recommendation"),
        )
