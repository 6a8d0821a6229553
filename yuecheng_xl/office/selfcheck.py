"""自检: what only the WPS of this PC can tell, tried out and written into a text that can be sent on.

Nothing is done to the user's workbook but saving a copy of it, and nothing of what it says is written down.
All else is tried on workbooks of our own, which are closed again.
"""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.disk import files
from yuecheng_xl.disk.own_folder import own_folder
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.evaluation import evaluate
from yuecheng_xl.office.jobs import Done
from yuecheng_xl.office.wps import Wps
from yuecheng_xl.plan.workbook import read_workbook
from yuecheng_xl.results import write_sheets
from yuecheng_xl.sheets import ownership
from yuecheng_xl.sheets.opening import open_workbook
from yuecheng_xl.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yuecheng_xl.office.program import OpenWorkbook
    from yuecheng_xl.office.session import Session
    from yuecheng_xl.office.wps import WpsWorkbook
    from yuecheng_xl.results import Changes
    from yuecheng_xl.sheets.workbook import Sheet, Workbook

_COPIED = ("表1", "图表")
_TABLE = "指标总表"
_FAR_BELOW = "A900"
_TEXTS = ["=1+1", "1-2", "007", "文字"]
_SAID = "规划评估"


class _OtherwiseError(Exception):
    """What was tried did not fail, and did not do what it should."""


@dataclass(slots=True)
class _Report:
    """The lines of the report, and how many trials passed."""

    hidden: dict[str, str]
    """What must not stand in the report, as the user's folders, and what stands for it."""
    lines: list[str] = field(default_factory=list)
    passed: int = 0
    failed: int = 0

    def attempt(self, what: str, trial: Callable[[], str]) -> bool:
        """Try something and write down how it went; return whether it did."""
        began = time.perf_counter()
        try:
            said = trial()
        except Exception as error:  # noqa: BLE001 - whatever WPS answers is what is asked for
            self.failed += 1
            self.say("没有通过", what, f"{type(error).__name__}：{error}", began)
            return False
        self.passed += 1
        self.say("通过", what, said, began)
        return True

    def say(self, how: str, what: str, said: str, began: float) -> None:
        """Add a line."""
        for name, instead in self.hidden.items():
            said = said.replace(name, instead)
        took = round((time.perf_counter() - began) * 1000)
        self.lines.append(f"[{how}] {what}{f'：{said}' if said else ''}（{took}毫秒）")


def do(session: Session) -> Done:
    """Try everything; one failure keeps nothing else from being tried."""
    program = session.program
    assert isinstance(program, Wps)  # noqa: S101 - the button is on its tab alone
    with tempfile.TemporaryDirectory(prefix="yuecheng-xl-", ignore_cleanup_errors=True) as folder:
        report = _Report({folder: "（临时文件夹）", str(Path.home()): "（用户文件夹）"})
        report.attempt("WPS 和加载项页面", lambda: _facts(program))
        session.progress("自检：副本")
        report.attempt("保存当前工作簿的副本", lambda: _current(session.book, Path(folder)))
        report.attempt("保存从未存盘的工作簿的副本", lambda: _never_saved(program, Path(folder)))
        session.progress("自检：.et")
        report.attempt("存为 .et，打开，再转换为 .xlsx", lambda: _own_format(program, Path(folder)))
        report.attempt("读取加载项文件夹以外的文件", lambda: _outside(program, Path(folder)))
        _exchange(session, program, report, Path(folder))
    path = own_folder() / f"WPS自检-{datetime.now().astimezone():%Y%m%d-%H%M%S}.txt"
    head = [
        f"规划评估 {__version__}　WPS 自检　{datetime.now().astimezone():%Y-%m-%d %H:%M}",
        f"系统 {platform.platform()}，{platform.machine()}，Python {sys.version.split()[0]}",
        f"通过{report.passed}项，没有通过{report.failed}项。",
        "",
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    # With a mark at its start, so that old editors of Windows take it for what it is.
    files.write("\r\n".join([*head, *report.lines, ""]).encode("utf-8-sig"), path)
    session.show(path)
    told = f"自检完成：{report.passed}项通过，{report.failed}项没有通过。"
    return Done(f"{told}\n报告在：{path}\n请把这个文件发给维护本工具的人，其中没有您的数据。")


def _facts(program: Wps) -> str:
    return "；".join(f"{name} {said}" for name, said in program.facts().items())


def _current(book: OpenWorkbook, folder: Path) -> str:
    """Save a copy of the user's workbook, whatever it is; say its kind, not its name."""
    suffix = Path(book.name).suffix.lower()
    copy = folder / f"当前{suffix or '.xlsx'}"
    book.save_copy(copy)
    where = "云文档" if "://" in book.full_name else "本机文件" if suffix else "没有存过盘"
    return f"{where}，{suffix or '没有扩展名'}，{_size(copy)}"


def _never_saved(program: Wps, folder: Path) -> str:
    book = program.add()
    try:
        copy = folder / "新建.xlsx"
        book.save_copy(copy)
    finally:
        book.close()
    return _size(copy)


def _own_format(program: Wps, folder: Path) -> str:
    source, own = folder / "自检-源.xlsx", folder / "自检.et"
    shutil.copyfile(master_workbook(), source)
    program.convert(source, own, None)
    book = program.opened(own)
    try:
        copy = folder / "自检-转换.et"
        book.save_copy(copy)
    finally:
        book.close()
    return f"{_size(own)}，读出{len(read_workbook(copy).indicators)}个指标"


def _outside(program: Wps, folder: Path) -> str:
    path = folder / "文字.txt"
    path.write_text(_SAID, encoding="utf-8")
    said = program.read(path)
    if said.strip("\ufeff\n") != _SAID:
        raise _OtherwiseError(f"读到的是“{said[:20]}”")
    return ""


def _exchange(session: Session, program: Wps, report: _Report, folder: Path) -> None:
    """Try on a workbook of our own what a click does to the user's."""
    master, result, copy = folder / "自检-总表.xlsx", folder / "自检-结果.xlsx", folder / "自检-副本.xlsx"
    shutil.copyfile(master_workbook(), master)
    changes = write_sheets(evaluate(read_workbook(master)), result)
    opened: list[WpsWorkbook] = []

    def begin() -> str:
        opened.append(program.opened(master))
        return f"{len(opened[0].titles)}张工作表"

    session.progress("自检：结果表")
    report.attempt("打开工作簿", begin)
    if not opened:
        return
    (book,) = opened
    try:
        report.attempt("写入像公式、像日期的文字", partial(_texts, book))
        with session.quiet():
            copied = report.attempt("把带图表的工作表复制到另一个工作簿", partial(_copy, book, result))
        if report.attempt("保存副本", partial(_saved, book, copy)) and copied:
            report.attempt("复制后的图表、页面设置和标记", partial(_compare, result, copy, changes))
        report.attempt("改名和删除工作表", partial(_rename, book))
    finally:
        with suppress(Exception):
            book.close()


def _texts(book: WpsWorkbook) -> str:
    sheet = book.sheet(_TABLE)
    sheet.write_texts(_FAR_BELOW, _TEXTS)
    area = f"{_FAR_BELOW}:A{int(_FAR_BELOW[1:]) + len(_TEXTS) - 1}"
    held = sheet.values(area)
    if held != _TEXTS:
        raise _OtherwiseError(f"写入{_TEXTS}，读到{held}，公式栏{sheet.formulas(area)}")
    return ""


def _copy(book: WpsWorkbook, result: Path) -> str:
    with book.beside(result) as source:
        made = [source.copy(title, after=book.titles[-1]) for title in _COPIED]
    return "、".join(made)


def _saved(book: WpsWorkbook, copy: Path) -> str:
    book.save_copy(copy)
    return _size(copy)


def _compare(result: Path, copy: Path, changes: Changes) -> str:
    """Hold the copied sheets, as they were saved, against what they were copied from."""
    before, after = open_workbook(result, to_be_written=False), open_workbook(copy, to_be_written=False)
    told, lost = [], False
    for title in _COPIED:
        one, other = before.sheet(title), after.sheet(title)
        is_known = ownership.proof(after, other) == changes.made[title]
        parts = [book.package.xml(sheet.part) for book, sheet in ((before, one), (after, other))]
        landscape = [b'orientation="landscape"' in part for part in parts]
        titles = [book.print_titles(title) for book in (before, after)]
        charts = [_charts(package, sheet) for package, sheet in ((before, one), (after, other))]
        lost = lost or charts[1] < charts[0]
        told += [
            f"{title}图表{charts[0]}个，复制后{charts[1]}个",
            f"标记{'在' if is_known else '丢失'}",
            f"纸张方向{_same(landscape)}",
            f"标题行{_same(titles)}",
            "看作改过" if ownership.is_edited(after, other) else "没有动过",
        ]
    text = "；".join(told)
    if "丢失" in text or "变了" in text or lost:
        raise _OtherwiseError(text)
    return text


def _charts(book: Workbook, sheet: Sheet) -> int:
    """Count the charts on a sheet."""
    drawing = book.package.related(sheet.part, "drawing")
    return sum(item.kind == "chart" for item in book.package.relations(drawing)) if drawing else 0


def _same(two: Sequence[object]) -> str:
    return "一样" if two[0] == two[1] else f"变了（{two[0]}→{two[1]}）"


def _rename(book: WpsWorkbook) -> str:
    title = book.titles[-1]
    sheet = book.sheet(title)
    sheet.name = "自检~"
    sheet.delete()
    if "自检~" in book.titles or title in book.titles:
        raise _OtherwiseError("、".join(book.titles))
    return ""


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1024:.0f} KB"
