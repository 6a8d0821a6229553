"""责任单位情况: each department's indicators, tasks and projects, and the index that ranks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuecheng_xl.results.slot import Slot
    from yuecheng_xl.sheets.render import Rendered

TITLE = "责任单位情况"


def fill(slot: Slot) -> Rendered:
    """Fill the table of departments in the order of their ranks."""
    from yuecheng_xl.tables import departments as table  # noqa: PLC0415 - few masters ask for the sheet

    board = slot.evaluation.scoreboard
    assert board is not None  # noqa: S101 - the sheet applies
    return slot.render([table.lines(board)], scope=table.scope(board))
