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
from yuecheng_xl.grid.cells import Look, judged, look, make_cell, split_looks
from yuecheng_xl.grid.formats import GENERAL, number_formats, strikes, struck_styles
from yuecheng_xl.grid.mark import MARK, STALE
from yuecheng_xl.grid.model import Area, Book, CellKind, Grid
from yuecheng_xl.grid.outline import ON, outline
from yuecheng_xl.grid.package import MAIN, MOST_SHEETS, Much, damaged, too_much
from yuecheng_xl.grid.packed import Head, PackedCells, Packer
from yuecheng_xl.grid.places import MOST_COLUMNS, MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

    from yuecheng_xl.grid.outline import Listed, Outline
    from yuecheng_xl.grid.package import Package

    Text = str | tuple[tuple[str, Look], ...]
    """A cell's text: as one, or its pieces and how each looks."""

_CELL, _TEXT, _RUN, _LOOK = f"{MAIN}c", f"{MAIN}t", f"{MAIN}r", f"{MAIN}rPr"
_RAISED, _STRUCK = f"{MAIN}vertAlign", f"{MAIN}strike"
_STRING, _MERGED, _COLUMN = f"{MAIN}si", f"{MAIN}mergeCell", f"{MAIN}col"
_OF_CELLS = {_CELL, VALUE_TAG, FORMULA_TAG, INLINE_STRING, _TEXT, _RUN, _LOOK, _RAISED, _STRUCK}
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
        styles = package.parts.get(listed.styles)
        formats, struck = _formats(styles)
        texts = _shared_texts(package.parts.get(listed.texts, b""))
        parsers = [
            _Parser(sheet, listed, package.parts[sheet.part], texts, formats, struck)
            for sheet in listed.sheets
            if MARK not in sheet.names
        ]
        grids = tuple(map(_read_sheet, parsers))
        if all(parser.has_formats for parser in parsers):
            return Book(path, grids)
        return Book(path, grids, formats_known=False, findings=(catalogue.FORMATS_UNKNOWN.at(),))


def _formats(styles: bytes | None) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return the number formats by style, and the styles that strike out.

    Where they cannot be had, it is the format of cells without any.
    """
    if styles is not None:
        with suppress(ValueError, ElementTree.ParseError):
            return number_formats(styles), struck_styles(styles)
    return (GENERAL,), frozenset()


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
    pieces = tuple((_unescaped(run.findtext(_TEXT) or ""), _look(run)) for run in element.iterfind(_RUN))
    is_plain = all(how is Look.PLAIN for _, how in pieces)
    return "".join(piece for piece, _ in pieces) if is_plain else pieces


def _look(run: Any) -> Look:  # noqa: ANN401
    raised = run.find(f"{_LOOK}/{_RAISED}")
    return look(
        is_raised=raised is not None and raised.get("val") == "superscript",
        is_struck=strikes(run.find(f"{_LOOK}/{_STRUCK}")),
    )


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
    return Grid(
        parser.sheet.title,
        PackedCells(rows),
        merged,
        parser.sheet.is_hidden,
        rows,
        frozenset(parser.hidden_rows).intersection(rows),
        frozenset(parser.hidden_columns),
    )


class _Parser(WorkSheetParser):
    """openpyxl's parser, but for what it makes of a cell, and of all that is no cell."""

    def __init__(
        self,
        sheet: Listed,
        book: Outline,
        part: bytes,
        texts: Sequence[Text],
        formats: Sequence[str],
        struck: frozenset[int],
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
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._formats = formats
        self._struck_styles = struck
        self._stale = _stale_areas(sheet.names.get(STALE, "")) if book.is_to_be_computed else []
        self._known: dict[str, str] = {}

    def parse(self) -> Generator[tuple[int, list[Any]], None, None]:
        """Yield the number of each row and its cells."""
        for _, element in ElementTree.iterparse(self.source):  # noqa: S314 - inspected: no DOCTYPE
            if element.tag == ROW_TAG:
                row = self.parse_row(element)  # type: ignore[arg-type]  # ElementTree's, which it takes
                if element.get("hidden") in ON:
                    self.hidden_rows.add(row[0])
                yield row
                self.row_dimensions.clear()  # how high rows are concerns nobody here
                element.clear()
            elif element.tag == _MERGED:
                with suppress(ValueError):  # what is no reference covers no cell
                    self.areas.append(Area.of(element.get("ref", "")))
            elif element.tag == _COLUMN and element.get("hidden") in ON:
                with suppress(ValueError):
                    first, last = int(element.get("min", "")), int(element.get("max", ""))
                    self.hidden_columns.update(range(max(1, first), min(last, MOST_COLUMNS) + 1))
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
            # data_only hides formulas: what is left of one without a value is nothing, or an empty text.
            is_text = not has_formula or element.get("t") == "str"
            return None if is_text else (row, Head(column, CellKind.NOT_CALCULATED, number_format), None)
        raised = struck = ""
        if isinstance(value, tuple):
            value, raised, struck = split_looks(value)
        elif kind == "e":
            return row, Head(column, CellKind.ERROR, number_format), str(value)
        if struck or style in self._struck_styles:
            is_struck = style in self._struck_styles
            cell = make_cell(row, column, value, number_format, raised, struck, is_struck=is_struck)
            if cell is None:
                return None
            kept = cell.text if cell.kind is CellKind.STRUCK else cell.value
            return row, Head(column, cell.kind, number_format, cell.raised, cell.struck), kept
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
