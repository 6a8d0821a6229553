"""A new master from a clerk's own table, or from nothing: nothing is lost, and what was guessed is shown."""

import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

import yuecheng_xl as yx
from tests.conftest import ROOT, run_cli
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.grid import read_book
from yuecheng_xl.masters.questions import (
    Question,
    district_in,
    halfway,
    name_in,
    periods_until,
)
from yuecheng_xl.plan.columns import HEADERS
from yuecheng_xl.plan.settings import KEYS
from yuecheng_xl.sheets.opening import open_workbook

Rows = list[list[Any]]
DONE, RISE = "完成情况", "同比增长（%）"
GROUPED: Rows = [
    ["附表1 丙区“十四五”规划主要指标"],
    [],
    ["领域", "指标名称", "计量单位", "2025年目标", DONE, DONE, DONE, DONE, RISE, RISE, "牵头部门", "核实人"],
    [*[None] * 4, "2020年", "2021年", "2022年", "2023年1-9月", "2022年", "2023年1-9月", None, None],
    ["经济", "1.地区生产总值", "亿元", "900左右", 610.5, 655, 702, "541.3（预计）", 7.1, 6.4, "统计局", "张"],
    [None, "2.外贸出口额", "亿元", 320, 210, 232, 251, 190, 8.2, "未出", "商务局", "=1+1"],
    ["民生", "3.城镇调查失业率", "%", "5以内", 4.9, 4.8, 5.0, 4.7, None, None, "人社局", None],
    [None, "4.千人医师数", "人", 3.6, 2.8, 2.95, 3.1, "—", None, None, "卫健局", 20230915],
    ["注：2023年数据为快报数。"],
]
IN_NAMES: Rows = [
    ["指标", "十五五目标（2030年）", "2025年", "2026年", "2027年"],
    ["一、经济", None, None, None, None],
    ["（1）规模以上工业增加值（亿元）", 260, 180, 195.5, 214],
    ["（2）常住人口城镇化率（%）", "≥70", 63.2, 64.5, 65.9],
    ["二、生态", None, None, None, None],
    ["（3）PM2.5平均浓度（微克/立方米）", 27, 33, 32, 30.5],
]
BARE: Rows = [
    ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年"],
    [1, "旧城改造户数指数", "点", 300, 100, 150, 190],
    [2, "粮食播种面积", "万亩", 50, 48, 48.5, 49],
]
TABLES = {"grouped": GROUPED, "in names": IN_NAMES, "bare": BARE}


def verdicts(path: Path) -> list[tuple[object, ...]]:
    evaluation = yx.evaluate(yx.read_workbook(path))
    return [
        (item.indicator.number, item.indicator.name, item.indicator.unit, item.completion, item.grade,
         item.recommendation.text, item.outcome.progress)
        for item in evaluation.assessments
    ]  # fmt: skip


def table_of(path: Path) -> list[dict[str, Any]]:
    rows = list(load_workbook(path)["指标总表"].iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def instructions(path: Path) -> str:
    rows = load_workbook(path)["使用说明"].iter_rows(values_only=True)
    return "\n".join(str(value) for row in rows for value in row if value is not None)


@pytest.fixture
def made(book: Callable[..., Path], tmp_path: Path) -> Callable[..., yx.NewMaster]:
    """Make a master from the rows of a table; ``told`` are further arguments."""

    def make(rows: Rows, **told: Any) -> yx.NewMaster:
        return yx.new_master(book(rows, table="Sheet1", name="原表.xlsx"), tmp_path / "指标总表.xlsx", **told)

    return make


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES)
def test_a_master_has_the_verdicts_of_the_table_that_it_was_made_from(
    rows: Rows, made: Callable[..., yx.NewMaster], tmp_path: Path
) -> None:
    master = made(rows)

    assert verdicts(master.path) == verdicts(tmp_path / "原表.xlsx")


def test_the_shipped_master_comes_back_whole(tmp_path: Path) -> None:
    master = yx.new_master(master_workbook(), tmp_path / "新.xlsx")

    assert verdicts(master.path) == verdicts(master_workbook())
    assert master.guesses == ()
    before, after = load_workbook(master_workbook()), load_workbook(master.path)
    assert after.sheetnames == before.sheetnames
    for title in after.sheetnames[1:]:
        old, new = (
            {cell.coordinate: cell.value for row in one[title].iter_rows() for cell in row if cell.value}
            for one in (before, after)
        )
        assert new == old
    notes = [[cell.comment and cell.comment.text for cell in one["指标总表"][1]] for one in (before, after)]
    assert notes[0] == notes[1]


def test_each_cell_of_the_table_has_its_place(made: Callable[..., yx.NewMaster]) -> None:
    master = made(GROUPED)
    first, second, third, fourth = table_of(master.path)

    assert (first["类别"], first["序号"], first["指标"], first["单位"]) == ("经济", 1, "地区生产总值", "亿元")
    assert (first["2025年目标"], first["2020年"], first["2023年前三季度"]) == (
        "900左右",
        610.5,
        "541.3（预计）",
    )
    assert (first["2022年增速"], first["2023年前三季度增速"], first["责任单位"]) == (7.1, 6.4, "统计局")
    assert (second["类别"], second["2023年前三季度增速"]) == ("经济", "未出")
    assert (first["核实人"], fourth["核实人"]) == ("张", 20230915)
    assert (third["方向"], third["2025年目标"]) == ("越低越好", "5以内")
    listed = instructions(master.path)
    assert "注：2023年数据为快报数。" in listed
    assert "原表“核实人”列没有对应的列" in listed


def test_number_formats_come_along(book: Callable[..., Path], tmp_path: Path) -> None:
    path = book(BARE)
    workbook = load_workbook(path)
    sheet = workbook["指标总表"]
    sheet["E3"].number_format, sheet["F3"].number_format = "0.00", "#,##0.0"
    workbook.save(path)
    master = yx.new_master(path, tmp_path / "新.xlsx")

    sheet = load_workbook(master.path)["指标总表"]
    assert (sheet["F3"].number_format, sheet["G3"].number_format) == ("0.00", "#,##0.0")


def test_what_the_table_says_beside_a_figure_is_said_in_its_cell(made: Callable[..., yx.NewMaster]) -> None:
    rows = [
        ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年"],
        [1, "税收收入", "亿元", 12, 8, 9, "97000万元"],
        [2, "参保人数", "人", "15万人", 90000, 101000, 112000],
    ]
    master = made(rows)

    assert verdicts(master.path)[0][3] == "完成"
    assert [row["2022年"] for row in table_of(master.path)] == ["97000万元", 112000]


def test_a_raised_note_is_named(book: Callable[..., Path], tmp_path: Path) -> None:
    path = book(BARE)
    workbook = load_workbook(path)
    raised = InlineFont(vertAlign="superscript")
    workbook["指标总表"]["G2"] = CellRichText("190", TextBlock(raised, "①"))
    workbook.save(path)
    master = yx.new_master(path, tmp_path / "新.xlsx")

    assert "的上标“①”没有放进指标总表" in instructions(master.path)
    assert table_of(master.path)[0]["2022年"] == "190"


def test_other_sheets_come_along(book: Callable[..., Path], tmp_path: Path) -> None:
    path = book(
        BARE,
        规划信息=[["规划名称", "丁县规划纲要"], ["增长平均方法", "几何平均"], ["审核人", "李"]],
        勾稽关系=[["[1] > [2]", 0.5, "面积"]],
        指标库=[["名称", "单位", "方向", "本县代码"], ["旧城改造户数指数", "点", "越高越好", "D7"]],
        附注=[["与评估无关"]],
    )
    master = yx.new_master(path, tmp_path / "新.xlsx")

    workbook = load_workbook(master.path)
    info = {row[0]: row[1] for row in workbook["规划信息"].iter_rows(values_only=True)}
    assert (info["规划名称"], info["增长平均方法"], info["审核人"]) == ("丁县规划纲要", "几何平均", "李")
    assert [cell.value for cell in workbook["勾稽关系"][2]] == ["[1] > [2]", 0.5, "面积"]
    listed = list(workbook["指标库"].iter_rows(values_only=True))
    assert (listed[0][-1], listed[1][0], listed[1][-1]) == ("本县代码", "旧城改造户数指数", "D7")
    assert "工作表“附注”照抄在最后" in instructions(master.path)
    assert [cell.value for cell in workbook["附注"][1]] == ["与评估无关"]
    assert len(yx.read_workbook(master.path).identities) == 1


TASKS = [
    ["重点任务推进情况表"],
    ["序号", "领域", "任务名称", "牵头单位", "2023年上半年进展", "进展状态"],
    [1, "产业", "建成数字产业园", "经信局", "已开园", "已完成"],
    [None, "民生", "新建学校三所", "教育局", "在建", "达到序时"],
]


@pytest.mark.parametrize("title", ["重点任务", "重点任务进展"])
def test_tasks_are_read_from_a_new_master_as_from_the_workbook(
    title: str, book: Callable[..., Path], tmp_path: Path
) -> None:
    path = book(BARE, **{title: TASKS})
    before = yx.read_workbook(path)
    after = yx.read_workbook(yx.new_master(path, tmp_path / "新.xlsx").path)

    assert [(item.name, item.state) for item in before.tasks] == [
        (item.name, item.state) for item in after.tasks
    ]
    assert len(after.tasks) == 2


def test_the_lists_of_an_empty_master_have_the_plans_years(tmp_path: Path) -> None:
    workbook = load_workbook(yx.new_master(None, tmp_path / "空.xlsx", base_year=2025).path)

    for title in ("重点任务", "重大项目"):
        headers = "".join(str(cell.value) for cell in workbook[title][1])
        years = set(re.findall(r"(\d{4})年", headers))
        assert years
        assert years <= {"2026", "2027", "2028", "2029", "2030"}
        assert workbook[title].max_row == 2
        assert not any(cell.value for cell in workbook[title][2])


HEADER = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "备忘"]
HALF = ["指标", "单位", "2025年目标", "2020年", "2022年"]


def test_sheets_that_are_read_as_one_table_become_one(book: Callable[..., Path], tmp_path: Path) -> None:
    path = book(
        [HEADER, [1, "工业产值", "亿元", 500, 400, 420, 450, "甲"]],
        table="经济",
        民生=[HEADER, [2, "养老床位数", "张", 90, 60, 70, 75, "乙"]],
    )
    master = yx.new_master(path, tmp_path / "新.xlsx")

    assert [(row["指标"], row["2022年"], row["备忘"]) for row in table_of(master.path)] == [
        ("工业产值", 450, "甲"),
        ("养老床位数", 75, "乙"),
    ]
    assert verdicts(master.path) == verdicts(path)


def test_halves_beside_each_other_become_rows(made: Callable[..., yx.NewMaster], tmp_path: Path) -> None:
    left, right = ["粮食产量", "万吨", 20, 18, 19], ["森林覆盖率", "%", 60, 55, 58]
    master = made([HALF + HALF, left + right, ["耕地面积", "万亩", 30, 30.1, 30.2]])

    rows = table_of(master.path)
    assert [(row["指标"], row["2025年目标"], row["2022年"]) for row in rows] == [
        ("粮食产量", 20, 19),
        ("耕地面积", 30, 30.2),
        ("森林覆盖率", 60, 58),
    ]
    assert not any(header.startswith("原表") for header in rows[0])
    assert verdicts(master.path) == verdicts(tmp_path / "原表.xlsx")


def test_what_a_header_says_of_all_its_cells_is_said_in_each(
    made: Callable[..., yx.NewMaster], tmp_path: Path
) -> None:
    rows = [
        ["序号", "指标", "单位", "2025年目标", "2020年（万元）", "2021年（万元）", "2022年（预计）"],
        [1, "农业产值", "亿元", 12, 80000, 90000, 9.7],
        [2, "林业产值", "万元", 900, 500, 600, 710],
    ]
    master = made(rows)

    first, second = table_of(master.path)
    assert (first["2020年"], first["2021年"], first["2022年"]) == (8, 9, "9.7（预计）")
    assert (second["2020年"], second["2022年"]) == (500, "710（预计）")
    assert verdicts(master.path) == verdicts(tmp_path / "原表.xlsx")


def test_a_figure_in_doubt_stays_no_sure_one(made: Callable[..., yx.NewMaster]) -> None:
    rows = [
        ["序号", "指标", "单位", "2025年目标", "2020年（亿元）", "2021年", "2022年"],
        [1, "千人床位数", "张", 7.5, 6.1, 6.4, 6.6],
        [2, "农业产值", "亿元", 12, 8, 9, 10],
    ]
    master = made(rows)

    assert table_of(master.path)[0]["2020年"] == "6.1亿元"
    assert any("存疑" in text for _, text in master.guesses)
    answered = made(rows, ask=lambda question: question.choices[0] if question.what == "2020年的数" else "")
    assert table_of(answered.path)[0]["2020年"] == 6.1


def test_what_may_be_a_percentage_is_asked_for(book: Callable[..., Path], tmp_path: Path) -> None:
    rows = [[*BARE[0], "2022年增速"], [1, "绿化率", "%", 0.4, 0.3, 0.32, 35, 0.05], [*BARE[2], 1]]
    path = book(rows)
    sheet = read_book(path)
    with pytest.MonkeyPatch.context() as patch:
        hidden = (None, replace(sheet, formats_known=False))
        patch.setattr("yuecheng_xl.masters.making.read_submitted", lambda _: hidden)
        master = yx.new_master(path, tmp_path / "新.xlsx")

    first, second = table_of(master.path)
    assert (first["2025年目标"], first["2020年"], first["2022年"]) == ("0.4或40%", "0.3或30%", 35)
    assert (first["2022年增速"], second["2022年增速"], second["2022年"]) == ("0.05或5%", "1或100%", 49)
    assert sum("可能是百分数" in text for _, text in master.guesses) == 5
    assert verdicts(master.path)[0][3] == "—"


def test_what_is_struck_out_is_left_out_and_named(book: Callable[..., Path], tmp_path: Path) -> None:
    path = book(BARE)
    workbook = load_workbook(path)
    for place in ("B3", "G2"):
        workbook["指标总表"][place].font = Font(strike=place == "G2")
    workbook.save(path)
    master = yx.new_master(path, tmp_path / "新.xlsx")

    assert table_of(master.path)[0]["2022年"] is None
    assert "划去的“190”没有放进指标总表" in instructions(master.path)


def test_a_column_of_its_own_is_never_taken_for_one_of_the_master(made: Callable[..., yx.NewMaster]) -> None:
    rows = [[*BARE[0], "2021年", "2021年增速"], [*BARE[1], 151, 9], [*BARE[2], 48.4, 1]]
    master = made(rows)

    first = table_of(master.path)[0]
    assert (first["2021年"], first["原表：2021年"], first["2021年增速"]) == (150, 151, 9)
    assert verdicts(master.path)[0][3:] == verdicts(master.path.with_name("原表.xlsx"))[0][3:]


def test_it_looks_as_the_shipped_one_does(made: Callable[..., yx.NewMaster]) -> None:
    sheet = load_workbook(made(GROUPED).path)["指标总表"]
    shipped = load_workbook(master_workbook())["指标总表"]

    assert sheet.freeze_panes == shipped.freeze_panes
    assert sheet.print_title_rows == shipped.print_title_rows
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        shipped.page_setup.orientation,
        shipped.page_setup.paperSize,
    )
    headers = {cell.value: cell for cell in sheet[1] if isinstance(cell, Cell)}
    old = {cell.value: cell for cell in shipped[1]}
    for name in ("指标", "2025年目标", "2020年", "2022年增速", "责任单位", "调整建议"):
        assert headers[name].fill.fgColor.rgb == old[name].fill.fgColor.rgb
        assert headers[name].comment is not None
    choices = {
        str(rule.sqref).partition(":")[0][:-1]: rule.formula1
        for rule in sheet.data_validations.dataValidation
    }
    assert "越高越好" in choices[headers["方向"].column_letter]
    assert "时期数" in choices[headers["数据类型"].column_letter]


def test_rows_that_are_added_have_the_drop_downs(made: Callable[..., yx.NewMaster]) -> None:
    sheet = load_workbook(made(BARE).path)["指标总表"]
    (rule,) = [one for one in sheet.data_validations.dataValidation if "越高越好" in one.formula1]

    assert f"K{sheet.max_row + 30}" in rule.sqref


def test_what_was_guessed_is_coloured_and_listed(made: Callable[..., yx.NewMaster]) -> None:
    master = made(BARE)
    workbook = load_workbook(master.path)
    plain = workbook["指标总表"]["F2"].fill.fgColor.rgb
    for where, _ in master.guesses:
        title, _, place = where.partition("!")
        assert workbook[title][place].fill.fgColor.rgb != plain
    listed = instructions(master.path)
    assert "规划信息“评估时点”按最新数据推断" in listed
    assert "“数据类型”列" in listed


def test_there_is_nothing_to_check_where_nothing_was_guessed(tmp_path: Path) -> None:
    path = Path(shutil.copy(master_workbook(), tmp_path / "总表.xlsx"))
    workbook = load_workbook(path)
    del workbook["使用说明"]
    workbook.save(path)

    assert "请核对" not in instructions(yx.new_master(path, tmp_path / "新.xlsx").path)


# From nothing.


@pytest.mark.parametrize(
    ("told", "years", "headers"),
    [
        (
            {"base_year": 2025},
            (2025, 2030),
            ["2030年目标", "2025年", "2026年", "2027年", "2028年上半年", "2026年增速", "2028年上半年增速"],
        ),
        (
            {"target_year": 2035, "cutoff": date(2032, 12, 31)},
            (2030, 2035),
            ["2030年", "2032年", "2032年增速"],
        ),
        (
            {"base_year": 2020, "target_year": 2025, "cutoff": date(2023, 9, 30)},
            (2020, 2025),
            ["2023年前三季度", "2023年前三季度增速"],
        ),
    ],
)
def test_an_empty_master_has_the_columns_of_its_years(
    told: dict[str, Any], years: tuple[int, int], headers: list[str], tmp_path: Path
) -> None:
    master = yx.new_master(None, tmp_path / "空.xlsx", name="戊区规划纲要", **told)
    workbook = load_workbook(master.path)
    shown = [cell.value for cell in workbook["指标总表"][1]]

    assert (master.base_year, master.target_year) == years
    assert [header for header in headers if header not in shown] == []
    assert not any(cell.value for row in workbook["指标总表"].iter_rows(min_row=2) for cell in row)
    assert workbook["指标库"].max_row == load_workbook(master_workbook())["指标库"].max_row
    info = {row[0]: row[1] for row in workbook["规划信息"].iter_rows(values_only=True)}
    assert (info["规划名称"], info["地区"], info["联系人"]) == ("戊区规划纲要", "戊区", None)


def test_an_empty_master_is_ready_to_be_filled_in(tmp_path: Path) -> None:
    master = yx.new_master(None, tmp_path / "空.xlsx", base_year=2025, name="戊区规划纲要")
    workbook = load_workbook(master.path)
    sheet = workbook["指标总表"]
    columns = {str(cell.value): int(cell.column or 0) for cell in sheet[1]}
    rows = [("粮食产量", 90, 80, 82, 85), ("森林覆盖率", "≥60", 55, 57, 59)]
    for row, (name, target, *figures) in enumerate(rows, 2):
        values: dict[str, Any] = {"序号": row - 1, "指标": name, "2030年目标": target}
        values |= {"方向": "越高越好", "责任单位": "农业局"}
        values |= dict(zip(("2025年", "2026年", "2027年"), figures, strict=True))
        for header, value in values.items():
            sheet.cell(row, columns[header]).value = value
    workbook.save(master.path)

    assert [row[3] for row in verdicts(master.path)] == ["完成", "完成"]
    assert len(yx.distribute(yx.read_workbook(master.path), tmp_path / "报送表").forms) == 1


def test_without_any_year_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(yx.InputContentError, match=r"F250.*--base-year"):
        yx.new_master(None, tmp_path / "空.xlsx", name="戊区规划纲要")
    assert list(tmp_path.iterdir()) == []


# Questions.


class Answers:
    """Answers questions by what they are about, and keeps them."""

    def __init__(self, **answers: str) -> None:
        self.answers, self.asked = answers, list[Question]()

    def __call__(self, question: Question) -> str:
        self.asked.append(question)
        return self.answers.get(question.what, "")


def test_what_the_table_does_not_tell_is_asked_and_remembered(made: Callable[..., yx.NewMaster]) -> None:
    answers = Answers(规划名称="己市规划纲要", 地区="己市", 评估时点="2022年12月31日", 方向="越低越好")
    master = made(BARE, ask=answers)

    assert [question.what for question in answers.asked[:5]] == [
        "规划名称",
        "地区",
        "基期",
        "目标年",
        "评估时点",
    ]
    assert master.plan is not None
    assert (master.plan.name, master.plan.district) == ("己市规划纲要", "己市")
    assert master.plan.settings.cutoff == date(2022, 12, 31)
    assert table_of(master.path)[0]["方向"] == "越低越好"
    assert not any("评估时点" in text or "方向" in text for _, text in master.guesses)


def test_an_answer_that_is_none_is_no_answer(made: Callable[..., yx.NewMaster]) -> None:
    master = made(BARE, ask=Answers(基期="去年", 方向="往上", 评估时点="不清楚"))

    assert master.base_year == 2020
    assert table_of(master.path)[0]["方向"] is None


def test_a_header_that_is_not_understood_is_asked_for(made: Callable[..., yx.NewMaster]) -> None:
    rows = [[*BARE[0], "头六个月"], [*BARE[1], 200], [*BARE[2], 49.5]]

    assert table_of(made(rows, ask=Answers(表头="2023年上半年")).path)[0]["2023年上半年"] == 200
    assert table_of(made(rows, ask=Answers(表头="随便")).path)[0]["头六个月"] == 200


def test_a_group_above_several_columns_stays_above_the_others(
    book: Callable[..., Path], tmp_path: Path
) -> None:
    rows = [list(row) for row in GROUPED[2:]]
    rows[1][7] = "今年以来"
    path = book(rows)
    workbook = load_workbook(path)
    workbook["指标总表"].merge_cells("E1:H1")
    workbook["指标总表"].merge_cells("I1:J1")
    workbook.save(path)
    master = yx.new_master(path, tmp_path / "新.xlsx", ask=Answers(表头="2023年1-9月"))

    assert table_of(master.path)[0]["2023年前三季度"] == "541.3（预计）"
    assert table_of(master.path)[0]["2022年"] == 702


def test_a_unit_is_asked_for(made: Callable[..., yx.NewMaster]) -> None:
    rows = [[cell for place, cell in enumerate(row) if place != 2] for row in BARE]
    master = made(rows, ask=Answers(单位="点"))

    assert [row["单位"] for row in table_of(master.path)] == ["点", "点"]
    assert any("没有填写" in text for _, text in made(rows).guesses)


@pytest.mark.parametrize(
    ("title", "name", "district"),
    [
        ("附件1  甲区“十四五”规划主要指标中期完成情况表", "甲区“十四五”规划", "甲区"),
        ("专栏2：乙市丙县国民经济规划纲要指标", "乙市丙县国民经济规划纲要", "乙市丙县"),
        ("《丁州规划纲要》指标", "丁州规划纲要", "丁州"),
        ("主要指标", "", ""),
        ("规划指标", "", ""),
    ],
)
def test_a_title_tells_name_and_district(title: str, name: str, district: str) -> None:
    assert (name_in(title), district_in(name_in(title))) == (name, district)


@pytest.mark.parametrize(
    ("base", "target", "day", "periods"),
    [
        (2020, 2025, date(2023, 6, 30), "2020年 2021年 2022年 2023年上半年"),
        (2025, 2035, date(2030, 12, 31), "2025年 2026年 2027年 2028年 2029年 2030年"),
        (2020, 2023, date(2022, 6, 30), "2020年 2021年 2022年上半年"),
    ],
)
def test_half_of_a_plans_time(base: int, target: int, day: date, periods: str) -> None:
    assert halfway(base, target) == day
    assert " ".join(map(str, periods_until(base, day))) == periods


def test_a_cut_off_within_a_month_asks_for_the_months_that_have_ended() -> None:
    assert str(periods_until(2020, date(2023, 9, 15))[-1]) == "2023年1-8月"
    assert str(periods_until(2020, date(2023, 1, 15))[-1]) == "2022年"


# Files and the command line.


def test_a_file_of_that_name_is_kept(made: Callable[..., yx.NewMaster]) -> None:
    path = made(BARE).path
    before = path.read_bytes()
    again = made(BARE)

    assert [item.code for item in again.findings if item.code == "F706"] == ["F706"]
    (kept,) = path.parent.glob("指标总表-备份-*.xlsx")
    assert kept.read_bytes() == before


def test_the_table_itself_is_never_written_over(book: Callable[..., Path], tmp_path: Path) -> None:
    path = book(BARE, name="指标总表.xlsx")
    before = path.read_bytes()
    run = run_cli("new", path, cwd=tmp_path)

    assert (run.returncode, "F708" in run.stderr) == (2, True)
    assert path.read_bytes() == before


def test_the_command_line_takes_options_and_asks_nothing_where_nobody_can_answer(
    book: Callable[..., Path], tmp_path: Path
) -> None:
    path = book(GROUPED, name="原表.xlsx", table="完成情况")
    run = run_cli("new", path, "--name", "丙区“十四五”规划纲要", "--cutoff", "2023年9月", cwd=tmp_path)

    assert run.returncode == 0, run.stderr
    assert "共4个指标" in run.stdout
    assert "已涂色" in run.stdout
    plan = yx.read_workbook(tmp_path / "指标总表.xlsx")
    assert (plan.name, plan.district, plan.cutoff) == ("丙区“十四五”规划纲要", "丙区", date(2023, 9, 30))


def test_json_says_what_is_missing(book: Callable[..., Path], tmp_path: Path) -> None:
    record = json.loads(run_cli("new", book(BARE, name="原表.xlsx"), "--json", cwd=tmp_path).stdout)

    assert [item["option"] for item in record["missing"]] == ["--name", "--district"]
    assert record["plan"]["base_year"] == 2020
    assert record["indicators"] == 2
    assert Path(record["path"]).exists()
    assert all(set(item) == {"where", "what"} for item in record["guesses"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "F250"),
        (["没有.xlsx"], "F101"),
        (["--base-year", "3000"], "不在范围"),
        (["--base-year", "2025", "--cutoff", "去年底"], "看不懂日期"),
        (["--base-year", "2025", "--target-year", "2025"], "F250"),
    ],
)
def test_what_cannot_be_made_is_said(arguments: list[str], said: str, tmp_path: Path) -> None:
    run = run_cli("new", *arguments, cwd=tmp_path)

    assert run.returncode == 2
    assert said in run.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
def test_on_a_terminal_it_asks(book: Callable[..., Path], tmp_path: Path) -> None:
    import pty
    import subprocess
    import sys

    path = book(BARE, name="原表.xlsx")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "yuecheng_xl", "new", str(path)],
        cwd=tmp_path,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        os.write(ours, "庚区规划纲要\n\n\n两千\n2025\n\n1\n".encode() + b"\n" * 20)
        out, errors = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    asked = errors.decode()

    assert process.returncode == 0, asked
    assert "规划的全称" in asked
    assert "地区（区县名称） [庚区]" in asked
    assert "看不懂这个回答" in asked
    assert out.decode().startswith("已制作指标总表：2020年为基期、2025年为目标年，共2个指标。")
    plan = yx.read_workbook(tmp_path / "指标总表.xlsx")
    assert (plan.name, plan.district, plan.target_year) == ("庚区规划纲要", "庚区", 2025)
    assert table_of(tmp_path / "指标总表.xlsx")[0]["方向"] == "越高越好"


def test_evaluate_says_that_new_would_ask(book: Callable[..., Path], tmp_path: Path) -> None:
    path = book(BARE, name="原表.xlsx")
    hints = [
        line
        for line in run_cli("evaluate", path, cwd=tmp_path).stdout.splitlines()
        if "yuecheng-xl new" in line
    ]

    assert len(hints) == 1
    assert "yuecheng-xl new" not in run_cli("evaluate", cwd=tmp_path).stdout


def test_forms_of_a_plan_without_a_name_have_no_empty_brackets(
    book: Callable[..., Path], tmp_path: Path
) -> None:
    rows = [[*row, "责任单位" if place == 0 else "住建局"] for place, row in enumerate(BARE)]
    yx.distribute(yx.read_workbook(book(rows)), tmp_path / "报送表")
    workbook = load_workbook(tmp_path / "报送表" / "住建局.xlsx")
    texts = [str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value]

    assert not any("《》" in text or "（）" in text for text in texts)
    assert any("《五年规划》" in text for text in texts)


# What the shipped master has to be to serve as the template.


def test_the_shipped_master_has_each_column_and_each_setting() -> None:
    workbook = load_workbook(master_workbook())
    headers = {cell.value for cell in workbook["指标总表"][1]}
    keys = {row[0] for row in workbook["规划信息"].iter_rows(values_only=True)}

    assert {names[0] for names in HEADERS.values()} <= headers
    assert set(KEYS) <= keys


def test_a_made_master_is_nobody_elses_result(made: Callable[..., yx.NewMaster]) -> None:
    from yuecheng_xl.sheets import ownership

    book = open_workbook(made(BARE).path)

    assert not any(ownership.is_marked(book, sheet) for sheet in book.sheets)
    assert ROOT.is_dir()


def test_an_old_workbook_without_figures_after_the_base_is_evaluated_half_way(
    made: Callable[..., yx.NewMaster],
) -> None:
    rows = [row[:5] for row in BARE]
    master = made(rows)

    assert master.plan is not None
    assert master.plan.cutoff == date(2023, 6, 30)
    assert list(table_of(master.path)[0])[4:9] == ["2025年目标", "2020年", "2021年", "2022年", "2023年上半年"]


def test_workbooks_of_any_size_are_made(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(BARE[0])
    for number in range(1, 301):
        sheet.append([number, f"第{number}类面积", "亩", 300, 100, 150, 190])
    workbook.save(tmp_path / "大.xlsx")

    assert len(table_of(yx.new_master(tmp_path / "大.xlsx", tmp_path / "新.xlsx").path)) == 300
