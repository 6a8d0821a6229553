"""Growth against the plan: average and newest, and the change since the base year."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.plan.settings import Averaging
from yuecheng_xl.report.sentences.figures import MORE, change, rate
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.words.numbers import signed
from yuecheng_xl.words.numerals import years
from yuecheng_xl.words.verdicts import UNMET

if TYPE_CHECKING:
    from yuecheng_xl.report.facts import Average, Facts

_FAR = Fraction(3, 2)


def is_far_above(growth: Fraction, planned: Fraction) -> bool:
    """Tell whether growth is half as much again as planned (远高于)."""
    return planned > 0 and growth >= planned * _FAR


def average_growth(facts: Facts) -> str:
    """Word average growth against the planned one; a single year is no average."""
    average = facts.average
    if average is None or average.count < 2 or facts.item.outcome.method is Method.GROWTH:
        return ""
    how = facts.plan.settings.averaging
    # 年均增长 alone means the geometric mean to a statistician.
    said = f"（{how.value}）" if how is Averaging.ARITHMETIC else ""
    text = f"{_span(average, facts)}年均{rate(average.value)}{said}"
    return text if facts.planned is None else f"{text}，{_against_plan(average.value, facts.planned)}"


def _span(average: Average, facts: Facts) -> str:
    first = "" if average.count == facts.plan.target_year - facts.plan.base_year else "前"
    return f"{first}{years(average.count)}" if average.from_start else f"{average.first}—{average.last}年"


def _against_plan(growth: Fraction, planned: Fraction) -> str:
    wanted = f"规划目标（年均{rate(planned)}）"
    if growth == planned:
        return f"与{wanted}持平"
    if growth < 0 and planned < 0:
        return f"降幅{'大于' if growth < planned else '小于'}{wanted}"
    if growth < planned:
        return f"低于{wanted}"
    return f"{'远' if is_far_above(growth, planned) else ''}高于{wanted}"


def newest_growth(facts: Facts) -> str:
    """Word the newest growth against the planned one, in percentage points: ，高于规划目标5.8个百分点."""
    ahead, newest, planned = facts.ahead_of_plan, facts.newest, facts.planned
    if ahead is None or newest is None or newest.growth is None or planned is None:
        return ""
    growth, bound = newest.growth.value, newest.growth.observation.bound
    if bound is not Bound.NONE:
        return f"，{_against_plan(growth, planned)}" if bound in MORE and ahead >= 0 else ""
    if ahead == 0:
        return "，与规划年均增速持平"
    if planned < 0:
        if growth >= 0:
            return f"，没有达到规划年均{rate(planned)}的要求"
        return f"，降幅比规划年均降幅{'大' if ahead < 0 else '小'}{signed(abs(ahead))}个百分点"
    points = f"规划年均增速{signed(abs(ahead))}个百分点"
    if ahead < 0:
        return f"，低于{points}"
    return f"，{'仅' if facts.item.completion == UNMET else ''}高于{points}"


def gained(facts: Facts) -> str:
    """Word the change since the base year where no growth is stated: ，比2020年累计提高9个百分点."""
    base, current, newest = facts.item.outcome.base, facts.item.outcome.current, facts.newest
    if facts.gain is None or base is None or current is None or newest is None or facts.average is not None:
        return ""
    already_told = newest.change is not None and base.period.year == current.period.year - 1
    if already_told or newest.observation is not current.observation:
        return ""
    if facts.gain == 0:
        return f"，与{base.period}持平"
    return f"，比{base.period}累计{change(facts.gain, facts)}"
