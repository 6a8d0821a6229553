"""One result sheet in the making: its template, the empty sheet to fill, and what to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.results.scope import plan_scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.results.render import Value
    from yuecheng_xl.rules import Evaluation


@dataclass(frozen=True, slots=True)
class Page:
    """What a module of this folder gets; ``findings`` are those of the evaluation and of writing so far."""

    template: Worksheet
    target: Worksheet
    evaluation: Evaluation
    findings: Sequence[Finding]

    @property
    def scope(self) -> dict[str, Value]:
        """Placeholders that every template sheet may use: the plan's names, years and dates."""
        return plan_scope(self.evaluation.plan)
