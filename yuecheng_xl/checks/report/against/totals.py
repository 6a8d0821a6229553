"""Hold a total cumulated over the years of the plan against the years' figures."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.agreement import EXACTLY, fits
from yuecheng_xl.checks.report.subject import on_figure
from yuecheng_xl.checks.rounding import step_of
from yuecheng_xl.findings import catalogue
from yuecheng_xl.words.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.claims import Claim
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

_TOTAL = "累计数"


def check(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a total against what the assessment cumulated, sums of the figures, and each of them.

    A figure may itself be a total of the years so far, or of the months of its year.
    """
    current = subject.item.outcome.current
    years = subject.indicator.series.since(subject.plan.base_year + 1)
    known = [item.value for item in years]
    if not known:
        return
    step = min(step_of(item) for item in years)
    sums = [sum(known[: number + 1], Fraction(0)) for number in range(len(known))]
    exactly = current is not None and fits(claim, current.value, EXACTLY)
    if exactly or any(fits(claim, value, step) for value in (*sums, *known)):
        return
    total = current.value if current else sums[-1]
    figures = "、".join(f"{item.period}{item.text}" for item in years)
    yield on_figure(
        catalogue.REPORT_ASSESSED,
        claim,
        subject,
        what=_TOTAL,
        known=number(total),
        figures=figures,
        cell=years[-1].where,
    )
