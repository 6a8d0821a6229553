"""Hold 完成 or 未完成 “时间过半，任务过半” against the verdict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.statements import DENIED, HALF_WAY, clause_before
from yuecheng_xl.checks.report.subject import on_words
from yuecheng_xl.findings import catalogue
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

_TOLD_MET = re.compile("^(?:已|基本|提前|超额|如期|按期|按时序)*(?:完成|达到|达标|实现|符合|快于|领先)")
_TOLD_UNMET = re.compile("未|没有|落后|滞后|慢于|不达|低于")


def verdict_told(text: str) -> str | None:
    """Return the verdict that a cell of a table says: 完成, 未完成, or None for other words."""
    if _TOLD_UNMET.search(text):
        return UNMET
    return MET if _TOLD_MET.match(text) else None


_AFFIRMED = re.compile("完成|达到|到达|超过|实现|符合|快于|达成|提前|领先|好于")


def check(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """Report a verdict that is not the computed one; what is neither affirmed nor denied says none."""
    completion = subject.item.completion
    for match in HALF_WAY.finditer(sentence.text):
        said = clause_before(sentence.text, match.start())
        denied = DENIED.search(said)
        if not denied and not _AFFIRMED.search(said):
            continue
        told = UNMET if denied else MET
        if completion in (MET, UNMET) and completion != told:
            yield on_words(
                catalogue.REPORT_STATEMENT,
                sentence,
                subject,
                match.start(),
                told=told,
                known=f"评估结论是“{completion}”",
                cell=subject.indicator.where,
            )
