"""Placeholders that every template sheet may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuecheng_xl.results.render import Value
    from yuecheng_xl.rules import Evaluation


def plan_scope(evaluation: Evaluation) -> dict[str, Value]:
    """Return the plan's names, years and dates."""
    plan = evaluation.plan
    cutoff = plan.cutoff
    return {
        "规划名称": plan.name,
        "规划简称": plan.short_name,
        "地区": plan.district,
        "基期": plan.base_year,
        "目标年": plan.target_year,
        "评估时点": f"{cutoff.year}年{cutoff.month}月{cutoff.day}日",
    }
