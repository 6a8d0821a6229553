"""One result sheet in the making: its template, the workbook that it goes into, and what to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.sheets.render import Rendered
from yuecheng_xl.tables.placeholders import plan_scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.sheets.template import TemplateSheet
    from yuecheng_xl.sheets.workbook import Workbook
    from yuecheng_xl.typed.values import Band, Value


@dataclass(frozen=True, slots=True)
class Page:
    """What a module of this folder gets; ``findings`` are those of the evaluation and of writing so far.

    The sheet is to get the title ``title`` and to stand at ``place``, by default after the others.
    """

    template: TemplateSheet
    book: Workbook
    title: str
    place: int | None
    evaluation: Evaluation
    findings: Sequence[Finding]

    @property
    def scope(self) -> dict[str, Value]:
        """Placeholders that every template sheet may use: the plan's names, years and dates."""
        return plan_scope(self.evaluation.plan)

    def render(
        self, scope: dict[str, Value], rows: Sequence[Band] = (), columns: Sequence[Band] = ()
    ) -> Rendered:
        """Lay the sheet out after its template and put it into the workbook.

        Raises:
            TemplateError: a placeholder names no value.

        """
        rendered = Rendered(self.template, self.book, self.title, scope, rows, columns)
        rendered.put_in(self.place)
        return rendered
