"""What brings data in and sums it up: connections, pivot tables, slicers, maps, models."""

import base64

from tests.corpus.by_hand_cells import DRAWING, GUID, SHEET_DRAWING, X14
from tests.corpus.by_xlsxwriter import excel_table
from tests.corpus.hand import FREE, Sheet, feature, once
from tests.corpus.packages import MAIN, MICROSOFT, OFFICE, SPREADSHEET, WORKBOOK, Package
from tests.corpus.table import FREE_CELL, HEADER, OTHER, TABLE

X15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"


@feature
def link_to_another_workbook(package: Package, sheet: Sheet) -> None:
    """The figure stands in somebody else's workbook; its last value is kept here."""
    package.splice(sheet.part, FREE, f'<c r="{FREE_CELL}"><f>[1]年报!$B$2+1</f><v>6</v></c>')
    link = package.add(
        "xl/externalLinks/externalLink1.xml",
        f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"><externalBook r:id="rId1"><sheetNames>'
        '<sheetName val="年报"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="2"><cell r="B2">'
        "<v>5</v>"
        "</cell></row></sheetData></sheetDataSet></externalBook></externalLink>",
        f"{SPREADSHEET}.externalLink+xml",
        relation=f"{OFFICE}/externalLink",
    )
    package.relate(
        "xl/externalLinks/externalLink1.xml",
        "file:///D:/%E5%B9%B4%E6%8A%A5.xlsx",
        f"{OFFICE}/externalLinkPath",
        external=True,
    )
    package.insert(WORKBOOK, f'<externalReferences><externalReference r:id="{link}"/></externalReferences>')


@feature
def connection_and_query_table(package: Package, sheet: Sheet) -> None:
    package.add(
        "xl/connections.xml",
        f'<connections xmlns="{MAIN}">'
        '<connection id="1" name="年报" type="6" refreshedVersion="7" background="1" '
        'saveData="1"><textPr codePage="936" sourceFile="D:\\年报.txt"><textFields count="1"><textField/>'
        "</textFields>"
        "</textPr></connection></connections>",
        f"{SPREADSHEET}.connections+xml",
        relation=f"{OFFICE}/connections",
    )
    package.add(
        "xl/queryTables/queryTable1.xml",
        f'<queryTable xmlns="{MAIN}" name="年报_1" connectionId="1" autoFormatId="16" applyNumberFormats="0" '
        'applyBorderFormats="0" applyFontFormats="1" applyPatternFormats="1" applyAlignmentFormats="0" '
        'applyWidthHeightFormats="0"/>',
        f"{SPREADSHEET}.queryTable+xml",
        sheet.part,
        f"{OFFICE}/queryTable",
    )
    scope = f'localSheetId="{sheet.place}" hidden="1"'
    name = f'<definedName name="年报_1" {scope}>{sheet.title}!$N$2:$N$2</definedName>'
    package.insert(WORKBOOK, f"<definedNames>{name}</definedNames>")


@once
def power_query(package: Package) -> None:
    """Queries are kept in a custom XML part in UTF-16."""
    mashup = base64.b64encode(b"\0\0\0\0PK\5\6" + bytes(18)).decode()
    text = (
        '<?xml version="1.0" encoding="utf-16"?>'
        f'<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">{mashup}</DataMashup>'
    )
    package.add(
        "customXml/item1.xml",
        text.encode("utf-16"),
        "application/xml",
        WORKBOOK,
        f"{OFFICE}/customXml",
        by_extension=True,
    )
    package.add(
        "customXml/itemProps1.xml",
        f'<ds:datastoreItem ds:itemID="{GUID}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        '<ds:schemaRefs><ds:schemaRef ds:uri="http://schemas.microsoft.com/DataMashup"/></ds:schemaRefs>'
        "</ds:datastoreItem>",
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        "customXml/item1.xml",
        f"{OFFICE}/customXmlProps",
    )
    package.add(
        "xl/connections.xml",
        f'<connections xmlns="{MAIN}"><connection id="1" keepAlive="1" name="查询 - 年报" description="查询" '
        'type="5" '
        'refreshedVersion="8" background="1">'
        '<dbPr connection="Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;'
        'Location=年报" command="年报"/></connection></connections>',
        f"{SPREADSHEET}.connections+xml",
        relation=f"{OFFICE}/connections",
    )


@once
def data_model(package: Package) -> None:
    """Power Pivot: a database in one binary part, a connection to it, its list of tables."""
    package.add(
        "xl/model/item.data",
        bytes(range(256)) * 20,
        "application/vnd.openxmlformats-officedocument.model+data",
        relation=f"{OFFICE}/powerPivotData",
        by_extension=True,
    )
    package.add(
        "xl/connections.xml",
        f'<connections xmlns="{MAIN}"><connection id="1" keepAlive="1" name="ThisWorkbookDataModel" '
        'description="数据模型" type="5" refreshedVersion="7" minRefreshableVersion="5" background="1">'
        '<dbPr connection="Data Model Connection" command="Model" commandType="1"/>'
        '<olapPr sendLocale="1" rowDrillCount="1000"/><extLst>'
        '<ext uri="{DE250136-89BD-433C-8126-D09CA5730AF9}" '
        f'xmlns:x15="{X15}"><x15:connection id="" model="1"/></ext></extLst></connection></connections>',
        f"{SPREADSHEET}.connections+xml",
        relation=f"{OFFICE}/connections",
    )
    package.insert(
        WORKBOOK,
        f'<extLst><ext uri="{{FCE2AD5D-F65C-4FA6-A056-5C36A1767C68}}" xmlns:x15="{X15}"><x15:dataModel>'
        "<x15:modelTables>"
        '<x15:modelTable id="表1" name="表1" connection="ThisWorkbookDataModel"/></x15:modelTables>'
        "</x15:dataModel></ext></extLst>",
    )


@feature
def xml_map(package: Package, sheet: Sheet) -> None:
    package.add(
        "xl/xmlMaps.xml",
        f'<MapInfo xmlns="{MAIN}" SelectionNamespaces=""><Schema ID="Schema1">'
        '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"><xsd:element name="数据"><xsd:complexType>'
        "<xsd:sequence>"
        '<xsd:element name="值" type="xsd:integer"/></xsd:sequence></xsd:complexType></xsd:element>'
        "</xsd:schema></Schema>"
        '<Map ID="1" Name="数据_映射" RootElement="数据" SchemaID="Schema1" '
        'ShowImportExportValidationErrors="false" '
        'AutoFit="true" Append="false" PreserveSortAFLayout="true" PreserveFormat="true"/></MapInfo>',
        "application/xml",
        relation=f"{OFFICE}/xmlMaps",
        by_extension=True,
    )
    package.add(
        "xl/tables/tableSingleCells1.xml",
        f'<singleXmlCells xmlns="{MAIN}"><singleXmlCell id="1" r="{FREE_CELL}" connectionId="0">'
        '<xmlCellPr id="1" '
        'uniqueName="值"><xmlPr mapId="1" xpath="/数据/值" xmlDataType="integer"/></xmlCellPr>'
        "</singleXmlCell></singleXmlCells>",
        f"{SPREADSHEET}.tableSingleCells+xml",
        sheet.part,
        f"{OFFICE}/tableSingleCells",
    )


@feature
def real_time_data(package: Package, sheet: Sheet) -> None:
    """A value that another program keeps sending."""
    package.splice(sheet.part, FREE, f'<c r="{FREE_CELL}"><f>RTD("行情",,"主题")</f><v>5</v></c>')
    package.add(
        "xl/volatileDependencies.xml",
        f'<volTypes xmlns="{MAIN}"><volType type="realTimeData"><main first="行情"><tp><v>5</v><stp/>'
        f'<stp>主题</stp><tr r="{FREE_CELL}" s="{sheet.place + 1}"/></tp></main></volType></volTypes>',
        f"{SPREADSHEET}.volatileDependencies+xml",
        relation=f"{OFFICE}/volatileDependencies",
    )


@feature
def pivot_table(package: Package, sheet: Sheet) -> None:
    """A pivot table on the sheet, of the figures of the other one, with its cache."""
    _add_pivot(package, sheet)


@once
def pivot_table_of_the_indicators(package: Package) -> None:
    """The cache holds what the table held when it was last refreshed."""
    columns = len(HEADER)
    fields = "".join(f'<cacheField name="{name}" numFmtId="0"><sharedItems/></cacheField>' for name in HEADER)
    cache = package.add(
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" saveData="0" refreshOnLoad="1" '
        'refreshedBy="张三" '
        'refreshedVersion="6" createdVersion="6" minRefreshableVersion="3" recordCount="0">'
        '<cacheSource type="worksheet">'
        f'<worksheetSource ref="A1:M6" sheet="{TABLE}"/></cacheSource><cacheFields count="{columns}">{fields}'
        "</cacheFields></pivotCacheDefinition>",
        f"{SPREADSHEET}.pivotCacheDefinition+xml",
        relation=f"{OFFICE}/pivotCacheDefinition",
    )
    package.insert(WORKBOOK, f'<pivotCaches><pivotCache cacheId="3" r:id="{cache}"/></pivotCaches>')


def _add_pivot(package: Package, sheet: Sheet) -> None:
    names = ["街道", "类别", "面积", "人口", "户数", "企业", "学校", "医院"]
    items = {"类别": '<sharedItems count="2"><s v="街道"/><s v="镇"/></sharedItems>'}
    plain = (
        '<sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1" '
        'minValue="10" maxValue="55"/>'
    )
    labels = "".join(f'<s v="{label}"/>' for label in ("城南", "城北", "城东", "城西", "城中"))
    items["街道"] = f'<sharedItems count="5">{labels}</sharedItems>'
    fields = "".join(
        f'<cacheField name="{name}" numFmtId="0">{items.get(name, plain)}</cacheField>' for name in names
    )
    definition = "xl/pivotCache/pivotCacheDefinition1.xml"
    cache = package.add(
        definition,
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" r:id="rId1" refreshedBy="张三" '
        'refreshedVersion="6" '
        'createdVersion="6" minRefreshableVersion="3" recordCount="5"><cacheSource type="worksheet">'
        f'<worksheetSource ref="A1:H6" sheet="{OTHER}"/></cacheSource><cacheFields count="8">{fields}'
        "</cacheFields>"
        "</pivotCacheDefinition>",
        f"{SPREADSHEET}.pivotCacheDefinition+xml",
        relation=f"{OFFICE}/pivotCacheDefinition",
    )
    records = "".join(
        f'<r><x v="{index}"/><x v="{int(index > 2)}"/>'
        + "".join(f'<n v="{10 * (index + 1) + step}"/>' for step in range(6))
        + "</r>"
        for index in range(5)
    )
    package.add(
        "xl/pivotCache/pivotCacheRecords1.xml",
        f'<pivotCacheRecords xmlns="{MAIN}" count="5">{records}</pivotCacheRecords>',
        f"{SPREADSHEET}.pivotCacheRecords+xml",
        definition,
        f"{OFFICE}/pivotCacheRecords",
    )
    package.insert(WORKBOOK, f'<pivotCaches><pivotCache cacheId="7" r:id="{cache}"/></pivotCaches>')
    unused = '<pivotField showAll="0"/>' * 5
    table = "xl/pivotTables/pivotTable1.xml"
    package.add(
        table,
        f'<pivotTableDefinition xmlns="{MAIN}" name="透视表1" cacheId="7" applyNumberFormats="0" '
        'applyBorderFormats="0" '
        'applyFontFormats="0" applyPatternFormats="0" applyAlignmentFormats="0" applyWidthHeightFormats="1" '
        'dataCaption="值" '
        'updatedVersion="6" minRefreshableVersion="3" createdVersion="6" indent="0" outline="1" '
        'outlineData="1">'
        '<location ref="P2:Q5" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="8">'
        '<pivotField showAll="0"/><pivotField axis="axisRow" showAll="0"><items count="3"><item x="0"/>'
        '<item x="1"/>'
        '<item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/>'
        + unused
        + '</pivotFields><rowFields count="1"><field x="1"/></rowFields><rowItems count="3"><i><x/></i>'
        '<i><x v="1"/></i>'
        '<i t="grand"><x/></i></rowItems><colItems count="1"><i/></colItems><dataFields count="1">'
        '<dataField name="面积合计" fld="2" baseField="0" baseItem="0"/></dataFields>'
        '<pivotTableStyleInfo name="PivotStyleLight16" showRowHeaders="1" showColHeaders="1" '
        'showRowStripes="0" '
        'showColStripes="0" showLastColumn="1"/></pivotTableDefinition>',
        f"{SPREADSHEET}.pivotTable+xml",
        sheet.part,
        f"{OFFICE}/pivotTable",
    )
    package.relate(table, definition, f"{OFFICE}/pivotCacheDefinition")


@feature(base=excel_table)
def slicer(package: Package, sheet: Sheet) -> None:
    """切片器 of an Excel table: its own part, a cache, a frame in the drawing, and a name."""
    field, column = ("单位", 3) if sheet.title == TABLE else ("类别", 2)
    cache_name = f"切片器_{field}"
    cache = package.add(
        "xl/slicerCaches/slicerCache1.xml",
        f'<slicerCacheDefinition xmlns="{X14}" xmlns:x="{MAIN}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'mc:Ignorable="x" name="{cache_name}" sourceName="{field}"><extLst>'
        f'<x:ext uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}" '
        f'xmlns:x15="{X15}"><x15:tableSlicerCache tableId="1" column="{column}"/></x:ext></extLst>'
        "</slicerCacheDefinition>",
        "application/vnd.ms-excel.slicerCache+xml",
        relation=f"{MICROSOFT}/2007/relationships/slicerCache",
    )
    package.insert(
        WORKBOOK, f'<definedNames><definedName name="{cache_name}">#N/A</definedName></definedNames>'
    )
    package.insert(
        WORKBOOK,
        f'<extLst><ext uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}" xmlns:x15="{X15}">'
        f'<x15:slicerCaches xmlns:x14="{X14}">'
        f'<x14:slicerCache r:id="{cache}"/></x15:slicerCaches></ext></extLst>',
    )
    own = package.add(
        "xl/slicers/slicer1.xml",
        f'<slicers xmlns="{X14}"><slicer name="{field}" cache="{cache_name}" caption="{field}" '
        'rowHeight="241300"/></slicers>',
        "application/vnd.ms-excel.slicer+xml",
        sheet.part,
        f"{MICROSOFT}/2007/relationships/slicer",
    )
    frame = (
        f'<xdr:wsDr xmlns:xdr="{SHEET_DRAWING}" xmlns:a="{DRAWING}"><xdr:twoCellAnchor editAs="absolute">'
        "<xdr:from><xdr:col>15</xdr:col>"
        "<xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to>"
        "<xdr:col>17</xdr:col>"
        "<xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:sle15="http://schemas.microsoft.com/office/drawing/2012/slicer"><mc:Choice Requires="sle15">'
        '<xdr:graphicFrame macro="">'
        f'<xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="{field}"/><xdr:cNvGraphicFramePr/>'
        "</xdr:nvGraphicFramePr>"
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/drawing/2010/slicer">'
        f'<sle:slicer xmlns:sle="http://schemas.microsoft.com/office/drawing/2010/slicer" name="{field}"/>'
        "</a:graphicData></a:graphic>"
        '</xdr:graphicFrame></mc:Choice><mc:Fallback><xdr:sp macro="" textlink=""><xdr:nvSpPr>'
        '<xdr:cNvPr id="0" name=""/><xdr:cNvSpPr/>'
        '</xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></xdr:spPr></xdr:sp></mc:Fallback></mc:AlternateContent><xdr:clientData/>"
        "</xdr:twoCellAnchor></xdr:wsDr>"
    )
    drawing = package.add(
        "xl/drawings/drawing1.xml",
        frame,
        "application/vnd.openxmlformats-officedocument.drawing+xml",
        sheet.part,
        f"{OFFICE}/drawing",
    )
    package.insert(sheet.part, f'<drawing r:id="{drawing}"/>')
    package.insert(
        sheet.part,
        f'<extLst><ext uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}" xmlns:x15="{X15}">'
        f'<x14:slicerList xmlns:x14="{X14}">'
        f'<x14:slicer r:id="{own}"/></x14:slicerList></ext></extLst>',
    )
