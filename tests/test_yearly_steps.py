"""年度分解 step by step: levels and changes to the digit, for the plan's target and for a proposed one."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

import yuecheng_xl as yx
from tests.indicators import BASE, HIGHER, LOWER, Y1, Y2, Cells, flow, rank, rate, ratio, stock, total
from yuecheng_xl.rules import yearly
from yuecheng_xl.rules.yearly import Kind

CAUSE, CONTENT = "客观因素", "建议内容"

Evaluate = Callable[..., yx.Evaluation]


def way(evaluated: Evaluate, row: Cells, **info: object) -> Any:
    result = evaluated(row, **info)
    return result.breakdown(result.assessments[0])


def steps(items: Any) -> list[tuple[int, object, object]]:
    return [(item.year, item.level, item.change) for item in items]


def fractions(*items: tuple[int, str, str | None]) -> list[tuple[int, Fraction, Fraction | None]]:
    return [
        (year, Fraction(level), None if change is None else Fraction(change)) for year, level, change in items
    ]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        pytest.param(
            ratio(70, 50, 54, 58),
            fractions((2023, "62", "4"), (2024, "66", "4"), (2025, "70", "4")),
            id="12 in three years",
        ),
        pytest.param(
            ratio(70, 50, 54, 58, 60),
            fractions((2023, "62", "4"), (2024, "66", "4"), (2025, "70", "4")),
            id="10 in two and a half years: 2 in the half year that is left",
        ),
        pytest.param(
            ratio(70, 50, 54),
            fractions((2023, "62", None), (2024, "66", "4"), (2025, "70", "4")),
            id="from 2021, 16 in four years: 2022 has no figure to compare with",
        ),
        pytest.param(
            ratio(70, **{"2021年上半年": 50, "2023年上半年": 60}),
            fractions((2023, "62", None), (2024, "66", "4"), (2025, "70", "4")),
            id="parts of years alone",
        ),
        pytest.param(
            stock(160, 100, 95, 100),
            fractions((2023, "120", "20"), (2024, "140", "50/3"), (2025, "160", "100/7")),
            id="levels in percent: 120/100, 140/120, 160/140",
        ),
        pytest.param(
            stock(160, 100, 95, 100, 110),
            fractions((2023, "120", "20"), (2024, "140", "50/3"), (2025, "160", "100/7")),
            id="50 in two and a half years, 2023 against 2022",
        ),
        pytest.param(
            stock(90, -10, -30, 0),
            fractions((2023, "30", None), (2024, "60", "100"), (2025, "90", "50")),
            id="from nought there is no rate",
        ),
        pytest.param(
            rank(50, 95, 81, 60),
            fractions((2023, "56", "-4"), (2024, "53", "-3"), (2025, "50", "-3")),
            id="10 places in three years: 56.7 and 53.3 are rounded to the better",
        ),
        pytest.param(
            rank(60, 10, 20, 50, 方向=HIGHER),
            fractions((2023, "54", "4"), (2024, "57", "3"), (2025, "60", "3")),
            id="places where more is better: 53.3 and 56.7",
        ),
        pytest.param(
            rate(7, 8, 4),
            fractions((2023, "23/3", None), (2024, "23/3", None), (2025, "23/3", None)),
            id="(5 x 7 - 2 x 6)/3 each year",
        ),
        pytest.param(
            total("[4500]", 900, 600),
            fractions((2023, "2500", "1000"), (2024, "3500", "1000"), (2025, "4500", "1000")),
            id="3000 in three years",
        ),
        pytest.param(
            total("[4500]", 900, 600, 500),
            fractions((2023, "2500", "1000"), (2024, "3500", "1000"), (2025, "4500", "1000")),
            id="2000 by mid-2023, 2500 in 2.5 years: 2023 owes its 500 and 500 more",
        ),
        pytest.param(
            total("[4500]", 900, 600, "2000（累计）"),
            fractions((2023, "2500", "500"), (2024, "3500", "1000"), (2025, "4500", "1000")),
            id="a sum up to mid-2023: what 2023 has done itself is not known",
        ),
        pytest.param(
            total("[600]以内", 100, 200, 方向=LOWER),
            fractions((2023, "400", "100"), (2024, "500", "100"), (2025, "600", "100")),
            id="what is left of a ceiling",
        ),
        pytest.param(
            total("[230]以内", 100, 130, 方向=LOWER),
            fractions((2023, "230", "0"), (2024, "230", "0"), (2025, "230", "0")),
            id="a ceiling that is used to the last",
        ),
        pytest.param(
            flow(200, 100, 120, 150, 60, **{"2023年上半年增速": -25}),
            fractions((2023, "500/3", "100/9"), (2024, "550/3", "10"), (2025, "200", "100/11")),
            id="130 in twelve months would ask for 144 in 2023, less than 2022 brought: from 150",
        ),
        pytest.param(
            ratio(28, 40, 32, 31, 37, 指标="PM2.5浓度", 单位="微克/立方米", 方向=LOWER),
            fractions((2023, "30", "-1"), (2024, "29", "-1"), (2025, "28", "-1")),
            id="a mean of half a year compares with none: from 2022",
        ),
        pytest.param(
            ratio(92, 86, 90, 89, 88, 方向=HIGHER),
            fractions((2023, "90", "1"), (2024, "91", "1"), (2025, "92", "1")),
            id="from the half year 88.8 would be asked of 2023, less than in 2022",
        ),
        pytest.param(
            total("[4500]", **{BASE: 700, "部门预判": "未达到"}),
            fractions((2023, "2980", None), (2024, "3740", "760"), (2025, "4500", "760")),
            id="a sum of which the base year's figure alone is known",
        ),
        pytest.param(
            rate(7, **{BASE: 5, "部门预判": "未达到"}),
            fractions((2023, "31/5", None), (2024, "33/5", "2/5"), (2025, "7", "2/5")),
            id="growth of which the base year's alone is known, in points",
        ),
    ],
)
def test_equal_steps(evaluated: Evaluate, row: Cells, wanted: list[tuple[int, object, object]]) -> None:
    assert steps(way(evaluated, row).linear) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        pytest.param(
            stock(133.1, 80, 90, 100),
            [(2023, 110, 10), (2024, 121, 10), (2025, 133.1, 10)],
            id="10% a year",
        ),
        pytest.param(
            stock(0.1331, 0.08, 0.09, 0.1),
            [(2023, 0.11, 10), (2024, 0.121, 10), (2025, 0.1331, 10)],
            id="10% a year of little",
        ),
        pytest.param(
            stock(72.9, 120, 110, 100, 方向=LOWER),
            [(2023, 90, -10), (2024, 81, -10), (2025, 72.9, -10)],
            id="10% less a year",
        ),
        pytest.param(
            # Half a year at 21% a year: x 1.1, of 100 at mid-2023; 110 of 88 in 2022 is 25% more.
            stock(161.051, 80, 85, 88, 100),
            [(2023, 110, 25), (2024, 133.1, 21), (2025, 161.051, 21)],
            id="21% a year from mid-2023",
        ),
        pytest.param(
            ratio(16, 60, 30, 31.25, 方向=LOWER),
            [(2023, 25, -6.25), (2024, 20, -5), (2025, 16, -4)],
            id="a fifth less a year, in points: 31.25, 25, 20, 16",
        ),
        pytest.param(
            # 1 - 0.8 = 0.2 is reached; to 1 - 0.1 in three years: 0.8 x (1/8)^(1/3) = 0.4, then 0.2, 0.1.
            rate("[90]", 20, 数据类型="累计", 指标="能耗降低") | {Y2: "20（累计）", Y1: None},
            [(2023, 60, 50), (2024, 80, 50), (2025, 90, 50)],
            id="reductions that halve what is left",
        ),
        pytest.param(
            # 1.44 after two years, to 2.48832 in three: 1.2 each year.
            rate("[148.832]", 20, 20, 数据类型="累计", 指标="投入增长"),
            [(2023, 72.8, 20), (2024, 107.36, 20), (2025, 148.832, 20)],
            id="growth that compounds",
        ),
        pytest.param(
            # (0.83/0.934)^(1/3) = 0.961414.
            rate("[17]", None, "6.6（累计）", 数据类型="累计", 指标="能耗降低"),
            [(2023, 10.2039, 3.8586), (2024, 13.6687, 3.8586), (2025, 17, 3.8586)],
            id="6.6 of 17 after two years",
        ),
        pytest.param(
            # (0.9/1.028)^(1/3) = 0.956643.
            rate("[10]", 1, "-2.8（累计）", 数据类型="累计", 指标="排放降低"),
            [(2023, 1.65712, 4.33572), (2024, 5.92100, 4.33572), (2025, 10, 4.33572)],
            id="2.8 the wrong way, towards 10",
        ),
        pytest.param(
            rate("[-60]", -5, 数据类型="累计", 指标="能耗降低") | {Y2: "20（累计）"},
            [
                (2023, 120 / 3 ** (1 / 3) - 100, 100 / 3 ** (1 / 3) - 100),
                (2024, 120 / 3 ** (2 / 3) - 100, 100 / 3 ** (1 / 3) - 100),
                (2025, -60, 100 / 3 ** (1 / 3) - 100),
            ],
            id="written with its sign, and risen: 1.2 comes down to 0.4 in three years",
        ),
    ],
)
def test_equal_rates(evaluated: Evaluate, row: Cells, wanted: list[tuple[int, float, float]]) -> None:
    found = way(evaluated, row).compound
    assert [item.year for item in found] == [year for year, _, _ in wanted]
    levels, changes = zip(*((level, change) for _, level, change in wanted), strict=True)
    assert [float(item.level) for item in found] == pytest.approx(levels, rel=1e-5)
    assert [float(item.change) for item in found] == pytest.approx(changes, rel=1e-4)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(total("[99.5]", 20, "99（累计）", 单位="%", 指标="能耗降低"), id="nearly all"),
        pytest.param(total("[-99.5]", 20, "-5（累计）", 单位="%", 指标="能耗降低"), id="nearly twice"),
        pytest.param(total("[0.5]", 0.1, 0.1, 单位="%", 指标="能耗降低"), id="nearly nothing"),
        pytest.param(
            total("[-0.5]", -0.1, -0.1, 单位="%", 指标="能耗降低"), id="nearly nothing, with its sign"
        ),
    ],
)
def test_equal_rates_of_what_is_nearly_all(evaluated: Evaluate, row: Cells) -> None:
    found = way(evaluated, row)
    assert (found.kind, len(found.linear), len(found.compound)) == (Kind.CUMULATIVE, 3, 3)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            total("[-100]", 20, "-5（累计）", 单位="%", 指标="能耗降低"), id="a reduction of less than all"
        ),
        pytest.param(stock(90, -10, -30, 0), id="from nought"),
        pytest.param(stock(90, -10, -30, -5), id="from below nought"),
        pytest.param(stock(0, 90, 80, 70, 方向=LOWER), id="to nought"),
        pytest.param(stock(-5, 90, 80, 70, 方向=LOWER), id="to below nought"),
        pytest.param(rank(50, 95, 81, 79), id="places"),
        pytest.param(rate(7, 8, 4), id="growth"),
        pytest.param(total("[4500]", 900, 600), id="a total"),
        pytest.param(total("[100]", 20, 20, 单位="%", 指标="能耗降低"), id="a reduction of all"),
    ],
)
def test_where_equal_rates_make_no_sense_there_are_none(evaluated: Evaluate, row: Cells) -> None:
    found = way(evaluated, row)
    assert (len(found.linear), found.compound) == (3, ())


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        pytest.param(ratio(70, 50, 54, 70), Kind.REACHED, id="a level"),
        pytest.param(total("[4500]", 2500, 2000), Kind.REACHED, id="a sum"),
        pytest.param(total("＞4500", 2500, 2000, 方向=HIGHER), Kind.REACHED, id="a sum, yet not above it"),
        pytest.param(
            total("＞0.5", 0.25, 0.25, 方向=HIGHER), Kind.REACHED, id="a small sum, yet not above it"
        ),
        pytest.param(total("[-5]", -3, -2), Kind.REACHED, id="a sum below nought"),
        pytest.param(
            total("[200]以内", 100, 130, 方向=LOWER), Kind.USED_UP, id="more than a ceiling is used"
        ),
        pytest.param(
            ratio(30, 40, 32, 29, 33, 指标="PM2.5浓度", 单位="微克/立方米", 方向=LOWER),
            Kind.REACHED,
            id="by the newest full year, where half a year compares with none",
        ),
        pytest.param(rate(7), Kind.NO_START, id="no growth yet"),
        pytest.param(total("[4500]"), Kind.NO_START, id="nothing to sum up"),
        pytest.param(ratio("完成任务", 1, 2, 数据类型="定性"), Kind.NO_TARGET, id="words"),
    ],
)
def test_where_there_is_nothing_to_spread(evaluated: Evaluate, row: Cells, kind: Kind) -> None:
    found = way(evaluated, row)
    assert (found.kind, found.linear, found.compound) == (kind, (), ())


@pytest.mark.parametrize(
    ("cutoff", "years"),
    [
        ("2020年6月30日", [2021, 2022, 2023, 2024, 2025]),
        ("2021年12月30日", [2021, 2022, 2023, 2024, 2025]),
        ("2021年12月31日", [2022, 2023, 2024, 2025]),
        ("2024年12月31日", [2025]),
        ("2025年12月30日", [2025]),
    ],
)
def test_the_years_that_are_not_over(evaluated: Evaluate, cutoff: str, years: list[int]) -> None:
    result = evaluated(ratio(70, 50), 评估时点=cutoff)
    assert list(result.remaining_years) == years


# A target that is proposed in the place of the plan's.

PROPOSED = {CAUSE: "疫情", "部门建议": "调整目标"}


@pytest.mark.parametrize(
    ("row", "goal", "kind", "wanted"),
    [
        pytest.param(
            ratio(70, 50, 52, 54, **PROPOSED, 建议内容="由70%调整为60%"),
            60,
            Kind.LEVEL,
            fractions((2023, "56", "2"), (2024, "58", "2"), (2025, "60", "2")),
            id="a level: 6 in three years",
        ),
        pytest.param(
            rate(7, 5, 3, **PROPOSED, 建议内容="由7%调整为5.5%"),
            Fraction(11, 2),
            Kind.RATE,
            fractions((2023, "13/2", None), (2024, "13/2", None), (2025, "13/2", None)),
            id="growth: (5 x 5.5 - 2 x 4)/3",
        ),
        pytest.param(
            total("[4500]", 500, 500, **PROPOSED, 建议内容="由4500套调整为4000套"),
            4000,
            Kind.CUMULATIVE,
            fractions((2023, "2000", "1000"), (2024, "3000", "1000"), (2025, "4000", "1000")),
            id="a sum: 3000 in three years",
        ),
        pytest.param(
            total("[4500]", 500, 500, **PROPOSED, 建议内容="由4500套调整为1000套"),
            1000,
            Kind.REACHED,
            [],
            id="a sum that is reached",
        ),
        pytest.param(
            ratio(70, 50, 52, 54, **PROPOSED, 建议内容="由70%调整为54%"),
            54,
            Kind.REACHED,
            [],
            id="a level that is reached",
        ),
        pytest.param(
            rank(30, 95, 81, 79, **PROPOSED, 建议内容="由30位调整为79位"),
            79,
            Kind.REACHED,
            [],
            id="a place that is reached",
        ),
        pytest.param(
            rank(30, 95, 81, 79, **PROPOSED, 建议内容="由30位调整为70位"),
            70,
            Kind.LEVEL,
            fractions((2023, "76", "-3"), (2024, "73", "-3"), (2025, "70", "-3")),
            id="a place: 9 in three years",
        ),
    ],
)
def test_the_way_to_a_proposed_target(
    evaluated: Evaluate, row: Cells, goal: object, kind: Kind, wanted: list[tuple[int, object, object]]
) -> None:
    result = evaluated(row)
    proposed = result.proposed_breakdown(result.assessments[0])
    assert proposed is not None
    assert (proposed[0], proposed[1].kind, steps(proposed[1].linear)) == (goal, kind, wanted)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(ratio(70, 50, 54, 58, 建议内容="由70%调整为60%"), id="not adjusted"),
        pytest.param(ratio(70, 50, 52, 54, **PROPOSED, 建议内容="适当下调"), id="no value"),
        pytest.param(
            rate(7, 部门预判="未达到", **PROPOSED, 建议内容="由7%调整为6%"),
            id="no way to it",
        ),
    ],
)
def test_without_a_proposed_target_there_is_no_way_to_it(evaluated: Evaluate, row: Cells) -> None:
    result = evaluated(row)
    assert result.proposed_breakdown(result.assessments[0]) is None


def test_no_rate_leads_beyond_all_reason() -> None:
    plan = yx.read_workbook()
    [level, *_] = plan.indicators
    start = replace(current_of(plan), value=Fraction(1, 10**300))
    assert yearly._levels(level, plan, start, Fraction(10**308)).compound == ()
    growing = replace(level, name="人均收入增长", unit="%")
    assert yearly._compound(growing, plan, start, Fraction(10**400)) == ()


def current_of(plan: yx.Plan) -> Any:
    """Return some point in time with a figure."""
    return yx.evaluate(plan).assessments[0].outcome.current
