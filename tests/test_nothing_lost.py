"""Whatever a person's workbook holds is in it after us: the corpus, written in each of the three ways.

A master is copied with results, written in place (twice) and merged with a form that came back. What may
change is a short list of parts, and in the table's sheet the filled cells; the rest keeps its bytes.
"""

import hashlib
import re
import warnings
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook, SheetTypeEnum

import yuecheng_xl as yx
from tests.conftest import LISTS
from tests.corpus import FEATURES, REFUSED, WITH_MACROS, master_of
from tests.corpus.table import (
    COMPUTED,
    FIRST_ROW,
    LAST_ROW,
    OPEN_CELL,
    OPEN_NUMBER,
    OPEN_PERIOD,
    TABLE,
    add_sheets,
)
from tests.packages import (
    ROOT,
    TYPES,
    Contents,
    formats,
    package_is_consistent,
    properties,
    sheet_without,
    workbook_settings,
)
from tests.validators import added, audited
from yuecheng_xl.results.sheets import TITLES

COPY, IN_PLACE, MERGED = "copy", "in_place", "merged"
WAYS = (COPY, IN_PLACE, MERGED)
RESULTS = [title for title in TITLES if title not in LISTS]
ADDED = {COPY: RESULTS, IN_PLACE: RESULTS, MERGED: ["数据来源"]}
VERDICTS = [(column, row) for row in range(FIRST_ROW, LAST_ROW + 1) for column in COMPUTED]
FILLED = {way: {OPEN_CELL} if way == MERGED else {f"{c}{row}" for c, row in VERDICTS} for way in WAYS}
REPORTED = 3.4

# Of what sits on another sheet, all ways of writing are to keep the bytes: one of them will do.
MAIN_FEATURES = [feature for feature in FEATURES if not feature.endswith("_elsewhere")]
CASES = [
    pytest.param(feature, way, id=f"{feature}-{way}")
    for feature in FEATURES
    for way in (WAYS if feature in MAIN_FEATURES else [IN_PLACE])
]
in_every_way = pytest.mark.parametrize(("feature", "way"), CASES)


class Master:
    """A master of the corpus and what becomes of it, each when it is first asked for."""

    def __init__(self, feature: str, folder: Path, inbox: Path) -> None:
        self.feature, self.folder, self.inbox = feature, folder, inbox
        self.path = master_of(feature, folder)

    @cached_property
    def evaluation(self) -> yx.Evaluation:
        return yx.evaluate(yx.read_workbook(self.path))

    @cached_property
    def copy(self) -> Path:
        return yx.write_results(self.evaluation, self.folder / f"结果{self.path.suffix}").path

    @cached_property
    def in_place(self) -> Path:
        return self._again(self.path, "原地")

    @cached_property
    def in_place_twice(self) -> Path:
        return self._again(self.in_place, "再次")

    def _again(self, path: Path, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        target = folder / path.name
        target.write_bytes(path.read_bytes())
        return yx.write_results(yx.evaluate(yx.read_workbook(target)), in_place=True).path

    @cached_property
    def merged(self) -> Path:
        collection = yx.collect(self.inbox, yx.read_workbook(self.path), self.folder / "汇总")
        assert collection.master is not None
        return collection.master


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Send the corpus's table out and fill in the one open figure: the form fits every master."""
    folder = tmp_path_factory.mktemp("报送")
    with xlsxwriter.Workbook(folder / "指标总表.xlsx") as book:
        add_sheets(book)
    (form,) = yx.distribute(yx.read_workbook(folder / "指标总表.xlsx"), folder / "收到").forms
    book = load_workbook(form.path)
    sheet = book["填报表"]
    (header,) = [cell.row for cell in sheet["A"] if cell.value == "序号"]
    (column,) = [cell.column for cell in sheet[header] if cell.value == OPEN_PERIOD]
    (row,) = [cell.row for cell in sheet["A"][header:] if cell.value == OPEN_NUMBER]
    sheet.cell(row, column).value = REPORTED
    book.save(form.path)
    return folder / "收到"


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory, inbox: Path) -> Callable[[str], Master]:
    """Give the master with a feature; what was written of it is written once for all tests."""
    return cache(lambda feature: Master(feature, tmp_path_factory.mktemp("总表"), inbox))


@in_every_way
def test_every_other_part_keeps_its_bytes(feature: str, way: str, of: Callable[[str], Master]) -> None:
    source, result = Contents(of(feature).path), Contents(getattr(of(feature), way))
    may_change = source.rewritten(TABLE)
    kept = {name: content for name, content in source.parts.items() if name not in may_change}
    found = {name: result.parts.get(result.named(name) or "") for name in kept}
    assert [name for name, content in kept.items() if found[name] is None] == []
    assert [name for name, content in kept.items() if found[name] != content] == []
    assert {name: result.content_type(name) for name in kept} == {
        name: source.content_type(name) for name in kept
    }


@in_every_way
def test_the_tables_sheet_changes_in_the_filled_cells_alone(
    feature: str, way: str, of: Callable[[str], Master]
) -> None:
    source, result = Contents(of(feature).path), Contents(getattr(of(feature), way))
    before, after = (
        sheet_without(contents, contents.sheet(TABLE), FILLED[way]) for contents in (source, result)
    )
    assert after == before


@in_every_way
def test_the_filled_cells_hold_what_was_found_and_nothing_of_what_was_there(
    feature: str, way: str, of: Callable[[str], Master]
) -> None:
    master = of(feature)
    source, result = Contents(master.path), Contents(getattr(master, way))
    part = result.sheet(TABLE)
    if way == MERGED:
        assert float(result.text(part, OPEN_CELL)) == REPORTED
        return
    found = [result.text(part, f"{column}{row}") for column, row in VERDICTS]
    expected = [
        text for item in master.evaluation.assessments for text in (item.completion, item.recommendation.text)
    ]
    assert found == expected
    # Neither a formula nor what a formula or a rich value leaves beside a cell.
    filled = result.cells(part, FILLED[way])
    assert [place for place, cell in filled.items() if {*cell.keys()} & {"cm", "vm"} or len(cell) > 1] == []
    had = source.cells(source.sheet(TABLE), FILLED[way])
    looks = {place: cell.get("s", "0") for place, cell in had.items()}
    assert {place: filled[place].get("s", "0") for place in looks} == looks


@in_every_way
def test_the_workbook_keeps_its_sheets_its_names_and_its_settings(
    feature: str, way: str, of: Callable[[str], Master]
) -> None:
    source, result = Contents(of(feature).path), Contents(getattr(of(feature), way))
    titles = [sheet.title for sheet in result.sheets]
    assert [title for title in titles if title in result.ours] == ADDED[way]
    own = [sheet for sheet in result.sheets if sheet.title not in result.ours]
    assert [(sheet.title, sheet.attributes) for sheet in own] == [
        (sheet.title, sheet.attributes) for sheet in source.sheets
    ]
    assert result.own_names == source.own_names
    assert workbook_settings(result) == workbook_settings(source)
    assert properties(source) == properties(result)[: len(properties(source))]
    for part in (ROOT, source.workbook):
        before = {
            item for item in source.relationships(part).items() if not item[1].kind.endswith("/calcChain")
        }
        assert before <= set(result.relationships(part).items())
    assert result.content_type(result.workbook) == source.content_type(source.workbook)
    assert result.related(result.workbook, "calcChain") is None


@in_every_way
def test_formats_are_added_behind_those_that_are_there(
    feature: str, way: str, of: Callable[[str], Master]
) -> None:
    before, after = (formats(Contents(path)) for path in (of(feature).path, getattr(of(feature), way)))
    # Number formats have ids of their own; the other lists are counted through.
    numbers = [name for name in before if name.endswith("}numFmts")]
    for name in before.keys() - numbers:
        assert after[name][: len(before[name])] == before[name], name
    for name in numbers:
        assert [item for item in before[name] if item not in after[name]] == []


# What a library cannot open before us either.
NOT_FOR_OPENPYXL = {"backslashes_in_the_archive"}
NOT_FOR_CALAMINE = {"macro_sheet", "workbook_part_of_another_name"}


@in_every_way
def test_the_result_is_a_sound_package_that_opens_elsewhere(
    feature: str, way: str, of: Callable[[str], Master]
) -> None:
    before, after = of(feature).path, getattr(of(feature), way)
    assert package_is_consistent(after) == []
    if feature not in NOT_FOR_OPENPYXL:
        with warnings.catch_warnings(action="ignore"):  # it tells what it does not know
            load_workbook(after)
    if feature not in NOT_FOR_CALAMINE:
        found, expected = values(after), values(before)
        assert {title: found[title] for title in expected if title != TABLE} == {
            title: rows for title, rows in expected.items() if title != TABLE
        }


def values(path: Path) -> dict[str, object]:
    """Return what another reader finds on the worksheets."""
    book = CalamineWorkbook.from_path(path)
    titles = [sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    return {title: book.get_sheet_by_name(title).to_python() for title in titles}


@pytest.mark.parametrize("feature", MAIN_FEATURES)
def test_writing_adds_no_error_that_a_validator_finds(feature: str, of: Callable[[str], Master]) -> None:
    assert added(audited(of(feature).in_place), audited(of(feature).path)) == []


@pytest.mark.parametrize("feature", MAIN_FEATURES)
def test_a_second_run_in_place_changes_nothing(feature: str, of: Callable[[str], Master]) -> None:
    master = of(feature)
    first, second = Contents(master.in_place), Contents(master.in_place_twice)
    assert second.entries == first.entries
    styles = first.related(first.workbook, "styles")
    assert styles is not None
    assert len(second.parts[styles]) == len(first.parts[styles])
    changed = {name for name, content in first.parts.items() if second.parts[name] != content}
    # Only when it was saved may be another second.
    assert changed <= {first.related(ROOT, "core-properties")}
    assert properties(second) == properties(first)
    assert package_is_consistent(master.in_place_twice) == []


@pytest.mark.parametrize("feature", [*sorted(WITH_MACROS), "picture"])
def test_a_copy_is_named_by_default_as_what_it_is(
    feature: str, of: Callable[[str], Master], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "别处").mkdir()
    evaluation = yx.evaluate(yx.read_workbook(master_of(feature, tmp_path)))
    monkeypatch.chdir(tmp_path / "别处")
    path = yx.write_results(evaluation).path
    assert path.name == f"指标总表-评估结果{'.xlsm' if feature in WITH_MACROS else '.xlsx'}"
    merged = of(feature).merged
    assert merged.name == f"指标总表-汇总{path.suffix}"
    for contents in map(Contents, (path, merged)):
        assert ("macroEnabled" in (contents.content_type(contents.workbook) or "")) == (
            feature in WITH_MACROS
        )


REASONS = {"digitally_signed": "签名", "shared_with_revisions": "共享", "strict_open_xml": "Strict|严格"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("reason", REFUSED)
def test_what_a_change_would_break_is_refused_with_its_remedy(
    reason: str, way: str, tmp_path: Path, inbox: Path
) -> None:
    folder, results = tmp_path / "总表", tmp_path / "结果"
    folder.mkdir()
    results.mkdir()
    path = master_of(reason, folder)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(yx.YuechengError) as error:
        write(path, way, inbox, results)
    finding = error.value.finding
    assert re.search(REASONS[reason], finding.message)
    assert re.search("[一-鿿]", finding.remedy)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [item.name for item in folder.iterdir()] == [path.name]
    assert list(results.rglob("*.xls*")) == []


def write(path: Path, way: str, inbox: Path, results: Path) -> None:
    plan = yx.read_workbook(path)
    if way == MERGED:
        yx.collect(inbox, plan, results / "汇总")
    elif way == COPY:
        yx.write_results(yx.evaluate(plan), results / "结果.xlsx")
    else:
        yx.write_results(yx.evaluate(plan), in_place=True)


def test_a_package_that_nobody_changed_is_equal_to_itself(tmp_path: Path) -> None:
    """The comparison itself: it finds no change where there is none, and the smallest where there is one."""
    path = master_of("picture", tmp_path)
    source = Contents(path)
    part = source.sheet(TABLE)
    assert package_is_consistent(path) == []
    assert sheet_without(source, part, ()) == sheet_without(Contents(path), part, ())
    changed = Contents(path)
    changed.parts[part] = changed.parts[part].replace(b"<v>3.5</v>", b"<v>3.6</v>")
    assert sheet_without(changed, part, ()) != sheet_without(source, part, ())
    assert sheet_without(changed, part, {"D3"}) == sheet_without(source, part, {"D3"})
    assert TYPES in source.rewritten(TABLE)
