"""分发报送表: a form for each department, in a folder that is then shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.disk.brief import written
from yuecheng_xl.forms import distribute
from yuecheng_xl.forms.brief import distributed
from yuecheng_xl.forms.record import distribution_record
from yuecheng_xl.office.jobs import Done
from yuecheng_xl.plan.workbook import read_workbook

if TYPE_CHECKING:
    from yuecheng_xl.office.session import Session

_FOLDER = "报送表"


def do(session: Session) -> Done:
    """Write the forms into a folder that the user chooses."""
    chosen = session.ask_folder("选择存放报送表的文件夹")
    if chosen is None:
        return Done()
    out = chosen if chosen.name == _FOLDER else chosen / _FOLDER
    session.progress("正在生成报送表")
    with session.copied() as copy:
        distribution = distribute(read_workbook(copy), out)
    session.show(out)
    return Done(f"{distributed(distribution)}\n{written(out)}", distribution_record(distribution))
