"""The cells of a large sheet, packed: the same as cells kept one by one, in a tenth of the memory."""

import pickle
import random
import tracemalloc
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter

import yuecheng_xl as yx
from yuecheng_xl.grid import Area, Cell, CellKind, Grid, read_book
from yuecheng_xl.grid.cells import drop_covered, make_cell
from yuecheng_xl.grid.packed import Head, PackedCells, Packer
from yuecheng_xl.rules.outcome import Told
from yuecheng_xl.typed.figure import exact, from_number
from yuecheng_xl.typed.period import Period


def packed(cells: Mapping[tuple[int, int], Cell], merged: tuple[Area, ...] = (), *, twice: int = 0) -> Grid:
    """Pack cells in their order, the first ones of it once before, with another value."""
    packer = Packer()
    for cell in [*list(cells.values())[:twice], *cells.values()]:
        value = cell.text if cell.kind is CellKind.ERROR else cell.value
        packer.add(cell.row, Head(cell.column, cell.kind, cell.number_format, cell.raised), value)
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
