"""Hold a figure said to be the same as a year's against that year's: 90位（与2020年持平）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.subject import on_words
from yuecheng_xl.checks.said_the_same import differences
from yuecheng_xl.findings import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding


def check(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """Report each figure that differs from the one that it is said to be the same as."""
    for found in differences(sentence.text, subject.indicator):
        yield on_words(
            catalogue.REPORT_SAME_AS,
            sentence,
            subject,
            sentence.text.find(found.told),
            told=found.told,
            period=found.item.period,
            known=found.item.text,
            cell=found.item.where,
        )
