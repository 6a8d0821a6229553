"""Draft the report in Word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from yuecheng_xl.disk.brief import written
from yuecheng_xl.evaluation import evaluate
from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.plan.workbook import read_workbook
from yuecheng_xl.report.writer import write_report

if TYPE_CHECKING:
    from collections.abc import Callable


def do(task: dict[str, str], out: Path, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Write the draft."""
    path = Path(task["master"])
    progress(0, 2)
    evaluation = evaluate(read_workbook(path))
    progress(1, 2)
    result = write_report(evaluation, out / f"{path.stem}-评估报告.docx")
    return {"brief": written(Path(result.path.name)), "findings": [*map(finding_record, result.findings)]}
