"""File names that every system accepts, and the next free name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ODD = "\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
"""What no workbook can hold, or makes a name look like another, for a class of characters."""

LONGEST = 180
"""Bytes of a name: systems take 255, a Chinese character is three, and a backup's stamp comes on top."""

_ILLEGAL = re.compile(rf'[<>:"/\\|?*{ODD}]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """Return a file's or folder's name as systems take it, its suffix kept; empty where nothing is left."""
    name = _ILLEGAL.sub("_", name).rstrip(" .")
    if _DEVICE.match(name):
        name = f"_{name}"
    if len(name.encode()) <= LONGEST:
        return name
    suffix = PurePosixPath(name).suffix
    suffix = suffix if len(suffix) <= len(".xlsx") else ""
    return cut(name, LONGEST - len(suffix.encode())).rstrip(" .") + suffix


def cut(text: str, most: int) -> str:
    """Return as much of a text as takes ``most`` bytes."""
    return text.encode()[:most].decode(errors="ignore")


def free_name(
    wanted: str,
    is_taken: Callable[[str], bool],
    *,
    suffix: str = "",
    numbered: str = "{}{}",
    longest: int | None = None,
) -> str:
    """Return a name that is free: the wanted one, or it with the lowest number from 2 that makes it so.

    Args:
        wanted: the name, without ``suffix``.
        is_taken: tells whether a whole name is in use.
        suffix: comes after the number, as ``.xlsx``.
        numbered: how name and number are put together.
        longest: characters that the whole name may have; the wanted one is cut to leave room for its number.

    """
    count = 1
    while True:
        number = "" if count == 1 else numbered.format("", count)
        stem = wanted if longest is None else wanted[: longest - len(number) - len(suffix)]
        name = (stem if count == 1 else numbered.format(stem, count)) + suffix
        if not is_taken(name):
            return name
        count += 1
