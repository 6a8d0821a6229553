"""Read a clean .xlsx quickly: values by calamine, number formats by searching the package's text.

calamine is some twenty times quicker than openpyxl, but is silent about formulas without a value, errors,
raised notes and number formats. So the package's text is searched first: a workbook in which one of these
could matter is left to openpyxl (grid/reader.py). A test holds the two to the same grids.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from python_calamine import CalamineError

from yuecheng_xl.grid.calamine import worksheets
from yuecheng_xl.grid.cells import drop_covered, shown, whole
from yuecheng_xl.grid.formats import is_date_format, number_formats, struck_styles
from yuecheng_xl.grid.mark import MARK, STALE
from yuecheng_xl.grid.model import Book, Cell, CellKind, Grid
from yuecheng_xl.grid.outline import outline
from yuecheng_xl.grid.package import MOST_SHEETS
from yuecheng_xl.grid.places import MOST_COLUMNS, column_number

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from yuecheng_xl.grid.package import Package

_MOST_CELLS = 200_000
"""Cells of a sheet's rectangle, which calamine fills in memory whether they hold something or not."""

_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d+)")?(?: t="(\w+)")?\s*/?>')
_DAY = re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}" s="(\d+)"(?: t="n")?\s*(?:/>|>(?:<v>(\d{1,9})</v>)?</c>)')
_PLAIN_TYPES = {b"", b"n", b"s", b"str", b"inlineStr"}
# Formulas, runs with formats of their own, and what the search for cells would miss: tags laid out in lines
# or with a prefix, character data.
_SHEET_TRAP = re.compile(rb"<(?:f[\s>/]|c[\t\n\r>/]|is>\s*<r|!\[)")
_LEFT_TO_OPENPYXL = MARK.encode(), STALE.encode(), b"date1904"
"""Names of ours, which say which sheets and values to leave out, and days counted from another year."""

_ESCAPE = re.compile(rb"_x[0-9A-Fa-f]{4}_")
# Written as itself, or by number as lxml writes whatever is not ASCII.
_SPACE = rb"(?:\s|&#(?:0*(?:9|1[03]|32)|x0*(?:9|[aAdD]|20));)"
_OUTER_SPACE = re.compile(rb"<t>(?:%b|[^<]*%b</t>)" % (_SPACE, _SPACE))
# typed.text.INVISIBLE in UTF-8 and by number; a search for how they begin is quicker, and mostly enough.
_INVISIBLE_BEGINS = b"\xe2\x80", b"\xe2\x81", b"\xef\xbb", b"\xc2\xad", b"&#"
_INVISIBLE = re.compile(
    rb"\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xa4\xa6-\xa9]|\xef\xbb\xbf|\xc2\xad"
    rb"|&#0*(?:173|820[3-7]|823[4-8]|828[89]|829[0-24-7]|65279"
    rb"|x0*(?:ad|200[b-f]|202[a-e]|206[0-46-9]|feff));",
    re.IGNORECASE,
)
_HIDDEN_COLUMN = re.compile(rb"<col\b[^<>]*\bhidden=\"(?:1|true)\"[^<>]*>")
_REACH = re.compile(rb"\b(min|max)=\"(\d{1,7})\"")
_HIDDEN_ROW = re.compile(rb"<row\b[^<>]*\bhidden=\"(?:1|true)\"[^<>]*>")
_ROW_NUMBER = re.compile(rb"\br=\"(\d{1,7})\"")
_PROMISED = re.compile(rb"""\buniqueCount\s*=\s*["']\s*(\d+)""")
_SHARED_CELL = re.compile(rb't="s"\s*><v>(\d+)</v>')
_MOST_SHARED_TEXT = 64 * 1024 * 1024
"""Bytes of shared texts that calamine may make: again for each cell that has one."""

_PARTS = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
"""The parts that calamine reads, whatever a package names."""

_MOST_AREAS = 1000
"""Merged areas, through which a look for what shows at a place may have to go."""

_MOST_MARKUP = 4 * 1024 * 1024
"""Bytes of a part that is parsed into a tree, which takes ten times as much."""

_MOST_FORMATTING = 1_000_000
"""Characters of the number formats of all cells: each costs some microseconds when a cell's text is made."""

_FIRST_DAY, _LAST_DAY = 61, 2_958_465
"""Days that all readers count alike: from March 1900, which Excel has a day in February before, to 9999."""

_WHOLE_LIMIT = 2.0**53
"""From here on a float may not be the whole number that the file has."""


def read_quickly(path: Path, package: Package, most: int = _MOST_CELLS) -> Book | None:
    """Read a workbook that :func:`~yuecheng_xl.grid.package.inspect` has passed.

    Args:
        path: the file.
        package: its bytes and parts, as ``inspect`` gives them.
        most: cells of a sheet; each takes three hundred bytes, which ``read_carefully`` packs.

    Returns:
        The same book that ``read_book`` gives, or None where only ``read_book`` reads it right.

    """
    parts = package.parts
    try:
        workbook = parts["xl/workbook.xml"]
        if any(mark in workbook for mark in _LEFT_TO_OPENPYXL):
            return None
        texts = parts.get("xl/sharedStrings.xml", b"")
        if max(len(workbook), len(parts["xl/styles.xml"])) > _MOST_MARKUP:
            return None
        if package.is_strict or _has_odd_texts(texts) or _promises_more(texts):
            return None
        listed = outline(parts)
        if (listed.part, listed.texts, listed.styles) != _PARTS:
            return None
        formats, struck = number_formats(parts["xl/styles.xml"]), struck_styles(parts["xl/styles.xml"])
        sheets = {sheet.title: parts[sheet.part] for sheet in listed.sheets}
        if len(listed.sheets) > MOST_SHEETS or len(sheets) < len(listed.sheets):
            return None
        if _texts_made(texts, sheets.values()) > _MOST_SHARED_TEXT:
            return None
        grids = []
        for sheet in worksheets(package.content):
            styles = _cell_formats(sheets[sheet.name], formats, most)
            if styles is None:
                return None
            rows, merged = sheet.read()
            cells = _cells(rows, styles)
            if cells is None or len(merged) > _MOST_AREAS:
                return None
            _strike_out(cells, sheets[sheet.name], struck)
            drop_covered(cells, merged)
            grid = Grid(sheet.name, cells, tuple(merged), sheet.hidden)
            hidden_rows, hidden_columns = _hidden(sheets[sheet.name])
            if hidden_rows or hidden_columns:
                seen_rows = hidden_rows.intersection(grid.by_row)
                grid = replace(grid, hidden_rows=seen_rows, hidden_columns=hidden_columns)
            grids.append(grid)
    except (CalamineError, LookupError, ValueError, ElementTree.ParseError):
        return None  # whatever is wrong, the careful reader names it
    return Book(path, tuple(grids))


def _has_odd_texts(part: bytes) -> bool:
    """Tell raised notes, what is struck out or invisible, _x000D_ escapes, undeclared outer white space."""
    return (
        b"vertAlign" in part
        or b"strike" in part
        or _has_invisible(part)
        or (b"_x" in part and _ESCAPE.search(part) is not None)
        or _OUTER_SPACE.search(part) is not None
    )


def _has_invisible(part: bytes) -> bool:
    """Tell whether there may be a character that shows nothing, as itself or by number."""
    return any(begin in part for begin in _INVISIBLE_BEGINS) and _INVISIBLE.search(part) is not None


def _promises_more(texts: bytes) -> bool:
    """Tell whether there are to be more shared texts than there are: calamine makes room for all of them."""
    count = texts.count(b"<")
    return any(int(promised) > count for promised in _PROMISED.findall(texts))


def _texts_made(texts: bytes, sheets: Collection[bytes]) -> int:
    """Return how many bytes the shared texts of all cells take, or somewhat more."""
    if not texts:
        return 0
    lengths = [len(text) for text in texts.split(b"<si")[1:]]
    shared = sum(sheet.count(b't="s"') for sheet in sheets)
    if max(lengths, default=0) * shared <= _MOST_SHARED_TEXT:
        return 0
    used = [lengths[int(index)] for sheet in sheets for index in _SHARED_CELL.findall(sheet)]
    return sum(used) + max(lengths) * (shared - len(used))


def _has_days_alone(sheet: bytes, dates: Mapping[bytes, int]) -> bool:
    """Tell whether the cells of dates' formats are empty or hold whole days that any reader takes.

    Args:
        sheet: the part.
        dates: how many cells have each style that shows a date.

    """
    if not dates:
        return True
    days = [day for style, day in _DAY.findall(sheet) if style in dates]
    return len(days) == sum(dates.values()) and all(
        _FIRST_DAY <= int(day) <= _LAST_DAY for day in days if day
    )


def _cells(
    rows: Sequence[Sequence[object]], formats: Mapping[tuple[int, int], str]
) -> dict[tuple[int, int], Cell] | None:
    """Return the filled cells; None where one is a time, no number, or too large for a float."""
    cells: dict[tuple[int, int], Cell] = {}
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value == "":
                continue
            place = (row, column)
            code = formats.get(place, "General") if formats else "General"
            if type(value) is str:  # most cells: spared the call
                if not value.isspace():
                    cells[place] = Cell(row, column, CellKind.TEXT, value, value, code)
                continue
            if type(value) is date and is_date_format(code):
                day = datetime.combine(value, time.min)
                cells[place] = Cell(row, column, CellKind.DATE, day, shown(day, code), code)
                continue
            if type(value) is not float or not abs(value) < _WHOLE_LIMIT or is_date_format(code):
                return None
            number = whole(value)
            cells[place] = Cell(row, column, CellKind.NUMBER, number, shown(number, code), code)
    return cells


def _strike_out(cells: dict[tuple[int, int], Cell], sheet: bytes, struck: frozenset[int]) -> None:
    """Withdraw the cells whose style strikes them out."""
    if not struck:
        return
    for column, row, style, _ in _CELL.findall(sheet):
        place = int(row), column_number(column.decode())
        if int(style or 0) in struck and place in cells:
            cell = cells[place]
            cells[place] = Cell(*place, CellKind.STRUCK, None, cell.text, cell.number_format)


def _hidden(sheet: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """Return the rows and columns that are hidden."""
    if b"hidden" not in sheet:
        return frozenset(), frozenset()
    columns: set[int] = set()
    for column in _HIDDEN_COLUMN.findall(sheet):
        reach = {name: int(number) for name, number in _REACH.findall(column)}
        columns.update(range(max(1, reach[b"min"]), min(reach[b"max"], MOST_COLUMNS) + 1))
    rows = (_ROW_NUMBER.search(row) for row in _HIDDEN_ROW.findall(sheet))
    return frozenset(int(row[1]) for row in rows if row), frozenset(columns)


def _cell_formats(sheet: bytes, formats: tuple[str, ...], most: int) -> Mapping[tuple[int, int], str] | None:
    """Return the number formats of a sheet's cells by row and column, those with General left out.

    None where the sheet holds what calamine gets wrong, or cells so far apart that they would not fit.
    """
    if sheet.count(b"<c ") > most:
        return None
    found = _CELL.findall(sheet)
    if len(found) != sheet.count(b"<c ") or b"<sheetData" not in sheet or b":c " in sheet:
        return None
    if _SHEET_TRAP.search(sheet) is not None or _has_odd_texts(sheet):
        return None
    if not found:
        return {}
    names, numbers, used, types = zip(*found, strict=True)
    columns, rows, kinds, styles = set(names), set(numbers), set(types), Counter(used)
    if not kinds <= _PLAIN_TYPES:
        return None
    indexes = {column: column_number(column.decode()) for column in columns}
    if max(map(int, rows)) * max(indexes.values()) > most:
        return None
    codes = {style: formats[int(style or 0)] for style in styles}
    special = {style: code for style, code in codes.items() if code != "General"}
    dates = {style: styles[style] for style, code in special.items() if is_date_format(code)}
    if not _has_days_alone(sheet, dates):
        return None
    if sum(styles[style] * len(code) for style, code in special.items()) > _MOST_FORMATTING:
        return None
    if not special:
        return {}
    return {
        (int(row), indexes[column]): special[style] for column, row, style, _ in found if style in special
    }
