"""Read a workbook into grids by openpyxl's parser of rows: the careful way, right where the quick one is not.

openpyxl's own way to a workbook reads all of it: fonts, colours, rules, links, names. What is wrong there, or
endless, would cost a file whose figures are sound, so only what a grid is made of is looked at.
"""

from __future__ import annotations

import re
import warnings
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, ROW_TAG, VALUE_TAG, WorkSheetParser

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.grid.cells import judged, split_raised
from yuecheng_xl.grid.formats import GENERAL, number_formats
from yuecheng_xl.grid.mark import MARK, STALE
from yuecheng_xl.grid.model import Area, Book, CellKind, Grid
from yuecheng_xl.grid.outline import outline
from yuecheng_xl.grid.package import MAIN, MOST_SHEETS, Much, damaged, too_much
from yuecheng_xl.grid.packed import Head, PackedCells, Packer
from yuecheng_xl.grid.places import MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

    from yuecheng_xl.grid.outline import Listed, Outline
    from yuecheng_xl.grid.package import Package

    Text = str | tuple[tuple[str, bool], ...]
    """A cell's text: as one, or its pieces and whether each is raised."""

_CELL, _TEXT, _RUN, _LOOK = f"{MAIN}c", f"{MAIN}t", f"{MAIN}r", f"{MAIN}rPr"
_RAISED, _STRING, _MERGED = f"{MAIN}vertAlign", f"{MAIN}si", f"{MAIN}mergeCell"
_OF_CELLS = {_CELL, VALUE_TAG, FORMULA_TAG, INLINE_STRING, _TEXT, _RUN, _LOOK, _RAISED}
_AREA = re.compile(r"\$[A-Z]{1,3}\$\d{1,7}(?::\$[A-Z]{1,3}\$\d{1,7})?")
_MOST_SHARED = 4096
"""Texts of cells that are kept once for all cells that have them."""

_LONGEST_ODD = 40
"""Characters that are shown of what is no value."""

_LONGEST_NAME = 8192
"""Characters of what a name stands for, as Excel takes them."""


def read_carefully(path: Path, package: Package) -> Book:
    """Read all sheets of an .xlsx but those that this product made.

    Raises:
        InputFileError: the file is damaged.

    """
    with _complaints(path):
        listed = outline(package.parts)
        if len(listed.sheets) > MOST_SHEETS:
            raise too_much(path, Much.SHEETS)
        formats = _formats(package.parts.get(listed.styles))
        texts = _shared_texts(package.parts.get(listed.texts, b""))
        parsers = [
            _Parser(sheet, listed, package.parts[sheet.part], texts, formats)
            for sheet in listed.sheets
            if MARK not in sheet.names
        ]
        grids = tuple(map(_read_sheet, parsers))
        if all(parser.has_formats for parser in parsers):
            return Book(path, grids)
        return Book(path, grids, formats_known=False, findings=(catalogue.FORMATS_UNKNOWN.at(),))


def _formats(styles: bytes | None) -> tuple[str, ...]:
    """Return the number formats by style; where they cannot be had, the one of cells without any."""
    if styles is not None:
        with suppress(ValueError, ElementTree.ParseError):
            return number_formats(styles)
    return (GENERAL,)


@contextmanager
def _complaints(path: Path) -> Iterator[None]:
    """Turn what is raised for a part into our error.

    Raises:
        InputFileError: the file is damaged.

    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl's, of dates that are none
        try:
            yield
        except (InputFileError, MemoryError):
            raise
        except Exception as cause:
            # openpyxl has no error class of its own: a damaged part surfaces as whatever broke first.
            raise damaged(path, cause) from cause


def _shared_texts(part: bytes) -> list[Text]:
    if not part:
        return []
    found = []
    for _, element in ElementTree.iterparse(BytesIO(part)):  # noqa: S314 - inspected: no DOCTYPE
        if element.tag == _STRING:
            found.append(_text(element))
            element.clear()
    return found


def _text(element: Any) -> Text:  # noqa: ANN401 - an element, of whichever parser
    """Return a shared or inline text. How it is pronounced stands there, too, and is no part of it."""
    whole = element.find(_TEXT)
    if whole is not None and whole.text:
        return _unescaped(whole.text)
    pieces = tuple((_unescaped(run.findtext(_TEXT) or ""), _is_raised(run)) for run in element.iterfind(_RUN))
    return pieces if any(is_raised for _, is_raised in pieces) else "".join(piece for piece, _ in pieces)


def _is_raised(run: Any) -> bool:  # noqa: ANN401
    look = run.find(f"{_LOOK}/{_RAISED}")
    return look is not None and look.get("val") == "superscript"


def _unescaped(text: str) -> str:
    return text.replace("x005F_", "")  # an underscore that would else begin an escape


def _read_sheet(parser: _Parser) -> Grid:
    # Its rows are parsed here, as its own methods would make the whole rectangle (a million rows where
    # somebody coloured a column) and drop raised notes, and an ordinary worksheet keeps all its cells.
    packer = Packer()
    for _, row in parser.parse():
        for cell in row:
            if cell is not None:
                packer.add(*cell)
    merged = tuple(parser.areas)
    packer.drop_covered(merged)
    rows = packer.packed()
    return Grid(parser.sheet.title, PackedCells(rows), merged, parser.sheet.is_hidden, rows)


class _Parser(WorkSheetParser):
    """openpyxl's parser, but for what it makes of a cell, and of all that is no cell."""

    def __init__(
        self, sheet: Listed, book: Outline, part: bytes, texts: Sequence[Text], formats: Sequence[str]
    ) -> None:
        codes = {code: [is_date_format(code), is_timedelta_format(code)] for code in set(formats)}
        super().__init__(
            BytesIO(part),
            texts,  # type: ignore[arg-type]  # hands them on as they are
            data_only=True,
            epoch=CALENDAR_MAC_1904 if book.is_from_1904 else CALENDAR_WINDOWS_1900,
            date_formats={index for index, code in enumerate(formats) if codes[code][0]},
            timedelta_formats={index for index, code in enumerate(formats) if codes[code][1]},
        )
        self.sheet = sheet
        self.areas: list[Area] = []
        self.has_formats = True
        self._formats = formats
        self._stale = _stale_areas(sheet.names.get(STALE, "")) if book.is_to_be_computed else []
        self._known: dict[str, str] = {}

    def parse(self) -> Generator[tuple[int, list[Any]], None, None]:
        """Yield the number of each row and its cells."""
        for _, element in ElementTree.iterparse(self.source):  # noqa: S314 - inspected: no DOCTYPE
            if element.tag == ROW_TAG:
                yield self.parse_row(element)  # type: ignore[arg-type]  # ElementTree's, which it takes
                self.row_dimensions.clear()  # how high rows are concerns nobody here
                element.clear()
            elif element.tag == _MERGED:
                with suppress(ValueError):  # what is no reference covers no cell
                    self.areas.append(Area.of(element.get("ref", "")))
            elif element.tag not in _OF_CELLS:
                element.clear()

    def parse_cell(self, element: Any) -> Any:  # noqa: ANN401
        """Return a cell's row, head and value as ``Packer`` takes them, or None where it shows nothing."""
        kind = ""
        if element.get("t") == "inlineStr":
            row, column = self._place(element)
            inline, style = element.find(INLINE_STRING), int(element.get("s", 0))
            value = None if inline is None else self._shared(_text(inline))
        else:
            found = self._found(element)
            row, column, value, style = found["row"], found["column"], found["value"], found["style_id"]
            kind = found["data_type"]
        number_format = self._format(style)
        has_formula = element.find(FORMULA_TAG) is not None
        if has_formula and any((row, column) in area for area in self._stale):
            return row, Head(column, CellKind.STALE, number_format), None
        if value is None:
            # data_only hides formulas: what is left of one without a value is nothing.
            return (row, Head(column, CellKind.NOT_CALCULATED, number_format), None) if has_formula else None
        raised = ""
        if isinstance(value, tuple):
            value, raised = split_raised(value)
        elif kind == "e":
            return row, Head(column, CellKind.ERROR, number_format), str(value)
        judgement = judged(value, raised)
        if judgement is None:
            return None
        return row, Head(column, judgement[0], number_format, raised), judgement[1]

    def _found(self, element: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return what openpyxl finds in a cell; an error with what stands there where that is no value."""
        try:
            found: dict[str, Any] = super().parse_cell(element)
        except ValueError:
            row, column = self._place(element) if element.get("r") else (self.row_counter, self.col_counter)
            said = (element.findtext(VALUE_TAG) or "")[:_LONGEST_ODD].strip() or "#VALUE!"
            found = {"row": row, "column": column, "style_id": int(element.get("s", 0)), "data_type": "e"}
            found["value"] = said
        return found

    def _format(self, style: int) -> str:
        if style < len(self._formats):
            return self._formats[style]
        self.has_formats = False
        return GENERAL

    def _shared(self, text: Text) -> Text:
        """Return a text that stands in a cell itself, once for all cells that have it."""
        if not isinstance(text, str):
            return text
        if len(self._known) < _MOST_SHARED:
            return self._known.setdefault(text, text)
        return self._known.get(text, text)

    def _place(self, element: Any) -> tuple[int, int]:  # noqa: ANN401
        reference = element.get("r")
        row, column = (
            coordinate_to_tuple(reference) if reference else (self.row_counter, self.col_counter + 1)
        )
        self.col_counter = column
        return row, column


def _stale_areas(text: str) -> list[Area]:
    """Return the cells that we named as stale, until they are computed: Excel then takes the order away."""
    if len(text) > _LONGEST_NAME:  # not ours, which keeps to what Excel takes
        return [Area.of(f"1:{MOST_ROWS}")]
    return [Area.of(reference) for reference in _AREA.findall(text)]
