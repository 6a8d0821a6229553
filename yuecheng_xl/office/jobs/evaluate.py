"""一键评估: all result sheets and the two computed columns, put into the workbook in front."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from yuecheng_xl.disk import log
from yuecheng_xl.evaluation import evaluate
from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid.package import is_old
from yuecheng_xl.office import exchange
from yuecheng_xl.office.jobs import Done
from yuecheng_xl.plan.workbook import read_workbook
from yuecheng_xl.results import write_results, write_sheets, write_table1
from yuecheng_xl.rules.brief import evaluated
from yuecheng_xl.tables.record import evaluation_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.office.backups import Backup
    from yuecheng_xl.office.session import Session
    from yuecheng_xl.rules import Evaluation

COPYING, EVALUATING, WRITING = "正在保存副本", "正在评估", "正在放入结果表"


def do(session: Session) -> Done:
    """Evaluate the workbook and put everything in."""
    return put_results_in(session)


def put_results_in(session: Session, *, only_table1: bool = False) -> Done:
    """Let the reader, the rules and the writer do their work on a copy; put what they made in here."""
    session.require_open_structure()
    session.progress(COPYING)
    with session.backed_up() as backup, session.scratch() as result:
        session.progress(EVALUATING)
        evaluation = evaluate(read_workbook(backup.copy))
        if is_old(backup.copy):
            return _open_beside(session, evaluation, backup, only_table1=only_table1)
        changes = write_sheets(evaluation, result, only_table1=only_table1)
        session.progress(WRITING)
        try:
            with session.quiet():
                exchange.put_in(session.book, result, changes, evaluation.plan.table, backup)
        except exchange.CopyRefusedError as refused:
            cause = refused.__cause__
            assert cause is not None  # noqa: S101 - what the program answered
            if not session.program.takes_no_sheets(cause):
                raise cause from None
            log.write("".join(traceback.format_exception(refused)))
            return _open_beside(session, evaluation, backup, only_table1=only_table1)
    session.turn_to(next(iter(changes.made)))
    text = told(evaluation, changes.made, changes.noticed)
    return Done(text, evaluation_record(evaluation, changes.findings))


def _open_beside(session: Session, evaluation: Evaluation, backup: Backup, *, only_table1: bool) -> Done:
    """Write the results into a workbook of their own and open it; the one in front stays as it is."""
    if only_table1:
        written = write_table1(evaluation, session.place("表1.xlsx"))
    else:
        written = write_results(evaluation, session.place(f"评估结果{_suffix(session)}"))
    backup.discard()
    session.show(written.path)
    own = set(evaluation.findings)
    program = session.program.name
    lines = [
        str(catalogue.SHEETS_NOT_TAKEN.at(session.name, program=program, file=written.path)),
        "",
        evaluated(evaluation, written.findings),
        *(f"  {note}" for note in written.findings if note not in own),
    ]
    return Done("\n".join(lines), evaluation_record(evaluation, written.findings))


def _suffix(session: Session) -> str:
    return ".xlsm" if session.book.copy_suffix == ".xlsm" else ".xlsx"


def told(evaluation: Evaluation, titles: Iterable[str], notes: Sequence[Finding]) -> str:
    """Sum up what was put in; ``notes`` are the findings of putting it in."""
    lines = [
        evaluated(evaluation, [*evaluation.findings, *notes]),
        *(f"  {note}" for note in notes),
        f"结果在工作表：{'、'.join(titles)}。如要退回点击之前的状态，请点“恢复”。",
    ]
    return "\n".join(lines)
