"""What the report's placeholders stand for: texts of the whole plan, and the lines of its tables."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from yuecheng_xl.messages import report as wording
from yuecheng_xl.report.facts import gather
from yuecheng_xl.rules.yearly import remaining_years
from yuecheng_xl.tables import conclusions, yearly
from yuecheng_xl.words.lists import plain_list
from yuecheng_xl.words.numbers import percent
from yuecheng_xl.words.numerals import chinese

if TYPE_CHECKING:
    from yuecheng_xl.report.facts import Facts
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.typed.values import Band, Record

_SHARES = ("占比", "欠进度")


def scope(evaluation: Evaluation) -> dict[str, str]:
    """Return the texts that may stand anywhere in the template."""
    plan = evaluation.plan
    cutoff = plan.cutoff
    categories = [name for name, _ in by_category(evaluation) if name]
    standing, advice = conclusions.paragraphs(evaluation)
    return {
        "规划名称": plan.name or plan.short_name or wording.PLAN,
        "规划简称": plan.short_name or plan.name or wording.PLAN,
        "地区": plan.district,
        "基期": str(plan.base_year),
        "目标年": str(plan.target_year),
        "评估时点": f"{cutoff.year}年{cutoff.month}月{cutoff.day}日",
        "指标总数": str(evaluation.summary.total),
        "类别名单": plain_list(categories),
        "类别数": wording.aspects(len(categories)),
        "总体评价": standing,
        "调整建议": advice,
        "剩余年份": wording.years_left(remaining_years(plan)),
        "不分解说明": _left_out(evaluation),
        "落后分布": _burden(evaluation),
    }


def by_category(evaluation: Evaluation) -> list[tuple[str, list[Facts]]]:
    """Return the facts of each run of indicators of one category, in the order of the table."""
    runs = groupby(evaluation.assessments, key=lambda item: item.indicator.category)
    return [(name, [gather(item, evaluation.plan) for item in items]) for name, items in runs]


def heading(number: int, category: str) -> dict[str, str]:
    """Return the texts of a category's heading."""
    return {"类别序": chinese(number), "类别": category or wording.WITHOUT_CATEGORY}


def indicator(facts: Facts) -> dict[str, str]:
    """Return the texts of an indicator's paragraph."""
    item = facts.indicator
    return {"序号": str(item.number), "指标": item.name, "叙述": wording.paragraph(facts)}


def adjustments(evaluation: Evaluation) -> list[dict[str, str]]:
    """Return the adjustments one by one, with their reasons."""
    changed = {
        item.indicator.number: item for item in evaluation.assessments if item.recommendation.adjustment
    }
    return [
        {
            "调整序": str(number),
            "调整指标": change.name,
            "调整理由": wording.adjustment(gather(changed[change.number], evaluation.plan)),
        }
        for number, change in enumerate(evaluation.adjustments, 1)
    ]


def breakdown(evaluation: Evaluation) -> Band:
    """Return the lines of the yearly breakdown that have a level to reach, or one that says there is none."""
    band = yearly.lines(evaluation)
    lines = [line for line in band.records if _has_levels(line)]
    nothing: Record = {**dict.fromkeys(band.fields), "指标": wording.NOTHING_TO_SPREAD}
    return band._replace(records=lines or [nothing])


def _has_levels(line: Record) -> bool:
    levels = line["等额水平"]
    return isinstance(levels, list) and any(level is not None for level in levels)


def categories(evaluation: Evaluation) -> Band:
    """Return what each category carries of what is behind."""
    return _with_percentages(yearly.by_category(evaluation))


def departments(evaluation: Evaluation) -> Band:
    """Return what each department carries of what is behind."""
    return _with_percentages(yearly.by_department(evaluation))


def _with_percentages(burdens: Band) -> Band:
    """Show shares as percentages: a cell in Word has no number format."""
    lines: list[Record] = [
        {
            name: percent(Fraction(value).limit_denominator(10**9))
            if isinstance(value, float) and name.endswith(_SHARES)
            else value
            for name, value in line.items()
        }
        for line in burdens.records
    ]
    return burdens._replace(records=lines)


def _left_out(evaluation: Evaluation) -> str:
    shown = {line["序号"] for line in breakdown(evaluation).records}
    without = [item.indicator.name for item in evaluation.assessments if item.indicator.number not in shown]
    return (
        wording.left_out(without)
        if without != [item.indicator.name for item in evaluation.assessments]
        else ""
    )


def _burden(evaluation: Evaluation) -> str:
    """Name the departments that carry the most of what is behind, up to half of it or three of them."""
    groups = evaluation.by_department
    named = sorted(
        (group for group in groups if group.name and group.points), key=lambda group: -group.points
    )
    if not named:
        return wording.burden(len(evaluation.summary.behind), [], Fraction(0))
    chosen, share = [], Fraction(0)
    for group in named[:3]:
        chosen.append(group.name)
        share += group.share_of_points
        if share >= Fraction(1, 2):
            break
    return wording.burden(len(evaluation.summary.behind), chosen, share)


def charted(evaluation: Evaluation) -> set[int]:
    """Return the numbers of the indicators marked 配图 that have a figure to plot."""
    return {item.indicator.number for item in evaluation.assessments if _plottable(item)}


def _plottable(item: Assessment) -> bool:
    return item.indicator.has_chart and any(one.value is not None for one in item.indicator.observations)
