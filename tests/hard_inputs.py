"""Small files that cost much: each took minutes, gigabytes or the whole batch before it was bounded.

Everything here gives bytes of less than a megabyte, made from a sound form.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl

import yuecheng_xl as yx
from tests.mutations import Mutation, Parts, ods_bombs, rezip, unzip, xlsb_bombs, zipped

FIGURE = 4321.5
SHEET = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"
WORKBOOK, WORKBOOK_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"


def filled_form(folder: Path) -> bytes:
    """Return a department's form of the shipped master, filled in with a figure that stands nowhere else."""
    forms = yx.distribute(yx.read_workbook(), folder).forms
    workbook = openpyxl.load_workbook(min(form.path for form in forms if form.indicators))
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None and not cell.protection.locked:
                    cell.value = FIGURE
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def hard_inputs(form: bytes) -> Iterator[Mutation]:
    """Yield one file of each kind, named by it.

    Args:
        form: a department's form as .xlsx, filled in.

    """
    parts = dict(unzip(form))
    for name, changed in _workbooks(parts).items():
        yield Mutation(f"{name}.xlsx", rezip(list(changed.items())))
    yield Mutation("部件大小写.xlsx", rezip(_many_cases(parts)))
    yield Mutation("没有关系.xlsb", xlsb_without_relation())
    yield from _ods()


def _workbooks(parts: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    sheet = parts[SHEET]

    def with_sheet(changed: bytes) -> dict[str, bytes]:
        return parts | {SHEET: changed}

    def before_end(more: bytes) -> dict[str, bytes]:
        return with_sheet(sheet.replace(b"</sheetData>", b"</sheetData>" + more, 1))

    def with_text(text: str) -> dict[str, bytes]:
        cell = re.compile(rb'(<c r="[A-Z]+\d+"(?: s="\d+")?)(?: t="\w+")?><v>4321\.5</v></c>')
        inline = rb'\1 t="inlineStr"><is><t>' + text.encode() + b"</t></is></c>"
        return with_sheet(cell.sub(inline, sheet))

    shared = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4294967295"'
        b' uniqueCount="4294967295"><si><t>1</t></si></sst>'
    )
    whole = b"A1:XFD1048576"
    code = b'formatCode="' + b"[" * 100_000 + b'"'
    return {
        "文本数目": _with_shared_texts(parts, shared),
        "尺寸": with_sheet(re.sub(rb"<dimension [^>]*>", b'<dimension ref="' + whole + b'"/>', sheet)),
        "数字三万位": with_text("9" * 32_000),
        "括号三万个": with_text("（" * 32_000),
        "千分位三万位": with_text("1" + " 000" * 8_000),
        "注码三万个": with_text("1" + "①" * 32_000),
        "合并": before_end(b"<mergeCells>" + b"<mergeCell " * 50_000 + b"</mergeCells>"),
        "超链接": before_end(b'<hyperlinks><hyperlink ref="%b" display="x"/></hyperlinks>' % whole),
        "有效性": before_end(
            b'<dataValidations count="1"><dataValidation type="list" sqref="%b"><formula1>"a"</formula1>'
            b"</dataValidation></dataValidations>" % whole
        ),
        "批注": _with_comment(parts, whole),
        "数字格式": parts | {STYLES: re.sub(rb'formatCode="[^"]*"', code, parts[STYLES], count=1)}
        if b"formatCode" in parts[STYLES]
        else parts | {STYLES: _with_format(parts[STYLES], code)},
        "五千张表": _with_sheets(parts, 5_000),
    }


def _with_format(styles: bytes, code: bytes) -> bytes:
    formats = b'<numFmts count="1"><numFmt numFmtId="200" ' + code + b"/></numFmts>"
    styles = re.sub(rb"(<styleSheet[^>]*>)", rb"\1" + formats.replace(b"\\", b"\\\\"), styles, count=1)
    return re.sub(rb'numFmtId="\d+"(?= fontId)', b'numFmtId="200"', styles)


def _with_shared_texts(parts: dict[str, bytes], shared: bytes) -> dict[str, bytes]:
    """Put a table of shared texts in; the form has its texts in the cells."""
    relations = parts[WORKBOOK_RELATIONS]
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = (
        b'<Relationship Id="rIdTexts" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>'
    )
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    return parts | {
        "xl/sharedStrings.xml": shared,
        WORKBOOK_RELATIONS: relations.replace(b"</Relationships>", relation)
        if b"sharedStrings" not in relations
        else relations,
        TYPES: parts[TYPES].replace(b"</Types>", override)
        if b"sharedStrings" not in parts[TYPES]
        else parts[TYPES],
    }


def _with_comment(parts: dict[str, bytes], area: bytes) -> dict[str, bytes]:
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    comments = (
        b'<comments xmlns="%b"><authors><author>x</author></authors><commentList>'
        b'<comment ref="%b" authorId="0"><text><t>x</t></text></comment></commentList></comments>'
    ) % (main, area)
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rIdNotes" Target="../comments9.xml" Type='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/></Relationships>'
    )
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
    override = b'<Override PartName="/xl/comments9.xml" ContentType="%b"/></Types>' % kind
    return parts | {
        "xl/comments9.xml": comments,
        "xl/worksheets/_rels/sheet1.xml.rels": relations,
        TYPES: parts[TYPES].replace(b"</Types>", override),
    }


def _with_sheets(parts: dict[str, bytes], count: int) -> dict[str, bytes]:
    """Name one part as many sheets."""
    workbook = parts[WORKBOOK]
    first = re.search(rb"<sheet [^>]*/>", workbook)
    assert first is not None
    sheets = b"".join(
        re.sub(rb'sheetId="\d+"', b'sheetId="%d"' % (1000 + number), first[0]).replace(
            b'name="', b'name="%d' % number, 1
        )
        for number in range(count)
    )
    return parts | {WORKBOOK: workbook.replace(first[0], first[0] + sheets, 1)}


def _many_cases(parts: dict[str, bytes]) -> Parts:
    """Give thousands of members of names that differ in the case of their letters alone."""
    names = []
    for number in range(4_000):
        bits = f"{number:012b}"
        pairs = zip("abcdefghijkl", bits, strict=True)
        names.append("xl/" + "".join(letter.upper() if bit == "1" else letter for letter, bit in pairs))
    return [*parts.items(), *((name, b"x") for name in names)]


def xlsb_without_relation() -> bytes:
    """Return an .xlsb whose workbook names a sheet that no relation leads to."""
    sound = next(item for item in xlsb_bombs() if item.name.startswith("记录-远"))
    parts = dict(unzip(sound.content))
    relations = "xl/_rels/workbook.bin.rels"
    return zipped(*(parts | {relations: parts[relations].replace(b"rId1", b"rId7")}).items())


def _ods() -> Iterator[Mutation]:
    """Yield OpenDocument sheets whose cells have a value in an attribute alone, repeated over the sheet."""
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0"'
        f' xmlns:text="{office}text:1.0"><office:body><office:spreadsheet><table:table table:name="表">'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    ).encode()
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{office}manifest:1.0"><manifest:file-entry'
        f' manifest:full-path="/" manifest:media-type="{kind.decode()}"/></manifest:manifest>'
    ).encode()

    def packed(changed: bytes) -> bytes:
        return rezip([("mimetype", kind), ("content.xml", changed), ("META-INF/manifest.xml", manifest)])

    yield from (item for item in ods_bombs(packed(content)) if "段" not in item.name)
    for name in ("string-value", "date-value", "boolean-value", "time-value"):
        row = (
            '<table:table-row table:number-rows-repeated="1048576">'
            f'<table:table-cell office:{name}="1" table:number-columns-repeated="1024"/></table:table-row>'
        )
        changed = content.replace(b"</table:table>", row.encode() + b"</table:table>")
        yield Mutation(f"重复-{name}.ods", packed(changed))
