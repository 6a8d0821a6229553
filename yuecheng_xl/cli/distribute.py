"""``distribute``: one form workbook for each department."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli import options
from yuecheng_xl.messages import commands as words
from yuecheng_xl.process.startup import collect_garbage_rarely, lean_openpyxl

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    "distribute",
    help=words.DISTRIBUTE_HELP,
    short_help=words.DISTRIBUTE_SHORT,
    options_metavar=words.OPTIONS,
)
@options.workbook
@options.out_folder(words.FORMS_HELP)
@options.templates
@options.as_json
def command(workbook: Path | None, out: Path, *, templates: Path | None, as_json: bool) -> None:
    """Split a master workbook into forms."""
    lean_openpyxl()
    collect_garbage_rarely()
    from yuecheng_xl.cli.app import print_json
    from yuecheng_xl.disk.brief import written
    from yuecheng_xl.forms import distribute
    from yuecheng_xl.forms.brief import distributed
    from yuecheng_xl.plan.workbook import read_workbook

    distribution = distribute(read_workbook(workbook), out, templates=templates)
    if as_json:
        from yuecheng_xl.forms.record import distribution_record

        print_json(distribution_record(distribution))
        return
    click.echo(distributed(distribution))
    click.echo(written(out))
