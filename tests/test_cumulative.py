"""Cumulative targets: what is cumulated, how, and what the evidence says of it; worked out by hand."""

from collections.abc import Callable
from fractions import Fraction

import pytest

import yuecheng_xl as yx
from tests.indicators import BASE, LOWER, Cells, total
from yuecheng_xl.rules import Assessment

One = Callable[..., Assessment]


def rate(target: object, *parts: object, **more: object) -> Cells:
    return total(target, *parts, **{"单位": "%", "指标": "单位GDP能耗降低", **more})


@pytest.mark.parametrize(
    ("row", "cumulated", "until", "line"),
    [
        pytest.param(
            rate("[13.5]", 3, 3),
            "5.91",
            2022,
            "(1－(1－3%)×(1－3%))×100＝5.91",
            id="reductions: 1 - 0.97 x 0.97",
        ),
        pytest.param(rate("[13.5]", 4, -2), "2.08", 2022, "×100＝2.08", id="one year rose: 1 - 0.96 x 1.02"),
        pytest.param(
            rate("[60]", 10, 20, **{"2023年": 50}),
            "64",
            2023,
            "(1－(1－10%)×(1－20%)×(1－50%))×100＝64",
            id="three years: 1 - 0.9 x 0.8 x 0.5",
        ),
        pytest.param(
            rate("[-13.5]", -3, -3),
            "-5.91",
            2022,
            "－1)×100＝-5.91",
            id="written with its sign: 0.97 x 0.97 - 1",
        ),
        pytest.param(
            rate("[20]", 4, 5, 指标="研发投入累计增长"),
            "9.2",
            2022,
            "((1＋4%)×(1＋5%)－1)×100＝9.2",
            id="growth: 1.04 x 1.05 - 1",
        ),
        pytest.param(
            rate("[-20]", 4, 5, 指标="研发投入累计增长"),
            "8.8",
            2022,
            "(1－(1－4%)×(1－5%))×100＝8.8",
            id="growth against its sign: 1 - 0.96 x 0.95",
        ),
        pytest.param(
            rate("[0.9]", 0.2, 0.2),
            "0.3996",
            2022,
            "(1－(1－0.2%)×(1－0.2%))×100＝0.3996",
            id="less than one percent: 1 - 0.998 x 0.998",
        ),
        pytest.param(
            rate("[-0.9]", -0.2, -0.2), "-0.3996", 2022, "－1)×100＝-0.3996", id="the same with its sign"
        ),
        pytest.param(
            total("[4500]", "800（累计）"),
            "800",
            2021,
            "800（累计）＝800",
            id="the first year's figure is a sum",
        ),
        pytest.param(rate("[13.5]", 3), "3", 2021, "3＝3", id="one year alone"),
        pytest.param(
            rate("[13.5]", 3, 3, 2),
            "5.91",
            2022,
            "×100＝5.91",
            id="half a year's rate compounds with nothing",
        ),
        pytest.param(rate("[13.5]", None, "6（累计）"), "6", 2022, "6（累计）＝6", id="already the sum"),
        pytest.param(
            rate("[13.5]", None, "6（累计）", **{"2023年": 5}),
            "10.7",
            2023,
            "(1－(1－6%)×(1－5%))×100＝10.7",
            id="the sum and a year on top: 1 - 0.94 x 0.95",
        ),
        pytest.param(total("[4500]", 850, 900), "1750", 2022, "850＋900＝1750", id="totals add up"),
        pytest.param(
            total("[4500]", 850, 900, 500),
            "2250",
            Fraction(4045, 2),
            "850＋900＋500＝2250",
            id="with half a year",
        ),
        pytest.param(
            total("[4500]", 850, 900, 500, **{"2023年1-4月": 300}),
            "2250",
            Fraction(4045, 2),
            "850＋900＋500＝2250",
            id="with the newest part of the year",
        ),
        pytest.param(
            total("[4500]", 850, 900, **{"2023年4-6月": 300}),
            "1750",
            2022,
            "850＋900＝1750",
            id="a part that does not begin in January",
        ),
        pytest.param(
            total("[4500]", 850, None, None, **{"2022年上半年": 400}),
            "1250",
            Fraction(4043, 2),
            "850＋400＝1250",
            id="half of 2022",
        ),
        pytest.param(
            total("[4500]", 850, "1700（累计）", **{"2023年": 550}),
            "2250",
            2023,
            "1700（累计）＋550＝2250",
            id="the sum and a year on top",
        ),
        pytest.param(
            total("[4500]", "800（累计）", "1700（累计）", 550),
            "2250",
            Fraction(4045, 2),
            "1700（累计）＋550＝2250",
            id="the newest sum",
        ),
        pytest.param(
            total("[4500]", 850, 900, "2300（累计）", **{"2023年": 999}),
            "2300",
            Fraction(4045, 2),
            "2300（累计）＝2300",
            id="a sum that ends inside a year: the whole year would count months twice",
        ),
        pytest.param(
            total("[4500]", 850, 900, **{BASE: "9000（累计）"}),
            "1750",
            2022,
            "850＋900＝1750",
            id="a sum of before does not count",
        ),
    ],
)
def test_what_is_cumulated(one: One, row: Cells, cumulated: str, until: Fraction | int, line: str) -> None:
    item = one(row, 评估时点="2023年12月31日")
    current = item.outcome.current
    assert current is not None
    assert (current.value, current.moment) == (Fraction(cumulated), until)
    assert item.outcome.elapsed == (Fraction(until) - 2020) / 5
    (told,) = [step for step in item.calculation if step.startswith("累计：")]
    assert told.endswith(line)


@pytest.mark.parametrize(
    ("row", "progress", "grade"),
    [
        pytest.param(total("[4500]", 850, 950), "2/5", "符合预期", id="1800 of 4500"),
        pytest.param(
            total("[4500]", 1080, 1080), "12/25", "快于预期", id="2160 of 4500 is 1.2 times what was due"
        ),
        pytest.param(total("[4500]", 1080, 1079), "2159/4500", "符合预期", id="not quite"),
        pytest.param(total("[4500]", 2500, 2000), "1", "提前完成", id="all of it"),
        pytest.param(total("[4500]", 2500, 1999), "4499/4500", "快于预期", id="all but one"),
        pytest.param(total("＞4500", 2500, 2000), "1", "快于预期", id="all of it, yet not above"),
        pytest.param(total("＞4500", 2500, 2001), "4501/4500", "提前完成", id="above"),
        pytest.param(rate("[-13.5]", -2.7, "-5.4（累计）"), "2/5", "符合预期", id="-5.4 of -13.5"),
        pytest.param(total("[4500]左右", 2500, 1775), "19/20", "提前完成", id="all but 5% of about 4500"),
        pytest.param(total("[4500]左右", 2500, 1774), "2137/2250", "快于预期", id="less than about 4500"),
    ],
)
def test_progress_is_the_cumulated_share_of_the_target(
    one: One, row: Cells, progress: str, grade: str
) -> None:
    item = one(row)
    assert (item.completion, item.outcome.progress, item.grade) == ("完成", Fraction(progress), grade)


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        pytest.param(
            total("[4500]", 850, 900),
            ("完成进度＝1750÷4500＝38.9%", "时间进度＝2年÷5年＝40%", "38.9%＜40%，未完成"),
            id="a total",
        ),
        pytest.param(
            total("[4500]", 850, 900, 500),
            ("完成进度＝2250÷4500＝50%", "时间进度＝2.5年÷5年＝50%", "50%≥50%，完成"),
            id="a tie",
        ),
        pytest.param(
            total("[100]以内", 20, 20, 方向=LOWER),
            ("完成进度＝40÷100＝40%", "时间进度＝2年÷5年＝40%", "已用额度40%≤时间进度40%，完成"),
            id="a ceiling that is kept",
        ),
        pytest.param(
            total("[100]以内", 20, 21, 方向=LOWER),
            ("完成进度＝41÷100＝41%", "时间进度＝2年÷5年＝40%", "已用额度41%＞时间进度40%，未完成"),
            id="a ceiling that is not",
        ),
    ],
)
def test_the_evidence_tells_progress_and_time(one: One, row: Cells, lines: tuple[str, ...]) -> None:
    calculation = one(row).calculation
    assert calculation[1:4] == lines


@pytest.mark.parametrize(
    ("parts", "grade"),
    [
        pytest.param((16, 17), "快于预期", id="33 used: 0.4/0.33 is above 1.2"),
        pytest.param((17, 17), "符合预期", id="34 used: 0.4/0.34 is below 1.2"),
        pytest.param((0, 0), "符合预期", id="nothing used: there is no share to divide by"),
        pytest.param((50, 50), "滞后", id="all of it used"),
    ],
)
def test_the_grade_of_a_ceiling_is_time_over_what_is_used(
    one: One, parts: tuple[int, int], grade: str
) -> None:
    item = one(total("[100]以内", *parts, 方向=LOWER))
    assert item.grade == grade
    assert item.outcome.target_reached is False


@pytest.mark.parametrize(
    ("row", "progress", "message"),
    [
        pytest.param(
            total("[4500]", 900, "未出", 500), "1/5", "缺少2022年数据，只能累计到2021年", id="2022 is missing"
        ),
        pytest.param(
            total("[4500]", "未出", "900", **{"2023年": 900}),
            None,
            "缺少2021年数据，只能累计到2020年",
            id="2021 is missing",
        ),
        pytest.param(
            total("[4500]", None, "1700（累计）", None, **{"2024年": 900}),
            "17/45",
            "缺少2023年数据，只能累计到2022年",
            id="the year after the sum is missing",
        ),
        pytest.param(
            total("[4500]", 900, 900, None, **{"2024年": 900}),
            "2/5",
            "缺少2023年数据，只能累计到2022年",
            id="the third year is missing",
        ),
    ],
)
def test_a_gap_is_told(
    evaluated: Callable[..., yx.Evaluation], row: Cells, progress: str | None, message: str
) -> None:
    result = evaluated(row, 评估时点="2024年12月31日")
    (item,) = result.assessments
    assert item.outcome.progress == (None if progress is None else Fraction(progress))
    (finding,) = [found for found in result.findings if found.code == "F505"]
    assert message in finding.message


def test_the_newest_figure_before_an_open_year_leaves_no_gap(evaluated: Callable[..., yx.Evaluation]) -> None:
    result = evaluated(total("[4500]", 900, 900, 450))
    assert "F505" not in [found.code for found in result.findings]


@pytest.mark.parametrize(
    ("target", "last", "verdict", "line"),
    [
        pytest.param("[20]左右", 3.1, "完成", "累计19.1在目标[20]左右的范围之内，完成", id="about 20"),
        pytest.param("[20]左右", 2.9, "未完成", "94.5%＜100%，未完成", id="not even about 20"),
        pytest.param("＞20", 4, "未完成", "累计20不在目标＞20的范围之内，未完成", id="20 is not above 20"),
        pytest.param("＞20", 4.1, "完成", "100.5%≥100%，完成", id="above 20"),
    ],
)
def test_when_all_time_has_passed_the_whole_sum_is_due(
    one: One, target: str, last: float, verdict: str, line: str
) -> None:
    later = {"2023年": 4, "2024年": 4, "2025年": last}
    item = one(total(target, 4, 4, **later), 评估时点="2025年12月31日", 评估类型="年度监测")
    assert item.completion == verdict
    assert item.calculation[3] == line


def test_a_target_of_nought_is_no_sum_to_measure(one: One) -> None:
    item = one(total("[0]", 1, 1))
    assert (item.completion, item.outcome.progress) == ("—", None)
