"""What a method of assessment says about one indicator."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Observation
    from yuecheng_xl.plan.period import Period


class Method(Enum):
    """How the verdict was reached (计算方法)."""

    PROGRESS = "完成进度与时间进度比较"
    TARGET_REACHED = "目标已达到"
    HOLD = "守住目标"
    GROWTH = "平均增速与目标比较"
    CUMULATIVE = "累计完成进度与时间进度比较"
    QUALITATIVE = "定性目标"
    FORECAST = "部门预判"
    NOT_COLLECTED = "停止统计或未统计"
    NO_FIGURE = "缺少数据"


@dataclass(frozen=True, slots=True)
class Point:
    """A value (in the indicator's unit) and its date in years (end of 2020 is 2020).

    ``rolling`` holds what a twelve-month value was made of: last full year, part of the year, and
    the part's year-on-year growth in percent.
    """

    value: Fraction
    moment: Fraction
    period: Period
    observation: Observation
    rolling: tuple[Observation, Observation, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Verdict, method and the figures behind it.

    ``progress`` and ``elapsed`` are shares. ``pace`` is progress over elapsed time, or average
    growth over its target: what the grade goes by. ``steps`` are the calculation, one line each.
    """

    completion: str
    method: Method
    base: Point | None = None
    current: Point | None = None
    progress: Fraction | None = None
    elapsed: Fraction | None = None
    pace: Fraction | None = None
    target_reached: bool = False
    steps: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
