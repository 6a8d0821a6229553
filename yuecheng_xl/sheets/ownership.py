"""Which sheets this product made, and whether somebody worked on them since.

The proof is a hidden, sheet-scoped defined name. Excel, WPS and LibreOffice keep it on save and on
``Sheet.copy``; a sheet that a person made does not have it. Its value is a text constant with the
sheet's title and its portrait, so that neither a renamed copy nor a sheet that somebody worked on counts
as untouched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.grid.mark import MARK
from yuecheng_xl.sheets.portrait import portrait_of, same
from yuecheng_xl.sheets.workbook import DefinedName

if TYPE_CHECKING:
    from yuecheng_xl.sheets.workbook import Sheet, Workbook


def mark(book: Workbook, sheet: Sheet, portrait: str) -> str:
    """Mark a sheet as made by this product; return the proof."""
    proof = f"{sheet.title}|{portrait}"
    book.add_name(DefinedName(MARK, f'"{proof}"', sheet, hidden=True))
    return proof


def is_marked(book: Workbook, sheet: Sheet) -> bool:
    """Tell whether this product made the sheet, under whatever title it stands now."""
    return MARK in book.names_of(sheet)


def is_ours(book: Workbook, sheet: Sheet) -> bool:
    """Tell whether this product made the sheet under the title that it now has."""
    return _parts(book, sheet)[0] == sheet.title


def is_edited(book: Workbook, sheet: Sheet) -> bool:
    """Tell whether one of our sheets holds something else than we wrote, or looks otherwise."""
    return not same(_parts(book, sheet)[1], portrait_of(book, sheet))


def proof(book: Workbook, sheet: Sheet) -> str:
    """Return the mark's value, the same for the same result under the same title; empty without a mark."""
    return "|".join(_parts(book, sheet)) if is_marked(book, sheet) else ""


def _parts(book: Workbook, sheet: Sheet) -> tuple[str, str]:
    title, _, portrait = book.names_of(sheet).get(MARK, "").strip('"').rpartition("|")
    return title, portrait
