"""``addin status``: whether the add-in can run for the user who runs this, and what to do if not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from yuecheng_xl.addin.installation import profile, registry
from yuecheng_xl.addin.installation.status import Installation, check_installation
from yuecheng_xl.cli import options
from yuecheng_xl.cli.commands import as_command
from yuecheng_xl.cli.output import EXIT_FINDINGS, print_json
from yuecheng_xl.findings import has_errors
from yuecheng_xl.findings.record import finding_record

if TYPE_CHECKING:
    from pathlib import Path


@as_command(
    "检查加载项能否使用，逐项说明问题和处理办法。\n\n"
    "指定工作簿时，还检查其中有没有会改变加载项设置的内容。有错误时退出码为 1。"
)
@options.workbook
@options.as_json
def command(workbook: Path | None, *, as_json: bool) -> None:
    """Check the installation."""
    checks = check_installation(Installation(profile.current(), registry.read()), workbook)
    findings = [finding for check in checks for finding in check.findings]
    if as_json:
        print_json(
            {
                "checks": [{"name": check.name, "ok": not check.findings} for check in checks],
                "findings": [finding_record(finding) for finding in findings],
            }
        )
    else:
        for check in checks:
            click.echo(f"{check.name}：{'有问题' if check.findings else '正常'}")
            for finding in check.findings:
                click.echo(f"  {finding}")
    if has_errors(findings):
        sys.exit(EXIT_FINDINGS)
