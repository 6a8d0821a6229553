"""What a workbook holds that openpyxl drops on load and save.

Found by comparing the package before and after a save, feature by feature: a feature that is kept
after all is not reported, whatever the version of openpyxl.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from yuecheng_xl.grid.load import load

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO


@dataclass(frozen=True, slots=True)
class _Feature:
    """Something that staff know by a name, and the marks that it leaves in a kind of part."""

    label: str
    part: re.Pattern[str]
    mark: re.Pattern[bytes]


def _feature(label: str, part: str, mark: str) -> _Feature:
    return _Feature(label, re.compile(part), re.compile(mark.encode()))


def _tag(*names: str) -> str:
    return rf"<(?:\w+:)?(?:{'|'.join(names)})[ />]"


_COMMENTS, _CONTROLS = "改过大小或颜色的批注", "窗体控件"
_SHEET, _DRAWING, _CHART = (
    r"^xl/worksheets/[^/]+\.xml$",
    r"^xl/drawings/[^/]+\.xml$",
    r"^xl/charts/chart[^/]*\.xml$",
)
_FEATURES = (
    _feature("文本框或形状", _DRAWING, _tag("sp", "cxnSp", "grpSp")),
    _feature("图片", _DRAWING, _tag("pic")),
    _feature(_CONTROLS, _SHEET, _tag("control")),
    _feature("嵌入对象", _SHEET, _tag("oleObject")),
    _feature("迷你图", _SHEET, _tag("sparklineGroup")),
    _feature("数据条等条件格式", _SHEET, r"<x14:conditionalFormatting[ >]"),
    _feature("引用其他工作表的下拉列表", _SHEET, r"<x14:dataValidation[ >]"),
    _feature("工作表背景", _SHEET, _tag("picture")),
    _feature("页眉页脚图片", _SHEET, _tag("legacyDrawingHF")),
    _feature("忽略错误的标记", _SHEET, _tag("ignoredError")),
    _feature("动态数组公式", _SHEET, r'<c [^>]*\bcm="'),
    _feature("图表的自定义标签", _CHART, r"<c:dLbl>(?:(?!</c:dLbl>).)*<c:tx>|datalabelsRange"),
    # openpyxl moves rich text from the shared strings into the sheets.
    _feature("单元格内的文字格式", r"^xl/(?:sharedStrings|worksheets/[^/]+)\.xml$", r"<r>|<r "),
    _feature("批注会话", r"^xl/threadedComments/", r"<(?:\w+:)?threadedComment "),
    _feature("切片器", r"^xl/slicers/", _tag("slicer")),
    _feature("日程表", r"^xl/timelines/", _tag("timeline")),
    _feature("数据连接", r"^xl/connections\.xml$", _tag("connection")),
    _feature("智能图形", r"^xl/diagrams/data", _tag("dataModel")),
    _feature("单元格中的图片或数据类型", r"^xl/richData/rdrichvalue\.xml$", _tag("rv")),
    _feature("修订记录", r"^xl/revisions/", _tag("header")),
)
_OBJECT_TYPE = re.compile(rb'ObjectType="(\w+)"')
_COMMENT_SIZE = re.compile(rb"width:([\d.]+)(pt|px).*?height:([\d.]+)(pt|px)", re.DOTALL)
_COMMENT_COLOUR = re.compile(rb"fillcolor=[\"']([^\"']+)")
_PLAIN_COMMENT_COLOURS = {b"#ffffe1", b"infobackground [80]"}
_PLAIN_COMMENT_SIZE = {"pt": (108.0, 59.25), "px": (144.0, 79.0)}


def lost_on_save(path: Path) -> list[str]:
    """Name what loading and saving a workbook with openpyxl would drop of it."""
    before = _census(path)
    if not before:
        return []
    buffer = BytesIO()
    # A load of its own: a workbook with pictures cannot be saved twice.
    load(path, rich_text=True, keep_vba=path.suffix.lower() == ".xlsm").save(buffer)
    buffer.seek(0)
    after = _census(buffer)
    return [label for label, count in before.items() if after[label] < count]


def formula_count(path: Path) -> int:
    """Count the cells with a formula: their cached values do not survive a save."""
    with zipfile.ZipFile(path) as package:
        return sum(
            len(re.findall(rb"<f[ >]", package.read(name)))
            for name in package.namelist()
            if re.match(_SHEET, name)
        )


def _census(source: Path | IO[bytes]) -> Counter[str]:
    counts: Counter[str] = Counter()
    with zipfile.ZipFile(source) as package:
        for name in package.namelist():
            if name.endswith(".vml"):
                counts.update(_drawn_by_vml(package.read(name)))
                continue
            wanted = [feature for feature in _FEATURES if feature.part.search(name)]
            content = package.read(name) if wanted else b""
            for feature in wanted:
                counts[feature.label] += len(feature.mark.findall(content))
    return +counts


def _drawn_by_vml(vml: bytes) -> Counter[str]:
    """Count controls, and comment boxes of another size or colour than openpyxl gives them all."""
    counts: Counter[str] = Counter()
    for shape in vml.split(b"<v:shape ")[1:]:
        kind = _OBJECT_TYPE.search(shape)
        if kind is None:
            continue  # a picture in a header
        if kind[1] != b"Note":
            counts[_CONTROLS] += 1
            continue
        colour, size = _COMMENT_COLOUR.search(shape), _COMMENT_SIZE.search(shape)
        plain = colour is None or colour[1].lower() in _PLAIN_COMMENT_COLOURS
        if size is not None:
            default = _PLAIN_COMMENT_SIZE[size[2].decode()]
            plain = plain and all(abs(float(size[group]) - default[group // 3]) < 1 for group in (1, 3))
        counts[_COMMENTS] += not plain
    return counts
