"""``attach`` and the add-in's start where no Excel is; with one, see test_ribbon.py."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, run_cli

HEAVY = {"xlwings", "openpyxl", "pandas", "numpy", "click"}


def imported_by(code: str) -> set[str]:
    """Return which of the heavy libraries a line of code brings along."""
    told = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return HEAVY & set(told.stdout.split())


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import yuecheng_xl", set()),
        ("from yuecheng_xl.office.ribbon import click", set()),
        ("import yuecheng_xl.cli.attach", {"click"}),
        ("from yuecheng_xl.process.startup import lean_xlwings; lean_xlwings()", {"xlwings"}),
    ],
)
def test_nothing_is_imported_before_a_job_needs_it(code: str, allowed: set[str]) -> None:
    if "xlwings" in allowed:
        pytest.importorskip("xlwings")
    assert imported_by(code) == allowed


def test_one_module_knows_xlwings() -> None:
    office = ROOT / "yuecheng_xl" / "office"
    knowing = [path.name for path in office.rglob("*.py") if "xlwings" in path.read_text(encoding="utf-8")]
    assert knowing == ["excel.py"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="Excel may be running there")
def test_without_excel_attach_says_what_to_do_instead(tmp_path: Path) -> None:
    run = run_cli("attach", cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr.startswith("[F1101 错误] 没有连接到 Excel")
    assert "yuecheng-xl evaluate" in run.stderr
    assert json.loads(run_cli("attach", "--json", cwd=tmp_path).stdout)["error"]["code"] == "F1101"


def test_a_job_that_there_is_not_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    run = run_cli("attach", "evalute", cwd=tmp_path)
    assert run.returncode == 2
    assert "没有 'evalute'，可用的是 'evaluate'" in run.stderr
