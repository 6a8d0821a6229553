"""恢复: undo the last click on this workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import ExcelError
from yuecheng_xl.office import backups, exchange
from yuecheng_xl.office.jobs import Done

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.office.session import Session


def do(session: Session) -> Done:
    """Take out what the last click put in, and bring back what it took."""
    session.require_open_structure()
    session.progress("正在恢复")
    full_name = session.book.full_name
    nothing = ExcelError(catalogue.NOTHING_TO_RESTORE.at(folder=backups.folder_of(full_name)))
    backup = backups.latest(full_name)
    if backup is None:
        raise nothing
    journal = exchange.Journal.from_json(backup.journal)
    with session.backed_up() as now:
        standing = exchange.still_standing(now.copy, journal)
        if not standing:
            raise nothing
        with session.quiet():
            notes = exchange.take_out(session.book, journal, standing, backup.copy, now.copy)
    now.discard()
    backup.forget()
    return Done(_told(backup.copy, notes))


def _told(copy: Path, notes: Sequence[Finding]) -> str:
    lines = [
        "已退回上次评估之前的状态：结果表和“完成中期目标情况”“调整建议”两列已还原，您此后填写的内容没有改动。",
        *(f"  {note}" for note in notes),
        f"评估之前的整个工作簿在：{copy}",
    ]
    return "\n".join(lines)
