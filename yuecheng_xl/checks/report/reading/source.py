"""A report's file → paragraphs of prose and tables. Of Word the XML; a text with its lines joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from yuecheng_xl.checks.report.reading.markup import W, text_of
from yuecheng_xl.checks.report.reading.tables import Table, TextTable, is_parted, table_rows
from yuecheng_xl.disk.archive import Archive, ArchiveError
from yuecheng_xl.disk.regular import NotRegularError, open_regular
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputContentError, InputFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OLD_WORD = "是旧版 .doc 或加密的文件"
_NOT_WORD = "既不是 .docx 也不是纯文本"
_TOO_LARGE = "过大，不像一份报告"
_STRICT = "是严格的 Open XML 格式"
_STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/wordprocessingml/"
_DOCTYPE = "含有 DOCTYPE 声明，可能有害"
_NOT_A_ZIP = "不是完整的压缩包"
_NO_BODY = "没有正文"

_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_DOCTYPE_MARKS = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_DOCUMENT = "word/document.xml"
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_STYLES = re.compile(r"word/styles\d*\.xml")
_MAX_BYTES = 100 * 1024 * 1024
"""Bytes of a Word file, as it lies there and unpacked: pictures are most of them, and are held in memory."""
_MOST_TAGS = 500_000
"""Tags of a Word file. A report of a thousand pages has a third; each is an object in memory."""
_MOST_CHARACTERS = 500_000
"""Characters of a report: some seven hundred pages, several times the longest known."""
_MOST_BYTES_OF_TEXT = 16 * _MOST_CHARACTERS
"""With a page's furniture and the spaces of its tables, in any encoding."""

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


@dataclass(frozen=True, slots=True)
class ReportText:
    """What a report says: its paragraphs of prose, and its tables; no captions, no page furniture."""

    paragraphs: list[Paragraph]
    tables: list[Table]


def read_report(path: Path) -> ReportText:
    """Return the report's paragraphs and tables.

    Raises:
        InputFileError: missing, a folder, unreadable, neither Word nor text.
        InputContentError: there is no prose in it.

    """
    data = _read(path)
    if data.startswith(_OLE):
        raise _not_readable(path, _OLD_WORD)
    found = ReportText([], [])
    left = _MOST_CHARACTERS
    for part in _word(path, data) if data.startswith(_ZIP) else _plain(path, data):
        if isinstance(part, Paragraph):
            found.paragraphs.append(part)
            left -= len(part.text)
        else:
            found.tables.append(part)
            left -= sum(len(text) for row in part.rows for text in row)
        if left < 0:
            raise _not_readable(path, _TOO_LARGE)
    if not found.paragraphs and not found.tables:
        raise InputContentError(catalogue.REPORT_EMPTY.at(path.name))
    return found


def _not_readable(path: Path, reason: str) -> InputFileError:
    return InputFileError(catalogue.REPORT_NOT_READABLE.at(path.name, reason=reason))


def _read(path: Path) -> bytes:
    if path.name.startswith("~$"):
        raise InputFileError(catalogue.LOCK_FILE.at(path.name))
    try:
        with open_regular(path) as file:
            data = file.read(_MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputFileError(catalogue.FILE_MISSING.at(file=path.name)) from error
    except IsADirectoryError as error:
        raise InputFileError(catalogue.IS_FOLDER.at(path.name)) from error
    except NotRegularError as error:
        raise InputFileError(catalogue.NOT_REGULAR.at(path.name)) from error
    except OSError as error:
        raise InputFileError(catalogue.NO_READ_RIGHT.at(path.name)) from error
    if len(data) > _MAX_BYTES:
        raise _not_readable(path, _TOO_LARGE)
    return data


def _word(path: Path, data: bytes) -> Iterator[Paragraph | Table]:
    document, styles = _inspect(path, data)
    try:
        # Without entities: what declares any is refused.
        root = ElementTree.fromstring(document)  # noqa: S314 - see above
        body = root.find(f"{W}body") if root.tag == f"{W}document" else None
        headings = set(_heading_styles(ElementTree.fromstring(styles))) if styles else set()  # noqa: S314 - see above
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise _damaged(path, type(error).__name__) from error
    if body is None:
        raise _damaged(path, _NO_BODY)
    number = tables = 0
    for item in body:
        if item.tag == f"{W}tbl":
            tables += 1
            yield Table(table_rows(item), _table_place(path.name, tables))
        elif item.tag == f"{W}p":
            number += 1
            plain = _tidy(text_of(item))
            if plain and not _CAPTION.match(plain):
                style = item.find(f"{W}pPr/{W}pStyle")
                is_heading = style is not None and style.get(f"{W}val") in headings
                yield Paragraph(plain, _paragraph_place(path.name, number), is_heading)


def _heading_styles(styles: ElementTree.Element) -> Iterator[str | None]:
    """Yield the ids of the styles that are headings by their names."""
    for style in styles.iterfind(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None and _is_heading_style(name.get(f"{W}val", "")):
            yield style.get(f"{W}styleId")


def _damaged(path: Path, detail: str) -> InputFileError:
    return InputFileError(catalogue.DAMAGED.at(path.name, detail=detail))


def _inspect(path: Path, data: bytes) -> tuple[bytes, bytes]:
    """Look through a Word file before it is parsed; return its document's part and that of its styles."""
    document = styles = b""
    tags = 0
    try:
        package = Archive(data)
        if package.size > _MAX_BYTES:
            raise _not_readable(path, _TOO_LARGE)
        if _DOCUMENT not in package.names:
            raise _not_readable(path, _NOT_WORD)
        for info in package.infos:
            content = package.read(info)
            if info.filename == _DOCUMENT:
                document = content
            elif _STYLES.fullmatch(info.filename):
                styles = content
            if content.lstrip(_BEFORE_MARKUP).startswith(b"<"):
                tags += content.count(b"<")
                if tags > _MOST_TAGS:
                    raise _not_readable(path, _TOO_LARGE)
                if any(map(content.__contains__, _DOCTYPE_MARKS)):
                    raise _not_readable(path, _DOCTYPE)
                if info.filename == _DOCUMENT and _STRICT_NAMESPACE in content:
                    raise _not_readable(path, _STRICT)
    except ArchiveError as error:
        raise _damaged(path, _NOT_A_ZIP) from error
    return document, styles


def _is_heading_style(name: str) -> bool:
    return name.lower().startswith(("heading", "标题"))


def _plain(path: Path, data: bytes) -> Iterator[Paragraph | Table]:
    """Join a text's lines: exports break them in the middle of sentences."""
    parts: list[str] = []
    first = 0
    table: TextTable | None = None
    tables = 0
    for number, raw in enumerate(_decode(path, data).splitlines(), 1):
        line = raw.strip("\ufeff\f \t\u3000")
        if table is not None and (not line or not is_parted(line)) and table.is_parted:
            yield from table.read(_table_place(path.name, tables))
            table = None
        if not line or _PAGE_NUMBER.match(line):
            continue
        if table is not None and not _CHAPTER.match(line) and not _TABLE.match(line):
            table.add(line)
            continue
        if table is not None:
            yield from table.read(_table_place(path.name, tables))
        table = TextTable(is_parted=is_parted(line)) if _TABLE.match(line) or is_parted(line) else None
        if table is not None:
            tables += 1
            if table.is_parted:
                table.add(line)
                continue
        if parts and _begins(line, parts):
            yield Paragraph(_tidy("".join(parts)), _line_place(path.name, first))
            parts = []
        if _CAPTION.match(line):
            continue  # a line of its own
        first = first if parts else number
        parts.append(line)
    if parts:
        yield Paragraph(_tidy("".join(parts)), _line_place(path.name, first))
    if table is not None:
        yield from table.read(_table_place(path.name, tables))


def _begins(line: str, before: list[str]) -> bool:
    """Tell whether a line begins a paragraph, after the lines of the one before."""
    if _CAPTION.match(line) or (len(before) == 1 and _is_heading(before[0])):
        return True
    return bool(_OPENING.match(line)) and before[-1][-1] in _ENDS


def _is_heading(line: str) -> bool:
    """Tell whether a line is nothing but a heading: （二）调整建议, 24．城乡居民收入比."""
    return bool(_OPENING.match(line)) and len(line) < _SHORT and line[-1] not in _ENDS + "，、"


def _decode(path: Path, data: bytes) -> str:
    if len(data) > _MOST_BYTES_OF_TEXT:
        raise _not_readable(path, _TOO_LARGE)
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _not_readable(path, _NOT_WORD)


def _tidy(text: str) -> str:
    """Drop line breaks, and spaces between Chinese characters and figures."""
    return _SPACE_IN_CHINESE.sub("", " ".join(text.split()))


def _paragraph_place(file: str, number: int) -> str:
    """Name a paragraph of a Word file."""
    return f"{file} 第{number}段"


def _table_place(file: str, number: int) -> str:
    """Name a table."""
    return f"{file} 第{number}个表"


def _line_place(file: str, number: int) -> str:
    """Name a line of a text file."""
    return f"{file} 第{number}行"
