"""汇总报送表: what came back, into a copy of the workbook, which is then opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.collection import collect
from yuecheng_xl.collection.brief import collected
from yuecheng_xl.collection.record import collection_record
from yuecheng_xl.disk.brief import written
from yuecheng_xl.office.jobs import Done
from yuecheng_xl.plan.workbook import read_workbook

if TYPE_CHECKING:
    from yuecheng_xl.office.session import Session

_COLLECTING = "正在汇总报送表"


def do(session: Session) -> Done:
    """Collect the submissions of a folder that the user chooses."""
    folder = session.ask_folder("选择各部门交回的报送表所在的文件夹")
    if folder is None:
        return Done()
    out = folder.with_name(f"{folder.name}-汇总结果")
    session.progress(_COLLECTING)

    def tell(done: int, of: int) -> None:
        session.progress(f"{_COLLECTING}（{done}/{of}）")

    with session.copied() as copy:
        collection = collect(folder, read_workbook(copy), out, progress=tell)
    session.show(collection.master or out)
    return Done(f"{collected(collection)}\n{written(out)}", collection_record(collection))
