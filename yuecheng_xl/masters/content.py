"""What stands in a new master: its columns, its rows, and the remarks on what had to be guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.plan.columns import HEADERS
from yuecheng_xl.typed.printed import Printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.grid import Cell, Grid
    from yuecheng_xl.plan import Doubt, Indicator
    from yuecheng_xl.typed.period import Period
    from yuecheng_xl.typed.values import Value

FIELD, TARGET, FIGURE, GROWTH, OTHER = "field", "target", "figure", "growth", "other"


class Column(NamedTuple):
    """A column of the new table: its kind, and which of that kind: a field, a period, a header."""

    kind: str
    which: str | Period | None = None


TARGET_COLUMN = Column(TARGET)


def in_doubt(doubt: Doubt) -> list[Column]:
    """Return the cells that a doubt is about."""
    columns = {Column(FIELD, name): None for name in HEADERS if HEADERS[name][0] == doubt.what}
    for reading in doubt.readings:
        columns |= {TARGET_COLUMN: None} if "target" in reading.fields else {}
        columns |= {Column(FIGURE, period): None for period in reading.figures}
        columns |= {Column(GROWTH, period): None for period in reading.growths}
    return list(columns) or [Column(FIELD, "name")]


@dataclass(slots=True)
class Row:
    """A row of the new table: the indicator as its own table was read, and what its cells get."""

    indicator: Indicator
    values: dict[Column, Value] = field(default_factory=dict)
    unsure: set[Column] = field(default_factory=set)
    """Cells that were written so that nobody takes them for sure."""
    is_as_written: bool = False
    """True where an answer gives the cells a meaning that they had not in the clerk's table."""

    def doubted(self) -> set[Column]:
        """Return the cells that are still in doubt."""
        return self.unsure | {column for doubt in self.indicator.doubts for column in in_doubt(doubt)}

    @property
    def name(self) -> str:
        """The indicator with its number."""
        return self.indicator.numbered_name


class Guess(NamedTuple):
    """A cell that somebody should look at: of a row by its column, or of 规划信息 by its key (``row`` None).

    ``reason`` says what was done; equal ones of a column are told together.
    """

    row: int | None
    column: Column
    reason: str


@dataclass(slots=True)
class Content:
    """The whole of a new master, before it is laid out."""

    base_year: int
    target_year: int
    periods: tuple[Period, ...]
    growth_periods: tuple[Period, ...]
    settings: dict[str, Value] = field(default_factory=dict)
    """By the keys of 规划信息."""
    rows: list[Row] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    """Headers of columns that have no place, kept at the right."""
    own_sheets: dict[str, tuple[tuple[Cell, ...], ...]] = field(default_factory=dict)
    """Rows of the other sheets that a master has, where the given workbook has them, by title."""
    kept: list[Grid] = field(default_factory=list)
    """Sheets that a master does not have: they go over as they are."""
    left_out: set[str] = field(default_factory=set)
    """Titles of the shipped master's sheets in whose place one of these stands."""
    guesses: list[Guess] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What else is to be looked at, a sentence each."""

    def spread(self, kind: str) -> tuple[Column, ...]:
        """Return the columns of a kind of which there may be several."""
        listed: dict[str, Sequence[str | Period]] = {FIGURE: self.periods, GROWTH: self.growth_periods}
        return tuple(Column(kind, which) for which in listed.get(kind, self.others))

    def header(self, column: Column) -> str:
        """Return the header under which a column stands."""
        match column.kind:
            case "field":
                return HEADERS[str(column.which)][0]
            case "target":
                return f"{self.target_year}年目标"
            case "growth":
                return f"{column.which}增速"
            case _:
                return str(column.which)


def is_empty(value: Value) -> bool:
    """Tell whether a cell with the value shows nothing."""
    return value in (None, "") or (isinstance(value, Printed) and value.number is None and not value.text)
