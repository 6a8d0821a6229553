"""Names of cells: ``B12`` for row 12, column 2. Rows and columns are counted from 1."""

from __future__ import annotations

from functools import lru_cache

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


@lru_cache(maxsize=MOST_COLUMNS)
def letters(column: int) -> str:
    """Return a column's letters."""
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


def place_of(row: int, column: int) -> str:
    """Return a cell's name."""
    return f"{letters(column)}{row}"
