"""New content for some cells of a sheet, all others as the file has them.

openpyxl makes an object of each cell: half a gigabyte for a province's table. So the table's rows pass it
by as text, while it keeps the rest of the workbook as it always does. Style numbers stay valid, for
openpyxl keeps their order; shared texts move into the cells, as openpyxl does, too; values of formulas
go, for they may be of old figures.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import deque
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from openpyxl.cell.cell import MergedCell
from openpyxl.utils import column_index_from_string, get_column_letter

from yuecheng_xl.grid.load import complaints, load
from yuecheng_xl.grid.package import MAIN, judge, sheet_parts
from yuecheng_xl.results import rows as xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from openpyxl import Workbook

    from yuecheng_xl.plan.model import Printed

_ROWS = re.compile(rb"<((?:\w+:)?)sheetData(?:\s[^>]*)?>.*</\1sheetData\s*>", re.DOTALL)
_NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData\s*>.*?</sheetData\s*>", re.DOTALL)
_DIMENSION = re.compile(rb"<dimension [^>]*/>")
_ROW_ATTRIBUTES = (
    "s",
    "customFormat",
    "ht",
    "hidden",
    "customHeight",
    "outlineLevel",
    "collapsed",
    "thickTop",
    "thickBot",
)
_NEW = ElementTree.Element("row")
_SHEETS, _TEXTS = "xl/worksheets/", "xl/sharedStrings.xml"


@dataclass(slots=True)
class Refill:
    """A workbook without the rows of one of its sheets, and those rows as text, refilled.

    ``book`` is openpyxl's, complete but for those rows; ``write`` puts them in when it is saved;
    ``formulas`` are the places that kept their formula instead of getting new content, ``covered`` those
    that got none because they lie beneath a merged area.
    """

    book: Workbook
    rows: Sequence[bytes]
    formulas: frozenset[tuple[int, int]]
    covered: frozenset[tuple[int, int]]

    def write(self, part: bytes) -> Iterator[bytes]:
        """Yield the sheet's part with its rows, in pieces."""
        empty = _NO_ROWS.search(part)
        assert empty is not None  # noqa: S101 - openpyxl writes one
        yield _DIMENSION.sub(b"", part[: empty.start()])
        yield b"<sheetData>"
        unpacker = zlib.decompressobj()
        yield from map(unpacker.decompress, self.rows)
        yield b"</sheetData>"
        yield part[empty.end() :]


def refill(path: Path, sheet: str, contents: Mapping[int, dict[int, Printed]]) -> Refill:
    """Put new content into cells of a sheet.

    Args:
        path: the workbook.
        sheet: the sheet's title.
        contents: what the cells get, by row, then by column.

    Raises:
        InputFileError: the file is missing, not a workbook, damaged, encrypted, over-sized or harmful.

    """
    judge(path)
    with complaints(path), zipfile.ZipFile(BytesIO(path.read_bytes())) as package:
        others = {name: package.read(name) for name in package.namelist() if not name.startswith(_SHEETS)}
        part = sheet_parts(others)[sheet]
        book = load(path, content=_without_rows(package, part), rich_text=True)
        filling = _Filling(book[sheet], _shared_texts(others.get(_TEXTS, b"")), contents)
        with package.open(part) as rows:
            pieces = _packed(filling.rows(rows))
    return Refill(book, pieces, frozenset(filling.formulas), frozenset(filling.covered))


def _without_rows(package: zipfile.ZipFile, part: str) -> bytes:
    """Return a package with one sheet's rows left out."""
    lean = BytesIO()
    with zipfile.ZipFile(lean, "w") as new:
        for name in package.namelist():
            content = package.read(name)
            new.writestr(name, _ROWS.sub(rb"<\1sheetData/>", content) if name == part else content)
    return lean.getvalue()


def _packed(rows: Iterable[bytes]) -> list[bytes]:
    """Keep rows until they are written: packed, a large sheet takes a tenth."""
    packer = zlib.compressobj(1)
    return [piece for piece in (*map(packer.compress, rows), packer.flush()) if piece]


@dataclass(slots=True)
class _Filling:
    """Passes rows on, with what some of their cells get."""

    sheet: Any  # openpyxl's
    texts: Sequence[str]
    contents: Mapping[int, dict[int, Printed]]
    formulas: set[tuple[int, int]] = field(default_factory=set)
    covered: set[tuple[int, int]] = field(default_factory=set)
    _styles: dict[tuple[int, str, object], int] = field(default_factory=dict)

    def rows(self, part: IO[bytes]) -> Iterator[bytes]:
        waiting = deque(sorted(self.contents))
        last = 0
        for row in _rows(part):
            last = int(row.get("r", last + 1))
            while waiting and waiting[0] < last:
                yield self._row(waiting.popleft(), _NEW)
            if waiting and waiting[0] == last:
                waiting.popleft()
            yield self._row(last, row)
        for number in waiting:
            yield self._row(number, _NEW)

    def _row(self, number: int, row: ElementTree.Element) -> bytes:
        left = dict(self.contents.get(number, ()))
        for column in [column for column in left if self._is_covered(number, column)]:
            self.covered.add((number, column))
            del left[column]
        cells: dict[int, str] = {}
        column = 0
        for cell in row.iterfind(f"{MAIN}c"):
            reference = cell.get("r")  # it may be left out: then a cell stands beside the one before
            column = _column(reference.rstrip("0123456789")) if reference else column + 1
            place = f"{get_column_letter(column)}{number}"
            content = left.pop(column, None)
            if content is not None and cell.find(f"{MAIN}f") is None:
                cells[column] = self._filled(place, int(cell.get("s", "0")), content)
                continue
            if content is not None:
                self.formulas.add((number, column))
            cells[column] = self._kept(cell, place)
        for column, content in left.items():
            place = f"{get_column_letter(column)}{number}"
            cells[column] = self._filled(place, int(row.get("s", "0")), content)
        attributes = _attributes({name: row.attrib[name] for name in _ROW_ATTRIBUTES if name in row.attrib})
        inside = "".join(cells[column] for column in sorted(cells))
        return f'<row r="{number}"{attributes}>{inside}</row>'.encode()

    def _is_covered(self, row: int, column: int) -> bool:
        return isinstance(self.sheet._cells.get((row, column)), MergedCell)

    def _kept(self, cell: ElementTree.Element, place: str) -> str:
        style = f' s="{cell.attrib["s"]}"' if "s" in cell.attrib else ""
        kind = cell.get("t", "n")
        formula, value = cell.find(f"{MAIN}f"), cell.findtext(f"{MAIN}v")
        if formula is not None:
            written = f"<f{_attributes(formula.attrib)}>{xml.escaped(formula.text or '')}</f>"
            return f'<c r="{place}"{style}>{written}</c>'
        if kind == "s" and value is not None:
            return f'<c r="{place}"{style} t="inlineStr"><is>{self.texts[int(value)]}</is></c>'
        inline = cell.find(f"{MAIN}is")
        if inline is not None:
            return f'<c r="{place}"{style} t="inlineStr"><is>{_runs(inline)}</is></c>'
        if value is None:
            return f'<c r="{place}"{style}/>'
        typed = "" if kind == "n" else f' t="{kind}"'
        return f'<c r="{place}"{style}{typed}><v>{xml.escaped(value)}</v></c>'

    def _filled(self, place: str, style: int, content: Printed) -> str:
        if content.number is not None:
            style = self._style(style, "number_format", content.number_format)
            return xml.number_cell(place, style, content.number)
        text = xml.fit(content.text)
        if text.startswith(xml.FORMULA_SIGNS):
            style = self._style(style, "quotePrefix", value=True)
        return xml.text_cell(place, style, text) if text else xml.empty_cell(place, style)

    def _style(self, style: int, attribute: str, value: object) -> int:
        key = (style, attribute, value)
        if key not in self._styles:
            self._styles[key] = xml.restyled(self.sheet, style, attribute, value)
        return self._styles[key]


def _rows(part: IO[bytes]) -> Iterator[ElementTree.Element]:
    """Yield the rows of a sheet's part, each gone when the next is asked for."""
    holder: ElementTree.Element | None = None
    for event, element in ElementTree.iterparse(part, ("start", "end")):  # noqa: S314 - inspected: no DOCTYPE
        if element.tag == f"{MAIN}sheetData":
            if event == "end":
                return
            holder = element
        elif event == "end" and element.tag == f"{MAIN}row" and holder is not None:
            yield element
            holder.clear()


def _shared_texts(part: bytes) -> list[str]:
    """Return the shared texts, each as a cell of its own has it."""
    if not part:
        return []
    found = []
    for _, element in ElementTree.iterparse(BytesIO(part)):  # noqa: S314 - inspected: no DOCTYPE
        if element.tag == f"{MAIN}si":
            found.append(_runs(element))
            element.clear()
    return found


def _runs(text: ElementTree.Element) -> str:
    """Return a text's runs without prefixes, and without what says how to pronounce them."""
    return "".join(_plain(child) for child in text if child.tag in (f"{MAIN}t", f"{MAIN}r"))


def _plain(element: ElementTree.Element) -> str:
    if not element.tag.startswith(MAIN):
        return ""
    tag = element.tag.removeprefix(MAIN)
    if tag == "t":
        return f'<t xml:space="preserve">{xml.escaped(element.text or "")}</t>'
    return f"<{tag}{_attributes(element.attrib)}>{''.join(map(_plain, element))}</{tag}>"


def _attributes(attributes: Mapping[str, str]) -> str:
    """Write an element's attributes, those of other namespaces left out."""
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items() if "}" not in name)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    return column_index_from_string(letters.upper())
