"""Names for files that Windows, too, can write and staff can tell apart."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

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
