"""What a file is that is no workbook, and what whoever sent it can do about it."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_FORM = "把数据填入下发的报送表（.xlsx）后再报"


class Strange(Enum):
    """A kind of file that is no workbook: its name, and the remedy."""

    PDF = "PDF", f"{_FORM}，不要发 PDF"
    PICTURE = "图片", f"{_FORM}，不要拍照或扫描"
    WORD = "没有表的文字文档", f"{_FORM}，也可以把表复制到 Excel 中另存为 .xlsx"
    OLD_WORD = "旧版 Word 或 WPS 文字文档", f"{_FORM}，也可以把表复制到 Excel 中另存为 .xlsx"
    SLIDES = "演示文稿", _FORM
    OFD = "OFD 版式文件", f"{_FORM}，或发盖章以前的 Excel 原表"
    NUMBERS = "苹果 Numbers 表格", "在 Numbers 中用“文件—导出为—Excel”存为 .xlsx 后再报"
    MAIL = "邮件", "从邮件中取出附件，把附件放进文件夹"
    PAGE = "没有表的网页", f"{_FORM}"
    TEXT = "没有表的文本", f"{_FORM}"
    SOUND = "音像文件", _FORM
    OTHER = "", "在 Excel 或 WPS 中打开原文件，另存为 .xlsx 后再用"

    def __init__(self, label: str, remedy: str) -> None:
        self.label = label
        self.remedy = remedy


_BEGINNINGS: tuple[tuple[bytes, Strange], ...] = (
    (b"%PDF", Strange.PDF),
    (b"\xff\xd8\xff", Strange.PICTURE),
    (b"\x89PNG", Strange.PICTURE),
    (b"GIF8", Strange.PICTURE),
    (b"BM", Strange.PICTURE),
    (b"II*\x00", Strange.PICTURE),
    (b"MM\x00*", Strange.PICTURE),
    (b"{\\rtf", Strange.OLD_WORD),
    (b"ID3", Strange.SOUND),
)
_ENDINGS = {
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff"), Strange.PICTURE),
    **dict.fromkeys((".heic", ".webp"), Strange.PICTURE),
    **dict.fromkeys((".mp4", ".mov", ".mp3", ".m4a", ".amr", ".wav", ".avi"), Strange.SOUND),
    **dict.fromkeys((".doc", ".wps", ".wpt", ".rtf"), Strange.OLD_WORD),
    **dict.fromkeys((".docx", ".docm", ".odt", ".pages"), Strange.WORD),
    **dict.fromkeys((".ppt", ".pptx", ".dps", ".odp", ".key"), Strange.SLIDES),
    **dict.fromkeys((".eml", ".msg"), Strange.MAIL),
    **dict.fromkeys((".htm", ".html", ".mht", ".mhtml"), Strange.PAGE),
    **dict.fromkeys((".txt", ".csv", ".tsv"), Strange.TEXT),
    ".pdf": Strange.PDF,
    ".ofd": Strange.OFD,
    ".numbers": Strange.NUMBERS,
}
_APPLE = re.compile(r"(?:^|/)index(?:/.*\.iwa|\.zip)$")


def strange(path: Path, kind: Strange) -> InputFileError:
    """Return the error for a file that is no workbook."""
    what = f"，而是{kind.label}" if kind.label else ""
    return InputFileError(catalogue.NOT_A_WORKBOOK.at(path.name, what=what, remedy=kind.remedy))


def kind_of_file(path: Path, head: bytes) -> Strange:
    """Tell what a file is by its first bytes, else by its name."""
    found = next((kind for begin, kind in _BEGINNINGS if head.startswith(begin)), None)
    if found is None and head[4:8] == b"ftyp":
        found = Strange.PICTURE if path.suffix.lower() == ".heic" else Strange.SOUND
    return found or _ENDINGS.get(path.suffix.lower(), Strange.OTHER)


def kind_of_archive(path: Path, names: Iterable[str]) -> Strange | None:
    """Tell which document a zip archive is by the parts' names; None where it is none that we know."""
    plain = [name.replace("\\", "/").casefold() for name in names]
    if "ofd.xml" in plain:
        return Strange.OFD
    if any(map(_APPLE.search, plain)):
        by_name = _ENDINGS.get(path.suffix.lower())
        return by_name if by_name in (Strange.WORD, Strange.SLIDES) else Strange.NUMBERS
    if any(name.startswith("word/") for name in plain):
        return Strange.WORD
    if any(name.startswith("ppt/") for name in plain):
        return Strange.SLIDES
    return None


def kind_of_compound(path: Path, has: Iterable[str]) -> Strange:
    """Tell what an OLE compound file is by its streams."""
    streams = {name.casefold() for name in has}
    if "worddocument" in streams or "wpsdocument" in streams:
        return Strange.OLD_WORD
    if "powerpoint document" in streams:
        return Strange.SLIDES
    if any(name.startswith("__substg1.0_") for name in streams):
        return Strange.MAIL
    return _ENDINGS.get(path.suffix.lower(), Strange.OTHER)
