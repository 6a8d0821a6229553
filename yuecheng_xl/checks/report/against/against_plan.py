"""Hold 高于规划目标, 慢于进度, 与规划持平 against what the sentence compares with what the plan wants."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.statements import HOPED, clause_before
from yuecheng_xl.checks.report.reading.claims import read_claims
from yuecheng_xl.checks.report.reading.sorting import Sort
from yuecheng_xl.checks.report.subject import on_words
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Direction, Measure
from yuecheng_xl.rules.target import direction, target_value
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.words.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.claims import Claim
    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

_ABOVE = "高于|快于|超过|超出|好于|优于"
_BELOW = "低于|慢于|落后于?|滞后于?|不及|差于"
_WANTED = '(?:[“"]?十[一二三四五六]五[”"]?)?(?:原)?(?:规划|计划|预期|目标)'
_COMPARED = re.compile(
    f"(?:(?P<above>{_ABOVE})|(?P<below>{_BELOW}))(?:了)?{_WANTED}(?P<after>[^，。；、()]{{0,14}})"
    f"|与{_WANTED}[^，。；、]{{0,10}}?(?P<same>持平|一致|相当)"
)
# 低于规划进度要求的70位
_NAMED = re.compile(r"(?:要求|目标)的(?P<wanted>\d+(?:\.\d+)?)(?!\d*个百分点)")
_DIGIT = re.compile(r"\d")
_SCHEDULE = re.compile("进度|时序|序时")
_BY_MERIT = ("快于", "慢于", "落后", "落后于", "滞后", "滞后于", "好于", "优于", "差于")
"""Words that say which is better, not which number is larger."""


def check(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """Report a comparison that the figure before it does not bear out; an exact tie bears out either."""
    indicator = subject.indicator
    matches = list(_COMPARED.finditer(sentence.text))
    if not matches:
        return
    claims = read_claims(sentence, indicator, subject.plan, after=0, until=len(sentence.text))
    for match in matches:
        after = match["after"] or ""
        named = _NAMED.search(after)
        if (_DIGIT.search(after) and not named) or HOPED.search(clause_before(sentence.text, match.start())):
            continue  # 高于规划目标5.8个百分点 is a distance, checked as such
        claim = next((one for one in reversed(claims) if one.start < match.start() and _compares(one)), None)
        if claim is None:
            continue
        wanted = _wanted(claim, subject, by_schedule=bool(_SCHEDULE.search(match[0])))
        wanted = Fraction(named["wanted"]) if named else wanted
        if wanted is None or not _is_wrong(match, claim, wanted, subject):
            continue
        yield on_words(
            catalogue.REPORT_STATEMENT,
            sentence,
            subject,
            match.start(),
            told=match[0],
            known=_figures(claim.told, number(wanted)),
            cell=indicator.target.where,
        )


def _compares(claim: Claim) -> bool:
    return claim.sort in (Sort.VALUE, Sort.GROWTH, Sort.AVERAGE)


def _wanted(claim: Claim, subject: Subject, *, by_schedule: bool) -> Fraction | None:
    """Return what the plan wants of a figure: growth, a level, or the level due by its period."""
    indicator = subject.indicator
    target = indicator.target
    if claim.sort is not Sort.VALUE or indicator.measure is Measure.GROWTH_RATE:
        planned = target.value if target.yearly else indicator.planned_growth
        return None if planned is None else exact(planned)
    if target.value is None or target.yearly or indicator.measure is Measure.CUMULATIVE:
        return None
    goal = target_value(target)
    if not by_schedule:
        return goal
    base = subject.item.outcome.base
    if base is None or claim.period is None:
        return None
    return base.value + (goal - base.value) * subject.plan.elapsed(claim.period.end)


def _is_wrong(match: re.Match[str], claim: Claim, wanted: Fraction, subject: Subject) -> bool:
    difference = claim.value - wanted
    if match["same"]:
        return abs(difference) >= claim.step
    if abs(difference) < claim.step / 2:
        return False
    told = match["above"] or match["below"]
    is_rank = subject.indicator.measure is Measure.RANK
    lower = direction(subject.indicator) is Direction.LOWER
    if (told in _BY_MERIT and lower and claim.sort is Sort.VALUE) or is_rank:
        difference = -difference
    if wanted < 0 and claim.sort is not Sort.VALUE:
        return False  # of a fall that is planned, 高于 may mean its size
    return difference < 0 if match["above"] else difference > 0


def _figures(told: str, wanted: str) -> str:
    """Show what is compared."""
    return f"正文的数是 {told}，规划要求是 {wanted}"
