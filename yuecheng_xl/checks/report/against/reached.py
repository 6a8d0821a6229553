"""Hold 提前完成, 按期完成 and 未完成规划目标, stated as facts, against the newest figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.statements import CLAUSES, DENIED, HALF_WAY, HOPED, clause_before
from yuecheng_xl.checks.report.subject import on_words
from yuecheng_xl.checks.wording import EMPTY
from yuecheng_xl.findings import catalogue
from yuecheng_xl.typed.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

# Of the plan, not of a year; 目标(年均增长6%) is another one.
_GOAL = r"(?:(?!\d年|年度|全年|当年|本年)[^，。；]){0,12}目标(?!\(年均)"
_REACHED = re.compile(rf"(?:(?P<late>按期|如期)|提前|超额|已经?)(?:完成|实现|达到|控制在){_GOAL}")
_MISSED = re.compile(rf"(?:未能?|没有|尚未|还没有?)(?:按期|如期|提前|超额)?(?:完成|实现|达到){_GOAL}")
# 按期完成规划目标难度较大
_HARD = re.compile("难|压力|挑战|不确定|风险")


def check(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """Report a target said to be reached that is not, and the reverse; 按期 of one that is reached early."""
    if subject.indicator.target.value is None:
        return
    plain = HALF_WAY.sub("", sentence.text)
    reached = subject.item.outcome.target_reached
    if reached:
        yield from _missed(sentence, plain, subject)
    for match in _REACHED.finditer(plain):
        said = clause_before(plain, match.start())
        after = CLAUSES.split(plain[match.end() :], maxsplit=1)[0]
        if HOPED.search(said) or DENIED.search(said) or _HARD.search(after):
            continue
        if not reached:
            yield _against(sentence, subject, match[0], _not_yet(subject))
        elif match["late"] and _is_early(subject):
            yield _against(sentence, subject, match[0], already(subject))


def check_all(text: Sequence[Sentence], subject: Subject) -> Iterator[Finding]:
    """Go through the sentences of a stretch."""
    for sentence in text:
        yield from check(sentence, subject)


def _missed(sentence: Sentence, plain: str, subject: Subject) -> Iterator[Finding]:
    for match in _MISSED.finditer(plain):
        if not HOPED.search(clause_before(plain, match.start())):
            yield _against(sentence, subject, match[0], already(subject))


def _is_early(subject: Subject) -> bool:
    """Tell whether the plan is not yet over."""
    return subject.plan.cutoff < Period.whole(subject.plan.target_year).last_day


def _against(sentence: Sentence, subject: Subject, told: str, known: str) -> Finding:
    current = subject.item.outcome.current
    return on_words(
        catalogue.REPORT_STATEMENT,
        sentence,
        subject,
        sentence.text.find(told),
        told=told,
        known=known,
        cell=current.observation.where if current else subject.indicator.where,
    )


def _newest(subject: Subject) -> str:
    current = subject.item.outcome.current
    return f"{current.period}{current.observation.text}" if current else EMPTY


def _not_yet(subject: Subject) -> str:
    """Say that the newest figure is not at the target."""
    return f"{_newest(subject)}尚未达到目标 {subject.indicator.target.text}"


def already(subject: Subject) -> str:
    """Say that the newest figure is at the target."""
    return f"{_newest(subject)}已达到目标 {subject.indicator.target.text}"
