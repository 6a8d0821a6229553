"""A table with any number of rows: the template's prototype row, written out as text when it is saved.

``render`` makes a sheet cell by cell, which is right for a page or two. A batch of thousands of files has
lists of tens of thousands of rows; those are rolled out while the workbook is written, and held nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from yuecheng_xl.errors import TemplateError
from yuecheng_xl.messages import catalogue
from yuecheng_xl.plan.model import Printed
from yuecheng_xl.results import rows as xml
from yuecheng_xl.results.layout import INDENT, column_pixels, fit_row_heights, height_of
from yuecheng_xl.results.render import Band, names_in, render, substitute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from yuecheng_xl.results.render import Record

_AT_ONCE = 256
"""Rows that are put together before they are written."""

_MERGED = re.compile(r"<mergeCells[^>]*>(.*?)</mergeCells>|<mergeCells[^>]*/>", re.DOTALL)
_AREA = re.compile(r'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"\s*/>')


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the prototype: what it shows, its style, and what its row's height follows from."""

    letter: str
    column: int
    style: int
    content: Any
    is_field: bool
    names: tuple[str, ...]
    wraps: bool
    pixels: float
    font_size: float


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the prototype, which may have several."""

    cells: tuple[_Cell, ...]
    height: float


class Roll:
    """A sheet's repeated rows; the sheet has two records' until :meth:`write` puts all in their place."""

    def __init__(
        self,
        template: Worksheet,
        target: Worksheet,
        scope: Record,
        fields: str,
        records: Callable[[], Iterable[Record]],
        formats: Iterable[str] = (),
    ) -> None:
        """Render a template but for its records.

        Args:
            template: the template's sheet, with a prototype of the records.
            target: an empty sheet.
            scope: values for the placeholders that are no record's.
            fields: the records' placeholders, separated by spaces.
            records: gives the records, at least one, each time that it is called.
            formats: the number formats that values of the records have.

        Raises:
            TemplateError: a placeholder names no value, or there is no prototype.

        """
        names = fields.split()
        echo: Record = {name: f"{{{name}}}" for name in names}
        render(template, target, scope, [Band.of(fields, [echo, echo])])
        self._template, self._records = template, records
        known = frozenset(names)
        rows: list[Any] = [
            cells
            for cells in target.iter_rows()
            if any(known.intersection(names_in(cell.value)) for cell in cells)
        ]
        if not rows:
            raise TemplateError(catalogue.PLACEHOLDER_MISSING.at(template.title, name=names[0]))
        self._first: int = rows[0][0].row
        self._rows = [_row(target, cells) for cells in rows[: len(rows) // 2]]
        styles = [cell.style for row in self._rows for cell in row.cells]
        self._formats = xml.with_formats(target, styles, formats)
        self._texts = xml.as_texts(target, [*styles, *self._formats.values()])
        end = self._first + 2 * len(self._rows)
        fit_row_heights(target, 1, self._first - 1)
        if target.max_row >= end:
            fit_row_heights(target, end, target.max_row)
        others: list[Any] = [cell for cells in target.iter_rows() for cell in cells]
        self._above = [cell for cell in others if cell.row < self._first]
        self._below = [cell for cell in others if cell.row >= end]

    def values(self) -> Iterator[tuple[tuple[int, int], object]]:
        """Yield place and value of each cell, row by row, as reading the finished sheet would give them."""
        yield from (((cell.row, cell.column), cell.value) for cell in self._above)
        count = 0
        for start, record in self._placed():
            count += 1
            for number, row in enumerate(self._rows, start):
                for cell in row.cells:
                    value = self._value(cell, record)
                    if isinstance(value, Printed):
                        value = value.text if value.number is None else value.number
                    yield (number, cell.column), xml.fit(value) if isinstance(value, str) else value
        lower = (count - 2) * len(self._rows)
        yield from (((cell.row + lower, cell.column), cell.value) for cell in self._below)

    def write(self, part: bytes) -> Iterator[bytes]:
        """Yield the sheet's part with all rows, in pieces.

        Raises:
            TemplateError: a placeholder names no value.

        """
        each = len(self._rows)
        parts = xml.cut(part.decode(), self._first, 2 * each)
        if parts is None:
            raise TemplateError(catalogue.PLACEHOLDER_MISSING.at(self._template.title, name=""))
        head, tail = parts
        yield head.encode()
        count = 0
        pieces = (self._write_record(start, record) for start, record in self._placed())
        while piece := list(islice(pieces, _AT_ONCE)):
            count += len(piece)
            yield "".join(piece).encode()
        areas = self._merged(tail, count)
        tail = xml.move_down(tail, self._first + each, (count - 2) * each)
        yield _MERGED.sub(lambda _: areas, tail).encode()

    def _placed(self) -> Iterator[tuple[int, Record]]:
        each = len(self._rows)
        return ((self._first + index * each, record) for index, record in enumerate(self._records()))

    def _merged(self, tail: str, count: int) -> str:
        """Return the merged areas: a prototype's own with each record, others where they have moved to."""
        each = len(self._rows)
        second, after = self._first + each, self._first + 2 * each
        found = []
        for left, top, right, bottom in _AREA.findall(tail):
            first, last = int(top), int(bottom)
            if first >= after:
                moves = [(count - 2) * each]
            elif first < self._first:
                moves = [0]
            else:
                moves = [index * each for index in range(count)] if first < second else []
            found += [f'<mergeCell ref="{left}{first + by}:{right}{last + by}"/>' for by in moves]
        return f'<mergeCells count="{len(found)}">{"".join(found)}</mergeCells>' if found else ""

    def _value(self, cell: _Cell, record: Record) -> Any:  # noqa: ANN401 - the template's, or a Value
        if not cell.names:
            return cell.content
        if cell.is_field:
            return record[cell.names[0]]
        return substitute(cell.content, record, self._template)

    def _write_record(self, start: int, record: Record) -> str:
        return "".join(self._write_row(number, row, record) for number, row in enumerate(self._rows, start))

    def _write_row(self, number: int, row: _Row, record: Record) -> str:
        cells, height = [], row.height
        for cell in row.cells:
            place, style, value = f"{cell.letter}{number}", cell.style, self._value(cell, record)
            if isinstance(value, Printed):
                style = self._formats.get((style, value.number_format), style)
                value = value.text if value.number is None else value.number
            if isinstance(value, str):
                text = xml.fit(value)
                if text.startswith(xml.FORMULA_SIGNS):
                    style = self._texts[style]
                cells.append(xml.text_cell(place, style, text) if text else xml.empty_cell(place, style))
                if cell.wraps and text:
                    height = max(height, height_of(text, cell.pixels, cell.font_size))
            elif value is None:
                cells.append(xml.empty_cell(place, style))
            else:
                cells.append(xml.number_cell(place, style, value))
        return f'<row r="{number}" ht="{height:.1f}" customHeight="1">{"".join(cells)}</row>'


def _row(sheet: Worksheet, cells: Sequence[Any]) -> _Row:
    number = cells[0].row
    merged = {
        area.min_col: range(area.min_col, area.max_col + 1)
        for area in sheet.merged_cells.ranges
        if area.min_row == area.max_row == number
    }
    found = []
    for cell in cells:
        names = tuple(names_in(cell.value))
        columns = merged.get(cell.column, [cell.column])
        width = sum(column_pixels(sheet, column) for column in columns)
        found.append(
            _Cell(
                letter=get_column_letter(cell.column),
                column=cell.column,
                style=cell.style_id,
                content=cell.value,
                is_field=len(names) == 1 and cell.value == f"{{{names[0]}}}",
                names=names,
                wraps=bool(cell.alignment.wrap_text),
                pixels=width - (cell.alignment.indent or 0) * INDENT,
                font_size=float(cell.font.sz or 11),
            )
        )
    height = sheet.row_dimensions[number].height or sheet.sheet_format.defaultRowHeight
    return _Row(tuple(found), height or 15.0)
