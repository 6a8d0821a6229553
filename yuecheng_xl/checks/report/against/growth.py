"""Hold growth against the stated growth and against that of the values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import on_another_basis, year_before
from yuecheng_xl.checks.report.against.agreement import HUNDREDTH, contradicts, fits
from yuecheng_xl.checks.report.against.values import another_periods
from yuecheng_xl.checks.report.subject import on_figure
from yuecheng_xl.checks.rounding import step_of
from yuecheng_xl.findings import catalogue
from yuecheng_xl.typed.unit import is_percent
from yuecheng_xl.words.numbers import signed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from yuecheng_xl.checks.report.reading.claims import Claim
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Datum
    from yuecheng_xl.typed.period import Period


def check(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a growth over the year before, or since an earlier year, against what is known of it."""
    assert claim.period is not None  # noqa: S101 - growth without a period is no claim
    if claim.since is not None and claim.since.year != claim.period.year - 1:
        yield from _since(claim, subject, claim.since, claim.period)
    else:
        yield from _in_a_year(claim, subject, claim.period)


def _in_a_year(claim: Claim, subject: Subject, period: Period) -> Iterator[Finding]:
    """Hold a growth against the stated one and against the values; one that agrees is enough.

    Of an indicator without stated growth it may be meant in percentage points.
    """
    indicator = subject.indicator
    known: list[tuple[Fraction, Fraction, str, str]] = []
    stated = indicator.stated_growth.at(period)
    if stated is not None:
        known.append((stated.value, step_of(stated), stated.text.rstrip("%"), stated.where))
    item = indicator.series.at(period)
    before = year_before(indicator, item) if item else None
    if item and before and item.value and before.value and not on_another_basis(indicator):
        rate, points = _rate(before, item), item.value - before.value
        known.append((rate, HUNDREDTH, signed(rate), f"{before.where}、{item.where}"))
        if stated is None:
            known.append((points, HUNDREDTH, signed(points), item.where))
    if not known:
        yield from another_periods(claim, subject, indicator.stated_growth)
    against = stated is not None and contradicts(claim, stated.observation.bound)
    if known and (against or not any(fits(claim, value, unit) for value, unit, _, _ in known)):
        _, _, text, cell = known[0]
        yield on_figure(catalogue.REPORT_GROWTH, claim, subject, what=period, known=f"{text}%", cell=cell)


def _since(claim: Claim, subject: Subject, since: Period, period: Period) -> Iterator[Finding]:
    """Hold 比2020年增长35% against the two values."""
    indicator = subject.indicator
    item, start = indicator.series.at(period), indicator.series.at(since)
    if not (item and start and item.value and start.value) or on_another_basis(indicator):
        return
    rate = _rate(start, item)
    known = [rate, item.value - start.value] if is_percent(indicator.unit) else [rate]
    if not any(fits(claim, value, HUNDREDTH) for value in known):
        yield on_figure(
            catalogue.REPORT_GROWTH,
            claim,
            subject,
            what=f"{period}比{since}",
            known=f"{signed(rate)}%",
            cell=f"{start.where}、{item.where}",
        )


def _rate(start: Datum, item: Datum) -> Fraction:
    return (item.value / start.value - 1) * 100
