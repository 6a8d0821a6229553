"""Hold 提前一年实现 and 预计能够实现 against the outlook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.statements import CLAUSES, HALF_WAY
from yuecheng_xl.checks.report.subject import on_words
from yuecheng_xl.checks.wording import expected, far_beyond
from yuecheng_xl.checks.years_early import years_early
from yuecheng_xl.findings import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

_FEASIBLE = re.compile(
    "(?:预计|能够?|可以?)[^，。；]{0,8}(?:实现|完成|达到)|(?:实现|完成|达到)[^，。；]{0,12}问题不大"
)
_NOT_FEASIBLE = re.compile("未|不能|难|力争|争取|无法|提前|责任单位|部门")


def check(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """Report another year than today's pace leads to, and confidence against a high risk."""
    plain = HALF_WAY.sub("", sentence.text)
    yield from _years_early(sentence, plain, subject)
    yield from _feasible(sentence, plain, subject)


def _years_early(sentence: Sentence, plain: str, subject: Subject) -> Iterator[Finding]:
    early, year = years_early(plain), subject.item.outlook.expected_year
    if not early or year is None or subject.item.outcome.target_reached:
        return
    if year != subject.plan.target_year - early:
        start = sentence.text.find("提前")
        told = f"提前{early}年" if early > 0 else f"晚{-early}年"
        yield _against(sentence, subject, start, told, expected(year))


def _feasible(sentence: Sentence, plain: str, subject: Subject) -> Iterator[Finding]:
    beyond = far_beyond(subject.item.outlook)
    for clause in CLAUSES.split(plain) if beyond else ():
        if "目标" in clause and _FEASIBLE.search(clause) and not _NOT_FEASIBLE.search(clause):
            yield _against(sentence, subject, sentence.text.find(clause), clause, beyond)


def _against(sentence: Sentence, subject: Subject, start: int, told: str, known: str) -> Finding:
    where = subject.indicator.where
    return on_words(catalogue.REPORT_STATEMENT, sentence, subject, start, told=told, known=known, cell=where)
