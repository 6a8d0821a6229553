"""Tasks and projects on the departments' forms, there and back: who gets which row, and what is taken."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import yuecheng_xl as yx
from tests.conftest import merged_master, run_cli
from yuecheng_xl.collection.merging import Merging, merge_submissions
from yuecheng_xl.collection.model import Submission
from yuecheng_xl.collection.reading import read_submission
from yuecheng_xl.collection.roster import Roster
from yuecheng_xl.findings.errors import InputContentError
from yuecheng_xl.forms import Distribution
from yuecheng_xl.grid import read_book

INDICATORS: list[list[Any]] = [
    ["序号", "指标", "单位", "2025年目标", "2020年", "2022年", "2023年上半年", "责任单位"],
    [1, "造林面积", "万亩", 12, 7, 9, None, "甲局"],
]
LEAD = ["2025年底", "甲局", "丙局", None, None, "资金不足"]
UNDER_WAY = ["在建", "2024年6月", "2021年9月", None, "甲局", "机组安装"]
FINISHED = ["竣工", "2022年12月", "2021年3月", "2022年11月", "乙局", "建成"]
TASKS: list[list[Any]] = [
    [
        *("编号", "领域", "任务", "量化目标", "单位", "目标值", "基期值", "2022年", "2023年上半年"),
        *("完成时限", "牵头单位", "责任单位", "进展状态", "完成情况", "存在问题"),
    ],
    [1, "生态", "修复湿地", "湿地修复面积", "亩", 5000, 1200, 2600, None, *LEAD],
    [2, "生态", "整治河道", *[None] * 6, "2024年", "甲局", None, "已完成", "河道已整治。", None],
    [3, "城建", "改造管网", *[None] * 6, "2025年", None, "乙局、丙局", None, None, None],
]
PROJECTS: list[list[Any]] = [
    [
        *("编号", "项目名称", "类别", "总投资（万元）", "2022年完成投资（万元）"),
        *("2023年上半年完成投资（万元）", "累计完成投资（万元）", "阶段", "计划竣工", "实际开工", "实际竣工"),
        *("责任单位", "形象进度"),
    ],
    ["P1", "东岸泵站", "水利", 82000, 21000, None, 30000, *UNDER_WAY],
    ["P2", "西山隧道", "交通", 95000, None, None, None, "前期", "2025年", None, None, "乙局", None],
    ["P3", "滨江步道", "城建", 6000, 6000, 0, 6000, *FINISHED],
    [None, "其余项目", "城建", 40000, *[None] * 9],
]
HALF = "2023年上半年完成投资（万元）"
SUM = "累计完成投资（万元）"
HEADS = {"填报表": "指标", "重点任务": "任务", "重大项目": "项目名称"}
INFO: list[list[Any]] = [
    ["规划名称", "某区规划"],
    ["基期", 2020],
    ["目标年", 2025],
    ["评估时点", "2023年6月30日"],
]


class Sent(NamedTuple):
    """A master, its plan, and what was sent out."""

    path: Path
    plan: yx.Plan
    forms: Distribution

    def form(self, department: str) -> Path:
        return next(form.path for form in self.forms.forms if form.department == department)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    folder = tmp_path_factory.mktemp("发出")
    path = folder / "总表.xlsx"
    book = Workbook()
    sheets: dict[str, list[list[Any]]] = {
        "指标总表": INDICATORS,
        "规划信息": INFO,
        "重点任务": TASKS,
        "重大项目": PROJECTS,
    }
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    del book[book.sheetnames[0]]
    book.save(path)
    plan = yx.read_workbook(path)
    return Sent(path, plan, yx.distribute(plan, folder / "报送表"))


@pytest.fixture(scope="module")
def roster(sent: Sent) -> Roster:
    return Roster(sent.plan)


def cell_of(sheet: Worksheet, name: str, header: str) -> Any:
    """Return the cell of a form's row and column."""
    top = next(row for row in range(1, 9) if sheet.cell(row, 1).value in ("序号", "编号"))
    columns: dict[Any, Any] = {cell.value: cell.column for cell in sheet[top]}
    rows = {sheet.cell(row, columns[HEADS[sheet.title]]).value: row for row in range(top, sheet.max_row + 1)}
    return sheet.cell(rows[name], columns[header])


Change = tuple[str, str, str, object]
"""Sheet, row's name, header, what is typed."""


def filled(form: Path, target: Path, *changes: Change) -> Path:
    """Fill in a form."""
    book = load_workbook(form)
    for title, name, header, value in changes:
        cell_of(book[title], name, header).value = value
    book.save(target)
    return target


@pytest.fixture
def answer(sent: Sent, roster: Roster, tmp_path: Path) -> Callable[..., tuple[Submission, Merging]]:
    """Fill in a department's form, read it and decide."""

    def run(department: str, *changes: Change) -> tuple[Submission, Merging]:
        path = filled(sent.form(department), tmp_path / f"{department}.xlsx", *changes)
        submission = read_submission(path.name, read_book(path), roster)
        return submission, merge_submissions([submission], roster)

    return run


def test_each_department_gets_the_rows_that_it_leads_and_those_that_it_helps_with(sent: Sent) -> None:
    rows = {form.department: (*form.tasks, *form.projects) for form in sent.forms.forms}

    assert rows == {
        "甲局": ("重点任务：1 修复湿地", "重点任务：2 整治河道", "重大项目：P1 东岸泵站"),
        "丙局": ("重点任务：1 修复湿地", "重点任务：3 改造管网"),
        "乙局": ("重点任务：3 改造管网", "重大项目：P2 西山隧道", "重大项目：P3 滨江步道"),
    }
    (left,) = [item for item in sent.forms.findings if item.code == "F870"]
    assert left.message == "重大项目有1行没有填写责任单位，没有列入任何报送表：其余项目"


def test_a_form_has_the_sheets_that_it_has_rows_for(sent: Sent) -> None:
    shown = {
        form.department: [sheet.title for sheet in load_workbook(form.path) if sheet.sheet_state == "visible"]
        for form in sent.forms.forms
    }

    assert shown == {
        "甲局": ["填报表", "重点任务", "重大项目", "填报说明"],
        "丙局": ["重点任务", "填报说明"],
        "乙局": ["重点任务", "重大项目", "填报说明"],
    }
    active = load_workbook(sent.form("乙局")).active
    assert active is not None
    assert active.title == "重点任务"


@pytest.mark.parametrize(
    ("department", "title", "name", "opened"),
    [
        ("甲局", "重点任务", "修复湿地", {"2023年上半年", "进展状态", "完成情况", "存在问题"}),
        ("甲局", "重点任务", "整治河道", {"进展状态", "完成情况", "存在问题"}),
        ("甲局", "重大项目", "东岸泵站", {HALF, SUM, "阶段", "实际竣工", "形象进度"}),
        ("乙局", "重大项目", "滨江步道", {SUM, "阶段", "形象进度"}),
    ],
)  # fmt: skip
def test_what_is_known_is_locked(
    sent: Sent, department: str, title: str, name: str, opened: set[str]
) -> None:
    sheet = load_workbook(sent.form(department))[title]
    headers = [str(cell.value) for cell in sheet[4] if cell.value]

    unlocked = {header for header in headers if not cell_of(sheet, name, header).protection.locked}

    assert unlocked == opened
    # The master's columns under its headers: nothing that it lacks.
    master = {str(header) for header in (TASKS if title == "重点任务" else PROJECTS)[0]}
    assert set(headers) <= master


ANSWERS: list[tuple[str, Change, str, object, list[str]]] = [
    # A department's answer; its fate, what the master gets, the findings about it.
    ("甲局", ("重点任务", "修复湿地", "2023年上半年", 3100), "NEW", 3100, []),
    ("甲局", ("重点任务", "修复湿地", "2023年上半年", 31000), "DOUBTED", None, ["F860"]),
    ("甲局", ("重点任务", "修复湿地", "2023年上半年", "0.31万亩"), "NEW", 3100, ["F303"]),
    ("甲局", ("重点任务", "修复湿地", "2022年", 2700), "REVISED", 2700, ["F831"]),
    ("甲局", ("重点任务", "修复湿地", "2022年", 4000), "DOUBTED", None, ["F862"]),
    ("甲局", ("重点任务", "修复湿地", "2022年", "未出"), "KEPT", None, ["F833"]),
    ("甲局", ("重点任务", "整治河道", "2023年上半年", 3), "UNREADABLE", None, ["F874"]),
    ("甲局", ("重点任务", "修复湿地", "目标值", 4000), "", None, ["F875"]),
    ("甲局", ("重点任务", "修复湿地", "目标值", "5000.0"), "", None, []),
    ("甲局", ("重点任务", "修复湿地", "进展状态", "按序时推进"), "NEW", "达到序时", []),
    ("甲局", ("重点任务", "修复湿地", "进展状态", "一般"), "UNREADABLE", None, ["F1507"]),
    ("甲局", ("重点任务", "整治河道", "进展状态", "已全部完成"), "SAME", "已完成", []),
    ("甲局", ("重点任务", "整治河道", "进展状态", "滞后"), "DOUBTED", None, ["F862"]),
    ("甲局", ("重点任务", "整治河道", "完成情况", "已整治12公里。"), "UPDATED", "已整治12公里。", []),
    ("甲局", ("重点任务", "整治河道", "完成情况", None), "", None, []),
    ("甲局", ("重点任务", "修复湿地", "存在问题", "无"), "UPDATED", "无", []),
    ("甲局", ("重点任务", "修复湿地", "存在问题", "—"), "", None, []),
    ("甲局", ("重点任务", "修复湿地", "存在问题", "资金已落实"), "UPDATED", "资金已落实", []),
    ("甲局", ("重大项目", "东岸泵站", HALF, 12000), "NEW", 12000, []),
    ("甲局", ("重大项目", "东岸泵站", HALF, "1.2亿元"), "NEW", 12000, ["F303"]),
    ("甲局", ("重大项目", "东岸泵站", HALF, "约12000"), "NEW", "约12000", []),
    ("甲局", ("重大项目", "东岸泵站", HALF, 120000000), "DOUBTED", None, ["F863"]),
    ("甲局", ("重大项目", "东岸泵站", HALF, 1.2), "DOUBTED", None, ["F863"]),
    ("甲局", ("重大项目", "东岸泵站", HALF, -5), "UNREADABLE", None, ["F1511"]),
    ("甲局", ("重大项目", "东岸泵站", HALF, 0), "NEW", 0, []),
    ("甲局", ("重大项目", "东岸泵站", SUM, 51000), "UPDATED", 51000, []),
    ("甲局", ("重大项目", "东岸泵站", SUM, 29990), "UPDATED", 29990, []),
    ("甲局", ("重大项目", "东岸泵站", SUM, 3), "DOUBTED", None, ["F862"]),
    ("甲局", ("重大项目", "东岸泵站", "2022年完成投资（万元）", 22000), "REVISED", 22000, ["F831"]),
    ("甲局", ("重大项目", "东岸泵站", "2022年完成投资（万元）", 2.1), "DOUBTED", None, ["F862"]),
    ("甲局", ("重大项目", "东岸泵站", "阶段", "已竣工"), "UPDATED", "竣工", []),
    ("乙局", ("重大项目", "滨江步道", "阶段", "在建"), "DOUBTED", None, ["F862"]),
    ("乙局", ("重大项目", "西山隧道", "阶段", "前期工作"), "SAME", "前期", []),
    ("乙局", ("重大项目", "西山隧道", "实际开工", datetime(2023, 5, 20)), "NEW", "2023年5月20日", []),  # noqa: DTZ001
    ("乙局", ("重大项目", "西山隧道", "实际开工", "未开工"), "NEW", "未开工", []),
    ("乙局", ("重大项目", "西山隧道", "实际开工", "快了"), "UNREADABLE", None, ["F1508"]),
    ("甲局", ("重大项目", "东岸泵站", "实际开工", "2021-09"), "SAME", "2021年9月", []),
    ("甲局", ("重大项目", "东岸泵站", "计划竣工", "2024年9月"), "REVISED", "2024年9月", ["F831"]),
    ("甲局", ("重大项目", "东岸泵站", "计划竣工", "2026年6月"), "DOUBTED", None, ["F862"]),
    ("甲局", ("重大项目", "东岸泵站", "实际开工", "未开工"), "DOUBTED", None, ["F862"]),
    ("甲局", ("重大项目", "东岸泵站", "项目名称", "东岸泵站（二期）"), "", None, ["F871"]),
    ("甲局", ("重大项目", "东岸泵站", "形象进度", "=1+1"), "UNREADABLE", None, ["F306"]),
]


@pytest.mark.parametrize(("department", "change", "fate", "taken", "codes"), ANSWERS)
def test_an_answer_and_what_becomes_of_it(
    sent: Sent,
    answer: Callable[..., tuple[Submission, Merging]],
    department: str,
    change: Change,
    fate: str,
    taken: object,
    codes: list[str],
) -> None:
    title, name, header, _ = change
    place = cell_of(load_workbook(sent.form(department))[title], name, header).coordinate

    submission, merging = answer(department, change)

    found = [item.code for item in (*submission.findings, *(item.finding for item in merging.findings))]
    assert [code for code in found if code not in ("F823", "F866")] == codes  # what is left open is told, too
    decided = [item for item in merging.figures if (item.entry.sheet, item.entry.cell) == (title, place)]
    assert [item.fate.name for item in decided] == ([fate] if fate else [])
    for item in decided:
        printed = item.entry.printed
        if item.fate.is_taken or item.fate.name == "SAME":
            assert (printed.text if printed.number is None else printed.number) == taken


def test_what_nobody_changed_is_no_answer(answer: Callable[..., tuple[Submission, Merging]]) -> None:
    for department in ("甲局", "乙局", "丙局"):
        submission, merging = answer(department)

        assert {item.fate.name for item in merging.figures} <= {"SAME"}
        assert [item.code for item in submission.findings] == ["F866"]


def test_who_only_helps_need_not_answer(sent: Sent, roster: Roster, tmp_path: Path) -> None:
    """丙局 leads one task with 乙局, and helps 甲局 with another."""
    path = filled(
        sent.form("丙局"),
        tmp_path / "丙局.xlsx",
        ("重点任务", "改造管网", "进展状态", "达到序时"),
        ("重点任务", "改造管网", "完成情况", "改造了9公里。"),
    )

    assert not read_submission("丙局.xlsx", read_book(path), roster).findings


def test_of_a_task_the_leading_department_speaks(sent: Sent, roster: Roster, tmp_path: Path) -> None:
    lead = filled(
        sent.form("甲局"), tmp_path / "甲局.xlsx", ("重点任务", "修复湿地", "完成情况", "已修复3100亩。")
    )
    help_ = filled(
        sent.form("丙局"), tmp_path / "丙局.xlsx", ("重点任务", "修复湿地", "完成情况", "另种树3万株。")
    )
    submissions = [read_submission(path.name, read_book(path), roster) for path in (lead, help_)]

    merging = merge_submissions(submissions, roster)

    fates = {item.submission.file: item.fate.name for item in merging.figures if item.fate.name != "SAME"}
    assert fates == {"甲局.xlsx": "NEW", "丙局.xlsx": "SUPERSEDED"}
    ((code, file),) = [(item.finding.code, item.file) for item in merging.findings]
    assert (code, file) == ("F876", "丙局.xlsx")
    # Alone, it is heard.
    figures = merge_submissions(submissions[1:], roster).figures
    (alone,) = [item for item in figures if item.fate.name == "NEW"]
    assert alone.entry.printed.text == "另种树3万株。"


def test_departments_that_lead_together_and_differ_are_both_asked(
    sent: Sent, roster: Roster, tmp_path: Path
) -> None:
    change = ("重点任务", "改造管网", "完成情况")
    paths = [
        filled(sent.form(name), tmp_path / f"{name}.xlsx", (*change, f"{name}改造了管网。"))
        for name in ("乙局", "丙局")
    ]

    merging = merge_submissions(
        [read_submission(path.name, read_book(path), roster) for path in paths], roster
    )

    assert [item.finding.code for item in merging.findings] == ["F830", "F830"]
    assert not any(
        item.fate.is_taken and str(item.entry.key) == "完成情况"
        for item in merging.figures
        if item.fate.name != "SAME"
    )


OWN: list[tuple[str, str, list[list[Any]], dict[str, object], list[str]]] = [
    # A department's own table: its sheet, its rows, what of it is taken, the findings.
    (
        "columns moved, another unit",
        "Sheet1",
        [["进展"], ["项目名称", "目前阶段", "2023年1-6月完成投资（亿元）"], ["西山隧道", "开工", 0.8]],
        {"阶段": "开工", "2023年上半年完成投资": 8000},
        ["F818"],
    ),
    (
        "a caption, no brackets",
        "重点项目",
        [["单位：亿元"], ["序号", "项目", "累计完成投资", "形象进度"], [1, "西山隧道", 0.8, "进洞施工"]],
        {"累计完成投资": 8000, "形象进度": "进洞施工"},
        ["F818"],
    ),
    (
        "a project that the master lacks",
        "重大项目",
        [["编号", "项目名称", "阶段"], ["P2", "西山隧道", "开工"], ["P9", "南门停车场", "前期"]],
        {"阶段": "开工"},
        ["F872"],
    ),
    (
        "a row twice, and not the same",
        "重大项目",
        [["编号", "项目名称", "阶段"], ["P2", "西山隧道", "开工"], ["P2", "西山隧道", "竣工"]],
        {},
        ["F873", "F824"],
    ),
    (
        "columns that the master lacks or nobody understands",
        "重大项目",
        [
            ["项目名称", "阶段", "2023年1-7月完成投资", "需协调事项", "资金到位", "经办人"],
            ["西山隧道", "开工", 9000, "征地", 8000, "陈某"],
        ],
        {"阶段": "开工"},
        ["F816", "F834", "F868"],
    ),
    (
        "names that are only like the master's",
        "Sheet1",
        [
            ["项目名称", "累计完成投资（万元）", "阶段"],
            ["西山隧道工程", 1200, "在建"],
            ["滨江步道（二期）", 900, "在建"],
        ],
        {},
        ["F871", "F872"],
    ),
    (
        "tasks",
        "任务进展",
        [["任务", "进展", "状态"], ["改造管网", "改造管网9公里。", "正常推进"]],
        {"完成情况": "改造管网9公里。", "进展状态": "达到序时"},
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "title", "rows", "taken", "codes"), OWN)
def test_a_department_s_own_table_is_read(
    roster: Roster,
    tmp_path: Path,
    kind: str,
    title: str,
    rows: list[list[Any]],
    taken: dict[str, object],
    codes: list[str],
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "乙局.xlsx")

    submission = read_submission("乙局.xlsx", read_book(tmp_path / "乙局.xlsx"), roster)
    merging = merge_submissions([submission], roster)

    found = {
        str(item.entry.key): item.entry.printed.text
        if item.entry.printed.number is None
        else item.entry.printed.number
        for item in merging.figures
        if item.fate.is_taken and item.fate.name != "SAME"
    }
    assert found == taken, kind
    assert sorted(item.code for item in submission.findings) == sorted(codes)


def test_a_project_in_sight_goes_before_its_hidden_twin(roster: Roster, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "重大项目"
    for row in (["编号", "项目名称", "阶段"], ["P2", "西山隧道", "竣工"], ["P2", "西山隧道", "开工"]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    book.save(tmp_path / "乙局.xlsx")

    submission = read_submission("乙局.xlsx", read_book(tmp_path / "乙局.xlsx"), roster)

    assert [(entry.text, entry.cell) for entry in submission.entries] == [("开工", "C3")]
    assert [item.code for item in submission.findings] == ["F346"]


@pytest.fixture(scope="module")
def back(sent: Sent, tmp_path_factory: pytest.TempPathFactory) -> yx.Collection:
    """Collect a batch: one form filled in, with one doubt, one blank, one with a fault; 丁局 is not asked."""
    folder = tmp_path_factory.mktemp("收回")
    inbox = folder / "收到"
    inbox.mkdir()
    filled(
        sent.form("甲局"),
        inbox / "甲局.xlsx",
        ("填报表", "造林面积", "2023年上半年", 9.5),
        ("重点任务", "修复湿地", "2023年上半年", 3100),
        ("重点任务", "修复湿地", "完成情况", "=1+1是文字"),
        ("重点任务", "整治河道", "进展状态", "滞后"),
        ("重大项目", "东岸泵站", HALF, 12000),
        ("重大项目", "东岸泵站", SUM, 52000),
        ("重大项目", "东岸泵站", "阶段", "已竣工"),
        ("重大项目", "东岸泵站", "实际竣工", "2023年6月"),
    )
    book = load_workbook(inbox / "甲局.xlsx")
    cell_of(book["重点任务"], "修复湿地", "完成情况").data_type = "s"
    book.save(inbox / "甲局.xlsx")
    shutil.copy(sent.form("乙局"), inbox)
    return yx.collect(inbox, sent.plan, folder / "结果")


def test_every_file_ends_in_one_state_and_who_is_silent_is_named(back: yx.Collection) -> None:
    assert {name: state.name for name, state in back.states.items()} == {
        "甲局.xlsx": "RETURNED",
        "乙局.xlsx": "BLANK",
    }
    assert sum(back.counts.values()) == 2
    assert (back.missing, back.blank) == (("丙局",), ("乙局",))
    assert back.listing is not None
    overview = [row[:2] for row in load_workbook(back.listing)["汇总情况"].iter_rows(values_only=True)]
    assert ("丙局", "重点任务：3 改造管网") in overview
    assert (
        "乙局（只交了空表）",
        "重点任务：3 改造管网、重大项目：P2 西山隧道、重大项目：P3 滨江步道",
    ) in overview


def test_the_merged_master_has_what_was_taken_and_evaluates(back: yx.Collection) -> None:
    book = load_workbook(merged_master(back))
    tasks = {row[2]: row for row in book["重点任务"].iter_rows(values_only=True)}
    projects = {row[1]: row for row in book["重大项目"].iter_rows(values_only=True)}

    assert tasks["修复湿地"][8:15] == (3100, "2025年底", "甲局", "丙局", None, "=1+1是文字", "资金不足")
    assert tasks["整治河道"][12] == "已完成"  # 滞后 is asked about
    assert projects["东岸泵站"][5:11] == (12000, 52000, "竣工", "2024年6月", "2021年9月", "2023年6月")
    assert [list(row) for row in book["重大项目"].iter_rows(min_row=3, values_only=True)] == PROJECTS[2:]
    evaluation = yx.evaluate(yx.read_workbook(merged_master(back)))
    assert evaluation.projects is not None
    by_name = {item.project.name: item for item in evaluation.projects.items}
    assert by_name["东岸泵站"].project.stage is not None
    assert by_name["东岸泵站"].project.stage.value == "竣工"


def test_every_answer_is_found_where_its_source_says(back: yx.Collection) -> None:
    header, *rows = [
        list(row)
        for row in load_workbook(merged_master(back))["数据来源"].iter_rows(min_row=3, values_only=True)
    ]
    records: list[dict[Any, Any]] = [dict(zip(header, row, strict=True)) for row in rows]
    inbox: Any = load_workbook(merged_master(back).parent.parent / "收到" / "甲局.xlsx")

    assert {record["指标"] for record in records} == {
        "造林面积", "重点任务：1 修复湿地", "重点任务：2 整治河道", "重大项目：P1 东岸泵站",
    }  # fmt: skip
    for record in records:
        assert str(inbox[record["工作表"]][record["单元格"]].value) == record["填报内容"]
    doubted = {record["项目"]: (record["填入"], record["原数据"], record["处理"]) for record in records}
    assert doubted["进展状态"] == (None, "已完成", "存疑，未采用")


def test_the_standard_form_has_the_answers_and_the_returned_one_the_doubts(back: yx.Collection) -> None:
    folder = merged_master(back).parent
    standard = load_workbook(folder / "标准表" / "甲局.xlsx")
    returned = load_workbook(folder / "退回" / "甲局.xlsx")

    assert cell_of(standard["重大项目"], "东岸泵站", "阶段").value == "竣工"
    assert cell_of(standard["重点任务"], "修复湿地", "2023年上半年").value == 3100
    assert "F862" not in returned["退回说明"]["A1"].value
    note = cell_of(returned["重点任务"], "整治河道", "进展状态").comment
    assert note is not None
    assert "比已有的阶段倒退" in note.text


def test_standard_forms_collected_again_give_the_same(sent: Sent, back: yx.Collection) -> None:
    again = yx.collect(merged_master(back).parent / "标准表", sent.plan)

    def taken(collection: yx.Collection) -> set[tuple[object, str, str]]:
        return {
            (item.entry.number, str(item.entry.key), item.entry.printed.text)
            for item in collection.figures
            if item.fate.is_taken and item.fate.name != "SAME"
        }

    assert taken(again) == taken(back)


def test_what_a_person_confirms_is_taken(sent: Sent, back: yx.Collection, tmp_path: Path) -> None:
    source = merged_master(back).parent.parent
    out = Path(shutil.copytree(source / "结果", tmp_path / "结果"))
    book = load_workbook(out / merged_master(back).name)
    sheet = book["数据来源"]
    columns: dict[Any, Any] = {cell.value: cell.column for cell in sheet[3]}
    for row in range(4, sheet.max_row + 1):
        if sheet.cell(row, columns["项目"]).value == "进展状态":
            sheet.cell(row, columns["确认"]).value = "是"
    book.save(out / merged_master(back).name)

    again = yx.collect(source / "收到", sent.plan, out)

    (decided,) = [
        item for item in again.figures if str(item.entry.key) == "进展状态" and item.entry.text == "滞后"
    ]
    assert decided.fate.name == "UPDATED"
    assert again.states["甲局.xlsx"].name == "MERGED"


def test_as_json(sent: Sent, back: yx.Collection, tmp_path: Path) -> None:
    run = run_cli("distribute", sent.path, "-o", "报送表", "--json", cwd=tmp_path)
    forms = {form["department"]: form for form in json.loads(run.stdout)["forms"]}
    assert (forms["丙局"]["indicators"], forms["丙局"]["open_figures"]) == ([], 1)
    assert forms["丙局"]["tasks"] == ["重点任务：1 修复湿地", "重点任务：3 改造管网"]

    figures = yx.frames.figures(back)
    of_lists = figures[figures["清单"] == "重大项目"]
    assert set(of_lists["指标"]) == {"东岸泵站", "西山隧道", "滨江步道"}
    done = of_lists[(of_lists["指标"] == "东岸泵站") & (of_lists["项目"] == "2023年上半年完成投资")]
    assert list(done["数值"]) == [1.2]


def test_a_master_where_nobody_is_asked_is_refused(book: Callable[..., Path], tmp_path: Path) -> None:
    plan = yx.read_workbook(
        book(
            [["指标", "单位", "2025年目标", "2023年"], ["产值", "亿元", 9, 5]],
            重点任务=[["编号", "任务", "牵头单位", "完成情况"], [1, "修路", None, None]],
        )
    )

    with pytest.raises(InputContentError) as error:
        yx.distribute(plan, tmp_path / "报送表")
    assert error.value.finding.code == "F801"


def test_a_list_in_another_layout_goes_out_and_comes_back(book: Callable[..., Path], tmp_path: Path) -> None:
    """Two header lines, a unit column, headings between the rows, dates: the form asks under one line."""
    master = book(
        [["指标", "单位", "2025年目标", "2023年", "责任单位"], ["产值", "亿元", 9, 5, "甲局"]],
        规划信息=INFO,
        重大项目=[
            ["重大项目表", None, None, None, None, None, None],
            ["项目", "单位", "总投资", "2022年", "2022年", "开工时间", "牵头部门"],
            [None, None, None, "计划投资", "完成投资", None, None],
            ["一、水利类"],
            ["东岸泵站", "万元", 82000, 20000, 21000, datetime(2021, 9, 1), "甲局"],  # noqa: DTZ001
            ["西岸泵站", "亿元", 3, 1, None, None, "甲局"],
        ],
    )
    plan = yx.read_workbook(master)
    (form,) = yx.distribute(plan, tmp_path / "报送表").forms
    sheet = load_workbook(form.path)["重大项目"]
    header = [cell.value for cell in sheet[4] if cell.value]
    assert header == [
        "项目",
        "单位",
        "总投资",
        "2022年计划投资",
        "2022年完成投资",
        "开工时间",
        "牵头部门",
    ]

    roster = Roster(plan)
    edited = load_workbook(form.path)
    edited["重大项目"].cell(6, header.index("2022年完成投资") + 1).value = 0.7
    edited.save(tmp_path / "甲局.xlsx")
    submission = read_submission("甲局.xlsx", read_book(tmp_path / "甲局.xlsx"), roster)
    taken = [
        item.entry.value
        for item in merge_submissions([submission], roster).figures
        if item.fate.name == "NEW"
    ]
    assert [float(value or 0) for value in taken] == [0.7]
