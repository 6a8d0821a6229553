"""evaluation → draft: every text of the report, its charts and its tables, before there is a document."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from yuecheng_xl.plan.settings import EvaluationKind
from yuecheng_xl.report.charts import Chart, chart
from yuecheng_xl.report.facts import Facts, gather
from yuecheng_xl.report.lists import CHAPTERS, Field, fields
from yuecheng_xl.report.lists import omitted as lists_omitted
from yuecheng_xl.report.lists import tables as list_tables
from yuecheng_xl.report.lists import texts as list_texts
from yuecheng_xl.report.sentences.adjustment import adjustment
from yuecheng_xl.report.sentences.indicator import paragraph
from yuecheng_xl.report.sentences.overview import judgement, method
from yuecheng_xl.report.sentences.plan import aspects, burden, left_out, years_left
from yuecheng_xl.report.tables import Table, tables
from yuecheng_xl.tables import conclusions
from yuecheng_xl.tables.placeholders import completion_title
from yuecheng_xl.words.dates import day_words
from yuecheng_xl.words.lists import plain_list
from yuecheng_xl.words.names import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.rules.shortfall import Burden

_UNNAMED_CATEGORY, _ONLY_CATEGORY = "其他", "主要"
_NOT_AT_THE_END = ("调整建议", "剩余年份")
"""When the plan is over there is no target to adjust, and nothing to spread over the years left."""
_MOST_NAMED, _ENOUGH = 3, Fraction(1, 2)
"""Departments that are named as those who carry most: so many, or fewer where they carry half of it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is said of one indicator, with the facts that it says and the chart below it."""

    facts: Facts
    text: str
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Category:
    """A run of indicators of one category."""

    name: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What is said of one indicator that is to be changed."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The report; ``texts`` are those of the whole plan by their placeholders.

    ``omitted`` are placeholders whose sections of the template are left out.
    """

    texts: Mapping[str, str]
    categories: tuple[Category, ...]
    conclusions: tuple[str, str]
    adjustments: tuple[Adjustment, ...]
    tables: tuple[Table, ...]
    omitted: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()


def compose(evaluation: Evaluation) -> Draft:
    """Write all that the report says."""
    facts = [gather(item) for item in evaluation.assessments]
    paragraphs = [Paragraph(one, paragraph(one), chart(one.indicator, one.plan)) for one in facts]
    runs = groupby(paragraphs, key=lambda one: one.facts.indicator.category)
    unnamed = _UNNAMED_CATEGORY if any(one.indicator.category for one in facts) else _ONLY_CATEGORY
    categories = tuple(Category(_category(name) or unnamed, tuple(run)) for name, run in runs)
    concluded = conclusions.paragraphs(evaluation)
    told = fields(evaluation)
    return Draft(
        {**dict.fromkeys(CHAPTERS, ""), **_texts(evaluation, concluded), **list_texts(evaluation)},
        categories,
        concluded,
        _adjustments(evaluation, facts),
        (*tables(evaluation), *list_tables(evaluation)),
        (
            *(_NOT_AT_THE_END if evaluation.plan.kind is EvaluationKind.FINAL else ()),
            *lists_omitted(evaluation, told),
        ),
        told,
    )


def _category(name: str) -> str:
    """Return a category's name as a heading and a list have it: 综合实力 of 综合实力指标."""
    return name.removesuffix("类").removesuffix("指标") or name


def _adjustments(evaluation: Evaluation, facts: Sequence[Facts]) -> tuple[Adjustment, ...]:
    changed = {one.indicator.number: one for one in facts if one.item.recommendation.adjustment}
    return tuple(
        Adjustment(spoken(change.name), adjustment(changed[change.number]))
        for change in evaluation.adjustments
    )


def _texts(evaluation: Evaluation, concluded: tuple[str, str]) -> dict[str, str]:
    """Return the texts that may stand anywhere in the template."""
    plan = evaluation.plan
    categories = [_category(name) for name, _ in groupby(item.category for item in plan.indicators) if name]
    standing, advice = concluded
    return {
        "规划名称": plan.title,
        "规划简称": plan.short_title,
        "地区": plan.district,
        "基期": str(plan.base_year),
        "目标年": str(plan.target_year),
        "评估时点": day_words(plan.cutoff),
        "评估类型": plan.kind.value,
        "完成栏名": completion_title(plan),
        "指标总数": str(evaluation.summary.total),
        "类别名单": plain_list(categories),
        "类别数": aspects(len(categories)),
        # Without the section on adjustments, what is lacking is said here.
        "总体评价": standing + advice if plan.kind is EvaluationKind.FINAL else standing,
        "调整建议": advice,
        "评估方法": method(plan),
        "总体判断": judgement(evaluation),
        "剩余年份": years_left(evaluation.remaining_years),
        "不分解说明": _left_out(evaluation),
        "落后分布": _burden(evaluation.by_department, len(evaluation.summary.behind)),
    }


def _left_out(evaluation: Evaluation) -> str:
    """Name the indicators that have no levels to reach, unless all are so."""
    items = evaluation.assessments
    without = [item for item in items if not evaluation.breakdown(item).linear]
    if len(without) == len(items):
        return ""
    reached = [spoken(item.indicator.name) for item in without if item.outcome.target_reached]
    others = [spoken(item.indicator.name) for item in without if not item.outcome.target_reached]
    return left_out(reached, others)


def _burden(departments: Sequence[Burden], behind: int) -> str:
    """Name the departments that carry the most of what is behind."""
    carrying = [group for group in departments if group.name and group.points]
    chosen, share = [], Fraction(0)
    for group in sorted(carrying, key=lambda group: -group.points)[:_MOST_NAMED]:
        chosen.append(group.name)
        share += group.share_of_points
        if share >= _ENOUGH:
            break
    return burden(behind, chosen, share)
