"""The evidence to the word: which figures, which formula, which verdict; and what the findings say."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import yuecheng_xl as yx
from tests.indicators import BASE, G1, GH, HIGHER, LOWER, TARGET, Y1, Y2, Cells, cells, flow, ratio
from yuecheng_xl.rules import Assessment

One = Callable[..., Assessment]
Evaluate = Callable[..., yx.Evaluation]


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        pytest.param(
            ratio(70, 50, 54, 58),
            (
                "基数：2020年为50",
                "现值：2022年为58",
                "完成进度＝(58－50)÷(70－50)＝40%",
                "时间进度＝2年÷5年＝40%",
                "40%≥40%，完成",
            ),
            id="on time",
        ),
        pytest.param(
            ratio(70, "—", 50, 52),
            (
                "基数：2021年为50（2020年无数据，以首个数据为起点）",
                "现值：2022年为52",
                "完成进度＝(52－50)÷(70－50)＝10%",
                "时间进度＝1年÷4年＝25%",
                "10%＜25%，未完成",
            ),
            id="behind, from the first figure",
        ),
        pytest.param(
            ratio(70, None, None, 52, **{"2021年下半年": 50}),
            ("基数：2021年下半年为50（2020年无数据，以首个数据为起点）", "现值：2022年为52"),
            id="from the first figure, of part of a year",
        ),
        pytest.param(
            flow(200, 100, 120, 140, 60, **{GH: 20}),
            (
                "基数：2020年为100",
                "现值：截至2023年6月末的近12个月＝140－60÷(1＋20%)＋60＝150（2022年为140，2023年上半年为60，同比增速20%）",
                "完成进度＝(150－100)÷(200－100)＝50%",
                "时间进度＝2.5年÷5年＝50%",
                "50%≥50%，完成",
            ),
            id="the last twelve months",
        ),
        pytest.param(
            flow(200, 100, 120, 140, 80, **{GH: -20}),
            (
                "基数：2020年为100",
                "现值：截至2023年6月末的近12个月＝140－80÷(1－20%)＋80＝120（2022年为140，2023年上半年为80，同比增速-20%）",
                "完成进度＝(120－100)÷(200－100)＝20%",
                "时间进度＝2.5年÷5年＝50%",
                "20%＜50%，未完成",
            ),
            id="the last twelve months, shrunk",
        ),
        pytest.param(
            flow(200, 100, 120, 140, 60, **{GH: 0}),
            (
                "基数：2020年为100",
                "现值：截至2023年6月末的近12个月＝140－60÷(1＋0%)＋60＝140（2022年为140，2023年上半年为60，同比增速0%）",
            ),
            id="the last twelve months, as before",
        ),
        pytest.param(
            flow(200, 100, 120, 140, 199, **{GH: -0.5}),
            (
                "基数：2020年为100",
                "现值：截至2023年6月末的近12个月＝140－199÷(1－0.5%)＋199＝139（2022年为140，2023年上半年为199，同比增速-0.5%）",
            ),
            id="the last twelve months, a little less",
        ),
        pytest.param(
            flow(200, 100, 120, 140.12346, 60.12346, **{GH: 0}),
            (
                "基数：2020年为100",
                (
                    "现值：截至2023年6月末的近12个月＝140.1235－60.1235÷(1＋0%)＋60.1235＝140.12"
                    "（2022年为140.12346，2023年上半年为60.12346，同比增速0%）"
                ),
            ),
            id="the parts with four decimals",
        ),
        pytest.param(
            ratio("70以上", 50, 54, 70),
            ("基数：2020年为50", "现值：2022年为70", "现值70已达到目标70以上，完成"),
            id="reached",
        ),
        pytest.param(
            ratio(40, 50, 54, 45),
            ("基数：2020年为50", "现值：2022年为45", "目标40不优于基数，属于守住型目标；现值45已守住，完成"),
            id="held",
        ),
        pytest.param(
            ratio(40, 50, 54, 35),
            (
                "基数：2020年为50",
                "现值：2022年为35",
                "目标40不优于基数50，属于守住型目标；现值35未守住，未完成",
            ),
            id="not held",
        ),
        pytest.param(
            ratio(18, "—", "未出", 18),
            ("现值：2022年为18", "现值18已达到目标18，完成"),
            id="reached by the only figure",
        ),
        pytest.param(
            cells("增速", 7, None, 8, 4, 单位="%"),
            ("平均增速：2021年8%、2022年4%，算术平均＝6%", "平均增速6%未达到目标7，未完成"),
            id="growth",
        ),
        pytest.param(
            cells("增速", 7, None, 8, 单位="%"),
            ("增速：2021年8%", "平均增速8%达到目标7，完成"),
            id="growth of one year",
        ),
        pytest.param(
            flow("年均7", 100, 107, 114.49),
            (
                "2021年、2022年未填报增速，按数据计算",
                "平均增速：2021年7%、2022年7%，算术平均＝7%",
                "平均增速7%达到目标年均7，完成",
            ),
            id="growth of the levels",
        ),
        pytest.param(
            ratio(70, 50, 部门预判="未达到"),
            ("基期以后没有数据，按部门预判“未达到”认定为未完成",),
            id="a forecast",
        ),
        pytest.param(ratio(70, 50), ("没有可用于评估的数据，也没有部门预判，无法评价",), id="nothing"),
        pytest.param(
            ratio(40, 50),
            ("没有可用于评估的数据，也没有部门预判，无法评价",),
            id="nothing after a base beyond the target",
        ),
        pytest.param(ratio("5-6-7", 50, 54), ("目标“5-6-7”无法识别，无法评价",), id="a target that is none"),
        pytest.param(ratio(None, 50, 54), ("没有填写目标，无法评价",), id="no target"),
        pytest.param(
            ratio(70, None, "未统计", "未统计", "—"),
            ("2021年、2022年未统计，不作评价", "建议取消"),
            id="uncollected",
        ),
        pytest.param(
            ratio(70, 50, 54, "停止统计"), ("指标停止统计（停止统计），不作评价", "建议取消"), id="abolished"
        ),
        pytest.param(
            cells("定性", "完成任务", "好", "好", "很好"), ("定性目标，2022年填报“很好”",), id="words"
        ),
        pytest.param(
            cells("定性", "完成任务", "好", "—"),
            ("没有可用于评估的数据，也没有部门预判，无法评价",),
            id="no words",
        ),
    ],
)
def test_the_calculation_line_by_line(one: One, row: Cells, lines: Sequence[str]) -> None:
    assert one(row).calculation[: len(lines)] == tuple(lines)


def test_the_steps_can_be_read_like_any_sequence(one: One) -> None:
    steps, other = one(ratio(70, 50, 54, 58)).outcome.steps, one(ratio(70, 50, 54, 60)).outcome.steps
    told = ("基数：2020年为50", "现值：2022年为58", "完成进度＝(58－50)÷(70－50)＝40%")
    assert (steps[0], steps[:3], steps[-1], len(steps)) == (told[0], list(told), "40%≥40%，完成", 5)
    nothing: object = 5
    assert (steps == list(steps), steps == other, steps == nothing) == (True, False, False)
    assert (hash(steps), repr(steps)) == (hash(tuple(steps)), repr(tuple(steps)))


@pytest.mark.parametrize("forecast", ["", "再议", "能实现", "未达到"])
def test_the_base_is_known_where_nothing_came_after_it(one: One, forecast: str) -> None:
    item = one(ratio(70, 50, 部门预判=forecast))
    assert item.outcome.base is not None
    assert item.outcome.base.value == 50
    assert item.outcome.current is None


@pytest.mark.parametrize(
    ("row", "method"),
    [
        (ratio(70, 50, 54, 56), "完成进度与时间进度比较"),
        (ratio(70, 50, 54, 58), "完成进度与时间进度比较"),
        (ratio(70, 50, 54, 70), "目标已达到"),
        (ratio(40, 50, 54, 35), "守住目标"),
        (ratio(40, 50, 54, 45), "守住目标"),
        (cells("增速", 7, None, 8, 4, 单位="%"), "平均增速与目标比较"),
        (cells("累计", "[4500]", None, 850, 900), "累计完成进度与时间进度比较"),
        (ratio(70, 50, 部门预判="未达到"), "部门预判"),
        (ratio(70, 50), "缺少数据"),
        (ratio(70, None, "未统计", "未统计"), "停止统计或未统计"),
        (cells("定性", "完成任务", "好", "好"), "定性目标"),
    ],
)
def test_the_method_is_named(one: One, row: Cells, method: str) -> None:
    assert one(row).outcome.method.value == method


def test_the_evidence_is_one_text_that_stands_alone(one: One) -> None:
    assert one(ratio(70, 50, 54, 58, 数据说明="口径一致。")).evidence == (
        "基数：2020年为50；现值：2022年为58；完成进度＝(58－50)÷(70－50)＝40%；时间进度＝2年÷5年＝40%；40%≥40%，完成；"
        "按目前平均进度（提高4个百分点）推算，2025年达到目标（按期）；"
        "进度：达到时序进度；能否完成：有望完成（按平均进度推算到2025年达到目标）；数据说明：口径一致；进度等级：符合预期；"
        "到2025年目标，后期每年需提高4个百分点；已实现年均提高4个百分点。"
    )


def test_the_evidence_of_what_is_behind(one: One) -> None:
    text = one(ratio(70, 50, 51, 52)).evidence
    assert "10%＜40%，未完成" in text
    assert "；进度等级：滞后；" in text


@pytest.mark.parametrize(
    "row", [ratio(70, 50), ratio(70, "未统计", "未统计"), cells("定性", "完成任务", "好", "好")]
)
def test_what_is_not_assessed_has_no_grade_in_its_evidence(one: One, row: Cells) -> None:
    assert "进度等级" not in one(row).evidence


def test_a_change_is_told_with_its_reason(one: One) -> None:
    item = one(
        ratio(
            70,
            50,
            51,
            52,
            客观因素="疫情",
            口径变化="改用国标",
            部门建议="调整目标",
            建议内容="由70%调整为52%",
        )
    )
    reason = "落后预期进度；口径变化：改用国标；客观因素：疫情；基期以来实际值在50至52之间"
    assert item.recommendation.reason == reason
    assert item.calculation[-1] == f"建议由70%调整为52%，理由：{reason}"


def test_a_reason_that_is_told_already_is_not_told_twice(one: One) -> None:
    item = one(ratio(70, "未统计", "未统计", "未统计"))
    assert item.calculation == ("2021年、2022年未统计，不作评价", "建议取消")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(ratio(70, 50, 51, 52), "落后预期进度，但没有口径变化和客观因素", id="behind"),
        pytest.param(ratio(70, 50, 54, 58), "没有落后预期进度，口径没有变化", id="on time"),
        pytest.param(
            ratio(70, 50, 54, 58, 口径变化="改用国标"), "没有落后预期进度", id="a changed definition"
        ),
        pytest.param(ratio(70, 50, 54, 58, 客观因素="疫情"), "没有落后预期进度", id="an outside cause"),
        pytest.param(
            ratio(70, 50, 50, 50, 客观因素="疫情"),
            "落后预期进度；客观因素：疫情；基期以来实际值为50",
            id="one value",
        ),
        pytest.param(
            ratio(70, 部门预判="未达到", 客观因素="疫情"),
            "落后预期进度；客观因素：疫情",
            id="no value since the base",
        ),
        pytest.param(
            ratio(70, 50, 51, **{"2019年": 10, Y2: 52, "客观因素": "疫情"}),
            "落后预期进度；客观因素：疫情；基期以来实际值在50至52之间",
            id="what was before the base does not count",
        ),
    ],
)
def test_the_reason_of_a_recommendation(one: One, row: Cells, reason: str) -> None:
    assert one(row).recommendation.reason == reason


@pytest.mark.parametrize(
    ("row", "code", "message"),
    [
        pytest.param(ratio(70, 50), "F501", "“指标甲”", id="no figure"),
        pytest.param(
            flow(200, 100, 120, 140, 60),
            "F502",
            "“指标甲”的2023年上半年数缺少同比增速，未采用，改用2022年数据",
            id="no growth",
        ),
        pytest.param(
            flow(200, 100, 120, 140, 60, **{GH: -100}),
            "F502",
            "缺少同比增速，未采用，改用2022年数据",
            id="all lost",
        ),
        pytest.param(
            flow(200, 100, 120, None, 60, **{GH: 5}),
            "F502",
            "缺少2022年数据，未采用，改用2021年数据",
            id="no year before",
        ),
        pytest.param(
            flow(200, 100, 120, 140, **{"2023年4-6月": 60, "2023年4-6月增速": 5}),
            "F510",
            "“指标甲”的2023年4-6月数不是从1月起累计",
            id="a quarter",
        ),
        pytest.param(ratio(70, 50, 部门预判="再议"), "F503", "再议", id="an unclear forecast"),
        pytest.param(ratio(70, 50, 54, 58, 人工认定="未完成"), "F504", "未完成", id="overridden"),
        pytest.param(
            ratio(70, 50, 54, 58, 人工认定="差不多"), "F311", "完成、未完成、—", id="a verdict that is none"
        ),
        pytest.param(cells("定性", "完成任务", 1, 2, 3), "F507", "“指标甲”", id="numbers for words"),
        pytest.param(ratio(70, 50, 部门预判="能实现"), "F508", "能实现", id="a forecast decides"),
        pytest.param(ratio("＜28", 35, 31, 29), "F509", "越高越好", id="a ceiling that is to rise"),
        pytest.param(
            ratio(70, 50, 51, 52, 客观因素="疫情", 建议内容="由65%调整为52%"),
            "F604",
            "65",
            id="another target",
        ),
        pytest.param(
            ratio(70, 50, 51, 52, 客观因素="疫情", 建议内容="由70%调整为60%"),
            "F601",
            "50—52",
            id="out of range",
        ),
        pytest.param(
            ratio(70, 50, 51, 52, 客观因素="疫情", 建议内容="适当下调"), "F605", "适当下调", id="unreadable"
        ),
        pytest.param(
            ratio(70, 50, 54, 58, 部门建议="取消指标"),
            "F603",
            "没有落后预期进度，口径没有变化",
            id="not followed",
        ),
        pytest.param(ratio(70, 50, 51, 52, 客观因素="疫情"), "F602", "调整目标", id="no proposal"),
        pytest.param(
            ratio(70, "未统计", "未统计", 部门建议="替换指标"), "F602", "替换指标", id="no substitute"
        ),
    ],
)
def test_a_finding_says_what_and_where(evaluated: Evaluate, row: Cells, code: str, message: str) -> None:
    (finding,) = [item for item in evaluated(row).findings if item.code == code]
    assert message in finding.message
    assert "指标甲" in finding.message
    assert finding.where.startswith("指标总表!")


@pytest.mark.parametrize(("row", "cell"), [(flow(200, 100, 120, 140, 60), "H2"), (ratio(70, 50), "B2")])
def test_a_finding_names_the_cell(evaluated: Evaluate, row: Cells, cell: str) -> None:
    findings = [item for item in evaluated(row).findings if item.code in ("F501", "F502")]
    assert [item.where for item in findings] == [f"指标总表!{cell}"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        pytest.param(ratio("＜28", 35, 31, 29, 方向=LOWER), "F509", id="a ceiling that is to fall"),
        pytest.param(ratio("≥28", 25, 26, 27), "F509", id="a floor that is to rise"),
        pytest.param(ratio("＜28", 35, 31, 29, 方向=None), "F509", id="no direction is filled in"),
        pytest.param(ratio(60, 50, 54, 58, 方向=None), "F405", id="inferred, and on its way"),
        pytest.param(ratio("≥40", 50, 54, 58, 方向=None), "F405", id="inferred, and the bound says it"),
        pytest.param(ratio("≤60", 50, 54, 58, 方向=None), "F405", id="inferred, and the ceiling says it"),
        pytest.param(ratio(40, 50, 54, 58), "F405", id="filled in"),
        pytest.param(ratio(70, 50, 54, 58, 部门预判="再议"), "F503", id="figures decide"),
    ],
)
def test_what_is_right_is_no_finding(evaluated: Evaluate, row: Cells, code: str) -> None:
    assert code not in [item.code for item in evaluated(row).findings]


def test_a_direction_that_is_inferred_and_turns_the_target_round_is_doubted(evaluated: Evaluate) -> None:
    row = ratio(40, 50, 54, 58, 方向=None, 指标="广播电视综合人口覆盖率")
    (finding,) = [item for item in evaluated(row).findings if item.code == "F405"]
    for word in ("广播电视综合人口覆盖率", "40", "50", HIGHER):
        assert word in finding.message


@pytest.mark.parametrize("dash", ["-", "--", "—", "——", "–", "/", "－", "－－"])
def test_a_person_withholds_the_verdict_with_any_dash(one: One, dash: str) -> None:
    item = one(ratio(70, 50, 54, 58, 人工认定=dash))
    assert (item.completion, item.grade) == ("—", "无法评价")


def test_a_person_may_word_the_verdict_of_a_qualitative_target(evaluated: Evaluate) -> None:
    result = evaluated(cells("定性", "完成任务", "好", "好", 人工认定="基本达标"))
    assert [item.completion for item in result.assessments] == ["基本达标"]
    assert "F504" in [item.code for item in result.findings]


def test_the_findings_hold_those_of_the_checks_too(evaluated: Evaluate) -> None:
    found = [item.code for item in evaluated(flow(200, 100, 105, 140, **{G1: 30})).findings]
    assert "F1201" in found  # 105 is no 30% more than 100


def test_an_assessment_is_the_same_wherever_its_workbook_lies(book: Callable[..., Path]) -> None:
    rows = [["指标", "单位", TARGET, BASE, Y1, Y2], ["占比", "%", 70, 50, 54, 58]]
    here, there = (yx.evaluate(yx.read_workbook(book(rows, name=name))) for name in ("甲.xlsx", "乙.xlsx"))
    assert here.plan != there.plan
    assert here.assessments == there.assessments
    assert "plan=" not in repr(here.assessments[0])


def test_change_of_an_unknown_kind_of_figure_is_linear_under_percent(one: One) -> None:
    item = one(ratio(70, 50, 54, 58))
    plan = replace(item.plan, indicators=(replace(item.indicator, measure=None),))
    (unknown,) = yx.evaluate(plan).assessments
    assert unknown.outlook.achieved == 4
    levels = replace(item.plan, indicators=(replace(item.indicator, measure=None, unit="亿元"),))
    (other,) = yx.evaluate(levels).assessments
    assert float(other.outlook.achieved or 0) == pytest.approx(7.703, abs=1e-3)  # (58/50)^(1/2) - 1
