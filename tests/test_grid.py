"""Files to cells: what is withdrawn, hidden or invisible, and the cells of a large sheet, packed."""

import pickle
import random
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.styles import Font

import yuecheng_xl as yx
from yuecheng_xl.grid import Area, Book, Cell, CellKind, Grid, read_book
from yuecheng_xl.grid.cells import drop_covered, make_cell
from yuecheng_xl.grid.package import inspect
from yuecheng_xl.grid.packed import Head, PackedCells, Packer
from yuecheng_xl.grid.quick import _has_odd_texts, read_quickly
from yuecheng_xl.grid.reader import read_carefully
from yuecheng_xl.plan import Indicator
from yuecheng_xl.rules.outcome import Told
from yuecheng_xl.tables import doubt
from yuecheng_xl.typed.figure import exact, from_number
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.text import normalise, visible


def packed(cells: Mapping[tuple[int, int], Cell], merged: tuple[Area, ...] = (), *, twice: int = 0) -> Grid:
    """Pack cells in their order, the first ones of it once before, with another value."""
    packer = Packer()
    for cell in [*list(cells.values())[:twice], *cells.values()]:
        value = cell.text if cell.kind in (CellKind.ERROR, CellKind.STRUCK) else cell.value
        packer.add(cell.row, Head(cell.column, cell.kind, *cell[5:]), value)
    packer.drop_covered(merged)
    rows = packer.packed()
    return Grid("表", PackedCells(rows), merged, by_row=rows)


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same each time


def some_cells(seed: int) -> dict[tuple[int, int], Cell]:
    """Return cells of every kind in no order."""
    chance = seeded(seed)
    values = ["文字", " 空格 ", 0, -1.5, 0.973, 83000, True, date(2023, 6, 30), float("nan")]
    places = [(row, column) for row in range(1, 12) for column in range(1, 9) if chance.random() < 0.6]
    chance.shuffle(places)
    cells = {}
    for place in places:
        made = make_cell(*place, chance.choice(values), chance.choice(["General", "0.0%", "yyyy-mm-dd"]))
        assert made is not None
        cells[place] = made
    cells[12, 3] = Cell(12, 3, CellKind.NOT_CALCULATED, None, "", "0.0")
    cells[12, 1] = Cell(12, 1, CellKind.ERROR, None, "#DIV/0!", "0.0")
    cells[12, 2] = Cell(12, 2, CellKind.TEXT, "83000", "83000", "General", "①")
    cells[12, 4] = Cell(12, 4, CellKind.STRUCK, None, "83000", "0.0")
    cells[12, 5] = Cell(12, 5, CellKind.TEXT, "83000", "83000", "General", "", "82000")
    return cells


@pytest.mark.parametrize("seed", range(8))
def test_packed_cells_are_the_cells_that_were_packed(seed: int) -> None:
    cells = some_cells(seed)
    plain, small = Grid("表", cells), packed(cells, twice=9)
    assert small.cells == plain.cells
    assert plain.cells == small.cells
    assert small == plain
    assert len(small.cells) == len(cells)
    assert list(small.cells) == sorted(cells)
    assert list(small.rows()) == list(plain.rows())
    for row in range(14):
        assert small.row(row) == plain.row(row)
        for column in range(10):
            assert small.at(row, column) == plain.at(row, column)
            assert ((row, column) in small.cells) == ((row, column) in cells)
    assert pickle.loads(pickle.dumps(small)) == plain  # noqa: S301 - our own


@pytest.mark.parametrize("seed", range(12))
def test_what_stands_beneath_merged_areas_is_dropped_from_packed_cells_too(seed: int) -> None:
    chance = seeded(seed)
    corners = [(chance.randint(1, 10), chance.randint(1, 6)) for _ in range(4)]
    merged = tuple(
        Area(top, left, top + chance.randint(0, 5), left + chance.randint(0, 3)) for top, left in corners
    )
    cells = some_cells(seed)
    small = packed(cells, merged)
    drop_covered(cells, merged)
    assert small == Grid("表", cells, merged)


@pytest.mark.parametrize("seed", range(4))
def test_among_many_merged_areas_the_same_is_found_as_one_by_one(seed: int) -> None:
    chance = seeded(seed)
    merged = tuple(
        Area(top, left, top + chance.randint(0, 30), left + chance.randint(0, 2))
        for top, left in ((chance.randint(1, 60), chance.randint(1, 6)) for _ in range(50))
    )
    grid = Grid("表", {}, merged)
    for row in range(100):
        for column in range(10):
            first = next((area for area in merged if (row, column) in area), None)
            assert grid.area(row, column) is first


def test_a_large_sheet_takes_no_more_than_its_values(tmp_path: Path) -> None:
    path = tmp_path / "大表.xlsx"
    rows, columns = 2000, 12
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("指标总表")
        for row in range(rows):
            sheet.write_row(row, 0, ["综合实力", "亿元", *(row + column / 100 for column in range(10))])
    read_book(path)  # what is imported and kept once is not the sheet's
    tracemalloc.start()
    try:
        book = read_book(path)
        taken, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(book.grids[0].cells) == rows * columns
    assert taken < 60 * rows * columns  # a named tuple with its text takes some 250 bytes
    assert peak < 120 * rows * columns


def test_places_are_told_of_figures_targets_and_names() -> None:
    indicator = yx.read_workbook().indicators[0]
    assert (indicator.where, indicator.target.where) == ("指标总表!C2", "指标总表!E2")
    assert indicator.observations[1].where == "指标总表!G2"
    assert indicator.growths[Period.whole(2021)].where == "指标总表!O2"


def test_equal_figures_share_their_values() -> None:
    assert from_number(8.8) is from_number(8.8)
    assert exact(from_number(8.8)) is exact(from_number(8.8))
    assert exact(from_number(8.8)) == Fraction(88, 10)
    assert str(from_number(0.0)) == "0"
    assert str(from_number(-0.0)) == "-0"


def test_evidence_is_the_same_whenever_it_is_asked_for_and_after_a_journey() -> None:
    evaluation = yx.evaluate(yx.read_workbook())
    travelled = pickle.loads(pickle.dumps(evaluation))  # noqa: S301 - our own
    assert travelled == evaluation
    assert evaluation.projects is not None
    assert travelled.projects.by_kind == evaluation.projects.by_kind
    for item, other in zip(evaluation.assessments, travelled.assessments, strict=True):
        assert item.evidence == item.evidence == other.evidence
        assert item.calculation[: len(item.outcome.steps)] == tuple(
            step.rstrip("。；") for step in item.outcome.steps
        )
        assert item.evidence.startswith("；".join(item.calculation))


def test_lines_are_worded_when_asked_for() -> None:
    asked = []

    def tell(*facts: str) -> list[str]:
        asked.append(facts)
        return list(facts)

    told = Told(tell, "甲", "乙")
    assert asked == []
    assert list(told) == ["甲", "乙"]
    assert (told[0], told[1:], len(told)) == ("甲", ["乙"], 2)
    assert told == ("甲", "乙")
    assert told != ("甲",)
    assert hash(told) == hash(("甲", "乙"))
    assert repr(told) == "('甲', '乙')"


# What the quick way and the careful one both see.

HEADER = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年"]


def both(path: Path) -> tuple[Book | None, Book]:
    """Read a workbook in both ways; the quick one may pass."""
    package = inspect(path)
    return read_quickly(path, package), read_carefully(path, package)


def agreed(path: Path, *, is_quick: bool) -> Grid:
    """Return the first sheet, which both ways see alike; ``is_quick``: the quick way sees it at all."""
    quick, careful = both(path)
    assert (quick is not None) is is_quick
    if quick is not None:
        (one, other) = quick.grids[0], careful.grids[0]
        assert dict(one.cells) == dict(other.cells)
        assert (one.hidden_rows, one.hidden_columns) == (other.hidden_rows, other.hidden_columns)
    return careful.grids[0]


@pytest.fixture
def drawn(tmp_path: Path) -> Callable[..., Path]:
    """Write rows by xlsxwriter; ``draw`` adds to the sheet."""

    def write(rows: Sequence[Sequence[object]], draw: Callable[[Any, Any], None]) -> Path:
        path = tmp_path / "表.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet("指标总表")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            draw(workbook, sheet)
        return path

    return write


Drawn = Callable[..., Path]


def values(item: Indicator) -> list[float | None]:
    return [None if one.value is None else float(one.value) for one in item.observations]


def struck(workbook: Any, **more: object) -> Any:
    return workbook.add_format({"font_strikeout": True, **more})


def test_a_cell_that_is_struck_out_is_withdrawn_and_named(drawn: Drawn) -> None:
    def draw(workbook: Any, sheet: Any) -> None:
        sheet.write_number("G2", 1310.2, struck(workbook, num_format="#,##0.0"))
        sheet.write_string("C2", "亿元", struck(workbook))

    path = drawn([HEADER, [1, "林地面积", None, 200, 100, 120]], draw)
    cell = agreed(path, is_quick=True).cells[2, 7]
    assert (cell.kind, cell.value, cell.text) == (CellKind.STRUCK, None, "1,310.2")
    evaluation = yx.evaluate(yx.read_workbook(path))
    (item,) = evaluation.assessments
    assert values(item.indicator) == [100, 120, None]
    assert item.indicator.observations[2].text == "1,310.2"
    assert item.indicator.unit == ""
    assert [one.where for one in evaluation.findings if one.code == "F340"] == ["指标总表!C2", "指标总表!G2"]
    assert [doubt.figure(item, one.period).text for one in item.indicator.observations] == [
        "100",
        "120",
        "1,310.2（已划去）",
    ]


def test_a_text_that_is_struck_out_in_part_reads_as_the_rest(drawn: Drawn) -> None:
    def draw(workbook: Any, sheet: Any) -> None:
        sheet.write_rich_string("G2", struck(workbook), "1310.2", " 180")
        sheet.write_rich_string("F2", struck(workbook), "1310", struck(workbook), ".2")

    path = drawn([HEADER, [1, "林地面积", "公顷", 200, 100]], draw)
    grid = agreed(path, is_quick=False)
    assert (grid.cells[2, 6].kind, grid.cells[2, 6].text) == (CellKind.STRUCK, "1310.2")
    assert (grid.cells[2, 7].text.strip(), grid.cells[2, 7].struck) == ("180", "1310.2")
    plan = yx.read_workbook(path)
    assert values(plan.indicators[0]) == [100, None, 180]
    (part,) = [one for one in plan.findings if one.code == "F341"]
    assert part.where == "指标总表!G2"
    assert "划去了“1310.2”，已按余下的“180”读取" in part.message


def test_rows_columns_and_targets_that_are_struck_out_are_withdrawn(drawn: Drawn) -> None:
    def draw(workbook: Any, sheet: Any) -> None:
        sheet.write_row(2, 0, [2, "耕地面积", "公顷", 200, 100, 120, 180], struck(workbook))
        sheet.write_string("F1", "2021年", struck(workbook))
        sheet.write_number("D4", 200, struck(workbook))

    rows = [
        HEADER,
        [1, "林地面积", "公顷", 200, 100, 120, 180],
        [],
        [3, "绿地面积", "公顷", None, 100, 120, 180],
    ]
    path = drawn(rows, draw)
    agreed(path, is_quick=True)
    plan = yx.read_workbook(path)
    assert [item.name for item in plan.indicators] == ["林地面积", "绿地面积"]
    assert [str(item.period) for item in plan.indicators[0].observations] == ["2020年", "2022年"]
    assert (plan.indicators[1].target.value, plan.indicators[1].target.readable) == (None, False)
    told = {one.code: one.where for one in plan.findings if one.code.startswith("F34")}
    assert told == {"F342": "指标总表!B3", "F343": "指标总表!F1", "F340": "指标总表!D4"}


def test_a_font_may_say_that_it_does_not_strike_out(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"] = 12.5
    sheet["A1"].font = Font(strike=False, b=True)
    sheet["B1"] = 13.5
    sheet["B1"].font = Font(strike=True)
    workbook.save(tmp_path / "表.xlsx")
    grid = agreed(tmp_path / "表.xlsx", is_quick=True)
    assert [cell.kind for cell in grid.row(1)] == [CellKind.NUMBER, CellKind.STRUCK]


def test_of_two_columns_alike_the_one_that_is_seen_counts(drawn: Drawn) -> None:
    def draw(_: Any, sheet: Any) -> None:
        for column in ("E:E", "F:F", "XFA:XFD"):
            sheet.set_column(column, None, None, {"hidden": True})

    header = ["序号", "指标", "单位", "2025年目标", "2020年", "2022年", "2022年"]
    path = drawn([header, [1, "林地面积", "公顷", 200, 100, 999, 180]], draw)
    grid = agreed(path, is_quick=True)
    assert {5, 6} <= grid.hidden_columns
    plan = yx.read_workbook(path)
    assert values(plan.indicators[0]) == [100, 180]
    told = {one.code: (one.where, one.message) for one in plan.findings if one.code.startswith("F34")}
    assert told["F344"] == ("指标总表!F1", "隐藏的列“2022年”与指标总表!G1的列相同，采用没有隐藏的列")
    assert "2020年" in told["F345"][1]


def test_of_two_rows_alike_the_one_that_is_seen_counts(drawn: Drawn) -> None:
    def draw(_: Any, sheet: Any) -> None:
        for row in (1, 2, 4):
            sheet.set_row(row, None, None, {"hidden": True})

    rows = [
        HEADER,
        [1, "林地面积", "公顷", 200, 100, 120, 999],
        [2, "绿地面积", "公顷", 200, 100, 120, 180],
        [1, "林地面积", "公顷", 200, 100, 120, 180],
        [None, None, None, None, 5],
    ]
    path = drawn(rows, draw)
    assert set(agreed(path, is_quick=True).hidden_rows) == {2, 3, 5}
    plan = yx.read_workbook(path)
    assert [(item.number, values(item)[-1]) for item in plan.indicators] == [(2, 180), (1, 180)]
    told = {one.code: (one.where, one.message) for one in plan.findings if one.code.startswith("F34")}
    assert told["F346"] == ("指标总表!B2", "隐藏的行“林地面积”与指标总表!B4的行相同，采用没有隐藏的行")
    assert "2.绿地面积" in told["F347"][1]


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u2060", "\u200e", "\u200f", "\xad", "\u202a"])
def test_what_shows_nothing_is_no_part_of_a_text(drawn: Drawn, sign: str) -> None:
    header = [*HEADER[:6], f"2022年{sign}"]
    row = [1, f"{sign}林地{sign}面积", f"公{sign}顷", 200, 100, 120, f"{sign}180"]
    path = drawn([header, row, [sign]], lambda *_: None)
    grid = agreed(path, is_quick=False)
    assert [cell.text for cell in grid.row(2)][1:3] == ["林地面积", "公顷"]
    assert grid.row(3) == []
    (item,) = yx.read_workbook(path).indicators
    assert (item.name, item.unit, values(item)) == ("林地面积", "公顷", [100, 120, 180])


def test_what_shows_nothing_is_seen_by_number_too() -> None:
    for sign in map(
        chr, [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0x2064, 0x2069, 0xFEFF]
    ):
        for written in (sign.encode(), b"&#%d;" % ord(sign), b"&#x%X;" % ord(sign), b"&#x0%x;" % ord(sign)):
            assert _has_odd_texts(b"<t>" + written + b"</t>"), sign
        assert visible(f"甲{sign}乙") == "甲乙"
        assert normalise(f"甲{sign}乙") == "甲乙"
    for seen in "\u2014\u2018\u201c\u2026\u2030\u206f·①":
        for written in (seen.encode(), b"&#%d;" % ord(seen), b"&#x%X;" % ord(seen)):
            assert not _has_odd_texts(b"<t>" + written + b"</t>"), seen
        assert visible(seen) == seen


def test_a_formula_that_gives_an_empty_text_is_empty(drawn: Drawn) -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.write_formula("F2", '=IF(E2="","",E2*2)', None, "空")
        sheet.write_formula("G2", "=E2*2", None, 180)

    path = drawn([HEADER, [1, "林地面积", "公顷", 200, 100]], draw)
    with ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with ZipFile(path, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part.replace("<v>空</v>".encode(), b"<v></v>"))
    assert (2, 6) not in agreed(path, is_quick=False).cells
    plan = yx.read_workbook(path)
    assert values(plan.indicators[0]) == [100, None, 180]
    assert [one.code for one in plan.findings if one.code.startswith("F3")] == []
