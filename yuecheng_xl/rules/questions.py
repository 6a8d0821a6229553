"""What a row asks a person: its doubts, and the cell that an answer in other words than theirs goes into."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuecheng_xl.plan import Doubt, Indicator
    from yuecheng_xl.rules.assessment import Assessment


def open_doubts(item: Assessment) -> list[Doubt]:
    """Return the doubts of a row that wait for an answer, those that its progress raises included."""
    known = list(item.indicator.doubts)
    return [*known, *(doubt for doubt in item.outcome.doubted if doubt not in known)]


def takes_text(doubt: Doubt, indicator: Indicator) -> str:
    """Return the cell that gets what a person types instead of a reading; empty where there is none."""
    is_of_figure = any(reading.figures or reading.growths for reading in doubt.readings)
    has_a_cell = is_of_figure or (doubt.is_of_target and indicator.target.where == doubt.where)
    return doubt.where if has_a_cell and "!" in doubt.where else ""
