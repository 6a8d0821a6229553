"""What every sentence words alike: a figure, a target, a rate of growth and a change, each with its unit."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Measure
from yuecheng_xl.typed.figure import Bound, exact
from yuecheng_xl.typed.status import Status
from yuecheng_xl.words.numbers import number, signed
from yuecheng_xl.words.units import shown_unit, unit_of_change

if TYPE_CHECKING:
    from yuecheng_xl.plan import Datum, Indicator
    from yuecheng_xl.report.facts import Facts

ESTIMATES = {Status.ESTIMATED: "预计", Status.FORECAST: "预测", Status.PROVISIONAL: "初步统计"}
MORE = {Bound.ABOVE: "高于", Bound.AT_LEAST: "不低于"}
LESS = {Bound.BELOW: "低于", Bound.AT_MOST: "不高于"}
_SMALL = Fraction(1, 10)
"""A change below this is shown with four decimals."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def figure(datum: Datum, indicator: Indicator) -> str:
    """Word a period's figure with its unit: 为1271亿元, 预计为83000元, 列第77位."""
    observation = datum.observation
    shown = datum.text if _NUMBER.fullmatch(datum.text) else as_typed(datum.value, datum.text)
    verb = "列" if indicator.measure is Measure.RANK and observation.bound is Bound.NONE else "为"
    verb = "" if observation.bound in (*MORE, *LESS) else verb
    estimate = ESTIMATES.get(observation.status, "")
    text = f"{estimate}{verb}{_bounded(shown, indicator, observation.bound)}"
    return f"{text}（{observation.note}）" if observation.note and not estimate else text


def as_typed(value: Fraction | Decimal, text: str) -> str:
    """Show a value with the decimals that it was typed with, where its digits stand in the text."""
    typed = (match[0] for match in _NUMBER.finditer(text))
    return next((digits for digits in typed if Decimal(digits) == value), number(value, 4))


def target(indicator: Indicator) -> str:
    """Word a target with its unit: 1500亿元以上, 高于65%, 年均增长7%, 累计4500套."""
    wanted = indicator.target
    if wanted.value is None:
        return wanted.text
    if wanted.yearly or indicator.measure is Measure.GROWTH_RATE:
        about = "左右" if wanted.bound is Bound.ABOUT else ""
        return f"年均{rate(exact(wanted.value))}{about}{'以上' if wanted.bound is Bound.AT_LEAST else ''}"
    text = _bounded(as_typed(wanted.value, wanted.text), indicator, wanted.bound)
    return f"累计{text}" if wanted.cumulated or indicator.measure is Measure.CUMULATIVE else text


def _bounded(shown: str, indicator: Indicator, bound: Bound) -> str:
    """Put number, unit and bound together: 1500亿元以上, 低于28微克, 第50位, 5%左右."""
    rank = indicator.measure is Measure.RANK
    text = f"第{shown}位" if rank else f"{shown}{shown_unit(indicator.unit)}"
    match bound:
        case Bound.AT_LEAST:
            return f"{text}以上"
        case Bound.AT_MOST:
            return f"{text}以内"
        case Bound.ABOVE:
            return f"高于{text}"
        case Bound.BELOW:
            return f"低于{text}"
        case Bound.ABOUT:
            return f"{text}左右"
        case _:
            return text


def rate(growth: Fraction) -> str:
    """Word a growth rate in percent: 增长6.25%, 下降3%, 零增长."""
    if growth == 0:
        return "零增长"
    return f"{'增长' if growth > 0 else '下降'}{signed(abs(growth))}%"


def change(difference: Fraction, facts: Facts) -> str:
    """Word a change in the unit that it is counted in: 提高0.7个百分点, 前移14位, 增加0.88个, 下降0.003‰.

    What is better lower neither 增加 nor 提高: a death rate 上升 or 下降.
    """
    indicator = facts.indicator
    size = signed(abs(difference), 2 if abs(difference) >= _SMALL else 4)
    rises = difference > 0
    if difference == 0:
        return "持平"
    if indicator.measure is Measure.FLOW:
        return f"{'增长' if rises else '下降'}{size}%"
    if indicator.measure is Measure.RANK:
        return f"{'后移' if rises is facts.lower_is_better else '前移'}{size}位"
    said = f"{size}{unit_of_change(indicator.unit)}"
    if facts.lower_is_better:
        return f"{'上升' if rises else '下降'}{said}"
    if facts.is_linear:
        return f"{'提高' if rises else '降低'}{said}"
    return f"{'增加' if rises else '减少'}{said}"
