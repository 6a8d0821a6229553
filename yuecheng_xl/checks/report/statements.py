"""Hold what an indicator's paragraph says in words against the evaluation: verdict, outlook, trend."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import figures
from yuecheng_xl.checks.entries import entry
from yuecheng_xl.checks.report.prose import clauses, periods
from yuecheng_xl.checks.said_the_same import differences
from yuecheng_xl.checks.telling import EMPTY, expected, far_beyond
from yuecheng_xl.checks.years_early import years_early
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Action, Direction, Measure
from yuecheng_xl.rules.target import direction
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yuecheng_xl.checks.report.prose import Sentence
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding, Kind

_HALF_WAY = re.compile(
    '[“"]?时间过半[^。；]{0,2}任务过半[”"]?(?:的)?(?:规划)?(?:目标)?(?:任务)?(?:要求|进度)?'
)
_DENIED = re.compile("未|没有?|不能|难以|落后|低于|滞后|慢于|不及")
_AFFIRMED = re.compile("完成|达到|到达|超过|实现|符合|快于|达成")
_HOPED = re.compile("预计|可以|能够|有望|力争|争取|将|可望|确保|离|距|难|建议|努力|若|要")
_REACHED = re.compile("(?:提前(?:完成|实现|达到)|已经?(?:达到|完成|实现|控制在))[^，。；]{0,12}目标")
_FEASIBLE = re.compile(
    "(?:预计|能够?|可以?)[^，。；]{0,8}(?:实现|完成|达到)|(?:实现|完成|达到)[^，。；]{0,12}问题不大"
)
_NOT_FEASIBLE = re.compile("未|不能|难|力争|争取|无法|提前|责任单位|部门")
_KEPT = re.compile("建议[^。；]*?不(?:作|做|予)?(?:出)?调整")
_CHANGED = re.compile("建议[^。；]*?(?:取消|替换|调整)")
_TREND = re.compile("逐年(?P<up>上升|提高|增长|增加|提升|扩大)|逐年(?P<down>下降|降低|减少|回落|缩小)")
_TURN = re.compile(
    "有望[^，。；]{0,8}(?P<up>回升|上升|提升|提高|增长)|有望[^，。；]{0,8}(?P<down>回落|下降|降低)"
)
_ANAPHOR = re.compile("该指标|指标")


def check_statements(text: Sequence[Sentence], subject: Subject) -> Iterator[Finding]:
    """Yield what the sentences of an indicator's own paragraph say against the evaluation."""
    for sentence in text:
        yield from _verdict(sentence, subject)
        yield from _reached(sentence, subject)
        yield from _outlook(sentence, subject)
        yield from _advice(sentence, subject)
        yield from _turn(sentence, subject)
    yield from _trend(text, subject)


def check_same_as(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """Yield figures said to be the same as a year's: 90位（与2020年持平）."""
    for found in differences(sentence.text, subject.indicator):
        yield _finding(
            catalogue.REPORT_SAME_AS,
            sentence,
            subject,
            sentence.text.find(found.told),
            told=found.told,
            period=found.item.period,
            known=found.item.text,
            cell=found.item.where,
        )


def _finding(kind: Kind, sentence: Sentence, subject: Subject, start: int, **fields: object) -> Finding:
    return kind.at(
        sentence.where, name=subject.indicator.name, sentence=sentence.excerpt(max(start, 0)), **fields
    )


def _against(
    sentence: Sentence, subject: Subject, start: int, told: str, known: str, cell: str = ""
) -> Finding:
    return _finding(
        catalogue.REPORT_STATEMENT,
        sentence,
        subject,
        start,
        told=told,
        known=known,
        cell=cell or subject.indicator.where,
    )


def _verdict(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """完成 or 未完成 “时间过半，任务过半”."""
    completion = subject.item.completion
    for match in _HALF_WAY.finditer(sentence.text):
        said = re.split("[，。；]", sentence.text[: match.start()])[-1]
        denied, affirmed = bool(_DENIED.search(said)), bool(_AFFIRMED.search(said))
        if not denied and not affirmed:
            continue
        told = UNMET if denied else MET
        if completion in (MET, UNMET) and completion != told:
            yield _against(sentence, subject, match.start(), told, _verdict_told(completion))


def _reached(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """提前完成规划目标, stated as a fact."""
    if subject.item.outcome.target_reached or subject.indicator.target.value is None:
        return
    plain = _HALF_WAY.sub("", sentence.text)
    for match in _REACHED.finditer(plain):
        said = re.split("[，。；]", plain[: match.start()])[-1]
        if not _HOPED.search(said) and not _DENIED.search(said):
            current = subject.item.outcome.current
            newest = f"{current.period}{current.observation.text}" if current else EMPTY
            yield _against(
                sentence,
                subject,
                sentence.text.find(match[0]),
                match[0],
                _not_reached(newest, subject.indicator.target.text),
                current.observation.where if current else "",
            )


def _outlook(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """提前一年实现; 预计能够实现 although what is left is far beyond anything achieved."""
    outlook, target_year = subject.item.outlook, subject.plan.target_year
    plain = _HALF_WAY.sub("", sentence.text)
    early = years_early(plain)
    reached = subject.item.outcome.target_reached
    if early and not reached and outlook.expected_year not in (None, target_year - early):
        at = sentence.text.find("提前")
        told = _years_early(early)
        yield _against(sentence, subject, at, told, expected(outlook.expected_year or target_year))
    if not outlook.high_risk:
        return
    for clause in re.split("[，。；]", plain):
        if "目标" in clause and _FEASIBLE.search(clause) and not _NOT_FEASIBLE.search(clause):
            at = sentence.text.find(clause)
            yield _against(sentence, subject, at, clause, far_beyond(outlook))


def _advice(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """不作调整 where the evaluation recommends a change, and the reverse."""
    proposal = subject.item.recommendation.action
    kept, changed = _KEPT.search(sentence.text), _CHANGED.search(sentence.text)
    if kept and proposal is not Action.KEEP:
        yield _advice_finding(sentence, subject, kept)
    elif changed and not kept and proposal is Action.KEEP:
        yield _advice_finding(sentence, subject, changed)


def _advice_finding(sentence: Sentence, subject: Subject, match: re.Match[str]) -> Finding:
    known = _recommended(subject.item.recommendation.action.value)
    cell = entry(subject.plan, subject.indicator, "recommendation")
    return _against(sentence, subject, match.start(), match[0], known, cell)


def _trend(text: Sequence[Sentence], subject: Subject) -> Iterator[Finding]:
    """逐年上升 or 逐年下降, over the periods that the paragraph names."""
    named = {
        period
        for sentence in text
        for clause in clauses(sentence)
        for mention in periods(clause.text, subject.plan)
        for period in mention.periods
    }
    known = [item for item in figures(subject.indicator) if item.period in named]
    for sentence in text:
        match = _TREND.search(sentence.text)
        if (
            not match
            or len(known) < 2
            or _HOPED.search(re.split("[，。；]", sentence.text[: match.start()])[-1])
        ):
            continue
        rising = bool(match["up"])
        if subject.indicator.measure is Measure.RANK:
            rising = not rising
        steps = [
            (later.value > earlier.value) is rising
            for earlier, later in itertools.pairwise(known)
            if earlier.value is not None and later.value is not None and earlier.value != later.value
        ]
        if not all(steps):
            yield _finding(
                catalogue.REPORT_TREND,
                sentence,
                subject,
                match.start(),
                words=match[0],
                known="，".join(f"{item.period}{item.text}" for item in known),
                cell=known[0].where,
            )


def _turn(sentence: Sentence, subject: Subject) -> Iterator[Finding]:
    """有望回升 of what is better when lower."""
    indicator = subject.indicator
    if indicator.measure in (Measure.RANK, Measure.QUALITATIVE):
        return
    for match in _TURN.finditer(sentence.text):
        clause = re.split("[，。；]", sentence.text[: match.start()])[-1]
        speaks_of_it = _ANAPHOR.search(clause) or indicator.name in clause
        worse = match["up"] if direction(indicator) is Direction.LOWER else match["down"]
        if speaks_of_it and worse:
            yield _finding(
                catalogue.REPORT_TREND,
                sentence,
                subject,
                match.start(),
                words=match[0],
                known=direction(indicator).value,
                cell=entry(subject.plan, indicator, "direction"),
            )


def _verdict_told(completion: str) -> str:
    """Name the computed verdict."""
    return f"评估结论是“{completion}”"


def _not_reached(newest: str, target: str) -> str:
    """Say that the newest figure does not meet the target."""
    return f"{newest}尚未达到目标 {target}"


def _recommended(proposal: str) -> str:
    """Name the computed recommendation."""
    return f"调整建议是“{proposal}”"


def _years_early(years: int) -> str:
    """Name what the prose expects."""
    return f"提前{years}年"
