"""Staff edit the templates in Excel; what they change shows in the output without a change of code."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill

import yuecheng_xl as yx
from yuecheng_xl.resources import templates_folder


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """Copy the template to where a test may change it."""
    folder = tmp_path / "模板"
    folder.mkdir()
    return Path(shutil.copy(templates_folder() / "评估结果.xlsx", folder))


def edit_and_write(template: Path, edit, evaluation: yx.Evaluation):
    book = load_workbook(template)
    edit(book["表1"])
    book.save(template)
    out = template.parent.parent / "结果.xlsx"
    return load_workbook(yx.write_results(evaluation, out, templates=template.parent).path)["表1"]


def test_a_changed_font_width_title_and_page_show(template, shipped):
    def edit(sheet):
        sheet["A1"] = "{地区}指标表（{评估时点}）"
        sheet["B3"].font = Font(name="楷体", size=14)
        sheet.column_dimensions["B"].width = 40
        sheet.column_dimensions["E"].width = 15
        sheet.page_setup.orientation = "landscape"
        sheet.oddFooter.center.text = "第 &P 页"

    sheet = edit_and_write(template, edit, shipped)
    assert sheet["A1"].value == "越城区指标表（2023年6月30日）"
    assert [(sheet[f"B{row}"].font.name, sheet[f"B{row}"].font.size) for row in (3, 20, 36)] == [
        ("楷体", 14)
    ] * 3
    assert [sheet.column_dimensions[name].width for name in "BEFGH"] == [40, 15, 15, 15, 15]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.oddFooter.center.text == "第 &P 页"


def test_columns_and_rows_can_be_moved_added_and_left_out(template, shipped):
    def edit(sheet):
        sheet.delete_cols(1)  # no category
        sheet.insert_rows(2)
        sheet["A2"] = "单位见各行"

    sheet = edit_and_write(template, edit, shipped)
    assert sheet["A2"].value == "单位见各行"
    assert [cell.value for cell in sheet[4]][:3] == ["1.全区生产总值", "亿元", "1500以上"]
    assert sheet.max_row == 3 + 34


def test_conditional_formats_of_the_template_cover_every_row(template, shipped):
    red = PatternFill(bgColor="FF0000")

    def edit(sheet):
        sheet.conditional_formatting.add("F3", CellIsRule(operator="equal", formula=['"未完成"'], fill=red))

    sheet = edit_and_write(template, edit, shipped)
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["I3:I36"]


def test_an_unknown_placeholder_is_named_with_its_sheet(template, shipped):
    with pytest.raises(yx.YuechengError) as error:
        edit_and_write(template, lambda sheet: sheet.__setitem__("A1", "{规划全名}"), shipped)
    assert error.value.finding.code == "F709"
    assert "规划全名" in error.value.finding.message
    assert error.value.finding.where == "表1"


def test_a_missing_sheet_and_a_missing_chart_are_named(template, shipped):
    book = load_workbook(template)
    book["图表"]._charts.clear()
    book.save(template)
    with pytest.raises(yx.YuechengError) as error:
        yx.write_results(shipped, template.parent.parent / "结果.xlsx", templates=template.parent)
    assert error.value.finding.code == "F716"
    del book["图表"]
    book.save(template)
    with pytest.raises(yx.YuechengError) as error:
        yx.write_results(shipped, template.parent.parent / "结果.xlsx", templates=template.parent)
    assert error.value.finding.code == "F710"


def test_the_code_holds_no_fonts_or_colours():
    """Formats belong to the templates: no module builds one."""
    package = Path(yx.__file__).parent
    for path in package.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for maker in ("Font(", "PatternFill(", "Border(", "Side(", "fgColor", "宋体", "黑体"):
            assert maker not in source, (path.name, maker)
