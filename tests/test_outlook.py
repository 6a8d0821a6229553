"""When today's pace reaches the target, how that is worded, and what is far beyond any change so far."""

from collections.abc import Callable

import pytest

import yuecheng_xl as yx
from tests.indicators import G1, G2, GH, LOWER, Cells, cells, ratio, stock, total
from yuecheng_xl.rules import Assessment

One = Callable[..., Assessment]


RISING = "按目前平均进度（提高4个百分点）推算"
TENTH = "按目前平均进度（增长10%）推算"
THIRD = "按目前2022年增速（增长20%）推算"


@pytest.mark.parametrize(
    ("row", "year", "sentence"),
    [
        # A share of 58 at the end of 2022, 4 points a year.
        pytest.param(ratio(70, 50, 54, 58), 2025, f"{RISING}，2025年达到目标（按期）", id="12/4 is 3 years"),
        pytest.param(
            ratio(66, 50, 54, 58), 2024, f"{RISING}，2024年达到目标（提前1年）", id="8/4 is 2 years"
        ),
        pytest.param(ratio(60, 50, 54, 58), 2023, f"{RISING}，2023年达到目标（提前2年）", id="2/4 of a year"),
        pytest.param(
            ratio(71, 50, 54, 58), 2026, f"{RISING}，2026年达到目标（晚于目标年1年）", id="13/4 is 3.25"
        ),
        pytest.param(
            ratio(86, 50, 54, 58), 2029, f"{RISING}，2029年达到目标（晚于目标年4年）", id="28/4 is 7"
        ),
        pytest.param(
            ratio(66, 50, 54, 58, 60),
            2024,
            f"{RISING}，2024年达到目标（提前1年）",
            id="60 at mid-2023; 6/4 is 1.5",
        ),
        pytest.param(
            ratio(68.4, 50, 54, 58, 60),
            2025,
            f"{RISING}，2025年达到目标（按期）",
            id="60 at mid-2023; 8.4/4 is 2.1",
        ),
        # 121 at the end of 2022, 10% a year.
        pytest.param(
            stock(146.41, 100, 105, 121), 2024, f"{TENTH}，2024年达到目标（提前1年）", id="121 x 1.1 x 1.1"
        ),
        pytest.param(
            stock(161.051, 100, 105, 121), 2025, f"{TENTH}，2025年达到目标（按期）", id="121 x 1.1 cubed"
        ),
        pytest.param(
            stock(161.06, 100, 105, 121), 2026, f"{TENTH}，2026年达到目标（晚于目标年1年）", id="a hair more"
        ),
        # The newest stated growth goes before the average.
        pytest.param(
            stock(174.24, 100, 105, 121) | {G1: 4, G2: 20},
            2024,
            f"{THIRD}，2024年达到目标（提前1年）",
            id="121 x 1.2 x 1.2",
        ),
        # Downwards: 81 at the end of 2022, a tenth less each year.
        pytest.param(
            stock(72.9, 100, 95, 81, 方向=LOWER),
            2023,
            "按目前平均进度（下降10%）推算，2023年达到目标（提前2年）",
            id="81 x 0.9",
        ),
        pytest.param(
            ratio(7, 20, 18, 16, 方向=LOWER),
            2027,
            "按目前平均进度（降低2个百分点）推算，2027年达到目标（晚于目标年2年）",
            id="9/2 is 4.5",
        ),
        pytest.param(
            cells("位次", 71, 95, 81, 79, 单位="位", 方向=LOWER),
            2023,
            "按目前平均进度（前移8位）推算，2023年达到目标（提前2年）",
            id="8/8 is 1",
        ),
        # A sum of 1750 after two years, 875 a year.
        pytest.param(
            total("[4375]", 850, 900),
            2025,
            "按目前平均进度（完成875套）推算，2025年达到目标（按期）",
            id="2625/875 is 3",
        ),
        pytest.param(
            total("[4500]", 850, 900),
            2026,
            "按目前平均进度（完成875套）推算，2026年达到目标（晚于目标年1年）",
            id="2750/875 is 3.1",
        ),
        # Not at this pace.
        pytest.param(
            ratio(70, 50, 54, 47),
            None,
            "按目前平均进度（降低1.5个百分点）推算，达不到目标",
            id="further away",
        ),
        pytest.param(
            stock(150, 100, 95, 81), None, "按目前平均进度（下降10%）推算，达不到目标", id="falling"
        ),
        pytest.param(
            ratio(70, 50, 54, 50),
            None,
            "按目前平均进度（持平）推算，达不到目标",
            id="standing still",
        ),
        pytest.param(
            stock(150, 100, 95, 90) | {G1: -5, G2: -100},
            None,
            "按目前2022年增速（下降100%）推算，达不到目标",
            id="gone",
        ),
        # A date is named up to 50 years after the target year; 0.1 a year from 50.2 at the end of 2022.
        pytest.param(
            ratio(55.7, 50, 50.1, 50.2),
            2077,
            "按目前平均进度（提高0.1个百分点）推算，2077年达到目标（晚于目标年52年）",
            id="55 years",
        ),
        pytest.param(
            ratio(55.8, 50, 50.1, 50.2),
            None,
            "按目前平均进度（提高0.1个百分点）推算，达不到目标",
            id="56 years",
        ),
    ],
)
def test_the_year_in_which_todays_pace_reaches_the_target(
    one: One, row: Cells, year: int | None, sentence: str
) -> None:
    item = one(row)
    assert item.outlook.expected_year == year
    assert sentence in item.calculation


@pytest.mark.parametrize(
    ("row", "year"),
    [
        pytest.param(stock(0.605, 0.4, 0.45, 0.5) | {G2: 10}, 2024, id="0.5 x 1.1 x 1.1"),
        pytest.param(stock(0.4, 0.7, 0.6, 0.5, 方向=LOWER) | {G2: -20}, 2023, id="0.5 x 0.8"),
        pytest.param(stock(0.025, 1, 0.8, 0.5, 方向=LOWER) | {G2: -95}, 2023, id="0.5 x 0.05"),
        pytest.param(stock(108.9, 112, 111, 110, 方向=LOWER) | {G2: -1}, 2023, id="110 x 0.99"),
        pytest.param(ratio(0, 20, 15, 10, 方向=LOWER), 2024, id="to nought by 5 points a year"),
        pytest.param(ratio("＞58", 50, 54, 58), 2022, id="all the way, yet not above"),
        pytest.param(stock(200, 100, 50, 0) | {G2: 5}, None, id="from nought"),
        pytest.param(stock(200, 100, 50, -0.5) | {G2: 5}, None, id="from below nought"),
        pytest.param(stock(0, 100, 50, 20, 方向=LOWER) | {G2: -5}, None, id="to nought"),
        pytest.param(stock(-0.5, 100, 50, 20, 方向=LOWER) | {G2: -5}, None, id="to below nought"),
        pytest.param(stock(10, 100, 50, 20, 方向=LOWER) | {G2: -150}, None, id="more than all is lost"),
        pytest.param(stock(200, 100, 105, 110) | {G2: 0}, None, id="no growth"),
        pytest.param(stock(200, 100, 105, 110) | {G2: 0.5}, None, id="120 years at half a percent"),
        pytest.param(stock(111.1, 100, 105, 110) | {G2: 0.5}, 2024, id="110 x 1.005 twice is 111.103"),
        pytest.param(stock(111.1, 100, 105, 110) | {G2: 1}, 2023, id="110 x 1.01 is 111.1"),
        pytest.param(stock(111.1, 100, 105, 110) | {G2: -1}, None, id="the other way"),
    ],
)
def test_the_expected_year_of_small_and_strange_figures(one: One, row: Cells, year: int | None) -> None:
    assert one(row).outlook.expected_year == year


def test_the_newest_growth_of_part_of_a_year_is_todays_pace(one: One) -> None:
    item = one(stock(174.24, 100, 105, 110, 121) | {G1: 4, G2: 50, GH: 20})
    assert item.outlook.expected_year == 2025  # 121 x 1.2 x 1.2, two years after mid-2023
    assert "按目前2023年上半年增速（增长20%）推算，2025年达到目标（按期）" in item.calculation


@pytest.mark.parametrize(
    ("row", "year"),
    [
        pytest.param(ratio(70, 50, 54, 72), 2022, id="at the end of a year"),
        pytest.param(ratio(70, 50, 54, 58, 72), 2023, id="in the middle of one"),
        pytest.param(total("[4500]", 2500, 2000), 2022, id="a sum"),
        pytest.param(total("[4500]", 2000, 2000, 500), 2023, id="a sum, in the middle of a year"),
    ],
)
def test_a_target_that_is_reached_was_reached_by_now(one: One, row: Cells, year: int) -> None:
    item = one(row)
    assert (item.outlook.expected_year, item.outlook.required) == (year, None)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(stock(200, 100), id="no figure after the base"),
        pytest.param(stock(200, 0, 10, 20), id="no pace from nought"),
        pytest.param(cells("增速", 7, None, 8, 4, 单位="%"), id="growth is no way to a level"),
        pytest.param(stock("完成下达指标", 1, 2, 3, 数据类型="定性"), id="words"),
    ],
)
def test_without_a_pace_no_year_is_named(one: One, row: Cells) -> None:
    item = one(row)
    assert item.outlook.expected_year is None
    assert "推算" not in item.evidence.replace("没有可推算的进度", "")


@pytest.mark.parametrize(
    ("row", "sentences"),
    [
        pytest.param(
            ratio(70, 50, 54, 58),
            ("到2025年目标，后期每年需提高4个百分点", "已实现年均提高4个百分点"),
            id="points",
        ),
        pytest.param(
            stock(133.1, 81, 95, 100),
            ("到2025年目标，后期每年需增长10%", "已实现年均增长11.11%"),
            id="percent; 10/9 squared",
        ),
        pytest.param(
            cells("位次", 50, 95, 81, 80, 单位="位", 方向=LOWER),
            ("后期每年需前移10位", "已实现年均前移8位"),
            id="places",
        ),
        pytest.param(
            total("[4500]", 850, 900), ("后期每年需完成916.67套", "已实现年均完成875套"), id="units"
        ),
        pytest.param(
            cells("累计", "[20]", None, 4, 单位="%"),
            ("后期每年需完成4.46%", "已实现年均完成4%"),
            id="a cumulated rate: (0.8/0.96)^(1/4) is 0.9554",
        ),
    ],
)
def test_the_evidence_says_what_is_required_and_achieved(
    one: One, row: Cells, sentences: tuple[str, ...]
) -> None:
    text = one(row).evidence
    assert all(sentence in text for sentence in sentences)


# High risk: more is required each year than one and a half times the best year so far.


@pytest.mark.parametrize(
    ("row", "risk"),
    [
        # 100 to 133.1 in three years: 10% a year.
        pytest.param(stock(133.1, 94, 97, 100), True, id="best 3.2% (97/94)"),
        pytest.param(stock(1.331, 0.94, 0.97, 1), True, id="the same of small figures"),
        pytest.param(stock(133.1, 92, 100, 100), False, id="best 8.7%: 13% would be bearable"),
        pytest.param(stock(133.1, 100, 93, 100), False, id="best 7.5% (100/93), after a fall"),
        pytest.param(
            stock(133.1, 94, 97, 100) | {G1: 6.7}, False, id="6.7% stated: 10.05% would be bearable"
        ),
        pytest.param(stock(133.1, 94, 97, 100) | {G1: 6.6}, True, id="6.6% stated: 9.9% is not enough"),
        pytest.param(stock(133.1, 94, 97, 100) | {GH: 6.7}, False, id="part of a year's growth counts, too"),
        pytest.param(stock(133.1, 110, 105, 100), True, id="it has only fallen"),
        pytest.param(stock(133.1, "—", 100, "—", 105), False, id="nothing to compare with"),
        # 100 down to 72.9 in three years: -10% a year.
        pytest.param(stock(72.9, 106, 103, 100, 方向=LOWER), True, id="downwards, best -2.9%"),
        pytest.param(stock(72.9, 108, 100, 100, 方向=LOWER), False, id="downwards, best -7.4%"),
        pytest.param(stock(72.9, 80, 90, 100, 方向=LOWER), True, id="it has only risen"),
        # A share: 60 at mid-2023 to 70 at the end of 2025: 4 points a year.
        pytest.param(ratio(70, 57, 57.5, 58, 60), False, id="58 to 60 in half a year is 4 a year"),
        pytest.param(ratio(70, 57, 57.5, 58.7, 60), True, id="58.7 to 60 is 2.6: 3.9 is not enough"),
        pytest.param(ratio(70, 57, 57.5, 58.65, 60), False, id="58.65 to 60 is 2.7: 4.05 would be bearable"),
        pytest.param(ratio(70, 57, "—", "—", 60), True, id="57 to 60 in 2.5 years is 1.2"),
        # A floor that is not held: 10 at the end of 2022 back to 13 is 1 a year.
        pytest.param(ratio(13, 14, 12, 10), True, id="a floor, fallen from"),
        pytest.param(ratio(13, 14, 9, 10), False, id="a floor, 1 a year was reached"),
    ],
)
def test_far_more_is_required_than_was_ever_reached(
    evaluated: Callable[..., yx.Evaluation], row: Cells, *, risk: bool
) -> None:
    result = evaluated(row)
    (item,) = result.assessments
    assert item.completion == "未完成"
    assert item.outlook.high_risk is risk
    assert ("F506" in [finding.code for finding in result.findings]) is risk


@pytest.mark.parametrize(
    ("row", "required", "best"),
    [
        pytest.param(
            ratio(18, 10, 11, 11.5), "提高2.17个百分点", "提高1个百分点", id="(18 - 11.5)/3; 11 - 10"
        ),
        pytest.param(stock(133.1, 94, 97, 100), "增长10%", "增长3.19%", id="97/94 is 1.0319"),
        pytest.param(stock(133.1, 97, 94, 100) | {G1: 6.6, G2: 6.3}, "增长10%", "增长6.6%", id="stated"),
        pytest.param(
            ratio(70, 57, 57.5, 58.7, 60), "提高4个百分点", "提高2.6个百分点", id="60 - 58.7 in half a year"
        ),
        pytest.param(stock(72.9, 106, 103, 100, 方向=LOWER), "下降10%", "下降2.91%", id="100/103 is 0.9709"),
    ],
)
def test_the_finding_says_what_is_required_and_what_was_reached(
    evaluated: Callable[..., yx.Evaluation], row: Cells, required: str, best: str
) -> None:
    (finding,) = [item for item in evaluated(row).findings if item.code == "F506"]
    assert required in finding.message
    assert best in finding.message


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(stock(200, 100, 部门预判="未达到"), id="no figure"),
    ],
)
def test_where_no_year_can_be_compared_no_risk_is_told(one: One, row: Cells) -> None:
    item = one(row)
    assert (item.completion, item.recommendation.text) == ("未完成", "不作调整")
