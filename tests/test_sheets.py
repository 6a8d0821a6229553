"""The engine for writing workbooks: cells put into a person's sheet, and templates filled in."""

import re
import zipfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from tests.conftest import ROOT, untouched
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.findings.errors import TemplateError
from yuecheng_xl.sheets.editing import Edited
from yuecheng_xl.sheets.notes import Notes
from yuecheng_xl.sheets.opening import open_workbook
from yuecheng_xl.sheets.render import Rendered
from yuecheng_xl.sheets.template import Template
from yuecheng_xl.sheets.workbook import Workbook as Written
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.values import Band, Lazy, Record

FORMATS = ("font", "fill", "border", "number_format", "alignment", "protection", "quotePrefix")


def cells(sheet: Worksheet) -> dict[str, tuple[object, str, dict[str, str]]]:
    """Return what a sheet's cells hold and how they look, empty and plain ones left out."""
    looks: dict[int, dict[str, str]] = {}
    found: dict[str, tuple[object, str, dict[str, str]]] = {}
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if cell.style_id not in looks:
            looks[cell.style_id] = {name: repr(getattr(cell, name)) for name in FORMATS}
        if cell.value is not None or cell.style_id:
            value: object = cell.value
            if isinstance(value, ArrayFormula):
                value = (value.ref, value.text)
            # openpyxl writes 16 digits of a number, repr all; Excel keeps 15.
            value = float(f"{value:.12g}") if isinstance(value, int | float) else repr(value)
            found[cell.coordinate] = (value, cell.data_type, looks[cell.style_id])
    return found


@lru_cache
def plain_look() -> dict[str, str]:
    return {name: repr(getattr(Workbook().worksheets[0]["A1"], name)) for name in FORMATS}


def rows(sheet: Worksheet) -> dict[int, tuple[object, ...]]:
    return {
        number: (item.height, item.hidden, item.outlineLevel)
        for number, item in sheet.row_dimensions.items()
        if item.height or item.hidden or item.outlineLevel
    }


# The master with new content.


def refilled(
    source: Path, sheet: str, contents: dict[str, Printed], out: Path
) -> tuple[Worksheet, Worksheet, Edited]:
    """Put content into cells by their names; return openpyxl's view of before and after, and the edit."""
    before = load_workbook(source, rich_text=True)[sheet]
    places: dict[int, dict[int, Printed]] = {}
    for name, content in contents.items():
        places.setdefault(before[name].row, {})[before[name].column] = content
    book = open_workbook(source)
    done = book.edit_cells(book.sheet(sheet), places)
    out.write_bytes(book.save())
    after: Worksheet = load_workbook(out, rich_text=True)[sheet]
    return load_workbook(source, rich_text=True)[sheet], after, done


def by_xlsxwriter(path: Path) -> None:
    """Write what openpyxl does not: shared texts with formats inside, kept values of formulas, a table."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("指标总表")
    raised, bold = book.add_format({"font_script": 1}), book.add_format({"bold": True, "num_format": "0.0"})
    sheet.write_row(0, 0, ["指标", "单位", "2021年", "2022年"])
    sheet.write_rich_string("A2", "外贸出口", raised, "①", " 说明")
    sheet.write_string("B2", "  亿元 <&> ")
    sheet.write_number("C2", 7.5, bold)
    sheet.write_formula("D2", "=C2*2", bold, 15)
    sheet.write_boolean("A3", boolean=True)
    sheet.write_formula("B3", "=1/0", None, "#DIV/0!")
    sheet.write_blank("C3", None, bold)
    sheet.write_array_formula("D3:D4", "{=C2:C3*2}", None, 15)
    sheet.write_url("A5", "https://example.org/", string="见此")
    sheet.write_comment("C2", "批注在此")
    sheet.merge_range("A6:B7", "合并", bold)
    sheet.set_row(3, 40)
    sheet.set_row(4, None, None, {"hidden": True, "level": 1})
    sheet.set_column("C:D", 22)
    sheet.conditional_format("C2:D5", {"type": "cell", "criteria": ">", "value": 5, "format": raised})
    sheet.data_validation("B2:B5", {"validate": "list", "source": ["亿元", "万元"]})
    sheet.autofilter("A1:D5")
    sheet.freeze_panes(1, 1)
    other = book.add_worksheet("另一张")
    other.add_table("A1:B3", {"data": [[1, 2], [3, 4]]})
    other.write_formula("A5", "=指标总表!C2")
    book.close()


def by_openpyxl(path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "指标总表"
    sheet.append(["指标", "单位", "2021年", "2022年"])
    for number in range(2, 8):
        sheet.append([f"=第{number}项", "亿元", number / 10, f"=C{number}+1"])
        sheet.cell(number, 1).data_type = "s"
    sheet["B3"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["C4"].number_format = "0.00%"
    sheet["D7"].comment = Comment("批注在此", "某人")
    sheet.row_dimensions[5].height = 33
    sheet.add_table(Table(displayName="总表", ref="A1:D7"))
    book.save(path)


def with_prefixes(path: Path) -> None:
    """Write the sheet as some programs do: prefixed, without places, with attributes of other names."""
    by_openpyxl(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    text = re.sub(r"<tableParts.*</tableParts>", "", parts[name].decode())
    text = re.sub(r' r="[A-Z]+\d+"', "", text)
    text = re.sub(r"<(/?)(\w+)", r"<\1x:\2", text).replace("<row", "<x:row")
    text = text.replace("xmlns=", 'xmlns:q="urn:other" xmlns:x=').replace(
        "<x:row ", '<x:row q:descent="0.2" '
    )
    parts[name] = text.encode()
    with zipfile.ZipFile(path, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)


def the_shipped(path: Path) -> None:
    path.write_bytes(master_workbook().read_bytes())


@pytest.mark.parametrize("write", [by_xlsxwriter, by_openpyxl, with_prefixes, the_shipped])
def test_nothing_but_the_content_asked_for_changes(write: Callable[[Path], None], tmp_path: Path) -> None:
    source, out = tmp_path / "总表.xlsx", tmp_path / "结果.xlsx"
    write(source)
    new = {
        "C2": Printed("8.0", 8.0, "0.0"),
        "C5": Printed("=1+1"),
        "B40": Printed("新"),
        "J4": Printed("5", 5.0),
    }
    before, after, done = refilled(source, "指标总表", new, out)
    expected, found = cells(before), cells(after)
    plain = plain_look()
    for place, content in new.items():
        value, _, style = found.pop(place)
        old = expected.pop(place, (None, "n", plain))[2]
        if content.number is None:
            assert value == repr(content.text)
            assert style == old | {"quotePrefix": repr(content.text.startswith("="))}
        else:
            assert value == content.number
            assert style == old | {"number_format": repr(content.number_format)}
    assert found == expected
    assert (done.formulas, done.covered) == (set(), set())
    assert after["C5"].data_type == "s"
    assert rows(after) == rows(before)
    assert {name: item.width for name, item in after.column_dimensions.items()} == {
        name: item.width for name, item in before.column_dimensions.items()
    }
    assert after.auto_filter.ref == before.auto_filter.ref
    for name in ("merged_cells", "freeze_panes", "print_title_rows"):
        assert str(getattr(after, name)) == str(getattr(before, name))
    comments = [{cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
                for sheet in (before, after)]  # fmt: skip
    assert comments[0] == comments[1]
    links = [{cell.coordinate: cell.hyperlink.target for row in sheet for cell in row if cell.hyperlink}
             for sheet in (before, after)]  # fmt: skip
    assert links[0] == links[1]
    assert [str(item.sqref) for item in after.conditional_formatting] == [
        str(item.sqref) for item in before.conditional_formatting
    ]
    assert [str(item.sqref) for item in after.data_validations.dataValidation] == [
        str(item.sqref) for item in before.data_validations.dataValidation
    ]
    assert after.tables.keys() == before.tables.keys()


def test_another_library_reads_the_same(tmp_path: Path) -> None:
    source, out = tmp_path / "总表.xlsx", tmp_path / "结果.xlsx"
    by_xlsxwriter(source)
    refilled(source, "指标总表", {"C2": Printed("8.0", 8.0, "0.0")}, out)
    before, after = (
        CalamineWorkbook.from_path(path).get_sheet_by_name("指标总表").to_python() for path in (source, out)
    )
    before[1][2] = 8.0  # formulas keep their values, also those of what has changed
    assert after == before


def test_a_formula_and_a_cell_beneath_a_merged_area_stay_and_are_named(tmp_path: Path) -> None:
    source = tmp_path / "总表.xlsx"
    by_xlsxwriter(source)
    new = {"D2": Printed("1", 1.0), "B6": Printed("2", 2.0), "A7": Printed("3", 3.0)}
    before, after, done = refilled(source, "指标总表", new, tmp_path / "结果.xlsx")
    assert cells(after) == cells(before)
    assert (done.formulas, done.covered) == ({(2, 4)}, {(6, 2), (7, 1)})


EXPECTED_ORDER = ["1", "B1", "3", "A3", "C3", "D3", "5", "B5", "9", "A9", "C9", "12", "A12"]


def test_rows_and_cells_that_the_file_leaves_out_are_made_in_their_order(tmp_path: Path) -> None:
    source = tmp_path / "总表.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["C3"], sheet["A9"] = "丙", "甲"
    book.save(source)
    new = {name: Printed(name) for name in ("B1", "A3", "D3", "B5", "C9", "A12")}
    _, after, _ = refilled(source, "Sheet", new, tmp_path / "结果.xlsx")
    found = {place: after[place].value for place in cells(after)}
    assert found == {"C3": "丙", "A9": "甲"} | {name: name for name in new}
    with zipfile.ZipFile(tmp_path / "结果.xlsx") as package:
        part = package.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r' r="([A-Z]*\d+)"', part) == [
        "1",
        "B1",
        "3",
        "A3",
        "C3",
        "D3",
        "5",
        "B5",
        "9",
        "A9",
        "C9",
        "12",
        "A12",
    ]


# A template filled in.

TEMPLATES = [("汇总.xlsx", title) for title in ("报送文件", "问题明细", "数据来源", "退回说明")]
TEMPLATES += [("评估结果.xlsx", title) for title in ("表2", "评估依据", "问题清单")]
FIELDS = re.compile(r"\{([^{}]+)\}")


@lru_cache
def template_of(file: str, title: str) -> Worksheet:
    return load_workbook(ROOT / "templates" / file)[title]


@lru_cache
def looks_of(file: str, title: str) -> dict[str, tuple[object, str, dict[str, str]]]:
    return cells(template_of(file, title))


def fields_of(sheet: Worksheet) -> list[str]:
    """Return the placeholders of the row with the most."""
    found = [[name for cell in row for name in FIELDS.findall(str(cell.value))] for row in sheet.iter_rows()]
    return max(found, key=len)


def filled(
    template: Template,
    title: str,
    scope: Record,
    fields: list[str],
    records: Sequence[Record],
    out: Path,
) -> Worksheet:
    """Fill a template's sheet in, and read it back."""
    book = Written.empty(template.book)
    Rendered(template.sheet(title), book, title, scope, [Band.of(" ".join(fields), records)]).put_in()
    out.write_bytes(book.save())
    return load_workbook(out)[title]


ODD = ["=1+1", "+86", "-", "@某人", "", " 空 ", "甲\n乙", "<&>\"'", "很长的一句话，" * 20, "\x07响"]
ODD += ["长" * 40_000, "一行\n" * 90]  # more than Excel takes in a cell, in a row
VALUES = st.one_of(
    st.none(),
    st.integers(-9, 10**6),
    st.text(max_size=60),
    st.sampled_from(ODD),
    st.builds(Printed, st.text(max_size=8)),
    st.builds(Printed, st.just("8.0"), st.floats(-1e6, 1e6), st.sampled_from(["General", "0.0", "0.00%"])),
)
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def expected(value: object) -> object:
    """Return what a cell holds for a value: what XML forbids goes, and what is longer than Excel takes."""
    if isinstance(value, Printed):
        value = value.text if value.number is None else value.number
    if not isinstance(value, str):
        return value
    text = UNFIT.sub("", value)
    text = text if len(text) <= 32_767 else f"{text[:32_766]}…"
    return text or None


@pytest.mark.parametrize(("file", "title"), TEMPLATES)
@settings(max_examples=12)
@given(data=st.data())
def test_each_record_is_a_row_that_looks_as_the_prototype(
    file: str, title: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = template_of(file, title)
    fields = fields_of(source)
    first = next(
        number
        for number, row in enumerate(source.iter_rows(values_only=True), 1)
        if f"{{{fields[0]}}}" in row
    )
    others = {name for row in source.iter_rows() for cell in row for name in FIELDS.findall(str(cell.value))}
    scope = {name: f"<{name}>" for name in others - {*fields}}
    records = data.draw(
        st.lists(st.fixed_dictionaries(dict.fromkeys(fields, VALUES)), min_size=1, max_size=5)
    )
    out = tmp_path_factory.mktemp("表") / "一.xlsx"
    made = filled(Template(file=file), title, scope, fields, records, out)
    before, after = looks_of(file, title), cells(made)
    for number, record in enumerate(records):
        for column, prototype in enumerate(source[first], 1):
            cell = made.cell(first + number, column)
            look = before.get(prototype.coordinate, (None, "n", plain_look()))[2]
            names = FIELDS.findall(str(prototype.value))
            if len(names) == 1 and prototype.value == f"{{{names[0]}}}":
                value = record[names[0]]
                shown = cell.value.replace("\r\n", "\n") if isinstance(cell.value, str) else cell.value
                wanted = expected(value)
                assert shown == (wanted.replace("\r\n", "\n") if isinstance(wanted, str) else wanted)
                assert cell.data_type != "f"
                if isinstance(value, Printed) and value.number is not None:
                    look = look | {"number_format": repr(value.number_format)}
                elif isinstance(wanted, str) and wanted.startswith(("=", "+", "-", "@")):
                    look = look | {"quotePrefix": "True"}
            assert after.get(cell.coordinate, (None, "n", plain_look()))[2] == look
    assert made.max_row == source.max_row + len(records) - 1
    least = source.row_dimensions[first].height or 0
    heights = [made.row_dimensions[first + number].height or 0 for number in range(len(records))]
    assert all(least <= height <= 409 for height in heights)
    assert untouched(out) == [title]


@pytest.mark.parametrize("count", [1, 2, 3, 600])
def test_a_prototype_of_two_rows_with_merged_cells_and_a_foot_repeats_whole(
    count: int, tmp_path: Path
) -> None:
    book = Workbook()
    template = book.worksheets[0]
    template.title = "表"
    prototype = (["{名}", "第{号}号：{名}"], [None, "{号}"])
    for row in (["清单"], ["名称", "说明"], *prototype, ["合计", "{总数}"], ["注"]):
        template.append(row)
    for area in ("A1:B1", "A3:A4", "A6:B6"):
        template.merge_cells(area)
    for place in ("A3", "B3", "B4"):
        template[place].alignment = Alignment(wrap_text=True)
        template[place].font = Font(name="楷体", size=14)
    template.row_dimensions[4].height = 31
    bold = CellIsRule(operator="equal", formula=["3"], font=Font(bold=True))
    template.conditional_formatting.add("B3:B4", bold)
    template.add_data_validation(DataValidation("list", formula1='"甲,乙"', sqref="A3"))
    template.print_title_rows = "1:2"
    template.freeze_panes = "B3"
    book.save(tmp_path / "模板.xlsx")
    numbers = range(1, count + 1)
    records = Lazy(numbers, lambda number: {"名": f"第{number}项，" * (number % 9), "号": number})
    source, out = Template(tmp_path, "模板.xlsx"), tmp_path / "一.xlsx"
    made = filled(source, "表", {"总数": count}, ["名", "号"], records, out)
    assert made.cell(2 * count + 3, 1).value == "合计"
    assert [made.cell(2 * number + 2, 2).value for number in numbers] == list(numbers)
    merged = {f"A{2 * number + 1}:A{2 * number + 2}" for number in numbers}
    assert set(map(str, made.merged_cells.ranges)) == merged | {"A1:B1", f"A{2 * count + 4}:B{2 * count + 4}"}
    assert [str(area.sqref) for area in made.conditional_formatting] == [f"B3:B{2 * count + 2}"]
    validated = f"A3:A{2 * count + 1}" if count > 1 else "A3"
    assert [str(rule.sqref) for rule in made.data_validations.dataValidation] == [validated]
    assert all((made.row_dimensions[2 * number + 2].height or 0) >= 31 for number in numbers)
    assert (made.print_title_rows, made.freeze_panes) == ("$1:$2", "B3")
    assert made["B3"].font.name == made.cell(2 * count + 2, 2).font.name == "楷体"
    assert untouched(out) == ["表"]


def test_a_field_that_the_template_shows_nowhere_is_named(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表"
    sheet["A1"] = "清单"
    book.save(tmp_path / "模板.xlsx")
    template = Template(tmp_path, "模板.xlsx").sheet("表")
    with pytest.raises(TemplateError, match="指标"):
        Rendered(template, Written.empty(), "表", {}, [Band.of("指标 序号", [])]).cell("指标")


def test_a_sheet_whose_cells_were_edited_shows_notes_in_boxes(
    book: Callable[..., Path], tmp_path: Path
) -> None:
    edited = open_workbook(book([["甲", 1]]))
    sheet = edited.sheet("指标总表")
    edited.edit_cells(sheet, {1: {2: 2}})
    Notes(edited.package, sheet).change({(1, 1): "请核对"}, "某人")
    (tmp_path / "新.xlsx").write_bytes(edited.save())

    (written,) = load_workbook(tmp_path / "新.xlsx").worksheets
    assert (written["B1"].value, written["A1"].comment and written["A1"].comment.text) == (2, "请核对")
    with zipfile.ZipFile(tmp_path / "新.xlsx") as archive:
        assert b"legacyDrawing" in archive.read("xl/worksheets/sheet1.xml")
