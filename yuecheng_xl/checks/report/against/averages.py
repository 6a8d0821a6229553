"""Hold an average yearly growth against the geometric mean of the stated growth, or of the values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import on_another_basis
from yuecheng_xl.checks.report.against.agreement import agree
from yuecheng_xl.checks.report.reading import lexicon
from yuecheng_xl.checks.report.subject import on_figure
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.settings import Averaging
from yuecheng_xl.rules.growth import average, stated_yearly, yearly_rate
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.typed.period import Period
from yuecheng_xl.words.numbers import signed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from yuecheng_xl.checks.report.reading.claims import Claim
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Plan

_ARITHMETIC_MEAN = "正文的数是各年增速的算术平均；"


def check(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold an average over the first years of the plan, or over all years with stated growth.

    年均增长 is (last / first)^(1 / years) − 1; the mean of the rates is another figure, and is
    accepted only where the sentence says 算术平均.
    """
    indicator, plan = subject.indicator, subject.plan
    stated = stated_yearly(indicator, plan)
    stated = stated[: claim.years] if claim.years else stated
    rates = [] if len(stated) < claim.years else [growth.value for growth in stated]
    candidates = [average(rates, Averaging.GEOMETRIC)] if rates else []
    outcome = subject.item.outcome
    if outcome.method is Method.GROWTH and outcome.current is not None:
        candidates.append(outcome.current.value)
    elif not on_another_basis(indicator):
        candidates += _of_values(indicator, plan, claim.years or len(rates))
    if not candidates or any(agree(claim, value) for value in candidates):
        return
    arithmetic = bool(rates) and agree(claim, average(rates, Averaging.ARITHMETIC))
    if arithmetic and lexicon.ARITHMETIC in claim.sentence.text:
        return
    yield on_figure(
        catalogue.REPORT_AVERAGE,
        claim,
        subject,
        reason=_ARITHMETIC_MEAN if arithmetic else "",
        known=f"{signed(candidates[0])}%",
        cell="、".join(item.where for item in stated) or indicator.where,
    )


def _of_values(indicator: Indicator, plan: Plan, years: int) -> list[Fraction]:
    """Return the average growth of the values from the base year on, if there is one."""
    base = indicator.series.at(Period.whole(plan.base_year))
    last = indicator.series.at(Period.whole(plan.base_year + years))
    rate = yearly_rate(last.value / base.value, years) if base and last and base.value > 0 else None
    return [] if rate is None else [rate]
