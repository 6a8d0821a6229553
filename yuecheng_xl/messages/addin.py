"""What the add-in and ``attach`` say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings.brief import tally
from yuecheng_xl.rules.brief import evaluated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Evaluation

TITLE = "规划评估"

NO_XLWINGS = "没有安装加载项所需的组件，安装命令是 pip install yuecheng-xl[addin]"
WINDOWS_ONLY = "只能用于 Windows 上的 Excel"
NOT_HERE = "本机没有 Excel，或缺少连接 Excel 的组件"
NOT_RUNNING = "没有正在运行的 Excel"
EXCEL_REFUSES = "Excel 拒绝保存"

COPYING = "正在保存副本"
EVALUATING = "正在评估"
WRITING = "正在放入结果表"
RESTORING = "正在恢复"
DISTRIBUTING = "正在生成报送表"
COLLECTING = "正在汇总报送表"
CHECKING = "正在检查数据"
REPORTING = "正在起草报告"
FINDINGS, REPORT = "问题清单.xlsx", "评估报告.docx"
ASK_FORMS = "选择存放报送表的文件夹"
ASK_SUBMISSIONS = "选择各部门交回的报送表所在的文件夹"
FORMS = "报送表"
COLLECTED = "{folder}-汇总结果"


def progress(text: str) -> str:
    """Say in the status bar what is being done."""
    return f"{TITLE}：{text}……"


def read(done: int, of: int) -> str:
    """Say how many files have been read."""
    return f"{COLLECTING}（{done}/{of}）"


def put_in(evaluation: Evaluation, titles: Iterable[str], notes: Sequence[Finding]) -> str:
    """Sum up a click that put result sheets into the workbook."""
    lines = [
        evaluated(evaluation, [*evaluation.findings, *notes]),
        *(f"  {note}" for note in notes),
        f"结果在工作表：{'、'.join(titles)}。如要退回点击之前的状态，请点“恢复”。",
    ]
    return "\n".join(lines)


def restored(copy: Path, notes: Sequence[Finding]) -> str:
    """Say that a click was undone."""
    lines = [
        "已退回上次评估之前的状态：结果表和“完成中期目标情况”“调整建议”两列已还原，您此后填写的内容没有改动。",
        *(f"  {note}" for note in notes),
        f"评估之前的整个工作簿在：{copy}",
    ]
    return "\n".join(lines)


def checked(path: Path, findings: Sequence[Finding]) -> str:
    """Say how many problems a check found, and where they are listed."""
    return f"发现问题：{tally(findings)}。已列在打开的问题清单中：{path}"


def usage(version: str, backups: Path) -> str:
    """Explain the buttons."""
    return (
        "一键评估：按打开的工作簿（包括未保存的修改）测算，把表1、表2、评估依据、图表、汇总、问题清单放入本工作簿，"
        "并填写“完成中期目标情况”“调整建议”两列。上次生成的结果表被替换；您自己的工作表和改过的结果表不受影响。\n"
        "生成表1：只生成表1。\n"
        "分发报送表：按责任单位，在选定的文件夹中生成各部门的报送表。\n"
        "汇总报送表：把选定的文件夹中交回的报送表汇总到本工作簿的副本，并打开；结果放在旁边的“…-汇总结果”文件夹。\n"
        "数据检查：列出数据中的错误和前后矛盾，另开一个工作簿，本工作簿不改动。\n"
        "生成报告：起草评估报告（Word），并打开。\n"
        "恢复：撤销上一次“一键评估”或“生成表1”，之后自己填写的内容保留。\n\n"
        f"点击之前的副本在：{backups}\n"
        "各项问题的编号和处理办法见“问题清单”表。\n"
        f"版本 {version}"
    )
