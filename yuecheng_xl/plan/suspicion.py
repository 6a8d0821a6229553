"""What raises a doubt about a figure, a growth or a target: the others of its row, or what is possible.

A figure in another unit is a power of ten away from its neighbours; a cell that nobody filled in is nought; a
percentage may be typed as a fraction. A figure that only grew fast, or is small, is none of these.
"""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.plan.model import Direction, Doubt, Measure, Reading
from yuecheng_xl.plan.scaled import meant, power_of
from yuecheng_xl.typed.figure import digits, from_number
from yuecheng_xl.typed.unit import factor, is_share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yuecheng_xl.plan.catalogue import Known
    from yuecheng_xl.plan.model import Indicator
    from yuecheng_xl.plan.observation import Observation
    from yuecheng_xl.typed.printed import Printed

_AMOUNTS, _SHARES = (range(3, 13), Decimal(5)), (range(2, 13), Decimal("2.5"))
"""Powers of ten that units of one row may be apart, and how far its figures may be apart in one unit.

What is ten or, of amounts, a hundred times the others may have grown.
"""
_LIKE = Decimal(20)
"""Times that a figure may be another one of its row, or a part of it, to be like it."""
_FEW = 10
"""Of so few things there may be none: a nought beside them stands for itself."""
_ENOUGH = 3
"""Growth figures that tell how a table writes growth."""
_SLIPS = (2, 1, 3, 4)
"""Powers of ten by which something impossible may be off, the commonest first."""
_NO_LEVELS = (Measure.RANK, Measure.QUALITATIVE)
_RATES = (Measure.GROWTH_RATE, Measure.CUMULATIVE)
_UNPRINTED_ZERO = "没有数"


class _Figure(NamedTuple):
    """A figure that has a value other than nought, and its size where the period were a year."""

    observation: Observation
    value: Decimal
    size: Decimal


def growth_decimals(indicators: Iterable[Indicator]) -> int | None:
    """Return how many decimals the growth of a table has at most; None where there is little of it."""
    found = [
        one.value
        for item in indicators
        for one in item.growths.values()
        if one.value is not None and abs(one.value) >= 1
    ]
    return max(map(_decimals, found)) if len(found) >= _ENOUGH else None


def suspicions(item: Indicator, known: Known | None, decimals: int | None = None) -> tuple[Doubt, ...]:
    """Return what is doubtful about the figures, the growths and the target of a row.

    Args:
        item: the row, its data type as said or inferred.
        known: what is known by its name.
        decimals: those of the growth of the whole table, as :func:`growth_decimals` gives them.

    """
    if item.measure in _NO_LEVELS or item.target.is_qualitative:
        return ()
    found: list[Doubt] = []
    growth = partial(_fractions_of_growth, decimals)
    for look in (_shown_otherwise, _zeros, _other_unit, _fractions, growth, _impossible):
        # What is in doubt already is asked about once.
        taken = {period for doubt in (*item.doubts, *found) for period in doubt.periods}
        doubt = look(item, known)
        if doubt is None or not taken.isdisjoint(doubt.periods):
            continue
        if not (doubt.is_of_target and any(other.is_of_target for other in (*item.doubts, *found))):
            found.append(doubt)
    return tuple(found)


def _figures(item: Indicator) -> list[_Figure]:
    """Return the figures other than nought. Half a year of a flow is counted as half of what a year has.

    June of a flow is left as it is: mostly the half year is meant.
    """
    is_flow = item.measure is Measure.FLOW
    found = []
    for one in item.observations:
        if one.value:
            share = one.period.share if is_flow and one.period.from_january else 1
            found.append(_Figure(one, one.value, abs(one.value) / Decimal(str(float(share)))))
    return found


def _has_level(item: Indicator) -> bool:
    """Tell whether the target is a level as the figures are."""
    target = item.target
    return bool(target.value) and not target.yearly and not target.cumulated


def _shown_otherwise(item: Indicator, _: Known | None) -> Doubt | None:
    """Doubt numbers that their format shows in another scale, where nothing tells which of both is meant."""
    others = {one.period: _other(one.value, one.printed, item.unit) for one in item.observations}
    doubtful = [one for one in item.observations if others[one.period] is not None]
    goal = _other(item.target.value, item.target.printed, item.unit)
    like = [one.value for one in item.observations if one.value and others[one.period] is None]
    like += [item.target.value] if item.target.value and goal is None and _has_level(item) else []
    if not doubtful or (
        like and _is_like(doubtful[0].value, like) and not _is_like(others[doubtful[0].period], like)
    ):
        return None
    kept = {one.period: one.value for one in doubtful}
    shown = {period: value for period, value in others.items() if value is not None}
    return Doubt(
        _named(doubtful),
        "的单元格值与显示的数大小不同",
        doubtful[0].where,
        "核对单位，把数字格式改为不缩放的",
        (
            Reading(f"单元格的值{_words(kept.values())}", figures=kept),
            Reading(f"显示的数{_words(shown.values())}", figures=shown),
        ),
    )


def _other(value: Decimal | None, printed: Printed, unit: str) -> Decimal | None:
    """Return what a number may be as well, by what its format shows."""
    if value is None or printed.number is None or not power_of(printed.number_format):
        return None
    return meant(from_number(printed.number), printed.text, printed.number_format, unit).other


def _is_like(value: Decimal | None, others: Sequence[Decimal]) -> bool:
    return bool(value) and 1 / _LIKE < abs((value or 0) / _middle(sorted(others))) < _LIKE


def _zeros(item: Indicator, _: Known | None) -> Doubt | None:
    """Doubt noughts that nobody seems to have filled in.

    That is what a number format hides or shows as a dash; several among positive figures; one after
    positive figures where more is better. Of reductions and of few things there may be none.
    """
    zeros = [one for one in item.observations if one.value == 0]
    hidden = [one for one in zeros if "0" not in one.text]
    if not _may_be_empty(item, zeros):
        zeros = hidden
    if not zeros:
        return None
    why = f"是 0 而显示为“{hidden[0].text}”" if len(hidden) == len(zeros) else "是 0"
    gone = Reading(_UNPRINTED_ZERO, figures={one.period: None for one in zeros})
    kept = Reading("0", figures={one.period: one.value for one in zeros})
    return Doubt(
        _named(zeros),
        f"{why}，像是没有填",
        zeros[0].where,
        "核对，没有数的清空或写“未出”",
        (kept, gone),
    )


def _may_be_empty(item: Indicator, zeros: Sequence[Observation]) -> bool:
    others = [one.value for one in item.observations if one.value]
    counts_few = any(value < _FEW for value in others) and all(value == int(value) for value in others)
    if item.measure in _RATES or min(others, default=Decimal(0)) <= 0 or counts_few:
        return False
    may_begin = len(zeros) == 1 and zeros[0] is item.observations[0]
    return len(zeros) > 1 or not (may_begin or item.direction is Direction.LOWER)


def _other_unit(item: Indicator, _: Known | None) -> Doubt | None:
    """Doubt figures, or the target, that are a power of ten away from the others of the row.

    The figures fall into two groups, and multiplied by a power of ten the one is like the other. The group
    that the target is not of is the doubtful one, of figures alone the smaller one.
    """
    if item.measure in _RATES and is_share(item.unit):
        return None  # reductions and growth come near nought by themselves
    powers, spread = _SHARES if is_share(item.unit) else _AMOUNTS
    figures = _figures(item)
    if len({one.value > 0 for one in figures}) != 1:
        return None
    goal = abs(item.target.value) if _has_level(item) and item.target.value else None
    sizes = sorted([*(one.size for one in figures), *([goal] if goal else [])])
    if len(sizes) < 3:
        return None
    gaps = [later / earlier for earlier, later in pairwise(sizes)]
    place = gaps.index(max(gaps)) + 1
    low, high = sizes[:place], sizes[place:]
    power = round((_middle(high) / _middle(low)).log10())
    together = [*low, *(size / 10**power for size in high)]
    if power not in powers or max(together) / min(together) > spread:
        return None
    are_high = _is_high_doubtful(low, high, goal)
    doubtful = high if are_high else low
    times = Decimal(10) ** (-power if are_high else power)
    told = f"约为同一行其他数的{'' if are_high else '1/'}{10**power}{'倍' if are_high else ''}"
    if goal in doubtful and len(doubtful) == 1:
        return _of_target(item, f"{told}，像是单位不同", times)
    chosen = [one for one in figures if one.size in doubtful]
    return _scaled([one.observation for one in chosen], f"{told}，像是单位不同", times)


def _middle(sizes: Sequence[Decimal]) -> Decimal:
    return sizes[len(sizes) // 2]


def _is_high_doubtful(low: Sequence[Decimal], high: Sequence[Decimal], goal: Decimal | None) -> bool:
    """Tell which of two groups is the doubtful one; a target alone against all figures is so itself."""
    if goal is None:
        return len(high) <= len(low)
    is_high = goal in high
    is_alone = len(high if is_high else low) == 1
    return is_high is is_alone


def _fractions(item: Indicator, _: Known | None) -> Doubt | None:
    """Doubt a growth or reduction in percent that is typed as a fraction: 0.052 beside 4.8 and 5.1."""
    if not (item.measure in _RATES and is_share(item.unit)):
        return None
    found = _typed_as_fractions(item.observations)
    return _scaled(found, "像是小数，同一行其他数是百分数", Decimal(100)) if found else None


def _fractions_of_growth(decimals: int | None, item: Indicator, _: Known | None) -> Doubt | None:
    """Doubt a stated growth that is typed as a fraction, or a row's where the table's are not."""
    found, others = _typed_as_fractions(item.growths.values()), "其他时期"
    filled = [one for one in item.growths.values() if one.value]
    if not found and decimals is not None:
        are_fractions = [
            abs(one.value) < 1 and _decimals(one.value) > decimals for one in filled if one.value
        ]
        found, others = (filled if all(are_fractions) else []), "其他指标"
    if not found:
        return None
    doubt = _scaled(found, f"像是小数，{others}的增速是百分数", Decimal(100))
    readings = tuple(Reading(one.word, growths=one.figures) for one in doubt.readings)
    return replace(doubt, what=doubt.what.replace("数据", "增速"), readings=readings)


def _typed_as_fractions(observations: Iterable[Observation]) -> list[Observation]:
    """Return those that have more decimals than all others and are like them when multiplied by 100.

    0.03 beside 2.94 is a small figure; 0.052 beside 4.8 would have been rounded to 0.1.
    """
    filled = [one for one in observations if one.value]
    small = [one for one in filled if one.value and abs(one.value) < 1]
    others = [one.value for one in filled if one.value and abs(one.value) >= 1]
    if not small or not others:
        return []
    most = max(map(_decimals, others))
    sizes = sorted(map(abs, others))
    return [
        one
        for one in small
        if one.value and _decimals(one.value) > most and sizes[0] / 3 <= abs(one.value) * 100 <= sizes[-1] * 3
    ]


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))


def _impossible(item: Indicator, known: Known | None) -> Doubt | None:
    """Doubt figures, or the target, outside of what the catalogue says is possible."""
    scale = factor(known.units[0], item.unit) if known and known.units and item.unit else None
    if known is None or scale is None:
        return None
    least, most = (None if bound is None else bound * scale for bound in (known.least, known.most))

    def is_possible(value: Decimal) -> bool:
        return (least is None or value >= least) and (most is None or value <= most)

    def times_within(values: Sequence[Decimal]) -> Decimal | None:
        """Return what makes the values possible, and most like the figures that are."""
        fitting = [n for n in _SLIPS if all(is_possible(value / 10**n) for value in values)]
        like = [value for value in levels if value and is_possible(value)]
        if not fitting:
            return None
        if like and values[0]:
            apart = math.log10(abs(values[0] / _middle(sorted(like))))
            fitting.sort(key=lambda n: abs(n - apart))
        return Decimal(10) ** -fitting[0]

    goal = item.target.value if _has_level(item) else None
    levels = [*(one.value for one in item.observations), goal]
    outside = [one for one in item.observations if one.value is not None and not is_possible(one.value)]
    why = f"超出可能的范围（{_range(least, most)}）"
    if outside:
        return _scaled(outside, why, times_within([one.value for one in outside if one.value is not None]))
    if goal is None or is_possible(goal):
        return None
    return _of_target(item, why, times_within([goal]))


def _range(least: Decimal | None, most: Decimal | None) -> str:
    if least is not None and most is not None:
        return f"{digits(least)}—{digits(most)}"
    return f"不小于{digits(least)}" if least is not None else f"不大于{digits(most)}" if most else ""


def _scaled(observations: Sequence[Observation], why: str, times: Decimal | None) -> Doubt:
    """Return the doubt whether figures are so many times what was filled in; None: or no figures at all."""
    kept = {one.period: one.value for one in observations}
    other = {one.period: _times(one.value, times) for one in observations}
    words = (_words(kept.values()), _words(other.values()))
    return Doubt(
        _named(observations),
        why,
        observations[0].where,
        "核对这个数和单位",
        tuple(Reading(word, figures=values) for word, values in zip(words, (kept, other), strict=True)),
    )


def _times(value: Decimal | None, times: Decimal | None) -> Decimal | None:
    return None if value is None or times is None else value * times


def _words(values: Iterable[Decimal | None]) -> str:
    return "、".join(_UNPRINTED_ZERO if value is None else digits(value) for value in values)


def _named(observations: Sequence[Observation]) -> str:
    return f"{'、'.join(str(one.period) for one in observations)}数据"


def _of_target(item: Indicator, why: str, times: Decimal | None) -> Doubt:
    target = item.target
    value = _times(target.value, times)
    other = replace(target, value=value, readable=value is not None)
    return Doubt(
        f"目标“{target.text}”",
        why,
        target.where or item.where,
        "核对目标和单位",
        (
            Reading(f"目标{target.text}", {"target": target}),
            Reading(f"目标{_words([value])}", {"target": other}),
        ),
    )
