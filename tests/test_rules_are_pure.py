"""The rules know of no workbook: they import nothing that does, and the same plan gives the same result."""

import subprocess
import sys
from copy import deepcopy

import pytest

import yuecheng_xl as yx


@pytest.mark.parametrize("library", ["openpyxl", "pandas", "xlwings", "olefile", "yuecheng_xl.grid"])
def test_importing_the_rules_loads_no_workbook_library(library: str) -> None:
    code = f"import sys, yuecheng_xl.rules; print({library!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "False"


def test_evaluating_a_plan_twice_gives_equal_results() -> None:
    plan = yx.read_workbook()
    assert yx.evaluate(plan) == yx.evaluate(plan)


def test_reading_a_workbook_twice_gives_equal_plans() -> None:
    assert yx.read_workbook() == yx.read_workbook()


def test_evaluating_leaves_the_plan_as_it_was() -> None:
    plan = yx.read_workbook()
    before = deepcopy(plan)
    yx.evaluate(plan)
    assert plan == before
