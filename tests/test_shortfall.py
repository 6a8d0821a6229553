"""Shortfall (进度缺口): what was due at the newest date, the gap to it, the missing share of the way."""

from collections.abc import Callable
from fractions import Fraction

import pytest

import yuecheng_xl as yx
from tests.indicators import BASE, LOWER, TARGET, Y1, Y2, Cells, rate, ratio, total
from yuecheng_xl.rules import Assessment
from yuecheng_xl.rules.shortfall import shortfall

One = Callable[..., Assessment]


@pytest.mark.parametrize(
    ("row", "due", "gap", "points"),
    [
        # Progress: due = base + elapsed x (target - base), points = elapsed - progress.
        pytest.param(ratio(70, 50, 52, 54), "58", "4", "1/5", id="50 + 2/5 x 20 was due; 4 of 20 are done"),
        pytest.param(
            ratio(70, 50, 52, 54, 56), "60", "4", "1/5", id="50 + 1/2 x 20 was due; 6 of 20 are done"
        ),
        pytest.param(
            ratio(28, 38, 37, 35, 方向=LOWER),
            "34",
            "-1",
            "1/10",
            id="38 - 2/5 x 10 was due; 3 of 10 are done",
        ),
        pytest.param(ratio(70, 50, 52, 45), "58", "13", "2/5", id="backwards: all that was due, and no more"),
        pytest.param(ratio(70, 50, 52, 50), "58", "8", "2/5", id="standing still"),
        pytest.param(
            ratio(66, "—", 50, 51), "54", "3", "3/16", id="from 2021: 50 + 1/4 x 16; 1 of 16 is done"
        ),
        # A floor or ceiling that is not held: there is no way to measure along.
        pytest.param(ratio(60, 62, 61, 59), "60", "1", None, id="a floor"),
        pytest.param(ratio(60, 58, 59, 61.5, 方向=LOWER), "60", "-3/2", None, id="a ceiling"),
        # Growth: points = elapsed x (1 - mean/target).
        pytest.param(rate(8, 7, 5), "8", "2", "1/10", id="6 of 8 on average: 2/5 x 1/4"),
        pytest.param(rate(8, 6), "8", "2", "1/20", id="6 of 8 in the first year: 1/5 x 1/4"),
        pytest.param(rate(8, -7, 5), "8", "9", "2/5", id="shrunk: all that was due, and no more"),
        pytest.param(rate(4, 6, 4, 方向=LOWER), "4", "-1", "2/25", id="5 where at most 4: 2/5 x (1 - 4/5)"),
        # Cumulative: due = elapsed x target.
        pytest.param(total("[4500]", 850, 900), "1800", "50", "1/90", id="2/5 x 4500 was due; 1750 are done"),
        pytest.param(
            total("[4500]", 850, 900, **{BASE: 700}),
            "1800",
            "50",
            "1/90",
            id="the base year's own figure does not count",
        ),
        pytest.param(
            total("[4500]", 850, 900, 450), "2250", "50", "1/90", id="1/2 x 4500 was due; 2200 are done"
        ),
        pytest.param(
            total("[4500]", 850, -900), "1800", "1850", "2/5", id="less than nothing: all that was due"
        ),
        pytest.param(
            total("[100]以内", 20, 25, 方向=LOWER), "40", "-5", "1/20", id="45 of 100 used where 40 were due"
        ),
        # A person's verdict.
        pytest.param(
            ratio(70, 50, 54, 62, 人工认定="未完成"), "58", "-4", "0", id="said to be behind, yet ahead"
        ),
        pytest.param(
            rate(8, 9, 9, 人工认定="未完成"), "8", "-1", "0", id="growth said to be behind, yet ahead"
        ),
        pytest.param(
            total("[4500]", 900, 950, 人工认定="未完成"),
            "1800",
            "-50",
            "0",
            id="a sum said to be behind, yet ahead",
        ),
        pytest.param(
            total("[100]以内", 20, 15, 方向=LOWER, 人工认定="未完成"),
            "40",
            "5",
            "0",
            id="a ceiling that is kept",
        ),
        # Nothing to measure.
        pytest.param(ratio(70, 50, 部门预判="未达到"), None, None, None, id="a forecast says so"),
        pytest.param(ratio(None, 50, 52, 人工认定="未完成"), None, None, None, id="no target"),
        pytest.param(
            ratio("完成任务", 50, 52, 数据类型="定性", 人工认定="未完成"), None, None, None, id="words"
        ),
        pytest.param(
            ratio(40, "—", "—", 50, 人工认定="未完成"),
            None,
            None,
            None,
            id="the only figure meets the target",
        ),
    ],
)
def test_what_was_due_and_what_is_missing(
    one: One, row: Cells, due: str | None, gap: str | None, points: str | None
) -> None:
    found = shortfall(one(row))
    assert found is not None
    wanted = [None if value is None else Fraction(value) for value in (due, gap, points)]
    assert [found.due, found.gap, found.points] == wanted


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(ratio(70, 50, 54, 58), id="on time"),
        pytest.param(ratio(70, 50, 52, 54, 人工认定="完成"), id="a person says it is on time"),
        pytest.param(ratio(70, "未统计", "未统计", "未统计"), id="not collected"),
    ],
)
def test_what_is_not_behind_lacks_nothing(one: One, row: Cells) -> None:
    assert shortfall(one(row)) is None


def table(*rows: tuple[object, ...]) -> list[list[object]]:
    header = [
        "类别",
        "序号",
        "指标",
        "单位",
        TARGET,
        BASE,
        Y1,
        Y2,
        "方向",
        "数据类型",
        "责任单位",
        "部门预判",
    ]
    first: list[object] = list(header)
    return [first, *([kind, n, f"指标{n}", "%", *row, office, forecast]
                      for n, (kind, office, forecast, *row) in enumerate(rows, 1))]  # fmt: skip


def test_each_category_and_department_carries_its_share(assess: Callable[..., yx.Evaluation]) -> None:
    share = ("越高越好", "比率")
    result = assess(
        table(
            ("甲类", "甲局", None, 70, 50, 50, 54, *share),  # 1/5 behind
            ("甲类", "乙局", None, 70, 50, 50, 52, *share),  # 3/10
            ("乙类", "甲局", None, 70, 50, 54, 58, *share),  # on time
            ("乙类", "乙局", "未达到", 70, 50, None, None, *share),  # behind, none can say how far
            ("乙类", "丙局", None, 70, 50, 54, 59, *share),  # on time
        )
    )
    told = [
        (
            item.name,
            item.total,
            [one.item.indicator.number for one in item.behind],
            item.points,
            item.share_of_count,
            item.share_of_points,
        )
        for burdens in (result.by_category, result.by_department)
        for item in burdens
    ]
    assert told == [
        ("甲类", 2, [1, 2], Fraction(1, 2), Fraction(2, 3), 1),
        ("乙类", 3, [4], 0, Fraction(1, 3), 0),
        ("甲局", 2, [1], Fraction(1, 5), Fraction(1, 3), Fraction(2, 5)),
        ("乙局", 2, [2, 4], Fraction(3, 10), Fraction(2, 3), Fraction(3, 5)),
        ("丙局", 1, [], 0, 0, 0),
    ]


def test_where_nothing_is_behind_nobody_carries_anything(assess: Callable[..., yx.Evaluation]) -> None:
    result = assess(table(("甲类", "甲局", None, 70, 50, 54, 58, "越高越好", "比率")))
    (burden,) = result.by_category
    assert burden.behind == ()
    assert [burden.points, burden.share_of_count, burden.share_of_points] == [0, 0, 0]
