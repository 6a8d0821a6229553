"""What several checks say in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.words.change import change

if TYPE_CHECKING:
    from yuecheng_xl.rules.outlook import Outlook

EMPTY = "空"


def expected(year: int) -> str:
    """Say when today's pace reaches the target."""
    return f"按目前速度预计{year}年达到目标"


def far_beyond(outlook: Outlook) -> str:
    """Say that what is still required is far beyond any change achieved so far; empty where it is not."""
    if not outlook.high_risk or outlook.required is None or outlook.best is None:
        return ""
    required, best = (change(value, outlook.unit) for value in (outlook.required, outlook.best))
    return f"后期每年需{required}，已实现的最好一年是{best}"
