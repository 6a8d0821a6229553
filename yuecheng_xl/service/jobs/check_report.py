"""Hold a report against the master."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from yuecheng_xl.checks.report import check_report
from yuecheng_xl.checks.report.brief import checked
from yuecheng_xl.evaluation import evaluate
from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.plan.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable


def do(task: dict[str, str], out: Path, progress: Callable[[int, int], None]) -> dict[str, Any]:  # noqa: ARG001 - nothing is written
    """List what the report says otherwise than the master."""
    report = Path(task["report"])
    progress(0, 2)
    evaluation = evaluate(read_workbook(Path(task["master"])))
    progress(1, 2)
    check = check_report(evaluation, report)
    return {
        "brief": checked(Path(report.name), check),
        "findings": [*map(finding_record, check.findings)],
    }
