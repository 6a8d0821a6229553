"""What a command that evaluates says when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli.app import print_json
from yuecheng_xl.messages import commands as words
from yuecheng_xl.records import evaluation_record

if TYPE_CHECKING:
    from yuecheng_xl.results import Written
    from yuecheng_xl.rules import Evaluation


def tell(evaluation: Evaluation, written: Written, *, as_json: bool) -> None:
    """Print the evaluation for machines, or its sum and the result's place for people."""
    if as_json:
        print_json(evaluation_record(evaluation, written.findings))
        return
    click.echo(words.evaluated(evaluation, written.findings))
    click.echo(words.written(written.path))
