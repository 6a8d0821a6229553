"""``report``: a draft of the evaluation report in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.result import tell_result
from yuecheng_xl.evaluation import evaluate
from yuecheng_xl.plan.workbook import read_workbook
from yuecheng_xl.report.record import report_record
from yuecheng_xl.report.writer import write_report

if TYPE_CHECKING:
    from pathlib import Path


@as_command(
    "评估工作簿中的指标总表，起草评估报告（.docx）："
    "逐项分析、图、表1，评估结论，调整建议和理由、表2，年度分解。\n\n"
    "报告的固定文字和格式在模板“报告.docx”中，可用 Word 修改。不指定工作簿时，使用随附的示例指标总表。"
)
@options.workbook
@options.out_file()
@options.previous
@options.templates
@options.as_json
def command(
    workbook: Path | None,
    out: Path | None,
    *,
    previous: Path | None,
    templates: Path | None,
    as_json: bool,
) -> None:
    """Evaluate a master workbook and write the report."""
    earlier = read_workbook(previous) if previous is not None else None
    evaluation = evaluate(read_workbook(workbook), earlier)
    result = write_report(evaluation, out, templates=templates)
    tell_result(evaluation, result, as_json=as_json, record=report_record)
