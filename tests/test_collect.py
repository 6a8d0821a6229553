"""Collecting what departments send back: the samples, single messy cells, and what must never go wrong."""

import hashlib
import json
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from signal import Signals
from typing import Any, NamedTuple

import msoffcrypto
import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from python_calamine import CalamineWorkbook

import yuecheng_xl as yx
from tests.conftest import merged_master, run_cli
from yuecheng_xl.collection import Collection, Fate, State
from yuecheng_xl.collection.filenames import names_for
from yuecheng_xl.collection.model import Submission
from yuecheng_xl.collection.returning import write_returned
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.findings import Severity, catalogue
from yuecheng_xl.grid import Book, Cell, CellKind, Grid
from yuecheng_xl.sheets.template import Template
from yuecheng_xl.tables.placeholders import plan_scope

SAMPLES = master_workbook().parent / "报送样例"
TO_FILL = SAMPLES / "指标总表-待填.xlsx"
INBOX = SAMPLES / "收到"
MERGED = "指标总表-待填-汇总.xlsx"
LISTING = "问题清单.xlsx"
H1 = "2023年上半年"
M, F, R, B = State.MERGED, State.MERGED_WITH_FINDINGS, State.RETURNED, State.BLANK
ZIP = "人社报送材料.zip/报送材料"

FILES = [
    # Clean ones: as sent out, saved by LibreOffice, in a sub-folder, 97.3% by format, another format.
    ("区财政局.xlsx", "区财政局", M, []),
    ("区发改局.xlsx", "区发改局", M, []),
    ("区科技局.xlsx", "区科技局", M, []),
    ("区市场监管局.xlsx", "区市场监管局", M, []),
    ("第二批/区委宣传部.xlsx", "区委宣传部", M, []),
    ("第二批/附件2 区应急管理局报送表(1).xlsx", "区应急管理局", M, []),
    ("区政务服务办.xlsx", "区政务服务办", M, []),
    ("区文广旅游局.ods", "区文广旅游局", M, []),
    # Renamed file and sheet, rows sorted and added, columns moved, units and full-width digits.
    ("中期评估数据-统计局定稿.xlsx", "区统计局", F, ["F302", "F313", "F812", "F815"]),
    # Two versions: the newer one is taken; where nobody can tell, none is, and both go back.
    ("区商务局.xlsx", "区商务局", M, []),
    ("区商务局（修改）.xlsx", "区商务局", F, ["F829"]),
    (f"{ZIP}/区人力社保局.xlsx", "区人力社保局", R, ["F828"]),
    (f"{ZIP}/区人力社保局（改）.xlsx", "区人力社保局", R, ["F828"]),
    # A row deleted, a column inserted, 0.05 for 5%, #DIV/0!, a formula with its value.
    ("区经信局7.12.xlsx", "区经信局", R, ["F302", "F305", "F820", "F827"]),
    # .xls: numbers as text, a note glued to a number.
    ("国家统计局越城调查队.xls", "国家统计局越城调查队", R, ["F307", "F307", "F308", "F830"]),
    # .et in the department's own layout: a header of two lines, merged cells, a revised year.
    ("生态环境分局.et", "生态环境分局", F, ["F831", "F833"]),
    # Own layout without the hidden sheet, names as in the report.
    ("综合执法局数据.xlsx", "区综合执法局", F, ["F302", "F810", "F813", "F813"]),
    # .xlsm with a formula that nothing has calculated.
    ("区卫生健康局.xlsm", "区卫生健康局", R, ["F306"]),
    # Another department's figure, and not the one that it gives.
    ("区农业农村局.xlsx", "区农业农村局", R, ["F812", "F830"]),
    # What cannot be read.
    ("袍江经开区管委会.xlsx", "袍江经开区管委会", R, ["F104"]),
    ("区科技局（微信转发）.xlsx", "区科技局", R, ["F103"]),
    ("第二批/旅游收入扫描件.xlsx", "", R, ["F806"]),
    ("关于报送中期评估数据的函.docx", "", R, ["F102"]),
    (f"{ZIP}/~$区人力社保局.xlsx", "", R, ["F108"]),
]
FATES = [
    (1, H1, "区统计局", Fate.NEW, 624.5), (2, H1, "区统计局", Fate.NEW, 83000),
    (17, H1, "区政务服务办", Fate.NEW, 97.3), (34, H1, "区综合执法局", Fate.NEW, 26.94),
    (8, H1, "区经信局", Fate.NEW, 64), (8, "2022年", "区经信局", Fate.NEW, 61.9),
    (7, H1, "区经信局", Fate.UNREADABLE, None), (13, H1, "区经信局", Fate.UNREADABLE, None),
    (26, H1, "区卫生健康局", Fate.UNREADABLE, None), (24, H1, "国家统计局越城调查队", Fate.NEW, 1.55),
    (22, H1, "国家统计局越城调查队", Fate.NEW, 41549), (22, H1, "区统计局", Fate.AGREED, 41549),
    (23, H1, "国家统计局越城调查队", Fate.CONFLICT, 26876), (23, H1, "区农业农村局", Fate.CONFLICT, 26900),
    (29, "2021年", "生态环境分局", Fate.REVISED, 92), (30, "2020年", "生态环境分局", Fate.KEPT, None),
    (28, H1, "生态环境分局", Fate.NEW, None), (31, H1, "区综合执法局", Fate.NEW, 17.22),
]  # fmt: skip
TEXTS = {
    (14, "数据说明"): "=SUM(海关口径,不含保税)",
    (15, "数据说明"): "+限额以上单位为快报数",
    (14, "客观因素"): "-扣除一次性大单后增长25%",
    (15, "建议理由"): "@各科室核对过",
}


class Run(NamedTuple):
    """The samples collected once by the command line."""

    exit_code: int
    stdout: str
    stderr: str
    record: dict[str, Any]
    out: Path
    inputs_before: dict[str, str]
    inputs_after: dict[str, str]


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    out = tmp_path_factory.mktemp("汇总") / "结果"
    before = digests(SAMPLES)
    done = run_cli("collect", INBOX, "--master", TO_FILL, "-o", out, "--json", "--workers", 2, cwd=out.parent)
    return Run(
        done.returncode, done.stdout, done.stderr, json.loads(done.stdout), out, before, digests(SAMPLES)
    )


@pytest.fixture(scope="module")
def collected() -> Collection:
    """Collect the samples through the Python API, writing nothing."""
    return yx.collect(INBOX, yx.read_workbook(TO_FILL))


def contents(out: Path) -> dict[str, object]:
    """Return all that a result folder holds, workbooks part by part but for the time of saving."""
    found: dict[str, object] = {}
    for path in out.rglob("*"):
        name = path.relative_to(out).as_posix()
        if path.suffix in (".xlsx", ".xlsm") and "（原件" not in path.name:
            with zipfile.ZipFile(path) as package:
                parts = {part: package.read(part) for part in package.namelist()}
            del parts["docProps/core.xml"]
            found[name] = parts
        elif path.is_file():
            found[name] = path.read_bytes()
    found.pop(".yuecheng-xl.json")  # digests of the files, their times of saving included
    return found


def table(path: Path, sheet: str, header_row: int) -> list[dict[str, Any]]:
    header, *rows = load_workbook(path)[sheet].iter_rows(min_row=header_row, values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def codes(collection: Collection, file: str) -> list[str]:
    return sorted(item.finding.code for item in collection.findings if item.file == file)


# The samples.


def test_the_samples_are_the_files_of_the_table() -> None:
    with zipfile.ZipFile(INBOX / "人社报送材料.zip") as archive:
        inside = [
            f"人社报送材料.zip/{info.filename.encode('cp437').decode('gbk')}" for info in archive.infolist()
        ]
    outside = [name for name in digests(INBOX) if not name.endswith(".zip")]
    assert sorted([*inside, *outside]) == sorted(file for file, *_ in FILES)
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*")) < 500_000


@pytest.mark.parametrize(("file", "department", "state", "expected"), FILES, ids=[case[0] for case in FILES])
def test_each_file_ends_in_its_state_with_its_findings(
    file: str, department: str, state: State, expected: list[str], run: Run, collected: Collection
) -> None:
    assert collected.states[file] is state
    assert codes(collected, file) == expected
    (submission,) = [item for item in run.record["submissions"] if item["file"] == file]
    assert submission["state"] == state.name.lower()
    assert submission["department"] == department
    found = sorted(item["code"] for item in run.record["findings"] if item["file"] == file)
    assert found == expected


def test_every_file_ends_in_exactly_one_state_and_the_counts_add_up(run: Run, collected: Collection) -> None:
    counts = run.record["counts"]
    assert counts == {"files": 24, "merged": 9, "merged_with_findings": 4, "returned": 11}
    assert Counter(item["state"] for item in run.record["submissions"]) == {
        name: count for name, count in counts.items() if name != "files"
    }
    assert collected.counts == {M: 9, F: 4, R: 11}
    assert {item["file"] for item in run.record["submissions"]} == set(collected.states)


def test_of_the_departments_the_batch_says_who_sent_nothing_and_who_nothing_usable(run: Run) -> None:
    about_all = {(item["code"], item["department"]) for item in run.record["findings"] if not item["file"]}
    assert run.record["missing_departments"] == ["绍兴高新区管委会"]
    assert about_all == {("F825", "绍兴高新区管委会"), ("F826", "袍江经开区管委会")}


@pytest.mark.parametrize(("number", "item", "department", "fate", "value"), FATES)
def test_the_fate_of_a_figure(
    number: int, item: str, department: str, fate: Fate, value: float | None, collected: Collection
) -> None:
    frame = yx.frames.figures(collected)
    rows = frame[(frame["序号"] == number) & (frame["项目"] == item) & (frame["报送单位"] == department)]
    assert list(rows["处理"]) == [fate.value]
    assert rows["数值"].iloc[0] == value or (value is None and rows["数值"].isna().iloc[0])


def test_the_command_line_and_python_give_the_same_figures(run: Run, collected: Collection) -> None:
    frame = yx.frames.figures(collected)
    assert len(run.record["figures"]) == len(frame)
    assert [item["file"] for item in run.record["figures"]] == list(frame["文件"])
    assert [item["fate"] for item in run.record["figures"]] == list(frame["处理"])


def test_json_is_all_that_stands_on_stdout(run: Run) -> None:
    assert run.stderr == ""
    assert run.stdout.startswith("{")
    assert set(run.record) == {
        "counts", "submissions", "missing_departments", "figures", "findings", "master", "listing",
    }  # fmt: skip


def test_findings_of_severity_error_give_exit_code_1(run: Run) -> None:
    assert run.exit_code == 1


def test_the_inputs_and_the_master_stay_as_they_were(run: Run) -> None:
    assert run.inputs_after == run.inputs_before


def test_the_merged_master_evaluates_to_the_published_verdicts(
    run: Run, shipped: yx.Evaluation, published_table1: list[dict[str, str]]
) -> None:
    evaluation = yx.evaluate(yx.read_workbook(run.out / MERGED))
    verdicts = {str(item.indicator.number): item.completion for item in evaluation.assessments}
    assert verdicts == {row["序号"]: row["完成中期目标情况"] for row in published_table1}
    assert [item.content for item in evaluation.adjustments] == [item.content for item in shipped.adjustments]


def test_the_merged_master_has_every_sound_figure_as_published(
    run: Run, published_table1: list[dict[str, str]]
) -> None:
    frame = yx.frames.table1(yx.evaluate(yx.read_workbook(run.out / MERGED)))
    unsound = {(5, H1), (6, H1), (7, H1), (10, H1), (12, H1), (13, H1), (23, H1), (26, H1)}
    for ours, published in zip(frame.to_dict("records"), published_table1, strict=True):
        for column, text in published.items():
            place = (ours["序号"], column)
            if place in unsound:
                assert ours[column] == "", place
            elif place == (29, "2021年"):
                assert (ours[column], text) == ("92.0", "92.1")  # the revision
            else:
                assert str(ours[column]) == text, place


def test_every_output_opens_in_two_readers(run: Run) -> None:
    books = [path for path in run.out.rglob("*.xls[xm]") if "（原件）" not in path.name]
    assert len(books) == 2 + 19 + 11
    for path in books:
        load_workbook(path).close()
        CalamineWorkbook.from_path(path).close()


def test_the_output_folder_has_what_the_contract_names(run: Run) -> None:
    names = {path.name for path in run.out.iterdir()}
    assert names == {MERGED, LISTING, "标准表", "退回", ".yuecheng-xl.json"}
    for item in run.record["submissions"]:
        assert bool(item["returned"]) == (item["state"] == "returned")
        for path in (item["standard_form"], item["returned"]):
            assert path is None or (run.out / path).is_file()
    assert run.record["master"] == str(run.out / MERGED)


def test_standard_forms_collected_again_give_the_same_figures(run: Run, collected: Collection) -> None:
    again = yx.collect(run.out / "标准表", yx.read_workbook(TO_FILL))

    def taken(collection: Collection) -> dict[tuple[object, str], tuple[Any, ...]]:
        return {
            (item.entry.number, str(item.entry.key)): (
                item.entry.value,
                item.entry.status,
                item.entry.printed.text if item.entry.value is None else "",
            )
            for item in collection.figures
            if item.fate.is_taken and item.fate is not Fate.SAME
        }

    # What could not be taken is still there, and still not taken.
    unreadable = {item.submission.file for item in again.figures if item.fate is Fate.UNREADABLE}
    assert unreadable == {"区经信局7.12.xlsx"}
    first, second = taken(collected), taken(again)
    # Standard forms carry the time of saving, so of two versions the same is taken.
    assert first == second


# What goes back.


def test_a_returned_workbook_has_its_faulty_cells_coloured_and_commented(run: Run) -> None:
    book = load_workbook(run.out / "退回/区经信局7.12.xlsx")
    legend = book["退回说明"]["A3"].fill.fgColor.rgb
    original = load_workbook(INBOX / "区经信局7.12.xlsx")["填报表"]
    sheet = book["填报表"]
    for place, said in (("I5", "97.3%填97.3"), ("I7", "错误值 #DIV/0!"), ("H6", "带有单位")):
        assert said in sheet[place].comment.text
        assert sheet[place].value == original[place].value
    assert [sheet[place].fill.fgColor.rgb for place in ("I5", "I7")] == [legend, legend]
    assert sheet["I6"].comment is None
    assert sheet["I6"].fill.fgColor.rgb == original["I6"].fill.fgColor.rgb
    assert [name for name in book.sheetnames if name != "退回说明"] == ["填报表", "填报说明", "报送表标识"]


@pytest.mark.parametrize("file", [case[0] for case in FILES if case[2] is R])
def test_the_first_sheet_of_a_returned_workbook_names_every_finding(file: str, run: Run) -> None:
    (item,) = [item for item in run.record["submissions"] if item["file"] == file]
    book = load_workbook(run.out / item["returned"])
    assert book.sheetnames[0] == "退回说明"
    assert book.active is book["退回说明"]
    shown = [row for row in book["退回说明"].iter_rows(values_only=True) if isinstance(row[0], int)]
    own = [found for found in run.record["findings"] if found["file"] == file]
    assert {row[3] for row in shown} == {found["message"] for found in own}
    assert {row[4] for row in shown} == {found["remedy"] for found in own}
    text = " ".join(str(cell.value) for row in book["退回说明"].iter_rows(max_row=4) for cell in row)
    assert file in text
    assert "0575-88880000" in text
    assert "2023年7月15日" in text


def test_what_could_not_be_annotated_goes_back_as_it_was_sent_beside_the_explanation(run: Run) -> None:
    beside = {path.name: path.read_bytes() for path in (run.out / "退回").rglob("*（原件）*")}
    sent = {
        "袍江经开区管委会（原件）.xlsx": INBOX / "袍江经开区管委会.xlsx",
        "区科技局（微信转发）（原件）.xlsx": INBOX / "区科技局（微信转发）.xlsx",
        "国家统计局越城调查队（原件）.xls": INBOX / "国家统计局越城调查队.xls",
        "旅游收入扫描件（原件）.xlsx": INBOX / "第二批/旅游收入扫描件.xlsx",
        "关于报送中期评估数据的函（原件）.docx": INBOX / "关于报送中期评估数据的函.docx",
    }
    lock_file = beside.pop("$区人力社保局（原件）.xlsx")
    assert lock_file.startswith(b"\x05Admin")
    assert beside == {name: path.read_bytes() for name, path in sent.items()}


def test_no_result_is_named_as_a_lock_file(run: Run) -> None:
    assert list(run.out.rglob("~$*")) == []


def test_a_returned_form_that_was_mended_is_accepted(run: Run, tmp_path: Path) -> None:
    inbox = tmp_path / "重报"
    inbox.mkdir()
    mend(run.out / "退回/区经信局7.12.xlsx", inbox / "区经信局7.12.xlsx", {"I5": 5, "I6": 64, "I7": "—"})
    mend(run.out / "退回/区卫生健康局.xlsm", inbox / "区卫生健康局.xlsx", {"H6": 4.1})
    collection = yx.collect(inbox, yx.read_workbook(TO_FILL))
    assert collection.counts[R] == 0
    values = {(item.entry.number, str(item.entry.key)): item for item in collection.figures}
    for number, value in ((7, 5), (26, 4.1)):
        assert values[number, H1].entry.value == Decimal(str(value))
        assert values[number, H1].fate is Fate.NEW
    assert "错误" not in {item.finding.severity.value for item in collection.findings}


def test_a_mended_cell_is_not_marked_again_when_the_rest_goes_back_once_more(
    run: Run, tmp_path: Path
) -> None:
    inbox = tmp_path / "重报"
    inbox.mkdir()
    mend(run.out / "退回/区经信局7.12.xlsx", inbox / "区经信局7.12.xlsx", {"I5": 5})
    yx.collect(inbox, yx.read_workbook(TO_FILL), tmp_path / "结果")
    book = load_workbook(tmp_path / "结果/退回/区经信局7.12.xlsx")
    original = load_workbook(INBOX / "区经信局7.12.xlsx")["填报表"]
    sheet = book["填报表"]
    assert sheet["I5"].comment is None
    assert sheet["I5"].fill.fgColor.rgb == original["I5"].fill.fgColor.rgb
    assert sheet["I7"].comment.text.count("【退回】") == 1
    assert book.sheetnames.count("退回说明") == 1
    assert not any(name.startswith("退回说明（") for name in book.sheetnames)


def mend(source: Path, target: Path, values: dict[str, float | str | None], sheet: str = "填报表") -> None:
    book = load_workbook(source)
    for place, value in values.items():
        book[sheet][place] = value
        book[sheet][place].number_format = "General"
    book.save(target)


def test_when_all_is_mended_the_merged_master_is_the_published_table(
    run: Run, tmp_path: Path, published_table1: list[dict[str, str]]
) -> None:
    inbox = Path(shutil.copytree(INBOX, tmp_path / "收到"))
    plan = yx.read_workbook(TO_FILL)
    yx.distribute(plan, tmp_path / "表")
    mend(run.out / "退回/区经信局7.12.xlsx", inbox / "区经信局7.12.xlsx", {
        "I5": "5.0", "I6": 64, "I7": "—", "A8": 12, "B8": "规上工业企业亩均税收", "I8": 11,
    })  # fmt: skip
    (inbox / "区卫生健康局.xlsm").unlink()
    mend(run.out / "退回/区卫生健康局.xlsm", inbox / "区卫生健康局.xlsx", {"H6": "4.10"})
    mend(inbox / "区农业农村局.xlsx", inbox / "区农业农村局.xlsx", {"H6": None})
    mend(tmp_path / "表/绍兴高新区管委会.xlsx", inbox / "绍兴高新区管委会.xlsx", {"H5": "—"})
    mend(tmp_path / "表/区人力社保局.xlsx", inbox / "区人力社保局.xlsx", {
        "H5": "37.5（预计）", "H6": "指标调整为城镇调查失业率",
    })  # fmt: skip
    (inbox / "人社报送材料.zip").unlink()
    with (inbox / "袍江经开区管委会.xlsx").open("rb") as encrypted:
        office, plain = msoffcrypto.OfficeFile(encrypted), BytesIO()
        office.load_key(password="2023")  # noqa: S106
        office.decrypt(plain)
    (inbox / "袍江经开区管委会.xlsx").write_bytes(plain.getvalue())
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    frame = yx.frames.table1(yx.evaluate(yx.read_workbook(merged_master(collection))))
    differing = {
        (ours["序号"], column)
        for ours, published in zip(frame.to_dict("records"), published_table1, strict=True)
        for column, text in published.items()
        if str(ours[column]) != text
    }
    assert differing == {(29, "2021年")}  # the revision
    assert collection.missing == ()


# The list of problems, and the sources.


def test_the_list_opens_with_who_sent_nothing_then_departments_then_kinds(run: Run) -> None:
    rows = [row[:6] for row in load_workbook(run.out / LISTING)["汇总情况"].iter_rows(values_only=True)]
    assert "共收到24个文件：已汇总9个，已汇总但有问题4个，退回11个" in str(rows[1][0])
    assert ("绍兴高新区管委会", "6.绍兴高新区全国排名") in [row[:2] for row in rows]
    assert ("区经信局", 1, 2, 1, 1) in [row[:5] for row in rows]
    departments = yx.read_workbook(TO_FILL).indicators
    assert {item.department for item in departments} <= {row[0] for row in rows}
    by_kind = Counter(item["code"] for item in run.record["findings"])
    assert {row[0]: row[5] for row in rows if re.match(r"^F\d", str(row[0]))} == by_kind


def test_the_list_has_a_row_for_each_file_and_each_finding(run: Run) -> None:
    files = table(run.out / LISTING, "报送文件", 2)
    assert {row["文件"]: row["结果"] for row in files} == {file: state.value for file, _, state, _ in FILES}
    found = table(run.out / LISTING, "问题明细", 2)
    keys = ("severity", "code", "department", "file", "where", "message", "remedy")
    names = ("严重程度", "编号", "单位", "文件", "位置", "问题", "处理办法")
    shown = [tuple(row[name] or "" for name in names) for row in found]
    assert sorted(shown) == sorted(tuple(item[key] for key in keys) for item in run.record["findings"])
    assert [row["序号"] for row in found] == list(range(1, len(found) + 1))
    severities = [row["严重程度"] for row in found]
    assert severities == sorted(severities, key=["错误", "警告", "提示"].index)


def test_every_merged_figure_is_found_where_its_source_says(run: Run) -> None:
    master = load_workbook(run.out / MERGED)
    before = load_workbook(TO_FILL)
    header = {cell.value: number for number, cell in enumerate(master["指标总表"][1], 1)}
    rows = {cell.value: number for number, cell in enumerate(master["指标总表"]["B"], 1)}
    sources = table(run.out / MERGED, "数据来源", 3)
    written = set()
    for row in sources:
        shown = source_cell(row["文件"], row["工作表"], row["单元格"])
        if row["处理"] != Fate.UNREADABLE.value:
            assert says_the_same(shown, row["填报内容"]), row
        if row["处理"] in (Fate.NEW.value, Fate.UPDATED.value, Fate.REVISED.value):
            place = rows[row["序号"]], header[row["项目"]]
            assert master["指标总表"].cell(*place).value == row["填入"], row
            written.add(place)
        elif row["处理"] != Fate.AGREED.value:
            assert row["填入"] is None
    changed = {
        (row_number, column)
        for row_number, line in enumerate(master["指标总表"].iter_rows(values_only=True), 1)
        for column, value in enumerate(line, 1)
        if value != before["指标总表"].cell(row_number, column).value
    }
    assert changed == written


def source_cell(file: str, sheet: str, place: str) -> Any:
    """Read a cell of an input with another reader than the product's."""
    path, member = INBOX / file, ""
    if ".zip/" in file:
        archive, member = file.split(".zip/")
        with zipfile.ZipFile(INBOX / f"{archive}.zip") as package:
            (info,) = [
                info for info in package.infolist() if info.filename.encode("cp437").decode("gbk") == member
            ]
            content = package.read(info)
    else:
        content = path.read_bytes()
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(content))
        .get_sheet_by_name(sheet)
        .to_python(skip_empty_area=False)
    )
    found = re.match(r"([A-Z])(\d+)$", place)
    assert found is not None
    column, row = found.groups()
    return rows[int(row) - 1][ord(column) - ord("A")]


def says_the_same(raw: object, shown: str) -> bool:
    if isinstance(raw, int | float):
        number = float(shown.rstrip("%").replace(",", ""))
        return raw == pytest.approx(number / 100 if shown.endswith("%") else number)
    return str(raw).strip() == shown


# Nothing that a department writes becomes a formula.


def test_text_that_looks_like_a_formula_stays_text_in_every_output(run: Run) -> None:
    master = load_workbook(run.out / MERGED)["指标总表"]
    header = {cell.value: number for number, cell in enumerate(master[1], 1)}
    for (number, item), text in TEXTS.items():
        cell = master.cell(number + 1, header[item])
        assert (cell.value, cell.data_type) == (text, "s")
    formulas = {
        (path.name, cell.coordinate)
        for path in run.out.rglob("*.xls[xm]")
        if "（原件）" not in path.name
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    # Formulas that departments wrote themselves, in what goes back to them.
    assert formulas == {
        ("区经信局7.12.xlsx", "I6"),
        ("区经信局7.12.xlsx", "I7"),
        ("区卫生健康局.xlsm", "H6"),
    }
    sources = table(run.out / MERGED, "数据来源", 3)
    assert set(TEXTS.values()) <= {row["填入"] for row in sources}


# Small masters and submissions, cell by cell.

HEADER = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", H1, "责任单位", "数据说明"]
ROWS = [
    [1, "全区生产总值", "亿元", "1500以上", 1005.3, 1191.5, 1271, None, "甲局", None],
    [2, "绿化覆盖率", "%", 45, 40, 41, "42（预计）", None, "甲局", None],
    [3, "外贸出口", "亿元", 720, 566, 588, None, None, "乙局", "海关口径"],
]
SENT = ["序号", "指标", "单位", "2020年", "2021年", "2022年", H1, "数据说明"]
FIRST = [1, "全区生产总值", "亿元", 1005.3, 1191.5, 1271]


@pytest.fixture
def plan(book: Callable[..., Path]) -> yx.Plan:
    return yx.read_workbook(book([HEADER, *ROWS], name="总表.xlsx"))


@pytest.fixture
def send(tmp_path: Path) -> Callable[..., Path]:
    """Put a workbook made of rows into the inbox; a cell may be a value with its number format."""
    inbox = tmp_path / "收到"
    inbox.mkdir()

    def write(name: str, *rows: list[Any], saved: int | None = None) -> Path:
        workbook = Workbook()
        sheet = workbook.worksheets[0]
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column)
                cell.value, cell.number_format = value if isinstance(value, tuple) else (value, "General")
        workbook.save(inbox / name)
        if saved is not None:
            date_of_saving(inbox / name, datetime(2023, 7, saved, tzinfo=UTC))
        return inbox

    return write


def date_of_saving(path: Path, when: datetime) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = parts["docProps/core.xml"]
    stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    parts["docProps/core.xml"] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, core)
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def answer(collection: Collection, number: int, item: str) -> list[tuple[str, float | None]]:
    return [
        (figure.fate.name, None if figure.entry.value is None else float(figure.entry.value))
        for figure in collection.figures
        if (figure.entry.number, str(figure.entry.key)) == (number, item)
    ]


CELLS = [
    (1, 624.5, 624.5, []), (1, "624.5亿元", 624.5, ["F302"]), (1, "６２４．５", 624.5, ["F307"]),
    (1, "6,245,000万元", 624.5, ["F303"]), (1, " 624.5 ", 624.5, ["F307"]),
    (1, "624.5①", 624.5, ["F308"]), (1, "624.5（预计）", 624.5, []), (1, "预计624.5", 624.5, []),
    (1, "未出", None, []), (1, "—", None, []), (1, "六百多", None, ["F301"]),
    (1, "见附件", None, ["F301"]), (1, True, None, ["F301"]),
    (1, (date(2023, 6, 30), "yyyy-mm-dd"), None, ["F301"]),
    (1, "624.5吨", None, ["F304"]), (1, "=600+24.5", None, ["F306"]), (1, "#DIV/0!", None, ["F305"]),
    (1, 62450, 62450, ["F860"]), (1, 0, 0, ["F861"]), (1, 3000, 3000, []), (1, 18000, 18000, ["F822"]),
    (1, "624.5（亿元）", 624.5, ["F302"]), (1, "6245000（万元）", 624.5, ["F303"]),
    (1, "89（亿美元）", None, ["F304"]), (1, (624.53, "0.0"), 624.53, []),
    (2, (0.425, "0.0%"), 42.5, []), (2, "42.5%", 42.5, ["F302"]), (2, "42.5％", 42.5, ["F302"]),
    (2, 42.5, 42.5, []), (2, 0.425, None, ["F820"]), (2, (0.425, "0.00"), None, ["F820"]),
    (2, "0.425", None, ["F307", "F820"]), (2, "0.425%", 0.425, ["F302", "F860"]),
]  # fmt: skip


@pytest.mark.parametrize(("number", "typed", "value", "expected"), CELLS)
def test_what_is_typed_into_a_cell_is_read_right_or_reported(
    number: int,
    typed: bool | float | str | tuple[date, str] | tuple[float, str],
    value: float | None,
    expected: list[str],
    plan: yx.Plan,
    send: Callable[..., Path],
) -> None:
    rows = [[*FIRST, 624], [2, "绿化覆盖率", "%", 40, 41, "42（预计）", 42.3]]
    rows[number - 1][6] = typed
    collection = yx.collect(send("甲局.xlsx", SENT, *rows), plan)
    assert codes(collection, "甲局.xlsx") == expected
    wrong = {"F301", "F304", "F305", "F306", "F820"} & set(expected)
    doubted = {"F860", "F861"} & set(expected)
    fate = "UNREADABLE" if wrong else "DOUBTED" if doubted else "NEW"
    assert answer(collection, number, H1) == [(fate, value)]
    assert collection.states["甲局.xlsx"] is (R if wrong or doubted else F if expected else M)


@pytest.mark.parametrize(("typed", "code"), [("=A1&B1", "F306"), ("#REF!", "F305")])
def test_words_that_a_cell_does_not_hold_are_reported_too(
    typed: str, code: str, plan: yx.Plan, send: Callable[..., Path]
) -> None:
    rows = [[*FIRST, 624, typed], [2, "绿化覆盖率", "%", 40, 41, "42（预计）", 42.3]]
    collection = yx.collect(send("甲局.xlsx", SENT, *rows), plan)
    assert codes(collection, "甲局.xlsx") == [code]
    assert answer(collection, 1, "数据说明") == [("UNREADABLE", None)]
    assert answer(collection, 1, H1) == [("NEW", 624)]


@pytest.mark.parametrize(
    ("factor", "typed", "is_far"),
    [(10, 12710, True), (10, 12709, False), (10, 127.1, True), (10, 127.2, False),
     (2, 2542, True), (2, 2541, False), (2, 635.5, True), (2, 635.6, False)],
)  # fmt: skip
def test_the_master_says_how_far_from_known_is_suspicious(
    factor: int, typed: float, is_far: bool, book: Callable[..., Path], send: Callable[..., Path]
) -> None:
    path = book([HEADER, *ROWS], name="总表.xlsx", 规划信息=[["项目", "内容"], ["突变倍数", factor]])
    rows = [[*FIRST, typed], [2, "绿化覆盖率", "%", 40, 41, "42（预计）", 42.3]]
    collection = yx.collect(send("甲局.xlsx", SENT, *rows), yx.read_workbook(path))
    assert codes(collection, "甲局.xlsx") == (["F822"] if is_far else [])
    assert answer(collection, 1, H1) == [("NEW", typed)]


def test_what_no_workbook_can_hold_does_not_keep_a_damaged_one_from_going_back(
    plan: yx.Plan, tmp_path: Path
) -> None:
    text = "六\x07百"
    cell = Cell(2, 1, CellKind.TEXT, text, text, "0\x01")
    book = Book(tmp_path / "表.xls", (Grid("表[1]\x02", {(2, 1): cell}),))
    finding = catalogue.UNREADABLE.at("表_1_!A2", name="外贸出口", what="2021年数据", text=text)
    submission = Submission("表.xls", "甲局", findings=(finding,))
    (names,) = names_for(["表.xls"])
    templates = Template(None, "汇总.xlsx")
    sent = write_returned(submission, book.path, book, names, tmp_path, templates, plan_scope(plan))
    sheet = load_workbook(tmp_path / sent.returned)["表_1_"]
    assert sheet["A2"].value == "六百"
    assert "六百" in sheet["A2"].comment.text


def test_a_date_cell_without_a_date_goes_back_with_the_rest(
    plan: yx.Plan, send: Callable[..., Path], tmp_path: Path
) -> None:
    inbox = send(
        "甲局.xlsx", SENT, [*FIRST, "六百多"], [2, "绿化覆盖率", "%", 40, 41, "42（预计）", (42.3, "0.0")]
    )
    with zipfile.ZipFile(inbox / "甲局.xlsx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(
        b"</sheetData>", b'<row r="9"><c r="A9" s="1" t="d"/></row></sheetData>'
    )
    with zipfile.ZipFile(inbox / "甲局.xlsx", "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    (submission,) = collection.submissions
    returned = load_workbook(tmp_path / "结果" / submission.returned)
    assert "六百多" in returned["Sheet"]["G2"].comment.text
    assert not (tmp_path / "结果/退回/甲局（原件）.xlsx").exists()


def test_an_empty_answer_never_overwrites_a_known_figure(
    plan: yx.Plan, send: Callable[..., Path], tmp_path: Path
) -> None:
    inbox = send("乙局.xlsx", SENT, [3, "外贸出口", "亿元", None, "未出", 715.5, None, " "])
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    assert answer(collection, 3, "2021年") == [("KEPT", None)]
    assert "F833" in codes(collection, "乙局.xlsx")
    row = [cell.value for cell in load_workbook(merged_master(collection))["指标总表"][4]]
    assert row == [3, "外贸出口", "亿元", 720, 566, 588, 715.5, None, "乙局", "海关口径"]


def test_a_changed_past_figure_is_taken_as_a_finding_of_a_revision(
    plan: yx.Plan, send: Callable[..., Path]
) -> None:
    rows = [[*FIRST[:5], 1280.5, 624.5], [2, "绿化覆盖率", "%", 40, 41, 42.4, 43]]
    collection = yx.collect(send("甲局.xlsx", SENT, *rows), plan)
    assert answer(collection, 1, "2022年") == [("REVISED", 1280.5)]
    assert answer(collection, 2, "2022年") == [("UPDATED", 42.4)]  # what was expected has come in
    assert codes(collection, "甲局.xlsx") == ["F831", "F832"]


def test_departments_that_disagree_are_both_named_and_neither_is_taken(
    plan: yx.Plan, send: Callable[..., Path], tmp_path: Path
) -> None:
    send("甲局.xlsx", SENT, [*FIRST, 624.5], [2, "绿化覆盖率", "%", 40, 41, None, 43])
    inbox = send("乙局.xlsx", SENT, [*FIRST, 630], [3, "外贸出口", "亿元", 566, 588, 715, 426])
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    assert sorted(answer(collection, 1, H1)) == [("CONFLICT", 624.5), ("CONFLICT", 630)]
    disagreeing = [item for item in collection.findings if item.finding.code == "F830"]
    assert {item.file for item in disagreeing} == {"甲局.xlsx", "乙局.xlsx"}
    assert all("甲局" in item.finding.message and "乙局" in item.finding.message for item in disagreeing)
    assert load_workbook(merged_master(collection))["指标总表"]["H2"].value is None


def test_a_file_that_contradicts_itself_gives_no_figure_nor_does_its_standard_form(
    plan: yx.Plan, send: Callable[..., Path], tmp_path: Path
) -> None:
    inbox = send("甲局.xlsx", SENT, [*FIRST, 624.5], [*FIRST, 630])
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    assert answer(collection, 1, H1) == [("UNREADABLE", None), ("UNREADABLE", None)]
    assert "F824" in codes(collection, "甲局.xlsx")
    again = yx.collect(tmp_path / "结果/标准表", plan)
    assert answer(again, 1, H1) == [("UNREADABLE", None)]


@pytest.mark.parametrize(
    ("first", "second", "taken", "code"),
    [(3, 9, 625.0, "F829"), (9, 3, 624.5, "F829"), (5, 5, None, "F828")],
)
def test_of_two_versions_the_one_saved_last_is_taken(
    first: int, second: int, taken: float | None, code: str, plan: yx.Plan, send: Callable[..., Path]
) -> None:
    send("甲局.xlsx", SENT, [*FIRST, 624.5], saved=first)
    inbox = send("甲局（2）.xlsx", SENT, [*FIRST, 625], saved=second)
    collection = yx.collect(inbox, plan)
    fates = {value: fate for fate, value in answer(collection, 1, H1)}
    if taken is None:
        assert set(fates.values()) == {"CONFLICT"}
    else:
        assert fates == {taken: "NEW", 1249.5 - taken: "SUPERSEDED"}
    assert code in {item.finding.code for item in collection.findings}


def test_a_time_of_saving_without_its_zone_is_compared_all_the_same(
    plan: yx.Plan, send: Callable[..., Path]
) -> None:
    send("甲局.xlsx", SENT, [*FIRST, 624.5], saved=3)
    inbox = send("甲局（2）.xlsx", SENT, [*FIRST, 625], saved=9)
    with zipfile.ZipFile(inbox / "甲局（2）.xlsx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(
        b"T00:00:00Z</dcterms:m", b"T00:00:00</dcterms:m"
    )
    with zipfile.ZipFile(inbox / "甲局（2）.xlsx", "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    collection = yx.collect(inbox, plan)
    assert sorted(answer(collection, 1, H1)) == [("NEW", 625), ("SUPERSEDED", 624.5)]


@pytest.mark.parametrize("text", ["=1+1", "+1-1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://a","b")'])
@pytest.mark.parametrize("suffix", [".xlsx", ".xlsb"])
def test_text_that_begins_like_a_formula_stays_text_also_in_what_goes_back(
    text: str, suffix: str, plan: yx.Plan, tmp_path: Path
) -> None:
    inbox = tmp_path / "收到"
    inbox.mkdir()
    rows: list[list[Any]] = [SENT, [*FIRST, "六百多", text]]
    if suffix == ".xlsb":
        write_xlsb(inbox / "甲局.xlsb", rows)
    else:
        workbook = Workbook()
        for row in rows:
            workbook.worksheets[0].append(row)
        workbook.worksheets[0]["H2"].data_type = "s"
        workbook.save(inbox / "甲局.xlsx")
    yx.collect(inbox, plan, tmp_path / "结果")
    books = {path: load_workbook(path) for path in (tmp_path / "结果").rglob("*.xlsx")}
    found = [
        (path.parent.name, cell.data_type)
        for path, workbook in books.items()
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == text
    ]
    assert {kind for _, kind in found} == {"s"}
    assert {folder for folder, _ in found} == {"结果", "标准表", "退回"}


# .xlsb, which nothing at hand writes: MS-XLSB, just enough of it.


def record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(data), b""
    while size >= 0x80:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return head + length + bytes([size]) + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def write_xlsb(path: Path, rows: list[list[Any]], sheet: str = "填报表") -> None:
    bundle = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide(sheet))
    workbook = record(131) + record(143) + bundle + record(144) + record(132)
    size = struct.pack("<4I", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    body = record(129) + record(148, size) + record(145)
    for number, row in enumerate(rows):
        body += record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(value, str):
                body += record(6, place + wide(value))
            elif value is not None:
                body += record(5, place + struct.pack("<d", value))
    body += record(146) + record(130)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"

    def related(kind: str, target: str) -> str:
        inner = f'<Relationship Id="rId1" Type="{relation}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{package}/relationships">{inner}</Relationships>'

    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="bin" '
            'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        )
        parts.writestr("_rels/.rels", related("officeDocument", "xl/workbook.bin"))
        parts.writestr("xl/workbook.bin", workbook)
        parts.writestr("xl/_rels/workbook.bin.rels", related("worksheet", "worksheets/sheet1.bin"))
        parts.writestr("xl/worksheets/sheet1.bin", body)


def test_an_xlsb_is_read_and_a_share_in_it_is_not_guessed(plan: yx.Plan, tmp_path: Path) -> None:
    inbox = tmp_path / "收到"
    inbox.mkdir()
    write_xlsb(inbox / "甲局.xlsb", [SENT, [*FIRST, 624.5], [2, "绿化覆盖率", "%", 40, 41, None, 0.43]])
    collection = yx.collect(inbox, plan)
    assert answer(collection, 1, H1) == [("NEW", 624.5)]
    assert answer(collection, 2, H1) == [("UNREADABLE", None)]
    assert codes(collection, "甲局.xlsb") == ["F821"]


# The same result, whatever does the work, and in whatever order.


def test_two_runs_give_the_same_results_cell_by_cell(run: Run, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as executor:
        collection = yx.collect(INBOX, yx.read_workbook(TO_FILL), tmp_path / "结果", executor=executor)
    assert collection.folder is not None
    assert contents(collection.folder) == contents(run.out)


def test_processes_threads_and_one_after_another_find_the_same(collected: Collection) -> None:
    plan = yx.read_workbook(TO_FILL)
    for make in (ProcessPoolExecutor, ThreadPoolExecutor):
        with make(2) as executor:
            other = yx.collect(INBOX, plan, executor=executor)
        assert (other.figures, other.findings, other.states) == (
            collected.figures,
            collected.findings,
            collected.states,
        )


def test_files_under_other_names_in_another_order_give_the_same_figures(
    collected: Collection, tmp_path: Path
) -> None:
    inbox = Path(shutil.copytree(INBOX, tmp_path / "收到"))
    for place, path in enumerate(sorted(inbox.iterdir(), reverse=True)):
        path.rename(path.with_name(f"{place:02}-{path.name}"))

    def decisions(collection: Collection) -> Counter[tuple[Any, ...]]:
        return Counter(
            (item.entry.number, item.entry.key, item.entry.value, item.fate, item.submission.department)
            for item in collection.figures
        )

    renamed = yx.collect(inbox, yx.read_workbook(TO_FILL))
    assert decisions(renamed) == decisions(collected)
    assert renamed.counts == collected.counts


def test_the_progress_reaches_all_files() -> None:
    seen: list[tuple[int, int]] = []
    yx.collect(INBOX, yx.read_workbook(TO_FILL), progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (24, 24)
    assert seen == sorted(seen)


# Interrupted, and run again.


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an inbox that takes long enough to be interrupted."""
    inbox = Path(shutil.copytree(INBOX, tmp_path_factory.mktemp("很多") / "收到"))
    for number in range(60):
        shutil.copy(INBOX / "区财政局.xlsx", inbox / f"区财政局-{number:03}.xlsx")
    return inbox


@pytest.fixture(scope="module")
def undisturbed(many: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    out = tmp_path_factory.mktemp("不中断") / "结果"
    yx.collect(many, yx.read_workbook(TO_FILL), out)
    return contents(out)


@pytest.mark.skipif(os.name == "nt", reason="signals to a group of processes are POSIX")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "killed"])
def test_a_run_that_was_interrupted_leaves_the_last_result_and_run_again_ends_the_same(
    how: Signals, many: Path, undisturbed: dict[str, object], run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "结果"
    shutil.copytree(run.out, out)
    before = digests(out)
    arguments = ["collect", str(many), "--master", str(TO_FILL), "-o", str(out), "--workers", "2"]
    process = subprocess.Popen(
        [sys.executable, "-m", "yuecheng_xl", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not any(out.glob(".~汇总中*/标准表/*")) and time.monotonic() < deadline:
        time.sleep(0.005)
    os.killpg(process.pid, how)
    _, stderr = process.communicate(timeout=60)
    assert {name: digest for name, digest in digests(out).items() if not name.startswith(".~")} == before
    if how is signal.SIGINT:
        assert (process.returncode, stderr.strip()) == (2, "已中断，没有写入结果。")
        assert not list(out.glob(".~*"))
    else:
        assert process.returncode == -signal.SIGKILL
        assert list(out.glob(".~*"))
    again = run_cli(*arguments, cwd=tmp_path)
    assert again.returncode == 1
    assert contents(out) == undisturbed
    assert not list(out.glob(".~*"))


# The output folder.


def test_a_result_that_somebody_edited_is_kept_under_another_name(
    plan: yx.Plan, send: Callable[..., Path], tmp_path: Path
) -> None:
    inbox, out = send("甲局.xlsx", SENT, [*FIRST, 624.5]), tmp_path / "结果"
    first = yx.collect(inbox, plan, out)
    mend(merged_master(first), merged_master(first), {"H3": 43}, "指标总表")
    edited = merged_master(first).read_bytes()
    second = yx.collect(inbox, plan, out)
    assert [item.finding.code for item in second.findings].count("F706") == 1
    (kept,) = [path for path in out.glob("总表-汇总*.xlsx") if path != second.master]
    assert kept.read_bytes() == edited
    assert load_workbook(merged_master(second))["指标总表"]["H3"].value is None
    third = yx.collect(inbox, plan, out)
    assert "F706" not in {item.finding.code for item in third.findings}
    assert kept.exists()


def test_what_the_last_run_wrote_and_nobody_touched_is_replaced(
    plan: yx.Plan, send: Callable[..., Path], tmp_path: Path
) -> None:
    out = tmp_path / "结果"
    inbox = send("甲局.xlsx", SENT, [*FIRST, "六百"])
    send("乙局.xlsx", SENT, [3, "外贸出口", "亿元", 566, 588, 715, 426])
    yx.collect(inbox, plan, out)
    assert (out / "退回/甲局.xlsx").exists()
    (inbox / "乙局.xlsx").unlink()
    send("甲局.xlsx", SENT, [*FIRST, 624.5])
    yx.collect(inbox, plan, out)
    left = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert left == {"总表-汇总.xlsx", LISTING, "标准表/甲局.xlsx", ".yuecheng-xl.json"}


def test_results_inside_the_inbox_are_not_read_as_submissions(
    plan: yx.Plan, send: Callable[..., Path]
) -> None:
    inbox = send("甲局.xlsx", SENT, [*FIRST, "六百"])
    for _ in range(2):
        collection = yx.collect(inbox, plan, inbox / "结果")
        assert list(collection.states) == ["甲局.xlsx"]


# Ways to call it wrong, and exit codes.


def test_the_exit_code_of_a_clean_batch_is_0(tmp_path: Path) -> None:
    inbox = tmp_path / "收到"
    inbox.mkdir()
    shutil.copy(INBOX / "区财政局.xlsx", inbox)
    done = run_cli("collect", "收到", "--master", TO_FILL, "-o", "结果", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "共1个文件：已汇总1个，已汇总（有问题）0个，退回0个。" in done.stdout
    assert "没有报送的单位18个：" in done.stdout
    assert str(tmp_path / "结果") in done.stdout


def test_a_failure_under_json_is_json_and_writes_nothing(tmp_path: Path) -> None:
    done = run_cli("collect", "没有", "-o", "结果", "--json", cwd=tmp_path)
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "F804"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["收到", "-o", "收到"], "F840"),
        (["收到", "-o", "./收到/../收到"], "F840"),
        (["没有", "-o", "结果"], "F804"),
        (["收到/表.xlsx", "-o", "结果"], "F804"),
        (["收到", "-o", "结果", "--master", "没有.xlsx"], "F101"),
        (["收到", "-o", "结果", "--templates", "没有"], "F101"),
        (["收到", "-o", "收到/表.xlsx"], "F707"),
        (["收到"], "--out"),
        (["收到", "-o", "结果", "--workers", "0"], "0"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_code_2_and_changes_nothing(
    arguments: list[str], said: str, tmp_path: Path
) -> None:
    (tmp_path / "收到").mkdir()
    shutil.copy(INBOX / "区财政局.xlsx", tmp_path / "收到/表.xlsx")
    before = digests(tmp_path)
    done = run_cli("collect", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert digests(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["收到"]


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "收到").mkdir()
    collection = yx.collect(tmp_path / "收到", yx.read_workbook(TO_FILL), tmp_path / "结果")
    assert sum(collection.counts.values()) == 0
    assert len(collection.missing) == 19
    assert {item.finding.code for item in collection.findings} == {"F825", "F842"}
    assert collection.listing is not None
    assert load_workbook(collection.listing)["报送文件"]["A3"].value == "文件夹里没有文件"


def test_every_finding_is_one_of_the_catalogue(collected: Collection) -> None:
    kinds = catalogue.all_kinds()
    for item in collected.findings:
        assert item.finding.severity is kinds[item.finding.code].severity
        assert "{" not in item.finding.message + item.finding.remedy
    assert collected.has_errors == any(i.finding.severity is Severity.ERROR for i in collected.findings)


# What must change nothing: the round trip with other years, columns, names.


def other_years(book: Workbook) -> None:
    for cell in book["指标总表"][1]:
        cell.value = later(str(cell.value))
    for row in book["规划信息"].iter_rows(min_row=2, max_col=2):
        value = row[1].value
        if isinstance(value, int) and row[0].value in ("基期", "目标年"):
            row[1].value = value + 5
        elif isinstance(value, datetime):
            row[1].value = value.replace(year=value.year + 5)


def later(text: str) -> str:
    return re.sub(r"20\d\d", lambda year: str(int(year[0]) + 5), text)


def shuffled_columns(book: Workbook) -> None:
    sheet = book["指标总表"]
    columns = [list(column) for column in sheet.iter_cols()]
    kept = [[(cell.value, cell.number_format) for cell in column] for column in columns]
    random.Random(4).shuffle(kept)  # noqa: S311 - the same order in each run
    for column, content in zip(columns, kept, strict=True):
        for cell, (value, code) in zip(column, content, strict=True):
            cell.value, cell.number_format = value, code


def other_district(book: Workbook) -> None:
    for sheet in (book["规划信息"], book["指标总表"]):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("越城", "柯桥").replace("区统计局", "柯桥区统计局")


@pytest.mark.parametrize("change", [other_years, shuffled_columns, other_district])
def test_forms_sent_out_filled_and_collected_give_the_master_back(
    change: Callable[[Workbook], None], master: Path, tmp_path: Path
) -> None:
    book = load_workbook(master)
    change(book)
    book.save(master)
    whole = yx.read_workbook(master)
    newest = str(whole.periods[-1])
    sheet = book["指标总表"]
    header = {cell.value: number for number, cell in enumerate(sheet[1], 1)}
    answers: dict[object, tuple[Any, str]] = {}
    for row in range(2, sheet.max_row + 1):
        cell = sheet.cell(row, header[newest])
        answers[sheet.cell(row, header["序号"]).value] = (cell.value, cell.number_format)
        cell.value = None
    book.save(tmp_path / "待填.xlsx")
    to_fill = yx.read_workbook(tmp_path / "待填.xlsx")
    forms = yx.distribute(to_fill, tmp_path / "发出").forms
    for form in forms:
        fill(form.path, newest, answers)
    collection = yx.collect(tmp_path / "发出", to_fill, tmp_path / "结果")
    assert collection.counts == {M: len(forms), F: 0, R: 0}
    assert collection.missing == ()
    merged = yx.evaluate(yx.read_workbook(merged_master(collection)))
    expected = yx.evaluate(whole)
    assert yx.frames.table1(merged).to_dict() == yx.frames.table1(expected).to_dict()


def fill(form: Path, period: str, answers: dict[object, tuple[Any, str]]) -> None:
    book = load_workbook(form)
    sheet = book["填报表"]
    (header_row,) = [number for number, cell in enumerate(sheet["A"], 1) if cell.value == "序号"]
    (column,) = [number for number, cell in enumerate(sheet[header_row], 1) if cell.value == period]
    for row in range(header_row + 1, sheet.max_row + 1):
        cell = sheet.cell(row, column)
        cell.value, cell.number_format = answers[sheet.cell(row, 1).value]
    book.save(form)


def layouts() -> Iterator[tuple[str, list[list[Any]]]]:
    second: list[Any] = [2, "绿化覆盖率", "%", 40, 41, None, 43]
    plain: list[list[Any]] = [SENT[:7], [*FIRST, 624.5], second]
    yield "as asked", plain
    yield "rows sorted", [plain[0], plain[2], plain[1]]
    yield "columns moved", [[row[place] for place in (6, 1, 3, 5, 0, 4, 2)] for row in plain]
    yield (
        "a column inserted",
        [[*row[:2], extra, *row[2:]] for row, extra in zip(plain, ("科室", "甲", "乙"), strict=True)],
    )
    yield "no numbers, no units", [[row[1], *row[3:]] for row in plain]
    yield "own numbers", [plain[0], [7, *plain[1][1:]], [8, *plain[2][1:]]]
    yield "a title and a signature", [["报送表"], [], *plain, ["填表人：王某"], [None, "联系电话", 88]]
    yield (
        "a header of two lines",
        [
            ["序号", "指标", "单位", "完成情况", "完成情况", "完成情况", "完成情况"],
            [None, None, None, "2020年", "2021年", "2022年", "2023年1-6月"],
            *plain[1:],
        ],
    )
    yield "the header once more", [*plain[:2], plain[0], plain[2]]
    yield "blank rows between", [plain[0], [], plain[1], [], [], plain[2]]


@pytest.mark.parametrize(("name", "rows"), list(layouts()))
def test_the_layout_makes_no_difference(
    name: str, rows: list[list[float | str | None]], plan: yx.Plan, send: Callable[..., Path]
) -> None:
    collection = yx.collect(send("甲局.xlsx", *rows), plan)
    assert answer(collection, 1, H1) == [("NEW", 624.5)], name
    assert answer(collection, 2, H1) == [("NEW", 43)]
    assert collection.states["甲局.xlsx"] is M


def test_a_formula_keeps_its_value_until_an_answer_changes_what_it_looks_at(tmp_path: Path) -> None:
    """Then its value is called stale, not missing, by collecting and by evaluating; it is not used."""
    master = tmp_path / "总表.xlsx"
    with xlsxwriter.Workbook(master) as book:
        sheet = book.add_worksheet("指标总表")
        sheet.write_row(0, 0, [*HEADER[:8], "2022年增速", f"{H1}增速", "责任单位"])
        for row, values in enumerate(
            (
                [1, "甲", "亿元", 150, 100, 110, 120, 60],
                [2, "乙", "亿元", 150, 100, 110, "120（预计）", None],
            ),
            1,
        ):
            sheet.write_row(row, 0, values)
            sheet.write_formula(row, 8, f"=(G{row + 1}/F{row + 1}-1)*100", None, 9.1)
            sheet.write_formula(row, 9, f"=I{row + 1}/2", None, 4.5)
            sheet.write(row, 10, "甲局")
    plan = yx.read_workbook(master)
    yx.distribute(plan, tmp_path / "表")
    untouched_answers = yx.collect(tmp_path / "表", plan, tmp_path / "未改")
    assert "F703" not in {item.finding.code for item in untouched_answers.findings}
    merged = yx.read_workbook(merged_master(untouched_answers))
    assert [item.text for item in merged.indicators[1].growths.values()] == ["9.1", "4.5"]
    form = tmp_path / "表" / "甲局.xlsx"
    book = load_workbook(form)
    (cell,) = [cell for row in book["填报表"].iter_rows() for cell in row if cell.value == "120（预计）"]
    cell.value = 118
    book.save(form)
    collection = yx.collect(tmp_path / "表", plan, tmp_path / "已改")
    (told,) = [item.finding for item in collection.findings if item.finding.code == "F703"]
    assert "2 个公式" in told.message  # the growth of 2022, and what is worked out from it
    with_values = load_workbook(merged_master(collection), data_only=True)["指标总表"]
    assert [with_values[place].value for place in ("I2", "J2", "I3", "J3")] == [9.1, 4.5, 9.1, 4.5]
    merged = yx.read_workbook(merged_master(collection))
    stale = [finding.where for finding in merged.findings if finding.code == "F315"]
    assert stale == ["指标总表!I3", "指标总表!J3"]
    assert not any(item.value for item in merged.indicators[1].growths.values())
    assert [item.text for item in merged.indicators[0].growths.values()] == ["9.1", "4.5"]
    computed = load_workbook(merged_master(collection))  # as a program that has computed them says so
    computed.calculation.fullCalcOnLoad = False
    computed.save(merged_master(collection))
    assert "F315" not in {finding.code for finding in yx.read_workbook(merged_master(collection)).findings}


def test_figures_are_converted_from_the_unit_in_the_name_s_brackets(
    send: Callable[..., Path], plan: yx.Plan
) -> None:
    header = [header for header in SENT if header != "单位"]
    row = [1, "全区生产总值（万元）", 10053000, 11915000, 12710000, 6245000]
    collection = yx.collect(send("甲局.xlsx", header, row), plan)
    assert answer(collection, 1, H1) == [("NEW", 624.5)]
    assert "F818" in codes(collection, "甲局.xlsx")


# Doubts: what is known is never lost to one.


@pytest.mark.parametrize(
    ("unit", "typed", "expected"),
    [
        ("万元", 6245000, ("NEW", 624.5)),
        ("万元", 624.5, ("DOUBTED", 0.06245)),
        ("亿元", 6245000, ("DOUBTED", 6245000)),
        ("吨", 624.5, None),
    ],
)
def test_a_changed_unit_changes_no_figure_that_the_form_came_with(
    unit: str, typed: float, expected: tuple[str, float] | None, plan: yx.Plan, send: Callable[..., Path]
) -> None:
    row = [1, "全区生产总值", unit, 1005.3, 1191.5, 1271, typed]
    collection = yx.collect(send("甲局.xlsx", SENT, row), plan)
    assert answer(collection, 1, H1) == ([expected] if expected else [])
    for period, known in (("2020年", 1005.3), ("2021年", 1191.5), ("2022年", 1271)):
        assert answer(collection, 1, period) == ([("SAME", known)] if expected else [])


@pytest.mark.parametrize(
    ("typed", "fate"), [(0.13, "SAME"), (0.127, "SAME"), (0.1271, "SAME"), (0.1281, "REVISED")]
)
def test_a_figure_rounded_in_a_larger_unit_revises_nothing(
    typed: float, fate: str, plan: yx.Plan, send: Callable[..., Path]
) -> None:
    row = [1, "全区生产总值", "万亿元", 0.1005, 0.1192, typed, 0.06245]
    collection = yx.collect(send("甲局.xlsx", SENT, row), plan)
    assert [fate for fate, _ in answer(collection, 1, "2022年")] == [fate]
    assert answer(collection, 1, H1) == [("NEW", 624.5)]


def test_a_row_that_could_not_be_read_is_not_called_empty(plan: yx.Plan, send: Callable[..., Path]) -> None:
    collection = yx.collect(send("甲局.xlsx", SENT, [1, "全区生产总值", "吨", *FIRST[3:], 624.5]), plan)
    assert collection.states["甲局.xlsx"] is R
    assert "F866" not in codes(collection, "甲局.xlsx")


def test_a_name_that_is_only_alike_gives_new_figures_and_revises_none(
    plan: yx.Plan, send: Callable[..., Path]
) -> None:
    row = [1, "全区的生产总值", "亿元", 1005.3, 1191.5, 1280, 624.5]
    collection = yx.collect(send("甲局.xlsx", SENT, row), plan)
    assert answer(collection, 1, H1) == [("NEW", 624.5)]
    assert answer(collection, 1, "2022年") == [("DOUBTED", 1280)]
    assert {"F813", "F862"} <= set(codes(collection, "甲局.xlsx"))
    assert collection.states["甲局.xlsx"] is R


def test_two_places_that_name_different_units_leave_the_row_out(
    plan: yx.Plan, send: Callable[..., Path]
) -> None:
    row = [1, "全区生产总值（万元）", "亿元", 1005.3, 1191.5, 1271, 624.5]
    collection = yx.collect(send("甲局.xlsx", SENT, row), plan)
    assert answer(collection, 1, H1) == []
    assert "F865" in codes(collection, "甲局.xlsx")


def test_where_nothing_is_known_the_target_speaks_for_what_is_far_off(
    book: Callable[..., Path], send: Callable[..., Path]
) -> None:
    rows = [[1, "全区生产总值", "亿元", "1500以上", None, None, None, None, "甲局", None]]
    plan = yx.read_workbook(book([HEADER, *rows], name="总表.xlsx"))
    sent = [1, "全区生产总值", "亿元", None, None, 12710000, 624.5]
    collection = yx.collect(send("甲局.xlsx", SENT, sent), plan)
    assert answer(collection, 1, "2022年") == [("DOUBTED", 12710000)]
    assert answer(collection, 1, H1) == [("NEW", 624.5)]


def test_what_a_person_confirms_is_taken_and_stays_so(
    plan: yx.Plan, send: Callable[..., Path], tmp_path: Path
) -> None:
    inbox, out = send("甲局.xlsx", SENT, [*FIRST[:5], 1900, 62450]), tmp_path / "结果"
    first = yx.collect(inbox, plan, out)
    assert answer(first, 1, "2022年") == [("DOUBTED", 1900)]
    assert answer(first, 1, H1) == [("DOUBTED", 62450)]
    assert first.states["甲局.xlsx"] is R
    written = load_workbook(merged_master(first))
    header, *rows = written["数据来源"].iter_rows(min_row=3)
    names = [cell.value for cell in header]
    for row in rows:
        assert row[names.index("处理")].value == "存疑，未采用"
        row[names.index("确认")].value = "是"
    written.save(merged_master(first))
    for _ in range(2):
        again = yx.collect(inbox, plan, out)
        assert answer(again, 1, "2022年") == [("REVISED", 1900)]
        assert answer(again, 1, H1) == [("NEW", 62450)]
        assert again.states["甲局.xlsx"] is F
        confirmed = table(merged_master(again), "数据来源", 3)
        assert {row["确认"] for row in confirmed} == {"是"}
    # Another figure is another question.
    send("甲局.xlsx", SENT, [*FIRST[:5], 1950, 624.5])
    changed = yx.collect(inbox, plan, out)
    assert answer(changed, 1, "2022年") == [("DOUBTED", 1950)]


def test_a_form_that_nobody_filled_in_is_blank_and_goes_back(tmp_path: Path, plan: yx.Plan) -> None:
    inbox = tmp_path / "收到"
    yx.distribute(plan, inbox)
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    assert collection.counts == {M: 0, F: 0, R: 0, B: 2}
    assert codes(collection, "甲局.xlsx") == ["F866"]
    assert collection.submissions[0].returned
    listed = table(tmp_path / "结果" / LISTING, "报送文件", 2)
    assert {row["结果"] for row in listed} == {"未填报"}
    shutil.copy(inbox / "甲局.xlsx", inbox / "甲局（二）.xlsx")  # still nobody has answered
    shutil.copy(inbox / "乙局.xlsx", inbox / "乙局（二）.xlsx")
    mend(inbox / "乙局（二）.xlsx", inbox / "乙局（二）.xlsx", {"H5": 426})
    again = yx.collect(inbox, plan, tmp_path / "结果")
    assert again.blank == ("甲局",)
    rows = load_workbook(tmp_path / "结果" / LISTING)["汇总情况"].iter_rows(values_only=True)
    assert "甲局（只交了空表）" in {row[0] for row in rows}


def test_who_sent_a_blank_form_and_one_that_cannot_be_read_has_not_answered(
    tmp_path: Path, plan: yx.Plan
) -> None:
    inbox = tmp_path / "收到"
    yx.distribute(plan, inbox)
    (inbox / "甲局（重报）.xlsx").write_bytes(b"%PDF-1.7 scanned")
    mend(inbox / "乙局.xlsx", inbox / "乙局.xlsx", {"H5": 426})
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    assert (collection.missing, collection.blank, collection.unusable) == ((), (), ("甲局",))
    assert [item.department for item in collection.findings if item.finding.code == "F826"] == ["甲局"]
    rows = load_workbook(tmp_path / "结果" / LISTING)["汇总情况"].iter_rows(values_only=True)
    assert "甲局（只交了空表和不能采用的文件）" in {row[0] for row in rows}


@pytest.mark.parametrize("leave", ["table", "nothing"])
def test_a_form_with_a_picture_alone_is_blank(tmp_path: Path, plan: yx.Plan, leave: str) -> None:
    """Nothing of it waits to be filled in, and nothing was: what the picture shows cannot be read."""
    inbox = tmp_path / "收到"
    yx.distribute(plan, inbox)
    book = load_workbook(inbox / "甲局.xlsx")
    sheet: Any = book["填报表"]
    sheet.add_chart(BarChart(), "A9")  # a drawing, as a picture is
    if leave == "nothing":
        for title in ("填报表", "填报说明"):
            book[title].delete_rows(1, book[title].max_row)
    book.save(inbox / "甲局.xlsx")
    collection = yx.collect(inbox, plan)
    assert collection.states["甲局.xlsx"] is B
    assert codes(collection, "甲局.xlsx") == ["F866"]


def test_a_changed_header_is_not_called_an_empty_column(plan: yx.Plan, send: Callable[..., Path]) -> None:
    header = [*SENT[:6], "本期数", "科室"]
    collection = yx.collect(send("甲局.xlsx", header, [*FIRST, 624.5, "综合科"]), plan)
    assert "F823" not in codes(collection, "甲局.xlsx")
    assert "F867" in codes(collection, "甲局.xlsx")
    assert collection.states["甲局.xlsx"] is R
    (asked,) = [item.finding for item in collection.findings if item.finding.code == "F867"]
    assert asked.where == "Sheet!G1"
    assert H1 in asked.message
