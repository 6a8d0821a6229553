"""Findings in brief: how many there are of each severity, and all of them, the gravest first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from yuecheng_xl.findings.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.findings.finding import Finding


def tally(findings: Sequence[Finding]) -> str:
    """Count findings by severity."""
    counts = Counter(item.severity for item in findings)
    return "，".join(f"{severity.value}{counts[severity]}项" for severity in Severity)


def listed(findings: Sequence[Finding]) -> str:
    """List findings, the gravest first, below their count."""
    if not findings:
        return "没有发现问题。"
    lines = [f"  {item}" for item in sorted(findings, key=lambda item: item.severity.rank)]
    return "\n".join([f"发现问题：{tally(findings)}。", *lines])
