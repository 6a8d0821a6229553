"""表1: the indicators with targets, figures as filled in, and the completion column, as printed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from yuecheng_xl.grid.model import Area
from yuecheng_xl.tables import table1

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.results.slot import Slot
    from yuecheng_xl.rules import Assessment
    from yuecheng_xl.sheets.render import Rendered

TITLE = "表1"


def fill(slot: Slot) -> Rendered:
    """Fill Table 1. The category's cells are merged; no category is cut by a page's end."""
    evaluation = slot.evaluation
    rendered = slot.render(
        [table1.lines(evaluation)], [table1.periods(evaluation), table1.monitored(evaluation)]
    )
    first = rendered.repeated_rows("指标")[0]
    groups = _categories(evaluation.assessments, first)
    if rendered.shows("类别"):
        _, column = rendered.cell("类别")
        for name, top, bottom in groups:
            if name and bottom > top:
                rendered.merge(Area(top, column, bottom, column))
    rendered.keep_together([(top, bottom) for _, top, bottom in groups])
    return rendered


def _categories(items: Sequence[Assessment], first: int) -> list[tuple[str, int, int]]:
    """Return each run of one category with its first and last row."""
    groups, row = [], first
    for category, run in groupby(items, key=lambda item: item.indicator.category):
        last = row + sum(1 for _ in run) - 1
        groups.append((category, row, last))
        row = last + 1
    return groups
