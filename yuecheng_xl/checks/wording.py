"""What several checks say in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuecheng_xl.rules.outlook import Outlook

EMPTY = "空"


def expected(year: int) -> str:
    """Say when today's pace reaches the target."""
    return f"按目前速度预计{year}年达到目标"


def far_beyond(outlook: Outlook) -> str:
    """Say that what is still required is far beyond any change achieved so far; empty where it is not."""
    return outlook.risk_text if outlook.is_far else ""
