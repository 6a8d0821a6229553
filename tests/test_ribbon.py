"""The buttons' functions on a workbook that is open in a real application: LibreOffice, through xlwings."""

from __future__ import annotations

import errno
import gc
import re
import shutil
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests.conftest import LISTS, SHIPPED, charts
from yuecheng_xl.cli.output import Answer
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.office import backups
from yuecheng_xl.office.excel import Excel
from yuecheng_xl.office.jobs.evaluate import COPYING, EVALUATING, WRITING
from yuecheng_xl.office.ribbon import click
from yuecheng_xl.office.session import TITLE, Session
from yuecheng_xl.results.sheets import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from xlwings import Book

    from tests.office.engine import App

xw = pytest.importorskip("xlwings")
resource = pytest.importorskip("resource", reason="Windows cannot limit the size of files")

from tests.office import WHY_NOT  # noqa: E402
from tests.office.application import properties  # noqa: E402
from tests.office.engine import driven  # noqa: E402

pytestmark = [pytest.mark.libreoffice, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]

OWN = ["使用说明", "规划信息", "指标总表", "勾稽关系", "指标库"]
MADE = [title for title in TITLES if title not in LISTS]
COMPLETION = 10
INDICATORS = 8
FIGURE = "H8"  # its change turns a verdict


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with driven(tmp_path_factory.mktemp("office")) as app:
        yield app


@pytest.fixture
def app(application: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """The application with nothing open, and the add-in's files in the test's folder."""
    for variable in ("LOCALAPPDATA", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "家"))
    application.said.clear()
    application.shown.clear()
    application.folder, application.editing, application.refused = None, False, ""
    yield application
    application.editing = application.shared = False
    gc.enable()  # a job disables it, for the end of its process
    for book in list(xw.books):
        book.close()


@pytest.fixture
def book(app: App, small: Path) -> Book:  # noqa: ARG001 - the application has to be there
    """That workbook, open."""
    opened: Book = xw.books.open(small)
    return opened


def saved(book: Book, path: Path) -> Path:
    """Save a copy of an open workbook."""
    document = book.impl.document
    document.storeToURL(path.as_uri(), properties(FilterName="Calc MS Excel 2007 XML"))
    return path


def content(path: Path, *, fonts: bool = True) -> dict[str, Any]:
    """Return all that can be seen of a workbook's sheets.

    LibreOffice saves a number's font under another name the second time: a sheet that was brought back
    from a copy is compared without.
    """
    return {
        sheet.title: {
            "cells": {
                cell.coordinate: (
                    cell.value, cell.number_format,
                    cell.font.name if fonts else "", cell.font.sz, cell.font.b,
                    cell.font.color and cell.font.color.rgb, cell.fill.fgColor.rgb,
                    cell.border.top.style, cell.border.left.style, cell.border.bottom.style,
                    cell.alignment.horizontal, cell.alignment.vertical, cell.alignment.wrap_text,
                )
                for row in sheet.iter_rows()
                for cell in row
            },
            "merged": sorted(map(str, sheet.merged_cells.ranges)),
            "widths": {letter: round(column.width, 1) for letter, column in sheet.column_dimensions.items()},
            "heights": {row: line.height for row, line in sheet.row_dimensions.items()},
            "page": (
                sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth,
                sheet.print_title_rows, sheet.freeze_panes, sheet.sheet_view.showGridLines,
            ),
            "charts": [chart_of(chart) for chart in charts(sheet)],
            "rules": [str(area.sqref) for area in sheet.conditional_formatting],
            "lists": [(str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation],
        }
        for sheet in load_workbook(path).worksheets
    }  # fmt: skip


def _one_cell(area: str) -> str:
    """Write a single cell in the one of its two ways, which programs choose freely."""
    return re.sub(r"(\$[A-Z]+\$\d+):\1$", r"\1", area)


def chart_of(chart: Any) -> Any:
    """Return a chart's title, place and what each series draws, in which way."""
    title = "".join(run.t for line in chart.title.tx.rich.p for run in line.r or ())
    series = [
        (part.tagname, *(_one_cell(place.f) for place in (one.tx.strRef, one.cat.strRef, one.val.numRef)))
        for part in chart._charts
        for one in part.series
    ]
    return title, (chart.anchor._from.row, chart.anchor._from.col), series


def differences(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return what differs, so that a failing test says it in a line."""
    found = {}
    for key in {**one, **other}:
        left, right = one.get(key), other.get(key)
        if isinstance(left, dict) and isinstance(right, dict):
            found.update({f"{key} {inner}": what for inner, what in differences(left, right).items()})
        elif left != right:
            found[str(key)] = (left, right)
    return found


def sheet_names(book: Book) -> list[str]:
    return [sheet.name for sheet in book.sheets]


def column(book: Book, number: int) -> list[str | None]:
    values: list[str | None] = book.sheets["指标总表"].range((2, number), (1 + INDICATORS, number)).value
    return values


def test_a_click_puts_into_the_open_workbook_what_evaluate_writes_for_the_same_figures(
    app: App, master: Path, tmp_path: Path
) -> None:
    book = xw.books.open(master)
    book.sheets["指标总表"].range(FIGURE).value = 20
    before = content(saved(book, tmp_path / "前.xlsx"))

    click("evaluate")

    own_titles = [*OWN, "重点任务", "重大项目"]
    assert sheet_names(book) == [*own_titles, *SHIPPED]
    after = content(saved(book, tmp_path / "后.xlsx"))
    # The command line, with the same figure saved; then through the same application, whose own ways
    # of saving must not count.
    same = load_workbook(master_workbook())
    same["指标总表"][FIGURE] = 20
    same.save(tmp_path / "同.xlsx")
    written = yx.write_results(yx.evaluate(yx.read_workbook(tmp_path / "同.xlsx")), tmp_path / "结果.xlsx")
    expected = content(saved(xw.books.open(written.path), tmp_path / "应.xlsx"))
    for title in [*SHIPPED, "指标总表"]:
        assert differences(expected[title], after[title]) == {}
    assert len(after["图表"]["charts"]) == 3
    assert after["表1"]["cells"]["G9"][0] == 20
    own = {title: after[title] for title in own_titles}
    columns = {re.sub(r"\d", "", place) for place in differences(before, own)}
    assert columns == {"指标总表 cells J", "指标总表 cells AA"}  # 完成中期目标情况, 调整建议
    assert "共34个指标" in app.said[0]


@pytest.mark.usefixtures("book")
def test_the_status_bar_tells_of_the_work_and_is_excels_own_again(app: App) -> None:
    click("evaluate")
    told = [text for text in app.shown if text]
    assert told == [f"{TITLE}：{step}……" for step in (COPYING, EVALUATING, WRITING)]
    assert app.status_bar is False


def test_a_second_click_replaces_the_sheets_and_leaves_no_copies(book: Book) -> None:
    click("evaluate")
    book.sheets["指标总表"].range(FIGURE).value = 20
    click("evaluate")
    assert sheet_names(book) == [*OWN, *MADE]
    assert book.sheets["表1"].range("G9").value == 20
    assert len(xw.books) == 1


def test_table_1_alone(book: Book) -> None:
    click("table1")
    assert sheet_names(book) == [*OWN, "表1"]
    assert set(column(book, COMPLETION)) == {None}


def test_a_sheet_of_the_users_own_with_our_title_is_never_touched(app: App, small: Path) -> None:
    mine = load_workbook(small)
    mine.create_sheet("表1")["A1"] = "我的表"
    mine.save(small)
    book = xw.books.open(small)
    for _ in range(2):
        click("evaluate")
        assert sheet_names(book) == [*OWN, "表1", "表1（评估结果）", *MADE[1:]]
        assert book.sheets["表1"].range("A1").value == "我的表"
        assert "F704" in app.said[-1]
        assert "“表1（评估结果）”" in app.said[-1]


def test_a_result_sheet_that_somebody_edited_is_kept_under_another_title(app: App, book: Book) -> None:
    click("evaluate")
    book.sheets["汇总"].range("A1").value = "领导批示"
    click("evaluate")
    assert sheet_names(book) == [*OWN, *MADE[:5], "汇总（手工修改）", *MADE[5:]]
    assert book.sheets["汇总（手工修改）"].range("A1").value == "领导批示"
    assert "F705" in app.said[-1]


def test_formulas_that_look_at_a_result_sheet_go_on_looking_at_it(book: Book) -> None:
    click("evaluate")
    cell = book.sheets["使用说明"].range("F40")
    cell.formula = "=$表1.G9*2"
    edited = book.sheets["使用说明"].range("F41")
    edited.formula = "=$表2.A1"
    book.sheets["表2"].range("A1").value = "改过"
    book.sheets["表2"].range("F40").formula = "=$表1.G9"
    book.sheets["指标总表"].range(FIGURE).value = 20
    click("evaluate")
    assert cell.value == 40
    assert book.sheets["表2（手工修改）"].range("F40").value == 20
    assert edited.value == book.sheets["表2"].range("A1").value != "改过"
    click("restore")
    assert cell.value == 4.3 * 2
    assert edited.value == "改过"


@pytest.mark.usefixtures("app")
def test_text_in_a_computed_column_that_looks_like_a_formula_stays_text(small: Path) -> None:
    """A qualitative target repeats what the department wrote, whatever that is."""
    table = load_workbook(small)
    texts = ["=1+1", "-2+3", "1-2", "50%", "@甲"]
    for row, text in enumerate(texts, 2):
        table["指标总表"].cell(row, 5).value = "完成省市下达指标"
        table["指标总表"].cell(row, 9).value = text
        table["指标总表"].cell(row, 9).data_type = "s"
        table["指标总表"].cell(row, 13).value = "定性"
    table.save(small)
    book = xw.books.open(small)
    click("evaluate")
    assert column(book, COMPLETION)[: len(texts)] == texts
    assert [row[0] for row in book.sheets["指标总表"].range("J2:J6").formula] == texts


# Failures: the workbook is as it was, the status bar is Excel's own, the message is Chinese.


def protect_workbook(scene: SimpleNamespace) -> None:
    scene.book.impl.document.protect("")


def share_workbook(scene: SimpleNamespace) -> None:
    scene.app.shared = True


def protect_table(scene: SimpleNamespace) -> None:
    scene.book.sheets["指标总表"].impl.sheet.protect("")


def no_right_to_write(scene: SimpleNamespace) -> None:
    scene.monkeypatch.setenv("XDG_STATE_HOME", "/proc")
    scene.monkeypatch.delenv("LOCALAPPDATA")


def full_disk(_scene: SimpleNamespace) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def no_table(scene: SimpleNamespace) -> None:
    scene.book.sheets["指标总表"].range("A1:AB1").value = [["甲"] * 28]


def error_in_a_rule(scene: SimpleNamespace) -> None:
    scene.monkeypatch.setattr("yuecheng_xl.rules.evaluation._assess", lambda *_: 1 / 0)


def no_room_for_the_journal(scene: SimpleNamespace) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    scene.monkeypatch.setattr(backups.Backup, "keep", fail)


def refused(call: str) -> Callable[[SimpleNamespace], None]:
    def refuse(scene: SimpleNamespace) -> None:
        scene.app.refused = call

    return refuse


# openpyxl's half-written sheet complains when it is thrown away after a disk has failed it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("fail", "code", "clicked_before"),
    [
        pytest.param(protect_workbook, "F1104", False, id="protected workbook"),
        pytest.param(share_workbook, "F1110", False, id="shared workbook"),
        pytest.param(protect_table, "F1105", False, id="protected table"),
        pytest.param(no_right_to_write, "F1106", False, id="no right to write"),
        pytest.param(full_disk, "F1106", False, id="full disk"),
        pytest.param(refused("copy"), "F1106", False, id="no copy"),
        pytest.param(no_table, "F201", False, id="no table"),
        pytest.param(error_in_a_rule, "F901", False, id="error in a rule"),
        pytest.param(no_room_for_the_journal, "F1106", False, id="no room for the journal"),
        pytest.param(refused("write 未完成"), "F901", False, id="half of a column written"),
        pytest.param(refused("copy 图表"), "F901", True, id="half of the sheets copied"),
        pytest.param(refused("delete 汇总~"), "F901", True, id="half of the old sheets removed"),
    ],
)
def test_after_a_failure_the_workbook_is_as_it_was(
    app: App,
    book: Book,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fail: Callable[[SimpleNamespace], None],
    code: str,
    clicked_before: bool,
) -> None:
    if clicked_before:
        click("evaluate")
        book.sheets["指标总表"].range(FIGURE).value = 20
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    fail(SimpleNamespace(app=app, book=book, monkeypatch=monkeypatch))
    before = content(saved(book, tmp_path / "前.xlsx"), fonts=False)
    try:
        click("evaluate")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert differences(before, content(saved(book, tmp_path / "后.xlsx"), fonts=False)) == {}
    assert app.status_bar is False
    assert app.said[-1].startswith(f"[{code} 错误]")
    assert not re.search("Traceback|指标总表-备份", app.said[-1])
    assert len(xw.books) == 1
    kept = list((tmp_path / "家").rglob("*-备份-*.xlsx"))
    assert len(kept) == clicked_before  # the copy of a click that failed goes


def test_a_workbook_of_an_old_format_gets_its_results_beside_it(app: App, book: Book, tmp_path: Path) -> None:
    path = tmp_path / "旧表.xls"
    book.api.SaveAs(str(path))
    click("table1")
    assert app.said[-1].startswith("[F1111 错误]")
    assert "另存为 .xlsx 再点一次" in app.said[-1]
    result = xw.books.active
    assert "表1" in sheet_names(result)
    result.close()
    assert sheet_names(book) == OWN
    # The remedy works.
    book.api.SaveAs(str(path.with_suffix(".xlsx")))
    click("table1")
    assert "F1111" not in app.said[-1]
    assert "表1" in sheet_names(book)


def test_a_cell_in_edit_mode_is_told_and_nothing_is_done(app: App, book: Book) -> None:
    app.editing = True
    click("evaluate")
    app.editing = False
    assert app.said[-1].startswith("[F1103 错误]")
    assert sheet_names(book) == OWN


@pytest.mark.usefixtures("book")
def test_a_workbook_that_can_be_neither_finished_nor_undone_names_the_copy(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel dies half-way: the copy from before the click is all there is."""

    def die(*_: object) -> None:
        app.editing = True
        raise ConnectionError

    monkeypatch.setattr("yuecheng_xl.office.exchange._look_again", die)
    click("evaluate")
    app.editing = False
    assert app.said[-1].startswith("[F1107 错误]")
    (named,) = re.findall(r"“([^”]*-备份-[^”]*)”", app.said[-1])
    assert load_workbook(named).sheetnames == OWN


# 分发, 汇总


def test_forms_go_out_and_come_back_into_the_open_workbooks_copy(
    app: App, book: Book, tmp_path: Path
) -> None:
    book.sheets["指标总表"].range("I2").value = None  # not saved
    click("distribute")
    assert app.said == []  # no folder was chosen
    app.folder = tmp_path
    click("distribute")
    forms = sorted(path.name for path in (tmp_path / "报送表").glob("*.xlsx"))
    assert app.said[0].startswith(f"已生成{len(forms)}个单位的报送表，共{INDICATORS}个指标")
    assert "待填数据1个" in app.said[0]

    (form,) = (tmp_path / "报送表").glob("*统计局*.xlsx")
    answered = load_workbook(form)
    sheet = answered.worksheets[0]
    (header,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "2023年上半年")
    (name,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "全区生产总值")
    sheet.cell(name.row, header.column).value = 624.5
    answered.save(form)
    app.folder = tmp_path / "报送表"
    click("collect")
    assert xw.books.active.name == "指标总表-汇总.xlsx"
    assert xw.books.active.sheets["指标总表"].range("I2").value == 624.5
    assert book.sheets["指标总表"].range("I2").value is None
    assert any(f"（{len(forms)}/{len(forms)}）" in text for text in app.shown)
    assert app.status_bar is False


# 数据检查, 生成报告


def test_a_check_lists_what_is_wrong_in_a_workbook_of_its_own(app: App, book: Book) -> None:
    before = sheet_names(book)
    book.sheets["指标总表"].range("G2").value = 119150  # not saved: a slip of the decimal point
    click("check")
    listed = xw.books.active
    assert listed.name == "指标总表-问题清单.xlsx"
    texts = [str(value) for row in listed.sheets["问题清单"].range("A1:F60").value for value in row]
    assert any("全区生产总值" in text and "119150" in text for text in texts)
    assert "发现问题：" in app.said[0]
    assert sheet_names(book) == before
    assert app.status_bar is False


def test_the_report_is_drafted_from_what_is_open(
    app: App, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # nothing to open it with
    book.sheets["指标总表"].range("H2").value = 1299  # not saved
    click("report")
    (draft,) = (tmp_path / "家").rglob("指标总表-评估报告.docx")
    text = "\n".join(paragraph.text for paragraph in Document(str(draft)).paragraphs)
    assert "2022年为1299亿元" in text
    assert str(draft) in app.said[0]


# 恢复


def test_restore_brings_back_the_state_before_the_click(app: App, book: Book, tmp_path: Path) -> None:
    book.sheets["指标总表"].range("J3").value = "手填"
    before = content(saved(book, tmp_path / "前.xlsx"))
    click("evaluate")
    click("restore")
    assert differences(before, content(saved(book, tmp_path / "后.xlsx"))) == {}
    assert app.status_bar is False
    click("restore")
    assert app.said[-1].startswith("[F1108 错误]")


def test_restore_goes_back_click_by_click(book: Book, tmp_path: Path) -> None:
    click("evaluate")
    first = content(saved(book, tmp_path / "一.xlsx"), fonts=False)
    book.sheets["指标总表"].range(FIGURE).value = 20
    click("table1")
    click("restore")
    book.sheets["指标总表"].range(FIGURE).value = 4.3
    assert differences(first, content(saved(book, tmp_path / "二.xlsx"), fonts=False)) == {}
    click("restore")
    assert sheet_names(book) == OWN


def test_restore_leaves_alone_what_was_typed_after_the_click(app: App, book: Book) -> None:
    table = book.sheets["指标总表"]
    click("evaluate")
    table.range(FIGURE).value = 20
    table.range("J3").value = "手填"
    book.sheets["汇总"].range("A1").value = "领导批示"
    click("restore")
    assert table.range(FIGURE).value == 20
    assert [text for text in column(book, COMPLETION) if text] == ["手填"]
    assert sheet_names(book) == [*OWN, "汇总（手工修改）"]
    assert book.sheets["汇总（手工修改）"].range("A1").value == "领导批示"
    assert "F705" in app.said[-1]


def test_restore_fills_no_column_that_has_moved(book: Book) -> None:
    click("evaluate")
    document = book.impl.document
    document.Sheets.getByName("指标总表").Columns.insertByIndex(0, 1)
    before = column(book, COMPLETION + 1)
    click("restore")
    assert column(book, COMPLETION + 1) == before
    assert sheet_names(book) == OWN


@pytest.mark.usefixtures("book")
def test_the_copies_do_not_pile_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(backups, "KEPT", 2)
    for _ in range(3):
        click("table1")
    assert len(list((tmp_path / "家").rglob("*-备份-*.xlsx"))) == 2


# The ways in


@pytest.mark.parametrize("name", ["甲=乙.xlsx", "总 表（2023）.xlsx"])
@pytest.mark.usefixtures("app")
def test_any_file_name(small: Path, tmp_path: Path, name: str) -> None:
    book = xw.books.open(shutil.copy(small, tmp_path / name))
    click("table1")
    assert sheet_names(book) == [*OWN, "表1"]


@pytest.mark.usefixtures("app")
def test_the_workbook_in_front_is_the_one(small: Path, tmp_path: Path) -> None:
    other = xw.books.open(shutil.copy(small, tmp_path / "另一本.xlsx"))
    book = xw.books.open(small)
    other.activate()
    click("table1")
    assert (sheet_names(other), sheet_names(book)) == ([*OWN, "表1"], OWN)


def test_without_a_workbook_or_with_an_unknown_button(app: App, small: Path) -> None:
    click("evaluate")
    xw.books.open(small)
    click("no such button")
    assert [text[:8] for text in app.said] == ["[F1102 错", "[F1109 错"]


@pytest.mark.usefixtures("book")
def test_help_explains_the_buttons(app: App) -> None:
    click("help")
    assert all(button in app.said[-1] for button in ("一键评估", "生成表1", "恢复"))


def attach(*arguments: str, obj: Answer | None = None) -> Any:
    from click.testing import CliRunner

    from yuecheng_xl.cli.app import app as commands

    return CliRunner().invoke(commands, ["attach", *arguments], catch_exceptions=False, obj=obj or Answer())


def test_attach_does_the_same_on_the_active_workbook(app: App, book: Book) -> None:
    run = attach()
    assert run.exit_code == 0
    assert f"共{INDICATORS}个指标" in run.output
    assert sheet_names(book) == [*OWN, *MADE]
    assert app.said == []
    answer = Answer()
    attach("table1", "--json", obj=answer)
    assert answer.record["summary"]["total"] == INDICATORS
    assert "已退回" in attach("restore").output
    assert app.status_bar is False


@pytest.mark.usefixtures("app")
def test_attach_says_in_chinese_what_is_wrong() -> None:
    with pytest.raises(yx.YuechengError, match="F1102"):
        attach("evaluate")


def test_a_job_can_ask_for_a_folder_and_open_its_result(app: App, book: Book, tmp_path: Path) -> None:
    session = Session(Excel(xw.apps.active))
    assert session.ask_folder("报送表在哪里") is None
    app.folder = tmp_path
    assert session.ask_folder("报送表在哪里") == tmp_path
    session.show(saved(book, tmp_path / "结果.xlsx"))
    assert xw.books.active.name == "结果.xlsx"
