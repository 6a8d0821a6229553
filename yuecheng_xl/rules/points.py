"""Base and current: which figures an assessment compares, and their dates."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure
from yuecheng_xl.rules.growth import is_real
from yuecheng_xl.rules.outcome import Point, Rolling
from yuecheng_xl.typed.period import Period

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Datum, Indicator, Plan


def base_point(indicator: Indicator, plan: Plan) -> Point | None:
    """Return the base year's figure; where it has none, the first observation takes its place.

    For flows only whole years can: a part of a year is no base to compare years with.
    """
    series = indicator.series
    base = series.at(Period.whole(plan.base_year))
    if base is None:
        usable = series.years if _is_yearly(indicator) else series
        base = usable.since(plan.base_year + 1).oldest
    return _point(base)


def current_point(indicator: Indicator, base: Point) -> tuple[Point | None, list[Finding]]:
    """Return the newest usable figure dated after the base, and findings on what was passed over.

    Stocks, ratios and ranks: the newest observation. Flows: the last twelve months where a part-year
    figure has its year-on-year growth, else the newest full year.
    """
    later = indicator.series.after(base.period)
    if not _is_yearly(indicator):
        return _point(later.newest), []
    current = _point(later.years.newest)
    findings: list[Finding] = []
    newer = later.after(current.period) if current else later
    for part in reversed(newer.parts):
        rolled, missing = last_twelve_months(indicator, part)
        if rolled:
            return rolled, findings
        used = f"改用{current.period}数据" if current else "也没有全年数据可用"
        kind = catalogue.PART_YEAR_UNUSED if part.period.from_january else catalogue.WINDOW_UNUSED
        findings.append(
            kind.at(part.where, name=indicator.name, period=part.period, missing=missing, used=used)
        )
    return current, findings


def passed_over(indicator: Indicator, base: Point | None) -> list[Finding]:
    """Return the findings on figures of parts of a year where they are all that came after the base."""
    if base is None:
        return []
    current, findings = current_point(indicator, base)
    return findings if current is None else []


def last_twelve_months(indicator: Indicator, part: Datum) -> tuple[Point | None, str]:
    """Make a part-year flow comparable with a year: previous year − part/(1 + g) + part.

    Part/(1 + g) is the same months of the previous year, g the part's year-on-year growth. The
    result is dated at the part's end. Where something is missing, returns None and what it is.
    """
    growth = indicator.stated_growth.at(part.period)
    previous = indicator.series.at(Period.whole(part.period.year - 1))
    if growth is None or growth.value <= -100:
        return None, "同比增速"
    if previous is None:
        return None, f"{part.period.year - 1}年数据"
    if not part.period.from_january:
        return None, "1月起的累计数"
    same_months = part.value / (1 + growth.value / 100)
    value = previous.value - same_months + part.value
    made_of = Rolling(previous, part, growth.value, is_real(indicator))
    return Point(value, part.moment, part.period, part.observation, made_of), ""


def _is_yearly(indicator: Indicator) -> bool:
    """Tell flows. An indicator of unknown data type may be one: its parts of a year are no years, either."""
    return indicator.measure is Measure.FLOW or indicator.measure is None


def _point(datum: Datum | None) -> Point | None:
    return None if datum is None else Point(datum.value, datum.moment, datum.period, datum.observation)


@lru_cache(1024)
def years_at(day: date) -> Fraction:
    """Return a day's date in years, by months and days of the month: the end of June 2023 is 2022.5."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    length = (following - day.replace(day=1)).days
    return day.year - 1 + Fraction(day.month - 1, 12) + Fraction(day.day, 12 * length)
