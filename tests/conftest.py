"""Real workbooks for the tests: the shipped one, and small ones that a test writes cell by cell."""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import settings
from openpyxl import Workbook

import yuecheng_xl as yx
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.sheets import ownership
from yuecheng_xl.sheets.opening import open_workbook

# On a build machine the same examples each time: a new one is to be found at a desk, not by a release.
# No deadlines: a test is never timed.
settings.register_profile("desk", deadline=None)
settings.register_profile("build", deadline=None, derandomize=True)
settings.load_profile("build" if os.environ.get("CI") else "desk")

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parent.parent


def read_csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def published_table1() -> list[dict[str, str]]:
    return read_csv("published_table1.csv")


@pytest.fixture(scope="session")
def published_table2() -> list[dict[str, str]]:
    return read_csv("published_table2.csv")


@pytest.fixture(scope="session")
def shipped() -> yx.Evaluation:
    """Evaluate the shipped master workbook, once."""
    return yx.evaluate(yx.read_workbook())


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """Copy the shipped master workbook to where a test may change it."""
    return Path(shutil.copy(master_workbook(), tmp_path / "指标总表.xlsx"))


Rows = Iterable[Sequence[object]]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook from rows: ``book(rows, 规划信息=rows, name="x.xlsx")``."""

    def write(rows: Rows, *, name: str = "测试.xlsx", table: str = "指标总表", **sheets: Rows) -> Path:
        workbook = Workbook()
        sheet = workbook.active
        sheet.title = table
        for title, content in {table: rows, **sheets}.items():
            target = sheet if title == table else workbook.create_sheet(title)
            for row in content:
                target.append(list(row))
        path = tmp_path / name
        workbook.save(path)
        return path

    return write


@pytest.fixture
def assess(book: Callable[..., Path]) -> Callable[..., yx.Evaluation]:
    """Evaluate a workbook made of rows."""

    def run(rows: Rows, **sheets: Rows) -> yx.Evaluation:
        return yx.evaluate(yx.read_workbook(book(rows, **sheets)))

    return run


def run_cli(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does: another process, another folder."""
    return subprocess.run(
        [sys.executable, "-m", "yuecheng_xl", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env=None,
        timeout=120,
        check=False,
    )


def untouched(path: Path) -> list[str]:
    """Return the sheets that are ours, under the title that we gave them, and that nobody worked on since."""
    book = open_workbook(path)
    return [
        sheet.title
        for sheet in book.sheets
        if ownership.is_ours(book, sheet) and not ownership.is_edited(book, sheet)
    ]


SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
