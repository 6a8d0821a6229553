"""The shipped master as the template of a new one: its sheets, emptied, with places for what comes in.

Nothing of the look stands in code: a column, a setting or a sheet that the shipped master gets, a new one
gets, too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.grid import read_book
from yuecheng_xl.grid.places import split_place
from yuecheng_xl.masters.content import FIELD, FIGURE, GROWTH, OTHER, TARGET_COLUMN, Column
from yuecheng_xl.masters.own_table import value_of
from yuecheng_xl.plan.catalogue import SHEET as CATALOGUE
from yuecheng_xl.plan.columns import HEADERS, find_columns
from yuecheng_xl.plan.identities import SHEET as IDENTITIES
from yuecheng_xl.plan.reader import TABLE_SHEET
from yuecheng_xl.plan.settings import KEYS, Settings, read_settings
from yuecheng_xl.plan.settings import SHEET as SETTINGS_SHEET
from yuecheng_xl.sheets.markup import MAIN
from yuecheng_xl.sheets.notes import Notes
from yuecheng_xl.sheets.template import Template, TemplateCell
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.values import Band

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yuecheng_xl.grid import Cell, Grid
    from yuecheng_xl.masters.content import Content
    from yuecheng_xl.plan.columns import Columns
    from yuecheng_xl.sheets.template import TemplateSheet
    from yuecheng_xl.typed.period import Period
    from yuecheng_xl.typed.values import Record, Value

INSTRUCTIONS = "使用说明"
_HEADER, _FIRST = 1, 2
"""Rows of the shipped table: its header, and the first indicator, whose look all rows get."""

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_NEW_ROWS = 20
"""Rows for indicators in a table that is made from nothing."""

_SPREAD = {FIGURE: ("时期", "数据"), GROWTH: ("增速时期", "增速"), OTHER: ("其他列", "其他内容")}
"""Of the columns that repeat: the placeholders of header and cells."""

_FIELDS = {headers[0]: name for name, headers in HEADERS.items()}
_GONE = Band.of("不用的列", [])
_HEADING, _REMARK = "核对标题", "核对内容"


class Shipped:
    """The shipped master, read as a template."""

    def __init__(self) -> None:
        """Read it.

        Raises:
            InputFileError: it is missing or damaged.

        """
        path = master_workbook()
        self.template = Template(path.parent, path.name)
        book = read_book(path)
        grid = book.grid(TABLE_SHEET)
        columns = find_columns(grid) if grid else None
        assert columns is not None  # noqa: S101 - a test holds the shipped workbook to it
        self._columns = columns
        settings, _ = read_settings(book.grid(SETTINGS_SHEET))
        self._base_year = settings.base_year

    @property
    def titles(self) -> list[str]:
        """The sheets' titles in their order."""
        return self.template.titles

    @property
    def lists(self) -> tuple[str, ...]:
        """The titles of the sheets that hold a header and a list below."""
        return tuple(
            title for title in self.titles if title not in (INSTRUCTIONS, SETTINGS_SHEET, TABLE_SHEET)
        )

    # 使用说明.

    def instructions(self) -> TemplateSheet:
        """Return 使用说明 with a place for remarks below: a heading and lines."""
        sheet = self.template.sheet(INSTRUCTIONS)
        text = sheet.cell(sheet.last_row, 1)
        # A heading looks like the last row that looks otherwise than the last line.
        row = next(row for row in range(sheet.last_row, 0, -1) if sheet.cell(row, 1).style != text.style)
        cells = dict(sheet.cells)
        for offset, (style, name) in enumerate(
            ((sheet.cell(row, 1).style, _HEADING), (text.style, _REMARK)), 1
        ):
            cells[sheet.last_row + offset, 1] = TemplateCell(style, f"{{{name}}}", (name,))
        return replace(sheet, cells=cells, last_row=sheet.last_row + 2)

    # 规划信息.

    def settings(self, values: Mapping[str, Value]) -> tuple[TemplateSheet, dict[str, int]]:
        """Return 规划信息 with these values, and the rows of all keys.

        What tells of a plan is empty where nothing is known; a parameter keeps its value.
        """
        sheet = self.template.sheet(SETTINGS_SHEET)
        defaults = Settings()
        cells, rows = dict(sheet.cells), {}
        for row in range(_FIRST, sheet.last_row + 1):
            key = normalise(str(sheet.cell(row, 1).content or ""))
            rows[key] = row
            is_own = key in KEYS and getattr(defaults, KEYS[key][0]) in ("", None)
            if is_own or key in values:
                cells[row, 2] = sheet.cell(row, 2)._replace(content=values.get(key))
        last = sheet.last_row
        for key, value in values.items():
            if key not in rows:
                last += 1
                rows[key] = last
                for column, content in enumerate((key, value), 1):
                    cells[last, column] = TemplateCell(sheet.cell(sheet.last_row, column).style, content, ())
        return replace(sheet, cells=cells, last_row=last), rows

    # 指标总表.

    def table(self) -> TemplateSheet:
        """Return the table with a prototype row, and prototype columns for periods and what has no place."""
        sheet = self.template.sheet(TABLE_SHEET)
        names = self._names(self._columns)
        cells: dict[tuple[int, int], TemplateCell] = {}
        for column in range(1, sheet.last_column + 1):
            header, first = sheet.cell(_HEADER, column), sheet.cell(_FIRST, column)
            above, below = names.get(column, ("", ""))
            cells[_HEADER, column] = _shows(header, above) if above else header
            cells[_FIRST, column] = _shows(first._replace(style=self._general(first.style)), below)
        note = self._columns.fields["data_note"]
        extra = sheet.last_column + 1
        for row, name in zip((_HEADER, _FIRST), _SPREAD[OTHER], strict=True):
            cells[row, extra] = _shows(sheet.cell(row, note), name)
        return replace(
            sheet,
            cells=cells,
            heights={row: height for row, height in sheet.heights.items() if row <= _FIRST},
            hidden_rows=frozenset(),
            widths={**sheet.widths, extra: sheet.width(note)},
            merged=tuple(area for area in sheet.merged if area.bottom == _HEADER),
            last_row=_FIRST,
            last_column=extra,
        )

    def bands(self, content: Content) -> tuple[list[Band], list[Band]]:
        """Return what repeats in the table: rows and columns."""
        cells = {name for _, name in self._names(self._columns).values()} - _GONE.fields
        spread = {name: content.spread(kind) for kind, (_, name) in _SPREAD.items()}
        nothing: Record = {
            **dict.fromkeys(cells, ""),
            **{name: [None] * len(items) for name, items in spread.items()},
        }
        rows: list[Record] = [nothing] * (0 if content.rows else _NEW_ROWS)
        for row in content.rows:
            record: dict[str, Value | Sequence[Value]] = dict(nothing)
            record |= {HEADERS[name][0]: row.values.get(Column(FIELD, name)) for name in HEADERS}
            record["目标"] = row.values.get(TARGET_COLUMN)
            record |= {name: [row.values.get(column) for column in items] for name, items in spread.items()}
            rows.append(record)
        columns = [
            Band.of(header, [{header: content.header(column)} for column in content.spread(kind)])
            for kind, (header, _) in _SPREAD.items()
        ]
        columns.append(_GONE)
        return [Band(frozenset(nothing), rows)], columns

    def columns(self, content: Content) -> list[Column]:
        """Return the columns of the new table from left to right."""
        found: list[Column] = []
        for _, (_, name) in sorted(self._names(self._columns).items()):
            kind = next((kind for kind, (_, cell) in _SPREAD.items() if cell == name), None)
            if kind is not None:
                found += content.spread(kind)
            elif name == "目标":
                found.append(TARGET_COLUMN)
            elif name not in _GONE.fields:
                found.append(Column(FIELD, _FIELDS[name]))
        return [*found, *content.spread(OTHER)]

    def _names(self, columns: Columns) -> dict[int, tuple[str, str]]:
        """Return the placeholders of each column of the shipped table: of its header, of its cells."""
        found = {column: ("", HEADERS[name][0]) for name, column in columns.fields.items()}
        (target,) = columns.targets.values()
        found[target] = ("目标表头", "目标")
        for kind, by_period in ((FIGURE, columns.figures), (GROWTH, columns.growths)):
            first, *others = sorted(by_period.values())
            found[first] = _SPREAD[kind]
            found |= dict.fromkeys(others, ("不用的列", "不用的列"))
        return found

    def _general(self, style: int | None) -> int | None:
        """Return a format that shows a number as it is typed: that of an indicator is not another's."""
        return style if style is None else self.template.styles.with_number_format(style, "General")

    def notes(self, title: str) -> dict[tuple[int, int], str]:
        """Return the notes of a sheet's cells."""
        return Notes(self.template.package, self.template.book.sheet(title)).texts

    def note_of(self, column: Column, base_year: int) -> str:
        """Return the note of the header of a period that the shipped table has, or has one like it."""
        notes = self.notes(TABLE_SHEET)
        listed = self._columns.figures if column.kind == FIGURE else self._columns.growths
        like = sorted(listed)
        period: Period = column.which  # type: ignore[assignment]  # of these kinds
        if column.kind == FIGURE and period.year == base_year:
            like = like[:1]
        elif period.is_year:
            like = [item for item in like[column.kind == FIGURE :] if item.is_year]
        else:
            like = [item for item in like if not item.is_year]
        return notes.get((_HEADER, listed[like[0]]), "") if like else ""

    # The other sheets: a header, then a list.

    def takes(self, grid: Grid, base_year: int) -> bool:
        """Tell whether a sheet's rows can go below the header of the shipped one: each column has its place.

        勾稽关系 and 指标库 take further columns, too.
        """
        title = grid.sheet.strip()
        if title in (IDENTITIES, CATALOGUE):
            return True
        sheet = self.template.sheet(title)
        headers = self._headers(sheet, base_year)
        first = next((grid.row(row) for row in grid.rows()), [])
        return not grid.merged and all(normalise(cell.text) in headers for cell in first)

    def _headers(self, sheet: TemplateSheet, base_year: int) -> dict[str, int]:
        """Return the columns of a list by their headers, whose years are those of the new plan."""
        header = max(1, _frozen_rows(sheet))
        listed = range(1, sheet.last_column + 1)
        return {normalise(self._shifted(sheet.cell(header, column), base_year)): column for column in listed}

    def _shifted(self, cell: TemplateCell, base_year: int) -> str:
        """Return a header with its year as far from the base year as it is in the shipped master."""
        shift = base_year - self._base_year if self._base_year else 0
        return _YEAR.sub(lambda found: str(int(found[0]) + shift), str(cell.content or ""))

    def listing(self, title: str, own: tuple[tuple[Cell, ...], ...] | None, base_year: int) -> TemplateSheet:
        """Return a sheet with the given rows below its header, or with none; the catalogue as shipped."""
        sheet = self.template.sheet(title)
        if own is None and title == CATALOGUE:
            return sheet
        header = max(1, _frozen_rows(sheet))
        headers = self._headers(sheet, base_year)
        cells = {
            place: cell._replace(content=self._shifted(cell, base_year)) if cell.content else cell
            for place, cell in sheet.cells.items()
            if place[0] <= header
        }
        widths, last_row, last_column = dict(sheet.widths), header + 1, sheet.last_column
        columns: dict[int, int] = {}
        for row in own or ():
            said = [headers.get(normalise(cell.text)) for cell in row]
            if not columns and sum(place is not None for place in said) * 2 > len(row):
                for cell, place in zip(row, said, strict=True):
                    if place is None:
                        last_column += 1
                        place = last_column
                        cells[header, place] = sheet.cell(header, 1)._replace(content=cell.text)
                    columns[cell.column] = place
                continue
            for cell in row:
                place = columns.get(cell.column, cell.column)
                style = sheet.cell(header + 1, place).style
                cells[last_row, place] = TemplateCell(style, value_of(cell), ())
                last_column = max(last_column, place)
            last_row += 1
        for column in range(1, last_column + 1):  # an empty row shows how the next is to look
            cells.setdefault(
                (last_row, column), sheet.cell(header + 1, column)._replace(content=None, names=())
            )
        return replace(
            sheet,
            cells=cells,
            heights={row: height for row, height in sheet.heights.items() if row <= header},
            widths=widths,
            hidden_rows=frozenset(row for row in sheet.hidden_rows if row <= header),
            merged=tuple(area for area in sheet.merged if area.bottom <= header),
            last_row=last_row,
            last_column=last_column,
        )


def remark_bands(heading: str, remarks: Sequence[str]) -> list[Band]:
    """Return what stands below 使用说明: nothing where there is no remark."""
    return [
        Band.of(_HEADING, [{_HEADING: heading}] if remarks else []),
        Band.of(_REMARK, [{_REMARK: text} for text in remarks]),
    ]


def _shows(cell: TemplateCell, name: str) -> TemplateCell:
    return cell._replace(content=f"{{{name}}}", names=(name,)) if name else cell._replace(content=None)


def _frozen_rows(sheet: TemplateSheet) -> int:
    """Return how many rows stay in view: the header's."""
    views = sheet.element("sheetViews")
    pane = views.find(f".//{{{MAIN}}}pane") if views is not None else None
    place = pane.get("topLeftCell") if pane is not None else None
    return split_place(place)[0] - 1 if place else 1
