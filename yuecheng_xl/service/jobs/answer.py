"""Answer doubts: the master with the answers in it, and its evaluation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from yuecheng_xl.evaluation import evaluate
from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.masters.answering import Answer, answer_doubts
from yuecheng_xl.plan.workbook import read_workbook
from yuecheng_xl.service.jobs.evaluate import do as evaluated

if TYPE_CHECKING:
    from collections.abc import Callable


def do(task: dict[str, Any], out: Path, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Write the answered master and evaluate it."""
    progress(0, 2)
    evaluation = evaluate(read_workbook(Path(task["master"])))
    answers = [Answer(**answer) for answer in task["answers"]]
    result = answer_doubts(evaluation, answers, out)
    progress(1, 2)
    record = evaluated({"master": str(result.path)}, out, lambda _, __: None)
    said = f"已答复{len(result.filled) + len(result.noted)}处存疑，填好的总表是“{result.path.name}”。"
    return {
        **record,
        "brief": f"{said}\n{record['brief']}",
        "findings": [*map(finding_record, result.findings), *record["findings"]],
        "master": result.path.name,
        "answered": len(result.filled) + len(result.noted),
    }
