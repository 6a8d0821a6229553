"""Hold a change in units or percentage points against the difference of two figures."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import year_before
from yuecheng_xl.checks.report.subject import on_figure
from yuecheng_xl.checks.rounding import step_of
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure
from yuecheng_xl.typed.period import Period
from yuecheng_xl.words.numbers import signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yuecheng_xl.checks.report.reading.claims import Claim
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Datum, Indicator


_COUNTED = (
    "个",
    "家",
    "项",
    "所",
    "处",
    "座",
    "件",
    "套",
    "户",
    "宗",
    "辆",
    "台",
    "人",
    "位",
    "名",
    "张",
    "条",
)


def check(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a change against every pair of figures that it may lie between.

    A change since a year, up to a period that is not said, may reach to any later one.
    """
    series = subject.indicator.series
    if claim.period is None:
        later: Sequence[Datum] = series.after(claim.since) if claim.since else series
    else:
        later = [item for item in series if item.period == claim.period]
    pairs = [(start, item) for item in later for start in _starts(claim, subject, item)]
    if not pairs and claim.since is not None and claim.since.year < subject.plan.base_year:
        yield from _since_another(claim, subject, later)
    if not pairs or any(_lie_between(start, item, claim, subject.indicator) for start, item in pairs):
        return
    start, item = next(pair for pair in reversed(pairs) if pair[0] == pairs[0][0])
    yield on_figure(
        catalogue.REPORT_CHANGE,
        claim,
        subject,
        what=f"{item.period}",
        since=f"{start.period}",
        known=signed(item.value - start.value),
        figures=f"{start.text} → {item.text}",
        cell=f"{start.where}、{item.where}",
    )


def _since_another(claim: Claim, subject: Subject, later: Sequence[Datum]) -> Iterator[Finding]:
    """Report a change since a year before the plan where it is the one since the base year."""
    base = subject.indicator.series.at(Period.whole(subject.plan.base_year))
    item = next((one for one in later if base and _lie_between(base, one, claim, subject.indicator)), None)
    if base is not None and item is not None:
        yield on_figure(
            catalogue.REPORT_PERIOD,
            claim,
            subject,
            period=f"比{claim.since}",
            known=f"比{base.period}",
            cell=f"{base.where}、{item.where}",
        )


def _starts(claim: Claim, subject: Subject, item: Datum) -> Sequence[Datum]:
    """Return the figures that a change may be counted from."""
    series = subject.indicator.series
    earlier = series.before(item.period)
    if claim.since is not None:
        start = series.at(claim.since)
        return [] if start is None else [start]
    if "累计" in claim.words:
        return earlier[:1]
    before = year_before(subject.indicator, item)
    same_months = [] if before is None else [before]
    if "同比" in claim.words:
        return same_months
    return list(dict.fromkeys((*same_months, *earlier[-1:])))


def _lie_between(start: Datum, item: Datum, claim: Claim, indicator: Indicator) -> bool:
    """Tell whether a change is the difference of two figures, but for the rounding of all three."""
    told = -claim.value if indicator.measure is Measure.RANK else claim.value
    distance = abs(item.value - start.value - told)
    if _is_counted(indicator):
        return distance == 0
    return distance <= (claim.step + _series_step(indicator)) / 2


def _is_counted(indicator: Indicator) -> bool:
    """Tell whether figures are counts or places, which nobody has rounded."""
    whole = all(item.value.denominator == 1 for item in indicator.series)
    return whole and (indicator.measure is Measure.RANK or indicator.unit in _COUNTED)


def _series_step(indicator: Indicator) -> Fraction:
    """Return the precision of an indicator's series: 56 among 60.1 and 61.9 is 56.0."""
    return min((step_of(item) for item in indicator.series if item.value), default=Fraction(1))
