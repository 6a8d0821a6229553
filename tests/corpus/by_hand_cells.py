"""What cells and their sheet hold beyond what XlsxWriter writes."""

import re

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.corpus.hand import FREE, Sheet, feature, once
from tests.corpus.packages import MAIN, MICROSOFT, OFFICE, SPREADSHEET, WORKBOOK, Package
from tests.corpus.table import FREE_CELL, OTHER, OTHER_PART, TABLE_PART, png

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
GUID = "{1A2B3C4D-0000-4000-8000-1A2B3C4D5E6F}"


@feature
def picture_in_cell_of_wps(package: Package, sheet: Sheet) -> None:
    """WPS keeps such a picture in a part of its own, and a formula in the cell that no Excel knows."""
    name = "ID_0123456789ABCDEF0123456789ABCDEF"
    call = f'DISPIMG("{name}",1)'
    cell = f'<c r="{FREE_CELL}" t="str"><f>_xlfn.{call}</f><v>={call}</v></c>'
    package.splice(sheet.part, FREE, cell)
    images = (
        f'<etc:cellImages xmlns:xdr="{SHEET_DRAWING}" xmlns:r="{OFFICE}" xmlns:a="{DRAWING}" '
        'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:cellImage><xdr:pic><xdr:nvPicPr>'
        f'<xdr:cNvPr id="2" name="{name}" descr="图"/><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/>'
        '</xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/>'
        "</a:stretch>"
        '</xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="152400" cy="152400"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic></etc:cellImage>'
        "</etc:cellImages>"
    )
    kind = "application/vnd.wps-officedocument.cellimage+xml"
    package.add("xl/cellimages.xml", images, kind, relation="http://www.wps.cn/officeDocument/2020/cellImage")
    package.add(
        "xl/media/image1.png", png(), "image/png", "xl/cellimages.xml", f"{OFFICE}/image", by_extension=True
    )


@feature
def picture_by_function(package: Package, sheet: Sheet) -> None:
    """=IMAGE(…): the cell's value is an error to old programs, a rich value to new ones."""
    cell = (
        f'<c r="{FREE_CELL}" t="e" vm="1"><f>_xlfn.IMAGE("https://example.com/图.png")</f><v>#VALUE!</v></c>'
    )
    package.splice(sheet.part, FREE, cell)
    rich = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
    package.add(
        "xl/metadata.xml",
        f'<metadata xmlns="{MAIN}" xmlns:xlrd="{rich}"><metadataTypes count="1">'
        '<metadataType name="XLRICHVALUE" '
        'minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" '
        'rowColShift="1" '
        'clearFormats="1" clearComments="1" assign="1" coerce="1"/></metadataTypes>'
        '<futureMetadata name="XLRICHVALUE" count="1"><bk><extLst>'
        '<ext uri="{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}">'
        '<xlrd:rvb i="0"/></ext></extLst></bk></futureMetadata><valueMetadata count="1"><bk><rc t="1" v="0"/>'
        "</bk>"
        "</valueMetadata></metadata>",
        f"{SPREADSHEET}.sheetMetadata+xml",
        relation=f"{OFFICE}/sheetMetadata",
    )
    package.add(
        "xl/richData/rdrichvalue.xml",
        f'<rvData xmlns="{rich}" count="1"><rv s="0"><v>0</v><v>1</v><v>0</v></rv></rvData>',
        "application/vnd.ms-excel.rdrichvalue+xml",
        relation=f"{MICROSOFT}/2017/06/relationships/rdRichValue",
    )
    package.add(
        "xl/richData/rdrichvaluestructure.xml",
        f'<rvStructures xmlns="{rich}" count="1"><s t="_webimage"><k n="WebImageIdentifier" t="i"/>'
        '<k n="CalcOrigin" t="i"/><k n="ComputedImage" t="b"/></s></rvStructures>',
        "application/vnd.ms-excel.rdrichvaluestructure+xml",
        relation=f"{MICROSOFT}/2017/06/relationships/rdRichValueStructure",
    )
    images = "xl/richData/rdRichValueWebImage.xml"
    package.add(
        images,
        '<webImagesSrd xmlns="http://schemas.microsoft.com/office/spreadsheetml/2020/richdatawebimage" '
        f'xmlns:r="{OFFICE}"><webImageSrd><address r:id="rId1"/></webImageSrd>'
        "</webImagesSrd>",
        "application/vnd.ms-excel.rdrichvaluewebimage+xml",
        relation=f"{MICROSOFT}/2020/07/relationships/rdRichValueWebImage",
    )
    package.relate(images, "https://example.com/%E5%9B%BE.png", f"{OFFICE}/hyperlink", external=True)


@once
def phonetic_text(package: Package) -> None:
    """How a text is read, which Excel keeps beside it; no part of the text."""
    package.splice(
        "xl/sharedStrings.xml",
        "<t>居民收入增速</t>",
        '<t>居民收入增速</t><rPh sb="0" eb="2"><t>jūmín</t></rPh><rPh sb="2" eb="4"><t>shōurù</t></rPh>'
        '<phoneticPr fontId="0" type="noConversion"/>',
    )
    package.splice(TABLE_PART, '<c r="B2" t="s">', '<c r="B2" t="s" ph="1">')
    package.insert(TABLE_PART, '<phoneticPr fontId="0" type="noConversion"/>')


def _column_of_free_cells(package: Package, part: str) -> None:
    """Give rows 3 to 6 a cell below the free one."""
    for row in range(3, 7):
        text = package.text(part)
        start = text.index(f'<row r="{row}"')
        end = text.index("</row>", start)
        package.parts[part] = f'{text[:end]}<c r="N{row}"><v>0</v></c>{text[end:]}'.encode()


@feature
def shared_formula(package: Package, sheet: Sheet) -> None:
    """One formula for several cells, with the chain of calculation, which has to go."""
    _column_of_free_cells(package, sheet.part)
    for row in range(2, 7):
        shared = f'<f t="shared" ref="N2:N6" si="0">E{row}*2</f>' if row == 2 else '<f t="shared" si="0"/>'
        package.splice(sheet.part, f'<c r="N{row}"><v>0</v></c>', f'<c r="N{row}">{shared}<v>{row}</v></c>')
    links = "".join(f'<c r="N{row}" i="{sheet.place + 1}"/>' for row in range(2, 7))
    package.add(
        "xl/calcChain.xml",
        f'<calcChain xmlns="{MAIN}">{links}</calcChain>',
        f"{SPREADSHEET}.calcChain+xml",
        relation=f"{OFFICE}/calcChain",
    )


@once
def shared_formula_from_a_computed_cell(package: Package) -> None:
    """J2 has the formula that J8, outside the table, shares; when J2 gives way, J8 still needs it."""
    formula = '<f t="shared" ref="J2:J8" si="0">IF(H2="","",IF(H2&gt;=D2,"完成","未完成"))</f>'
    for row, cell in {2: formula, 3: '<f t="shared" si="0"/>', 6: '<f t="shared" si="0"/>'}.items():
        text = package.text(TABLE_PART)
        own = f'<c r="J{row}" t="str">{cell}<v>未完成</v></c>'
        place = re.compile(rf'(<c r="I{row}"[^>]*>.*?</c>)')
        package.parts[TABLE_PART] = place.sub(rf"\1{own}", text, count=1).encode()
    package.splice(
        TABLE_PART,
        "</sheetData>",
        '<row r="8"><c r="J8" t="str"><f t="shared" si="0"/><v></v></c></row></sheetData>',
    )
    package.splice(TABLE_PART, '<dimension ref="A1:N6"/>', '<dimension ref="A1:N8"/>')


@once(
    base=lambda _book, sheet: sheet.write_dynamic_array_formula(
        "J2:J6", '=IF(H2:H6>=D2:D6,"完成","未完成")', None, "未完成"
    )
)
def dynamic_array_in_a_computed_column(package: Package) -> None:
    """One formula in J2 spills over the column that the verdicts go into."""
    assert 'cm="1"' in package.text(TABLE_PART)


@once(base=lambda _book, sheet: sheet.write_array_formula("G4:G5", "{=E4:E5+20}", None, 70))
def array_formula_in_the_table(package: Package) -> None:
    package.splice(TABLE_PART, '<c r="G5"><v>0</v></c>', '<c r="G5"><v>520</v></c>')


@feature
def data_table_of_what_if(package: Package, sheet: Sheet) -> None:
    """模拟运算表: a formula that has attributes and no text."""
    _column_of_free_cells(package, sheet.part)
    package.splice(
        sheet.part,
        '<c r="N3"><v>0</v></c>',
        '<c r="N3"><f t="dataTable" ref="N3:N4" dt2D="0" dtr="0" r1="E2" ca="1"/><v>12.2</v></c>',
    )


@feature
def validation_by_another_sheet(package: Package, sheet: Sheet) -> None:
    """A list on another sheet, as Excel 2010 wrote it first: in the sheet's extensions."""
    package.insert(
        sheet.part,
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}">'
        f'<x14:dataValidations count="1" xmlns:xm="{XM}"><x14:dataValidation type="list" allowBlank="1" '
        f'showInputMessage="1" showErrorMessage="1"><x14:formula1><xm:f>{OTHER}!$A$2:$A$6</xm:f>'
        "</x14:formula1>"
        "<xm:sqref>L2:L6</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>",
    )


@feature
def rule_by_another_sheet(package: Package, sheet: Sheet) -> None:
    """A conditional format that looks at another sheet; its format stands in the extension itself."""
    package.insert(
        sheet.part,
        f'<extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{X14}">'
        f'<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{XM}">'
        f'<x14:cfRule type="expression" priority="9" id="{GUID}"><xm:f>{OTHER}!$C$2&gt;5</xm:f>'
        '<x14:dxf><font><b/><i val="0"/></font></x14:dxf></x14:cfRule><xm:sqref>E2:H6</xm:sqref>'
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>",
    )


@feature
def editable_range_with_hash(package: Package, sheet: Sheet) -> None:
    """可编辑区域 of an unprotected sheet, its password kept as Excel 2013 and WPS keep it."""
    package.insert(
        sheet.part,
        '<protectedRanges><protectedRange algorithmName="SHA-512" hashValue="aGFzaA==" saltValue="c2FsdA==" '
        'spinCount="100000" sqref="H2:H6 L2:L6" name="填报区"/></protectedRanges>',
    )


@feature
def scenarios(package: Package, sheet: Sheet) -> None:
    package.insert(
        sheet.part,
        '<scenarios current="0"><scenario name="乐观" locked="1" count="1" user="张三" comment="上限">'
        '<inputCells r="H3" val="3.6"/></scenario></scenarios>',
    )


@feature
def watched_cells(package: Package, sheet: Sheet) -> None:
    package.insert(sheet.part, '<cellWatches><cellWatch r="H3"/><cellWatch r="J2"/></cellWatches>')


@feature
def consolidation(package: Package, sheet: Sheet) -> None:
    package.insert(
        sheet.part,
        f'<dataConsolidate topLabels="1"><dataRefs count="1"><dataRef ref="A1:C6" sheet="{OTHER}"/>'
        "</dataRefs>"
        "</dataConsolidate>",
    )


@feature
def sorted_filter(package: Package, sheet: Sheet) -> None:
    package.insert(
        sheet.part,
        '<autoFilter ref="A1:I6"><sortState ref="A2:I6"><sortCondition descending="1" ref="E1:E6"/>'
        "</sortState>"
        "</autoFilter>",
    )
    name = (
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{sheet.place}" hidden="1">'
        f"{sheet.title}!$A$1:$I$6</definedName>"
    )
    package.insert(WORKBOOK, f"<definedNames>{name}</definedNames>")


@once
def custom_views(package: Package) -> None:
    """自定义视图: the workbook names them, each sheet says how it looks in them."""
    package.insert(
        WORKBOOK,
        f'<customWorkbookViews><customWorkbookView name="领导版" guid="{GUID}" maximized="1" xWindow="0" '
        'yWindow="0" windowWidth="1600" windowHeight="900" activeSheetId="2"/></customWorkbookViews>',
    )
    for part in (TABLE_PART, OTHER_PART):
        package.insert(
            part,
            f'<customSheetViews><customSheetView guid="{GUID}" scale="80" hiddenColumns="1">'
            '<selection activeCell="C3" sqref="C3"/>'
            '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" '
            'header="0.3" footer="0.3"/></customSheetView></customSheetViews>',
        )


@feature
def as_excel_writes_rows(package: Package, sheet: Sheet) -> None:
    """Attributes of later versions on the sheet and its rows, which older ones are told to ignore."""
    package.declare(
        sheet.part,
        "x14ac=http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac",
        "xr=http://schemas.microsoft.com/office/spreadsheetml/2014/revision",
        ignorable="x14ac xr",
    )
    text = package.text(sheet.part)
    text = text.replace("<worksheet ", f'<worksheet xr:uid="{GUID}" ', 1)
    text = re.sub(r'(<row r="\d+" spans="[\d:]+")', r'\1 x14ac:dyDescent="0.25"', text)
    text = text.replace("<sheetFormatPr ", '<sheetFormatPr x14ac:dyDescent="0.25" ')
    package.parts[sheet.part] = text.encode()


@once
def names_of_every_kind(package: Package) -> None:
    """Hidden ones, functions, broken ones, with comments; of the workbook and of sheets."""
    package.insert(
        WORKBOOK,
        "<definedNames>"
        '<definedName name="_xlfn.SINGLE" hidden="1">#NAME?</definedName>'
        '<definedName name="_xlnm.Print_Titles" localSheetId="1">附表!$1:$1</definedName>'
        '<definedName name="断链">#REF!</definedName>'
        '<definedName name="面积" localSheetId="1" comment="公顷">附表!$C$2:$C$6</definedName>'
        '<definedName name="增长率">_xlfn.LAMBDA(_xlpm.新,_xlpm.旧,_xlpm.新/_xlpm.旧-1)</definedName>'
        '<definedName name="指标名" description="说明" '
        'hidden="1">OFFSET(指标总表!$B$2,0,0,COUNTA(指标总表!$B:$B)-1,1)</definedName>'
        '<definedName name="文字">"甲""乙"&amp;"丙"</definedName>'
        "</definedNames>",
    )


@feature
def named_sheet_view(package: Package, sheet: Sheet) -> None:
    """A view of one's own in a workbook that several edit."""
    package.add(
        "xl/namedSheetViews/namedSheetView1.xml",
        '<namedSheetViews xmlns="http://schemas.microsoft.com/office/spreadsheetml/2019/namedsheetviews">'
        f'<namedSheetView name="我的视图" id="{GUID}"/></namedSheetViews>',
        "application/vnd.ms-excel.namedsheetviews+xml",
        sheet.part,
        f"{MICROSOFT}/2019/04/relationships/namedSheetView",
    )


def _noted(_book: Workbook, sheet: Worksheet) -> None:
    text = "[线程批注]\n\n请核对口径"
    sheet.write_comment("H3", text, {"author": f"tc={GUID}"})


@feature(base=_noted)
def threaded_comments(package: Package, sheet: Sheet) -> None:
    """A conversation beside the note that older versions show instead."""
    person = "{9A8B7C6D-0000-4000-8000-9A8B7C6D5E4F}"
    namespace = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    package.add(
        "xl/threadedComments/threadedComment1.xml",
        f'<ThreadedComments xmlns="{namespace}"><threadedComment ref="H3" dT="2023-07-12T08:00:00.00" '
        f'personId="{person}" id="{GUID}"><text>请核对口径</text></threadedComment></ThreadedComments>',
        "application/vnd.ms-excel.threadedcomments+xml",
        sheet.part,
        f"{MICROSOFT}/2017/10/relationships/threadedComment",
    )
    package.add(
        "xl/persons/person.xml",
        f'<personList xmlns="{namespace}"><person displayName="张三" id="{person}" userId="zhangsan" '
        'providerId="None"/></personList>',
        "application/vnd.ms-excel.person+xml",
        relation=f"{MICROSOFT}/2017/10/relationships/person",
    )
