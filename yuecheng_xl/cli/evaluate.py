"""``evaluate``: the whole job, from the workbook to the result sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.result import tell_result
from yuecheng_xl.evaluation import evaluate
from yuecheng_xl.plan.settings import Settings
from yuecheng_xl.plan.workbook import read_workbook
from yuecheng_xl.results import write_results
from yuecheng_xl.results.sheets import TITLES
from yuecheng_xl.words.lists import plain_list

if TYPE_CHECKING:
    from pathlib import Path

_NO_SETTINGS = (
    "工作簿没有“规划信息”，年份和评估时点是推断的。运行“yuecheng-xl new 本文件名”，可逐项询问后制作指标总表。"
)


@as_command(
    f"评估工作簿中的指标总表，生成{plain_list(TITLES)}。\n\n"
    "不指定工作簿时，评估随附的示例指标总表。"
    "原工作簿不改动，结果另存为新文件；使用 --in-place 时先备份再写回。"
)
@options.workbook
@options.out_file()
@click.option(
    "--in-place", is_flag=True, help="把结果写回原工作簿（先备份）；会丢失原有内容时拒绝写回并说明。"
)
@options.previous
@options.templates
@options.as_json
def command(
    workbook: Path | None,
    out: Path | None,
    *,
    in_place: bool,
    previous: Path | None,
    templates: Path | None,
    as_json: bool,
) -> None:
    """Evaluate a master workbook and write the results."""
    if in_place and (out is not None or workbook is None):
        raise click.UsageError("--in-place 须指定要写回的工作簿，且不能与 -o 同时使用。")
    earlier = read_workbook(previous) if previous is not None else None
    evaluation = evaluate(read_workbook(workbook), earlier)
    result = write_results(evaluation, out, in_place=in_place, templates=templates)
    tell_result(evaluation, result, as_json=as_json)
    if not as_json and evaluation.plan.settings == Settings():
        click.echo(_NO_SETTINGS)
