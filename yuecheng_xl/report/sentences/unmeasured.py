"""Indicators without a number to judge by: a target in words, a statistic that has ended, no figure yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.report.sentences.adjustment import advice, cause_of_change
from yuecheng_xl.report.sentences.periods import period_by_period
from yuecheng_xl.typed.status import Status
from yuecheng_xl.words.verdicts import NOT_ASSESSED

if TYPE_CHECKING:
    from yuecheng_xl.report.facts import Facts

_VERBS = ("完成", "达到", "实现", "已", "未", "超", "优于", "符合", "保持", "基本")
NO_FIGURE = "该指标缺少可用于评估的数据，暂无法评价"


def in_words(facts: Facts) -> list[str]:
    """Repeat what was reported, figures too; where every period says the same, say it once."""
    target = facts.indicator.target.text
    if any(one.datum is not None for one in facts.periods):
        asked = f"规划目标为“{target}”，是文字要求，{_said(facts)}"
        return [*period_by_period(facts), asked]
    remarks = "，".join(f"{one.period}{one.remark}" for one in facts.periods if one.remark)
    first = "，".join(filter(None, [remarks, _reported(facts, remarked=bool(remarks))]))
    if facts.item.completion == NOT_ASSESSED:
        return [first, f"规划目标为“{target}”，没有填报完成情况，暂无法评价"]
    return [first, f"规划目标为“{target}”，建议不作调整"]


def _said(facts: Facts) -> str:
    """Say what was reported in words beside figures, if anything."""
    if facts.item.completion == NOT_ASSESSED:
        return "待责任单位说明是否达到"
    return f"责任单位填报“{facts.item.completion}”，建议不作调整"


def _reported(facts: Facts, *, remarked: bool) -> str:
    told = [
        (str(one.period), one.observation.text)
        for one in facts.periods
        if one.observation is not None and one.datum is None
        if one.observation.text and one.observation.status is Status.NORMAL
    ]
    texts = {text for _, text in told}
    if len(told) > 1 and len(texts) == 1:
        # A remark says more than the cell: the cells' common word is then the verdict's.
        word = facts.item.completion if remarked else texts.pop()
        return f"{'' if remarked else '、'.join(period for period, _ in told)}均{_state(word)}"
    return "；".join(f"{period}{_state(text)}" for period, text in told)


def _state(text: str) -> str:
    """Let a reported text follow a period: 完成省市下达指标, but 为“优”."""
    return text if text.startswith(_VERBS) else f"为“{text}”"


def not_collected(facts: Facts) -> str:
    """Word why there is nothing to judge any more, and what is recommended."""
    cause = cause_of_change(facts.indicator.definition_change)
    return "，".join(filter(None, [cause, "完成情况无法评价", advice(facts)]))


def doubted(facts: Facts) -> str:
    """Say that the row may be read in more than one way, in the place of a verdict."""
    outcome = facts.item.outcome
    until = "评价" if outcome.completion == NOT_ASSESSED else f"确认，暂按“{outcome.completion}”计"
    doubt = outcome.doubt.replace(f"“{NOT_ASSESSED}”", "“无法评价”")
    return f"该指标存疑（{doubt}），待责任单位核实后{until}"
