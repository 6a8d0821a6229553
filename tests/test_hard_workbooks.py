"""Workbooks that are small and cost much, or are odd and sound: the first are refused, the others read."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import re
import struct
import time
import zipfile
from itertools import count, product
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineError

import yuecheng_xl as yx
from tests import mutations
from yuecheng_xl import grid, sheets
from yuecheng_xl.addin.installation.status import check_workbook
from yuecheng_xl.addin.package.compound import pack as pack_compound
from yuecheng_xl.collection import filenames
from yuecheng_xl.collection.filenames import names_for
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid.calamine import worksheets
from yuecheng_xl.grid.formats import LONGEST
from yuecheng_xl.grid.mark import STALE
from yuecheng_xl.grid.model import CellKind
from yuecheng_xl.grid.package import inspect, judge
from yuecheng_xl.grid.quick import read_quickly
from yuecheng_xl.grid.submitted import read_submitted
from yuecheng_xl.grid.workbook import read_book
from yuecheng_xl.sheets import formulas, notes
from yuecheng_xl.sheets.markup import MarkupError, tag_end, with_attributes
from yuecheng_xl.sheets.opening import open_workbook, saved

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path, PurePosixPath

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FONTS = (
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
)
XFS = '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
A_TEXT = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
A_FORMULA = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
"""Formulas are left to the careful reader."""


def pack(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def xlsx(
    rows: str = A_TEXT,
    *,
    after: str = "",
    texts: str = "<si><t>文字</t></si>",
    counts: str = 'count="1" uniqueCount="1"',
    styles: str = FONTS + XFS,
    sheets: int = 1,
    more: str = "",
) -> dict[str, str | bytes]:
    """Return the parts of a workbook, all of its sheets on one part."""
    overrides = {
        "workbook": f"{TYPES}.sheet.main+xml",
        "worksheets/sheet1": f"{TYPES}.worksheet+xml",
        "styles": f"{TYPES}.styles+xml",
        "sharedStrings": f"{TYPES}.sharedStrings+xml",
    }
    listed = "".join(
        f'<sheet name="表{number}" sheetId="{number}" r:id="rId1"/>' for number in range(1, sheets + 1)
    )
    related = {"worksheet": "worksheets/sheet1", "styles": "styles", "sharedStrings": "sharedStrings"}
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}.xml"/>'
        for number, (kind, target) in enumerate(related.items(), 1)
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/xl/{name}.xml" ContentType="{kind}"/>' for name, kind in overrides.items()
        )
        + "</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>'
        f"{more}</workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{relations}'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData>{rows}'
        f"</sheetData>{after}</worksheet>",
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}" {counts}>{texts}</sst>',
    }


def ods(rows: str, *, prefix: str = "table", manifest: str = "") -> dict[str, str | bytes]:
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f'{HEAD}<office:document-content xmlns:office="{spaces}:office:1.0" '
        f'xmlns:{prefix}="{spaces}:table:1.0" xmlns:text="{spaces}:text:1.0"><office:body>'
        "<office:spreadsheet>"
        f'<table:table table:name="表1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>",
        "META-INF/manifest.xml": f'{HEAD}<manifest:manifest xmlns:manifest="{spaces}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="content.xml">{manifest}</manifest:file-entry>'
        "</manifest:manifest>",
    }


def record(kind: int, data: bytes = b"", size: int | None = None) -> bytes:
    """Return a record of an .xlsb, which may say that it has another size."""
    size = len(data) if size is None else size
    code = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = b""
    while size > 127:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return code + length + bytes([size]) + data


def wide(text: str, length: int | None = None) -> bytes:
    return struct.pack("<I", len(text) if length is None else length) + text.encode("utf-16-le")


def xlsb(
    cells: bytes = record(0, bytes(17)) + record(7, bytes(12)),
    *,
    texts: bytes = record(19, b"\x00" + wide("文字")),
    count: int = 1,
    relation: str = "rId1",
) -> dict[str, str | bytes]:
    bundle = struct.pack("<II", 0, 1) + wide(relation) + wide("表1")
    dimension = struct.pack("<IIII", 0, 0, 0, 0)
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"/>',
        "xl/workbook.bin": record(131) + record(143) + record(156, bundle) + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
        "xl/worksheets/sheet1.bin": record(129)
        + record(148, dimension)
        + record(145)
        + cells
        + record(146)
        + record(130),
        "xl/sharedStrings.bin": record(159, struct.pack("<II", count, count)) + texts + record(160),
    }


def texts_of(path: Path) -> list[str]:
    _, book = read_submitted(path)
    return [cell.text for grid in book.grids for cell in grid.cells.values()]


def code_of(path: Path) -> str:
    """Return the code of the finding for which a file is refused; empty where it is read."""
    try:
        read_submitted(path)
    except InputFileError as error:
        return error.finding.code
    return ""


DAMAGED, TOO_MUCH = catalogue.DAMAGED.code, catalogue.TOO_MUCH.code


def test_the_files_of_these_tests_are_sound(tmp_path: Path) -> None:
    assert texts_of(pack(tmp_path / "一.xlsx", xlsx())) == ["文字"]
    assert texts_of(pack(tmp_path / "二.xlsx", xlsx(A_FORMULA))) == ["文字", "2"]
    assert texts_of(pack(tmp_path / "三.xlsb", xlsb())) == ["文字"]
    cell = '<table:table-cell office:value-type="string"><text:p>文字</text:p></table:table-cell>'
    assert texts_of(pack(tmp_path / "四.ods", ods(f"<table:table-row>{cell}</table:table-row>"))) == ["文字"]


def test_a_panic_of_calamine_is_an_error_of_its_own(tmp_path: Path) -> None:
    beyond = pack(tmp_path / "一.xlsb", xlsb(record(0, bytes(17)) + record(7, struct.pack("<III", 0, 0, 9))))
    with pytest.raises(CalamineError, match="Panic"):
        next(worksheets(beyond.read_bytes())).read()
    assert code_of(beyond) == DAMAGED
    unrelated = pack(tmp_path / "二.xlsb", xlsb(relation="rId9"))
    with pytest.raises(CalamineError):
        list(worksheets(unrelated.read_bytes()))
    assert code_of(unrelated) == DAMAGED


@pytest.mark.parametrize("rows", [A_TEXT, A_FORMULA])
def test_a_count_of_texts_is_not_believed(tmp_path: Path, rows: str) -> None:
    path = pack(tmp_path / "一.xlsx", xlsx(rows, counts='count="4294967295" uniqueCount="4294967295"'))
    assert "文字" in texts_of(path)


def test_a_long_text_that_many_cells_have_is_made_once(tmp_path: Path) -> None:
    long = "长" * 30_000
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 1001))
    path = pack(tmp_path / "一.xlsx", xlsx(rows, texts=f"<si><t>{long}</t></si>"))
    assert read_quickly(path, inspect(path)) is None
    found = texts_of(path)
    assert len(found) == 1000
    assert len({id(text) for text in found}) == 1


ROW = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
CELL = '<table:table-cell table:number-columns-repeated="{}" {}>{}</table:table-cell>'


@pytest.mark.parametrize(
    "value",
    [
        'office:value="1"',
        'office:string-value="x"',
        'office:date-value="2020-01-01"',
        'office:time-value="PT1H"',
        'office:boolean-value="true"',
        'office:value-type="string"',
        'table:formula="of:=1"',
    ],
)
def test_each_cell_that_an_opendocument_sheet_repeats_is_counted(tmp_path: Path, value: str) -> None:
    few = ROW.format(200, CELL.format(200, value, ""))
    assert code_of(pack(tmp_path / "少.ods", ods(few))) == ""
    many = ROW.format(6000, CELL.format(16384, value, ""))
    assert code_of(pack(tmp_path / "多.ods", ods(many))) == TOO_MUCH


STRING = 'office:value-type="string"'


@pytest.mark.parametrize(
    "rows",
    [
        ROW.format(1, CELL.format(3, STRING, '<text:p><text:s text:c="300000000"/></text:p>')),
        ROW.format(5000, CELL.format(20, STRING, f"<text:p>{'长' * 2000}</text:p>")),
        ROW.format(5000, CELL.format(20, f'office:string-value="{"长" * 2000}"', "")),
        "".join(ROW.format(1000, CELL.format(100, STRING, "")) for _ in range(6)),
        ROW.format(1, CELL.format(1, "", "<table:table/><text:p/>") + CELL.format(16384, STRING, "")) * 40,
    ],
    ids=["spaces", "a long text", "a long value", "rows together", "a table in a cell"],
)
def test_what_an_opendocument_sheet_takes_in_memory_is_counted(tmp_path: Path, rows: str) -> None:
    assert code_of(pack(tmp_path / "多.ods", ods(rows))) == TOO_MUCH


def test_an_opendocument_sheet_is_measured_by_the_names_that_its_reader_goes_by(tmp_path: Path) -> None:
    """calamine takes prefixes as they are, whatever they mean."""
    many = ROW.format(6000, CELL.format(16384, 'office:string-value="x"', ""))
    parts = ods(many)
    parts["content.xml"] = str(parts["content.xml"]).replace("xmlns:table:1.0", "xmlns:other:1.0")
    assert code_of(pack(tmp_path / "多.ods", parts)) == TOO_MUCH


def test_empty_rows_to_the_end_of_an_opendocument_sheet_are_nothing(tmp_path: Path) -> None:
    cell = CELL.format(1, STRING, "<text:p>文字</text:p>") + CELL.format(16383, "", "")
    rows = ROW.format(1, cell) + ROW.format(1048575, CELL.format(16384, 'table:style-name="ce1"', ""))
    sheets = f'{rows}</table:table><table:table table:name="表2">{rows}'
    assert texts_of(pack(tmp_path / "空.ods", ods(sheets))) == ["文字", "文字"]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (xlsb(count=0xFFFFFFFF), DAMAGED),
        (xlsb(texts=record(19, b"\x00" + wide("文字" * 100)) + record(19, b"\x00" + wide("", 200))), DAMAGED),
        (xlsb(record(0, bytes(17)) + record(6, bytes(8) + wide("", 1 << 30))), DAMAGED),
        (xlsb(record(0, bytes(17)) + record(7, bytes(12), 1 << 27)), DAMAGED),
        (xlsb(record(0, bytes(17)) + record(7, struct.pack("<III", 1 << 31, 0, 0))), TOO_MUCH),
        (xlsb(bytes(3 << 20)), TOO_MUCH),
        (xlsb(record(7, bytes(12)) * 3000, texts=record(19, b"\x00" + wide("长" * 30_000))), TOO_MUCH),
    ],
    ids=["texts", "a shared text", "a text", "a record", "a column", "records", "a long text"],
)
def test_what_the_records_of_an_xlsb_promise_is_not_believed(
    tmp_path: Path, parts: Mapping[str, str | bytes], code: str
) -> None:
    assert code_of(pack(tmp_path / "一.xlsb", parts)) == code


@pytest.mark.parametrize(
    "tag",
    [
        '<mergeCell ref="A1:XFD1048576"/>',
        '<mergeCell  x=">" ref = "A1:XFD1048576"/>',
        '<mergeCell ref="&#65;1:XFD1048576"/>',
        '<mergeCell x:ref="A1:A2" ref="A1:XFD1048576"/>',
        '<mergeCell xr:uid="{00000000-0000-0000-0000-000000000000}" ref="A1:XFD1048576"/>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_merged_cells_are_counted_however_they_are_written(tmp_path: Path, tag: str, encoding: str) -> None:
    parts = xlsx(after=f"<mergeCells>{tag}</mergeCells>")
    sheet = str(parts["xl/worksheets/sheet1.xml"]).removeprefix(HEAD)
    parts["xl/worksheets/sheet1.xml"] = sheet.encode(encoding)
    assert code_of(pack(tmp_path / "一.xlsx", parts)) == TOO_MUCH


PERCENT = (
    f'<numFmts count="1"><numFmt numFmtId="170" formatCode="0.0%"/></numFmts>{FONTS}<cellXfs count="2">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '<xf numFmtId="170" fontId="0" fillId="0" borderId="0"/></cellXfs>'
)
A_PERCENTAGE = '<row r="1"><c r="A1" s="1"><v>0.973</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
RULE = '<conditionalFormatting sqref="A1"><cfRule type="sunshine" priority="1"/></conditionalFormatting>'
NAME = '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">?</definedName></definedNames>'
LINK = '<externalReferences><externalReference r:id="rId99"/></externalReferences>'


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"styles": PERCENT.replace("</fills>", "<fill/></fills>")},
        {"styles": PERCENT.replace('<sz val="11"/>', '<color rgb="zzz"/>')},
        {"styles": PERCENT.replace('<sz val="11"/>', '<color indexed="999999999999"/><sz val="large"/>')},
        {"styles": f'{PERCENT}<dxfs count="1"><dxf><fill><bgColor rgb="FF"/></fill></dxf></dxfs>'},
        {"styles": f'{PERCENT}<colors><indexedColors><rgbColor rgb="no"/></indexedColors></colors>'},
        {"after": RULE},
        {"after": '<dataValidations count="1"><dataValidation type="?" sqref="nowhere"/></dataValidations>'},
        {"after": '<hyperlinks><hyperlink ref="" r:id="rId77"/></hyperlinks>'},
        {"more": LINK},
        {"more": NAME},
        {"more": '<calcPr fullCalcOnLoad="maybe"/>'},
        {"more": '<definedNames><definedName name="x" localSheetId="first">A1</definedName></definedNames>'},
        {"after": '<mergeCells><mergeCell ref="#REF!"/><mergeCell/><mergeCell ref="D2:C1"/></mergeCells>'},
        {"after": '<pageSetup orientation="?"/><drawing r:id="rId66"/>'},
        {"texts": '<si><r><rPr><color rgb="?"/><sz val="big"/></rPr><t>文字</t></r></si>'},
    ],
    ids=str,
)
def test_what_is_wrong_beside_the_cells_costs_no_cell(tmp_path: Path, changes: dict[str, str]) -> None:
    path = pack(tmp_path / "一.xlsx", xlsx(A_PERCENTAGE, **{"styles": PERCENT, **changes}))  # type: ignore[arg-type]
    for book in (read_submitted(path)[1], read_book(path)):
        assert [cell.text for cell in book.grids[0].cells.values()] == ["97.3%", "2"]
        assert book.formats_known


def test_formats_that_are_missing_are_said_to_be(tmp_path: Path) -> None:
    parts = xlsx(A_PERCENTAGE)
    few = pack(tmp_path / "少.xlsx", parts)
    del parts["xl/styles.xml"]
    none = pack(tmp_path / "无.xlsx", parts)
    broken = pack(tmp_path / "坏.xlsx", {**parts, "xl/styles.xml": "<styleSheet"})
    for path in (few, none, broken):
        _, book = read_submitted(path)
        assert [cell.text for cell in book.grids[0].cells.values()] == ["0.973", "2"]
        assert not book.formats_known
        assert [finding.code for finding in book.findings] == [catalogue.FORMATS_UNKNOWN.code]
        with pytest.raises(InputFileError, match=DAMAGED):
            read_book(path)


def test_a_workbook_whose_cells_have_no_format_needs_no_styles(tmp_path: Path) -> None:
    parts = xlsx()
    del parts["xl/styles.xml"]
    path = pack(tmp_path / "一.xlsx", parts)
    assert texts_of(path) == ["文字"]
    assert read_submitted(path)[1].formats_known


@pytest.mark.parametrize("rows", [A_TEXT, A_FORMULA])
@pytest.mark.parametrize("name", ["xl/SharedStrings.xml", "XL/sharedstrings.XML", "xl\\sharedStrings.xml"])
def test_shared_texts_are_found_in_any_case(tmp_path: Path, rows: str, name: str) -> None:
    parts = xlsx(rows)
    parts[name] = parts.pop("xl/sharedStrings.xml")
    assert texts_of(pack(tmp_path / "一.xlsx", parts))[0] == "文字"


def test_a_package_with_two_main_parts_is_not_read(tmp_path: Path) -> None:
    parts = xlsx(A_FORMULA)
    parts["xl/other.xml"] = parts["xl/workbook.xml"]
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("xl/workbook.xml", "xl/other.xml")
    assert code_of(pack(tmp_path / "一.xlsx", parts)) == DAMAGED


def test_a_package_with_two_relations_of_one_id_is_not_read(tmp_path: Path) -> None:
    parts = xlsx(A_FORMULA)
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet1.xml"]
    again = (
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>'
    )
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = str(parts[name]).replace("</Relationships>", again)
    assert code_of(pack(tmp_path / "一.xlsx", parts)) == DAMAGED


STRICT = "http://purl.oclc.org/ooxml"


def strict(parts: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    """Return a workbook as Excel writes it as strict Open XML: other names, and dates as such."""
    found = {}
    for name, content in parts.items():
        text = str(content).replace(OFFICE, f"{STRICT}/officeDocument/relationships")
        found[name] = text.replace(MAIN, f"{STRICT}/spreadsheetml/main")
    workbook = "xl/workbook.xml"
    found[workbook] = found[workbook].replace("<workbook ", '<workbook conformance="strict" ')
    return dict(found)


DATES = PERCENT.replace("0.0%", "yyyy-mm-dd")


def test_strict_open_xml_is_read_and_not_written(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1" t="d"><v>2026-03-31</v></c>'
        '<c r="C1" s="1" t="d"><v>2026-03-31T00:00:00</v></c></row>'
    )
    address = f"见 &quot;{STRICT}/spreadsheetml/main"
    path = pack(tmp_path / "一.xlsx", strict(xlsx(rows, styles=DATES, texts=f"<si><t>{address}</t></si>")))
    for book in (read_submitted(path)[1], read_book(path)):
        (grid,) = book.grids
        assert [cell.text for cell in grid.cells.values()] == [
            f'见 "{STRICT}/spreadsheetml/main',
            "2026-03-31",
            "2026-03-31",
        ]
        assert [cell.kind for cell in grid.cells.values()][1:] == [CellKind.DATE, CellKind.DATE]
    for refuse in (judge, open_workbook):
        with pytest.raises(InputFileError, match=catalogue.STRICT_FORMAT.code):
            refuse(path)


def test_a_strict_workbook_says_the_same_as_the_usual_one(tmp_path: Path) -> None:
    parts = xlsx(A_PERCENTAGE, styles=PERCENT, after='<mergeCells><mergeCell ref="B1:C2"/></mergeCells>')
    usual, other = (
        pack(tmp_path / name, made) for name, made in (("常.xlsx", parts), ("严.xlsx", strict(parts)))
    )
    assert read_book(usual).grids == read_book(other).grids


def test_a_strict_form_is_collected_and_a_strict_master_checked_but_not_written(tmp_path: Path) -> None:
    forms = yx.distribute(yx.read_workbook(), tmp_path / "下发").forms
    name, content = forms[0].path.name, forms[0].path.read_bytes()
    found: dict[str, list[object]] = {}
    for folder, made in (("常", content), ("严", as_strict(content))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes(made)
        result = yx.collect(tmp_path / folder, yx.read_workbook(), tmp_path / f"{folder}-结果")
        found[folder] = [result.counts, *(figure.entry.printed for figure in result.figures)]
    assert len(found["常"]) > 10
    assert found["常"] == found["严"]
    master = tmp_path / "主.xlsx"
    master.write_bytes(as_strict(master_workbook().read_bytes()))
    plan = yx.read_workbook(master)
    assert yx.evaluate(plan).findings == yx.evaluate(yx.read_workbook()).findings
    (tmp_path / "空").mkdir()
    for write in (lambda: yx.write_results(yx.evaluate(plan), tmp_path / "果.xlsx"),
                  lambda: yx.collect(tmp_path / "空", plan, tmp_path / "汇总")):  # fmt: skip
        with pytest.raises(InputFileError, match=catalogue.STRICT_FORMAT.code):
            write()
    assert not (tmp_path / "果.xlsx").exists()


def as_strict(content: bytes) -> bytes:
    parts = {name: part.decode() for name, part in mutations.unzip(content)}
    return mutations.rezip([(name, str(part).encode()) for name, part in strict(parts).items()])


@pytest.mark.parametrize("rows", [A_PERCENTAGE.replace("<f>1+1</f>", ""), A_PERCENTAGE])
@pytest.mark.parametrize("code", ["[" * 100_000, "&quot;" * 256, "_" * 1_000_000, '0"' + "y" * 254])
def test_a_number_format_longer_than_any_shows_the_value_plainly(
    tmp_path: Path, rows: str, code: str
) -> None:
    styles = PERCENT.replace("0.0%", code.replace('"', "&quot;"))
    assert texts_of(pack(tmp_path / "一.xlsx", xlsx(rows, styles=styles))) == ["0.973", "2"]


def test_a_number_format_as_long_as_any_is_taken(tmp_path: Path) -> None:
    code = f"0.0%{'&quot;好&quot;' * 83}"
    path = pack(tmp_path / "一.xlsx", xlsx(A_PERCENTAGE, styles=PERCENT.replace("0.0%", code)))
    assert texts_of(path)[0] == f"97.3%{'好' * 83}"


def biff(code: int, data: bytes) -> bytes:
    return struct.pack("<HH", code, len(data)) + data


NUMBER = biff(0x203, struct.pack("<HHHd", 0, 0, 0, 12.5))
WHOLE_SHEET = struct.pack("<HHHH", 0, 65535, 0, 255)
A_LINK = biff(
    0x1B8, WHOLE_SHEET + bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b 02000000 08000000 01000000 0000")
)


NO_PASSWORD = biff(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48))


def rc4(key: bytes, data: bytes) -> bytes:
    state, place = list(range(256)), 0
    for step in range(256):
        place = (place + state[step] + key[step % len(key)]) % 256
        state[step], state[place] = state[place], state[step]
    made, one, other = bytearray(), 0, 0
    for byte in data:
        one = (one + 1) % 256
        other = (other + state[one]) % 256
        state[one], state[other] = state[other], state[one]
        made.append(byte ^ state[(state[one] + state[other]) % 256])
    return bytes(made)


def encrypted(stream: bytes, password: str) -> bytes:
    """Encrypt an old workbook's stream, whose FILEPASS is empty, by RC4 ([MS-OFFCRYPTO] 2.3.6)."""

    def md5(data: bytes) -> bytes:
        return hashlib.md5(data, usedforsecurity=False).digest()

    def key(block: int) -> bytes:
        return md5(secret + struct.pack("<I", block))

    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    secret = md5((md5(password.encode("utf-16-le"))[:5] + salt) * 16)[:5]
    proof = rc4(key(0), verifier + md5(verifier))
    stream = stream.replace(NO_PASSWORD, biff(0x2F, struct.pack("<HHH", 1, 1, 1) + salt + proof))
    blocks = range(len(stream) // 1024 + 1)
    masked = b"".join(rc4(key(block), stream[block * 1024 :][:1024]) for block in blocks)
    plain, place = bytearray(masked), 0
    while place + 4 <= len(stream):
        code, size = struct.unpack_from("<HH", stream, place)
        # Heads, beginnings, the record of encryption, and where sheets begin can be read by all.
        open_bytes = 4 + {0x809: size, 0x2F: size, 0x85: 4}.get(code, 0)
        plain[place : place + open_bytes] = stream[place : place + open_bytes]
        place += 4 + size
    return bytes(plain)


def xls(
    records: bytes = NUMBER,
    *,
    sheets: int = 1,
    more: bytes = b"",
    number_format: int = 0,
    font_options: int = 0,
    password: str = "",
) -> bytes:
    """Return an old workbook, all of its sheets on one stream."""
    font = biff(0x31, struct.pack("<HHHHHBBBBBB", 220, font_options, 0x7FFF, 400, 0, 0, 0, 0, 0, 1, 0) + b"A")
    begin, end = biff(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)), biff(0x0A, b"")
    begin += NO_PASSWORD if password else b""
    head = (
        begin + font + biff(0xE0, struct.pack("<HHHBBBBIIH", 0, number_format, 0, 0, 0, 0, 0, 0, 0, 0)) + more
    )
    names = [f"S{number}".encode() for number in range(sheets)]
    place = len(head) + sum(len(name) + 12 for name in names) + len(end)
    listed = b"".join(biff(0x85, struct.pack("<IHBB", place, 0, len(name), 0) + name) for name in names)
    sheet = biff(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + records + end
    stream = head + listed + end + sheet + bytes(4096)
    return pack_compound({"Workbook": encrypted(stream, password) if password else stream})


def test_an_old_workbook_is_read_without_its_links_and_notes(tmp_path: Path) -> None:
    path = tmp_path / "一.xls"
    broken_note = biff(0x1C, b"x") + biff(0x5D, bytes(7)) + biff(0x800, bytes(12))
    path.write_bytes(xls(NUMBER + A_LINK * 50 + broken_note))
    assert texts_of(path) == ["12.5"]


def test_dates_of_an_old_workbook_are_counted_from_its_first_day(tmp_path: Path) -> None:
    path = tmp_path / "一.xls"
    records = biff(0x203, struct.pack("<HHHd", 0, 0, 0, 45000)) + biff(
        0x203, struct.pack("<HHHd", 1, 0, 0, 9e9)
    )
    for more, day in ((b"", "2023-03-15"), (biff(0x22, struct.pack("<H", 1)), "2027-03-16")):
        path.write_bytes(xls(records, more=more, number_format=14))
        first, odd = read_submitted(path)[1].grids[0].cells.values()
        assert str(first.value)[:10] == day
        assert odd.kind is CellKind.ERROR


def test_excels_own_password_opens_an_old_workbook_without_a_question(tmp_path: Path) -> None:
    path = tmp_path / "一.xls"
    path.write_bytes(xls(NUMBER * 300, password="VelvetSweatshop"))  # noqa: S106 - everybody's
    assert texts_of(path) == ["12.5"]
    path.write_bytes(xls(password="别的"))  # noqa: S106
    assert code_of(path) == catalogue.ENCRYPTED.code


def test_an_old_workbook_tells_what_is_struck_out_and_what_is_hidden(tmp_path: Path) -> None:
    path = tmp_path / "一.xls"
    hidden_column = biff(0x7D, struct.pack("<HHHHHH", 0, 3, 2560, 0, 1, 0))
    hidden_row = biff(0x208, struct.pack("<HHHHHHI", 0, 0, 1, 255, 0, 0, 0x20))
    text = biff(0x204, struct.pack("<HHHHB", 1, 0, 0, 2, 0) + b"ab")
    records = hidden_column + hidden_row + NUMBER + text
    path.write_bytes(xls(records))
    (grid,) = read_submitted(path)[1].grids
    assert (set(grid.hidden_rows), set(grid.hidden_columns)) == ({1}, {1})
    assert [cell.kind for cell in grid.cells.values()] == [CellKind.NUMBER, CellKind.TEXT]
    path.write_bytes(xls(records, font_options=8))
    (grid,) = read_submitted(path)[1].grids
    assert [(cell.kind, cell.value, cell.text) for cell in grid.cells.values()] == [
        (CellKind.STRUCK, None, "12.5"),
        (CellKind.STRUCK, None, "ab"),
    ]


def test_an_old_workbook_whose_formats_are_broken_gives_its_values(tmp_path: Path) -> None:
    path = tmp_path / "一.xls"
    palette = biff(0x92, struct.pack("<H", 56) + bytes(4 * 56))
    path.write_bytes(xls(more=palette * 2))  # of which xlrd takes one
    assert texts_of(path) == ["12.5"]
    _, book = read_submitted(path)
    assert not book.formats_known
    assert [finding.code for finding in book.findings] == [catalogue.FORMATS_UNKNOWN.code]


def test_an_encrypted_opendocument_sheet_is_told_so(tmp_path: Path) -> None:
    key = '<manifest:encryption-data manifest:checksum-type="SHA256/1K"/>'
    parts = ods("", manifest=key)
    parts["content.xml"] = bytes(range(256))
    assert code_of(pack(tmp_path / "一.ods", parts)) == catalogue.ENCRYPTED.code
    whole = {**ods(""), "encrypted-package": bytes(range(256))}
    del whole["content.xml"]
    assert code_of(pack(tmp_path / "二.ods", whole)) == catalogue.ENCRYPTED.code


def test_files_whose_names_differ_in_case_alone_get_names_of_their_own() -> None:
    labels = [
        "".join(letters) for letters in product(*("aA", "bB", "cC", "dD", "eE", "fF", "gG", "hH", "iI"))
    ]
    names = names_for(f"{label}.xlsx" for label in labels)
    assert [name.standard for name in names[:3]] == [
        "标准表/abcdefghi.xlsx", "标准表/abcdefghI（2）.xlsx", "标准表/abcdefgHi（3）.xlsx",
    ]  # fmt: skip
    assert len({name.standard.casefold() for name in names}) == len(labels)


def test_naming_files_is_tried_a_few_times_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = count()
    pair = filenames._pair

    def counted(path: PurePosixPath, suffix: str) -> tuple[str, str]:
        next(tried)
        return pair(path, suffix)

    monkeypatch.setattr(filenames, "_pair", counted)
    names_for(["表.xlsx"] * 500)
    assert next(tried) < 5 * 500


def many_sheets(count: int) -> Mapping[str, Mapping[str, str | bytes]]:
    rows = ROW.format(1, CELL.format(1, STRING, "<text:p>一</text:p>"))
    table = f'<table:table table:name="表">{rows}</table:table>'
    sheets = xlsb()
    bundle = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("表1"))
    sheets["xl/workbook.bin"] = record(131) + record(143) + bundle * count + record(144) + record(132)
    parts = ods("")
    parts["content.xml"] = re.sub("<table:table .*</table:table>", table * count, str(parts["content.xml"]))
    plain, formulas = xlsx(sheets=count), xlsx(A_FORMULA, sheets=count)
    return {"一.xlsx": plain, "二.xlsx": formulas, "三.xlsb": sheets, "四.ods": parts}


@pytest.mark.parametrize("name", many_sheets(0))
def test_more_sheets_than_anybody_makes_are_not_read(tmp_path: Path, name: str) -> None:
    assert code_of(pack(tmp_path / name, many_sheets(20)[name])) == ""
    assert code_of(pack(tmp_path / name, many_sheets(1001)[name])) == TOO_MUCH


def test_more_sheets_of_an_old_workbook_than_anybody_makes_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "一.xls").write_bytes(xls(sheets=1001))
    assert code_of(tmp_path / "一.xls") == TOO_MUCH


def test_a_part_counts_for_each_sheet_that_names_it(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 1001))
    assert code_of(pack(tmp_path / "少.xlsx", xlsx(rows, sheets=10))) == ""
    assert code_of(pack(tmp_path / "多.xlsx", xlsx(rows, sheets=900))) == TOO_MUCH
    cells = record(0, bytes(17)) + record(7, bytes(12)) + record(7, struct.pack("<III", 9999, 0, 0))
    parts = xlsb(cells)
    parts["xl/workbook.bin"] = many_sheets(900)["三.xlsb"]["xl/workbook.bin"]
    assert code_of(pack(tmp_path / "多.xlsb", parts)) == TOO_MUCH


@pytest.mark.parametrize(
    ("kind", "said"),
    [("n", "1,234"), ("n", "9" * 5000), ("b", "true?"), ("d", "31.3.2026"), ("n", " "), ("n", "&#8553;")],
)
def test_what_is_no_value_is_an_error_of_its_cell_alone(tmp_path: Path, kind: str, said: str) -> None:
    odd = f'<row r="2"><c r="A2" t="{kind}"><v>{said}</v></c><c t="{kind}"><v>{said}</v></c></row>'
    _, book = read_submitted(pack(tmp_path / "一.xlsx", xlsx(A_FORMULA + odd)))
    cells = book.grids[0].cells
    assert [cells[place].text for place in ((1, 1), (1, 2))] == ["文字", "2"]
    assert [cells[place].kind for place in ((2, 1), (2, 2))] == [CellKind.ERROR] * 2
    assert 0 < len(cells[2, 1].text) <= 40


@pytest.mark.parametrize("name", ["_rels/.rels", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [None, "<broken"])
def test_one_of_two_places_that_name_the_main_part_is_enough(
    tmp_path: Path, name: str, content: str | None
) -> None:
    parts = xlsx(A_FORMULA)
    del parts[name]
    if content:
        parts[name] = content
    assert texts_of(pack(tmp_path / "一.xlsx", parts)) == ["文字", "2"]


@pytest.mark.parametrize("rows", [A_TEXT, A_FORMULA])
def test_a_number_of_hundreds_of_digits_is_an_error_of_its_cell_alone(tmp_path: Path, rows: str) -> None:
    long = f'<row r="2"><c r="A2"><v>{"9" * 400}</v></c></row>'
    _, book = read_submitted(pack(tmp_path / "一.xlsx", xlsx(rows + long)))
    assert book.grids[0].cells[1, 1].text == "文字"
    assert book.grids[0].cells[2, 1].kind is CellKind.ERROR


def dated(count: int) -> Mapping[str, str | bytes]:
    """Return a workbook in which each cell has a date's format of its own."""
    styles = (
        f'<numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy-mm-dd"/></numFmts>{FONTS}<cellXfs>'
        + '<xf numFmtId="170"/>' * count
        + "</cellXfs>"
    )
    cell = '<row r="{0}"><c r="A{0}" s="{1}"><v>45000</v></c></row>'
    return xlsx("".join(cell.format(row + 1, row) for row in range(count)), styles=styles)


def test_formats_of_their_own_cost_each_cell_once(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        path = pack(tmp_path / f"{count}.xlsx", dated(count))
        package = inspect(path)
        begin = time.process_time()
        book = read_quickly(path, package)
        assert book is not None
        assert len(book.grids[0].cells) == count
        return time.process_time() - begin

    seconds(10)
    assert seconds(16_000) < 24 * max(seconds(2000), 0.02)


# What looks for something in foreign text does not go over it again and again.

MODULES = [
    importlib.import_module(f"{room.__name__}.{module.name}")
    for room in (grid, sheets)
    for module in pkgutil.iter_modules(room.__path__)
]
PATTERNS = {
    f"{module.__name__.removeprefix('yuecheng_xl.')}:{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}
BEGINNINGS = [
    "", "<", "<a", '<a b="', "<?xml", "<?xml ", '"', "'", "'a", "<mergeCell ", "<v:shape ",
    "<sheetView ", '<c r="A1"', 'PartName="', "<t>", "is>", "uniqueCount", "INDIRECT", "&#", "_x",
    "<x:Row>", 't="s"', "A1:", "{", "http://",
]  # fmt: skip
PIECES = [
    " ", "a", "A", "1", "0", ".", ":", "$", "<", ">", '"', "'", "''", "[", "]", "!", "{", "\\", "&#0",
    "&#0;", "<a", "<a ", "<a:", "A1", "A1:", "a!", "'a'!", "a(", "mergeCell ", "<mergeCell ",
    "<mergeCell ref ", "<v:shape ", "<sheetView ", '<sheetView "', '<c r="A1" ', '<c r="A1" s="1"',
    "uniqueCount ", "ref= ", 'PartName="a" ', 'ContentType="a" ', "<t> ", "is> ", "<?xml ", "_x0000",
    "INDIRECT ", "x005F_", 't="s" ', "encoding ", "\n", "a b", "0;", "$A$1", "$A$1:",
]  # fmt: skip


def searched(pattern: re.Pattern[str] | re.Pattern[bytes], text: str) -> float:
    """Return the seconds that all searches of a pattern in a text take."""
    target: Any = text if isinstance(pattern.pattern, str) else text.encode()
    begin = time.process_time()
    for _ in pattern.finditer(target):
        pass
    pattern.fullmatch(target)
    return time.process_time() - begin


@pytest.mark.parametrize("name", PATTERNS)
def test_twice_the_text_takes_twice_the_time(name: str) -> None:
    pattern, most = PATTERNS[name], LONGEST if name in BOUNDED else 1 << 30
    for beginning, piece in product(BEGINNINGS, PIECES):
        texts = [(beginning + piece * (length // len(piece)))[:most] for length in (4000, 8000, 16000, 32000)]
        once = searched(pattern, texts[0])
        if once < 0.002:  # what is quadratic takes longer, as was tried
            continue
        first, second = (min(searched(pattern, text) for _ in range(2)) for text in texts[2:])
        assert second < 3 * first or second < 0.05, f"{beginning}{piece}…"


BOUNDED = {
    "grid.formats:_NO_CODE": "number formats have 255 characters",
    "grid.formats:_DATE_LETTER": "number formats have 255 characters",
    "grid.model:_LITERALS": "number formats have 255 characters",
}


def test_a_tag_is_found_whatever_its_attributes_hold() -> None:
    tag = b"<x:c r='A>1' t=\"a/>'b\" n = 'c\"/>'/>"
    assert tag_end(tag + b"<d>", 0) == len(tag)
    assert with_attributes(tag, {"t": "2", "r": None}) == b'<x:c t="2" n = \'c"/>\'/>'
    with pytest.raises(MarkupError):
        tag_end(b'<a b="<" />', 0)


def test_a_shape_is_taken_out_of_a_drawing_with_thousands_of_them() -> None:
    data = '<x:ClientData ObjectType="Note"><x:Row>{0}</x:Row><x:Column>0</x:Column></x:ClientData>'
    shapes = "".join(f'<v:shape id="_x0000_s1">{data.format(row)}</v:shape >' for row in range(3))
    drawing = f"<xml>{shapes}{'<v:shape ' * 50_000}</xml>".encode()
    pieces = list(notes._pieces(drawing))
    assert b"".join(pieces) == drawing
    assert [notes._place(piece) for piece in pieces if notes._place(piece)] == [(1, 1), (2, 1), (3, 1)]


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("SUM(A1:B2)+$C$3", ["A1:B2", "C3:C3"]),
        ("'上年''表'!A1*表2!B:B", ["A1:A1", "B1:B1048576"]),
        ("LOG10(A1)+x.A1", ["A1:A1"]),
        ("A1B2+12:13", ["A12:XFD13"]),
        ("'" * 9000 + "A1", ["A1:A1"]),
    ],
)
def test_what_a_formula_refers_to(text: str, areas: list[str]) -> None:
    found = formulas._areas(formulas.Formula("表", 1, 1, text), {})
    assert found is not None
    assert [str(area) for _, area in found] == areas


WHOLE = "A1:XFD1048576"
EVERYWHERE = {
    "links": f'<hyperlinks><hyperlink ref="{WHOLE}" location="A1"/></hyperlinks>',
    "a filter": f'<autoFilter ref="{WHOLE}"/>',
    "protected cells": f'<protectedRanges><protectedRange name="x" sqref="{WHOLE}"/></protectedRanges>',
    "a rule": f'<conditionalFormatting sqref="{WHOLE}"><cfRule type="uniqueValues" priority="1"/>'
    "</conditionalFormatting>",
    "a choice": f'<dataValidations count="1"><dataValidation type="list" sqref="{WHOLE}"/></dataValidations>',
}


@pytest.mark.parametrize("what", EVERYWHERE)
def test_what_covers_a_whole_sheet_makes_no_cell(tmp_path: Path, what: str) -> None:
    path = pack(tmp_path / "一.xlsx", xlsx(A_FORMULA, after=EVERYWHERE[what]))
    assert texts_of(path) == ["文字", "2"]
    assert list(check_workbook(path)) == []
    book = open_workbook(path)
    book.edit_cells(book.sheet("表1"), {1: {1: "新"}})
    made = tmp_path / "二.xlsx"
    made.write_bytes(saved(book, path))
    assert texts_of(made) == ["新", "2"]


@pytest.mark.parametrize("areas", ["$A$1:$XFD$1048576", ",".join(["$B$1"] * 5000)])
def test_what_is_named_as_stale_is_a_formula(tmp_path: Path, areas: str) -> None:
    name = f'<definedName name="{STALE}" localSheetId="0" hidden="1">{areas}</definedName>'
    more = f'<definedNames>{name}</definedNames><calcPr fullCalcOnLoad="1"/>'
    path = pack(tmp_path / "一.xlsx", xlsx(A_FORMULA, more=more))
    cells = read_submitted(path)[1].grids[0].cells
    assert [cell.kind for cell in cells.values()] == [CellKind.TEXT, CellKind.STALE]
    book = open_workbook(path)
    assert formulas.mark_stale(book, {}) == 1
    assert formulas.mark_stale(book, {"表1": {(9, 9)}}) == 1


@pytest.mark.parametrize("place", ["package.Archive", "workbook.read_quickly"])
def test_a_master_that_takes_all_memory_is_told_so(
    master: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def exhaust(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(f"yuecheng_xl.grid.{place}", exhaust)
    with pytest.raises(InputFileError, match=catalogue.TOO_COSTLY.code):
        read_book(master)
