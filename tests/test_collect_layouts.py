"""Tables that lie otherwise than the form: on their side, in halves, with the year in the title alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import yuecheng_xl as yx
from yuecheng_xl.collection import Collection, State

H1 = "2023年上半年"
HEADER = ["序号", "指标", "单位", "2025年目标", "2021年", "2022年", "2023年", "2023年增速", H1, "责任单位"]
ROWS = [
    [1, "全区生产总值", "亿元", 1500, 1191.5, 1271, None, None, None, "甲局"],
    [2, "城镇化率", "%", 78, 72.4, 73.9, None, None, None, "甲局"],
    [3, "常住人口", "万人", 110, 102, 103, None, None, None, "甲局"],
]
NAMES = ["全区生产总值", "城镇化率", "常住人口"]
UNITS = ["亿元", "%", "万人"]
OLD, NEW = [1271, 73.9, 103], [1330.5, 75.2, 104]
Rows = list[list[Any]]


@pytest.fixture
def plan(book: Callable[..., Path]) -> yx.Plan:
    return yx.read_workbook(book([HEADER, *ROWS], name="总表.xlsx"))


@pytest.fixture
def collected(plan: yx.Plan, tmp_path: Path) -> Callable[[Rows], Collection]:
    def run(rows: Rows) -> Collection:
        (tmp_path / "收到").mkdir(exist_ok=True)
        workbook = Workbook()
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                workbook.worksheets[0].cell(number, column).value = value
        workbook.save(tmp_path / "收到/甲局.xlsx")
        return yx.collect(tmp_path / "收到", plan, tmp_path / "结果")

    return run


def taken(collection: Collection, item: str = "2023年") -> dict[object, float]:
    return {
        one.entry.number: float(one.entry.value)
        for one in collection.figures
        if one.fate.is_taken and str(one.entry.key) == item and one.entry.value is not None
    }


def named(*values: list[Any]) -> Rows:
    return [list(row) for row in zip(NAMES, UNITS, *values, strict=True)]


WITH_UNITS = [f"{name}（{unit}）" for name, unit in zip(NAMES, UNITS, strict=True)]
LAYOUTS: dict[str, Rows] = {
    "years downwards": [["年份", *NAMES], ["2022年", *OLD], ["2023年", *NEW]],
    "newest first, units in the names": [["指标", *WITH_UNITS], ["2023年", *NEW], ["2022年", *OLD]],
    "a line of units": [["", *NAMES], ["单位", *UNITS], ["2022年", *OLD], ["2023年", *NEW]],
    "a title above": [["主要数据"], ["时间", *NAMES], ["2022年", *OLD], ["2023年", *NEW], ["填表人：王某"]],
    "a column before": [["", "年度", *NAMES], ["", "2022年", *OLD], ["", "2023年", *NEW]],
    "halves": [
        ["指标", "单位", "2022年", "2023年"] * 2,
        [*named(OLD, NEW)[0], *named(OLD, NEW)[1]],
        [*named(OLD, NEW)[2]],
    ],
    "the year in the title": [["2023年主要指标完成情况"], ["指标", "单位", "本年", "上年"], *named(NEW, OLD)],
    "the year in the second line": [
        ["甲局报送数据"], ["（2023年度）"], ["指标", "单位", "上年实际", "本年实际"], *named(OLD, NEW)
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_figures_are_read_whatever_the_layout(name: str, collected: Callable[[Rows], Collection]) -> None:
    collection = collected(LAYOUTS[name])
    assert taken(collection) == dict(enumerate(NEW, 1))
    assert set(taken(collection, "2022年")) == {1, 2, 3}
    assert "退回" not in {state.value for state in collection.states.values()}


def test_of_a_table_on_its_side_each_figure_is_found_where_its_source_says(
    collected: Callable[[Rows], Collection], tmp_path: Path
) -> None:
    rows: Rows = [["年份", *NAMES], ["2022年", *OLD], ["2023年", 1330.5, "七成多", 1040000]]
    collection = collected(rows)
    assert taken(collection) == {1: 1330.5}
    places = {
        item.entry.number: item.entry.cell for item in collection.figures if "2023" in str(item.entry.key)
    }
    assert places == {1: "B3", 2: "C3", 3: "D3"}
    said = {item.finding.code: item.finding.where for item in collection.findings if item.file}
    assert (said["F301"], said["F860"]) == ("Sheet!C3", "Sheet!D3")
    sheet = load_workbook(tmp_path / "结果/退回/甲局.xlsx")["Sheet"]
    assert "七成多" in sheet["C3"].comment.text


def test_growth_beside_this_year_and_last_is_this_year_s(collected: Callable[[Rows], Collection]) -> None:
    growth = [5.2, 1.8, 1]
    rows = [["2023年主要指标"], ["指标", "单位", "本年", "上年", "比上年增长（%）"], *named(NEW, OLD, growth)]
    collection = collected(rows)
    assert taken(collection) == dict(enumerate(NEW, 1))
    assert taken(collection, "2023年增速") == dict(enumerate(growth, 1))


def test_half_a_year_in_the_title_is_half_a_year(collected: Callable[[Rows], Collection]) -> None:
    rows = [["2023年1-6月主要指标"], ["指标", "单位", "本期", "上年同期"], *named([624.5, 75, 103.5], OLD)]
    collection = collected(rows)
    assert taken(collection, H1) == {1: 624.5, 2: 75, 3: 103.5}
    assert taken(collection, "2022年") == {}


@pytest.mark.parametrize("title", ["主要指标", "2021年至2023年主要指标", "2022年、2023年主要指标"])
def test_a_year_that_nothing_tells_or_several_do_is_asked_for(
    title: str, collected: Callable[[Rows], Collection]
) -> None:
    collection = collected([[title], ["指标", "单位", "本年", "2022年"], *named(NEW, OLD)])
    assert taken(collection) == {}
    assert set(collection.states.values()) == {State.RETURNED}
    assert "F867" in {item.finding.code for item in collection.findings}


@pytest.mark.parametrize(
    ("text", "value", "growth"),
    [
        ("1330.5，同比增长5.2%", 1330.5, 5.2),
        ("1330.5、下降1.4％", 1330.5, -1.4),
        ("1,330.5；增长5.2", 1330.5, 5.2),
        ("1330.5亿元，比上年增长5.2%", 1330.5, 5.2),
        ("1330.5，提高5.2个百分点", 1330.5, None),
    ],
)
def test_a_figure_and_its_growth_in_one_cell_are_told_apart(
    text: str, value: float, growth: float | None, collected: Callable[[Rows], Collection]
) -> None:
    collection = collected([["指标", "单位", "2022年", "2023年"], ["全区生产总值", "亿元", 1271, text]])
    assert taken(collection) == {1: value}
    assert taken(collection, "2023年增速") == ({} if growth is None else {1: growth})
    assert "F869" in {item.finding.code for item in collection.findings}


def test_a_month_of_publication_is_a_status(collected: Callable[[Rows], Collection]) -> None:
    collection = collected([["指标", "单位", "2022年", "2023年"], ["全区生产总值", "亿元", 1271, "8月公布"]])
    (entry,) = [item.entry for item in collection.figures if str(item.entry.key) == "2023年"]
    assert (entry.value, entry.status.label) == (None, "未发布")
    assert "F304" not in {item.finding.code for item in collection.findings}


def test_a_status_in_the_header_is_every_cell_s_also_where_it_is_typed_as_text(
    collected: Callable[[Rows], Collection],
) -> None:
    rows: Rows = [["指标", "单位", "2022年", "2023年（预计）"], ["全区生产总值", "亿元", 1271, "1,330.5"]]
    collection = collected(rows)
    (entry,) = [item.entry for item in collection.figures if str(item.entry.key) == "2023年"]
    assert (entry.status.label, entry.printed.text) == ("预计", "1330.5（预计）")


def test_where_every_name_is_unsure_the_rows_are_asked_for(collected: Callable[[Rows], Collection]) -> None:
    collection = collected([["指标", "单位", "2022年", "2023年"], ["全区生产总直", "亿元", 1271, 1330.5]])
    said = {item.finding.code: item.finding for item in collection.findings if item.file}
    assert "F807" not in said
    assert said["F814"].where == "Sheet!A2"
    assert "全区生产总值" in said["F814"].message
    assert set(collection.states.values()) == {State.RETURNED}


@pytest.mark.parametrize("hidden", [2, 5])
def test_a_row_in_sight_goes_before_its_hidden_twin(plan: yx.Plan, tmp_path: Path, hidden: int) -> None:
    """Last year's row, hidden and left where it was, contradicts nothing."""
    inbox = tmp_path / "收到"
    inbox.mkdir()
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    rows = [["指标", "单位", "2023年"], *named(NEW), ["全区生产总值", "亿元", 1290]]
    if hidden == 2:
        rows[1], rows[4] = rows[4], rows[1]
    for row in rows:
        sheet.append(row)
    sheet.row_dimensions[hidden].hidden = True
    workbook.save(inbox / "甲局.xlsx")

    collection = yx.collect(inbox, plan)

    assert taken(collection)[1] == 1330.5
    assert [
        item.finding.code for item in collection.findings if item.file and item.finding.code != "F823"
    ] == ["F346"]


def test_a_column_that_repeats_another_year_is_asked_about(
    collected: Callable[[Rows], Collection],
) -> None:
    """The figures of two years changed places: nothing of either is taken, and the header says so."""
    shifted = collected([["指标", "单位", "2022年", "2023年"], *named(NEW, OLD)])

    assert taken(shifted) == taken(shifted, "2022年") == {}
    assert [item.finding.code for item in shifted.findings if item.finding.severity.value == "错误"] == [
        "F877"
    ]
    # Two that stayed as they were are no accident yet.
    assert taken(collected([["指标", "单位", "2023年"], *named(OLD)[:2]])) == {1: 1271, 2: 73.9}


def test_a_sign_that_nothing_known_has_is_asked_about(collected: Callable[[Rows], Collection]) -> None:
    found = collected([["指标", "单位", "2023年"], *named([-1330.5, 75.2, 104])])

    assert taken(found) == {2: 75.2, 3: 104}
    assert [item.finding.code for item in found.findings if item.finding.severity.value == "错误"] == ["F863"]
