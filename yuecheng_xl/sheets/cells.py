"""Cells as XML: the one place that writes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from yuecheng_xl.sheets.markup import escaped
from yuecheng_xl.sheets.markup import fit as without_unfit

if TYPE_CHECKING:
    from typing import Protocol

    from yuecheng_xl.sheets.values import Value

    class Formats(Protocol):
        """The formats of a workbook, as far as cells ask for them."""

        def with_number_format(self, style: int, code: str) -> int:
            """Return the format that differs from another in its number format."""

        def as_text(self, style: int) -> int:
            """Return the format of a text that stays one."""


FORMULA_SIGNS = ("=", "+", "-", "@")
"""What a text begins with that Excel takes for a formula when somebody edits it."""

_LONGEST = 32_767
"""Characters that Excel takes in a cell."""

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


def fit(text: str) -> str:
    """Return a text as a cell can hold it: without what XML forbids, and no longer than Excel takes."""
    text = without_unfit(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


@lru_cache(maxsize=MOST_COLUMNS)
def letters(column: int) -> str:
    """Return a column's letters; columns are counted from 1."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@lru_cache(maxsize=MOST_COLUMNS)
def column_number(name: str) -> int:
    """Return a column's number by its letters, in any case; 0 where these are none."""
    number = 0
    for letter in name.upper():
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number


def split_place(place: str) -> tuple[int, int]:
    """Return row and column of a cell's name such as ``B12`` or ``$B$12``.

    Raises:
        ValueError: it is no cell's name.

    """
    place = place.replace("$", "")
    name = place.rstrip("0123456789")
    column, row = column_number(name), place[len(name) :]
    if not column or not row:
        raise ValueError(place)
    return int(row), column


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, bounds included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, reference: str) -> Area:
        """Read a reference such as ``A1:B2`` or ``A1``.

        Raises:
            ValueError: it is none.

        """
        first, _, last = reference.partition(":")
        top, left = split_place(first)
        bottom, right = split_place(last or first)
        return cls(top, left, bottom, right)

    def covers(self, row: int, column: int) -> bool:
        """Tell whether a cell lies beneath the area, its first cell left out."""
        is_inside = self.top <= row <= self.bottom and self.left <= column <= self.right
        return is_inside and (row, column) != (self.top, self.left)


def place_of(row: int, column: int) -> str:
    """Return a cell's name."""
    return f"{letters(column)}{row}"


def cell(place: str, style: int, value: Value, styles: Formats, prefix: str = "") -> str:
    """Return a cell with a value.

    A number that was filled in (``Printed``) brings its number format. A text stands in the sheet itself,
    where no program takes it for a formula; one that looks like a formula gets a format that keeps it one.

    Args:
        place: its name.
        style: its format; that of the value's kind is derived from it.
        value: text, number, truth value, ``Printed`` or None.
        styles: the workbook's formats.
        prefix: of the sheet's names, with its colon.

    """
    if value is None:
        return f'<{prefix}c r="{place}" s="{style}"/>'
    if isinstance(value, str):
        return _text(place, style, value, styles, prefix)
    if isinstance(value, bool):
        return f'<{prefix}c r="{place}" s="{style}" t="b"><{prefix}v>{int(value)}</{prefix}v></{prefix}c>'
    if isinstance(value, int | float):
        return f'<{prefix}c r="{place}" s="{style}"><{prefix}v>{value!r}</{prefix}v></{prefix}c>'
    if value.number is None:
        return _text(place, style, value.text, styles, prefix)
    style = styles.with_number_format(style, value.number_format)
    return f'<{prefix}c r="{place}" s="{style}"><{prefix}v>{value.number!r}</{prefix}v></{prefix}c>'


def _text(place: str, style: int, text: str, styles: Formats, prefix: str) -> str:
    text = fit(text)
    if not text:
        return f'<{prefix}c r="{place}" s="{style}"/>'
    if text.startswith(FORMULA_SIGNS):
        style = styles.as_text(style)
    return (
        f'<{prefix}c r="{place}" s="{style}" t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
        f"{escaped(text)}</{prefix}t></{prefix}is></{prefix}c>"
    )
