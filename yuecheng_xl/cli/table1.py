"""``table1``: the formatted Table 1 alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli import options
from yuecheng_xl.messages import commands as words
from yuecheng_xl.process.startup import collect_garbage_rarely, lean_openpyxl

if TYPE_CHECKING:
    from pathlib import Path


@click.command("table1", help=words.TABLE1_HELP, short_help=words.TABLE1_SHORT, options_metavar=words.OPTIONS)
@options.workbook
@options.out
@options.templates
@options.as_json
def command(workbook: Path | None, out: Path | None, *, templates: Path | None, as_json: bool) -> None:
    """Evaluate a master workbook and write Table 1."""
    lean_openpyxl()
    collect_garbage_rarely()
    from yuecheng_xl.cli.spoken import tell
    from yuecheng_xl.evaluation import evaluate
    from yuecheng_xl.plan.workbook import read_workbook
    from yuecheng_xl.results import write_table1

    evaluation = evaluate(read_workbook(workbook))
    written = write_table1(evaluation, out, templates=templates)
    tell(evaluation, written, as_json=as_json)
