"""``check``: contradictions within the workbook, or between it and a report."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import EXIT_FINDINGS, print_json
from yuecheng_xl.evaluation import evaluate
from yuecheng_xl.findings import has_errors
from yuecheng_xl.findings.brief import listed
from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.plan.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path


@as_command(
    "检查工作簿中前后矛盾、可疑和没有填全的地方，逐条列出。不写任何文件。\n\n"
    "加 --report 时改为核对报告：正文中各指标的数据、增速、平均增速、变动、完成进度、目标、个数和名单，"
    "与工作簿不一致的逐条列出原句和单元格。\n\n"
    "没有“错误”的，退出码是 0；有“错误”的是 1；做不了的是 2。"
)
@options.workbook
@click.option("--report", type=options.PATH, metavar=options.FILE, help="要核对的报告，.docx 或纯文本。")
@options.as_json
def command(workbook: Path | None, report: Path | None, *, as_json: bool) -> None:
    """Check a workbook, or a report against it."""
    evaluation = evaluate(read_workbook(workbook))
    record: dict[str, object] = {}
    if report is None:
        findings = evaluation.findings
        text = listed(findings)
    else:
        from yuecheng_xl.checks.report import check_report  # noqa: PLC0415 - only a report pays for it
        from yuecheng_xl.checks.report.brief import checked  # noqa: PLC0415 - likewise

        check = check_report(evaluation, report)
        findings = check.findings
        record = {"report": {"indicators": check.named, "figures": check.compared}}
        text = checked(report, check)
    if as_json:
        print_json({**record, "findings": [finding_record(item) for item in findings]})
    else:
        click.echo(text)
    if has_errors(findings):
        sys.exit(EXIT_FINDINGS)
