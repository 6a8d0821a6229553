"""The paragraphs of the conclusions: counts with names, and what is recommended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.plan.model import Proposal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.rules import Assessment, Evaluation


def names(items: Sequence[Assessment]) -> str:
    """List indicators by number and name."""
    return "、".join(item.indicator.numbered_name for item in items) or "无"


def _plain(items: Sequence[Assessment]) -> str:
    """List names as prose does, with 和 before the last."""
    texts = [item.indicator.name for item in items]
    return texts[0] if len(texts) == 1 else f"{'、'.join(texts[:-1])}和{texts[-1]}"


def _are(items: Sequence[Assessment]) -> str:
    """List names after 是, or 分别是 where there are several."""
    return f"{'是' if len(items) == 1 else '分别是'}{_plain(items)}"


def paragraphs(evaluation: Evaluation) -> list[str]:
    """Word the conclusions: how many stand where, and which are recommended for adjustment."""
    return [_standing(evaluation), _advice(evaluation)]


def _standing(evaluation: Evaluation) -> str:
    summary = evaluation.summary
    share = f"{float(summary.met_share) * 100:.0f}%"
    text = (
        f"在{summary.total}个指标中，{len(summary.met)}个指标按时序完成进度目标，占比{share}。"
        if summary.met
        else f"在{summary.total}个指标中，没有指标按时序完成进度目标。"
    )
    if summary.early:
        text += f"其中{len(summary.early)}个指标已经提前达到规划目标，{_are(summary.early)}。"
    if summary.behind:
        text += f"{len(summary.behind)}个指标落后预期进度，{_are(summary.behind)}。"
    if summary.qualitative:
        text += f"{len(summary.qualitative)}个指标为定性目标，{_are(summary.qualitative)}。"
    if summary.not_assessed:
        text += f"{len(summary.not_assessed)}个指标因停止统计、未统计或缺少数据未作评价，{_are(summary.not_assessed)}。"
    return text


def _advice(evaluation: Evaluation) -> str:
    behind = evaluation.summary.behind
    kept = [item for item in behind if item.recommendation.proposal is Proposal.KEEP]
    risky = [item for item in kept if item.recommendation.high_risk]
    parts = []
    if kept:
        parts.append(f"{_plain(kept)}{len(kept)}个指标虽然落后预期进度，建议不作调整")
        if risky:
            parts[-1] += f"，其中{_plain(risky)}后期所需增长远超已有水平，完成目标风险高"
    changed = [item.name for item in evaluation.adjustments if item.definition_changed]
    caused = [item.name for item in evaluation.adjustments if not item.definition_changed]
    if changed:
        parts.append(
            f"{'、'.join(changed)}{len(changed)}个指标统计口径、测算方式发生变化或停止统计，建议作相应调整"
        )
    if caused:
        parts.append(f"{'、'.join(caused)}{len(caused)}个指标受客观因素影响较大，建议调整目标")
    return "；".join(parts) + "。" if parts else "各项指标建议不作调整。"
