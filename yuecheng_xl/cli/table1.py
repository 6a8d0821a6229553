"""``table1``: the formatted Table 1 alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.result import tell_result
from yuecheng_xl.evaluation import evaluate
from yuecheng_xl.plan.workbook import read_workbook
from yuecheng_xl.results import write_table1

if TYPE_CHECKING:
    from pathlib import Path


@as_command(
    "评估工作簿中的指标总表，只生成表1（主要指标完成情况一览表）。\n\n"
    "不指定工作簿时，使用随附的示例指标总表。"
)
@options.workbook
@options.out_file()
@options.templates
@options.as_json
def command(workbook: Path | None, out: Path | None, *, templates: Path | None, as_json: bool) -> None:
    """Evaluate a master workbook and write Table 1."""
    evaluation = evaluate(read_workbook(workbook))
    result = write_table1(evaluation, out, templates=templates)
    tell_result(evaluation, result, as_json=as_json)
