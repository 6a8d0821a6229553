"""The wording of the yearly breakdown (年度分解)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.rules.yearly import Kind
from yuecheng_xl.words.numbers import percent, signed

if TYPE_CHECKING:
    from yuecheng_xl.rules.shortfall import Shortfall

UNNAMED = "（未填写）"
NOTHING_BEHIND = "没有落后的指标"
_NOTES = {
    Kind.LEVEL: "",
    Kind.CUMULATIVE: "水平为累计数，变化为当年数",
    Kind.RATE: "后期各年须达到的平均增速",
    Kind.REACHED: "已达到目标，后期守住",
    Kind.NO_TARGET: "没有数值目标，不分解",
    Kind.NOT_COLLECTED: "停止统计或未统计，不分解",
    Kind.NO_START: "没有数据，无法分解",
    Kind.OVER: "规划期已满",
}


def note(kind: Kind) -> str:
    """Say what an indicator's levels are, or why it has none."""
    return _NOTES[kind]


def proposed_name(name: str) -> str:
    """Name the line that leads to the proposed target in place of the plan's."""
    return f"{name}（按建议目标）"


def lacking(item: Shortfall) -> str:
    """Name an indicator that is behind with what it lacks: 15.社会消费品零售总额（差108.68亿元）."""
    indicator = item.item.indicator
    text = indicator.numbered_name
    return f"{text}（{gap(item.gap, indicator.unit)}）" if item.gap is not None else text


def gap(value: Fraction, unit: str) -> str:
    """Word what is missing to the level that the schedule asks for; the sign does not matter."""
    shown = "个百分点" if unit == "%" else unit
    return f"差{signed(abs(value), 2 if abs(value) >= Fraction(1, 10) else 4)}{shown}"


def points(share: Fraction) -> str:
    """Show a missing share of the way in percentage points: 27.1个百分点."""
    return f"{percent(share).removesuffix('%')}个百分点"
