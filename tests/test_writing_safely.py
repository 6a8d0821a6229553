"""Nothing of the person's is lost: files, sheets, and what openpyxl cannot keep."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests.conftest import ROOT
from yuecheng_xl import ownership

HEADER = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "完成中期目标情况"]
ROW = [1, "覆盖率", "%", 80, 50, 60, 70, None]


def evaluate(path: Path) -> yx.Evaluation:
    return yx.evaluate(yx.read_workbook(path))


def codes(written) -> list[str]:
    return [finding.code for finding in written.findings]


def test_in_place_keeps_a_backup_and_the_workbook_holds_the_results(master):
    before = master.read_bytes()
    written = yx.write_results(evaluate(master), in_place=True)
    assert written.path == master
    assert written.backup.read_bytes() == before
    assert "F713" in codes(written)
    assert load_workbook(master)["指标总表"]["J2"].value == "完成"


def test_a_second_run_replaces_the_sheets_of_the_first(master):
    yx.write_results(evaluate(master), in_place=True)
    names = load_workbook(master).sheetnames
    second = yx.write_results(evaluate(master), in_place=True)
    assert load_workbook(master).sheetnames == names
    assert {"F704", "F705"}.isdisjoint(codes(second))


def test_a_sheet_of_the_persons_own_is_never_touched(master):
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


def test_a_result_sheet_that_a_person_edited_is_kept_under_another_name(master):
    yx.write_results(evaluate(master), in_place=True)
    book = load_workbook(master)
    book["表2"]["D3"] = "建议再议"
    book.save(master)
    written = yx.write_results(evaluate(master), in_place=True)
    result = load_workbook(master)
    assert "F705" in codes(written)
    assert result["表2（手工修改）"]["D3"].value == "建议再议"
    assert result["表2"]["D3"].value.startswith("建议由50位调整为90位")


def test_our_own_sheets_are_no_indicator_table(master):
    """A workbook without 指标总表 has its table found by header; results of an earlier run have one, too."""
    book = load_workbook(master)
    book["指标总表"].title = "汇总表"
    book.save(master)
    yx.write_results(evaluate(master), in_place=True)
    assert len(evaluate(master).assessments) == 34


def test_an_earlier_result_is_replaced_but_an_edited_one_is_kept(master, tmp_path):
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


def test_somebody_elses_file_at_the_results_place_is_kept(master, tmp_path):
    out = tmp_path / "结果.xlsx"
    out.write_bytes("别人的文件".encode())
    written = yx.write_results(evaluate(master), out)
    assert "F706" in codes(written)
    assert [path.read_bytes() for path in tmp_path.glob("结果-备份-*.xlsx")] == ["别人的文件".encode()]


def test_the_result_cannot_be_the_input(master):
    before = master.read_bytes()
    with pytest.raises(yx.YuechengError) as error:
        yx.write_results(evaluate(master), master)
    assert error.value.finding.code == "F708"
    assert master.read_bytes() == before


def rich_workbook(path: Path, feature: str) -> Path:
    """Write a workbook with something that openpyxl drops."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("指标总表")
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ROW)
    match feature:
        case "文本框或形状":
            sheet.insert_textbox("J2", "领导批示")
        case "窗体控件":
            sheet.insert_button("J2", {"caption": "计算"})
        case "迷你图":
            sheet.add_sparkline("J2", {"range": "E2:G2"})
        case "数据条等条件格式":
            sheet.conditional_format("E2:G2", {"type": "data_bar", "data_bar_2010": True})
        case "工作表背景":
            sheet.set_background(PNG(path))
        case "页眉页脚图片":
            sheet.set_header("&L&G", {"image_left": PNG(path)})
        case "忽略错误的标记":
            sheet.ignore_errors({"number_stored_as_text": "A1:G9"})
        case "动态数组公式":
            sheet.write_dynamic_array_formula("J2:J4", "=UNIQUE(E2:G2)")
        case "图表的自定义标签":
            chart = book.add_chart({"type": "column"})
            labels = {"value": True, "custom": [{"value": "甲"}, {"value": "乙"}]}
            chart.add_series({"values": "=指标总表!$E$2:$G$2", "data_labels": labels})
            sheet.insert_chart("J5", chart)
        case "改过大小或颜色的批注":
            sheet.write_comment("B2", "口径说明", {"width": 400, "color": "#FF0000"})
        case "图片":
            sheet.insert_image("J2", PNG(path))
    book.close()
    return path


def PNG(path: Path) -> str:  # noqa: N802
    """Write a one-pixel picture beside a workbook."""
    pixel = (
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
    )
    target = path.with_suffix(".png")
    target.write_bytes(bytes.fromhex(pixel))
    return str(target)


FEATURES = [
    "文本框或形状",
    "窗体控件",
    "迷你图",
    "数据条等条件格式",
    "工作表背景",
    "页眉页脚图片",
    "忽略错误的标记",
    "动态数组公式",
    "图表的自定义标签",
    "改过大小或颜色的批注",
]


@pytest.mark.parametrize("feature", FEATURES)
def test_in_place_refuses_where_something_would_be_lost(tmp_path, feature):
    path = rich_workbook(tmp_path / "总表.xlsx", feature)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(yx.YuechengError) as error:
        yx.write_results(evaluate(path), in_place=True)
    assert error.value.finding.code == "F701"
    assert feature in error.value.finding.message
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert list(tmp_path.glob("*备份*")) == []


@pytest.mark.parametrize("feature", FEATURES[:3])
def test_a_copy_says_what_it_does_not_hold(tmp_path, feature):
    path = rich_workbook(tmp_path / "总表.xlsx", feature)
    written = yx.write_results(evaluate(path), tmp_path / "结果.xlsx")
    lost = [finding for finding in written.findings if finding.code == "F702"]
    assert [feature in finding.message for finding in lost] == [True]


def test_a_plain_workbook_of_another_author_is_written_in_place(tmp_path):
    path = rich_workbook(tmp_path / "总表.xlsx", "")
    yx.write_results(evaluate(path), in_place=True)
    assert load_workbook(path)["指标总表"]["H2"].value == "完成"


def test_rich_text_of_the_person_survives(tmp_path):
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


def test_formulas_of_the_person_survive_as_formulas(tmp_path):
    path = tmp_path / "总表.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("指标总表")
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ROW)
    sheet.write_formula("G2", "=E2+20", value=70)
    book.close()
    written = yx.write_results(evaluate(path), in_place=True)
    assert "F703" in codes(written)
    result = load_workbook(path)
    assert result["指标总表"]["G2"].value == "=E2+20"
    assert result.calculation.fullCalcOnLoad


def test_a_merged_computed_column_is_reported_and_left(book, tmp_path):
    path = book([HEADER, ROW, [2, "比率", "%", 80, 50, 60, 55, None]])
    workbook = load_workbook(path)
    workbook["指标总表"].merge_cells("H2:H3")
    workbook.save(path)
    written = yx.write_results(evaluate(path), tmp_path / "结果.xlsx")
    assert "F712" in codes(written)
    assert load_workbook(written.path)["表1"]["H4"].value == "未完成"


@pytest.mark.skipif(sys.platform != "linux", reason="needs a place that not even root may write to: /proc")
def test_a_folder_without_rights_is_a_clear_error(master):
    with pytest.raises(yx.YuechengError) as error:
        yx.write_results(evaluate(master), "/proc/结果.xlsx")
    assert error.value.finding.code == "F707"


def test_a_file_where_a_folder_should_be_is_a_clear_error(master, tmp_path):
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    with pytest.raises(yx.YuechengError) as error:
        yx.write_results(evaluate(master), tmp_path / "文件" / "结果.xlsx")
    assert error.value.finding.code == "F707"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of files")
def test_a_disk_that_fails_half_way_leaves_the_earlier_result(master, tmp_path):
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


def test_the_mark_of_ownership_survives_a_save_by_openpyxl(shipped, tmp_path):
    path = yx.write_results(shipped, tmp_path / "结果.xlsx").path
    book = load_workbook(path)
    book.save(path)
    sheets = load_workbook(path).worksheets
    ours = [sheet.title for sheet in sheets if ownership.is_ours(sheet) and not ownership.is_edited(sheet)]
    assert ours == ["表1", "表2", "评估依据", "图表", "汇总", "年度分解", "问题清单"]


def test_a_copy_that_a_person_made_of_our_sheet_is_theirs(shipped, tmp_path):
    path = yx.write_results(shipped, tmp_path / "结果.xlsx").path
    book = load_workbook(path)
    book["表1"].title = "表1 (2)"
    book.save(path)
    assert not ownership.is_ours(load_workbook(path)["表1 (2)"])


def test_macros_stay_in_a_workbook_written_in_place_and_are_missed_in_a_copy(tmp_path):
    path = tmp_path / "总表.xlsm"
    (tmp_path / "vba.bin").write_bytes(b"not a real project, but it must come back byte for byte")
    book = xlsxwriter.Workbook(path)
    book.add_vba_project(str(tmp_path / "vba.bin"))
    sheet = book.add_worksheet("指标总表")
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ROW)
    book.close()
    assert "F714" in codes(yx.write_results(evaluate(path), tmp_path / "结果.xlsx"))
    yx.write_results(evaluate(path), in_place=True)
    with zipfile.ZipFile(path) as package:
        assert package.read("xl/vbaProject.bin") == (tmp_path / "vba.bin").read_bytes()
        assert b"sheet.macroEnabled.main+xml" in package.read("[Content_Types].xml")
    assert "表1" in load_workbook(path).sheetnames
