"""Observation status after SDMX ``CL_OBS_STATUS``, and the Chinese usage that tells it."""

from __future__ import annotations

import re
from enum import Enum

from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.text import normalise


class Status(Enum):
    """The SDMX code of a status, and the word that staff see for it.

    Several Chinese usages share SDMX's O (missing value), so the code alone does not tell them apart.
    """

    NORMAL = ("A", "正常")
    BREAK = ("B", "口径中断")
    DEFINITION_DIFFERS = ("D", "口径不同")
    ESTIMATED = ("E", "预计")
    FORECAST = ("F", "预测")
    NOT_COLLECTED = ("L", "未统计")
    ABOLISHED = ("M", "停止统计")
    PROVISIONAL = ("P", "初步数")
    MISSING = ("O", "无数据")
    UNPUBLISHED = ("O", "未发布")
    UNREADABLE = ("O", "无法识别")

    def __init__(self, sdmx: str, label: str) -> None:
        self.sdmx = sdmx
        self.label = label


_NOTES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (Status.FORECAST, re.compile("预测")),
    (Status.ESTIMATED, re.compile("预计|预估|估计|估算|暂估")),
    (Status.PROVISIONAL, re.compile("初步|快报|初核|暂定")),
    (Status.BREAK, re.compile("不可比|断点|中断")),
    (Status.DEFINITION_DIFFERS, re.compile("测算|口径|统计范围|新标准")),
)
_WORDS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (Status.MISSING, re.compile(r"^(?:[-—–―─一/\\…·.]+|无|空|无数据|缺|N/?A)$", re.IGNORECASE)),
    (
        Status.UNPUBLISHED,
        re.compile(
            "未出|未发布|未公布|未反馈|待发布|待公布|待统计|尚未|暂无|暂缺|未核定"
            r"|(?:年底|年末|次年|明年|下半年|季度|\d{1,2}月(?:份|底|初|中旬)?)[前后]?(?:才|再|可)?(?:公布|发布|出数|反馈)"
        ),
    ),
    (Status.NOT_COLLECTED, re.compile("未统计|不统计|无统计|未监测|未调查|未开展|未纳入|未下达")),
    (
        Status.ABOLISHED,
        re.compile("停止|停统|取消|不再|废止|(?:指标|统计)?(?:已)?(?:调整为|改为|替换为|变更为)"),
    ),
)

# 停止使用 and 废止 may be said of an old definition inside a longer remark, so only at its beginning.
_ENDED = re.compile("停止统计|停统|取消统计|不再统计|^停止使用|^废止")


def status_of_note(note: str) -> Status:
    """Tell the status that a note beside a number gives: ``预计`` → estimated; normal otherwise."""
    return next((status for status, pattern in _NOTES if pattern.search(note)), Status.NORMAL)


@kept(1024)
def status_of_words(text: str) -> Status | None:
    """Tell the status that a cell without a number states, or None where it states none."""
    plain = normalise(text)
    return next((status for status, pattern in _WORDS if pattern.search(plain)), None)


def says_abolished(text: str) -> bool:
    """Tell whether a remark on the definition says that the statistic has ended: ``停止统计：…``."""
    return bool(_ENDED.search(normalise(text)))
