"""The wording of a yearly change."""

from __future__ import annotations

import math
from fractions import Fraction

from yuecheng_xl.words.numbers import signed, whole
from yuecheng_xl.words.units import shown_unit

_RANK_UNIT = "位"
_UNCHANGED = "持平"


def change(value: Fraction, unit: str) -> str:
    """Word a yearly change: 增长5.4%, 下降2.1%, 提高0.6个百分点, 前移10位 (places are whole), 持平."""
    if unit == _RANK_UNIT:  # the smaller the number, the better the place
        places = whole(abs(value))
        return f"{'后移' if value > 0 else '前移'}{places}位" if places != "0" else _UNCHANGED
    if value == 0:
        return _UNCHANGED
    text = signed(abs(value), 2 if abs(value) >= 0.1 else 4)
    if unit == "%":
        return f"{'增长' if value >= 0 else '下降'}{text}%"
    return f"{'提高' if value >= 0 else '降低'}{text}{shown_unit(unit)}"


def places(value: Fraction) -> Fraction:
    """Return whole places that are enough: there is no 69.3rd place, and 9 of 9.3 do not suffice."""
    return Fraction(math.ceil(value) if value > 0 else math.floor(value))
