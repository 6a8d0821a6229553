"""Hold 2022年数据未出 against the figure that the workbook has for that year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.reading.prose import clauses, periods
from yuecheng_xl.checks.report.subject import on_words
from yuecheng_xl.findings import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

_WITHOUT = re.compile("(?:尚未|还未|暂未|未)(?:正式)?(?:发布|公布|出|统计|反馈)|(?:停止|取消)统计")


def check(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """Report a period said to be without a figure that has one."""
    for clause in clauses(sentence):
        without = _WITHOUT.search(clause.text)
        if without is None:
            continue
        named = [item for item in periods(clause.text, subject.plan) if item.end <= without.start()]
        for period in named[-1].periods if named else ():
            item = subject.indicator.series.at(period)
            if item is not None and not item.observation.note:
                yield on_words(
                    catalogue.REPORT_STATEMENT,
                    sentence,
                    subject,
                    clause.start + without.start(),
                    told=f"{period}{without[0]}",
                    known=_has(f"{period}", item.text),
                    cell=item.where,
                )


def _has(period: str, text: str) -> str:
    """Say that the workbook has a figure."""
    return f"工作簿{period}是 {text}"
