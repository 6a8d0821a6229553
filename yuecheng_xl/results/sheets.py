"""The result sheets, one module each, in the order in which they stand in the workbook.

A new sheet is a new module here with ``TITLE`` and ``fill(slot)``,
its template sheet of the same title, and its place in ``SHEETS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from yuecheng_xl.plan.settings import EvaluationKind, Scoring
from yuecheng_xl.results import (
    charts,
    conclusions,
    departments,
    evidence,
    findings,
    projects,
    table1,
    table2,
    tasks,
    yearly,
)

if TYPE_CHECKING:
    from yuecheng_xl.plan import Plan
    from yuecheng_xl.results.slot import Slot
    from yuecheng_xl.sheets.render import Rendered


class ResultSheet(Protocol):
    """What a module of this folder offers."""

    TITLE: str

    def fill(self, slot: Slot) -> Rendered:
        """Put the sheet into the workbook, filled in after its template."""


SHEETS: tuple[ResultSheet, ...] = (
    table1,
    table2,
    evidence,
    charts,
    conclusions,
    yearly,
    tasks,
    projects,
    departments,
    findings,
)
_NOT_AT_THE_END: tuple[ResultSheet, ...] = (table2, yearly)


def sheets_of(plan: Plan) -> tuple[ResultSheet, ...]:
    """Return the sheets of an evaluation.

    When the plan is over, nothing is adjusted or spread any more; key tasks and major projects are shown
    where the workbook has them, departments where it asks for them to be ranked, charts where an indicator
    with figures is marked 配图.
    """
    left_out = [*_NOT_AT_THE_END] if plan.kind is EvaluationKind.FINAL else []
    left_out += [] if any(one.has_chart and one.plotted for one in plan.indicators) else [charts]
    left_out += [] if plan.tasks else [tasks]
    left_out += [] if plan.projects else [projects]
    left_out += [] if plan.settings.scoring is Scoring.YES else [departments]
    return tuple(sheet for sheet in SHEETS if sheet not in left_out)


TITLES = tuple(sheet.TITLE for sheet in SHEETS)
TABLE_1: ResultSheet = table1
FINDINGS: ResultSheet = findings
