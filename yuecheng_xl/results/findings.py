"""问题清单: what reading, the rules, the checks and writing found, the gravest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.tables import findings

if TYPE_CHECKING:
    from yuecheng_xl.results.slot import Slot
    from yuecheng_xl.sheets.render import Rendered

TITLE = "问题清单"


def fill(slot: Slot) -> Rendered:
    """Fill the list; where nothing was found, its one row says so."""
    lines = findings.printed_lines(slot.findings)
    return slot.render([lines], scope=findings.counts(slot.findings))
