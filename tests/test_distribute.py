"""One form for each department: what a clerk finds in it, and what the bureau does with it."""

import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

import yuecheng_xl as yx
from tests.conftest import SOFFICE, needs_libreoffice, run_cli
from yuecheng_xl.disk.shipped import master_workbook, templates_folder
from yuecheng_xl.findings import Severity
from yuecheng_xl.forms.identity import Identity, read_identity
from yuecheng_xl.grid import Book, read_book
from yuecheng_xl.grid.package import inspect
from yuecheng_xl.grid.quick import read_quickly
from yuecheng_xl.plan.model import Action

HEADERS = [
    *("序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "2023年上半年"),
    *("责任单位", "2022年增速", "数据说明", "部门预判", "部门建议"),
]
FIGURES = ["2020年", "2021年", "2022年", "2023年上半年"]
WORDS = ["数据说明", "口径变化", "客观因素", "部门预判", "部门建议", "建议内容", "建议理由"]
WORDS += ["工作亮点", "落后原因", "下一步举措"]
KNOWN = {
    "单位": "亿元",
    "2025年目标": 100,
    "责任单位": "区统计局",
    "2020年": 60,
    "2021年": 70,
    "2022年": 80,
    "2023年上半年": 41,
}


def rows(*records: dict[str, object], headers: list[str] = HEADERS) -> list[list[object]]:
    """Make the master's rows: an indicator with all figures known, but for what a record says."""
    filled = [
        {"序号": number, "指标": f"指标{number}", **KNOWN, **record}
        for number, record in enumerate(records, 1)
    ]
    header: list[object] = list(headers)
    return [header, *([record.get(header) for header in headers] for record in filled)]


@pytest.fixture
def send(book: Callable[..., Path], tmp_path: Path) -> Callable[..., yx.Distribution]:
    """Distribute a master made of records."""

    def run(*records: dict[str, object], headers: list[str] = HEADERS, info: object = ()) -> yx.Distribution:
        path = book(rows(*records, headers=headers), 规划信息=info)
        return yx.distribute(yx.read_workbook(path), tmp_path / "报送表")

    return run


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> yx.Distribution:
    """Distribute the shipped master, once; the forms are not to be changed."""
    return yx.distribute(yx.read_workbook(), tmp_path_factory.mktemp("报送表"))


def sheet_of(path: Path) -> Worksheet:
    return load_workbook(path)["填报表"]


def table(path: Path) -> dict[str, dict[str, Cell]]:
    """Read a form's cells by indicator and header."""
    sheet = sheet_of(path)
    (top,) = (row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "序号")
    headers = [str(cell.value) for cell in sheet[top]]
    below: list[tuple[Any, ...]] = list(sheet.iter_rows(top + 1))
    return {line[1].value: dict(zip(headers, line, strict=True)) for line in below if line[0].value}


def identity_of(path: Path) -> Identity:
    identity = read_identity(read_book(path))
    assert identity is not None
    return identity


def by_department(distribution: yx.Distribution) -> dict[str, Path]:
    return {form.department: form.path for form in distribution.forms}


def all_text(path: Path) -> str:
    return "\n".join(
        str(value) for sheet in load_workbook(path) for row in sheet.values for value in row if value
    )


def codes(distribution: yx.Distribution) -> list[str]:
    return [finding.code for finding in distribution.findings]


# Who gets what.


def test_each_department_gets_its_own_indicators_and_nobody_elses(sent: yx.Distribution) -> None:
    header, *lines = load_workbook(master_workbook())["指标总表"].values
    place = {name: header.index(name) for name in ("指标", "责任单位")}
    expected: dict[str, list[str]] = {}
    for line in lines:
        expected.setdefault(str(line[place["责任单位"]]), []).append(str(line[place["指标"]]))
    with_indicators = [form for form in sent.forms if form.indicators]
    assert {form.department: list(table(form.path)) for form in with_indicators} == expected
    assert {form.path.name for form in with_indicators} == {f"{name}.xlsx" for name in expected}
    assert sum(map(len, expected.values())) == 34


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("甲局、乙局", {"甲局": "甲局", "乙局": "乙局"}),
        ("甲局，乙局；丙局/丁局\n戊局,己局", {f"{name}局": f"{name}局" for name in "甲乙丙丁戊己"}),
        ("甲局、甲局", {"甲局": "甲局"}),
        (" 甲局 、", {"甲局": "甲局"}),
        ('甲<乙>:"丙"|丁?戊*局\\', {'甲<乙>:"丙"|丁?戊*局\\': "甲_乙___丙__丁_戊_局_"}),
        ("甲局.", {"甲局.": "甲局"}),
        ("A&B局", {"A&B局": "A&B局"}),
        ("{责任单位}局", {"{责任单位}局": "{责任单位}局"}),
        ("很长" * 100, {"很长" * 100: "很长" * 30}),
    ],
)
def test_the_file_is_named_after_the_department(
    send: Callable[..., yx.Distribution], cell: str, names: dict[str, str]
) -> None:
    distribution = send({"责任单位": cell})
    assert {form.department: form.path.stem for form in distribution.forms} == names
    for form in distribution.forms:
        assert list(table(form.path)) == ["指标1"]
        assert sheet_of(form.path)["A2"].value == f"报送单位：{form.department}"
        assert identity_of(form.path).department == form.department


def test_names_that_differ_only_in_case_or_in_illegal_characters_get_a_file_each(
    send: Callable[..., yx.Distribution],
) -> None:
    names = ["abc局", "ABC局", "甲*局", "甲?局"]
    forms = send(*({"责任单位": name} for name in names)).forms
    assert [form.department for form in forms] == names
    assert len({form.path.name.casefold() for form in forms}) == 4
    assert [list(table(form.path)) for form in forms] == [["指标1"], ["指标2"], ["指标3"], ["指标4"]]


def test_an_indicator_without_a_department_is_a_finding(send: Callable[..., yx.Distribution]) -> None:
    distribution = send({}, {"责任单位": None}, {"责任单位": "、"})
    assert [list(table(form.path)) for form in distribution.forms] == [["指标1"]]
    missing = [finding for finding in distribution.findings if finding.code == "F802"]
    assert ["指标2" in missing[0].message, "指标3" in missing[1].message] == [True, True]
    assert [finding.where for finding in missing] == ["指标总表!B3", "指标总表!B4"]


def test_two_hundred_departments(send: Callable[..., yx.Distribution]) -> None:
    forms = send(*({"责任单位": f"第{number % 200}局"} for number in range(400))).forms
    assert len(forms) == 200
    assert len({form.path for form in forms}) == 200
    assert list(table(forms[150].path)) == ["指标151", "指标351"]
    assert identity_of(forms[150].path).numbers == (151, 351)


# What stands in the cells.


IS_OPEN = {
    80: False,
    0: False,
    -7.3: False,
    "1,271": False,
    "＜35": False,
    None: True,
    "—": True,
    "未出": True,
    "未统计": True,
    "停止统计": True,
    "看不懂": True,
    "#DIV/0!": True,
    "83000（预计）": True,
    "83000（初步）": True,
    "约83000": True,
}


def test_known_figures_are_locked_and_the_others_open_in_another_colour(
    send: Callable[..., yx.Distribution],
) -> None:
    (form,) = send(*({"2022年": value, "2022年增速": value} for value in IS_OPEN)).forms
    lines = table(form.path).values()
    assert [line["2022年"].value for line in lines] == list(IS_OPEN)
    for header in ("2022年", "2022年增速"):
        is_open = [not line[header].protection.locked for line in lines]
        assert is_open == list(IS_OPEN.values())
        colours = {(line[header].fill.fgColor.rgb, *pair) for line, *pair in zip(lines, is_open, strict=True)}
        assert len(colours) == 2
        assert {colour for colour, is_open in colours if is_open} == {
            line["数据说明"].fill.fgColor.rgb for line in lines
        }
    assert form.open_figures == sum(IS_OPEN.values())


def test_words_are_open_with_what_is_known_and_the_indicator_is_locked(sent: yx.Distribution) -> None:
    path = by_department(sent)["区委宣传部"]
    line = table(path)["文化产业增加值占GDP比重"]
    assert all(not line[header].protection.locked for header in WORDS)
    assert line["部门建议"].value == "调整目标"
    assert line["建议内容"].value == "由5%调整为2.5%"
    assert [line[header].value for header in ("序号", "单位", "2025年目标")] == [18, "%", "5左右"]
    assert all(line[header].protection.locked for header in ("序号", "指标", "单位", "2025年目标"))


def test_the_words_of_a_qualitative_indicator_are_known(sent: yx.Distribution) -> None:
    line = table(by_department(sent)["区发改局"])["万元GDP综合能耗降低率"]
    assert [line[header].value for header in FIGURES] == ["完成省市下达指标"] * 4
    assert all(line[header].protection.locked for header in FIGURES)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (5.0, "0.0", "5.0"),
        (1.6, "0.00", "1.60"),
        (0.973, "0.0%", "97.3%"),
        (1271, "#,##0.0", "1,271.0"),
    ],
)
def test_known_figures_show_as_in_the_master(
    book: Callable[..., Path], tmp_path: Path, value: float, code: str, shown: str
) -> None:
    path = book(rows({"单位": "%", "2025年目标": value, "2022年": value, "2022年增速": value}))
    master = load_workbook(path)
    for header in ("2025年目标", "2022年", "2022年增速"):
        master["指标总表"].cell(2, HEADERS.index(header) + 1).number_format = code
    master.save(path)
    (form,) = yx.distribute(yx.read_workbook(path), tmp_path / "报送表").forms
    for header, cell in table(form.path)["指标1"].items():
        if header in ("2025年目标", "2022年", "2022年增速"):
            grid = read_book(form.path).grid("填报表")
            assert grid is not None
            shown_cell = grid.at(cell.row, cell.column)
            assert shown_cell is not None
            assert shown_cell.text == shown
            assert cell.value == value


# What is filled in, and what the form says.
ODD_TEXTS = {
    **{text: text for text in ("=1+1", "+86", "-7.3%以上", "@甲", '=cmd|"/c calc"!A1', "0012", "#N/A")},
    **{text: text for text in ("<b>&amp;甲</b>", "]]>", "一\n二", " 两端空格 ", "𠮷")},
    **{text: text for text in ("见{责任单位}和{表样版本}", "{规划名称}{不认识}")},
    "甲\x00\x0b\x1f\ufffe\uffff乙": "甲乙",  # XML forbids them
}


def test_a_text_stays_the_text_it_is(book: Callable[..., Path], tmp_path: Path) -> None:
    plan = yx.read_workbook(book(rows(*[{}] * len(ODD_TEXTS))))
    odd = [
        replace(item, name=f"{text}{item.number}", unit=text, data_note=text)
        for item, text in zip(plan.indicators, ODD_TEXTS, strict=True)
    ]
    (form,) = yx.distribute(replace(plan, indicators=tuple(odd)), tmp_path / "报送表").forms
    kept = list(ODD_TEXTS.values())
    cells = table(form.path)
    assert list(cells) == [f"{text}{number}" for number, text in enumerate(kept, 1)]
    for header in ("单位", "数据说明"):
        assert [(line[header].value, line[header].data_type) for line in cells.values()] == [
            (text, "s") for text in kept
        ]
    values = CalamineWorkbook.from_path(str(form.path)).get_sheet_by_name("填报表").to_python()
    assert [line[2] for line in values[4:]] == kept
    with zipfile.ZipFile(form.path) as package:
        assert not re.search(rb"<f[ >/]", package.read("xl/worksheets/sheet1.xml"))


@pytest.mark.parametrize("text", ["很长的说明" * 60, "一\n二\n三\n四\n五\n六"])
def test_a_row_is_as_high_as_its_longest_text_needs(send: Callable[..., yx.Distribution], text: str) -> None:
    (form,) = send({}, {"数据说明": text}).forms
    low, high = (sheet_of(form.path).row_dimensions[row].height for row in (5, 6))
    assert low == 30
    assert high > 80


# Protection, lists, numbers.


def test_the_sheets_are_protected_without_a_password_and_the_identity_is_hidden(
    sent: yx.Distribution,
) -> None:
    for form in sent.forms:
        book = load_workbook(form.path)
        lists = ["重点任务"] if form.tasks else []
        assert book.sheetnames == ["填报表", *lists, "填报说明", "报送表标识"]
        states = {"填报表": "visible" if form.indicators else "hidden", "报送表标识": "veryHidden"}
        assert [sheet.sheet_state for sheet in book] == [
            states.get(name, "visible") for name in book.sheetnames
        ]
        for sheet in book.worksheets[:-1]:
            assert sheet.protection.sheet
            assert sheet.protection.password is None
        sheet = book["填报表"]
        opened = {cell.row for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        assert opened == {2, *range(5, 5 + len(form.indicators))}


def validations(path: Path) -> dict[str, DataValidation]:
    return {str(item.sqref): item for item in sheet_of(path).data_validations.dataValidation}


def columns_of(path: Path, headers: list[str]) -> str:
    cells = next(iter(table(path).values()))
    last = 4 + len(table(path))
    return CellRange(
        min_col=cells[headers[0]].column, min_row=5, max_col=cells[headers[-1]].column, max_row=last
    ).coord


def test_the_drop_down_has_the_words_of_a_proposal(sent: yx.Distribution) -> None:
    for form in sent.forms[:3]:
        listed = validations(form.path)[columns_of(form.path, ["部门建议"])]
        assert listed.type == "list"
        assert listed.formula1 is not None
        assert listed.formula1.strip('"').split(",") == [item.value for item in Action]


@pytest.mark.parametrize("count", [1, 2, 7])
def test_numbers_are_checked_in_exactly_the_figure_columns_and_rows(
    send: Callable[..., yx.Distribution], count: int
) -> None:
    (form,) = send(*[{}] * count).forms
    decimals = {place: item for place, item in validations(form.path).items() if item.type == "decimal"}
    assert decimals.keys() == {columns_of(form.path, FIGURES), columns_of(form.path, ["2022年增速"])}
    for item in decimals.values():
        for text in (item.promptTitle, item.prompt, item.errorTitle, item.error):
            assert re.search("[一-鿿]", text or "")
        # 未出 is an answer too: the check warns, it does not forbid.
        assert item.errorStyle == "warning"


def test_a_master_without_growth_has_no_growth_column(send: Callable[..., yx.Distribution]) -> None:
    (form,) = send({}, headers=[header for header in HEADERS if "增速" not in header]).forms
    assert list(table(form.path)["指标1"]) == ["序号", "指标", "单位", "2025年目标", *FIGURES, *WORDS]
    decimals = [place for place, item in validations(form.path).items() if item.type == "decimal"]
    assert decimals == [columns_of(form.path, FIGURES)]


# Names and dates on the pages.

INFO = [("联系人", "王小明"), ("联系电话", "0575-85123456"), ("报送截止日期", "2023年8月15日")]


def test_contact_and_deadline_stand_on_the_form_and_on_the_instructions(
    send: Callable[..., yx.Distribution],
) -> None:
    distribution = send({}, info=INFO)
    assert "F803" not in codes(distribution)
    book = load_workbook(distribution.forms[0].path)
    for title in ("填报表", "填报说明"):
        text = "\n".join(str(value) for row in book[title].values for value in row if value)
        for word in ("王小明", "0575-85123456", "2023年8月15日", "2023年6月30日"):
            assert word in text
        assert "另行通知" not in text


@pytest.mark.parametrize(
    ("info", "what"), [([], "联系人、报送截止日期"), (INFO[:2], "报送截止日期"), (INFO[2:], "联系人")]
)
def test_without_them_they_follow_later(
    send: Callable[..., yx.Distribution], info: list[tuple[str, str]], what: str
) -> None:
    distribution = send({}, info=info)
    (finding,) = (item for item in distribution.findings if item.code == "F803")
    assert f"没有填写{what}，" in finding.message
    assert finding.severity is Severity.NOTE
    assert "另行通知" in all_text(distribution.forms[0].path)


def test_no_placeholder_is_left(sent: yx.Distribution) -> None:
    for form in sent.forms:
        assert "{" not in all_text(form.path)


def test_another_plan_another_district_columns_in_any_order(send: Callable[..., yx.Distribution]) -> None:
    headers = [
        *("2028年上半年", "责任单位", "指标名称", "2027年增速", "2025年", "计量单位"),
        *("2030年目标", "2027年", "编号", "2026年"),
    ]
    info = [
        ("规划名称", "柯桥区国民经济和社会发展第十五个五年规划"),
        ("规划简称", "柯桥区“十五五”规划"),
        ("地区", "柯桥区"),
        ("评估时点", "2028年6月30日"),
    ]
    record = {
        "编号": 7,
        "指标名称": "粮食总产量",
        "计量单位": "万吨",
        "2030年目标": 8,
        "责任单位": "农业农村局",
        "2025年": 6,
        "2026年": 6.5,
        "2027年": 7,
        "2027年增速": 7.7,
        "2028年上半年": "未出",
    }
    (form,) = send(record, headers=headers, info=info).forms
    line = table(form.path)["粮食总产量"]
    assert {header: cell.value for header, cell in line.items() if cell.value is not None} == {
        "序号": 7,
        "指标": "粮食总产量",
        "单位": "万吨",
        "2030年目标": 8,
        "2025年": 6,
        "2026年": 6.5,
        "2027年": 7,
        "2028年上半年": "未出",
        "2027年增速": 7.7,
    }
    text = all_text(form.path)
    assert "柯桥区“十五五”规划中期评估指标报送表" in text
    assert "2030年能否完成" in text
    for word in ("越城", "绍兴", "十四五", "2023", "2025年目标"):
        assert word not in text


def test_periods_after_the_cut_off_date_are_not_asked_for(send: Callable[..., yx.Distribution]) -> None:
    (form,) = send({}, info=[("评估时点", "2022年12月31日")]).forms
    assert [header for header in table(form.path)["指标1"] if header in FIGURES] == FIGURES[:3]


def test_the_identity_tells_plans_departments_and_versions_apart(
    send: Callable[..., yx.Distribution], sent: yx.Distribution
) -> None:
    def identity(distribution: yx.Distribution, department: str = "区统计局") -> Identity:
        return identity_of(by_department(distribution)[department])

    shipped = identity(sent)
    assert (shipped.department, shipped.numbers) == ("区统计局", (1, 2, 20))
    assert identity(sent, "区财政局").plan == shipped.plan
    assert identity(sent, "区财政局").version != shipped.version
    ours = identity(send({}))
    assert ours.plan != shipped.plan
    assert identity(send({})) == ours
    assert identity(send({"2025年目标": 101})).version != ours.version


# Distributed again.


def test_untouched_forms_are_replaced(book: Callable[..., Path], tmp_path: Path) -> None:
    for figure in (80, 81):
        plan = yx.read_workbook(book(rows({"2022年": figure})))
        distribution = yx.distribute(plan, tmp_path / "报送表")
    assert [path.name for path in (tmp_path / "报送表").iterdir()] == ["区统计局.xlsx"]
    assert table(distribution.forms[0].path)["指标1"]["2022年"].value == 81
    assert "F706" not in codes(distribution)


def test_a_form_that_somebody_filled_in_is_kept(send: Callable[..., yx.Distribution], tmp_path: Path) -> None:
    (form,) = send({"2022年": "未出"}).forms
    filled = load_workbook(form.path)
    filled["填报表"]["G5"] = 99
    filled.properties.lastModifiedBy = "张三"  # as Excel, WPS and LibreOffice do
    filled.save(form.path)
    distribution = send({"2022年": "未出"})
    (finding,) = (item for item in distribution.findings if item.code == "F706")
    kept = [path for path in (tmp_path / "报送表").iterdir() if path != form.path]
    assert [table(path)["指标1"]["2022年"].value for path in [form.path, *kept]] == ["未出", 99]
    assert kept[0].name in finding.message


# Staff edit the template.


@pytest.fixture
def edited(book: Callable[..., Path], tmp_path: Path) -> Callable[..., Worksheet]:
    """Distribute three indicators through an edited template; give the form's sheet."""

    def run(edit: Callable[[Worksheet], object]) -> Worksheet:
        folder = tmp_path / "模板"
        folder.mkdir()
        path = Path(shutil.copy(templates_folder() / "报送表.xlsx", folder))
        template = load_workbook(path)
        edit(template["填报表"])
        template.save(path)
        plan = yx.read_workbook(book(rows({}, {}, {})))
        (form,) = yx.distribute(plan, tmp_path / "报送表", templates=folder).forms
        with zipfile.ZipFile(form.path) as package:
            root = ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml"))
        # Excel repairs, and so mistrusts, a sheet that has a row twice.
        numbers = [int(row.get("r", "0")) for row in root.iter(root.tag.replace("worksheet", "row"))]
        assert numbers == sorted(set(numbers))
        return sheet_of(form.path)

    return run


def test_fonts_widths_and_headings_of_the_template_show(edited: Callable[..., Worksheet]) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["A1"] = "{地区}报送表"
        sheet["E5"].font = Font(name="楷体", size=15)
        sheet["E6"].font = Font(name="仿宋", size=9)
        sheet["G4"] = "数据说明（必填）"
        sheet.column_dimensions["B"].width = 44

    sheet = edited(edit)
    assert sheet["G4"].value == "2022年"
    assert {cell.value for cell in sheet[4]} >= {"数据说明（必填）"}
    assert [(sheet[f"E{row}"].font.name, sheet[f"E{row}"].font.size) for row in (5, 6, 7)] == [
        ("仿宋", 9)
    ] * 3
    assert sheet.column_dimensions["B"].width == 44


@pytest.mark.parametrize(
    ("column", "header"), [(13, "建议理由"), (3, "单位"), (8, "口径变化"), (6, "2022年增速")]
)
def test_a_column_left_out_of_the_template_is_left_out_of_the_form(
    edited: Callable[..., Worksheet], column: int, header: str
) -> None:
    sheet = edited(lambda sheet: sheet.delete_cols(column))
    headers = [cell.value for cell in sheet[4] if cell.value]
    full = ["序号", "指标", "单位", "2025年目标", *FIGURES, "2022年增速", *WORDS]
    assert headers == [name for name in full if name != header]
    assert [cell.value for cell in sheet["B"][4:7]] == ["指标1", "指标2", "指标3"]


def test_rows_above_and_below_the_table_may_be_added(edited: Callable[..., Worksheet]) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["A8"] = "注：本表一式两份，由{责任单位}盖章。"
        sheet.merge_cells("A8:D8")

    sheet = edited(edit)
    assert [cell.value for cell in sheet["B"][4:7]] == ["指标1", "指标2", "指标3"]
    assert sheet["A9"].value == "注：本表一式两份，由区统计局盖章。"
    assert "A9:D9" in {str(area) for area in sheet.merged_cells.ranges}


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda sheet: sheet.delete_rows(6), "F717"),
        (lambda sheet: sheet.insert_rows(6), "F717"),
        (lambda sheet: sheet.delete_rows(5, 2), "F717"),
        (lambda sheet: sheet.delete_cols(2), "F715"),
        (lambda sheet: sheet.__setitem__("A1", "{规划全名}"), "F709"),
        (lambda sheet: setattr(sheet, "title", "表"), "F710"),
        (lambda sheet: sheet.parent.remove(sheet.parent["报送表标识"]), "F710"),
    ],
)
def test_a_template_that_cannot_be_used_is_named(
    edited: Callable[..., Worksheet], tmp_path: Path, edit: Callable[[Workbook], object], code: str
) -> None:
    with pytest.raises(yx.YuechengError) as error:
        edited(edit)
    assert error.value.finding.code == code
    assert not (tmp_path / "报送表").exists()


# Ways in.


def test_from_python(tmp_path: Path) -> None:
    distribution = yx.distribute(yx.read_workbook(), str(tmp_path / "新" / "报送表"))
    form = next(form for form in distribution.forms if form.department == "区统计局")
    assert form.path == tmp_path / "新" / "报送表" / "区统计局.xlsx"
    assert [item.number for item in form.indicators] == [1, 2, 20]
    assert form.open_figures == 2
    assert form.path.exists()


def test_from_the_command_line(tmp_path: Path) -> None:
    run = run_cli("distribute", "-o", "报送表", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert "已生成27个单位的报送表，共34个指标、37项重点任务。" in run.stdout
    assert "区统计局：3个指标，待填数据2个" in run.stdout
    assert "区委组织部：1项重点任务，待填数据1个" in run.stdout
    assert str(tmp_path / "报送表") in run.stdout
    assert len(list((tmp_path / "报送表").iterdir())) == 27


def test_json(tmp_path: Path, sent: yx.Distribution) -> None:
    run = run_cli("distribute", master_workbook(), "-o", "报送表", "--json", cwd=tmp_path)
    record = json.loads(run.stdout)
    assert run.returncode == 0
    assert set(record) == {"forms", "findings"}
    assert len(record["forms"]) == len(sent.forms)
    assert {form["department"]: form for form in record["forms"]}["区统计局"] == {
        "department": "区统计局",
        "file": str(Path("报送表", "区统计局.xlsx")),
        "indicators": [1, 2, 20],
        "open_figures": 2,
    }
    assert all(
        set(finding) == {"code", "severity", "where", "message", "remedy"} for finding in record["findings"]
    )


def test_no_department_at_all(book: Callable[..., Path], tmp_path: Path) -> None:
    path = book(rows({}, headers=[header for header in HEADERS if header != "责任单位"]))
    run = run_cli("distribute", path, "-o", "报送表", cwd=tmp_path)
    assert run.returncode == 2
    assert "F801" in run.stderr
    assert "请在指标总表填写“责任单位”列" in run.stderr
    assert not (tmp_path / "报送表").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少"),
        (["没有.xlsx", "-o", "报送表"], "F101"),
        (["-o", "文件/报送表"], "F707"),
        (["-o", "报送表", "--templates", "没有"], "F101"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_code_2(
    tmp_path: Path, arguments: list[object] | list[str], said: str
) -> None:
    (tmp_path / "文件").touch()
    run = run_cli("distribute", *arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["文件"]


def test_help_is_chinese(tmp_path: Path) -> None:
    run = run_cli("distribute", "--help", cwd=tmp_path)
    assert run.returncode == 0
    assert "一个单位一个工作簿" in run.stdout
    for word in ("Usage", "Options", "Show", "message", "required"):
        assert word not in run.stdout


# Another program saves the form.


@pytest.fixture(scope="module")
def resaved(sent: yx.Distribution, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Let LibreOffice open some forms and save them."""
    folder = tmp_path_factory.mktemp("另存")
    some = [by_department(sent)[name] for name in ("区统计局", "区委宣传部", "生态环境分局")]
    profile = tmp_path_factory.mktemp("profile").as_uri()
    command = [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, some)], check=True, capture_output=True, timeout=180
    )
    return {path.stem: folder / path.name for path in some}


@needs_libreoffice
@pytest.mark.libreoffice
def test_libreoffice_keeps_the_form(sent: yx.Distribution, resaved: dict[str, Path]) -> None:
    for name, path in resaved.items():
        original = by_department(sent)[name]
        assert read_identity(read_book(path)) == read_identity(read_book(original))
        before, after = table(original), table(path)
        assert [
            (line[header].value, line[header].protection.locked) for line in after.values() for header in line
        ] == [
            (line[header].value, line[header].protection.locked)
            for line in before.values()
            for header in line
        ]
        assert load_workbook(path)["报送表标识"].sheet_state != "visible"
        assert sheet_of(path).protection.sheet
        assert {item.type for item in validations(path).values()} >= {"decimal", "list"}


# The quick reader gives the same book as the careful one, or none.


def content(book: Book) -> list[tuple[object, ...]]:
    return [(grid.sheet, grid.cells, Counter(grid.merged), grid.hidden) for grid in book.grids]


def assert_same(path: Path) -> bool:
    """Compare the two readers; False where the quick one leaves the file to the careful one."""
    quick = read_quickly(path, inspect(path))
    if quick is not None:
        assert content(quick) == content(read_book(path))
    return quick is not None


def test_every_form_is_read_quickly_and_the_same(sent: yx.Distribution) -> None:
    assert [form.department for form in sent.forms if not assert_same(form.path)] == []


@needs_libreoffice
@pytest.mark.libreoffice
def test_forms_saved_by_libreoffice_are_read_quickly_and_the_same(resaved: dict[str, Path]) -> None:
    assert [name for name, path in resaved.items() if not assert_same(path)] == []


def test_the_shipped_workbooks_sheets_are_read_the_same(tmp_path: Path) -> None:
    assert_same(master_workbook())
    book = load_workbook(master_workbook())
    for title in book.sheetnames:
        alone = load_workbook(master_workbook())
        for other in {*alone.sheetnames} - {title}:
            del alone[other]
        alone.save(tmp_path / f"{title}.xlsx")
        assert_same(tmp_path / f"{title}.xlsx")


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=5) | st.sampled_from(
    [
        "甲",
        " 甲 ",
        "\n甲",
        "甲\n乙",
        "甲\r\n乙",
        "\t",
        "\u3000",
        "_x000D_",
        "=1+1",
        "+1",
        "@甲",
        "<&>",
        "0012",
        "#N/A",
    ]
)
NUMBERS = (
    st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([0, 1271.0, 0.1 + 0.2, 0.973, 97.3, 2**53 + 1])
)
FORMATS = st.sampled_from(
    [
        *("General", "0", "0.00", "0.0%", '0.0"%"', "#,##0.00_ ", "@", "0.00E+00", "# ?/?", "0;;;", "0*y"),
        *("yyyy-mm-dd", "h:mm", "[h]:mm:ss", "[s]", 'yyyy"年"m"月"', "e年", '0"d"', "\\d0", '0"年"', "0.0_d"),
        *(
            "[$-804]0",
            "[DBNum1]0",
            "[Red]0;[Blue]-0",
            "[>100]0.0;0",
            "G/通用格式",
            'General"元"',
            "[$￥-804]0",
        ),
    ]
)
PLACES = st.tuples(st.integers(1, 6), st.integers(1, 5))
VALUES = st.one_of(
    TEXTS,
    NUMBERS,
    st.booleans(),
    st.dates(),
    st.sampled_from(["#DIV/0!", "=A1+1"]),
    st.lists(TEXTS.filter(str.strip), min_size=1, max_size=3),
)
CELLS = st.dictionaries(PLACES, st.tuples(VALUES, FORMATS), max_size=6)
MERGES = st.lists(st.tuples(PLACES, st.integers(0, 2), st.integers(0, 2)), max_size=1)
SHEETS = st.lists(st.tuples(CELLS, MERGES, st.sampled_from(["visible", "hidden", "veryHidden"])), max_size=2)

DrawnCells = dict[tuple[int, int], tuple[Any, str]]
DrawnSheet = tuple[DrawnCells, list[tuple[tuple[int, int], int, int]], str]


def rich(texts: list[str]) -> CellRichText:
    fonts = [InlineFont(b=True), InlineFont(vertAlign="superscript"), InlineFont(i=True)]
    return CellRichText(*(TextBlock(font, text) for font, text in zip(fonts, texts, strict=False)))


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("速读") / "表.xlsx"


@settings(max_examples=60)
@given(SHEETS)
@example([({(1, 1): ("甲_x000D_", "General")}, [], "visible")])
@example([({(1, 1): (2**53 + 1, "General")}, [], "visible")])
def test_workbooks_by_openpyxl_are_read_the_same(scratch: Path, sheets: list[DrawnSheet]) -> None:
    book = Workbook()
    for number, (cells, merges, state) in enumerate(sheets):
        sheet = book.create_sheet(f"表{number}")
        sheet.sheet_state = state
        for (row, column), (value, code) in cells.items():
            sheet.cell(row, column, rich(value) if isinstance(value, list) else value).number_format = code
        for (row, column), height, width in merges:
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + height, end_column=column + width
            )
    book.save(scratch)
    assert_same(scratch)


@settings(max_examples=60)
@given(CELLS)
def test_workbooks_by_another_program_are_read_the_same(scratch: Path, cells: DrawnCells) -> None:
    """xlsxwriter has shared strings, which openpyxl reads but does not write."""
    with xlsxwriter.Workbook(scratch, {"strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for place, (value, code) in cells.items():
            form = book.add_format({"num_format": code})
            if isinstance(value, list) and len(value) > 1:
                sheet.write_rich_string(*place, *(part for text in value for part in (bold, text)))
            elif isinstance(value, str) and not value.startswith("="):
                sheet.write_string(*place, value, form)
            elif not isinstance(value, list):
                sheet.write(*place, value, form)
    assert_same(scratch)


def hand_made(path: Path, *edits: tuple[str, str, str]) -> Path:
    """Write 甲 into A1 and 1.5 as 1.50 into B1 with xlsxwriter, then change the package's text."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_string("A1", "甲")
        sheet.write_number("B1", 1.5, book.add_format({"num_format": 2}))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for part, old, new in edits:
        (name,) = (name for name in parts if name.endswith(part))
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return path


A1 = '<c r="A1" t="s"><v>0</v></c>'
END = "</sheetData>"
MERGED = f'{END}<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
LINKED = f'{END}<hyperlinks><hyperlink ref="D4" location="表!A1"/></hyperlinks>'
STYLE = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
NOTE = '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'


@pytest.mark.parametrize(
    "edit",
    [
        ("sheet1.xml", END, MERGED),  # a value stands unseen beneath the merged area
        ("sheet1.xml", END, LINKED),
        ("styles.xml", STYLE, STYLE.replace('"0"', '"10"', 1)),  # the style of cells that name none
        *(("styles.xml", 'numFmtId="2"', f'numFmtId="{number}"') for number in (14, 27, 31, 49, 57, 58, 90)),
        *(
            ("sharedStrings.xml", "<t>甲</t>", f"<t>{text}</t>")
            for text in (
                "甲_x000D_",
                " 甲 ",
                "甲\n",
                "&#13;甲",
                "甲&#10;",
                "甲\r\n乙",
                "<![CDATA[甲]]>",
                "&amp;lt;",
            )
        ),
        ("sharedStrings.xml", "<t>甲</t>", f"<r><t>83000</t></r>{NOTE}"),
        ("sharedStrings.xml", "<t>甲</t>", '<t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh>'),
        *(
            ("sheet1.xml", A1, text)
            for text in (
                '<c r="A1" t="inlineStr"><is><t>甲_x000D_</t></is></c>',
                f'<c r="A1" t="inlineStr"><is>\n<r><t>83000</t></r>{NOTE}</is></c>',
                '<c r="A1" t="inlineStr"><is/></c>',
                '<c r="A1" t="str"><v><![CDATA[甲]]></v></c>',
                '<c r="A1" t="str"><v>_x0041_</v></c>',
                '<c\tr="A1" s="1"><v>1</v></c>',
                '<c r="A1"\n s="1"><v>1</v></c>',
                "<c><v>7</v></c>",
                '<c r="A1" t="b"><v>1</v></c>',
                '<c r="A1" t="e"><v>#N/A</v></c>',
                '<c r="A1" t="d"><v>2023-06-30</v></c>',
                '<c r="A1"><f\n>1+1</f><v>2</v></c>',
                '<c r="A1"><f>1+1</f></c>',
                '<c r="A1"><v>1E3</v></c>',
                '<c r="A1"><v>9007199254740993</v></c>',
                '<c r="A1"><v/></c>',
            )
        ),
    ],
)
def test_what_other_programs_write_is_read_the_same(tmp_path: Path, edit: tuple[str, str, str]) -> None:
    assert assert_same(hand_made(tmp_path / "表.xlsx")) is True
    assert_same(hand_made(tmp_path / "表.xlsx", edit))


def test_a_sheet_in_another_encoding_is_read_the_same(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "表.xlsx")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    with zipfile.ZipFile(path, "w") as package:
        for part, data in parts.items():
            package.writestr(part, data)
    assert_same(path)
