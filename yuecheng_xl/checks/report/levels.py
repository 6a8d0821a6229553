"""Hold values, changes, targets and proposals of the prose against the workbook."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import figures, year_before
from yuecheng_xl.checks.entries import entry
from yuecheng_xl.checks.noted_figures import noted_figures
from yuecheng_xl.checks.precision import step
from yuecheng_xl.checks.report import lexicon
from yuecheng_xl.checks.report.subject import agree, finding, fits
from yuecheng_xl.checks.telling import EMPTY
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure
from yuecheng_xl.rules.recommendation import proposed_target
from yuecheng_xl.rules.target import CEILINGS, FLOORS
from yuecheng_xl.typed.figure import Bound, exact
from yuecheng_xl.typed.status import Status
from yuecheng_xl.words.numbers import signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.claims import Claim
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Observation

_TARGET = "规划目标"
_PROPOSAL = "建议目标"


def value(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a value against the observation of its period, to the decimals of the coarser one."""
    if claim.period is None:
        yield from _undated_value(claim, subject)
        return
    item = subject.indicator.observation(claim.period)
    if item is None:
        return
    if item.value is None:
        noted = [value for period, value in noted_figures(subject.indicator) if period == item.period]
        if any(agree(claim, Fraction(value), step(value)) for value in noted):
            return  # the workbook has it, if not in its place: the workbook's own check says so
        if item.status is not Status.UNREADABLE:
            shown = item.text or EMPTY
            yield finding(
                catalogue.REPORT_NO_FIGURE, claim, subject, period=item.period, known=shown, cell=item.where
            )
        return
    if not fits(claim, Fraction(item.value), step(item.value, item.printed)):
        yield finding(
            catalogue.REPORT_VALUE, claim, subject, what=item.period, known=item.text, cell=item.where
        )
        return
    yield from _moved(claim, subject, item)


def _undated_value(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a figure without a period against all of them, and a mismatch against the newest."""
    known = figures(subject.indicator)
    if not known:
        return
    same = [
        item
        for item in known
        if item.value is not None and fits(claim, Fraction(item.value), step(item.value))
    ]
    if same:
        yield from _moved(claim, subject, same[-1])
        return
    whole_years = [item for item in known if item.period.is_year]
    newest = (whole_years if subject.indicator.measure is Measure.FLOW and whole_years else known)[-1]
    yield finding(
        catalogue.REPORT_VALUE, claim, subject, what=newest.period, known=newest.text, cell=newest.where
    )


def _moved(claim: Claim, subject: Subject, item: Observation) -> Iterator[Finding]:
    """Hold 降至 and 提高到 against the figure before, and against the base year's."""
    words = claim.sentence.text[: claim.start]
    fallen, risen = lexicon.FALLEN_TO.search(words), lexicon.RISEN_TO.search(words)
    if not (fallen or risen) or item.value is None:
        return
    rises = not fallen
    if _is_rank(subject.indicator):
        rises = not rises
    before = [one for one in figures(subject.indicator) if one.period.end < item.period.end]
    known = [one for one in (*before[-1:], *before[:1]) if one.bound is Bound.NONE and one.value is not None]
    if not known or any(one.value is not None and (one.value < item.value) is rises for one in known):
        return
    if any(one.value == item.value for one in known):
        return
    yield finding(
        catalogue.REPORT_TREND,
        claim,
        subject,
        words=f"{(fallen or risen or [''])[0]}{claim.told}",
        known="，".join(f"{one.period}{one.text}" for one in dict.fromkeys((known[0], item))),
        cell=item.where,
    )


def change(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a change in units or percentage points against the difference of two figures.

    A change since a year, up to a period that is not said, may reach to any later one.
    """
    indicator = subject.indicator
    later = [item for item in figures(indicator) if item.period == claim.period]
    if claim.period is None and claim.since is not None:
        later = [item for item in figures(indicator) if item.period.end > claim.since.end]
    pairs = [(start, item) for item in later for start in _starts(claim, subject, item)]
    if not pairs or any(_differ_by(start, item, claim, indicator) for start, item in pairs):
        return
    start, item = next(pair for pair in reversed(pairs) if pair[0] == pairs[0][0])
    yield finding(
        catalogue.REPORT_CHANGE,
        claim,
        subject,
        what=f"{item.period}",
        since=f"{start.period}",
        known=signed(_difference(start, item)),
        figures=f"{start.text} → {item.text}",
        cell=f"{start.where}、{item.where}",
    )


def _difference(start: Observation, item: Observation) -> Fraction:
    assert item.value is not None  # noqa: S101 - both are figures
    assert start.value is not None  # noqa: S101
    return exact(item.value) - exact(start.value)


def _differ_by(start: Observation, item: Observation, claim: Claim, indicator: Indicator) -> bool:
    difference = _difference(start, item)
    told = -claim.value if _is_rank(indicator) else claim.value
    # Rounding of the two figures and of the difference told.
    return abs(difference - told) <= (claim.step + _series_step(indicator)) / 2


def _starts(claim: Claim, subject: Subject, item: Observation) -> list[Observation]:
    """Return the figures that a change may be counted from."""
    indicator = subject.indicator
    earlier = [one for one in figures(indicator) if one.period.end < item.period.end]
    if claim.since is not None:
        start = indicator.observation(claim.since)
        return [start] if start is not None and start.value is not None else []
    if "累计" in claim.words:
        return earlier[:1]
    before = year_before(indicator, item)
    if "同比" in claim.words:
        return [before] if before is not None else []
    return [one for one in dict.fromkeys((before, *earlier[-1:])) if one is not None]


def _series_step(indicator: Indicator) -> Fraction:
    """Return the precision of an indicator's series: 56 among 60.1 and 61.9 is 56.0."""
    return min(
        (step(item.value, item.printed) for item in figures(indicator) if item.value), default=Fraction(1)
    )


def target(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a target against the plan's."""
    indicator, target = subject.indicator, subject.indicator.target
    if target.value is None or target.yearly:
        return
    same = agree(claim, Fraction(target.value), step(target.value))
    if same and not _against_bound(claim, indicator):
        return
    yield finding(catalogue.REPORT_TARGET, claim, subject, what=_TARGET, known=target.text, cell=target.where)


def _against_bound(claim: Claim, indicator: Indicator) -> bool:
    """Tell a ceiling that the prose makes a floor, or the reverse."""
    if claim.bound is Bound.AT_LEAST:
        return indicator.target.bound in CEILINGS
    return claim.bound is Bound.AT_MOST and indicator.target.bound in FLOORS


def proposal(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold what a target is to become against the department's proposal."""
    indicator = subject.indicator
    proposed = proposed_target(indicator)
    if proposed is not None and not agree(claim, proposed, Fraction(0)):
        yield finding(
            catalogue.REPORT_TARGET,
            claim,
            subject,
            what=_PROPOSAL,
            known=indicator.proposal_content,
            cell=entry(subject.plan, indicator, "proposal_content"),
        )


def _is_rank(indicator: Indicator) -> bool:
    """Tell a rank: it rises when its number falls."""
    return indicator.measure is Measure.RANK
