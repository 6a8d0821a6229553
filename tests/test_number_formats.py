"""What a cell shows: Table 1 prints figures as they were filled in, so each format is held to Excel's text.

The expected texts are those that Microsoft's pages on number formats give or follow from them: General has
eleven characters, halves round away from zero, ``_`` leaves a space, ``*`` fills, a comma behind the digits
divides by a thousand. Spaces at the ends, which only align, are no part of what is printed.
"""

from datetime import date, datetime, time

import pytest

from yuecheng_xl.grid.cells import make_cell

ACCOUNTING = '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)'
ACCOUNTING_IN_CHINA = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '

NUMBERS = [
    ("General", 0, "0"), ("General", 100, "100"), ("General", -1.5, "-1.5"),
    ("General", 0.1 + 0.2, "0.3"), ("General", -(0.1 + 0.2), "-0.3"), ("General", 1 / 3, "0.333333333"),
    ("General", 1234567890.123, "1234567890"), ("General", 99999999999, "99999999999"),
    ("General", 123456789012, "1.23457E+11"), ("General", 1e15, "1E+15"), ("General", -1e15, "-1E+15"),
    ("General", 1e20, "1E+20"), ("General", 0.0001, "0.0001"), ('General"元"', 5.5, "5.5元"),
    ("0", 1271, "1271"), ("0", 2.5, "3"), ("0", -2.5, "-3"), ("000", 7, "007"), ("#", 0, ""),
    ("0.0", 5, "5.0"), ("0.0", 0.25, "0.3"), ("0.0", -3.25, "-3.3"),
    ("0.00", 1.6, "1.60"), ("0.00", 1.005, "1.01"), ("0.00", 2.675, "2.68"),
    ("#.##", 0.5, ".5"), ("?.??", 1.5, "1.5"),
    ("#,##0", 0, "0"), ("#,##0", 999, "999"), ("#,##0", 1234567, "1,234,567"), ("#,##0", -1234, "-1,234"),
    ("#,##0.00", -1234.5, "-1,234.50"),
    ("0%", 0.625, "63%"), ("0.0%", 0.973, "97.3%"), ("0.00%", 0.07525, "7.53%"), ("0.0%", -0.052, "-5.2%"),
    ("0.00E+00", 12345.678, "1.23E+04"), ("0.00E+00", 0.00012, "1.20E-04"), ("##0.0E+0", 12345, "12.3E+3"),
    ("# ?/?", 5.25, "5 1/4"), ("# ?/?", 0.5, "1/2"), ("# ?/?", 3, "3"),
    ("@", 12.5, "12.5"),
]  # fmt: skip
WITH_WORDS = [
    ('0.0"万元"', 12.34, "12.3万元"), ('0.0 "亿元"', 8.8, "8.8 亿元"), ('0.0"%"', 8.8, "8.8%"),
    ("0.0\\%", 5.5, "5.5%"), ("0\\.0", 25, "2.5"), ("00-00", 1234, "12-34"), ("+0.0;-0.0;0.0", 3.2, "+3.2"),
    ("¥#,##0", 1234, "¥1,234"), ("[$¥-804]#,##0.00", 1234.5, "¥1,234.50"), ("[$€-2] 0", 5, "€ 5"),
    ("0_ ", 5, "5"), ("0.00_ ;[Red]\\-0.00\\ ", -1.5, "-1.50"),
]  # fmt: skip
IN_THOUSANDS = [
    ("0,", 1499, "1"), ("0.0,", 1234567, "1234.6"), ("0.00,,", 123456789, "123.46"),
    ('#,##0.0,"千"', 1234567, "1,234.6千"), ('0"."#,', 12345, "1.2"),
    ("0!.0,", 12345, "1.2"), ('0!.0000"万"', 12345, "1.2345万"), ('0"万!"', 12, "12万!"),
]  # fmt: skip
SECTIONS = [
    ("0.0;(0.0)", 3, "3.0"), ("0.0;(0.0)", -3, "(3.0)"), ("0.0;(0.0)", 0, "0.0"), ("0.0;0.0", -3, "3.0"),
    ('0.0;-0.0;"零"', 0, "零"), ("0.0;-0.0;", 0, ""), ("0;;", -4, ""), (";;;", 5, ""),
    ("0.00_);[Red](0.00)", -2, "(2.00)"), ("[红色]0.0", 3, "3.0"), ("[Red]-0.0", 3, "-3.0"),
    ("[蓝色]0;[红色]-0", -2, "-2"), ("↑0.0;↓0.0", -3.2, "↓3.2"),
    ('[>100]"大"0;0.0', 150, "大150"), ('[>100]"大"0;0.0', 50, "50.0"), ('[=0]"无";0', 0, "无"),
    ("[<1]0.00%;0.0", 0.5, "50.00%"), ("[<1]0.00%;0.0", 12.5, "12.5"),
    (ACCOUNTING, 1234, "1,234"), (ACCOUNTING, -1234, "(1,234)"), (ACCOUNTING, 0, "-"),
    (ACCOUNTING_IN_CHINA, 1234.5, "1,234.50"), (ACCOUNTING_IN_CHINA, -1, "-1.00"),
    (ACCOUNTING_IN_CHINA, 0, "-"),
]  # fmt: skip
DAY, EVENING = date(2023, 6, 30), datetime(2023, 6, 30, 18, 5)  # noqa: DTZ001 - Excel knows no zones
DATES = [
    ("yyyy-mm-dd", DAY, "2023-06-30"), ('yyyy"年"m"月"', DAY, "2023年6月"), ("m/d", DAY, "6/30"),
    ('yyyy"年"m"月"d"日";@', DAY, "2023年6月30日"), ('[$-804]yyyy"年"m"月"d"日"', DAY, "2023年6月30日"),
    ("yyyy/m/d h:mm", EVENING, "2023/6/30 18:05"), ("mm-dd-yy", DAY, "06-30-23"),
    ("d-mmm-yy", DAY, "30-Jun-23"), ("h:mm", time(8, 5), "8:05"), ("[h]:mm", 1.5, "36:00"),
    ('yyyy"年"m"月"', 45107, "2023年6月"), ("General", DAY, "45107"),
]  # fmt: skip
WRONG = [
    pytest.param(*case, marks=pytest.mark.xfail(reason=f"xlfmt 0.1 {reason}"))
    for reason, *case in (
        ("cuts eleven digits off where Excel rounds", "General", 12345678901.5, "12345678902"),
        ("knows no Chinese numerals", "[DBNum1]0", 123, "一百二十三"),
        ("knows no Chinese numerals", '[DBNum1]yyyy"年"m"月"', 45107, "二〇二三年六月"),
        ("knows no Chinese weekdays", "aaaa", DAY, "星期五"),
    )
]


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [*NUMBERS, *WITH_WORDS, *IN_THOUSANDS, *SECTIONS, *DATES, *WRONG],
)
def test_a_cell_shows_what_excel_shows(code: str, value: float | date | time, text: str) -> None:
    cell = make_cell(1, 1, value, code)
    assert cell is not None
    assert cell.text == text


@pytest.mark.parametrize("code", ["General", "@", "0.0", ACCOUNTING])
def test_a_text_is_kept_as_it_was_typed_where_its_format_adds_nothing(code: str) -> None:
    cell = make_cell(1, 1, "完成省市下达指标", code)
    assert cell is not None
    assert cell.text == "完成省市下达指标"


@pytest.mark.parametrize("code", ["0.0;", "[", '0"', "[>x]0", "yyyy-mm-dd", "0" * 300, "?/0", "[$-804", "\\"])
@pytest.mark.parametrize("value", [-1.5, 0, 1e300, 2.5])
def test_no_format_however_broken_makes_reading_fail(code: str, value: float) -> None:
    cell = make_cell(1, 1, value, code)
    assert cell is not None
    assert cell.value == value
