"""What floats over a sheet: controls, embedded objects, shapes, charts with styles, a line to sign on."""

from tests.corpus.by_hand_cells import DRAWING, GUID, SHEET_DRAWING
from tests.corpus.by_xlsxwriter import chart
from tests.corpus.hand import Sheet, feature
from tests.corpus.packages import MICROSOFT, OFFICE, Package
from tests.corpus.table import png

DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
A14 = "http://schemas.microsoft.com/office/drawing/2010/main"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


def _marker(prefix: str, column: int, row: int) -> str:
    fields = (("col", column), ("colOff", 0), ("row", row), ("rowOff", 0))
    return "".join(f"<{prefix}{name}>{value}</{prefix}{name}>" for name, value in fields)


CORNERS = f"<xdr:from>{_marker('xdr:', 15, 1)}</xdr:from><xdr:to>{_marker('xdr:', 17, 5)}</xdr:to>"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1528)
"""What stands for a compound file: none of the tests looks into it."""
_FROM, _TO = _marker("xdr:", 15, 1), _marker("xdr:", 17, 5)
ANCHOR = f'<anchor moveWithCells="1"><from>{_FROM}</from><to>{_TO}</to></anchor>'
BOX = (
    '<a:xfrm><a:off x="9144000" y="190500"/><a:ext cx="1219200" cy="762000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
)


def _draw(package: Package, sheet: Sheet, content: str) -> str:
    """Give the sheet a drawing with one anchored object."""
    part = "xl/drawings/drawing1.xml"
    text = (
        f'<xdr:wsDr xmlns:xdr="{SHEET_DRAWING}" xmlns:a="{DRAWING}"><xdr:twoCellAnchor>{CORNERS}{content}'
        "<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    own = package.add(part, text, DRAWING_TYPE, sheet.part, f"{OFFICE}/drawing")
    package.insert(sheet.part, f'<drawing r:id="{own}"/>')
    return part


def _draw_in_vml(package: Package, sheet: Sheet, shape: str, client: str) -> str:
    """Give the sheet an old drawing, which controls and embedded objects still need, with one shape."""
    part = "xl/drawings/vmlDrawing1.vml"
    text = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
        '<o:idmap v:ext="edit" data="1"/></o:shapelayout>'
        '<v:shape id="_x0000_s1025" type="#_x0000_t201" style="position:absolute;width:96pt;height:60pt" '
        f"{shape}"
        f"<x:ClientData {client}<x:Anchor>15, 0, 1, 0, 17, 0, 5, 0</x:Anchor></x:ClientData></v:shape></xml>"
    )
    own = package.add(part, text.encode(), VML_TYPE, sheet.part, f"{OFFICE}/vmlDrawing", by_extension=True)
    package.insert(sheet.part, f'<legacyDrawing r:id="{own}"/>')
    return part


def _choice(content: str, fallback: str = "") -> str:
    return (
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14" xmlns:x14="{X14}">{content}'
        "</mc:Choice>"
        f"{fallback}</mc:AlternateContent>"
    )


@feature
def form_control(package: Package, sheet: Sheet) -> None:
    """A list to choose from (窗体控件), linked to a cell."""
    _draw_in_vml(package, sheet, 'o:insetmode="auto">', 'ObjectType="Drop">')
    control = package.add(
        "xl/ctrlProps/ctrlProp1.xml",
        f'<formControlPr xmlns="{X14}" objectType="Drop" dropStyle="combo" dx="16" fmlaLink="$N$2" '
        'fmlaRange="$B$2:$B$6" noThreeD="1" sel="0" val="0"/>',
        "application/vnd.ms-excel.controlproperties+xml",
        sheet.part,
        f"{OFFICE}/ctrlProp",
    )
    package.declare(sheet.part, f"xdr={SHEET_DRAWING}")
    own = (
        f'<control shapeId="1025" r:id="{control}" name="下拉框 1"><controlPr defaultSize="0" autoLine="0" '
        f'autoPict="0">{ANCHOR}</controlPr></control>'
    )
    package.insert(sheet.part, _choice(f"<controls>{_choice(own)}</controls>"))


@feature
def activex_control(package: Package, sheet: Sheet) -> None:
    part = "xl/activeX/activeX1.xml"
    control = package.add(
        part,
        f'<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" xmlns:r="{OFFICE}" '
        'ax:classid="{8BD21D40-EC42-11CE-9E0D-00AA006002F3}" ax:persistence="persistStorage" '
        'r:id="rId1"/>',
        "application/vnd.ms-office.activeX+xml",
        sheet.part,
        f"{OFFICE}/control",
    )
    package.add(
        "xl/activeX/activeX1.bin",
        COMPOUND,
        "application/vnd.ms-office.activeX",
        part,
        f"{MICROSOFT}/2006/relationships/activeXControlBinary",
    )
    vml = _draw_in_vml(
        package, sheet, '><v:imagedata o:relid="rId1" o:title=""/>', 'ObjectType="Pict"><x:CF>Pict</x:CF>'
    )
    package.add("xl/media/image1.png", png(), "image/png", vml, f"{OFFICE}/image", by_extension=True)
    look = package.relate(sheet.part, "xl/media/image1.png", f"{OFFICE}/image")
    package.declare(sheet.part, f"xdr={SHEET_DRAWING}")
    own = (
        f'<control shapeId="1025" r:id="{control}" name="CheckBox1"><controlPr defaultSize="0" autoLine="0" '
        f'r:id="{look}">{ANCHOR}</controlPr></control>'
    )
    fallback = f'<mc:Fallback><control shapeId="1025" r:id="{control}" name="CheckBox1"/></mc:Fallback>'
    package.insert(sheet.part, f"<controls>{_choice(own, fallback)}</controls>")


@feature
def embedded_object(package: Package, sheet: Sheet) -> None:
    """A document embedded in the sheet (嵌入对象) and the picture that stands for it."""
    embedded = package.add(
        "xl/embeddings/oleObject1.bin",
        COMPOUND,
        "application/vnd.openxmlformats-officedocument.oleObject",
        sheet.part,
        f"{OFFICE}/oleObject",
        by_extension=True,
    )
    vml = _draw_in_vml(
        package, sheet, '><v:imagedata o:relid="rId1" o:title=""/>', 'ObjectType="Pict"><x:CF>Pict</x:CF>'
    )
    package.add("xl/media/image1.png", png(), "image/png", vml, f"{OFFICE}/image", by_extension=True)
    look = package.relate(sheet.part, "xl/media/image1.png", f"{OFFICE}/image")
    package.declare(sheet.part, f"xdr={SHEET_DRAWING}")
    start = f'<oleObject progId="Package" shapeId="1025" r:id="{embedded}"'
    own = f'{start}><objectPr defaultSize="0" r:id="{look}">{ANCHOR}</objectPr></oleObject>'
    fallback = f"<mc:Fallback>{start}/></mc:Fallback>"
    package.insert(sheet.part, f"<oleObjects>{_choice(own, fallback)}</oleObjects>")


@feature
def shapes(package: Package, sheet: Sheet) -> None:
    """A group of an arrow and a text with a link."""

    def names(kind: str, number: int, extra: str = "") -> str:
        return (
            f'<xdr:nv{kind}Pr><xdr:cNvPr id="{number}" name="形状 {number}">{extra}</xdr:cNvPr>'
            f"<xdr:cNv{kind}Pr/></xdr:nv{kind}Pr>"
        )

    link = f'<a:hlinkClick xmlns:r="{OFFICE}" r:id="rId1"/>'
    part = _draw(
        package,
        sheet,
        f'<xdr:grpSp>{names("GrpSp", 2)}<xdr:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/>'
        '<a:chOff x="0" y="0"/><a:chExt cx="9" cy="9"/></a:xfrm></xdr:grpSpPr>'
        f'<xdr:sp macro="" textlink="$B$2">{names("Sp", 3, link)}<xdr:spPr>{BOX}</xdr:spPr><xdr:txBody>'
        "<a:bodyPr/>"
        "<a:lstStyle/><a:p><a:r><a:rPr/><a:t>请核</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        f'<xdr:cxnSp macro="">{names("CxnSp", 4)}<xdr:spPr>{BOX}</xdr:spPr></xdr:cxnSp></xdr:grpSp>',
    )
    package.relate(part, "https://example.com/", f"{OFFICE}/hyperlink", external=True)


@feature
def control_drawn_twice(package: Package, sheet: Sheet) -> None:
    """A drawing that old versions skip as a whole."""
    shape = (
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="1025" name="按钮 1"/><xdr:cNvSpPr/>'
        "</xdr:nvSpPr>"
        f"<xdr:spPr>{BOX}</xdr:spPr></xdr:sp>"
    )
    part = _draw(package, sheet, shape)
    start, end = "<xdr:twoCellAnchor>", "</xdr:twoCellAnchor>"
    choice = f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:a14="{A14}" Requires="a14">'
    package.splice(part, start, f"{choice}{start}")
    package.splice(part, end, f"{end}</mc:Choice><mc:Fallback/></mc:AlternateContent>")


@feature
def smart_art(package: Package, sheet: Sheet) -> None:
    """智能图形 in four parts of its own."""
    diagram = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    frame = (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="图示 1"/>'
        "<xdr:cNvGraphicFramePr/>"
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{diagram}"><dgm:relIds xmlns:dgm="{diagram}" xmlns:r="{OFFICE}" r:dm="rId1" '
        'r:lo="rId2" '
        'r:qs="rId3" r:cs="rId4"/></a:graphicData></a:graphic></xdr:graphicFrame>'
    )
    drawing = _draw(package, sheet, frame)
    root = f'xmlns:dgm="{diagram}" xmlns:a="{DRAWING}"'
    empty = "<dgm:dataModel><dgm:ptLst/></dgm:dataModel>"
    title = '<dgm:title val=""/><dgm:desc val=""/><dgm:catLst/>'
    scene = (
        '<dgm:scene3d><a:camera prst="orthographicFront"/><a:lightRig rig="threePt" dir="t"/></dgm:scene3d>'
    )
    reference = '<a:{0} idx="0"><a:scrgbClr r="0" g="0" b="0"/></a:{0}>'
    style = "".join(reference.format(name) for name in ("lnRef", "fillRef", "effectRef"))
    look = f'<dgm:sp3d/><dgm:txPr/><dgm:style>{style}<a:fontRef idx="minor"/></dgm:style>'
    samples = "".join(f"<dgm:{name}>{empty}</dgm:{name}>" for name in ("sampData", "styleData", "clrData"))
    layout = f'{title}{samples}<dgm:layoutNode name="根"/>'
    parts = {
        "data": (
            "Data",
            "dataModel",
            '<dgm:ptLst><dgm:pt modelId="1" type="doc"/></dgm:ptLst><dgm:cxnLst/>',
            "",
        ),
        "layout": (
            "Layout",
            "layoutDef",
            layout,
            'uniqueId="urn:example/layout"',
        ),
        "quickStyle": (
            "Style",
            "styleDef",
            f'{title}{scene}<dgm:styleLbl name="node0">{scene}{look}</dgm:styleLbl>',
            'uniqueId="urn:example/style"',
        ),
        "colors": ("Colors", "colorsDef", title, 'uniqueId="urn:example/colors"'),
    }
    for name, (kind, element, content, attributes) in parts.items():
        package.add(
            f"xl/diagrams/{name}1.xml",
            f"<dgm:{element} {root} {attributes}>{content}</dgm:{element}>",
            f"application/vnd.openxmlformats-officedocument.drawingml.diagram{kind}+xml",
            drawing,
            f"{OFFICE}/diagram{name[0].upper()}{name[1:]}",
        )


_STYLED = (
    "axisTitle categoryAxis chartArea dataLabel dataLabelCallout dataPoint dataPoint3D dataPointLine "
    "dataPointMarker dataPointWireframe dataTable downBar dropLine errorBar floor gridlineMajor "
    "gridlineMinor "
    "hiLoLine leaderLine legend plotArea plotArea3D seriesAxis seriesLine title trendline trendlineLabel "
    "upBar valueAxis wall"
)


@feature(base=chart)
def chart_with_styles(package: Package, _sheet: Sheet) -> None:
    """A chart as Excel 2013 and later keep it: with a part for its style and one for its colours."""
    namespace = "http://schemas.microsoft.com/office/drawing/2012/chartStyle"
    look = '<cs:lnRef idx="0"/><cs:fillRef idx="0"/><cs:effectRef idx="0"/><cs:fontRef idx="minor"/>'
    entries = "".join(f"<cs:{name}>{look}</cs:{name}>" for name in _STYLED.split())
    marker = '<cs:dataPointMarkerLayout symbol="circle" size="5"/>'
    entries = entries.replace("<cs:dataPointWireframe>", f"{marker}<cs:dataPointWireframe>")
    package.add(
        "xl/charts/style1.xml",
        f'<cs:chartStyle xmlns:cs="{namespace}" xmlns:a="{DRAWING}" id="201">{entries}</cs:chartStyle>',
        "application/vnd.ms-office.chartstyle+xml",
        "xl/charts/chart1.xml",
        f"{MICROSOFT}/2011/relationships/chartStyle",
    )
    accents = "".join(f'<a:schemeClr val="accent{number}"/>' for number in range(1, 7))
    package.add(
        "xl/charts/colors1.xml",
        f'<cs:colorStyle xmlns:cs="{namespace}" xmlns:a="{DRAWING}" meth="cycle" id="10">{accents}'
        "<cs:variation/>"
        "</cs:colorStyle>",
        "application/vnd.ms-office.chartcolorstyle+xml",
        "xl/charts/chart1.xml",
        f"{MICROSOFT}/2011/relationships/chartColorStyle",
    )


@feature(base=chart)
def chart_with_its_own_data(package: Package, _sheet: Sheet) -> None:
    """A chart with a drawing of its own on it, and the theme that it came with from another workbook."""
    kind = "application/vnd.openxmlformats-officedocument"
    package.add(
        "xl/theme/themeOverride1.xml",
        package.text("xl/theme/theme1.xml")
        .partition("\n")[2]
        .replace("a:theme ", "a:themeOverride ", 1)
        .replace("</a:theme>", "</a:themeOverride>")
        .replace(' name="Office Theme"', "", 1)
        .replace("<a:themeElements>", "")
        .replace("</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/>", ""),
        f"{kind}.themeOverride+xml",
        "xl/charts/chart1.xml",
        f"{OFFICE}/themeOverride",
    )
    shapes_on_chart = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
    own = package.add(
        "xl/drawings/drawing9.xml",
        f'<c:userShapes xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="{DRAWING}">'
        f'<cdr:relSizeAnchor xmlns:cdr="{shapes_on_chart}"><cdr:from><cdr:x>0.1</cdr:x><cdr:y>0.1</cdr:y>'
        "</cdr:from>"
        '<cdr:to><cdr:x>0.4</cdr:x><cdr:y>0.3</cdr:y></cdr:to><cdr:sp macro="" textlink=""><cdr:nvSpPr>'
        f'<cdr:cNvPr id="2" name="注"/><cdr:cNvSpPr/></cdr:nvSpPr><cdr:spPr>{BOX}</cdr:spPr></cdr:sp>'
        "</cdr:relSizeAnchor></c:userShapes>",
        f"{kind}.drawingml.chartshapes+xml",
        "xl/charts/chart1.xml",
        f"{OFFICE}/chartUserShapes",
    )
    package.splice("xl/charts/chart1.xml", "</c:chartSpace>", f'<c:userShapes r:id="{own}"/></c:chartSpace>')


@feature
def signature_line(package: Package, sheet: Sheet) -> None:
    """签名行: a picture in the old drawing that says who is to sign."""
    line = (
        'alt="Microsoft Office 签名行..."><v:imagedata o:relid="rId1" o:title=""/>'
        f'<o:signatureline v:ext="edit" id="{GUID}" '
        'provid="{00000000-0000-0000-0000-000000000000}" o:suggestedsigner="张三" issignatureline="t"/>'
    )
    vml = _draw_in_vml(package, sheet, line, 'ObjectType="Pict"><x:CF>Pict</x:CF>')
    package.add("xl/media/image1.png", png(), "image/png", vml, f"{OFFICE}/image", by_extension=True)
