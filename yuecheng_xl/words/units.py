"""A figure with its unit behind it, as prose has it."""

from __future__ import annotations

import re

_NONE = re.compile(r"[-—–―－/\\无\s]*")
_ONE_IN = re.compile(r"1(?=/\d)")


def shown_unit(unit: str) -> str:
    """Return a unit as it follows a figure: nothing for a dash in its cell, /10万 for 1/10万."""
    return "" if _NONE.fullmatch(unit) else _ONE_IN.sub("", unit, count=1)


def unit_of_change(unit: str) -> str:
    """Return the unit of a difference: of percentages points, of a quotient (倍, 1.6:1) none."""
    if unit in ("%", "百分点"):
        return "个百分点"
    if unit == "‰":
        return "个千分点"
    return "" if unit == "倍" or ":" in unit or "：" in unit else shown_unit(unit)
