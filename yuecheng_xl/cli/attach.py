"""``attach``: the add-in's jobs on the workbook open in Excel, for PCs where macros are blocked."""

from __future__ import annotations

import click

from yuecheng_xl.cli import options
from yuecheng_xl.cli.app import print_json
from yuecheng_xl.messages import addin as words
from yuecheng_xl.messages.commands import OPTIONS
from yuecheng_xl.office.ribbon import JOBS


@click.command("attach", help=words.ATTACH_HELP, short_help=words.ATTACH_SHORT, options_metavar=OPTIONS)
@click.argument("job", type=click.Choice(list(JOBS)), default="evaluate", metavar=words.JOB)
@options.as_json
def command(job: str, *, as_json: bool) -> None:
    """Do a button's job on the workbook in front."""
    from yuecheng_xl.findings.errors import ExcelError
    from yuecheng_xl.office.ribbon import explain, run
    from yuecheng_xl.office.session import calling_app

    try:
        done = run(job, calling_app())
    except Exception as error:
        raise ExcelError(explain(error)) from error
    if as_json:
        print_json({"message": done.text, **done.record})
    else:
        click.echo(done.text)
