"""Hold a report against itself: two readings of one figure, two names of one indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against.agreement import same
from yuecheng_xl.checks.report.reading.sorting import Sort
from yuecheng_xl.checks.report.subject import on_figure
from yuecheng_xl.findings import catalogue
from yuecheng_xl.typed.figure import Bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.claims import Claim
    from yuecheng_xl.checks.report.reading.named import Names
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Assessment
    from yuecheng_xl.typed.period import Period


class Itself:
    """What a report has said so far: figures that no workbook has, and what it calls the indicators."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._first_read: dict[tuple[int, Sort, Period], Claim] = {}
        self._first_called: dict[int, tuple[str, str]] = {}
        self._called_twice: set[int] = set()

    def reads(self, claim: Claim, subject: Subject) -> Iterator[Finding]:
        """Report a figure that was given otherwise before, where no workbook says which is right."""
        indicator = subject.indicator
        known = {Sort.VALUE: indicator.series, Sort.GROWTH: indicator.stated_growth}.get(claim.sort)
        is_plain = claim.since is None and claim.bound is Bound.NONE and not claim.beyond
        if known is None or claim.period is None or known.at(claim.period) is not None or not is_plain:
            return
        first = self._first_read.setdefault((indicator.number, claim.sort, claim.period), claim)
        if not same(first.value, first.step, claim.value, claim.step):
            yield on_figure(
                catalogue.REPORT_TWO_READINGS,
                claim,
                subject,
                what=_what(claim),
                first=first.told,
                place=first.sentence.where,
            )

    def calls(self, name: str, item: Assessment, where: str) -> Iterator[Finding]:
        """Report a second name of an indicator, once; an abbreviation that the catalogue knows is none."""
        indicator, key = item.indicator, self._names.key(name)
        if indicator.number in self._called_twice or self._names.is_short(key, item):
            return
        first, place = self._first_called.setdefault(indicator.number, (name, where))
        if self._names.key(first) != key:
            self._called_twice.add(indicator.number)
            yield catalogue.REPORT_TWO_NAMES.at(
                where, name=indicator.name, first=first, place=place, told=name
            )


def _what(claim: Claim) -> str:
    """Name what a figure is: 2021年数据, 2021年增速."""
    return f"{claim.period}{'增速' if claim.sort is Sort.GROWTH else '数据'}"
