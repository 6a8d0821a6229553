"""The wording of recommendations and of Table 2's last column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.plan.model import Proposal
from yuecheng_xl.words.numbers import number

if TYPE_CHECKING:
    from fractions import Fraction

    from yuecheng_xl.plan import Indicator

HIGH_RISK_MARK = "（高风险）"
_WITHOUT_CONTENT = {
    Proposal.ADJUST: "调整目标（调整值待责任单位提出）",
    Proposal.CANCEL: "取消",
    Proposal.REPLACE: "替换（替代指标待责任单位提出）",
}


def content(indicator: Indicator, proposal: Proposal) -> str:
    """Word the change as Table 2 prints it: 建议由50位调整为90位."""
    text = indicator.proposal_content
    if not text or (proposal is not indicator.proposal and indicator.proposal is not None):
        text = _WITHOUT_CONTENT[proposal]
    return text if text.startswith("建议") else f"建议{text}"


def adjust_reason(indicator: Indicator, actual: tuple[Fraction, Fraction] | None) -> str:
    """Say why a target is adjusted: what changed, what came from outside, and what was achieved so far."""
    parts = ["落后预期进度"]
    if indicator.definition_change:
        parts.append(f"口径变化：{indicator.definition_change}")
    if indicator.external_cause:
        parts.append(f"客观因素：{indicator.external_cause}")
    if actual is not None:
        low, high = (number(value) for value in actual)
        parts.append(f"基期以来实际值为{low}" if low == high else f"基期以来实际值在{low}至{high}之间")
    return "；".join(parts)


def keep_reason(indicator: Indicator, completion: str) -> str:
    """Say why nothing is changed."""
    if completion == "未完成":
        return "落后预期进度，但没有口径变化和客观因素"
    if indicator.definition_change or indicator.external_cause:
        return "没有落后预期进度"
    return "没有落后预期进度，口径没有变化"
