"""Whether a target will be reached, beside whether it is on schedule; each answer is worked out by hand."""

from collections.abc import Callable

import pytest

import yuecheng_xl as yx
from tests.indicators import G1, G2, GH, LOWER, Cells, flow, rate, ratio, stock, total
from yuecheng_xl.rules import Assessment
from yuecheng_xl.tables.record import indicator_record

One = Callable[..., Assessment]
FORECAST = "部门预判"


@pytest.mark.parametrize(
    ("row", "completion", "likely", "reason"),
    [
        pytest.param(ratio(70, 50, 54, 58), "完成", True, "按平均进度推算到2025年达到目标", id="8 of 20"),
        pytest.param(
            stock(150, 100, 110, 125) | {G1: 22, G2: -2},
            "完成",
            None,
            "按2022年增速推算到目标年末达不到目标；按平均进度推算到2024年达到目标",
            id="the paces differ: -2 and 10 a year",
        ),
        pytest.param(
            stock(150, 100, 110, 125, **{FORECAST: "能实现"}) | {G1: 22, G2: -2},
            "完成",
            True,
            "部门预判“能实现”",
            id="the paces differ, and the department decides",
        ),
        pytest.param(
            ratio(70, 50, 54, 58, **{FORECAST: "未达到"}), "完成", False, "部门预判“未达到”", id="foreseen"
        ),
        pytest.param(
            ratio(70, 50, 66, 64, **{"2023年": 62.5}),
            "完成",
            False,
            "近年朝相反方向变化",
            id="fallen twice, though 12.5 of 20 is enough after 3 of 5 years",
        ),
        pytest.param(
            stock(200, 100, 105, 130) | {G1: 7, G2: 24},
            "未完成",
            True,
            "按2022年增速推算到2025年达到目标；按平均进度推算到2025年达到目标",
            id="behind, and faster of late",
        ),
        pytest.param(
            ratio(70, 50, 51, 52), "未完成", False, "按平均进度推算要到2040年才达到目标", id="1 a year"
        ),
        pytest.param(
            ratio(70, 50, 51, 52, **{FORECAST: "能实现"}),
            "未完成",
            False,
            "部门预判“能实现”",
            id="hope against the figures",
        ),
        pytest.param(ratio(70, 50, 54, 71), "完成", True, "目前已达到目标", id="reached"),
        pytest.param(
            ratio(40, 50, 48, 44), "完成", None, "目前已达到目标，但近年朝相反方向变化", id="a floor, sinking"
        ),
        pytest.param(
            ratio(70, 50, 54, 71, **{FORECAST: "难以完成"}), "完成", None, "部门预判“难以完成”", id="for now"
        ),
        pytest.param(stock(200, 100, **{FORECAST: "能实现"}), "完成", True, "部门预判“能实现”", id="said"),
        pytest.param(
            rate(6, 8, 6),
            "完成",
            True,
            "最新增速（增长6%）达到后期年均所需（增长5.33%）；平均增速（增长7%）达到后期年均所需",
            id="growth",
        ),
        pytest.param(rate(6, 12, 3), "完成", None, "最新增速（增长3%）达不到后期年均所需", id="slower"),
        pytest.param(total("[100]以内", 30, 30, 方向=LOWER), "未完成", False, "将超出控制数", id="a ceiling"),
        pytest.param(
            total("[100]以内", 15, 15, 方向=LOWER), "完成", True, "不会超出控制数", id="a ceiling, kept"
        ),
        pytest.param(flow(200, 0, 50, 60), "未完成", None, "没有可推算的进度", id="no pace from nought"),
    ],
)
def test_both_answers(one: One, row: Cells, completion: str, likely: bool | None, reason: str) -> None:
    item = one(row, 评估时点="2023年6月30日" if "2023年" not in row else "2023年12月31日")
    assert (item.completion, item.likelihood.likely) == (completion, likely)
    assert reason in item.likelihood.reason
    answer = {True: "有望完成", False: "难以完成", None: "尚难判断"}[likely]
    schedule = "达到时序进度" if completion == "完成" else "落后时序进度"
    assert f"进度：{schedule}；能否完成：{answer}（{item.likelihood.reason}）" in item.calculation
    record = indicator_record(item)
    assert (record["likely"], record["likely_reason"]) == (likely, item.likelihood.reason)


@pytest.mark.parametrize(
    ("row", "info"),
    [
        pytest.param(ratio(70, 50), {}, id="no figure"),
        pytest.param(ratio(70, 50, "未统计", "停止统计"), {}, id="ended"),
        pytest.param(ratio(70, 50, 54, 58), {"评估时点": "2025年12月31日"}, id="over"),
        pytest.param(
            ratio(70, 50, **{"2025年": 60}), {"评估时点": "2025年12月31日", "目标年": 2024}, id="later still"
        ),
    ],
)
def test_where_nothing_is_left_to_ask_nothing_is_answered(
    one: One, row: Cells, info: dict[str, object]
) -> None:
    item = one(row, **info)
    assert (item.likelihood.likely, item.likelihood.text) == (None, "")
    assert not any("能否完成" in line for line in item.calculation)


def test_two_paces_that_answer_differently_are_both_told(one: One) -> None:
    item = one(stock(150, 100, 110, 125) | {G1: 22, G2: -2})
    assert "按目前2022年增速（下降2%）推算，达不到目标" in item.calculation
    average = "按目前平均进度（增长10%）推算，2024年达到目标（提前1年），两种推算不一致"
    assert average in item.calculation


@pytest.mark.parametrize(
    ("more", "told"),
    [
        pytest.param({"数据说明": "可比价增速"}, "同比增速20%（可比价，折算近似）", id="said in the row"),
        pytest.param({"指标": "地区生产总值"}, "同比增速20%（可比价，折算近似）", id="known by the name"),
        pytest.param({}, "同比增速20%）", id="not known"),
    ],
)
def test_real_growth_is_said_to_be_real(one: One, more: Cells, told: str) -> None:
    item = one(flow(200, 100, 120, 140, 60, **{G1: 15, G2: 12, GH: 20}, **more))
    text = item.evidence
    assert told in text
    is_real = bool(more)
    assert ("（可比价增长20%）推算" in text) is is_real
    assert ("已实现年均增长13.5%（可比价）" in text) is is_real


def test_growth_computed_at_other_prices_is_a_finding(evaluated: Callable[..., yx.Evaluation]) -> None:
    row = flow("年均7", 100, 120, 140, **{G1: 8}, 数据说明="可比价增速")
    result = evaluated(row)
    (finding,) = [item for item in result.findings if item.code == "F530"]
    assert "2022年没有填报" in finding.message
    assert "2022年未填报增速，按数据计算（现价，与可比价增速口径不同）" in result.assessments[0].calculation


def test_a_direction_against_the_catalogue_is_a_finding(evaluated: Callable[..., yx.Evaluation]) -> None:
    row = ratio(3, 5, 4, 4, 指标="城镇调查失业率", 方向="越高越好")
    (finding,) = [item for item in evaluated(row).findings if item.code == "F531"]
    assert "越高越好" in finding.message
    assert not [item for item in evaluated(row | {"方向": LOWER}).findings if item.code == "F531"]


@pytest.mark.parametrize(
    ("row", "risk", "words"),
    [
        pytest.param(rate(7, 5, 5), True, "后期每年需增长8.33%，历年最好只做到增长5%", id="growth, too far"),
        pytest.param(rate(7, 8, 5), False, "", id="growth, within reach"),
        pytest.param(
            rate(7, 9, 6, **{"2023年": 5}), True, "近年朝相反方向变化", id="growth that slows twice"
        ),
        pytest.param(rate(7, -1, -2), True, "近年朝相反方向变化", id="growth below nought"),
        pytest.param(
            total("[4500]", 100, 100), True, "后期每年需完成1433.33套，历年最好只做到完成100套", id="a sum"
        ),
        pytest.param(total("[4500]", 850, 900), False, "", id="a sum, within reach"),
        pytest.param(
            total("[10]", 1, -2, 单位="%", 指标="排放降低"),
            True,
            "后期每年需完成3.76%，历年最好只做到完成1%",
            id="reductions that turned: (0.9/1.0098)^(1/3) is 0.9623",
        ),
        pytest.param(
            total("[100]以内", 45, 45, 方向=LOWER), True, "后期每年需控制在3.33套以内", id="little is left"
        ),
        pytest.param(
            stock(100, 120, 121, 122, 方向=LOWER), True, "近年朝相反方向变化", id="twice the wrong way"
        ),
    ],
)
def test_high_risk_of_all_kinds(
    evaluated: Callable[..., yx.Evaluation], row: Cells, risk: bool, words: str
) -> None:
    result = evaluated(row, 评估时点="2023年12月31日" if "2023年" in row else "2023年6月30日")
    (item,) = result.assessments
    assert (item.completion, item.recommendation.high_risk) == ("未完成", risk)
    messages = [finding.message for finding in result.findings if finding.code == "F506"]
    assert [words in message for message in messages] == [True] * risk
