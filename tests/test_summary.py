"""The counts and lists that the conclusions give, and the evaluation in brief."""

from collections.abc import Callable
from fractions import Fraction

import yuecheng_xl as yx
from yuecheng_xl.rules.brief import evaluated
from yuecheng_xl.rules.summary import Summary

HEADER = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "方向", "数据类型", "客观因素"]
SHARE = ["越高越好", "比率"]
ROWS = [
    [1, "达到", "%", 70, 50, 54, 70, *SHARE],
    [2, "完成", "%", 70, 50, 54, 58, *SHARE],
    [3, "落后甲", "%", 70, 50, 51, 52, *SHARE, "疫情"],
    [4, "落后乙", "%", 70, 50, 51, 52, *SHARE],
    [5, "落后丙", "%", 70, 50, 51, 52, *SHARE],
    [6, "未统计", "%", 70, "未统计", "未统计", "未统计", *SHARE],
    [7, "定性", None, "完成任务", None, "完成", "基本完成", None, "定性"],
]


def test_every_indicator_is_in_one_list(assess: Callable[..., yx.Evaluation]) -> None:
    summary = assess([HEADER, *ROWS]).summary
    lists = [summary.met, summary.behind, summary.not_assessed, summary.qualitative, summary.early]
    assert [[item.indicator.number for item in items] for items in lists] == [
        [1, 2],
        [3, 4, 5],
        [6],
        [7],
        [1],
    ]
    assert (summary.total, summary.met_share) == (7, Fraction(2, 7))


def test_an_evaluation_in_brief(assess: Callable[..., yx.Evaluation]) -> None:
    result = assess([HEADER, *ROWS], 规划信息=[["项目", "内容"], ["规划简称", "某规划"]])
    told = evaluated(result, result.findings).splitlines()
    assert told[0] == "某规划：共7个指标，完成2个（29%），未完成3个，定性1个，未评价1个；建议调整2个。"
    assert told[1].startswith("发现问题：")
    assert len(told) == 2


def test_errors_are_shown_at_once(assess: Callable[..., yx.Evaluation]) -> None:
    result = assess([HEADER, [1, "没有目标", "%", "5公里", 50, 54, 70, *SHARE]])
    told = evaluated(result, result.findings).splitlines()
    assert told[0] == "共1个指标，完成0个（0%），未完成0个，定性0个，未评价1个；建议调整0个。"
    errors = [item for item in result.findings if item.severity is yx.Severity.ERROR]
    assert errors
    assert told[2:] == [f"  {item}" for item in errors]


def test_all_on_time_are_a_hundred_percent(assess: Callable[..., yx.Evaluation]) -> None:
    result = assess([HEADER, ROWS[1]])
    assert evaluated(result, ()).splitlines() == [
        "共1个指标，完成1个（100%），未完成0个，定性0个，未评价0个；建议调整0个。",
        "发现问题：错误0项，警告0项，提示0项。",
    ]
    assert (
        repr(result.summary)
        == "Summary(1 indicators: 1 met, 0 behind, 0 early, 0 qualitative, 0 not assessed)"
    )
    assert "1 indicators" in repr(result)


def test_where_there_is_no_indicator_none_is_met() -> None:
    assert Summary((), (), (), (), (), ()).met_share == 0
