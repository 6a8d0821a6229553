"""Read the lists of tasks and projects that a department sent: each cell against the master's row.

A row is the master's by its name; what only looks like one is asked for. Figures of goals are read and
doubted as indicators'; of projects, money is held against the total, dates and stages against what is known.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from yuecheng_xl.collection.figures import FigureReader, as_printed, holds_figure
from yuecheng_xl.collection.model import Doubt
from yuecheng_xl.findings import catalogue
from yuecheng_xl.forms.listed import SO_FAR, Content, status_with
from yuecheng_xl.grid.places import split_place
from yuecheng_xl.plan import projects, tasks
from yuecheng_xl.plan.dates import read_date
from yuecheng_xl.plan.lists import SEARCH_ROWS, ListRow, header_of, is_called, read_header
from yuecheng_xl.plan.model import State
from yuecheng_xl.plan.observation_reader import WITHOUT_TEXT, ObservationReader
from yuecheng_xl.plan.project import UNIT, Stage
from yuecheng_xl.plan.projects import money_unit, stage_of
from yuecheng_xl.plan.tasks import state_of
from yuecheng_xl.typed.figure import digits, read_figure
from yuecheng_xl.typed.likeness import ALIKE, by_likeness
from yuecheng_xl.typed.moment import Moment, read_moment
from yuecheng_xl.typed.names import key_in_list
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import canonical, factor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yuecheng_xl.collection.roster import Roster
    from yuecheng_xl.findings import Finding, Kind
    from yuecheng_xl.forms.layout import Key
    from yuecheng_xl.forms.listed import Column, Listed, ListForm
    from yuecheng_xl.grid import Book, Cell, Grid
    from yuecheng_xl.plan.lists import ListTable

_OVER = Decimal("1.2")
"""How many times the total investment an amount may be: what costs more than planned stays below."""

_SMALL = 1000
"""How many times smaller than the total an amount is of which the unit may be wrong."""

_ROUNDED = Decimal("0.995")
"""The part of the known sum so far that a new one has at least: rounding is no step back."""

_MONTHS = 12
"""Months by which a known date moves without anybody being asked."""

_LONGEST = 60
"""Characters of a cell that may be a header."""

_SOMEWHAT_ALIKE = 60.0
_AHEAD = {stage: place for place, stage in enumerate((Stage.RESERVE, Stage.PREPARED, Stage.STARTED))}
_AHEAD |= {Stage.UNDER_WAY: _AHEAD[Stage.STARTED], Stage.FINISHED: len(_AHEAD)}
_NOTHING = "无"


def list_in(grid: Grid, roster: Roster, *, by_header: bool = False) -> tuple[ListForm, ListTable] | None:
    """Return which of the master's lists a sheet holds: it is called so, or it names one of its rows.

    ``by_header``: a header as a list's is enough, of a sheet that holds nothing else.
    """
    for form in roster.lists.values():
        is_ours = is_called(grid.sheet, form.sheet, form.grammar.part)
        if not is_ours and not _names_rows(grid, form):
            continue
        table = read_header(grid, form.grammar)
        if table is None:
            continue
        names = roster.rows_by_name(form.sheet)
        if is_ours or by_header or any(key_in_list(row.text("name")) in names for row in table.rows()):
            return form, table
    return None


def _names_rows(grid: Grid, form: ListForm) -> bool:
    """Tell whether a cell may be the header of the list's names; most sheets have none."""
    names = _HEADERS[form.sheet]
    beginnings = {name[:2] for name in names}
    for row in islice(grid.rows(), SEARCH_ROWS):
        for cell in grid.row(row):
            text = cell.text.lstrip("* \u3000\n")
            if text[:2] in beginnings and header_of(text[:_LONGEST]).text in names:
                return True
    return False


class ListReader(FigureReader):
    """Reads one list of a submission."""

    def __init__(
        self, grid: Grid, form: ListForm, table: ListTable, roster: Roster, book: Book, sender: str
    ) -> None:
        """Begin a sheet."""
        super().__init__(grid, roster, book)
        self.form, self.table, self.sender = form, table, sender
        self.scaled: set[str] = set()

    @property
    def is_empty(self) -> bool:
        """True where nothing stands below the header."""
        return next(self.table.rows(), None) is None

    def read(self) -> None:
        """Read all rows."""
        seen: dict[object, int] = {}
        told = [(row, listed) for row in self.table.rows() if (listed := self._listed(row)) is not None]
        hidden = self.grid.hidden_rows
        shown = {listed.row: row.number for row, listed in told if row.number not in hidden}
        for row, listed in told:
            if row.number in hidden and listed.row in shown:
                at = self.table.where(shown[listed.row], "name")
                self._report(row, "name", catalogue.HIDDEN_ROW, name=listed.name, shown=at)
                continue
            if listed.row in seen:
                first = self.table.where(seen[listed.row], "name")
                self._report(row, "name", catalogue.LIST_ROW_TWICE, name=listed.name, first=first)
            seen.setdefault(listed.row, row.number)
            self.subject = listed.row
            self.numbers.add(listed.row)
            self._read_row(row, listed)
        self._name_columns(told)

    def _name_columns(self, told: Sequence[tuple[ListRow, Listed]]) -> None:
        """Name the columns with answers that the master has no place for, or whose header says nothing."""
        own = {column.of: column for column in self.form.columns}
        asked = {key for _, listed in told for key in listed.unfilled}
        lacking = asked - {column.key for of, column in own.items() if of in self.table.columns}
        for of, place in self.table.columns.items():
            if of in own or not any((row.number, place) in self.grid.cells for row, _ in told):
                continue
            where = self.grid.where(self.table.header_row, place)
            if (period := of if isinstance(of, Period) else getattr(of, "period", None)) is not None:
                self.has_answers = True
                self.findings.append(catalogue.PERIOD_UNKNOWN.at(where, period=period))
            elif of in _ANSWERS:
                self.has_answers = True
                self.findings.append(catalogue.NO_COLUMN.at(where, what="".join(self.table.header(place))))
        for finding in self.table.findings:
            if finding.code == catalogue.LIST_COLUMN_TWICE.code:
                self.findings.append(finding)
            elif finding.code == catalogue.LIST_COLUMN_UNUSED.code:
                self._name_unread(finding, told, lacking)

    def _name_unread(
        self, finding: Finding, told: Sequence[tuple[ListRow, Listed]], lacking: set[Key]
    ) -> None:
        """Name a column of figures whose header says nothing: it may be one that is asked for."""
        place = split_place(finding.where.rpartition("!")[2])[1]
        if not any(holds_figure(self.grid.cells.get((row.number, place))) for row, _ in told):
            return  # a department's own words are its own affair
        self.has_answers = True
        fields: dict[str, object] = {"header": "".join(self.table.header(place))}
        if lacking:
            names = sorted(str(key) for key in lacking)
            self.findings.append(catalogue.HEADER_CHANGED.at(finding.where, **fields, lacking=names))
        else:
            self.findings.append(catalogue.COLUMN_UNREAD.at(finding.where, **fields))

    def _report(self, row: ListRow, key: object, kind: Kind, **fields: object) -> None:
        self.findings.append(kind.at(row.where(key), **fields))

    def _listed(self, row: ListRow) -> Listed | None:
        """Return the master's row that a row means."""
        name = row.text("name") or (row.text("kind") if row.text("count") else "")
        if not name or normalise(name) in _HEADERS[self.form.sheet] or len(self.grid.row(row.number)) < 2:
            return None
        names, number = self.roster.rows_by_name(self.form.sheet), normalise(row.text("number"))
        found = names.get(key_in_list(name), [])
        if len(found) > 1:
            found = [item for item in found if item.number == number] or found
        if len(found) == 1:
            return found[0]
        if not found:
            found = list(self._alike(name, number))
        if found:
            labels = [item.label for item in found[:5]]
            self._report(row, "name", catalogue.LIST_ROW_AMBIGUOUS, text=name[:40], names=labels)
        elif any(row.own(of) for of in self.table.columns if of not in ("name", "number")):
            self._report(row, "name", catalogue.LIST_ROW_UNKNOWN, text=name[:40], sheet=self.form.sheet)
        return None

    def _alike(self, name: str, number: str) -> Iterator[Listed]:
        """Yield the rows that a name may mean which is none of theirs."""
        names = self.roster.rows_by_name(self.form.sheet)
        for likeness, key in by_likeness(key_in_list(name), names):
            for item in names[key]:
                if likeness >= ALIKE or (likeness >= _SOMEWHAT_ALIKE and number and item.number == number):
                    yield item

    def _read_row(self, row: ListRow, listed: Listed) -> None:
        self._check_labels(row, listed)
        known, filled = self.roster.known(listed.row), set()
        for column in self.form.columns:
            place = self.table.columns.get(column.of)
            cell = self.grid.cells.get((row.number, place)) if place is not None else None
            if cell is None or column.content is Content.LABEL or not self._says_something(cell, column):
                continue
            filled.add(column.key)
            if self.is_unchanged(cell, column.key, known):
                self.add_known(cell, column.key)
            else:
                self.has_answers = True
                self._read_cell(row, cell, column, listed)
        empty = [key for key in known.unfilled if key not in filled]
        if empty and self.sender not in listed.helpers:
            self._report(row, "name", catalogue.NOT_FILLED, name=listed.name, periods=[*map(str, empty)])

    def _says_something(self, cell: Cell, column: Column) -> bool:
        """Tell an answer from a dash; 无 is one where problems are asked for."""
        if cell.kind in WITHOUT_TEXT:
            return True
        text = normalise(cell.text)
        is_word = any(character.isalnum() for character in text)
        return is_word and (text != _NOTHING or column.content is Content.WORDS)

    def _read_cell(self, row: ListRow, cell: Cell, column: Column, listed: Listed) -> None:
        match column.content:
            case Content.FIGURE:
                self._read_goal(row, cell, column, listed)
            case Content.MONEY | Content.COUNT:
                self._read_amount(row, cell, column, listed)
            case _ if cell.kind in WITHOUT_TEXT:
                self._unreadable(cell, column, listed, WITHOUT_TEXT[cell.kind])
            case Content.STATE:
                self._read_state(cell, column, listed)
            case Content.DATE:
                self._read_date(row, cell, column, listed)
            case _:
                self.add(column.key, cell, None, Status.NORMAL, Printed(cell.text.strip()))

    def _unreadable(self, cell: Cell, column: Column, listed: Listed, kind: Kind, **fields: object) -> None:
        where = self.grid.where(cell.row, cell.column)
        self.findings.append(kind.at(where, name=listed.name, what=str(column.key), text=cell.text, **fields))
        self.add(column.key, cell, None, Status.UNREADABLE, Printed(cell.text.strip()))

    def _read_state(self, cell: Cell, column: Column, listed: Listed) -> None:
        is_task = self.form.sheet == tasks.SHEET
        read = state_of if is_task else stage_of
        state, known = read(cell.text), read(listed.answers[column.key].printed.text)
        if state is None:
            if listed.is_many:
                self.add(column.key, cell, None, Status.NORMAL, Printed(cell.text.strip()))
                return
            allowed = "、".join(item.value for item in (State if is_task else Stage))
            self._unreadable(cell, column, listed, catalogue.LIST_WORD_UNKNOWN, allowed=allowed)
        elif state is known:
            self.add_known(cell, column.key)
        else:
            is_back = known is State.DONE
            if isinstance(state, Stage) and isinstance(known, Stage):
                is_back = _AHEAD.get(state, len(_AHEAD)) < _AHEAD.get(known, 0)
            self._add_words(cell, column, listed, state.value, Doubt.BACK if is_back else None)

    def _read_date(self, row: ListRow, cell: Cell, column: Column, listed: Listed) -> None:
        moment, found = read_date(row, str(column.of), listed.name, str(column.key))
        if found:
            self.findings += found
            self.add(column.key, cell, None, Status.UNREADABLE, Printed(cell.text.strip()))
            return
        known = read_moment(listed.answers[column.key].printed.text)
        if moment is not None and moment == known:
            self.add_known(cell, column.key)
            return
        text = cell.text.strip()
        if moment is not None and moment.first is not None and read_moment(text) != moment:
            text = f"{moment.first.year}年{moment.first.month}月{moment.first.day}日"
        is_far = known is not None and known.is_dated and _months(known, moment) > _MONTHS
        self._add_words(cell, column, listed, text, Doubt.MOVED if is_far else None)

    def _add_words(self, cell: Cell, column: Column, listed: Listed, text: str, doubt: Doubt | None) -> None:
        """Take a state or a date, or ask for what speaks against it."""
        said = cell.text.strip()
        if doubt is None or self.roster.is_confirmed(listed.row, column.key, said):
            self.add(column.key, cell, None, Status.NORMAL, Printed(text))
            return
        self._ask(cell, column, listed, doubt)
        self.add(column.key, cell, None, Status.NORMAL, Printed(text), (doubt,))

    def _ask(self, cell: Cell, column: Column, listed: Listed, doubt: Doubt) -> None:
        where = self.grid.where(cell.row, cell.column)
        fields = {
            "name": listed.name,
            "what": str(column.key),
            "new": cell.text.strip(),
            "reason": doubt.value,
        }
        old = listed.answers[column.key].printed.text
        kind = catalogue.REVISION_DOUBTED if old else catalogue.FIGURE_DOUBTED
        self.findings.append(kind.at(where, **fields, **({"old": old} if old else {})))

    def _read_goal(self, row: ListRow, cell: Cell, column: Column, listed: Listed) -> None:
        if listed.goal is None:
            self._unreadable(cell, column, listed, catalogue.LIST_WITHOUT_GOAL)
            return
        unit = row.text("unit")
        scale = self._scale(row, unit, listed.goal.unit, listed)
        if scale is None:
            self.add(column.key, cell, None, Status.UNREADABLE, Printed(cell.text.strip()))
            return
        reader = ObservationReader(listed.goal.name, unit or listed.goal.unit)
        what = f"{column.key}数据"
        self.read_figure(cell, column.key, what, listed.goal, reader, scale)
        self.findings += reader.findings

    def _scale(self, row: ListRow, unit: str, known: str, listed: Listed) -> Decimal | None:
        """Return what takes figures of a unit to the master's; None where nothing does."""
        if not unit or not known or canonical(unit) == canonical(known):
            return Decimal(1)
        scale = factor(unit, known)
        fields = {"name": listed.name, "text": unit, "unit": known}
        if scale is None:
            self._report(row, "unit", catalogue.UNIT_OTHER, **fields)
        elif scale != 1 and unit not in self.scaled:
            self.scaled.add(unit)
            self._report(row, "unit", catalogue.UNIT_SCALED, **fields, scale=digits(scale))
        return scale

    def _read_amount(self, row: ListRow, cell: Cell, column: Column, listed: Listed) -> None:
        is_money = column.content is Content.MONEY
        if not is_money and not listed.is_many:
            return  # one project is one
        known = column.unit if is_money else "个"
        unit = (money_unit(row, column.of) if is_money else "") or known
        scale = self._scale(row, unit, known, listed)
        if scale is None:
            self.add(column.key, cell, None, Status.UNREADABLE, Printed(cell.text.strip()))
            return
        reader = ObservationReader(listed.name, unit)
        period = column.key.period or Period.whole(self.roster.outline.cutoff.year)
        where = self.grid.where(cell.row, cell.column)
        item = reader.read(cell, period, str(column.key), where)
        self.findings += reader.findings
        value = item.value
        if value is not None and value < 0:
            self._unreadable(cell, column, listed, catalogue.AMOUNT_NEGATIVE)
            return
        if value is None:
            self.add(column.key, cell, None, item.status, as_printed(cell, item, None))
            return
        shown = value if scale == 1 else value * scale
        amount = shown * (factor(known, UNIT) or 1) if is_money else shown
        doubts = self._doubts_of(cell, column, listed, amount) if is_money else ()
        status = status_with(item.bound, item.status)
        self.add(column.key, cell, amount, status, as_printed(cell, item, shown), doubts)

    def _doubts_of(self, cell: Cell, column: Column, listed: Listed, amount: Decimal) -> tuple[Doubt, ...]:
        """Report what speaks against an amount in 亿元, and return it."""
        if self.roster.is_confirmed(listed.row, column.key, cell.text.strip()) or not amount:
            return ()
        known = listed.figures.get(column.key)
        before = known.value if known is not None and column.key == SO_FAR else None
        if before is not None and amount < before * _ROUNDED:
            self._ask(cell, column, listed, Doubt.LESS)
            return (Doubt.LESS,)
        if listed.total is None or column.of == "total" or listed.is_many:
            return ()
        if amount > listed.total * _OVER:
            self._ask(cell, column, listed, Doubt.OVER)
            return (Doubt.OVER,)
        if known is None and amount * _SMALL < listed.total:
            self._ask(cell, column, listed, Doubt.SMALL)
            return (Doubt.SMALL,)
        return ()

    def _check_labels(self, row: ListRow, listed: Listed) -> None:
        """Report a goal or deadline that is not the master's: neither is a department's to change."""
        for column in self.form.columns:
            if column.of not in ("target", "deadline") or column.of not in self.table.columns:
                continue
            text, known = row.text(column.of), listed.answers[column.key].printed.text
            if not text or normalise(text) == normalise(known):
                continue
            said, old = read_figure(text), read_figure(known)
            is_same = said is not None and old is not None and said.value == old.value
            if not is_same and (read_moment(text) is None or read_moment(text) != read_moment(known)):
                self._report(
                    row,
                    column.of,
                    catalogue.LIST_LABEL_CHANGED,
                    name=listed.name,
                    what=str(column.key),
                    text=text[:40],
                    old=known,
                )


_ANSWERS = ("state", "account", "problems", "causes", "next_steps", "cumulated", "stage", "coordination")
"""Fields that a department answers, of either list."""

_HEADERS = {
    sheet: frozenset(map(normalise, headers["name"]))
    for sheet, headers in ((tasks.SHEET, tasks.HEADERS), (projects.SHEET, projects.HEADERS))
}


def _months(one: Moment, other: Moment | None) -> int:
    """Return how many months two dates lie apart; more than any, where the other is no date."""
    if one.last is None or other is None or other.last is None:
        return 10_000
    return abs((one.last.year - other.last.year) * 12 + one.last.month - other.last.month)
