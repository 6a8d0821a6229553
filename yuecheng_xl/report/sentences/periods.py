"""The figures, period by period: the years with their growth, then the part of a year that follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.plan import Measure
from yuecheng_xl.report.sentences.comparison import average_growth, gained, newest_growth
from yuecheng_xl.report.sentences.figures import ESTIMATES, LESS, MORE, as_typed, figure, rate
from yuecheng_xl.report.sentences.figures import change as worded_change
from yuecheng_xl.tables.doubt import MARK
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.status import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Datum, Observation
    from yuecheng_xl.report.facts import Facts, PeriodFacts

_BRIEF = 4
"""Characters of a cell that says no more than that there is no figure."""


def period_by_period(facts: Facts) -> list[str]:
    """Word the years with their growth, then their average, then the part of a year that follows them."""
    periods = facts.periods
    if periods and all(_is_not_collected(one) for one in periods):
        together = "、".join(str(one.period) for one in periods)
        return [f"{together}{'均' if len(periods) > 1 else ''}未统计"]
    parts = [one for one in periods if not one.period.is_year]
    years = [one for one in periods if one.period.is_year]
    average = average_growth(facts)
    newest = newest_growth(facts)
    if years and not parts:
        return [f"{'；'.join(filter(None, [_clauses(years, facts), average]))}{'' if average else newest}"]
    if average:
        return [f"{_clauses(years, facts)}；{average}", f"{_clauses(parts, facts)}{newest}"]
    return [f"{_clauses(periods, facts)}{newest}{gained(facts)}"]


def _is_not_collected(one: PeriodFacts) -> bool:
    return one.observation is not None and one.observation.status is Status.NOT_COLLECTED


def _clauses(periods: Sequence[PeriodFacts], facts: Facts) -> str:
    """Join the periods; neighbours without a figure share what is said of them."""
    clauses: list[tuple[str, str]] = []
    for one in periods:
        name = str(one.period)
        said = _clause(one, facts).removeprefix(name)
        shared = one.observation is not None and one.datum is None and one.growth is None
        if shared and clauses and clauses[-1][1] == said:
            clauses[-1] = (f"{clauses[-1][0]}、{name}", said)
        else:
            clauses.append((name, said))
    return "；".join(f"{names}{said}" for names, said in clauses)


def _clause(one: PeriodFacts, facts: Facts) -> str:
    """Word one period: 2021年为1191.5亿元，可比价增长8.8%."""
    parts = []
    remark = one.remark
    if one.datum is not None:
        text = f"{one.period}{_figure(one.datum, facts)}"
        text += MARK if one.in_doubt else ""
        if remark.startswith("为"):
            text += f"（{remark.removeprefix('为')}）"
            remark = ""
        parts.append(text)
    elif one.observation is not None and one.is_answered and not remark:
        parts.append(f"{one.period}{_without_figure(one.observation)}")
    if remark:
        parts.append(remark if parts else f"{one.period}{remark}")
    if one.growth is not None:
        already_estimated = one.observation is not None and one.observation.status in ESTIMATES
        grown = _growth(one.growth, _against(one, facts), estimated=not already_estimated)
        parts.append(grown if parts else f"{one.period}{grown}")
    elif one.change is not None:
        parts.append("与上年持平" if one.change == 0 else f"比上年{worded_change(one.change, facts)}")
    return "，".join(parts)


def _figure(datum: Datum, facts: Facts) -> str:
    """Word a figure; a rate of growth, in percent, as growth."""
    indicator = facts.indicator
    is_rate = indicator.measure is Measure.GROWTH_RATE and (facts.in_percent or not indicator.unit)
    return rate(datum.value) if is_rate else figure(datum, indicator)


def _without_figure(observation: Observation) -> str:
    """Word a period that has no figure: 数据尚未发布, or the words reported."""
    if observation.status is Status.UNPUBLISHED and len(observation.text) <= _BRIEF:
        return "数据尚未发布"
    if observation.status is Status.NOT_COLLECTED and len(observation.text) <= _BRIEF:
        return "未统计"
    return observation.text


def _against(one: PeriodFacts, facts: Facts) -> str:
    """Say what growth is measured against."""
    if facts.constant_prices:
        return "可比价"
    yearly_stock = one.period.is_year and facts.indicator.measure is not Measure.FLOW
    return "比上年" if yearly_stock else "同比"


def _growth(growth: Datum, against: str, *, estimated: bool) -> str:
    """Word a stated growth: 可比价增长8.8%, 同比下降7.3%, 预计同比增长高于7%."""
    bound, status = growth.observation.bound, growth.observation.status
    if growth.value == 0 and bound is Bound.NONE:
        return f"{'同比' if against == '同比' else '与上年'}持平"
    verb = "增长" if growth.value >= 0 else "下降"
    size = f"{as_typed(abs(growth.value), growth.text)}%"
    more = {**MORE, **LESS}.get(bound, "")
    about = "左右" if bound is Bound.ABOUT else ""
    guess = ESTIMATES.get(status, "") if estimated else ""
    return f"{guess}{against}{verb}{more}{size}{about}"
