"""``distribute``: one form workbook for each department."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import print_json
from yuecheng_xl.disk.brief import written
from yuecheng_xl.forms import distribute
from yuecheng_xl.forms.brief import distributed
from yuecheng_xl.forms.record import distribution_record
from yuecheng_xl.plan.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path


@as_command(
    "把指标总表拆成各责任单位的报送表，一个单位一个工作簿，文件名是单位名称。\n\n"
    "已有数据填好并锁定，要填的单元格是黄色的。联系人和报送截止日期取自“规划信息”。"
    "不指定工作簿时，使用随附的示例指标总表。"
)
@options.workbook
@options.out_folder("报送表写入的文件夹。")
@options.templates
@options.as_json
def command(workbook: Path | None, out: Path, *, templates: Path | None, as_json: bool) -> None:
    """Split a master workbook into forms."""
    distribution = distribute(read_workbook(workbook), out, templates=templates)
    if as_json:
        print_json(distribution_record(distribution))
        return
    click.echo(distributed(distribution))
    click.echo(written(out))
