"""Which sheets this product made, and whether somebody edited them since.

The proof is a hidden, sheet-scoped defined name. Excel, WPS and LibreOffice keep it on save and on
``Sheet.copy``; a sheet that a person made does not have it. Its value is a text constant with the
sheet's title and a digest of its values, so that neither a renamed copy nor a hand-edited sheet
counts as untouched.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from openpyxl.workbook.defined_name import DefinedName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    _Value = tuple[tuple[int, int], object]
    """A cell's row and column, and what it holds."""

MARK = "_yuecheng_xl_result"


def mark(sheet: Any, values: Iterable[_Value] | None = None) -> None:  # noqa: ANN401 - openpyxl's worksheet
    """Mark a sheet as made by this product.

    Args:
        sheet: finished, or yet to get its rows.
        values: of each cell that the finished sheet will have, row by row; by default those that it has.

    """
    value = f'"{sheet.title}|{_digest(_values(sheet) if values is None else values)}"'
    sheet.defined_names[MARK] = DefinedName(MARK, attr_text=value, hidden=True)


def is_marked(sheet: Any) -> bool:  # noqa: ANN401
    """Tell whether this product made the sheet, under whatever title it stands now."""
    return MARK in sheet.defined_names


def is_ours(sheet: Any) -> bool:  # noqa: ANN401
    """Tell whether this product made the sheet under the title that it now has."""
    return _parts(sheet)[0] == str(sheet.title)


def is_edited(sheet: Any) -> bool:  # noqa: ANN401
    """Tell whether one of our sheets holds other values than we wrote."""
    return _parts(sheet)[1] != _digest(_values(sheet))


def proof(sheet: Any) -> str:  # noqa: ANN401
    """Return the mark's value, the same for the same result under the same title; empty without a mark."""
    return "|".join(_parts(sheet)) if is_marked(sheet) else ""


def _parts(sheet: Any) -> tuple[str, str]:  # noqa: ANN401
    name = sheet.defined_names.get(MARK)
    text = "" if name is None or name.attr_text is None else name.attr_text.strip('"')
    title, _, digest = text.rpartition("|")
    return title, digest


def _values(sheet: Any) -> Iterator[_Value]:  # noqa: ANN401
    return ((place, cell.value) for place, cell in sorted(sheet._cells.items()))


def _digest(values: Iterable[_Value]) -> str:
    digest = hashlib.sha256()
    for place, value in values:
        if value is None or value == "":
            continue
        # Twelve significant digits: each program rounds the last ones its own way on saving.
        text = f"{value:.12g}" if isinstance(value, int | float) else str(value).replace("\r\n", "\n")
        digest.update(f"{place}={text}\n".encode())
    return digest.hexdigest()[:16]
