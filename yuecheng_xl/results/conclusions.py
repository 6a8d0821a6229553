"""汇总: the counts of the report's conclusions with the names, by category, and the paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.tables import conclusions
from yuecheng_xl.typed.values import Band

if TYPE_CHECKING:
    from yuecheng_xl.results.slot import Slot
    from yuecheng_xl.sheets.render import Rendered

TITLE = "汇总"


def fill(slot: Slot) -> Rendered:
    """Fill the counts by verdict, the counts by category, and the paragraphs."""
    evaluation = slot.evaluation
    texts = [*conclusions.paragraphs(evaluation), *conclusions.on_lists(evaluation)]
    paragraphs = Band.of("段落", [{"段落": text} for text in texts])
    return slot.render([conclusions.groups(evaluation), conclusions.categories(evaluation), paragraphs])
