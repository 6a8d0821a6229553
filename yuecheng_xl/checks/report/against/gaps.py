"""Hold a distance from the plan, in percentage points, against growth less planned growth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.agreement import HUNDREDTH
from yuecheng_xl.checks.report.reading import lexicon
from yuecheng_xl.checks.report.subject import on_figure
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.settings import Averaging
from yuecheng_xl.rules.growth import average, stated_yearly
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.words.numbers import number, signed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from yuecheng_xl.checks.report.reading.claims import Claim
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding


def check(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Hold a distance against that of the growth; without planned growth, against that of the level."""
    planned = subject.indicator.planned_growth
    if planned is None:
        yield from _longer_than_the_way(claim, subject)
    else:
        yield from _of_growth(claim, subject, exact(planned))


def _of_growth(claim: Claim, subject: Subject, planned: Fraction) -> Iterator[Finding]:
    """Compare with each growth stated for the period; without a period with all, and their average, too."""
    indicator = subject.indicator
    growths = [item for item in indicator.stated_growth if claim.period in (None, item.period)]
    distances = [item.value - planned for item in growths]
    rates = [item.value for item in stated_yearly(indicator, subject.plan)]
    if rates and claim.period is None:
        distances += [average(rates, kind) - planned for kind in Averaging]
    near = claim.step / 2 + HUNDREDTH
    above, below = lexicon.ABOVE.search(claim.words), lexicon.BELOW.search(claim.words)
    # Of a fall that is planned (年均下降4%) 低于 may mean its size.
    told = [claim.value] if above and planned > 0 else [-claim.value] if below and planned > 0 else []
    told = told or [claim.value, -claim.value]
    if not distances or any(abs(distance - one) <= near for distance in distances for one in told):
        return
    yield on_figure(catalogue.REPORT_GAP, claim, subject, known=_points(distances[0]), cell=growths[0].where)


def _longer_than_the_way(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Report a distance of the level that is longer than the whole way to the target."""
    target, known = subject.indicator.target, subject.indicator.series
    if target.value is None or not known:
        return
    way = max(abs(exact(target.value) - item.value) for item in known)
    if abs(claim.value) > way + claim.step:
        yield on_figure(
            catalogue.REPORT_GAP,
            claim,
            subject,
            known=_whole_way(target.text, known[-1].text, number(way)),
            cell=target.where,
        )


def _points(distance: Fraction) -> str:
    """Word growth less planned growth."""
    return f"{'高' if distance >= 0 else '低'}{signed(abs(distance))}个百分点"


def _whole_way(target: str, newest: str, way: str) -> str:
    """Say how far the figures are from the target at most."""
    return f"最新数据 {newest}，目标 {target}，至多相差 {way}"
