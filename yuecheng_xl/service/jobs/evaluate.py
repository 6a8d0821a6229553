"""Evaluate a master: all that the page shows of it, and the result workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from yuecheng_xl.evaluation import evaluate
from yuecheng_xl.grid.workbook import read_book
from yuecheng_xl.plan.reader import read_plan
from yuecheng_xl.results import write_results
from yuecheng_xl.rules.brief import evaluated
from yuecheng_xl.rules.questions import open_doubts, takes_text
from yuecheng_xl.service.preview import preview
from yuecheng_xl.tables import charts, table1
from yuecheng_xl.tables.record import evaluation_record
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.words.numbers import json_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yuecheng_xl.plan import Indicator
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.typed.values import Record, Value


def do(task: dict[str, str], out: Path, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Evaluate the master; the result workbook has the name that the command line gives it."""
    path = Path(task["master"])
    progress(0, 3)
    book = read_book(path)
    evaluation = evaluate(read_plan(book))
    progress(1, 3)
    written = write_results(evaluation, out / f"{path.stem}-评估结果.xlsx")
    progress(2, 3)
    asked = [doubt.where for item in evaluation.assessments for doubt in open_doubts(item)]
    places = [*(item.where for item in written.findings), *asked]
    rows = {item.number: item for item in evaluation.plan.indicators}
    return {
        **evaluation_record(evaluation, written.findings),
        "brief": evaluated(evaluation, written.findings),
        "table1": _table1(evaluation),
        "charts": _charts(evaluation),
        "doubts": [
            doubt for item in evaluation.assessments for doubt in _doubts(item, rows[item.indicator.number])
        ],
        "sheets": preview(book, places),
    }


def _table1(evaluation: Evaluation) -> dict[str, Any]:
    """Return Table 1 as printed: every figure as it was filled in."""
    plan = evaluation.plan
    return {
        "title": f"表1　{plan.short_name}主要指标完成情况一览表",
        "target": f"{plan.target_year}年目标",
        "periods": [str(period) for period in plan.periods],
        "rows": [
            {
                "number": record["序号"],
                "category": record["类别"],
                "name": record["指标"],
                "unit": record["单位"],
                "target": _shown(record["目标"]),
                "figures": [*map(_shown, _figures(record))],
                "completion": record["完成情况"],
            }
            for record in table1.lines(evaluation).records
        ],
    }


def _figures(record: Record) -> Sequence[Value]:
    figures = record["数值"]
    return figures if isinstance(figures, list) else ()


def _shown(value: object) -> str:
    return value.text if isinstance(value, Printed) else str(value)


def _charts(evaluation: Evaluation) -> list[dict[str, Any]]:
    """Return what is drawn of the indicators marked 配图: values, and growth in percent."""
    return [
        {
            "name": indicator.name,
            "unit": indicator.unit,
            "periods": [str(period) for period in evaluation.plan.periods],
            "values": [
                json_number(item.value) if (item := indicator.observation(period)) else None
                for period in evaluation.plan.periods
            ],
            "growth": [
                json_number(item.value) if (item := indicator.growths.get(period)) else None
                for period in evaluation.plan.periods
            ],
        }
        for indicator in charts.marked(evaluation)
    ]


def _doubts(item: Assessment, row: Indicator) -> list[dict[str, Any]]:
    """Return the questions of a row: what may be read otherwise, and the cell that would say it.

    ``typed`` tells whether something else than the readings may be typed into that cell.
    """
    return [
        {
            "number": row.number,
            "name": row.name,
            "what": doubt.what,
            "why": doubt.why,
            "where": doubt.where,
            "choices": doubt.choices,
            "answers": [reading.word for reading in doubt.readings],
            "typed": bool(takes_text(doubt, row)),
            "effect": item.outcome.doubt,
            "row": f"单位{row.unit or '没有填'}，目标{row.target.text or '没有填'}，"
            + "，".join(f"{one.period}{one.text}" for one in row.observations if one.text),
        }
        for doubt in open_doubts(item)
    ]
