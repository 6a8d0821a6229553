"""年度分解: the way from the newest figure to the target, year by year, and who is behind by how much."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

import yuecheng_xl as yx
from yuecheng_xl.rules.shortfall import burdens, shortfall
from yuecheng_xl.rules.yearly import Kind, Step, break_down, remaining_years

HEADER = ["类别", "序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "2023年上半年"]
HEADER += ["2023年上半年增速", "方向", "数据类型", "责任单位", "部门预判"]


def row(
    name: str,
    unit: str,
    target: object,
    *figures: object,
    growth: object = None,
    way: object = "越高越好",
    kind: object = None,
    office: object = "甲局",
    forecast: object = None,
) -> list[object]:
    missing = [None] * (4 - len(figures))
    return ["类", None, name, unit, target, *figures, *missing, growth, way, kind, office, forecast]


def rounded(steps: Iterable[Step]) -> list[tuple[int, float]]:
    return [(step.year, round(float(step.level), 2)) for step in steps]


def changes(steps: Iterable[Step]) -> list[float | None]:
    return [None if step.change is None else round(float(step.change), 2) for step in steps]


# By calculator: from the last twelve months 105 (mid-2023) to 125 (end of 2025) are 8 a year.
CASES = [
    pytest.param(
        row("总产值", "亿元", 125, 80, 90, 100, 55, growth=10, kind="时期数"),
        [(2023, 109.0), (2024, 117.0), (2025, 125.0)], [9.0, 7.34, 6.84],
        [(2023, 108.73), (2024, 116.58), (2025, 125.0)], [8.73, 7.22, 7.22], id="flow, twelve months",
    ),
    pytest.param(
        row("占比", "%", 70, 50, 54, 58, kind="比率"),
        [(2023, 62.0), (2024, 66.0), (2025, 70.0)], [4.0, 4.0, 4.0],
        [(2023, 61.75), (2024, 65.75), (2025, 70.0)], [3.75, 3.99, 4.25], id="share, in points",
    ),
    pytest.param(
        row("排名", "位", 50, 95, 81, 79, way="越低越好", kind="位次"),
        [(2023, 69), (2024, 59), (2025, 50)], [-10, -10, -9], [], [], id="rank, whole places",
    ),
    pytest.param(
        row("浓度", "微克/立方米", "＜28", 35, 34, 34, 33, way="越低越好", kind="时点数"),
        [(2023, 32.0), (2024, 30.0), (2025, 28.0)], [-5.88, -6.25, -6.67],
        [(2023, 31.93), (2024, 29.90), (2025, 28.0)], [-6.08, -6.36, -6.36], id="lower is better",
    ),
    pytest.param(
        row("住房", "套", "[4500]", None, 800, 1000, 450, kind="累计"),
        [(2023, 2700.0), (2024, 3600.0), (2025, 4500.0)], [900, 900, 900], [], [], id="total, the year's own",
    ),
    pytest.param(
        row("能耗降低", "%", "[13.5]", None, 3.0, 3.0, kind="累计"),
        [(2023, 8.51), (2024, 11.04), (2025, 13.5)], [2.76, 2.76, 2.76],
        [(2023, 8.51), (2024, 11.04), (2025, 13.5)], [2.76, 2.76, 2.76], id="reductions compound",
    ),
    pytest.param(
        row("增速", "%", "年均7", None, 8.0, 4.0, kind="增速"),
        [(2023, 7.67), (2024, 7.67), (2025, 7.67)], [None] * 3, [], [], id="average growth",
    ),
    pytest.param(
        row("未出数的", "个", 12, 6, "未出", "未出", kind="时点数", forecast="未达到"),
        [(2023, 9.6), (2024, 10.8), (2025, 12.0)], [None, 12.5, 11.11],
        [(2023, 9.09), (2024, 10.45), (2025, 12.0)], [None, 14.87, 14.87], id="from the base",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("line", "linear", "linear_changes", "compound", "compound_changes"), CASES)
def test_levels_and_changes(
    assess: Callable[..., yx.Evaluation],
    line: list[object],
    linear: list[tuple[int, float]],
    linear_changes: list[float | None],
    compound: list[tuple[int, float]],
    compound_changes: list[float | None],
) -> None:
    evaluation = assess([HEADER, line], 规划信息=[["项目", "内容"], ["评估时点", "2023年6月30日"]])
    way = break_down(evaluation.assessments[0], evaluation.plan)
    assert rounded(way.linear) == linear
    assert changes(way.linear) == linear_changes
    assert rounded(way.compound) == compound
    assert changes(way.compound) == compound_changes


@pytest.mark.parametrize(
    ("cutoff", "years"),
    [
        ("2022年12月31日", (2023, 2024, 2025)),
        ("2023年6月30日", (2023, 2024, 2025)),
        ("2025年12月31日", ()),
        ("2026年3月31日", ()),
    ],
)
def test_the_years_that_remain(
    assess: Callable[..., yx.Evaluation], cutoff: str, years: tuple[()] | tuple[int, ...]
) -> None:
    rows = [HEADER, row("占比", "%", 70, 50, 54, 58)]
    evaluation = assess(rows, 规划信息=[["项目", "内容"], ["评估时点", cutoff]])
    assert remaining_years(evaluation.plan) == years
    kind = break_down(evaluation.assessments[0], evaluation.plan).kind
    assert kind is (Kind.LEVEL if years else Kind.OVER)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (row("已达到", "%", 60, 50, 54, 61), Kind.REACHED),
        (row("定性", "", "完成下达任务", "完成", "完成", "完成"), Kind.NO_TARGET),
        (row("未统计", "%", 10, "未统计", "未统计", "未统计"), Kind.NOT_COLLECTED),
        (row("没有数", "%", 10), Kind.NO_START),
    ],
)
def test_nothing_to_spread_says_why(
    assess: Callable[..., yx.Evaluation], line: list[object], kind: Kind
) -> None:
    evaluation = assess([HEADER, line])
    assert break_down(evaluation.assessments[0], evaluation.plan).kind is kind


def test_a_figure_of_the_plans_end_leaves_nothing_to_spread_whatever_the_cut_off(
    assess: Callable[..., yx.Evaluation],
) -> None:
    header = [*HEADER[:5], "2020年", "2024年", "2025年", "方向", "数据类型"]
    lines = [["类", None, "占比", "%", 70, 50, 60, 65, "越高越好", "比率"]]
    lines += [["类", None, "速度", "%", "年均7", None, 6, 5, "越高越好", "增速"]]
    evaluation = assess([header, *lines])
    earlier = replace(evaluation.plan, cutoff=date(2023, 6, 30))
    assert [break_down(item, earlier).kind for item in evaluation.assessments] == [Kind.OVER] * 2


def test_the_last_step_is_the_target_to_the_digit(shipped: yx.Evaluation) -> None:
    for item in shipped.assessments:
        way = break_down(item, shipped.plan)
        for steps in (way.linear, way.compound):
            target = item.indicator.target.value
            assert not steps or (target is not None and steps[-1].level == Fraction(target))


def test_who_carries_how_much(assess: Callable[..., yx.Evaluation]) -> None:
    rows = [
        HEADER,
        row("甲一", "%", 70, 50, 50, 54, kind="比率"),  # 20% of the way where 40% was due
        row("甲二", "%", 70, 50, 54, 58, kind="比率"),
        row("乙一", "个", 100, 50, 45, 40, kind="时点数", office="乙局"),  # went backwards: owes all 40%
        row("乙二", "个", 12, 6, "未出", "未出", office="乙局", forecast="未达到"),
    ]
    evaluation = assess(rows)
    first, second = burdens(evaluation.assessments, lambda item: item.indicator.department)
    assert (first.name, first.total, len(first.behind), first.points) == ("甲局", 2, 1, Fraction(1, 5))
    assert (second.name, second.total, len(second.behind), second.points) == ("乙局", 2, 2, Fraction(2, 5))
    assert (first.share_of_count, second.share_of_points) == (Fraction(1, 3), Fraction(2, 3))
    lacking = shortfall(evaluation.assessments[0])
    assert lacking is not None
    assert (lacking.due, lacking.gap) == (Fraction(58), Fraction(4))


def test_the_sheet_holds_numbers_that_can_be_used(shipped: yx.Evaluation, tmp_path: Path) -> None:
    sheet = load_workbook(yx.write_results(shipped, tmp_path / "结果.xlsx").path)["年度分解"]
    header = [str(cell.value).replace("\n", "") for cell in sheet[3]]
    rows = [
        dict(zip(header, [cell.value for cell in line], strict=True)) for line in sheet.iter_rows(min_row=4)
    ]
    by_name = {line["指标"]: line for line in rows if line["指标"]}
    retail = by_name["社会消费品零售总额"]
    assert (retail["2023年等额须达到"], retail["2024年等额须达到"]) == (845.06, 972.53)
    assert retail["2025年等比变化"] == 14.66
    assert by_name["袍江经开区全国排名（按建议目标）"]["2025年等额须达到"] == 90
    assert by_name["城镇登记失业率"]["说明"] == "停止统计或未统计，不分解"


def test_another_plan_has_its_own_years(assess: Callable[..., yx.Evaluation], tmp_path: Path) -> None:
    header = ["类别", "指标", "单位", "2030年目标", "2025年", "2026年", "2027年", "2028年前三季度"]
    evaluation = assess([header, ["甲", "占比", "%", 70, 50, 54, 58, 60]])
    sheet = load_workbook(yx.write_results(evaluation, tmp_path / "结果.xlsx").path)["年度分解"]
    years = {str(cell.value)[:5] for cell in sheet[3] if "等额须达到" in str(cell.value)}
    assert years == {"2028年", "2029年", "2030年"}


def test_where_no_year_is_left_the_sheet_has_none(
    assess: Callable[..., yx.Evaluation], tmp_path: Path
) -> None:
    rows = [HEADER, row("占比", "%", 70, 50, 54, 58)]
    evaluation = assess(rows, 规划信息=[["评估时点", "2026年3月31日"], ["评估类型", "年度监测"]])
    sheet = load_workbook(yx.write_results(evaluation, tmp_path / "结果.xlsx").path)["年度分解"]
    assert "规划期已满" in [cell.value for cell in sheet[4]]


def test_the_proposed_value_is_read_in_the_indicators_unit(shipped: yx.Evaluation) -> None:
    from yuecheng_xl.rules.recommendation import proposed_target

    found = {item.indicator.number: proposed_target(item.indicator) for item in shipped.assessments}
    wanted = {5: 90, 18: Fraction(5, 2), 19: 200, 25: Fraction(Decimal("82.9"))}
    assert {number: value for number, value in found.items() if value is not None} == wanted
