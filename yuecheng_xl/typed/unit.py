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
    "百分之": "%",
    "千分之": "‰",
    "万分之": "/万",
    "十万分之": "/10万",
    "百万分之": "/100万",
    "/十万": "/10万",
    ":1": "倍",
}
_SHARES = ("%", "‰", "百分点")
_PARTS = {
    "%": Decimal(100),
    "‰": Decimal(1000),
    "/万": Decimal(10_000),
    "/10万": Decimal(100_000),
    "/100万": Decimal(1_000_000),
}
"""How many of them make a whole."""
_OF_A_RATIO = ("", "/", "-", "—", "--", "比值", "比例", "1")
"""What the unit column of a ratio such as 1.7:1 holds where it does not hold 倍."""


_BASES = {
    "元", "美元", "人", "人次", "户", "家", "个", "件", "套", "宗",
    "亩", "公顷", "公里", "千米", "米", "吨", "公斤", "斤", "吨标准煤",
    "千瓦", "千瓦时", "度", "平方米", "平方公里", "立方米", "标箱", "张", "岁",
    "年", "天", "月", "位", "名", "辆", "台", "标台", "座", "处", "所",
    "次", "册", "分", "倍", "项", "头", "只", "株", "人年", "ug/m3",
    "%", "‰", "百分点",
}  # fmt: skip
"""Units by themselves, without a power of ten: what else stands in brackets may narrow what is counted."""

_BRACKETED = re.compile(r"[(（]([^()（）]{1,20})[)）]$")


def unit_in_name(name: str) -> tuple[str, str]:
    """Part the unit off a name that ends in one in brackets: 生产总值（亿元） is 生产总值, 亿元.

    Returns:
        Name and unit; the name as it is, and an empty text, where the brackets hold something else.

    """
    match = _BRACKETED.search(name)
    if match is None or not is_unit(match[1]):
        return name, ""
    return name[: match.start()].rstrip(), match[1].strip()


def is_unit(text: str) -> bool:
    """Tell a unit from other words: 亿元, 人/平方公里, %."""
    unit = canonical(text)
    counted, _, per = unit.partition("/")
    return (_split(counted)[1] in _BASES and (not per or _split(per)[1] in _BASES)) or unit in _BASES


@kept(1024)
def canonical(unit: str) -> str:
    """Return one spelling for units that mean the same."""
    plain = normalise(unit)
    if plain.startswith("1/"):
        plain = plain[1:]  # 1/10万
    return _ALIASES.get(plain, plain)


def is_percent(unit: str) -> bool:
    """Tell percent and percentage points from other units."""
    return canonical(unit) in ("%", "百分点")


def is_share(unit: str) -> bool:
    """Tell the units of shares, ‰ included, from those of amounts."""
    return canonical(unit) in _SHARES


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
    if source == "倍" and target in _OF_A_RATIO:
        return Decimal(1)
    (source_scale, source_base), (target_scale, target_base) = _split(source), _split(target)
    # `8.3万` under 万人: the base is left unsaid.
    if source_base == target_base or (source_base == "" and source_scale != 1 and target not in _SHARES):
        return Decimal(source_scale) / Decimal(target_scale)
    return None


def _split(unit: str) -> tuple[int, str]:
    match = _SCALED.match(unit)
    scale, base = (match[1], match[2]) if match else (None, unit)
    return (_SCALES[scale], base) if scale else (1, base)
