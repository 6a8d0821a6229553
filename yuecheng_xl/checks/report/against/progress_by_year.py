"""How far an indicator was at the end of each year: a report may speak of an earlier year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.plan import Measure
from yuecheng_xl.rules.target import target_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from yuecheng_xl.checks.report.subject import Subject

_CUMULATED = (Measure.CUMULATIVE, Measure.GROWTH_RATE)


def progress_by_year(subject: Subject) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield progress and elapsed time at the end of each full year, both in percent.

    Of what is cumulated or averaged a year's figure says nothing alone.
    """
    base, target = subject.item.outcome.base, subject.indicator.target
    if base is None or target.value is None or subject.indicator.measure in _CUMULATED:
        return
    way = target_value(target) - base.value
    for item in subject.indicator.series.years:
        if way and item.period.end > base.period.end:
            yield (item.value - base.value) / way * 100, subject.plan.elapsed(item.period.end) * 100
