"""An evaluation in brief: what the command line and a click say when it is done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.findings import Severity, catalogue
from yuecheng_xl.findings.brief import tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules.evaluation import Evaluation

_DOUBTS = (
    catalogue.READINGS_DIFFER.code,
    catalogue.READINGS_AGREE.code,
    catalogue.PROGRESS_BEYOND.code,
)
# Of reading a table, its cells, what is inferred, and of the rules: what a verdict rests on.
_TOUCHES_VERDICT = re.compile(r"F[2-5]\d\d")
_RISK = catalogue.HIGH_RISK.code
_MOST_SHOWN = 30
"""Warnings that a screen shows."""


def evaluated(evaluation: Evaluation, findings: Sequence[Finding]) -> str:
    """Sum up an evaluation for the screen; errors, doubts and what touches a verdict are shown at once."""
    summary = evaluation.summary
    share = f"{float(summary.met_share) * 100:.0f}%"
    nearly = f"基本完成{len(summary.nearly)}个，" if summary.nearly else ""
    title = f"{evaluation.plan.short_name}：" if evaluation.plan.short_name else ""
    lines = [
        (
            f"{title}共{summary.total}个指标，完成{len(summary.met)}个（{share}），"
            f"{nearly}"
            f"未完成{len(summary.behind)}个，定性{len(summary.qualitative)}个，"
            f"未评价{len(summary.not_assessed)}个；建议调整{len(evaluation.adjustments)}个。"
        ),
        f"发现问题：{tally(findings)}。",
    ]
    questioned = [item.outcome for item in evaluation.assessments if item.outcome.is_questioned]
    if questioned:
        lines.append(f"存疑{len(questioned)}个：")
        lines += [f"  {found}" for one in questioned for found in one.findings if found.code in _DOUBTS]
    agreed = sum(1 for item in evaluation.assessments if item.outcome.doubt) - len(questioned)
    if agreed:
        lines.append(f"另有{agreed}个可有两种读法，结论相同（{catalogue.READINGS_AGREE.code}），见问题清单。")
    warnings = [item for item in findings if item.severity is Severity.WARNING and _touches_verdict(item)]
    if warnings:
        lines.append(f"关系到结论的警告{len(warnings)}项：")
        lines += [f"  {item}" for item in warnings[:_MOST_SHOWN]]
    if len(warnings) > _MOST_SHOWN:
        lines.append(f"  其余{len(warnings) - _MOST_SHOWN}项见问题清单。")
    lines += [f"  {item}" for item in findings if item.severity is Severity.ERROR]
    return "\n".join(lines)


def _touches_verdict(item: Finding) -> bool:
    return item.code not in (*_DOUBTS, _RISK) and _TOUCHES_VERDICT.fullmatch(item.code) is not None
