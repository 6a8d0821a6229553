"""What a column is, told from its header's words: by itself, in a table, and what becomes of the figures."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuecheng_xl.plan.header import Role, plan_end, read_header
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.status import Status

FIGURES = {
    "2021年": (2021, 1, 12), "2021": (2021, 1, 12), "2021年度": (2021, 1, 12), "2021年实绩": (2021, 1, 12),
    "2021年实际完成": (2021, 1, 12), "2021年数据": (2021, 1, 12), "2021年完成情况": (2021, 1, 12),
    "2021年全年": (2021, 1, 12), "2021年末": (2021, 1, 12), "2021年1-12月": (2021, 1, 12),
    "2021年12月末": (2021, 1, 12), "2021年决算数": (2021, 1, 12), "2021年最终核实数": (2021, 1, 12),
    "2021年全年累计": (2021, 1, 12), "2021年1—4季度": (2021, 1, 12), "全区2021年实现值": (2021, 1, 12),
    "2021年（现价）": (2021, 1, 12), "截至2021年底": (2021, 1, 12), "2021年基数": (2021, 1, 12),
    "“十三五”末": (2020, 1, 12), "十三五期末": (2020, 1, 12),
    "2024年上半年": (2024, 1, 6), "2024年1—6月累计": (2024, 1, 6), "2024年6月末": (2024, 1, 6),
    "截至2024年6月": (2024, 1, 6), "截至2024年6月底": (2024, 1, 6), "2024年6月累计": (2024, 1, 6),
    "截至2024年6月30日": (2024, 1, 6), "2024-06-30": (2024, 1, 6), "2024年二季度末": (2024, 1, 6),
    "2024年前三季度": (2024, 1, 9), "2024年9月底": (2024, 1, 9), "2024年1-3季度": (2024, 1, 9),
    "2024年6月": (2024, 6, 6), "2024.6": (2024, 6, 6), "2024.06": (2024, 6, 6), "2024.12": (2024, 12, 12),
    "2024年二季度": (2024, 4, 6),
}  # fmt: skip

STATUSES = {
    "2024年（预计）": Status.ESTIMATED, "2024年预计": Status.ESTIMATED, "2024年预计完成": Status.ESTIMATED,
    "预计2024年完成值": Status.ESTIMATED, "2024年全年预计": Status.ESTIMATED, "2024年预测值": Status.FORECAST,
    "2024年快报数": Status.PROVISIONAL, "2024年（快报）": Status.PROVISIONAL,
    "2024年初步核算数": Status.PROVISIONAL, "2024年实际": Status.NORMAL,
}  # fmt: skip

GROWTHS = {
    "2021年增速": (2021, 1, 12), "2021年增长（%）": (2021, 1, 12), "2021年比上年增长(%)": (2021, 1, 12),
    "2021年同比±%": (2021, 1, 12), "2021年同比": (2021, 1, 12), "2021年可比价增速": (2021, 1, 12),
    "2021年较上年增长": (2021, 1, 12), "2021年比上年±%": (2021, 1, 12), "2021年名义增速": (2021, 1, 12),
    "2024年1-6月同比增长": (2024, 1, 6), "2024年6月末比上年同期增长%": (2024, 1, 6),
    "2024年实际增速": (2024, 1, 12), "2024年增幅%": (2024, 1, 12),
}  # fmt: skip

TARGETS = {
    "2025年目标": 2025, "2025年目标值": 2025, "2025年规划值": 2025, "2025年规划目标值": 2025,
    "到2025年目标": 2025, "2025年预期目标": 2025, "“十四五”目标": 2025, "“十四五”规划目标（2025年）": 2025,
    "十四五末目标": 2025,
    "“十五五”规划目标": 2030, "2035年目标": 2035, "2023年目标": 2023, "目标": None, "目标值": None,
    "规划目标": None, "期末目标": None, "规划期末目标": None, "终期目标": None, "五年目标": None,
    "规划要求": None, "规划目标（2025年）": 2025,
}  # fmt: skip

YEARLY_TARGETS = {
    "2023年计划": 2023, "2023年年度计划": 2023, "2023年计划数": 2023, "2023年中期目标": 2023,
    "2022年节点目标": 2022, "年度目标分解（2024年）": 2024, "2023年工作目标": 2023, "年度目标": None,
    "本年计划": None, "年度任务": None, "全年目标": None,
}  # fmt: skip

FIELDS = {
    "name": ("指 标", "指标名称（单位）", "三级指标", "具体指标", "指标及单位", "考核指标"),
    "category": ("类 别", "指标领域", "维度", "一级指标"),
    "number": ("序　号", "No."),
    "unit": ("计量单位", "单 位：", "单位"),
    "department": ("牵头单位", "负责单位", "填报部门", "责任单位（盖章）"),
    "attribute": ("指标性质", "约束性/预期性"),
    "planned_growth": ("年均增速", "年均增长（%）", "年均增速/累计", "年均增速〔累计〕",
                       "五年年均增长（%）或累计"),
}  # fmt: skip

BESIDE = {
    "完成率": ("完成率（%）", "2023年完成计划%", "占年度计划%", "完成目标进度", "时序进度", "占五年目标比例"),
    "上年同期数": ("上年同期", "2022年同期", "去年同期数"),
    "其他地区的对照数": ("全省平均", "全市平均", "2023年全国"),
    "几年平均的实绩": ("前两年年均增长", "两年平均增速", "2021-2022年年均增速实绩", "2023年平均增长"),
    "几年累计的实绩": ("“十四五”累计完成", "累计完成", "2021-2022年累计", "前两年累计"),
    "与基期相比的变化": ("较基期增长", "比2020年增长", "2023年较2020年增长（%）"),
    "年度的增速目标": ("2023年增速目标", "2023年计划增速"),
    "年内的计划数": ("2023年上半年计划", "2023年1-6月目标"),
    "数据来源": ("资料来源",),
    "评价文字": ("是否达标", "自评结果", "能否如期完成"),
}  # fmt: skip

OPEN = (
    "调整后目标", "原目标", "建议调整目标", "上级下达目标", "市下达目标", "调整后2025年目标", "中期目标",
    "时序目标", "累计", "规划期累计", "本期", "当季值", "本年累计", "上年完成", "预计值", "实际完成",
    "完成情况", "比上年增减", "2023年增减", "2023年比上年", "2023年可比价", "2023年增长（百分点）",
    "2023年目标完成数", "2025年预计目标", "增速目标", "2022年2023年", "截至2023年底累计", "年均",
    "2023年上半年1-9月", "“十四五”2030年目标", "“十三五”", "2023年阶段数",
)  # fmt: skip

UNKNOWN = {
    "2023年初稿": ("初稿",), "2022年（旧口径）": ("旧口径",), "2023年某某数": ("某某",), "目标甲": ("甲",),
    "2023年13月": ("13",), "2023.1": ("2023.1",), "备查": ("备查",), "２０２３年①排名": ("排名",),
}  # fmt: skip


def whole_or_part(years: tuple[int, int, int]) -> Period:
    return Period.of(*years)


@pytest.mark.parametrize("text", FIGURES)
def test_a_header_with_a_period_and_nothing_else_heads_its_figures(text: str) -> None:
    header = read_header((text,))
    assert (header.role, header.period) == (Role.FIGURE, whole_or_part(FIGURES[text]))


@pytest.mark.parametrize("text", STATUSES)
def test_a_status_in_the_header_is_that_of_all_cells(text: str) -> None:
    header = read_header((text,))
    assert (header.role, header.period, header.status) == (Role.FIGURE, Period.whole(2024), STATUSES[text])


@pytest.mark.parametrize("text", GROWTHS)
def test_words_of_growth_make_a_column_of_growth(text: str) -> None:
    header = read_header((text,))
    assert (header.role, header.period) == (Role.GROWTH, whole_or_part(GROWTHS[text]))


@pytest.mark.parametrize("text", ["增速", "同比", "同比增长（%）", "比上年增长（%）", "增幅%", "可比价增速"])
def test_growth_without_a_period_waits_for_the_column_beside_it(text: str) -> None:
    header = read_header((text,))
    assert (header.role, header.period) == (Role.GROWTH, None)


@pytest.mark.parametrize(
    ("role", "cases"), [(Role.TARGET, TARGETS), (Role.YEARLY_TARGET, YEARLY_TARGETS)], ids=["plan", "year"]
)
def test_a_years_own_plan_is_told_from_targets(role: Role, cases: dict[str, int | None]) -> None:
    for text, year in cases.items():
        header = read_header((text,))
        assert (header.role, header.period and header.period.year) == (role, year), text


@pytest.mark.parametrize("field", FIELDS)
def test_columns_of_words_are_known_by_their_synonyms(field: str) -> None:
    for text in FIELDS[field]:
        header = read_header((text,))
        assert (header.role, header.field) == (Role.FIELD, field), text


@pytest.mark.parametrize("reason", BESIDE)
def test_what_is_understood_and_no_figure_says_what_it_is(reason: str) -> None:
    for text in BESIDE[reason]:
        header = read_header((text,))
        assert (header.role, header.reason) == (Role.BESIDE, reason), text


@pytest.mark.parametrize("text", OPEN)
def test_what_may_mean_two_things_is_neither(text: str) -> None:
    header = read_header((text,))
    assert header.role is Role.OPEN
    assert header.reason


@pytest.mark.parametrize("text", UNKNOWN)
def test_words_that_are_not_understood_are_named(text: str) -> None:
    header = read_header((text,))
    assert (header.role, header.unknown) == (Role.UNKNOWN, UNKNOWN[text])


@pytest.mark.parametrize("text", ["五年累计", "“十四五”累计", "〔累计〕", "[累计]"])
def test_a_sum_of_the_plan_period_is_a_target(text: str) -> None:
    assert read_header((text,)).role is Role.PLANNED_SUM


@pytest.mark.parametrize("text", ["基期值", "基数", "现状", "基准值"])
def test_a_base_without_a_year_is_the_plans(text: str) -> None:
    assert read_header((text,)).role is Role.BASE


@pytest.mark.parametrize(
    ("text", "unit"),
    [("2023年（万元）", "万元"), ("2023年\n亿元", "亿元"), ("2025年目标（单位：人）", "人"), ("2023年", "")],
)
def test_a_unit_stands_in_brackets_or_on_a_line_of_its_own(text: str, unit: str) -> None:
    assert read_header(text.split("\n")).unit == unit


@pytest.mark.parametrize(
    ("lines", "role", "period"),
    [
        (("2023年", "年度计划"), Role.YEARLY_TARGET, Period.whole(2023)),
        (("2023年", "实际完成"), Role.FIGURE, Period.whole(2023)),
        (("2023年", "完成率(%)"), Role.BESIDE, None),
        (("2023年", "同比增长(%)"), Role.GROWTH, Period.whole(2023)),
        (("2023年", "1-6月", "增速"), Role.GROWTH, Period.of(2023, 1, 6)),
        (("完成情况", "2023年", "上半年"), Role.FIGURE, Period.of(2023, 1, 6)),
        (("规划目标", "2025年"), Role.TARGET, Period.whole(2025)),
        (("2023年", "上半年", "预计"), Role.FIGURE, Period.of(2023, 1, 6)),
        (("2023年", "2023年1-6月", "实绩"), Role.FIGURE, Period.of(2023, 1, 6)),
    ],
)
def test_the_lines_of_a_header_say_together_what_it_is_in_any_order(
    lines: tuple[str, ...], role: Role, period: Period | None
) -> None:
    for order in permutations(lines):
        header = read_header(order)
        assert (header.role, header.period) == (role, period), order


def test_a_group_of_words_leaves_the_column_below_it_as_it_is() -> None:
    assert read_header(("责任分工", "牵头单位")).field == "department"
    assert read_header(("2023年", "备注")).role is Role.UNKNOWN


def test_a_sentence_is_no_header() -> None:
    assert read_header(("2023年" * 60,)).role is Role.UNKNOWN
    assert read_header(()).role is Role.UNKNOWN


@pytest.mark.parametrize(("count", "year"), [(11, 2010), (12, 2015), (14, 2025), (20, 2055)])
def test_a_plan_is_known_by_its_number(count: int, year: int) -> None:
    assert plan_end(count) == year


@given(
    st.sampled_from([*FIGURES, *GROWTHS, *TARGETS, *YEARLY_TARGETS]), st.sampled_from("甲乙丙丁戊己庚辛壬癸")
)
def test_a_column_of_which_a_part_is_not_understood_is_no_column(text: str, word: str) -> None:
    for changed in (f"{text}{word}{word}", f"{text}（{word}{word}）", f"{word}{word}{text}"):
        header = read_header((changed,))
        assert header.role is Role.UNKNOWN
        assert word * 2 in header.unknown
