"""Staff edit the templates in Excel; what they change shows in the output without a change of code."""

import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

import yuecheng_xl as yx
from tests.conftest import ROOT, charts
from yuecheng_xl.disk.shipped import templates_folder
from yuecheng_xl.plan.settings import Scoring
from yuecheng_xl.results.sheets import TITLES


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """Copy the template to where a test may change it."""
    folder = tmp_path / "模板"
    folder.mkdir()
    return Path(shutil.copy(templates_folder() / "评估结果.xlsx", folder))


def edit_and_write(
    template: Path, edit: Callable[[Worksheet], object], evaluation: yx.Evaluation
) -> Worksheet:
    book = load_workbook(template)
    edit(book["表1"])
    book.save(template)
    out = template.parent.parent / "结果.xlsx"
    sheet: Worksheet = load_workbook(yx.write_results(evaluation, out, templates=template.parent).path)["表1"]
    return sheet


def test_a_changed_font_width_title_and_page_show(template: Path, shipped: yx.Evaluation) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["A1"] = "{地区}指标表（{评估时点}）"
        sheet["B3"].font = Font(name="楷体", size=14)
        sheet.column_dimensions["B"].width = 40
        sheet.column_dimensions["E"].width = 15
        sheet.page_setup.orientation = "landscape"
        assert sheet.oddFooter is not None
        sheet.oddFooter.center.text = "第 &P 页"

    sheet = edit_and_write(template, edit, shipped)
    assert sheet["A1"].value == "越城区指标表（2023年6月30日）"
    assert [(sheet[f"B{row}"].font.name, sheet[f"B{row}"].font.size) for row in (3, 20, 36)] == [
        ("楷体", 14)
    ] * 3
    assert [sheet.column_dimensions[name].width for name in "BEFGH"] == [40, 15, 15, 15, 15]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center.text == "第 &P 页"


def test_columns_and_rows_can_be_moved_added_and_left_out(template: Path, shipped: yx.Evaluation) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.delete_cols(1)  # no category
        sheet.insert_rows(2)
        sheet["A2"] = "单位见各行"

    sheet = edit_and_write(template, edit, shipped)
    assert sheet["A2"].value == "单位见各行"
    assert [cell.value for cell in sheet[4]][:3] == ["1.全区生产总值", "亿元", "1500以上"]
    assert sheet.max_row == 3 + 34


def test_conditional_formats_of_the_template_cover_every_row(template: Path, shipped: yx.Evaluation) -> None:
    red = PatternFill(bgColor="FF0000")

    def edit(sheet: Worksheet) -> None:
        sheet.conditional_formatting.add("H3", CellIsRule(operator="equal", formula=['"未完成"'], fill=red))

    sheet = edit_and_write(template, edit, shipped)
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["I3:I36"]


@pytest.mark.parametrize(
    ("area", "covered"), [("H:H", "I1:I36"), ("H3:H1048576", "I3:I36"), ("3:3", "A3:I36")]
)
def test_conditional_formats_of_whole_columns_and_rows_end_with_the_table(
    template: Path, shipped: yx.Evaluation, area: str, covered: str
) -> None:
    red = PatternFill(bgColor="FF0000")
    book = load_workbook(template)
    sheet = book["表1"]
    sheet.conditional_formatting.add("H3", CellIsRule(operator="equal", formula=['"未完成"'], fill=red))
    book.save(template)
    with_area(template, "xl/worksheets/sheet1.xml", 'sqref="H3"', f'sqref="{area}"')
    written = yx.write_results(shipped, template.parent.parent / "结果.xlsx", templates=template.parent)
    sheet = load_workbook(written.path)["表1"]
    assert [str(item.sqref) for item in sheet.conditional_formatting] == [covered]


def with_area(path: Path, part: str, old: str, new: str) -> None:
    """Change a part's text."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts[part].decode()
    parts[part] = parts[part].decode().replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_an_unknown_placeholder_is_named_with_its_sheet(template: Path, shipped: yx.Evaluation) -> None:
    with pytest.raises(yx.YuechengError) as error:
        edit_and_write(template, lambda sheet: sheet.__setitem__("A1", "{规划全名}"), shipped)
    assert error.value.finding.code == "F709"
    assert "规划全名" in error.value.finding.message
    assert error.value.finding.where == "表1"


def test_a_missing_sheet_and_a_missing_chart_are_named(template: Path, shipped: yx.Evaluation) -> None:
    book = load_workbook(template)
    charts(book["图表"]).clear()
    book.save(template)
    with pytest.raises(yx.YuechengError) as error:
        yx.write_results(shipped, template.parent.parent / "结果.xlsx", templates=template.parent)
    assert error.value.finding.code == "F716"
    del book["图表"]
    book.save(template)
    with pytest.raises(yx.YuechengError) as error:
        yx.write_results(shipped, template.parent.parent / "结果.xlsx", templates=template.parent)
    assert error.value.finding.code == "F710"


PAGE = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
SHEETS = [*TITLES]


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{[^{}]+\}", text))


def documented(heading: str) -> set[str]:
    """Read the placeholders in the first column of the table after a heading."""
    section = PAGE.split(f"\n{heading}\n")[1].split("\n#")[0]
    return placeholders("".join(re.findall(r"^\|([^|]+)", section, re.MULTILINE)))


def in_cells(sheet: Worksheet) -> set[str]:
    return {
        name for row in sheet.iter_rows(values_only=True) for text in row for name in placeholders(str(text))
    }


def title_run(sheet: Worksheet) -> Any:
    """Give the text of the chart's title, which has placeholders too."""
    (chart,) = charts(sheet)
    return chart.title.tx.rich.p[0].r[0]


COMMON = documented("各表都可以用：")


def test_every_placeholder_of_the_template_is_on_the_page(template: Path) -> None:
    book = load_workbook(template)
    used = {title: in_cells(book[title]) for title in SHEETS}
    used["图表"] |= placeholders(title_run(book["图表"]).t)
    assert used.keys() == set(book.sheetnames)
    assert {title: names - documented(f"### {title}") - COMMON for title, names in used.items()} == {
        title: set() for title in SHEETS
    }


def test_every_placeholder_of_the_page_may_be_used(template: Path, shipped: yx.Evaluation) -> None:
    """Those that the template leaves out go beside its last row: a record's, on every sheet."""
    book = load_workbook(template)
    for title in SHEETS:
        sheet = book[title]
        unused = (documented(f"### {title}") | COMMON) - in_cells(sheet)
        sheet.cell(sheet.max_row, sheet.max_column + 1, "".join(sorted(unused)))
    (in_titles,) = re.findall("图的标题里也可以用.*", PAGE)
    title_run(book["图表"]).t = "".join(sorted(placeholders(in_titles) | COMMON))
    book.save(template)
    settings = replace(shipped.plan.settings, scoring=Scoring.YES)
    ranked = yx.evaluate(replace(shipped.plan, settings=settings))
    written = yx.write_results(ranked, template.parent.parent / "结果.xlsx", templates=template.parent)
    out = load_workbook(written.path)
    assert {title: in_cells(out[title]) for title in SHEETS} == {title: set() for title in SHEETS}


# Sheets of the other templates, with what the page lets them use besides their own table and COMMON.
TOTALS = documented("### 汇总情况") - set(re.findall(r"\{(?:未报单位|未报指标|单位|编号|类型)[^}]*\}", PAGE))
OTHERS = {
    ("报送表", "填报表"): {"{责任单位}"},
    ("报送表", "重点任务"): {"{责任单位}"},
    ("报送表", "重大项目"): {"{责任单位}"},
    ("报送表", "填报说明"): {"{责任单位}"},
    ("报送表", "报送表标识"): {"{责任单位}"},
    ("汇总", "汇总情况"): set(),
    ("汇总", "报送文件"): TOTALS,
    ("汇总", "问题明细"): TOTALS,
    ("汇总", "数据来源"): set(),
    ("汇总", "退回说明"): set(),
}
SAMPLES = ROOT / "workbook" / "报送样例"


def may_use(name: str, title: str) -> set[str]:
    return documented(f"### {title}") | COMMON | OTHERS[name, title]


@pytest.fixture
def others(tmp_path: Path) -> Path:
    """Copy the other templates, each sheet with all placeholders that the page lets it use.

    They go below its last row, a cell each: a colour's name is a cell of its own.
    """
    folder = Path(shutil.copytree(templates_folder(), tmp_path / "模板"))
    for name in ("报送表", "汇总"):
        book = load_workbook(folder / f"{name}.xlsx")
        for sheet in book:
            last = max(sheet.max_row, 3) + 2
            unused = sorted(may_use(name, sheet.title) - in_cells(sheet))
            for column, placeholder in enumerate(unused, 1):
                sheet.cell(last, column, placeholder)
        book.save(folder / f"{name}.xlsx")
    return folder


def test_every_placeholder_of_the_other_templates_is_on_the_page() -> None:
    for name in ("报送表", "汇总"):
        book = load_workbook(templates_folder() / f"{name}.xlsx")
        assert [(name, title) for title in book.sheetnames] == [key for key in OTHERS if key[0] == name]
        assert {sheet.title: in_cells(sheet) - may_use(name, sheet.title) for sheet in book} == {
            sheet.title: set() for sheet in book
        }


def test_every_placeholder_of_the_page_may_be_used_on_forms_and_lists(
    others: Path, tmp_path: Path, book: Callable[..., Path]
) -> None:
    plan = yx.read_workbook(SAMPLES / "指标总表-待填.xlsx")
    forms = yx.distribute(plan, tmp_path / "报送表", templates=others).forms
    both = {"任务": ["编号", "责任单位", "2023年"], "项目名称": ["编号", "责任单位", "总投资"]}
    lists = {
        sheet: [[name, *headers], ["修路", 1, "甲局", 5]]
        for sheet, (name, headers) in zip(("重点任务", "重大项目"), both.items(), strict=True)
    }
    full = book([["指标", "单位", "2025年目标", "2023年"], ["产值", "亿元", 9, 5]], **lists)
    listed = yx.distribute(yx.read_workbook(full), tmp_path / "任务和项目", templates=others).forms
    collection = yx.collect(SAMPLES / "收到", plan, tmp_path / "汇总结果", templates=others)
    assert collection.listing is not None
    assert collection.master is not None
    assert collection.folder is not None
    returned = next(item.returned for item in collection.submissions if item.returned)
    sheets = [
        *load_workbook(forms[0].path),
        *load_workbook(listed[0].path),
        *load_workbook(collection.listing),
        load_workbook(collection.master)["数据来源"],
        load_workbook(collection.folder / returned)["退回说明"],
    ]
    assert {sheet.title for sheet in sheets} == {title for _, title in OTHERS}
    assert {sheet.title: in_cells(sheet) for sheet in sheets if in_cells(sheet)} == {}


def test_the_code_holds_no_fonts_or_colours() -> None:
    """Formats belong to the templates: no module builds one."""
    package = Path(yx.__file__).parent
    for path in package.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for maker in ("Font(", "PatternFill(", "Border(", "Side(", "fgColor", "宋体", "黑体"):
            assert maker not in source, (path.name, maker)
