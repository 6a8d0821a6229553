"""年度分解: what each remaining year must reach, who carries how much of what is behind, what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.tables import next_year, yearly

if TYPE_CHECKING:
    from yuecheng_xl.results.slot import Slot
    from yuecheng_xl.sheets.render import Rendered

TITLE = "年度分解"
_ABOVE = 2
"""Rows above the first category: heading and header."""


def fill(slot: Slot) -> Rendered:
    """Fill the levels of each remaining year, of indicators and of tasks, then investment and the burdens."""
    evaluation = slot.evaluation
    lines = yearly.lines(evaluation)
    tasks, investment = next_year.tasks(evaluation), next_year.investment(evaluation)
    burdens = [yearly.by_category(evaluation), yearly.by_department(evaluation)]
    rendered = slot.render([lines, *tasks, *investment, *burdens], [yearly.years(evaluation)])
    first = rendered.cell("指标")[0]
    invested = first + len(lines.records) + sum(len(band.records) for band in tasks)
    carried = rendered.cell("类别")[0] - _ABOVE
    # The last two tables stay on one page each; those before break where they must, their header repeated.
    groups = [(first, invested - 1), (invested, carried - 1), (carried, rendered.last_row)]
    rendered.keep_together([(top, bottom) for top, bottom in groups if top <= bottom])
    return rendered
