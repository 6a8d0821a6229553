"""The grammar of typed figures: bound, number, unit, note."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuecheng_xl.typed.figure import Bound, Figure, from_number, read_figure
from yuecheng_xl.typed.unit import factor

N, GE, GT, LE, LT, ABOUT = (
    Bound.NONE, Bound.AT_LEAST, Bound.ABOVE, Bound.AT_MOST, Bound.BELOW, Bound.ABOUT,
)  # fmt: skip

# What the workbook's own explanation and the published tables write.
BOUNDS = [
    ("110", "110", N), ("1500以上", "1500", GE), ("1500及以上", "1500", GE), ("＞65", "65", GT),
    (">90", "90", GT), ("≥92", "92", GE), (">=92", "92", GE), ("＞＝92", "92", GE), ("≥ 92", "92", GE),
    ("≧92", "92", GE), ("＜0.01", "0.01", LT), ("<28", "28", LT), ("≤5", "5", LE), ("≦5", "5", LE),
    ("<=5", "5", LE), ("5左右", "5", ABOUT), ("5上下", "5", ABOUT), ("约5", "5", ABOUT),
    ("不低于90", "90", GE), ("不少于90", "90", GE), ("达到90", "90", GE), ("达到90以上", "90", GE),
    ("高于90", "90", GT), ("超过90", "90", GT), ("不高于5", "5", LE), ("不超过5", "5", LE),
    ("低于5", "5", LT), ("控制在5以内", "5", LE), ("控制在5左右", "5", ABOUT), ("4.2以内", "4.2", LE),
    ("4.2以下", "4.2", LE), ("-3.5以上", "-3.5", GE), ("0", "0", N), ("＋5", "5", N),
    ("-7.3", "-7.3", N), ("−7.3", "-7.3", N), ("－７．３", "-7.3", N),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "bound"), BOUNDS, ids=[text for text, _, _ in BOUNDS])
def test_bound_and_value_are_read(text: str, value: str, bound: Bound) -> None:
    assert read_figure(text) == Figure(Decimal(value), bound)


UNITS = [
    ("30%以上", "30", GE, "%"), ("控制在5%以内", "5", LE, "%"), ("≥92%", "92", GE, "%"),
    ("97.3%", "97.3", N, "%"), ("97.3％", "97.3", N, "%"), ("97.3 %", "97.3", N, "%"),
    ("-7.3%", "-7.3", N, "%"), ("3‰", "3", N, "‰"), ("1500亿元以上", "1500", GE, "亿元"),
    ("83000元", "83000", N, "元"), ("83000 元", "83000", N, "元"), ("8.3万元", "8.3", N, "万元"),
    ("１．２万亿", "1.2", N, "万亿"), ("10个/万人", "10", N, "个/万人"), ("50位", "50", N, "位"),
    ("第50位", "50", N, "位"), ("5倍左右", "5", ABOUT, "倍"), ("28微克/立方米", "28", N, "微克/立方米"),
    ("2.5个百分点", "2.5", N, "个百分点"), ("15.2平方米", "15.2", N, "平方米"),
    ("1.55:1", "1.55", N, ":1"), ("1.9：1以内", "1.9", LE, ":1"), ("万分之37.2", "37.2", N, "万分之"),
    ("1/10万", "1", N, "/10万"), ("8000左右万元", "8000", ABOUT, "万元"), ("前50位", "50", LE, "位"),
    ("并列第3", "3", N, ""), ("1200+", "1200", GE, ""), ("≈5", "5", ABOUT, ""), ("突破1000", "1000", GT, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "bound", "unit"), UNITS, ids=[text for text, *_ in UNITS])
def test_a_unit_typed_behind_the_number_is_kept_apart(text: str, value: str, bound: Bound, unit: str) -> None:
    assert read_figure(text) == Figure(Decimal(value), bound, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("28μg/m³", "28", "μg/m³"),
        ("28µg/m3", "28", "μg/m³"),  # the micro sign is another character than the Greek letter
        ("35 km²", "35", "km²"),
        ("15.2m²", "15.2", "m²"),
        ("15.2m2", "15.2", "m²"),
        ("15.2㎡", "15.2", "㎡"),
        ("300m³", "300", "m3"),
    ],
)
def test_the_power_in_a_unit_is_neither_a_note_nor_a_digit_of_the_number(
    text: str, value: str, unit: str
) -> None:
    figure = read_figure(text)
    assert figure is not None
    assert (figure.value, figure.marks) == (Decimal(value), "")
    assert factor(figure.unit, unit) == 1


CUMULATED = ["[13.5]", "［13.5］", "［１３．５］", "〔13.5〕", "【13.5】", "[13.5%]", "[13.5]%", "累计13.5",
             "累计下降13.5%", "13.5（累计）", "13.5%(五年累计)"]  # fmt: skip


@pytest.mark.parametrize("text", CUMULATED)
def test_brackets_and_the_word_mean_cumulated_over_years(text: str) -> None:
    figure = read_figure(text)
    assert figure is not None
    assert (figure.value, figure.cumulated, figure.yearly) == (Decimal("13.5"), True, False)


def test_a_cumulated_total_is_read() -> None:
    assert read_figure("[4500]") == Figure(Decimal(4500), cumulated=True)
    assert read_figure("[4500]以上") == Figure(Decimal(4500), GE, cumulated=True)


YEARLY = [
    ("年均7", "7", N, ""), ("年均8.5左右", "8.5", ABOUT, ""), ("年均增长7%", "7", N, "%"),
    ("年均增长7%以上", "7", GE, "%"), ("年均增速7", "7", N, ""), ("每年增长7%左右", "7", ABOUT, "%"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "bound", "unit"), YEARLY, ids=[text for text, *_ in YEARLY])
def test_a_yearly_growth_is_told_from_a_level(text: str, value: str, bound: Bound, unit: str) -> None:
    assert read_figure(text) == Figure(Decimal(value), bound, unit, yearly=True)


NOTES = [
    ("83000（预计）", "83000", "预计"), ("83000(预计)", "83000", "预计"), ("83000 （预计）", "83000", "预计"),
    ("82.37（由市级测算）", "82.37", "由市级测算"), ("95以上（含）", "95", "含"),
    ("83000（预计）（快报）", "83000", "预计；快报"), ("83000（）", "83000", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "note"), NOTES, ids=[text for text, *_ in NOTES])
def test_a_remark_in_parentheses_is_kept_apart(text: str, value: str, note: str) -> None:
    figure = read_figure(text)
    assert figure is not None
    assert (figure.value, figure.note) == (Decimal(value), note)


MARKS = [
    ("83000①", "83000", "①"), ("83000 ①", "83000", "①"), ("83000①②", "83000", "①②"), ("97.3%①", "97.3", "①"),
    ("83000⑳", "83000", "⑳"), ("83000¹", "83000", "¹"), ("83000²", "83000", "²"), ("83000*", "83000", "*"),
    ("83000**", "83000", "**"), ("83000①（预计）", "83000", "①"), ("65①以上", "65", "①"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "marks"), MARKS, ids=[text for text, *_ in MARKS])
def test_a_note_mark_never_glues_to_its_number(text: str, value: str, marks: str) -> None:
    figure = read_figure(text)
    assert figure is not None
    assert (figure.value, figure.marks) == (Decimal(value), marks)


def test_a_superscript_run_is_a_note_mark() -> None:
    assert read_figure("83000", raised="1") == Figure(Decimal(83000), marks="1")


SEPARATED = [
    ("1,234", "1234"), ("1,234.5", "1234.5"), ("12,345,678.90", "12345678.90"), ("１，２３４．５", "1234.5"),
    ("1，234", "1234"), ("12 345", "12345"), ("12 345 678", "12345678"), ("12\u00a0345", "12345"),
    ("12\u202f345.6", "12345.6"), (" 1234 ", "1234"), ("\u3000１２３４\u3000", "1234"), ("1234\n", "1234"),
    ("-1,234", "-1234"), ("1,500以上", "1500"), ("83,000（预计）", "83000"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), SEPARATED)
def test_thousands_separators_spaces_and_full_width_digits_are_read(text: str, value: str) -> None:
    figure = read_figure(text)
    assert figure is not None
    assert figure.value == Decimal(value)


NO_FIGURES = [
    "", " ", "-", "—", "未出", "未统计", "abc", "完成省市下达指标", "高于GDP增长", "三", "十五", "%", "以上",
    # two numbers, or a slip of the hand
    "1,5", "1,23,456", "1234,567", "12,345.", "1.234,5", "12 5", "9 0", "1 2 3", "12\n345", "12..3", "1.2.3",
    "110.", "1、5", "12。5", "1·5",
    # ranges, ratios, dates, arithmetic
    "6-7", "6—7", "6~7", "6～7", "6至7", "8.5-9", "5%-6%", "1:2", "2.3：2", "1/2", "1.5×10", "1.5×10⁴", "1e5",
    "2023年5月", "2023-06-30", "=1+1", "5+3",
    # halves of something
    "[13.5", "13.5]", "（13.5", "13.5）", "不低于5以内", "≤5以上", "第一批12个，第二批5个",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_FIGURES)
def test_what_is_not_one_figure_is_not_read(text: str) -> None:
    assert read_figure(text) is None


@pytest.mark.parametrize("text", ["①", "²", " ③ "])
def test_a_note_mark_alone_is_no_figure(text: str) -> None:
    assert read_figure(text) is None


@pytest.mark.parametrize("text", ["①83000", "① 83000", "②65以上"])
def test_a_note_mark_before_a_number_does_not_become_its_first_digit(text: str) -> None:
    figure = read_figure(text)
    assert figure is None or figure.value in (83000, 65)


@pytest.mark.parametrize("text", ["1.5 200", "13.5 100", "1234 567", "2022 100", "1,234 567"])
def test_a_space_joins_digits_only_where_thousands_are_parted(text: str) -> None:
    assert read_figure(text) is None


@pytest.mark.parametrize(
    ("binary", "exact"),
    [
        (0.1 + 0.2, "0.3"),
        (1.6, "1.6"),
        (1005.3, "1005.3"),
        (83000.0, "83000"),
        (1e-7, "0.0000001"),
        (-7.3, "-7.3"),
    ],
)
def test_a_number_cell_is_read_as_excel_shows_it_not_as_binary_fractions_have_it(
    binary: float, exact: str
) -> None:
    assert from_number(binary) == Decimal(exact)


# Properties.

DECIMALS = st.decimals(
    min_value=Decimal("-99999999.9999"), max_value=Decimal("99999999.9999"), places=4, allow_nan=False
) | st.integers(-(10**12), 10**12).map(Decimal)
PLAIN_TEXTS = st.builds(
    lambda value, grouped: f"{value:,f}" if grouped else f"{value:f}", DECIMALS, st.booleans()
)
FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
FORMS = [
    ("{}", N, ""), ("{}以上", GE, ""), ("≥{}", GE, ""), ("＞{}", GT, ""), ("不低于{}", GE, ""),
    ("＜{}", LT, ""), ("{}以内", LE, ""), ("控制在{}%以内", LE, "%"), ("{}左右", ABOUT, ""),
    ("{}亿元", N, "亿元"), ("{} 元", N, "元"), ("{}%", N, "%"), ("{}亿元以上", GE, "亿元"), ("[{}]", N, ""),
    ("年均{}", N, ""), ("{}（预计）", N, ""), ("{}①", N, ""),
]  # fmt: skip


@given(text=PLAIN_TEXTS, full_width=st.booleans(), form=st.sampled_from(FORMS), padded=st.booleans())
def test_any_number_in_any_form_keeps_its_value_exactly(
    text: str, full_width: bool, form: tuple[str, Bound, str], padded: bool
) -> None:
    template, bound, unit = form
    typed = template.format(text.translate(FULL_WIDTH) if full_width else text)
    figure = read_figure(f"  {typed}\u3000" if padded else typed)
    assert figure is not None
    assert (figure.value, figure.bound, figure.unit) == (Decimal(text.replace(",", "")), bound, unit)


@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_of_a_cell_is_read_to_fifteen_digits(value: float) -> None:
    assert float(f"{value:.15g}") == float(from_number(value))


@given(text=st.text(max_size=30))
def test_no_text_makes_reading_fail(text: str) -> None:
    figure = read_figure(text)
    assert figure is None or figure.value.is_finite()


WORDS = ["以上", "左右", "年均", "累计", "不低于", "控制在", "以内", "预计", "个百分点"]
ALPHABET = st.sampled_from(
    [*"0123456789０５.,，．+-−—%％[]［］()（）<>＜＞≥≤ \n\u3000\u00a0①²*亿万元m³第", *WORDS]
)


@given(text=st.lists(ALPHABET, max_size=12).map("".join))
def test_no_mixture_of_what_people_type_makes_reading_fail_or_invents_digits(text: str) -> None:
    figure = read_figure(text)
    if figure is not None:
        typed = sum(character.isdecimal() for character in text)
        assert len(figure.value.as_tuple().digits) <= max(typed, 1)


CONVERSIONS = [
    ("亿元", "亿元", "1"), ("万元", "亿元", "0.0001"), ("元", "亿元", "0.00000001"),
    ("亿元", "万元", "10000"), ("万亿元", "亿元", "10000"), ("百万元", "亿元", "0.01"),
    ("千元", "万元", "0.1"), ("亿", "亿元", "1"), ("万", "万人", "1"), ("人", "万人", "0.0001"),
    ("万元/人", "元/人", "10000"), ("万", "人", "10000"), ("吨", "万吨", "0.0001"), ("％", "%", "1"),
    ("个百分点", "%", "1"), ("%", "百分点", "1"), ("‰", "%", "0.1"), ("%", "‰", "10"), ("名", "位", "1"),
    ("位次", "位", "1"), ("微克/立方米", "μg/m³", "1"), ("µg/m3", "μg/m³", "1"), ("m2", "m²", "1"),
    (" 亿 元 ", "亿元", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected", "scale"), CONVERSIONS)
def test_units_convert_by_powers_of_ten(typed: str, expected: str, scale: str) -> None:
    assert factor(typed, expected) == Decimal(scale)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("%", "亿元"),
        ("元", "人"),
        ("平方米", "亩"),
        ("亿元", "%"),
        ("位", "亿元"),
        ("万人", "亿元"),
        ("元", "美元"),
    ],
)
def test_units_of_another_kind_do_not_convert(typed: str, expected: str) -> None:
    assert factor(typed, expected) is None


@pytest.mark.parametrize("expected", ["%", "百分点", "‰"])
def test_a_bare_myriad_is_no_share(expected: str) -> None:
    assert factor("万", expected) is None


UNIT_WORDS = st.builds(lambda scale, base: scale + base, st.sampled_from(["", "千", "万", "百万", "亿"]),
                       st.sampled_from(["元", "人", "吨", "件"]))  # fmt: skip


@given(one=UNIT_WORDS, other=UNIT_WORDS)
def test_converting_there_and_back_changes_nothing(one: str, other: str) -> None:
    there, back = factor(one, other), factor(other, one)
    assert (there is None) == (back is None) == (one[-1] != other[-1])
    assert there is None or back is None or there * back == 1
