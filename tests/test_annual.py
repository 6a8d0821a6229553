"""A year's own target (年度监测), beside the plan's: each answer is worked out by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests.indicators import LOWER, Cells, flow, rank, rate, ratio, stock, total
from yuecheng_xl.rules import Assessment
from yuecheng_xl.tables.conclusions import paragraphs
from yuecheng_xl.tables.record import evaluation_record

One = Callable[..., Assessment]
AIM, YEAR, HALF = "2024年目标", "2024年", "2024年上半年"
DONE, ON_SCHEDULE, BEHIND, UNMET, NONE = "完成", "达到序时进度", "落后序时进度", "未完成", "—"


def since(**more: object) -> Cells:
    return {"2023年": 100, **more}


@pytest.mark.parametrize(
    ("row", "completion", "reason"),
    [
        pytest.param(
            flow(150, 80, 85, 90, **since(**{AIM: "增长8%左右", YEAR: 108})),
            DONE,
            "2024年增速8%，目标8%",
            id="growth of the levels",
        ),
        pytest.param(
            flow(150, 80, 85, 90, **since(**{AIM: "增长8%左右", YEAR: 120, "2024年增速": 7.6})),
            DONE,
            "2024年增速7.6%，目标8%",
            id="stated growth, 5% below about 8",
        ),
        pytest.param(
            flow(150, 80, 85, 90, **since(**{AIM: "增长8%左右", YEAR: 120, "2024年增速": 7.5})),
            UNMET,
            "2024年增速7.5%，目标8%",
            id="less than about 8",
        ),
        pytest.param(
            flow(150, 80, 85, 90, **since(**{AIM: "增长8%", HALF: 60, "2024年上半年增速": 7.9})),
            BEHIND,
            "2024年上半年增速7.9%，目标8%",
            id="growth of half a year",
        ),
        pytest.param(rate(6, 5, 6, **{AIM: 5, YEAR: 5.5}), DONE, "2024年增速5.5%，目标5%", id="a rate"),
        pytest.param(
            rate(6, 5, 6, **{AIM: "5以上", HALF: 4.5}),
            BEHIND,
            "2024年上半年增速4.5%，目标5%",
            id="half a year's",
        ),
        pytest.param(rate(6, 5, 6, **{AIM: "5以上"}), NONE, "没有2024年增速", id="no rate of the year"),
        pytest.param(
            flow(150, 80, 85, 90, **since(**{AIM: 110, YEAR: 109})),
            UNMET,
            "2024年为109，未完成",
            id="a level",
        ),
        pytest.param(
            flow(150, 80, 85, 90, **since(**{AIM: 110, HALF: 55})),
            ON_SCHEDULE,
            "2024年上半年55÷110＝50%≥时间进度50%",
            id="half of a sum in half a year",
        ),
        pytest.param(
            flow(150, 80, 85, 90, **since(**{AIM: 110, HALF: 54})), BEHIND, "49.1%＜时间进度50%", id="less"
        ),
        pytest.param(
            total("[100]以内", 20, 20, 方向=LOWER, **{"2023年": 20, AIM: "20以内", HALF: 11}),
            BEHIND,
            "11÷20＝55%≥时间进度50%",
            id="more than half of a ceiling",
        ),
        pytest.param(
            total("[13.5]", 3, 3, 单位="%", 指标="能耗降低", **{"2023年": 3, AIM: "3左右", HALF: 2.85}),
            ON_SCHEDULE,
            "2024年上半年为2.85",
            id="a rate of reduction is against the same months",
        ),
        pytest.param(
            total("[13.5]", 3, 3, 单位="%", 指标="能耗降低", **{"2023年": 3, AIM: 3, YEAR: 2.9}),
            UNMET,
            "2024年为2.9",
            id="a rate of reduction of a year",
        ),
        pytest.param(
            stock(150, 80, 85, 90, **since(**{AIM: 110, HALF: 105})),
            ON_SCHEDULE,
            "比2023年的进度50%≥时间进度50%",
            id="5 of 10",
        ),
        pytest.param(
            stock(150, 80, 85, 90, **since(**{AIM: 110, HALF: 104})), BEHIND, "40%＜时间进度50%", id="4 of 10"
        ),
        pytest.param(
            stock(150, 80, 85, 90, **since(**{AIM: 110, HALF: 110})), DONE, "2024年上半年为110", id="there"
        ),
        pytest.param(
            stock(150, 80, 85, 90, **since(**{AIM: "增长8%", HALF: 105})),
            ON_SCHEDULE,
            "折合108，比2023年的进度62.5%",
            id="growth of a stock, without growth stated",
        ),
        pytest.param(
            stock(150, 80, 85, 90, **{AIM: 110, HALF: 104}), NONE, "缺少2023年数据", id="no year before"
        ),
        pytest.param(
            stock(150, 80, 85, 90, **since(**{AIM: 95, HALF: 94})), BEHIND, "2024年上半年为94", id="a floor"
        ),
        pytest.param(
            ratio(75, 70, 71, 72, **{"2023年": 72.6, AIM: "提高0.5个百分点", YEAR: 73.1}),
            DONE,
            "2024年为73.1，折合73.1",
            id="points more than the year before",
        ),
        pytest.param(
            ratio(75, 70, 71, 72, **{AIM: "提高0.5个百分点", YEAR: 73.1}),
            NONE,
            "缺少2023年数据",
            id="which",
        ),
        pytest.param(
            ratio(28, 35, 33, 32, 指标="PM2.5浓度", 单位="微克/立方米", 方向=LOWER, **{AIM: 31, HALF: 30}),
            ON_SCHEDULE,
            "年内数与全年数不可比，仅供参考",
            id="half a year of what compares with none",
        ),
        pytest.param(rank(10, 20, 19, 17, **{AIM: 14, YEAR: 13}), DONE, "2024年为13", id="a place"),
        pytest.param(ratio(75, 70, 71, 72, **{AIM: 73}), NONE, "没有2024年数据", id="no figure"),
        pytest.param(
            flow(150, 80, 85, 90, **{AIM: "增长8%", HALF: 60}),
            NONE,
            "没有2024年增速",
            id="growth against nothing",
        ),
        pytest.param(
            flow(150, 80, 85, 90, **since(**{AIM: "8公里", HALF: 60})), NONE, "无法识别", id="another unit"
        ),
        pytest.param(
            flow(150, 80, 85, 90, **since(**{AIM: "高于GDP增长", YEAR: 120})),
            NONE,
            "目标没有可比的数",
            id="another row",
        ),
        pytest.param(
            flow(150, 80, 85, 90, **since(**{AIM: "完成任务", YEAR: "已完成"})),
            "已完成",
            "目标是文字",
            id="words",
        ),
        pytest.param(
            flow(150, 80, 85, 90, **since(**{AIM: "完成任务", YEAR: 120})), NONE, "目标是文字", id="no words"
        ),
        pytest.param(
            stock(150, 80, 85, 90, **since(**{AIM: 0, HALF: 105}), 数据类型="时期数"),
            NONE,
            "2024年上半年为105",
            id="nought is no sum to measure",
        ),
    ],
)
def test_a_years_own_target(one: One, row: Cells, completion: str, reason: str) -> None:
    item = one(row, 评估时点="2024年6月30日" if YEAR not in row else "2024年12月31日", 评估类型="年度监测")
    result = item.annual
    assert result is not None
    assert (result.year, result.completion) == (2024, completion)
    assert reason in result.reason
    assert result.reason in item.calculation


@pytest.mark.parametrize(
    ("row", "info"),
    [
        pytest.param(ratio(75, 70, 71, 72), {"评估类型": "年度监测"}, id="no target of a year"),
        pytest.param(
            ratio(75, 70, 71, 72, **{AIM: 73}),
            {"评估类型": "年度监测", "评估时点": "2023年6月30日"},
            id="of a year to come",
        ),
        pytest.param(ratio(75, 70, 71, 72, **{"2023年目标": 73}), {"评估类型": "中期评估"}, id="half-way"),
    ],
)
def test_where_no_year_is_monitored_there_is_none(one: One, row: Cells, info: dict[str, object]) -> None:
    assert one(row, **info).annual is None


HEADER = ["序号", "指标", "单位", "2025年目标", AIM, "2020年", "2022年", "2023年", HALF, "方向", "数据类型"]
ROWS = [
    [1, "甲数", "个", 200, 160, 100, 140, 150, 156, "越高越好", "时点数"],
    [2, "乙数", "个", 200, 160, 100, 140, 150, 151, "越高越好", "时点数"],
    [3, "丙数", "个", 200, None, 100, 140, 150, 180, "越高越好", "时点数"],
]
INFO = [["目标年", 2025], ["评估时点", "2024年6月30日"], ["规划简称", "某规划"]]


def test_both_verdicts_are_printed_side_by_side(assess: Callable[..., yx.Evaluation], tmp_path: Path) -> None:
    evaluation = assess([HEADER, *ROWS], 规划信息=INFO)
    sheet = load_workbook(yx.write_results(evaluation, tmp_path / "结果.xlsx").path)["表1"]
    header, *rows = [[cell.value for cell in row][-3:] for row in sheet.iter_rows(min_row=2, max_row=5)]
    assert header == ["2024年目标", "2024年完成情况", "完成时序进度情况"]
    assert rows == [
        ["160", ON_SCHEDULE, UNMET],
        ["160", BEHIND, UNMET],
        [None, None, DONE],
    ]
    standing, _ = paragraphs(evaluation)
    assert standing.endswith(
        "对照2024年度目标，在有年度目标的2个指标中，1个达到序时进度、1个落后序时进度（乙数）。"
    )
    records = evaluation_record(evaluation, ())["indicators"]
    assert [record.get("annual", {}).get("completion") for record in records] == [ON_SCHEDULE, BEHIND, None]


def test_where_none_is_judged_the_conclusion_says_so(assess: Callable[..., yx.Evaluation]) -> None:
    rows = [HEADER, [1, "甲数", "个", 200, 160, 100, 140, 150, None, "越高越好", "时点数"]]
    assert paragraphs(assess(rows, 规划信息=INFO))[0].endswith("在有年度目标的1个指标中，均未作评价。")


def test_the_report_tells_the_years_target(assess: Callable[..., yx.Evaluation]) -> None:
    from yuecheng_xl.report.facts import gather
    from yuecheng_xl.report.sentences.indicator import paragraph

    evaluation = assess([HEADER, *ROWS], 规划信息=INFO)
    told = [paragraph(gather(item)) for item in evaluation.assessments]
    assert "对照2024年目标160：2024年上半年为156，比2023年的进度60%≥时间进度50%，达到序时进度。" in told[0]
    assert "年目标160" not in told[2]


def test_the_frame_has_the_years_columns(assess: Callable[..., yx.Evaluation]) -> None:
    from yuecheng_xl.frames import table1

    frame = table1(assess([HEADER, *ROWS], 规划信息=INFO))
    assert list(frame["2024年完成情况"]) == [ON_SCHEDULE, BEHIND, ""]
