"""``evaluate``: the whole job, from the workbook to the result sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli import options
from yuecheng_xl.messages import commands as words
from yuecheng_xl.process.startup import collect_garbage_rarely, lean_openpyxl

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    "evaluate", help=words.EVALUATE_HELP, short_help=words.EVALUATE_SHORT, options_metavar=words.OPTIONS
)
@options.workbook
@options.out
@click.option("--in-place", is_flag=True, help=words.IN_PLACE_HELP)
@options.templates
@options.as_json
def command(
    workbook: Path | None, out: Path | None, *, in_place: bool, templates: Path | None, as_json: bool
) -> None:
    """Evaluate a master workbook and write the results."""
    lean_openpyxl()
    collect_garbage_rarely()
    from yuecheng_xl.cli.spoken import tell
    from yuecheng_xl.evaluation import evaluate
    from yuecheng_xl.plan.workbook import read_workbook
    from yuecheng_xl.results import write_results

    if in_place and (out is not None or workbook is None):
        raise click.UsageError(words.IN_PLACE_MISUSED)
    evaluation = evaluate(read_workbook(workbook))
    written = write_results(evaluation, out, in_place=in_place, templates=templates)
    tell(evaluation, written, as_json=as_json)
