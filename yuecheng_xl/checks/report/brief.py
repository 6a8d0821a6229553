"""A checked report in brief: what ``check --report`` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings.brief import listed

if TYPE_CHECKING:
    from pathlib import Path

    from yuecheng_xl.checks.report import ReportCheck


def checked(report: Path, check: ReportCheck) -> str:
    """List what holding a report against the workbook found, and how much was compared."""
    told = f"{report.name}：提到{check.named}个指标，核对了{check.compared}个数"
    return f"{told}。\n{listed(check.findings)}" if check.findings else f"{told}，没有发现不一致。"
