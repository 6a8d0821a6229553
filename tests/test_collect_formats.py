"""What departments send that is no workbook: texts, pages, documents; and what cannot be read at all."""

import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import docx
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

import yuecheng_xl as yx
from yuecheng_xl.collection import Collection, State

HEADER = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "2023年", "责任单位"]
ROWS = [
    [1, "全区生产总值", "亿元", 1500, 1005.3, 1191.5, 1271, None, "甲局"],
    [2, "城镇化率", "%", 78, 71.2, 72.4, 73.9, None, "甲局"],
    [3, "常住人口", "万人", 110, 101, 102, 103, None, "甲局"],
]
SENT = [
    ["指标", "单位", "2020年", "2021年", "2022年", "2023年"],
    ["全区生产总值", "亿元", "1005.3", "1191.5", "1271", "1330.5"],
    ["城镇化率", "%", "71.2", "72.4", "73.9", "75.20"],
    ["常住人口", "万人", "101", "102", "103", "104（预计）"],
]
TRUE = {1: 1330.5, 2: 75.2, 3: 104}


@pytest.fixture
def plan(book: Callable[..., Path]) -> yx.Plan:
    return yx.read_workbook(book([HEADER, *ROWS], name="总表.xlsx"))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "收到"
    folder.mkdir()
    return folder


def taken(collection: Collection) -> dict[object, float]:
    return {
        item.entry.number: float(item.entry.value)
        for item in collection.figures
        if item.fate.is_taken and str(item.entry.key) == "2023年" and item.entry.value is not None
    }


def comma(sign: str = ",") -> str:
    return "\r\n".join(sign.join(row) for row in SENT) + "\r\n"


def page(head: str = "<html><head><meta charset=gbk></head><body>") -> str:
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in SENT)
    return f"{head}<p>2023年主要指标</p><table border=1>{rows}</table>"


def xml2003() -> str:
    def cell(text: str) -> str:
        kind = "Number" if text.replace(".", "").isdigit() else "String"
        return f'<Cell><Data ss:Type="{kind}">{text}</Data></Cell>'

    rows = "".join("<Row>" + "".join(map(cell, row)) + "</Row>" for row in SENT)
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="填报表"><Table>{rows}</Table></Worksheet></Workbook>'
    )


def document() -> bytes:
    made = docx.Document()
    made.add_paragraph("甲局报送数据")
    table = made.add_table(len(SENT), len(SENT[0]))
    for cells, row in zip(table.rows, SENT, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def two_lines_merged() -> bytes:
    """Return a document whose header has two lines, merged cells in both directions."""
    made = docx.Document()
    table = made.add_table(len(SENT) + 1, len(SENT[0]))
    for cells, row in zip(table.rows[1:], SENT, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    table.cell(0, 2).merge(table.cell(0, 5)).text = "完成情况"
    for column in (0, 1):
        merged = table.cell(0, column).merge(table.cell(1, column))
        merged.text = SENT[0][column]
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


READ = [
    ("甲局.csv", comma().encode("utf-8-sig")),
    ("甲局.csv", comma().encode("gb18030")),
    ("甲局.csv", comma().encode("utf-8")),
    ("甲局.txt", comma("\t").encode("utf-16")),
    ("甲局.txt", comma("\t").encode("gb18030")),
    ("甲局.xls", comma("\t").encode("gb18030")),
    ("甲局.csv", comma(";").encode("utf-8")),
    ("甲局.xls", page().encode("gb18030")),
    ("甲局.xls", page("<html><body>").encode("utf-8-sig")),
    ("甲局.xls", page('<!DOCTYPE html PUBLIC "-//W3C//DTD"><html>').encode("utf-8")),
    ("甲局.html", page("").encode("utf-16")),
    ("甲局.xls", xml2003().encode("utf-8")),
    ("甲局.xml", xml2003().encode("utf-8")),
    ("甲局.docx", document()),
    ("甲局.docx", two_lines_merged()),
]


@pytest.mark.parametrize(("name", "content"), READ)
def test_tables_in_other_files_are_read(
    name: str, content: bytes, plan: yx.Plan, inbox: Path, tmp_path: Path
) -> None:
    (inbox / name).write_bytes(content)
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    assert taken(collection) == TRUE
    assert collection.states[name] in (State.MERGED, State.MERGED_WITH_FINDINGS)
    assert collection.submissions[0].department == "甲局"


def test_a_percentage_of_an_xml_workbook_is_read_by_its_format(plan: yx.Plan, inbox: Path) -> None:
    styles = '<Styles><Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style></Styles><Worksheet '
    text = xml2003().replace("<Worksheet ", styles)
    text = text.replace(
        '<Cell><Data ss:Type="Number">75.20</Data>',
        '<Cell ss:StyleID="s1"><Data ss:Type="Number">0.752</Data>',
    )
    (inbox / "甲局.xls").write_text(text, encoding="utf-8")
    assert taken(yx.collect(inbox, plan)) == TRUE


def test_cells_of_a_page_that_are_merged_push_the_rest_aside(plan: yx.Plan, inbox: Path) -> None:
    years = "".join(f"<th>{year}</th>" for year in SENT[0][2:])
    head = (
        f"<tr><th rowspan=2>指标</th><th rowspan=2>单位</th><th colspan=4>完成情况</th></tr><tr>{years}</tr>"
    )
    rows = "".join(
        "<tr>" + "".join(f"<td>{text}" for text in row) + "</tr>" for row in SENT[1:]
    )  # cells that nobody closes
    (inbox / "甲局.xls").write_text(f"<table>{head}{rows}</table>", encoding="utf-8")
    assert taken(yx.collect(inbox, plan)) == TRUE


def zipped(**parts: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_iwa", ".iwa"), content)
    return buffer.getvalue()


UNREAD = [
    ("甲局.pdf", b"%PDF-1.7\n", "PDF", "报送表"),
    ("甲局.xlsx", b"%PDF-1.7\n", "PDF", "报送表"),
    ("甲局.jpg", b"\xff\xd8\xff\xe0....JFIF", "图片", "不要拍照"),
    ("甲局.png", b"\x89PNG\r\n\x1a\n....", "图片", "不要拍照"),
    ("甲局.heic", b"\x00\x00\x00\x18ftypheic", "图片", "不要拍照"),
    ("甲局.wps", b"\x00wps", "WPS", "报送表"),
    ("甲局.ofd", zipped(OFD_xml=b"<OFD/>", Doc_0__Document_xml=b"<D/>"), "OFD", "原表"),
    ("甲局.numbers", zipped(Index__Document_iwa=b"..", preview=b".."), "Numbers", "导出为"),
    ("甲局.msg", b"not a mail", "邮件", "附件"),
    ("甲局.html", b"<html><body>nothing</body></html>", "网页", "报送表"),
    ("甲局.csv", b"words\nand words\n", "文本", "报送表"),
]


@pytest.mark.parametrize(("name", "content", "kind", "remedy"), UNREAD)
def test_what_cannot_be_read_goes_back_with_what_helps_for_its_kind(
    name: str, content: bytes, kind: str, remedy: str, plan: yx.Plan, inbox: Path, tmp_path: Path
) -> None:
    (inbox / name).write_bytes(content)
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    assert dict(collection.states) == {name: State.RETURNED}
    (finding,) = collection.submissions[0].findings
    assert finding.code == "F102"
    assert kind in finding.message
    assert remedy in finding.remedy
    assert "在 Excel 或 WPS 中打开" not in finding.remedy
    assert (tmp_path / "结果" / collection.submissions[0].returned).exists()


def test_a_document_without_a_table_goes_back(plan: yx.Plan, inbox: Path) -> None:
    made = docx.Document()
    made.add_paragraph("已收悉，数据另报。")
    made.save(str(inbox / "甲局复函.docx"))
    collection = yx.collect(inbox, plan)
    assert dict(collection.states) == {"甲局复函.docx": State.RETURNED}
    assert "文字文档" in collection.submissions[0].findings[0].message


@pytest.mark.parametrize("name", ["~$甲局.xlsx", ".~lock.甲局.xlsx#", ".~甲局.xlsx"])
def test_what_a_program_keeps_beside_an_open_form_is_nobody_s(name: str, plan: yx.Plan, inbox: Path) -> None:
    (inbox / name).write_bytes(b"\x05Admin")
    collection = yx.collect(inbox, plan)
    assert collection.missing == ("甲局",)
    assert [item.department for item in collection.submissions] == [""]
    assert [item.code for item in collection.submissions[0].findings] == ["F108"]


@pytest.mark.parametrize(("password", "is_read"), [("VelvetSweatshop", True), ("1234", False)])
def test_what_excel_opens_without_a_question_is_opened(
    password: str, is_read: bool, plan: yx.Plan, inbox: Path, tmp_path: Path
) -> None:
    workbook, plain = Workbook(), BytesIO()
    for row in SENT:
        workbook.worksheets[0].append(row)
    workbook.save(plain)
    plain.seek(0)
    with (inbox / "甲局.xlsx").open("wb") as file:
        OOXMLFile(plain).encrypt(password, file)
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    assert taken(collection) == (TRUE if is_read else {})
    codes = {item.code for item in collection.submissions[0].findings}
    assert ("F104" in codes) is not is_read
    assert is_read is not (collection.states["甲局.xlsx"] is State.RETURNED)


def mail(*attached: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "报送数据", "a@example.cn", "b@example.cn"
    message.set_content("请查收附件。")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_the_attachments_of_a_mail_are_opened_like_an_archive(
    plan: yx.Plan, inbox: Path, tmp_path: Path
) -> None:
    inside = zipped(**{"甲局补报.csv": comma().encode()})
    attached = [("甲局.docx", document()), ("材料.zip", inside), ("甲局盖章.pdf", b"%PDF-1.7")]
    (inbox / "转发.eml").write_bytes(mail(*attached))
    collection = yx.collect(inbox, plan, tmp_path / "结果")
    assert taken(collection) == TRUE
    states = {name: state.value for name, state in collection.states.items()}
    assert states.pop("转发.eml/甲局盖章.pdf") == "退回"
    assert set(states) == {"转发.eml/甲局.docx", "转发.eml/材料.zip/甲局补报.csv"}
    assert "退回" not in states.values()
    assert (tmp_path / "结果/退回/转发.eml/甲局盖章（原件）.pdf").read_bytes() == b"%PDF-1.7"


def test_a_mail_without_attachments_goes_back_with_what_helps(plan: yx.Plan, inbox: Path) -> None:
    (inbox / "甲局.eml").write_bytes(mail())
    collection = yx.collect(inbox, plan)
    (finding,) = collection.submissions[0].findings
    assert dict(collection.states) == {"甲局.eml": State.RETURNED}
    assert "附件" in finding.remedy


HOSTILE = [
    ("甲局.csv", b"a,b\n" + b",".join([b"1"] * 400_000)),
    ("甲局.csv", b"a,b\n" * 200_000),
    ("甲局.xls", b"<table>" + b"<tr><td rowspan=1000 colspan=1000>1" * 50),
    ("甲局.xls", b"<table>" * 50_000),
    ("甲局.xls", b"<table><tr><td>" * 20_000),
    ("甲局.xls", xml2003().replace("<Row>", '<Row ss:Index="9999999">', 1).encode()),
    ("甲局.xls", xml2003().replace("<Cell>", '<Cell ss:MergeDown="9999999">', 1).encode()),
    ("甲局.xls", xml2003().replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook', 1).encode()),
    ("甲局.xls", xml2003().encode()[:-30]),
    ("甲局.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    ("甲局.eml", b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\n" * 50_000),
    ("甲局.docx", document()[:-300]),
    ("甲局.docx", zipped(word__document_xml=b"<a>" * 100_000)),
    ("甲局.docx", zipped(word__document_xml=b"<!DOCTYPE a><a/>")),
]


@pytest.mark.parametrize(("name", "content"), HOSTILE)
def test_a_harmful_file_costs_only_itself(name: str, content: bytes, plan: yx.Plan, inbox: Path) -> None:
    (inbox / name).write_bytes(content)
    (inbox / "甲局数据.csv").write_text(comma(), encoding="utf-8")
    collection = yx.collect(inbox, plan)
    assert collection.states[name] is State.RETURNED
    assert taken(collection) == TRUE
