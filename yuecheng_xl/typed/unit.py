"""Units typed into cells: the same unit, one that converts by a power of ten, or another one."""

from __future__ import annotations

import re
from decimal import Decimal

from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.text import normalise

_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "十万": 100_000, "百万": 1_000_000}
_SCALES |= {"千万": 10_000_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}
_SCALED = re.compile(rf"^({'|'.join(sorted(_SCALES, key=len, reverse=True))})?(.*)$")
_ALIASES = {
    "微克/立方米": "ug/m3",
    "μg/m3": "ug/m3",
    "位次": "位",
    "名": "位",
    "百分比": "%",
    "个百分点": "百分点",
}
_SHARES = ("%", "‰", "百分点")
_PARTS = {"%": Decimal(100), "‰": Decimal(1000)}


@kept(1024)
def canonical(unit: str) -> str:
    """Return one spelling for units that mean the same."""
    plain = normalise(unit)
    return _ALIASES.get(plain, plain)


def is_percent(unit: str) -> bool:
    """Tell percent and percentage points from other units."""
    return canonical(unit) in ("%", "百分点")


def factor(typed: str, expected: str) -> Decimal | None:
    """Return what a value in the typed unit is multiplied by to be in the expected unit.

    1 where they are the same; None where one does not convert to the other.
    """
    source, target = canonical(typed), canonical(expected)
    if source == target:
        return Decimal(1)
    if is_percent(source) and is_percent(target):
        return Decimal(1)
    if source in _PARTS and target in _PARTS:
        return _PARTS[target] / _PARTS[source]
    (source_scale, source_base), (target_scale, target_base) = _split(source), _split(target)
    # `8.3万` under 万人: the base is left unsaid.
    if source_base == target_base or (source_base == "" and source_scale != 1 and target not in _SHARES):
        return Decimal(source_scale) / Decimal(target_scale)
    return None


def _split(unit: str) -> tuple[int, str]:
    match = _SCALED.match(unit)
    scale, base = (match[1], match[2]) if match else (None, unit)
    return (_SCALES[scale], base) if scale else (1, base)
