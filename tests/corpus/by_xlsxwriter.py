"""Masters that XlsxWriter makes whole: an author that shares no code with openpyxl.

A feature is a function of the workbook and the sheet that it sits on. Those marked ``@feature`` come
twice: on the table's own sheet and, as ``… elsewhere``, on the other one. Those marked ``@once`` concern
the workbook, or make its sheets themselves.
"""

import io
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import overload

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from tests.corpus import table
from tests.corpus.registry import register
from tests.corpus.table import FREE_CELL, OTHER, TABLE, png

Feature = Callable[[Workbook, Worksheet], None]
OfWorkbook = Callable[[Workbook], None]


def feature(function: Feature) -> Feature:
    name = function.__name__
    register(name, lambda path: _write(path, function, 0))
    register(f"{name}_elsewhere", lambda path: _write(path, function, 1))
    return function


@overload
def once(function: OfWorkbook, /) -> OfWorkbook: ...
@overload
def once(*, with_macros: bool = False, **options: bool) -> Callable[[OfWorkbook], OfWorkbook]: ...
def once(
    function: OfWorkbook | None = None, /, *, with_macros: bool = False, **options: bool
) -> OfWorkbook | Callable[[OfWorkbook], OfWorkbook]:
    """Mark a feature of the whole workbook; ``options`` are the constructor's."""

    def mark(function: OfWorkbook) -> OfWorkbook:
        def write(path: Path) -> None:
            with Workbook(path, options) as book:
                function(book)

        register(function.__name__, write, with_macros=with_macros)
        return function

    return mark if function is None else mark(function)


def _write(path: Path, function: Feature, place: int) -> None:
    with Workbook(path) as book:
        function(book, table.add_sheets(book)[place])


def figures(sheet: Worksheet) -> str:
    return f"='{sheet.name}'!$E$2:$G$2"


def new_chart(book: Workbook, kind: str) -> Chart:
    chart = book.add_chart({"type": kind})
    assert chart is not None
    return chart


# Pictures and drawings


@feature
def picture(_book: Workbook, sheet: Worksheet) -> None:
    sheet.insert_image("P2", "图.png", {"image_data": io.BytesIO(png()), "description": "示意图"})


@feature
def picture_in_cell(_book: Workbook, sheet: Worksheet) -> None:
    sheet.embed_image(FREE_CELL, "图.png", {"image_data": io.BytesIO(png())})


@feature
def linked_picture(_book: Workbook, sheet: Worksheet) -> None:
    sheet.insert_image("P2", "图.png", {"image_data": io.BytesIO(png()), "url": "https://example.com/"})


@feature
def text_box(_book: Workbook, sheet: Worksheet) -> None:
    sheet.insert_textbox("P2", "领导批示：请核", {"font": {"bold": True}, "fill": {"color": "#FFFF00"}})


@feature
def chart(book: Workbook, sheet: Worksheet) -> None:
    labels = {"value": True, "custom": [{"value": "甲"}, {"value": f"='{sheet.name}'!$B$2"}]}
    own = new_chart(book, "column")
    own.add_series({"values": figures(sheet), "data_labels": labels, "trendline": {"type": "linear"}})
    line = new_chart(book, "line")
    line.add_series({"values": figures(sheet), "y2_axis": True})
    own.combine(line)
    sheet.insert_chart("P2", own)


@feature
def header_picture(_book: Workbook, sheet: Worksheet) -> None:
    sheet.set_header("&L&G", {"image_left": "徽.png", "image_data_left": io.BytesIO(png(90))})


@feature
def background(_book: Workbook, sheet: Worksheet) -> None:
    sheet.set_background(io.BytesIO(png(120)))


@feature
def sparkline(_book: Workbook, sheet: Worksheet) -> None:
    sheet.add_sparkline(FREE_CELL, {"range": figures(sheet).removeprefix("="), "type": "column"})


@feature
def button(_book: Workbook, sheet: Worksheet) -> None:
    sheet.insert_button("P2", {"caption": "计算", "macro": "Calculate"})


# Cells


@feature
def notes_sized_and_coloured(_book: Workbook, sheet: Worksheet) -> None:
    sheet.write_comment("B2", "口径说明", {"width": 400, "height": 20, "color": "#FF0000"})
    sheet.write_comment("H3", "待报", {"visible": True, "author": "张三"})


@feature
def rich_text(book: Workbook, sheet: Worksheet) -> None:
    bold, red = book.add_format({"bold": True}), book.add_format({"color": "red", "font_script": 1})
    sheet.write_rich_string(FREE_CELL, "平常", bold, "加粗", red, "上标")


@once
def rich_text_in_a_name(book: Workbook) -> None:
    sheet, _ = table.add_sheets(book)
    sheet.write_rich_string("B2", book.add_format({"italic": True}), "居民", "收入增速")


@feature
def checkbox_in_cell(_book: Workbook, sheet: Worksheet) -> None:
    sheet.insert_checkbox(FREE_CELL, boolean=True)


@feature
def dynamic_array(_book: Workbook, sheet: Worksheet) -> None:
    sheet.write_dynamic_array_formula("N2:N4", f"=_xlfn.UNIQUE({figures(sheet).removeprefix('=')})", None, 5)


@feature
def array_formula(_book: Workbook, sheet: Worksheet) -> None:
    sheet.write_array_formula("N2:N3", "{=TRANSPOSE(E2:F2)}", None, 6.1)


@feature
def formulas_of_every_result(_book: Workbook, sheet: Worksheet) -> None:
    """Their cached values are what everybody sees who has no Excel."""
    for row, (formula, value) in enumerate(
        [
            ("=SUM(E2:G2)", 21.1),
            ('=IF(J2="","","已评估")', ""),
            ('=B2&"（已核）"', "居民收入增速（已核）"),
            ("=E2>F2", False),
            ("=1/0", "#DIV/0!"),
        ]
    ):
        sheet.write_formula(row + 1, 13, formula, None, value)


@once
def formulas_in_the_table(book: Workbook) -> None:
    sheet, _ = table.add_sheets(book)
    sheet.write_formula("G4", "=E4+20", None, 70)
    sheet.write_formula("A5", "=A4+1", None, 4)
    sheet.write_formula("J8", '=COUNTIF(J2:J6,"完成")', None, 3)


@once
def formulas_in_the_computed_columns(book: Workbook) -> None:
    """What a person computed there before: it gives way to the verdicts."""
    sheet, _ = table.add_sheets(book)
    for row in range(2, 7):
        sheet.write_formula(f"J{row}", f'=IF(H{row}>=D{row},"完成","未完成")', None, "未完成")


@once
def formatted_computed_columns(book: Workbook) -> None:
    """The cells to be filled have formats, and so have their columns and rows."""
    sheet, _ = table.add_sheets(book)
    look = book.add_format(
        {"bg_color": "#FFF2CC", "border": 1, "text_wrap": True, "font_name": "仿宋_GB2312"}
    )
    sheet.set_column("J:K", 20, look)
    sheet.set_row(3, 40, book.add_format({"italic": True}))
    for row in range(1, 6):
        sheet.write_blank(row, 9, None, look)


@feature
def numbers_as_text(_book: Workbook, sheet: Worksheet) -> None:
    sheet.write_string(FREE_CELL, "0012")
    sheet.ignore_errors({"number_stored_as_text": "N1:N9", "formula_differs": "J2:K9"})


@feature
def hyperlinks(_book: Workbook, sheet: Worksheet) -> None:
    sheet.write_url(FREE_CELL, "https://example.com/?a=1&b=2#甲", string="公报", tip="年度公报")
    sheet.write_url("N3", f"internal:'{OTHER}'!A1", string="见附表")
    sheet.write_url("N4", "external:口径\\说明.docx", string="口径说明")


@feature
def merged_cells(book: Workbook, sheet: Worksheet) -> None:
    sheet.merge_range("N2:O3", "合并", book.add_format({"align": "center"}))


# Rules on cells


@feature
def conditional_formats(book: Workbook, sheet: Worksheet) -> None:
    red = book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
    sheet.conditional_format("E2:H6", {"type": "cell", "criteria": "<", "value": 5, "format": red})
    sheet.conditional_format(
        "J2:J6", {"type": "text", "criteria": "containing", "value": "未", "format": red}
    )
    sheet.conditional_format("E2:H6", {"type": "3_color_scale"})


@feature
def data_bars_of_2010(_book: Workbook, sheet: Worksheet) -> None:
    sheet.conditional_format("E2:G6", {"type": "data_bar", "data_bar_2010": True, "bar_solid": True})
    sheet.conditional_format("H2:H6", {"type": "icon_set", "icon_style": "3_traffic_lights"})


@feature
def validations(_book: Workbook, sheet: Worksheet) -> None:
    sheet.data_validation("J2:J6", {"validate": "list", "source": ["完成", "未完成"]})
    sheet.data_validation("L2:L6", {"validate": "list", "source": f"='{OTHER}'!$A$2:$A$6"})


@feature
def protected_with_editable_ranges(_book: Workbook, sheet: Worksheet) -> None:
    """What WPS calls 可编辑区域."""
    sheet.protect("", {"format_cells": True})
    sheet.unprotect_range("L2:L6", "说明栏")
    sheet.unprotect_range("H2:H6", "数据栏", "2023")


@feature
def filtered(_book: Workbook, sheet: Worksheet) -> None:
    sheet.autofilter("A1:I6")
    sheet.filter_column(2, "x != 张")
    sheet.set_row(4, None, None, {"hidden": True})


@feature
def excel_table(_book: Workbook, sheet: Worksheet) -> None:
    """The cells are an Excel table (格式化为表格)."""
    header = (
        table.HEADER
        if sheet.name == TABLE
        else ("街道", "类别", "面积", "人口", "户数", "企业", "学校", "医院")
    )
    columns = [{"header": text} for text in header]
    sheet.add_table(0, 0, 5, len(header) - 1, {"columns": columns, "style": "Table Style Light 9"})


# The sheet's looks


@feature
def grouped_and_hidden(_book: Workbook, sheet: Worksheet) -> None:
    sheet.set_column("E:F", 9, None, {"level": 1, "hidden": True})
    sheet.set_column("G:G", None, None, {"collapsed": True})
    sheet.set_row(2, 25, None, {"level": 1})
    sheet.set_row(3, None, None, {"level": 2, "hidden": True})
    sheet.outline_settings(visible=True, symbols_below=False)


@feature
def printed_page(_book: Workbook, sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.print_area("A1:L6")
    sheet.repeat_rows(0)
    sheet.set_header('&C&"黑体,常规"&16指标总表')
    sheet.set_footer("&C第 &P 页")
    sheet.set_h_pagebreaks([3])
    sheet.fit_to_pages(1, 0)


@feature
def frozen_and_zoomed(_book: Workbook, sheet: Worksheet) -> None:
    sheet.freeze_panes(1, 2)
    sheet.set_zoom(85)
    sheet.hide_gridlines(2)
    sheet.set_tab_color("#FF9900")
    sheet.set_selection("D3:E4")


# The workbook


@once
def rule_on_the_whole_column(book: Workbook) -> None:
    """A rule that was put on the whole column by its letter covers a million rows."""
    sheet, _ = table.add_sheets(book)
    sheet.set_column("J:XFD", 12, book.add_format({"locked": False}))
    sheet.data_validation("J1:J1048576", {"validate": "length", "criteria": "<", "value": 40})


@once
def defined_names(book: Workbook) -> None:
    sheet, other = table.add_sheets(book)
    book.define_name("合计", f"='{TABLE}'!$E$2:$E$6")
    book.define_name("税率", "=0.13")
    book.define_name(f"'{other.name}'!合计", f"='{OTHER}'!$C$2:$C$6")
    book.define_name(f"'{sheet.name}'!首行", f"='{TABLE}'!$1:$1")


@once
def chart_sheet_between(book: Workbook) -> None:
    """Names of the sheets behind it count it, although it is no worksheet."""
    sheet = book.add_worksheet(TABLE)
    table.fill_table(sheet)
    charts = book.add_chartsheet("趋势图")
    other = book.add_worksheet(OTHER)
    table.fill_other(other)
    own = new_chart(book, "line")
    own.add_series({"values": figures(sheet)})
    charts.set_chart(own)
    book.define_name(f"'{OTHER}'!面积", f"='{OTHER}'!$C$2:$C$6")
    other.print_area("A1:H6")


@once
def table_behind_other_sheets(book: Workbook) -> None:
    for title in ("封面", "目录"):
        book.add_worksheet(title).write("A1", title)
    sheet, other = table.add_sheets(book)
    sheet.repeat_rows(0)
    other.set_first_sheet()


@once
def another_sheet_in_front(book: Workbook) -> None:
    """The person last looked at the other sheet."""
    table.add_sheets(book)[1].activate()


@once
def hidden_sheets(book: Workbook) -> None:
    _, other = table.add_sheets(book)
    other.hide()
    deep = book.add_worksheet("参数")
    deep.write("A1", 1)
    deep.very_hidden()


@once
def sheet_of_an_odd_name(book: Workbook) -> None:
    table.add_sheets(book)
    odd = book.add_worksheet("O'Neil & 附<件> (一)")
    odd.write("A1", 1)
    odd.print_area("A1:B2")
    odd.repeat_rows(0)


@once(date_1904=True)
def dates_since_1904(book: Workbook) -> None:
    sheet, _ = table.add_sheets(book)
    sheet.write_number(FREE_CELL, 43646, book.add_format({"num_format": "yyyy/m/d"}))


@once(constant_memory=True)
def inline_strings_only(book: Workbook) -> None:
    """There is no part of shared strings at all."""
    sheet = book.add_worksheet(TABLE)
    table.fill_table(sheet)
    table.fill_other(book.add_worksheet(OTHER))


@once
def many_formats(book: Workbook) -> None:
    """Number formats, fills, borders and fonts, so that ours have to be put behind them."""
    sheet, _ = table.add_sheets(book)
    for index in range(12):
        look = book.add_format(
            {
                "num_format": f'0.{"0" * index}"亿"',
                "border": index,
                "font_size": 8 + index,
                "bg_color": f"#{index:02X}FFFF",
            }
        )
        sheet.write(8 + index, 13, index, look)
    sheet.write("B9", "公文", book.add_format({"font_name": "方正小标宋简体", "font_size": 22}))


@once
def properties(book: Workbook) -> None:
    table.add_sheets(book)
    book.set_properties(
        {"title": "指标总表", "author": "张三", "company": "区发改局", "keywords": "中期评估"}
    )
    book.set_custom_property("归档号", "2023-17")
    # A sensitivity label as Excel kept it before docMetadata/LabelInfo.xml.
    book.set_custom_property("MSIP_Label_1a2b3c4d-0000-4000-8000-1a2b3c4d5e6f_Enabled", "true")
    book.set_custom_property("MSIP_Label_1a2b3c4d-0000-4000-8000-1a2b3c4d5e6f_Name", "内部")


@once
def read_only_recommended(book: Workbook) -> None:
    table.add_sheets(book)
    book.read_only_recommended()
    book.set_calc_mode("manual")
    book.set_size(1200, 800)
    book.set_tab_ratio(75)


@once
def theme_with_another_font(book: Workbook) -> None:
    table.add_sheets(book)
    plain = io.BytesIO()
    with Workbook(plain) as other:
        other.add_worksheet()
    with zipfile.ZipFile(plain) as package:
        theme = package.read("xl/theme/theme1.xml").decode()
    book.use_custom_theme(
        io.StringIO(
            theme.replace("Calibri", "等线").replace('<a:ea typeface=""/>', '<a:ea typeface="仿宋"/>')
        )
    )


@once(with_macros=True)
def macros(book: Workbook) -> None:
    sheet, _ = table.add_sheets(book)
    sheet.insert_button("P2", {"caption": "汇总", "macro": "Module1.Collect"})
    book.add_vba_project(io.BytesIO(vba_project()), is_stream=True)  # type: ignore[arg-type]
    book.set_vba_name("ThisWorkbook")
    sheet.set_vba_name("Sheet1")


def vba_project() -> bytes:
    """Return a real VBA project: that of the workbook that xlwings comes with."""
    spec = find_spec("xlwings")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent
    with zipfile.ZipFile(folder / "quickstart_addin_ribbon.xlam") as package:
        return package.read("xl/vbaProject.bin")
