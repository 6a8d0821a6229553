"""How a master made by hand gets onto the list: XlsxWriter makes the package, the feature changes it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from tests.corpus import table
from tests.corpus.packages import Package, edited
from tests.corpus.registry import register


class Sheet(NamedTuple):
    """A sheet of the master: its part, its title, and its place among the sheets."""

    part: str
    title: str
    index: int


TABLES, OTHERS = Sheet(table.TABLE_PART, table.TABLE, 0), Sheet(table.OTHER_PART, table.OTHER, 1)
FREE = f'<c r="{table.FREE_CELL}"><v>0</v></c>'
"""The cell outside the table, as it is before a feature takes it."""

Prepare = Callable[[Any, Any], None]


def feature(function: Callable[[Package, Sheet], None] | None = None, *, base: Prepare | None = None) -> Any:
    """Mark a feature of a sheet, made of what ``base`` makes of the sheet with XlsxWriter."""

    def mark(function: Callable[[Package, Sheet], None]) -> Callable[[Package, Sheet], None]:
        name = function.__name__
        register(name, lambda path: _write(path, function, TABLES, base))
        register(f"{name}_elsewhere", lambda path: _write(path, function, OTHERS, base))
        return function

    return mark if function is None else mark(function)


def once(
    function: Callable[[Package], None] | None = None, *, base: Prepare | None = None, **options: Any
) -> Any:
    """Mark a feature of the whole workbook."""

    def mark(function: Callable[[Package], None]) -> Callable[[Package], None]:
        def write(path: Path) -> None:
            _start(path, TABLES, base)
            with edited(path) as package:
                function(package)

        register(function.__name__, write, **options)
        return function

    return mark if function is None else mark(function)


def _write(
    path: Path, function: Callable[[Package, Sheet], None], sheet: Sheet, base: Prepare | None
) -> None:
    _start(path, sheet, base)
    with edited(path) as package:
        function(package, sheet)


def _start(path: Path, sheet: Sheet, base: Prepare | None) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheets = table.add_sheets(book)
        for each in sheets:
            each.write_number(table.FREE_CELL, 0)
        if base is not None:
            base(book, sheets[sheet.index])
