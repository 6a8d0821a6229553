"""表2: what is recommended to change, those with changed definitions first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.tables import table2

if TYPE_CHECKING:
    from yuecheng_xl.results.slot import Slot
    from yuecheng_xl.sheets.render import Rendered

TITLE = "表2"


def fill(slot: Slot) -> Rendered:
    """Fill Table 2; where nothing changes, its one row says so."""
    return slot.render([table2.printed_lines(slot.evaluation)])
