"""Hold 提前一年实现 and 预计能够实现 against the outlook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.reached import already
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
# 预计能够提前实现: how many years, if it says so, is checked as such.
_SOONER = re.compile(
    "(?:预计|能够|可以)[^，。；]{0,6}提前(?![^，。；]{0,4}年)[^，。；]{0,4}(?:实现|完成|达到)"
)
_ON_TIME = re.compile("(?:预计|能够|可以)[^，。；]{0,6}(?:按期|如期)")
_AT_THIS_PACE = re.compile("保持(?:此|这一|目前|当前|现有|平均)[^，。；]{0,6}(?:速度|增速|进度|水平)")


def check(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """Report another year than today's pace leads to, and confidence against a high risk."""
    plain = HALF_WAY.sub("", sentence.text)
    yield from _years_early(sentence, plain, subject)
    yield from _feasible(sentence, plain, subject)
    yield from _sooner_or_on_time(sentence, plain, subject)


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


def _sooner_or_on_time(sentence: Sentence, plain: str, subject: Subject) -> Iterator[Finding]:
    """Report 提前 of what comes on time or late, and 按期 of what is there or comes early at the same pace.

    Who says 按期 without a pace may well know why not earlier.
    """
    year, goal = subject.item.outlook.expected_year, subject.plan.target_year
    reached = subject.item.outcome.target_reached
    sooner, on_time = _SOONER.search(plain), _ON_TIME.search(plain)
    if sooner and not reached and year is not None and year >= goal:
        yield _against(sentence, subject, sentence.text.find(sooner[0]), sooner[0], expected(year))
    if on_time is None or years_early(plain):
        return
    if reached and subject.item.outcome.current is not None:
        known = already(subject)
        yield _against(sentence, subject, sentence.text.find(on_time[0]), on_time[0], known)
    elif year is not None and year < goal and _AT_THIS_PACE.search(plain):
        yield _against(sentence, subject, sentence.text.find(on_time[0]), on_time[0], expected(year))


def _against(sentence: Sentence, subject: Subject, start: int, told: str, known: str) -> Finding:
    where = subject.indicator.where
    return on_words(catalogue.REPORT_STATEMENT, sentence, subject, start, told=told, known=known, cell=where)
