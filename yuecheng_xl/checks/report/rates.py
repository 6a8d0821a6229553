"""Hold growth, averages, progress and distances from the plan against the workbook."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import on_another_basis, year_before
from yuecheng_xl.checks.entries import entry
from yuecheng_xl.checks.precision import step
from yuecheng_xl.checks.report import lexicon
from yuecheng_xl.checks.report.subject import agree, finding, fits
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.settings import Averaging
from yuecheng_xl.rules.growth import average, stated_yearly, yearly_rate
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.unit import is_percent
from yuecheng_xl.words.numbers import number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.claims import Claim
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Plan

_PLANNED_GROWTH = "规划年均增速"
_ARITHMETIC_MEAN = "正文的数是各年增速的算术平均；"


def growth(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a growth against the stated one and against the values; one that agrees is enough.

    Of an indicator without stated growth it may be meant in percentage points.
    """
    indicator = subject.indicator
    if claim.period is None:
        return
    known: list[tuple[Fraction, Fraction, str, str]] = []
    if claim.since is not None and claim.since.year != claim.period.year - 1:
        yield from _growth_since(claim, subject)
        return
    stated = indicator.growths.get(claim.period)
    if stated is not None and stated.value is not None:
        known.append((Fraction(stated.value), step(stated.value, stated.printed), stated.text, stated.where))
    item = indicator.observation(claim.period)
    before = year_before(indicator, item) if item and item.value else None
    if item and item.value and before and before.value and not on_another_basis(indicator):
        rate = (Fraction(item.value) / Fraction(before.value) - 1) * 100
        known.append((rate, Fraction(1, 100), f"{signed(rate)}%", f"{before.where}、{item.where}"))
        points = Fraction(item.value) - Fraction(before.value)
        if stated is None:
            known.append((points, Fraction(1, 100), signed(points), item.where))
    if known and not any(fits(claim, value, unit) for value, unit, _, _ in known):
        _, _, text, cell = known[0]
        yield finding(
            catalogue.REPORT_GROWTH,
            claim,
            subject,
            what=claim.period,
            known=text.rstrip("%") + "%",
            cell=cell,
        )


def _growth_since(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold 比2020年增长35% against the two values."""
    indicator = subject.indicator
    item = indicator.observation(claim.period) if claim.period else None
    start = indicator.observation(claim.since) if claim.since else None
    if not (item and start and item.value and start.value) or on_another_basis(indicator):
        return
    rate = (Fraction(item.value) / Fraction(start.value) - 1) * 100
    points = Fraction(item.value) - Fraction(start.value)
    known = [rate, points] if is_percent(indicator.unit) else [rate]
    if not any(fits(claim, value, Fraction(1, 100)) for value in known):
        yield finding(
            catalogue.REPORT_GROWTH,
            claim,
            subject,
            what=_since(item.period, start.period),
            known=f"{signed(rate)}%",
            cell=f"{start.where}、{item.where}",
        )


def mean(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold an average against the geometric mean of the stated growth, or of the values.

    年均增长 is (last / first)^(1 / years) − 1; the mean of the rates is another figure, and is
    accepted only where the sentence says 算术平均.
    """
    indicator, plan = subject.indicator, subject.plan
    stated = stated_yearly(indicator, plan)
    stated = stated[: claim.years] if claim.years else stated
    rates = [growth.value for growth in stated]
    if not rates or (claim.years and len(rates) < claim.years):
        rates = []
    candidates = [average(rates, Averaging.GEOMETRIC)] if rates else []
    if not on_another_basis(indicator):
        candidates += _mean_of_values(indicator, plan, claim.years or len(rates))
    mean = average(rates, Averaging.ARITHMETIC) if rates else None
    if not candidates or any(agree(claim, value, Fraction(0)) for value in candidates):
        return
    arithmetic = mean is not None and agree(claim, mean, Fraction(0))
    if arithmetic and lexicon.ARITHMETIC in claim.sentence.text:
        return
    yield finding(
        catalogue.REPORT_AVERAGE,
        claim,
        subject,
        reason=_ARITHMETIC_MEAN if arithmetic else "",
        known=f"{signed(candidates[0])}%",
        cell="、".join(item.where for item in stated) or indicator.where,
    )


def _mean_of_values(indicator: Indicator, plan: Plan, years: int) -> list[Fraction]:
    base = indicator.series.at(Period.whole(plan.base_year))
    last = indicator.series.at(Period.whole(plan.base_year + years))
    rate = yearly_rate(last.value / base.value, years) if base and last and base.value > 0 else None
    return [] if rate is None else [rate]


def planned(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a planned growth against 规划年均增速, or a yearly target."""
    indicator = subject.indicator
    planned, cell = indicator.planned_growth, entry(subject.plan, indicator, "planned_growth")
    if planned is None and indicator.target.yearly:
        planned, cell = indicator.target.value, indicator.target.where
    if planned is None or agree(claim, Fraction(planned), step(planned)):
        return
    yield finding(
        catalogue.REPORT_TARGET,
        claim,
        subject,
        what=_PLANNED_GROWTH,
        known=f"{number(Fraction(planned))}%",
        cell=cell,
    )


def gap(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a distance from the plan, in percentage points, against growth less planned growth.

    Where there is no planned growth it is a distance of the level: it cannot be longer than the whole
    way to the target.
    """
    indicator = subject.indicator
    planned = indicator.planned_growth
    if planned is None:
        yield from _longer_than_the_way(claim, subject)
        return
    growths = [item for item in indicator.stated_growth if claim.period in (None, item.period)]
    distances = [item.value - Fraction(planned) for item in growths]
    rates = [item.value for item in stated_yearly(indicator, subject.plan)]
    if rates and claim.period is None:
        distances += [average(rates, kind) - Fraction(planned) for kind in Averaging]
    told = abs(claim.value)
    near = claim.step / 2 + Fraction(1, 100)
    if not distances or any(abs(abs(distance) - told) <= near for distance in distances):
        return
    yield finding(
        catalogue.REPORT_GAP,
        claim,
        subject,
        known=_points(distances[0]),
        cell=growths[0].where if growths else indicator.where,
    )


def _longer_than_the_way(claim: Claim, subject: Subject) -> Iterator[Finding]:
    indicator = subject.indicator
    target, known = indicator.target, indicator.series
    if target.value is None or not known:
        return
    way = max(abs(Fraction(target.value) - item.value) for item in known)
    if abs(claim.value) > way + claim.step:
        yield finding(
            catalogue.REPORT_GAP,
            claim,
            subject,
            known=_whole_way(target.text, known[-1].text, number(way)),
            cell=target.where,
        )


def _since(period: Period, start: Period) -> str:
    """Name a growth over more than a year."""
    return f"{period}比{start}"


def _points(distance: Fraction) -> str:
    """Word growth less planned growth."""
    return f"{'高' if distance >= 0 else '低'}{signed(abs(distance))}个百分点"


def _whole_way(target: str, newest: str, way: str) -> str:
    """Say how far the figures are from the target at most."""
    return f"最新数据 {newest}，目标 {target}，至多相差 {way}"
