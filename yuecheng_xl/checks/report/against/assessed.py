"""Hold what the prose says of the assessment in figures: progress, elapsed time, growth still required."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.agreement import EXACTLY, agree, same
from yuecheng_xl.checks.report.against.progress_by_year import progress_by_year
from yuecheng_xl.checks.report.reading import lexicon
from yuecheng_xl.checks.report.subject import on_figure
from yuecheng_xl.checks.wording import EMPTY
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure
from yuecheng_xl.rules.target import target_value
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.words.numbers import number, percent, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.claims import Claim
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

_PROGRESS = "完成进度"
_ELAPSED = "时间进度"
_REQUIRED = "后期年均所需"
_MISSING = "与目标的差距"
_NEWEST = "最新增速"
_ROLLING = "近12个月数"


def progress(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a degree of completion against (current − base) / (target − base), or current / target."""
    outcome, target = subject.item.outcome, subject.indicator.target
    if outcome.progress is None or outcome.current is None or not target.value:
        return
    known, of_target = outcome.progress * 100, outcome.current.value / exact(target.value) * 100
    earlier = (share for share, _ in progress_by_year(subject))
    if any(agree(claim, value) for value in (known, of_target, *earlier)):
        return
    base = outcome.base.observation.text if outcome.base else EMPTY
    figures = _progress_figures(base, number(outcome.current.value), target.text)
    yield _assessed(claim, subject, _PROGRESS, f"{signed(known, 1)}%", figures)


def elapsed(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a share of the plan period against that at the date of the current figure."""
    outcome = subject.item.outcome
    if outcome.elapsed is not None and not agree(claim, outcome.elapsed * 100):
        date = str(outcome.current.period) if outcome.current else EMPTY
        yield _assessed(claim, subject, _ELAPSED, percent(outcome.elapsed), date)


def required(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a growth still required per year against the outlook's, whatever its sign."""
    outlook, current = subject.item.outlook, subject.item.outcome.current
    if outlook.required is None or current is None:
        return
    known = outlook.required
    if lexicon.REQUIRED_IN_ALL in claim.words:
        known = target_value(subject.indicator.target) - current.value
    # An amount a year may be told rounded up, a ceiling's rounded down.
    measure = subject.indicator.measure
    near = claim.step if measure is Measure.CUMULATIVE else EXACTLY
    told = abs(claim.value)
    same_size = same(told, claim.step, abs(known)) or abs(told - abs(known)) < near
    # A place rises as its number falls, and 降低率 is reached by 降低.
    falls = known > 0 if measure is Measure.RANK else known < 0
    if same_size and (measure is Measure.CUMULATIVE or (claim.value < 0) is falls):
        return
    figures = _required_figures(number(current.value), subject.indicator.target.text)
    yield _assessed(claim, subject, _REQUIRED, outlook.worded(known), figures)


def rolling(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a sum of the last twelve months against that which the assessment made."""
    current = subject.item.outcome.current
    if current is None or current.rolling is None or agree(claim, current.value):
        return
    year, part, growth, _ = current.rolling
    figures = _rolling_figures(year.text, part.text, number(growth))
    yield _assessed(claim, subject, _ROLLING, number(current.value), figures)


def missing(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold what is missing to the target against the figure used, or against another one that it may mean."""
    current, target = subject.item.outcome.current, subject.indicator.target
    if current is None or target.value is None:
        return
    known = abs(target_value(target) - current.value)
    of_each = (abs(target_value(target) - item.value) for item in subject.indicator.series)
    if not any(agree(claim, one) for one in (known, *of_each)):
        figures = _required_figures(number(current.value), target.text)
        yield _assessed(claim, subject, _MISSING, signed(known), figures)


def newest(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold the newest growth against the paces that the outlook knows, and the growth filled in."""
    paces = [(pace.value, pace.label) for pace in subject.item.outlook.paces]
    indicator = subject.indicator
    series = indicator.series if indicator.measure is Measure.GROWTH_RATE else indicator.stated_growth
    paces += [(item.value, f"{item.period}") for item in series[-1:]]
    if paces and not any(agree(claim, value) for value, _ in paces):
        figures = "、".join(label for _, label in paces)
        yield _assessed(claim, subject, _NEWEST, f"{signed(paces[0][0])}%", figures)


def _assessed(claim: Claim, subject: Subject, what: str, known: str, figures: str) -> Finding:
    current = subject.item.outcome.current
    cell = current.observation.where if current else subject.indicator.where
    return on_figure(
        catalogue.REPORT_ASSESSED, claim, subject, what=what, known=known, figures=figures, cell=cell
    )


def _progress_figures(base: str, current: str, target: str) -> str:
    """Show what a degree of completion is computed from."""
    return f"基数 {base}，现值 {current}，目标 {target}"


def _required_figures(current: str, target: str) -> str:
    """Show what the growth still required is computed from."""
    return f"现值 {current}，目标 {target}"


def _rolling_figures(year: str, part: str, growth: str) -> str:
    """Show what the last twelve months are computed from."""
    return f"上年 {year}，年内 {part}，同比增速 {growth}%"
