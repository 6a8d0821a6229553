"""生成表1: that sheet alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.office.jobs.evaluate import put_results_in

if TYPE_CHECKING:
    from yuecheng_xl.office.jobs import Done
    from yuecheng_xl.office.session import Session


def do(session: Session) -> Done:
    """Evaluate the workbook and put Table 1 in."""
    return put_results_in(session, only_table1=True)
