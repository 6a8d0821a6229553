"""Small files that cost much: none costs much any more, or the batch, whatever reads them."""

import html
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import yuecheng_xl as yx
from tests.conftest import run_cli
from tests.hard_inputs import filled_form, hard_inputs
from tests.mutations import Mutation
from yuecheng_xl.collection.model import State
from yuecheng_xl.forms.identity import DEPARTMENT, NUMBERS, PLAN, SHEET, read_identity
from yuecheng_xl.grid import Book, Cell, CellKind, Grid

SOUND = "好.xlsx"
UNFORESEEN = {"F843", "F901"}
MOST_SECONDS, MOST_MEMORY = 20, 300 << 20


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Mutation]:
    form = filled_form(tmp_path_factory.mktemp("下发"))
    return [*hard_inputs(form), Mutation(SOUND, form)]


@pytest.fixture(scope="module")
def inbox(files: list[Mutation], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("收到")
    for item in files:
        (folder / item.name).write_bytes(item.content)
    return folder


@pytest.fixture(scope="module")
def collection(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> yx.Collection:
    """Collect them in this process."""
    return yx.collect(inbox, yx.read_workbook(), tmp_path_factory.mktemp("汇总") / "出")


def test_each_is_accounted_for_by_a_finding_of_its_own(
    files: list[Mutation], collection: yx.Collection
) -> None:
    assert {item.file for item in collection.submissions} == {item.name for item in files}
    for item in collection.submissions:
        codes = {finding.code for finding in item.findings}
        assert not codes & UNFORESEEN, item.file
        assert "F112" not in codes, f"{item.file} is bounded before it costs anything"
        if collection.states[item.file] is State.RETURNED:
            assert codes
            assert collection.folder is not None
            # What the department sent is still in it, so that other readers may die of it.
            with zipfile.ZipFile(collection.folder / item.returned) as package:
                assert package.testzip() is None
                assert "退回说明" in html.unescape(package.read("xl/workbook.xml").decode())


def test_what_declares_too_much_but_holds_little_is_read(collection: yx.Collection) -> None:
    sound = next(item for item in collection.submissions if item.file == SOUND)
    figures = {(entry.number, entry.key): entry.value for entry in sound.entries}
    read = {item.file: item for item in collection.submissions}
    for name in ("文本数目", "尺寸", "超链接", "有效性", "批注", "数字格式"):
        entries = read[f"{name}.xlsx"].entries
        assert {(entry.number, entry.key): entry.value for entry in entries} == figures, name


def test_figures_as_long_as_a_page_are_no_figures(collection: yx.Collection) -> None:
    for item in collection.submissions:
        if item.file.endswith("万位.xlsx") or item.file.endswith("万个.xlsx"):
            assert collection.states[item.file] is State.RETURNED
            assert "F301" in {finding.code for finding in item.findings}
            assert all(entry.value is None or abs(entry.value) < 10**9 for entry in item.entries)
            assert all(len(str(finding)) < 1000 for finding in item.findings)


@pytest.mark.parametrize("way", ["workers", "cluster"])
def test_workers_and_a_cluster_find_the_same(
    way: str, inbox: Path, collection: yx.Collection, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    where = ["--workers", "2"]
    if way == "cluster":
        where = ["--scheduler", request.getfixturevalue("cluster").scheduler_address]
    run = run_cli("collect", inbox, "-o", tmp_path / "出", "--json", *where, cwd=tmp_path)
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert "panicked" not in run.stderr
    record = json.loads(run.stdout)
    states = {item["file"]: item["state"] for item in record["submissions"]}
    assert states == {name: state.name.lower() for name, state in collection.states.items()}


MEASURED = """
import re, resource, sys
import yuecheng_xl as yx
from yuecheng_xl.process import apart
yx.collect(sys.argv[1], yx.read_workbook(), sys.argv[2])
apart._end_all()
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
# What resource says of this process itself was the peak of the one that started it.
own = int(re.search("VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1])
print(sum(item.ru_utime + item.ru_stime for item in used), max(own, used[1].ru_maxrss) * 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="measured as Linux tells it")
def test_all_of_them_together_cost_less_than_one_may(inbox: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", MEASURED, str(inbox), str(tmp_path / "出")]
    run = subprocess.run(command, capture_output=True, timeout=300, text=True, check=False)
    assert run.returncode == 0, run.stderr
    seconds, memory = map(float, run.stdout.split())
    assert seconds < MOST_SECONDS
    assert memory < MOST_MEMORY


def test_a_giant_number_in_the_hidden_sheet_is_none() -> None:
    texts = [(PLAN, "甲"), (DEPARTMENT, "乙局"), (NUMBERS, f"3、{'9' * 44_000}、5")]
    cells = {
        (row, column): Cell(row, column, CellKind.TEXT, text, text)
        for row, pair in enumerate(texts, 1)
        for column, text in enumerate(pair, 1)
    }
    identity = read_identity(Book(Path("表.xlsx"), (Grid(SHEET, cells, hidden=True),)))
    assert identity is not None
    assert identity.numbers == (3, 5)
