"""年度分解: what each remaining year must reach, and who carries how much of what is behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.tables import yearly

if TYPE_CHECKING:
    from yuecheng_xl.results.slot import Slot
    from yuecheng_xl.sheets.render import Rendered

TITLE = "年度分解"


def fill(slot: Slot) -> Rendered:
    """Fill the levels and changes of each remaining year, then the burdens by category and department."""
    evaluation = slot.evaluation
    lines = yearly.lines(evaluation)
    burdens = [yearly.by_category(evaluation), yearly.by_department(evaluation)]
    rendered = slot.render([lines, *burdens], [yearly.years(evaluation)])
    first = rendered.cell("指标")[0]
    end = first + len(lines.records)
    # The burdens stay on one page; the table before them breaks where it must, under a repeated header.
    rendered.keep_together([(first, end - 1), (end, rendered.last_row)])
    return rendered
