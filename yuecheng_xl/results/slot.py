"""Where one result sheet goes: its template, its place in a workbook, and what it is to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.sheets.render import Rendered
from yuecheng_xl.tables.placeholders import plan_scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.sheets.template import TemplateSheet
    from yuecheng_xl.sheets.workbook import Workbook
    from yuecheng_xl.typed.values import Band, Value


@dataclass(frozen=True, slots=True)
class Slot:
    """What a module of this folder gets; ``findings`` are those of the evaluation and of writing so far.

    The sheet is to get the title ``title`` and to stand at ``place``, by default after the others.
    """

    template: TemplateSheet
    book: Workbook
    title: str
    place: int | None
    evaluation: Evaluation
    findings: Sequence[Finding]

    def render(
        self, rows: Sequence[Band], columns: Sequence[Band] = (), scope: Mapping[str, Value] | None = None
    ) -> Rendered:
        """Lay the sheet out after its template and put it into the workbook.

        Besides ``scope``, the whole sheet may show the plan's names, years and dates.

        Raises:
            TemplateError: a placeholder names no value.

        """
        whole = {**plan_scope(self.evaluation.plan), **(scope or {})}
        rendered = Rendered(self.template, self.book, self.title, whole, rows, columns)
        rendered.put_in(self.place)
        return rendered
