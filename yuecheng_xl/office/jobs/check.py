"""数据检查: what contradicts itself, as a workbook of its own; the open one stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.evaluation import evaluate
from yuecheng_xl.findings.brief import tally
from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.office.jobs import Done
from yuecheng_xl.plan.workbook import read_workbook
from yuecheng_xl.results import write_findings

if TYPE_CHECKING:
    from yuecheng_xl.office.session import Session


def do(session: Session) -> Done:
    """List the findings of the workbook."""
    session.progress("正在检查数据")
    with session.copied() as copy:
        written = write_findings(evaluate(read_workbook(copy)), session.place("问题清单.xlsx"))
    session.show(written.path)
    told = f"发现问题：{tally(written.findings)}。已列在打开的问题清单中：{written.path}"
    return Done(told, {"findings": [finding_record(item) for item in written.findings]})
