"""Completion (完成中期目标情况) and grade on small tables; every expected value is worked out by hand."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

import yuecheng_xl as yx
from yuecheng_xl.rules import Assessment

MET, UNMET, NONE = "完成", "未完成", "—"
HIGHER, LOWER = "越高越好", "越低越好"
STOCK, FLOW, RATIO, RATE, TOTAL = "时点数", "时期数", "比率", "增速", "累计"
TARGET, BASE, Y1, Y2, H1 = "2025年目标", "2020年", "2021年", "2022年", "2023年上半年"
G1, G2, GH = "2021年增速", "2022年增速", "2023年上半年增速"
FORECAST, VERDICT, CHANGE = "部门预判", "人工认定", "口径变化"

Evaluate = Callable[..., yx.Evaluation]


def codes(evaluation: yx.Evaluation) -> list[str]:
    return [item.code for item in evaluation.findings]


def stock(target: object, *values: object, **more: object) -> dict[str, object]:
    """Cells of a stock: target, then base, 2021, 2022, mid-2023 as far as given."""
    periods = dict(zip((BASE, Y1, Y2, H1), values, strict=False))
    return {"数据类型": STOCK, TARGET: target, **periods, **more}


# Progress against elapsed time.


@pytest.mark.parametrize(
    ("values", "progress", "elapsed", "verdict"),
    [
        pytest.param((100, 110, 140), "2/5", "2/5", MET, id="40 of 100 at the end of 2022 is a tie"),
        pytest.param((100, 110, 139.9), "399/1000", "2/5", UNMET, id="a hair below the tie"),
        pytest.param((100, 110, 140, 150), "1/2", "1/2", MET, id="50 of 100 at mid-2023 is a tie"),
        pytest.param((100, 110, 160, 149), "49/100", "1/2", UNMET, id="the newest counts, not the best"),
        pytest.param((100, 120), "1/5", "1/5", MET, id="2021 is the newest: one year of five"),
        pytest.param((100, 119), "19/100", "1/5", UNMET, id="one year of five, behind"),
        pytest.param((100, 130, 90), "-1/10", "2/5", UNMET, id="further from the target than at the base"),
        pytest.param((100, 110, "未出", "—"), "1/10", "1/5", UNMET, id="unpublished years are passed over"),
        pytest.param((100, 110, "140（预计）"), "2/5", "2/5", MET, id="an estimate is a figure"),
    ],
)
def test_progress_is_compared_with_elapsed_time(
    one: Callable[..., Assessment], values: tuple[object, ...], progress: str, elapsed: str, verdict: str
) -> None:
    item = one(stock(200, *values))
    assert item.outcome.progress == Fraction(progress)
    assert item.outcome.elapsed == Fraction(elapsed)
    assert item.completion == verdict


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        pytest.param((50, 45, 42), MET, id="8 of 20 gone"),
        pytest.param((50, 45, 42.1), UNMET, id="7.9 of 20 gone"),
        pytest.param((50, 45, 55), UNMET, id="risen"),
    ],
)
def test_progress_downwards_where_less_is_better(
    one: Callable[..., Assessment], values: tuple[object, ...], verdict: str
) -> None:
    assert one(stock(30, *values, 方向=LOWER)).completion == verdict


@pytest.mark.parametrize(
    ("target", "base", "current"),
    [
        pytest.param(5.6, 1.6, 3.2, id="1.6 of 4"),
        pytest.param(0.75, 0, 0.1 + 0.2, id="0.30000000000000004 of 0.75"),
        pytest.param(8.25, 0, 1.1 + 2.2, id="3.3000000000000003 of 8.25"),
        pytest.param(2, 0, 0.1 + 0.7, id="0.7999999999999999 of 2"),
        pytest.param(12.6, 12.35, 12.45, id="0.1 of 0.25 where each is a binary fraction"),
        pytest.param("2.3", "0.3", "1.1", id="typed as text"),
    ],
)
def test_an_exact_tie_is_met_whatever_binary_fractions_say(
    one: Callable[..., Assessment], target: object, base: object, current: object
) -> None:
    item = one(stock(target, base, None, current))
    assert item.outcome.progress == Fraction(2, 5)
    assert (item.completion, item.grade) == (MET, "符合预期")


@pytest.mark.parametrize("current", [0.2999999999, 3.19999999999])
def test_what_is_really_below_a_tie_is_not_met(one: Callable[..., Assessment], current: float) -> None:
    target, base = (0.75, 0) if current < 1 else (5.6, 1.6)
    assert one(stock(target, base, None, current)).completion == UNMET


def test_years_come_from_the_plan_and_not_from_a_calendar(assess: Evaluate) -> None:
    rows = [
        ["序号", "指标", "单位", "2030年目标", "2025年", "2026年", "2027年", "方向", "数据类型"],
        [1, "指标甲", "万人", 20, 10, 12, 14, HIGHER, STOCK],
        [2, "指标乙", "万人", 20, 10, 12, 13.9, HIGHER, STOCK],
    ]
    assert [item.completion for item in assess(rows).assessments] == [MET, UNMET]


# What "the target is met" means. Bases lie beyond the targets, so that only meeting counts.


@pytest.mark.parametrize(
    ("target", "base", "direction", "current", "verdict"),
    [
        ("90以上", 95, HIGHER, 90, MET),
        ("90以上", 95, HIGHER, 89.9, UNMET),
        ("90以上", 95, HIGHER, 90.1, MET),
        ("＞90", 95, HIGHER, 90, UNMET),
        ("＞90", 95, HIGHER, 90.1, MET),
        ("＞90", 95, HIGHER, 89.9, UNMET),
        ("≥92", 95, HIGHER, 92, MET),
        ("≥92", 95, HIGHER, 91.9, UNMET),
        ("≥92", 95, HIGHER, 92.1, MET),
        ("＜28", 20, LOWER, 28, UNMET),
        ("＜28", 20, LOWER, 27.9, MET),
        ("＜28", 20, LOWER, 28.1, UNMET),
        ("4.2以内", 4, LOWER, 4.2, MET),
        ("4.2以内", 4, LOWER, 4.3, UNMET),
        ("4.2以内", 4, LOWER, 4.1, MET),
        ("≤4.2", 4, LOWER, 4.2, MET),
        ("≤4.2", 4, LOWER, 4.21, UNMET),
        ("100", 120, HIGHER, 100, MET),
        ("100", 120, HIGHER, 99, UNMET),
        ("5左右", 6, HIGHER, 4.95, MET),
        ("5左右", 6, HIGHER, 4.94, UNMET),
        ("5左右", 6, HIGHER, 5.5, MET),
        ("5左右", 4, LOWER, 5.05, MET),
        ("5左右", 4, LOWER, 5.06, UNMET),
        ("5左右", 4, LOWER, 4.5, MET),
        ("90左右", 92, HIGHER, 86, UNMET),
        ("90左右", 92, HIGHER, 89.9, MET),
        ("90左右", 90, HIGHER, 89.99, UNMET),
    ],
)
def test_a_bound_says_what_met_means(
    one: Callable[..., Assessment], target: str, base: float, direction: str, current: float, verdict: str
) -> None:
    assert one(stock(target, base, None, current, 方向=direction)).completion == verdict


@pytest.mark.parametrize(
    ("margin", "current", "verdict"),
    [(0.1, 4.9, MET), (0.1, 4.89, UNMET), ("2%", 4.98, MET), ("2%", 4.97, UNMET)],
)
def test_the_margin_of_about_comes_from_the_plans_sheet(
    one: Callable[..., Assessment], margin: object, current: float, verdict: str
) -> None:
    assert one(stock("5左右", 6, None, current), 左右允许幅度=margin).completion == verdict


@pytest.mark.parametrize(
    ("target", "current", "grade"),
    [
        pytest.param("＞65", 65, "快于预期", id="all the way, yet not above 65"),
        pytest.param("＞65", 65.1, "提前完成", id="above 65"),
        pytest.param("65以上", 65, "提前完成", id="65 and above"),
        pytest.param("65左右", 64.55, "提前完成", id="5% of the way of 9 below 65"),
        pytest.param("65左右", 64.54, "快于预期", id="more than that below 65"),
    ],
)
def test_a_target_ahead_of_the_base_may_be_met_early(
    one: Callable[..., Assessment], target: str, current: float, grade: str
) -> None:
    item = one(stock(target, 56, 57, current))
    assert (item.completion, item.grade) == (MET, grade)


@pytest.mark.parametrize(
    ("row", "verdict", "grade"),
    [
        pytest.param(("75左右", 72, 71, 71.9), UNMET, "滞后", id="72 towards 75, and further away"),
        pytest.param(("20左右", 0, 9, 19.1), MET, "提前完成", id="0 towards 20: 19 is enough"),
        pytest.param(("20左右", 0, 9, 18.9), MET, "快于预期", id="less than that is on the way"),
        pytest.param(("5左右", "—", "—", "—", 4.9), "—", "无法评价", id="no base, no margin"),
        pytest.param(("5左右", "—", "—", "—", 5), MET, "提前完成", id="no base, there"),
    ],
)
def test_about_allows_a_share_of_the_way(
    one: Callable[..., Assessment], row: tuple[object, ...], verdict: str, grade: str
) -> None:
    item = one(stock(*row))
    assert (item.completion, item.grade) == (verdict, grade)


def test_the_evidence_says_why_all_of_the_way_may_not_be_enough(one: Callable[..., Assessment]) -> None:
    row = stock("＞65", 56, 57, 58, **{"2025年": 65})
    item = one(row, 评估时点="2025年12月31日", 评估类型="年度监测")
    assert "规划期已满，现值65未达到目标＞65，未完成" in item.calculation


def test_the_evidence_writes_how_far_from_it_about_still_is(one: Callable[..., Assessment]) -> None:
    item = one(stock("20左右", 4, 9, 19.3))
    assert item.calculation[1] == "左右的允许差＝|20－4|×5%＝0.8"


@pytest.mark.parametrize(
    ("target", "current", "verdict"),
    [("＞65", 65, UNMET), ("＞65", 65.1, MET), ("65", 65, MET), ("65左右", 64.55, MET), ("65", 64.9, UNMET)],
)
def test_when_all_time_has_passed_the_target_itself_is_due(
    one: Callable[..., Assessment], target: str, current: float, verdict: str
) -> None:
    row = stock(target, 56, 57, 58, **{"2025年": current})
    item = one(row, 评估时点="2025年12月31日", 评估类型="年度监测")
    assert item.completion == verdict


@pytest.mark.parametrize(
    ("target", "direction", "values", "verdict"),
    [
        pytest.param(6.76, HIGHER, (7.11, 7.03, 6.9), MET, id="floor held, though falling"),
        pytest.param(6.76, HIGHER, (7.11, 7.03, 6.75), UNMET, id="floor not held"),
        pytest.param(6.76, HIGHER, (6.76, 6.8, 6.76), MET, id="target equal to the base, held"),
        pytest.param(30, LOWER, (28, 29, 30), MET, id="ceiling held"),
        pytest.param(30, LOWER, (28, 27, 30.1), UNMET, id="ceiling broken"),
        pytest.param("＜1.6", LOWER, (1.6, 1.59, 1.6), UNMET, id="below, and standing at it"),
    ],
)
def test_a_target_at_or_behind_the_base_is_to_be_held(
    one: Callable[..., Assessment], target: object, direction: str, values: tuple[object, ...], verdict: str
) -> None:
    item = one(stock(target, *values, 方向=direction))
    assert item.completion == verdict
    assert item.outcome.progress is None
    assert "守住" in item.evidence


def test_a_ceiling_says_the_direction_more_firmly_than_the_column(evaluated: Evaluate) -> None:
    result = evaluated(stock("＜28", 35, 31, 29, 方向=HIGHER))
    assert [item.completion for item in result.assessments] == [MET]  # 6 of 7 on the way down
    assert "F509" in codes(result)


# Flows.


def flow(target: object, *values: object, **more: object) -> dict[str, object]:
    return stock(target, *values, **more) | {"数据类型": FLOW}


@pytest.mark.parametrize(
    ("part", "growth", "current", "verdict"),
    [
        pytest.param(80, 25, 156, MET, id="140 - 80/1.25 + 80"),
        pytest.param(60, 20, 150, MET, id="140 - 60/1.2 + 60: a tie at half time"),
        pytest.param(60, 0, 140, UNMET, id="no growth: still 140, now at half time"),
        pytest.param(80, -20, 120, UNMET, id="140 - 80/0.8 + 80"),
        pytest.param(75, "＞25（预计）", 155, MET, id="140 - 75/1.25 + 75"),
        pytest.param(75, "增长25%", 155, MET, id="growth in words"),
        pytest.param(80, "下降20%", 120, UNMET, id="a fall in words"),
    ],
)
def test_a_part_year_with_its_growth_makes_the_last_twelve_months(
    one: Callable[..., Assessment], part: object, growth: object, current: int, verdict: str
) -> None:
    item = one(flow(200, 100, 120, 140, part) | {GH: growth})
    assert item.outcome.current is not None
    assert item.outcome.current.value == current
    assert item.outcome.elapsed == Fraction(1, 2)
    assert item.completion == verdict


def test_a_part_year_without_growth_leaves_the_newest_full_year(evaluated: Evaluate) -> None:
    result = evaluated(flow(200, 100, 120, 140, 60))
    (item,) = result.assessments
    assert item.outcome.current is not None
    assert (item.outcome.current.value, str(item.outcome.current.period)) == (Fraction(140), "2022年")
    assert item.outcome.elapsed == Fraction(2, 5)
    assert item.completion == MET
    assert codes(result).count("F502") == 1


def test_a_part_year_without_the_year_before_it_is_not_used(evaluated: Evaluate) -> None:
    result = evaluated(flow(200, 100, 120, "未出", 90) | {GH: 25})
    (item,) = result.assessments
    assert item.outcome.current is not None
    assert str(item.outcome.current.period) == "2021年"
    assert item.completion == MET  # 20 of 100 after one year of five
    assert "F502" in codes(result)


def test_a_part_that_does_not_begin_in_january_is_not_used(assess: Evaluate) -> None:
    quarter = "2023年4-6月"
    rows = [
        ["序号", "指标", "单位", TARGET, BASE, Y1, Y2, quarter, "方向", "数据类型", f"{quarter}增速"],
        [1, "指标甲", "亿元", 200, 100, 120, 140, 60, HIGHER, FLOW, 20],
    ]
    result = assess(rows)
    (item,) = result.assessments
    assert item.outcome.elapsed == Fraction(2, 5)
    assert item.completion == MET
    assert "F510" in codes(result)


def test_an_older_part_with_growth_serves_where_the_newest_has_none(assess: Evaluate) -> None:
    rows = [
        [
            "序号",
            "指标",
            "单位",
            TARGET,
            BASE,
            Y2,
            "2023年一季度",
            H1,
            "方向",
            "数据类型",
            "2023年一季度增速",
            GH,
        ],
        [1, "指标甲", "亿元", 200, 100, 140, 30, 60, HIGHER, FLOW, 20, None],
    ]
    result = assess(rows)
    (item,) = result.assessments
    assert item.outcome.current is not None
    assert item.outcome.current.value == 145  # 140 - 30/1.2 + 30
    assert item.outcome.elapsed == Fraction(9, 20)  # 2.25 of 5 years
    assert item.completion == MET
    assert "F502" in codes(result)


@pytest.mark.parametrize("measure", [STOCK, RATIO, "位次"])
def test_what_is_no_flow_takes_the_half_year_as_it_is(one: Callable[..., Assessment], measure: str) -> None:
    item = one(stock(200, 100, 120, 140, 150, 单位="个") | {"数据类型": measure})
    assert item.outcome.current is not None
    assert item.outcome.current.value == 150
    assert item.completion == MET


# Where the base year has no figure.


@pytest.mark.parametrize(
    ("values", "elapsed", "verdict"),
    [
        pytest.param(("—", 8, 10, 12), "3/8", MET, id="4 of 10 after 1.5 of 4 years"),
        pytest.param(("—", 8, 10, 11.75), "3/8", MET, id="3.75 of 10: a tie"),
        pytest.param(("—", 8, 10, 11.7), "3/8", UNMET, id="3.7 of 10"),
        pytest.param((None, None, 8, 10), "1/6", MET, id="2 of 10 after half of 3 years"),
        pytest.param((None, None, 8, 9), "1/6", UNMET, id="1 of 10 after half of 3 years"),
    ],
)
def test_the_first_observation_and_its_date_take_the_bases_place(
    one: Callable[..., Assessment], values: tuple[object, ...], elapsed: str, verdict: str
) -> None:
    item = one(stock(18, *values))
    assert item.outcome.elapsed == Fraction(elapsed)
    assert item.completion == verdict


@pytest.mark.parametrize(("newest", "verdict"), [(99, UNMET), (100, MET)])
def test_where_the_first_figure_came_after_the_plan_the_whole_way_is_due(
    one: Callable[..., Assessment], newest: int, verdict: str
) -> None:
    cells = {"数据类型": STOCK, TARGET: 100, "2025年": 50, "2026年": newest}
    item = one(cells, 评估时点="2026年12月31日", 评估类型="年度监测")
    assert item.outcome.elapsed == 1
    assert item.completion == verdict


def test_a_flows_base_is_a_whole_year(one: Callable[..., Assessment]) -> None:
    item = one(flow(200, "未出", 100, 125, 60) | {GH: 20})
    assert item.outcome.base is not None
    assert item.outcome.current is not None
    assert (item.outcome.base.value, item.outcome.current.value) == (Fraction(100), Fraction(135))
    assert item.completion == UNMET  # 35 of 100 after 1.5 of 4 years


# Growth-rate targets.


def rate(target: object, levels: tuple[object, ...], growth: tuple[object, ...] = ()) -> dict[str, object]:
    return (
        {"数据类型": FLOW, TARGET: target}
        | dict(zip((BASE, Y1, Y2, H1), levels, strict=False))
        | dict(zip((G1, G2, GH), growth, strict=False))
    )


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        pytest.param(rate("年均7", (100, 1, 1), (8, 6)), MET, id="stated, 7 on average"),
        pytest.param(rate("年均7", (100, 1, 1), (8, 5.9)), UNMET, id="stated, 6.95 on average"),
        pytest.param(
            rate("年均7", (), (8, 6, 2)), MET, id="no levels; half a year is not averaged with years"
        ),
        pytest.param(rate("年均7%", (), (8, 6)), MET, id="percent written out"),
        pytest.param(rate("年均增长7%以上", (), (8, 5.9)), UNMET, id="written at length"),
        pytest.param(rate("年均7", (100, 107, 114.49)), MET, id="from levels: 7% and 7%"),
        pytest.param(rate("年均7", (100, 107, 114.4)), UNMET, id="from levels: 7% and 6.9%"),
        pytest.param(rate("年均7", (100, 107, 110), (7, 7)), MET, id="stated before levels"),
        pytest.param(rate("年均8左右", (), (7.6, 7.6)), MET, id="5% below 8"),
        pytest.param(rate("年均8左右", (), (7.6, 7.58)), UNMET, id="more than 5% below 8"),
        pytest.param(rate("年均7", (100, 107)), MET, id="one year so far"),
        pytest.param(rate("年均7", (), (None, None, 7.1)), NONE, id="only part of a year"),
        pytest.param(
            {"数据类型": RATE, "单位": "%", TARGET: 7, BASE: 2, Y1: 8, Y2: 6, H1: 1},
            MET,
            id="figures are rates",
        ),
        pytest.param(
            {"数据类型": RATE, "单位": "%", TARGET: 7, BASE: 20, Y1: 8, Y2: 5.9}, UNMET, id="rates, behind"
        ),
        pytest.param(
            {"数据类型": RATE, "单位": "%", TARGET: "7左右", Y1: 6.65, Y2: 6.65}, MET, id="rates, about"
        ),
    ],
)
def test_average_growth_is_compared_with_a_growth_target(
    one: Callable[..., Assessment], cells: dict[str, object], verdict: str
) -> None:
    assert one(cells).completion == verdict


@pytest.mark.parametrize(
    ("growth", "averaging", "verdict"),
    [
        pytest.param((20, -6), "算术平均", MET, id="(20-6)/2 is 7"),
        pytest.param((20, -6), "几何平均", UNMET, id="1.2 times 0.94 is 1.128, below 1.07 squared"),
        pytest.param((21, -5), "几何平均", MET, id="1.21 times 0.95 is 1.1495, above 1.07 squared"),
    ],
)
def test_the_plans_sheet_says_how_growth_is_averaged(
    one: Callable[..., Assessment], growth: tuple[float, float], averaging: str, verdict: str
) -> None:
    assert one(rate("年均7", (), growth), 增长平均方法=averaging).completion == verdict


@pytest.mark.parametrize("same", [4, 5.5, 6, 7, 8, 8.5, 9.5, 10.5, 12.1])
def test_growth_that_was_the_target_in_each_year_meets_it_by_either_average(
    one: Callable[..., Assessment], same: float
) -> None:
    for averaging in ("算术平均", "几何平均"):
        assert one(rate(f"年均{same}", (), (same, same)), 增长平均方法=averaging).completion == MET


def test_growth_from_levels_that_averages_exactly_to_the_target_is_met(assess: Evaluate) -> None:
    # 27 × 3.22/3 = 28.98, × 3.22/3 = 31.1052, × 3.19/3 = 33.075196: 7⅓%, 7⅓% and 6⅓%.
    rows = [
        ["序号", "指标", "单位", TARGET, BASE, Y1, Y2, "2023年", "方向", "数据类型"],
        [1, "指标甲", "亿元", "年均7", 27, 28.98, 31.1052, 33.075196, HIGHER, FLOW],
    ]
    assert [item.completion for item in assess(rows).assessments] == [MET]


def test_a_growth_target_is_never_compared_with_a_level(one: Callable[..., Assessment]) -> None:
    assert one({"数据类型": RATE, TARGET: 7, BASE: 1000, Y1: "未出", Y2: 1010}).completion != MET


# Cumulative targets.


def total(target: object, *values: object, **more: object) -> dict[str, object]:
    return stock(target, None, *values, **more) | {"数据类型": TOTAL}


@pytest.mark.parametrize(
    ("cells", "progress", "verdict"),
    [
        pytest.param(
            total("[13.5]", 3, 3, 单位="%"), "591/1350", MET, id="1 - 0.97 squared is 5.91% of 13.5"
        ),
        pytest.param(
            total("[13.5]", 2.7, 2.7, 单位="%"), "53271/135000", UNMET, id="2.7 and 2.7 compound to 5.3271"
        ),
        pytest.param(
            total("［13.5］", 2, 4, 3, 单位="%"), "592/1350", MET, id="half a year's rate compounds not"
        ),
        pytest.param(total("[4500]", 850, 900, 500), "1/2", MET, id="2250 of 4500 at half time"),
        pytest.param(total("[4500]", 850, 900, 499), "2249/4500", UNMET, id="2249 of 4500 at half time"),
        pytest.param(total("[4500]", 850, 950), "2/5", MET, id="1800 of 4500 after two years"),
        pytest.param(total("[4500]", 850, 949), "1799/4500", UNMET, id="1799 of 4500 after two years"),
        pytest.param(total(4500, 850, 950), "2/5", MET, id="no brackets, but the data type says it"),
        pytest.param(
            total("[4500]", 850, "1700（累计）", 550), "1/2", MET, id="a figure marked as the sum, and a part"
        ),
        pytest.param(total("[4500]", 850, 900, "2250（累计）"), "1/2", MET, id="the part is the sum"),
        pytest.param(total("[13.5]", 3, "5.4（累计）", 单位="%"), "2/5", MET, id="a cumulated reduction"),
        pytest.param(
            total("[13.5]", "—", "5.3（累计）", 单位="%"), "53/135", UNMET, id="the sum bridges a gap"
        ),
    ],
)
def test_cumulative_figures_are_cumulated_first(
    one: Callable[..., Assessment], cells: dict[str, object], progress: str, verdict: str
) -> None:
    item = one(cells)
    assert item.outcome.progress == Fraction(progress)
    assert item.completion == verdict


@pytest.mark.parametrize(
    ("values", "verdict", "grade"),
    [
        pytest.param((20, 20), MET, "符合预期", id="40 of 100 used after two of five years"),
        pytest.param((20, 21), UNMET, "滞后", id="41 used"),
        pytest.param((15, 15), MET, "快于预期", id="30 used"),
        pytest.param((50, 51), UNMET, "滞后", id="more than all of it used"),
    ],
)
def test_a_cumulative_ceiling_is_kept_while_no_more_is_used_than_time_has_passed(
    one: Callable[..., Assessment], values: tuple[int, int], verdict: str, grade: str
) -> None:
    item = one(total("[100]以内", *values, 方向=LOWER))
    assert (item.completion, item.grade) == (verdict, grade)


def test_a_gap_ends_the_cumulation_and_is_a_finding(assess: Evaluate) -> None:
    rows = [
        ["序号", "指标", "单位", TARGET, BASE, Y1, Y2, "2023年", "方向", "数据类型"],
        [1, "指标甲", "亿元", "[4500]", None, 900, "未出", 1000, HIGHER, TOTAL],
    ]
    result = assess(rows)
    (item,) = result.assessments
    assert (item.outcome.progress, item.outcome.elapsed) == (Fraction(1, 5), Fraction(1, 5))
    assert item.completion == MET
    assert "F505" in codes(result)


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        pytest.param(total("[4500]", "未出", 900), NONE, id="gap in the first year"),
        pytest.param(total(4500, "未出", 900, 900), NONE, id="gap in the first year, no brackets"),
        pytest.param(total(13.5, "—", 3.2, 8, 单位="%"), NONE, id="rates with a gap, no brackets"),
        pytest.param(total("[4500]", 900, "未出", 500), MET, id="gap before a part of a year"),
    ],
)
def test_no_figure_beyond_a_gap_is_left_out_in_silence(
    evaluated: Evaluate, cells: dict[str, object], verdict: str
) -> None:
    result = evaluated(cells)
    assert [item.completion for item in result.assessments] == [verdict]
    assert "F505" in codes(result)


@pytest.mark.parametrize(
    ("cells", "grade"),
    [
        pytest.param(
            total("[13.5]", 3, 3, 单位="%", 指标="单位GDP能耗降低", 方向=LOWER),
            "符合预期",
            id="direction of the level",
        ),
        pytest.param(total("[-13.5]", -3, -3, 单位="%", 方向=None), "符合预期", id="written with its sign"),
        pytest.param(
            total("[-13.5]", -1, -1, 单位="%", 方向=None), "滞后", id="written with its sign, behind"
        ),
        pytest.param(total("[-13.5]", -1, -1, 单位="%", 方向=LOWER), "滞后", id="sign and direction, behind"),
    ],
)
def test_part_of_a_reduction_is_not_the_whole_of_it(
    one: Callable[..., Assessment], cells: dict[str, object], grade: str
) -> None:
    item = one(cells)
    assert item.outcome.target_reached is False
    assert item.grade == grade


# Words in the place of figures.


@pytest.mark.parametrize(
    ("values", "text"),
    [
        pytest.param(("达标", "达标", "基本达标"), "基本达标", id="the newest text"),
        pytest.param(("达标", "基本达标", "—"), "基本达标", id="a dash is no text"),
        pytest.param(("达标", "基本达标", "未出"), "基本达标", id="unpublished is no text"),
        pytest.param(("完成省市下达指标",) * 3, "完成省市下达指标", id="as the published report has it"),
    ],
)
def test_a_qualitative_target_repeats_the_text_reported(
    evaluated: Evaluate, values: tuple[str, ...], text: str
) -> None:
    result = evaluated(stock("完成省市下达指标", "达标", *values, 数据类型="定性", 方向="定性"))
    (item,) = result.assessments
    assert (item.completion, item.grade) == (text, "无法评价")
    assert result.summary.qualitative == (item,)


def test_a_qualitative_target_with_no_text_since_the_base_is_not_assessed(evaluated: Evaluate) -> None:
    result = evaluated(stock("完成省市下达指标", "达标", "—", 8.2))
    assert [item.completion for item in result.assessments] == [NONE]
    assert "F507" in codes(result)


@pytest.mark.parametrize(
    "values", [("未统计", "未统计", "未统计"), ("未统计", "未统计", "—"), (None, None, "未统计")]
)
@pytest.mark.parametrize("target", [100, "完成省市下达指标"])
@pytest.mark.parametrize("forecast", ["", "能实现"])
def test_what_is_not_collected_is_not_assessed(
    one: Callable[..., Assessment], target: object, values: tuple[str, ...], forecast: str
) -> None:
    item = one(stock(target, None, *values) | {FORECAST: forecast})
    assert (item.completion, item.grade) == (NONE, "无法评价")


def test_one_uncollected_period_beside_figures_ends_no_statistic(one: Callable[..., Assessment]) -> None:
    assert one(stock(200, 100, 120, 140, "未统计")).completion == MET


@pytest.mark.parametrize(
    "cells",
    [
        stock("＜3", 1.8, 1.9, 2.8, "指标调整为城镇调查失业率", 方向=LOWER),
        stock("＜3", 1.8, 1.9, "停止统计", "—", 方向=LOWER),
        stock("＜3", 1.8, 1.9, 2.8, "—", 方向=LOWER) | {CHANGE: "停止统计：2023年起改为调查失业率"},
    ],
    ids=["cell says what replaced it", "cell says it has ended", "remark"],
)
def test_an_abolished_statistic_is_not_assessed(
    one: Callable[..., Assessment], cells: dict[str, object]
) -> None:
    assert one(cells).completion == NONE


def test_a_changed_definition_alone_abolishes_nothing(one: Callable[..., Assessment]) -> None:
    cells = stock(200, 100, 120, 140) | {CHANGE: "2022年起取消9项原有指标"}
    assert one(cells).completion == MET


# Where there is no figure after the base, the department's forecast decides.

UNPUBLISHED = (2.6, "未出", "未出", "—")


@pytest.mark.parametrize(
    ("forecast", "verdict"),
    [
        ("能实现", MET),
        ("预计能够按期完成", MET),
        ("提前一年实现", MET),
        ("有望达到", MET),
        ("问题不大，能实现", MET),
        ("未达到", UNMET),
        ("不能实现", UNMET),
        ("难以完成", UNMET),
        ("无法按期实现", UNMET),
        ("未能实现", UNMET),
        ("不达标", UNMET),
        ("达不到", UNMET),
        ("完不成", UNMET),
        ("不能按时完成", UNMET),
        ("难完成", UNMET),
    ],
)
def test_a_forecast_decides_where_there_is_no_figure_after_the_base(
    evaluated: Evaluate, forecast: str, verdict: str
) -> None:
    result = evaluated(stock(5, *UNPUBLISHED) | {FORECAST: forecast})
    (item,) = result.assessments
    assert item.completion == verdict
    assert f"部门预判“{forecast}”" in item.evidence
    assert "F508" in codes(result)
    assert "F503" not in codes(result)


@pytest.mark.parametrize(
    "forecast",
    [
        "待定",
        "有难度，但能完成",
        "正在研究",
        "不一定能实现",
        "未必能实现",
        "能否实现尚不确定",
        "没有把握完成",
        "无法判断",
        "很难说",
    ],
)
def test_a_forecast_that_says_neither_is_not_guessed(evaluated: Evaluate, forecast: str) -> None:
    result = evaluated(stock(5, *UNPUBLISHED) | {FORECAST: forecast})
    assert [item.completion for item in result.assessments] == [NONE]
    assert {"F501", "F503"} <= set(codes(result))


@pytest.mark.parametrize("forecast", ["没有落后", "未滞后于时序进度"])
def test_not_behind_is_no_forecast_of_failure(one: Callable[..., Assessment], forecast: str) -> None:
    assert one(stock(5, *UNPUBLISHED) | {FORECAST: forecast}).completion != UNMET


@pytest.mark.parametrize(("forecast", "current", "verdict"), [("能实现", 101, UNMET), ("未达到", 150, MET)])
def test_figures_decide_before_a_forecast_does(
    one: Callable[..., Assessment], forecast: str, current: int, verdict: str
) -> None:
    assert one(stock(200, 100, 120, current) | {FORECAST: forecast}).completion == verdict


@pytest.mark.parametrize("target", [5, "[5]", "年均5"])
def test_without_figure_and_forecast_there_is_no_verdict(evaluated: Evaluate, target: object) -> None:
    result = evaluated(stock(target, *UNPUBLISHED))
    (item,) = result.assessments
    assert (item.completion, item.grade) == (NONE, "无法评价")
    assert "F501" in codes(result)
    assert result.summary.not_assessed == (item,)


@pytest.mark.parametrize(("forecast", "verdict"), [("", NONE), ("能实现", MET)])
def test_an_only_figure_stands_for_the_base_and_shows_no_progress(
    one: Callable[..., Assessment], forecast: str, verdict: str
) -> None:
    assert one(stock(18, "—", "未出", 10) | {FORECAST: forecast}).completion == verdict


def test_an_only_figure_may_meet_the_target(one: Callable[..., Assessment]) -> None:
    assert one(stock(18, "—", "未出", 18)).completion == MET


@pytest.mark.parametrize(
    ("target", "code"),
    [(None, "F310"), ("约莫翻1番半", "F309"), ("5-6-7", "F309"), ("1500万吨", "F304")],
)
def test_a_target_that_cannot_be_read_gives_no_verdict(
    evaluated: Evaluate, target: object, code: str
) -> None:
    result = evaluated(stock(target, 100, 120, 140) | {FORECAST: "能实现"})
    assert [item.completion for item in result.assessments] == [NONE]
    assert code in codes(result)


# The cut-off date.


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        pytest.param(stock(200, 100, 120, 140, 149), MET, id="a figure"),
        pytest.param(
            stock("完成下达指标", "达标", "达标", "达标", "不达标", 数据类型="定性"), "达标", id="a text"
        ),
    ],
)
def test_what_lies_after_the_cutoff_takes_no_part(
    one: Callable[..., Assessment], cells: dict[str, object], verdict: str
) -> None:
    assert one(cells, 评估时点="2022年12月31日").completion == verdict


# A person's verdict.


@pytest.mark.parametrize(
    ("cells", "manual", "computed", "grade"),
    [
        pytest.param(stock(200, 100, 120, 110), MET, UNMET, "符合预期", id="lifted"),
        pytest.param(stock(200, 100, 120, 190), UNMET, MET, "滞后", id="lowered"),
        pytest.param(stock(200, 100, 120, 190), "—", MET, "无法评价", id="withheld"),
        pytest.param(
            stock(5, *UNPUBLISHED), MET, NONE, "符合预期", id="given where nothing could be computed"
        ),
    ],
)
def test_a_persons_verdict_overrides_and_the_evidence_shows_both(
    evaluated: Evaluate, cells: dict[str, Any], manual: str, computed: str, grade: str
) -> None:
    result = evaluated(cells | {VERDICT: manual})
    (item,) = result.assessments
    assert (item.completion, item.outcome.completion, item.grade) == (manual, computed, grade)
    assert f"人工认定为“{manual}”（系统测算为“{computed}”）" in item.evidence
    assert "F504" in codes(result)


def test_a_persons_verdict_that_agrees_is_no_finding(evaluated: Evaluate) -> None:
    result = evaluated(stock(200, 100, 120, 140) | {VERDICT: MET})
    assert [item.completion for item in result.assessments] == [MET]
    assert "F504" not in codes(result)
    assert "人工认定" not in result.assessments[0].evidence


def test_a_persons_verdict_outside_the_words_is_not_taken(evaluated: Evaluate) -> None:
    result = evaluated(stock(200, 100, 120, 140) | {VERDICT: "差不多"})
    assert [item.completion for item in result.assessments] == [MET]
    assert "F311" in codes(result)


# Grades.


@pytest.mark.parametrize(
    ("info", "current", "verdict", "grade"),
    [
        ({}, 100, MET, "提前完成"),
        ({}, 99, MET, "快于预期"),
        ({}, 60, MET, "快于预期"),
        ({}, 59.9, MET, "符合预期"),
        ({}, 50, MET, "符合预期"),
        ({}, 49.9, UNMET, "滞后"),
        ({"快于预期下限": 1.5}, 60, MET, "符合预期"),
        ({"快于预期下限": 1.5}, 75, MET, "快于预期"),
        ({"快于预期下限": "150%"}, 74, MET, "符合预期"),
        ({"符合预期下限": 0.9}, 45, UNMET, "符合预期"),
        ({"符合预期下限": 0.9}, 44, UNMET, "滞后"),
    ],
)
def test_grades_go_by_progress_over_elapsed_time_with_the_plans_thresholds(
    one: Callable[..., Assessment], info: dict[str, object], current: float, verdict: str, grade: str
) -> None:
    item = one(stock(100, 0, 20, 30, current), **info)
    assert (item.completion, item.grade) == (verdict, grade)


@pytest.mark.parametrize(
    ("growth", "grade"),
    [((8.4, 8.4), "快于预期"), ((8.4, 8.3), "符合预期"), ((7, 7), "符合预期"), ((7, 6.9), "滞后")],
)
def test_grades_of_growth_targets_go_by_growth_over_its_target(
    one: Callable[..., Assessment], growth: tuple[float, float], grade: str
) -> None:
    assert one(rate("年均7", (), growth)).grade == grade
