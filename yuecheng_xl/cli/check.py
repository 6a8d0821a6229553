"""``check``: what contradicts itself in the workbook, or in a report that is held against it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli import options
from yuecheng_xl.messages import commands as words
from yuecheng_xl.process.startup import lean_openpyxl

if TYPE_CHECKING:
    from pathlib import Path


@click.command("check", help=words.CHECK_HELP, short_help=words.CHECK_SHORT, options_metavar=words.OPTIONS)
@options.workbook
@options.report
@options.as_json
def command(workbook: Path | None, report: Path | None, *, as_json: bool) -> None:
    """Check a workbook, or a report against it."""
    lean_openpyxl()
    from yuecheng_xl.cli.app import EXIT_FINDINGS, print_json
    from yuecheng_xl.evaluation import evaluate
    from yuecheng_xl.findings import has_errors
    from yuecheng_xl.findings.brief import listed
    from yuecheng_xl.findings.record import finding_record
    from yuecheng_xl.plan.workbook import read_workbook

    evaluation = evaluate(read_workbook(workbook))
    record: dict[str, object] = {}
    if report is None:
        findings = evaluation.findings
        text = listed(findings)
    else:
        from yuecheng_xl.checks.report import check_report
        from yuecheng_xl.checks.report.brief import checked

        result = check_report(evaluation, report)
        findings = result.findings
        record = {"report": {"indicators": result.named, "figures": result.compared}}
        text = checked(report, result)
    if as_json:
        print_json({**record, "findings": [finding_record(item) for item in findings]})
    else:
        click.echo(text)
    if has_errors(findings):
        sys.exit(EXIT_FINDINGS)
