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

_AFFIRMED = re.compile("完成|达到|到达|超过|实现|符合|快于|达成")


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
