"""Placeholders that every template sheet may use: the plan's names, years and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.plan.settings import EvaluationKind
from yuecheng_xl.words.dates import day_words, moment_words

if TYPE_CHECKING:
    from yuecheng_xl.plan import Plan
    from yuecheng_xl.typed.moment import Moment
    from yuecheng_xl.typed.values import Value


_COMPLETIONS = {
    EvaluationKind.ANNUAL: "完成时序进度情况",
    EvaluationKind.MID_TERM: "完成中期目标情况",
    EvaluationKind.FINAL: "完成规划目标情况",
}


def completion_title(plan: Plan) -> str:
    """Return what the column of verdicts is called."""
    return _COMPLETIONS[plan.kind]


def plan_scope(plan: Plan) -> dict[str, Value]:
    """Return the placeholders by name."""
    settings = plan.settings
    return {
        "规划名称": plan.title,
        "规划简称": plan.short_title,
        "地区": plan.district,
        "基期": plan.base_year,
        "目标年": plan.target_year,
        "评估时点": day_words(plan.cutoff),
        "评估类型": plan.kind.value,
        "完成栏名": completion_title(plan),
        "联系人": settings.contact,
        "联系电话": settings.contact_phone,
        "报送截止日期": day_words(settings.deadline) if settings.deadline else "",
    }


def number_told(text: str) -> int | str | None:
    """Return a list's 编号 as ``--json`` prints it: a number where it is one."""
    return int(text) if text.isdecimal() else text or None


def moment_told(moment: Moment | None) -> str:
    """Write a date as exactly as it was given; nothing where there is none."""
    return moment_words(*moment) if moment is not None else ""
