"""What a command says whose result is one file: evaluate, table1, report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from yuecheng_xl.cli.output import print_json
from yuecheng_xl.disk.brief import written
from yuecheng_xl.rules.brief import evaluated
from yuecheng_xl.tables.record import evaluation_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from yuecheng_xl.disk.written import Written
    from yuecheng_xl.rules import Evaluation


def _record(evaluation: Evaluation, result: Written) -> dict[str, Any]:
    return evaluation_record(evaluation, result.findings)


def tell_result(
    evaluation: Evaluation,
    result: Written,
    *,
    as_json: bool,
    record: Callable[[Evaluation, Written], dict[str, Any]] = _record,
) -> None:
    """Print the brief and the result's place, or for machines the record, by default the evaluation's."""
    if as_json:
        print_json(record(evaluation, result))
        return
    click.echo(evaluated(evaluation, result.findings))
    click.echo(written(result.path))
