"""What is held against the workbook, a module a check: figures by what they are, statements, counts.

A new check is a new module here and its place in ``CHECKS``. A figure of a new sort needs its ``Sort``
and the words that tell it, too: see ``reading.sorting``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.against import (
    advice,
    against_plan,
    arithmetic,
    assessed,
    averages,
    burden,
    cells,
    changes,
    counts,
    gaps,
    grouped,
    growth,
    not_the_same,
    outlook,
    projects,
    reached,
    reduction,
    states,
    targets,
    tasks,
    totals,
    trend,
    turn,
    values,
    verdict,
)
from yuecheng_xl.checks.report.against.itself import Itself
from yuecheng_xl.checks.report.reading.sorting import Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from yuecheng_xl.checks.report.reading.claims import Claim
    from yuecheng_xl.checks.report.reading.columns import TableCell
    from yuecheng_xl.checks.report.reading.named import Names
    from yuecheng_xl.checks.report.reading.prose import Sentence
    from yuecheng_xl.checks.report.reading.tables import Table
    from yuecheng_xl.checks.report.subject import Subject
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan.model import Task
    from yuecheng_xl.rules import Evaluation


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks by what each looks at; each yields what contradicts the workbook, in the order given.

    ``figures`` look at one figure said of an indicator, ``sentences`` at a sentence that speaks of one
    anywhere, ``statements`` at a sentence of its own paragraph, ``paragraphs`` at the whole of it,
    ``stretches`` (a sentence with all else blanked out) at what is said of one elsewhere, ``groups`` at a
    sentence of no one indicator's paragraph, with the heading above it, ``cell`` at a cell of an
    indicator's row (None: it is right), ``tables`` at a whole table, ``task`` at a sentence of a
    key task's own paragraph; ``itself`` remembers what the report has said before.
    """

    figures: Mapping[Sort, Callable[[Claim, Subject], Iterator[Finding]]]
    sentences: Sequence[Callable[[Sentence, Subject], Iterator[Finding]]]
    statements: Sequence[Callable[[Sentence, Subject], Iterator[Finding]]]
    paragraphs: Sequence[Callable[[Sequence[Sentence], Subject], Iterator[Finding]]]
    stretches: Sequence[Callable[[Sequence[Sentence], Subject], Iterator[Finding]]]
    groups: Sequence[Callable[[Sentence, str, Names, Evaluation], Iterator[Finding]]]
    cell: Callable[[TableCell, Evaluation], Iterator[Finding | None]]
    tables: Sequence[Callable[[Table, Evaluation], Iterator[Finding]]]
    task: Callable[[Sentence, Task], Iterator[Finding]]
    itself: Callable[[Names], Itself]


CHECKS = Checks(
    figures={
        Sort.VALUE: values.check,
        Sort.CHANGE: changes.check,
        Sort.TARGET: targets.target,
        Sort.PROPOSAL: targets.proposal,
        Sort.PLANNED: targets.planned_growth,
        Sort.GROWTH: growth.check,
        Sort.AVERAGE: averages.check,
        Sort.GAP: gaps.check,
        Sort.PROGRESS: assessed.progress,
        Sort.ELAPSED: assessed.elapsed,
        Sort.REQUIRED: assessed.required,
        Sort.ROLLING: assessed.rolling,
        Sort.TOTAL: totals.check,
        Sort.MISSING: assessed.missing,
        Sort.NEWEST: assessed.newest,
    },
    sentences=(not_the_same.check,),
    statements=(
        verdict.check,
        reached.check,
        outlook.check,
        advice.check,
        turn.check,
        states.check,
        reduction.check,
    ),
    paragraphs=(trend.check, against_plan.check),
    stretches=(trend.check, against_plan.check, reached.check_all),
    groups=(counts.check, burden.check, arithmetic.check, projects.check, tasks.check),
    cell=cells.check,
    tables=(grouped.check, tasks.check_table),
    task=tasks.check_account,
    itself=Itself,
)
