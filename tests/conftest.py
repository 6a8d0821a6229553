"""Real workbooks for the tests: the shipped one, and small ones that a test writes cell by cell."""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import yuecheng_xl as yx
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.results.sheets import TITLES
from yuecheng_xl.rules import Assessment
from yuecheng_xl.sheets import ownership
from yuecheng_xl.sheets.opening import open_workbook

# On a build machine the same examples each time: a new one is to be found at a desk, not by a release.
# No deadlines: a test is never timed.
settings.register_profile("desk", deadline=None)
settings.register_profile("build", deadline=None, derandomize=True)
settings.load_profile("build" if os.environ.get("CI") else "desk")

LISTS = ("重点任务情况", "重大项目情况", "责任单位情况")
"""The result sheets that few masters have or ask for."""
SHIPPED = [title for title in TITLES if title != "责任单位情况"]
"""The result sheets of the shipped master, which ranks no departments."""

UNWATCHED = """
    addin_build addin_install apart archive collect_robust executors hard_collect hard_files hard_streams
    hard_workbooks nothing_lost page pattern_costs printed report_document ribbon service sheets templates
    valid_outputs wps writing_safely
"""
"""Tests of files, of programs and of what is written. To watch which lines of the rules, the plan and the
checks they reach would nearly double their time, and each of these lines has its test elsewhere."""

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parent.parent


def read_csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_unwatched(item: pytest.Item) -> bool:
    return item.path.stem.removeprefix("test_") in UNWATCHED.split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # They take longest: begun first, they leave no worker waiting for another at the end.
    items.sort(key=lambda item: not is_unwatched(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Have coverage look away from a test and its fixtures.

    pytest-cov's own marker has it go on with the fixtures, and in a worker with all of it.
    """
    if not is_unwatched(item):
        return (yield)
    watching = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(watching)


@pytest.fixture(scope="session", autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the log, and the copies before clicks, out of the folder of who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("LOCALAPPDATA", "XDG_STATE_HOME"):
            patch.setenv(variable, str(tmp_path_factory.mktemp("家")))
        yield


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Start a Dask cluster of two worker processes."""
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as running:
        yield running


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


@pytest.fixture(scope="session")
def cut_down(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("小") / "指标总表.xlsx"
    book = load_workbook(master_workbook())
    book["指标总表"].delete_rows(10, 100)
    book["指标库"].delete_rows(40, 1000)
    del book["重点任务"], book["重大项目"]
    book.save(path)
    return path


@pytest.fixture
def small(cut_down: Path, tmp_path: Path) -> Path:
    """Copy the shipped workbook with its first eight indicators, for what writes and reads them all often."""
    return Path(shutil.copy(cut_down, tmp_path / "指标总表.xlsx"))


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """Copy the shipped master workbook to where a test may change it."""
    return Path(shutil.copy(master_workbook(), tmp_path / "指标总表.xlsx"))


Row = Sequence[object]
Rows = Iterable[Row]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook from rows: ``book(rows, 规划信息=rows, name="x.xlsx")``."""

    def write(rows: Rows, *, name: str = "测试.xlsx", table: str = "指标总表", **sheets: Rows) -> Path:
        workbook = Workbook()
        sheet = workbook.worksheets[0]
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


PRINTED = (
    "序号",
    "指标",
    "单位",
    "2025年目标",
    "2020年",
    "2021年",
    "2022年",
    "2023年上半年",
    "方向",
    "数据类型",
)
INFO = {"基期": 2020, "目标年": 2025, "评估时点": "2023年6月30日"}


@pytest.fixture
def evaluated(assess: Callable[..., yx.Evaluation]) -> Callable[..., yx.Evaluation]:
    """Evaluate one indicator from its cells by header; ``info`` adds to 规划信息."""

    def run(cells: dict[str, object], **info: object) -> yx.Evaluation:
        given: dict[str, object] = {"序号": 1, "指标": "指标甲", "单位": "亿元", "方向": "越高越好", **cells}
        header = [*PRINTED, *(key for key in given if key not in PRINTED)]
        settings = [["项目", "内容"], *map(list, (INFO | info).items())]
        return assess([header, [given.get(key) for key in header]], 规划信息=settings)

    return run


@pytest.fixture
def one(evaluated: Callable[..., yx.Evaluation]) -> Callable[..., Assessment]:
    """Assess one indicator from its cells, as ``evaluated`` does."""

    def run(cells: dict[str, object], **info: object) -> Assessment:
        (item,) = evaluated(cells, **info).assessments
        return item

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


def merged_master(collection: yx.Collection) -> Path:
    """Return where the merged master was written."""
    assert collection.master is not None
    return collection.master


def untouched(path: Path) -> list[str]:
    """Return the sheets that are ours, under the title that we gave them, and that nobody worked on since."""
    book = open_workbook(path)
    return [
        sheet.title
        for sheet in book.sheets
        if ownership.is_ours(book, sheet) and not ownership.is_edited(book, sheet)
    ]


def charts(sheet: Worksheet) -> list[Any]:
    """Return a sheet's charts, for which openpyxl has no public name."""
    return sheet._charts  # type: ignore[attr-defined, no-any-return]


SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
