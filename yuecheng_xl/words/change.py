"""The wording of a yearly change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.words.numbers import signed

if TYPE_CHECKING:
    from fractions import Fraction

_RANK_UNIT = "位"


def change(value: Fraction, unit: str) -> str:
    """Word a yearly change: 增长5.4%, 下降2.1%, 提高0.6个百分点, 降低9.7位."""
    text = signed(abs(value), 2 if abs(value) >= 0.1 or value == 0 else 4)
    if unit == _RANK_UNIT:  # the smaller the number, the better the place
        return f"{'后移' if value > 0 else '前移'}{text}位"
    if unit == "%":
        return f"{'增长' if value >= 0 else '下降'}{text}%"
    return f"{'提高' if value >= 0 else '降低'}{text}{unit}"
