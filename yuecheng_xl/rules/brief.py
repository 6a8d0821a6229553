"""An evaluation in brief: what the command line and a click say when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings import Severity, catalogue
from yuecheng_xl.findings.brief import tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules.evaluation import Evaluation

_DOUBTS = (catalogue.READINGS_DIFFER.code, catalogue.READINGS_AGREE.code)


def evaluated(evaluation: Evaluation, findings: Sequence[Finding]) -> str:
    """Sum up an evaluation for the screen; findings of severity 错误 are shown at once."""
    summary = evaluation.summary
    share = f"{float(summary.met_share) * 100:.0f}%"
    title = f"{evaluation.plan.short_name}：" if evaluation.plan.short_name else ""
    lines = [
        (
            f"{title}共{summary.total}个指标，完成{len(summary.met)}个（{share}），"
            f"未完成{len(summary.behind)}个，定性{len(summary.qualitative)}个，"
            f"未评价{len(summary.not_assessed)}个；建议调整{len(evaluation.adjustments)}个。"
        ),
        f"发现问题：{tally(findings)}。",
    ]
    doubted = sum(1 for item in evaluation.assessments if item.outcome.doubt)
    if doubted:
        lines.append(f"存疑{doubted}个：")
        lines += [f"  {item}" for item in findings if item.code in _DOUBTS]
    lines += [f"  {item}" for item in findings if item.severity is Severity.ERROR]
    return "\n".join(lines)
