"""The words that rows of the table are told by: kind of figure, direction, action."""

from __future__ import annotations

from enum import Enum


class Measure(Enum):
    """What kind of figure an indicator is (数据类型)."""

    FLOW = "时期数"
    STOCK = "时点数"
    RATIO = "比率"
    RANK = "位次"
    GROWTH_RATE = "增速"
    CUMULATIVE = "累计"
    QUALITATIVE = "定性"


class Direction(Enum):
    """Which way is better (方向)."""

    HIGHER = "越高越好"
    LOWER = "越低越好"


class Action(Enum):
    """A recommendation (调整建议), and what a department proposes (部门建议)."""

    KEEP = "不作调整"
    ADJUST = "调整目标"
    CANCEL = "取消指标"
    REPLACE = "替换指标"
