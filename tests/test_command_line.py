"""The command line as a user runs it: another process, another folder, whatever is typed."""

import json
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import run_cli
from yuecheng_xl.disk.shipped import master_workbook

INDICATOR_KEYS = {
    "number", "name", "category", "unit", "target", "completion", "grade", "current", "current_period",
    "method", "base", "progress", "elapsed", "required_growth", "achieved_growth", "expected_year",
    "recommendation", "evidence",
}  # fmt: skip


def test_evaluate_without_arguments_does_the_shipped_workbook(tmp_path):
    run = run_cli("evaluate", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert "共34个指标，完成21个（62%），未完成10个" in run.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["指标总表-评估结果.xlsx"]


def test_json_is_all_that_stands_on_stdout_and_has_the_contracts_keys(tmp_path):
    run = run_cli("evaluate", "--json", cwd=tmp_path)
    record = json.loads(run.stdout)
    assert run.returncode == 0
    assert set(record) == {"plan", "indicators", "adjustments", "summary", "findings"}
    assert len(record["indicators"]) == 34
    assert all(set(indicator) == INDICATOR_KEYS for indicator in record["indicators"])
    assert record["adjustments"][0] == {
        "number": 5,
        "name": "袍江经开区全国排名",
        "item": "目标",
        "content": "建议由50位调整为90位（与2020年持平）",
    }
    assert record["summary"]["total"] == 34
    assert record["summary"]["behind"] == [5, 6, 7, 15, 18, 19, 22, 25, 29, 30]
    assert round(record["summary"]["met_share"], 2) == 0.62
    assert all(
        set(finding) == {"code", "severity", "where", "message", "remedy"} for finding in record["findings"]
    )


def test_table1_writes_table_1_alone(tmp_path):
    run = run_cli("table1", "-o", "表.xlsx", cwd=tmp_path)
    assert run.returncode == 0
    assert load_workbook(tmp_path / "表.xlsx").sheetnames == ["表1"]


def test_any_folder_with_spaces_and_chinese_and_a_read_only_input(tmp_path):
    folder = tmp_path / "规划 评估（2023）"
    folder.mkdir()
    source = Path(shutil.copy(master_workbook(), folder / "总 表.xlsx"))
    source.chmod(stat.S_IRUSR)
    run = run_cli("evaluate", source, "-o", folder / "结果 一.xlsx", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert str(folder / "结果 一.xlsx") in run.stdout
    assert (folder / "结果 一.xlsx").exists()


def test_in_place_names_its_backup(master):
    run = run_cli("evaluate", master, "--in-place", cwd=master.parent)
    assert run.returncode == 0
    assert "表1" in load_workbook(master).sheetnames
    assert len(list(master.parent.glob("指标总表-备份-*.xlsx"))) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["evaluate", "没有.xlsx"], "F101"),
        (["evaluate", "."], "F110"),
        (["evaluate", "--in-place"], "须指定要写回的工作簿"),
        (["evaluate", "--no-such-option"], "没有选项"),
        (["evalute"], "没有命令"),
        (["evaluate", "甲", "乙"], "多出的参数"),
        (["table1", "-o"], "后面要有内容"),
        (["evaluate", "--templates", "没有这个文件夹"], "F101"),
    ],
)
def test_what_cannot_be_done_is_said_in_chinese_with_exit_code_2(tmp_path, arguments, said):
    run = run_cli(*arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_a_failure_under_json_is_json_too(tmp_path):
    run = run_cli("evaluate", "没有.xlsx", "--json", cwd=tmp_path)
    assert run.returncode == 2
    assert json.loads(run.stdout)["error"]["code"] == "F101"


def test_help_is_chinese(tmp_path):
    for arguments in (["--help"], ["evaluate", "--help"], ["table1", "-h"]):
        run = run_cli(*arguments, cwd=tmp_path)
        assert run.returncode == 0
        for word in ("Usage", "Options", "Commands", "Show", "message"):
            assert word not in run.stdout
        assert "用法" in run.stdout


def test_a_console_that_cannot_show_every_character_is_no_failure(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "gbk")
    monkeypatch.setenv("PYTHONUTF8", "0")
    source = Path(shutil.copy(master_workbook(), tmp_path / "µg³.xlsx"))

    run = subprocess.run(
        [sys.executable, "-m", "yuecheng_xl", "evaluate", str(source)],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0
    assert "共34个指标" in run.stdout.decode("gbk")
