"""Growth per year, achieved so far and still required; every expected figure is worked out beside it."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from tests.indicators import G0, G1, G2, GH, LOWER, Cells, cells, rank, ratio, stock, total
from yuecheng_xl.rules import Assessment

One = Callable[..., Assessment]


# Achieved so far.


@pytest.mark.parametrize(
    ("row", "growth"),
    [
        pytest.param(stock(200, 100, 105, 103) | {G1: 8, G2: 6}, 7, id="(8 + 6)/2, whatever the values say"),
        pytest.param(stock(200, 100, 105, 103) | {G1: 8, G2: -6}, 1, id="(8 - 6)/2"),
        pytest.param(
            stock(200, 100, 105, 103) | {G0: 50, G1: 8, G2: 6}, 7, id="the base year's own does not count"
        ),
        pytest.param(
            stock(200, 100, 105, 103, 110) | {G1: 8, G2: 6, GH: 40}, 7, id="nor does part of a year's"
        ),
        pytest.param(stock(200, 100) | {G1: 8, G2: 6}, 7, id="without a figure after the base"),
        pytest.param(ratio(70, 50, 54, 58), 4, id="(58 - 50)/2 points a year"),
        pytest.param(ratio(70, 50, 54, 58, 61), Fraction(22, 5), id="(61 - 50)/2.5 points a year"),
        pytest.param(ratio(70, 50, 54, 47), Fraction(-3, 2), id="(47 - 50)/2 points a year"),
        pytest.param(
            ratio(70, 50, 54, 58) | {G1: 99, G2: 99},
            4,
            id="a share's stated growth in percent is another thing",
        ),
        pytest.param(ratio(70, "—", 50, 58), 8, id="(58 - 50) from the first figure, 2021, to 2022"),
        pytest.param(rank(50, 95, 81, 79), -8, id="(79 - 95)/2 places a year"),
    ],
)
def test_growth_achieved_so_far(one: One, row: Cells, growth: object) -> None:
    assert one(row).outlook.achieved == growth


@pytest.mark.parametrize(
    ("row", "growth"),
    [
        pytest.param(stock(200, 100, 130, 121), 10, id="(121/100)^(1/2) - 1"),
        pytest.param(stock(200, 100, 105, 121) | {G1: 50}, 10, id="2021 alone is stated: the values speak"),
        pytest.param(stock(200, 100, 105, 121) | {G1: "未出", G2: 50}, 10, id="2021 is not yet published"),
        pytest.param(stock(2, 0.5, 0.7, 0.605), 10, id="(0.605/0.5)^(1/2) - 1"),
        pytest.param(stock(200, 100, 130, 81), -10, id="(81/100)^(1/2) - 1"),
        pytest.param(
            stock(200, 100, 105, 110, 126.905870), 10, id="1.1^2.5 is 1.21 x 1.0488088 = 1.26905870"
        ),
        pytest.param(stock(200, "—", 100, 125), 25, id="from 2021 to 2022 is one year"),
        pytest.param(
            cells("时期数", 200, 100, 110, 130, 60) | {GH: 20},
            14.4066,
            id="130 - 60/1.2 + 60 is 140; 1.4^0.4 = e^(0.4 x 0.3364722)",
        ),
    ],
)
def test_growth_of_the_values_where_none_is_stated(one: One, row: Cells, growth: float) -> None:
    item = one(row)
    assert item.outlook.achieved is not None
    assert float(item.outlook.achieved) == pytest.approx(growth, abs=1e-4)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(stock(200, 0, 50, 100), id="from nought there is no rate"),
        pytest.param(stock(200, -5, 50, 100), id="nor from below nought"),
        pytest.param(stock(200, 100, 50, 0), id="nor to nought"),
        pytest.param(stock(200, 100, 50, -5), id="nor to below it"),
        pytest.param(stock(200, 100), id="one figure"),
        pytest.param(ratio(70, 50), id="one share"),
        pytest.param(ratio(70, "—", "—", "—", 50), id="one share, in the base's place"),
    ],
)
def test_where_there_is_no_growth_none_is_told(one: One, row: Cells) -> None:
    assert one(row).outlook.achieved is None


@pytest.mark.parametrize(
    ("growth", "average"),
    [
        pytest.param((21, 0), 10, id="1.21 x 1 is 1.1 squared, to the digit"),
        pytest.param((44, -19), 8, id="1.44 x 0.81 = 1.1664 is 1.08 squared"),
        pytest.param((-36, 0), -20, id="0.64 is 0.8 squared"),
        pytest.param((-100, 50), -100, id="all was lost once"),
        pytest.param((-150, 50), -100, id="more than all"),
    ],
)
def test_compounded_growth(one: One, growth: tuple[float, float], average: int) -> None:
    item = one(stock(200, 100, 105, 103) | {G1: growth[0], G2: growth[1]}, 增长平均方法="几何平均")
    assert item.outlook.achieved == average


def test_compounded_growth_of_what_does_not_come_out_even(one: One) -> None:
    # 1.2 x 0.94 = 1.128; its root is 1.0620734. Averaged plainly it would be 7.
    item = one(stock(200, 100, 105, 103) | {G1: 20, G2: -6}, 增长平均方法="几何平均")
    assert item.outlook.achieved is not None
    assert float(item.outlook.achieved) == pytest.approx(6.20734, abs=1e-5)


def test_growth_stated_for_a_year_that_ends_after_the_cutoff_does_not_count(one: One) -> None:
    row = stock(200, 100, 105) | {G1: 8, G2: 40}
    assert one(row, 评估时点="2022年12月30日").outlook.achieved == 8
    assert one(row, 评估时点="2022年12月31日").outlook.achieved == 24


# Still required, to the end of 2025.


@pytest.mark.parametrize(
    ("row", "growth"),
    [
        pytest.param(stock(133.1, 90, 95, 100), 10, id="(133.1/100)^(1/3) - 1"),
        pytest.param(stock(0.6655, 0.45, 0.47, 0.5), 10, id="(0.6655/0.5)^(1/3) - 1"),
        pytest.param(stock(146.41, 90, 100), 10, id="(146.41/100)^(1/4) - 1"),
        pytest.param(stock(126.905870, 90, 95, 99, 100), 10, id="1.2690587^(1/2.5) - 1"),
        pytest.param(stock(72.9, 110, 105, 100, 方向=LOWER), -10, id="(72.9/100)^(1/3) - 1"),
    ],
)
def test_growth_required_of_levels_is_geometric(one: One, row: Cells, growth: float) -> None:
    required = one(row).outlook.required
    assert required is not None
    assert float(required) == pytest.approx(growth, abs=1e-4)


def growth_rate(target: object, *rates: object, **more: object) -> Cells:
    return cells("增速", target, None, *rates, **{"单位": "%", **more})


@pytest.mark.parametrize(
    ("row", "required", "achieved"),
    [
        pytest.param(ratio(70, 50, 54, 58), 4, 4, id="(70 - 58)/3 points a year"),
        pytest.param(ratio(70, 50, 54, 58, 60), 4, 4, id="(70 - 60)/2.5"),
        pytest.param(ratio(70, 50, 54, 40), 10, -5, id="(70 - 40)/3 after (40 - 50)/2"),
        pytest.param(rank(50, 95, 81, 79), Fraction(-29, 3), -8, id="(50 - 79)/3 places a year"),
        pytest.param(growth_rate(7, 8, 4), Fraction(23, 3), 6, id="(5 x 7 - 2 x 6)/3"),
        pytest.param(growth_rate(7, 5), Fraction(15, 2), 5, id="(5 x 7 - 1 x 5)/4"),
        pytest.param(growth_rate(7, None, None, 6), 8, 6, id="(5 x 7 - 2.5 x 6)/2.5: only part of a year"),
        pytest.param(growth_rate(7, 8, 9), Fraction(6), Fraction(17, 2), id="(5 x 7 - 2 x 8.5)/3 is enough"),
        pytest.param(total("[4500]", 850, 900), Fraction(2750, 3), 875, id="(4500 - 1750)/3, after 1750/2"),
        pytest.param(total("[4500]", 850, 900, 450), 920, 880, id="(4500 - 2200)/2.5, after 2200/2.5"),
        pytest.param(total("[4500]", "—", "1700（累计）"), Fraction(2800, 3), 850, id="(4500 - 1700)/3"),
    ],
)
def test_change_required_in_units_a_year(one: One, row: Cells, required: object, achieved: object) -> None:
    item = one(row)
    assert (item.outlook.required, item.outlook.achieved) == (required, achieved)


@pytest.mark.parametrize("left", [Fraction(3, 2), 1, Fraction(1, 2), Fraction(1, 12)])
def test_what_is_required_within_the_last_years(one: One, left: Fraction | int) -> None:
    end = {Fraction(3, 2): "2024年上半年", 1: "2024年", Fraction(1, 2): "2025年上半年"}.get(
        left, "2025年1-11月"
    )
    row, growing = ratio(70, 50, **{end: 64}), stock(121, 90, **{end: 100})
    adding, rising = total("[4500]", **{end: "4200（累计）"}), growth_rate(7, **{end: 6})
    assert one(adding, 评估时点="2025年11月30日").outlook.required == Fraction(300) / left
    # What is left must make up for the point that was missed each year so far.
    assert one(rising, 评估时点="2025年11月30日").outlook.required == 7 + Fraction(5 - left) / left
    assert one(row, 评估时点="2025年11月30日").outlook.required == Fraction(6) / left
    required = one(growing, 评估时点="2025年11月30日").outlook.required
    assert required is not None
    assert float(required) == pytest.approx((1.21 ** (1 / float(left)) - 1) * 100)


@pytest.mark.parametrize(
    ("row", "achieved"),
    [
        pytest.param(ratio(70, 50, 54, 72), 11, id="a share: (72 - 50)/2"),
        pytest.param(total("[4500]", 2500, 2000), 2250, id="a sum: 4500/2"),
        pytest.param(stock(121, 100, 105, 121) | {G1: 5, G2: 15}, 10, id="a level"),
    ],
)
def test_where_the_target_is_reached_nothing_is_required(one: One, row: Cells, achieved: int) -> None:
    item = one(row)
    assert item.outlook.required is None
    assert item.outlook.achieved == achieved


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(stock(200, 100, 50, 0), id="from nought there is no rate"),
        pytest.param(stock(200, 100, 50, -5), id="nor from below nought"),
        pytest.param(stock(0, 100, 50, 20, 方向=LOWER), id="nor to nought"),
        pytest.param(stock(-1, 100, 50, 20, 方向=LOWER), id="nor to below it"),
        pytest.param(stock(200, 100), id="no figure after the base"),
        pytest.param(stock("完成下达指标", 100, 50, 60, 数据类型="定性"), id="a target in words"),
    ],
)
def test_where_there_is_no_way_to_measure_nothing_is_required(one: One, row: Cells) -> None:
    assert one(row).outlook.required is None


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(stock(200, 100, 110, 120, **{"2025年": 150}), id="level"),
        pytest.param(ratio(70, 50, 54, 58, **{"2025年": 60}), id="share"),
        pytest.param(growth_rate(7, None, None, None, **{"2025年": 6}), id="growth"),
        pytest.param(total("[4500]", "—", "—", "—", **{"2025年": "4000（累计）"}), id="sum"),
    ],
)
def test_when_the_plan_is_over_nothing_is_required(one: One, row: Cells) -> None:
    item = one(row, 评估时点="2025年12月31日")
    assert (item.completion, item.outlook.required) == ("未完成", None)


# Progress over elapsed time.


@pytest.mark.parametrize(
    ("row", "progress", "elapsed", "schedule"),
    [
        pytest.param(ratio(70, 50, 54, 56), "3/10", "2/5", "3/4", id="behind"),
        pytest.param(ratio(70, 50, 54, 70), "1", "2/5", "5/2", id="reached"),
        pytest.param(ratio(70, 50, 54, 58, 75), "5/4", "1/2", "5/2", id="more than reached"),
        pytest.param(ratio(70, 50, 54, 40), "-1/2", "2/5", "-5/4", id="further away"),
        pytest.param(
            ratio(70, **{"2025年": 50, "2026年": 60}),
            "1/2",
            "1",
            "1/2",
            id="the first figure came when the plan was over",
        ),
        pytest.param(
            ratio(70, **{"2026年": 50, "2027年": 60}),
            "1/2",
            "1",
            "1/2",
            id="the first figure came later still",
        ),
        pytest.param(ratio(40, 50, 54, 35), None, "2/5", None, id="a floor that is not held"),
        pytest.param(ratio(40, 50, 54, 45), None, "2/5", None, id="a floor that is held"),
        pytest.param(
            ratio("＞70", 50, 54, 58, 方向=LOWER), "2/5", "2/5", "1", id="above says the way more firmly"
        ),
        pytest.param(ratio("≥70", 50, 54, 58, 方向=LOWER), "2/5", "2/5", "1", id="and so does at least"),
        pytest.param(ratio("＜40", 50, 48, 46), "2/5", "2/5", "1", id="and below"),
        pytest.param(ratio("≤40", 50, 48, 46), "2/5", "2/5", "1", id="and at most"),
        pytest.param(
            ratio(70, "—", 50, 55, **{"2019年": 10}),
            "1/4",
            "1/4",
            "1",
            id="no figure before the base is a base",
        ),
        pytest.param(
            ratio(70, "—", 50, 55, **{"2020年上半年": 10}),
            "1/4",
            "1/4",
            "1",
            id="nor one of part of the base year",
        ),
        pytest.param(
            cells("时期数", 40, 10, 100, 140, 0.5, **{GH: -99.5}),
            "61/60",
            "1/2",
            "61/30",
            id="nearly all is lost: 140 - 0.5/0.005 + 0.5 is 40.5",
        ),
        pytest.param(ratio(40, 50), None, None, None, id="the base year's figure is no figure of the plan's"),
    ],
)
def test_progress_over_elapsed_time(
    one: One, row: Cells, progress: str | None, elapsed: str | None, schedule: str | None
) -> None:
    outcome = one(row, 评估时点="2027年12月31日").outcome
    wanted = [None if value is None else Fraction(value) for value in (progress, elapsed, schedule)]
    assert [outcome.progress, outcome.elapsed, outcome.schedule_ratio] == wanted
