"""grid → plan: find the indicator table in a workbook and read it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import InputContentError
from yuecheng_xl.grid import CellKind
from yuecheng_xl.plan.answers import SHEET as ANSWERS_SHEET
from yuecheng_xl.plan.answers import read_answers, settled
from yuecheng_xl.plan.captions import caption_unit
from yuecheng_xl.plan.catalogue import by_ending, catalogue_of
from yuecheng_xl.plan.columns import HEADERS, Columns, find_columns, find_tables
from yuecheng_xl.plan.header import Role, read_header
from yuecheng_xl.plan.horizon import horizon
from yuecheng_xl.plan.identities import SHEET as IDENTITIES_SHEET
from yuecheng_xl.plan.identities import read_identities
from yuecheng_xl.plan.inference import infer
from yuecheng_xl.plan.model import Action, Direction, Doubt, Indicator, Measure, Plan, Reading, Table, Target
from yuecheng_xl.plan.observation import address
from yuecheng_xl.plan.observation_reader import WITHOUT_TEXT, ObservationReader, sign_of_verbs
from yuecheng_xl.plan.settings import SHEET as SETTINGS_SHEET
from yuecheng_xl.plan.settings import Settings, read_settings
from yuecheng_xl.plan.target import in_words, read_target
from yuecheng_xl.typed.figure import Bound, digits
from yuecheng_xl.typed.goal import Sense
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status, status_of_words
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import factor, is_percent, unit_in_name

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal
    from enum import Enum

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.grid import Book, Cell, Grid
    from yuecheng_xl.plan.catalogue import Catalogue
    from yuecheng_xl.plan.horizon import Horizon
    from yuecheng_xl.plan.lists import ListTable
    from yuecheng_xl.plan.model import Task
    from yuecheng_xl.plan.observation import Observation
    from yuecheng_xl.plan.project import Project

TABLE_SHEET = "指标总表"
_WORDS: dict[str, Enum] = {word.value: word for kind in (Measure, Direction, Action) for word in kind}
_WORDS |= {
    "正向": Direction.HIGHER,
    "逆向": Direction.LOWER,
    "不调整": Action.KEEP,
    "取消": Action.CANCEL,
}
_COMPUTED, _FIGURES = ("completion", "recommendation"), ("planned_growth",)
_YES = {"是", "配图", "√", "✓", "y", "yes", "true", "1"}
_NAME_HEADERS = frozenset(map(normalise, HEADERS["name"]))
_NUMBER = re.compile(r"\d{1,6}")
_NUMBERED_NAME = re.compile(r"^(?:(\d{1,4})\s*[.．、]|[(（](\d{1,4})[)）])\s*(.+)$", re.DOTALL)
_SUB_NUMBER = re.compile(r"^\d{1,3}(?:[.．\-－]\d{1,3}){1,3}[.．、\s]*(?=\D|$)")
_FOOT = re.compile(
    r"^(?:单位|部门)?(?:主要|分管)?(?:负责人|领导|填[表报]人|制表人?|审[核定]人?|联系人|联系电话|填[表报]日期"
    r"|填[表报](?:时间|单位)|报送(?:单位|日期|时间))(?:[(（][^()（）]*[)）])?:"
)
_LONGEST_FOOT = 40
_SUMS = {"合计", "总计", "小计", "共计"}
_HEADING = re.compile(r"^[(（]?[一二三四五六七八九十]{1,3}(?:、|[)）])")
_PERIOD = attrgetter("period")
_Word = TypeVar("_Word", Measure, Direction, Action)


def read_plan(book: Book) -> Plan:
    """Read the plan of a master workbook, or of any workbook with an indicator table.

    Raises:
        InputContentError: no sheet, or more than one, has the header of an indicator table; the
            table has no indicators; the plan's years cannot be told.

    """
    settings, findings = read_settings(book.grid(SETTINGS_SHEET))
    found_tables, found = _find_tables(book, settings)
    findings += found
    grid, columns = found_tables[0]
    years = horizon(settings, columns, partial(grid.where, columns.header_row))
    parts = [_Part(grid, columns, years)]
    told = replace(settings, base_year=years.base_year, target_year=years.target_year)
    for other, its in found_tables[1:]:
        parts.append(_Part(other, its, horizon(told, its, partial(other.where, its.header_row))))
    numbering = _Numbering()
    rows = []
    for part in parts:
        indicators, found = _read_rows(part, numbering, is_one=len(parts) == 1)
        rows += [(part, indicator) for indicator in indicators]
        findings += [*part.columns.findings, *part.years.findings, *found]
    if not rows:
        raise InputContentError(
            catalogue.NO_INDICATORS.at(grid.where(columns.header_row, columns.fields["name"]))
        )
    cutoff, found = _cutoff(settings, [part.years for part in parts], [indicator for _, indicator in rows])
    findings += found
    kept = []
    for part, indicator in rows:
        # A cut-off told by the newest figure leaves out forecasts only: later columns are not filled in yet.
        late = (
            part.years.forecasts if settings.cutoff is None else {*part.years.figures, *part.columns.growths}
        )
        usable, found = _up_to(indicator, cutoff, late)
        kept.append(usable)
        findings += found
    part_of = {(indicator.column, indicator.row): part for part, indicator in rows}

    def place(item: Indicator, field: str) -> str:
        part = part_of[item.column, item.row]
        return part.grid.where(item.row, part.columns.fields.get(field, part.columns.fields["name"]))

    known = catalogue_of(book)
    plan_years = (years.base_year, years.target_year)
    inferred, found = infer(kept, lambda: known, grid.sheet, place, plan_years)
    findings += found
    completed, found = settled(inferred, read_answers(book.grid(ANSWERS_SHEET)))
    findings += found
    tasks, projects, lists, found = _read_lists(book, known, years.base_year, cutoff)
    findings += found
    return Plan(
        name=settings.name,
        short_name=settings.short_name or settings.name,
        district=settings.district,
        base_year=years.base_year,
        target_year=years.target_year,
        cutoff=cutoff,
        settings=settings,
        periods=tuple(sorted({period for part in parts for period in part.years.figures})),
        indicators=tuple(completed),
        findings=tuple(findings),
        source=book.path,
        table=parts[0].table,
        more_tables=tuple(part.table for part in parts[1:]),
        identities=read_identities(book.grid(IDENTITIES_SHEET)),
        tasks=tasks,
        projects=projects,
        lists=lists,
        catalogue=known,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the tables that make up the plan's: its sheet, its columns and what the years make of them."""

    grid: Grid
    columns: Columns
    years: Horizon

    @property
    def table(self) -> Table:
        """What writers need to find its columns."""
        return Table(
            self.grid.sheet,
            self.columns.last_header_row,
            dict(self.years.fields),
            dict(self.years.figures),
            dict(self.columns.growths),
        )


def _read_lists(
    book: Book, known: Catalogue, base_year: int, cutoff: date
) -> tuple[tuple[Task, ...], tuple[Project, ...], dict[str, ListTable], list[Finding]]:
    """Read 重点任务 and 重大项目, where the workbook has sheets that may be them."""
    if not any(word in grid.sheet for grid in book.grids for word in ("任务", "项目", "工程")):
        return (), (), {}, []
    from yuecheng_xl.plan import projects, tasks  # noqa: PLC0415 - few masters have the sheets

    listed, tasks_table, found = tasks.read_tasks(book, known, base_year, cutoff)
    invested, projects_table, more = projects.read_projects(book, base_year)
    tables = {tasks.SHEET: tasks_table, projects.SHEET: projects_table}
    lists = {sheet: table for sheet, table in tables.items() if table is not None}
    return listed, invested, lists, [*found, *more]


def _find_tables(book: Book, settings: Settings) -> tuple[list[tuple[Grid, Columns]], list[Finding]]:
    """Return the tables of the plan, the first of them its main one."""
    named = book.grid(TABLE_SHEET)
    grids = [named] if named and find_columns(named) else [grid for grid in book.grids if find_columns(grid)]
    if not grids and settings.target_year is not None:
        # 2020年 … 2025年, without a word of targets: 规划信息 says that the last is the target's.
        last = Period.whole(settings.target_year)
        found = [(grid, find_columns(grid, submitted=True)) for grid in book.grids]
        tables = [(grid, one) for grid, one in found if one and one.figures.get(last) in one.bare]
        grids = [grid for grid, _ in tables]
    else:
        tables = []
    if not grids:
        raise InputContentError(catalogue.NO_INDICATOR_TABLE.at(book.path.name))
    findings = []
    if len(grids) > 1:
        grids = [grid for grid in grids if not grid.hidden] or grids
    if len(grids) > 1:
        sheets = [grid.sheet for grid in grids]
        if not _make_one(grids):
            raise InputContentError(
                catalogue.SEVERAL_TABLES.at(book.path.name, sheets=sheets, expected=TABLE_SHEET)
            )
        findings.append(catalogue.TABLES_JOINED.at(book.path.name, sheets=sheets))
    elif grids[0] is not named:
        findings.append(catalogue.TABLE_BY_HEADER.at(grids[0].sheet, expected=TABLE_SHEET))
    if tables:
        return tables[:1], findings
    for grid in grids:
        first, *below = find_tables(grid)
        tables.append((grid, first))
        for other in below:
            if other.is_table:
                tables.append((grid, other))
            else:
                headers = "、".join(other.texts.values())
                where = grid.where(other.header_row, min(other.texts))
                findings.append(catalogue.TABLE_BELOW.at(where, headers=headers))
    return tables, findings


def _make_one(grids: list[Grid]) -> bool:
    """Tell whether sheets hold one plan's indicators together: the same columns, and other indicators."""
    found = [columns for grid in grids if (columns := find_columns(grid))]
    kinds = [(set(one.figures), set(one.targets), set(one.growths)) for one in found]
    names: set[str] = set()
    for grid, columns in zip(grids, found, strict=True):
        cells = (grid.at(row, columns.fields["name"]) for row in columns.rows(grid))
        own = {normalise(cell.text) for cell in cells if cell is not None and cell.text.strip()}
        if 2 * len(own & names) > len(own):
            return False
        names |= own
    return all(kind == kinds[0] for kind in kinds)


def _cutoff(
    settings: Settings, horizons: list[Horizon], indicators: list[Indicator]
) -> tuple[date, list[Finding]]:
    """Return the cut-off date: as told, else the end of the newest figure's period, forecasts aside."""
    if settings.cutoff is not None:
        return settings.cutoff, []
    filled = {item.period for one in indicators for item in one.observations if item.value is not None}
    columns = {period for years in horizons for period in years.figures}
    forecasts = {period for years in horizons for period in years.forecasts}
    periods = (filled or columns) - forecasts
    period = max(periods or filled or columns or [Period.whole(horizons[0].base_year)])
    return period.last_day, [catalogue.CUTOFF_INFERRED.at(SETTINGS_SHEET, value=period.last_day)]


def _up_to(indicator: Indicator, cutoff: date, among: Container[Period]) -> tuple[Indicator, list[Finding]]:
    """Set aside what is dated after the cut-off: it is printed as filled in, but the rules do not see it."""
    late = tuple(item for item in indicator.observations if item.period in among and _is_late(item, cutoff))
    late_growths = [
        item for item in indicator.growths.values() if item.period in among and _is_late(item, cutoff)
    ]
    findings = [
        catalogue.AFTER_CUTOFF.at(item.where, name=indicator.name, what=f"{item.period}{what}", cutoff=cutoff)
        for what, items in (("数据", late), ("增速", late_growths))
        for item in items
        if item.value is not None or item.status is Status.NORMAL
    ]
    if not late and not late_growths:
        return indicator, []
    kept = replace(
        indicator,
        observations=tuple(item for item in indicator.observations if item not in late),
        after_cutoff=late,
        growths={period: item for period, item in indicator.growths.items() if item not in late_growths},
    )
    return kept, findings


def _is_late(item: Observation, cutoff: date) -> bool:
    return item.period.last_day > cutoff


class _Numbering:
    """The numbers and names of all tables' rows: each number once, whatever the tables say."""

    def __init__(self) -> None:
        self.numbers: dict[int, str] = {}
        self.names: dict[str, str] = {}
        self.told: set[int] = set()
        self.offset = 0

    def begin(self, told: set[int]) -> int:
        """Begin a table whose rows say these numbers; return what is added to them where they start anew."""
        self.offset = max(self.numbers, default=0) if not told.isdisjoint(self.numbers) else 0
        self.told = {number + self.offset for number in told}
        return self.offset

    def free(self) -> int:
        """Return a number for a row without one: the next, unless a row says that it is its own."""
        following = max(self.numbers, default=0) + 1
        return following if following not in self.told else max(self.told | self.numbers.keys()) + 1


def _read_rows(part: _Part, numbering: _Numbering, *, is_one: bool) -> tuple[list[Indicator], list[Finding]]:
    grid, columns, years = part.grid, part.columns, part.years
    indicators: list[Indicator] = []
    findings: list[Finding] = []
    category = "" if is_one or "category" in columns.fields else grid.sheet.strip()
    table = _TableReader(grid, columns, years)
    told = set(_told_numbers(part))
    offset = numbering.begin(told)
    if offset:
        findings.append(catalogue.NUMBERS_CONTINUED.at(grid.sheet, first=offset + 1))
    for number_of_row in columns.rows(grid):
        row = _Row(grid, number_of_row)
        if (aside := table.set_aside(row)) is not None:
            findings.append(aside)
            continue
        cells, found = _text_cells(row, years.fields)
        findings += found
        name_cell = cells["name"]
        if cells.get("category"):
            category = _text(cells["category"])
        has_data = not table.data_columns.isdisjoint(row.cells)
        goes_on = name_cell is not None and name_cell.row < row.number
        if has_data and indicators and (name_cell is None or goes_on) and table.is_of_growth(row, name_cell):
            indicators[-1], found = table.with_growth(indicators[-1], row)
            findings += found
            continue
        if goes_on and has_data and indicators:
            findings.append(catalogue.SECOND_LINE.at(table.where(row), name=indicators[-1].name))
            continue
        if name_cell is None:
            if has_data:
                findings.append(catalogue.ROW_NAMELESS.at(table.where(row)))
            continue
        if normalise(name_cell.text) in _NAME_HEADERS:
            continue  # the header once more, on a page of its own
        heading = grid.area(row.number, columns.fields["name"])
        if heading and heading.left < heading.right and not has_data:
            category = name_cell.text.strip()  # 一、综合实力 across the row
            continue
        number, name = number_and_name(cells.get("number"), name_cell.text.strip())
        plain, unit = unit_in_name(name)
        name = name if cells.get("unit") else plain
        if number is None and not has_data and _HEADING.match(name):
            category = name  # the same in one cell
            continue
        if number is None and (not has_data or _FOOT.match(normalise(name[:_LONGEST_FOOT]))):
            findings.append(catalogue.IGNORED_ROW.at(table.where(row), text=name[:20]))
            continue
        if normalise(name) in _SUMS:
            findings.append(catalogue.SUM_ROW.at(table.where(row), text=name))
            continue
        if number is None:
            number = numbering.free()
            if told or "number" in columns.fields:
                findings.append(catalogue.NUMBER_ASSIGNED.at(table.where(row), number=number))
        else:
            number += offset
        if number in numbering.numbers:
            first = numbering.numbers[number]
            findings.append(catalogue.DUPLICATE_NUMBER.at(table.where(row), number=number, first=first))
        numbering.numbers.setdefault(number, table.where(row))
        if name in numbering.names:
            first = numbering.names[name]
            findings.append(catalogue.DUPLICATE_NAME.at(table.where(row), name=name, first=first))
        numbering.names.setdefault(name, table.where(row))
        reader = _RowReader(table, row, name, unit)
        indicators.append(reader.read(number, category, cells))
        findings += reader.findings
    if indicators and not told and "number" not in columns.fields:
        ends = (indicators[0].number, indicators[-1].number)
        numbers = " 至 ".join(map(str, dict.fromkeys(ends)))
        where = grid.where(columns.header_row, columns.fields["name"])
        findings.append(catalogue.NUMBER_ASSIGNED.at(where, number=numbers))
    hidden = [item.numbered_name for item in indicators if item.row in grid.hidden_rows]
    if hidden:
        findings.append(catalogue.HIDDEN_ROWS_USED.at(grid.sheet, names=hidden))
    for column, converted in table.values.converted.items():
        where = grid.where(columns.header_row, column)
        unit = columns.units[column]
        findings.append(catalogue.UNIT_OF_HEADER.at(where, unit=unit, names=converted))
    return indicators, findings


def _told_numbers(part: _Part) -> Iterator[int]:
    """Yield the numbers that the rows of a table say."""
    fields = part.columns.fields
    for row in part.columns.rows(part.grid):
        name = part.grid.at(row, fields["name"])
        number = part.grid.at(row, fields["number"]) if "number" in fields else None
        if name is not None:
            told, _ = number_and_name(number, name.text.strip())
            if told is not None:
                yield told


class _Row:
    """One row of the table, its cells looked up once."""

    def __init__(self, grid: Grid, number: int) -> None:
        self.grid, self.number = grid, number
        self.cells = {cell.column: cell for cell in grid.row(number)}

    def at(self, column: int) -> Cell | None:
        """Return the cell that shows in a column."""
        cell = self.cells.get(column)
        return self.grid.at(self.number, column) if cell is None and self.grid.merged else cell

    def where(self, column: int) -> str:
        """Return the address of a column's cell."""
        return self.grid.where(self.number, column)


class _TableReader:
    """What all rows have in common: columns, and the names that places and figures have in findings."""

    def __init__(self, grid: Grid, columns: Columns, years: Horizon) -> None:
        self.columns, self.years = columns, years
        self.target_column = years.target_column
        planned = years.fields.get("planned_growth")
        if planned not in columns.plans and self.target_column not in (None, *columns.bare):
            planned = None  # beside a column of targets, 年均增速 may as well be what was achieved
        goals = [self.target_column, planned, columns.planned_sum]
        self.goal_columns = [column for column in goals if column is not None]
        self.caption = caption_unit(grid, columns.header_row, columns.last_header_row)
        header_units = [columns.units.get(column) for column in (*self.goal_columns, *years.figures.values())]
        self.header_unit = next(filter(None, header_units), "")
        self.data_columns = {*self.goal_columns, *years.figures.values()}
        self.values = _FigureColumns(grid, columns, years.figures, "数据")
        self.growths = _FigureColumns(grid, columns, columns.growths, "增速")
        named = (*years.fields.values(), *self.goal_columns, *years.yearly_targets.values())
        self.addresses = {column: _address(grid, column) for column in named}
        self.shown_rows = self._shown_rows(grid) if grid.hidden_rows else {}

    def set_aside(self, row: _Row) -> Finding | None:
        """Say why a row is not used: it is struck out, or hidden and the same as one that is not."""
        cell = row.at(self.columns.fields["name"])
        if cell is None:
            return None
        if cell.kind is CellKind.STRUCK:
            return catalogue.STRUCK_ROW.at(self.where(row), name=cell.text.strip())
        shown = self.shown_rows.get(self._told(row))
        if row.number not in row.grid.hidden_rows or shown is None:
            return None
        return catalogue.HIDDEN_ROW.at(self.where(row), name=cell.text.strip(), shown=self.where(shown))

    def _shown_rows(self, grid: Grid) -> dict[tuple[str, str], int]:
        """Return a row for each name and unit, of those that are not hidden."""
        rows = (_Row(grid, number) for number in self.columns.rows(grid))
        return {self._told(row): row.number for row in rows if row.number not in grid.hidden_rows}

    def _told(self, row: _Row) -> tuple[str, str]:
        """Return a row's name and unit."""
        fields = self.columns.fields
        unit = row.at(fields["unit"]) if "unit" in fields else None
        return normalise(_text(row.at(fields["name"]))), normalise(_text(unit))

    def is_of_growth(self, row: _Row, name: Cell | None) -> bool:
        """Tell whether a row without a name of its own says that it is the growth of the one above (增速)."""
        beside = (cell for column, cell in row.cells.items() if column not in self.data_columns)
        texts = [cell.text for cell in beside if cell.kind is CellKind.TEXT and cell is not name]
        headers = [read_header((text,)) for text in texts]
        return any(header.role is Role.GROWTH and header.period is None for header in headers)

    def with_growth(self, indicator: Indicator, row: _Row) -> tuple[Indicator, list[Finding]]:
        """Give an indicator the growth that the line below it has."""
        reader = ObservationReader(indicator.name, "%", growth=True)
        read = [item for item in self.values.read(reader, row) if item.value is not None]
        growths = {item.period: item for item in read} | dict(indicator.growths)
        findings = list(reader.findings)
        goal = next((column for column in self.goal_columns if _is_filled(row.cells.get(column))), None)
        if goal is not None:
            where = row.where(goal)
            findings.append(catalogue.SECOND_TARGET.at(where, name=indicator.name, text=row.cells[goal].text))
        ordered = {period: growths[period] for period in sorted(growths)}
        return replace(indicator, growths=ordered), findings

    def where(self, row: _Row | int) -> str:
        """Return the address of a row's name."""
        number = row.number if isinstance(row, _Row) else row
        return address(self.addresses[self.columns.fields["name"]], number)


class _FigureColumns:
    """The columns of figures of one kind: period, number, address, and the figure's name in findings."""

    def __init__(self, grid: Grid, columns: Columns, periods: Mapping[Period, int], what: str) -> None:
        self.statuses, self.units = columns.statuses, columns.units
        self.converted: dict[int, list[str]] = defaultdict(list)
        self.columns = [
            (period, column, _address(grid, column), f"{period}{what}") for period, column in periods.items()
        ]

    def read(self, reader: ObservationReader, row: _Row) -> Iterator[Observation]:
        """Read the figures of a row."""
        for period, column, place, what in self.columns:
            cell = row.at(column)
            if cell is not None and cell.column != column and cell.kind is not CellKind.TEXT:
                cell = None  # merged across periods: words hold for each of them, a number does not
            unit = self.units.get(column)
            if unit is None or reader.growth:
                item = reader.read(cell, period, what, place, row.number)
            else:
                item, is_converted = _in_header_unit(reader, unit, cell, (period, what, place, row.number))
                if is_converted:
                    self.converted[column].append(reader.name)
            yield with_status(item, self.statuses[column]) if column in self.statuses else item

    def other_units(self, unit: str) -> dict[Period, str]:
        """Return the periods whose header has a unit that does not convert to the row's."""
        return {
            period: self.units[column]
            for period, column, *_ in self.columns
            if unit and column in self.units and factor(self.units[column], unit) is None
        }


def _in_header_unit(
    reader: ObservationReader, unit: str, cell: Cell | None, place: tuple[Period, str, str, int]
) -> tuple[Observation, bool]:
    """Read a figure in its header's unit; return it in the row's, and whether that is another."""
    scale = factor(unit, reader.unit) if reader.unit else None
    if scale is None or scale == 1:
        return reader.read(cell, *place), False
    own = ObservationReader(reader.name, unit, words_allowed=reader.words_allowed)
    item = own.read(cell, *place)
    reader.findings += own.findings
    return (item, False) if item.value is None else (_converted(item, item.value * scale), True)


def _converted(item: Observation, value: Decimal) -> Observation:
    text = digits(value)
    text = f"{text}（{item.note}）" if item.note else text
    return replace(item, value=value, printed=Printed(text, None if item.note else float(value)))


def with_status(item: Observation, said: tuple[Status, str]) -> Observation:
    """Give a figure the status that its column's header says of all: 2023年（预计）."""
    if item.value is None or item.status is not Status.NORMAL:
        return item
    status, word = said
    # Printed as it would be filled in: the header that is printed over it is the period alone.
    shown = Printed(f"{item.text}（{word}）") if not item.note else item.printed
    return replace(item, status=status, note=item.note or word, printed=shown)


def _address(grid: Grid, column: int) -> str:
    """Return the part of a cell's address that all cells of a column have."""
    return grid.where(1, column).removesuffix("1")


def _text_cells(row: _Row, columns: Mapping[str, int]) -> tuple[dict[str, Cell | None], list[Finding]]:
    """Return a row's cells by field; an error value is no text, and a formula's text may be missing."""
    cells: dict[str, Cell | None] = {}
    findings = []
    for field, column in columns.items():
        cell = row.at(column)
        if cell is not None and cell.kind in WITHOUT_TEXT and field not in (*_COMPUTED, *_FIGURES):
            name = _text(row.at(columns["name"]))
            kind = WITHOUT_TEXT[cell.kind]
            findings.append(kind.at(row.where(column), name=name, what=HEADERS[field][0], text=cell.text))
            cell = None
        cells[field] = cell
    return cells, findings


def number_and_name(number_cell: Cell | None, name: str) -> tuple[int | None, str]:
    """Tell the number from its own column, or from a name printed as ``1.全区生产总值`` or ``（1）…``.

    A number below another one (1.1, 1-1) is none: the row has none of its own.
    """
    below = _SUB_NUMBER.match(name)
    match = None if below else _NUMBERED_NAME.match(name)
    name = name[below.end() :] or name if below else name
    numbered = (int(match[1] or match[2]), match[3]) if match else None
    plain = normalise(number_cell.text).rstrip(".、") if number_cell else ""
    if _NUMBER.fullmatch(plain):
        number = int(plain)
        return number, numbered[1] if numbered and numbered[0] == number else name
    if _SUB_NUMBER.fullmatch(plain):
        return None, numbered[1] if numbered else name
    return numbered or (None, name)


def _is_filled(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.text.strip() or cell.kind in WITHOUT_TEXT)


def _says_more_than_a_dash(cell: Cell | None) -> bool:
    return cell is not None and _is_filled(cell) and status_of_words(cell.text) is not Status.MISSING


def _is_bracketed(cell: Cell | None) -> bool:
    """Tell a sum ([13.5], 〔13.5〕, 累计13.5) in a column that has yearly growth, too."""
    return cell is not None and (cell.text.strip().startswith(("[", "〔", "【", "［")) or "累计" in cell.text)


def _text(cell: Cell | None) -> str:
    return "" if cell is None else cell.text.strip()


class _RowReader:
    """Reads one row into an indicator."""

    def __init__(self, table: _TableReader, row: _Row, name: str, unit: str) -> None:
        self.table, self.row, self.name, self.unit = table, row, name, unit
        self.findings: list[Finding] = []

    def read(self, number: int, category: str, cells: dict[str, Cell | None]) -> Indicator:
        table, row = self.table, self.row
        unit = self._unit(cells.get("unit"))
        measure = self._word(cells.get("measure"), Measure, "数据类型")
        direction = self._direction(cells.get("direction"))
        target, doubts = self._target(unit, qualitative=measure is Measure.QUALITATIVE)
        reader = ObservationReader(
            self.name, unit, words_allowed=target.takes_words, sign=sign_of_verbs(self.name, unit, measure)
        )
        observations = sorted(table.values.read(reader, row), key=_PERIOD)
        growth_reader = ObservationReader(self.name, "%", growth=True)
        growths = sorted(table.growths.read(growth_reader, row), key=_PERIOD)
        if not any(item.value is not None for item in (*observations, *growths)):
            target = in_words(target)
        planned = self._planned_growth(growth_reader, target)
        self.findings += reader.findings + growth_reader.findings
        return Indicator(
            number=number,
            name=self.name,
            row=row.number,
            category=category,
            unit=unit,
            target=target,
            yearly_targets=self._yearly_targets(unit),
            doubts=(*doubts, *self._unit_doubts(unit, observations)),
            observations=tuple(observations),
            growths={item.period: item for item in growths if item.value is not None},
            attribute=_text(cells.get("attribute")),
            measure=measure,
            direction=direction or Direction.HIGHER,
            direction_inferred=direction is None,
            department=_text(cells.get("department")),
            planned_growth=planned,
            data_note=_text(cells.get("data_note")),
            definition_change=_text(cells.get("definition_change")),
            external_cause=_text(cells.get("external_cause")),
            highlight=_text(cells.get("highlight")),
            lag_reason=_text(cells.get("lag_reason")),
            next_steps=_text(cells.get("next_steps")),
            forecast=_text(cells.get("forecast")) or reader.foreseen,
            proposal=self._word(cells.get("proposal"), Action, "部门建议"),
            proposal_content=_text(cells.get("proposal_content")),
            proposal_reason=_text(cells.get("proposal_reason")),
            verdict=_text(cells.get("verdict")),
            has_chart=normalise(_text(cells.get("chart"))).lower() in _YES,
            column=table.addresses[table.columns.fields["name"]],
        )

    def _unit(self, cell: Cell | None) -> str:
        """Return the row's unit: its own, its name's, its columns', or the one above the table."""
        said = _text(cell)
        if said and self.unit and factor(self.unit, said) != 1:
            where = self.table.where(self.row)
            self.findings.append(catalogue.UNITS_DIFFER.at(where, name=self.name, unit=said, other=self.unit))
        if said or self.unit:
            return said or self.unit
        known = by_ending(self.name, "%")
        if known is not None and known.measure is not None:
            return ""  # a share or a rate: what heads amounts is not its unit
        return self.table.header_unit or self.table.caption

    def _unit_doubts(self, unit: str, observations: Iterable[Observation]) -> Iterator[Doubt]:
        """Doubt figures whose header has another unit than the row."""
        other = self.table.values.other_units(unit)
        filled = [item for item in observations if item.period in other and item.value is not None]
        if filled:
            periods = "、".join(str(item.period) for item in filled)
            yield Doubt(
                f"{periods}的数",
                f"表头写的单位是“{other[filled[0].period]}”，本行的单位是“{unit}”",
                filled[0].where,
                "核对单位，改成一致",
                (
                    Reading(f"单位是“{unit}”", figures={item.period: item.value for item in filled}),
                    Reading("不是本指标的数", figures={item.period: None for item in filled}),
                ),
            )

    def _target(self, unit: str, *, qualitative: bool) -> tuple[Target, tuple[Doubt, ...]]:
        """Read the target: the level, else the planned yearly growth or sum, where these have columns."""
        table = self.table
        # A dash says that the target stands in another of these columns: — under 2025年, 〔14〕 beside it.
        filled = [column for column in table.goal_columns if _says_more_than_a_dash(self.row.at(column))]
        columns = filled or table.goal_columns[:1]
        if not columns:
            return Target(Printed(), readable=False), ()
        column = columns[0]
        is_growth = column == table.years.fields.get("planned_growth")
        cell = self.row.at(column)
        place = (table.addresses[column], self.row.number)
        cumulated = column == table.columns.planned_sum or column in table.columns.sums
        in_percent = is_growth and not _is_bracketed(cell)
        own = "%" if in_percent else unit
        target, findings = read_target(
            cell,
            self.name,
            table.columns.units.get(column, own),
            place,
            qualitative=qualitative,
            target_year=table.years.target_year,
        )
        self.findings += findings
        target = self._in_unit(target, column, own)
        if cumulated and target.value is not None:
            target = replace(target, cumulated=True)
        if not in_percent or target.value is None or target.yearly or target.cumulated:
            return target, ()
        yearly = replace(target, yearly=True)
        known = by_ending(self.name, unit)
        is_rate = known is not None and known.measure in (Measure.GROWTH_RATE, Measure.CUMULATIVE)
        if is_rate or not (is_percent(unit) or not unit):
            return yearly, ()
        if target.bound is not Bound.NONE:
            return target, ()  # <5.5 of a rate bounds the rate itself
        readings = (Reading("年均增速", {"target": yearly}), Reading("目标水平", {"target": target}))
        why = "写在年均增速一列，可能是目标水平"
        ask = "写成“年均…”，或把目标水平写在目标列"
        return yearly, (Doubt("目标", why, target.where, ask, readings),)

    def _in_unit(self, target: Target, column: int, unit: str) -> Target:
        """Convert a target from the unit of its column's header to the row's."""
        said = self.table.columns.units.get(column, "")
        is_change = target.value is None and target.sense in (Sense.PLUS, Sense.YEARLY_PLUS, Sense.YEARLY_SUM)
        if not said or not unit or target.yearly or (target.value is None and not is_change):
            return target
        scale = factor(said, unit)
        if scale is None or (is_change and scale != 1):
            where = target.where
            self.findings.append(
                catalogue.UNIT_MISMATCH.at(
                    where, name=self.name, what="目标", text=f"{target.text}{said}", unit=unit
                )
            )
            return replace(target, value=None, amount=None, said=None, readable=False)
        if scale == 1 or target.value is None:
            return target
        value = target.value * scale
        text = target.text.replace(digits(target.value), digits(value))
        return replace(target, value=value, printed=Printed(text))

    def _yearly_targets(self, unit: str) -> dict[int, Target]:
        """Read the targets of single years; what is not filled in is none."""
        found = {}
        for year, column in sorted(self.table.years.yearly_targets.items()):
            cell = self.row.at(column)
            if _is_filled(cell):
                place = (self.table.addresses[column], self.row.number)
                own = self.table.columns.units.get(column, unit)
                target, findings = read_target(
                    cell, self.name, own, place, qualitative=False, target_year=year
                )
                self.findings += findings
                found[year] = self._in_unit(target, column, unit)
        return found

    def _planned_growth(self, reader: ObservationReader, target: Target) -> Decimal | None:
        column = self.table.years.fields.get("planned_growth")
        if column is None:
            return None
        place, cell = self.table.addresses[column], self.row.at(column)
        if target.column == place or _is_bracketed(cell):
            return None  # it is the target itself, or a sum
        period = Period.whole(self.table.years.target_year)
        return reader.read(cell, period, "规划年均增速", place, self.row.number).value

    def _direction(self, cell: Cell | None) -> Direction | None:
        # A qualitative indicator has no better side; offices write 定性 in this column too.
        if normalise(_text(cell)) == Measure.QUALITATIVE.value:
            return None
        return self._word(cell, Direction, "方向")

    def _word(self, cell: Cell | None, kind: type[_Word], what: str) -> _Word | None:
        text = normalise(_text(cell))
        if not text:
            return None
        word = _WORDS.get(text)
        if isinstance(word, kind):
            return word
        assert cell is not None  # noqa: S101 - it has a text
        self.findings.append(
            catalogue.UNKNOWN_WORD.at(
                self.row.grid.where(cell.row, cell.column),
                name=self.name,
                what=what,
                text=text,
                allowed="、".join(item.value for item in kind),
            )
        )
        return None
