"""Names that look like placeholders come out of every door as they were typed."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests.conftest import merged_master
from yuecheng_xl.forms.identity import read_identity
from yuecheng_xl.grid import read_book

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADER = (
    "类别", "序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "2023年上半年", "方向",
    "数据类型", "责任单位", "数据说明", "客观因素", "部门建议", "建议内容", "建议理由", "配图",
)  # fmt: skip
INDICATORS = (
    "{规划名称}", "{指标}", "{叙述}", "{类别序}{图名}", "{调整理由}", "{目录}", "{x}", "{}", "{{", "}", "{0}",
    "{指标",
)  # fmt: skip
DEPARTMENTS = ("{责任单位}", "{表样版本}", "{指标序号}", "{规划标识}", "{责任单位~}", "{", "{}")
PLAN, SHORT, DISTRICT, CONTACT = (
    "{规划简称}{责任单位}规划",
    "{地区}{表样版本}",
    "{x}区",
    '{指标序号} ref="A9"',
)


@pytest.fixture
def master(book: Callable[..., Path]) -> Path:
    rows = [
        (
            "{类别}" if number < 6 else "{目标年}", number, name, "亿元", "150以上", 100, 101, 102, None,
            "越高越好", "时点数", DEPARTMENTS[number % len(DEPARTMENTS)], "{评估时点}说明", "{x}因素",
            "调整目标", "建议由150亿元调整为120亿元", "{建议理由}理由", "是",
        )
        for number, name in enumerate(INDICATORS, 1)
    ]  # fmt: skip
    settings = [
        ("项目", "内容"), ("规划名称", PLAN), ("规划简称", SHORT), ("地区", DISTRICT), ("基期", 2020),
        ("目标年", 2025), ("评估时点", "2023年6月30日"), ("联系人", CONTACT), ("联系电话", "{联系人}"),
    ]  # fmt: skip
    return book([HEADER, *rows], 规划信息=settings, name="{规划名称}.xlsx")


def cells(path: Path) -> str:
    """Return all texts of a workbook."""
    return "\n".join(
        str(value)
        for sheet in load_workbook(path)
        for row in sheet.values
        for value in row
        if value is not None
    )


def test_in_the_result_sheets(master: Path, tmp_path: Path) -> None:
    out = yx.write_results(yx.evaluate(yx.read_workbook(master)), tmp_path / "{x}.xlsx").path

    assert out.name == "{x}.xlsx"
    result = load_workbook(out)
    told = "\n".join(
        str(value) for title in ("表1", "表2", "评估依据") for row in result[title].values for value in row
    )
    assert all(name in told for name in (*INDICATORS, SHORT, "{类别}"))


def test_in_the_report(master: Path, tmp_path: Path) -> None:
    out = yx.write_report(yx.evaluate(yx.read_workbook(master)), tmp_path / "报告.docx").path

    with zipfile.ZipFile(out) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    shown = ["".join(run.text or "" for run in item.iter(f"{W}t")) for item in body.iter(f"{W}p")]
    assert {"（一）{类别}指标", "（二）{目标年}指标"} <= set(shown)
    for number, name in enumerate(INDICATORS, 1):
        told = [text for text in shown if text.startswith(f"{number}．{name}")]
        assert len(told) == 2, (name, told)  # what is said of it, and why it is to be changed
        assert f"{number}.{name}" in shown  # in Table 1
    assert any("{x}因素" in text for text in shown)
    assert SHORT in "".join(shown)


def test_on_forms_and_back(master: Path, tmp_path: Path) -> None:
    plan = yx.read_workbook(master)
    forms = yx.distribute(plan, tmp_path / "报送表").forms

    assert [form.department for form in forms] == list(
        dict.fromkeys(item.department for item in plan.indicators)
    )
    for form in forms:
        identity = read_identity(read_book(form.path))
        assert identity is not None
        assert identity.department == form.department
        assert list(identity.numbers) == [
            item.number for item in plan.indicators if item.department == form.department
        ]
        text = cells(form.path)
        assert all(name in text for name in (CONTACT, "{联系人}", "{评估时点}说明", form.department))
        assert all(item.name in text for item in plan.indicators if item.department == form.department)

    inbox = tmp_path / "收到"
    inbox.mkdir()
    for number, form in enumerate(forms):
        sheet = (filled := load_workbook(form.path))["填报表"]
        (top,) = (row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "序号")
        columns = {str(cell.value): place for place, cell in enumerate(sheet[top], 1)}
        sheet.cell(top + 1, columns["2023年上半年"]).value = "{x}" if number == 0 else 60 + number
        sheet.cell(top + 1, columns["数据说明"]).value = "{规划名称}说明"
        filled.save(inbox / form.path.name)

    collection = yx.collect(inbox, plan, tmp_path / "汇总")

    assert collection.folder is not None
    assert collection.listing is not None
    merged = cells(merged_master(collection))
    assert "{规划名称}说明" in merged
    assert all(name in merged for name in (*INDICATORS, PLAN, CONTACT))
    returned = [item for item in collection.submissions if item.returned]
    assert [item.department for item in returned] == [forms[0].department]
    assert "{x}" in cells(collection.folder / str(returned[0].returned))
    assert forms[0].department in cells(collection.listing)
    for item in collection.submissions:
        if item.standard:
            text = cells(collection.folder / item.standard)
            assert all(name in text for name in ("{规划名称}说明", CONTACT, item.department))
