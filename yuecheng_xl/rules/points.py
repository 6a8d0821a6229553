"""Base and current: which figures an assessment compares, and their dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure
from yuecheng_xl.rules.outcome import Point
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.typed.period import Period

if TYPE_CHECKING:
    from fractions import Fraction

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Observation, Plan


def base_point(indicator: Indicator, plan: Plan) -> Point | None:
    """Return the base year's figure; where it has none, the first observation takes its place.

    For flows only whole years can: a part of a year is no base to compare years with.
    """
    base = indicator.observation(Period.whole(plan.base_year))
    if base is not None and base.value is not None:
        return _point(base)
    later = [item for item in _usable(indicator) if item.period.year > plan.base_year]
    return _point(min(later, key=lambda item: item.period.ends)) if later else None


def current_point(indicator: Indicator, after: Fraction) -> tuple[Point | None, list[Finding]]:
    """Return the newest usable figure dated after ``after`` (years), and findings on what was passed over.

    Stocks, ratios and ranks: the newest observation. Flows: the last twelve months where a part-year
    figure has its year-on-year growth, else the newest full year.
    """
    newest = max(
        (item for item in _usable(indicator) if item.period.end > after),
        key=lambda item: (item.period.ends, -item.period.first),
        default=None,
    )
    current = _point(newest) if newest else None
    if not _is_yearly(indicator):
        return current, []
    findings: list[Finding] = []
    parts = [item for item in indicator.observations if item.value is not None and not item.period.is_year]
    for part in sorted(parts, key=lambda item: item.period.ends, reverse=True):
        if part.period.end <= after or (current and part.period.end <= current.moment):
            continue
        rolled, missing = last_twelve_months(indicator, part)
        if rolled:
            return rolled, findings
        used = f"{current.period}" if current else "其他"
        kind = catalogue.PART_YEAR_UNUSED if part.period.from_january else catalogue.WINDOW_UNUSED
        findings.append(
            kind.at(part.where, name=indicator.name, period=part.period, missing=missing, used=used)
        )
    return current, findings


def last_twelve_months(indicator: Indicator, part: Observation) -> tuple[Point | None, str]:
    """Make a part-year flow comparable with a year: previous year − part/(1 + g) + part.

    Part/(1 + g) is the same months of the previous year, g the part's year-on-year growth. The
    result is dated at the part's end. Where something is missing, returns None and what it is.
    """
    growth = indicator.growths.get(part.period)
    previous = indicator.observation(Period.whole(part.period.year - 1))
    if growth is None or growth.value is None or growth.value <= -100:
        return None, "同比增速"
    if previous is None or previous.value is None:
        return None, f"{part.period.year - 1}年数据"
    if part.value is None or not part.period.from_january:
        return None, "1月起的累计数"
    amount = exact(part.value)
    same_months = amount / (1 + exact(growth.value) / 100)
    value = exact(previous.value) - same_months + amount
    return Point(value, part.period.end, part.period, part, (previous, part, growth.value)), ""


def _usable(indicator: Indicator) -> list[Observation]:
    years_only = _is_yearly(indicator)
    return [
        item
        for item in indicator.observations
        if item.value is not None and (item.period.is_year or not years_only)
    ]


def _is_yearly(indicator: Indicator) -> bool:
    """Tell flows; an indicator of unknown data type may be one, so its parts of a year stand alone, too."""
    return indicator.measure is Measure.FLOW or indicator.measure is None


def _point(observation: Observation) -> Point:
    assert observation.value is not None  # noqa: S101 - callers pass usable ones
    return Point(exact(observation.value), observation.period.end, observation.period, observation)
