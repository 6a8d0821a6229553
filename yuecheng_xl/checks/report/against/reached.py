"""Hold 提前完成规划目标, stated as a fact, against the newest figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.statements import DENIED, HALF_WAY, HOPED, clause_before
from yuecheng_xl.checks.report.subject import on_words
from yuecheng_xl.checks.wording import EMPTY
from yuecheng_xl.findings import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

_REACHED = re.compile("(?:提前(?:完成|实现|达到)|已经?(?:达到|完成|实现|控制在))[^，。；]{0,12}目标")


def check(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """Report a target said to be reached that is not."""
    target, current = subject.indicator.target, subject.item.outcome.current
    if subject.item.outcome.target_reached or target.value is None:
        return
    newest = f"{current.period}{current.observation.text}" if current else EMPTY
    plain = HALF_WAY.sub("", sentence.text)
    for match in _REACHED.finditer(plain):
        said = clause_before(plain, match.start())
        if not HOPED.search(said) and not DENIED.search(said):
            yield on_words(
                catalogue.REPORT_STATEMENT,
                sentence,
                subject,
                sentence.text.find(match[0]),
                told=match[0],
                known=f"{newest}尚未达到目标 {target.text}",
                cell=current.observation.where if current else subject.indicator.where,
            )
