"""Hold a claim of the prose against the workbook: one comparison for each sort of claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.checks.report import assessed, levels, rates
from yuecheng_xl.checks.report.sorting import Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yuecheng_xl.checks.report.claims import Claim
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding

COMPARISONS: dict[Sort, Callable[[Claim, Subject], Iterator[Finding]]] = {
    Sort.VALUE: levels.value,
    Sort.CHANGE: levels.change,
    Sort.TARGET: levels.target,
    Sort.PROPOSAL: levels.proposal,
    Sort.GROWTH: rates.growth,
    Sort.AVERAGE: rates.mean,
    Sort.PLANNED: rates.planned,
    Sort.GAP: rates.gap,
    Sort.PROGRESS: assessed.progress,
    Sort.ELAPSED: assessed.elapsed,
    Sort.REQUIRED: assessed.required,
    Sort.ROLLING: assessed.rolling,
}


def compare(claim: Claim, subject: Subject) -> Iterator[Finding]:
    """Yield what contradicts the workbook; nothing where it agrees or there is nothing to compare with."""
    yield from COMPARISONS[claim.sort](claim, subject)
