"""A workbook read into a plan: columns, rows, cells and settings, each with its finding and its place."""

import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.worksheet import Worksheet as XlsxWriterSheet

import yuecheng_xl as yx
from tests.conftest import Row, Rows
from yuecheng_xl.findings import Finding
from yuecheng_xl.findings.errors import InputContentError, InputFileError
from yuecheng_xl.plan import Action, Direction, Indicator, Measure, Observation, Plan
from yuecheng_xl.plan.settings import Averaging
from yuecheng_xl.plan.workbook import source_of
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.status import Status
from yuecheng_xl.typed.unit import factor

HEADER = ["类别", "序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "2023年上半年"]
GDP: list[str | float] = ["综合实力", 1, "全区生产总值", "亿元", "1500以上", 1005.3, 1191.5, 1271, 624.5]
SHARE: list[str | float] = ["创新", 2, "研发投入占比", "%", "≥3.5", 2.8, 3, 3.1, 3.2]
Y2020, Y2021, Y2022 = Period.whole(2020), Period.whole(2021), Period.whole(2022)
H1_2023 = Period.of(2023, 1, 6)

Read = Callable[..., Plan]
"""What reads a workbook of rows, of what a function draws with openpyxl, or writes with XlsxWriter."""


def found(plan: Plan, code: str) -> list[str]:
    """Return the places of the findings of one code."""
    return [finding.where for finding in plan.findings if finding.code == code]


def cell_findings(plan: Plan) -> list[tuple[str, str]]:
    """Return code and place of what was found in single cells and rows (no inference)."""
    return [
        (finding.code, finding.where)
        for finding in plan.findings
        if finding.code.startswith(("F2", "F3", "F43"))
    ]


def values(indicator: Indicator) -> list[Decimal | None]:
    return [item.value for item in indicator.observations]


def observed(indicator: Indicator, period: Period) -> Observation:
    observation = indicator.observation(period)
    assert observation is not None
    return observation


def decimals(*numbers: float) -> list[Decimal]:
    return [Decimal(str(number)) for number in numbers]


@pytest.fixture
def read(book: Callable[..., Path]) -> Read:
    """Read a workbook made of rows."""

    def run(rows: Rows, **sheets: Rows) -> Plan:
        return yx.read_workbook(book(rows, **sheets))

    return run


@pytest.fixture
def draw(tmp_path: Path) -> Read:
    """Read a workbook whose table a function draws on an openpyxl sheet, under the usual header."""

    def run(function: Callable[[Worksheet], object], header: Row | None = HEADER) -> Plan:
        workbook = Workbook()
        sheet = workbook.worksheets[0]
        sheet.title = "指标总表"
        if header:
            sheet.append(list(header))
        function(sheet)
        workbook.save(tmp_path / "测试.xlsx")
        workbook.close()
        return yx.read_workbook(tmp_path / "测试.xlsx")

    return run


@pytest.fixture
def write(tmp_path: Path) -> Read:
    """Read a workbook that a function writes with XlsxWriter, header and first row in place."""

    def run(function: Callable[[xlsxwriter.Workbook, XlsxWriterSheet], object], row: Row = GDP) -> Plan:
        with xlsxwriter.Workbook(tmp_path / "测试.xlsx") as workbook:
            sheet = workbook.add_worksheet("指标总表")
            sheet.write_row(0, 0, HEADER)
            sheet.write_row(1, 0, row)
            function(workbook, sheet)
        return yx.read_workbook(tmp_path / "测试.xlsx")

    return run


# Columns.


def test_the_printed_table_alone_is_read_whole(read: Read) -> None:
    plan = read([HEADER, GDP, SHARE])
    first, second = plan.indicators
    assert (first.number, first.name, first.category, first.unit) == (1, "全区生产总值", "综合实力", "亿元")
    assert (first.target.value, first.target.bound) == (Decimal(1500), Bound.AT_LEAST)
    assert [item.period for item in first.observations] == [Y2020, Y2021, Y2022, H1_2023]
    assert values(first) == decimals(1005.3, 1191.5, 1271, 624.5)
    assert [item.where for item in first.observations] == [f"指标总表!{column}2" for column in "FGHI"]
    assert (first.where, second.where) == ("指标总表!C2", "指标总表!C3")
    assert cell_findings(plan) == []


def test_what_the_printed_table_does_not_say_is_inferred_and_listed(read: Read) -> None:
    plan = read([HEADER, GDP, SHARE, ["居民", 3, "户籍人口", "万人", 130, 117, 118, 120, 121]])
    assert [item.measure for item in plan.indicators] == [Measure.FLOW, Measure.RATIO, Measure.STOCK]
    assert all(item.direction is Direction.HIGHER for item in plan.indicators)
    assert len(found(plan, "F402")) == 3
    assert len(found(plan, "F401")) == 1


@pytest.mark.parametrize(
    ("target", "name", "unit", "measure", "direction"),
    [
        ("完成省市下达指标", "单位能耗", "%", Measure.QUALITATIVE, Direction.HIGHER),
        ("[13.5]", "单位能耗降低", "%", Measure.CUMULATIVE, Direction.HIGHER),
        ("年均7", "可支配收入", "元", Measure.GROWTH_RATE, Direction.HIGHER),
        (7, "投资增速", "%", Measure.GROWTH_RATE, Direction.HIGHER),
        (50, "经开区全国排名", "位", Measure.RANK, Direction.LOWER),
        ("＜28", "细颗粒物浓度", "μg/m³", Measure.STOCK, Direction.LOWER),
        ("控制在5%以内", "失业率", "%", Measure.RATIO, Direction.LOWER),
    ],
)
def test_measure_and_direction_follow_from_target_name_and_unit(
    target: int | str, name: str, unit: str, measure: Measure, direction: Direction, read: Read
) -> None:
    plan = read([HEADER, ["类", 1, name, unit, target, 30, 29, 28, 28]])
    assert plan.indicators[0].measure is measure
    assert plan.indicators[0].direction is direction


@pytest.mark.parametrize(
    ("header", "figures"),
    [
        pytest.param("2023年二季度", [80, 90, 100, 30], id="a part of a year that does not begin in January"),
        pytest.param("2023年上半年", [None, None, None, 55], id="no year to compare it with"),
        pytest.param("2023年上半年", [None, None, 0, 55], id="nought the year before"),
    ],
)
def test_the_data_type_stays_open_where_no_part_of_a_year_compares_with_a_year(
    header: str, figures: list[float | None], read: Read
) -> None:
    plan = read([[*HEADER[:5], "2020年", "2021年", "2022年", header], ["", 1, "某项", "亿元", 150, *figures]])
    assert plan.indicators[0].measure is None
    assert len(found(plan, "F406")) == 1


def test_a_part_of_a_year_compares_with_the_newest_year_that_has_more_than_nought(read: Read) -> None:
    plan = read([HEADER, ["", 1, "某项", "亿元", 150, 90, 100, 0, 50]])
    assert plan.indicators[0].measure is Measure.FLOW


def test_columns_are_found_in_any_order(read: Read) -> None:
    order = [8, 4, 2, 6, 0, 7, 3, 5, 1]
    plan = read([[row[index] for index in order] for row in (HEADER, GDP, SHARE)])
    usual = read([HEADER, GDP, SHARE])
    for one, other in zip(plan.indicators, usual.indicators, strict=True):
        assert (one.number, one.name, one.category, one.unit) == (
            other.number,
            other.name,
            other.category,
            other.unit,
        )
        assert one.target.value == other.target.value
        assert {item.period: item.value for item in one.observations} == {
            item.period: item.value for item in other.observations
        }
    assert observed(plan.indicators[0], H1_2023).where == "指标总表!A2"


def test_figures_are_in_the_order_of_time_whatever_that_of_their_columns(read: Read) -> None:
    header = [*HEADER[:5], "2023年上半年", "2022年", "2020年", "2021年", "2022年增速", "2021年增速"]
    plan = read([header, [*GDP[:5], 624.5, 1271, 1005.3, 1191.5, 6.7, 18.5]])
    item = plan.indicators[0]
    assert plan.periods == (Y2020, Y2021, Y2022, H1_2023)
    assert tuple(one.period for one in item.observations) == plan.periods
    assert list(item.growths) == [Y2021, Y2022]
    assert [datum.value for datum in item.series] == decimals(1005.3, 1191.5, 1271, 624.5)
    assert [datum.value for datum in item.stated_growth] == decimals(18.5, 6.7)


@pytest.mark.parametrize(
    "header",
    [
        [
            "指标类别",
            "编号",
            "指标名称",
            "计量单位",
            "目标值",
            "2020年实际",
            "2021",
            "2022年度",
            "2023年1-6月",
        ],
        [
            "类 别",
            "序　号",
            "指 标",
            "单 位",
            "2025年\n目标",
            "２０２０年",
            "2021年完成值",
            "2022年末",
            "2023上半年",
        ],
        ["领域", "指标编号", "主要指标", "单位：", "十四五目标", 2020, 2021, 2022, "2023年上半年（预计）"],
    ],
)
def test_headers_are_known_by_their_synonyms(header: list[int | str] | list[str], read: Read) -> None:
    plan = read([header, GDP])
    item = plan.indicators[0]
    assert (item.number, item.name, item.category, item.unit) == (1, "全区生产总值", "综合实力", "亿元")
    assert item.target.value == 1500
    assert [one.period for one in item.observations] == [Y2020, Y2021, Y2022, H1_2023]
    assert (plan.base_year, plan.target_year) == (2020, 2025)
    assert cell_findings(plan) == []


def test_every_column_of_the_master_is_read(read: Read) -> None:
    more = {
        "指标属性": "预期性", "方向": "越高越好", "数据类型": "时期数", "责任单位": "区统计局",
        "2021年增速": 8.8, "2023年上半年增速": "7.5%", "规划年均增速": 7,
        "数据说明": "可比价", "口径变化": "经济普查后修订",
        "客观因素": "疫情", "部门预判": "能实现", "部门建议": "调整目标", "建议内容": "由1500调整为1400",
        "建议理由": "基数变化", "人工认定": "完成", "配图": "是",
    }  # fmt: skip
    plan = read([HEADER + list(more), GDP + list(more.values())])
    item = plan.indicators[0]
    assert (item.attribute, item.department, item.data_note) == ("预期性", "区统计局", "可比价")
    assert (item.direction, item.direction_inferred, item.measure) == (Direction.HIGHER, False, Measure.FLOW)
    assert {period: one.value for period, one in item.growths.items()} == {
        Y2021: Decimal("8.8"),
        H1_2023: Decimal("7.5"),
    }
    assert item.planned_growth == 7
    assert (item.definition_change, item.external_cause, item.forecast) == (
        "经济普查后修订",
        "疫情",
        "能实现",
    )
    assert (item.proposal, item.proposal_content) == (Action.ADJUST, "由1500调整为1400")
    assert (item.proposal_reason, item.verdict, item.has_chart) == ("基数变化", "完成", True)
    assert found(plan, "F401") + found(plan, "F402") + found(plan, "F205") == []


def test_another_plan_period_needs_nothing_but_other_headers(read: Read) -> None:
    header = [
        "指标",
        "单位",
        "2030年目标",
        "2025年",
        "2026年",
        "2027年",
        "2028年前三季度",
        "2028年前三季度增速",
    ]
    plan = read([header, ["地区生产总值", "亿元", 2100, 1500, 1600, 1700, 1300, 6.5]])
    assert (plan.base_year, plan.target_year, plan.cutoff) == (2025, 2030, date(2028, 9, 30))
    assert list(plan.indicators[0].growths) == [Period.of(2028, 1, 9)]


@pytest.mark.parametrize("above", [1, 2, 5])
def test_the_header_may_stand_below_titles_and_to_the_right(above: int, draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        sheet["B1"] = "某区“十四五”规划主要指标完成情况表"
        sheet.merge_cells("B1:K1")
        lines: tuple[Sequence[str | float], ...] = (HEADER, GDP)
        for row, content in enumerate(lines, above + 1):
            for column, value in enumerate(content, 3):
                sheet.cell(row, column, value)

    plan = draw(table, header=None)
    assert plan.indicators[0].where == f"指标总表!E{above + 2}"
    assert values(plan.indicators[0]) == decimals(1005.3, 1191.5, 1271, 624.5)
    assert plan.table is not None
    assert plan.table.header_row == above + 1
    assert cell_findings(plan) == []


@pytest.mark.parametrize("title_rows", [0, 1, 2])
def test_a_finding_on_a_header_points_at_the_header_and_not_at_the_title_above(
    title_rows: int, read: Read
) -> None:
    titles = [["某区规划指标表"], ["单位见表内"]][:title_rows]
    plan = read([*titles, [*HEADER, "联系人"], [*GDP, "张三"]])
    assert found(plan, "F205") == [f"指标总表!J{title_rows + 1}"]


def two_lines(sheet: Worksheet, upper: Row, lower: Row, merged: list[str], row: Row) -> None:
    sheet.append(list(upper))
    sheet.append(list(lower))
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:D2", *merged):
        sheet.merge_cells(area)
    sheet.append(list(row))


def test_a_header_of_two_lines_with_a_merged_group_is_read(draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        upper = [*HEADER[:5], "完成情况", None, None, None, "责任单位"]
        lower = [None] * 5 + HEADER[5:]
        two_lines(sheet, upper, lower, ["E1:E2", "F1:I1", "J1:J2"], [*GDP, "区统计局"])

    plan = draw(table, header=None)
    item = plan.indicators[0]
    assert (item.number, item.name, item.target.value, item.row) == (1, "全区生产总值", Decimal(1500), 3)
    assert values(item) == decimals(1005.3, 1191.5, 1271, 624.5)
    assert item.department == "区统计局"
    assert plan.table is not None
    assert plan.table.header_row == 2
    assert cell_findings(plan) == []


def test_a_group_of_growths_over_years_is_told_from_the_figures(draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        upper = [*HEADER[:5], "完成情况", None, None, None, "增速", None]
        lower = [None] * 5 + HEADER[5:] + ["2021年", "2022年"]
        two_lines(sheet, upper, lower, ["E1:E2", "F1:I1", "J1:K1"], [*GDP, 8.8, 4])

    item = draw(table, header=None).indicators[0]
    assert values(item) == decimals(1005.3, 1191.5, 1271, 624.5)
    assert {period: one.value for period, one in item.growths.items()} == {
        Y2021: Decimal("8.8"),
        Y2022: Decimal(4),
    }


def test_the_word_target_over_its_year_makes_a_target_column(draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        upper = [*HEADER[:4], "规划目标", "完成情况", None, None, None]
        lower = [None] * 4 + ["2025年"] + HEADER[5:]
        two_lines(sheet, upper, lower, ["F1:I1"], GDP)

    plan = draw(table, header=None)
    assert (plan.target_year, plan.indicators[0].target.value) == (2025, Decimal(1500))
    assert values(plan.indicators[0]) == decimals(1005.3, 1191.5, 1271, 624.5)


def test_a_year_that_is_a_date_cell_counts_as_it_shows(draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        sheet["F1"] = datetime(2020, 12, 31)  # noqa: DTZ001 - a cell has no time zone
        sheet["F1"].number_format = 'yyyy"年"'
        sheet.append(GDP)

    assert observed(draw(table).indicators[0], Y2020).value == Decimal("1005.3")


def test_a_column_that_nothing_recognises_is_named(read: Read) -> None:
    plan = read([["联系电话", *HEADER, "2023年初稿"], ["8888", *GDP, 5]])
    assert found(plan, "F205") == ["指标总表!A1"]
    assert [one.where for one in plan.findings if one.code == "F220" and "“初稿”" in one.message] == [
        "指标总表!K1"
    ]


def test_the_same_header_twice_is_an_error_and_the_first_counts(read: Read) -> None:
    plan = read([[*HEADER, "2021年"], [*GDP, 9999]])
    assert found(plan, "F204") == ["指标总表!J1"]
    assert observed(plan.indicators[0], Y2021).value == Decimal("1191.5")


def test_a_header_merged_over_columns_is_one_column_and_a_merged_blank_none(draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        sheet["J1"], sheet["N1"] = "责任单位", "客观因素"
        sheet.merge_cells("J1:K1")
        sheet.merge_cells("L1:M1")
        sheet.append([*GDP, "区统计局", "另一列", None, None, "疫情"])

    plan = draw(table)
    assert (plan.indicators[0].department, plan.indicators[0].external_cause) == ("区统计局", "疫情")
    assert found(plan, "F204") == found(plan, "F205") == []


def test_hidden_columns_and_rows_count_like_others(draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        sheet.append(GDP)
        sheet.append(SHARE)
        sheet.column_dimensions["G"].hidden = True
        sheet.row_dimensions[3].hidden = True

    plan = draw(table)
    assert [item.number for item in plan.indicators] == [1, 2]
    assert observed(plan.indicators[0], Y2021).value == Decimal("1191.5")


# Rows.


def test_blank_rows_and_rows_of_white_space_are_passed_over(read: Read) -> None:
    plan = read([HEADER, [], GDP, [None, None, "  "], [], SHARE, [], []])
    assert [(item.number, item.row) for item in plan.indicators] == [(1, 3), (2, 6)]
    assert cell_findings(plan) == []


def test_merged_category_cells_hold_for_all_their_rows(draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        sheet.append(GDP)
        sheet.append([None, *SHARE[1:]])
        sheet.append(["创新", 3, *SHARE[2:]])
        sheet["C4"] = "专利"
        sheet.merge_cells("A2:A3")

    assert [item.category for item in draw(table).indicators] == ["综合实力", "综合实力", "创新"]


def test_a_category_filled_in_once_holds_until_the_next(read: Read) -> None:
    plan = read([HEADER, GDP, [None, *SHARE[1:]], ["民生", 3, "就业", *SHARE[3:]]])
    assert [item.category for item in plan.indicators] == ["综合实力", "综合实力", "民生"]


def test_category_headings_across_the_table_are_no_indicators(draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        sheet.append(["综合实力"])
        sheet.append(GDP[1:])
        sheet.append(["科技创新"])
        sheet.append(SHARE[1:])
        sheet.merge_cells("A2:H2")
        sheet.merge_cells("A4:H4")

    plan = draw(table, header=HEADER[1:])
    assert [(item.category, item.number) for item in plan.indicators] == [("综合实力", 1), ("科技创新", 2)]
    assert cell_findings(plan) == []


def test_a_category_on_a_row_of_its_own_in_the_category_column_holds_for_the_rows_below(read: Read) -> None:
    plan = read([HEADER, ["综合实力"], [None, *GDP[1:]], ["科技创新"], [None, *SHARE[1:]]])
    assert [item.category for item in plan.indicators] == ["综合实力", "科技创新"]


def test_the_header_repeated_on_a_later_page_is_passed_over(read: Read) -> None:
    plan = read([HEADER, GDP, HEADER, SHARE])
    assert [item.number for item in plan.indicators] == [1, 2]
    assert cell_findings(plan) == []


@pytest.mark.parametrize("name", ["1.全区生产总值", "1．全区生产总值", "1、全区生产总值", "1. 全区生产总值"])
def test_numbers_printed_before_the_name_are_read(name: str, read: Read) -> None:
    plan = read([HEADER[2:], [name, *GDP[3:]], ["2.研发投入占比", *SHARE[3:]]])
    assert [(item.number, item.name) for item in plan.indicators] == [
        (1, "全区生产总值"),
        (2, "研发投入占比"),
    ]
    assert cell_findings(plan) == []


def test_a_number_both_in_its_column_and_before_the_name_is_one_number(read: Read) -> None:
    assert read([HEADER, ["", 1, "1.全区生产总值", *GDP[3:]]]).indicators[0].name == "全区生产总值"


def test_numbers_may_be_texts(read: Read) -> None:
    plan = read([HEADER, ["", "1", *GDP[2:]], ["", "２.", *SHARE[2:]]])
    assert [item.number for item in plan.indicators] == [1, 2]
    assert found(plan, "F209") == []


def test_a_missing_number_is_assigned_and_said(read: Read) -> None:
    plan = read([HEADER, GDP, ["创新", None, *SHARE[2:]], ["创新", "其一", "专利", *SHARE[3:]]])
    assert [item.number for item in plan.indicators] == [1, 2, 3]
    assert found(plan, "F209") == ["指标总表!C3", "指标总表!C4"]


def test_the_same_number_twice_is_an_error_and_no_row_is_lost(read: Read) -> None:
    plan = read([HEADER, GDP, ["创新", 1, *SHARE[2:]]])
    assert found(plan, "F208") == ["指标总表!C3"]
    assert [item.name for item in plan.indicators] == ["全区生产总值", "研发投入占比"]


def test_the_same_name_twice_is_suspicious(read: Read) -> None:
    assert found(read([HEADER, GDP, ["综合实力", 2, *GDP[2:]]]), "F210") == ["指标总表!C3"]


def test_data_without_a_name_is_reported(read: Read) -> None:
    plan = read([HEADER, GDP, ["创新", 2, None, *SHARE[3:]]])
    assert found(plan, "F213") == ["指标总表!C3"]
    assert len(plan.indicators) == 1


def test_a_remark_below_the_table_is_said_to_be_passed_over(read: Read) -> None:
    plan = read([HEADER, GDP, [None, None, "注：本表数据为初步核算数"]])
    assert found(plan, "F206") == ["指标总表!C3"]
    assert len(plan.indicators) == 1


def test_a_numbered_row_without_any_figure_is_still_an_indicator(read: Read) -> None:
    plan = read([HEADER, GDP, ["创新", 2, "研发投入占比", "%"]])
    assert [item.number for item in plan.indicators] == [1, 2]
    assert found(plan, "F310") == ["指标总表!E3"]


def test_a_word_merged_over_periods_holds_for_each_and_a_number_only_for_the_first(draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        sheet.append(["", 1, "失业率", "%", "5以内", 3.1, "指标调整为城镇调查失业率"])
        sheet.append(["", 2, "绿化率", "%", 45, 40, 41])
        sheet.merge_cells("G2:I2")
        sheet.merge_cells("G3:I3")

    words, number = draw(table).indicators
    assert [item.status for item in words.observations] == [Status.NORMAL] + [Status.ABOLISHED] * 3
    assert values(number) == [Decimal(40), Decimal(41), None, None]


# Cells.

# What stands in the cell, the indicator's unit; what is read from it and which findings there are.
CELLS = [
    (83000, "元", "83000", Status.NORMAL, "", []),
    (0.1 + 0.2, "%", "0.3", Status.NORMAL, "", []),
    ("83000（预计）", "元", "83000", Status.ESTIMATED, "预计", []),
    ("预计83000", "元", "83000", Status.ESTIMATED, "预计", []),
    ("83000（预测）", "元", "83000", Status.FORECAST, "预测", []),
    ("83000（初步数）", "元", "83000", Status.PROVISIONAL, "初步数", []),
    ("82.37（由市级测算）", "%", "82.37", Status.DEFINITION_DIFFERS, "由市级测算", []),
    ("12.7（累计）", "%", "12.7", Status.NORMAL, "累计", []),
    ("未出", "元", None, Status.UNPUBLISHED, "未出", []),
    ("未反馈", "元", None, Status.UNPUBLISHED, "未反馈", []),
    ("由市级测算未发布", "%", None, Status.UNPUBLISHED, "由市级测算未发布", []),
    ("未统计", "元", None, Status.NOT_COLLECTED, "未统计", []),
    ("指标调整为城镇调查失业率", "%", None, Status.ABOLISHED, "指标调整为城镇调查失业率", []),
    ("—", "元", None, Status.MISSING, "", []),
    ("-", "元", None, Status.MISSING, "", []),
    ("——", "元", None, Status.MISSING, "", []),
    ("/", "元", None, Status.MISSING, "", []),
    ("无", "元", None, Status.MISSING, "", []),
    (None, "元", None, Status.MISSING, "", []),
    ("83000元", "元", "83000", Status.NORMAL, "", ["F302"]),
    ("97.3%", "%", "97.3", Status.NORMAL, "", ["F302"]),
    ("97.3％", "%", "97.3", Status.NORMAL, "", ["F302"]),
    ("97.3%（预计）", "%", "97.3", Status.ESTIMATED, "预计", []),
    ("97.3个百分点", "%", "97.3", Status.NORMAL, "", []),
    ("28μg/m³", "微克/立方米", "28", Status.NORMAL, "", ["F302"]),
    ("6245000万元", "亿元", "624.5", Status.NORMAL, "", ["F303"]),
    ("1.2万亿", "亿元", "12000", Status.NORMAL, "", ["F303"]),
    ("8.3万", "元", "83000", Status.NORMAL, "", ["F303"]),
    ("624.5亩", "亿元", None, Status.UNREADABLE, "", ["F304"]),
    ("97.3%", "亿元", None, Status.UNREADABLE, "", ["F304"]),
    ("8万", "%", None, Status.UNREADABLE, "", ["F304"]),
    ("624.5", "亿元", "624.5", Status.NORMAL, "", ["F307"]),
    ("1,234.5", "亿元", "1234.5", Status.NORMAL, "", ["F307"]),
    ("１２３４．５", "亿元", "1234.5", Status.NORMAL, "", ["F307"]),
    (" 12 345 ", "亿元", "12345", Status.NORMAL, "", ["F307"]),
    ("83000①", "元", "83000", Status.NORMAL, "", ["F308"]),
    ("83000*", "元", "83000", Status.NORMAL, "", ["F308"]),
    ("＞7", "%", "7", Status.NORMAL, "", ["F313"]),
    ("5左右", "%", "5", Status.ESTIMATED, "", []),
    ("1,5", "%", None, Status.UNREADABLE, "", ["F431"]),
    ("12 5", "%", None, Status.UNREADABLE, "", ["F301"]),
    ("1.5 200", "%", None, Status.UNREADABLE, "", ["F301"]),
    ("6-7", "%", None, Status.UNREADABLE, "", ["F301"]),
    ("12..3", "%", None, Status.UNREADABLE, "", ["F301"]),
    ("①", "%", None, Status.UNREADABLE, "", ["F301"]),
    ("见附件", "%", None, Status.UNREADABLE, "", ["F301"]),
    (True, "%", None, Status.UNREADABLE, "", ["F301"]),
    (date(2023, 6, 30), "%", None, Status.UNREADABLE, "", ["F301"]),
]


@pytest.mark.parametrize(
    ("cell", "unit", "value", "status", "note", "codes"), CELLS, ids=[f"{row[0]}|{row[1]}" for row in CELLS]
)
def test_a_cell_gives_value_status_and_note_or_a_finding_with_its_place(
    cell: bool | date | float | str | None,
    unit: str,
    value: str | None,
    status: Status,
    note: str,
    codes: list[str],
    read: Read,
) -> None:
    plan = read([HEADER, ["", 1, "某项", unit, 110, 72.7, 93.2, 86.3, cell]])
    item = observed(plan.indicators[0], H1_2023)
    assert item.value == (None if value is None else Decimal(value))
    assert (item.status, item.note) == (status, note)
    assert cell_findings(plan) == [(code, "指标总表!I2") for code in codes]
    if isinstance(cell, str):
        assert item.text == cell.strip()


def test_a_cumulated_figure_is_marked(read: Read) -> None:
    plan = read([HEADER, ["", 1, "能耗降低", "%", "[13.5]", None, 3, "7.2（累计）", "[8]"]])
    assert [item.cumulated for item in plan.indicators[0].observations] == [False, False, True, True]


@pytest.mark.parametrize(
    ("value", "number_format", "unit", "read_as", "shown"),
    [
        (0.973, "0.0%", "%", "97.3", "97.3%"),
        (0.05, "0%", "百分点", "5", "5%"),
        (97.3, '0.0"%"', "%", "97.3", "97.3%"),
        (97.3, r"0.0\%", "%", "97.3", "97.3%"),
        (97.3, "0.00", "%", "97.3", "97.30"),
        (5, "0.0", "%", "5", "5.0"),
        (1234.5, "#,##0.0", "亿元", "1234.5", "1,234.5"),
        (1.6, "0.00", "倍", "1.6", "1.60"),
        (83000, '0"元"', "元", "83000", "83000元"),
        (1.23456, "0.0", "%", "1.23456", "1.2"),
    ],
)
def test_a_number_is_taken_whole_and_shown_as_formatted(
    value: float, number_format: str, unit: str, read_as: str, shown: str, draw: Read
) -> None:
    def table(sheet: Worksheet) -> None:
        sheet.append(["", 1, "某项", unit, 110, 1, 2, 3, value])
        sheet["I2"].number_format = number_format

    plan = draw(table)
    item = observed(plan.indicators[0], H1_2023)
    assert (item.value, item.text) == (Decimal(read_as), shown)
    assert cell_findings(plan) == []


def test_a_target_shown_in_percent_is_in_percent(draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        sheet.append(["", 1, "某项", "%", 0.65, 60, 61, 62, 63])
        sheet["E2"].number_format = "0%"
        sheet.append(["", 2, "他项", "%", 65, 60, 61, 62, 63])
        sheet["E3"].number_format = '0"%"'
        sheet.append(["", 3, "累计项", "%", 13.5, None, 3, 3, 3])
        sheet["E4"].number_format = '"["0.0"]"'

    plan = draw(table)
    assert [item.target.value for item in plan.indicators] == decimals(65, 65, 13.5)
    assert [item.target.cumulated for item in plan.indicators] == [False, False, True]


TARGETS = [
    ("1500以上", "亿元", "1500", Bound.AT_LEAST, []), (110, "亿元", "110", Bound.NONE, []),
    ("110", "亿元", "110", Bound.NONE, []), ("＜0.01", "%", "0.01", Bound.BELOW, []),
    ("5左右", "%", "5", Bound.ABOUT, []), ("30%以上", "%", "30", Bound.AT_LEAST, []),
    ("控制在5%以内", "%", "5", Bound.AT_MOST, []), ("4.2以内", "%", "4.2", Bound.AT_MOST, []),
    ("1.5万亿元以上", "亿元", "15000", Bound.AT_LEAST, ["F303"]),
    ("17万", "元", "170000", Bound.NONE, ["F303"]),
    ("完成省市下达指标", "%", None, Bound.NONE, []),
    ("1500亩", "亿元", None, Bound.NONE, ["F304"]), ("1,5", "%", None, Bound.NONE, ["F309"]),
    ("6-7-8", "%", None, Bound.NONE, ["F309"]), ("常住60，户籍45", "%", None, Bound.NONE, ["F350"]),
    ("85（2022年）", "%", None, Bound.NONE, ["F351"]),
    (None, "%", None, Bound.NONE, ["F310"]), ("  ", "%", None, Bound.NONE, ["F310"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "unit", "value", "bound", "codes"), TARGETS, ids=[f"{row[0]}|{row[1]}" for row in TARGETS]
)
def test_a_target_is_read_or_reported(
    cell: int | str | None, unit: str, value: str | None, bound: Bound, codes: list[str], read: Read
) -> None:
    plan = read([HEADER, ["", 1, "某项", unit, cell, 1, 2, 3, 4]])
    target = plan.indicators[0].target
    assert (target.value, target.bound) == (None if value is None else Decimal(value), bound)
    assert target.is_qualitative == (value is None and not codes)
    assert cell_findings(plan) == [(code, "指标总表!E2") for code in codes]


def test_words_with_digits_are_a_target_where_the_data_type_says_so(read: Read) -> None:
    plan = read([[*HEADER, "数据类型"], ["", 1, "某项", "", "2025年前建成", "", "", "", "开工", "定性"]])
    assert plan.indicators[0].target.is_qualitative
    assert found(plan, "F309") == []


@pytest.mark.parametrize("words", ["完成市下达指标", "3项任务全部完成", "2022年目标已完成", "完成12项"])
def test_words_are_the_figure_of_a_qualitative_target(words: str, read: Read) -> None:
    plan = read([HEADER, ["", 1, "能耗", "%", "完成省市下达指标", None, "完成", "完成", words]])
    item = observed(plan.indicators[0], H1_2023)
    assert (item.value, item.status, item.text) == (None, Status.NORMAL, words)
    assert cell_findings(plan) == []


GROWTHS = [
    (8.8, "8.8", []), (-7.3, "-7.3", []), ("-7.3%", "-7.3", ["F302"]), ("下降7.3%", "-7.3", ["F302"]),
    ("增长8.8%", "8.8", ["F302"]), ("同比下降7.3%", "-7.3", ["F302"]), ("＞7（预计）", "7", ["F313"]),
    ("负增长3", "-3", ["F307"]), ("－７．３", "-7.3", ["F307"]),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "value", "codes"), GROWTHS, ids=[str(cell) for cell, *_ in GROWTHS])
def test_a_growth_is_read_with_its_sign_and_kept_as_filled_in(
    cell: float | str, value: str, codes: list[str], read: Read
) -> None:
    plan = read([[*HEADER, "2023年上半年增速"], [*GDP, cell]])
    growth = plan.indicators[0].growths[H1_2023]
    assert growth.value == Decimal(value)
    assert growth.text == str(cell)
    assert cell_findings(plan) == [(code, "指标总表!J2") for code in codes]


def test_growth_shown_in_percent_is_in_percent(draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        sheet.append([*GDP, 0.088])
        sheet["J2"].number_format = "0.0%"

    assert draw(table, header=[*HEADER, "2021年增速"]).indicators[0].growths[Y2021].value == Decimal("8.8")


# Formulas, errors, rich text.


def test_a_formula_that_was_never_calculated_is_reported(draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        sheet.append([*GDP[:4], "=100*15", *GDP[5:8], "=SUM(F2:G2)"])

    plan = draw(table)
    assert observed(plan.indicators[0], H1_2023).status is Status.UNREADABLE
    assert observed(plan.indicators[0], Y2022).value == 1271
    assert found(plan, "F306") == ["指标总表!I2"]
    assert found(plan, "F309") == ["指标总表!E2"]


def test_a_formula_counts_with_the_value_that_excel_kept(write: Read) -> None:
    def formulas(_: xlsxwriter.Workbook, sheet: XlsxWriterSheet) -> None:
        sheet.write_formula("E2", '=15*100&"以上"', value="1500以上")
        sheet.write_formula("I2", "=F2/2+121.85", value=624.5)

    plan = write(formulas)
    assert plan.indicators[0].target.value == 1500
    assert observed(plan.indicators[0], H1_2023).value == Decimal("624.5")
    assert cell_findings(plan) == []


def test_a_link_in_an_empty_cell_is_no_figure_for_excel_shows_none(draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        sheet.append([*GDP[:7], None, GDP[8]])
        sheet["H2"].hyperlink = "https://example.org/2022"
        sheet["H2"].value = None

    plan = draw(table)
    assert observed(plan.indicators[0], Y2022).status is Status.MISSING
    assert cell_findings(plan) == []


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?"])
def test_an_error_value_is_reported_with_its_place(error: str, write: Read) -> None:
    plan = write(lambda _, sheet: sheet.write_formula("I2", "=1/0", value=error))
    item = observed(plan.indicators[0], H1_2023)
    assert (item.value, item.status, item.text) == (None, Status.UNREADABLE, error)
    assert found(plan, "F305") == ["指标总表!I2"]


def test_an_uncalculated_formula_is_seen_whatever_prefix_the_writer_gives_its_elements(
    book: Callable[..., Path],
) -> None:
    """Files made with Microsoft's Open XML SDK prefix every element with x:."""
    path = book([HEADER, [*GDP[:8], "=SUM(F2:G2)"]])
    with zipfile.ZipFile(path) as package:
        content = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    prefixed = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", content[name]).replace(b" xmlns=", b" xmlns:x=")
    with zipfile.ZipFile(path, "w") as package:
        for part, data in (content | {name: prefixed}).items():
            package.writestr(part, data)
    plan = yx.read_workbook(path)
    assert values(plan.indicators[0])[:3] == decimals(1005.3, 1191.5, 1271)
    assert found(plan, "F306") == ["指标总表!I2"]


@pytest.mark.parametrize(
    ("header", "field"),
    [("口径变化", "definition_change"), ("客观因素", "external_cause"), ("部门预判", "forecast"),
     ("人工认定", "verdict"), ("建议内容", "proposal_content")],
)  # fmt: skip
def test_an_error_value_is_no_remark(header: str, field: str, write: Read) -> None:
    """A failed lookup in 口径变化 would otherwise recommend to adjust the target."""

    def remark(_: xlsxwriter.Workbook, sheet: XlsxWriterSheet) -> None:
        sheet.write("J1", header)
        sheet.write_formula("J2", "=VLOOKUP(C2,A1:A1,1,0)", value="#N/A")

    plan = write(remark)
    assert getattr(plan.indicators[0], field) == ""
    assert any(finding.where == "指标总表!J2" for finding in plan.findings)


@pytest.mark.parametrize("column", ["C", "D"])
def test_a_name_or_unit_that_was_never_calculated_is_reported(column: str, draw: Read) -> None:
    def table(sheet: Worksheet) -> None:
        sheet.append(GDP)
        sheet.append([GDP[0], 2, "另一指标", *GDP[3:]])
        sheet[f"{column}2"] = "=A2&B2"

    plan = draw(table)
    assert plan.indicators[-1].name == "另一指标"
    assert any(finding.where == f"指标总表!{column}2" for finding in plan.findings)


def test_a_raised_note_does_not_glue_to_its_number(write: Read) -> None:
    def note(workbook: xlsxwriter.Workbook, sheet: XlsxWriterSheet) -> None:
        raised, plain = workbook.add_format({"font_script": 1}), workbook.add_format()
        sheet.write_rich_string("I2", plain, "624.5", raised, "1")
        sheet.write_rich_string("C2", plain, "全区", workbook.add_format({"bold": True}), "生产总值")

    plan = write(note)
    item = observed(plan.indicators[0], H1_2023)
    assert (item.value, item.status) == (Decimal("624.5"), Status.NORMAL)
    assert plan.indicators[0].name == "全区生产总值"
    assert cell_findings(plan) == [("F308", "指标总表!I2")]


def test_a_raised_note_on_a_header_does_not_hide_the_column(write: Read) -> None:
    def note(workbook: xlsxwriter.Workbook, sheet: XlsxWriterSheet) -> None:
        raised, plain = workbook.add_format({"font_script": 1}), workbook.add_format()
        sheet.write_rich_string("I1", plain, "2023年上半年", raised, "1")

    assert observed(write(note).indicators[0], H1_2023).value == Decimal("624.5")


def test_a_note_mark_typed_behind_a_header_does_not_hide_the_column(read: Read) -> None:
    plan = read([[*HEADER[:7], "2022年①", "2023年上半年*"], GDP])
    assert values(plan.indicators[0]) == decimals(1005.3, 1191.5, 1271, 624.5)


def test_a_raised_power_belongs_to_its_unit(write: Read) -> None:
    def power(workbook: xlsxwriter.Workbook, sheet: XlsxWriterSheet) -> None:
        raised, plain = workbook.add_format({"font_script": 1}), workbook.add_format()
        sheet.write_rich_string("D2", plain, "μg/m", raised, "3")

    plan = write(power, ["环境", 1, "细颗粒物浓度", "", "＜28", 30, 29, 28, "28μg/m³"])
    assert factor(plan.indicators[0].unit, "微克/立方米") == 1
    assert observed(plan.indicators[0], H1_2023).value == 28


# Words of the drop-down lists.


@pytest.mark.parametrize("header", ["方向", "数据类型", "部门建议"])
def test_a_word_outside_its_list_is_reported_and_not_used(header: str, read: Read) -> None:
    plan = read([[*HEADER, header], [*GDP, "看情况"]])
    assert found(plan, "F311") == ["指标总表!J2"]
    assert plan.indicators[0].proposal is None


def test_a_word_of_another_list_is_reported_too(read: Read) -> None:
    assert found(read([[*HEADER, "方向"], [*GDP, "时期数"]]), "F311") == ["指标总表!J2"]


def test_white_space_around_a_word_does_not_matter(read: Read) -> None:
    plan = read([[*HEADER, "方向", "数据类型"], [*GDP, " 越低越好 ", "时期数\n"]])
    assert (plan.indicators[0].direction, plan.indicators[0].measure) == (Direction.LOWER, Measure.FLOW)
    assert found(plan, "F311") == []


# 规划信息.

SETTINGS: list[list[object]] = [
    ["项目", "内容", "说明"],
    ["规划名称", "某区第十五个五年规划纲要", "全称"],
    ["规划简称", "某区“十五五”规划", "用于标题"],
    ["地区", "某区", "名称"],
    ["基期", 2020, "年份"],
    ["目标年", "2025年", "年份"],
    ["评估时点", "2023年6月30日", "截止日期"],
    ["增长平均方法", "几何平均", "两种之一"],
    ["快于预期下限", 1.3, "倍数"],
    ["符合预期下限", 0.95, "倍数"],
    ["左右允许幅度", "8%", "比例"],
    ["高风险倍数", "2倍", "倍数"],
    ["突变倍数", 5, "倍数"],
]


def changed(key: str, value: object) -> Rows:
    return [[row[0], value, *row[2:]] if row[0] == key else row for row in SETTINGS]


def test_the_plan_sheet_is_read(read: Read) -> None:
    plan = read([HEADER, GDP], 规划信息=SETTINGS)
    assert (plan.name, plan.short_name, plan.district) == (
        "某区第十五个五年规划纲要",
        "某区“十五五”规划",
        "某区",
    )
    assert (plan.base_year, plan.target_year, plan.cutoff) == (2020, 2025, date(2023, 6, 30))
    settings = plan.settings
    assert settings.averaging is Averaging.GEOMETRIC
    assert (settings.faster_from, settings.as_expected_from) == (Decimal("1.3"), Decimal("0.95"))
    assert (settings.about_margin, settings.high_risk_factor) == (Decimal("0.08"), Decimal(2))
    assert settings.jump_factor == 5
    assert found(plan, "F212") + found(plan, "F403") + found(plan, "F404") == []


@pytest.mark.parametrize("sheets", [{}, {"规划信息": [["项目", "内容"]]}], ids=["no sheet", "no keys"])
def test_years_and_cut_off_come_from_the_table_where_the_sheet_is_silent(
    sheets: dict[str, list[list[str]]], read: Read
) -> None:
    plan = read([HEADER, GDP], **sheets)
    assert (plan.base_year, plan.target_year, plan.cutoff) == (2020, 2025, date(2023, 6, 30))
    assert len(found(plan, "F403")) == 2
    assert len(found(plan, "F404")) == 1
    assert plan.settings.averaging is Averaging.ARITHMETIC


def test_the_cut_off_is_that_of_the_newest_figure_and_not_of_an_empty_column(read: Read) -> None:
    plan = read([[*HEADER, "2024年"], [*GDP, "未出"]])
    assert plan.cutoff == date(2023, 6, 30)


def test_the_target_year_is_five_years_on_where_no_header_says_it(read: Read) -> None:
    plan = read([["指标", "单位", "目标", "2020年", "2021年"], ["甲", "%", 65, 60, 61]])
    assert (plan.base_year, plan.target_year) == (2020, 2025)


@pytest.mark.parametrize(
    ("key", "value"),
    [("基期", "待定"), ("目标年", "五年后"), ("评估时点", "年中"), ("评估时点", "2023年2月30日"),
     ("增长平均方法", "加权"), ("快于预期下限", "较快"), ("快于预期下限", -1), ("左右允许幅度", "5元"),
     ("突变倍数", 1), ("突变倍数", 0.1),
     ("基期", 20200), ("目标年", "20255"), ("目标年", "2025-06")],
)  # fmt: skip
def test_a_setting_that_cannot_be_read_is_reported_and_its_default_holds(
    key: str, value: float | str, read: Read
) -> None:
    plan = read([HEADER, GDP], 规划信息=changed(key, value))
    row = [line[0] for line in SETTINGS].index(key) + 1
    assert found(plan, "F212") == [f"规划信息!B{row}"]
    assert (plan.base_year, plan.target_year, plan.cutoff) == (2020, 2025, date(2023, 6, 30))


@pytest.mark.parametrize("key", [row[0] for row in SETTINGS[1:]])
def test_an_emptied_setting_is_missing_and_its_explanation_does_not_take_its_place(
    key: str, read: Read
) -> None:
    plan = read([HEADER, GDP], 规划信息=changed(key, None))
    explanations = {row[2] for row in SETTINGS}
    assert not explanations & {plan.name, plan.short_name, plan.district}
    assert found(plan, "F212") == []
    assert (plan.base_year, plan.target_year, plan.cutoff) == (2020, 2025, date(2023, 6, 30))


def test_a_setting_is_taken_as_kept_and_not_as_rounded_for_show(book: Callable[..., Path]) -> None:
    path = book([HEADER, GDP], 规划信息=[["左右允许幅度", 0.055], ["快于预期下限", 1.25]])
    plan_as_typed = yx.read_workbook(path)
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "指标总表"
    sheet.append(HEADER)
    sheet.append(GDP)
    settings = workbook.create_sheet("规划信息")
    for row in (["左右允许幅度", 0.055], ["快于预期下限", 1.25]):
        settings.append(row)
    settings["B1"].number_format = "0%"
    settings["B2"].number_format = "0.0"
    workbook.save(path)
    workbook.close()
    assert yx.read_workbook(path).settings == plan_as_typed.settings
    assert plan_as_typed.settings.about_margin == Decimal("0.055")


@pytest.mark.parametrize(
    "cutoff",
    ["2023年6月30日", "2023-06-30", "2023/6/30", "2023.6.30", "2023年6月", "2023年上半年", "２０２３年６月",
     date(2023, 6, 30), datetime(2023, 6, 30, 12, 0)],  # noqa: DTZ001 - a cell has no time zone
)  # fmt: skip
def test_the_cut_off_may_be_written_in_many_ways(cutoff: date | datetime | str, read: Read) -> None:
    plan = read([HEADER, GDP], 规划信息=changed("评估时点", cutoff))
    assert plan.cutoff == date(2023, 6, 30)
    assert found(plan, "F212") == []


def test_figures_after_the_cut_off_are_left_out_and_named(read: Read) -> None:
    plan = read([HEADER, GDP, SHARE], 规划信息=changed("评估时点", "2022年12月31日"))
    assert [len(item.observations) for item in plan.indicators] == [3, 3]
    assert found(plan, "F312") == ["指标总表!I2", "指标总表!I3"]


def test_a_target_year_that_differs_from_the_header_is_reported(read: Read) -> None:
    plan = read([HEADER, GDP], 规划信息=changed("目标年", 2030))
    assert plan.target_year == 2030
    assert len(found(plan, "F214")) == 1
    assert plan.indicators[0].target.value == 1500


def test_a_target_year_before_the_base_year_cannot_be_evaluated(read: Read) -> None:
    with pytest.raises(InputContentError) as caught:
        read([HEADER, GDP], 规划信息=changed("目标年", 2019))
    assert caught.value.finding.code == "F211"


def test_the_target_column_of_the_target_year_counts_among_several(read: Read) -> None:
    header = ["指标", "单位", "2023年目标", "2025年目标", "2020年", "2021年"]
    plan = read([header, ["甲", "%", 63, 65, 60, 61]])
    assert (plan.target_year, plan.indicators[0].target.value) == (2025, Decimal(65))


# The table's sheet.


def refused(path: Path) -> Finding:
    with pytest.raises(InputContentError) as caught:
        yx.read_workbook(path)
    return caught.value.finding


@pytest.mark.parametrize(
    "rows",
    [[], [["你好"]], [["指标", "单位", "备注"], ["甲", "%", 1]], [["指标", "2025年目标"], ["甲", 1]],
     [["2025年目标", "2020年"], [1, 2]]],
    ids=["empty", "one cell", "no figures", "no periods", "no names"],
)  # fmt: skip
def test_a_workbook_without_an_indicator_table_is_refused(
    rows: Rows,
    book: Callable[..., Path],
) -> None:
    finding = refused(book(rows))
    assert (finding.code, finding.where) == ("F201", "测试.xlsx")


def test_two_tables_without_the_expected_name_are_refused(book: Callable[..., Path]) -> None:
    finding = refused(book([HEADER, GDP, SHARE], table="甲表", 乙表=[HEADER, SHARE, GDP]))
    assert (finding.code, finding.where) == ("F202", "测试.xlsx")
    assert "甲表" in finding.message
    assert "乙表" in finding.message


def test_the_sheet_of_the_expected_name_wins_over_others(book: Callable[..., Path]) -> None:
    plan = yx.read_workbook(book([HEADER, SHARE], table="旧表", 指标总表=[HEADER, GDP]))
    assert [item.name for item in plan.indicators] == ["全区生产总值"]
    assert found(plan, "F202") + found(plan, "F203") == []


def test_the_only_table_is_found_under_any_name(book: Callable[..., Path]) -> None:
    plan = yx.read_workbook(book([["说明"]], table="封面", 附表1=[HEADER, GDP]))
    assert len(plan.indicators) == 1
    assert found(plan, "F203") == ["附表1"]


def test_an_empty_sheet_of_the_expected_name_does_not_hide_the_table(book: Callable[..., Path]) -> None:
    plan = yx.read_workbook(book([], 附表1=[HEADER, GDP]))
    assert len(plan.indicators) == 1
    assert found(plan, "F203") == ["附表1"]


@pytest.mark.parametrize("titles", [[], [["某区规划指标表"]], [["某区规划指标表"], []]])
def test_a_table_without_rows_is_refused_at_its_header(titles: list[Row], book: Callable[..., Path]) -> None:
    finding = refused(book([*titles, HEADER]))
    assert (finding.code, finding.where) == ("F207", f"指标总表!C{len(titles) + 1}")


def test_the_shipped_workbook_reads_without_a_finding_on_structure_or_cells_but_one(
    shipped: yx.Evaluation,
) -> None:
    assert len(shipped.plan.indicators) == 34
    assert [code for code, _ in cell_findings(shipped.plan) if code != "F313"] == []


def test_a_path_may_be_given_as_a_text(book: Callable[..., Path]) -> None:
    assert yx.read_workbook(str(book([HEADER, GDP]))).source == Path(book([HEADER, GDP]))


# Identities, and the way back to the file.


def test_identities_are_the_rows_with_a_sign_and_their_tolerance_where_it_is_a_number(read: Read) -> None:
    rows = [
        ("下列关系每期都应成立",),
        ("勾稽关系", "允许误差", "说明"),
        ("[1] ＝ [2] × 2", 0.5, "两倍"),
        ("[1] ≥ [2]", "±3%"),
        ("[1] > 0", "5亿元"),
        ("[1] ≤ 9", "略有出入"),
        ("[2] = [1] / 2",),
    ]
    plan = read([HEADER, GDP], 勾稽关系=rows)
    assert [item.unread_tolerance for item in plan.identities] == ["", "", "", "略有出入", ""]
    assert [(item.expression, item.tolerance, item.relative, item.note) for item in plan.identities] == [
        ("[1] = [2] * 2", Decimal("0.5"), False, "两倍"),
        ("[1] >= [2]", Decimal("0.03"), True, ""),
        ("[1] > 0", Decimal(5), False, ""),
        ("[1] <= 9", None, False, ""),
        ("[2] = [1] / 2", None, False, ""),
    ]


def test_a_plan_names_the_workbook_that_it_was_read_from(book: Callable[..., Path]) -> None:
    path = book([HEADER, GDP])
    plan = yx.read_workbook(path)
    assert source_of(plan) == path
    with pytest.raises(InputFileError, match="F101"):
        source_of(replace(plan, source=None))


@pytest.mark.parametrize(
    ("printed", "name", "unit"),
    [
        ("地区生产总值（亿元）", "地区生产总值", "亿元"),
        ("万元GDP能耗下降率(%)", "万元GDP能耗下降率", "%"),
        ("PM2.5年均浓度（微克/立方米）", "PM2.5年均浓度", "微克/立方米"),
        ("PM10浓度（μg/m³）", "PM10浓度", "μg/m³"),
        ("每千名老年人养老床位数（张）", "每千名老年人养老床位数", "张"),
        ("单位GDP能耗（吨标准煤/万元）", "单位GDP能耗", "吨标准煤/万元"),
        ("细颗粒物浓度（PM2.5）", "细颗粒物浓度（PM2.5）", ""),
        ("固定资产投资（不含农户）", "固定资产投资（不含农户）", ""),
        ("执业（助理）医师数", "执业（助理）医师数", ""),
        ("研发经费（R&D）", "研发经费（R&D）", ""),
    ],
)
def test_a_unit_in_the_name_s_brackets_is_its_unit(printed: str, name: str, unit: str, read: Read) -> None:
    (item,) = read([["指标", "2025年目标", "2020年", "2022年"], [printed, 10, 5, 6]]).indicators
    assert (item.name, item.unit) == (name, unit)


def test_brackets_do_not_count_where_a_column_has_the_unit(read: Read) -> None:
    header = ["指标", "单位", "2025年目标", "2020年", "2022年"]
    (item,) = read([header, ["生产总值（亿元）", "万元", 10, 5, 6]]).indicators
    assert (item.name, item.unit) == ("生产总值（亿元）", "万元")


def test_numbers_in_brackets_and_headings_in_a_cell(read: Read) -> None:
    rows = [
        ["指标", "2025年目标", "2020年", "2022年"],
        ["一、经济发展"],
        ["（1）生产总值（亿元）", 10, 5, 6],
        ["（2）工业增加值（亿元）", 10, 5, 6],
        ["（二）社会发展"],
        ["（3）养老床位（张）", 10, 5, 6],
        ["注：数据为快报数。"],
    ]
    found = [(item.number, item.name, item.unit, item.category) for item in read(rows).indicators]
    assert found == [
        (1, "生产总值", "亿元", "一、经济发展"),
        (2, "工业增加值", "亿元", "一、经济发展"),
        (3, "养老床位", "张", "（二）社会发展"),
    ]
