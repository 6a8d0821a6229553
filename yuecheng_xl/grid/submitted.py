"""Read whatever a department sends: any format, judged by content, the quickest way that is right."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from yuecheng_xl.disk.regular import open_regular
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid.outline import outline
from yuecheng_xl.grid.package import (
    Format,
    Much,
    Package,
    Parts,
    inspect,
    oversized,
    too_much,
)
from yuecheng_xl.grid.quick import read_quickly
from yuecheng_xl.grid.strange import Strange, kind_of_file
from yuecheng_xl.grid.typed_cells import MOST_BYTES, text_of
from yuecheng_xl.grid.workbook import read_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yuecheng_xl.grid.model import Book

_LIMIT = 64 * 1024 * 1024
"""Bytes that a submission may unpack to: a form is a few kilobytes, a batch has thousands of them."""

_MOST_TEXT = _LIMIT // 2
_FEW_TAGS, _MOST_TAGS, _MOST_OTHERS, _MOST_ATTRIBUTES = 200_000, 1_500_000, 500_000, 2_000_000
_MOST_CELLS, _MOST_STYLES = 300_000, 130_000
"""Above these, what a few packed kilobytes unpack to takes minutes to read, or a gigabyte of memory."""

_HEAD = 4096
_TEXTS = (".csv", ".tsv", ".txt", ".xls", ".tab", ".prn", ".mht", ".mhtml")
_CELL_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")
_CELL_TAGS = re.compile(rb"</?(?:\w+:)?(?:c|v|row|t|is|si|f|table-cell|table-row|p)[\s/>]")


def read_plain(path: Path) -> tuple[Package, Book] | None:
    """Read a workbook whose sheets are nothing but plain cells; None for all others.

    No library but calamine sees it, and calamine only what was searched for what it gets wrong.

    Raises:
        InputFileError: it is no workbook, damaged, over-sized or harmful.
        OSError: it cannot be read.

    """
    with open_regular(path, follow=False) as file:
        if file.read(2) != b"PK":
            return None
    package = _inspected(path)
    book = read_quickly(path, package) if package.format is Format.XLSX else None
    return None if book is None else (package, book)


def read_submitted(path: Path) -> tuple[Package, Book]:
    """Read all sheets of a workbook in .xlsx, .xlsm, .xlsb, .xls, .ods or WPS's .et.

    Also the tables of a text (.csv), of a web page or an XML workbook that is called .xls, and of a Word
    document.

    Returns:
        The package as it was inspected, and the sheets.

    Raises:
        InputFileError: the file is missing, not a workbook, damaged, encrypted, over-sized or harmful.

    """
    try:
        package = _inspected(path)
    except InputFileError as error:
        found = _read_other(path) if error.finding.code == catalogue.NOT_A_WORKBOOK.code else None
        if found is None:
            raise
        return found
    match package.format:
        case Format.XLSX:
            return package, read_package(path, package)
        case Format.XLS:
            from yuecheng_xl.grid.biff import read_xls  # noqa: PLC0415 - few send it; who does pays for the import

            return package, read_xls(path, package.content)
        case _:
            from yuecheng_xl.grid.foreign import read_foreign  # noqa: PLC0415 - few send it; who does pays for the import

            return package, read_foreign(path, package)


def _read_other(path: Path) -> tuple[Package, Book] | None:
    """Read the tables of a text, a page or a document; None for whatever else a file is.

    Raises:
        InputFileError: it has no table, is damaged or too large.

    """
    from yuecheng_xl.grid import documents, pages, texts, xml2003  # noqa: PLC0415 - few send these

    with open_regular(path, follow=False) as file:
        head = file.read(_HEAD)
        is_zip = head.startswith(b"PK")
        if not is_zip and not _is_text(path, head):
            return None
        size, most = os.fstat(file.fileno()).st_size, _LIMIT if is_zip else MOST_BYTES
        if size > most:
            raise oversized(path, size, most)
        content = head + file.read()
    if is_zip:
        if not documents.is_document(content):
            return None
        book = documents.read_document(path, content)
    elif xml2003.is_workbook(content):
        book = xml2003.read_workbook_xml(path, content)
    elif (page := pages.page_in(content)) is not None:
        book = pages.read_page(path, page)
    elif path.suffix.lower() in _TEXTS:
        book = texts.read_text(path, content)
    else:
        return None
    return Package(Format.OTHER, content, Parts({})), book


def _is_text(path: Path, head: bytes) -> bool:
    """Tell a text by its first bytes: what other files begin with, no text does."""
    if kind_of_file(Path(path.stem), head) is not Strange.OTHER:
        return False
    text = text_of(head)
    return "\0" not in text and (path.suffix.lower() in _TEXTS or text.lstrip().startswith("<"))


def _inspected(path: Path) -> Package:
    package = inspect(path, _LIMIT, follow=False)
    parts = list(package.parts.values())
    _check_size(path, parts)
    if again := list(_read_again(package)):
        _check(path, Much.SHEETS, sum(map(len, again)), _MOST_TEXT)
        _check_counts(path, [*parts, *again])
    return package


def _read_again(package: Package) -> Iterator[bytes]:
    """Yield the parts that several sheets name, once for each sheet but the first."""
    try:
        seen = set()
        for sheet in outline(package.parts).sheets:
            if sheet.part in seen:
                yield package.parts[sheet.part]
            seen.add(sheet.part)
    except (LookupError, ValueError, ElementTree.ParseError):
        return  # whatever is wrong, reading it says so


def _check_size(path: Path, parts: Sequence[bytes]) -> None:
    """Raise OVERSIZED or TOO_MUCH for a package whose parts hold more than a workbook that people fill in."""
    size = sum(map(len, parts))
    if size > _MOST_TEXT:
        raise oversized(path, size, _MOST_TEXT)
    _check_counts(path, parts)


def _check_counts(path: Path, parts: Sequence[bytes]) -> None:
    counts = [content.count(b"<") for content in parts]
    _check(path, Much.MARKUP, sum(counts), _MOST_TAGS)
    _check(path, Much.MARKUP, sum(content.count(b"=") for content in parts), _MOST_ATTRIBUTES)
    # The costly counts, and only where they matter.
    large = [(content, count) for content, count in zip(parts, counts, strict=True) if count > _FEW_TAGS]
    _check(path, Much.CELLS, sum(_count(_CELL_TAG, content) for content, _ in large), _MOST_CELLS)
    _check(path, Much.FORMATS, sum(content.count(b"<xf") for content, _ in large), _MOST_STYLES)
    _check(
        path, Much.MARKUP, sum(count - _count(_CELL_TAGS, content) for content, count in large), _MOST_OTHERS
    )


def _check(path: Path, what: Much, count: int, limit: int) -> None:
    if count > limit:
        raise too_much(path, what)


def _count(pattern: re.Pattern[bytes], content: bytes) -> int:
    return sum(1 for _ in pattern.finditer(content))
