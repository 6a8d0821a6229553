"""Find the indicator table's header and columns by their text, never by position."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid import CellKind, Grid
from yuecheng_xl.grid.places import MOST_COLUMNS, MOST_ROWS
from yuecheng_xl.plan.header import HEADERS, NAME_LEVELS, WEAK_NAME, WEAK_NAMES, Header, Role, read_header
from yuecheng_xl.typed.status import Status
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import is_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.grid import Area, Cell
    from yuecheng_xl.typed.period import Period

__all__ = ["HEADERS", "Columns", "find_columns", "find_tables"]

_HEADER_SEARCH_ROWS = 60
_LONGEST_HEADER = 60
_MOST_LINES = 3
_ROWS_LOOKED_AT = 40
_LINE_LABELS = ("总量", "绝对值", "绝对数", "数值", "数量", "绝对额")
_YEARS = range(1900, 2101)
_USUAL = 300
"""A header with more cells than this, or a longer one among them, is parsed anew each time."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The recognised columns of one sheet. Column numbers count from 1. Shared: not to be changed.

    ``targets`` are columns of targets by the year that they are for (None: the plan's last), as the headers
    say it: which of them is the plan's, the plan's years tell. ``yearly_targets`` are a year's own plans.
    """

    header_row: int
    last_header_row: int
    fields: dict[str, int] = field(default_factory=dict)
    figures: dict[Period, int] = field(default_factory=dict)
    growths: dict[Period, int] = field(default_factory=dict)
    targets: dict[int | None, int] = field(default_factory=dict)
    yearly_targets: dict[int | None, int] = field(default_factory=dict)
    base: int | None = None
    """The base year's figure, where its header does not name the year."""
    planned_sum: int | None = None
    """What the five years are to bring together, where that has a column of its own."""
    planned_for: int | None = None
    """The last year of the plan whose yearly growth is told, where the header names the plan."""
    statuses: dict[int, tuple[Status, str]] = field(default_factory=dict)
    """By column the status that its header gives all cells, and the word."""
    units: dict[int, str] = field(default_factory=dict)
    """By column the unit in its header."""
    bare: frozenset[int] = frozenset()
    """Columns of figures whose header is a year and nothing else."""
    plans: frozenset[int] = frozenset()
    """Columns of targets that their header calls the plan's."""
    sums: frozenset[int] = frozenset()
    """Columns of targets that are sums."""
    has_open_target: bool = False
    """True where a column may be the plan's target, and its header does not say so."""
    texts: dict[int, str] = field(default_factory=dict)
    """The header's text by column."""
    repeats: frozenset[int] = frozenset()
    """Rows below in which the same header stands once more."""
    last_row: int | None = None
    """The table's last row, where another table stands below it."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_table(self) -> bool:
        """True where the header is that of an indicator table: a name, figures, and what is aimed at."""
        return self.is_submission and bool(
            self.targets
            or self.yearly_targets
            or self.has_open_target
            or "planned_growth" in self.fields
            or self.planned_sum is not None
            or self.years_ahead
        )

    @property
    def is_submission(self) -> bool:
        """True where the header is that of figures sent in, which may come without the targets."""
        return "name" in self.fields and bool(self.figures or self.growths)

    @property
    def years_ahead(self) -> list[int]:
        """Years that stand alone and do not follow on those before them: 2020年 | 2025年."""
        years = {period.year for period in self.figures if period.is_year}
        return sorted(
            period.year
            for period, column in self.figures.items()
            if column in self.bare
            and period.is_year
            and period.year - 1 not in years
            and (period.year - 5 in years or self.base is not None)
        )

    def rows(self, grid: Grid) -> Iterator[int]:
        """Yield the rows of the table that hold a filled cell."""
        for row in grid.rows():
            if self.last_row is not None and row > self.last_row:
                return
            if row > self.last_header_row and row not in self.repeats:
                yield row

    def heads_as(self, other: Columns) -> bool:
        """Tell whether another header is this one once more: the same columns in the same places."""
        return self.fields == other.fields and all(
            getattr(self, kind) == getattr(other, kind)
            for kind in ("figures", "growths", "targets", "yearly_targets", "units", "statuses")
        )

    def __len__(self) -> int:
        scalars = (self.base is not None) + (self.planned_sum is not None)
        kinds = len(self.figures) + len(self.growths) + len(self.targets) + len(self.yearly_targets)
        return len(self.fields) + kinds + scalars


def find_columns(grid: Grid, *, submitted: bool = False) -> Columns | None:
    """Return the columns of the first header of an indicator table, or None where there is none.

    A header may stand below titles and may have up to three lines (groups above, years below). The search
    ends two rows below the first header found: what looks like one further down is a page's repeat.
    In a ``submitted`` sheet the column of targets may be missing.
    """
    best: Columns | None = None
    for first, last in headers(grid):
        if best is not None and first > best.header_row + 1:
            break
        found = columns_at(grid, first, last)
        if (found.is_submission if submitted else found.is_table) and (
            best is None or len(found) > len(best)
        ):
            best = found
    return best and _with_names(grid, best)


def _with_names(grid: Grid, columns: Columns) -> Columns:
    """Tell what stands below a name's header that is merged over several columns: a category, a unit.

    The name stands in the last of them that holds words.
    """
    left = columns.fields["name"]
    area = grid.area(columns.header_row, left)
    if area is None or area.right == area.left:
        return columns
    fields = dict(columns.fields)
    held = [(column, _held(grid, columns, column)) for column in range(area.left, area.right + 1)]
    words = [column for column, kind in held if kind == "name"]
    for column, kind in held:
        if kind not in ("", "name"):
            fields.setdefault(kind, column)
    if words:
        fields["name"] = words[-1]
        if len(words) > 1:
            fields.setdefault("category", words[0])
    return replace(columns, fields=fields)


def _held(grid: Grid, columns: Columns, column: int) -> str:
    """Return the field that a column's content is like; empty where it is none, or hardly filled."""
    rows = [row for row in columns.rows(grid) if len(grid.row(row)) > 1][:_ROWS_LOOKED_AT]
    cells = [cell for row in rows if (cell := grid.at(row, column)) is not None and cell.text.strip()]
    if 2 * len(cells) < len(rows) or not cells:
        return ""
    texts = [normalise(cell.text) for cell in cells]
    for field_name, is_like in (("number", _is_number), ("unit", is_unit), ("", _is_line_label)):
        if 2 * sum(map(is_like, texts)) > len(texts):
            return field_name
    return "name"


def _is_number(text: str) -> bool:
    return text.strip("().、").isdecimal()


def _is_line_label(text: str) -> bool:
    """Tell words that part an indicator's lines: 总量, 增速."""
    return text in _LINE_LABELS or read_header((text,)).role is Role.GROWTH


def find_tables(grid: Grid, *, submitted: bool = False) -> list[Columns]:
    """Return the tables of a sheet: halves beside each other, and tables below with a header of their own.

    What stands below is returned whether it is a whole table or not, so that nobody reads it as part of the
    table above; in a ``submitted`` sheet only where it names indicators.
    """
    first = find_columns(grid, submitted=submitted)
    if first is None:
        return []
    tables, repeats = [first], set[int]()
    others = (
        set() if submitted else {(row, row) for row in first.rows(grid) if _heads_another(grid, row, first)}
    )
    for top, bottom in sorted({*headers(grid, first.last_header_row, MOST_ROWS, only_words=True), *others}):
        below = columns_at(grid, top, bottom)
        if not below.is_submission and (top, bottom) not in others:
            continue
        if below.heads_as(tables[-1]):
            repeats.update(range(top, bottom + 1))
            continue
        tables[-1] = replace(tables[-1], last_row=top - 1, repeats=frozenset(repeats))
        tables.append(below)
        repeats.clear()
    if repeats:
        tables[-1] = replace(tables[-1], repeats=frozenset(repeats))
    return [half for table in tables for half in _halves(grid, table)]


def _heads_another(grid: Grid, row: int, table: Columns) -> bool:
    """Tell whether a row heads a table of something else: 乡镇 | 单位 | 2023年, without a figure."""
    name = grid.cells.get((row, table.fields["name"]))
    cells = [cell for cell in grid.row(row) if cell is not name and cell.text.strip()]
    # Of most rows the first look is enough: the header's grammar costs more.
    dated = [cell for cell in cells if "年" in cell.text and cell.column in table.texts]
    if name is None or len(cells) < 2 or not dated:
        return False
    return all(cell.kind is CellKind.TEXT and _is_header_text(cell.text) for cell in cells) and any(
        read_header((cell.text,)).period is not None for cell in dated
    )


def _halves(grid: Grid, table: Columns) -> list[Columns]:
    """Part a table whose header goes on with the same columns once more: two halves side by side."""
    if "name" not in table.fields:
        return [table]
    ordered = sorted(table.texts)
    texts = [normalise(table.texts[column]) for column in ordered]
    starts = [column for column, text in zip(ordered, texts, strict=True) if text == texts[0]]
    names = [column for column in ordered if normalise(table.texts[column]) == _name_text(table)]
    if len(starts) < 2 or len(names) != len(starts):
        return [table]
    ends = [*(start - 1 for start in starts[1:]), MOST_COLUMNS]
    halves = [
        replace(
            columns_at(grid, table.header_row, table.last_header_row, (start, end)),
            repeats=table.repeats,
            last_row=table.last_row,
        )
        for start, end in zip(starts, ends, strict=True)
    ]
    return halves if all(half.is_submission for half in halves) else [table]


def _name_text(table: Columns) -> str:
    return normalise(table.texts[table.fields["name"]])


def headers(
    grid: Grid, below: int = 0, rows: int = _HEADER_SEARCH_ROWS, *, only_words: bool = False
) -> Iterator[tuple[int, int]]:
    """Yield first and last line of what may be a header: where the name's column has one.

    Args:
        grid: the sheet.
        below: the row below which the search begins.
        rows: the row where it ends.
        only_words: pass rows over that hold a number other than a year.

    """
    seen: set[tuple[int, int]] = set()
    for row in takewhile(lambda row: row <= rows + 1, grid.rows()):
        if row <= below:
            continue
        for cell in grid.row(row):
            if not _heads_names(cell):
                continue
            if only_words and _holds_figures(grid.row(row)):
                break
            area = grid.area(row, cell.column)
            if area is not None and area.bottom > area.top:
                lines = (area.top, min(area.bottom, area.top + _MOST_LINES))
            else:
                lines = _lines(grid, row, cell.column, below)
            if lines not in seen:
                seen.add(lines)
                yield lines


def _heads_names(cell: Cell) -> bool:
    # A cheap look before the costly one: every word for the name's column has one of these.
    text = cell.text
    if len(text) > _LONGEST_HEADER or not ("标" in text or "名" in text or text.strip() in WEAK_NAMES):
        return False
    header = read_header((text,))
    return header.role is Role.FIELD and header.field in ("name", WEAK_NAME)


def _lines(grid: Grid, row: int, column: int, below: int) -> tuple[int, int]:
    """Return first and last line of a header whose name's cell is one row high."""
    first = last = row
    while last - row < _MOST_LINES - 1 and _is_lower_line(grid, last + 1, column):
        last += 1
    while last - first < _MOST_LINES - 1 and first - 1 > below and _is_group_line(grid, first - 1, column):
        if below and (first - 1, column) in grid.cells:
            break  # a row of the table above
        first -= 1
    return first, last


def _is_lower_line(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a row below the name's header goes on with the header: it names periods and kinds."""
    cells = [cell for cell in grid.row(row) if cell.text.strip()]
    if not cells or grid.at(row, column) is not None or _holds_figures(cells):
        return False
    known = [cell for cell in cells if _is_header_text(cell.text)]
    return 2 * len(known) > len(cells)


def _is_header_text(text: str) -> bool:
    header = read_header((text,))
    return header.role is not Role.UNKNOWN or header.is_data


def _is_group_line(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a row above the name's header groups columns, and is no title or caption."""
    if _holds_figures(grid.row(row)):
        return False
    below = {cell.column for cell in grid.row(row + 1)}
    groups = [cell for cell in grid.row(row) if _is_group(grid, cell, column)]
    groups = [cell for cell in groups if not below.isdisjoint(_reach(grid, cell))]
    if len(groups) == 1 and len(_reach(grid, groups[0])) == 1:
        return read_header((groups[0].text,)).role is not Role.UNKNOWN  # a title in the middle of the sheet
    return bool(groups)


def _is_group(grid: Grid, cell: Cell, column: int) -> bool:
    """Tell a group's text from a title over the whole table, and from a caption (单位：万元)."""
    text = cell.text.strip()
    reach = _reach(grid, cell)
    covers_names = column in reach
    return bool(text) and not covers_names and not _is_caption(text) and len(text) <= _LONGEST_HEADER


def _is_caption(text: str) -> bool:
    _, colon, rest = normalise(text).partition(":")
    return bool(colon and rest)


def _reach(grid: Grid, cell: Cell) -> range:
    area = grid.area(cell.row, cell.column)
    return range(area.left, area.right + 1) if area else range(cell.column, cell.column + 1)


def _holds_figures(cells: Iterable[Cell]) -> bool:
    """Tell a row of the table from a header's line, in which the only numbers are years and months."""
    numbers = (cell.value for cell in cells if cell.kind is CellKind.NUMBER)
    return any(not (isinstance(value, int | float) and _is_date_like(value)) for value in numbers)


def _is_date_like(value: float) -> bool:
    is_year = _YEARS.start <= value < _YEARS.stop
    return is_year and (value == int(value) or 1 <= round(value % 1 * 100) <= 90)


def columns_at(grid: Grid, first: int, last: int, between: tuple[int, int] = (1, MOST_COLUMNS)) -> Columns:
    """Return the columns of a header, its first and last line given, or those between two columns."""
    left, right = between
    areas = tuple(area for area in grid.merged if area.top <= last and area.bottom >= first)
    above = (grid.cells.get((area.top, area.left)) for area in areas if area.top < first)
    cells = [cell for row in range(first, last + 1) for cell in grid.row(row)]
    cells += filter(None, above)
    if between != (1, MOST_COLUMNS):
        cells = [cell for cell in cells if left <= cell.column <= right]
        areas = tuple(area for area in areas if left <= area.left and area.right <= right)
    # Thousands of forms share one header, which is parsed once; a monstrous one is not kept in memory.
    is_usual = len(cells) <= _USUAL and max((len(cell.text) for cell in cells), default=0) <= _USUAL
    parse = _kept_header if is_usual else _parse_header
    return parse(grid.sheet, first, last, tuple(cells), areas, grid.hidden_columns)


def _parse_header(
    sheet: str,
    first: int,
    last: int,
    cells: tuple[Cell, ...],
    areas: tuple[Area, ...],
    hidden: frozenset[int],
) -> Columns:
    places = {(cell.row, cell.column): cell for cell in cells}
    grid = Grid(sheet, places, areas, hidden_columns=hidden)
    own = {cell.column for cell in cells if cell.row >= first}
    parser = _Parser(grid, first, last)
    for column in sorted(own | _covered(grid, areas)):
        lines = parser.lines(column)
        if lines:
            parser.take(column, lines)
    return parser.columns()


_kept_header = lru_cache(maxsize=256)(_parse_header)


def _covered(grid: Grid, areas: tuple[Area, ...]) -> set[int]:
    """Return the columns that merged header cells reach over, beyond the cell that holds the text."""
    width = max((column for _, column in grid.cells), default=0)
    return {column for area in areas for column in range(area.left, min(area.right, width) + 1)}


class _Parser:
    """Takes the columns of a header in, from left to right."""

    def __init__(self, grid: Grid, first: int, last: int) -> None:
        self.grid, self.first, self.last = grid, first, last
        self.found = Columns(first, last)
        self.seen: dict[object, int] = {}
        self.headers: dict[int, Header] = {}
        self.bare: set[int] = set()
        self.plans: set[int] = set()
        self.sums: set[int] = set()
        self.scalars: dict[str, int] = {}
        self.open_target = False
        self.names = {
            cell.column
            for cell in grid.cells.values()
            if first <= cell.row <= last and _heads_names(cell) and len(_reach(grid, cell)) == 1
        }

    def lines(self, column: int) -> list[str]:
        """Return the texts over a column, the upper first: a title over the whole table is none of them."""
        parts: list[str] = []
        for row in range(self.first, self.last + 1):
            cell = self.grid.at(row, column)
            if cell is None and row < self.last:
                cell = self._group_from_the_left(row, column)
            if cell is None or (self._is_over_names(cell) or _is_caption(cell.text)):
                continue
            if (text := cell.text.strip()) and text not in parts:
                parts.append(text)
        return parts

    def _is_over_names(self, cell: Cell) -> bool:
        reach = _reach(self.grid, cell)
        return len(reach) > 1 and not self.names.isdisjoint(reach) and self.first < self.last

    def _group_from_the_left(self, row: int, column: int) -> Cell | None:
        """Return the text that stands over a column to the left, and for this one too, without merging.

        That is so where what stands below does not say its period, and the text above would.
        """
        below = self.grid.cells.get((row + 1, column))
        left = next((one for one in range(column - 1, 0, -1) if (row, one) in self.grid.cells), None)
        if below is None or left is None or self.grid.area(row, column) is not None:
            return None
        group, beside = self.grid.cells[row, left], self.grid.cells.get((row + 1, left))
        if beside is None or read_header((group.text, beside.text)).role in (Role.FIELD, Role.UNKNOWN):
            return None
        alone, together = read_header((below.text,)), read_header((group.text, below.text))
        return group if alone.period is None and together.period is not None else None

    def take(self, column: int, lines: list[str]) -> None:
        """Take one column in."""
        header = read_header(lines)
        text = self.found.texts[column] = _shown(lines)
        where = self.grid.where(self.first, column)
        if self._is_struck(column):
            self.found.findings.append(catalogue.STRUCK_COLUMN.at(where, header=text))
            return
        match header.role:
            case Role.UNKNOWN if header.is_data:
                self.open_target = self.open_target or "目标" in text
                words = [f"“{word}”" for word in header.unknown]
                self.found.findings.append(catalogue.HEADER_UNCLEAR.at(where, header=text, words=words))
            case Role.UNKNOWN:
                self.found.findings.append(catalogue.UNUSED_COLUMN.at(where, header=text))
            case Role.OPEN:
                self.open_target = self.open_target or "目标" in text
                self.found.findings.append(catalogue.HEADER_OPEN.at(where, header=text, reason=header.reason))
            case Role.BESIDE:
                self.found.findings.append(
                    catalogue.COLUMN_BESIDE.at(where, header=text, reason=header.reason)
                )
            case _:
                self._assign(column, header, text)

    def _is_struck(self, column: int) -> bool:
        cells = (self.grid.at(row, column) for row in range(self.first, self.last + 1))
        return any(cell is not None and cell.kind is CellKind.STRUCK for cell in cells)

    def _assign(self, column: int, header: Header, text: str) -> None:
        key = self._key(column, header)
        if key is None:
            where = self.grid.where(self.first, column)
            self.found.findings.append(catalogue.HEADER_OPEN.at(where, header=text, reason="没有写明时期"))
            return
        if key in self.seen:
            earlier = self.seen[key]
            if not self._gives_way(earlier, column, header, text):
                self._refuse(column, earlier, text)
                return
            self._refuse(earlier, column, self.found.texts[earlier])
        self.seen[key] = column
        self.headers[column] = header
        kind, detail = key
        if detail is _SCALAR:
            self.scalars[kind] = column
        else:
            getattr(self.found, kind)[detail] = column
        if header.status is not Status.NORMAL:
            self.found.statuses[column] = (header.status, header.status_word)
        if header.unit:
            self.found.units[column] = header.unit
        for flag, columns in (
            (header.is_bare, self.bare),
            (header.is_plans, self.plans),
            (header.cumulated, self.sums),
        ):
            if flag:
                columns.add(column)

    def _key(self, column: int, header: Header) -> tuple[str, object] | None:
        period = header.period
        match header.role:
            case Role.FIELD:
                if header.field == "planned_growth" and period is not None:
                    self.scalars["planned_for"] = period.year
                return "fields", header.field
            case Role.FIGURE:
                return "figures", period
            case Role.GROWTH if period is None or self._is_of_a_part(column, period):
                return self._growth_beside(column)
            case Role.GROWTH:
                return "growths", period
            case Role.TARGET:
                return "targets", None if period is None else period.year
            case Role.YEARLY_TARGET:
                return "yearly_targets", None if period is None else period.year
            case Role.BASE:
                return "base", _SCALAR
            case _:
                return "planned_sum", _SCALAR

    def _is_of_a_part(self, column: int, period: Period) -> bool:
        """Tell growth whose year only the group says, beside the figure of a part of it: 1-6月 | 同比."""
        left = self.headers.get(column - 1)
        if left is None or left.role is not Role.FIGURE or left.period is None or not period.is_year:
            return False
        below = self.lines(column)[-1]
        is_part = left.period.year == period.year and not left.period.is_year
        return is_part and read_header((below,)).period is None

    def _growth_beside(self, column: int) -> tuple[str, object] | None:
        """Tell whose growth a column is that names no period: that of the figure on its left."""
        left = self.headers.get(column - 1)
        if left is None or left.role is not Role.FIGURE:
            return None
        where = self.grid.where(self.first, column)
        fields = {"header": self.found.texts[column], "period": left.period}
        self.found.findings.append(catalogue.GROWTH_BESIDE.at(where, **fields))
        return "growths", left.period

    def _gives_way(self, earlier: int, column: int, header: Header, text: str) -> bool:
        """Tell whether an earlier column of the same kind is the lesser one."""
        hidden = self.grid.hidden_columns
        if (earlier in hidden) != (column in hidden):
            return earlier in hidden
        other = self.headers[earlier]
        if header.role is Role.FIGURE:
            return other.status is not Status.NORMAL and header.status is Status.NORMAL
        return header.field == "name" and _level(text) > _level(self.found.texts[earlier])

    def _refuse(self, column: int, other: int, text: str) -> None:
        """Say why a column is not used: another one is the same."""
        area = self.grid.area(self.first, column)
        if area and (self.first, other) in area:
            return  # one header merged over several columns
        where, earlier = self.grid.where(self.first, column), self.grid.where(self.first, other)
        if column in self.grid.hidden_columns and other not in self.grid.hidden_columns:
            self.found.findings.append(catalogue.HIDDEN_COLUMN.at(where, header=text, shown=earlier))
            return
        header, used = read_header((text,)), self.found.texts[other]
        is_synonym = header.role is Role.FIELD and normalise(text) != normalise(used)
        if is_synonym or header.status is not read_header((used,)).status:
            self.found.findings.append(catalogue.COLUMN_INSTEAD.at(where, header=text, used=used))
        else:
            self.found.findings.append(catalogue.DUPLICATE_COLUMN.at(where, header=text, first=earlier))

    def columns(self) -> Columns:
        """Return what was found."""
        weak = self.found.fields.pop(WEAK_NAME, None)
        if weak is not None:
            where, text = self.grid.where(self.first, weak), self.found.texts[weak]
            if "name" in self.found.fields:
                reason = "不能确定是名称还是目标"
                self.found.findings.append(catalogue.HEADER_OPEN.at(where, header=text, reason=reason))
            else:
                self.found.fields["name"] = weak
        used = (*self.found.figures.values(), *self.found.growths.values(), *self.found.targets.values())
        hidden = [self.found.texts[column] for column in used if column in self.grid.hidden_columns]
        if hidden:
            where = self.grid.sheet
            self.found.findings.append(catalogue.HIDDEN_COLUMNS_USED.at(where, headers=hidden))
        return replace(
            self.found,
            bare=frozenset(self.bare),
            plans=frozenset(self.plans),
            sums=frozenset(self.sums),
            has_open_target=self.open_target,
            base=self.scalars.get("base"),
            planned_sum=self.scalars.get("planned_sum"),
            planned_for=self.scalars.get("planned_for"),
        )


_SCALAR = object()


def _shown(lines: list[str]) -> str:
    return "".join(lines)


def _level(text: str) -> int:
    plain = normalise(text)
    return NAME_LEVELS.index(plain) if plain in NAME_LEVELS else -1
