"""How a master made by hand gets onto the list: XlsxWriter makes the package, the feature changes it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, overload

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.corpus import table
from tests.corpus.packages import Package, edited
from tests.corpus.registry import register


class Sheet(NamedTuple):
    """A sheet of the master: its part, its title, and its place among the sheets."""

    part: str
    title: str
    place: int


TABLES, OTHERS = Sheet(table.TABLE_PART, table.TABLE, 0), Sheet(table.OTHER_PART, table.OTHER, 1)
FREE = f'<c r="{table.FREE_CELL}"><v>0</v></c>'
"""The cell outside the table, as it is before a feature takes it."""

Prepare = Callable[[Workbook, Worksheet], object]
OfSheet = Callable[[Package, Sheet], None]
OfWorkbook = Callable[[Package], None]


@overload
def feature(function: OfSheet) -> OfSheet: ...
@overload
def feature(*, base: Prepare) -> Callable[[OfSheet], OfSheet]: ...
def feature(
    function: OfSheet | None = None, *, base: Prepare | None = None
) -> OfSheet | Callable[[OfSheet], OfSheet]:
    """Mark a feature of a sheet, made of what ``base`` makes of the sheet with XlsxWriter."""

    def mark(function: OfSheet) -> OfSheet:
        name = function.__name__
        register(name, lambda path: _write(path, function, TABLES, base))
        register(f"{name}_elsewhere", lambda path: _write(path, function, OTHERS, base))
        return function

    return mark if function is None else mark(function)


@overload
def once(function: OfWorkbook) -> OfWorkbook: ...
@overload
def once(*, base: Prepare | None = None, with_macros: bool = False) -> Callable[[OfWorkbook], OfWorkbook]: ...
def once(
    function: OfWorkbook | None = None, *, base: Prepare | None = None, with_macros: bool = False
) -> OfWorkbook | Callable[[OfWorkbook], OfWorkbook]:
    """Mark a feature of the whole workbook."""

    def mark(function: OfWorkbook) -> OfWorkbook:
        def write(path: Path) -> None:
            _start(path, TABLES, base)
            with edited(path) as package:
                function(package)

        register(function.__name__, write, with_macros=with_macros)
        return function

    return mark if function is None else mark(function)


def _write(path: Path, function: OfSheet, sheet: Sheet, base: Prepare | None) -> None:
    _start(path, sheet, base)
    with edited(path) as package:
        function(package, sheet)


def _start(path: Path, sheet: Sheet, base: Prepare | None) -> None:
    with Workbook(path) as book:
        sheets = table.add_sheets(book)
        for each in sheets:
            each.write_number(table.FREE_CELL, 0)
        if base is not None:
            base(book, sheets[sheet.place])
