"""How many years early or late a text says a target will be met: 提前一年实现 → 1, 要晚两年 → −2."""

from __future__ import annotations

import re

_NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_EARLY = re.compile(
    r"提前(?P<early>[一两二三四五\d])年|(?:晚|推迟|落后|延后|滞后)(?P<late>[一两二三四五\d])年"
)


def years_early(text: str) -> int:
    """Return the number of years, below 0 for late, 0 where the text names none."""
    match = _EARLY.search(text)
    if not match:
        return 0
    told = match["early"] or match["late"]
    years = int(told) if told.isdecimal() else _NUMERALS[told]
    return years if match["early"] else -years
