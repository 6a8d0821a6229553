"""Hold what the prose says the plan wants: the target, what it is to become, the planned yearly growth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.entries import entry
from yuecheng_xl.checks.report.against.agreement import agree, contradicts
from yuecheng_xl.checks.report.subject import on_figure
from yuecheng_xl.checks.rounding import step
from yuecheng_xl.findings import catalogue
from yuecheng_xl.rules.recommendation import proposed_target
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.words.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.claims import Claim
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

_TARGET = "规划目标"
_PROPOSAL = "建议目标"
_PLANNED_GROWTH = "规划年均增速"


def target(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a target against the plan's."""
    indicator, target = subject.indicator, subject.indicator.target
    if target.value is None or target.yearly:
        return
    if claim.period is not None and claim.period.year != subject.plan.target_year:
        # A year's own target is no business of the plan's, but the plan's target has one year.
        if agree(claim, exact(target.value), step(target.value)):
            year = f"{subject.plan.target_year}年"
            yield on_figure(
                catalogue.REPORT_PERIOD, claim, subject, period=claim.period, known=year, cell=target.where
            )
        return
    same = agree(claim, exact(target.value), step(target.value))
    if not same or contradicts(claim, indicator.target.bound):
        yield _differs(claim, subject, _TARGET, target.text, target.where)


def proposal(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold what a target is to become against the department's proposal."""
    indicator = subject.indicator
    proposed = proposed_target(indicator)
    if proposed is not None and not agree(claim, proposed):
        cell = entry(subject.plan, indicator, "proposal_content")
        yield _differs(claim, subject, _PROPOSAL, indicator.proposal_content, cell)


def planned_growth(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a planned growth against 规划年均增速, or a yearly target."""
    indicator = subject.indicator
    planned, cell = indicator.planned_growth, entry(subject.plan, indicator, "planned_growth")
    if planned is None and indicator.target.yearly:
        planned, cell = indicator.target.value, indicator.target.where
    if planned is not None and not agree(claim, exact(planned), step(planned)):
        yield _differs(claim, subject, _PLANNED_GROWTH, f"{number(planned)}%", cell)


def _differs(claim: Claim, subject: Subject, what: str, known: str, cell: str) -> Finding:
    return on_figure(catalogue.REPORT_TARGET, claim, subject, what=what, known=known, cell=cell)
