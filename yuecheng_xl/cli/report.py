"""``report``: a draft of the evaluation report in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli import options
from yuecheng_xl.cli.startup import lean_openpyxl
from yuecheng_xl.messages import commands as words

if TYPE_CHECKING:
    from pathlib import Path


@click.command("report", help=words.DRAFT_HELP, short_help=words.DRAFT_SHORT, options_metavar=words.OPTIONS)
@options.workbook
@options.out
@options.templates
@options.as_json
def command(workbook: Path | None, out: Path | None, *, templates: Path | None, as_json: bool) -> None:
    """Evaluate a master workbook and write the report."""
    lean_openpyxl()
    from yuecheng_xl.cli.app import print_json
    from yuecheng_xl.report.record import report_record
    from yuecheng_xl.report.writer import write_report
    from yuecheng_xl.rules import evaluate
    from yuecheng_xl.workbook_reader import read_workbook

    evaluation = evaluate(read_workbook(workbook))
    written = write_report(evaluation, out, templates=templates)
    if as_json:
        print_json(report_record(evaluation, written))
        return
    click.echo(words.evaluated(evaluation, written.findings))
    click.echo(words.written(written.path))
