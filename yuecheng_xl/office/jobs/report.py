"""生成报告: the draft in Word, which is then opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.disk.brief import written
from yuecheng_xl.evaluation import evaluate
from yuecheng_xl.office.jobs import Done
from yuecheng_xl.plan.workbook import read_workbook
from yuecheng_xl.report.record import report_record
from yuecheng_xl.report.writer import write_report

if TYPE_CHECKING:
    from yuecheng_xl.office.session import Session


def do(session: Session) -> Done:
    """Draft the report of the workbook."""
    session.progress("正在起草报告")
    with session.copied() as copy:
        evaluation = evaluate(read_workbook(copy))
        draft = write_report(evaluation, session.place("评估报告.docx"))
    session.show(draft.path)
    return Done(written(draft.path), report_record(evaluation, draft))
