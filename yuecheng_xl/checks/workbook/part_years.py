"""A part of a year must not exceed a longer part of it, the whole year, or the whole year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Datum
    from yuecheng_xl.rules import Evaluation


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Compare each flow from January on with those that include it, and with the year before."""
    for indicator in evaluation.plan.indicators:
        if indicator.measure is not Measure.FLOW:
            continue
        items = [item for item in indicator.series if item.period.from_january]
        if any(item.value < 0 for item in indicator.series):
            continue  # a loss may shrink over the year; only amounts that add up cannot
        for part in items:
            whole = _first_smaller(part, items)
            if whole is not None:
                yield catalogue.PART_ABOVE_YEAR.at(
                    part.where,
                    name=indicator.name,
                    part=f"{part.period}{part.text}",
                    whole=f"{whole.period}{whole.text}",
                )


def _first_smaller(part: Datum, items: list[Datum]) -> Datum | None:
    longer = (
        item
        for item in items
        if (item.period.year == part.period.year and item.period.last > part.period.last)
        or (item.period.is_year and not part.period.is_year and item.period.year == part.period.year - 1)
    )
    return next((item for item in longer if item.value < part.value), None)
