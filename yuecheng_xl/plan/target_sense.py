"""What a target's words tell of its row: the data type, the direction, the row that it is measured by."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from yuecheng_xl.plan.catalogue import key_of
from yuecheng_xl.plan.model import Direction, Measure
from yuecheng_xl.typed.goal import Sense, opposite
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import is_share

if TYPE_CHECKING:
    from collections.abc import Callable

    from yuecheng_xl.plan.catalogue import Catalogue, Known
    from yuecheng_xl.plan.model import Indicator, Target

    Told = tuple[tuple[Measure, ...], str]
    ByFigures = Callable[[Indicator], tuple[Measure, str] | None]

_LEVELS = (Measure.STOCK, Measure.RATIO, Measure.RANK)
_YEARLY = (Measure.FLOW, Measure.CUMULATIVE, Measure.GROWTH_RATE)
_ADDED = re.compile("新增|新建|改建|新改|改造|新开工|投资|培训|造林|招引")
"""Names of what is done anew each year, so that a sum is one of the years' figures."""
_OF_SUMS = "目标带方括号或写明累计"
_GROWTH = re.compile("(?:年均)?增速$")
_WHOLE_ECONOMY = re.compile("^(?:(?:国民|地区|区域|全区|全市|全县)?经济|GDP)$")


def measures_by_target(
    item: Indicator, by_name: Known | None, by_figures: ByFigures, base_year: int
) -> Told | None:
    """Return what the target tells of the data type, and why; None where it tells nothing.

    Args:
        item: the indicator.
        by_name: what is known of it by its name.
        by_figures: tells a flow from a stock by the figures.
        base_year: the plan's.

    """
    target = item.target
    measure = by_name.measure if by_name else None
    if target.is_qualitative:
        return (Measure.QUALITATIVE,), "目标是文字"
    if target.said is not None and target.said.place:
        return (Measure.RANK,), "目标是名次"
    if (
        target.sense is Sense.YEARLY_SUM
        or (target.cumulated and target.sense is Sense.LEVEL)
        or (target.sense is Sense.PERCENT and is_share(item.unit))
    ):
        has_base = item.series.at(Period.whole(base_year)) is not None
        return _sum_or_level(item, measure, by_figures, has_base=has_base)
    if target.yearly and measure is Measure.RATIO and is_share(item.unit):
        return (Measure.RATIO,), "指标是比率，目标是逐年的变化"
    if target.yearly:
        return (Measure.GROWTH_RATE,), "目标是年均增速"
    if target.sense is Sense.ROW and is_share(item.unit) and measure is None:
        return (Measure.GROWTH_RATE,), "目标是和另一指标的增速相比"
    if target.sense is not Sense.LEVEL and measure is Measure.CUMULATIVE and not is_share(item.unit):
        return (Measure.FLOW,), "目标是和基期的年度数相比"
    return None


def _sum_or_level(item: Indicator, measure: Measure | None, by_figures: ByFigures, *, has_base: bool) -> Told:
    """Tell what each year adds, which sums up, from levels, of which the sum is the change."""
    if measure in _YEARLY or (measure is None and (not has_base or _ADDED.search(item.name))):
        return (Measure.CUMULATIVE,), _OF_SUMS
    if measure is not None:
        return (
            ((measure,), "指标的数是水平，目标是五年的变化")
            if has_base
            else ((measure, Measure.CUMULATIVE), "")
        )
    told = by_figures(item)
    if told is not None and not is_share(item.unit):
        return (Measure.CUMULATIVE if told[0] is Measure.FLOW else told[0],), told[1]
    return (Measure.CUMULATIVE, Measure.RATIO if is_share(item.unit) else Measure.STOCK), ""


def of_reduction(target: Target) -> Target:
    """Return the target of a rate of reduction: 年均下降3% of such a rate is a rate of 3."""
    said = target.said
    if target.sense is Sense.YEARLY_PLUS and said and not said.figure.unit and target.amount is not None:
        target = replace(target, said=None, amount=None, value=target.amount, yearly=True)
    if not target.yearly or target.value is None or target.value >= 0:
        return target
    return replace(target, value=-target.value, bound=opposite(target.bound))


def leads(item: Indicator) -> Direction | None:
    """Return where a target's words lead: 下降 is to less, 增长 to more; None where they do not say."""
    target, said = item.target, item.target.said
    if item.measure is Measure.CUMULATIVE and is_share(item.unit) and target.sense is Sense.PERCENT:
        return Direction.HIGHER  # a rate of reduction, or of growth
    if target.amount is not None and target.sense is Sense.TIMES:
        return Direction.HIGHER if target.amount >= 1 else Direction.LOWER
    if target.sense in (Sense.PLUS, Sense.PERCENT, Sense.YEARLY_PLUS, Sense.YEARLY_SUM):
        unsigned = target.cumulated and not (said and said.signed)
        if target.amount and not unsigned:
            return Direction.HIGHER if target.amount > 0 else Direction.LOWER
    if target.cumulated and target.value and item.measure in _LEVELS:
        signed = target.value < 0 or (said is not None and said.signed)
        return None if not signed else Direction.HIGHER if target.value > 0 else Direction.LOWER
    if target.sense is Sense.LEVEL and target.yearly and target.value is not None and target.value < 0:
        return Direction.LOWER
    return None


def with_rows(indicators: list[Indicator], known: Catalogue) -> list[Indicator]:
    """Say for each target that is measured by another row's growth which row that is."""
    if not any(item.target.sense is Sense.ROW for item in indicators):
        return indicators
    names = [(item, _names(item.name, item.unit, known)) for item in indicators]
    found = []
    for item in indicators:
        said = item.target.said
        if said is None or item.target.sense is not Sense.ROW:
            found.append(item)
            continue
        other = _WHOLE_ECONOMY.sub("地区生产总值", normalise(said.other))
        wanted = _names(other, "", known)
        rows = [one for one, own in names if one is not item and not own.isdisjoint(wanted)]
        # The row of the growth itself goes before that of the level.
        growths = [one for one in rows if one.measure is Measure.GROWTH_RATE]
        rows = growths or rows
        row = rows[0].row if len(rows) == 1 else 0
        target = replace(item.target, other=row, said=replace(said, other=other))
        found.append(replace(item, target=target))
    return found


def _names(name: str, unit: str, known: Catalogue) -> set[str]:
    """Return what a row is called, growth and level alike, by the table and by the catalogue."""
    listed = known.find(name, unit) or known.find(name, "")
    names = {name, listed.name} if listed else {name}
    return {_GROWTH.sub("", _shortened(key_of(normalise(one)))) for one in names}


def _shortened(key: str) -> str:
    """Shorten the names of incomes, which targets call 城镇居民收入 and tables 城镇居民人均可支配收入."""
    return key.replace("人均可支配收入", "收入")
