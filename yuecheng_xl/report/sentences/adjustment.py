"""Why an indicator or its target is changed, and how."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.report.sentences.endings import sentences, without_ending
from yuecheng_xl.report.sentences.figures import figure, target
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.status import says_abolished
from yuecheng_xl.words.numbers import percent
from yuecheng_xl.words.verdicts import NOT_ASSESSED, UNMET

if TYPE_CHECKING:
    from yuecheng_xl.report.facts import Facts

_STOPS = re.compile("[，。；]")
_LIKENESS = re.compile(r"[（(]与((?:19|20)\d\d)年(?:实际)?(?:持平|相同|一致)[）)]")


def adjustment(facts: Facts) -> str:
    """Write why an indicator is changed and how, without its number and name."""
    indicator, completion = facts.indicator, facts.item.completion
    causes = [cause_of_change(indicator.definition_change), _cause_from_outside(indicator.external_cause)]
    opening = ["，同时".join(filter(None, causes))]
    if completion == NOT_ASSESSED:
        opening.append("完成情况无法评价")
    if completion == UNMET:
        opening.append(_against_actual(facts))
    asked = f"责任单位提出：{indicator.proposal_reason}" if indicator.proposal_reason else ""
    return sentences(["，".join(filter(None, opening)), asked, advice(facts)])


def cause_of_change(text: str) -> str:
    """Word a changed definition: 考核体系变化：2022年起… → 由于考核体系变化，2022年起…."""
    if not text:
        return ""
    label, colon, rest = without_ending(text).partition("：")
    if says_abolished(text) and colon and rest:
        return f"该指标已{label}，{rest}"
    return f"由于{label}，{rest}" if colon and rest else f"由于{label}"


def _cause_from_outside(text: str) -> str:
    """Word an external cause: 疫情 → 受疫情影响."""
    if not text:
        return ""
    plain = without_ending(text)
    if plain.startswith(("受", "因", "由于")):
        return plain
    if _STOPS.search(plain):
        return f"由于{plain}"
    return f"受{plain}{'等因素' if '、' in plain else ''}{'' if plain.endswith('影响') else '影响'}"


def _against_actual(facts: Facts) -> str:
    """Word where the indicator stands: newest figure, target, progress."""
    indicator, progress = facts.indicator, facts.item.outcome.progress
    goal = target(indicator)
    if facts.current is None:
        said = f"责任单位预判“{indicator.forecast}”" if indicator.forecast else "目前没有数据"
        return f"{said}，按期完成规划目标（{goal}）难度较大"
    stands = f"{facts.current.period}{figure(facts.current, indicator)}"
    if progress is None or progress < 0:
        return f"{stands}，与规划目标（{goal}）差距较大"
    return f"{stands}，对照规划目标（{goal}）完成任务的{percent(progress)}"


def advice(facts: Facts) -> str:
    """Word the change of Table 2 as a sentence: 建议将2025年规划目标由50位调整为90位; empty without one."""
    change = facts.item.recommendation.adjustment
    if change is None:
        return ""
    text = _without_false_likeness(change.content, facts)
    if text.startswith(("建议由", "建议从", "建议调整为")):
        return f"建议将{facts.plan.target_year}年规划目标{text.removeprefix('建议')}"
    if text.startswith("建议替换为"):
        return f"建议将该指标{text.removeprefix('建议')}"
    return "建议取消该指标" if text == "建议取消" else text


def _without_false_likeness(text: str, facts: Facts) -> str:
    """Leave out （与2020年持平） where the proposed value is not that year's."""
    match = _LIKENESS.search(text)
    if match is None:
        return text
    known = facts.indicator.series.at(Period.whole(int(match[1])))
    is_true = known is None or facts.proposed is None or facts.proposed == known.value
    return text if is_true else text.replace(match[0], "")
