"""The result sheets, one module each, in the order in which they stand in the workbook.

A new sheet is a new module here with ``TITLE`` and ``fill(template, target, evaluation, findings)``,
its template sheet of the same title, and its place in ``SHEETS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from yuecheng_xl.results.sheets import charts, evidence, findings, summary, table1, table2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Evaluation


class ResultSheet(Protocol):
    """What a module of this folder offers."""

    TITLE: str

    def fill(
        self, template: Worksheet, target: Worksheet, evaluation: Evaluation, findings: Sequence[Finding]
    ) -> None:
        """Fill an empty sheet after its template."""


SHEETS: tuple[ResultSheet, ...] = (table1, table2, evidence, charts, summary, findings)
TABLE_1: ResultSheet = table1
