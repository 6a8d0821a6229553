"""Read the tables of a Word document (.docx): many a department fills in its form there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from yuecheng_xl.disk.archive import Archive, ArchiveError
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid.cells import Look, look, split_looks
from yuecheng_xl.grid.model import Book
from yuecheng_xl.grid.package import damaged, oversized
from yuecheng_xl.grid.strange import Strange, strange
from yuecheng_xl.grid.typed_cells import MOST_BYTES, Filling

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yuecheng_xl.grid.model import Grid

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_MOST_SPAN, _MOST_TITLES = 1000, 3


def is_document(content: bytes) -> bool:
    """Tell a Word document from other zip archives."""
    try:
        return _DOCUMENT in Archive(content).names
    except ArchiveError:
        return False  # reading it as a workbook says what is wrong


def read_document(path: Path, content: bytes) -> Book:
    """Read a document's tables, a sheet each; the lines before one are its titles.

    Raises:
        InputFileError: it has no table, is damaged or harmful, or too large.

    """
    try:
        archive = Archive(content)
        (info,) = [info for info in archive.infos if info.filename == _DOCUMENT]
        if info.file_size > MOST_BYTES:
            raise oversized(path, info.file_size, MOST_BYTES)
        text = archive.read(info)
        if b"<!DOCTYPE" in text:
            raise InputFileError(catalogue.DOCTYPE.at(path.name, part=_DOCUMENT))
        root = ElementTree.fromstring(text)  # noqa: S314 - without entities
        grids = list(_tables(path, root))
    except (ArchiveError, ElementTree.ParseError, ValueError, LookupError) as cause:
        raise damaged(path, cause) from cause
    if not grids:
        raise strange(path, Strange.WORD)
    return Book(path, tuple(grids))


def _tables(path: Path, root: ElementTree.Element) -> Iterator[Grid]:
    titles: list[str] = []
    count = 0
    for item in root.iterfind(f"{_W}body/*"):
        if item.tag == f"{_W}p":
            text = split_looks(_runs(item))[0].strip()
            titles = [*titles, text][-_MOST_TITLES:] if text else titles
        elif item.tag == f"{_W}tbl":
            count += 1
            filling = Filling(path, f"表{count}")
            for row, title in enumerate(titles, 1):
                filling.put(row, 1, [(title, Look.PLAIN)])
            _fill(filling, item, len(titles))
            titles = []
            if not filling.is_empty:
                yield filling.grid()


class _Begun(NamedTuple):
    """A cell that may go on in the rows below."""

    row: int
    width: int
    runs: list[tuple[str, Look]]


def _fill(filling: Filling, table: ElementTree.Element, above: int) -> None:
    begun: dict[int, _Begun] = {}
    row = above

    def put(column: int, last: int) -> None:
        cell = begun.pop(column, None)
        if cell is not None:
            filling.put(cell.row, column, cell.runs, height=last - cell.row + 1, width=cell.width)

    for row, line in enumerate(table.iterfind(f"{_W}tr"), above + 1):
        column = 1 + _number(line.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for item in line.iterfind(f"{_W}tc"):
            width = _number(item.find(f"{_W}tcPr/{_W}gridSpan"), 1)
            merge = item.find(f"{_W}tcPr/{_W}vMerge")
            if merge is None or merge.get(f"{_W}val", "continue") != "continue" or column not in begun:
                put(column, row - 1)
                begun[column] = _Begun(row, width, _lines(item))
                if merge is None:
                    put(column, row)
            column += width
    for column in sorted(begun):
        put(column, row)


def _lines(cell: ElementTree.Element) -> list[tuple[str, Look]]:
    """Return a cell's text, its paragraphs behind each other."""
    lines = cell.iterfind(f"{_W}p")
    return [run for line in lines for run in (*_runs(line), (" ", Look.PLAIN))]


def _runs(paragraph: ElementTree.Element) -> Iterator[tuple[str, Look]]:
    """Yield a paragraph's pieces; what is hidden is not there, and deleted text is no ``t``."""
    for run in paragraph.iter(f"{_W}r"):
        marks = run.find(f"{_W}rPr")
        how = Look.PLAIN
        if marks is not None:
            if _is_on(marks.find(f"{_W}vanish")):
                continue
            raised = marks.find(f"{_W}vertAlign")
            how = look(
                is_raised=raised is not None and raised.get(f"{_W}val") == "superscript",
                is_struck=any(_is_on(marks.find(f"{_W}{tag}")) for tag in ("strike", "dstrike")),
            )
        for part in run:
            if part.tag == f"{_W}t":
                yield part.text or "", how
            elif part.tag in (f"{_W}tab", f"{_W}br"):
                yield " ", how


def _is_on(mark: ElementTree.Element | None) -> bool:
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")


def _number(mark: ElementTree.Element | None, otherwise: int) -> int:
    text = "" if mark is None else mark.get(f"{_W}val", "")
    return min(int(text), _MOST_SPAN) if text.isdecimal() and int(text) else otherwise
