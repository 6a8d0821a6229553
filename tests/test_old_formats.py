"""A master in an old format (.xls, WPS's .et) is read by every command, and written as a new .xlsx.

The workbooks were saved as .xls by LibreOffice; the second has the result sheets of an evaluation.
"""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests.conftest import DATA, LISTS, merged_master, run_cli
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.results.sheets import TITLES
from yuecheng_xl.sheets.opening import open_workbook

OLD, WITH_RESULTS = DATA / "旧格式.xls", DATA / "旧格式-带结果.xls"
VERDICTS = [(1, "完成"), (2, "完成"), (3, "完成"), (4, "完成")]

# None of its indicators is marked 配图.
MADE = [title for title in TITLES if title not in (*LISTS, "图表")]


@pytest.fixture(params=["指标.xls", "指标.et", "指标.xlsx"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a workbook of the old format, under each name that it may have."""
    return Path(shutil.copy(OLD, tmp_path / str(request.param)))


def test_it_is_read_with_its_number_formats(old: Path) -> None:
    plan = yx.read_workbook(old)

    assert (plan.name, plan.district) == ("辛县“十四五”规划", "辛县")
    assert [item.category for item in plan.indicators] == ["经济", "经济", "生态", "生态"]
    share = plan.indicators[1]
    assert (share.target.text, share.target.value) == ("35.0%", Decimal(35))
    assert plan.indicators[0].observations[2].text == "214.50"


def test_its_results_go_into_a_new_workbook_with_all_that_its_cells_say(old: Path, tmp_path: Path) -> None:
    before = old.read_bytes()
    evaluation = yx.evaluate(yx.read_workbook(old))
    result = yx.write_results(evaluation, tmp_path / "结果.xlsx")

    assert [(item.indicator.number, item.completion) for item in evaluation.assessments] == VERDICTS
    assert old.read_bytes() == before
    workbook = load_workbook(result.path)
    assert workbook.sheetnames == ["完成情况", "规划信息", "底稿", *MADE]
    sheet = workbook["完成情况"]
    assert sorted(str(area) for area in sheet.merged_cells.ranges) == ["A1:J1", "A3:A4", "A5:A6"]
    assert (sheet["H3"].value, sheet["H3"].number_format) == (214.5, "0.00")
    assert (sheet["G4"].value, sheet["G4"].number_format) == (0.312, "0.0%")
    assert (sheet["E5"].value, sheet["J3"].value) == ("≥52", "快报")
    assert workbook["底稿"].sheet_state == "hidden"
    assert [item.where for item in result.findings if item.code == "F725"] == [old.name]
    again = yx.evaluate(yx.read_workbook(result.path))
    assert [(item.indicator.number, item.completion) for item in again.assessments] == VERDICTS


def test_nothing_is_written_back_into_it(old: Path, tmp_path: Path) -> None:
    before = old.read_bytes()
    run = run_cli("evaluate", old, "--in-place", cwd=tmp_path)

    assert (run.returncode, "F711" in run.stderr) == (2, True)
    assert old.read_bytes() == before
    assert list(tmp_path.iterdir()) == [old]


@pytest.mark.parametrize("command", ["evaluate", "table1", "check", "report", "new"])
def test_every_command_reads_it(command: str, tmp_path: Path) -> None:
    old = Path(shutil.copy(OLD, tmp_path / "指标.et"))
    run = run_cli(command, old, "--json", cwd=tmp_path)

    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)


def test_answers_are_merged_into_a_new_workbook(tmp_path: Path) -> None:
    old = Path(shutil.copy(OLD, tmp_path / "指标.xls"))
    (tmp_path / "收到").mkdir()
    collection = yx.collect(tmp_path / "收到", yx.read_workbook(old), tmp_path / "汇总")

    assert merged_master(collection).name == "指标-汇总.xlsx"
    assert "F725" in {item.finding.code for item in collection.findings}
    assert len(yx.read_workbook(merged_master(collection)).indicators) == 4


def test_results_of_ours_in_it_are_no_input_and_do_not_come_along(tmp_path: Path) -> None:
    result = yx.write_results(yx.evaluate(yx.read_workbook(WITH_RESULTS)), tmp_path / "结果.xlsx")

    assert load_workbook(result.path).sheetnames == ["完成情况", "规划信息", "底稿", *MADE]
    assert not {"F704", "F705"} & {item.code for item in result.findings}


def test_a_workbook_is_converted_only_where_somebody_asks_for_it() -> None:
    with pytest.raises(InputFileError, match="F105"):
        open_workbook(OLD)
