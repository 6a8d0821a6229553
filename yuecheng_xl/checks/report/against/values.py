"""Hold a value against the figure of its period, and 降至 and 提高到 against the figure before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.noted_figures import noted_figures
from yuecheng_xl.checks.report.against.agreement import agree, contradicts, fits
from yuecheng_xl.checks.report.reading import lexicon
from yuecheng_xl.checks.report.subject import on_figure
from yuecheng_xl.checks.rounding import step, step_of
from yuecheng_xl.checks.wording import EMPTY
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure
from yuecheng_xl.typed.figure import Bound, exact
from yuecheng_xl.typed.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.claims import Claim
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Datum, Observation, Series


def check(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a value against the figure of its period, to the decimals of the coarser one."""
    if claim.period is None:
        yield from _undated(claim, subject)
        return
    item = subject.indicator.series.at(claim.period)
    empty = subject.indicator.observation(claim.period)
    if item is not None:
        yield from _of_period(claim, subject, item)
    elif empty is not None:
        yield from _without_figure(claim, subject, empty)
    else:
        yield from another_periods(claim, subject, subject.indicator.series)


def _of_period(claim: Claim, subject: Subject, item: Datum) -> Iterator[Finding]:
    bound = item.observation.bound
    bounded = bound is not Bound.NONE  # ＜18.5 has no other figure to lie below
    agrees = (agree if bounded else fits)(claim, item.value, step_of(item))
    if agrees and not contradicts(claim, bound):
        yield from _moved(claim, subject, item)
    else:
        yield _differs(claim, subject, item)


def _without_figure(claim: Claim, subject: Subject, item: Observation) -> Iterator[Finding]:
    """Report a figure of a period that the workbook has none of, neither in its cell nor in the note.

    Where the note has it, the check of the workbook says so; an unreadable cell has a finding already.
    """
    noted = [value for period, value in noted_figures(subject.indicator) if period == item.period]
    if any(agree(claim, exact(value), step(value)) for value in noted) or item.status is Status.UNREADABLE:
        return
    known = item.text or EMPTY
    yield on_figure(
        catalogue.REPORT_NO_FIGURE, claim, subject, period=item.period, known=known, cell=item.where
    )


def _undated(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a figure without a period against all of them, and a mismatch against the newest."""
    known = subject.indicator.series
    same = [item for item in known if fits(claim, item.value, step_of(item))]
    if same:
        yield from _moved(claim, subject, same[-1])
        return
    flow = subject.indicator.measure is Measure.FLOW
    newest = (known.years if flow and known.years else known).newest
    if newest is not None:
        yield _differs(claim, subject, newest)


def _differs(claim: Claim, subject: Subject, item: Datum) -> Finding:
    others = (one for one in subject.indicator.series if one.period != item.period)
    other = next((one for one in others if agree(claim, one.value)), None)
    known = item.text if other is None else f"{item.text}{_of_period_told(f'{other.period}')}"
    return on_figure(catalogue.REPORT_VALUE, claim, subject, what=item.period, known=known, cell=item.where)


def another_periods(claim: Claim, subject: Subject, series: Series) -> Iterator[Finding]:
    """Report a figure of a period that the workbook does not have, where it is the figure of another one."""
    for item in series:
        if len(claim.told.strip("%")) > 1 and agree(claim, item.value):
            yield on_figure(
                catalogue.REPORT_PERIOD,
                claim,
                subject,
                period=claim.period,
                known=item.period,
                cell=item.where,
            )
            return


def _of_period_told(period: str) -> str:
    """Say whose figure the one told is."""
    return f"，正文的数是{period}的"


def _moved(claim: Claim, subject: Subject, item: Datum) -> Iterator[Finding]:
    """Hold 降至 and 提高到 against the figure before, and against the oldest; one that agrees is enough."""
    words = claim.sentence.text[: claim.start]
    fallen = lexicon.FALLEN_TO.search(words)
    moved = fallen or lexicon.RISEN_TO.search(words)
    if not moved:
        return
    # A rank rises when its number falls.
    rises = (fallen is None) is not (subject.indicator.measure is Measure.RANK)
    before = subject.indicator.series.before(item.period)
    known = [one for one in (*before[-1:], *before[:1]) if one.observation.bound is Bound.NONE]
    if not known or any(one.value == item.value or (one.value < item.value) is rises for one in known):
        return
    yield on_figure(
        catalogue.REPORT_TREND,
        claim,
        subject,
        words=f"{moved[0]}{claim.told}",
        known=f"{known[0].period}{known[0].text}，{item.period}{item.text}",
        cell=item.where,
    )
