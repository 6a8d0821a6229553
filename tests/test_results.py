"""The result workbook: what it holds, and what it leaves as it was."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell

import yuecheng_xl as yx
from tests.conftest import SHIPPED, charts, read_csv
from yuecheng_xl.disk.shipped import master_workbook


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, shipped: yx.Evaluation) -> Path:
    return yx.write_results(shipped, tmp_path_factory.mktemp("out") / "结果.xlsx").path


@pytest.fixture(scope="module")
def result(written: Path) -> Workbook:
    return load_workbook(written)


def shown(cell: Cell | MergedCell) -> str:
    """Show a number with the decimals of its format, as Excel does."""
    if cell.value is None:
        return ""
    decimals = re.fullmatch(r"0(?:\.(0+))?", cell.number_format)
    if isinstance(cell.value, int | float) and decimals:
        return f"{cell.value:.{len(decimals[1] or '')}f}"
    return str(cell.value)


def test_the_result_sheets_follow_the_persons_own(result: Workbook) -> None:
    own = ["使用说明", "规划信息", "指标总表", "勾稽关系", "指标库", "重点任务", "重大项目"]
    assert result.sheetnames == [*own, *SHIPPED]


def test_table_1_equals_the_published_one_cell_by_cell(
    result: Workbook, published_table1: list[dict[str, str]]
) -> None:
    sheet = result["表1"]
    header = [cell.value for cell in sheet[2]]
    assert header == ["类别", "指标", *list(published_table1[0])[3:]]
    category = ""
    for row, expected in zip(sheet.iter_rows(min_row=3), published_table1, strict=True):
        cells = [shown(cell) for cell in row]
        category = cells[0] or category
        name = f"{expected['序号']}.{expected['指标']}"
        assert [category, *cells[1:]] == [expected["类别"], name, *list(expected.values())[3:]]


def test_figures_stay_numbers_in_table_1(result: Workbook) -> None:
    sheet = result["表1"]
    assert [cell.data_type for cell in sheet[3]] == ["s", "s", "s", "s", "n", "n", "n", "n", "s"]


def test_table_2_equals_the_published_one(result: Workbook) -> None:
    rows = [[cell.value for cell in row] for row in result["表2"].iter_rows(min_row=3)]
    published = read_csv("published_table2.csv")
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row[2:] for row in rows] == [[line["调整事项"], line["调整情况"]] for line in published]


def test_categories_are_merged_and_their_first_cell_names_them(result: Workbook) -> None:
    sheet = result["表1"]
    merged = {str(area) for area in sheet.merged_cells.ranges if area.min_col == 1 and area.min_row > 2}
    assert merged == {"A3:A8", "A9:A15", "A16:A19", "A20:A21", "A22:A28", "A29:A33", "A34:A36"}
    assert sheet["A9"].value == "科技创新"


def test_table_1_is_set_up_for_a4_with_its_header_on_each_page(result: Workbook) -> None:
    sheet = result["表1"]
    assert str(sheet.page_setup.paperSize) == "9"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$2:$2"


def test_the_computed_columns_are_filled_and_nothing_else_of_the_master(result: Workbook) -> None:
    before = load_workbook(master_workbook())
    table, own = before["指标总表"], result["指标总表"]
    changed = {
        own.cell(1, column).value
        for row in own.iter_rows()
        for column, cell in enumerate(row, 1)
        if cell.value != table[cell.coordinate].value
    }
    assert changed == {"完成中期目标情况", "调整建议"}
    for title in ("使用说明", "规划信息", "勾稽关系"):
        values = [[cell.value for cell in row] for row in before[title].iter_rows()]
        assert values == [[cell.value for cell in row] for row in result[title].iter_rows()]


def test_formats_validations_and_notes_of_the_master_survive(result: Workbook) -> None:
    before = load_workbook(master_workbook())["指标总表"]
    after = result["指标总表"]
    assert after.freeze_panes == before.freeze_panes
    assert after.auto_filter.ref == before.auto_filter.ref
    rules = {(str(rule.sqref), rule.formula1) for rule in before.data_validations.dataValidation}
    assert rules == {(str(rule.sqref), rule.formula1) for rule in after.data_validations.dataValidation}
    for cell in before[1]:
        copied = after[cell.coordinate]
        assert copied.font.name == cell.font.name
        assert copied.fill.fgColor.rgb == cell.fill.fgColor.rgb
        assert copied.comment is not None
        assert cell.comment is not None
        assert copied.comment.text == cell.comment.text


def test_evidence_can_be_checked_with_a_calculator(result: Workbook) -> None:
    sheet = result["评估依据"]
    header = [cell.value for cell in sheet[3]]
    values: list[Any] = [cell.value for cell in sheet[4]]
    first = dict(zip(header, values, strict=True))
    assert "1271－624.5÷(1＋7.5%)＋624.5＝1314.57" in first["计算过程和依据"]
    assert "(1314.57－1005.3)÷(1500－1005.3)＝62.5%" in first["计算过程和依据"]
    assert first["现值"] == 1314.57
    assert round(first["完成进度"], 3) == 0.625
    assert sheet.max_row == 3 + 34


def test_summary_counts_and_names(result: Workbook) -> None:
    cells = [[cell.value for cell in row] for row in result["汇总"].iter_rows()]
    counts = {str(row[0]).strip("　"): row[1] for row in cells if isinstance(row[1], int)}
    assert counts["指标总数"] == 34
    assert counts["按时序完成"] == 21
    assert counts["落后预期"] == 10
    text = "".join(str(value) for row in cells for value in row)
    assert "在34个指标中，21个指标按时序完成进度目标，占比62%" in text


def test_charts_are_native_and_plot_the_marked_indicators(result: Workbook) -> None:
    sheet = result["图表"]
    assert len(charts(sheet)) == 3
    for number, chart in enumerate(charts(sheet), 1):
        bars, line = chart._charts
        assert bars.tagname == "barChart"
        assert line.tagname == "lineChart"
        assert line.y_axis.axId != bars.y_axis.axId
        row = 1 + 2 * number
        assert bars.series[0].val.numRef.f == f"'图表'!$B${row}:$E${row}"
        assert line.series[0].val.numRef.f == f"'图表'!$B${row + 1}:$E${row + 1}"
        assert bars.series[0].cat.strRef.f == "'图表'!$B$2:$E$2"
        title = "".join(run.t for paragraph in chart.title.tx.rich.p for run in paragraph.r)
        assert title.startswith(f"图{number}　2020—2023年")


def test_labels_and_axes_have_formats_and_no_text_of_their_own(written: Path) -> None:
    with zipfile.ZipFile(written) as package:
        for number in (1, 2, 3):
            texts = re.findall(r"<a:t>(.*?)</a:t>", package.read(f"xl/charts/chart{number}.xml").decode())
            assert len(texts) == 1
            assert texts[0].startswith(f"图{number}")


def test_every_finding_is_listed(result: Workbook, shipped: yx.Evaluation) -> None:
    codes = [str(row[2].value) for row in result["问题清单"].iter_rows(min_row=4)]
    assert sorted(codes) == sorted(finding.code for finding in yx.check(shipped.plan))


def test_the_input_is_not_touched(master: Path, tmp_path: Path) -> None:
    before = master.read_bytes()
    yx.write_results(yx.evaluate(yx.read_workbook(master)), tmp_path / "结果.xlsx")
    assert master.read_bytes() == before


HEADER = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "责任单位", "建议内容", "配图"]


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    source = xlsxwriter.Workbook(tmp_path / "总表.xlsx")
    sheet = source.add_worksheet("指标总表")
    sheet.write_row(0, 0, HEADER)
    for column, value in enumerate([1, text, "%", 80, 50, 55, 60, text, text, "是"]):
        sheet.write_string(1, column, value) if value == text else sheet.write(1, column, value)
    source.close()
    evaluation = yx.evaluate(yx.read_workbook(tmp_path / "总表.xlsx"))
    path = yx.write_results(evaluation, tmp_path / "结果.xlsx").path
    for written in load_workbook(path).worksheets:
        for row in written.iter_rows():
            assert [cell.value for cell in row if cell.data_type == "f"] == []
    assert load_workbook(path)["表1"]["B3"].value == f"1.{text}"


def test_no_adjustment_is_said_and_no_chart_leaves_no_empty_sheet(
    assess: Callable[..., yx.Evaluation], tmp_path: Path
) -> None:
    evaluation = assess([HEADER, [1, "甲", "%", 80, 50, 60, 70, None, None, None]])
    result = load_workbook(yx.write_results(evaluation, tmp_path / "结果.xlsx").path)
    assert result["表2"]["B3"].value == "无"
    assert "图表" not in result.sheetnames


def test_a_table_without_computed_columns_gets_none(book: Callable[..., Path], tmp_path: Path) -> None:
    path = book([HEADER, [1, "甲", "%", 80, 50, 60, 70]])
    written = yx.write_results(yx.evaluate(yx.read_workbook(path)), tmp_path / "结果.xlsx")
    assert [cell.value for cell in load_workbook(written.path)["指标总表"][1]] == HEADER


def test_a_long_table_repeats_no_category_cut_in_two(
    assess: Callable[..., yx.Evaluation], tmp_path: Path
) -> None:
    rows: list[list[object]] = [["类别", *HEADER]]
    rows += [[f"类{n // 9}", n, f"指标{n}", "%", 80, 50, 60, 70] for n in range(1, 200)]
    sheet = load_workbook(yx.write_results(assess(rows), tmp_path / "结果.xlsx").path)["表1"]
    starts = {area.min_row for area in sheet.merged_cells.ranges if area.min_col == 1 and area.min_row > 2}
    breaks = [one.id + 1 for one in sheet.row_breaks.brk]
    assert len(breaks) >= 3
    assert set(breaks) <= starts
