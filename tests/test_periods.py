"""Column headers and dates as offices write them."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuecheng_xl.typed.period import Period, parse_date, parse_period

# header text, (year, first month, last month), what is left of the text
HEADERS = [
    ("2021年", (2021, 1, 12), ""),
    ("2021", (2021, 1, 12), ""),
    ("2021年度", (2021, 1, 12), ""),
    ("2021年全年", (2021, 1, 12), ""),
    ("2021年末", (2021, 1, 12), ""),
    ("2021年底", (2021, 1, 12), ""),
    ("2021年年末", (2021, 1, 12), ""),
    ("1998年", (1998, 1, 12), ""),
    ("２０２１年", (2021, 1, 12), ""),
    (" 2021 年 ", (2021, 1, 12), ""),
    ("2021年增速", (2021, 1, 12), "增速"),
    ("2021年\n增速", (2021, 1, 12), "增速"),
    ("2021年增速（%）", (2021, 1, 12), "增速(%)"),
    ("2025年目标", (2025, 1, 12), "目标"),
    ("2025目标值", (2025, 1, 12), "目标值"),
    ("2023年上半年", (2023, 1, 6), ""),
    ("2023上半年", (2023, 1, 6), ""),
    ("2023年\n上半年", (2023, 1, 6), ""),
    ("2023年半年", (2023, 1, 6), ""),
    ("2023年H1", (2023, 1, 6), ""),
    ("2023年上半年增速", (2023, 1, 6), "增速"),
    ("2023年下半年", (2023, 7, 12), ""),
    ("2023年1-6月", (2023, 1, 6), ""),
    ("2023年1-9月", (2023, 1, 9), ""),
    ("2023年１－９月", (2023, 1, 9), ""),
    ("2023年1—9月", (2023, 1, 9), ""),
    ("2023年1–9月", (2023, 1, 9), ""),
    ("2023年1−9月", (2023, 1, 9), ""),
    ("2023年1～9月", (2023, 1, 9), ""),
    ("2023年1~9月份", (2023, 1, 9), ""),
    ("2023年1月-9月", (2023, 1, 9), ""),
    ("2023年1至9月", (2023, 1, 9), ""),
    ("2023年一至九月", (2023, 1, 9), ""),
    ("2023年 1 - 9 月", (2023, 1, 9), ""),
    ("2023年1-9月增速", (2023, 1, 9), "增速"),
    ("2023年1-9月（预计）", (2023, 1, 9), "(预计)"),
    ("2023年4-6月", (2023, 4, 6), ""),
    ("2023年前9个月", (2023, 1, 9), ""),
    ("2023年前九个月", (2023, 1, 9), ""),
    ("2028年前三季度", (2028, 1, 9), ""),
    ("2023年前3季度", (2023, 1, 9), ""),
    ("2023年前三个季度", (2023, 1, 9), ""),
    ("2023年前二季度", (2023, 1, 6), ""),
    ("2023年一季度", (2023, 1, 3), ""),
    ("2023年第一季度", (2023, 1, 3), ""),
    ("2023年1季度", (2023, 1, 3), ""),
    ("2023年Q1", (2023, 1, 3), ""),
    ("2023Q3", (2023, 7, 9), ""),
    ("2023年四季度", (2023, 10, 12), ""),
    ("2023年1-3季度", (2023, 1, 9), ""),
    ("2023年1—4季度", (2023, 1, 12), ""),
    ("2023年一至二季度", (2023, 1, 6), ""),
    ("2023年第二季度-第三季度", (2023, 4, 9), ""),
    ("2023年6月", (2023, 6, 6), ""),
    ("2023年6月末", (2023, 6, 6), ""),
    ("2023年9月底", (2023, 9, 9), ""),
    ("2023年十一月", (2023, 11, 11), ""),
]

NO_PERIODS = [
    "", "  ", "指标", "目标2025年", "21年", "1899年", "2100年", "203年", "上半年", "1-9月",
    "2023年9-1月", "2023年13月", "2023年0月", "2023年1-13月", "2023年五季度", "2023年前五季度",
    "二〇二三年", "增速",
]  # fmt: skip

# A text that starts with a year and goes on with what is no part of one must leave something over,
# so that the caller sees that it was not understood whole.
NOT_UNDERSTOOD_WHOLE = [
    "2021-2023年",
    "202106",
    "20210",
    "2023.6",
    "2021年初稿",
    "2023年1-9",
    "2023年1-9季",
]


@pytest.mark.parametrize(("text", "months", "rest"), HEADERS, ids=[text for text, _, _ in HEADERS])
def test_a_header_is_read_as_its_period(text: str, months: tuple[int, ...], rest: str) -> None:
    year, first, last = months
    assert parse_period(text) == (Period.of(year, first, last), rest)


@pytest.mark.parametrize("text", NO_PERIODS)
def test_other_texts_are_no_period(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize("text", NOT_UNDERSTOOD_WHOLE)
def test_what_follows_a_year_is_handed_back_and_never_swallowed(text: str) -> None:
    parsed = parse_period(text)
    assert parsed is None or parsed[1] != ""


DATES = [
    ("2023年6月30日", date(2023, 6, 30)),
    ("2023年06月30日", date(2023, 6, 30)),
    ("２０２３年６月３０日", date(2023, 6, 30)),
    (" 2023 年 6 月 30 日 ", date(2023, 6, 30)),
    ("2023-06-30", date(2023, 6, 30)),
    ("2023/6/30", date(2023, 6, 30)),
    ("2023.6.30", date(2023, 6, 30)),
    ("2023年6月", date(2023, 6, 30)),
    ("2023年6月底", date(2023, 6, 30)),
    ("2024年2月", date(2024, 2, 29)),
    ("2023年2月", date(2023, 2, 28)),
    ("2023年上半年", date(2023, 6, 30)),
    ("2028年前三季度", date(2028, 9, 30)),
    ("2023年一季度", date(2023, 3, 31)),
    ("2023年末", date(2023, 12, 31)),
    ("2023", date(2023, 12, 31)),
]


@pytest.mark.parametrize(("text", "day"), DATES, ids=[text for text, _ in DATES])
def test_a_cut_off_date_is_read(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    ["", "6月30日", "2023年2月30日", "2023-13-01", "2023-00-10", "20230630", "2023年中期", "近期", "23.6.30"],
)
def test_other_texts_are_no_date(text: str) -> None:
    assert parse_date(text) is None


ENDS = [
    ((2020, 1, 12), Fraction(2020), Fraction(1), date(2020, 12, 31)),
    ((2023, 1, 6), Fraction(4045, 2), Fraction(1, 2), date(2023, 6, 30)),
    ((2028, 1, 9), Fraction(2027) + Fraction(3, 4), Fraction(3, 4), date(2028, 9, 30)),
    ((2024, 1, 2), Fraction(2023) + Fraction(1, 6), Fraction(1, 6), date(2024, 2, 29)),
    ((2023, 7, 12), Fraction(2023), Fraction(1, 2), date(2023, 12, 31)),
]


@pytest.mark.parametrize(("months", "end", "share", "last_day"), ENDS)
def test_a_period_knows_its_end_and_its_share_of_the_year(
    months: tuple[int, ...], end: Fraction, share: Fraction, last_day: date
) -> None:
    year, first, last = months
    period = Period.of(year, first, last)
    assert (period.end, period.share, period.last_day) == (end, share, last_day)


def test_elapsed_is_counted_in_exact_fractions() -> None:
    mid_2023 = Period.of(2023, 1, 6).end
    assert (mid_2023 - 2020) / 5 == Fraction(1, 2)  # 时间过半
    assert (Period.whole(2022).end - 2020) / 5 == Fraction(2, 5)


def test_only_twelve_months_are_a_whole_year() -> None:
    assert Period.whole(2021).is_year
    assert not Period.of(2021, 1, 11).is_year
    assert not Period.of(2021, 2, 12).is_year


def test_only_a_cumulation_from_january_counts_as_one() -> None:
    assert Period.of(2023, 1, 9).from_january
    assert not Period.of(2023, 7, 9).from_january


def test_periods_sort_by_when_they_end() -> None:
    half, year_before, year = (
        Period.of(2023, 1, 6),
        Period.whole(2022),
        Period.whole(2023),
    )
    assert sorted([year, half, year_before]) == [year_before, half, year]


YEARS = st.integers(1990, 2099)
MONTHS = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(sorted)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@given(year=YEARS, months=MONTHS, dash=st.sampled_from("-－—–~～至到−"), full_width=st.booleans(),
       spaced=st.booleans(), suffix=st.sampled_from(["", "增速", "增速（%）"]))  # fmt: skip
def test_any_span_of_months_reads_back_however_it_is_typed(
    year: int, months: tuple[int, int], dash: str, full_width: bool, spaced: bool, suffix: str
) -> None:
    first, last = months
    text = f"{year}年{first}{dash}{last}月"
    text = text.translate(FULL_WIDTH) if full_width else text
    text = " ".join(text) if spaced else text
    parsed = parse_period(text + suffix)
    assert parsed is not None
    period, rest = parsed
    assert (period.year, period.first, period.last) == (year, first, last)
    assert bool(rest) == bool(suffix)


@given(year=YEARS, months=MONTHS)
def test_a_period_written_out_by_the_product_reads_back(year: int, months: tuple[int, int]) -> None:
    first, last = months
    period = Period.of(year, first, last)
    assert parse_period(str(period)) == (period, "")


@given(year=YEARS, months=MONTHS)
def test_a_share_lies_between_nothing_and_a_year_and_the_end_inside_the_year(
    year: int, months: tuple[int, int]
) -> None:
    first, last = months
    period = Period.of(year, first, last)
    assert 0 < period.share <= 1
    assert year - 1 < period.end <= year
    assert (period.last_day.year, period.last_day.month) == (year, last)


DAY_FORMS = [
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}-{0.month:02}-{0.day:02}",
    "{0.year}/{0.month}/{0.day}",
]


@given(day=st.dates(date(1990, 1, 1), date(2099, 12, 31)), template=st.sampled_from(DAY_FORMS))
def test_any_day_reads_back_however_it_is_typed(day: date, template: str) -> None:
    assert parse_date(template.format(day)) == day


@given(
    text=st.text(
        alphabet=st.sampled_from("0123456789１２年月季度前上半-—~一二十Q.目标增速末 \n/②"), max_size=14
    )
)
def test_no_text_makes_the_header_grammar_fail(text: str) -> None:
    parsed = parse_period("20" + text)
    assert parsed is None or 1 <= parsed[0].first <= parsed[0].last <= 12
    parse_date("20" + text)
