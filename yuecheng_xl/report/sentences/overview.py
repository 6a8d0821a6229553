"""The first chapter: by which rules the plan was evaluated, and what comes of it on the whole."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.plan.settings import EvaluationKind
from yuecheng_xl.rules.points import years_at
from yuecheng_xl.words.dates import day_words
from yuecheng_xl.words.lists import plain_list
from yuecheng_xl.words.names import spoken
from yuecheng_xl.words.numbers import percent, whole

if TYPE_CHECKING:
    from decimal import Decimal

    from yuecheng_xl.plan import Plan
    from yuecheng_xl.rules import Evaluation

_MOST_NAMED = 5
_MOST, _HALF = Fraction(3, 4), Fraction(1, 2)
"""Shares of the indicators from which 大多数 and 多数 may be said."""


def method(plan: Plan) -> str:
    """Say by which rules verdicts and grades were reached, with the limits that 规划信息 sets."""
    settings = plan.settings
    span = f"以{plan.base_year}年为基期、{plan.target_year}年为目标年"
    progress = "完成进度是现值与基数之差占目标与基数之差的比例"
    if plan.kind is EvaluationKind.FINAL:
        rule = (
            f"评估{span}，看目标年的数是否达到目标：达到的为“完成”，没有达到而完成进度不低于"
            f"{_share(settings.nearly_from)}的为“基本完成”，其余为“未完成”。{progress}。"
        )
    else:
        rule = (
            f"评估{span}，比较完成进度和时间进度：{progress}，时间进度是基期到现值日期占整个规划期的比例。"
            "已达到目标，或者完成进度不低于时间进度的为“完成”，其余为“未完成”。"
        )
    kinds = (
        "时期数的年内数按同比增速折算为近12个月数，累计目标看各年累计，年均增速目标看平均增速，"
        f"平均增速是各年增速的{settings.averaging.value}。"
    )
    grades = (
        f"完成进度与时间进度之比不低于{settings.faster_from:f}的为“快于预期”，"
        f"不低于{settings.as_expected_from:f}的为“符合预期”，更低的为“滞后”。"
    )
    about = f"目标写“左右”的，允许偏差是目标与基数之差的{_share(settings.about_margin)}。"
    doubt = "没有数据，或者数据有几种读法而结论不同的，不作评价。"
    return "".join([rule, kinds, "" if plan.kind is EvaluationKind.FINAL else grades, about, doubt])


def judgement(evaluation: Evaluation) -> str:
    """Say how the plan goes on the whole, where it lacks most, and what is at risk."""
    return "".join(
        [_time_passed(evaluation), _standing(evaluation), _lacking(evaluation), _at_risk(evaluation)]
    )


def _time_passed(evaluation: Evaluation) -> str:
    plan = evaluation.plan
    if plan.kind is EvaluationKind.FINAL:
        return "规划期已满。"
    passed = plan.elapsed(years_at(plan.cutoff))
    return f"到{day_words(plan.cutoff)}，规划期已过{percent(passed)}。"


def _standing(evaluation: Evaluation) -> str:
    """Say which part of what could be assessed is met."""
    summary = evaluation.summary
    assessed = len(summary.met) + len(summary.nearly) + len(summary.behind)
    if not assessed:
        return "目前没有可以用数据评价的指标。"
    done = "完成规划目标" if evaluation.plan.kind is EvaluationKind.FINAL else "达到时序进度要求"
    share = Fraction(len(summary.met), assessed)
    if share == 1:
        return f"从可以评价的指标看，全部{done}。"
    if not share:
        return f"从可以评价的指标看，都没有{done}。"
    part = (
        "大多数" if share >= _MOST else "多数" if share > _HALF else "半数" if share == _HALF else "不到半数"
    )
    return f"从可以评价的指标看，{part}{done}（占{whole(share * 100)}%）。"


def _lacking(evaluation: Evaluation) -> str:
    """Name the categories that carry at least half of what is behind."""
    groups = sorted(
        (one for one in evaluation.by_category if one.points and one.name), key=lambda one: -one.points
    )
    chosen, share = [], Fraction(0)
    for group in groups:
        if share >= _HALF:
            break
        chosen.append(group.name)
        share += group.share_of_points
    if share < _HALF or len(chosen) == len(evaluation.by_category):
        return ""
    return f"进度缺口主要在{plain_list([f'“{name}”' for name in chosen])}方面。"


def _at_risk(evaluation: Evaluation) -> str:
    """Name what is behind and at high risk."""
    items = [item for item in evaluation.summary.behind if item.recommendation.high_risk]
    if not items:
        return ""
    names = [spoken(item.indicator.name) for item in items]
    named = plain_list(names) if len(names) <= _MOST_NAMED else f"{'、'.join(names[:_MOST_NAMED])}等指标"
    return f"{named}完成目标风险较高，后期须重点推进。"


def _share(value: Decimal) -> str:
    return percent(Fraction(value))
