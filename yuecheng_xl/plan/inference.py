"""Infer what a table with only the printed columns does not say, where that is safe.

Every inference is listed in a finding; a column that is filled in is never second-guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.model import Direction, Measure
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.unit import canonical, is_percent

if TYPE_CHECKING:
    from fractions import Fraction

    from yuecheng_xl.findings import Finding, Kind
    from yuecheng_xl.plan.model import Indicator

_GROWTH_NAMES = re.compile("增速|增长率|增幅|增长速度")
_RANK_NAMES = re.compile("排名|位次|名次")
_RATIO_UNITS = ("%", "‰", "百分点", "倍")


def infer(indicators: list[Indicator], where: str) -> tuple[list[Indicator], list[Finding]]:
    """Fill in missing data types and directions; return the indicators and the findings that list them.

    ``where`` is the place that the findings name: the table's sheet.
    """
    inferred: dict[tuple[Kind, str, str], list[str]] = defaultdict(list)
    completed = []
    for item in indicators:
        shown = item.numbered_name
        if item.measure is None:
            measure, reason = _measure(item)
            kind = catalogue.MEASURE_INFERRED if measure else catalogue.MEASURE_UNDECIDED
            inferred[kind, reason, measure.value if measure else ""].append(shown)
            item = replace(item, measure=measure)
        if item.direction_inferred and item.measure is not Measure.QUALITATIVE:
            direction, reason = _direction(item)
            inferred[catalogue.DIRECTION_INFERRED, reason, direction.value].append(shown)
            item = replace(item, direction=direction)
        completed.append(item)
    findings = [
        kind.at(where, reason=reason, value=value, names=names)
        for (kind, reason, value), names in inferred.items()
    ]
    return completed, findings


def _measure(item: Indicator) -> tuple[Measure | None, str]:
    if item.target.is_qualitative:
        return Measure.QUALITATIVE, "目标是文字"
    if item.target.cumulated:
        return Measure.CUMULATIVE, "目标带方括号或写明累计"
    if item.target.yearly:
        return Measure.GROWTH_RATE, "目标是年均增速"
    if is_percent(item.unit) and _GROWTH_NAMES.search(item.name):
        return Measure.GROWTH_RATE, "名称是增速"
    if canonical(item.unit) == "位" or _RANK_NAMES.search(item.name):
        return Measure.RANK, "单位或名称是排名"
    if canonical(item.unit) in _RATIO_UNITS:
        return Measure.RATIO, f"单位是{canonical(item.unit)}"
    ratio = _part_to_year(item)
    if ratio is None:
        return None, ""
    value, share = ratio
    # A flow grows with the months, so that half a year stands near half; a stock stands near one.
    # The middle between the share of the year and one parts them.
    if value < (1 + share) / 2:
        return Measure.FLOW, "年内数据明显小于上年全年"
    return Measure.STOCK, "年内数据与上年全年相当"


def _part_to_year(item: Indicator) -> tuple[Fraction, Fraction] | None:
    """Return newest part-year value over the newest full year before it, and the part's share of a year."""
    series = item.series
    for part in reversed(series.parts):
        if part.period.from_january:
            before = [year for year in series.before(part.period).years if year.value != 0]
            if before:
                return part.value / before[-1].value, part.period.share
    return None


def _direction(item: Indicator) -> tuple[Direction, str]:
    if item.target.bound in (Bound.BELOW, Bound.AT_MOST):
        return Direction.LOWER, "目标是上限"
    if item.measure is Measure.RANK:
        return Direction.LOWER, "指标是排名"
    return Direction.HIGHER, "没有越低越好的标志"
