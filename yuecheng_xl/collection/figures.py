"""Read the figures of a submission's rows, and hold each against what is known before it is taken."""

from __future__ import annotations

import math
import re
import sys
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from yuecheng_xl.collection.doubting import STEEP, is_always_positive, is_nought_for_nothing, power_of_ten
from yuecheng_xl.collection.layouts import Turned
from yuecheng_xl.collection.model import Doubt, Entry
from yuecheng_xl.findings import catalogue
from yuecheng_xl.forms.layout import GROWTHS, VALUES
from yuecheng_xl.grid import CellKind
from yuecheng_xl.grid.places import letters
from yuecheng_xl.plan.model import Measure
from yuecheng_xl.plan.reader import with_status
from yuecheng_xl.typed.figure import Bound, digits
from yuecheng_xl.typed.figure import read_figure as figure_of
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import is_percent, unit_in_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuecheng_xl.collection.model import Subject
    from yuecheng_xl.collection.roster import Known, Roster
    from yuecheng_xl.findings import Finding, Kind
    from yuecheng_xl.forms.layout import Key
    from yuecheng_xl.grid import Book, Cell, Grid
    from yuecheng_xl.plan import Indicator, Observation
    from yuecheng_xl.plan.observation_reader import ObservationReader

_WITHOUT_SIZE = (Measure.RANK, Measure.QUALITATIVE)


class FigureReader:
    """Reads figures of one sheet, row by row: of the row's ``subject``, with what is doubted of all of it."""

    def __init__(self, grid: Grid, roster: Roster, book: Book) -> None:
        """Begin a sheet."""
        self.grid, self.roster = grid, roster
        self.formats_known = book.formats_known
        self.sheet = sys.intern(grid.sheet)
        self.statuses: Mapping[int, tuple[Status, str]] = {}  # by column, what its header gives all cells
        self.entries: list[Entry] = []
        self.findings: list[Finding] = []
        self.numbers: set[Subject] = set()
        self.subject: Subject = 0
        self.doubts: tuple[Doubt, ...] = ()
        self.has_answers = False

    def is_unchanged(self, cell: Cell, key: Key, known: Known) -> bool:
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

    def add_known(self, cell: Cell, key: Key) -> None:
        """Take a cell that shows what the form came with."""
        known = self.roster.known(self.subject)
        figure = known.figures.get(key)
        value, status = (figure.value, figure.status) if figure else (None, Status.NORMAL)
        self.add(key, cell, value, status, known.answers[key].printed)

    def read_figure(
        self,
        cell: Cell,
        key: Key,
        what: str,
        indicator: Indicator,
        reader: ObservationReader,
        scale: Decimal,
    ) -> None:
        """Read a cell of figures, in the unit that ``reader`` has and ``scale`` takes to the indicator's."""
        assert key.period is not None  # noqa: S101 - figures have one
        if cell.kind is CellKind.NUMBER:  # most figures: spared the observation
            number = reader.number(cell)
            if scale != 1 and self._is_known_rounded(key, number, scale):
                self.add_known(cell, key)
                return
            number = number if scale == 1 else number * scale
            if math.isinf(float(number)):  # 1E308 of another unit
                where = self.grid.where(cell.row, cell.column)
                self.findings.append(
                    catalogue.UNREADABLE.at(where, name=indicator.name, what=what, text=cell.text)
                )
                self.add(key, cell, None, Status.UNREADABLE, Printed(cell.text.strip()))
            elif (doubts := self._doubts(cell, key, number, indicator, what)) is None:
                self.add(key, cell, None, Status.UNREADABLE, Printed(cell.text.strip()))
            else:
                as_shown = scale == 1 and cell.number_format == "General" and _SHORT.match(cell.text)
                printed = Printed(cell.text, float(number)) if as_shown else as_number(cell, number)
                status = Status.NORMAL
                if cell.column in self.statuses:
                    status, word = self.statuses[cell.column]
                    printed = Printed(f"{printed.text}（{word}）")
                self.add(key, cell, number, status, printed, doubts)
            return
        where = self.grid.where(cell.row, cell.column)
        item = reader.read(_with_unit(cell), key.period, what, where)
        if cell.column in self.statuses:
            item = with_status(item, self.statuses[cell.column])
        if not self.formats_known and cell.kind is CellKind.TEXT and cell.text.strip()[-1:].isdigit():
            # A raised note would look like the number's last digit.
            self.findings.append(
                catalogue.RAISED_UNKNOWN.at(where, name=indicator.name, what=what, text=cell.text)
            )
            item = replace(item, value=None, status=Status.UNREADABLE)
        value = item.value if scale == 1 or item.value is None else item.value * scale
        if scale != 1 and item.value is not None and self._is_known_rounded(key, item.value, scale):
            self.add_known(cell, key)
            return
        doubts = () if value is None else self._doubts(cell, key, value, indicator, what)
        if doubts is None:
            item, value, doubts = replace(item, value=None, status=Status.UNREADABLE), None, ()
        printed = as_printed(cell, item, value)
        self.add(key, cell, value, item.status, printed, doubts)

    def _is_known_rounded(self, key: Key, number: Decimal, scale: Decimal) -> bool:
        """Tell whether a figure in a larger unit is what the master has, rounded: that revises nothing."""
        known = self.roster.known(self.subject).figures.get(key)
        if known is None or known.value is None or known.status is not Status.NORMAL:
            return False
        step = Decimal(1).scaleb(int(number.as_tuple().exponent)) * scale
        return abs(known.value - number * scale) * 2 <= step

    def _doubts(
        self, cell: Cell, key: Key, value: Decimal, indicator: Indicator, what: str
    ) -> tuple[Doubt, ...] | None:
        """Report what speaks against a figure, and return it; None where it cannot be taken in any case."""
        known, size = self.roster.known(self.subject), abs(value)
        if key.kind == VALUES and value > 1 and known.near and known.near[0] < size < known.near[1]:
            return ()  # most figures: spared the rest
        if key.kind == GROWTHS and 1 <= size < STEEP:
            return ()
        if self.roster.is_confirmed(self.subject, key, cell.text.strip()):
            return ()
        if key.kind == VALUES and value < 0 and is_always_positive(indicator, known):
            asked = {"new": cell.text.strip(), "reason": Doubt.SIGN.value}
            self.find(cell, catalogue.FIGURE_DOUBTED, indicator, what, **asked)
            return (Doubt.SIGN,)
        if key.kind == VALUES and value:
            if self._is_share(cell, value, indicator, known, what):
                return None
        elif key.kind == VALUES and is_nought_for_nothing(indicator, known):
            self.find(cell, catalogue.NOUGHT_FOR_NOTHING, indicator, what, known=known.newest)
            return (Doubt.NOUGHT,)
        gap = power_of_ten(value, key, indicator, known)
        if gap is not None:
            said = f"{gap.period}的 {digits(gap.value)}" if gap.period else f"目标 {digits(gap.value)}"
            self.find(cell, catalogue.POWER_OF_TEN, indicator, what, known=said, times=gap.times)
            return (Doubt.MAGNITUDE,)
        is_jump = known.usual is not None and not known.usual[0] < size < known.usual[1]
        if not value or key.kind != VALUES or not is_jump or indicator.measure in _WITHOUT_SIZE:
            return ()
        factor = digits(self.roster.outline.settings.jump_factor)
        self.find(cell, catalogue.FAR_FROM_KNOWN, indicator, what, known=known.newest, factor=factor)
        return (Doubt.FAR,)

    def find(self, cell: Cell, kind: Kind, indicator: Indicator, what: str, **fields: object) -> None:
        """Report something of a cell."""
        where = self.grid.where(cell.row, cell.column)
        self.findings.append(kind.at(where, name=indicator.name, what=what, text=cell.text, **fields))

    def _is_share(self, cell: Cell, value: Decimal, indicator: Indicator, known: Known, what: str) -> bool:
        """Report what may be a share under a unit of percent; True where it cannot be taken as it stands."""
        size = abs(value)
        if size > 1 or not is_percent(indicator.unit) or indicator.measure in _WITHOUT_SIZE:
            return False
        # 0.973 may be a share typed under a unit of %, 0.973% is none.
        figure = figure_of(cell.text, cell.raised) if cell.kind is CellKind.TEXT else None
        if cell.in_percent or (figure is not None and figure.unit):
            return False
        newest = known.newest
        if not self.formats_known and cell.kind is CellKind.NUMBER:
            self.find(cell, catalogue.PERCENT_UNKNOWN, indicator, what)
            return True
        if newest and abs(newest) / 4 <= size * 100 <= abs(newest) * 4:
            percent = digits(value * 100)
            self.find(cell, catalogue.PERCENT_AS_SHARE, indicator, what, value=percent, known=newest)
            return True
        return False

    def add(
        self,
        key: Key,
        cell: Cell,
        value: Decimal | None,
        status: Status,
        printed: Printed,
        doubts: tuple[Doubt, ...] = (),
    ) -> None:
        """Take what a cell says."""
        text = cell.text.strip()
        turned = self.grid if isinstance(self.grid, Turned) else None
        place = _name_of(*(turned.original(cell.row, cell.column) if turned else (cell.row, cell.column)))
        doubts = (*self.doubts, *doubts)
        self.entries.append(Entry(self.subject, key, value, status, printed, text, self.sheet, place, doubts))


@lru_cache(maxsize=4096)
def _name_of(row: int, column: int) -> str:
    """Return a cell's name, one text for all entries that stand in such a cell: a batch has many."""
    return f"{letters(column)}{row}"


def holds_figure(cell: Cell | None) -> bool:
    """Tell whether a cell holds a figure, typed as a number or as a text."""
    if cell is None:
        return False
    return cell.kind is CellKind.NUMBER or (cell.kind is CellKind.TEXT and figure_of(cell.text) is not None)


def _with_unit(cell: Cell) -> Cell:
    """Return a cell with the unit in brackets behind its figure as if typed without them: 18.5（亿元）."""
    if cell.kind is not CellKind.TEXT or not cell.text.rstrip().endswith((")", "）")):
        return cell
    figure, unit = unit_in_name(cell.text.strip())
    return cell._replace(text=f"{figure}{unit}") if unit else cell


def as_printed(cell: Cell, item: Observation, value: Decimal | None) -> Printed:
    """Return what the master gets: a plain figure as a number, anything more as reports write figures."""
    if value is None:
        return Printed(item.printed.text)
    is_normal = item.status is Status.NORMAL and not item.note
    if is_normal and item.bound is Bound.NONE and not item.cumulated:
        return as_number(cell, value)
    figure = figure_of(cell.text, cell.raised)
    as_typed = figure is not None and figure.value == value and not figure.unit and not figure.marks
    as_typed = as_typed and (not item.note or bool(figure and figure.note))  # a header's 预计 is not typed
    if as_typed and cell.text.translate(_HALF_WIDTH) == cell.text:
        return Printed(cell.text.strip())
    before = "" if item.bound is Bound.ABOUT else item.bound.value
    after = Bound.ABOUT.value if item.bound is Bound.ABOUT else ""
    text = f"{before}{digits(value)}{after}"
    if item.cumulated and "累计" not in item.note:
        text = f"[{text}]"
    return Printed(f"{text}（{item.note}）" if item.note else text)


def as_number(cell: Cell, value: Decimal) -> Printed:
    """Return a figure as the master gets it, with as many decimals as the department's cell showed."""
    number_format = _format(cell, value)
    decimals = len(number_format.partition(".")[2])
    text = f"{value:.{decimals}f}" if decimals else digits(value)
    return Printed(cell.text if cell.text == text else text, float(value), number_format)


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
