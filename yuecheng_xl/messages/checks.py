"""The wording of the checks, beyond the catalogue's templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.plan.model import Direction
from yuecheng_xl.words.change import change
from yuecheng_xl.words.numbers import signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from yuecheng_xl.plan import Indicator
    from yuecheng_xl.rules.outlook import Outlook
    from yuecheng_xl.typed.period import Period

# Why a row of 勾稽关系 cannot be used.
NOT_ONE_RELATION = "应有且只有一个“=”（或 ≥、≤），两边都要有内容"
WITHOUT_MEMBERS = "没有方括号括起的指标序号"
NOT_ARITHMETIC = "只能用指标序号、数字、加减乘除和括号"


def member_unknown(key: str) -> str:
    """Say that no indicator has the number or name in square brackets."""
    return f"没有序号或名称为“{key}”的指标"


# Why a department's forecast does not agree with the figures.
ALREADY_REACHED = "最新数据已达到目标"


def far_beyond(outlook: Outlook) -> str:
    """Say that what is still required is far beyond any change achieved so far."""
    if outlook.required is None or outlook.best is None:
        return ""
    required, best = (change(value, outlook.unit) for value in (outlook.required, outlook.best))
    return f"后期每年需{required}，已有最好水平是{best}"


def expected(year: int) -> str:
    """Say when today's pace reaches the target."""
    return f"按目前速度预计{year}年达到目标"


def bounded(indicator: Indicator) -> str:
    """Write a plain target as the floor or ceiling that it is meant to be."""
    return indicator.target.text + ("以上" if indicator.direction is Direction.HIGHER else "以内")


# Why a file is no report that can be read.
OLD_WORD = "是旧版 .doc 或加密的文件"
NOT_WORD = "既不是 .docx 也不是纯文本"
TOO_LARGE = "文件过大"
NOT_A_ZIP = "不是完整的压缩包"


def paragraph_place(file: str, number: int) -> str:
    """Name a paragraph of a Word file."""
    return f"{file} 第{number}段"


def line_place(file: str, number: int) -> str:
    """Name a line of a text file."""
    return f"{file} 第{number}行"


# What the report's findings call things.
EMPTY = "空"
TARGET = "规划目标"
PLANNED_GROWTH = "规划年均增速"
PROPOSAL = "建议目标"
PROGRESS = "完成进度"
ELAPSED = "时间进度"
REQUIRED = "后期年均所需"
ROLLING = "近12个月数"
ARITHMETIC_MEAN = "正文的数是各年增速的算术平均；"
ALL = "全部指标"
LISTED = "所列指标"
ON_SCHEDULE = "按时序完成的指标"
EARLY = "已提前达到目标的指标"
BEHIND = "落后预期进度的指标"
BEHIND_KEPT = "落后预期进度而不作调整的指标"
ADJUSTED = "建议调整的指标"
QUALITATIVE = "定性目标的指标"
NOT_ASSESSED = "未作评价的指标"


def since(period: Period, start: Period) -> str:
    """Name a growth over more than a year."""
    return f"{period}比{start}"


def progress_figures(base: str, current: str, target: str) -> str:
    """Show what a degree of completion is computed from."""
    return f"基数 {base}，现值 {current}，目标 {target}"


def required_figures(current: str, target: str) -> str:
    """Show what the growth still required is computed from."""
    return f"现值 {current}，目标 {target}"


def rolling_figures(year: str, part: str, growth: str) -> str:
    """Show what the last twelve months are computed from."""
    return f"上年 {year}，年内 {part}，同比增速 {growth}%"


def points(distance: Fraction) -> str:
    """Word growth less planned growth."""
    return f"{'高' if distance >= 0 else '低'}{signed(abs(distance))}个百分点"


def whole_way(target: str, newest: str, way: str) -> str:
    """Say how far the figures are from the target at most."""
    return f"最新数据 {newest}，目标 {target}，至多相差 {way}"


def verdict(completion: str) -> str:
    """Name the computed verdict."""
    return f"评估结论是“{completion}”"


def not_reached(newest: str, target: str) -> str:
    """Say that the newest figure does not meet the target."""
    return f"{newest}尚未达到目标 {target}"


def recommended(proposal: str) -> str:
    """Name the computed recommendation."""
    return f"调整建议是“{proposal}”"


def years_early(years: int) -> str:
    """Name what the prose expects."""
    return f"提前{years}年"


def number_of(group: str) -> str:
    """Name the size of a group."""
    return f"{group}个数"


def share_of(group: str) -> str:
    """Name the share of a group."""
    return f"{group}占比"


def names(items: Iterable[str]) -> str:
    """List names in brackets, if there are any."""
    listed = "、".join(items)
    return f"（{listed}）" if listed else ""


def list_difference(missing: Sequence[str], beyond: Sequence[str]) -> str:
    """Say which names a list lacks and which it has too many."""
    parts = [f"缺少{'、'.join(missing)}"] if missing else []
    parts += [f"多出{'、'.join(beyond)}"] if beyond else []
    return "，".join(parts) or "名单相同"
