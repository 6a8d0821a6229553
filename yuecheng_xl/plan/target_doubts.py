"""What a target may mean beside what it says, once the row's data type and direction are known.

[4] of a level that is the better the lower it is, 提高5% of a share, a number in round brackets, a
number like a year, a sign that the figures have not: a doubt with all readings.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from yuecheng_xl.plan.model import Direction, Doubt, Measure, Reading, Target
from yuecheng_xl.typed.figure import Bound, Figure
from yuecheng_xl.typed.goal import Goal, Sense, opposite
from yuecheng_xl.typed.unit import is_share

if TYPE_CHECKING:
    from decimal import Decimal

    from yuecheng_xl.plan.model import Indicator

LEVELS = (Measure.STOCK, Measure.RATIO, Measure.RANK)
"""Data types whose figures are levels: a sum over the years is their change."""
_YEARS_AROUND = (5, 10)
"""A number is like a year from so many years before the target year to so many after it."""

_GROWS = re.compile("增长|增速|增幅|提高|增加")
"""Names whose figures say by their sign whether something grew."""
_ASK = "把目标写明，如“2025亿元”“85%”“[13.5]”“比基期提高3个百分点”"
_ALL = 100
"""Percent: no level falls by more."""
_TIMES = 10
"""No plan lets what is better the lower it is rise by so many times its highest figure."""

Readings = list[tuple[str, Target]]


def settle_target(item: Indicator, target_year: int) -> Indicator:
    """Return an indicator with what its target means; with a doubt where that may be more than one thing."""
    if item.target.value is None and item.target.amount is None:
        return item
    if any(doubt.is_of_target for doubt in item.doubts):
        return item
    for readings in (
        _bracketed(item),
        _year_like(item, target_year),
        _due(item, target_year),
        _sign(item),
        _yearly(item),
        _change(item),
    ):
        if len(readings) == 1:
            return replace(item, target=readings[0][1])
        if readings:
            told = tuple(Reading(label, {"target": target}) for label, target in readings)
            words = "或".join(f"“{label}”" for label, _ in readings)
            doubt = Doubt("目标", f"“{item.target.text}”可以读作{words}", item.target.where, _ASK, told)
            return replace(item, target=readings[0][1], doubts=(*item.doubts, doubt))
    return item


def _bracketed(item: Indicator) -> Readings:
    """Doubt (13.5): it may be a sum like [13.5], the number itself, or an accountant's minus."""
    target = item.target
    if target.said is None or not target.said.bracketed or target.value is None:
        return []
    plain = replace(target, said=None)
    return [
        (f"[{target.value}]", replace(plain, cumulated=True)),
        (f"{target.value}", plain),
        (f"-{target.value}", replace(plain, value=-target.value)),
    ]


def _year_like(item: Indicator, target_year: int) -> Readings:
    target = item.target
    before, after = _YEARS_AROUND
    value = target.value
    if value is None or target.said or target.bound is not Bound.NONE or not target.text.strip().isdecimal():
        return []
    if value != int(value) or not target_year - before <= value <= target_year + after:
        return []
    return [
        (f"{value}{item.unit}", target),
        ("年份", Target(target.printed, readable=False, column=target.column, row=target.row)),
    ]


def _due(item: Indicator, target_year: int) -> Readings:
    """Doubt 2024年提前达到80: whether it is due then, or with the plan."""
    target = item.target
    if target.said is None or target.said.due is None:
        return []
    plain = replace(target, said=replace(target.said, due=None))
    return [(f"{target_year}年达到", plain), (f"{target.said.due}年达到", target)]


def _yearly(item: Indicator) -> Readings:
    """Doubt a yearly change of a share, or a fall without a unit: units, points or a growth."""
    target, said = item.target, item.target.said
    share = is_share(item.unit)
    if item.measure in (Measure.GROWTH_RATE, Measure.CUMULATIVE):
        return []
    unit = "个百分点" if share else item.unit
    if target.sense is Sense.YEARLY_PLUS and target.amount is not None and said and not said.figure.unit:
        amount = target.amount
        if share or amount > 0:
            return []
        grows = replace(target, said=None, value=amount, amount=None, yearly=True)
        return [(f"年均下降{-amount}{unit}", target), (f"年均下降{-amount}%", grows)]
    if target.yearly and item.measure is Measure.RATIO and share and target.value is not None:
        word, size = "下降" if target.value < 0 else "提高", abs(target.value)
        plus = Goal(Figure(target.value, target.bound, "百分点"), Sense.YEARLY_PLUS)
        points = replace(target, said=plus, value=None, amount=target.value, yearly=False)
        return [(f"年均{word}{size}{unit}", points), (f"年均{word}{size}%", target)]
    return []


def _sign(item: Indicator) -> Readings:
    """Doubt a rate of reduction that has its sign in the target and none in the figures, or the reverse."""
    target = item.target
    value, values = target.value, [value for value in _values(item) if value]
    if value is None or not target.cumulated or item.measure is not Measure.CUMULATIVE:
        return []
    if (
        not is_share(item.unit)
        or not values
        or _GROWS.search(item.name)
        or any((one > 0) is (value > 0) for one in values)
    ):
        return []
    return [(f"{value}%", target), (f"{-value}%", replace(target, value=-value))]


def _change(item: Indicator) -> Readings:
    """Return which way a change against the base leads, and of what it is a percentage."""
    target, said, lower = item.target, item.target.said, item.direction is Direction.LOWER
    if target.sense is Sense.LEVEL:
        if item.measure not in LEVELS or not target.cumulated or (said and (said.signed or said.reaches)):
            return []
        assert target.value is not None  # noqa: S101 - what a level has
        return _ways(item, target.value) if lower or target.value < 0 else []
    if target.sense is not Sense.PERCENT or item.measure in (Measure.GROWTH_RATE, Measure.CUMULATIVE):
        return []
    assert target.amount is not None  # noqa: S101 - what a change has
    if target.cumulated and not is_share(item.unit):  # [13.5%] of a level
        ways = (-1, 1) if lower and target.amount > 0 else (1,)
        return [_reading(target, Sense.PERCENT, way * target.amount, "%") for way in ways]
    if is_share(item.unit):
        return [
            _reading(target, Sense.PERCENT, target.amount, "%"),
            _reading(target, Sense.PLUS, target.amount, "个百分点"),
        ]
    return []


def _ways(item: Indicator, value: Decimal) -> Readings:
    """Return what [4] may be of a level that is the better the lower it is: 4 less, or 4 more.

    More than there is cannot be taken off, so that [13.5] of 0.42 is a percentage.
    """
    target, levels = item.target, _values(item)
    size, least = abs(value), min(map(abs, _values(item)), default=None)
    readings = []
    if least is None or size < least:
        readings.append(_reading(target, Sense.PLUS, -size, item.unit))
    elif size < _ALL:
        readings.append(_reading(target, Sense.PERCENT, -size, "%"))
    if value > 0 and (not levels or size < max(levels) * _TIMES):
        readings.append(_reading(target, Sense.PLUS, size, item.unit))
    return readings


def _reading(target: Target, sense: Sense, amount: Decimal, unit: str) -> tuple[str, Target]:
    word = "下降" if amount < 0 else "提高"
    said = Goal(Figure(amount), sense, since=target.said.since if target.said else None, signed=True)
    # The bound is said of what is read: at least 4 less is at most −4.
    turned = target.sense is Sense.LEVEL and amount < 0
    return (
        f"{word}{abs(amount)}{unit}",
        replace(
            target,
            value=None,
            cumulated=False,
            said=said,
            amount=amount,
            bound=opposite(target.bound) if turned else target.bound,
        ),
    )


def _values(item: Indicator) -> list[Decimal]:
    return [one.value for one in item.observations if one.value is not None]
