"""The command line as a user runs it: another process, another folder, whatever is typed."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import pytest
from openpyxl import load_workbook

from tests.conftest import ROOT, run_cli
from yuecheng_xl import cli
from yuecheng_xl.cli import addin
from yuecheng_xl.cli.app import COMMANDS
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.office.jobs import BUTTONS

INDICATOR_KEYS = {
    "number", "name", "category", "unit", "target", "completion", "grade", "current", "current_period",
    "method", "base", "progress", "elapsed", "required_growth", "achieved_growth", "expected_year",
    "recommendation", "evidence", "doubt", "likely", "likely_reason",
}  # fmt: skip


def test_evaluate_without_arguments_does_the_shipped_workbook(tmp_path: Path) -> None:
    run = run_cli("evaluate", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert "共34个指标，完成21个（62%），未完成10个" in run.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["指标总表-评估结果.xlsx"]


def test_json_is_all_that_stands_on_stdout_and_has_the_contracts_keys(tmp_path: Path) -> None:
    run = run_cli("evaluate", "--json", cwd=tmp_path)
    record = json.loads(run.stdout)
    assert run.returncode == 0
    parts = {"plan", "indicators", "adjustments", "summary", "tasks", "projects", "findings"}
    assert set(record) == parts
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


def test_table1_writes_table_1_alone(tmp_path: Path) -> None:
    run = run_cli("table1", "-o", "表.xlsx", cwd=tmp_path)
    assert run.returncode == 0
    assert load_workbook(tmp_path / "表.xlsx").sheetnames == ["表1"]


def test_any_folder_with_spaces_and_chinese_and_a_read_only_input(tmp_path: Path) -> None:
    folder = tmp_path / "规划 评估（2023）"
    folder.mkdir()
    source = Path(shutil.copy(master_workbook(), folder / "总 表.xlsx"))
    source.chmod(stat.S_IRUSR)
    run = run_cli("evaluate", source, "-o", folder / "结果 一.xlsx", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert str(folder / "结果 一.xlsx") in run.stdout
    assert (folder / "结果 一.xlsx").exists()


def test_in_place_names_its_backup(master: Path) -> None:
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
        (["evaluate", ""], "路径是空的"),
        (["distribute", "-o", ""], "路径是空的"),
        (["collect", "", "-o", "汇总"], "路径是空的"),
        (["check", "长" * 300], "路径不能用"),
        (["check", "长/" * 3000], "路径不能用"),
        (["check", "--report", "长" * 300], "路径不能用"),
        (["evaluate", "-o", "长" * 300], "路径不能用"),
        (["evaluate", "-o", "x" * 253], "F707"),
        (["distribute", "-o", "长" * 300], "路径不能用"),
        (["collect", "长" * 300, "-o", "汇总"], "路径不能用"),
        (["collect", ".", "-o", "长" * 300], "路径不能用"),
        (["collect", ".", "-o", "汇总", "--workers", "0"], "不在范围"),
        (["collect", ".", "-o", "汇总", "--workers", "99999999999"], "不在范围"),
        (["distribute", "-o", os.devnull], "F707"),
        (["collect", ".", "-o", os.devnull], "F707"),
        (["check", os.devnull], "F116"),
    ],
)
def test_what_cannot_be_done_is_said_in_chinese_with_exit_code_2(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    run = run_cli(*arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
@pytest.mark.parametrize(
    ("command", "name"),
    [("evaluate", "果.xlsx"), ("table1", "果.xlsx"), ("report", "果.docx"), ("addin build", "果.xlam")],
)
def test_what_is_no_file_is_not_replaced_by_one(command: str, name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)

    run = run_cli(*command.split(), "-o", name, cwd=tmp_path)

    assert run.returncode == 2
    assert "不是普通文件" in run.stderr
    assert (tmp_path / name).is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_line_feed_in_a_name_is_a_character_like_others(tmp_path: Path) -> None:
    source = Path(shutil.copy(master_workbook(), tmp_path / "总\n表.xlsx"))
    assert run_cli("evaluate", source, "-o", "结\n果.xlsx", "--json", cwd=tmp_path).returncode == 0
    assert (tmp_path / "结\n果.xlsx").exists()


def test_a_failure_under_json_is_json_too(tmp_path: Path) -> None:
    run = run_cli("evaluate", "没有.xlsx", "--json", cwd=tmp_path)
    assert run.returncode == 2
    assert json.loads(run.stdout)["error"]["code"] == "F101"


def test_help_is_chinese(tmp_path: Path) -> None:
    for arguments in (["--help"], ["evaluate", "--help"], ["table1", "-h"]):
        run = run_cli(*arguments, cwd=tmp_path)
        assert run.returncode == 0
        for word in ("Usage", "Options", "Commands", "Show", "message"):
            assert word not in run.stdout
        assert "用法" in run.stdout


def test_a_console_that_cannot_show_every_character_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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


# The list of commands, the modules and the pages: each names what the others do.


def modules_of(package: ModuleType) -> set[str]:
    """Return the modules of a package that hold a command."""
    found = (name for _, name, _ in iter_modules(package.__path__))
    return {name for name in found if hasattr(import_module(f"{package.__name__}.{name}"), "command")}


def told(*pages: str, after: str = "yuecheng-xl ") -> set[str]:
    """Return the commands that stand on pages in a code block or between backticks."""
    text = "\n".join((ROOT / page).read_text(encoding="utf-8") for page in pages)
    return set(re.findall(rf"(?:^ *|`|&& |\\){re.escape(after)}([a-z]\w*)", text, re.MULTILINE))


@pytest.mark.parametrize(("package", "listed"), [(cli, COMMANDS), (addin, addin.COMMANDS)])
def test_each_command_is_a_module_and_stands_in_the_list(
    package: ModuleType, listed: Collection[str]
) -> None:
    assert modules_of(package) == set(listed)


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_readmes_show_every_command(page: str) -> None:
    assert told(page) == set(COMMANDS)


def test_the_manual_shows_the_commands_that_have_no_button_or_take_its_place() -> None:
    assert told("docs/manual.md") == {"addin", "attach", "new", "serve", "wps"}
    assert told("docs/manual.md", after="yuecheng-xl addin ") == {"install", "status", "uninstall"}


def test_pages_show_no_command_that_there_is_not() -> None:
    pages = [f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")]
    assert told(*pages) <= set(COMMANDS)
    assert told(*pages, after="yuecheng-xl addin ") <= set(addin.COMMANDS)


def test_help_lists_the_commands_in_their_order(tmp_path: Path) -> None:
    text = run_cli("--help", cwd=tmp_path).stdout
    assert re.findall(r"^  ([a-z]\w*)  +(.*)$", text, re.MULTILINE) == list(COMMANDS.items())


def test_the_help_of_attach_lists_every_job(tmp_path: Path) -> None:
    listed = run_cli("attach", "--help", cwd=tmp_path).stdout.partition("功能：")[2].partition("。")[0]
    assert re.findall(r"[a-z]\w*", listed) == list(BUTTONS)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["addin", "--help"]])
def test_neither_help_nor_version_loads_the_engine(arguments: list[str]) -> None:
    code = (
        "import atexit, sys; from yuecheng_xl.cli import main; "
        "atexit.register(lambda: print(*sys.modules)); main(sys.argv[1:])"
    )
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "click" in loaded
    assert not loaded & {"openpyxl", "pandas", "yuecheng_xl.plan", "yuecheng_xl.rules", "yuecheng_xl.grid"}
