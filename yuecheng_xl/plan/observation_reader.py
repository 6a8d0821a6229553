"""Read one filled cell as an observation (数据): value, status and text, kept apart."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid import CellKind
from yuecheng_xl.plan.catalogue import by_ending
from yuecheng_xl.plan.kinds import Measure
from yuecheng_xl.plan.observation import Observation, address
from yuecheng_xl.plan.scaled import meant, power_of
from yuecheng_xl.typed.figure import Bound, Figure, digits, from_number, read_figure
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.reported import is_several, pair_in, share_of_days, verb_of, with_point, without_period
from yuecheng_xl.typed.status import Status, status_of_note, status_of_words
from yuecheng_xl.typed.unit import canonical, factor, is_percent

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Protocol

    from yuecheng_xl.findings import Finding, Kind
    from yuecheng_xl.grid import Cell
    from yuecheng_xl.typed.period import Period

    class _Report(Protocol):
        def __call__(self, kind: Kind, **fields: object) -> None: ...

    class _Nothing(Protocol):
        def __call__(self, status: Status, note: str = "") -> Observation: ...


WITHOUT_TEXT = {
    CellKind.ERROR: catalogue.ERROR_VALUE,
    CellKind.NOT_CALCULATED: catalogue.NOT_CALCULATED,
    CellKind.STALE: catalogue.STALE_VALUE,
    CellKind.STRUCK: catalogue.STRUCK,
}
"""Cells that show no content of their own, and what to report of them."""

WITHDRAWN = "已划去"
"""The note of what is struck out."""
_EMPTY = Printed()

# 预计83000, 83000预计: the status word stands without brackets.
_LOOSE_STATUS = re.compile(
    r"^(预计|预测|初步|快报|约计)(?:为|达到?)?(?=[\d第<>])|(?<=[\d%])(预计|预测|初步|快报)数?$"
)
_FORESEEN = re.compile("^(?:预计|有望|力争)")
_TO_COME = re.compile("(?:公布|发布|出数|反馈)$")


def printed(cell: Cell | None) -> Printed:
    """Return a cell's text, number and number format, for printing it as it was filled in."""
    if cell is None:
        return Printed()
    number = (
        float(cell.value) if cell.kind is CellKind.NUMBER and isinstance(cell.value, int | float) else None
    )
    return Printed(cell.text.strip(), number, cell.number_format)


def _raw(cell: Cell) -> Decimal:
    assert isinstance(cell.value, int | float)  # noqa: S101 - what CellKind.NUMBER means
    return from_number(cell.value)


def sign_of_verbs(name: str, unit: str, measure: Measure | None) -> int:
    """Return what a verb makes of a figure: of growth 下降 is a minus, of a reduction what it names."""
    known = by_ending(name, unit or "%")
    told = known.measure if known else None
    if told is Measure.CUMULATIVE:
        return -1
    return 1 if Measure.GROWTH_RATE in (told, measure) else 0


class ObservationReader:
    """Reads the cells of one indicator, in its unit, and gathers what is wrong with them."""

    def __init__(
        self, name: str, unit: str, *, words_allowed: bool = False, growth: bool = False, sign: int = 0
    ) -> None:
        """Read figures in ``unit``.

        ``words_allowed``: the target is qualitative, so that a text may be the figure. ``growth``: a column
        of growth. ``sign``: what a verb makes of a figure, 1 where 下降7.3% is -7.3, as in such a column, -1
        of reductions, where 下降3.1 is 3.1; 0 where what rose or fell is a change and no level. ``foreseen``
        is the last word on what will be reached.
        """
        self.name = name
        self.unit = unit
        self.words_allowed = words_allowed
        self.growth = growth
        self.sign = 1 if growth else sign
        self.findings: list[Finding] = []
        self.foreseen = ""

    def read(self, cell: Cell | None, period: Period, what: str, column: str, row: int = 0) -> Observation:
        """Read the figure of a period. A cell that cannot be read gives no value and a finding.

        Args:
            cell: what is filled in, if anything.
            period: the figure's.
            what: the figure's name in findings.
            column: where it stands: its sheet and column, or the whole address.
            row: the row, where ``column`` has none.

        """
        if cell is None:
            return Observation(period, None, Status.MISSING, _EMPTY, column=column, row=row)
        shown = printed(cell)
        if cell.kind is CellKind.NUMBER and not power_of(cell.number_format):  # most figures
            return Observation(period, self.number(cell), Status.NORMAL, shown, column=column, row=row)

        def report(kind: Kind, **fields: object) -> None:
            where = address(column, row)
            self.findings.append(kind.at(where, name=self.name, what=what, text=shown.text, **fields))

        def nothing(status: Status, note: str = "") -> Observation:
            return Observation(period, None, status, shown, note, column=column, row=row)

        match cell.kind:
            case CellKind.NUMBER:
                number, raw = self.number(cell), _raw(cell)
                if number != raw:
                    told = digits(number)
                    report(catalogue.SCALED_BY_FORMAT, raw=f"{raw:f}", value=told, unit=self.unit)
                return Observation(period, number, Status.NORMAL, shown, column=column, row=row)
            case CellKind.ERROR | CellKind.NOT_CALCULATED | CellKind.STALE | CellKind.STRUCK:
                report(WITHOUT_TEXT[cell.kind])
                return nothing(Status.UNREADABLE, WITHDRAWN if cell.kind is CellKind.STRUCK else "")
            case CellKind.BOOLEAN | CellKind.DATE:
                report(catalogue.UNREADABLE)
                return nothing(Status.UNREADABLE)
            case _:
                pass
        if cell.struck.strip():
            report(catalogue.STRUCK_PART, struck=cell.struck.strip())
        if _TO_COME.search(cell.text.strip()) and (status := status_of_words(cell.text)):
            return nothing(status, cell.text.strip())
        text, of = without_period(with_point(cell.text), period)
        if of is not None and of != period:
            report(catalogue.OTHER_PERIOD, period=of)
            return nothing(Status.UNREADABLE)
        verb, text = verb_of(text)
        if verb and not self.sign and read_figure(text):
            report(catalogue.CHANGE_FOR_LEVEL)
            return nothing(Status.UNREADABLE)
        if is_percent(self.unit) and (share := share_of_days(text, period)) is not None:
            report(catalogue.DAYS_FOR_SHARE, value=f"{share:.2f}")
            return Observation(period, share, Status.NORMAL, shown, column=column, row=row)
        pair = pair_in(text, self.unit) if of is None else None
        if pair is not None:
            report(catalogue.TWO_FIGURES, value=pair.used, other=pair.other)
            text = pair.used
        text, loose = _take_status(text)
        figure = read_figure(text, cell.raised)
        if figure is not None and verb:
            figure = replace(figure, value=verb * self.sign * figure.value)
        if figure is not None and self.words_allowed and figure.unit and not factor(figure.unit, self.unit):
            figure = None  # 3项任务全部完成
        if figure is None:
            return self._words(cell, nothing, report)
        value = self._convert(figure, report)
        if value is None:
            return nothing(Status.UNREADABLE)
        note = "；".join(part for part in (loose, figure.note, pair.other if pair else "") if part)
        if figure.marks:
            report(catalogue.NOTE_MARK, value=value)
        elif not note and figure.bound is Bound.NONE and not figure.unit and not figure.cumulated:
            report(catalogue.NUMBER_AS_TEXT, value=value)
        if figure.bound not in (Bound.NONE, Bound.ABOUT):
            report(catalogue.BOUND_AS_VALUE, value=value)
        status = status_of_note(note)
        if figure.bound is Bound.ABOUT and status is Status.NORMAL:
            status = Status.ESTIMATED
        return Observation(period, value, status, shown, note, figure.bound, figure.cumulated, column, row)

    def number(self, cell: Cell) -> Decimal:
        """Return the figure of a cell that holds a number."""
        if power_of(cell.number_format):
            return meant(_raw(cell), cell.text, cell.number_format, self.unit).value
        value = _raw(cell)
        # 0.973 shown as 97.3% under a unit of % is 97.3.
        return value * 100 if cell.in_percent and is_percent(self.unit) else value

    def _words(self, cell: Cell, nothing: _Nothing, report: _Report) -> Observation:
        status = status_of_words(cell.text)
        if status is not None:
            # A one-character mark says nothing that needs repeating; words are kept as a note.
            return nothing(status, "" if status is Status.MISSING else cell.text.strip())
        if self.words_allowed:
            return nothing(Status.NORMAL)
        if _FORESEEN.match(cell.text.strip()):
            self.foreseen = cell.text.strip()
            return nothing(Status.FORECAST, self.foreseen)
        report(catalogue.SEVERAL_FIGURES if is_several(cell.text) else catalogue.UNREADABLE)
        return nothing(Status.UNREADABLE)

    def _convert(self, figure: Figure, report: _Report) -> Decimal | None:
        if not figure.unit:
            return figure.value
        scale = factor(figure.unit, self.unit)
        if scale is None:
            report(catalogue.UNIT_MISMATCH, unit=self.unit)
            return None
        value = figure.value * scale
        if scale != 1:
            report(catalogue.UNIT_CONVERTED, unit=self.unit, value=digits(value))
        elif canonical(figure.unit) == canonical(self.unit) and not figure.note:
            report(catalogue.UNIT_IN_CELL, value=value)
        return value


def _take_status(text: str) -> tuple[str, str]:
    """Split ``预计83000`` into the figure and its status word."""
    plain = text.strip()
    match = _LOOSE_STATUS.search(plain)
    if not match:
        return plain, ""
    word = next(group for group in match.groups() if group)
    return _LOOSE_STATUS.sub("", plain), word
