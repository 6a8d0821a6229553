"""``attach``: the add-in's jobs on the workbook open in Excel, for PCs where macros are blocked."""

from __future__ import annotations

import click

from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import print_json
from yuecheng_xl.disk import log
from yuecheng_xl.findings.errors import ExcelError
from yuecheng_xl.office.excel import calling_excel
from yuecheng_xl.office.jobs import BUTTONS
from yuecheng_xl.office.ribbon import run

_DEFAULT = "evaluate"
_JOBS = "，".join(
    f"{job} {button.label}{'（默认）' if job == _DEFAULT else ''}" for job, button in BUTTONS.items()
)


@as_command(
    "对 Excel 中当前打开的工作簿做加载项按钮的工作，未保存的修改也包括在内。"
    "宏被禁用、加载项不能用时使用。\n\n"
    f"功能：{_JOBS}。"
)
@click.argument("job", type=click.Choice(list(BUTTONS)), default=_DEFAULT, metavar="[功能]")
@options.as_json
def command(job: str, *, as_json: bool) -> None:
    """Do a button's job on the workbook in front."""
    try:
        done = run(job, calling_excel())
    except Exception as error:
        raise ExcelError(log.explain(error)) from error
    if as_json:
        print_json({"message": done.text, **done.record})
    else:
        click.echo(done.text)
