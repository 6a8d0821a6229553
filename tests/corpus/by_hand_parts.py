"""Parts that belong to the workbook or to the package as a whole."""

from tests.corpus.by_hand_cells import GUID
from tests.corpus.hand import Sheet, feature, once
from tests.corpus.packages import MAIN, MICROSOFT, OFFICE, SPREADSHEET, WORKBOOK, Package
from tests.corpus.table import png

STYLES = "xl/styles.xml"


@once
def custom_xml(package: Package) -> None:
    """What a document system keeps in a workbook."""
    package.add(
        "customXml/item1.xml",
        '<归档 xmlns="urn:example:archive"><文号>2023-17</文号></归档>',
        "application/xml",
        relation=f"{OFFICE}/customXml",
        by_extension=True,
    )
    package.add(
        "customXml/itemProps1.xml",
        '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
        f'ds:itemID="{GUID}">'
        '<ds:schemaRefs><ds:schemaRef ds:uri="urn:example:archive"/></ds:schemaRefs></ds:datastoreItem>',
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        "customXml/item1.xml",
        f"{OFFICE}/customXmlProps",
    )


@once
def sensitivity_label(package: Package) -> None:
    package.add(
        "docMetadata/LabelInfo.xml",
        '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata">'
        f'<clbl:label id="{GUID}" enabled="1" method="Privileged" siteId="{GUID}" contentBits="2" '
        'removed="0"/></clbl:labelList>',
        "application/vnd.ms-office.classificationlabels+xml",
        "",
        f"{MICROSOFT}/2020/02/relationships/classificationlabels",
    )


@feature
def printer_settings(package: Package, sheet: Sheet) -> None:
    settings = package.add(
        f"xl/printerSettings/printerSettings{sheet.place + 1}.bin",
        bytes(range(256)),
        f"{SPREADSHEET}.printerSettings",
        sheet.part,
        f"{OFFICE}/printerSettings",
        by_extension=True,
    )
    package.insert(
        sheet.part, f'<pageSetup paperSize="8" scale="70" orientation="landscape" r:id="{settings}"/>'
    )


@feature
def property_of_the_sheet(package: Package, sheet: Sheet) -> None:
    """What an add-in keeps of a sheet."""
    own = package.add(
        "xl/customProperty1.bin",
        "设置".encode("utf-16-le"),
        f"{SPREADSHEET}.customProperty",
        sheet.part,
        f"{OFFICE}/customProperty",
        by_extension=True,
    )
    package.insert(sheet.part, f'<customProperties><customPr name="插件" r:id="{own}"/></customProperties>')


@once
def task_pane(package: Package) -> None:
    """An Office add-in that opens beside the workbook."""
    panes = "xl/webextensions/taskpanes.xml"
    namespace = "http://schemas.microsoft.com/office/webextensions"
    package.add(
        panes,
        f'<wetp:taskpanes xmlns:wetp="{namespace}/taskpanes/2010/11" xmlns:r="{OFFICE}">'
        '<wetp:taskpane dockstate="right" '
        'visibility="0" width="350" row="4"><wetp:webextensionref r:id="rId1"/></wetp:taskpane>'
        "</wetp:taskpanes>",
        "application/vnd.ms-office.webextensiontaskpanes+xml",
        "",
        f"{MICROSOFT}/2011/relationships/webextensiontaskpanes",
    )
    package.add(
        "xl/webextensions/webextension1.xml",
        f'<we:webextension xmlns:we="{namespace}/webextension/2010/11" id="{GUID}">'
        '<we:reference id="wa104380862" '
        'version="1.0.0.0" store="zh-CN" storeType="OMEX"/><we:alternateReferences/><we:properties/>'
        "<we:bindings/>"
        f'<we:snapshot xmlns:r="{OFFICE}"/></we:webextension>',
        "application/vnd.ms-office.webextension+xml",
        panes,
        f"{MICROSOFT}/2011/relationships/webextension",
    )


@once
def thumbnail(package: Package) -> None:
    package.add(
        "docProps/thumbnail.png",
        png(30),
        "image/png",
        "",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
        by_extension=True,
    )


@once
def ribbon_of_its_own(package: Package) -> None:
    package.add(
        "customUI/customUI14.xml",
        '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs>'
        '<tab id="t" label="报送">'
        '<group id="g" label="报送"/></tab></tabs></ribbon></customUI>',
        "application/xml",
        "",
        f"{MICROSOFT}/2007/relationships/ui/extensibility",
        by_extension=True,
    )


@once
def workbook_as_excel_writes_it(package: Package) -> None:
    """What Excel says of a workbook: where it was saved, who may change it, what it can compute."""
    x15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
    revision = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
    features = "http://schemas.microsoft.com/office/spreadsheetml/2018/calcfeatures"
    package.declare(WORKBOOK, f"x15={x15}", f"xr={revision}", ignorable="x15 xr")
    package.splice(
        WORKBOOK,
        '<workbookPr defaultThemeVersion="124226"/>',
        '<workbookPr codeName="ThisWorkbook" defaultThemeVersion="166925"/><mc:AlternateContent>'
        '<mc:Choice Requires="x15">'
        '<x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" '
        'url="D:\\中期评估\\"/>'
        "</mc:Choice></mc:AlternateContent>"
        f'<xr:revisionPtr revIDLastSave="0" documentId="{GUID}" coauthVersionLast="47" '
        f'coauthVersionMax="47" xr10:uidLastSave="{GUID}" '
        'xmlns:xr10="http://schemas.microsoft.com/office/spreadsheetml/2016/revision10"/>'
        '<workbookProtection lockWindows="1"/>',
    )
    package.insert(
        WORKBOOK,
        f'<extLst><ext uri="{{B58B0392-4F1F-4190-BB64-5DF3571DCE5F}}" xmlns:xcalcf="{features}">'
        "<xcalcf:calcFeatures>"
        '<xcalcf:feature name="microsoft.com:RD"/><xcalcf:feature name="microsoft.com:LET_WF"/>'
        "</xcalcf:calcFeatures></ext></extLst>",
    )


@once
def structure_protected(package: Package) -> None:
    """保护工作簿: no sheet may be added in Excel."""
    package.insert(
        WORKBOOK,
        '<workbookProtection workbookAlgorithmName="SHA-512" workbookHashValue="aGFzaA==" '
        'workbookSaltValue="c2FsdA==" '
        'workbookSpinCount="100000" lockStructure="1"/>',
    )


@once
def styles_as_excel_writes_them(package: Package) -> None:
    """Named styles, colours of its own, styles for tables and slicers; counts and extensions."""
    package.declare(
        STYLES, "x14ac=http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac", ignorable="x14ac"
    )
    package.splice(STYLES, '<fonts count="1">', '<fonts count="1" x14ac:knownFonts="1">')
    package.splice(
        STYLES,
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
        '<cellStyleXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '<xf numFmtId="9" fontId="0" fillId="0" borderId="0" applyNumberFormat="0" applyProtection="0"/>'
        "</cellStyleXfs>",
    )
    package.splice(
        STYLES, '<cellStyles count="1">', '<cellStyles count="2"><cellStyle name="我的百分比" xfId="1"/>'
    )
    package.splice(
        STYLES,
        '<dxfs count="0"/>',
        '<dxfs count="2"><dxf><font><b/></font></dxf><dxf><fill><patternFill><bgColor rgb="FFFFEB9C"/>'
        "</patternFill></fill></dxf></dxfs>",
    )
    package.splice(
        STYLES,
        '<tableStyles count="0" defaultTableStyle="TableStyleMedium9" '
        'defaultPivotStyle="PivotStyleLight16"/>',
        '<tableStyles count="1" defaultTableStyle="我的表" defaultPivotStyle="PivotStyleLight16">'
        '<tableStyle name="我的表" '
        'pivot="0" count="1"><tableStyleElement type="headerRow" dxfId="0"/></tableStyle></tableStyles>'
        '<colors><mruColors><color rgb="FF123456"/></mruColors></colors>'
        "<extLst>"
        '<ext uri="{EB79DEF2-80B8-43e5-95BD-54CBDDF9020C}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:slicerStyles defaultSlicerStyle="SlicerStyleLight1"/></ext></extLst>',
    )


@once(with_macros=True)
def macro_workbook_without_macros(package: Package) -> None:
    """An .xlsm whose macros were taken out: the type of its workbook still says that it may have some."""
    package.set_type(WORKBOOK, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")


@once(with_macros=True)
def macro_sheet(package: Package) -> None:
    """A sheet of Excel 4 macros, hidden behind the others."""
    package.set_type(WORKBOOK, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    own = package.add(
        "xl/macrosheets/sheet1.xml",
        f'<xm:macrosheet xmlns="{MAIN}" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        "<sheetViews>"
        '<sheetView workbookViewId="0"/></sheetViews><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        "</sheetData></xm:macrosheet>",
        "application/vnd.ms-excel.macrosheet+xml",
        relation=f"{MICROSOFT}/2006/relationships/xlMacrosheet",
    )
    package.splice(
        WORKBOOK, "</sheets>", f'<sheet name="宏1" sheetId="9" state="hidden" r:id="{own}"/></sheets>'
    )


@once(with_macros=True)
def signed_macros(package: Package) -> None:
    """The macros are signed, the workbook is not."""
    from tests.corpus.by_xlsxwriter import vba_project

    package.set_type(WORKBOOK, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    project = "xl/vbaProject.bin"
    package.add(
        project,
        vba_project(),
        "application/vnd.ms-office.vbaProject",
        relation=f"{MICROSOFT}/2006/relationships/vbaProject",
    )
    package.add(
        "xl/vbaProjectSignature.bin",
        bytes(range(200)),
        "application/vnd.ms-office.vbaProjectSignature",
        project,
        f"{MICROSOFT}/2006/relationships/vbaProjectSignature",
    )
