"""Growth-rate targets: which rates are averaged, and the grade by growth over its target."""

from collections.abc import Callable

import pytest

from tests.indicators import BASE, LOWER, Cells, flow, rate
from yuecheng_xl.rules import Assessment

One = Callable[..., Assessment]


def levels(*values: object, **more: object) -> Cells:
    return flow("年均7", *values, **more)


@pytest.mark.parametrize(
    ("row", "line"),
    [
        pytest.param(rate(7, 8, 4, 1), "平均增速：2021年8%、2022年4%，算术平均＝6%", id="full years"),
        pytest.param(rate(7, None, None, 6), "增速：2023年上半年6%", id="part of a year where there is none"),
        pytest.param(
            rate(7, None, None, 6, **{"2023年一季度": 9, "2023年1-2月": 12}),
            "增速：2023年上半年6%",
            id="the newest part alone",
        ),
        pytest.param(
            rate(7, 8, 4, **{BASE: 20}), "平均增速：2021年8%、2022年4%，算术平均＝6%", id="after the base"
        ),
        pytest.param(
            levels(100, 107, 115.56), "平均增速：2021年7%、2022年8%，算术平均＝7.5%", id="of the levels"
        ),
        pytest.param(
            levels(100, 107, 115.56, **{"2019年": 50}),
            "平均增速：2021年7%、2022年8%，算术平均＝7.5%",
            id="of the levels since the base",
        ),
        pytest.param(levels(0, 50, 54), "增速：2022年8%", id="from nought there is no rate"),
        pytest.param(
            levels(100, None, 50, **{"2023年": 54}), "增速：2023年8%", id="of consecutive years alone"
        ),
        pytest.param(
            levels(100, 107, 115.56, **{"2021年增速": 6}),
            "平均增速：2021年6%、2022年8%，算术平均＝7%",
            id="stated for its year, computed for the others",
        ),
        pytest.param(
            rate(7, 8, 4, 单位=None), "平均增速：2021年8%、2022年4%，算术平均＝6%", id="without a unit"
        ),
    ],
)
def test_which_rates_are_averaged(one: One, row: Cells, line: str) -> None:
    assert line in one(row, 评估时点="2023年12月31日").calculation


@pytest.mark.parametrize(
    ("row", "verdict", "grade"),
    [
        pytest.param(rate(5, 6, 6), "完成", "快于预期", id="6/5 is 1.2"),
        pytest.param(rate(5, 6, 5.9), "完成", "符合预期", id="5.95/5 is less"),
        pytest.param(rate(5, 5, 4.9), "未完成", "滞后", id="4.95/5"),
        pytest.param(rate(5, 4, 4, 方向=LOWER), "完成", "快于预期", id="downwards, 5/4"),
        pytest.param(rate(5, 4.9, 4.9, 方向=LOWER), "完成", "符合预期", id="downwards, 5/4.9"),
        pytest.param(rate(5, 6, 6, 方向=LOWER), "未完成", "滞后", id="downwards, 5/6"),
        pytest.param(rate(0.5, 0.6, 0.6), "完成", "快于预期", id="small rates, 0.6/0.5"),
        pytest.param(rate(2, 0.5, 0.5, 方向=LOWER), "完成", "快于预期", id="small rates downwards, 2/0.5"),
        pytest.param(rate("5左右", 4.75, 4.75), "完成", "符合预期", id="within the margin is no slower"),
        pytest.param(rate("5左右", 4.74, 4.75), "未完成", "滞后", id="beyond it"),
        pytest.param(rate(0, 2, 2), "完成", "符合预期", id="nought is no rate to divide by"),
        pytest.param(rate(-1, 2, 2), "完成", "符合预期", id="nor is less"),
        pytest.param(rate(5, 0, 0), "未完成", "滞后", id="no growth"),
        pytest.param(rate(5, 0, 0, 方向=LOWER), "完成", "符合预期", id="no growth, where less is better"),
        pytest.param(rate(5, -2, -2, 方向=LOWER), "完成", "符合预期", id="shrunk, where less is better"),
    ],
)
def test_the_grade_is_growth_over_its_target(one: One, row: Cells, verdict: str, grade: str) -> None:
    item = one(row)
    assert (item.completion, item.grade) == (verdict, grade)
    assert item.outcome.target_reached is False
