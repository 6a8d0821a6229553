"""Months and quarters in Chinese numerals, alone and as parts of a column's header."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

import yuecheng_xl as yx
from yuecheng_xl.typed.period import Period, parse_date, parse_period

MONTHS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
QUARTERS = ["一", "二", "三", "四"]

PARTS = [
    *((f"{word}月", n, n) for n, word in enumerate(MONTHS, 1)),
    *((f"{word}月份", n, n) for n, word in enumerate(MONTHS, 1)),
    *((f"{word}月末", n, n) for n, word in enumerate(MONTHS, 1)),
    *((f"一至{word}月", 1, n) for n, word in enumerate(MONTHS, 1)),
    *((f"1-{word}月", 1, n) for n, word in enumerate(MONTHS, 1)),
    *((f"一月到{word}月底", 1, n) for n, word in enumerate(MONTHS, 1)),
    *((f"{word}月-12月", n, 12) for n, word in enumerate(MONTHS, 1)),
    *((f"前{word}个月", 1, n) for n, word in enumerate(MONTHS, 1)),
    *((f"前{word}月", 1, n) for n, word in enumerate(MONTHS, 1)),
    *((f"{word}季度", 3 * n - 2, 3 * n) for n, word in enumerate(QUARTERS, 1)),
    *((f"第{word}季度", 3 * n - 2, 3 * n) for n, word in enumerate(QUARTERS, 1)),
    *((f"第{word}季度末", 3 * n - 2, 3 * n) for n, word in enumerate(QUARTERS, 1)),
    *((f"前{word}季度", 1, 3 * n) for n, word in enumerate(QUARTERS, 1)),
    *((f"前{word}个季度", 1, 3 * n) for n, word in enumerate(QUARTERS, 1)),
    *((f"Q{n}", 3 * n - 2, 3 * n) for n in range(1, 5)),
    ("前两个月", 1, 2),
    ("前两季度", 1, 6),
    ("两季度", 4, 6),
    ("十一至十二月", 11, 12),
    ("十-十二月", 10, 12),
    ("10月", 10, 10),
    ("11月", 11, 11),
    ("12月", 12, 12),
    ("前10个月", 1, 10),
    ("前12个月", 1, 12),
    ("前半年", 1, 6),
    ("半年度", 1, 6),
    ("H2", 7, 12),
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last"), PARTS, ids=[text for text, *_ in PARTS])
@pytest.mark.parametrize("rest", ["", "增速", "实际"])
def test_a_part_of_a_year_in_chinese_numerals(text: str, first: int, last: int, rest: str) -> None:
    assert parse_period(f"2023年{text}{rest}") == (Period.of(2023, first, last), rest)


@pytest.mark.parametrize(
    "text", ["十三月", "二十月", "五季度", "前五季度", "前十三个月", "十二至十一月", "零月", "百月"]
)
def test_what_is_no_month_is_not_taken_for_one(text: str) -> None:
    parsed = parse_period(f"2023年{text}")
    assert parsed is None or parsed[1] != ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023年十二月", date(2023, 12, 31)),
        ("2023年十一月底", date(2023, 11, 30)),
        ("2023年前十个月", date(2023, 10, 31)),
        ("2024年二月", date(2024, 2, 29)),
        ("2023年第二季度", date(2023, 6, 30)),
        ("2023年前三季度", date(2023, 9, 30)),
        ("2023-12", date(2023, 12, 31)),
        ("2023.9", date(2023, 9, 30)),
    ],
)
def test_a_cut_off_date_in_chinese_numerals(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (1, 12, "2023年"),
        (1, 6, "2023年上半年"),
        (7, 12, "2023年下半年"),
        (1, 3, "2023年一季度"),
        (1, 9, "2023年前三季度"),
        (4, 6, "2023年4-6月"),
        (7, 9, "2023年7-9月"),
        (1, 5, "2023年1-5月"),
        (6, 12, "2023年6-12月"),
        (1, 1, "2023年1月"),
        (12, 12, "2023年12月"),
    ],
)
def test_a_period_is_written_as_reports_write_it(first: int, last: int, text: str) -> None:
    assert str(Period.of(2023, first, last)) == text


# A share that is to rise from 50 to 70 in five years: the figure's date decides whether 58.5 is on time.


@pytest.mark.parametrize(
    ("header", "elapsed", "verdict"),
    [
        ("2022年三月", Fraction(5, 20), "完成"),  # 1.25 of 5 years, 42.5% of the way
        ("2022年十月", Fraction(22, 60), "完成"),  # 1 year and 10 months of 60 months
        ("2022年十一月", Fraction(23, 60), "完成"),
        ("2022年十二月", Fraction(24, 60), "完成"),
        ("2023年1-十二月", Fraction(36, 60), "未完成"),
        ("2023年前十个月", Fraction(34, 60), "未完成"),
        ("2023年前三季度", Fraction(33, 60), "未完成"),
        ("2023年第二季度", Fraction(30, 60), "未完成"),
        ("2023年一季度", Fraction(27, 60), "未完成"),
        ("2023年二月末", Fraction(26, 60), "未完成"),
        ("2023年一月", Fraction(25, 60), "完成"),  # 41.7% of the time
    ],
)
def test_a_columns_header_dates_its_figures(
    assess: Callable[..., yx.Evaluation], header: str, elapsed: Fraction, verdict: str
) -> None:
    rows = [
        ["序号", "指标", "单位", "2025年目标", "2020年", header, "方向", "数据类型"],
        [1, "占比", "%", 70, 50, 58.5, "越高越好", "比率"],
    ]
    (item,) = assess(rows).assessments
    assert (item.outcome.elapsed, item.completion) == (elapsed, verdict)
