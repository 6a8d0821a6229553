"""A report's file → its paragraphs of prose. Word through python-docx; plain text with its lines joined."""

from __future__ import annotations

import re
import zipfile
from collections import deque
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from yuecheng_xl.disk.archive import Archive, ArchiveError
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputContentError, InputFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OLD_WORD = "是旧版 .doc 或加密的文件"
_NOT_WORD = "既不是 .docx 也不是纯文本"
_TOO_LARGE = "文件过大"
_NOT_A_ZIP = "不是完整的压缩包"

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_MAX_BYTES = 200 * 1024 * 1024

# What begins a paragraph of an official report: 一、 （一） 1．(but 2.53 is a figure) 图1 表1.
_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,3}\s*[.．、](?!\d)|图\s*\d)"
)
_CHAPTER = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])")
_TABLE = re.compile(r"^表\s*\d")
_CAPTION = re.compile(r"^[图表]\s*\d")
_PAGE_NUMBER = re.compile(r"^[-—–\s]*\d{1,4}[-—–\s]*$")
_ENDS = "。！？!?：:；;”"
_SHORT = 25
"""Characters that a heading stays below; a full line of print has more."""
_SPACE_IN_CHINESE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without line breaks; ``where`` names its place in the file for findings.

    ``is_heading``: its style says so, whether or not its text has a number.
    """

    text: str
    where: str
    is_heading: bool = False


def read_report(path: Path) -> list[Paragraph]:
    """Return the report's paragraphs of prose: no tables, captions or page furniture.

    Raises:
        InputFileError: missing, a folder, unreadable, neither Word nor text.
        InputContentError: there is no prose in it.

    """
    data = _read(path)
    if data.startswith(_OLE):
        raise InputFileError(catalogue.REPORT_NOT_READABLE.at(path.name, reason=_OLD_WORD))
    paragraphs = list(_word(path, data) if data.startswith(_ZIP) else _plain(path, data))
    if not paragraphs:
        raise InputContentError(catalogue.REPORT_EMPTY.at(path.name))
    return paragraphs


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise InputFileError(catalogue.IS_FOLDER.at(path.name))
    if path.name.startswith("~$"):
        raise InputFileError(catalogue.LOCK_FILE.at(path.name))
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InputFileError(catalogue.REPORT_NOT_READABLE.at(path.name, reason=_TOO_LARGE))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputFileError(catalogue.FILE_MISSING.at(file=path.name)) from error
    except OSError as error:
        raise InputFileError(catalogue.NO_READ_RIGHT.at(path.name)) from error


def _word(path: Path, data: bytes) -> Iterator[Paragraph]:
    try:
        package = Archive(data)
        if package.size > _MAX_BYTES:
            raise InputFileError(catalogue.REPORT_NOT_READABLE.at(path.name, reason=_TOO_LARGE))
        if "word/document.xml" not in package.names:
            raise InputFileError(catalogue.REPORT_NOT_READABLE.at(path.name, reason=_NOT_WORD))
        for info in package.infos:  # python-docx would unpack all of one that lies about its size
            deque(package.stream(info), maxlen=0)
    except ArchiveError as error:
        raise InputFileError(catalogue.DAMAGED.at(path.name, detail=_NOT_A_ZIP)) from error
    import docx  # noqa: PLC0415 - takes as long as the rest of the job: only for Word files
    from docx.opc.exceptions import OpcError  # noqa: PLC0415 - takes as long as the rest of the job: only for Word files

    try:
        document = docx.Document(BytesIO(data))
        # By id: a paragraph's own ``style`` searches all styles anew.
        headings = {style.style_id for style in document.styles if _is_heading_style(style.name or "")}
        texts = [(item.text, item._p.style in headings) for item in document.paragraphs]
    except (OpcError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as error:
        raise InputFileError(catalogue.DAMAGED.at(path.name, detail=type(error).__name__)) from error
    for number, (text, is_heading) in enumerate(texts, 1):
        plain = _tidy(text)
        if plain and not _CAPTION.match(plain):
            yield Paragraph(plain, _paragraph_place(path.name, number), is_heading)


def _is_heading_style(name: str) -> bool:
    return name.lower().startswith(("heading", "标题"))


def _plain(path: Path, data: bytes) -> Iterator[Paragraph]:
    """Join a text's lines: exports break them in the middle of sentences."""
    parts: list[str] = []
    first = 0
    in_table = False
    for number, raw in enumerate(_decode(path, data).splitlines(), 1):
        line = raw.strip("\ufeff\f \t\u3000")
        if not line or _PAGE_NUMBER.match(line) or (in_table and not _CHAPTER.match(line)):
            continue
        in_table = bool(_TABLE.match(line))
        if parts and _begins(line, parts):
            yield Paragraph(_tidy("".join(parts)), _line_place(path.name, first))
            parts = []
        if _CAPTION.match(line):
            continue  # a line of its own
        first = first if parts else number
        parts.append(line)
    if parts:
        yield Paragraph(_tidy("".join(parts)), _line_place(path.name, first))


def _begins(line: str, before: list[str]) -> bool:
    """Tell whether a line begins a paragraph, after the lines of the one before."""
    if _CAPTION.match(line) or (len(before) == 1 and _is_heading(before[0])):
        return True
    return bool(_OPENING.match(line)) and before[-1][-1] in _ENDS


def _is_heading(line: str) -> bool:
    """Tell whether a line is nothing but a heading: （二）调整建议, 24．城乡居民收入比."""
    return bool(_OPENING.match(line)) and len(line) < _SHORT and line[-1] not in _ENDS + "，、"


def _decode(path: Path, data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputFileError(catalogue.REPORT_NOT_READABLE.at(path.name, reason=_NOT_WORD))


def _tidy(text: str) -> str:
    """Drop line breaks, and spaces between Chinese characters and figures."""
    return _SPACE_IN_CHINESE.sub("", " ".join(text.split()))


def _paragraph_place(file: str, number: int) -> str:
    """Name a paragraph of a Word file."""
    return f"{file} 第{number}段"


def _line_place(file: str, number: int) -> str:
    """Name a line of a text file."""
    return f"{file} 第{number}行"
