"""What the report says of the plan as a whole: its categories, the years left, who is behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.words.lists import plain_list
from yuecheng_xl.words.numbers import percent
from yuecheng_xl.words.numerals import chinese

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction


def aspects(count: int) -> str:
    """Count the categories: 七个方面; of a single one, 方面."""
    if count < 2:
        return "方面" * count
    return f"{'两' if count == 2 else chinese(count)}个方面"


def years_left(left: Sequence[int]) -> str:
    """Name the years that remain: 2023年、2024年和2025年."""
    return plain_list([f"{year}年" for year in left]) or "各年（规划期已满）"


def left_out(reached: Sequence[str], others: Sequence[str]) -> str:
    """Say which indicators the yearly table does not hold, and why: there already, or nothing to spread."""
    reasons = [f"{plain_list(reached)}已达到规划目标"] if reached else []
    reasons += [f"{plain_list(others)}没有可以分解的数值目标，或数据不全、存疑"] if others else []
    if not reasons:
        return ""
    return f"其余{len(reached) + len(others)}个指标不作分解：{'；'.join(reasons)}。"


def burden(behind: int, names: Sequence[str], share: Fraction) -> str:
    """Say how many are behind, and which departments carry which share of what is missing."""
    if not behind:
        return "目前没有落后于时序进度的指标。"
    text = f"{behind}个落后指标按类别和责任单位的分布见下列两表"
    if not names:
        return f"{text}。"
    carried = f"{plain_list(names)}{'合计' if len(names) > 1 else ''}占全部进度缺口的{percent(share)}"
    return f"{text}，其中{carried}，是后期工作的重点。"
