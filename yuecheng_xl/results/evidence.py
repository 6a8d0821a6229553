"""评估依据: for each verdict its figures, dates, calculation and outlook, to check with a calculator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.tables import evidence

if TYPE_CHECKING:
    from yuecheng_xl.results.slot import Slot
    from yuecheng_xl.sheets.render import Rendered

TITLE = "评估依据"


def fill(slot: Slot) -> Rendered:
    """Fill the evidence, one row an indicator."""
    return slot.render([evidence.lines(slot.evaluation)])
