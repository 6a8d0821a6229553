"""Read one submission: find its tables, tell its rows' indicators, read their figures and words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from yuecheng_xl.collection.figures import FigureReader, holds_figure
from yuecheng_xl.collection.layouts import tables_of
from yuecheng_xl.collection.listed import ListReader, list_in
from yuecheng_xl.collection.matching import Certainty
from yuecheng_xl.collection.model import Doubt, Entry, Submission
from yuecheng_xl.findings import catalogue, has_errors
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.forms import identity
from yuecheng_xl.forms.layout import GROWTHS, VALUES, WORDS, Key
from yuecheng_xl.grid import CellKind
from yuecheng_xl.grid.places import split_place
from yuecheng_xl.plan.captions import caption_unit
from yuecheng_xl.plan.columns import HEADERS
from yuecheng_xl.plan.model import Action, Measure
from yuecheng_xl.plan.observation_reader import WITHOUT_TEXT, ObservationReader, sign_of_verbs
from yuecheng_xl.plan.reader import number_and_name
from yuecheng_xl.typed.figure import digits, read_figure
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import canonical, factor, unit_in_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yuecheng_xl.collection.model import Subject
    from yuecheng_xl.collection.roster import Roster
    from yuecheng_xl.findings import Finding, Kind
    from yuecheng_xl.grid import Book, Cell, Grid
    from yuecheng_xl.plan import Indicator
    from yuecheng_xl.plan.columns import Columns
    from yuecheng_xl.typed.period import Period

_NAME_HEADERS = {normalise(text) for text in HEADERS["name"]}
_WORD_KEYS = {field: Key(field) for field in WORDS}
_UNREAD = {kind.code for kind in (catalogue.UNUSED_COLUMN, catalogue.HEADER_UNCLEAR, catalogue.HEADER_OPEN)}
_ABOUT_COLUMNS = _UNREAD | {kind.code for kind in (catalogue.COLUMN_INSTEAD, catalogue.GROWTH_BESIDE)}
_COLUMN = 3
"""Figures of a column from which it is no accident that all of them are another year's."""

_WITH_GROWTH = re.compile(
    r"^\s*([^，；;、\s][^，；;、]{0,30}?)\s*[，,；;、]\s*"
    r"((?:同比|比上年|较上年)?(?:增长|增加|上升|提高|下降|减少|降低|回落)\s?\d[\d.]{0,8}\s?(?:%|％|个百分点)?)\s*$"
)
_WITHOUT_SIZE = (Measure.RANK, Measure.QUALITATIVE)


def read_submission(label: str, book: Book, roster: Roster, *, has_pictures: bool = False) -> Submission:
    """Read what a department sent.

    Args:
        label: the file's path below the folder.
        book: its sheets.
        roster: what the plan asks for.
        has_pictures: whether there are any, which may hold what the cells do not.

    Raises:
        InputFileError: no sheet holds an indicator table, or the form belongs to another plan.

    """
    form = identity.read_identity(book)
    if form is not None and form.plan != roster.plan_mark:
        raise InputFileError(catalogue.OTHER_PLAN.at(label))
    sender = _sender(label, form, roster)
    readers = [reader for grid in book.grids for reader in _readers(grid, roster, book, sender)]
    if not readers:
        own = [grid for grid in book.grids if grid.sheet != identity.SHEET and not grid.hidden]
        filled = any(grid.cells for grid in own)
        if form is not None and has_pictures and not filled:
            return Submission(label, sender, findings=(*book.findings, catalogue.BLANK_FORM.at(label)))
        raise InputFileError((catalogue.NO_TABLE if filled else catalogue.NO_CELLS).at(label))
    # An earlier year's sheet, hidden to be out of the way, must not speak against the one in sight.
    hidden = [reader.grid for reader in readers if reader.grid.hidden and not reader.is_empty]
    if not all(reader.grid.hidden for reader in readers):
        readers = [reader for reader in readers if not reader.grid.hidden]
    else:
        hidden = []
    for reader in readers:
        reader.read()
    entries = [entry for reader in readers for entry in reader.entries]
    findings = [*book.findings, *(finding for reader in readers for finding in reader.findings)]
    numbers = frozenset(number for reader in readers for number in reader.numbers)
    if not numbers and not has_errors(findings):  # of names that may be the plan's the file says so itself
        raise InputFileError(catalogue.NO_KNOWN_INDICATOR.at(label))
    findings += [catalogue.HIDDEN_SHEET.at(grid.sheet, sheet=grid.sheet) for grid in hidden]
    department, found = (sender, []) if sender else _department(label, numbers, roster)
    findings += found
    entries, found = _without_contradictions(entries, roster)
    findings += found
    findings += _foreign_rows(entries, department, roster)
    is_answered = has_errors(findings) or any(reader.has_answers for reader in readers)
    asked = [number for number in numbers if sender not in roster.helpers(number)]
    if not is_answered and (has_pictures or any(roster.known(number).unfilled for number in asked)):
        findings = [finding for finding in findings if finding.code != catalogue.NOT_FILLED.code]
        findings.append(catalogue.BLANK_FORM.at(label))
    if form and form.version != roster.identity(form.department).version:
        findings.append(catalogue.OLD_FORM.at(label))
    return Submission(
        file=label,
        department=department,
        entries=tuple(entries),
        numbers=numbers,
        findings=tuple(findings),
    )


def _readers(grid: Grid, roster: Roster, book: Book, sender: str) -> Iterator[_TableReader | ListReader]:
    """Yield a reader for each table of a sheet."""
    if grid.sheet == identity.SHEET:
        return
    listed = list_in(grid, roster)
    if listed is not None:
        yield ListReader(grid, *listed, roster, book, sender)
        return
    tables = list(tables_of(grid, roster.is_indicator))
    for table, columns in tables:
        yield _TableReader(table, columns, roster, book, sender)
    listed = None if tables else list_in(grid, roster, by_header=True)
    if listed is not None:
        yield ListReader(grid, *listed, roster, book, sender)


def _sender(label: str, form: identity.Identity | None, roster: Roster) -> str:
    """Tell whose file it is by its hidden sheet, else by its name; empty where neither says."""
    if form is not None and form.department in roster.departments:
        return form.department
    return roster.department_in(label)


def _department(label: str, numbers: frozenset[Subject], roster: Roster) -> tuple[str, list[Finding]]:
    """Infer whose file it is from whose indicators it has."""
    owners = Counter(owner for number in numbers for owner in roster.known(number).owners)
    common = [owner for owner, count in owners.items() if count == len(numbers)]
    if len(common) == 1:
        return common[0], [catalogue.DEPARTMENT_INFERRED.at(label, department=common[0])]
    return "", [catalogue.DEPARTMENT_UNKNOWN.at(label)]


def _foreign_rows(entries: list[Entry], department: str, roster: Roster) -> list[Finding]:
    if not department:
        return []
    seen: set[Subject] = set()
    places: dict[Subject, str] = {}
    for entry in entries:
        if entry.number not in seen:
            seen.add(entry.number)
            owners = roster.known(entry.number).owners
            if owners and department not in (*owners, *roster.helpers(entry.number)):
                places[entry.number] = entry.where
    return [
        catalogue.OTHER_OWNER.at(
            where,
            name=roster.name(number),
            owner=list(roster.known(number).owners),
            department=department,
        )
        for number, where in places.items()
    ]


def _without_contradictions(entries: list[Entry], roster: Roster) -> tuple[list[Entry], list[Finding]]:
    """Leave out answers that one file gives twice and differently."""
    if len({(entry.number, entry.key) for entry in entries}) == len(entries):
        return entries, []
    first: dict[tuple[Subject, Key], Entry] = {}
    contradicted: dict[tuple[Subject, Key], Entry] = {}
    for entry in entries:
        place = (entry.number, entry.key)
        if entry.status is Status.UNREADABLE:
            continue
        earlier = first.setdefault(place, entry)
        if not same_answer(earlier, entry):
            contradicted.setdefault(place, entry)
    findings = [
        catalogue.TWO_ANSWERS.at(
            entry.where,
            name=roster.name(number),
            what=str(key),
            text=entry.text,
            other=first[number, key].text,
            place=first[number, key].where,
        )
        for (number, key), entry in contradicted.items()
    ]
    kept = [
        entry
        if (entry.number, entry.key) not in contradicted
        else entry._replace(value=None, status=Status.UNREADABLE)
        for entry in entries
    ]
    seen: set[tuple[Subject, Key]] = set()
    unique = []
    for entry in kept:
        if entry.status is not Status.UNREADABLE and (entry.number, entry.key) in seen:
            continue  # said twice, the same
        seen.add((entry.number, entry.key))
        unique.append(entry)
    return unique, findings


def same_answer(one: Entry, other: Entry) -> bool:
    """Tell whether two entries say the same, however they are written."""
    if one.value is not None and other.value is not None:
        return one.value == other.value and one.status is other.status
    return one.value is other.value and normalise(one.printed.text) == normalise(other.printed.text)


class _TableReader(FigureReader):
    """Reads one table of a submission."""

    def __init__(self, grid: Grid, columns: Columns, roster: Roster, book: Book, sender: str) -> None:
        super().__init__(grid, roster, book)
        self.columns, self.sender, self.statuses = columns, sender, columns.statuses
        self.unsure: dict[int, tuple[int, ...]] = {}  # rows that may mean one of some indicators
        self.lacking: set[Key] = set()  # what is asked for and may stand in a column that we cannot read
        asked = [
            (column, key)
            for kind, found in ((VALUES, columns.figures), (GROWTHS, columns.growths))
            for period, column in found.items()
            if (key := roster.keys.get(Key(kind, period))) is not None
        ]
        self.scaled: set[tuple[int, str]] = set()  # what was named as converted, and from which unit
        self.caption = caption_unit(grid, columns.header_row, columns.last_header_row)
        # The names that findings give the figures, written once for all rows.
        self.figures = [
            (column, key, f"{key}{'数据' if key.kind == VALUES else ''}") for column, key in asked
        ]
        # A column that a form does not have is the department's own; what matters is named below.
        self.findings = [
            finding for finding in columns.findings if finding.code == catalogue.DUPLICATE_COLUMN.code
        ]

    @property
    def is_empty(self) -> bool:
        """True where nothing stands below the header."""
        return not any(True for _ in self.columns.rows(self.grid))

    def read(self) -> None:
        """Read all rows."""
        unknown = self._unknown_periods()
        rows = list(self.columns.rows(self.grid))
        matched: dict[int, list[tuple[int, bool]]] = {}
        found = []
        for row in rows:
            indicator, alike = self._indicator(row)
            if indicator is not None:
                matched.setdefault(indicator.number, []).append((row, alike))
                found.append((row, indicator, alike))
        exact = {number for number, rows in matched.items() if not all(alike for _, alike in rows)}
        for row, candidates in self.unsure.items():
            if exact.issuperset(candidates):  # what it may mean stands in other rows by its very name
                self._report(row, catalogue.NAME_UNKNOWN)
            else:
                self._report(row, catalogue.NAME_AMBIGUOUS, names=_names(self.roster.of(candidates)))
        self._name_columns(found)
        shown = {
            number: next((row for row, _ in rows if row not in self.grid.hidden_rows), None)
            for number, rows in matched.items()
        }
        for row, indicator, alike in found:
            twin = shown[indicator.number] if row in self.grid.hidden_rows else None
            if twin is not None:
                where = self.grid.where(row, self.columns.fields["name"])
                at = self.grid.where(twin, self.columns.fields["name"])
                self.findings.append(catalogue.HIDDEN_ROW.at(where, name=indicator.name, shown=at))
                continue
            others = [other for other, is_alike in matched[indicator.number] if other != row and not is_alike]
            if alike and (others or len(matched[indicator.number]) > 1 or not self._is_theirs(indicator)):
                # Another row has the very name, two rows are as like it, or it is another department's:
                # a department's own statistics have names like the plan's.
                self._report(row, catalogue.NAME_AMBIGUOUS, names=_names([indicator]))
                continue
            if alike:
                self._report(row, catalogue.NAME_ALIKE, names=_names([indicator]))
            self.numbers.add(indicator.number)
            self.subject, self.doubts = indicator.number, (Doubt.NAME,) if alike else ()
            self._read_row(row, indicator)
        self._doubt_shifted_columns()
        for period, column in unknown.items():
            if any((row, column) in self.grid.cells for row in rows):
                self.has_answers = True  # to what nobody asked
                where = self.grid.where(self.columns.header_row, column)
                self.findings.append(catalogue.PERIOD_UNKNOWN.at(where, period=period))

    def _doubt_shifted_columns(self) -> None:
        """Ask about columns that repeat another period's known figures: a year was pasted a column too far.

        With them every revision of the table is doubted: what was known stands in a wrong column, too.
        """
        new: dict[Key, list[Entry]] = {}
        for entry in self.entries:
            known = self.roster.known(entry.number).figures.get(entry.key)
            is_known = known is not None and known.value == entry.value
            if entry.key.kind == VALUES and entry.value is not None and not is_known:
                new.setdefault(entry.key, []).append(entry)
        doubted: set[Key] = set()
        for column, key, what in self.figures:
            entries = new.get(key, ())
            other = self._repeated(entries) if len(entries) >= _COLUMN else None
            if other is not None:
                doubted.add(key)
                where = self.grid.where(self.columns.last_header_row, column)
                self.findings.append(catalogue.COLUMN_SHIFTED.at(where, what=what, other=f"{other}数据"))
        if not doubted:
            return
        revised = {id(entry) for entries in new.values() for entry in entries if self._revises(entry)}
        self.entries = [
            entry._replace(doubts=(*entry.doubts, Doubt.SHIFTED))
            if id(entry) in revised or entry.key in doubted
            else entry
            for entry in self.entries
        ]

    def _repeated(self, entries: Sequence[Entry]) -> Key | None:
        """Return the period whose known figures a column repeats, unless a person confirmed them."""
        keys: set[Key] | None = None
        for entry in entries:
            figures = self.roster.known(entry.number).figures
            same = {key for key, item in figures.items() if key.kind == VALUES and item.value == entry.value}
            keys = same if keys is None else keys & same
            if not keys or self.roster.is_confirmed(entry.number, entry.key, entry.text):
                return None
        return max(keys) if keys else None

    def _revises(self, entry: Entry) -> bool:
        known = self.roster.known(entry.number).figures.get(entry.key)
        return known is not None and known.value is not None and known.status is Status.NORMAL

    def _name_columns(self, found: list[tuple[int, Indicator, bool]]) -> None:
        """Name columns of figures whose header says nothing, and what is asked for and may stand in them.

        A department's own columns of words are its own affair.
        """
        unread = []
        for finding in self.columns.findings:
            if finding.code not in _ABOUT_COLUMNS:
                continue
            column = split_place(finding.where.rpartition("!")[2])[1]
            if any(holds_figure(self.grid.cells.get((row, column))) for row, *_ in found):
                where = self.grid.where(split_place(finding.where.rpartition("!")[2])[0], column)
                if finding.code in _UNREAD:
                    unread.append((where, self._header(column)))
                if finding.code != catalogue.UNUSED_COLUMN.code:
                    self.findings.append(replace(finding, where=where))
        if not unread:
            return
        self.has_answers = True  # though we cannot tell what they answer
        present = {key for _, key, _ in self.figures}
        asked = {key for _, item, _ in found for key in self.roster.known(item.number).unfilled}
        self.lacking = asked - present
        names = [str(key) for key in sorted(self.lacking, key=lambda key: key.period or ())]
        named = {finding.where for finding in self.findings}
        for where, header in unread:
            if names:
                self.findings.append(catalogue.HEADER_CHANGED.at(where, header=header, lacking=names))
            elif where not in named:
                self.findings.append(catalogue.COLUMN_UNREAD.at(where, header=header))

    def _header(self, column: int) -> str:
        """Return the texts of a column's header."""
        rows = range(self.columns.header_row, self.columns.last_header_row + 1)
        cells = (self.grid.at(row, column) for row in rows)
        return "".join(dict.fromkeys(cell.text.strip() for cell in cells if cell is not None))

    def _is_theirs(self, indicator: Indicator) -> bool:
        """Tell whether an indicator is the sender's, as far as the sender is known."""
        owners = self.roster.known(indicator.number).owners
        return not self.sender or not owners or self.sender in owners

    def _unknown_periods(self) -> dict[Period, int]:
        known = set(self.roster.outline.periods)
        both = {**self.columns.growths, **self.columns.figures}
        return {period: column for period, column in both.items() if period not in known}

    def _indicator(self, row: int) -> tuple[Indicator | None, bool]:
        """Return the row's indicator, and whether its name is only like that one's."""
        name_column = self.columns.fields["name"]
        name_cell = self.grid.at(row, name_column)
        data_columns = [*self.columns.figures.values(), *self.columns.growths.values()]
        has_data = any((row, column) in self.grid.cells for column in data_columns)
        if name_cell is None or not name_cell.text.strip():
            if has_data:
                self.findings.append(catalogue.ROW_NAMELESS.at(self.grid.where(row, name_column)))
            return None, False
        if name_cell.kind is CellKind.STRUCK:
            where = self.grid.where(row, name_column)
            self.findings.append(catalogue.STRUCK_ROW.at(where, name=name_cell.text.strip()))
            return None, False
        if normalise(name_cell.text) in _NAME_HEADERS:
            return None, False  # the header once more
        number_column = self.columns.fields.get("number")
        number_cell = self.grid.at(row, number_column) if number_column else None
        number, name = number_and_name(number_cell, name_cell.text.strip())
        match = self.roster.matcher.match(number, name)
        match match.certainty:
            case Certainty.EXACT:
                return self.roster.by_number[match.candidates[0]], False
            case Certainty.ALIKE:
                return self.roster.by_number[match.candidates[0]], True
            case Certainty.AMBIGUOUS if has_data:
                self.unsure[row] = match.candidates
            case Certainty.NONE if has_data:
                self._report(row, catalogue.NAME_UNKNOWN)
            case _:
                pass  # a title, a sum without figures, a signature
        return None, False

    def _report(self, row: int, kind: Kind, **fields: object) -> None:
        cell = self.grid.at(row, self.columns.fields["name"])
        text = cell.text.strip() if cell else ""
        where = self.grid.where(row, self.columns.fields["name"])
        self.findings.append(kind.at(where, text=text[:40], **fields))

    def _read_row(self, row: int, indicator: Indicator) -> None:
        start = len(self.entries)
        scale, unit = self._scale(row, indicator)
        self._check_target(row, indicator)
        if scale is not None:
            words_allowed = indicator.target.takes_words
            sign = sign_of_verbs(indicator.name, indicator.unit, indicator.measure)
            values = ObservationReader(indicator.name, unit, words_allowed=words_allowed, sign=sign)
            growths = ObservationReader(indicator.name, "%", growth=True)
            known = self.roster.known(indicator.number)
            for column, key, what in self.figures:
                cell = self.grid.cells.get((row, column)) or self._merged_words(row, column)
                if cell is None:
                    continue
                if self.is_unchanged(cell, key, known):
                    self.add_known(cell, key)
                    continue
                self.has_answers = True
                if key.kind == VALUES and column in self.columns.units:
                    self._read_in_header_unit(cell, key, what, indicator)
                elif key.kind == VALUES:
                    cell = self._without_growth(cell, key, indicator, growths)
                    self.read_figure(cell, key, what, indicator, values, scale)
                else:
                    self.read_figure(cell, key, what, indicator, growths, Decimal(1))
            self.findings += values.findings + growths.findings
        for field in WORDS:
            word_column = self.columns.fields.get(field)
            if word_column is not None:
                self._read_word(row, word_column, indicator, field)
        self._check_filled(row, indicator, self.entries[start:])

    def _without_growth(self, cell: Cell, key: Key, indicator: Indicator, reader: ObservationReader) -> Cell:
        """Return a figure's cell without the growth that stands behind it: 65，同比增长5.2%.

        The growth is read where the plan asks for it and no column of its own has it.
        """
        both = _WITH_GROWTH.match(cell.text) if cell.kind is CellKind.TEXT and len(cell.text) < 60 else None
        if both is None or key.period is None or read_figure(both[1]) is None:
            return cell
        growth = self.roster.keys.get(Key(GROWTHS, key.period))
        column = self.columns.growths.get(key.period)
        is_asked = growth is not None and (column is None or (cell.row, column) not in self.grid.cells)
        if growth is not None and is_asked and not both[2].endswith("个百分点"):
            self.read_figure(cell._replace(text=both[2]), growth, str(growth), indicator, reader, Decimal(1))
        self.find(cell, catalogue.FIGURE_WITH_GROWTH, indicator, str(key), value=both[1])
        return cell._replace(text=both[1])

    def _scale(self, row: int, indicator: Indicator) -> tuple[Decimal | None, str]:
        """Return what figures are multiplied by, and the unit they are read in: the file's own."""
        said = list(self._units(row))
        if not said and self.caption and factor(self.caption, indicator.unit) is not None:
            said = [(self.caption, self.grid.where(row, self.columns.fields["name"]))]
        if not said:
            return Decimal(1), indicator.unit
        (unit, where), *others = said
        fields = {"name": indicator.name, "text": unit}
        for other, place in others:
            if factor(other, unit) != 1:
                self.findings.append(catalogue.UNITS_CONTRADICT.at(where, **fields, other=other, place=place))
                return None, unit
        if not indicator.unit or canonical(unit) == canonical(indicator.unit):
            return Decimal(1), indicator.unit or unit
        scale = factor(unit, indicator.unit)
        fields["unit"] = indicator.unit
        if scale is None:
            self.findings.append(catalogue.UNIT_OTHER.at(where, **fields))
            return None, unit
        if scale != 1:
            self.findings.append(catalogue.UNIT_SCALED.at(where, **fields, scale=digits(scale)))
        return scale, unit

    def _read_in_header_unit(self, cell: Cell, key: Key, what: str, indicator: Indicator) -> None:
        """Read a figure whose column's header has a unit."""
        unit = self.columns.units[cell.column]
        scale = factor(unit, indicator.unit) if indicator.unit else Decimal(1)
        fields = {"name": indicator.name, "text": unit, "unit": indicator.unit}
        where = self.grid.where(cell.row, cell.column)
        if scale is None:
            self.findings.append(catalogue.UNIT_OTHER.at(where, **fields))
            return
        if scale != 1 and (indicator.number, unit) not in self.scaled:
            self.scaled.add((indicator.number, unit))
            self.findings.append(catalogue.UNIT_SCALED.at(where, **fields, scale=digits(scale)))
        reader = ObservationReader(indicator.name, unit, words_allowed=indicator.target.takes_words)
        self.read_figure(cell, key, what, indicator, reader, scale)
        self.findings += reader.findings

    def _units(self, row: int) -> Iterator[tuple[str, str]]:
        """Yield the units that a row says its figures have, and where."""
        unit_column, name_column = self.columns.fields.get("unit"), self.columns.fields["name"]
        cell = self.grid.at(row, unit_column) if unit_column else None
        if cell is not None and unit_column and (unit := cell.text.strip()):
            yield unit, self.grid.where(row, unit_column)
        name = self.grid.at(row, name_column)
        if name is not None and (unit := unit_in_name(name.text.strip())[1]):
            yield unit, self.grid.where(row, name_column)

    def _check_target(self, row: int, indicator: Indicator) -> None:
        column = self.columns.targets.get(self.roster.outline.target_year, self.columns.targets.get(None))
        cell = self.grid.at(row, column) if column else None
        if cell is None or column is None:
            return
        expected = indicator.target.printed
        if cell.text == expected.text:
            return
        same_text = normalise(cell.text) == normalise(expected.text)
        same_number = expected.number is not None and cell.value == expected.number
        figure, known = read_figure(cell.text), read_figure(expected.text)
        same_figure = figure is not None and known is not None and figure.value == known.value
        if not (same_text or same_number or same_figure):
            where = self.grid.where(row, column)
            self.findings.append(
                catalogue.TARGET_CHANGED.at(where, name=indicator.name, text=cell.text, target=expected.text)
            )

    def _merged_words(self, row: int, column: int) -> Cell | None:
        """Return the text of an area merged across periods: words hold for each, a number does not."""
        cell = self.grid.at(row, column) if self.grid.merged else None
        return cell if cell is not None and cell.row == row and cell.kind is CellKind.TEXT else None

    def _read_word(self, row: int, column: int, indicator: Indicator, field: str) -> None:
        cell = self.grid.at(row, column)
        if cell is None or cell.row != row or not (cell.text.strip() or cell.kind in WITHOUT_TEXT):
            return
        where = self.grid.where(row, column)
        fields = {"name": indicator.name, "what": HEADERS[field][0], "text": cell.text}
        status = Status.NORMAL
        if cell.kind in WITHOUT_TEXT:
            self.findings.append(WITHOUT_TEXT[cell.kind].at(where, **fields))
            status = Status.UNREADABLE
        elif field == "proposal" and cell.text.strip() not in [item.value for item in Action]:
            allowed = "、".join(item.value for item in Action)
            self.findings.append(catalogue.UNKNOWN_WORD.at(where, **fields, allowed=allowed))
            status = Status.UNREADABLE
        key = _WORD_KEYS[field]
        known = self.roster.known(indicator.number).answers[key].printed.text
        self.has_answers = self.has_answers or cell.text.strip() != known
        self.add(key, cell, None, status, Printed(cell.text.strip()))

    def _check_filled(self, row: int, indicator: Indicator, entries: list[Entry]) -> None:
        unfilled = self.roster.known(indicator.number).unfilled
        filled = {*self.lacking, *(entry.key for entry in entries)} if unfilled else ()
        empty = [key for key in unfilled if key not in filled]
        if empty:
            where = self.grid.where(row, self.columns.fields["name"])
            self.findings.append(
                catalogue.NOT_FILLED.at(where, name=indicator.name, periods=[*map(str, empty)])
            )


def _names(indicators: Iterable[Indicator]) -> list[str]:
    return [item.numbered_name for item in indicators]


_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]+)<")


def saved_at(core_properties: bytes) -> datetime | None:
    """Return when an office program last saved a workbook, as docProps/core.xml says it."""
    found = _MODIFIED.search(core_properties)
    if not found:
        return None
    try:
        when = datetime.fromisoformat(found[1].decode("ascii", "replace").replace("Z", "+00:00"))
    except ValueError:
        return None
    # Some programs leave the zone out; the standard says that it is UTC.
    return when if when.tzinfo else when.replace(tzinfo=UTC)
