"""What every master of the corpus has: the indicator table, and a sheet of figures beside it.

The table is the same in all of them, so one department's form fits them all. N2 is a cell outside the
table, on either sheet, for what a feature needs a cell for.
"""

import struct
import zlib

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

TABLE, OTHER = "指标总表", "附表"
TABLE_PART, OTHER_PART = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
"""The parts of the two sheets, as XlsxWriter names them."""

HEADER = (
    *("序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "2023年上半年"),
    *("责任单位", "完成中期目标情况", "调整建议", "数据说明", "配图"),
)
ROWS = (
    (1, "居民收入增速", "%", 8, 6.1, 9.8, 5.2, 5.5, "区统计局", None, None, None, "是"),
    (2, "研发经费占比", "%", 3.5, 2.8, 3, 3.2, None, "区统计局", None, None, None, None),
    (3, "绿化覆盖率", "%", 80, 50, 60, 70, 72, "区统计局", None, None, None, None),
    (4, "养老床位", "张", 900, 500, 510, 520, 530, "区统计局", None, None, None, None),
    (5, "林木蓄积量", "万立方米", 120, 100, 104, 108, 110, "区统计局", None, None, None, None),
)
FIRST_ROW, LAST_ROW = 2, 1 + len(ROWS)
COMPUTED = ("J", "K")
"""The columns that an evaluation fills in."""
OPEN_CELL, OPEN_NUMBER, OPEN_PERIOD = "H3", 2, "2023年上半年"
"""The one figure that the department has yet to report."""
FREE_CELL = "N2"


def add_sheets(book: Workbook) -> tuple[Worksheet, Worksheet]:
    """Add the table's sheet and the other one to an XlsxWriter workbook."""
    table, other = book.add_worksheet(TABLE), book.add_worksheet(OTHER)
    fill_table(table)
    fill_other(other)
    return table, other


def fill_table(sheet: Worksheet) -> None:
    sheet.write_row(0, 0, HEADER)
    for index, row in enumerate(ROWS, 1):
        sheet.write_row(index, 0, row)


def fill_other(sheet: Worksheet) -> None:
    """Fill the other sheet: labels in A, a word in B, figures from C on, in rows 2 to 6."""
    sheet.write_row(0, 0, ["街道", "类别", "面积", "人口", "户数", "企业", "学校", "医院"])
    for index, label in enumerate(["城南", "城北", "城东", "城西", "城中"], 1):
        sheet.write_row(index, 0, [label, "街道" if index < 4 else "镇", *range(10 * index, 10 * index + 6)])


def png(red: int = 200) -> bytes:
    """Return a small picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = 16
    pixels = (b"\0" + bytes([red, 80, 60]) * size) * size
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(pixels))
        + chunk(b"IEND", b"")
    )
