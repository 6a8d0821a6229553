"""What the checks of statements share: the words before one that deny it or make it a hope."""

from __future__ import annotations

import re

HALF_WAY = re.compile(
    '时序进度(?:要求)?|序时进度(?:要求)?|[“"]?时间过半[^。；]{0,2}任务过半[”"]?(?:的)?(?:规划)?(?:目标)?(?:任务)?(?:要求|进度)?'
)
"""The set phrase for being on schedule: the 任务 in it is no target of the plan."""
DENIED = re.compile("未|没有?|不能|难以|落后|低于|滞后|慢于|不及|不足|不到|差于")
HOPED = re.compile("预计|可以|能够|有望|力争|争取|将|可望|确保|离|距|难|建议|努力|若|要")
CLAUSE_ENDS = "，。；"
CLAUSES = re.compile(f"[{CLAUSE_ENDS}]")


def clause_before(text: str, place: int) -> str:
    """Return what stands before a place in its clause."""
    begin = max(text.rfind(sign, 0, place) for sign in CLAUSE_ENDS)
    return text[begin + 1 : place]
