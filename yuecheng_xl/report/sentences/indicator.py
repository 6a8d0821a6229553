"""An indicator's paragraph: its figures, its growth against the plan, the verdict, what is to be expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.report.sentences.endings import sentences
from yuecheng_xl.report.sentences.outlook import prospect
from yuecheng_xl.report.sentences.periods import period_by_period
from yuecheng_xl.report.sentences.standing import standing
from yuecheng_xl.report.sentences.told import told
from yuecheng_xl.report.sentences.unmeasured import NO_FIGURE, doubted, in_words, not_collected
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.words.verdicts import NOT_ASSESSED

if TYPE_CHECKING:
    from yuecheng_xl.report.facts import Facts

_VERBS = ("采用", "按", "使用", "以", "由", "为")


def paragraph(facts: Facts) -> str:
    """Write an indicator's paragraph, without its number and name."""
    return sentences([_note(facts.note), *_body(facts), _overridden(facts)])


def _note(text: str) -> str:
    """Word what 数据说明 says of the whole indicator."""
    if not text:
        return ""
    return f"该指标{text}" if text.startswith(_VERBS) else f"数据说明：{text}"


def _body(facts: Facts) -> list[str]:
    if facts.item.outcome.is_questioned:
        return [*period_by_period(facts), doubted(facts)]
    match facts.item.outcome.method:
        case Method.NOT_COLLECTED:
            return [*period_by_period(facts), not_collected(facts)]
        case Method.QUALITATIVE:
            return in_words(facts)
        case Method.NO_FIGURE:
            return [*period_by_period(facts), NO_FIGURE]
        case _:
            judged = [*standing(facts), *_of_the_year(facts)]
            return [*period_by_period(facts), *judged, *told(facts), *prospect(facts)]


def _of_the_year(facts: Facts) -> list[str]:
    """Word what the year's own target comes to, where it is monitored."""
    result = facts.item.annual
    return [f"对照{result.reason}"] if result is not None and result.completion != NOT_ASSESSED else []


def _overridden(facts: Facts) -> str:
    """Say that a person judged otherwise (人工认定)."""
    item = facts.item
    return "" if item.completion == item.outcome.completion else f"经人工认定，评估结果为“{item.completion}”"
