"""How many years early a text says a target will be met: 提前一年实现 → 1."""

from __future__ import annotations

import re

_NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4}
_EARLY = re.compile(r"提前([一两二三四\d])年")


def years_early(text: str) -> int:
    """Return the number of years, 0 where the text names none."""
    match = _EARLY.search(text)
    if not match:
        return 0
    return int(match[1]) if match[1].isdecimal() else _NUMERALS[match[1]]
