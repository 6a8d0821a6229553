"""Fill a template sheet: placeholders in braces, prototype rows and columns that repeat.

A template is an ordinary sheet that staff edit in Excel. ``{规划名称}`` is replaced by a value. A row
with a placeholder of a band's record is that band's prototype: it is repeated for each record, with
its formats, height and merged cells. A column with a placeholder of the column band likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

from yuecheng_xl.errors import TemplateError
from yuecheng_xl.messages import catalogue
from yuecheng_xl.plan.model import Printed
from yuecheng_xl.results.rows import FORMULA_SIGNS, fit

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | Printed | None
Record = Mapping[str, Value | Sequence[Value]]

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Band:
    """Records that repeat a prototype; ``fields`` name its placeholders even where there is no record."""

    fields: frozenset[str]
    records: Sequence[Record]

    @classmethod
    def of(cls, fields: str, records: Sequence[Record]) -> Band:
        """Make a band from space-separated field names."""
        return cls(frozenset(fields.split()), records)


@dataclass(frozen=True, slots=True)
class _Line:
    """One target row or column: the template line that it copies, and the record that it shows."""

    source: int
    index: int = 0
    record: Record = field(default_factory=dict)


@dataclass(slots=True)
class Rendered:
    """Where the template's rows and columns went: template line → target lines, counted from 1.

    ``cells`` has the target row and column of the first cell that shows a field.
    """

    rows: dict[int, list[int]]
    columns: dict[int, list[int]]
    cells: dict[str, tuple[int, int]]
    title: str

    def cell(self, field_name: str) -> tuple[int, int]:
        """Return row and column of the first cell that shows a field.

        Raises:
            TemplateError: the template shows it nowhere.

        """
        if field_name not in self.cells:
            raise TemplateError(catalogue.PLACEHOLDER_MISSING.at(self.title, name=field_name))
        return self.cells[field_name]

    def repeated_rows(self, field_name: str) -> list[int]:
        """Return the target rows, one a record, of the prototype row that shows a field."""
        first, _ = self.cell(field_name)
        return next(lines for lines in self.rows.values() if lines[0] == first)


def render(
    template: Worksheet,
    target: Worksheet,
    scope: Record,
    rows: Sequence[Band] = (),
    columns: Sequence[Band] = (),
) -> Rendered:
    """Fill ``target`` (an empty sheet) after ``template``.

    A value that is a sequence is spread over its column band, one item a column.

    Raises:
        TemplateError: a placeholder names no value.

    """
    row_lines = _row_lines(template, rows)
    column_lines = _column_lines(template, columns)
    cells: dict[str, tuple[int, int]] = {}
    prototypes = _prototypes(template, _StyleCopier(target))
    for row_number, row in enumerate(row_lines, 1):
        for column_number, column in enumerate(column_lines, 1):
            style, text, names = prototypes[row.source, column.source]
            cell: Any = target.cell(row_number, column_number)
            if style is not None:
                cell._style = copy(style)
            if not names:
                put(cell, text)
                continue
            values = {**scope, **column.record, **row.record}
            if text == f"{{{names[0]}}}":
                put(cell, _resolve(names[0], values, column.index, template))
            else:
                put(cell, substitute(text, values, template, column.index))
            for name in names:
                cells.setdefault(name, (row_number, column_number))
    rendered = Rendered(_targets(row_lines), _targets(column_lines), cells, template.title)
    _copy_dimensions(template, target, row_lines, column_lines)
    _copy_merges(template, target, rendered)
    _copy_page(template, target, rendered)
    return rendered


def put(cell: Any, value: Value) -> None:  # noqa: ANN401 - openpyxl's cell
    """Write a value; a text that begins with ``= + - @`` stays a text, never a formula."""
    if isinstance(value, Printed):
        if value.number is not None:
            cell.value = value.number
            cell.number_format = value.number_format
            return
        value = value.text
    if isinstance(value, str):
        value = fit(value) or None
    cell.value = value
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        cell.data_type = "s"
        cell.quotePrefix = True


def _prototypes(
    template: Worksheet, style_of: _StyleCopier
) -> dict[tuple[int, int], tuple[StyleArray | None, Any, list[str]]]:
    """Return format, content and placeholders of every cell of a template, worked out once."""
    cells: list[Any] = [cell for row in template.iter_rows() for cell in row]
    return {
        (cell.row, cell.column): (
            style_of(cell) if cell.has_style else None,
            cell.value,
            names_in(cell.value),
        )
        for cell in cells
    }


def names_in(value: object) -> list[str]:
    """Return the placeholders that a cell's content holds."""
    return PLACEHOLDER.findall(value) if isinstance(value, str) else []


def _row_lines(template: Worksheet, bands: Sequence[Band]) -> list[_Line]:
    lines: list[_Line] = []
    row = 1
    while row <= template.max_row:
        band = _band_of_row(template, row, bands)
        if band is None:
            lines.append(_Line(row))
            row += 1
            continue
        first = row
        while row <= template.max_row and _band_of_row(template, row, bands) is band:
            row += 1
        for index, record in enumerate(band.records):
            lines += [_Line(source, index, record) for source in range(first, row)]
    return lines


def _band_of_row(template: Worksheet, row: int, bands: Sequence[Band]) -> Band | None:
    names = {name for cell in template[row] for name in names_in(cell.value)}
    return next((band for band in bands if names & band.fields), None)


def _column_lines(template: Worksheet, bands: Sequence[Band]) -> list[_Line]:
    lines: list[_Line] = []
    for column in range(1, template.max_column + 1):
        cells = (template.cell(row, column) for row in range(1, template.max_row + 1))
        names = {name for cell in cells for name in names_in(cell.value)}
        band = next((band for band in bands if names & band.fields), None)
        if band is None:
            lines.append(_Line(column))
        else:
            lines += [_Line(column, index, record) for index, record in enumerate(band.records)]
    return lines


def _targets(lines: Sequence[_Line]) -> dict[int, list[int]]:
    targets: dict[int, list[int]] = {}
    for number, line in enumerate(lines, 1):
        targets.setdefault(line.source, []).append(number)
    return targets


def substitute(text: str, values: Record, template: Worksheet, index: int = 0) -> str:
    """Replace the placeholders in a text.

    Raises:
        TemplateError: a placeholder names no value.

    """
    return PLACEHOLDER.sub(lambda match: _as_text(_resolve(match[1], values, index, template)), text)


def _resolve(name: str, values: Record, index: int, template: Worksheet) -> Value:
    if name not in values:
        raise TemplateError(catalogue.PLACEHOLDER_UNKNOWN.at(template.title, name=name))
    value = values[name]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return value[index]
    return value


def _as_text(value: Value) -> str:
    if isinstance(value, Printed):
        return value.text
    return "" if value is None else str(value)


class _StyleCopier:
    """Copies cell formats into another workbook: each font, border, fill … once, then by its index."""

    _PARTS = (
        ("font", "fontId"),
        ("border", "borderId"),
        ("fill", "fillId"),
        ("number_format", "numFmtId"),
        ("protection", "protectionId"),
        ("alignment", "alignmentId"),
    )

    def __init__(self, target: Worksheet) -> None:
        self._scratch: Any = Cell(target, row=1, column=1)
        self._known: dict[tuple[str, int], int] = {}

    def __call__(self, source: Any) -> StyleArray:  # noqa: ANN401 - openpyxl's cell
        style = StyleArray()
        for name, index_name in self._PARTS:
            index = getattr(source._style, index_name)
            if (name, index) not in self._known:
                setattr(self._scratch, name, copy(getattr(source, name)))
                self._known[name, index] = getattr(self._scratch._style, index_name)
            setattr(style, index_name, self._known[name, index])
        return style


def merge(sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    """Merge an area whose cells already have their formats; only the first keeps its value.

    ``Worksheet.merge_cells`` would work out the area's borders anew, at a great cost.
    """
    for row in sheet.iter_rows(top, bottom, left, right):
        for cell in row:
            if (cell.row, cell.column) != (top, left):
                cell.value = None
    areas: Any = sheet.merged_cells.ranges  # merged_cells.add would compare it with all others
    areas.add(CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right))


def _copy_dimensions(
    template: Worksheet, target: Worksheet, rows: Sequence[_Line], columns: Sequence[_Line]
) -> None:
    widths: dict[int, Any] = {}
    for dimension in template.column_dimensions.values():
        for column in range(dimension.min or 0, (dimension.max or 0) + 1):
            widths[column] = dimension  # one entry may stand for a run of columns
    for number, line in enumerate(columns, 1):
        if line.source in widths:
            dimension = target.column_dimensions[get_column_letter(number)]
            dimension.width = widths[line.source].width
            dimension.hidden = widths[line.source].hidden
    for number, line in enumerate(rows, 1):
        source = template.row_dimensions[line.source]
        if source.height is not None:
            target.row_dimensions[number].height = source.height
        if source.hidden:
            target.row_dimensions[number].hidden = True


def _copy_merges(template: Worksheet, target: Worksheet, rendered: Rendered) -> None:
    for area in template.merged_cells.ranges:
        left, right = rendered.columns.get(area.min_col), rendered.columns.get(area.max_col)
        tops, bottoms = rendered.rows.get(area.min_row, []), rendered.rows.get(area.max_row, [])
        if not left or not right:
            continue
        # In a prototype the merged area repeats with it; elsewhere there is one top and one bottom.
        for top, bottom in zip(tops, bottoms, strict=False):
            if (top, left[0]) != (bottom, right[-1]):
                merge(target, top, left[0], bottom, right[-1])


def _copy_page(template: Worksheet, target: Worksheet, rendered: Rendered) -> None:
    for name in (
        "page_setup",
        "page_margins",
        "print_options",
        "HeaderFooter",
        "sheet_format",
        "sheet_properties",
        "sheet_state",
        "protection",
    ):
        setattr(target, name, copy(getattr(template, name)))
    page_setup: Any = target.page_setup
    page_setup._parent = target  # a copy still points at the template
    target.sheet_view.showGridLines = template.sheet_view.showGridLines
    target.sheet_view.zoomScale = template.sheet_view.zoomScale
    if template.print_title_rows:
        first, last = (int(part.replace("$", "")) for part in template.print_title_rows.split(":"))
        target.print_title_rows = f"{rendered.rows[first][0]}:{rendered.rows[last][-1]}"
    if template.freeze_panes:
        frozen = CellRange(template.freeze_panes)
        row, column = rendered.rows.get(frozen.min_row), rendered.columns.get(frozen.min_col)
        if row and column:
            target.freeze_panes = f"{get_column_letter(column[0])}{row[0]}"
    for formatting in template.conditional_formatting:
        for reference in _references(formatting.cells.ranges, rendered):
            for rule in formatting.rules:
                target.conditional_formatting.add(reference, copy(rule))
    for validation in template.data_validations.dataValidation:
        references = _references(validation.sqref.ranges, rendered)
        if references:
            repeated = copy(validation)
            repeated.sqref = MultiCellRange(references)
            target.add_data_validation(repeated)


def _references(areas: Iterable[CellRange], rendered: Rendered) -> list[str]:
    """Return where areas of the template went; those beyond its filled part are left out."""
    references = []
    for area in areas:
        rows = [*rendered.rows.get(area.min_row, ()), *rendered.rows.get(area.max_row, ())]
        columns = [*rendered.columns.get(area.min_col, ()), *rendered.columns.get(area.max_col, ())]
        if rows and columns:
            left, right = get_column_letter(columns[0]), get_column_letter(columns[-1])
            references.append(f"{left}{rows[0]}:{right}{rows[-1]}")
    return references
