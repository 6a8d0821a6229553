"""What a column is, told from its header's words: by itself, in a table, and what becomes of the figures."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

import yuecheng_xl as yx
from tests.conftest import Rows
from yuecheng_xl.findings.errors import InputContentError
from yuecheng_xl.plan import Indicator, Plan
from yuecheng_xl.plan.header import Role, plan_end, read_header
from yuecheng_xl.plan.reader import number_and_name
from yuecheng_xl.results.for_click import write_sheets
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
    "2021年同比±%": (2021, 1, 12), "2021年±%": (2021, 1, 12),
    "2021年比2020年增长%": (2021, 1, 12), "2021年同比": (2021, 1, 12), "2021年可比价增速": (2021, 1, 12),
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
    "2022年节点目标": 2022, "2023年年初计划": 2023, "年度目标分解（2024年）": 2024, "2023年工作目标": 2023,
    "2023年累计计划": 2023, "年度目标": None,
    "本年计划": None, "年度任务": None, "全年目标": None,
}  # fmt: skip

FIELDS = {
    "name": ("指 标", "指标名称（单位）", "三级指标", "具体指标", "指标及单位", "考核指标", "规划主要指标",
             "监测指标名称"),
    "category": ("类 别", "指标领域", "维度", "一级指标"),
    "number": ("序　号", "No."),
    "unit": ("单位/量纲", "计量单位", "单 位：", "单位"),
    "department": ("责任站所", "主要责任单位", "牵头单位/责任单位", "数据报送部门",
                   "牵头科室", "牵头单位", "负责单位", "填报部门", "责任单位（盖章）"),
    "attribute": ("指标性质", "约束性/预期性"),
    "planned_growth": ("年均增速", "年均增长（%）", "年均增速/累计", "年均增速〔累计〕",
                       "五年年均增长（%）或累计", "2025年规划目标年均增速（%）", "2025年目标年均增长"),
}  # fmt: skip

BESIDE = {
    "完成率": ("完成率（%）", "2023年完成计划%", "占年度计划%", "完成目标进度", "完成规划目标的%",
            "时序进度", "占五年目标比例"),
    "上年同期数": ("上年同期", "2022年同期", "去年同期数"),
    "其他地区的对照数": ("全省平均", "全市平均", "2023年全国"),
    "几年平均的实绩": ("前两年年均增长", "两年平均增速", "2021-2022年年均增速实绩", "2023年平均增长"),
    "几年累计的实绩": ("“十四五”累计完成", "累计完成", "2021-2022年累计", "前两年累计"),
    "与基期相比的变化": ("较基期增长", "比2020年增长", "2023年较2020年增长（%）"),
    "年度的增速目标": ("2023年增速目标", "2023年计划增速"),
    "远景目标": ("远景目标",),
    "几年合计的变化": ("“十四五”增长", "五年增速"),
    "年内的计划数": ("2023年上半年计划", "2023年1-6月目标"),
    "数据来源": ("资料来源",),
    "评价文字": ("是否达标", "自评结果", "能否如期完成"),
}  # fmt: skip

OPEN = (
    "调整后目标", "原目标", "建议调整目标", "上级下达目标", "市下达目标", "调整后2025年目标", "中期目标",
    "时序目标", "累计", "规划期累计", "本期", "当季值", "本年累计", "上年完成", "预计值", "实际完成",
    "完成情况", "比上年增减", "2023年增减", "2023年比上年", "2023年可比价", "2023年增长（百分点）",
    "2023年目标完成数", "数据情况年均",
    "规划期增速", "2025年指标", "2023年%", "累计增长", "2023年指标值",
    "2025年预计目标", "增速目标", "2022年2023年", "截至2023年底累计", "年均",
    "2023年上半年1-9月", "“十四五”2030年目标", "“十三五”", "2023年阶段数",
)  # fmt: skip

UNKNOWN = {
    "2023年初稿": ("初稿",), "2022年（旧口径）": ("旧口径",), "2023年某某数": ("某某",), "目标甲": ("甲",),
    "2023年13月": ("13",),
    "截至2024年6月31日": ("6", "31日"), "2024-06-31": ("2024", "06", "31"), "数据": ("数据",),
    "2023.1": ("2023.1",), "备查": ("备查",), "２０２３年①排名": ("排名",),
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


# Tables.


@pytest.fixture
def read(book: Callable[..., Path]) -> Callable[..., Plan]:
    """Read a workbook made of rows, its table on a sheet of any name."""

    def run(rows: Rows, **sheets: Rows) -> Plan:
        return yx.read_workbook(book(rows, table="主要指标", **sheets))

    return run


@pytest.fixture
def draw(tmp_path: Path) -> Callable[..., Plan]:
    """Read a workbook of rows, areas of it merged."""

    def run(rows: Rows, *merged: str) -> Plan:
        workbook = Workbook()
        sheet = workbook.worksheets[0]
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
        workbook.save(tmp_path / "测试.xlsx")
        return yx.read_workbook(tmp_path / "测试.xlsx")

    return run


Read = Callable[..., Plan]


def figures(item: Indicator) -> dict[str, str]:
    return {
        str(one.period): f"{one.value.normalize():f}" for one in item.observations if one.value is not None
    }


def said(plan: Plan, code: str) -> list[str]:
    """Return the cells that findings of one code name."""
    return [finding.where.partition("!")[2] for finding in plan.findings if finding.code == code]


def info(**settings: object) -> Rows:
    return [["项目", "内容"], *map(list, settings.items())]


GROUPED = [
    ["序号", "指标", "单位", "2025年目标", "2020年", "2022年", "2023年", None, None, None],
    [None, None, None, None, None, None, "年度计划", "实际完成", "完成率(%)", "同比(%)"],
    [1, "甲产值", "亿元", 90, 50, 62, 70, 68, 97.1, 9.7],
]
OVER = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", "F1:F2"]


@pytest.mark.parametrize("merged", [[*OVER, "G1:J1"], ["G1:J1"], []], ids=["all", "groups", "nothing"])
def test_a_year_over_plan_actual_share_and_growth_heads_them_all(merged: list[str], draw: Read) -> None:
    plan = draw(GROUPED, *merged)
    (item,) = plan.indicators
    assert figures(item) == {"2020年": "50", "2022年": "62", "2023年": "68"}
    assert {str(period): one.value for period, one in item.growths.items()} == {"2023年": Decimal("9.7")}
    assert {year: target.value for year, target in item.yearly_targets.items()} == {2023: 70}
    assert item.target.value == 90
    assert said(plan, "F222") == ["I1"]


def test_groups_of_plans_and_actuals_head_the_years_below_them(draw: Read) -> None:
    plan = draw(
        [
            ["某区规划指标", None, None, None, None, None, None],
            ["指标", "单位", "规划目标", "年度计划", None, "实际完成", None],
            [None, None, "2025年", "2022年", "2023年", "2020年", "2022年"],
            ["甲产值", "亿元", 90, 60, 70, 50, 62],
        ],
        "A1:G1", "A2:A3", "B2:B3", "D2:E2", "F2:G2",
    )  # fmt: skip
    (item,) = plan.indicators
    assert figures(item) == {"2020年": "50", "2022年": "62"}
    assert {year: target.value for year, target in item.yearly_targets.items()} == {2022: 60, 2023: 70}
    assert (plan.target_year, item.target.value) == (2025, Decimal(90))


def test_a_group_that_is_not_understood_keeps_its_years_out(draw: Read) -> None:
    plan = draw(
        [
            ["指标", "单位", "2025年目标", "2020年", "2022年", "专家意见", None],
            [None, None, None, None, None, "2023年", "2024年"],
            ["甲产值", "亿元", 90, 50, 62, 99, 99],
        ],
        "F1:G1",
    )
    assert figures(plan.indicators[0]) == {"2020年": "50", "2022年": "62"}
    assert said(plan, "F220") == ["F1", "G1"]
    assert "“专家意见”" in next(one.message for one in plan.findings if one.code == "F220")


def test_three_lines_head_a_column_together(draw: Read) -> None:
    plan = draw(
        [
            ["指标", "单位", "目标", "完成情况", None, None, None],
            [None, None, None, "2020年", "2022年", "2023年", None],
            [None, None, "2025年", None, None, "上半年", "上半年增速"],
            ["甲产值", "亿元", 90, 50, 62, 33, 8.1],
        ],
        "D1:G1", "F2:G2",
    )  # fmt: skip
    (item,) = plan.indicators
    assert figures(item) == {"2020年": "50", "2022年": "62", "2023年上半年": "33"}
    assert [str(period) for period in item.growths] == ["2023年上半年"]
    assert item.target.value == 90


@pytest.mark.parametrize(
    ("header", "yearly"),
    [
        (["2025年规划目标", "年均增速（%）"], True),
        ("2021-2025年年均增速", False),
        ("2021-2023年年均增速", False),
    ],
)
def test_a_yearly_growth_is_the_target_where_its_header_says_the_plans(
    read: Read, header: str | list[str], *, yearly: bool
) -> None:
    first = [
        "指标",
        "2020年",
        "2025年规划目标",
        header if isinstance(header, str) else header[0],
        "2021年",
        "2022年",
    ]
    second = [None, None, "目标值", header[1] if isinstance(header, list) else None]
    plan = read(
        [first, second, ["甲投资（亿元）", 50, "—", 8, 55, 62], ["乙产值（亿元）", 50, 90, 12, 55, 62]]
    )
    assert plan.indicators[0].target.yearly is yearly
    assert plan.indicators[1].target.value == 90


def test_the_plans_own_table_is_read_with_its_growth_and_sums_as_targets(read: Read) -> None:
    plan = read(
        [
            ["指标", "2020年", "2025年", "年均增速〔累计〕", "属性", "2021年", "2022年"],
            ["甲产值（亿元）", 50, 90, 12.5, "预期性", 55, 62],
            ["乙增加值增长（%）", None, None, 6.5, "预期性", 7, 6],
            ["丙能耗降低（%）", None, None, "〔14〕", "约束性", 3, 2.9],
            ["丁失业率（%）", 5.2, None, "＜5.5", "预期性", 5.1, 5.4],
            ["戊覆盖率（%）", 61, None, 65, "预期性", 61.5, 62],
            ["己收入（元）", 30000, None, 8, "预期性", 32000, 35000],
        ]
    )
    assert (plan.base_year, plan.target_year) == (2020, 2025)
    level, growth, sums, bounded, doubted, income = plan.indicators
    assert (level.target.value, level.target.yearly, level.planned_growth) == (
        Decimal(90),
        False,
        Decimal("12.5"),
    )
    assert (growth.target.value, growth.target.yearly) == (Decimal("6.5"), True)
    assert (sums.target.value, sums.target.cumulated, sums.planned_growth) == (Decimal(14), True, None)
    assert (bounded.target.value, bounded.target.yearly) == (Decimal("5.5"), False)
    assert (income.target.value, income.target.yearly) == (Decimal(8), True)
    assert any(doubt.is_of_target for doubt in doubted.doubts)
    assert all("2025年" not in figures(item) for item in plan.indicators)
    assert said(plan, "F225") == ["C1"]


@pytest.mark.parametrize("nothing", ["—", "-", "/", "……", None])
def test_a_dash_for_the_level_leaves_the_target_to_the_column_beside(
    nothing: str | None, book: Callable[..., Path]
) -> None:
    rows = [
        ["指标", "2020年", "2025年", "年均增速〔累计〕", "2021年"],
        ["单位GDP能耗降低（%）", "—", nothing, "〔14〕", 3.1],
        ["常住人口城镇化率（%）", 60, 65, "—", 61],
    ]
    sums, level = yx.read_workbook(book(rows)).indicators

    assert (sums.target.value, sums.target.cumulated) == (Decimal(14), True)
    assert (level.target.value, level.target.text) == (Decimal(65), "65")


def test_a_table_of_base_and_target_alone_is_read_though_nothing_can_be_assessed(
    assess: Callable[..., yx.Evaluation],
) -> None:
    evaluation = assess([["指标", "单位", "2020年", "2025年"], ["甲产值", "亿元", 50, 90]])
    (item,) = evaluation.assessments
    assert (item.completion, item.indicator.target.value) == ("—", Decimal(90))


def test_a_bare_year_is_a_figure_at_the_plans_end(read: Read) -> None:
    rows = [["指标", "单位", "规划目标", "2020年", "2024年", "2025年"], ["甲产值", "亿元", 90, 50, 80, 91]]
    assert figures(read(rows).indicators[0]) == {"2020年": "50", "2024年": "80", "2025年": "91"}
    rows = [["指标", "单位", "2020年", "2024年", "2025年"], ["甲产值", "亿元", 50, 80, 91]]
    settings = info(基期=2020, 目标年=2025, 评估时点="2025年12月")
    over = read([*rows, ["乙产值", "亿元", 50, 80, 91]], 规划信息=settings)
    assert figures(over.indicators[0])["2025年"] == "91"
    assert said(over, "F227") == ["A1"]
    ahead = read(rows, 规划信息=info(基期=2020, 目标年=2025, 评估时点="2024年12月"))
    assert ahead.indicators[0].target.value == 91


@pytest.mark.parametrize(
    ("headers", "settings", "target", "yearly"),
    [
        (["2025年目标", "2023年目标"], {}, "C", {2023: "D"}),
        (["2023年目标", "2025年目标"], {}, "D", {2023: "C"}),
        (["2023年目标", "规划目标"], {}, "D", {2023: "C"}),
        (["2023年计划", "2025年计划"], {}, None, {2023: "C", 2025: "D"}),
        (["2025年目标", "2035年目标"], {}, "C", {}),
        (["年度目标", "“十四五”目标"], {}, "D", {2022: "C"}),
        (["2023年目标", "2024年目标"], {}, None, {2023: "C", 2024: "D"}),
        (["2023年目标", "2024年目标"], {"基期": 2021, "目标年": 2024}, "D", {2023: "C"}),
        (["2024年目标", "2022年目标"], {"目标年": 2024}, "C", {2022: "D"}),
        (["调整后目标", "原目标"], {}, None, {}),
        (["上级下达目标", "期末目标"], {}, "D", {}),
        (["2025年目标", "2019年目标"], {}, "C", {}),
    ],
)
def test_the_plans_target_is_told_from_those_of_years(
    headers: list[str], settings: dict[str, int], target: str | None, yearly: dict[int, str], read: Read
) -> None:
    rows = [["指标", "单位", *headers, "2020年", "2021年", "2022年"], ["甲产值", "亿元", 90, 70, 50, 55, 62]]
    plan = read(rows, **({"规划信息": info(**settings)} if settings else {}))
    (item,) = plan.indicators
    assert (item.target.where.partition("!")[2] or None) == (f"{target}2" if target else None)
    assert {year: one.where[-2] for year, one in item.yearly_targets.items()} == yearly
    assert bool(said(plan, "F226") + said(plan, "F227")) is (target is None)


@pytest.mark.parametrize(
    ("headers", "years"),
    [
        (["2025年目标", "2019年", "2020年", "2021年", "2022年"], (2020, 2025)),
        (["规划目标", "2019年", "2020年", "2022年"], (2020, 2025)),
        (["规划目标", "2021年", "2022年"], (2020, 2025)),
        (["“十五五”规划目标", "2025年", "2026年"], (2025, 2030)),
        (["2024年目标", "2019年", "2021年"], (2019, 2024)),
        (["规划目标", "基期值", "2022年"], (2020, 2025)),
        (["“十四五”年均增速", "2020年", "2022年"], (2020, 2025)),
        (["2035年目标", "2020年", "2022年"], (2020, 2025)),
        (["2025年目标", "2020年", "2025年预计", "2022年"], (2020, 2025)),
    ],
)
def test_base_and_target_year_follow_from_the_headers(
    headers: list[str], years: tuple[int, int], read: Read
) -> None:
    plan = read([["指标", "单位", *headers], ["甲产值", "亿元", *range(50, 50 + len(headers))]])
    assert (plan.base_year, plan.target_year) == years


def test_a_base_without_a_year_is_the_base_years_figure(read: Read) -> None:
    header = ["指标", "单位", "2025年目标", "基期值", "2022年"]
    plan = read([header, ["甲产值", "亿元", 90, 50, 62]])
    assert figures(plan.indicators[0]) == {"2020年": "50", "2022年": "62"}
    plan = read([[*header, "2020年"], ["甲产值", "亿元", 90, 51, 62, 50]])
    assert figures(plan.indicators[0]) == {"2020年": "50", "2022年": "62"}
    assert said(plan, "F223") == ["D1"]


def test_a_forecast_is_never_the_newest_actual_figure(read: Read) -> None:
    header = ["指标", "单位", "2025年目标", "2020年", "2022年", "2023年上半年", "2023年预计", "2025年预计"]
    plan = read([header, ["甲覆盖率", "%", 90, 50, 62, 65, 70, 95]])
    (item,) = plan.indicators
    assert plan.cutoff == date(2023, 6, 30)
    assert figures(item) == {"2020年": "50", "2022年": "62", "2023年上半年": "65"}
    assert [str(one.period) for one in item.after_cutoff] == ["2023年", "2025年"]
    assert said(plan, "F312") == ["G2", "H2"]


def test_a_forecast_of_a_year_that_is_over_is_used_with_its_status(read: Read) -> None:
    header = ["指标", "单位", "2025年目标", "2020年", "2022年", "2023年（预计）"]
    rows = [header, ["甲覆盖率", "%", 90, 50, 62, 70], ["乙覆盖率", "%", 90, 50, 62, "未统计"]]
    plan = read(rows, 规划信息=info(评估时点="2023年12月"))
    first, second = plan.indicators
    newest = first.observations[-1]
    assert (newest.status, newest.note, newest.text) == (Status.ESTIMATED, "预计", "70（预计）")
    assert second.observations[-1].status is Status.NOT_COLLECTED


def test_an_actual_figure_goes_before_a_forecast_of_the_same_period(read: Read) -> None:
    for order in (("2022年预计", "2022年实际"), ("2022年实际", "2022年预计")):
        amounts = {"2022年预计": 99, "2022年实际": 62}
        header = ["指标", "单位", "2025年目标", "2020年", *order]
        plan = read([header, ["甲产值", "亿元", 90, 50, *(amounts[one] for one in order)]])
        assert figures(plan.indicators[0]) == {"2020年": "50", "2022年": "62"}
        assert len(said(plan, "F223")) == 1


def test_growth_without_a_period_is_that_of_the_figure_on_its_left(read: Read) -> None:
    header = ["指标", "单位", "2025年目标", "增速", "2020年", "2022年", "同比", "2023年上半年", "同比增长%"]
    plan = read([header, ["甲产值", "亿元", 90, 1, 50, 62, 8, 33, 9]])
    growths = {str(period): one.value for period, one in plan.indicators[0].growths.items()}
    assert growths == {"2022年": 8, "2023年上半年": 9}
    assert (said(plan, "F224"), said(plan, "F221")) == (["G1", "I1"], ["D1"])


def test_growth_beside_a_part_of_a_year_is_the_parts_though_the_group_says_the_year(draw: Read) -> None:
    rows = [
        ["指标", "单位", "2025年目标", "2020年", "2022年", None, "2023年", None],
        [None, None, None, None, "实际", "同比±%", "1-6月", "同比±%"],
        ["甲产值", "亿元", 90, 50, 62, 8, 33, 9],
    ]
    plan = draw(rows, "E1:F1", "G1:H1")
    growths = {str(period): one.value for period, one in plan.indicators[0].growths.items()}
    assert growths == {"2022年": 8, "2023年上半年": 9}
    assert said(plan, "F224") == ["H1"]


def test_the_growth_of_the_plan_before_is_no_target(read: Read) -> None:
    header = ["指标", "单位", "2025年目标", "“十三五”年均增长", "2020年", "2022年"]
    plan = read([header, ["甲产值", "亿元", 90, 7, 50, 62]])
    assert plan.indicators[0].planned_growth is None
    assert said(plan, "F222") == ["D1"]


def test_the_deepest_of_several_names_is_the_indicators(read: Read) -> None:
    header = ["一级指标", "二级指标", "三级指标", "单位", "2025年目标", "2020年", "2022年"]
    plan = read([header, ["经济", "总量", "甲产值", "亿元", 90, 50, 62]])
    (item,) = plan.indicators
    assert (item.category, item.name) == ("经济", "甲产值")
    assert said(plan, "F223") == ["B1"]


def test_a_weak_word_heads_the_names_where_no_other_does(read: Read) -> None:
    rows = [["项目", "单位", "2025年目标", "2020年", "2022年"], ["甲产值", "亿元", 90, 50, 62]]
    assert read(rows).indicators[0].name == "甲产值"
    rows = [["指标", "目标任务", "2025年目标", "2020年", "2022年"], ["甲产值", "翻番", 90, 50, 62]]
    plan = read(rows)
    assert (plan.indicators[0].name, said(plan, "F221")) == ("甲产值", ["B1"])


def test_the_sum_of_five_years_is_a_target_where_there_is_no_level(read: Read) -> None:
    header = ["指标", "单位", "2025年目标", "五年累计", "2020年", "2021年", "2022年"]
    plan = read(
        [header, ["甲就业", "人", None, 60000, None, 13000, 12000], ["乙产值", "亿元", 9, 40, 5, 6, 7]]
    )
    first, second = plan.indicators
    assert (first.target.value, first.target.cumulated) == (Decimal(60000), True)
    assert (second.target.value, second.target.cumulated) == (Decimal(9), False)
    plan = read([["指标", "单位", "五年累计目标", "2021年"], ["甲就业", "人", 60000, 13000]])
    assert plan.indicators[0].target.cumulated


# Units.


def test_a_unit_in_the_header_converts_to_the_rows(read: Read) -> None:
    header = ["指标", "单位", "2025年目标（亿元）", "2020年（万元）", "2022年（万元）"]
    plan = read(
        [header, ["甲收入", "亿元", "90以上", 500000, "620000（预计）"], ["乙收入", "万元", 9, 100, 110]]
    )
    first, second = plan.indicators
    assert figures(first) == {"2020年": "50", "2022年": "62"}
    assert [one.text for one in first.observations] == ["50", "62（预计）"]
    assert (second.target.value, second.target.text, figures(second)["2022年"]) == (
        Decimal(90000),
        "90000",
        "110",
    )
    assert said(plan, "F229") == ["D1", "E1"]


def test_a_unit_in_the_header_is_the_rows_where_nothing_else_says_one(read: Read) -> None:
    header = ["指标", "2025年目标（亿元）", "2020年（万元）", "2022年（万元）"]
    plan = read([header, ["甲收入", 90, 500000, 620000], ["乙比重", 50, 40, 42]])
    first, second = plan.indicators
    assert (first.unit, figures(first)) == ("亿元", {"2020年": "50", "2022年": "62"})
    assert second.unit == ""


@pytest.mark.parametrize("caption", ["单位：万元", "（单位：万元）", "制表：某局    计量单位：万元"])
def test_a_unit_above_the_table_is_that_of_rows_without_one(caption: str, read: Read) -> None:
    header = ["指标", "单位", "2025年目标", "2020年", "2022年"]
    rows = [["甲收入", None, 90, 50, 62], ["乙人口", "万人", 9, 8, 8.5], ["丙（亿元）", None, 9, 8, 8.5]]
    plan = read([[None, None, None, None, caption], header, *rows])
    assert [item.unit for item in plan.indicators] == ["万元", "万人", "亿元"]
    several = read([[None, None, None, None, "单位：万元、%"], header, *rows])
    assert several.indicators[0].unit == ""


def test_a_header_whose_unit_contradicts_the_rows_puts_the_figure_in_doubt(read: Read) -> None:
    header = ["指标", "单位", "2025年目标", "2020年", "2022年（万元）"]
    plan = read([header, ["甲人口", "万人", 90, 50, 62], ["乙人口", "万人", 90, 50, None]])
    first, second = plan.indicators
    (doubt,) = [one for one in first.doubts if one.periods]
    assert {str(period) for period in doubt.periods} == {"2022年"}
    assert not [one for one in second.doubts if one.periods]
    plan = read([["指标", "单位", "2025年目标（亩）", "2020年"], ["甲人口", "万人", 90, 50]])
    assert not plan.indicators[0].target.readable
    assert said(plan, "F304") == ["C2"]


def test_a_unit_in_the_name_and_another_beside_it_are_named(read: Read) -> None:
    header = ["指标", "单位", "2025年目标", "2020年"]
    plan = read([header, ["甲产值（亿元）", "万元", 90, 50], ["乙产值（亿元）", "亿元", 90, 50]])
    assert said(plan, "F228") == ["A2"]


def test_of_two_columns_of_the_plans_targets_that_with_the_year_is_used(read: Read) -> None:
    header = ["指标", "单位", "规划目标", "2025年目标", "2023年目标", "2020年", "2022年"]
    plan = read([header, ["甲产值", "亿元", 90, 91, None, 50, 62]])
    (item,) = plan.indicators
    assert (item.target.value, item.yearly_targets) == (Decimal(91), {})
    assert said(plan, "F223") == ["C1"]


def test_a_header_that_comes_again_on_the_next_page_is_no_second_table(read: Read) -> None:
    header = ["指标", "单位", "2025年目标", "2020年", "2022年"]
    plan = read([header, ["甲产值", "亿元", 90, 50, 62], header, ["乙产值", "亿元", 9, 5, 6]])
    assert [item.name for item in plan.indicators] == ["甲产值", "乙产值"]


# Several tables.

HEADER = ["序号", "指标", "单位", "2025年目标", "2020年", "2022年", "完成中期目标情况"]


def sheets(path: Path, **contents: Rows) -> Path:
    """Write a workbook of sheets made of rows."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in contents.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path


ECONOMY: Rows = [HEADER, [1, "甲产值", "亿元", 90, 50, 72], [2, "乙收入", "亿元", 9, 5, 6]]
PEOPLE: Rows = [
    HEADER,
    [1, "丙床位数", "张", 90, 50, 60],
    [2, "丁就业人数", "人", 900, 500, 800],
]


def test_sheets_of_a_category_each_are_one_plan_and_their_results_are_written(tmp_path: Path) -> None:
    path = sheets(tmp_path / "各类.xlsx", 经济发展=ECONOMY, 民生福祉=PEOPLE)
    evaluation = yx.evaluate(yx.read_workbook(path))
    plan = evaluation.plan
    assert [(item.number, item.name, item.category) for item in plan.indicators] == [
        (1, "甲产值", "经济发展"),
        (2, "乙收入", "经济发展"),
        (3, "丙床位数", "民生福祉"),
        (4, "丁就业人数", "民生福祉"),
    ]
    assert [len(said(plan, code)) for code in ("F231", "F232", "F208")] == [1, 1, 0]
    out = yx.write_results(evaluation, tmp_path / "结果.xlsx").path
    book = load_workbook(out)
    changes = write_sheets(evaluation, tmp_path / "点击.xlsx")
    assert [(row, column) for row, column, _ in changes.filled] == [(2, 7), (3, 7)]
    assert [one.where for one in changes.noticed if one.code == "F235"] == ["民生福祉"]
    printed = [book[sheet].cell(row, 7).value for sheet in ("经济发展", "民生福祉") for row in (2, 3)]
    assert printed == [item.completion for item in evaluation.assessments]


def test_figures_sent_in_go_to_the_sheet_of_their_indicator(tmp_path: Path) -> None:
    master = sheets(
        tmp_path / "各类.xlsx",
        经济发展=[[*HEADER, "责任单位"], [1, "甲产值", "亿元", 90, 50, None, None, "甲局"]],
        民生福祉=[[*HEADER, "责任单位"], [1, "丙床位数", "张", 90, 50, None, None, "甲局"]],
    )
    (tmp_path / "收到").mkdir()
    sheets(
        tmp_path / "收到" / "甲局.xlsx",
        表=[["指标", "单位", "2022年"], ["甲产值", "亿元", 61], ["丙床位数", "张", 72]],
    )
    yx.collect(tmp_path / "收到", yx.read_workbook(master), tmp_path / "汇总")
    book = load_workbook(tmp_path / "汇总" / "各类-汇总.xlsx")
    assert [book[sheet]["F2"].value for sheet in ("经济发展", "民生福祉")] == [61, 72]


def test_sheets_with_the_same_indicators_or_other_columns_are_no_one_plan(tmp_path: Path) -> None:
    other: Rows = [HEADER[:-2], [1, "丙床位数", "张", 90, 50]]
    for second in (ECONOMY, other):
        path = sheets(tmp_path / "两张.xlsx", 甲=ECONOMY, 乙=second)
        with pytest.raises(InputContentError) as caught:
            yx.read_workbook(path)
        assert caught.value.finding.code == "F202"
    path = sheets(tmp_path / "两张.xlsx", 指标总表=ECONOMY, 乙=PEOPLE)
    assert len(yx.read_workbook(path).indicators) == 2


def test_a_table_below_is_read_by_its_own_header_or_named(read: Read) -> None:
    below = ["指标", "单位", "2022年", "2020年", "2025年目标"]
    rows = [HEADER, [1, "甲产值", "亿元", 90, 50, 72], [], [None, *below], [None, "乙产值", "亿元", 6, 5, 9]]
    plan = read(rows)
    assert [(item.number, figures(item)["2020年"]) for item in plan.indicators] == [(1, "50"), (2, "5")]
    assert plan.indicators[1].target.value == 9
    unaimed = [HEADER, [1, "甲产值", "亿元", 90, 50, 72], [None, "指标", "2022年"], [None, "外地产值", 999]]
    plan = read(unaimed)
    assert [item.name for item in plan.indicators] == ["甲产值"]
    assert said(plan, "F230") == ["B3"]


def test_a_header_of_two_lines_that_comes_again_is_passed_over_whole(draw: Read) -> None:
    upper, lower = ["指标", "单位", "目标", "完成情况", None], [None, None, "2025年", "2020年", "2022年"]
    rows = [upper, lower, ["甲产值", "亿元", 90, 50, 62], upper, lower, ["乙产值", "亿元", 9, 5, 6]]
    plan = draw(rows, "D1:E1", "D4:E4")
    assert [item.name for item in plan.indicators] == ["甲产值", "乙产值"]
    assert said(plan, "F213") == []


def test_halves_side_by_side_are_two_tables(read: Read) -> None:
    half = ["序号", "指标", "单位", "2025年目标", "2020年", "2022年"]
    rows = [[*half, *half], [1, "甲产值", "亿元", 90, 50, 72, 2, "乙收入", "亿元", 9, 5, 6]]
    plan = read(rows)
    assert [(item.number, item.name, figures(item)["2022年"]) for item in plan.indicators] == [
        (1, "甲产值", "72"),
        (2, "乙收入", "6"),
    ]
    assert said(plan, "F204") == []


@pytest.mark.parametrize(
    ("numbers", "printed"),
    [
        ([1, None, 2, None], [1, 3, 2, 4]),
        ([1, "1.1", "1.2", 2], [1, 3, 4, 2]),
        ([1, "1-1", 2, "2-1"], [1, 3, 2, 4]),
        ([None, None, None, None], [1, 2, 3, 4]),
    ],
)
def test_rows_below_another_one_take_no_other_rows_number(
    numbers: list[int | str | None], printed: list[int], read: Read
) -> None:
    names = ["甲产值", "其中：乙产值", "丙产值", "其中：丁产值"]
    rows = [[number, name, "亿元", 90, 50, 62] for number, name in zip(numbers, names, strict=True)]
    plan = read([HEADER[:-1], *rows])
    assert [item.number for item in plan.indicators] == printed
    assert said(plan, "F208") == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [("1.甲产值", (1, "甲产值")), ("1.1乙产值", (None, "乙产值")), ("1-2 丙产值", (None, "丙产值")),
     ("（3）丁产值", (3, "丁产值")), ("1.5公里内覆盖率", (None, "公里内覆盖率")), ("1.2", (None, "1.2"))],
)  # fmt: skip
def test_a_number_below_another_is_no_number_of_the_rows(name: str, expected: tuple[int | None, str]) -> None:
    assert number_and_name(None, name) == expected


@pytest.mark.parametrize("merged", [["A2:A3"], []], ids=["merged", "empty"])
def test_a_line_of_growth_below_an_indicator_is_its_growth(merged: list[str], draw: Read) -> None:
    rows = [
        ["指标", "项目", "单位", "2025年目标", "2020年", "2021年", "2022年"],
        ["甲产值", "总量", "亿元", 90, 50, 55, 62],
        [None, "增速", "%", None, 4, 10, "12.7%"],
        ["乙收入", "总量", "亿元", 9, 5, 6, 7],
        [None, "同比增长", "%", "年均8", 3, 20, None],
    ]
    plan = draw(rows, *merged)
    first, second = plan.indicators
    assert figures(first) == {"2020年": "50", "2021年": "55", "2022年": "62"}
    growths = {str(period): one.value for period, one in first.growths.items()}
    assert growths == {"2020年": 4, "2021年": 10, "2022年": Decimal("12.7")}
    assert list(second.growths) == [Period.whole(2020), Period.whole(2021)]
    assert said(plan, "F234") == ["D5"]
    assert said(plan, "F213") == []


def test_a_second_line_that_says_nothing_of_itself_is_named(draw: Read) -> None:
    rows = [["指标", "单位", "2025年目标", "2020年"], ["甲产值", "亿元", 90, 50], [None, "万元", None, 7]]
    plan = draw(rows, "A2:A3")
    assert [figures(item) for item in plan.indicators] == [{"2020年": "50"}]
    assert said(plan, "F233") == ["A3"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["经济", "甲产值"], ["经济", "乙收入"]], ("经济", "甲产值", "", 1)),
        ([["经济", "甲产值"], [None, "乙收入"]], ("经济", "甲产值", "", 1)),
        ([["甲产值", "亿元"], ["乙收入", "万元"]], ("", "甲产值", "亿元", 1)),
        ([["7", "甲产值"], ["8", "乙收入"]], ("", "甲产值", "", 7)),
        ([["甲产值", "总量"], ["乙收入", "总量"]], ("", "甲产值", "", 1)),
        ([["甲产值", None], ["乙收入", None]], ("", "甲产值", "", 1)),
    ],
)
def test_below_a_header_merged_over_two_columns_the_name_is_told_by_what_they_hold(
    rows: list[list[object]], expected: tuple[str, str, str, int], draw: Read
) -> None:
    header = ["指标", None, "2025年目标", "2020年", "2022年"]
    plan = draw([header, *([*row, 90, 50, 62] for row in rows)], "A1:B1")
    first = plan.indicators[0]
    assert (first.category, first.name, first.unit, first.number) == expected
    assert [item.name for item in plan.indicators] == ["甲产值", "乙收入"]


def test_rows_of_words_around_a_header_that_comes_again_are_rows(read: Read) -> None:
    header = ["指标", "单位", "2025年目标", "2020年", "2022年"]
    words = ["甲工作", "项", "全面完成", "完成", "完成"]
    plan = read([header, words, header, ["指标", "见上"], ["乙产值", "亿元", 9, 5, 6], ["名称", 7]])
    assert [item.name for item in plan.indicators] == ["甲工作", "乙产值"]


def test_a_group_that_is_not_merged_ends_where_another_begins(draw: Read) -> None:
    rows = [
        ["指标", "单位", "2025年目标", "2020年", "备注", "2022年", None],
        [None, None, None, None, "完成率", "年度计划", "实际"],
        ["甲产值", "亿元", 90, 50, "略", 60, 62],
    ]
    plan = draw(rows)
    assert figures(plan.indicators[0]) == {"2020年": "50", "2022年": "62"}
    rows = [
        ["指标", "单位", "2025年目标", "2020年", "2022年", None],
        [None, None, None, "实际", None, "同比"],
        ["甲产值", "亿元", 90, 50, 62, 7],
    ]
    growths = draw(rows).indicators[0].growths
    assert [str(period) for period in growths] == ["2022年"]


def test_a_table_without_names_below_its_merged_header_has_no_indicators(draw: Read) -> None:
    with pytest.raises(InputContentError) as caught:
        draw([["指标", None, "2025年目标", "2020年"], [None, None, 90, 50], [None, None, 9, 5]], "A1:B1")
    assert caught.value.finding.code == "F207"


def test_yearly_growth_beside_targets_is_one_only_where_its_header_says_so(read: Read) -> None:
    rows = [["甲产值", "亿元", None, 7, 50, 62], ["乙产值", "亿元", 9, 7, 5, 6]]
    header = ["指标", "单位", "2025年目标", "年均增速", "2020年", "2022年"]
    assert [item.target.text for item in read([header, *rows]).indicators] == ["", "9"]
    header[3] = "规划年均增速"
    first, second = read([header, *rows]).indicators
    assert (first.target.text, first.target.yearly, second.target.text) == ("7", True, "9")


def test_figures_that_a_header_makes_a_power_of_ten_too_small_are_in_doubt(read: Read) -> None:
    header = ["指标", "单位", "2025年目标", "2020年", "2021年", "2022年（万元）"]
    plan = read([header, ["一般公共预算收入", "亿元", 110, 72.7, 80.1, 95.3]])
    assert {str(period) for doubt in plan.indicators[0].doubts for period in doubt.periods} == {"2022年"}


@pytest.mark.parametrize(
    ("rows", "taken"),
    [
        ([["指标", "2022年（万元）"], ["甲收入", 620000]], 62),
        ([["单位：万元", None], ["指标", "2022年"], ["甲收入", 620000]], 62),
        ([["指标", "单位", "2022年（万人）"], ["甲收入", "亿元", 62]], None),
        ([["指标", "单位", "2022年（预计）"], ["甲收入", "亿元", 62]], "62（预计）"),
        ([["指标", "单位", "2022年（预计）"], ["甲收入", "亿元", "62亿元"]], "62（预计）"),
        ([["指标", "单位", "2022年计划", "2022年", "全省平均"], ["甲收入", "亿元", 70, 62, 63]], 62),
        ([["指标", "单位", "2020年", "2022年某数"], ["甲收入", "亿元", 50, 62]], None),
    ],
)
def test_forms_are_read_by_the_words_of_their_headers_as_masters_are(
    rows: list[list[object]], taken: float | str | None, tmp_path: Path
) -> None:
    header = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "责任单位"]
    master = sheets(
        tmp_path / "总表.xlsx", 指标总表=[header, [1, "甲收入", "亿元", 90, 50, 55, None, "甲局"]]
    )
    (tmp_path / "收到").mkdir()
    sheets(tmp_path / "收到" / "甲局.xlsx", 表=rows)
    collection = yx.collect(tmp_path / "收到", yx.read_workbook(master), tmp_path / "汇总")
    assert load_workbook(tmp_path / "汇总" / "总表-汇总.xlsx").worksheets[0]["G2"].value == taken
    if taken is None:
        assert any(one.finding.where.startswith("表!") for one in collection.findings)


def test_a_change_in_the_unit_of_another_header_is_asked_for_and_not_taken_as_it_stands(read: Read) -> None:
    header = ["指标", "单位", "2025年目标（亿元）", "2020年", "2022年"]
    rows = [["甲收入", "万元", "比2020年增加20", 50, 62], ["乙收入", "亿元", "比2020年增加20", 50, 62]]
    first, second = read([header, *rows]).indicators
    assert (first.target.readable, second.target.readable) == (False, True)


PLAIN = [
    ["指标", "单位", "2020年", "2025年目标", "2021年", "2022年"],
    ["甲产量", "万吨", 20, 22, 20.5, 20.9],
    ["乙寿命", "岁", 79.5, 81, 79.9, 80.4],
]


@pytest.mark.parametrize(
    ("below", "code"),
    [
        pytest.param(
            [["附表：分乡镇"], ["乡镇", "单位", "2023年"], ["某乡", "万吨", 3]], "F230", id="other columns"
        ),
        pytest.param(
            [["乡镇", None, "2020年", "2025年", "2021年"], ["某乡", None, 3, 4, 3]],
            "F230",
            id="the same columns",
        ),
        pytest.param([["合计", None, 99.5, 103, 100.4, 101.3]], "F236", id="a sum"),
        pytest.param(
            [["单位负责人：某人", None, "填表人：某人", None, "填报日期：2023年7月5日"]], "F206", id="a foot"
        ),
    ],
)
def test_what_stands_below_and_is_no_indicator_is_named_and_left_out(
    read: Read, below: list[list[object]], code: str
) -> None:
    plan = read([*PLAIN, *below])
    assert [item.name for item in plan.indicators] == ["甲产量", "乙寿命"]
    assert str(plan.cutoff) == "2022-12-31"
    assert code in {finding.code for finding in plan.findings}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(["丙隧道", None, "未开工", "2025年", "2021年"], id="dates as states"),
        pytest.param(["丙户数", None, 2010, 2040, 2020, 2030], id="figures like years"),
        pytest.param(["其中：丙产量", "万吨", 2, 4, 3, 3], id="a part"),
    ],
)
def test_an_indicator_that_looks_like_a_header_or_a_foot_is_one(read: Read, row: list[object]) -> None:
    assert len(read([*PLAIN, row]).indicators) == 3
