"""The tables: those of the result sheets, as a page of text shows them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.tables import table1, table2, yearly
from yuecheng_xl.typed.values import Band
from yuecheng_xl.words.numbers import percent

if TYPE_CHECKING:
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.typed.values import Record

_SHARES = ("占比", "欠进度")
_NOTHING_TO_SPREAD = "没有需要分解的指标"
_NO_COLUMNS = Band(frozenset(), ())


@dataclass(frozen=True, slots=True)
class Table:
    """A table's lines, and the columns that repeat once a period or year.

    The template's table for it is the one that has the field ``known_by``, which no other has. Runs of
    equal texts in the field ``merged`` become one cell.
    """

    known_by: str
    lines: Band
    columns: Band = _NO_COLUMNS
    merged: str = ""


def tables(evaluation: Evaluation) -> tuple[Table, ...]:
    """Return 表1 to 表5."""
    levels, years = yearly.lines(evaluation), yearly.years(evaluation)
    categories, departments = yearly.by_category(evaluation), yearly.by_department(evaluation)
    return (
        Table("完成情况", table1.lines(evaluation), table1.periods(evaluation), merged="类别"),
        Table("调整情况", table2.printed_lines(evaluation)),
        Table("等额水平", _with_levels(levels), years),
        Table("类别欠进度", _with_percentages(categories)),
        Table("单位欠进度", _with_percentages(departments)),
    )


def _with_levels(band: Band) -> Band:
    """Keep the lines of the yearly breakdown that have a level to reach, or one that says there is none."""
    lines = [line for line in band.records if _has_levels(line)]
    nothing: Record = {**dict.fromkeys(band.fields), "指标": _NOTHING_TO_SPREAD}
    return band._replace(records=lines or [nothing])


def _has_levels(line: Record) -> bool:
    levels = line["等额水平"]
    return isinstance(levels, list) and any(level is not None for level in levels)


def _with_percentages(burdens: Band) -> Band:
    """Show shares as percentages: a cell in Word has no number format."""
    lines: list[Record] = [
        {
            name: percent(Fraction(value).limit_denominator(10**9))
            if isinstance(value, float) and name.endswith(_SHARES)
            else value
            for name, value in line.items()
        }
        for line in burdens.records
    ]
    return burdens._replace(records=lines)
