"""Make a new master: read the clerk's table, ask what it does not tell, lay it out, write it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.disk import files
from yuecheng_xl.findings import Severity, catalogue
from yuecheng_xl.findings.errors import InputContentError
from yuecheng_xl.grid.submitted import read_submitted
from yuecheng_xl.masters.content import (
    FIELD,
    FIGURE,
    GROWTH,
    OTHER,
    TARGET,
    Column,
    Content,
    Guess,
    in_doubt,
    is_empty,
)
from yuecheng_xl.masters.layout import Shipped
from yuecheng_xl.masters.own_table import OwnTable, rows_of, title_of, unused, value_of
from yuecheng_xl.masters.questions import (
    BASE_YEAR,
    CUTOFF,
    DISTRICT,
    NAME,
    PLAN_YEARS,
    TARGET_YEAR,
    Question,
    about_header,
    about_plan,
    district_in,
    halfway,
    name_in,
    periods_until,
    places_of,
    renamed,
    year_of,
)
from yuecheng_xl.masters.rereading import as_book, settings_grid, settle
from yuecheng_xl.masters.writing import written_master
from yuecheng_xl.plan.columns import find_columns
from yuecheng_xl.plan.model import Measure
from yuecheng_xl.plan.projects import SHEET as PROJECTS
from yuecheng_xl.plan.reader import TABLE_SHEET, read_plan
from yuecheng_xl.plan.settings import SHEET as SETTINGS_SHEET
from yuecheng_xl.plan.settings import entries
from yuecheng_xl.plan.tasks import SHEET as TASKS
from yuecheng_xl.sheets.plain import plain_value
from yuecheng_xl.typed.period import Period, parse_date
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.unit import is_percent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.grid import Grid
    from yuecheng_xl.masters.content import Row
    from yuecheng_xl.masters.questions import Ask
    from yuecheng_xl.plan import Doubt, Indicator, Plan
    from yuecheng_xl.plan.columns import Columns
    from yuecheng_xl.typed.values import Value

FILE = "指标总表.xlsx"
_DAY = 'yyyy"年"m"月"d"日"'
_SAID_BY_CELLS = {
    kind.code
    for kind in (
        catalogue.DIRECTION_INFERRED,
        catalogue.MEASURE_INFERRED,
        catalogue.MEASURE_UNDECIDED,
        catalogue.YEAR_INFERRED,
        catalogue.CUTOFF_INFERRED,
        catalogue.NUMBER_ASSIGNED,
        catalogue.TABLE_BY_HEADER,
        catalogue.UNUSED_COLUMN,
        catalogue.IGNORED_ROW,
    )
}
"""Findings of the clerk's table that the coloured cells, and what is said of them, repeat."""

_NOT_UNDERSTOOD = {
    kind.code for kind in (catalogue.UNUSED_COLUMN, catalogue.HEADER_UNCLEAR, catalogue.HEADER_OPEN)
}
"""What findings say of headers of which somebody may know what they mean."""

_WORDS = ("measure", "direction")
"""Fields that are inferred where a row does not say them."""

_NO_FORMATS = "原文件读不出数字格式，可能是百分数，请改成其中一个"
_INFERRED = "按名称、目标和数据推断为“{}”"


@dataclass(frozen=True, slots=True)
class NewMaster:
    """A master that was made, and what is left for a person to look at.

    ``plan`` is what a reader reads in it, None in an empty one. ``missing`` are the keys of 规划信息 that
    nothing told. ``guesses`` are the coloured cells with what was done; ``remarks`` what 使用说明 lists.
    """

    path: Path
    plan: Plan | None
    base_year: int
    target_year: int
    missing: tuple[str, ...]
    guesses: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    findings: tuple[Finding, ...]

    def __repr__(self) -> str:
        count = len(self.plan.indicators) if self.plan else 0
        return f"NewMaster({str(self.path)!r}, {count} indicators, {len(self.guesses)} guesses)"


def new_master(
    table: str | Path | None = None,
    out: str | Path | None = None,
    *,
    name: str = "",
    district: str = "",
    base_year: int | None = None,
    target_year: int | None = None,
    cutoff: date | None = None,
    ask: Ask | None = None,
) -> NewMaster:
    """Make a master from a clerk's own table, or an empty one from the plan's years.

    Args:
        table: the clerk's workbook, which is only read; None for an empty master.
        out: the master, by default ``指标总表.xlsx`` in the working folder. A file that has the name
            already is kept under another one.
        name: the plan's name.
        district: whose plan it is.
        base_year: the plan's.
        target_year: the plan's.
        cutoff: the last day of the figures that are evaluated.
        ask: asks what neither the table nor an argument tells; without it the likeliest is taken.

    Raises:
        InputFileError: the table cannot be read.
        InputContentError: there is no indicator table in it, or nothing tells the plan's years.
        OutputError: the master cannot be written.

    """
    source = Path(table) if table is not None else None
    path = Path(out) if out is not None else Path.cwd() / FILE
    path = files.result_path(source, path / FILE if path.is_dir() else path, "指标总表")
    told: dict[str, Value] = {NAME: name, DISTRICT: district, BASE_YEAR: base_year, TARGET_YEAR: target_year}
    told[CUTOFF] = _held(cutoff) if cutoff else None
    facts = _Facts({key: value for key, value in told.items() if not is_empty(value)}, ask)
    shipped = Shipped()
    content, plan, findings = (
        _FromTable(source, facts, ask, shipped).make() if source else (_from_nothing(facts), None, [])
    )
    laid_out = written_master(content, shipped)
    findings += files.put(laid_out.content, path, over_ours=False)
    return NewMaster(
        path,
        plan,
        content.base_year,
        content.target_year,
        tuple(facts.missing),
        tuple(laid_out.guesses),
        tuple(laid_out.remarks),
        tuple(findings),
    )


class _Facts:
    """What is known of the plan as a whole, by the keys of 规划信息, and what of it was guessed."""

    def __init__(self, told: dict[str, Value], ask: Ask | None) -> None:
        self.settings, self._ask = told, ask
        self.guesses: list[Guess] = []
        self.missing: list[str] = []

    def find(self, key: str, default: Value, reason: str = "") -> None:
        """Ask for a fact that is not known; with nobody to ask, or no answer, guess it for a reason."""
        if key in self.settings:
            return
        shown = default.text if isinstance(default, Printed) else str(default or "")
        question = about_plan(key, shown)
        answer = self._ask(question).strip() if self._ask else ""
        if answer and question.accepts(answer):
            day = parse_date(answer) if key == CUTOFF else None
            self.settings[key] = _held(day) if day else year_of(answer) or answer
        elif reason and not is_empty(default):
            self.settings[key] = default
            self.guesses.append(Guess(None, Column(FIELD, key), reason))
        else:
            self.missing.append(key)
            self.guesses.append(Guess(None, Column(FIELD, key), "没有填写，请补填"))

    def year(self, key: str) -> int | None:
        """Return a year that is known."""
        value = self.settings.get(key)
        return value if isinstance(value, int) else year_of(_shown(value))

    def day(self, key: str) -> date | None:
        """Return a day that is known."""
        return parse_date(_shown(self.settings.get(key)))


def _from_nothing(facts: _Facts) -> Content:
    """Return an empty master's content.

    Raises:
        InputContentError: nothing tells the plan's years.

    """
    facts.find(NAME, "")
    facts.find(DISTRICT, district_in(_shown(facts.settings.get(NAME))), "按规划名称推断")
    base, target = facts.year(BASE_YEAR), facts.year(TARGET_YEAR)
    facts.find(BASE_YEAR, target - PLAN_YEARS if target else None, f"按五年规划取为目标年之前{PLAN_YEARS}年")
    base = facts.year(BASE_YEAR)
    facts.find(TARGET_YEAR, base + PLAN_YEARS if base else None, f"按五年规划取为基期之后{PLAN_YEARS}年")
    target = facts.year(TARGET_YEAR)
    if base is None or target is None or target <= base:
        raise InputContentError(catalogue.NEW_NEEDS_YEARS.at())
    facts.find(CUTOFF, _held(halfway(base, target)), "取为规划期过半之日")
    cutoff = facts.day(CUTOFF) or halfway(base, target)
    periods = tuple(periods_until(base, cutoff)) or (Period.whole(base),)
    growths = tuple(period for period in periods if period.year > base)
    return Content(base, target, periods, growths, facts.settings, guesses=facts.guesses)


class _FromTable:
    """Makes a master's content from a clerk's table."""

    def __init__(self, path: Path, facts: _Facts, ask: Ask | None, shipped: Shipped) -> None:
        self._path, self._facts, self._ask, self._shipped = path, facts, ask, shipped
        _, self._book = read_submitted(path)
        grid = self._book.grid(SETTINGS_SHEET)
        for key, cell in entries(grid) if grid else ():
            facts.settings.setdefault(key, value_of(cell))
        facts.settings.pop("项目", None)  # the header of the sheet

    def make(self) -> tuple[Content, Plan, list[Finding]]:
        """Return the content, the plan as it will be read, and what reading the table found."""
        facts = self._facts
        plan = self._ask_headers(self._read())
        title = name_in(title_of(self._book, plan))
        facts.find(NAME, title, "按原表的标题推断")
        facts.find(DISTRICT, district_in(_shown(facts.settings.get(NAME))), "按规划名称推断")
        facts.find(BASE_YEAR, plan.base_year, "按表头推断")
        facts.find(TARGET_YEAR, plan.target_year, "按表头推断")
        plan = self._read()
        if all(item.period.year <= plan.base_year for one in plan.indicators for item in one.series):
            facts.find(CUTOFF, _held(halfway(plan.base_year, plan.target_year)), "取为规划期过半之日")
        else:
            facts.find(CUTOFF, _held(plan.cutoff), "按最新数据推断")
        plan = self._read()
        own = OwnTable(self._book, plan)
        content = self._content(plan, own)
        _keep_apart(self._path, content, self._shipped)
        made = settle(self._path, content, self._shipped.columns(content))
        said = _SAID_BY_CELLS | {item.code for item in made.findings}
        apart = [item for item in plan.findings if item.code not in said]
        grave = [item for item in made.findings if item.severity is not Severity.NOTE]
        content.remarks += [f"{item.where}：{item.message}。{item.remedy}" for item in grave]
        content.remarks += [f"原表{item.where}：{item.message}。{item.remedy}" for item in apart]
        content.remarks += self._left_behind(plan, content, own)
        return content, made, [*made.findings, *apart]

    def _read(self) -> Plan:
        others = (grid for grid in self._book.grids if grid.sheet.strip() != SETTINGS_SHEET)
        book = replace(self._book, grids=(settings_grid(self._facts.settings), *others))
        try:
            return read_plan(book)
        except InputContentError as error:
            if error.finding.code != catalogue.NO_BASE_YEAR.code:
                raise
        self._facts.find(BASE_YEAR, None)
        self._facts.find(TARGET_YEAR, None)
        if None in (self._facts.year(BASE_YEAR), self._facts.year(TARGET_YEAR)):
            raise InputContentError(catalogue.NEW_NEEDS_YEARS.at(self._path.name))
        return read_plan(replace(book, grids=(settings_grid(self._facts.settings), *book.grids[1:])))

    def _ask_headers(self, plan: Plan) -> Plan:
        """Ask what the columns are whose header is not understood."""
        grid = self._book.grid(plan.table.sheet) if plan.table else None
        columns = find_columns(grid) if grid else None
        if self._ask is None or grid is None or columns is None:
            return plan
        changed = grid
        said = {item.where for item in columns.findings if item.code in _NOT_UNDERSTOOD}
        for column, text in sorted(columns.texts.items()):
            if not any(grid.where(row, column) in said for row in _lines(columns)):
                continue
            question = about_header(changed, columns, column, text)
            answer = self._ask(question).strip()
            if answer and question.accepts(answer):
                changed = renamed(changed, columns, column, answer)
        if changed is grid:
            return plan
        grids = tuple(changed if one is grid else one for one in self._book.grids)
        self._book = replace(self._book, grids=grids)
        return self._read()

    def _content(self, plan: Plan, own: OwnTable) -> Content:
        rows = list(own.rows())
        figures = {period for table in plan.tables for period in table.figures}
        growths = {period for table in plan.tables for period in table.growths}
        stated = {period for item in plan.indicators for period in item.growths}
        known = {*plan.periods, *figures}
        ends = {(period.year, period.last) for period in known}
        wanted = periods_until(plan.base_year, plan.cutoff)
        periods = sorted({*known, *(period for period in wanted if (period.year, period.last) not in ends)})
        later = {period for period in periods if period.year > plan.base_year}
        content = Content(
            plan.base_year,
            plan.target_year,
            tuple(periods),
            tuple(sorted({*growths, *stated, *later})),
            self._facts.settings,
            rows,
            own.others,
            guesses=self._facts.guesses,
        )
        self._place_sheets(plan, content)
        numbered = {item.where for item in plan.findings if item.code == catalogue.NUMBER_ASSIGNED.code}
        for index, row in enumerate(rows):
            if row.indicator.where in numbered:
                content.guesses.append(Guess(index, Column(FIELD, "number"), "原表没有，按次序编写"))
            self._complete(content, index, row)
            if not self._book.formats_known:
                content.guesses += [Guess(index, column, _NO_FORMATS) for column in _perhaps_percent(row)]
        return content

    def _place_sheets(self, plan: Plan, content: Content) -> None:
        """Give the workbook's other sheets their place: in one that a master has, or behind all of them."""
        for grid in self._unused(plan):
            title = grid.sheet.strip()
            if title not in self._shipped.lists:
                content.kept += [grid] if title not in self._shipped.titles else []
            elif self._shipped.takes(grid, plan.base_year):
                content.own_sheets[title] = rows_of(grid)
            else:
                content.kept.append(grid)
                content.left_out.add(title)
        # An empty 重点任务 would stand before the sheet that has the tasks.
        for title, listed in ((TASKS, plan.tasks), (PROJECTS, plan.projects)):
            if listed and title not in content.own_sheets:
                content.left_out.add(title)

    def _left_behind(self, plan: Plan, content: Content, own: OwnTable) -> Iterator[str]:
        """Say what of the workbook has no place in a master."""
        for header in content.others:
            yield f"原表“{header}”列没有对应的列，照原样放在最右边，不参与评估"
        yield from own.leftovers()
        for grid in self._unused(plan):
            if grid in content.kept:
                yield f"原工作簿的工作表“{grid.sheet}”照抄在最后，没有带来字体和颜色"
            elif grid.sheet.strip() not in content.own_sheets:
                yield f"原工作簿的工作表“{grid.sheet}”没有放进来，新表有自己的“{grid.sheet.strip()}”"

    def _unused(self, plan: Plan) -> list[Grid]:
        """Return the sheets of which nothing has gone into the table and the lists."""
        used = {item.where.rpartition("!")[0] for item in plan.indicators}
        return unused(self._book, (*used, SETTINGS_SHEET))

    # What a row does not say.

    def _complete(self, content: Content, index: int, row: Row) -> None:
        for doubt in row.indicator.doubts:
            self._decide(content, index, doubt)
        for name in _WORDS:
            column = Column(FIELD, name)
            if not is_empty(row.values.get(column)) or column in row.doubted():
                continue
            row.values[column] = word = _inferred(row.indicator, name)
            if word:
                content.guesses.append(Guess(index, column, _INFERRED.format(word)))
            elif name == "measure":
                content.guesses.append(Guess(index, column, "无从推断，请填写"))
        unit = Column(FIELD, "unit")
        if is_empty(row.values.get(unit)) and not row.indicator.target.is_qualitative:
            answer = self._ask(Question("单位", f"“{row.name}”的单位")).strip() if self._ask else ""
            row.values[unit] = answer
            row.is_as_written = bool(answer)
            if not answer:
                content.guesses.append(Guess(index, unit, "没有填写，请补填"))

    def _decide(self, content: Content, index: int, doubt: Doubt) -> None:
        """Ask which reading is meant, and take it; with nobody to ask, colour what is in doubt."""
        row = content.rows[index]
        item = row.indicator
        readings = {reading.word: reading for reading in doubt.readings}
        text = (
            f"“{row.name}”（单位{item.unit or '没有填'}，目标{item.target.text}）的{doubt.what}：{doubt.why}"
        )
        question = Question(doubt.what, text, choices=tuple(readings), accepts=readings.__contains__)
        answer = self._ask(question).strip() if self._ask else ""
        if question.accepts(answer):
            reading = readings[answer]
            rest = tuple(other for other in item.doubts if other != doubt)
            row.indicator = replace(reading.of(item), doubts=rest)
            for name in _WORDS:
                if name in reading.fields:
                    row.values[Column(FIELD, name)] = reading.fields[name].value
            return
        reason = f"存疑：{doubt.what}，{doubt.why}，{'或'.join(readings)}，请{doubt.ask}"
        content.guesses += [Guess(index, column, reason) for column in in_doubt(doubt)]


def _perhaps_percent(row: Row) -> list[Column]:
    """Write figures of up to one, that may be shown as percent, as both; return their cells.

    Where number formats cannot be read, 0.35 may be 35%.
    """
    kinds = (FIGURE, GROWTH, TARGET) if is_percent(row.indicator.unit) else (GROWTH,)
    found = []
    for column, value in row.values.items():
        number = value.number if isinstance(value, Printed) and column.kind in kinds else None
        if number is not None and 0 < abs(number) <= 1:
            row.values[column] = f"{number:.15g}或{number * 100:.15g}%"
            found.append(column)
    row.unsure.update(found)
    return found


def _lines(columns: Columns) -> range:
    return range(columns.header_row, columns.last_header_row + 1)


def _inferred(item: Indicator, field: str) -> str:
    if field == "measure":
        return item.measure.value if item.measure else ""
    return "" if item.measure is Measure.QUALITATIVE else item.direction.value


def _keep_apart(path: Path, content: Content, shipped: Shipped) -> None:
    """Give a column that has no place a header by which it cannot be taken for one that has."""
    listed = shipped.columns(content)
    standard = {content.header(column) for column in listed if column.kind != OTHER}
    _rename(content, [header for header in content.others if header in standard])
    listed = shipped.columns(content)
    grid = as_book(path, content, listed).grid(TABLE_SHEET)
    columns = find_columns(grid) if grid else None
    if columns is None:
        return
    aside = {*columns.yearly_targets.values()}
    aside |= {column for year, column in columns.targets.items() if year not in (None, content.target_year)}
    known = places_of(columns) - aside
    taken = [column for place, column in enumerate(listed, 1) if column.kind == OTHER and place in known]
    _rename(content, [str(column.which) for column in taken])


def _rename(content: Content, headers: list[str]) -> None:
    renames = {header: f"原表：{header}" for header in headers}
    content.others = [renames.get(header, header) for header in content.others]
    for row in content.rows:
        for old, new in renames.items():
            if Column(OTHER, old) in row.values:
                row.values[Column(OTHER, new)] = row.values.pop(Column(OTHER, old))


def _held(day: date) -> Printed:
    """Return a day as a cell holds it."""
    number = plain_value(day)
    assert isinstance(number, float)  # noqa: S101 - as Excel counts days
    return Printed(f"{day.year}年{day.month}月{day.day}日", number, _DAY)


def _shown(value: Value) -> str:
    return value.text if isinstance(value, Printed) else str(value or "")
