"""Fill a template sheet: placeholders in braces, prototype rows and columns that repeat.

A template is an ordinary sheet that staff edit in Excel. ``{规划名称}`` is replaced by a value. A row
with a placeholder of a band's record is that band's prototype: it is repeated for each record, with
its formats, height and merged cells. A column with a placeholder of the column band likewise.

Rows are written as text while the workbook is saved, and held nowhere.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import TemplateError
from yuecheng_xl.grid.model import Area
from yuecheng_xl.grid.places import MOST_ROWS, letters, place_of
from yuecheng_xl.sheets import ownership
from yuecheng_xl.sheets.cells import cell as cell_markup
from yuecheng_xl.sheets.cells import fit
from yuecheng_xl.sheets.layout import INDENT, PIXELS_PER_UNIT, height_of, page_breaks, room
from yuecheng_xl.sheets.markup import MAIN, OFFICE, escaped, quoted
from yuecheng_xl.sheets.package import HEAD
from yuecheng_xl.sheets.portrait import Portrait
from yuecheng_xl.sheets.template import PLACEHOLDER
from yuecheng_xl.typed.printed import Printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree import ElementTree

    from yuecheng_xl.sheets.template import TemplateSheet
    from yuecheng_xl.sheets.workbook import Sheet, Workbook
    from yuecheng_xl.typed.values import Band, Record, Value

_M = f"{{{MAIN}}}"
_SINGLE = {str, int, float, type(None)}
"""Types of values that stand in one cell; nearly all have one of these, and need no further look."""
_AT_ONCE = 256
"""Rows that are put together before they are written."""

_COPIED_HEAD = ("sheetPr", "sheetFormatPr")
_FOOT = (
    "sheetProtection", "mergeCells", "conditionalFormatting", "dataValidations", "printOptions",
    "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "drawing",
)  # fmt: skip


class _Run(NamedTuple):
    """Consecutive target lines made from consecutive template lines, repeated for each record of a band.

    ``first`` is the first target line, ``source`` the first template line, ``each`` how many of them.
    """

    first: int
    source: int
    each: int
    records: Sequence[Record] = ({},)

    @property
    def last(self) -> int:
        return self.first + self.each * len(self.records) - 1

    def targets(self, line: int) -> range:
        """Return where a template line goes: once a record."""
        start = self.first + line - self.source
        return range(start, start + self.each * len(self.records), self.each)


class _Prototype(NamedTuple):
    """A cell of a row's prototype: what it shows, its format, and what its row's height follows from."""

    column: int
    letter: str
    style: int
    content: Value
    names: tuple[str, ...]
    is_field: bool
    item: int
    """Which of the column band's it is."""
    record: Record
    """Of the column."""
    font_size: float
    """Of the cell's font, in points."""
    pixels: float
    """0 where the text does not make its row higher: it does not wrap, or its cell is merged over rows."""
    fits: int
    """Characters that one line holds, whatever they are."""
    one_line: float
    """A line's height in points."""


class _Cover(NamedTuple):
    """Of one row: the columns that lie beneath merged areas, and those at which tall ones begin."""

    beneath: set[int]
    tall: set[int]


_NO_COVER = _Cover(set(), set())


class Rendered:
    """A sheet being filled in: the places of the template's lines are known, the rows not yet written."""

    def __init__(
        self,
        template: TemplateSheet,
        book: Workbook,
        title: str,
        scope: Record,
        rows: Sequence[Band] = (),
        columns: Sequence[Band] = (),
        *,
        is_result: bool = True,
    ) -> None:
        """Lay a sheet out after a template.

        Args:
            template: the sheet that is filled in.
            book: where the sheet will stand, for its formats.
            title: of the sheet.
            scope: values for the placeholders of all cells.
            rows: bands that repeat rows.
            columns: bands that repeat columns; a sequence is spread over one, an item a column.
            is_result: whether the sheet is marked as ours, which no reader takes for input.

        Raises:
            TemplateError: a placeholder names no value.

        """
        self.template, self.title, self._is_result = template, title, is_result
        self._book, self._scope = book, scope
        names = _names_by_line(template)
        self._rows = _runs(template.last_row, rows, names[0], together=True)
        self._columns = _runs(template.last_column, columns, names[1], together=False)
        self._merged: list[Area] = [*self._moved(template.merged)]
        self._groups: list[tuple[int, int]] = []
        self._drawing = ""
        self._beside: list[tuple[str, int]] = []
        self._extra: dict[str, int] = {}
        self.proof = ""
        """The proof that the sheet is ours, known once it is written."""
        self.heights = array("d")
        """The heights of the rows in points, known once they are written."""
        self.sheet: Sheet | None = None

    @property
    def last_row(self) -> int:
        """The last row."""
        return self._rows[-1].last if self._rows else 0

    @property
    def last_column(self) -> int:
        """The last column."""
        return self._columns[-1].last if self._columns else 0

    def cell(self, name: str) -> tuple[int, int]:
        """Return row and column of the first cell that shows a field.

        Raises:
            TemplateError: the template shows it nowhere.

        """
        for (row, column), cell in sorted(self.template.cells.items()):
            if name in cell.names:
                tops, lefts = self._targets(self._rows, row), self._targets(self._columns, column)
                if tops and lefts:
                    return tops[0], lefts[0]
        raise TemplateError(catalogue.PLACEHOLDER_MISSING.at(self.template.title, name=name))

    def places(self, row: int, column: int) -> list[tuple[int, int]]:
        """Return where a cell of the template goes: row and column of each of its repeats."""
        lefts = self._targets(self._columns, column)
        return [(top, left) for top in self._targets(self._rows, row) for left in lefts]

    def shows(self, name: str) -> bool:
        """Tell whether the template shows a field."""
        return any(name in cell.names for cell in self.template.cells.values())

    def repeated_rows(self, name: str) -> range:
        """Return the rows, one a record, of the prototype row that shows a field."""
        top, _ = self.cell(name)
        run = next(run for run in self._rows if run.first <= top <= run.last)
        return run.targets(run.source + top - run.first)

    def merge(self, area: Area) -> None:
        """Merge cells that have their formats; only the first keeps its value."""
        self._merged.append(area)

    def keep_together(self, groups: Sequence[tuple[int, int]]) -> None:
        """Have no group of rows (first and last) cut by a page's end, where it can be helped."""
        self._groups = list(groups)

    def draw(self, relation: str, drawn: dict[str, int]) -> None:
        """Show a drawing (by the id of the sheet's relationship to it); ``drawn`` counts what it holds."""
        self._drawing, self._extra = relation, drawn

    def keep_beside(self, cells: Sequence[tuple[str, int]]) -> None:
        """Keep texts with formats of the workbook in a hidden last column, one a row from the first."""
        self._beside = list(cells)

    def put_in(self, place: int | None = None, *, hidden: bool = False) -> Sheet:
        """Add the sheet to its workbook; it is written when that is saved."""
        state = "hidden" if hidden else self.template.book.book.sheet(self.template.title).state
        self.sheet = self._book.add_sheet(self.title, self.pieces, place, state)
        self._check_names()
        titles = self.template.print_titles
        if titles:
            tops, bottoms = self._targets(self._rows, titles[0]), self._targets(self._rows, titles[1])
            if tops and bottoms:
                self._book.repeat_rows(self.sheet, tops[0], bottoms[-1])
        return self.sheet

    # Where things go.

    def _targets(self, runs: Sequence[_Run], line: int) -> range:
        run = self._run(runs, line)
        return run.targets(line) if run else range(0)

    def _run(self, runs: Sequence[_Run], line: int) -> _Run | None:
        return next((run for run in runs if run.source <= line < run.source + run.each), None)

    def _moved(self, areas: Sequence[Area]) -> Iterator[Area]:
        """Yield where merged areas go: in a prototype they repeat with it, elsewhere there is one of each."""
        for area in areas:
            # Columns that are left out make an area smaller; where none is left, there is no area.
            across = [self._targets(self._columns, column) for column in range(area.left, area.right + 1)]
            across = [targets for targets in across if targets]
            lefts, rights = (across[0], across[-1]) if across else (range(0), range(0))
            tops, bottoms = self._targets(self._rows, area.top), self._targets(self._rows, area.bottom)
            if not lefts or not rights:
                continue
            for top, bottom in zip(tops, bottoms, strict=False):
                if (top, lefts[0]) != (bottom, rights[-1]):
                    yield Area(top, lefts[0], bottom, rights[-1])

    def _reference(self, area: Area) -> str:
        """Return where a rule's area goes: over all repeats; empty where its lines are left out."""
        bottom, right = min(area.bottom, self.template.last_row), min(area.right, self.template.last_column)
        rows = [*self._targets(self._rows, area.top), *self._targets(self._rows, bottom)]
        columns = [*self._targets(self._columns, area.left), *self._targets(self._columns, right)]
        if not rows or not columns:
            return ""
        # Rows that somebody may add have the rule, too, as many of them as in the template.
        beyond = area.bottom - bottom if area.bottom < MOST_ROWS else 0
        return f"{place_of(rows[0], columns[0])}:{place_of(rows[-1] + beyond, columns[-1])}"

    # The prototypes.

    @property
    def widths(self) -> list[float]:
        """The columns' widths in characters."""
        return [width or self.template.width(0) for width, _ in self._widths()]

    def prototypes(self, row: int) -> tuple[_Prototype, ...]:
        """Return the cells that a row is made of, column by column."""
        run = next(run for run in self._rows if run.first <= row <= run.last)
        return self._prototypes(run.source + (row - run.first) % run.each)

    def _prototypes(self, line: int) -> tuple[_Prototype, ...]:
        """Return the cells of a template row, column by column."""
        styles, other = self._book.styles, self.template.book.styles
        covered, tall, wide = self._covering(line)
        found = []
        for run in self._columns:
            for index, record in enumerate(run.records):
                for offset in range(run.each):
                    source = run.source + offset
                    cell = self.template.cell(line, source)
                    column = run.first + index * run.each + offset
                    pixels = self.template.width(source) * PIXELS_PER_UNIT
                    font_size = other.font_size(cell.style) if cell.style else 11.0
                    alignment = other.alignment(cell.style) if cell.style else {}
                    if source in covered or source in tall or alignment.get("wrapText") not in ("1", "true"):
                        pixels = 0.0
                    else:
                        pixels = wide.get(source, pixels) - float(alignment.get("indent", "0")) * INDENT
                    content = None if source in covered else cell.content
                    names = () if source in covered else cell.names
                    found.append(
                        _Prototype(
                            column,
                            letters(column),
                            styles.adopt(other, cell.style) if cell.style else 0,
                            content,
                            names,
                            len(names) == 1 and content == f"{{{names[0]}}}",
                            index,
                            record,
                            font_size,
                            pixels,
                            int(room(pixels, font_size)),
                            height_of("", pixels, font_size),
                        )
                    )
        return tuple(found)

    def _covering(self, line: int) -> tuple[set[int], set[int], dict[int, float]]:
        """Return of a row's merged areas: columns beneath them, those of tall ones, the widths of others."""
        covered, tall, wide = set[int](), set[int](), dict[int, float]()
        for area in self.template.merged:
            if not area.top <= line <= area.bottom:
                continue
            covered.update(range(area.left + (line == area.top), area.right + 1))
            if area.top != area.bottom:
                tall.add(area.left)
            else:
                columns = range(area.left, area.right + 1)
                wide[area.left] = (
                    sum(
                        self.template.width(column) * len(self._targets(self._columns, column))
                        for column in columns
                    )
                    * PIXELS_PER_UNIT
                )
        return covered, tall, wide

    def _resolve(self, name: str, values: Sequence[Record], index: int) -> Value:
        for record in values:
            if name in record:
                value = record[name]
                break
        else:
            raise TemplateError(catalogue.PLACEHOLDER_UNKNOWN.at(self.template.title, name=name))
        return value[index] if isinstance(value, Sequence) and not isinstance(value, str) else value

    def _value(self, cell: _Prototype, record: Record) -> Value:
        if not cell.names:
            return cell.content
        if cell.is_field and type(value := record.get(cell.names[0], ())) in _SINGLE:
            return value  # type: ignore[return-value]
        values = (record, cell.record, self._scope)
        if cell.is_field:
            return self._resolve(cell.names[0], values, cell.item)
        text = str(cell.content)
        return PLACEHOLDER.sub(lambda found: as_text(self._resolve(found[1], values, cell.item)), text)

    def _check_names(self) -> None:
        """Fail now where a placeholder names no value: later the workbook is being written."""
        for (row, column), cell in self.template.cells.items():
            if not cell.names:
                continue
            run = self._run(self._rows, row)
            across = self._run(self._columns, column)
            if run is None or across is None or not run.records or not across.records:
                continue
            for name in cell.names:
                if not any(name in record for record in (run.records[0], across.records[0], self._scope)):
                    raise TemplateError(catalogue.PLACEHOLDER_UNKNOWN.at(self.template.title, name=name))

    def substitute(self, text: str, record: Record) -> str:
        """Replace the placeholders in a text that stands outside the cells, as a chart's title.

        Raises:
            TemplateError: a placeholder names no value.

        """
        return PLACEHOLDER.sub(lambda found: as_text(self._resolve(found[1], (record, self._scope), 0)), text)

    # Writing.

    def pieces(self) -> Iterator[bytes]:
        """Yield the sheet's part in pieces, and mark the sheet as ours."""
        assert self.sheet is not None  # noqa: S101 - it was put in
        portrait = Portrait(self._book.styles)
        yield self._head().encode()
        cover = self._covers()
        self.heights = array("d")
        rows: list[str] = []
        for number, prototype, height, record in self._lines():
            rows.append(self._row(number, prototype, height, record, cover(number), portrait))
            if len(rows) == _AT_ONCE:
                yield "".join(rows).encode()
                rows.clear()
        rows += [self._row(row, (), None, {}, _NO_COVER, portrait) for row in self._rows_beside()]
        yield "".join(rows).encode()
        yield self._foot().encode()
        if self._is_result:
            self.proof = ownership.mark(self._book, self.sheet, self._finish(portrait))

    def _lines(self) -> Iterator[tuple[int, tuple[_Prototype, ...], float | None, Record]]:
        number = 0
        for run in self._rows:
            lines = range(run.source, run.source + run.each)
            prototypes = [(self._prototypes(line), self.template.heights.get(line)) for line in lines]
            for record in run.records:
                for prototype, height in prototypes:
                    number += 1
                    yield number, prototype, height, record

    def _rows_beside(self) -> range:
        """Return the rows that have nothing but a kept text."""
        return range(self.last_row + 1, len(self._beside) + 1)

    def _covers(self) -> Callable[[int], _Cover]:
        """Return what tells, for one row after another, which columns merged areas cover."""
        areas = deque(sorted(self._merged, key=lambda area: area.top))
        active: list[Area] = []

        def cover(row: int) -> _Cover:
            while areas and areas[0].top <= row:
                active.append(areas.popleft())
            if not active:
                return _NO_COVER
            active[:] = [area for area in active if area.bottom >= row]
            beneath = {
                column for area in active for column in range(area.left + (row == area.top), area.right + 1)
            }
            tall = {area.left for area in active if area.top == row and area.bottom > row}
            return _Cover(beneath, tall)

        return cover

    def _row(
        self,
        number: int,
        prototype: Sequence[_Prototype],
        height: float | None,
        record: Record,
        cover: _Cover,
        portrait: Portrait,
    ) -> str:
        cells, needed = [], 0.0
        for cell in prototype:
            value = None if cell.column in cover.beneath else self._value(cell, record)
            if isinstance(value, Printed) and value.number is None:
                value = value.text
            if isinstance(value, str):
                value = fit(value)
                if cell.pixels and value and cell.column not in cover.tall:
                    fits = len(value) <= cell.fits and "\n" not in value
                    lines = cell.one_line if fits else height_of(value, cell.pixels, cell.font_size)
                    needed = max(needed, lines)
            if value is None and not cell.style:
                continue
            cells.append(cell_markup(f"{cell.letter}{number}", cell.style, value, self._book.styles))
            portrait.cell(
                number, cell.column, value.number if isinstance(value, Printed) else value, cell.style
            )
        if number <= len(self._beside):
            text, style = self._beside[number - 1]
            column = self.last_column + 1
            cells.append(cell_markup(place_of(number, column), style, text, self._book.styles))
            portrait.cell(number, column, text, style)
        tall = round(needed, 1) if needed > (height or 0) else height
        self.heights.append(tall or self.template.default_height)
        high = f' ht="{tall}" customHeight="1"' if tall else ""
        hidden = ' hidden="1"' if self._is_hidden(number) else ""
        return f'<row r="{number}"{high}{hidden}>{"".join(cells)}</row>' if cells or high or hidden else ""

    def _is_hidden(self, row: int) -> bool:
        return bool(self.template.hidden_rows) and any(
            row in self._targets(self._rows, line) for line in self.template.hidden_rows
        )

    def _widths(self) -> list[tuple[float, bool]]:
        """Return the width of each column, 0 for the default, and whether it is hidden."""
        widths = [
            (self.template.widths.get(source, 0.0), source in self.template.hidden_columns)
            for run in self._columns
            for _ in run.records
            for source in range(run.source, run.source + run.each)
        ]
        return [*widths, (0.0, True)] if self._beside else widths

    def _head(self) -> str:
        parts = [HEAD.decode(), f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">']
        for element in self.template.head:
            name = element.tag.removeprefix(_M)
            if name == "sheetViews":
                parts.append(self._view(element))
            elif name in _COPIED_HEAD:
                parts.append(_copied(element))
        listed = [
            f'<col min="{column}" max="{column}"'
            + (f' width="{width:g}" customWidth="1"' if width else "")
            + (' hidden="1"' if hidden else "")
            + "/>"
            for column, (width, hidden) in enumerate(self._widths(), 1)
            if width or hidden
        ]
        parts.append(f"<cols>{''.join(listed)}</cols>" if listed else "")
        return "".join([*parts, "<sheetData>"])

    def _view(self, views: ElementTree.Element) -> str:
        """Return the sheet's view: gridlines, zoom and frozen panes of the template, selected or not."""
        view = views.find(f"{_M}sheetView")
        kept = {
            name: view.get(name)
            for name in ("showGridLines", "view", "zoomScale", "zoomScaleNormal", "zoomScaleSheetLayoutView")
            if view is not None and view.get(name)
        }
        if self._book.shown == self.sheet:
            kept["tabSelected"] = "1"
        attributes = "".join(f' {name}="{value}"' for name, value in kept.items())
        inside = self._pane(view)
        return f'<sheetViews><sheetView{attributes} workbookViewId="0">{inside}</sheetView></sheetViews>'

    def _pane(self, view: ElementTree.Element | None) -> str:
        pane = view.find(f"{_M}pane") if view is not None else None
        if pane is None or pane.get("state") != "frozen":
            return ""
        row, column = int(float(pane.get("ySplit", "0"))) + 1, int(float(pane.get("xSplit", "0"))) + 1
        tops, lefts = self._targets(self._rows, row), self._targets(self._columns, column)
        if not tops or not lefts:
            return ""
        corner = "bottomRight" if row > 1 and column > 1 else "bottomLeft" if row > 1 else "topRight"
        split = (f' xSplit="{lefts[0] - 1}"' if column > 1 else "") + (
            f' ySplit="{tops[0] - 1}"' if row > 1 else ""
        )
        place = place_of(tops[0], lefts[0])
        return (
            f'<pane{split} topLeftCell="{place}" activePane="{corner}" state="frozen"/>'
            f'<selection pane="{corner}" activeCell="{place}" sqref="{place}"/>'
        )

    def _foot(self) -> str:
        made = {
            "mergeCells": self._merged_cells(),
            "rowBreaks": self._breaks(),
            "drawing": f'<drawing r:id="{self._drawing}"/>' if self._drawing else "",
        }
        copied: dict[str, list[ElementTree.Element]] = {}
        for element in self.template.foot:
            copied.setdefault(element.tag.removeprefix(_M), []).append(element)
        parts = []
        for name in _FOOT:
            parts.append(made.get(name, ""))
            if name not in made:
                parts += [self._copied_foot(name, element) for element in copied.get(name, ())]
        return "".join(["</sheetData>", *parts, "</worksheet>"])

    def _copied_foot(self, name: str, element: ElementTree.Element) -> str:
        match name:
            case "conditionalFormatting":
                return self._condition(element)
            case "dataValidations":
                listed = [text for item in element if (text := self._with_areas(item))]
                return (
                    f'<dataValidations count="{len(listed)}">{"".join(listed)}</dataValidations>'
                    if listed
                    else ""
                )
            case _:
                return _copied(element)

    def _with_areas(self, element: ElementTree.Element) -> str:
        areas = [self._reference(Area.of(text)) for text in (element.get("sqref") or "").split()]
        where = " ".join(filter(None, areas))
        return _copied(element, {"sqref": where}) if where else ""

    def _condition(self, element: ElementTree.Element) -> str:
        element = deepcopy(element)
        for rule in element.iter(f"{_M}cfRule"):
            if rule.get("dxfId"):
                place = self._book.styles.adopt_difference(
                    self.template.book.styles, int(rule.get("dxfId", "0"))
                )
                rule.set("dxfId", str(place))
        return self._with_areas(element)

    def _merged_cells(self) -> str:
        areas = "".join(f'<mergeCell ref="{area}"/>' for area in self._merged)
        return f'<mergeCells count="{len(self._merged)}">{areas}</mergeCells>' if self._merged else ""

    def _breaks(self) -> str:
        if not self._groups:
            return ""
        titles = self.template.print_titles
        repeated = None
        if titles:
            tops, bottoms = self._targets(self._rows, titles[0]), self._targets(self._rows, titles[1])
            repeated = (tops[0], bottoms[-1]) if tops and bottoms else None
        default = self.template.default_height
        rows = page_breaks(
            self.template,
            self._groups,
            self._groups[0][0] - 1,
            lambda row: self.heights[row - 1] if row <= len(self.heights) else default,
            self.widths,
            repeated,
        )
        listed = "".join(f'<brk id="{row}" min="0" max="16383" man="1"/>' for row in rows)
        return (
            f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{listed}</rowBreaks>'
            if rows
            else ""
        )

    def _finish(self, portrait: Portrait) -> str:
        widths = self._widths()
        hidden = [f"c{column}" for column, (_, is_hidden) in enumerate(widths, 1) if is_hidden]
        if self.template.hidden_rows:
            hidden += [f"r{row}" for row in range(1, self.last_row + 1) if self._is_hidden(row)]
        counts = dict(self._extra)
        for element in self.template.foot:
            kind = element.tag.removeprefix(_M)
            rules = [item for item in element if item.tag == f"{_M}cfRule"]
            if kind == "conditionalFormatting" and self._with_areas(element):
                counts["cfRule"] = counts.get("cfRule", 0) + len(rules)
            elif kind == "dataValidations":
                counts["dataValidation"] = sum(1 for item in element if self._with_areas(item))
            elif kind == "sheetProtection":
                counts[kind] = 1
        merged = [str(area) for area in self._merged]
        shown = [0.0 if is_hidden else width for width, is_hidden in widths]
        return portrait.finish(widths=shown, hidden=hidden, merged=merged, counts=counts)


def as_text(value: Value) -> str:
    """Return a value as it stands inside other text."""
    if isinstance(value, Printed):
        return value.text
    return "" if value is None else str(value)


def _names_by_line(template: TemplateSheet) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    rows: dict[int, set[str]] = {}
    columns: dict[int, set[str]] = {}
    for (row, column), cell in template.cells.items():
        rows.setdefault(row, set()).update(cell.names)
        columns.setdefault(column, set()).update(cell.names)
    return rows, columns


def _runs(last: int, bands: Sequence[Band], names: dict[int, set[str]], *, together: bool) -> list[_Run]:
    """Divide a template's lines into runs.

    Args:
        last: the last line.
        bands: what repeats.
        names: the placeholders of each line.
        together: whether consecutive lines of one band repeat together, as rows do.

    """
    runs: list[_Run] = []
    line, first = 1, 1
    while line <= last:
        band = _band_of(names.get(line, set()), bands)
        start = line
        line += 1
        while line <= last and _band_of(names.get(line, set()), bands) is band and (band is None or together):
            line += 1
        run = _Run(first, start, line - start, band.records if band else ({},))
        runs.append(run)
        first = run.last + 1
    return runs


def _band_of(names: set[str], bands: Sequence[Band]) -> Band | None:
    return next((band for band in bands if names & band.fields), None)


def _copied(element: ElementTree.Element, changes: dict[str, str] | None = None) -> str:
    """Write a template's element again, without what is of another namespace, as references to parts."""
    name = element.tag.removeprefix(_M)
    own = {key: value for key, value in element.attrib.items() if "}" not in key} | (changes or {})
    attributes = "".join(f" {key}={quoted(value)}" for key, value in own.items())
    inside = escaped(element.text or "") + "".join(
        _copied(child) for child in element if child.tag.startswith(_M)
    )
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"
