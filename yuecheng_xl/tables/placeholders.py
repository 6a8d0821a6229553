"""Placeholders that every template sheet may use: the plan's names, years and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from yuecheng_xl.plan import Plan
    from yuecheng_xl.typed.values import Value


def plan_scope(plan: Plan) -> dict[str, Value]:
    """Return the placeholders by name."""
    settings = plan.settings
    return {
        "规划名称": plan.name,
        "规划简称": plan.short_name,
        "地区": plan.district,
        "基期": plan.base_year,
        "目标年": plan.target_year,
        "评估时点": day(plan.cutoff),
        "联系人": settings.contact,
        "联系电话": settings.contact_phone,
        "报送截止日期": day(settings.deadline) if settings.deadline else "",
    }


def day(value: date) -> str:
    """Write a date as reports do."""
    return f"{value.year}年{value.month}月{value.day}日"
