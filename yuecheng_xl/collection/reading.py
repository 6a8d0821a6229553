"""Read one submission: find its tables, tell its rows' indicators, read their figures and words."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from yuecheng_xl.collection.doubting import STEEP, is_nought_for_nothing, power_of_ten
from yuecheng_xl.collection.layouts import Turned, tables_of
from yuecheng_xl.collection.matching import Certainty
from yuecheng_xl.collection.model import Doubt, Entry, Submission
from yuecheng_xl.findings import catalogue, has_errors
from yuecheng_xl.findings.errors import InputFileError
from yuecheng_xl.forms import identity
from yuecheng_xl.forms.layout import GROWTHS, VALUES, WORDS, Key
from yuecheng_xl.grid import CellKind
from yuecheng_xl.grid.places import letters, split_place
from yuecheng_xl.plan.captions import caption_unit
from yuecheng_xl.plan.columns import HEADERS
from yuecheng_xl.plan.model import Action, Measure
from yuecheng_xl.plan.observation_reader import WITHOUT_TEXT, ObservationReader, sign_of_verbs
from yuecheng_xl.plan.reader import number_and_name, with_status
from yuecheng_xl.typed.figure import Bound, read_figure
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import canonical, factor, is_percent, unit_in_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yuecheng_xl.collection.roster import Known, Roster
    from yuecheng_xl.findings import Finding, Kind
    from yuecheng_xl.grid import Book, Cell, Grid
    from yuecheng_xl.plan import Indicator, Observation
    from yuecheng_xl.plan.columns import Columns
    from yuecheng_xl.typed.period import Period

_NAME_HEADERS = {normalise(text) for text in HEADERS["name"]}
_WORD_KEYS = {field: Key(field) for field in WORDS}
_UNREAD = {kind.code for kind in (catalogue.UNUSED_COLUMN, catalogue.HEADER_UNCLEAR, catalogue.HEADER_OPEN)}
_ABOUT_COLUMNS = _UNREAD | {kind.code for kind in (catalogue.COLUMN_INSTEAD, catalogue.GROWTH_BESIDE)}
_WITH_GROWTH = re.compile(
    r"^\s*([^，；;、\s][^，；;、]{0,30}?)\s*[，,；;、]\s*"
    r"((?:同比|比上年|较上年)?(?:增长|增加|上升|提高|下降|减少|降低|回落)\s?\d[\d.]{0,8}\s?(?:%|％|个百分点)?)\s*$"
)
_WITHOUT_SIZE = (Measure.RANK, Measure.QUALITATIVE)


def read_submission(label: str, book: Book, roster: Roster) -> Submission:
    """Read what a department sent.

    Args:
        label: the file's path below the folder.
        book: its sheets.
        roster: what the plan asks for.

    Raises:
        InputFileError: no sheet holds an indicator table, or the form belongs to another plan.

    """
    form = identity.read_identity(book)
    if form is not None and form.plan != roster.plan_mark:
        raise InputFileError(catalogue.OTHER_PLAN.at(label))
    tables = [
        table
        for grid in book.grids
        if grid.sheet != identity.SHEET
        for table in tables_of(grid, roster.is_indicator)
    ]
    if not tables:
        filled = any(grid.cells for grid in book.grids)
        raise InputFileError((catalogue.NO_TABLE if filled else catalogue.NO_CELLS).at(label))
    # An earlier year's sheet, hidden to be out of the way, must not speak against the one in sight.
    hidden = [grid for grid, _ in tables if grid.hidden]
    if len(hidden) < len(tables):
        tables = [(grid, columns) for grid, columns in tables if not grid.hidden]
    else:
        hidden = []
    sender = _sender(label, form, roster)
    readers = [_TableReader(grid, columns, roster, book, sender) for grid, columns in tables]
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
    if not is_answered and any(roster.known(number).unfilled for number in numbers):
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


def _sender(label: str, form: identity.Identity | None, roster: Roster) -> str:
    """Tell whose file it is by its hidden sheet, else by its name; empty where neither says."""
    if form is not None and form.department in roster.departments:
        return form.department
    return roster.department_in(label)


def _department(label: str, numbers: frozenset[int], roster: Roster) -> tuple[str, list[Finding]]:
    """Infer whose file it is from whose indicators it has."""
    owners = Counter(owner for number in numbers for owner in roster.known(number).owners)
    common = [owner for owner, count in owners.items() if count == len(numbers)]
    if len(common) == 1:
        return common[0], [catalogue.DEPARTMENT_INFERRED.at(label, department=common[0])]
    return "", [catalogue.DEPARTMENT_UNKNOWN.at(label)]


def _foreign_rows(entries: list[Entry], department: str, roster: Roster) -> list[Finding]:
    if not department:
        return []
    seen: set[int] = set()
    places: dict[int, str] = {}
    for entry in entries:
        if entry.number not in seen:
            seen.add(entry.number)
            owners = roster.known(entry.number).owners
            if owners and department not in owners:
                places[entry.number] = entry.where
    return [
        catalogue.OTHER_OWNER.at(
            where,
            name=roster.by_number[number].name,
            owner=list(roster.known(number).owners),
            department=department,
        )
        for number, where in places.items()
    ]


def _without_contradictions(entries: list[Entry], roster: Roster) -> tuple[list[Entry], list[Finding]]:
    """Leave out answers that one file gives twice and differently."""
    if len({(entry.number, entry.key) for entry in entries}) == len(entries):
        return entries, []
    first: dict[tuple[int, Key], Entry] = {}
    contradicted: dict[tuple[int, Key], Entry] = {}
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
            name=roster.by_number[number].name,
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
    seen: set[tuple[int, Key]] = set()
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


class _TableReader:
    """Reads one table of a submission."""

    def __init__(self, grid: Grid, columns: Columns, roster: Roster, book: Book, sender: str) -> None:
        self.grid, self.columns, self.roster, self.sender = grid, columns, roster, sender
        self.formats_known = book.formats_known
        self.sheet = sys.intern(grid.sheet)
        self.entries: list[Entry] = []
        self.numbers: set[int] = set()
        self.unsure: dict[int, tuple[int, ...]] = {}  # rows that may mean one of some indicators
        self.doubts: tuple[Doubt, ...] = ()  # of the row that is being read
        self.has_answers = False
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
        for row, indicator, alike in found:
            others = [other for other, is_alike in matched[indicator.number] if other != row and not is_alike]
            if alike and (others or len(matched[indicator.number]) > 1 or not self._is_theirs(indicator)):
                # Another row has the very name, two rows are as like it, or it is another department's:
                # a department's own statistics have names like the plan's.
                self._report(row, catalogue.NAME_AMBIGUOUS, names=_names([indicator]))
                continue
            if alike:
                self._report(row, catalogue.NAME_ALIKE, names=_names([indicator]))
            self.numbers.add(indicator.number)
            self.doubts = (Doubt.NAME,) if alike else ()
            self._read_row(row, indicator)
        for period, column in unknown.items():
            if any((row, column) in self.grid.cells for row in rows):
                self.has_answers = True  # to what nobody asked
                where = self.grid.where(self.columns.header_row, column)
                self.findings.append(catalogue.PERIOD_UNKNOWN.at(where, period=period))

    def _name_columns(self, found: list[tuple[int, Indicator, bool]]) -> None:
        """Name columns of figures whose header says nothing, and what is asked for and may stand in them.

        A department's own columns of words are its own affair.
        """
        unread = []
        for finding in self.columns.findings:
            if finding.code not in _ABOUT_COLUMNS:
                continue
            column = split_place(finding.where.rpartition("!")[2])[1]
            if any(_holds_figure(self.grid.cells.get((row, column))) for row, *_ in found):
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
                if self._is_unchanged(cell, key, known):
                    self._add_known(cell, key, indicator, known)
                    continue
                self.has_answers = True
                if key.kind == VALUES and column in self.columns.units:
                    self._read_in_header_unit(cell, key, what, indicator)
                elif key.kind == VALUES:
                    cell = self._without_growth(cell, key, indicator, growths)
                    self._read_figure(cell, key, what, indicator, values, scale)
                else:
                    self._read_figure(cell, key, what, indicator, growths, Decimal(1))
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
            self._read_figure(cell._replace(text=both[2]), growth, str(growth), indicator, reader, Decimal(1))
        self._find(cell, catalogue.FIGURE_WITH_GROWTH, indicator, str(key), value=both[1])
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
            self.findings.append(catalogue.UNIT_SCALED.at(where, **fields, scale=f"{scale.normalize():f}"))
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
            self.findings.append(catalogue.UNIT_SCALED.at(where, **fields, scale=f"{scale.normalize():f}"))
        reader = ObservationReader(indicator.name, unit, words_allowed=indicator.target.takes_words)
        self._read_figure(cell, key, what, indicator, reader, scale)
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

    def _is_unchanged(self, cell: Cell, key: Key, known: Known) -> bool:
        """Tell whether a cell shows what the form came with: if that is wrong, the master is to be mended.

        So it is in whatever unit: who changes the unit's cell means the figures that are to come.
        """
        answer = known.answers.get(key)
        if answer is None:
            return False
        if cell.kind is CellKind.NUMBER:
            old = answer.printed
            if old.number != cell.value:
                return False
            return old.number_format == cell.number_format or not (
                cell.in_percent or "%" in old.number_format
            )
        return cell.kind is CellKind.TEXT and not cell.raised and answer.printed.text == cell.text.strip()

    def _add_known(self, cell: Cell, key: Key, indicator: Indicator, known: Known) -> None:
        figure = known.figures.get(key)
        value, status = (figure.value, figure.status) if figure else (None, Status.NORMAL)
        self._add(indicator, key, cell, value, status, known.answers[key].printed)

    def _read_figure(
        self,
        cell: Cell,
        key: Key,
        what: str,
        indicator: Indicator,
        reader: ObservationReader,
        scale: Decimal,
    ) -> None:
        assert key.period is not None  # noqa: S101 - figures have one
        if cell.kind is CellKind.NUMBER:  # most figures: spared the observation
            number = reader.number(cell)
            if scale != 1 and self._is_known_rounded(key, number, scale, indicator):
                self._add_known(cell, key, indicator, self.roster.known(indicator.number))
                return
            number = number if scale == 1 else number * scale
            if math.isinf(float(number)):  # 1E308 of another unit
                where = self.grid.where(cell.row, cell.column)
                self.findings.append(
                    catalogue.UNREADABLE.at(where, name=indicator.name, what=what, text=cell.text)
                )
                self._add(indicator, key, cell, None, Status.UNREADABLE, Printed(cell.text.strip()))
            elif (doubts := self._doubts(cell, key, number, indicator, what)) is None:
                self._add(indicator, key, cell, None, Status.UNREADABLE, Printed(cell.text.strip()))
            else:
                as_shown = scale == 1 and cell.number_format == "General" and _SHORT.match(cell.text)
                printed = Printed(cell.text, float(number)) if as_shown else _as_number(cell, number)
                status = Status.NORMAL
                if cell.column in self.columns.statuses:
                    status, word = self.columns.statuses[cell.column]
                    printed = Printed(f"{printed.text}（{word}）")
                self._add(indicator, key, cell, number, status, printed, doubts)
            return
        where = self.grid.where(cell.row, cell.column)
        item = reader.read(_with_unit(cell), key.period, what, where)
        if cell.column in self.columns.statuses:
            item = with_status(item, self.columns.statuses[cell.column])
        if not self.formats_known and cell.kind is CellKind.TEXT and cell.text.strip()[-1:].isdigit():
            # A raised note would look like the number's last digit.
            self.findings.append(
                catalogue.RAISED_UNKNOWN.at(where, name=indicator.name, what=what, text=cell.text)
            )
            item = replace(item, value=None, status=Status.UNREADABLE)
        value = item.value if scale == 1 or item.value is None else item.value * scale
        if (
            scale != 1
            and item.value is not None
            and self._is_known_rounded(key, item.value, scale, indicator)
        ):
            self._add_known(cell, key, indicator, self.roster.known(indicator.number))
            return
        doubts = () if value is None else self._doubts(cell, key, value, indicator, what)
        if doubts is None:
            item, value, doubts = replace(item, value=None, status=Status.UNREADABLE), None, ()
        printed = _as_printed(cell, item, value)
        self._add(indicator, key, cell, value, item.status, printed, doubts)

    def _is_known_rounded(self, key: Key, number: Decimal, scale: Decimal, indicator: Indicator) -> bool:
        """Tell whether a figure in a larger unit is what the master has, rounded: that revises nothing."""
        known = self.roster.known(indicator.number).figures.get(key)
        if known is None or known.value is None or known.status is not Status.NORMAL:
            return False
        step = Decimal(1).scaleb(int(number.as_tuple().exponent)) * scale
        return abs(known.value - number * scale) * 2 <= step

    def _doubts(
        self, cell: Cell, key: Key, value: Decimal, indicator: Indicator, what: str
    ) -> tuple[Doubt, ...] | None:
        """Report what speaks against a figure, and return it; None where it cannot be taken in any case."""
        known, size = self.roster.known(indicator.number), abs(value)
        if key.kind == VALUES and size > 1 and known.near and known.near[0] < size < known.near[1]:
            return ()  # most figures: spared the rest
        if key.kind == GROWTHS and 1 <= size < STEEP:
            return ()
        if self.roster.is_confirmed(indicator.number, key, cell.text.strip()):
            return ()
        if key.kind == VALUES and value:
            if self._is_share(cell, value, indicator, known, what):
                return None
        elif key.kind == VALUES and is_nought_for_nothing(indicator, known):
            self._find(cell, catalogue.NOUGHT_FOR_NOTHING, indicator, what, known=known.newest)
            return (Doubt.NOUGHT,)
        gap = power_of_ten(value, key, indicator, known)
        if gap is not None:
            said = f"{gap.period}的 {_digits(gap.value)}" if gap.period else f"目标 {_digits(gap.value)}"
            self._find(cell, catalogue.POWER_OF_TEN, indicator, what, known=said, times=gap.times)
            return (Doubt.MAGNITUDE,)
        is_jump = known.usual is not None and not known.usual[0] < size < known.usual[1]
        if not value or key.kind != VALUES or not is_jump or indicator.measure in _WITHOUT_SIZE:
            return ()
        factor = _digits(self.roster.outline.settings.jump_factor)
        self._find(cell, catalogue.FAR_FROM_KNOWN, indicator, what, known=known.newest, factor=factor)
        return (Doubt.FAR,)

    def _find(self, cell: Cell, kind: Kind, indicator: Indicator, what: str, **fields: object) -> None:
        where = self.grid.where(cell.row, cell.column)
        self.findings.append(kind.at(where, name=indicator.name, what=what, text=cell.text, **fields))

    def _is_share(self, cell: Cell, value: Decimal, indicator: Indicator, known: Known, what: str) -> bool:
        """Report what may be a share under a unit of percent; True where it cannot be taken as it stands."""
        size = abs(value)
        if size > 1 or not is_percent(indicator.unit) or indicator.measure in _WITHOUT_SIZE:
            return False
        # 0.973 may be a share typed under a unit of %, 0.973% is none.
        figure = read_figure(cell.text, cell.raised) if cell.kind is CellKind.TEXT else None
        if cell.in_percent or (figure is not None and figure.unit):
            return False
        newest = known.newest
        if not self.formats_known and cell.kind is CellKind.NUMBER:
            self._find(cell, catalogue.PERCENT_UNKNOWN, indicator, what)
            return True
        if newest and abs(newest) / 4 <= size * 100 <= abs(newest) * 4:
            percent = _digits(value * 100)
            self._find(cell, catalogue.PERCENT_AS_SHARE, indicator, what, value=percent, known=newest)
            return True
        return False

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
        self._add(indicator, key, cell, None, status, Printed(cell.text.strip()))

    def _check_filled(self, row: int, indicator: Indicator, entries: list[Entry]) -> None:
        unfilled = self.roster.known(indicator.number).unfilled
        filled = {*self.lacking, *(entry.key for entry in entries)} if unfilled else ()
        empty = [key for key in unfilled if key not in filled]
        if empty:
            where = self.grid.where(row, self.columns.fields["name"])
            self.findings.append(
                catalogue.NOT_FILLED.at(where, name=indicator.name, periods=[*map(str, empty)])
            )

    def _add(
        self,
        indicator: Indicator,
        key: Key,
        cell: Cell,
        value: Decimal | None,
        status: Status,
        printed: Printed,
        doubts: tuple[Doubt, ...] = (),
    ) -> None:
        text = cell.text.strip()
        turned = self.grid if isinstance(self.grid, Turned) else None
        place = _name_of(*(turned.original(cell.row, cell.column) if turned else (cell.row, cell.column)))
        doubts = (*self.doubts, *doubts)
        self.entries.append(
            Entry(indicator.number, key, value, status, printed, text, self.sheet, place, doubts)
        )


@lru_cache(maxsize=4096)
def _name_of(row: int, column: int) -> str:
    """Return a cell's name, one text for all entries that stand in such a cell: a batch has many."""
    return f"{letters(column)}{row}"


def _holds_figure(cell: Cell | None) -> bool:
    if cell is None:
        return False
    return cell.kind is CellKind.NUMBER or (cell.kind is CellKind.TEXT and read_figure(cell.text) is not None)


def _with_unit(cell: Cell) -> Cell:
    """Return a cell with the unit in brackets behind its figure as if typed without them: 18.5（亿元）."""
    if cell.kind is not CellKind.TEXT or not cell.text.rstrip().endswith((")", "）")):
        return cell
    figure, unit = unit_in_name(cell.text.strip())
    return cell._replace(text=f"{figure}{unit}") if unit else cell


def _as_printed(cell: Cell, item: Observation, value: Decimal | None) -> Printed:
    """Return what the master gets: a plain figure as a number, anything more as reports write figures."""
    if value is None:
        return Printed(item.printed.text)
    is_normal = item.status is Status.NORMAL and not item.note
    if is_normal and item.bound is Bound.NONE and not item.cumulated:
        return _as_number(cell, value)
    figure = read_figure(cell.text, cell.raised)
    as_typed = figure is not None and figure.value == value and not figure.unit and not figure.marks
    as_typed = as_typed and (not item.note or bool(figure and figure.note))  # a header's 预计 is not typed
    if as_typed and cell.text.translate(_HALF_WIDTH) == cell.text:
        return Printed(cell.text.strip())
    before = "" if item.bound is Bound.ABOUT else item.bound.value
    after = Bound.ABOUT.value if item.bound is Bound.ABOUT else ""
    text = f"{before}{_digits(value)}{after}"
    if item.cumulated and "累计" not in item.note:
        text = f"[{text}]"
    return Printed(f"{text}（{item.note}）" if item.note else text)


def _as_number(cell: Cell, value: Decimal) -> Printed:
    number_format = _format(cell, value)
    decimals = len(number_format.partition(".")[2])
    text = f"{value:.{decimals}f}" if decimals else _digits(value)
    return Printed(cell.text if cell.text == text else text, float(value), number_format)


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"


_SHORT = re.compile(r"-?\d{1,9}(?:\.\d{1,5})?$")
"""A number that General shows as it is."""

_HALF_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: "."}
_SHOWN = re.compile(r"\.(\d+)")


def _format(cell: Cell, value: Decimal) -> str:
    """Return a number format that shows as many decimals as the department's cell did."""
    if cell.number_format == "General" and cell.kind is CellKind.NUMBER:
        return "General"
    shown = _SHOWN.search(normalise(cell.text))
    typed = len(shown[1]) if shown else 0
    kept = max(0, -int(value.normalize().as_tuple().exponent))
    if typed <= kept or typed > 6:
        return "General"
    return "0." + "0" * typed


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
