"""The formulas of a workbook: which cells they refer to, and whose values a change made stale.

A file keeps each formula's last value. Where what it looks at was changed by us, that value is stale until
Excel opens the workbook: the cells are named, so that whoever reads the file meanwhile is told.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.grid.mark import STALE
from yuecheng_xl.grid.model import Area
from yuecheng_xl.grid.places import MOST_ROWS, letters, place_of
from yuecheng_xl.sheets.scan import scan
from yuecheng_xl.sheets.shared_formula import translated
from yuecheng_xl.sheets.workbook import DefinedName, quote_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from yuecheng_xl.sheets.scan import Scanned
    from yuecheng_xl.sheets.workbook import Sheet, Workbook

_FORMULA, _LONGEST_TAG = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]"), 64
_STRINGS = re.compile(r'"[^"]*"')
_REFERENCE = re.compile(
    r"(?:(?P<sheet>(?<!')'(?:[^']++|'')++'|(?<![\w.])[^\W\d][\w.]*+)!|(?<![\w.]))"
    r"(?P<area>\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}"
    r"|\$?\d{1,7}:\$?\d{1,7})"
    r"(?![\w(.!])"
)
_ANY_PLACE = re.compile(r"\b(?:INDIRECT|OFFSET)\s*\(|\[|#REF!", re.IGNORECASE)
"""What looks at places that the formula does not name: computed ones, those of a table's column."""

_WORD = re.compile(r"(?<![\w.])[^\W\d][\w.]*+(?![(!])")
_LONGEST_NAME = 8000
"""Characters of a name's text: Excel takes 8,192."""

_DEPTH = 3
"""How far names that stand for names are followed."""


class Formula(NamedTuple):
    """A cell with a formula: its sheet's title, where it stands, and what it says, without ``=``."""

    sheet: str
    row: int
    column: int
    text: str

    @property
    def place(self) -> str:
        """The cell's name."""
        return place_of(self.row, self.column)


def formulas(book: Workbook, sheet: Sheet) -> Iterator[Formula]:
    """Yield the formulas of a sheet; a shared one is translated for each cell."""
    if sheet.part not in book.package or not _has_formula(book.package.pieces(sheet.part)):
        return
    part = book.package.xml(sheet.part)
    found: list[Scanned] = []
    scan(part, lambda cell: found.append(cell) if cell.formula is not None else None)
    shared: dict[str, tuple[str, str]] = {}
    for cell in found:
        marks, text = cell.formula_marks or {}, cell.formula or ""
        place = place_of(cell.row, cell.column)
        if text and marks.get("t") == "shared":
            shared[marks.get("si", "")] = (text, place)
        if not text and marks.get("si", "") in shared:
            text = translated(*shared[marks.get("si", "")], place)
        yield Formula(sheet.title, cell.row, cell.column, text)


def _has_formula(pieces: Iterable[bytes]) -> bool:
    end = b""
    for piece in pieces:
        if _FORMULA.search(end + piece) or piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return True
        end = piece[-_LONGEST_TAG:]
    return False


def onlookers(book: Workbook, titles: Iterable[str]) -> list[Formula]:
    """Return the formulas that refer to one of these sheets."""
    wanted = list(titles)
    if not wanted:
        return []
    return [
        item
        for sheet in book.sheets
        for item in formulas(book, sheet)
        if any(title in item.text for title in wanted)
    ]


def mark_stale(book: Workbook, changed: Mapping[str, set[tuple[int, int]]]) -> int:
    """Record the cells whose formulas depend on changed cells, and have Excel recalculate on opening.

    Args:
        book: the workbook.
        changed: places by the sheet's title.

    Returns:
        How many these are, with those that were stale already and that Excel has not computed since.

    """
    known = _known(book)
    if not any(changed.values()):
        return sum(map(len, known.values()))
    every = [item for sheet in book.sheets for item in formulas(book, sheet)]
    stale = _stale(book, every, changed)
    if not stale:
        return sum(map(len, known.values()))
    for title, before in known.items():
        stale.setdefault(title, set()).update(before)
    book.drop_names(STALE)
    for sheet in book.sheets:
        if places := stale.get(sheet.title, set()):
            book.add_name(DefinedName(STALE, _union(sheet.title, places), sheet, hidden=True))
    book.recalculate = True
    return sum(map(len, stale.values()))


def _known(book: Workbook) -> dict[str, set[tuple[int, int]]]:
    """Return the cells that were stale already and that Excel has not computed since."""
    if not book.is_to_be_computed:
        return {}
    found: dict[str, set[tuple[int, int]]] = {}
    for sheet in book.sheets:
        text = book.names_of(sheet).get(STALE, "")
        areas = [Area.of(match["area"]) for match in _REFERENCE.finditer(text)]
        # Only formulas are stale: the areas may be as large as the sheet.
        places = {(item.row, item.column) for item in (formulas(book, sheet) if areas else ())}
        if stale := {place for place in places if any(place in area for area in areas)}:
            found[sheet.title] = stale
    return found


def _stale(
    book: Workbook, every: list[Formula], changed: Mapping[str, set[tuple[int, int]]]
) -> dict[str, set[tuple[int, int]]]:
    """Return the formulas that depend on changed cells, directly or through others."""
    names = {item.name.casefold(): item.text for item in book.names}
    looks = [(item, _areas(item, names)) for item in every]
    stale: dict[str, set[tuple[int, int]]] = {}
    news = {title: places for title, places in changed.items() if places}
    while news:
        index = {title.casefold(): _by_column(places) for title, places in news.items()}
        news = {}
        left: list[tuple[Formula, list[tuple[str, Area]] | None]] = []
        for item, areas in looks:
            if areas is None or any(_holds(index.get(title), bounds) for title, bounds in areas):
                stale.setdefault(item.sheet, set()).add((item.row, item.column))
                news.setdefault(item.sheet, set()).add((item.row, item.column))
            else:
                left.append((item, areas))
        looks = left
    return stale


def _areas(item: Formula, names: Mapping[str, str], depth: int = 0) -> list[tuple[str, Area]] | None:
    """Return the areas that a formula refers to, with their sheets; None where it may refer to any."""
    text = _STRINGS.sub('""', item.text)
    if _ANY_PLACE.search(text) or depth > _DEPTH:
        return None
    found: list[tuple[str, Area]] = []
    for match in _REFERENCE.finditer(text):
        title = (match["sheet"] or item.sheet).strip("'").replace("''", "'")
        found.append((title.casefold(), Area.of(match["area"])))
    for word in _WORD.findall(_REFERENCE.sub(" ", text)):
        if word.casefold() in names:
            below = _areas(
                Formula(item.sheet, item.row, item.column, names[word.casefold()]), names, depth + 1
            )
            if below is None:
                return None
            found += below
    return found


def _by_column(places: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, column in sorted(places):
        found.setdefault(column, []).append(row)
    return found


def _holds(index: Mapping[int, list[int]] | None, area: Area) -> bool:
    """Tell whether an area holds one of the places."""
    if not index:
        return False
    for column, rows in index.items():
        if area.left <= column <= area.right:
            place = bisect_left(rows, area.top)
            if place < len(rows) and rows[place] <= area.bottom:
                return True
    return False


def _union(title: str, places: set[tuple[int, int]]) -> str:
    """Write places as one reference; where that is too long, as the whole columns that they stand in."""
    name = quote_title(title)
    areas = []
    for column, rows in _by_column(places).items():
        first = last = rows[0]
        for row in [*rows[1:], MOST_ROWS + 9]:
            if row == last + 1:
                last = row
                continue
            areas.append(f"{name}!${letters(column)}${first}:${letters(column)}${last}")
            first = last = row
    text = ",".join(areas)
    if len(text) <= _LONGEST_NAME:
        return text
    rows = sorted(row for row, _ in places)
    return ",".join(
        f"{name}!${letters(column)}${rows[0]}:${letters(column)}${rows[-1]}" for column in _by_column(places)
    )
