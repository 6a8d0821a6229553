"""Nothing of the person's is lost: files, sheets, and what openpyxl cannot keep."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

import yuecheng_xl as yx
from tests.conftest import ROOT, SHIPPED, untouched

HEADER = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "完成中期目标情况"]
ROW = [1, "覆盖率", "%", 80, 50, 60, 70, None]


@pytest.fixture
def master(small: Path) -> Path:
    return small


def evaluate(path: Path) -> yx.Evaluation:
    return yx.evaluate(yx.read_workbook(path))


def codes(written: yx.Written) -> list[str]:
    return [finding.code for finding in written.findings]


def test_in_place_keeps_a_backup_and_the_workbook_holds_the_results(master: Path) -> None:
    before = master.read_bytes()
    written = yx.write_results(evaluate(master), in_place=True)
    assert written.path == master
    assert written.backup is not None
    assert written.backup.read_bytes() == before
    assert "F713" in codes(written)
    assert load_workbook(master)["指标总表"]["J2"].value == "完成"


def test_a_second_run_replaces_the_sheets_of_the_first(master: Path) -> None:
    yx.write_results(evaluate(master), in_place=True)
    names = load_workbook(master).sheetnames
    second = yx.write_results(evaluate(master), in_place=True)
    assert load_workbook(master).sheetnames == names
    assert {"F704", "F705"}.isdisjoint(codes(second))


def test_a_sheet_of_the_persons_own_is_never_touched(master: Path) -> None:
    book = load_workbook(master)
    book.create_sheet("表1")["A1"] = "我自己的表"
    book.save(master)
    for _ in range(2):
        written = yx.write_results(evaluate(master), in_place=True)
        assert "F704" in codes(written)
        result = load_workbook(master)
        assert result["表1"]["A1"].value == "我自己的表"
        assert result["表1（评估结果）"]["B3"].value == "1.全区生产总值"
        assert sum(title.startswith("表1") for title in result.sheetnames) == 2


def test_a_result_sheet_that_a_person_edited_is_kept_under_another_name(master: Path) -> None:
    yx.write_results(evaluate(master), in_place=True)
    book = load_workbook(master)
    book["表2"]["D3"] = "建议再议"
    book.save(master)
    written = yx.write_results(evaluate(master), in_place=True)
    result = load_workbook(master)
    assert "F705" in codes(written)
    assert result["表2（手工修改）"]["D3"].value == "建议再议"
    assert result["表2"]["D3"].value.startswith("建议由50位调整为90位")


def test_our_own_sheets_are_no_indicator_table(master: Path) -> None:
    """A workbook without 指标总表 has its table found by header; results of an earlier run have one, too."""
    book = load_workbook(master)
    book["指标总表"].title = "汇总表"
    book.save(master)
    yx.write_results(evaluate(master), in_place=True)
    assert len(evaluate(master).assessments) == 8


def test_an_earlier_result_is_replaced_but_an_edited_one_is_kept(master: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"
    yx.write_results(evaluate(master), out)
    assert "F706" not in codes(yx.write_results(evaluate(master), out))
    book = load_workbook(out)
    book.properties.lastModifiedBy = "张三"
    book["表1"]["A40"] = "批示"
    book.save(out)
    written = yx.write_results(evaluate(master), out)
    assert "F706" in codes(written)
    kept = list(tmp_path.glob("结果-备份-*.xlsx"))
    assert [load_workbook(path)["表1"]["A40"].value for path in kept] == ["批示"]


def test_somebody_elses_file_at_the_results_place_is_kept(master: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"
    out.write_bytes("别人的文件".encode())
    written = yx.write_results(evaluate(master), out)
    assert "F706" in codes(written)
    assert [path.read_bytes() for path in tmp_path.glob("结果-备份-*.xlsx")] == ["别人的文件".encode()]


def test_the_result_cannot_be_the_input(master: Path) -> None:
    before = master.read_bytes()
    with pytest.raises(yx.YuechengError) as error:
        yx.write_results(evaluate(master), master)
    assert error.value.finding.code == "F708"
    assert master.read_bytes() == before


def test_a_plain_workbook_of_another_author_is_written_in_place(tmp_path: Path) -> None:
    path = tmp_path / "总表.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("指标总表")
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ROW)
    book.close()
    yx.write_results(evaluate(path), in_place=True)
    assert load_workbook(path)["指标总表"]["H2"].value == "完成"


def test_rich_text_of_the_person_survives(tmp_path: Path) -> None:
    path = tmp_path / "总表.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("指标总表")
    sheet.write_row(0, 0, [*HEADER, "数据说明"])
    sheet.write_row(1, 0, ROW)
    sheet.write_rich_string("I2", "平常", book.add_format({"bold": True}), "加粗")
    book.close()
    yx.write_results(evaluate(path), in_place=True)
    runs = load_workbook(path, rich_text=True)["指标总表"]["I2"].value
    assert [str(run) for run in runs] == ["平常", "加粗"]
    assert runs[1].font.b


def with_formulas(path: Path) -> Path:
    """Write a workbook whose newest figure is a formula, and that counts the verdicts by another."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("指标总表")
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ROW)
    sheet.write_formula("G2", "=E2+20", value=70)
    other = book.add_worksheet("附表")
    other.write_formula("A1", '=COUNTIF(指标总表!H:H,"完成")', value=0)
    other.write_formula("A2", "=A1*2", value=0)
    other.write_formula("A3", "=指标总表!E2", value=50)
    book.close()
    return path


def values(path: Path, sheet: str) -> dict[str, object]:
    return {cell.coordinate: cell.value for row in load_workbook(path, data_only=True)[sheet] for cell in row}


def test_formulas_keep_their_values_and_those_that_look_at_what_was_written_are_called_stale(
    tmp_path: Path,
) -> None:
    path = with_formulas(tmp_path / "总表.xlsx")
    written = yx.write_results(evaluate(path), in_place=True)
    told = [finding.message for finding in written.findings if finding.code == "F703"]
    assert ["2 个公式" in message for message in told] == [True]  # A1, and A2 that looks at it
    assert load_workbook(path)["指标总表"]["G2"].value == "=E2+20"
    assert values(path, "指标总表")["G2"] == 70
    assert values(path, "附表") == {"A1": 0, "A2": 0, "A3": 50}
    assert load_workbook(path).calculation.fullCalcOnLoad


def test_a_second_run_writes_the_same_bytes(tmp_path: Path) -> None:
    path = with_formulas(tmp_path / "总表.xlsx")
    first = yx.write_results(evaluate(path), in_place=True)
    before = path.read_bytes()
    second = yx.write_results(evaluate(path), in_place=True)
    assert codes(second) == codes(first)
    assert path.read_bytes() == before


def test_a_merged_computed_column_is_reported_and_left(book: Callable[..., Path], tmp_path: Path) -> None:
    path = book([HEADER, ROW, [2, "达标率", "%", 80, 50, 60, 55, None]])
    workbook = load_workbook(path)
    workbook["指标总表"].merge_cells("H2:H3")
    workbook.save(path)
    written = yx.write_results(evaluate(path), tmp_path / "结果.xlsx")
    assert "F712" in codes(written)
    assert load_workbook(written.path)["表1"]["H4"].value == "未完成"


@pytest.mark.skipif(sys.platform != "linux", reason="needs a place that not even root may write to: /proc")
def test_a_folder_without_rights_is_a_clear_error(master: Path) -> None:
    with pytest.raises(yx.YuechengError) as error:
        yx.write_results(evaluate(master), "/proc/结果.xlsx")
    assert error.value.finding.code == "F707"


def test_a_file_where_a_folder_should_be_is_a_clear_error(master: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    with pytest.raises(yx.YuechengError) as error:
        yx.write_results(evaluate(master), tmp_path / "文件" / "结果.xlsx")
    assert error.value.finding.code == "F707"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of files")
def test_a_disk_that_fails_half_way_leaves_the_earlier_result(master: Path, tmp_path: Path) -> None:
    out = tmp_path / "出" / "结果.xlsx"
    yx.write_results(evaluate(master), out)
    before = out.read_bytes()
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000));"
        "from yuecheng_xl.cli import main; main(sys.argv[1:])"
    )
    run = subprocess.run(
        [sys.executable, "-c", limited, "evaluate", str(master), "-o", str(out)],
        capture_output=True, encoding="utf-8", cwd=ROOT, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert "F707" in run.stderr
    assert "Traceback" not in run.stderr
    assert out.read_bytes() == before
    assert [path.name for path in out.parent.iterdir()] == ["结果.xlsx"]


def test_the_mark_of_ownership_survives_a_save_by_openpyxl(shipped: yx.Evaluation, tmp_path: Path) -> None:
    path = yx.write_results(shipped, tmp_path / "结果.xlsx").path
    load_workbook(path).save(path)
    assert untouched(path) == SHIPPED


def test_a_copy_that_a_person_made_of_our_sheet_is_theirs(shipped: yx.Evaluation, tmp_path: Path) -> None:
    path = yx.write_results(shipped, tmp_path / "结果.xlsx").path
    book = load_workbook(path)
    book["表1"].title = "表1 (2)"
    book.save(path)
    assert untouched(path) == SHIPPED[1:]


def comment(sheet: Worksheet) -> None:
    sheet["B4"].comment = Comment("请核", "张三")


def fill(sheet: Worksheet) -> None:
    sheet["B4"].fill = PatternFill("solid", fgColor="FFFF00")


def fill_empty_cell(sheet: Worksheet) -> None:
    sheet["Z60"].fill = PatternFill("solid", fgColor="FFFF00")


def bold(sheet: Worksheet) -> None:
    sheet["B4"].font = Font(bold=True)


def widen(sheet: Worksheet) -> None:
    sheet.column_dimensions["B"].width += 8


def hide_a_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[4].hidden = True


def merge(sheet: Worksheet) -> None:
    sheet.merge_cells("A60:C60")


def draw(sheet: Worksheet) -> None:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=3, max_row=6))
    sheet.add_chart(chart, "N2")


def condition(sheet: Worksheet) -> None:
    red = PatternFill(bgColor="FF0000")
    sheet.conditional_formatting.add("E3:E9", CellIsRule("greaterThan", ["5"], fill=red))


@pytest.mark.parametrize(
    "work", [comment, fill, fill_empty_cell, bold, widen, hide_a_row, merge, draw, condition]
)
def test_work_on_a_result_sheet_that_changes_no_value_keeps_the_sheet(
    master: Path, work: Callable[[Worksheet], object]
) -> None:
    yx.write_results(evaluate(master), in_place=True)
    book = load_workbook(master)
    place = book.index(book["表1"])
    work(book["表1"])
    book.save(master)
    written = yx.write_results(evaluate(master), in_place=True)
    titles = load_workbook(master, read_only=True).sheetnames
    assert "F705" in codes(written)
    assert titles[place : place + 2] == ["表1", "表1（手工修改）"]  # the new one where the last run's stood
    assert [title for title in titles if "手工修改" in title] == ["表1（手工修改）"]


def test_results_stay_where_the_person_moved_them(master: Path) -> None:
    yx.write_results(evaluate(master), in_place=True)
    book = load_workbook(master)
    book.move_sheet("表2", -5)
    book.move_sheet("表1", 3)
    book.save(master)
    order = load_workbook(master).sheetnames
    yx.write_results(evaluate(master), in_place=True)
    assert load_workbook(master).sheetnames == order


@pytest.mark.parametrize("active", ["指标总表", "规划信息", "表1"])
@pytest.mark.parametrize("in_place", [True, False])
def test_one_sheet_is_selected_after_each_write(
    master: Path, tmp_path: Path, active: str, in_place: bool
) -> None:
    """Also where the person left several selected: Excel would type into all of them."""
    yx.write_results(evaluate(master), in_place=True)
    book = load_workbook(master)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title in (active, "使用说明")
    book.active = book.sheetnames.index(active)
    book.save(master)
    written = yx.write_results(
        evaluate(master), None if in_place else tmp_path / "结果.xlsx", in_place=in_place
    )
    book = load_workbook(written.path)
    selected = [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected]
    assert selected == [active]
    assert book.active is book[active]


def test_a_copy_opens_on_table_1_where_that_changes_no_sheet_of_the_persons_own(
    master: Path, tmp_path: Path
) -> None:
    book = load_workbook(master)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == "指标总表"
    book.active = book.sheetnames.index("指标总表")
    book.save(master)
    written = yx.write_results(evaluate(master), tmp_path / "结果.xlsx")
    book = load_workbook(written.path)
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["表1"]
    assert book.active is book["表1"]


def test_no_title_of_a_sheet_passes_31_characters(book: Callable[..., Path]) -> None:
    long = "关于区级指标填报和汇总情况的一览表以及各部门说明与备注事项"
    path = book([HEADER, ROW], 表1=[["我的"]], **{"表1（评估结果）": [["也是我的"]], long: [["长"]]})
    for _ in range(3):
        yx.write_results(evaluate(path), in_place=True)
    titles = load_workbook(path).sheetnames
    assert max(map(len, titles)) <= 31
    assert len({title.casefold() for title in titles}) == len(titles)


@pytest.mark.parametrize("project", [b"not a real project, but it must come back byte for byte", b""])
@pytest.mark.parametrize("out", [None, "结果.xlsx", "结果.xlsm"])
def test_a_workbook_with_macros_stays_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: bytes, out: str | None
) -> None:
    """Also one without a project, as it is left where the macros were deleted."""
    path = tmp_path / "总表.xlsm"
    (tmp_path / "vba.bin").write_bytes(project or b"-")
    book = xlsxwriter.Workbook(path)
    book.add_vba_project(str(tmp_path / "vba.bin"))
    sheet = book.add_worksheet("指标总表")
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ROW)
    book.close()
    if not project:
        without_part(
            path, "xl/vbaProject.bin", "xl/_rels/workbook.xml.rels", r"<Relationship [^>]*vbaProject[^>]*/>"
        )
    monkeypatch.chdir(tmp_path)
    written = yx.write_results(evaluate(path), out)
    assert written.path.name == ("总表-评估结果.xlsm" if out is None else "结果.xlsm")
    assert ("F714" in codes(written)) == (out == "结果.xlsx")
    yx.write_results(evaluate(path), in_place=True)
    for result in (path, written.path):
        with zipfile.ZipFile(result) as package:
            assert (package.read("xl/vbaProject.bin") if project else b"") == project
            assert b"sheet.macroEnabled.main+xml" in package.read("[Content_Types].xml")
        assert "表1" in load_workbook(result).sheetnames


def without_part(path: Path, part: str, relations: str, relation: str) -> None:
    """Take a part out of a package, with the relationship to it."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != part}
    parts[relations] = re.sub(relation, "", parts[relations].decode()).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_a_master_without_calcpr_is_read_and_written(master: Path, tmp_path: Path) -> None:
    """Many exporters write none."""
    without_part(master, "xl/calcChain.xml", "xl/workbook.xml", "<calcPr[^>]*/>")
    written = yx.write_results(evaluate(master), tmp_path / "结果.xlsx")
    assert written.path.exists()
    yx.write_results(evaluate(master), in_place=True)
    assert evaluate(master).summary.total == 8
    yx.distribute(yx.read_workbook(master), tmp_path / "表")
    merged = yx.collect(tmp_path / "表", yx.read_workbook(master), tmp_path / "出").master
    assert merged is not None
    assert merged.exists()
