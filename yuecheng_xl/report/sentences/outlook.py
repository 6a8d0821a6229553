"""What is to be expected, what the years left must bring, and what is recommended."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Action, Measure
from yuecheng_xl.plan.settings import EvaluationKind
from yuecheng_xl.report.sentences.figures import change, rate
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.rules.target import CEILINGS
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.words.numbers import signed, with_places
from yuecheng_xl.words.numerals import years
from yuecheng_xl.words.units import shown_unit
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from yuecheng_xl.report.facts import Facts

_BRACKETED = re.compile(r"（([^（）]*)）")
_RATE = re.compile(r"(?<=增速)（增长([\d.]+%)）")
_RATE_NEEDED = re.compile(r"(?<=所需)（增长([\d.]+%)）")
_QUOTED = re.compile("“[^”]{2,6}”")


def prospect(facts: Facts) -> list[str]:
    """Word what lies ahead of an indicator that was judged."""
    item = facts.item
    if item.completion not in (MET, UNMET) or facts.plan.kind is EvaluationKind.FINAL:
        return []
    action = item.recommendation.action
    if item.recommendation.adjustment is not None and action is not None:
        return [_to_be_changed(facts, action)]
    if item.completion == UNMET:
        return _behind(facts)
    if item.outcome.target_reached:
        rolling = item.outcome.current is not None and item.outcome.current.rolling is not None
        return [f"{_goal(facts)}预计能够提前实现"] if rolling else []
    return _on_schedule(facts)


def _goal(facts: Facts) -> str:
    """Name the plan's target after the plan where it quotes its own name: “十四五”规划目标."""
    quoted = _QUOTED.search(facts.plan.short_name or facts.plan.name)
    return f"{quoted[0] if quoted else ''}规划目标"


def _to_be_changed(facts: Facts, action: Action) -> str:
    if action is not Action.ADJUST:
        return f"建议{action.value[:2]}该指标"
    causes = [
        "统计口径或测算方式变化" if facts.indicator.definition_change else "",
        "客观因素影响" if facts.indicator.external_cause else "",
    ]
    return f"考虑到{'和'.join(filter(None, causes))}，按期完成规划目标难度较大，建议对规划目标作相应调整"


def _on_schedule(facts: Facts) -> list[str]:
    expected, last = facts.item.outlook.expected_year, facts.plan.target_year
    goal = _goal(facts)
    keep = f"建议{goal}不作调整"
    likelihood = facts.item.likelihood
    needed = _required(facts)
    if likelihood.text and not likelihood.likely:
        doubted = "能否按期实现尚难判断" if likelihood.likely is None else "按期实现难度较大"
        reasons = _plain(likelihood.reason)
        return ["，".join(filter(None, [needed, f"{goal}{doubted}：{reasons}"])), keep]
    if expected is not None and expected <= last:
        when = "按期" if expected == last else f"提前{years(last - expected)}"
        sentence = f"后阶段若保持{_today(facts)}，预计能够{when}实现{goal}{_otherwise(facts)}"
        return [sentence if facts.forecast == MET else f"{sentence}，{keep}"]
    if facts.forecast == MET and facts.item.outcome.method is not Method.FORECAST:
        return ["，".join(filter(None, [needed, f"责任单位预判{goal}能够实现"]))]
    return ["，".join(filter(None, [needed, keep]))]


def _plain(reason: str) -> str:
    """Word a reason as prose: two that speak against each other with 而 between, no brackets.

    最新增速（增长5.2%）达不到后期年均所需（增长7.8%） is said as 最新增速为5.2%，达不到后期年均所需的7.8%.
    """
    parts = (_RATE.sub(r"为\1，", _RATE_NEEDED.sub(r"的\1", part)) for part in reason.split("；"))
    return "，而".join(_BRACKETED.sub(r"\1", part) for part in parts)


def _behind(facts: Facts) -> list[str]:
    item, indicator = facts.item, facts.indicator
    goal = _goal(facts)
    sentences = []
    needed = _required(facts)
    if needed:
        sentences.append(f"{needed}{_lateness(facts)}")
    if indicator.forecast and item.outcome.method is not Method.FORECAST:
        judged = {MET: f"{goal}能够实现", UNMET: f"完成{goal}有难度"}.get(facts.forecast or "")
        sentences.append(f"责任单位预判{judged}" if judged else f"责任单位预判“{indicator.forecast}”")
    who = f"（责任单位：{indicator.department}）" if indicator.department else ""
    risk = "密切跟踪、及早预警，" if item.recommendation.high_risk else ""
    sentences.append(f"下阶段要加大工作力度，{risk}力争实现{goal}{who}，建议规划目标不作调整")
    return sentences


def _lateness(facts: Facts) -> str:
    """Say how late the target is reached at today's pace; later than a whole plan period is not at all."""
    expected, plan = facts.item.outlook.expected_year, facts.plan
    if expected is None or expected - plan.target_year > plan.target_year - plan.base_year:
        return f"，按{_today(facts)}难以实现"
    if expected > plan.target_year:
        return f"，而按{_today(facts)}推算，要晚{years(expected - plan.target_year)}才能实现"
    return f"，按{_today(facts)}推算仍有望按期实现{_otherwise(facts)}"


def _otherwise(facts: Facts) -> str:
    """Say what else is known of a pace: it is real, or the average so far leads there too late."""
    year = facts.plan.target_year
    today, *others = facts.item.outlook.paces
    late = [pace for pace in others if (pace.expected_year or year + 1) > year]
    remarks = ["增速为可比价"] if today.is_real else []
    remarks += [f"按{late[0].label}推算则难以按期"] if late else []
    return f"（{'，'.join(remarks)}）" if remarks else ""


def _today(facts: Facts) -> str:
    """Name today's pace."""
    outlook = facts.item.outlook
    if outlook.pace is None or facts.is_linear:
        return "目前进度"
    one_year = facts.average is not None and facts.average.count == 1
    if outlook.pace == outlook.achieved and not one_year:
        return "目前平均增速" if outlook.pace > 0 else "目前平均降幅"
    return "当前增速" if outlook.pace > 0 else "当前降幅"


def _amount_a_year(facts: Facts, amount: Fraction) -> str:
    """Word a yearly amount with the decimals of the figures: of a ceiling rounded down, else up."""
    if facts.in_percent:
        return f"{signed(amount)}%"
    scale = 10**facts.places
    rounding = math.floor if facts.indicator.target.bound in CEILINGS else math.ceil
    shown = with_places(Fraction(rounding(amount * scale), scale), facts.places)
    return f"{shown}{shown_unit(facts.indicator.unit)}"


def _required(facts: Facts) -> str:
    """Word what each year left must bring: 到2025年实现目标，后期年均需增长10.34%."""
    outlook, indicator = facts.item.outlook, facts.indicator
    current = facts.item.outcome.current
    year = facts.plan.target_year
    if not outlook.required:
        return ""
    if outlook.unit == "%" and not outlook.of_sum:
        needed = rate(outlook.required)
    elif indicator.measure is Measure.RANK and current is not None and indicator.target.value is not None:
        way = exact(indicator.target.value) - current.value
        return f"到{year}年实现规划目标，后期共需{change(way, facts)}"
    elif indicator.measure is Measure.CUMULATIVE:
        amount = _amount_a_year(facts, outlook.required)
        if indicator.target.bound in CEILINGS:
            return f"到{year}年守住规划目标，后期年均须控制在{amount}以内"
        needed = f"完成{amount}"
    else:
        needed = change(outlook.required, facts)
    return f"到{year}年实现规划目标，后期年均需{needed}"
