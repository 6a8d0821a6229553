"""``report``: a draft of the evaluation report in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli import options
from yuecheng_xl.messages import commands as words
from yuecheng_xl.process.startup import lean_openpyxl

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
    from yuecheng_xl.cli.spoken import tell
    from yuecheng_xl.evaluation import evaluate
    from yuecheng_xl.plan.workbook import read_workbook
    from yuecheng_xl.report.record import report_record
    from yuecheng_xl.report.writer import write_report

    evaluation = evaluate(read_workbook(workbook))
    written = write_report(evaluation, out, templates=templates)
    tell(evaluation, written, as_json=as_json, record=report_record)
