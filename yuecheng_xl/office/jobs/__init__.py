"""The buttons, one job a module, in the order of the ribbon.

A new button is a module here with ``do(session) -> Done``, its place in ``BUTTONS``, and its line in the
ribbon's XML. A click imports the module of its own button alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Button(NamedTuple):
    """A button's label, and what 帮助 says of it: ``{sheets}`` stands for the result sheets' titles."""

    label: str
    help: str


BUTTONS = {
    "evaluate": Button(
        "一键评估",
        "按打开的工作簿（包括未保存的修改）测算，把{sheets}放入本工作簿，并填写“完成中期目标情况”“调整建议”两列。"
        "上次生成的结果表被替换；您自己的工作表和改过的结果表不受影响。",
    ),
    "table1": Button("生成表1", "只生成表1。"),
    "distribute": Button("分发报送表", "按责任单位，在选定的文件夹中生成各部门的报送表。"),
    "collect": Button(
        "汇总报送表",
        "把选定的文件夹中交回的报送表汇总到本工作簿的副本，并打开；结果放在旁边的“…-汇总结果”文件夹。",
    ),
    "check": Button("数据检查", "列出数据中的错误和前后矛盾，另开一个工作簿，本工作簿不改动。"),
    "report": Button("生成报告", "起草评估报告（Word），并打开。"),
    "restore": Button("恢复", "撤销上一次“一键评估”或“生成表1”，之后自己填写的内容保留。"),
    "help": Button("帮助", "说明各按钮，列出副本所在的文件夹和版本号。"),
}
"""The buttons by id, each the name of its job's module."""

OF_WPS = {
    "selfcheck": Button(
        "自检", "试一试只有在这台电脑的 WPS 里才知道的事，写成一个文本文件，可以发给维护本工具的人。"
    ),
}
"""The buttons that the tab of WPS has beside these, each the name of a module in ``office/``."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a job has to say: to people, and to machines. Nothing where the user thought better of it."""

    text: str = ""
    record: dict[str, Any] = field(default_factory=dict)
