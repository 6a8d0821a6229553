"""The report as a Word file: what another reader finds in it, and what staff may do to its template."""

import itertools
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests.conftest import ROOT, SOFFICE, needs_libreoffice, run_cli
from yuecheng_xl.disk.shipped import master_workbook, templates_folder

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PDFTOPPM, PDFTOTEXT = shutil.which("pdftoppm"), shutil.which("pdftotext")
needs_poppler = pytest.mark.skipif(not (PDFTOPPM and PDFTOTEXT), reason="poppler is not installed")


def only(element: ElementTree.Element, path: str) -> ElementTree.Element:
    found = element.find(path)
    assert found is not None, path
    return found


def parent_of(element: Any) -> Any:
    """Return what an element of the document stands in: of any class of python-docx."""
    return element.getparent()


@pytest.fixture(scope="module")
def shipped() -> yx.Evaluation:
    """Evaluate the shipped master without key tasks and projects: ``test_report_lists`` has their parts."""
    return yx.evaluate(replace(yx.read_workbook(), tasks=(), projects=()))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, shipped: yx.Evaluation) -> Path:
    return yx.write_report(shipped, tmp_path_factory.mktemp("报告") / "报告.docx").path


@pytest.fixture
def template(tmp_path: Path) -> Path:
    folder = tmp_path / "模板"
    folder.mkdir()
    return Path(shutil.copy(templates_folder() / "报告.docx", folder))


def part(path: Path, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(path) as package:
        return ElementTree.fromstring(package.read(name))


def texts(path: Path) -> list[str]:
    """Return the paragraphs, those of tables too, without the table of contents."""
    body = part(path, "word/document.xml")
    listed = {item for content in body.iter(f"{W}sdt") for item in content.iter(f"{W}p")}
    return [shown(item) for item in body.iter(f"{W}p") if item not in listed]


def shown(paragraph: ElementTree.Element) -> str:
    return "".join(run.text or "" for run in paragraph.iter(f"{W}t"))


def rows(path: Path, number: int) -> list[list[str]]:
    table = list(part(path, "word/document.xml").iter(f"{W}tbl"))[number]
    return [
        ["".join(run.text or "" for run in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]
        for row in table.iter(f"{W}tr")
    ]


def test_headings_paragraphs_and_captions_stand_in_order(written: Path, shipped: yx.Evaluation) -> None:
    found = [text for text in texts(written) if text]
    assert found[:2] == ["越城区“十四五”规划纲要", "实施情况中期评估报告"]
    headings = [text for text in found if re.match("[一二三四]、", text)]
    assert headings == [
        "一、评估方法和总体判断",
        "二、规划发展目标完成情况分析",
        "三、评估结论和建议",
        "四、年度分解",
    ]
    categories = [text for text in found if text.endswith("指标") and text.startswith("（")]
    assert categories[0] == "（一）综合实力指标"
    assert len(categories) == 7
    numbered = [text for text in found if re.match(r"\d+．", text)]
    assert len(numbered) == len(shipped.assessments) + len(shipped.adjustments)
    captions = [text for text in found if re.match("[图表]\\d", text) and "　" in text]
    assert [text[:2] for text in captions] == ["图1", "图2", "图3", "表1", "表2", "表3", "表4", "表5"]


def test_no_placeholder_is_left(written: Path) -> None:
    with zipfile.ZipFile(written) as package:
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                assert not re.search(rb"\{[^{}<]{1,12}\}", package.read(name)), name


def test_table_1_equals_the_published_one(written: Path, published_table1: list[dict[str, str]]) -> None:
    table = rows(written, 0)
    assert table[0] == ["类别", "指标", *list(published_table1[0])[3:]]
    for row, expected in zip(table[1:], published_table1, strict=True):
        assert row[1:] == [f"{expected['序号']}.{expected['指标']}", *list(expected.values())[3:]]


def test_table_2_equals_the_published_one(written: Path, published_table2: list[dict[str, str]]) -> None:
    table = rows(written, 1)[1:]
    assert [row[2:] for row in table] == [[line["调整事项"], line["调整情况"]] for line in published_table2]


def test_tables_stay_as_wide_as_the_page(written: Path) -> None:
    page = 297 - 40, 210 - 54
    for grid in part(written, "word/document.xml").iter(f"{W}tblGrid"):
        twips = sum(int(column.attrib[f"{W}w"]) for column in grid)
        assert twips * 25.4 / 1440 <= max(page) + 1


def test_headers_repeat_and_categories_are_merged(written: Path) -> None:
    table = next(part(written, "word/document.xml").iter(f"{W}tbl"))
    assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    marks = [cell.get(f"{W}val") for cell in table.iter(f"{W}vMerge")]
    assert marks.count("restart") == 7
    assert len(marks) == 34


def test_charts_are_native_with_their_figures_in_a_workbook(written: Path) -> None:
    with zipfile.ZipFile(written) as package:
        charts = sorted(name for name in package.namelist() if re.match(r"word/charts/chart\d+\.xml", name))
        books = sorted(name for name in package.namelist() if name.startswith("word/embeddings/"))
        assert (len(charts), len(books)) == (3, 3)
        sheet = load_workbook(BytesIO(package.read(books[0]))).worksheets[0]
        root = ElementTree.fromstring(package.read(charts[0]))
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        [None, "全区生产总值（亿元）", "增速（%）"],
        ["2020年", 1005.3, None], ["2021年", 1191.5, 8.8], ["2022年", 1271, 4], ["2023年上半年", 624.5, 7.5],
    ]  # fmt: skip
    values = [[item.text for item in cache.iter(f"{C}v")] for cache in root.iter(f"{C}numCache")]
    assert values == [["1005.3", "1191.5", "1271", "624.5"], ["8.8", "4", "7.5"]]


def test_the_page_is_that_of_an_official_document(written: Path) -> None:
    section = next(part(written, "word/document.xml").iter(f"{W}sectPr"))
    size, margins = only(section, f"{W}pgSz"), only(section, f"{W}pgMar")
    millimetres = [round(int(size.attrib[f"{W}{side}"]) * 25.4 / 1440) for side in ("w", "h")]
    assert millimetres == [210, 297]
    sides = [
        round(int(margins.attrib[f"{W}{side}"]) * 25.4 / 1440) for side in ("top", "bottom", "left", "right")
    ]
    assert sides == [37, 35, 28, 26]
    fonts = {
        only(style, f"{W}name").get(f"{W}val"): only(style, f"{W}rPr/{W}rFonts").get(f"{W}eastAsia")
        for style in part(written, "word/styles.xml").iter(f"{W}style")
        if style.find(f"{W}rPr/{W}rFonts") is not None
    }
    wanted = {
        "Normal": "仿宋_GB2312",
        "公文标题": "方正小标宋简体",
        "heading 1": "黑体",
        "heading 2": "楷体_GB2312",
    }
    assert {name: fonts[name] for name in wanted} == wanted


def test_word_opens_it_as_a_document_of_its_own_time(written: Path) -> None:
    settings = part(written, "word/settings.xml").iter(f"{W}compatSetting")
    modes = [item.get(f"{W}val") for item in settings if item.get(f"{W}name") == "compatibilityMode"]
    assert modes == ["15"]


def test_its_properties_are_its_own_and_not_the_templates(written: Path) -> None:
    properties = docx.Document(str(written)).core_properties
    now = datetime.now(UTC)
    for moment in (properties.created, properties.modified):
        assert timedelta() <= now - moment.replace(tzinfo=UTC) < timedelta(minutes=10)
    assert properties.title == "越城区“十四五”规划纲要实施情况中期评估报告"
    assert (properties.author, properties.last_modified_by) == ("yuecheng-xl", "yuecheng-xl")
    assert properties.comments == ""
    with zipfile.ZipFile(written) as package:
        about = [name for name in package.namelist() if name.startswith("docProps/")]
        app = ElementTree.fromstring(package.read("docProps/app.xml"))
    assert sorted(about) == ["docProps/app.xml", "docProps/core.xml"]
    assert [item.text for item in app] == ["yuecheng-xl"]


def test_every_part_is_valid_open_xml(written: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    assert [str(item) for item in audit.OpenXmlValidator().validate(written).errors] == []


# The table of contents.


def headings(path: Path) -> list[str]:
    """Return the headings of two levels by their styles, as Word would look for them."""
    return [
        item.text
        for item in docx.Document(str(path)).paragraphs
        if item.style is not None and re.match("[Hh]eading [12]$", item.style.name or "")
    ]


def entries(path: Path) -> list[ElementTree.Element]:
    content = part(path, "word/document.xml").find(f".//{W}sdt/{W}sdtContent")
    return [] if content is None else [item for item in content.iter(f"{W}p") if shown(item)]


def listed(path: Path) -> list[str]:
    """Return the entries without their page numbers."""
    return [re.sub(r"\d+$", "", shown(item)) for item in entries(path)]


def test_the_table_of_contents_has_the_headings_in_order(written: Path) -> None:
    assert len(headings(written)) == 15
    assert listed(written) == headings(written)


def test_the_table_of_contents_is_a_field_that_word_can_update(written: Path) -> None:
    document = part(written, "word/document.xml")
    content = only(document, f".//{W}sdt")
    assert only(content, f".//{W}docPartGallery").get(f"{W}val") == "Table of Contents"
    codes = [(item.text or "").split() for item in content.iter(f"{W}instrText")]
    assert codes[0] == ["TOC", r"\o", '"1-2"', r"\h", r"\z", r"\u"]
    marks = [item.get(f"{W}fldCharType") for item in content.iter(f"{W}fldChar")]
    assert marks == ["begin", "separate", *["begin", "separate", "end"] * 15, "end"]
    places = {
        mark.get(f"{W}name"): shown(paragraph)
        for paragraph in document.iter(f"{W}p")
        for mark in paragraph.iter(f"{W}bookmarkStart")
    }
    links = [only(item, f"{W}hyperlink").get(f"{W}anchor") for item in entries(written)]
    assert [places[link] for link in links] == headings(written)
    assert [code[:2] for code in codes[1:]] == [["PAGEREF", link] for link in links]


def test_nobody_is_asked_about_fields_on_opening(written: Path) -> None:
    assert part(written, "word/settings.xml").find(f"{W}updateFields") is None
    assert not [item for item in part(written, "word/document.xml").iter() if item.get(f"{W}dirty")]


# Pages: by their measures, and through a real office program.


def test_a_chart_leaves_less_than_a_third_of_a_page_empty(written: Path) -> None:
    """What does not fit moves to the next page with its caption; so much is left empty at most."""
    document = docx.Document(str(written))
    section = document.sections[0]
    height, top, bottom = section.page_height, section.top_margin, section.bottom_margin
    assert height is not None
    assert top is not None
    assert bottom is not None
    page = height - top - bottom
    for paragraph in document.paragraphs:
        for extent in paragraph._p.iter(f"{WP}extent"):
            below: Any = paragraph._p.getnext()
            caption, own = Paragraph(below, paragraph._parent).style, paragraph.style
            assert caption is not None
            assert own is not None
            spaces: Any = own.paragraph_format.space_before, caption.paragraph_format.space_after
            lines: Any = caption.paragraph_format.line_spacing
            assert sum(spaces) + int(extent.attrib["cy"]) + lines < page / 3


def rewritten_charts(master: Path, numbers: Collection[int], out: Path) -> Path:
    """Write the report with charts for just these indicators."""
    book = load_workbook(master)
    sheet = book["指标总表"]
    titles = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        chosen = row[titles.index("序号")].value in numbers
        row[titles.index("配图")].value = "是" if chosen else None
    book.save(master)
    return yx.write_report(yx.evaluate(yx.read_workbook(master)), out).path


def to_pdf(document: Path, folder: Path) -> Path:
    profile = f"-env:UserInstallation={(folder / 'lo').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(document),
    ]
    subprocess.run(command, capture_output=True, check=False, timeout=180)
    pdf = folder / f"{document.stem}.pdf"
    if not pdf.exists():
        pytest.skip("LibreOffice Writer is not installed")
    return pdf


def emptiness(pdf: Path, folder: Path) -> list[tuple[bool, float]]:
    """Return of each page whether it is upright, and what share below its last ink is empty.

    What is outside the template's margins (the page number) does not count.
    """
    subprocess.run(
        [str(PDFTOPPM), "-gray", "-r", "25.4", pdf, folder / "seite"], check=True
    )  # a pixel a millimetre
    pages = []
    for image in sorted(folder.glob("seite*.pgm")):
        size, pixels = image.read_bytes().split(b"\n", 3)[1::2]
        width, height = map(int, size.split())
        top, bottom = (37, height - 35) if height > width else (26, height - 24)
        inked = [y for y in range(top, bottom) if min(pixels[y * width : (y + 1) * width]) < 200]
        last = max(inked, default=top)
        pages.append((height > width, (bottom - last) / (bottom - top)))
    return pages


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[frozenset[int]], tuple[Path, Path]]:
    """Give for the numbers of charted indicators the report and what is printed of it, each once."""
    done: dict[frozenset[int], tuple[Path, Path]] = {}

    def run(numbers: frozenset[int]) -> tuple[Path, Path]:
        if numbers not in done:
            folder = tmp_path_factory.mktemp("打印")
            copy = Path(shutil.copy(master_workbook(), folder))
            report = rewritten_charts(copy, numbers, folder / "报告.docx")
            done[numbers] = report, to_pdf(report, folder)
        return done[numbers]

    return run


CHARTED = [
    pytest.param(frozenset(), id="no chart"),
    pytest.param(frozenset({1, 3, 15}), id="3 charts"),
    pytest.param(frozenset({1, 5, 9, 13, 17, 21, 25, 29}), id="8 charts"),
]


@needs_libreoffice
@needs_poppler
@pytest.mark.libreoffice
@pytest.mark.parametrize("charted", CHARTED)
def test_no_page_is_left_half_empty(
    printed: Callable[[frozenset[int]], tuple[Path, Path]], tmp_path: Path, charted: frozenset[int]
) -> None:
    report, pdf = printed(charted)
    with zipfile.ZipFile(report) as package:
        assert sum(name.startswith("word/charts/chart") for name in package.namelist()) == len(charted)
    pages = emptiness(pdf, tmp_path)
    assert len(pages) > 15
    # The last page, and the last one before the paper is turned, end where their text does.
    within = [
        (number, round(empty, 2))
        for number, ((upright, empty), (next_upright, _)) in enumerate(itertools.pairwise(pages), 1)
        if upright == next_upright
    ]
    assert [item for item in within if item[1] > 1 / 3] == []


@needs_libreoffice
@needs_poppler
@pytest.mark.libreoffice
@pytest.mark.parametrize("charted", CHARTED)
def test_the_pages_of_the_table_of_contents_are_near(
    printed: Callable[[frozenset[int]], tuple[Path, Path]], charted: frozenset[int]
) -> None:
    report, pdf = printed(charted)
    run = subprocess.run([str(PDFTOTEXT), "-layout", pdf, "-"], check=True, capture_output=True)
    lines = {
        "".join(line.split()): number
        for number, page in enumerate(run.stdout.decode("utf-8").split("\f"), 1)
        for line in page.splitlines()
    }
    said = [int(re.findall(r"\d+$", shown(item))[0]) for item in entries(report)]
    off = [page - lines[heading] for page, heading in zip(said, headings(report), strict=True)]
    assert max(map(abs, off)) <= 1  # right but for the fonts that a machine has in the place of others


@needs_libreoffice
@pytest.mark.libreoffice
def test_another_program_opens_it(written: Path, tmp_path: Path) -> None:
    command = [
        str(SOFFICE),
        f"-env:UserInstallation=file://{tmp_path}/lo",
        "--headless",
        "--convert-to",
        "txt:Text",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(written)], capture_output=True, check=False)
    result = tmp_path / "报告.txt"
    if not result.exists():
        pytest.skip("LibreOffice Writer is not installed")
    text = result.read_text(encoding="utf-8-sig")
    assert "1．全区生产总值。2021年为1191.5亿元" in text
    assert "四、年度分解" in text


# What staff do to the template.


def rewritten(template: Path, evaluation: yx.Evaluation, edit: Callable[[Document], object]) -> list[str]:
    document = docx.Document(str(template))
    edit(document)
    document.save(str(template))
    out = template.parent.parent / "结果.docx"
    return texts(yx.write_report(evaluation, out, templates=template.parent).path)


def find(document: Document, text: str) -> Paragraph:
    return next(item for item in document.paragraphs if text in item.text)


def test_changed_texts_and_formats_show(template: Path, shipped: yx.Evaluation) -> None:
    def edit(document: Document) -> None:
        find(document, "实施情况").runs[0].text = "{地区}评估报告（征求意见稿）"
        find(document, "{叙述}").runs[-1].font.italic = True

    assert "越城区评估报告（征求意见稿）" in rewritten(template, shipped, edit)
    runs = find(docx.Document(str(template.parent.parent / "结果.docx")), "1．全区生产总值").runs
    assert [run.font.italic for run in runs] == [None, True]


def test_a_placeholder_that_word_split_is_still_one(template: Path, shipped: yx.Evaluation) -> None:
    def edit(document: Document) -> None:
        paragraph = find(document, "{总体评价}")
        paragraph.runs[0].text = "总的看，{总"
        paragraph.add_run("体评")
        paragraph.add_run("价}（完）")

    found = rewritten(template, shipped, edit)
    assert any(text.startswith("总的看，在34个指标中") and text.endswith("（完）") for text in found)


def test_the_table_of_contents_follows_the_template(template: Path, shipped: yx.Evaluation) -> None:
    def edit(document: Document) -> None:
        find(document, "{结论章}、评估结论").runs[0].text = "{结论章}、{地区}的结论"
        find(document, "{分解章}、年度分解").style = "Normal"
        find(document, "{叙述}").paragraph_format.element.get_or_add_pPr().append(
            parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>')
        )

    rewritten(template, shipped, edit)
    found = listed(template.parent.parent / "结果.docx")
    assert [text for text in found if re.match("[一二三]、", text)] == [
        "一、评估方法和总体判断",
        "二、规划发展目标完成情况分析",
        "三、越城区的结论",
    ]
    assert sum(bool(re.match(r"\d+．", text)) for text in found) == len(shipped.assessments)


def test_a_template_without_its_place_has_no_table_of_contents(
    template: Path, shipped: yx.Evaluation
) -> None:
    def edit(document: Document) -> None:
        for text in ("目　录", "{目录}"):
            item = find(document, text)._p
            parent_of(item).remove(item)

    assert "四、年度分解" in rewritten(template, shipped, edit)
    assert entries(template.parent.parent / "结果.docx") == []


def test_sections_and_tables_that_staff_take_out_stay_out(template: Path, shipped: yx.Evaluation) -> None:
    def edit(document: Document) -> None:
        for table in document.tables[1:]:
            parent_of(table._tbl).remove(table._tbl)
        for text in ("{调整理由}", "图{图号}", "{落后分布}"):
            item = find(document, text)._p
            parent_of(item).remove(item)

    found = rewritten(template, shipped, edit)
    assert not any(text.startswith("图1　") for text in found)
    assert any("34．综合行政执法事项占比" in text for text in found)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda document: document.add_paragraph("{规划全名}"), "F709"),
        (lambda document: setattr(find(document, "{叙述}").runs[-1], "text", ""), "F715"),
    ],
)
def test_a_template_that_cannot_be_used_is_named(
    template: Path, shipped: yx.Evaluation, edit: Callable[[Document], object], code: str
) -> None:
    with pytest.raises(yx.YuechengError) as error:
        rewritten(template, shipped, edit)
    assert error.value.finding.code == code


def test_a_template_without_a_chart_says_so(template: Path, shipped: yx.Evaluation) -> None:
    document = docx.Document(str(template))
    chart = next(item for item in document.paragraphs if list(item._p.iter(f"{C}chart")))
    parent_of(chart._p).remove(chart._p)
    document.save(str(template))
    found = yx.write_report(shipped, template.parent.parent / "结果.docx", templates=template.parent).findings
    assert [item.code for item in found if item.code.startswith("F13")] == ["F1302"]


@pytest.mark.parametrize(
    ("content", "code"), [(None, "F101"), (b"not a document", "F1301"), (b"PK\x03\x04", "F1301")]
)
def test_a_missing_or_damaged_template_is_named(
    tmp_path: Path, shipped: yx.Evaluation, content: bytes | None, code: str
) -> None:
    if content is not None:
        (tmp_path / "报告.docx").write_bytes(content)
    with pytest.raises(yx.YuechengError) as error:
        yx.write_report(shipped, tmp_path / "结果.docx", templates=tmp_path)
    assert error.value.finding.code == code


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "word/charts/", "[Content_Types].xml"]
)
@pytest.mark.parametrize("content", [None, b"", b"<a", b"<a>" * 9])
def test_a_damaged_part_of_the_template_is_named(
    template: Path, shipped: yx.Evaluation, part: str, content: bytes | None
) -> None:
    with (
        zipfile.ZipFile(templates_folder() / "报告.docx") as source,
        zipfile.ZipFile(template, "w") as broken,
    ):
        for name in source.namelist():
            kept = source.read(name) if not name.startswith(part) else content
            if kept is not None:
                broken.writestr(name, kept)
    with pytest.raises(yx.InputFileError, match="F1301"):
        yx.write_report(shipped, template.parent.parent / "结果.docx", templates=template.parent)


# Other workbooks, and the command.


FEW_COLUMNS = [["指标", "单位", "2030年目标", "2025年", "2026年"], ["甲", "%", 20, 10, 12]]
NOTHING_TO_PLOT = [
    ["指标", "单位", "2025年目标", "2020年", "2021年", "配图"],
    ["甲", "", "优", "良", "优", "是"],
]


@pytest.mark.parametrize("table", [FEW_COLUMNS, NOTHING_TO_PLOT], ids=["few columns", "nothing to plot"])
def test_sparse_workbooks_give_a_report(
    book: Callable[..., Path], tmp_path: Path, table: list[list[int | str]]
) -> None:
    found = texts(yx.write_report(yx.evaluate(yx.read_workbook(book(table))), tmp_path / "报告.docx").path)
    assert "五年规划" in found
    assert not any("《》" in text or "（）" in text for text in found)


def test_a_plan_that_is_over(assess: Callable[..., yx.Evaluation], tmp_path: Path) -> None:
    header = ["指标", "单位", "2025年目标", "2020年", "2024年", "2025年", "方向", "数据类型"]
    rows = [header, ["甲", "%", 20, 10, 15, 18, "越高越好", "比率"]]
    monitored = assess(rows, 规划信息=[["评估类型", "年度监测"]])
    found = texts(yx.write_report(monitored, tmp_path / "监测.docx").path)
    assert any("规划期已满" in text for text in found)
    assert "没有需要分解的指标" in found
    concluded = texts(yx.write_report(assess(rows), tmp_path / "总结.docx").path)
    assert "实施情况总结评估报告" in concluded
    assert not any("年度分解" in text or "调整" in text for text in concluded)
    assert any("未完成规划目标（20%），相差2个百分点" in text for text in concluded)
    assert any("没有完成的指标与目标的差距：甲相差2个百分点" in text for text in concluded)


def test_the_command_writes_beside_the_workbooks_name(master: Path, tmp_path: Path) -> None:
    folder = tmp_path / "工作"
    folder.mkdir()
    run = run_cli("report", master, cwd=folder)
    assert (run.returncode, run.stderr) == (0, "")
    assert [path.name for path in folder.iterdir()] == ["指标总表-评估报告.docx"]


def test_json_has_every_text_and_level(master: Path, tmp_path: Path) -> None:
    run = run_cli("report", master, "-o", tmp_path / "稿.docx", "--json", cwd=tmp_path)
    record = json.loads(run.stdout)
    assert run.returncode == 0
    assert [item["number"] for item in record["indicators"]] == list(range(1, 35))
    first = record["indicators"][0]
    assert first["cells"]["2022年"] == "指标总表!H2"
    assert first["cells"]["2022年增速"] == "指标总表!P2"
    assert "62.5%" in first["evidence"]
    assert record["breakdown"][0]["linear"][-1] == {"year": 2025, "level": 1500, "change": 5.202036842}
    assert sum(item["share_of_count"] for item in record["behind"]["categories"]) == pytest.approx(1)
    assert len(record["adjustments"]) == 6


def test_a_report_with_edits_is_kept(master: Path, tmp_path: Path) -> None:
    out = tmp_path / "稿.docx"
    run_cli("report", master, "-o", out, cwd=tmp_path)
    document = docx.Document(str(out))
    document.core_properties.last_modified_by = "张三"
    document.save(str(out))
    run_cli("report", master, "-o", out, cwd=tmp_path)
    kept = [path for path in tmp_path.iterdir() if path.name.startswith("稿-备份")]
    assert [docx.Document(str(path)).core_properties.last_modified_by for path in kept] == ["张三"]


def test_the_page_lists_every_placeholder_of_the_template() -> None:
    pages = "".join(
        (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("report.md", "templates.md")
    )
    with zipfile.ZipFile(templates_folder() / "报告.docx") as package:
        shown = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", package.read("word/document.xml").decode()))
    placeholders = set(re.findall(r"\{([^{}]+)\}", shown))
    assert {name for name in placeholders if f"`{{{name}}}`" not in pages} == set()
    assert len(placeholders) > 40


def test_a_chapter_that_the_template_numbers_itself_counts(template: Path, shipped: yx.Evaluation) -> None:
    def edit(document: Document) -> None:
        for text in (
            "{方法章}、评估方法和总体判断",
            "（一）评估方法",
            "{评估方法}",
            "（二）总体判断",
            "{总体判断}",
        ):
            item = find(document, text)._p
            parent_of(item).remove(item)
        find(document, "{指标章}、规划").runs[0].text = "一、规划"

    found = rewritten(template, shipped, edit)
    assert [text for text in found if re.match("[一二三]、", text)][:2] == ["一、规划", "二、评估结论和建议"]
