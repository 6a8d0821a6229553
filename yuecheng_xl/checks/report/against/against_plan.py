"""Hold 高于规划目标, 慢于进度, 与规划持平 against what the sentence compares with what the plan wants."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.agreement import agree
from yuecheng_xl.checks.report.against.progress_by_year import progress_by_year
from yuecheng_xl.checks.report.against.statements import HOPED, clause_before
from yuecheng_xl.checks.report.reading.claims import read_claims
from yuecheng_xl.checks.report.reading.sorting import Sort
from yuecheng_xl.checks.report.subject import on_words
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Direction, Measure
from yuecheng_xl.rules.target import direction, target_value
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.words.numbers import number, percent
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yuecheng_xl.checks.report.reading.claims import Claim
    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

_ABOVE = "高于|快于|超过|超出|超额完成|超|好于|优于"
_BELOW = "低于|慢于|落后于?|滞后于?|不及|不足|差于"
_WANTED = '(?:[“"]?十[一二三四五六]五[”"]?)?(?:原)?(?:规划|计划|预期|目标|(?P<time>时间进度|时序进度))'
_COMPARED = re.compile(
    f"(?:(?P<above>{_ABOVE})|(?P<below>{_BELOW}))(?:了)?{_WANTED}(?P<after>[^，。；、()]{{0,14}})"
    f"|与{_WANTED.replace('time', 'as_time')}[^，。；、]{{0,10}}?(?P<same>持平|一致|相当)"
)
# 低于规划进度要求的70位
_NAMED = re.compile(r"(?:要求|目标)的(?P<wanted>\d+(?:\.\d+)?)(?!\d*个百分点)")
_DIGIT = re.compile(r"\d")
_SCHEDULE = re.compile("进度|时序|序时")
_OF_GROWTH = re.compile("增速|增长|增幅")
_FIRST_YEARS = re.compile("前期|前[一二两三四]年")
_FORECAST = re.compile("预计|预测|估计")
_BY_MERIT = ("快于", "慢于", "落后", "落后于", "滞后", "滞后于", "好于", "优于", "差于")
"""Words that say which is better, not which number is larger."""


def check(text: Sequence[Sentence], subject: Subject) -> Iterator[Finding]:
    """Report a comparison that the figure before it does not bear out; an exact tie bears out either.

    The figure may stand in a sentence before: 虽低于规划年均增速，但总体上….
    """
    before: list[Claim] = []
    for sentence in text:
        claims = read_claims(sentence, subject.indicator, subject.plan, after=0, until=len(sentence.text))
        for match in _COMPARED.finditer(sentence.text):
            known = [one for one in claims if one.start < match.start()]
            found = _contradiction(match, sentence, [*before, *known], subject)
            if found:
                yield on_words(
                    catalogue.REPORT_STATEMENT,
                    sentence,
                    subject,
                    match.start(),
                    told=match[0],
                    known=found,
                    cell=subject.indicator.target.where,
                )
        before = claims


def _contradiction(
    match: re.Match[str], sentence: Sentence, claims: Sequence[Claim], subject: Subject
) -> str:
    """Return what is known instead of what a comparison says, empty where it may be right."""
    after = match["after"] or ""
    said = clause_before(sentence.text, match.start())
    named = _NAMED.search(after)
    if _DIGIT.search(after) and not named:
        return ""  # 高于规划目标5.8个百分点 is a distance, checked as such
    forecast = _FORECAST.sub("", said)
    if HOPED.search(forecast):
        return ""
    if match["time"] or match["as_time"]:
        return _against_time(match, claims, subject)
    claim = None if forecast != said else _compared(match, said, claims)
    wanted = Fraction(named["wanted"]) if named else None
    if claim is not None and wanted is None:
        wanted = _wanted(claim, subject, by_schedule=bool(_SCHEDULE.search(match[0])))
    if claim is None or wanted is None:
        of_when = claim is not None and claim.sort is Sort.VALUE  # unsaid: no schedule to compare with
        return "" if of_when else _against_verdict(match, subject)
    return _figures(claim.told, number(wanted)) if _is_wrong(match, claim, wanted, subject) else ""


def _compared(match: re.Match[str], said: str, claims: Sequence[Claim]) -> Claim | None:
    """Return the figure that a comparison means: the last one before it that can be compared."""
    if _FIRST_YEARS.search(said) and not _DIGIT.search(said):
        sorts: tuple[Sort, ...] = (Sort.AVERAGE,)  # 但因前期远超预期
    elif _OF_GROWTH.search(match[0]):
        sorts = (Sort.GROWTH, Sort.AVERAGE)
    else:
        sorts = (Sort.VALUE, Sort.GROWTH, Sort.AVERAGE)
    return next((one for one in reversed(claims) if one.sort in sorts), None)


def _against_time(match: re.Match[str], claims: Sequence[Claim], subject: Subject) -> str:
    """Compare a degree of completion with the share of the plan period that has passed."""
    outcome = subject.item.outcome
    if outcome.elapsed is None or outcome.progress is None:
        return ""
    progress, elapsed = outcome.progress * 100, outcome.elapsed * 100
    told = next((one for one in reversed(claims) if one.sort is Sort.PROGRESS), None)
    if told is not None and not agree(told, progress):
        known = (of_year for of_year in progress_by_year(subject) if agree(told, of_year[0]))
        progress, elapsed = next(known, (told.value, elapsed))
    ahead, same = progress > elapsed, abs(progress - elapsed) < 1
    is_right = same if match["same"] else progress == elapsed or ahead is bool(match["above"])
    return "" if is_right else _progress_told(percent(progress / 100), percent(elapsed / 100))


def _against_verdict(match: re.Match[str], subject: Subject) -> str:
    """Hold what is said of the schedule without a figure against the verdict."""
    told = MET if match["above"] else UNMET if match["below"] else ""
    verdict = subject.item.completion
    if not told or not _SCHEDULE.search(match[0]) or verdict not in (MET, UNMET) or verdict == told:
        return ""
    return _verdict_told(verdict)


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


def _progress_told(progress: str, elapsed: str) -> str:
    """Show both shares."""
    return f"完成进度是 {progress}，时间进度是 {elapsed}"


def _verdict_told(verdict: str) -> str:
    """Say what the evaluation concludes."""
    return f"评估结论是“{verdict}”"
