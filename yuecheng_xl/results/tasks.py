"""重点任务情况: by field and state, then a row a task with its figures, its state and what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuecheng_xl.results.slot import Slot
    from yuecheng_xl.sheets.render import Rendered

TITLE = "重点任务情况"


def fill(slot: Slot) -> Rendered:
    """Fill the counts by field and the list; no row of the counts stands alone on a page."""
    from yuecheng_xl.tables import tasks as table  # noqa: PLC0415 - few masters have the sheet

    tasks = slot.evaluation.tasks
    assert tasks is not None  # noqa: S101 - the sheet applies
    rows = [table.by_field(tasks), table.lines(tasks)]
    return slot.render(rows, scope={"任务段落": table.paragraph(slot.evaluation)})
