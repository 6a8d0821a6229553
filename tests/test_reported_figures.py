"""Figures as departments report them: with verbs, as one of a pair, of another period, in days."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yuecheng_xl as yx
from tests.indicators import LOWER, cells, flow, rate, ratio, stock, total
from yuecheng_xl.grid import Cell, CellKind
from yuecheng_xl.plan.observation_reader import ObservationReader
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.status import Status

Evaluate = Callable[..., yx.Evaluation]
YEAR, HALF = Period.whole(2023), Period.of(2023, 1, 6)


def read(
    text: str, unit: str, period: Period = YEAR, sign: int = 0
) -> tuple[Decimal | None, list[str], Status]:
    reader = ObservationReader("某项", unit, sign=sign)
    cell = Cell(2, 5, CellKind.TEXT, text, text)
    item = reader.read(cell, period, "数据", "指标总表!E", 2)
    assert item.text == text.strip()
    return item.value, [found.code for found in reader.findings], item.status


READ = [
    ("9.7%(853.2亿元)", "亿元", "853.2", ["F430", "F302"]),
    ("9.7%(853.2亿元)", "%", "9.7", ["F430", "F302"]), ("853.2（+9.7%）", "亿元", "853.2", ["F430"]),
    ("853.2亿元（增9.7%）", "亿元", "853.2", ["F430", "F302"]),
    ("120.5[2023年]", "亿元", "120.5", ["F307"]), ("120.5（2023年）", "亿元", "120.5", []),
    ("预计7%左右", "%", "7", ["F302"]), ("前50位", "位", "50", ["F302", "F313"]),
    ("并列第3", "位", "3", ["F307"]), ("第77位", "位", "77", ["F302"]),
    ("万分之37.2", "‰", "3.72", ["F303"]), ("万分之37.2", "%", "0.372", ["F303"]),
    ("92。1", "%", "92.1", ["F307"]), ("1.55:1", "倍", "1.55", ["F302"]), ("1.55:1", "", "1.55", []),
    ("25（预计）", "个", "25", []), ("12（8.3）", "个", "12", []), ("1/10万", "1/10万", "1", ["F302"]),
    ("控制在2.8%以内", "%", "2.8", ["F302", "F313"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "unit", "value", "codes"), READ, ids=[f"{text}|{unit}" for text, unit, *_ in READ]
)
def test_a_figure_is_read(text: str, unit: str, value: str, codes: list[str]) -> None:
    found, reported, _ = read(text, unit)
    assert found == Decimal(value)
    assert reported == codes


@pytest.mark.parametrize(
    ("text", "unit", "period", "code"),
    [
        ("853.2/9.7", "亿元", YEAR, "F431"),
        ("92,1", "%", YEAR, "F431"),
        ("120.5[2022年]", "亿元", YEAR, "F432"),
        ("120.5（2022年）", "亿元", YEAR, "F432"),
        ("120.5（2022年数据）", "亿元", YEAR, "F432"),
        ("同比增长5.3%（1-5月）", "亿元", HALF, "F432"),
        ("120.5（上半年）", "亿元", YEAR, "F432"),
        ("提升0.7个百分点", "%", YEAR, "F434"),
        ("同比增长5.3%", "亿元", YEAR, "F434"),
        ("比上年下降3%", "亿元", YEAR, "F434"),
        ("优良天数400天", "%", YEAR, "F301"),
        ("336天", "亿元", YEAR, "F304"),
        ("快报数", "亿元", YEAR, "F301"),
    ],
)
def test_what_is_no_figure_of_the_column_is_asked_for(
    text: str, unit: str, period: Period, code: str
) -> None:
    found, reported, status = read(text, unit, period)
    assert (found, reported, status) == (None, [code], Status.UNREADABLE)


@pytest.mark.parametrize(
    ("text", "sign", "value"),
    [
        ("下降7.3%", 1, "-7.3"),
        ("增长7.3%", 1, "7.3"),
        ("降低3.1", -1, "3.1"),
        ("同比上升0.4%", -1, "-0.4"),
        ("3.1", -1, "3.1"),
    ],
)
def test_a_verb_gives_the_sign_of_growth_and_names_a_reduction(text: str, sign: int, value: str) -> None:
    assert read(text, "%", sign=sign)[0] == Decimal(value)


@pytest.mark.parametrize(
    ("text", "period", "share"),
    [
        ("优良天数336天", YEAR, "92.05"),
        ("336天", Period.whole(2024), "91.80"),
        ("达标天数为150天", HALF, "82.87"),
        ("优良90天", Period.of(2023, 1, 3), "100.00"),
    ],
)
def test_days_are_a_share_of_the_periods_days(text: str, period: Period, share: str) -> None:
    value, reported, _ = read(text, "%", period)
    assert value is not None
    assert (f"{value:.2f}", reported) == (share, ["F433"])


@pytest.mark.parametrize(
    "text", ["年底公布", "8月公布", "10月底前发布", "次年公布", "下半年才公布", "待公布"]
)
def test_what_is_to_come_is_not_published_yet(text: str) -> None:
    assert read(text, "%") == (None, [], Status.UNPUBLISHED)


@given(st.text(max_size=30), st.sampled_from(["%", "亿元", "位", ""]), st.sampled_from([1, 0, -1]))
def test_no_text_makes_reading_fail(text: str, unit: str, sign: int) -> None:
    value, _, _ = read(text, unit, sign=sign)
    assert value is None or value.is_finite()


# What becomes of it.


def test_growth_and_reductions_in_words_are_judged(evaluated: Evaluate) -> None:
    growth = rate("年均2", "增长5%", "下降2%", 指标="产值增速")
    assert [item.completion for item in evaluated(growth).assessments] == ["未完成"]
    reduction = total("[13.5]", "下降3%", "下降3%", 单位="%", 指标="单位GDP能耗降低率")
    assert "5.91÷13.5" in evaluated(reduction).assessments[0].evidence


def test_what_is_foreseen_in_the_place_of_a_figure_is_the_departments_forecast(evaluated: Evaluate) -> None:
    foreseen = evaluated(ratio(90, 80, "预计可以完成"))
    assert [item.completion for item in foreseen.assessments] == ["完成"]
    hard = evaluated(ratio(90, 80, "预计较难完成"))
    assert [item.completion for item in hard.assessments] == ["未完成"]
    own = evaluated(ratio(90, 80, "预计可以完成", 部门预判="未达到"))
    assert [item.completion for item in own.assessments] == ["未完成"]


def test_a_rank_that_is_a_bound_and_a_ratio_are_judged(evaluated: Evaluate) -> None:
    places = cells("位次", "前50", 90, "前80位", "并列第70", 单位="位", 方向=LOWER)
    assert [item.completion for item in evaluated(places).assessments] == ["完成"]
    assert [item.completion for item in evaluated(flow(100, 50, "853.2/9.7")).assessments] == ["—"]
    assert [item.completion for item in evaluated(stock(100, 50, "70（+9.7%）")).assessments] == ["完成"]
