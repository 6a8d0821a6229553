"""Infer what a table with only the printed columns does not say, where that is safe.

What the row says goes first, then the catalogue (指标库), then safe words of the name and the figures. Every
inference is listed in a finding; a column that is filled in is never second-guessed. Where more than one
reading is left, or two sources contradict each other, the indicator carries a doubt with all of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.catalogue import by_ending, is_good_to_raise, is_work
from yuecheng_xl.plan.model import Direction, Doubt, Measure, Reading
from yuecheng_xl.plan.suspicion import growth_decimals, suspicions
from yuecheng_xl.plan.target_doubts import settle_target
from yuecheng_xl.plan.target_sense import leads, measures_by_target, of_reduction, with_rows
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.unit import canonical, is_percent, is_share

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from yuecheng_xl.findings import Finding, Kind
    from yuecheng_xl.plan.catalogue import Catalogue, Known
    from yuecheng_xl.plan.model import Indicator

_RATIO_UNITS = ("%", "‰", "百分点", "倍")
_LISTED, _ENDING = "指标库这样记载", "名称的末尾这样表明"
_LEVELS = (Measure.FLOW, Measure.STOCK)


def infer(
    indicators: list[Indicator],
    read_catalogue: Callable[[], Catalogue],
    where: str,
    place: Callable[[Indicator, str], str],
    years: tuple[int, int],
) -> tuple[list[Indicator], list[Finding]]:
    """Fill in missing data types and directions; return the indicators and the findings that list them.

    Args:
        indicators: the rows as read.
        read_catalogue: gives the catalogue, where a row leaves something to it.
        where: the place that the findings name: the table's sheet.
        place: gives the cell in which a row would say a field.
        years: the plan's base year and target year.

    """
    base_year, target_year = years
    inferred: dict[tuple[Kind, str, str], list[str]] = defaultdict(list)
    known = read_catalogue()
    completed = []
    contradicted: list[Finding] = []
    decimals = growth_decimals(indicators)
    for item in indicators:
        shown = item.numbered_name
        by_name, source = _known(item, known)
        doubts = list(item.doubts)
        if by_name:
            compares, prices = by_name.compares, by_name.prices
            item = replace(item, part_year_compares=compares, growth_prices=prices)
            if by_name.measure is Measure.CUMULATIVE and is_share(item.unit):
                item = replace(item, target=of_reduction(item.target))
        if by_name and source == _LISTED and _contradicts(item, by_name):
            contradicted.append(_against_catalogue(item, by_name, place(item, "direction")))
        if item.measure is None:
            measures, reason = _measures(item, by_name, source, base_year)
            measure = measures[0] if measures else None
            if len(measures) > 1:
                doubts.append(_doubt("数据类型", "measure", place(item, "measure"), measures))
            else:
                kind = catalogue.MEASURE_INFERRED if measure else catalogue.MEASURE_UNDECIDED
                inferred[kind, reason, measure.value if measure else ""].append(shown)
            item = replace(item, measure=measure)
        if item.direction_inferred and item.measure is not Measure.QUALITATIVE:
            direction, reason = _direction(item, by_name, source)
            if direction is None:
                doubts.append(_doubt("方向", "direction", place(item, "direction"), tuple(Direction)))
            else:
                inferred[catalogue.DIRECTION_INFERRED, reason, direction.value].append(shown)
                item = replace(item, direction=direction)
        item = settle_target(replace(item, doubts=tuple(doubts)), target_year)
        completed.append(replace(item, doubts=(*item.doubts, *suspicions(item, by_name, decimals))))
    findings = [
        kind.at(where, reason=reason, value=value, names=names)
        for (kind, reason, value), names in inferred.items()
    ]
    return with_rows(completed, known), [*findings, *contradicted]


def _contradicts(item: Indicator, listed: Known) -> bool:
    """Tell whether the row says another direction than the catalogue's row of this name and unit."""
    if item.direction_inferred or item.target.is_qualitative or listed.direction is None:
        return False
    return item.direction is not listed.direction


def _against_catalogue(item: Indicator, listed: Known, where: str) -> Finding:
    assert listed.direction is not None  # noqa: S101 - it contradicts
    return catalogue.AGAINST_CATALOGUE.at(
        where, name=item.name, direction=item.direction.value, known=listed.direction.value
    )


def _doubt(what: str, field: str, where: str, values: tuple[Direction | Measure, ...]) -> Doubt:
    readings = tuple(Reading(value.value, {field: value}) for value in values)
    return Doubt(what, "没有填，也无从推断", where, f"在“{what}”列填写", readings)


def _measures(
    item: Indicator, by_name: Known | None, source: str, base_year: int
) -> tuple[tuple[Measure, ...], str]:
    """Return what the data type may be, the likeliest first, and why; nothing where nothing tells.

    ``source`` says where what is known by the name comes from.
    """
    told = measures_by_target(item, by_name, _by_figures, base_year)
    if told:
        return told
    measure = by_name.measure if by_name else None
    if measure is Measure.CUMULATIVE and not is_percent(item.unit):
        # Without brackets, the target may be a year's as well as the five years'.
        return (Measure.CUMULATIVE, Measure.FLOW), ""
    from_figures = _by_figures(item)
    if measure is Measure.FLOW and not _is_as_large_as_a_year(item):
        return (measure,), source
    if measure in _LEVELS and from_figures is not None and from_figures[0] is not measure:
        return (measure, from_figures[0]), ""
    if measure is not None and measure is not Measure.QUALITATIVE:
        return (measure,), source
    if canonical(item.unit) == "位":
        return (Measure.RANK,), "单位是排名"
    if canonical(item.unit) in _RATIO_UNITS:
        return (Measure.RATIO,), f"单位是{canonical(item.unit)}"
    return ((from_figures[0],), from_figures[1]) if from_figures else ((), "")


def _known(item: Indicator, known: Catalogue) -> tuple[Known | None, str]:
    """Return what is known by the name, and where that comes from."""
    listed = known.find(item.name, item.unit)
    return (listed, _LISTED) if listed else (by_ending(item.name, item.unit), _ENDING)


def _by_figures(item: Indicator) -> tuple[Measure, str] | None:
    """Tell a flow from a stock by a part-year's figure beside a year's.

    A flow grows with the months, so that half a year stands near half; a stock stands near one. The middle
    between the share of the year and one parts them.
    """
    ratio = _part_to_year(item)
    if ratio is None:
        return None
    value, share = ratio
    if value < (1 + share) / 2:
        return Measure.FLOW, "年内数据明显小于上年全年"
    return Measure.STOCK, "年内数据与上年全年相当"


def _is_as_large_as_a_year(item: Indicator) -> bool:
    """Tell a part of a year that is all of the year before, which no flow is that only recovers."""
    ratio = _part_to_year(item)
    return ratio is not None and ratio[0] >= 1


def _part_to_year(item: Indicator) -> tuple[Fraction, Fraction] | None:
    """Return newest part-year value over the newest full year before it, and the part's share of a year."""
    series = item.series
    for part in reversed(series.parts):
        if part.period.from_january:
            before = [year for year in series.before(part.period).years if year.value != 0]
            if before:
                return part.value / before[-1].value, part.period.share
    return None


def _direction(item: Indicator, by_name: Known | None, source: str) -> tuple[Direction | None, str]:
    """Return the direction and why; None where nothing tells."""
    leading = leads(item)
    if leading is not None:
        return leading, "目标写明了升降"
    if item.target.bound in (Bound.BELOW, Bound.AT_MOST):
        return Direction.LOWER, "目标是上限"
    if item.target.bound in (Bound.ABOVE, Bound.AT_LEAST):
        return Direction.HIGHER, "目标是下限"
    if by_name and by_name.direction:
        return by_name.direction, source
    if item.measure is Measure.RANK:
        return Direction.LOWER, "指标是排名"
    goal = item.target.value
    if goal is not None and goal > 0 and item.target.yearly and is_good_to_raise(item.name):
        return Direction.HIGHER, "目标是年均增长"
    if item.target.cumulated and is_work(item.name):
        return Direction.HIGHER, "目标是累计的工作量"
    return None, ""
