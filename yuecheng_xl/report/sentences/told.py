"""What the department itself tells of an indicator: what went well, why it is behind, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.report.sentences.endings import without_ending
from yuecheng_xl.words.verdicts import UNMET

if TYPE_CHECKING:
    from yuecheng_xl.report.facts import Facts

_REASONS = ("因", "受", "由于", "主要")
_STEPS = ("下一步", "下阶段", "下步", "今后", "后期")


def told(facts: Facts) -> list[str]:
    """Word 工作亮点, 落后原因 (of what is behind) and 下一步举措, as far as they are filled in."""
    indicator = facts.indicator
    reason = without_ending(indicator.lag_reason)
    if facts.item.completion != UNMET:
        reason = ""
    elif reason and not reason.startswith(_REASONS):
        reason = f"落后的主要原因：{reason}"
    steps = without_ending(indicator.next_steps)
    if steps and not steps.startswith(_STEPS):
        steps = f"下一步，{steps}"
    return [text for text in (indicator.highlight, reason, steps) if text]
