"""The unit behind a figure in prose: the indicator's own, percent, percentage points, none, another."""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from yuecheng_xl.typed.unit import factor
from yuecheng_xl.words.units import shown_unit

_LONGEST = 10
_POINTS = re.compile("个?[百千]分点")
# What may follow a figure without a unit: punctuation, 以上, 左右, 调整为.
_AFTER_NONE = "，；。、)~左以上下内的调提改和与及缩增升扩跃回降"
_BARE_SCALES = ("十", "百", "千", "万", "亿", "万亿")
# 34个指标 is no number of the indicator's 个.
_OTHER_NOUN = re.compile("(?:指标|方面|季度|月|年|百分点|个|镇|街|区|县|市)")


class UnitKind(Enum):
    """What stands behind a number."""

    OWN = "own"
    PERCENT = "percent"
    POINTS = "percentage points"
    NONE = "none"
    OTHER = "other"


def unit_behind(text: str, place: int, unit: str) -> tuple[UnitKind, Fraction, int]:
    """Return what stands behind a number that ends at ``place``, the factor to ``unit``, and its end."""
    kind, scale, length = _unit_at(text[place : place + _LONGEST], unit)
    return kind, scale, place + length


@lru_cache(maxsize=1024)
def _unit_at(tail: str, unit: str) -> tuple[UnitKind, Fraction, int]:
    """Return what a text begins with, the factor to ``unit``, and its length."""
    points = _POINTS.match(tail)
    if points:
        return UnitKind.POINTS, Fraction(1), points.end()
    if tail.startswith("%"):
        return UnitKind.PERCENT, Fraction(1), 1
    per = shown_unit(unit)
    if per.startswith("/") and tail.startswith(per):
        return UnitKind.OWN, Fraction(1), len(per)  # 6.82/10万 of 1/10万
    for length in range(len(tail), 0, -1):
        typed, after = tail[:length], tail[length:]
        if not per or typed[-1] in "，；。、)(~" or after.startswith("/") or _OTHER_NOUN.match(after):
            continue
        if typed in _BARE_SCALES and after and after[0] not in _AFTER_NONE:
            continue  # 15.38万亩 is not 15.38万吨 with the base unsaid
        scale = factor(typed, unit)
        if scale is not None:
            return UnitKind.OWN, Fraction(scale), length
    kind = UnitKind.NONE if not tail or tail[0] in _AFTER_NONE else UnitKind.OTHER
    return kind, Fraction(1), 0
