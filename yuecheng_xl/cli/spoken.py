"""What a command that evaluates says when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from yuecheng_xl.cli.app import print_json
from yuecheng_xl.disk.brief import written as written_to
from yuecheng_xl.records import evaluation_record
from yuecheng_xl.rules.brief import evaluated

if TYPE_CHECKING:
    from collections.abc import Callable

    from yuecheng_xl.records import Record
    from yuecheng_xl.results import Written
    from yuecheng_xl.rules import Evaluation


def _record(evaluation: Evaluation, written: Written) -> Record:
    return evaluation_record(evaluation, written.findings)


def tell(
    evaluation: Evaluation,
    written: Written,
    *,
    as_json: bool,
    record: Callable[[Evaluation, Written], Record] = _record,
) -> None:
    """Print the record for machines, by default the evaluation's, or its sum and the result's place."""
    if as_json:
        print_json(record(evaluation, written))
        return
    click.echo(evaluated(evaluation, written.findings))
    click.echo(written_to(written.path))
